"""Score probabilities once it is known how things turned out.

In: probabilities and outcomes. Out: scores a forecast, means with intervals, two forecasters
compared.
Not here: bins (`calibration`), one closed question (`aftermath`), reading files
(`evaluate.forecastfile`).

All scores here are losses: 0 is perfect, less is better.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import ArrayLike, NDArray

from legation.records import LegationError

Floats = NDArray[np.float64]

CLIP = 1e-6
"""A probability nearer to 0 or 1 is taken for this far away in the log score, which is infinite
for a certainty that failed: a clipped miss costs 13.8."""
DRAWS = 10_000
# Above so many drawn scores a bootstrap takes fewer draws; their error stays far below the width.
_MOST_DRAWN = 100_000_000
_FEWEST_DRAWS = 500
_BLOCK = 4_000_000
SEED = 20220318
LEVEL = 0.95


class ScoringError(LegationError, ValueError):
    """What should be scored is no probability, no outcome, or not there."""


@dataclass(frozen=True, slots=True)
class MeanScore:
    """A mean score with its bootstrap interval."""

    mean: float
    low: float
    high: float
    n: int


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two forecasters on the same questions."""

    difference: float
    """Mean score of the first less that of the second; below 0 the first was better."""
    low: float
    high: float
    share_better: float
    """Share of the draws, 0 to 1, in which the first is better; ties count half."""
    n: int


def checked(probabilities: ArrayLike, outcomes: ArrayLike) -> tuple[Floats, Floats]:
    """Return probabilities and outcomes as arrays of one shape, (question,).

    Raises:
        ScoringError: They differ in length, none is there, a probability lies outside 0 to 1,
            or an outcome is neither 0 nor 1.
    """
    p = np.asarray(probabilities, dtype=np.float64)
    o = np.asarray(outcomes, dtype=np.float64)
    if p.ndim != 1 or p.shape != o.shape:
        msg = f"{p.size} probabilities and {o.size} outcomes; give one outcome for each"
        raise ScoringError(msg)
    if not p.size:
        msg = "there is nothing to score; give at least one resolved question"
        raise ScoringError(msg)
    wrong = ~((p >= 0) & (p <= 1))
    if wrong.any():
        at = int(np.flatnonzero(wrong)[0])
        msg = f"probability {at + 1} is {p[at]}; it must lie between 0 and 1"
        raise ScoringError(msg)
    wrong = (o != 0) & (o != 1)
    if wrong.any():
        at = int(np.flatnonzero(wrong)[0])
        msg = f"outcome {at + 1} is {o[at]}; it must be 0 or 1"
        raise ScoringError(msg)
    return p, o


def brier(probabilities: ArrayLike, outcomes: ArrayLike) -> Floats:
    """Return the two-outcome Brier score (p - o)² of each question, 0 to 1.

    This is half of what Brier (1950, Monthly Weather Review 78(1)) wrote down, which sums over
    both outcomes (`brier_many`).

    Args:
        probabilities: Of the event, shape (question,), 0 to 1.
        outcomes: 1 where it happened, else 0, shape (question,).
    """
    p, o = checked(probabilities, outcomes)
    return np.square(p - o)


def brier_many(probabilities: Mapping[str, float], outcome: str) -> float:
    """Return Brier's score over all outcomes of one question: the sum of (p_k - o_k)², 0 to 2.

    Brier (1950, Monthly Weather Review 78(1)). With two outcomes it is twice `brier`.

    Raises:
        ScoringError: The probabilities do not sum to 1 (within 1e-6) or lie outside 0 to 1, or
            the outcome is none of theirs.
    """
    check_distribution(probabilities, outcome)
    return float(sum((p - (name == outcome)) ** 2 for name, p in probabilities.items()))


def check_distribution(probabilities: Mapping[str, float], outcome: str) -> None:
    """Refuse what is no distribution over outcomes among which the true one is.

    Raises:
        ScoringError: As `brier_many` has it.
    """
    if outcome not in probabilities:
        named = ", ".join(probabilities) or "none"
        msg = f"the outcome {outcome!r} is none of those judged ({named})"
        raise ScoringError(msg)
    for name, p in probabilities.items():
        if not 0 <= p <= 1:
            msg = f"the probability of {name!r} is {p}; it must lie between 0 and 1"
            raise ScoringError(msg)
    total = sum(probabilities.values())
    if abs(total - 1) > 1e-6:
        msg = f"the probabilities sum to {total:.6g}; they must sum to 1"
        raise ScoringError(msg)


