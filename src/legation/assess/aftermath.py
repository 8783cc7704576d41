"""Look back on one closed question.

In: judgements by day, the outcome, pieces of evidence with what they pulled. Out: `Aftermath`.
Not here: the weighing that gave the judgements, the page (`briefing.postmortem`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from legation.assess.scoring import ScoringError, brier_many
from legation.records.aftermath import Aftermath, Pulled, Said


@dataclass(frozen=True, slots=True)
class Piece:
    """One piece of evidence, as whoever weighed it hands it over."""

    evidence: str
    on: date
    """The day from which it counted."""
    words: str
    source: str
    pull: Mapping[str, float]
    """How far it moved the log-odds of each hypothesis (natural logarithm); 0 where not named."""


def look_back(
    question: str,
    judgements: Sequence[tuple[date, Mapping[str, float]]],
    outcome: str,
    pieces: Sequence[Piece],
    *,
    opened_on: date,
    resolved_on: date,
) -> Aftermath:
    """Return what was said when, the score of each day, what misled and what helped.

    A judgement stands until the next one; of several of one day the last in order. The day of
    resolution is not scored. Judgements and pieces of later days are left out: nobody could have
    been misled by them.

    Raises:
        ScoringError: No judgement stands on any day before `resolved_on`, one is no distribution
            or does not name the outcome, or the question was resolved before it opened.
    """
    if resolved_on <= opened_on:
        msg = f"{question}: resolved on {resolved_on}, opened on {opened_on}; mend the two days"
        raise ScoringError(msg)
    made = dict(sorted(judgements, key=lambda one: one[0]))
    days = [day for day in made if day < resolved_on]
    if not days:
        msg = f"{question}: no judgement before {resolved_on}, so no day can be scored"
        raise ScoringError(msg)
    said = []
    for day, end in zip(days, [*days[1:], resolved_on], strict=True):
        score = brier_many(made[day], outcome) / 2
        n_days = max(0, (end - max(day, opened_on)).days)
        said.append(Said(day, tuple(made[day].items()), score, n_days))
    total = sum(one.n_days for one in said)
    if not total:
        msg = f"{question}: no judgement stands on any day from {opened_on} to {resolved_on}"
        raise ScoringError(msg)
    pulled = [_pulled(one, outcome) for one in pieces if one.on < resolved_on]
    standing = next(one for one in said if one.n_days)
    return Aftermath(
        question,
        outcome,
        opened_on,
        resolved_on,
        tuple(said),
        sum(one.score * one.n_days for one in said) / total,
        standing.score,
        tuple(sorted((one for one in pulled if one.toward_outcome < 0), key=_misled_order)),
        tuple(sorted((one for one in pulled if one.toward_outcome > 0), key=_helped_order)),
        sum(one.toward_outcome == 0 for one in pulled),
    )


def _pulled(piece: Piece, outcome: str) -> Pulled:
    toward = max(piece.pull, key=lambda name: piece.pull[name], default=outcome)
    return Pulled(
        piece.evidence,
        piece.on,
        piece.words,
        piece.source,
        piece.pull.get(outcome, 0.0),
        toward,
        piece.pull.get(toward, 0.0),
    )


def _misled_order(one: Pulled) -> tuple[float, date, str]:
    return one.toward_outcome, one.on, one.evidence


def _helped_order(one: Pulled) -> tuple[float, date, str]:
    return -one.toward_outcome, one.on, one.evidence
