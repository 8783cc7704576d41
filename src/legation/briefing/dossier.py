"""Gather what a brief may use: all records visible on a day that touch the actors asked for.

In: readings, and the records joined from them. Out: `Dossier`, pure data, which also looks
records up by id for the forms and for `briefing.verify`.
Not here: what is worth saying (`briefing.weigh`), reading the desk (`app`).
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TypeVar

from legation.briefing.page import Frame
from legation.briefing.view import Record
from legation.records import (
    OBSERVED,
    Actor,
    Claim,
    Coalition,
    Contact,
    Dispute,
    Document,
    DocumentId,
    Estimate,
    Event,
    Figure,
    Incident,
    Judgement,
    LegationError,
    Link,
    Mention,
    MentionId,
    Moment,
    Position,
    Question,
    Reading,
    RecordId,
    Signal,
    Vote,
)

Joined = Incident | Contact | Dispute | Signal | Position | Question | Judgement | Estimate

C = TypeVar("C", Position, Judgement)

# When some reports of an incident are not yet visible, the rest decide: what happened outranks
# what was planned.
_STATUS_ORDER = ("happened", "ongoing", "denied", "planned", "possible", "hypothetical")


class EmptyDossierError(LegationError, ValueError):
    """Nothing on the desk bears a date, so that no as-of day can be chosen."""

    def __str__(self) -> str:
        return "no document bears a date; give the day of the brief with --as-of YYYY-MM-DD"


@dataclass(frozen=True, slots=True)
class Dossier:
    """All that a brief may use, as it stood on `as_of`."""

    documents: tuple[Document, ...]
    """In order of publication; copies too (`Document.origin` tells)."""
    links: Mapping[MentionId, Link]
    mentions: tuple[Mention, ...]
    moments: tuple[Moment, ...]
    claims: tuple[Claim, ...]
    events: tuple[Event, ...]
    figures: tuple[Figure, ...]
    votes: tuple[Vote, ...]
    incidents: tuple[Incident, ...]
    contacts: tuple[Contact, ...]
    disputes: tuple[Dispute, ...]
    signals: tuple[Signal, ...]
    estimates: tuple[Estimate, ...]
    positions: tuple[Position, ...]
    """Of each pair the latest by `as_of`."""
    questions: tuple[Question, ...]
    judgements: tuple[Judgement, ...]
    """Of each question the latest by `as_of`."""
    coalitions: tuple[Coalition, ...]
    as_of: date
    since: date | None = None
    about: tuple[str, ...] = ()
    undated: tuple[Document, ...] = ()
    """Documents left out because they bear no date."""
    in_content: Mapping[RecordId, tuple[MentionId, ...]] = field(default_factory=dict)
    """The mentions that stand in each claim's content."""
    context: tuple[Claim, ...] = ()
    """Claims that are not about the actors asked for, but that others refer to."""
    _index: dict[RecordId, Record] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_index", {r.id: r for r in self._iter_records()})

    def _iter_records(self) -> Iterable[Record]:
        for records in (
            self.undated,
            self.documents,
            self.mentions,
            self.moments,
            self.context,
            self.claims,
            self.events,
            self.figures,
            self.votes,
            self.incidents,
            self.contacts,
            self.disputes,
            self.signals,
            self.estimates,
            self.positions,
            self.questions,
            self.judgements,
            self.coalitions,
        ):
            yield from records

    @property
    def frame(self) -> Frame:
        """From when and about whom."""
        return Frame(self.as_of, self.since, self.about)

    def record(self, identity: RecordId) -> Record | None:
        """Return the record of this id; None when the dossier does not hold it."""
        return self._index.get(identity)

    def link(self, mention: MentionId) -> Link | None:
        """Return who a mention is; None when it was not linked."""
        return self.links.get(mention)


