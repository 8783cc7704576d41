"""Split a change of welfare into its parts, as Caliendo and Parro do: a first-order reckoning.

In: an `Outcome`. Out: `Decomposition`, in shares of income. Not here: exact real income, which is
`Outcome.real_income` and the headline; the two differ by what is of second order.

Caliendo and Parro (2015), Review of Economic Studies 82(1): with baseline flows held,
the change of welfare is what a region's exports gain in price over its imports (terms of trade)
plus what its tariffs take on the trade that grows or shrinks (volume of trade). For large tariff
changes it is far off - Mexico in NAFTA: 1.3 % where real income changes by 0.01 % - because base
tariffs are applied to the whole growth of trade. Summed over small steps it is exact.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from legation.leverage.economy import Economy
from legation.leverage.equilibrium import Outcome, solve
from legation.leverage.errors import LeverageError
from legation.leverage.shock import Shock

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Decomposition:
    """Parts of the first-order change of welfare; shape (region,), 0.01 is 1 % of income."""

    terms_of_trade: Floats
    volume_of_trade: Floats
    iceberg_costs: Floats
    """What dearer delivery costs the importer; 0 where only tariffs change."""

    @property
    def total(self) -> Floats:
        """Return the first-order change of welfare, shape (region,)."""
        total: Floats = self.terms_of_trade + self.volume_of_trade + self.iceberg_costs
        return total


def decompose(outcome: Outcome) -> Decomposition:
    """Return the decomposition of Caliendo and Parro: relative changes at baseline flows.

    Raises:
        LeverageError: The shock holds an embargo: trade that ends has no logarithm.
    """
    _refuse_embargo(outcome.shock)
    return _parts(outcome, outcome.economy, in_logs=False)


def decompose_along(economy: Economy, shock: Shock, n_steps: int = 60) -> Decomposition:
    """Return the decomposition summed over `n_steps` equal steps of the shock.

    Each step is weighed at the mean of its ends, so that the sum comes to the logarithm of exact
    real income up to the square of a step.

    Raises:
        LeverageError: The shock holds an embargo, or `n_steps` is not above 0.
    """
    _refuse_embargo(shock)
    if n_steps < 1:
        msg = f"a decomposition takes 1 step or more, not {n_steps}"
        raise LeverageError(msg)
    parts = np.zeros((3, len(economy.regions)))
    here = economy
    for step in _steps(economy, shock, n_steps):
        outcome = solve(here, step)
        after = outcome.economy_after()
        for end in (here, after):
            found = _parts(outcome, end, in_logs=True)
            parts += 0.5 * np.array(
                [found.terms_of_trade, found.volume_of_trade, found.iceberg_costs]
            )
        here = after
    return Decomposition(*parts)


def _steps(economy: Economy, shock: Shock, n_steps: int) -> Iterator[Shock]:
    """Yield the shock in equal parts: tariffs by difference, iceberg costs by ratio."""
    costs = shock.cost_factors ** (1.0 / n_steps)
    for number in range(1, n_steps + 1):
        part = number / n_steps
        tariffs = economy.tariffs + part * (shock.tariffs - economy.tariffs)
        yield replace(
            shock,
            name=f"{shock.name}, step {number} of {n_steps}",
            tariffs=tariffs,
            cost_factors=costs,
        )


def _parts(outcome: Outcome, at: Economy, *, in_logs: bool) -> Decomposition:
    """Return the parts weighed with the flows, tariffs and incomes of `at`.

    Changes are relative ones, or logarithms, which sum over steps.
    """
    change = np.log if in_logs else _relative
    flows, incomes = at.flows_usd, at.incomes_usd
    costs = change(1.0 + outcome.cost)
    before, after = outcome.economy.flows_usd, outcome.flows_usd
    traded = (before > 0) & (after > 0)
    growth = change(np.where(traded, after, 1.0) / np.where(traded, before, 1.0))
    delivery = change(outcome.shock.cost_factors)
    gained = np.einsum("kij,ik->i", flows, costs) - np.einsum("kij,ik->j", flows, costs)
    revenue = at.tariffs * flows * (growth - costs.T[:, :, None] - delivery)
    return Decomposition(
        gained / incomes,
        revenue.sum(axis=(0, 1)) / incomes,
        -(flows * delivery).sum(axis=(0, 1)) / incomes,
    )


def _relative(ratio: Floats) -> Floats:
    change: Floats = ratio - 1.0
    return change


def _refuse_embargo(shock: Shock) -> None:
    if np.isinf(shock.cost_factors).any():
        msg = (
            f"{shock.name}: the first-order decomposition needs logarithms of trade, and trade "
            "under an embargo is 0; use real income, which is exact"
        )
        raise LeverageError(msg)
