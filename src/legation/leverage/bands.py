"""Make a band of the results of many runs, and tell which assumption moves it most.

In: one number a run, runs told apart by table, model and elasticities. Out: `Band`.
Not here: the runs (`leverage.scenario`).

The band is the lowest and the highest run, its middle the median: the runs are assumptions, not
draws, and no probability stands behind how many of them say the same.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean, median

import numpy as np

from legation.leverage.errors import LeverageError
from legation.leverage.shapley import shapley_values

FACTORS = ("table", "model", "elasticities")

# Below this variance all runs agree, and no assumption moves anything.
_NO_VARIANCE = 1e-24


@dataclass(frozen=True, slots=True, order=True)
class RunKey:
    """The assumptions of one run."""

    table: str
    model: str
    elasticities: str

    def level(self, factor: str) -> str:
        """Return what the run assumes of one of `FACTORS`."""
        level: str = getattr(self, factor)
        return level

    def __str__(self) -> str:
        return f"{self.table}, {self.model}, {self.elasticities}"


@dataclass(frozen=True, slots=True)
class FactorMove:
    """What changing one assumption does to the mean of the runs."""

    factor: str
    means: Mapping[str, float]
    """Mean of the runs by level of the factor."""
    span: float
    """Largest mean less smallest: the largest change of the mean."""
    share: float
    """Variance between the levels' means over the variance of all runs, 0 to 1; what the factors
    leave over is their interaction."""


@dataclass(frozen=True, slots=True)
class Band:
    """What the runs say together."""

    low: float
    mid: float
    high: float
    values: Mapping[RunKey, float]
    moves: tuple[FactorMove, ...]
    """Of factors with several levels, that with the largest span first."""

    @property
    def mildest(self) -> RunKey:
        """Return the run of the highest value."""
        return max(self.values, key=lambda key: self.values[key])

    @property
    def harshest(self) -> RunKey:
        """Return the run of the lowest value."""
        return min(self.values, key=lambda key: self.values[key])


def band_of(values: Mapping[RunKey, float], *, moved: bool = True) -> Band | None:
    """Return the band of all runs; None where there is none.

    Args:
        values: One number a run.
        moved: Tell what moves it; thousands of flows are drawn up faster without.
    """
    if not values:
        return None
    numbers = list(values.values())
    found = (_move(values, factor) for factor in FACTORS if moved)
    moves = sorted((move for move in found if move is not None), key=lambda move: -move.span)
    return Band(min(numbers), median(numbers), max(numbers), dict(values), tuple(moves))


def _move(values: Mapping[RunKey, float], factor: str) -> FactorMove | None:
    groups: dict[str, list[float]] = {}
    for key, value in values.items():
        groups.setdefault(key.level(factor), []).append(value)
    if len(groups) < 2:
        return None
    means = {level: fmean(found) for level, found in groups.items()}
    everything = fmean(values.values())
    total = sum((value - everything) ** 2 for value in values.values())
    between = sum(len(groups[level]) * (one - everything) ** 2 for level, one in means.items())
    share = between / total if total > _NO_VARIANCE else 0.0
    return FactorMove(factor, means, max(means.values()) - min(means.values()), min(share, 1.0))


@dataclass(frozen=True, slots=True)
class Step:
    """What one assumption adds on the way from one run to another."""

    factor: str
    before: str
    after: str
    change: float


def steps_between(band: Band, first: RunKey, last: RunKey) -> tuple[Step, ...]:
    """Return what each assumption adds between two runs, the largest part first.

    Assumptions are changed one after the other; as the order matters, each gets the mean over all
    orders (its Shapley value), so that the parts sum to the difference. Empty where a run on the
    way is missing, or nothing differs.
    """
    differing = [factor for factor in FACTORS if first.level(factor) != last.level(factor)]
    worth = []
    for coalition in range(2 ** len(differing)):
        changed = [factor for bit, factor in enumerate(differing) if coalition >> bit & 1]
        worth.append(band.values.get(_mixed(first, last, changed), np.nan))
    try:
        parts = shapley_values(np.array(worth))
    except LeverageError:
        return ()
    steps = [
        Step(factor, first.level(factor), last.level(factor), float(part))
        for factor, part in zip(differing, parts, strict=True)
    ]
    return tuple(sorted(steps, key=lambda step: -abs(step.change)))


def _mixed(first: RunKey, last: RunKey, changed: Sequence[str]) -> RunKey:
    return RunKey(*((last if factor in changed else first).level(factor) for factor in FACTORS))
