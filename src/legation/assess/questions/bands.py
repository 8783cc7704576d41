"""Say how far a judgement would move if its ratios and reliabilities were somewhat wrong.

In: `Frame`, `Piece`s, days. Out: low, mid and high by day and hypothesis (or sum of hypotheses).
Not here: the judgement itself (`weighing`), how sure the desk is in words (`confidence`).

Two things are drawn anew, because two things were judged by somebody: how strongly an indicator
speaks, one draw for all pieces of an indicator, for a ratio that is wrong is wrong each time; and
how reliable a source is, one draw for all pieces of a side in one grade.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from hashlib import blake2b

import numpy as np

from legation.assess.questions.pieces import ABSENT, Frame, Piece, in_order
from legation.assess.questions.weighing import Case, Floats, level

DRAWS = 400
"""Leave an error of some hundredths of the band's width in its ends."""
SEED = 20220318
LOW, HIGH = 0.1, 0.9
# Where an indicator does not tell two hypotheses apart, it may do so by a tenth after all.
LEAST_SPREAD = 0.1
# A beta distribution of this many trials: .8 is .63 to .94 (10 to 90 %), so that a grade and the
# next one overlap, as the grades of two readers do.
RELIABILITY_TRIALS = 10.0


@dataclass(frozen=True, slots=True, eq=False)
class Band:
    """The judgement with its band, each of shape (day, group), low <= mid <= high."""

    low: Floats
    """One draw in ten is below."""
    mid: Floats
    """With ratios and reliabilities as stated; not the middle of the draws."""
    high: Floats
    """One draw in ten is above."""


def band(
    frame: Frame,
    pieces: Sequence[Piece],
    days: Sequence[date],
    groups: Sequence[Sequence[int]] | None = None,
    *,
    draws: int = DRAWS,
) -> Band:
    """Return the posterior by day with the band that 80 % of re-drawn judgements lie in.

    A log likelihood, taken from the mean over hypotheses, gets a normal error with standard
    deviation `frame.ratio_spread` of itself plus `LEAST_SPREAD`; a reliability is drawn from a
    beta distribution with its own value as mean. Each indicator and source has random numbers of
    its own, by name: another piece, or another order, changes no draw.

    Args:
        frame: The question.
        pieces: In any order.
        days: See `weighing.weigh`.
        groups: Places of the hypotheses that are added up, such as the leaves of a parent; None:
            each hypothesis alone.
        draws: How often to draw.

    Raises:
        WeighError: A day lies outside the question, or a piece does not fit it.
    """
    ordered = in_order(frame, pieces)
    stated = Case.of(frame, ordered)
    shares = stated.shares()
    mid = stated.posterior(shares, days)
    # What has no share needs no draw.
    used = np.flatnonzero(shares[0] > 0)
    kept = [ordered[place] for place in used]
    redrawn = replace(
        Case.of(frame, kept),
        likelihoods=level(_ratios(frame, kept, draws), stated.prior),
        reliability=_reliabilities(kept, draws),
    )
    drawn = redrawn.posterior(shares[:, used], days)
    if groups is not None:
        mid, drawn = _summed(mid, groups), _summed(drawn, groups)
    low, high = np.quantile(drawn, (LOW, HIGH), axis=0)
    return Band(np.minimum(low, mid[0]), mid[0], np.maximum(high, mid[0]))


def _summed(posterior: Floats, groups: Sequence[Sequence[int]]) -> Floats:
    return np.stack([posterior[..., list(one)].sum(axis=-1) for one in groups], axis=-1)


def _ratios(frame: Frame, pieces: Sequence[Piece], draws: int) -> Floats:
    """Return re-drawn likelihoods, shape (draw, piece, hypothesis), scaled anyhow."""
    found = np.empty((draws, len(pieces), len(frame.prior)))
    for key, places in _places((one.kind, one.indicator) for one in pieces).items():
        errors = _stream(*key).standard_normal((draws, len(frame.prior)))
        stated = np.log([pieces[place].likelihoods for place in places])
        stated -= stated.mean(axis=1, keepdims=True)
        # An absence is counted in many small steps, of which each may be next to nothing: a least
        # error on each would add up to more than the whole.
        least = 0.0 if key[0] == ABSENT else LEAST_SPREAD
        spread = frame.ratio_spread * np.abs(stated) + least
        found[:, places] = np.exp(stated + spread * errors[:, None, :])
    return found


def _reliabilities(pieces: Sequence[Piece], draws: int) -> Floats:
    """Return re-drawn reliabilities, shape (draw, piece); 0 and 1 stay what they are."""
    found = np.empty((draws, len(pieces)))
    for key, places in _places(
        (one.side or one.origin, repr(one.reliability)) for one in pieces
    ).items():
        mean = pieces[places[0]].reliability
        if 0 < mean < 1:
            first, second = mean * RELIABILITY_TRIALS, (1 - mean) * RELIABILITY_TRIALS
            found[:, places] = _stream(*key).beta(first, second, (draws, 1))
        else:
            found[:, places] = mean
    return found


def _places(keys: Iterable[tuple[str, str]]) -> dict[tuple[str, str], list[int]]:
    places: dict[tuple[str, str], list[int]] = defaultdict(list)
    for place, key in enumerate(keys):
        places[key].append(place)
    return places


def _stream(*names: str) -> np.random.Generator:
    """Return random numbers that depend on the names alone."""
    told = blake2b("\x1f".join(names).encode(), digest_size=8).digest()
    return np.random.default_rng([SEED, int.from_bytes(told, "big")])