def gather(
    readings: Iterable[Reading],
    joined: Iterable[Joined] = (),
    *,
    as_of: date | None = None,
    since: date | None = None,
    about: Sequence[str] = (),
    coalitions: Iterable[Coalition] = (),
) -> Dossier:
    """Return the dossier of what was published by `as_of` and touches one of `about`.

    `joined` must come from the same readings. Incidents and contacts lose the reports that are
    not visible; one with no visible report is left out, and so is a dispute with one side.

    Args:
        readings: Documents with what was found in them, links filled.
        joined: Incidents, contacts, disputes, signals, positions, questions, judgements, estimates.
        as_of: The day of the brief; None: the latest publication.
        since: The day of the last brief; None: nothing is marked new.
        about: ISO 3166-1 alpha-3 codes of states, or ids of actors; empty: everything.
        coalitions: Who is in which measure, made from the same readings.

    Raises:
        EmptyDossierError: `as_of` is None and no document bears a date.
    """
    kept = sorted(readings, key=lambda r: (r.document.published_on or "", r.document.id))
    day = as_of or _latest_day(kept)
    undated = tuple(r.document for r in kept if r.document.published_on is None)
    visible = [r for r in kept if r.document.published_on and _day(r.document) <= day]
    links = {link.mention: link for reading in visible for link in reading.links}
    in_content = _content_mentions(visible)
    touch = _Touch(frozenset(about), links, in_content)
    events = tuple(e for r in visible for e in r.events if touch.event(e))
    claims = tuple(c for r in visible for c in r.claims if touch.claim(c))
    figures = tuple(f for r in visible for f in r.figures if touch.mentions(f.parties))
    votes = tuple(v for r in visible for v in r.votes if touch.mentions([v.actor]))
    seen = _seen_only(joined, events, claims, day)
    coalitions = tuple(coalitions)
    bearing = {f.span.document for found in (events, claims, figures, votes) for f in found}
    bearing |= _cited_by(seen, coalitions)
    documents = tuple(r.document for r in visible if not about or r.document.id in bearing)
    in_documents = {document.id for document in documents}
    inside = [r for r in visible if r.document.id in in_documents]
    named = {claim.id for claim in claims}
    return Dossier(
        documents=documents,
        links=links,
        mentions=tuple(m for r in inside for m in r.mentions),
        moments=tuple(m for r in inside for m in r.moments),
        claims=claims,
        events=events,
        figures=figures,
        votes=votes,
        incidents=tuple(i for i in seen if isinstance(i, Incident)),
        contacts=tuple(c for c in seen if isinstance(c, Contact)),
        disputes=tuple(d for d in seen if isinstance(d, Dispute)),
        signals=tuple(
            s for s in seen if isinstance(s, Signal) and touch.actors((s.actor, s.about))
        ),
        estimates=tuple(e for e in seen if isinstance(e, Estimate) and touch.actors(_estimated(e))),
        positions=tuple(
            p for p in _latest(seen, Position, day) if touch.actors((p.actor, p.about))
        ),
        questions=tuple(q for q in seen if isinstance(q, Question)),
        judgements=tuple(_latest(seen, Judgement, day)),
        coalitions=coalitions,
        as_of=day,
        since=since,
        about=tuple(about),
        undated=undated,
        in_content=in_content,
        context=tuple(c for r in inside for c in r.claims if c.id not in named),
    )


def _estimated(estimate: Estimate) -> tuple[Actor, ...]:
    """Return whom an estimate is of: trade that a table has is as much the partner's."""
    if estimate.scenario == OBSERVED and estimate.partner is not None:
        return estimate.actor, estimate.partner
    return (estimate.actor,)


def _latest_day(readings: Sequence[Reading]) -> date:
    days = [_day(r.document) for r in readings if r.document.published_on]
    if not days:
        raise EmptyDossierError
    return max(days)


def _day(document: Document) -> date:
    return date.fromisoformat(document.published_on or date.min.isoformat())


def _content_mentions(readings: Sequence[Reading]) -> dict[RecordId, tuple[MentionId, ...]]:
    """Return, for each claim, the mentions that stand in its content."""
    found: dict[RecordId, tuple[MentionId, ...]] = {}
    for reading in readings:
        mentions = sorted(reading.mentions, key=lambda mention: mention.span.start)
        starts = [mention.span.start for mention in mentions]
        for claim in reading.claims:
            found[claim.id] = tuple(
                mention.id
                for part in claim.content
                for mention in mentions[
                    bisect_left(starts, part.start) : bisect_left(starts, part.end)
                ]
                if mention.span.end <= part.end
            )
    return found


