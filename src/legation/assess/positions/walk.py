"""Follow a position that is never said, from signals for and against, day by day.

In: `Observed` signals: day, direction, strength, confidence. Out: `Track`: for every day the median
and the 80 % interval of the position, as known at the end and as it was known then.
Not here: finding signals (`signals`), drawing (`briefing.positionchart`).

The model. A position p is a number from −1 (against) to 1 (for) that wanders: p on the next day is
p plus a normal step of standard deviation `walk`, turned back at ±1. Knowing nothing it is uniform,
and the walk keeps it so. A signal shows p + e, e normal with variance noise² / strength, and is
seen only as one of five grades, cut at −.6, −.2, .2 and .6: an ordered probit (McKelvey and Zavoina
1975, Journal of Mathematical Sociology 4(1)) whose precision is the signal's strength. With the
chance that the record is wrong a signal says nothing: any grade is as likely.

`walk` and `noise` are not known. Both are taken over a grid with a prior, and every answer is the
mean over that grid, weighted by how well each pair foretold the signals (marginal likelihood): the
interval holds what is not known of them, too. The state has one dimension, so filter and
smoother are sums over 201 cells (the point-mass filter of Kitagawa 1987, Journal of the American
Statistical Association 82(400)), exact but for the width of a cell.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from legation.records import LegationError

Array = NDArray[np.float64]

METHOD = "legation.positions/1"
GRADES = ("strongly against", "against", "neither", "for", "strongly for")
CUTS = (-0.6, -0.2, 0.2, 0.6)
LOW, HIGH = 0.1, 0.9
"""The interval holds 80 %."""
N_CELLS = 201
WALKS = (0.005, 0.01, 0.02, 0.04, 0.08, 0.16, 0.32)
"""Standard deviations of a day's step: .01 is .19 in a year; .32 crosses the scale in days."""
NOISES = (0.15, 0.3, 0.5, 0.8, 1.2)
"""Standard deviations of a signal of full strength about the position."""
# Log-normal priors: governments mostly move over months, signals mostly stray by about a grade.
# A spread of 1.3 (.8 and 1.3 tried, on series of another seed) follows volatile ones better.
_WALK_MEDIAN, _WALK_SPREAD = 0.03, 1.3
_NOISE_MEDIAN, _NOISE_SPREAD = 0.4, 0.7
# A coder that says nothing of its confidence is taken for right four times in five, as in `dyads`;
# none is taken for right more often than 19 times in 20.
UNSAID, SUREST = 0.8, 0.95
# Twenty years of days; the filter keeps them all (200 MB, twice) until the smoother has come back.
MOST_DAYS = 7_305


class PositionError(LegationError, ValueError):
    """A signal or a stretch of days is not one the model can take."""


@dataclass(frozen=True, slots=True)
class Observed:
    """One signal as the model sees it."""

    on: date
    """The day on which it was given."""
    direction: float
    """−1 (against) to 1 (for)."""
    strength: float
    """0 (nothing) to 1 (as strong as signals get)."""
    confidence: float | None = None
    """The probability, 0 to 1, that the record is right; None where nothing decided."""
    known_on: date | None = None
    """The day on which it could be known; None: the day it was given."""


@dataclass(frozen=True, slots=True)
class Track:
    """A position by day, each array of shape (day,), values from −1 to 1."""

    days: tuple[date, ...]
    low: Array
    mid: Array
    high: Array
    """10 %, 50 % and 90 % of what is known at the end of all days."""
    then_low: Array
    then_mid: Array
    then_high: Array
    """The same, of what was known at the end of each day."""
    walk: float
    """Standard deviation of a day's step, mean over what is left of the prior."""
    noise: float
    """Standard deviation of a signal of full strength about the position, likewise."""


def grade_of(direction: float) -> int:
    """Return the grade, 0 to 4, of a direction; a direction on a cut belongs to the outer grade."""
    return sum(direction >= cut if cut > 0 else direction > cut for cut in CUTS)


