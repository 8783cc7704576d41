"""Solve a model in changes: what a shock does to every region.

In: an `Economy`, a `Shock`. Out: `Outcome`, or an error that names the market that does not clear.
Not here: the equations (`leverage.sweep`), the search (`leverage.anderson`), bands over models
(scenarios).
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from legation.leverage.anderson import FixedPoint, find_fixed_point
from legation.leverage.economy import BALANCED_SHARE, Economy
from legation.leverage.errors import LeverageError
from legation.leverage.graph import refuse_senseless_embargo
from legation.leverage.shock import Shock, no_shock
from legation.leverage.sweep import State, Sweep

Floats = NDArray[np.float64]

TOLERANCE = 1e-10
"""Largest gap, in logs, of any market in an equilibrium that is reported."""
MAX_ITERATIONS = 1500
# Where the straight way fails, the shock is walked in this many steps: 3 of 1,200 large scenarios
# tried on three tables needed it (a tariff of 500 % on all that a region with a deficit imports).
_STEPS = 8
# A step on the way need not be exact.
_STEP_TOLERANCE = 1e-6


class ConvergenceError(LeverageError):
    """No equilibrium was found; `region` and `sector` (None: labour) name the worst market."""

    def __init__(
        self, message: str, region: str, sector: str | None, residual: float, n_iterations: int
    ) -> None:
        super().__init__(message)
        self.region, self.sector = region, sector
        self.residual, self.n_iterations = residual, n_iterations


@dataclass(frozen=True, slots=True, eq=False)
class Outcome:
    """The equilibrium after a shock, against the baseline.

    Changes are shares: 0.01 is 1 % more than before. Wages and prices are in units of the world's
    value added; regions that no trade joins any more have no common unit, and only what is real
    (real income, real wages, shares) can be compared.
    """

    economy: Economy
    shock: Shock
    real_income: Floats
    """Shape (region,): final spending over consumer prices. The headline: equivalent variation."""
    real_wage: Floats
    wage: Floats
    consumer_price: Floats
    terms_of_trade: Floats
    """Shape (region,): prices of what a region exported before over those of what it imported, at
    the exporter's gate; 0 where it did not trade."""
    price: Floats
    """Shape (region, sector): what buyers there pay for the sector."""
    cost: Floats
    """Shape (region, sector): what a unit costs its maker there."""
    trade_shares: Floats
    """Shape (sector, exporter, importer): levels, tariff included, after."""
    spending_usd: Floats
    outputs_usd: Floats
    """Shape (region, sector), after."""
    incomes_usd: Floats
    tariff_revenue_usd: Floats
    deficits_usd: Floats
    """Shape (region,), after."""
    residual: float
    """Largest gap of any market, in logs: at most the tolerance."""
    walras: float
    """World demand for labour less its income, as a share: what the left-out equation misses."""
    n_iterations: int
    state: Floats
    """The solver's own vector, to start a neighbouring scenario from."""

    @property
    def flows_usd(self) -> Floats:
        """Return sales net of tariff after the shock, shape (sector, exporter, importer)."""
        spent = self.trade_shares * self.spending_usd.T[:, None, :]
        flows: Floats = spent / (1.0 + self.shock.tariffs)
        return flows

    def economy_after(self) -> Economy:
        """Return the equilibrium as the baseline of a further shock."""
        return replace(
            self.economy,
            shares=self.trade_shares,
            tariffs=self.shock.tariffs,
            spending_usd=self.spending_usd,
            outputs_usd=self.outputs_usd,
            deficits_usd=self.deficits_usd,
        )


