"""One record that leans for or against somebody, before records of one thing are joined.

In: a record in its `Text`. Out: `Sign`; the day it counts on, and who tells it.
Not here: how far it leans (`leanings`), which signs are one signal (`signals`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from legation.assess.positions.leanings import RELIABILITY
from legation.assess.positions.sides import Text
from legation.records import Actor, Claim, Document, DocumentId, RecordId, edtf

KINDS = ("words", "deed", "vote", "silence")
# What a text dates only to some time within more days than this counts on the day it was told.
_PRECISE_DAYS = 7

StateOf = Callable[[str], str | None]
"""Gives the state a publisher speaks for, ISO 3166-1 alpha-3; None for the press."""


@dataclass(frozen=True, slots=True)
class Sign:
    """What one record tells of a position."""

    kind: str
    """One of `KINDS`."""
    what: str
    """In few words what leans: `AID denied`, `condemned`, `abstain`."""
    direction: float
    weight: float
    """0 to 1, before it is asked who tells it."""
    teller: str
    """Key of `leanings.RELIABILITY`."""
    on: date
    known_on: date
    confidence: float | None
    records: tuple[RecordId, ...]
    document: Document
    start: int
    end: int
    """The passage: a sentence of the document."""
    speakers: tuple[Actor, ...]
    """Who says it; empty where the report itself does."""
    named: bool | None
    on_record: bool | None
    keys: frozenset[tuple[object, ...]] = frozenset()
    """Signs that share one tell the same thing."""

    @property
    def side(self) -> int:
        """1 for, −1 against, 0 neither."""
        return (self.direction > 0) - (self.direction < 0)

    @property
    def origin(self) -> DocumentId:
        """The document it rests on, the first of its copies."""
        return self.document.origin or self.document.id


class Claims:
    """The claims of one text: who says a thing, and what that is worth."""

    def __init__(self, text: Text, state_of: StateOf) -> None:
        self.text = text
        self._by_id = {claim.id: claim for claim in text.reading.claims}
        publisher = text.reading.document.publisher
        self._publisher = state_of(publisher) if publisher else None

    def find(self, identity: RecordId | None) -> Claim | None:
        """Return the claim of this id; None for no id."""
        return None if identity is None else self._by_id.get(identity)

    def speakers(self, claim: Claim | None) -> tuple[Actor, ...]:
        """Return who says it; nobody for what the report says itself."""
        return () if claim is None else self.text.actors(claim.speakers)

    def is_own(self, claim: Claim) -> bool:
        """Tell whether the government itself speaks, alone or with others."""
        return any(
            self.text.sides.is_actor(one) and one.type != "company" for one in self.speakers(claim)
        )

    def is_asked(self, claim: Claim | None) -> bool:
        """Tell whether it stands in a reporter's question, which transcripts mark with a Q."""
        return any(
            actor.id is None and actor.name == "Q"
            for one in self._chain(claim)
            for actor in self.speakers(one)
        )

    def teller(self, claim: Claim | None) -> str:
        """Return through whom it comes to us: the weakest of those who pass it on."""
        tellers = [self._teller(one) for one in self._chain(claim)]
        by_publisher = self._by_publisher()
        if by_publisher is not None:
            tellers.append(by_publisher)
        return min(tellers, key=lambda one: RELIABILITY[one], default="report")

    def _chain(self, claim: Claim | None) -> Iterator[Claim]:
        seen: set[RecordId] = set()
        while claim is not None and claim.id not in seen:
            seen.add(claim.id)
            yield claim
            claim = self.find(claim.parent)

    def _teller(self, claim: Claim) -> str:
        speakers = self.speakers(claim)
        if self.is_own(claim):
            return "itself"
        if any(map(self.text.sides.is_about, speakers)):
            return "counterpart"
        return "other" if speakers and claim.named and claim.on_record else "unnamed"

    def _by_publisher(self) -> str | None:
        if self._publisher is None:
            return None
        state = Actor(self._publisher, self._publisher, "state", self._publisher)
        if self.text.sides.is_actor(state):
            return "itself"
        return "counterpart" if self.text.sides.is_about(state) else "other"


def sign_day(told: str | None, published: date | None, *, to_come: bool = False) -> date | None:
    """Return the day a sign counts on; None where neither the text nor the document has one.

    Args:
        told: EDTF, when it was said or done.
        published: The day of the document.
        to_come: It is planned: the sign is given when it is told, not when it comes about.
    """
    if told is None or to_come:
        return published
    first, last = edtf.bounds(told)
    if first is None or last is None:
        return published if published is not None else first or last
    if (last - first).days > _PRECISE_DAYS:
        # "Last year" is over when it is told; "this year" counts on the day of the report.
        return last if published is None or last < published else published
    if published is not None and last > published:
        return max(first, published) if first <= published else published
    return last


def published_day(document: Document) -> date | None:
    """Return the day a document was published; None where it does not say."""
    return None if document.published_on is None else date.fromisoformat(document.published_on)
