"""Run a gravity model in one sector: the variant of the package gegravity, and the full one.

In: resistances, outputs and expenditures of one year. Out: `GravityOutcome`.
Not here: estimating resistances; models by sector (`leverage.equilibrium`).

A resistance is what trade costs leave of a flow: cost ^ (1 - sigma), as exp(x'b) of an estimated
gravity equation. Larch and Yotov (2016), WTO Working Paper ERSD-2016-08, in the form the package
gegravity gives it, hold the shares of regions in world output and expenditure at the baseline while
prices clear the markets. That makes it a matrix to be balanced - and leaves out that a region
whose price rises sells more in value. `solve_full` has that too.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from legation.leverage.anderson import FixedPoint, find_fixed_point
from legation.leverage.economy import EconomyError
from legation.leverage.equilibrium import ConvergenceError

Floats = NDArray[np.float64]

_TOLERANCE = 1e-12
_MAX_ITERATIONS = 2000
_TOTALS_AGREE = 1e-9


@dataclass(frozen=True, slots=True, eq=False)
class Gravity:
    """A baseline of one sector."""

    regions: tuple[str, ...]
    resistances: Floats
    """Shape (exporter, importer), above 0."""
    outputs_usd: Floats
    expenditures_usd: Floats
    """Shape (region,), above 0; the sums agree."""
    sigma: float
    """Elasticity of substitution, above 1."""

    def __post_init__(self) -> None:
        if not self.sigma > 1.0:
            msg = f"sigma is {self.sigma:g}; goods of regions replace each other only above 1"
            raise EconomyError(msg)
        _check_positive(self.regions, "output", self.outputs_usd)
        _check_positive(self.regions, "expenditure", self.expenditures_usd)
        _check_resistances(self.regions, self.resistances)
        output, spent = self.outputs_usd.sum(), self.expenditures_usd.sum()
        if abs(output - spent) > _TOTALS_AGREE * output:
            msg = (
                f"the world makes {output:.6g} and spends {spent:.6g}; give the difference to one "
                "region's expenditure, so that the totals agree"
            )
            raise EconomyError(msg)


@dataclass(frozen=True, slots=True, eq=False)
class GravityOutcome:
    """What a change of resistances does; shape (region,), 0.01 is 1 % more."""

    welfare: Floats
    """Expenditure over the price index."""
    factory_price: Floats
    consumer_price: Floats
    residual: float
    n_iterations: int


def solve_held(baseline: Gravity, resistances_after: Floats) -> GravityOutcome:
    """Return what gegravity reports: baseline output and expenditure held in market clearing.

    Raises:
        ConvergenceError: The markets do not clear.
        EconomyError: A resistance is not above 0.
    """
    _check_resistances(baseline.regions, resistances_after)
    before = _balance(baseline, baseline.resistances, np.zeros(len(baseline.regions)))
    after = _balance(baseline, resistances_after, before.state)
    power = 1.0 / (1.0 - baseline.sigma)
    price = power * (
        _outward(baseline, resistances_after, after.state)
        - _outward(baseline, baseline.resistances, before.state)
    )
    index = power * (before.state - after.state)
    return GravityOutcome(
        np.expm1(price - index),
        np.expm1(price),
        np.expm1(index),
        after.residual,
        before.n_iterations + after.n_iterations,
    )


def solve_full(baseline: Gravity, resistances_after: Floats) -> GravityOutcome:
    """Return the full equilibrium: output and expenditure move with a region's price.

    Expenditure stays in proportion to output, scaled so that the world spends what it makes;
    `welfare` is output over the price index, since the scaling is nobody's gain.

    Raises:
        ConvergenceError: The markets do not clear.
        EconomyError: A resistance is not above 0.
    """
    _check_resistances(baseline.regions, resistances_after)
    start = np.zeros(len(baseline.regions))
    before = _balance(baseline, baseline.resistances, start)
    modelled = _flows(baseline, before.state)
    pull = modelled / modelled.sum(axis=0) * (resistances_after / baseline.resistances)
    outputs, spent, power = baseline.outputs_usd, baseline.expenditures_usd, 1.0 - baseline.sigma

    def sweep(log_prices: Floats) -> tuple[Floats, Floats]:
        weights = np.exp(power * log_prices)
        spending = spent * np.exp(log_prices)
        earned = outputs * np.exp(log_prices)
        spending *= earned.sum() / spending.sum()
        sales = weights * (pull @ (spending / (weights @ pull)))
        gap = np.log(sales / earned)
        following = log_prices + gap / baseline.sigma
        following -= np.log((outputs * np.exp(following)).sum() / outputs.sum())
        return following, gap

    found = _cleared(find_fixed_point(sweep, start, _TOLERANCE, _MAX_ITERATIONS), baseline)
    index = np.log(np.exp(power * found.state) @ pull) / power
    return GravityOutcome(
        np.expm1(found.state - index),
        np.expm1(found.state),
        np.expm1(index),
        found.residual,
        before.n_iterations + found.n_iterations,
    )


def _balance(baseline: Gravity, resistances: Floats, start: Floats) -> FixedPoint:
    """Return the log of inward resistance ^ (sigma - 1), at which rows and columns sum right."""
    spent = resistances * baseline.expenditures_usd
    made = resistances.T * baseline.outputs_usd
    size = np.eye(len(start))
    pinned = baseline.expenditures_usd / baseline.expenditures_usd.sum()

    def sweep(inward: Floats) -> tuple[Floats, Floats]:
        weights = np.exp(inward)
        reach = spent @ weights
        sold = 1.0 / reach
        access = made @ sold
        gap = -np.log(access) - inward
        # Only differences count; Newton's step for the rest: how inward answers inward.
        gap -= pinned @ gap
        answer = ((made * sold) / access[:, None]) @ (spent * weights / reach[:, None])
        return inward + np.linalg.solve(size - answer + pinned, gap), gap

    return _cleared(find_fixed_point(sweep, start, _TOLERANCE, _MAX_ITERATIONS), baseline)


def _outward(baseline: Gravity, resistances: Floats, inward: Floats) -> Floats:
    outward: Floats = -np.log(resistances @ (np.exp(inward) * baseline.expenditures_usd))
    return outward


def _flows(baseline: Gravity, inward: Floats) -> Floats:
    """Return the flows that the baseline resistances stand for, shape (exporter, importer)."""
    sold = np.exp(_outward(baseline, baseline.resistances, inward)) * baseline.outputs_usd
    bought = np.exp(inward) * baseline.expenditures_usd
    flows: Floats = baseline.resistances * sold[:, None] * bought[None, :]
    return flows


def _cleared(found: FixedPoint, baseline: Gravity) -> FixedPoint:
    if not found.residual <= _TOLERANCE:
        region = baseline.regions[int(np.nanargmax(np.abs(found.gap)))]
        msg = (
            f"no equilibrium after {found.n_iterations} iterations; the market of {region} is "
            f"furthest from clearing (off by {found.residual:.1e}); make the change smaller"
        )
        raise ConvergenceError(msg, region, None, found.residual, found.n_iterations)
    return found


def _check_positive(regions: tuple[str, ...], what: str, values: Floats) -> None:
    wrong = ~(np.isfinite(values) & (values > 0))
    if wrong.any():
        place = int(wrong.argmax())
        msg = f"{what} of {regions[place]} is {values[place]:g}; it must be above 0"
        raise EconomyError(msg)


def _check_resistances(regions: tuple[str, ...], resistances: Floats) -> None:
    wrong = ~(np.isfinite(resistances) & (resistances > 0))
    if wrong.any():
        exporter, importer = np.argwhere(wrong)[0]
        msg = (
            f"resistance from {regions[exporter]} to {regions[importer]} is "
            f"{resistances[exporter, importer]:g}; cost ^ (1 - sigma) is above 0"
        )
        raise EconomyError(msg)