def solve(
    economy: Economy,
    shock: Shock,
    *,
    deficits_usd: Floats | None = None,
    start: Outcome | None = None,
    tolerance: float = TOLERANCE,
    max_iterations: int = MAX_ITERATIONS,
) -> Outcome:
    """Return the equilibrium after `shock`.

    The equations are those of Caliendo and Parro (2015), Review of Economic Studies 82(1), 1-44,
    in changes; without inputs those of Eaton and Kortum (2002), Econometrica 70(5), by sector.

    Args:
        economy: The baseline.
        shock: What changes; made for the regions and sectors of `economy`.
        deficits_usd: Deficits after, shape (region,), sum 0; None: as in the baseline.
        start: Outcome of a scenario near this one on the same baseline, to begin from.
        tolerance: Largest gap, in logs, of any market.
        max_iterations: Sweeps before giving up.

    Raises:
        ConvergenceError: Some market does not clear to `tolerance`.
        EmbargoError: Trade so cut has no equilibrium with these imbalances, or leaves a market
            without any supplier.
        LeverageError: Shock and economy are of different shapes.
    """
    if (shock.regions, shock.sectors) != (economy.regions, economy.sectors):
        msg = (
            f"shock {shock.name} is made for other regions or sectors than economy "
            f"{economy.table}; make it with no_shock(economy)"
        )
        raise LeverageError(msg)
    deficits = economy.deficits_usd if deficits_usd is None else deficits_usd
    sweep = Sweep(economy, shock, deficits)
    refuse_senseless_embargo(economy, shock, sweep.pull, deficits)
    first = sweep.start() if start is None else start.state
    found = find_fixed_point(sweep, first, tolerance, max_iterations)
    if not found.residual <= tolerance:
        walked = _walk(economy, shock, deficits, tolerance, max_iterations)
        if walked is None:
            raise _unsolved(economy, shock, sweep, found)
        found = replace(walked, n_iterations=found.n_iterations + walked.n_iterations)
    reached = sweep.reached(found.state)
    if (reached.incomes_usd <= 0).any():
        raise _penniless(economy, shock, found, reached)
    return _outcome(economy, shock, deficits, found, reached)


def rebalanced(economy: Economy, deficits_usd: Floats) -> Economy:
    """Return the equilibrium of the same world with other deficits, as a baseline.

    Raises:
        ConvergenceError: There is none.
    """
    if np.abs(deficits_usd.sum()) > BALANCED_SHARE * economy.value_added_usd.sum():
        msg = "deficits of the world must sum to 0: each is somebody's surplus"
        raise LeverageError(msg)
    outcome = solve(
        economy, no_shock(economy, "baseline"), deficits_usd=deficits_usd, tolerance=1e-12
    )
    return outcome.economy_after()


def _walk(
    economy: Economy, shock: Shock, deficits: Floats, tolerance: float, max_iterations: int
) -> FixedPoint | None:
    """Return the equilibrium found by growing the shock in steps, or None where a step fails."""
    state, n_iterations = np.zeros(0), 0
    for step in range(1, _STEPS + 1):
        sweep = Sweep(economy, _part_of(economy, shock, step / _STEPS), deficits)
        found = find_fixed_point(
            sweep,
            state if step > 1 else sweep.start(),
            tolerance if step == _STEPS else _STEP_TOLERANCE,
            max_iterations,
        )
        n_iterations += found.n_iterations
        if not found.residual <= (tolerance if step == _STEPS else _STEP_TOLERANCE):
            return None
        state = found.state
    return replace(found, n_iterations=n_iterations)


def _part_of(economy: Economy, shock: Shock, part: float) -> Shock:
    """Return the shock as far as it has come; an embargo is dearer delivery until the last step."""
    if part == 1.0:
        return shock
    cost = shock.cost_factors
    factors = np.where(
        np.isinf(cost), 1.0 / (1.0 - part), np.where(np.isinf(cost), 1.0, cost) ** part
    )
    tariffs = economy.tariffs + part * (shock.tariffs - economy.tariffs)
    return replace(shock, tariffs=tariffs, cost_factors=factors)