@dataclass(frozen=True, slots=True)
class _Touch:
    """Tell whether a record touches one of those asked for."""

    about: frozenset[str]
    links: Mapping[MentionId, Link]
    in_content: Mapping[RecordId, tuple[MentionId, ...]]

    def actors(self, actors: Iterable[Actor]) -> bool:
        return not self.about or any(
            actor.id in self.about or actor.state in self.about for actor in actors
        )

    def mentions(self, mentions: Iterable[MentionId]) -> bool:
        linked = (self.links[m].actors for m in mentions if m in self.links)
        return self.actors(actor for actors in linked for actor in actors)

    def event(self, event: Event) -> bool:
        return self.mentions((*event.actors, *event.recipients))

    def claim(self, claim: Claim) -> bool:
        content = self.in_content.get(claim.id, ())
        return self.mentions((*claim.speakers, *claim.addressees, *content))


def _seen_only(
    joined: Iterable[Joined], events: Sequence[Event], claims: Sequence[Claim], day: date
) -> list[Joined]:
    by_id: dict[RecordId, Event] = {event.id: event for event in events}
    named = {claim.id for claim in claims}
    seen: list[Joined] = []
    for record in joined:
        match record:
            case Incident():
                told = [by_id[e] for e in record.events if e in by_id]
                if told:
                    seen.append(_told_so_far(record, told))
            case Contact():
                told = [by_id[e] for e in record.events if e in by_id]
                if told:
                    accounts = {event.span.document for event in told}
                    seen.append(
                        replace(
                            record,
                            events=tuple(event.id for event in told),
                            accounts=tuple(a for a in record.accounts if a in accounts),
                        )
                    )
            case Dispute():
                if named.issuperset(record.claims):
                    seen.append(record)
            case Signal():
                if record.on is None or record.on[:10] <= day.isoformat():
                    seen.append(record)
            case Estimate():
                # A table of a later year was not known on the day.
                if record.base_year <= day.year:
                    seen.append(record)
            case _:
                seen.append(record)
    return seen


def _cited_by(seen: Iterable[Joined], coalitions: Iterable[Coalition]) -> set[DocumentId]:
    """Return the documents that conclusions rest on, whoever these documents are about."""
    judged = [one for one in seen if isinstance(one, Judgement)]
    told = [(one.grounds, one.origins) for one in judged]
    told += [(one.passages, one.origins) for one in coalitions]
    return {
        document
        for spans, origins in told
        for document in (*(span.document for span in spans), *origins)
    }


def _latest(seen: Iterable[Joined], kind: type[C], day: date) -> list[C]:
    """Return the last conclusion by a day on each question, or of each pair."""
    last: dict[object, C] = {}
    for one in seen:
        if not isinstance(one, kind):
            continue
        about = one.question if isinstance(one, Judgement) else (one.actor, one.about)
        held = last.get(about)
        if _concluded_on(one) <= day.isoformat() and (
            held is None or _concluded_on(held) <= _concluded_on(one)
        ):
            last[about] = one
    return list(last.values())


def _concluded_on(one: Position | Judgement) -> str:
    return one.as_of if isinstance(one, Judgement) else one.on


def _told_so_far(incident: Incident, told: Sequence[Event]) -> Incident:
    """Return the incident as the visible reports tell it; unchanged when all are visible."""
    if len(told) == len(incident.events):
        return incident
    found = {event.status for event in told}
    documents = {event.span.document for event in told}
    return replace(
        incident,
        events=tuple(event.id for event in told),
        origins=tuple(o for o in incident.origins if o in documents),
        status=next((s for s in _STATUS_ORDER if s in found), incident.status),
        on=next((event.on for event in told if event.on), None),
        disagreements=(),
    )
