"""Read records for a sentence: by id, of the kind that is meant, or say that they are gone.

In: a `LookUp` (a dossier, a desk) and the frame of the page. Out: `View`, which all forms read.
Not here: which records are looked at (`briefing.compose`).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Protocol, TypeVar

from legation.briefing.page import Frame
from legation.records import (
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
    RecordId,
    Signal,
    Span,
    Vote,
)

Record = (
    Document
    | Mention
    | Moment
    | Figure
    | Claim
    | Event
    | Vote
    | Incident
    | Contact
    | Dispute
    | Signal
    | Position
    | Question
    | Judgement
    | Estimate
    | Coalition
)
R = TypeVar("R")


class LookUp(Protocol):
    """Where records are found by id: a dossier, or a desk behind two methods."""

    def record(self, identity: RecordId) -> Record | None:
        """Return the record (documents too) of this id; None when there is none."""

    def link(self, mention: MentionId) -> Link | None:
        """Return who the mention of this id is; None when nobody has linked it."""


class RecordGoneError(LegationError, LookupError):
    """A sentence cites a record that is not there, or is of another kind."""

    def __init__(self, identity: RecordId, kind: str) -> None:
        super().__init__(identity, kind)
        self.identity, self.kind = identity, kind

    def __str__(self) -> str:
        return (
            f"no {self.kind.lower()} {self.identity} is at hand; the desk has changed since the "
            "brief was written, or another as-of date is used: write the brief again"
        )


@dataclass(frozen=True, slots=True)
class Party:
    """One who acts, speaks or is meant, as a sentence names them."""

    actor: Actor
    """Of type `group` and without id where the words could not be tied to anybody."""
    linked: bool
    office: str | None
    """The office held on the document's date."""
    former: bool


@dataclass(frozen=True, slots=True)
class View:
    """The records at hand, and the frame in which they are read."""

    look_up: LookUp
    frame: Frame

    def read(self, identity: RecordId, kind: type[R]) -> R:
        """Return the record of this id.

        Raises:
            RecordGoneError: There is none, or it is not a `kind`.
        """
        record = self.look_up.record(identity)
        if not isinstance(record, kind):
            raise RecordGoneError(identity, kind.__name__)
        return record

    def read_all(self, identities: Iterable[RecordId], kind: type[R]) -> tuple[R, ...]:
        """Return the records of these ids, all of one kind.

        Raises:
            RecordGoneError: One is missing or of another kind.
        """
        return tuple(self.read(identity, kind) for identity in identities)

    def document(self, identity: DocumentId) -> Document:
        """Return the document of this id.

        Raises:
            RecordGoneError: There is none.
        """
        return self.read(identity, Document)

    def parties(self, mentions: Iterable[MentionId]) -> tuple[Party, ...]:
        """Return who these mentions are, each once, in their order.

        Raises:
            RecordGoneError: A mention is missing.
        """
        found: dict[tuple[str | None, str], Party] = {}
        for identity in mentions:
            for party in self._party(identity):
                found.setdefault((party.actor.id, party.actor.name), party)
        return tuple(found.values())

    def actors(self, mentions: Iterable[MentionId]) -> tuple[Actor, ...]:
        """Return the actors that these mentions stand for, each once, in their order.

        Raises:
            RecordGoneError: A mention is missing.
        """
        return tuple(party.actor for party in self.parties(mentions))

    def _party(self, identity: MentionId) -> tuple[Party, ...]:
        mention = self.read(identity, Mention)
        link = self.look_up.link(identity)
        if link is None or not link.actors:
            words = " ".join(mention.span.text.split())
            unknown = Actor(None, words, "group" if mention.plural else "person", None)
            return (Party(unknown, linked=False, office=None, former=False),)
        office = self.office(identity)
        return tuple(
            Party(actor, linked=True, office=office, former=link.former) for actor in link.actors
        )

    def office(self, identity: MentionId) -> str | None:
        """Return the office that a mention's person held then, with its state: one phrase."""
        link = self.look_up.link(identity)
        if link is None or link.office is None:
            return None
        from legation.briefing.naming import office_words
        from legation.reference.shelf import load_shelf

        state = load_shelf().states.get(link.office.state or "")
        return office_words(link.office.name, state.name if state is not None else None)

    def reported_on(self, identity: RecordId) -> date | None:
        """Return the day of the first document that tells this record; None when not known."""
        record = self.look_up.record(identity)
        days = [self._published_on(document) for document in self._tellers(record)]
        known = [day for day in days if day is not None]
        return min(known) if known else None

    def _published_on(self, identity: DocumentId) -> date | None:
        document = self.look_up.record(identity)
        if not isinstance(document, Document) or document.published_on is None:
            return None
        return date.fromisoformat(document.published_on)

    def _tellers(self, record: Record | None) -> tuple[DocumentId, ...]:
        """Return the documents that tell a record; empty for those that nobody tells."""
        match record:
            case Document():
                return (record.id,)
            case Incident() | Contact():
                events = [self.look_up.record(identity) for identity in record.events]
                return tuple(e.span.document for e in events if isinstance(e, Event))
            case Dispute():
                # A dispute is as new as the claim that opened it: the later of the two.
                claim = self.look_up.record(record.claims[1])
                return (claim.span.document,) if isinstance(claim, Claim) else ()
            case Signal() | Position() | Question() | Judgement() | Estimate() | Coalition() | None:
                return ()
        return (record.span.document,)

    def independent(self, spans: Iterable[Span]) -> tuple[int, int]:
        """Return how many independent reports stand behind `spans`, and how many copies of them.

        Raises:
            RecordGoneError: A document is missing.
        """
        documents = {span.document for span in spans}
        origins = {self.document(identity).origin for identity in documents}
        return len(origins), len(documents) - len(origins)
