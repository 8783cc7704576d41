"""Turn what shows the indicators into evidence: one piece for one report, graded.

In: `Reading`s with links and origins, an `Inquiry`, for whom publishers speak. Out: `Evidence` in
order of the day it could be known.
Not here: finding matches (`matching`), grades (`grading`), weighing
(`weighing`).

Reports of one origin in which the same side gives the same indicator are one piece, dated by the
first of them; the others are its copies. A copy of a report from before the opening is that report,
which the prior knows. A grade uses nothing that was published later.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from legation.assess.questions.grading import Grade, Telling, given, grade
from legation.assess.questions.inquiry import ABOUT, ACTOR, Indicator, Inquiry, Overrule
from legation.assess.questions.matching import Match, Matcher
from legation.records import Actor, DocumentId, Reading, RecordId, Span, make_id

# A second side confirms what the first gave within so many days; later it speaks of another time.
CONFIRMS_WITHIN_DAYS = 30

StateOf = Callable[[str], str | None]
"""Publisher -> the state for which it speaks; None for the press."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """One report's showing of one indicator."""

    id: str
    indicator: str
    records: tuple[RecordId, ...]
    """What shows it in the first report, in reading order."""
    passages: tuple[Span, ...]
    document: DocumentId
    title: str
    publisher: str | None
    origin: DocumentId
    copies: tuple[DocumentId, ...]
    """Other reports of the same origin that show it too."""
    copied_on: tuple[date, ...]
    """The days of these."""
    copied_records: tuple[RecordId, ...]
    """What shows it in these."""
    reported_on: date
    on: str | None
    """EDTF: the event's own date, or when it was said."""
    speakers: tuple[Actor, ...]
    side: str
    """For whom it is said: a state, else an actor's id, else the publisher."""
    named: bool
    on_record: bool
    relayed: bool
    grade: Grade
    relevance: float
    """0 to 1: the indicator's, less where the passage leaves to its context whom it is about."""
    left_out: str | None
    """Why a person left it out; None: it counts."""

    @property
    def reliability(self) -> float:
        """Return how far it moves the judgement, 0 to .95: its grade's worth by its relevance."""
        return 0.0 if self.left_out is not None else self.grade.reliability * self.relevance


@dataclass(frozen=True, slots=True)
class Gathered:
    """All evidence for a question, and what could not be used."""

    evidence: tuple[Evidence, ...]
    n_undated: int
    """Documents that show an indicator but bear no date: nobody knows when it could be known."""
    unused_overrules: tuple[Overrule, ...]
    """Of a person, about evidence that is not there."""


def gather(
    readings: Iterable[Reading],
    inquiry: Inquiry,
    state_of: StateOf,
    as_of: date | None = None,
    denied_on: Mapping[RecordId, Sequence[date]] | None = None,
) -> Gathered:
    """Return the evidence of the days on which a question was open.

    Args:
        readings: Documents with links; their `origin` set. In any order.
        inquiry: The question.
        state_of: For whom a publisher speaks.
        as_of: Nothing published later is used.
        denied_on: Claim -> the days on which another side is reported to have denied it.

    Raises:
        PhraseError: A phrase of a pattern holds no word.
    """
    matcher = Matcher(inquiry)
    last = min(filter(None, (as_of, inquiry.closes_on, inquiry.resolved_on)))
    reports: defaultdict[tuple[str, str, str], list[_Report]] = defaultdict(list)
    n_undated = 0
    known_before: set[tuple[str, DocumentId]] = set()
    for reading in readings:
        day = _day(reading)
        if day is not None and day > last:
            continue
        found = list(matcher.matches(reading))
        origin = reading.document.origin or reading.document.id
        if day is None:
            n_undated += bool(found)
        elif day < inquiry.opened_on:
            known_before.update((one.indicator, origin) for one in found)
        else:
            for (indicator, side), matches in _by_side(found, reading, state_of).items():
                report = _Report(reading, day, side, tuple(matches))
                reports[indicator, origin, side].append(report)
    for key in [one for one in reports if one[:2] in known_before]:
        del reports[key]
    indicators = {one.id: one for one in inquiry.indicators}
    grader = _Grader(inquiry, state_of, denied_on or {})
    drafts = sorted((_first(some) for some in reports.values()), key=lambda pair: pair[0].order)
    evidence = tuple(
        _evidence(report, copies, indicators[report.matches[0].indicator], grader, drafts)
        for report, copies in drafts
    )
    return _overruled(evidence, inquiry, n_undated)