def follow(observed: Sequence[Observed], since: date, until: date) -> Track:
    """Return the position on every day from `since` to `until`, both counted.

    Signals before `since` count, those of the last `MOST_DAYS` days; none after `until` does, nor
    one that was not known by then.

    Raises:
        PositionError: `until` lies before `since`, the days are too many, or a signal is none.
    """
    if not since <= until:
        msg = f"the days run backwards: {since} to {until}"
        raise PositionError(msg)
    if (until - since).days >= MOST_DAYS:
        msg = f"{since} to {until} is more than {MOST_DAYS:,} days; ask for a later first day"
        raise PositionError(msg)
    for one in observed:
        _check(one)
    earliest = until - timedelta(days=MOST_DAYS - 1)
    used = [one for one in observed if earliest <= one.on <= until and _known_on(one) <= until]
    first = min([since, *(one.on for one in used)])
    days = tuple(first + timedelta(days=n) for n in range((until - first).days + 1))
    likelihood = _likelihoods(used, [(one.on - first).days for one in used])
    told = _filter(len(days), likelihood)
    low, mid, high = _quantiles(_smooth(told, likelihood))
    if all(_known_on(one) <= one.on for one in used):
        arrived = told
    else:
        arrived = _filter(
            len(days),
            _likelihoods(used, [(max(_known_on(one), one.on) - first).days for one in used]),
        )
    then_low, then_mid, then_high = _quantiles(_averaged(arrived))
    shown = slice((since - first).days, None)
    weights = told.weights[-1]
    return Track(
        days[shown],
        low[shown],
        mid[shown],
        high[shown],
        then_low[shown],
        then_mid[shown],
        then_high[shown],
        float(weights.sum(axis=1) @ np.array(WALKS)),
        float(weights.sum(axis=0) @ np.array(NOISES)),
    )


def spread_of(observed: Sequence[Observed]) -> float:
    """Return the standard deviation of directions, weighted by strength; 0 for fewer than two.

    It lies between 0 (all one way) and 1 (as many wholly for as wholly against).
    """
    told = [one for one in observed if one.strength > 0]
    if len(told) < 2:
        return 0.0
    directions = np.array([one.direction for one in told])
    weights = np.array([one.strength for one in told])
    mean = float(np.average(directions, weights=weights))
    return math.sqrt(float(np.average((directions - mean) ** 2, weights=weights)))


def _check(one: Observed) -> None:
    known = 1.0 if one.confidence is None else one.confidence
    if not (-1 <= one.direction <= 1 and 0 <= one.strength <= 1 and 0 <= known <= 1):
        msg = (
            f"signal of {one.on}: direction {one.direction} must lie between -1 and 1, strength "
            f"{one.strength} and confidence {one.confidence} between 0 and 1"
        )
        raise PositionError(msg)


def _known_on(one: Observed) -> date:
    return one.on if one.known_on is None else one.known_on


_EDGES = np.linspace(-1.0, 1.0, N_CELLS + 1)
_CENTRES = (_EDGES[:-1] + _EDGES[1:]) / 2


@dataclass(frozen=True, slots=True)
class _Told:
    """What the filter found: walks × noises × cells by day."""

    states: NDArray[np.float32]
    """Shape (day, walk, noise, cell): the mass of each cell given the signals up to that day."""
    weights: Array
    """Shape (day, walk, noise): how likely each pair is given the signals up to that day."""


def _log_prior() -> Array:
    walk = -0.5 * (np.log(np.array(WALKS) / _WALK_MEDIAN) / _WALK_SPREAD) ** 2
    noise = -0.5 * (np.log(np.array(NOISES) / _NOISE_MEDIAN) / _NOISE_SPREAD) ** 2
    both: Array = walk[:, None] + noise[None, :]
    return both


