"""Lay evidence and hypotheses out as a matrix: the analysis of competing hypotheses (ACH).

In: `Frame` and `Piece`s. Out: a `Matrix` of ratings from 1 to 5, the inconsistency of each
hypothesis and the diagnosticity of each piece.
Not here: probabilities. A score of inconsistency is a count of what speaks against a hypothesis,
grows with every piece, and is never shown as, or turned into, a probability.

The formulas are those of Open Synthesis, functions `inconsistency` and `diagnosticity` in
github.com/twschiller/open-synthesis, openach/metrics.py (commit 00c4bfd7); its scale is in
openach/models.py, `Eval` (commit 71acef83). It has people rate each cell and takes the mean of
their ratings, what does not apply counting as neutral; here a cell's rating follows from the
likelihoods that the question states.
"""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from legation.assess.questions.pieces import Frame, Piece, in_order
from legation.assess.questions.weighing import level

NOT_APPLICABLE = 0
VERY_INCONSISTENT, INCONSISTENT, NEUTRAL, CONSISTENT, VERY_CONSISTENT = 1, 2, 3, 4, 5
WORDS = (
    "not applicable",
    "very inconsistent",
    "inconsistent",
    "neutral",
    "consistent",
    "very consistent",
)
"""By rating."""
# How many times as often as all in all a piece is seen under a hypothesis, for it to be
# (very) consistent; as many times less often for (very) inconsistent. Our own cuts: half as often
# again is the least that an analyst would write down, three times a plain difference.
SOMEWHAT, MUCH = 1.5, 3.0


@dataclass(frozen=True, slots=True)
class Matrix:
    """Ratings of pieces against hypotheses, with both scores."""

    pieces: tuple[str, ...]
    """Ids, in the order of weighing."""
    ratings: tuple[tuple[int, ...], ...]
    """By piece and hypothesis, `VERY_INCONSISTENT` to `VERY_CONSISTENT`; `NOT_APPLICABLE` in the
    row of a piece whose source cannot be judged."""
    inconsistency: tuple[float, ...]
    """By hypothesis, 0 or more: the smaller, the less speaks against it. No probability."""
    diagnosticity: tuple[float, ...]
    """By piece, 0 to 2: the greater, the better it tells the hypotheses apart."""


def matrix(frame: Frame, pieces: Sequence[Piece]) -> Matrix:
    """Return the ACH matrix of a question's evidence.

    Copies, reliability and repeats play no part in the formulas; that is their weakness, and why
    the matrix stands beside the weighing and not in its place.
    """
    ordered = in_order(frame, pieces)
    rows = tuple(rated(frame, piece) for piece in ordered)
    columns = [[row[place] for row in rows] for place in range(len(frame.prior))]
    return Matrix(
        tuple(piece.id for piece in ordered),
        rows,
        tuple(inconsistency(one) for one in columns),
        tuple(diagnosticity(row) for row in rows),
    )


def rated(frame: Frame, piece: Piece) -> tuple[int, ...]:
    """Return the rating of a piece against each hypothesis."""
    if piece.reliability == 0:
        return (NOT_APPLICABLE,) * len(frame.prior)
    ratios = level(np.array(piece.likelihoods), np.array(frame.prior))
    return tuple(_rating(float(one)) for one in ratios)


def _rating(ratio: float) -> int:
    if ratio >= SOMEWHAT:
        return VERY_CONSISTENT if ratio >= MUCH else CONSISTENT
    if ratio <= 1 / SOMEWHAT:
        return VERY_INCONSISTENT if ratio <= 1 / MUCH else INCONSISTENT
    return NEUTRAL


def inconsistency(ratings: Sequence[float]) -> float:
    """Return the inconsistency of one hypothesis with the evidence rated against it.

    The sum, over ratings below neutral, of the squared distance to neutral. What does not apply
    counts as neutral. More evidence can only raise it.
    """
    return float(sum((NEUTRAL - one) ** 2 for one in map(_applied, ratings) if one < NEUTRAL))


def diagnosticity(ratings: Sequence[float]) -> float:
    """Return the diagnosticity of one piece: the population standard deviation of its ratings.

    What does not apply counts as neutral; 0 where there is no rating.
    """
    return statistics.pstdev(map(_applied, ratings)) if ratings else 0.0


def _applied(rating: float) -> float:
    return NEUTRAL if rating == NOT_APPLICABLE else rating