@dataclass(frozen=True, slots=True)
class _Report:
    """What one document shows of one indicator by one side."""

    reading: Reading
    day: date
    side: str
    matches: tuple[Match, ...]

    @property
    def known(self) -> bool:
        """Whether it is known for whom it is said."""
        return any(actor.state or actor.id for one in self.matches for actor in one.speakers)

    @property
    def order(self) -> tuple[date, str, str, str]:
        return self.day, self.reading.document.id, self.matches[0].indicator, self.side


_Draft = tuple[_Report, tuple[_Report, ...]]


def _day(reading: Reading) -> date | None:
    published = reading.document.published_on
    return None if published is None else date.fromisoformat(published[:10])


def _by_side(
    found: Sequence[Match], reading: Reading, state_of: StateOf
) -> dict[tuple[str, str], list[Match]]:
    grouped: defaultdict[tuple[str, str], list[Match]] = defaultdict(list)
    for match in found:
        grouped[match.indicator, _side(match, reading, state_of)].append(match)
    return grouped


def _side(match: Match, reading: Reading, state_of: StateOf) -> str:
    for actor in match.speakers:
        if (known := actor.state or actor.id) is not None:
            return known
    publisher = reading.document.publisher
    if match.claim is None and publisher:
        return state_of(publisher) or publisher
    return match.speakers[0].name if match.speakers else (publisher or "nobody named")


def _first(reports: Sequence[_Report]) -> _Draft:
    first, *others = sorted(reports, key=lambda one: one.order)
    return first, tuple(others)


class _Grader:
    """Applies the rules of `grading` to reports."""

    def __init__(
        self, inquiry: Inquiry, state_of: StateOf, denied_on: Mapping[RecordId, Sequence[date]]
    ) -> None:
        self._inquiry = inquiry
        self._denied_on = denied_on
        self._state_of = state_of
        self._favoured = {one.id: _favoured(one, inquiry) for one in inquiry.indicators}
        put = {ACTOR: (inquiry.actor,), ABOUT: inquiry.about}
        ids = [one.id for one in inquiry.leaves]
        # Who gains by a hypothesis with parts gains by each of them.
        leaves = {
            one.id: frozenset(ids[n] for n in inquiry.leaves_of(one.id))
            for one in inquiry.hypotheses
        }
        self._gains: dict[str, frozenset[str]] = {}
        for one in inquiry.interests:
            for side in put.get(one.of, (one.of,)):
                gained = frozenset().union(*(leaves[name] for name in one.hypotheses))
                self._gains[side] = self._gains.get(side, frozenset()) | gained

    def grade(self, report: _Report, drafts: Sequence[_Draft]) -> Grade:
        match, publisher = _telling_match(report), report.reading.document.publisher
        claim = match.claim
        home = self._state_of(publisher) if publisher else None
        official = home is not None
        relayed = match.relayed or (claim is not None and official and home != report.side)
        telling = Telling(
            says=claim is not None,
            known_side=any(one.state or one.id for one in match.speakers),
            named=claim is not None and claim.named,
            on_record=claim is not None and claim.on_record,
            own_conduct=report.side == self._inquiry.actor,
            relayed=relayed or (claim is not None and not official),
            official=official,
            publisher_known=publisher is not None,
            interest=self._interest(report),
            confirmed=self._confirmed(report, drafts),
            disputed=any(
                day <= report.day
                for one in report.matches
                for day in self._denied_on.get(one.record, ())
            ),
        )
        return grade(telling)

    def _interest(self, report: _Report) -> int:
        gains = self._gains.get(report.side)
        favoured = self._favoured[report.matches[0].indicator]
        if gains is None or not favoured:
            return 0
        return 1 if favoured <= gains else -1 if not favoured & gains else 0

    def _confirmed(self, report: _Report, drafts: Sequence[_Draft]) -> bool:
        """Tell whether another side has given the same by then, in another report."""
        for other, _ in drafts:
            apart = (report.day - other.day).days
            if (
                other.matches[0].indicator == report.matches[0].indicator
                and 0 <= apart <= CONFIRMS_WITHIN_DAYS
                and other.side != report.side
                and other.known
                and other.reading.document.origin != report.reading.document.origin
            ):
                return True
        return False


