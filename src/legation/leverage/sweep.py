"""Evaluate the equations of the model once: one sweep of the fixed point.

In: an `Economy`, a `Shock`, deficits after. Out: `Sweep`, a map from a state to the next, with how
far each market is from clearing. Not here: how the sweeps are repeated (`leverage.anderson`), what
a solution means (`leverage.equilibrium`).

The state is the log of the change of wages (region), of prices and of spending (region, sector),
in one vector. The equations are those of Caliendo and Parro (2015), Review of Economic Studies
82(1), in changes; the share of an exporter is the product of a constant of the scenario and a
power of its cost, so that a sweep is five products of small matrices and no power of a pair.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from legation.leverage.economy import Economy
from legation.leverage.shock import Shock

Floats = NDArray[np.float64]

# No wage moves by more than this in a sweep (in logs): a first guess may be far off.
_MAX_WAGE_STEP = 0.5
# Spending that vanishes (a sector nobody uses any more) is held at this share of its baseline.
_FLOOR = 1e-30


@dataclass(frozen=True, slots=True, eq=False)
class State:
    """The changes a vector stands for, and what follows from them."""

    wages: Floats
    """Shape (region,): after over before."""
    log_prices: Floats
    log_costs: Floats
    """Shape (region, sector)."""
    spending_usd: Floats
    outputs_usd: Floats
    """Shape (region, sector)."""
    incomes_usd: Floats
    revenue_usd: Floats
    """Shape (region,)."""
    shares: Floats | None = None
    """Shape (sector, exporter, importer); None until asked for."""


class Sweep:
    """The fixed-point map of one scenario."""

    def __init__(self, economy: Economy, shock: Shock, deficits_usd: Floats) -> None:
        self.economy, self._deficits = economy, deficits_usd
        self.n_regions, self.n_sectors = economy.spending_usd.shape
        self._theta = economy.elasticities.values
        self.pull = _pull(economy, shock)
        tariffs = shock.tariffs
        self._taxed = bool(tariffs.any())
        self._net_pull = self.pull / (1.0 + tariffs) if self._taxed else self.pull
        self._costs_of_inputs = np.ascontiguousarray(economy.input_shares.transpose(0, 2, 1))
        self._value_added = economy.value_added_usd
        self._value_added_shares = economy.value_added_shares
        self._has_inputs = bool(economy.input_shares.any())
        self._bought = economy.spending_usd > 0
        self._base_spending = np.where(self._bought, economy.spending_usd, 1.0)
        # A wage one per cent too high cuts sales by some theta per cent: the step divides by it.
        weights = economy.outputs_usd / economy.outputs_usd.sum(axis=1, keepdims=True)
        self._wage_step = 1.0 / (1.0 + weights @ self._theta)

    def unpack(self, state: Floats) -> tuple[Floats, Floats, Floats]:
        """Return the views of a vector: log wages, log prices, log spending."""
        n, size = self.n_regions, self.n_regions * self.n_sectors
        shape = (n, self.n_sectors)
        return state[:n], state[n : n + size].reshape(shape), state[n + size :].reshape(shape)

    def start(self) -> Floats:
        """Return the state in which nothing has changed."""
        return np.zeros(self.n_regions * (1 + 2 * self.n_sectors))

    def __call__(self, state: Floats) -> tuple[Floats, Floats]:
        """Return the next state, and how far the equations are from holding, in the same order.

        The second is the excess demand for labour, and prices and spending after less before, all
        in logs: dimensionless, 0 in equilibrium.
        """
        log_wages, log_prices, log_spending = self.unpack(state)
        found = self._evaluate(log_wages, log_prices, log_spending)
        spending = self._demand(found)
        next_spending = np.log(np.maximum(spending / self._base_spending, _FLOOR))
        next_spending[~self._bought] = 0.0
        hired = (self._value_added_shares * found.outputs_usd).sum(axis=1)
        with np.errstate(divide="ignore", invalid="ignore"):
            excess = np.log(hired / (found.wages * self._value_added))
        step = np.clip(self._wage_step * excess, -_MAX_WAGE_STEP, _MAX_WAGE_STEP)
        wages = log_wages + step
        # The numeraire: the world's value added stays what it was.
        wages = wages - np.log((np.exp(wages) * self._value_added).sum() / self._value_added.sum())
        following = np.concatenate((wages, found.log_prices.ravel(), next_spending.ravel()))
        gap = following - state
        gap[: self.n_regions] = excess
        return following, gap

    def reached(self, state: Floats) -> State:
        """Return what the state means, trade shares included."""
        found = self._evaluate(*self.unpack(state))
        log_weights = -self._theta * found.log_costs
        top = log_weights.max(axis=0)
        weights = np.exp(log_weights - top).T
        shares = self.pull * weights[:, :, None]
        shares /= shares.sum(axis=1, keepdims=True)
        return State(
            found.wages,
            found.log_prices,
            found.log_costs,
            found.spending_usd,
            found.outputs_usd,
            found.incomes_usd,
            found.revenue_usd,
            shares,
        )

    def _evaluate(self, log_wages: Floats, log_prices: Floats, log_spending: Floats) -> State:
        log_costs = self._value_added_shares * log_wages[:, None]
        if self._has_inputs:
            log_costs += np.matmul(self._costs_of_inputs, log_prices[:, :, None])[:, :, 0]
        log_weights = -self._theta * log_costs
        # Shifted by sector, so that a power of a large cost neither over- nor underflows.
        top = log_weights.max(axis=0)
        weights = np.exp(log_weights - top).T[:, :, None]
        reach = np.matmul(self.pull.transpose(0, 2, 1), weights)[:, :, 0]
        next_prices = (-(np.log(reach) + top[:, None]) / self._theta[:, None]).T
        spending = np.where(self._bought, self._base_spending * np.exp(log_spending), 0.0)
        per_reach = spending.T / reach
        outputs = (weights * np.matmul(self._net_pull, per_reach[:, :, None]))[:, :, 0].T
        revenue = np.zeros(self.n_regions)
        if self._taxed:
            net = np.matmul(self._net_pull.transpose(0, 2, 1), weights)[:, :, 0]
            revenue = (spending.T - per_reach * net).sum(axis=0)
        wages = np.exp(log_wages)
        incomes = wages * self._value_added + revenue + self._deficits
        return State(wages, next_prices, log_costs, spending, outputs, incomes, revenue)

    def _demand(self, found: State) -> Floats:
        demand: Floats = self.economy.final_shares * found.incomes_usd[:, None]
        if self._has_inputs:
            used = np.matmul(self.economy.input_shares, found.outputs_usd[:, :, None])
            demand = demand + used[:, :, 0]
        return demand


def _pull(economy: Economy, shock: Shock) -> Floats:
    """Return each exporter's share at unchanged costs, not normalised: 0 under an embargo."""
    change = shock.cost_factors * (1.0 + shock.tariffs) / (1.0 + economy.tariffs)
    pull = economy.shares.copy()
    moved = (change != 1.0) & (pull > 0)
    theta = np.broadcast_to(economy.elasticities.values[:, None, None], pull.shape)
    pull[moved] *= change[moved] ** -theta[moved]
    return pull
