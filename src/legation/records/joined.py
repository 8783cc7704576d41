"""What several reports tell together.

In: `resolve`. Out: `Incident`, `Contact`, `Dispute`.
Not here: weighing them (`assess`).
"""

from __future__ import annotations

from dataclasses import dataclass

from legation.records.actor import Actor
from legation.records.ids import DocumentId, RecordId

CONTACT_TYPES = ("call", "meeting", "visit", "letter")
RELATIONS = ("denied", "changed", "weaker", "stronger")


@dataclass(frozen=True, slots=True)
class Incident:
    """One happening, told by one or more events; it keeps its first event's id as it grows."""

    id: RecordId
    type: str
    actors: tuple[Actor, ...]
    recipients: tuple[Actor, ...]
    status: str
    on: str | None
    """EDTF: best date."""
    first_reported_on: str | None
    """Day of the earliest document that tells it."""
    events: tuple[RecordId, ...]
    origins: tuple[DocumentId, ...]
    """Documents that are independent reports of it; a copy is not a second witness."""
    disagreements: tuple[str, ...]
    """What the reports tell differently, one phrase each."""
    method: str
    confidence: float | None


@dataclass(frozen=True, slots=True)
class Contact:
    """A call, meeting, visit or letter between principals, from all accounts of it."""

    id: RecordId
    type: str
    """One of `CONTACT_TYPES`."""
    actors: tuple[Actor, ...]
    on: str | None
    where: str | None
    events: tuple[RecordId, ...]
    accounts: tuple[DocumentId, ...]
    method: str
    confidence: float | None
    status: str = "happened"
    """The best told: happened, ongoing, or planned while nobody tells that it took place."""


@dataclass(frozen=True, slots=True)
class Dispute:
    """Two claims about one proposition that do not agree; the earlier stands first."""

    id: RecordId
    claims: tuple[RecordId, RecordId]
    relation: str
    """One of `RELATIONS`: what the second claim does to the first."""
    method: str
    confidence: float | None