def _favoured(indicator: Indicator, inquiry: Inquiry) -> frozenset[str]:
    """Return the leaves of the question that an indicator makes likelier than they were."""
    mean = sum(one.prior * indicator.likelihood[one.id] for one in inquiry.leaves)
    return frozenset(name for name, value in indicator.likelihood.items() if value > mean * 1.001)


def _telling_match(report: _Report) -> Match:
    """Return the match by which a report is graded: on the record first, then at first hand."""
    return min(
        report.matches,
        key=lambda one: (
            -one.relevance,
            not (one.claim is not None and one.claim.on_record),
            one.relayed,
            one.span.start,
        ),
    )


def _evidence(
    report: _Report,
    copies: Sequence[_Report],
    indicator: Indicator,
    grader: _Grader,
    drafts: Sequence[_Draft],
) -> Evidence:
    match, document = _telling_match(report), report.reading.document
    origin = document.origin or document.id
    return Evidence(
        id=evidence_id(indicator.id, origin, report.side),
        indicator=indicator.id,
        records=tuple(dict.fromkeys(one.record for one in report.matches)),
        passages=tuple(one.span for one in report.matches),
        document=document.id,
        title=document.title,
        publisher=document.publisher,
        origin=origin,
        copies=tuple(one.reading.document.id for one in copies),
        copied_on=tuple(one.day for one in copies),
        copied_records=tuple(match.record for one in copies for match in one.matches),
        reported_on=report.day,
        on=match.on,
        speakers=match.speakers,
        side=report.side,
        named=match.claim is not None and match.claim.named,
        on_record=match.claim is not None and match.claim.on_record,
        relayed=match.relayed,
        grade=grader.grade(report, drafts),
        relevance=indicator.relevance * max(one.relevance for one in report.matches),
        left_out=None,
    )


def _overruled(evidence: Sequence[Evidence], inquiry: Inquiry, n_undated: int) -> Gathered:
    used: set[Overrule] = set()
    told = []
    for one in evidence:
        names = _names_of(one)
        rules = [r for r in inquiry.overrules if r.evidence in names]
        used.update(rules)
        now = one
        for rule in rules:
            if rule.grade is not None:
                now = replace(now, grade=given(rule.grade, f"graded by {rule.by}: {rule.reason}"))
            if rule.leave_out:
                now = replace(now, left_out=f"left out by {rule.by}: {rule.reason}")
        told.append(now)
    return Gathered(
        tuple(told), n_undated, tuple(one for one in inquiry.overrules if one not in used)
    )


def _names_of(one: Evidence) -> frozenset[str]:
    """Return all by which a person may have named a piece.

    When an earlier copy of its report comes in, the piece has another id than it had until then.
    """
    reports = (one.origin, one.document, *one.copies)
    ids = (evidence_id(one.indicator, report, one.side) for report in reports)
    return frozenset((*ids, *one.records, *one.copied_records))


def evidence_id(indicator: str, origin: DocumentId, side: str) -> str:
    """Return the id of the piece that one side's giving an indicator in one report is."""
    return f"evd-{make_id('judgement', indicator, origin, side).split('-')[1]}"


def by_indicator(evidence: Iterable[Evidence]) -> Mapping[str, tuple[Evidence, ...]]:
    """Return the evidence of each indicator, in its order."""
    grouped: defaultdict[str, list[Evidence]] = defaultdict(list)
    for one in evidence:
        grouped[one.indicator].append(one)
    return {name: tuple(some) for name, some in grouped.items()}
