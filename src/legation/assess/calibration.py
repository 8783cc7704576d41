"""Tell how far probabilities mean what they say.

In: probabilities and outcomes. Out: `Bin`s of the calibration curve, the parts of the Brier score.
Not here: the scores (`scoring`), the picture (`briefing.calibrationchart`).
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from math import sqrt
from statistics import NormalDist

import numpy as np
from numpy.typing import ArrayLike, NDArray

from legation.assess.scoring import LEVEL, Floats, ScoringError, brier, checked

EDGES = tuple(i / 10 for i in range(11))
"""Ten bins of equal width, [0, .1) to [.9, 1]."""


@dataclass(frozen=True, slots=True)
class Bin:
    """The questions whose probability lies in one stretch of 0 to 1."""

    low: float
    high: float
    """Half-open; the last bin holds 1 too."""
    n: int
    n_happened: int
    mean_probability: float | None
    """None in an empty bin, as the next three."""
    share_happened: float | None
    share_low: float | None
    """Ends of Wilson's interval of the share (see `wilson`)."""
    share_high: float | None


@dataclass(frozen=True, slots=True)
class Decomposition:
    """The parts of a mean two-outcome Brier score.

    `score = reliability - resolution + uncertainty + variance_within - covariance_within`, exact
    to rounding whatever the bins are.
    """

    score: float
    reliability: float
    """How far the bins' shares lie from their mean probabilities; 0 is perfect."""
    resolution: float
    """How far the bins' shares lie from the share of all; more is better."""
    uncertainty: float
    """Share of all times its complement: the score of always giving the share of all."""
    variance_within: float
    """Mean variance of the probabilities within their bins."""
    covariance_within: float
    """Twice their mean covariance with the outcomes within the bins."""

    @property
    def generalised_resolution(self) -> float:
        """Resolution with what the bins hide: resolution - variance + covariance within."""
        return self.resolution - self.variance_within + self.covariance_within


def calibration_curve(
    probabilities: ArrayLike,
    outcomes: ArrayLike,
    *,
    edges: tuple[float, ...] = EDGES,
    level: float = LEVEL,
) -> tuple[Bin, ...]:
    """Return the bins of the calibration curve, empty ones too.

    Args:
        probabilities: Of the event, shape (question,), 0 to 1.
        outcomes: 1 where it happened, else 0, shape (question,).
        edges: Of the bins, rising from 0 to 1.
        level: Of the intervals, 0 to 1.
    """
    p, o = checked(probabilities, outcomes)
    which = _bins(p, edges)
    found = []
    for number, (low, high) in enumerate(pairwise(edges)):
        inside = which == number
        n, happened = int(inside.sum()), int(o[inside].sum())
        ends = wilson(happened, n, level) if n else (None, None)
        mean = float(p[inside].mean()) if n else None
        found.append(Bin(low, high, n, happened, mean, happened / n if n else None, *ends))
    return tuple(found)


def calibration_error(bins: tuple[Bin, ...]) -> float:
    """Return the mean distance, 0 to 1, of the bins' shares from their mean probabilities.

    Bins weigh as many questions as they hold (the expected calibration error of Naeini, Cooper
    and Hauskrecht 2015, AAAI). Small bins alone make it larger than 0.
    """
    n = sum(one.n for one in bins)
    gaps = [
        one.n * abs(one.share_happened - one.mean_probability)
        for one in bins
        if one.share_happened is not None and one.mean_probability is not None
    ]
    return sum(gaps) / n if n else 0.0


def decompose(
    probabilities: ArrayLike, outcomes: ArrayLike, *, edges: tuple[float, ...] = EDGES
) -> Decomposition:
    """Return reliability, resolution and uncertainty of the mean Brier score.

    Murphy (1973, Journal of Applied Meteorology 12(4)), for whom all forecasts of a bin are the
    same; where they are not, two terms within the bins make the sum exact (Stephenson, Coelho and
    Jolliffe 2008, Weather and Forecasting 23(4)).

    Args:
        probabilities: Of the event, shape (question,), 0 to 1.
        outcomes: 1 where it happened, else 0, shape (question,).
        edges: Of the bins, rising from 0 to 1.
    """
    p, o = checked(probabilities, outcomes)
    which, n = _bins(p, edges), p.size
    size = np.bincount(which, minlength=len(edges) - 1)
    mean_p, mean_o = _means(p, which, size), _means(o, which, size)
    share = o.mean()
    off_p, off_o = p - mean_p[which], o - mean_o[which]
    return Decomposition(
        score=float(brier(p, o).mean()),
        reliability=float((size * np.square(mean_p - mean_o)).sum() / n),
        resolution=float((size * np.square(mean_o - share)).sum() / n),
        uncertainty=float(share * (1 - share)),
        variance_within=float(np.square(off_p).sum() / n),
        covariance_within=float(2 * (off_p * off_o).sum() / n),
    )


def wilson(n_happened: int, n: int, level: float = LEVEL) -> tuple[float, float]:
    """Return Wilson's score interval of a share, within 0 to 1.

    Wilson (1927, Journal of the American Statistical Association 22(158)); it keeps its level
    for small n and shares near 0 and 1 far better than the normal one (Brown, Cai and DasGupta
    2001, Statistical Science 16(2)).

    Raises:
        ScoringError: `n` is not above 0, or `n_happened` is not between 0 and `n`.
    """
    if n <= 0 or not 0 <= n_happened <= n:
        msg = f"{n_happened} of {n} is no share"
        raise ScoringError(msg)
    z = NormalDist().inv_cdf((1 + level) / 2)
    share = n_happened / n
    middle = (share + z * z / (2 * n)) / (1 + z * z / n)
    half = z / (1 + z * z / n) * sqrt(share * (1 - share) / n + z * z / (4 * n * n))
    return max(0.0, middle - half), min(1.0, middle + half)


def _bins(p: Floats, edges: tuple[float, ...]) -> NDArray[np.intp]:
    """Return the number of the bin of each probability; 1 lies in the last."""
    if len(edges) < 2 or edges[0] != 0 or edges[-1] != 1 or any(a >= b for a, b in pairwise(edges)):
        msg = f"bins {edges} do not rise from 0 to 1"
        raise ScoringError(msg)
    which: NDArray[np.intp] = np.searchsorted(np.asarray(edges[1:-1]), p, side="right")
    return which


def _means(values: Floats, which: NDArray[np.intp], size: NDArray[np.intp]) -> Floats:
    total = np.bincount(which, weights=values, minlength=size.size)
    means: Floats = np.divide(total, size, out=np.zeros_like(total), where=size > 0)
    return means
