"""Weigh a question on its evidence: how likely each hypothesis is, by day, and how sure that is.

In: an `Inquiry`, its `Evidence`. Out: `Judged`: the judgement of the last day and of every day
before, what carries it, what would overturn it.
Not here: finding evidence (`evidence`), the arithmetic (`weighing` and beside it),
printing (`app.questionviews`).
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from legation.assess.questions.ach import Matrix, matrix
from legation.assess.questions.bands import Band, band
from legation.assess.questions.carrying import (
    Diagnosticity,
    Leaning,
    Overturning,
    carried_by,
    diagnosticity_of,
    leave_one_out,
    overturned_by,
)
from legation.assess.questions.confidence import Confidence, confidence, grounds_of
from legation.assess.questions.evidence import Evidence
from legation.assess.questions.inquiry import Indicator, Inquiry
from legation.assess.questions.pieces import ABSENT, Frame, Piece, drift_of
from legation.assess.questions.weighing import Worth, weigh, worth_of
from legation.records import Judgement, make_id

METHOD = "legation.judging/1"
# A reader follows a handful of passages; all records are named.
MOST_GROUNDS = 5


@dataclass(frozen=True, slots=True, eq=False)
class Judged:
    """A question as it stands at the end of a day."""

    inquiry: Inquiry
    as_of: date
    days: tuple[date, ...]
    """From the opening to `as_of`, every day."""
    band: Band
    """Rows are `days`, columns the leaves of the question."""
    sums: Band
    """The same with a column for every hypothesis of the file, parents too."""
    confidence: Confidence
    evidence: tuple[Evidence, ...]
    worth: tuple[Worth, ...]
    """What each piece, absences too, does to the odds by itself; in the order of weighing."""
    leaning: tuple[Leaning, ...]
    carrying: tuple[str, ...]
    """Ids of the few pieces that alone bring the judgement about."""
    overturning: Overturning
    diagnosticity: tuple[Diagnosticity, ...]
    matrix: Matrix
    """The ACH view of the pieces that were seen; no probabilities."""

    def of(self, hypothesis: str, row: int = -1) -> tuple[float, float, float]:
        """Return low, mid and high of a hypothesis, of a parent too, on a day."""
        place = [one.id for one in self.inquiry.hypotheses].index(hypothesis)
        low, mid, high = (
            float(one[row, place]) for one in (self.sums.low, self.sums.mid, self.sums.high)
        )
        return low, mid, high

    def record(self) -> Judgement:
        """Return the judgement as the desk keeps it."""
        weighed = [one for one in self._in_turn() if one.reliability > 0]
        question = self.inquiry.record()
        return Judgement(
            id=make_id("judgement", question.id, self.as_of.isoformat(), METHOD),
            question=question.id,
            as_of=self.as_of.isoformat(),
            probabilities=tuple(map(float, self.band.mid[-1])),
            low=tuple(map(float, self.band.low[-1])),
            high=tuple(map(float, self.band.high[-1])),
            analytic_confidence=self.confidence.level,
            evidence=tuple(dict.fromkeys(r for one in self._in_turn() for r in one.records)),
            origins=tuple(dict.fromkeys(one.origin for one in weighed)),
            method=METHOD,
            grounds=tuple(one.passages[0] for one in weighed[:MOST_GROUNDS]),
            prior=self.inquiry.prior,
        )

    def _in_turn(self) -> list[Evidence]:
        """Return the evidence, the most telling first, what has no weight last."""
        moves = {one.piece.id: one.log_range for one in self.worth}
        return sorted(
            self.evidence,
            key=lambda one: (
                one.reliability == 0,
                -moves.get(one.id, 0.0),
                one.reported_on,
                one.id,
            ),
        )


def frame_of(inquiry: Inquiry) -> Frame:
    """Return what weighing needs of a question."""
    return Frame(
        prior=inquiry.prior,
        opened_on=inquiry.opened_on,
        closes_on=inquiry.closes_on,
        drift=drift_of(inquiry.half_life),
        ratio_spread=inquiry.ratio_spread,
    )


def pieces_of(inquiry: Inquiry, evidence: Sequence[Evidence], last: date) -> list[Piece]:
    """Return evidence as what is weighed, with a piece for each day on which a sign is missing."""
    indicators = {one.id: one for one in inquiry.indicators}
    seen = [_seen(one, indicators[one.indicator], inquiry) for one in evidence]
    absent = [p for one in inquiry.indicators for p in _iter_absent(one, inquiry, evidence, last)]
    return seen + absent


def judge(inquiry: Inquiry, evidence: Sequence[Evidence], as_of: date | None = None) -> Judged:
    """Return how a question stands at the end of a day.

    Args:
        inquiry: The question.
        evidence: In any order; what could be known later is passed over.
        as_of: None: the day on which the question closes, or was resolved.

    Raises:
        WeighError: `as_of` is before the opening.
    """
    last = min(filter(None, (as_of, inquiry.closes_on, inquiry.resolved_on)))
    known = tuple(one for one in evidence if one.reported_on <= last)
    days = tuple(_iter_days(inquiry.opened_on, last)) or (last,)
    frame, pieces = frame_of(inquiry), pieces_of(inquiry, known, last)
    found = band(frame, pieces, days)
    groups = [inquiry.leaves_of(one.id) for one in inquiry.hypotheses]
    whole = len(groups) == len(inquiry.leaves)
    leaning = leave_one_out(frame, pieces, last)
    grounds = grounds_of(frame, pieces, last, found, leanings=leaning)
    seen = [one for one in pieces if one.kind != ABSENT]
    likelihoods = {
        one.id: [one.likelihood[leaf.id] for leaf in inquiry.leaves] for one in inquiry.indicators
    }
    return Judged(
        inquiry=inquiry,
        as_of=last,
        days=days,
        band=found,
        sums=found if whole else band(frame, pieces, days, groups),
        confidence=confidence(grounds),
        evidence=known,
        worth=worth_of(frame, pieces),
        leaning=leaning,
        carrying=carried_by(frame, pieces, last),
        overturning=overturned_by(frame, pieces, last),
        diagnosticity=diagnosticity_of(frame, likelihoods),
        matrix=matrix(frame, seen),
    )


def probabilities(
    inquiry: Inquiry, evidence: Sequence[Evidence], days: Sequence[date]
) -> list[tuple[float, ...]]:
    """Return the probability of each leaf on some days, without band: quick."""
    last = max(days)
    rows = weigh(frame_of(inquiry), pieces_of(inquiry, evidence, last), days)
    return [tuple(map(float, row)) for row in rows]


def _iter_days(first: date, last: date) -> Iterator[date]:
    for n in range((last - first).days + 1):
        yield first + timedelta(days=n)


def _seen(one: Evidence, indicator: Indicator, inquiry: Inquiry) -> Piece:
    return Piece(
        id=one.id,
        indicator=one.indicator,
        origin=one.origin,
        on=one.reported_on,
        likelihoods=tuple(indicator.likelihood[leaf.id] for leaf in inquiry.leaves),
        reliability=one.reliability,
        copies=sum(day == one.reported_on for day in one.copied_on),
        side=one.side,
    )


def _iter_absent(
    indicator: Indicator, inquiry: Inquiry, evidence: Sequence[Evidence], last: date
) -> Iterator[Piece]:
    """Yield a piece for each day on which a sign that was due has not been seen.

    If it would have been seen by the last day with probability s, on a day spread evenly, it is
    still missing after a part t of the time with probability 1 - s*t. Each day's piece is what
    that day adds, so that nothing later is used; once the sign is seen the days end.
    """
    absent = indicator.absent
    if absent is None:
        return
    start = inquiry.opened_on
    if absent.after is not None:
        watching = _first_day(absent.after, evidence)
        if watching is None:
            return
        start = watching
    seen_on = _first_day(indicator.id, evidence)
    end = min(absent.by, last, seen_on - timedelta(days=1) if seen_on else last)
    n_days = (absent.by - start).days
    for n in range(1, (end - start).days + 1):
        missing = [
            (1 - absent.share[leaf.id] * n / n_days)
            / (1 - absent.share[leaf.id] * (n - 1) / n_days)
            for leaf in inquiry.leaves
        ]
        if not math.isclose(max(missing), min(missing)):
            yield Piece(
                id=f"{indicator.id} not seen by {start + timedelta(days=n)}",
                indicator=indicator.id,
                origin=f"not seen: {indicator.id}",
                on=start + timedelta(days=n),
                likelihoods=tuple(missing),
                reliability=1.0,
                kind=ABSENT,
            )


def _first_day(indicator: str, evidence: Sequence[Evidence]) -> date | None:
    days = (o.reported_on for o in evidence if o.indicator == indicator and o.reliability > 0)
    return min(days, default=None)