def _steps() -> Array:
    """Return the chance to go from cell to cell in a day, shape (walk, from, to).

    What would leave the scale is turned back at its ends, so a uniform position stays uniform.
    """
    from scipy.special import ndtr  # type: ignore[import-untyped,unused-ignore]

    chances = []
    for walk in WALKS:
        total = np.zeros((N_CELLS, N_CELLS))
        for edges in (_EDGES, 2 - _EDGES[::-1], -2 - _EDGES[::-1]):
            cumulated = ndtr((edges[None, :] - _CENTRES[:, None]) / walk)
            between = np.diff(cumulated, axis=1)
            total += between if edges is _EDGES else between[:, ::-1]
        chances.append(total / total.sum(axis=1, keepdims=True))
    return np.stack(chances)


def _likelihoods(observed: Sequence[Observed], days: Sequence[int]) -> dict[int, Array]:
    """Return by day the likelihood of its signals, shape (noise, cell)."""
    from scipy.special import ndtr  # type: ignore[import-untyped,unused-ignore]

    cuts = np.array([-np.inf, *CUTS, np.inf])
    noises = np.array(NOISES)
    found: dict[int, Array] = {}
    for one, day in zip(observed, days, strict=True):
        if one.strength <= 0:
            continue
        grade = grade_of(one.direction)
        scale = math.sqrt(one.strength) / noises
        upper = ndtr((cuts[grade + 1] - _CENTRES) * scale[:, None])
        lower = ndtr((cuts[grade] - _CENTRES) * scale[:, None])
        right = min(UNSAID if one.confidence is None else one.confidence, SUREST)
        chance = right * (upper - lower) + (1 - right) / len(GRADES)
        found[day] = found[day] * chance if day in found else chance
        # Hundreds of signals on one day must not run out of the smallest number.
        found[day] /= found[day].max() or 1.0
    return found


def _filter(n_days: int, likelihood: dict[int, Array]) -> _Told:
    steps = _steps()
    shape = (len(WALKS), len(NOISES), N_CELLS)
    states = np.empty((n_days, *shape), dtype=np.float32)
    weights = np.empty((n_days, *shape[:2]))
    state = np.full(shape, 1.0 / N_CELLS)
    log_weight = _log_prior()
    for day in range(n_days):
        if day:
            state = state @ steps
        seen = likelihood.get(day)
        if seen is not None:
            state = state * seen
            total = state.sum(axis=2, keepdims=True)
            log_weight = log_weight + np.log(total[:, :, 0])
            state = state / total
        states[day] = state
        weight = np.exp(log_weight - log_weight.max())
        weights[day] = weight / weight.sum()
    return _Told(states, weights)


def _averaged(told: _Told) -> Array:
    averaged: Array = np.einsum("dwnc,dwn->dc", told.states, told.weights, optimize=True)
    return averaged


def _smooth(told: _Told, likelihood: dict[int, Array]) -> Array:
    """Return the mass of each cell on each day given all signals, shape (day, cell)."""
    back = np.swapaxes(_steps(), 1, 2)
    weights = told.weights[-1]
    later = np.ones(told.states.shape[1:])
    smoothed = np.empty((len(told.states), N_CELLS))
    for day in reversed(range(len(told.states))):
        state = told.states[day] * later
        state /= state.sum(axis=2, keepdims=True)
        smoothed[day] = np.einsum("wnc,wn->c", state, weights)
        seen = likelihood.get(day)
        if seen is not None:
            later = later * seen
        later = later @ back
        later /= later.max(axis=2, keepdims=True)
    return smoothed


def _quantiles(mass: Array) -> tuple[Array, Array, Array]:
    """Return 10 %, 50 % and 90 % of each row, evenly within a cell."""
    cumulated = np.concatenate([np.zeros((len(mass), 1)), np.cumsum(mass, axis=1)], axis=1)
    cumulated /= cumulated[:, -1:]
    found = np.array([np.interp((LOW, 0.5, HIGH), row, _EDGES) for row in cumulated])
    return found[:, 0], found[:, 1], found[:, 2]