def log_score(probabilities: ArrayLike, outcomes: ArrayLike) -> Floats:
    """Return -ln of the probability given to what happened, for each question, 0 to 13.8.

    Good (1952, Journal of the Royal Statistical Society B 14(1)). Probabilities are clipped to
    `CLIP` from 0 and 1 first.

    Args:
        probabilities: Of the event, shape (question,), 0 to 1.
        outcomes: 1 where it happened, else 0, shape (question,).
    """
    p, o = checked(probabilities, outcomes)
    given = np.clip(np.where(o == 1, p, 1 - p), CLIP, 1 - CLIP)
    loss: Floats = -np.log(given)
    return loss


def time_averaged_brier(
    forecasts: Sequence[tuple[date, float]],
    outcome: int,
    *,
    until: date,
    since: date | None = None,
) -> float:
    """Return the mean two-outcome Brier score over the days on which a question was open.

    Each day from `since` up to, not including, `until` scores the latest forecast made on that
    day or before; of several of one day the last in order. A day before the first forecast has
    none and does not count: who starts late is scored on the days he spoke for.

    Args:
        forecasts: Day and probability of the event, in any order of days.
        outcome: 1 where it happened, else 0.
        until: The day on which it was resolved; that day is not scored, its answer was known.
        since: The day on which the question opened; the day of the first forecast when None.

    Raises:
        ScoringError: No day can be scored, or a probability or outcome is none.
    """
    scores, days = zip(*daily(forecasts, since=since, until=until), strict=True)
    loss = brier(list(scores), [outcome] * len(scores))
    return float(np.average(loss, weights=days))


def daily(
    forecasts: Sequence[tuple[date, float]], *, until: date, since: date | None = None
) -> list[tuple[float, int]]:
    """Return each standing probability with the number of days for which it stood.

    Raises:
        ScoringError: No forecast stands on any day from `since` up to `until`.
    """
    made = dict(sorted(forecasts, key=lambda one: one[0]))
    marks = [*made, until]
    stood = []
    for (day, p), end in zip(made.items(), marks[1:], strict=True):
        first = day if since is None else max(day, since)
        if (days := (min(end, until) - first).days) > 0:
            stood.append((p, days))
    if not stood:
        msg = f"no forecast stands on any day before {until}; give one made before that day"
        raise ScoringError(msg)
    return stood


def mean_score(scores: ArrayLike, *, level: float = LEVEL, seed: int = SEED) -> MeanScore:
    """Return the mean of scores with its percentile bootstrap interval.

    Questions are drawn with replacement (Efron 1979, Annals of Statistics 7(1)), `DRAWS` times,
    fewer where there are more than 10,000; the same seed gives the same interval. Questions that
    hang together (one crisis asked about twice) make the true interval wider than this one.

    Raises:
        ScoringError: There is no score.
    """
    loss = np.asarray(scores, dtype=np.float64)
    means = _drawn_means(loss, seed)
    low, high = np.quantile(means, ((1 - level) / 2, (1 + level) / 2))
    return MeanScore(float(loss.mean()), float(low), float(high), loss.size)


def compare(
    first: ArrayLike, second: ArrayLike, *, level: float = LEVEL, seed: int = SEED
) -> Comparison:
    """Compare two forecasters by the paired bootstrap of their difference.

    The same questions are drawn for both, so that a hard question is hard for both.

    Args:
        first: Scores of the first, shape (question,).
        second: Scores of the second on the same questions in the same order.
        level: Of the interval, 0 to 1.
        seed: What chance starts from.

    Raises:
        ScoringError: The two have different numbers of scores, or none.
    """
    one, other = np.asarray(first, dtype=np.float64), np.asarray(second, dtype=np.float64)
    if one.shape != other.shape:
        msg = f"{one.size} scores against {other.size}; compare the same questions"
        raise ScoringError(msg)
    means = _drawn_means(one - other, seed)
    low, high = np.quantile(means, ((1 - level) / 2, (1 + level) / 2))
    better = float((means < 0).mean() + (means == 0).mean() / 2)
    return Comparison(float((one - other).mean()), float(low), float(high), better, one.size)


def _drawn_means(scores: Floats, seed: int) -> Floats:
    n = scores.size
    if not n:
        msg = "there is nothing to score; give at least one resolved question"
        raise ScoringError(msg)
    draws = max(_FEWEST_DRAWS, min(DRAWS, _MOST_DRAWN // n))
    rng = np.random.default_rng(seed)
    block = max(1, _BLOCK // n)
    means = [
        scores[rng.integers(0, n, size=(min(block, draws - done), n))].mean(axis=1)
        for done in range(0, draws, block)
    ]
    return np.concatenate(means)