def _penniless(
    economy: Economy, shock: Shock, found: FixedPoint, reached: State
) -> ConvergenceError:
    region = economy.regions[int(np.argmin(reached.incomes_usd))]
    msg = (
        f"{shock.name}: {region} would have nothing left to spend: the trade surplus it keeps, or "
        "the subsidies it pays (tariffs below 0), take all it earns; remove imbalances first, or "
        "make subsidies smaller"
    )
    return ConvergenceError(msg, region, None, found.residual, found.n_iterations)


def _outcome(
    economy: Economy, shock: Shock, deficits: Floats, found: FixedPoint, reached: State
) -> Outcome:
    log_consumer = (economy.final_shares * reached.log_prices).sum(axis=1)
    log_real_income = np.log(reached.incomes_usd / economy.incomes_usd) - log_consumer
    hired = (economy.value_added_shares * reached.outputs_usd).sum()
    earned = (reached.wages * economy.value_added_usd).sum()
    shares = reached.shares
    assert shares is not None  # noqa: S101  (`reached` always works them out)
    return Outcome(
        economy=economy,
        shock=shock,
        real_income=np.expm1(log_real_income),
        real_wage=np.expm1(np.log(reached.wages) - log_consumer),
        wage=reached.wages - 1.0,
        consumer_price=np.expm1(log_consumer),
        terms_of_trade=np.expm1(_log_terms_of_trade(economy, reached.log_costs)),
        price=np.expm1(reached.log_prices),
        cost=np.expm1(reached.log_costs),
        trade_shares=shares,
        spending_usd=reached.spending_usd,
        outputs_usd=reached.outputs_usd,
        incomes_usd=reached.incomes_usd,
        tariff_revenue_usd=reached.revenue_usd,
        deficits_usd=deficits,
        residual=found.residual,
        walras=float(abs(hired / earned - 1.0)),
        n_iterations=found.n_iterations,
        state=found.state,
    )


def _log_terms_of_trade(economy: Economy, log_costs: Floats) -> Floats:
    """Return export over import prices, both weighted by the trade of the baseline."""
    flows = economy.flows_usd
    own = np.arange(len(economy.regions))
    flows[:, own, own] = 0.0
    sold, bought = flows.sum(axis=2).T, flows.sum(axis=(0, 1))
    exports = sold.sum(axis=1)
    export_price = np.divide(
        (sold * log_costs).sum(axis=1), exports, out=np.zeros_like(exports), where=exports > 0
    )
    import_price = np.divide(
        np.einsum("kij,ik->j", flows, log_costs),
        bought,
        out=np.zeros_like(bought),
        where=bought > 0,
    )
    terms: Floats = np.where((exports > 0) & (bought > 0), export_price - import_price, 0.0)
    return terms


def _unsolved(economy: Economy, shock: Shock, sweep: Sweep, found: FixedPoint) -> ConvergenceError:
    """Return the error that names the market furthest from clearing."""
    if np.isfinite(found.residual):
        reached = sweep.reached(found.state)
        if (reached.incomes_usd <= 0).any():
            return _penniless(economy, shock, found, reached)
    gaps = np.where(np.isfinite(found.gap), np.abs(found.gap), np.inf)
    labour, prices, spending = sweep.unpack(gaps)
    of_market = np.maximum(prices, spending)
    region, index = np.unravel_index(int(of_market.argmax()), of_market.shape)
    sector: str | None = economy.sectors[index]
    what = f"the market of {economy.market(int(region), int(index))}"
    if labour.max() >= of_market.max():
        region, sector = labour.argmax(), None
        what = f"the labour market of {economy.regions[int(region)]}"
    msg = (
        f"{shock.name}: no equilibrium after {found.n_iterations} iterations; {what} is furthest "
        f"from clearing (off by {found.residual:.1e}). Make the shock smaller, take higher "
        "elasticities, merge tiny regions, or remove imbalances first"
    )
    return ConvergenceError(
        msg, economy.regions[int(region)], sector, found.residual, found.n_iterations
    )
