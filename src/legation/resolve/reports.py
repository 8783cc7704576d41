"""Lay the events of all documents side by side, with their parties in comparable form.

In: `Reading`s with links. Out: `Report`s: an event, its document, its actors and its days.
Not here: joining them (`incidents`, `contacts`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from legation.records import Actor, Document, Event, MentionId, Reading, Span
from legation.records.edtf import bounds


@dataclass(frozen=True, slots=True)
class Report:
    """One event as one document tells it."""

    event: Event
    document: Document
    actors: tuple[Actor, ...]
    recipients: tuple[Actor, ...]
    first: date | None
    """First day it may have happened; None when open or not said."""
    last: date | None
    reported: date | None
    """Day of publication."""
    sides: tuple[frozenset[str], frozenset[str]]
    """Whom actors and recipients count as (`party`)."""
    persons: dict[str, frozenset[str]]
    """Ids of the named persons on both sides by the party they belong to."""
    sentence: str
    """The words around it, from full stop to full stop."""
    casualties: tuple[str, ...]
    """How many persons the sentence counts, as it writes it, where the act is violence."""

    @property
    def order(self) -> tuple[str, str, int, str]:
        """Earlier published first, the undated last; then by document and place."""
        published = self.document.published_on or "9999"
        return (published, self.document.id, self.event.span.start, self.event.id)

    @property
    def dated(self) -> bool:
        """Whether at least one end of its time is known."""
        return self.first is not None or self.last is not None

    @property
    def n_days(self) -> int:
        """Length of the time it may have happened in; a very large number when open."""
        if self.first is None or self.last is None:
            return 1_000_000
        return (self.last - self.first).days + 1


def iter_reports(readings: Sequence[Reading]) -> Iterator[Report]:
    """Yield every event with its linked parties, in no particular order."""
    for reading in readings:
        actors_of = {link.mention: link.actors for link in reading.links}
        for event in reading.events:
            first, last = bounds(event.on) if event.on else (None, None)
            actors = _actors(event.actors, actors_of)
            recipients = _actors(event.recipients, actors_of)
            yield Report(
                event,
                reading.document,
                actors,
                recipients,
                first,
                last,
                _day(reading.document.published_on),
                (parties(actors), parties(recipients)),
                named_persons((*actors, *recipients)),
                reading.document.text[slice(*_sentence(reading.document.text, event.span))],
                _casualties(reading, event),
            )


def _sentence(text: str, span: Span) -> tuple[int, int]:
    """Return where the words around a stretch lie, from full stop or line break to the next."""
    before = max(text.rfind(mark, 0, span.start) for mark in (". ", "? ", "! ", "\n"))
    after = [at for mark in (". ", "? ", "! ", "\n") if (at := text.find(mark, span.end)) >= 0]
    return before + 1, min(after, default=len(text))


def _casualties(reading: Reading, event: Event) -> tuple[str, ...]:
    if event.type != "ASSAULT":
        return ()
    start, end = _sentence(reading.document.text, event.span)
    return tuple(
        " ".join(figure.span.text.split())
        for figure in reading.figures
        if figure.unit == "person" and start <= figure.span.start and figure.span.end <= end
    )


def _actors(
    mentions: tuple[MentionId, ...], actors_of: dict[MentionId, tuple[Actor, ...]]
) -> tuple[Actor, ...]:
    return tuple(dict.fromkeys(actor for m in mentions for actor in actors_of.get(m, ())))


def _day(published_on: str | None) -> date | None:
    return date.fromisoformat(published_on[:10]) if published_on else None


def party(actor: Actor) -> str:
    """Return whom an actor counts as when reports are compared: the state, else itself."""
    return actor.state or actor.id or actor.name.lower()


def parties(actors: Sequence[Actor]) -> frozenset[str]:
    """Return whom several actors count as."""
    return frozenset(party(actor) for actor in actors)


def named_persons(actors: Sequence[Actor]) -> dict[str, frozenset[str]]:
    """Return the ids of the named persons by the party they belong to."""
    found: dict[str, set[str]] = {}
    for actor in actors:
        if actor.type == "person" and actor.id is not None:
            found.setdefault(party(actor), set()).add(actor.id)
    return {key: frozenset(ids) for key, ids in found.items()}


def is_older_than_the_plan(left: Report, right: Report) -> bool:
    """Tell whether one is a plan and the other, undated, was told before the plan's day came.

    "They have spoken by telephone before" in the article that announces Friday's call does not
    make the call happen.
    """
    plans = [report for report in (left, right) if report.event.status == "planned"]
    others = [report for report in (left, right) if report.event.status != "planned"]
    if len(plans) != 1 or others[0].dated:
        return False
    due, told = plans[0].first or plans[0].reported, others[0].reported
    return due is None or told is None or told <= due


def distinct_actors(actors: Sequence[Actor]) -> tuple[Actor, ...]:
    """Return actors without repeats, each party's named persons before its state or unnamed."""
    unique = list(dict.fromkeys(actors))
    kept: list[Actor] = []
    for actor in unique:
        better = (other for other in unique if other is not actor and _says_more(other, actor))
        if next(better, None) is None:
            kept.append(actor)
    return tuple(kept)


def _says_more(one: Actor, other: Actor) -> bool:
    """Tell whether `one` already stands for the party that `other` names less exactly."""
    if one.id is not None and other.id is None and other.state is not None:
        return one.state == other.state
    return one.type == "person" and other.type == "state" and one.state == other.id
