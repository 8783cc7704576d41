"""What the desk keeps about its own work.

In: people's corrections, and documents that could not be read. Out: `Review`, `Issue`.
"""

from __future__ import annotations

from dataclasses import dataclass

from legation.records.ids import DocumentId, RecordId


@dataclass(frozen=True, slots=True)
class Review:
    """A person's correction: who, when, what it was before."""

    id: RecordId
    record: RecordId
    field: str
    before: str | None
    after: str | None
    """Both as JSON text."""
    by: str
    at: str
    """An aware UTC instant, ISO 8601."""


@dataclass(frozen=True, slots=True)
class Issue:
    """Something that was not used, with its reason: a document set aside, a line that is broken."""

    id: RecordId
    document: DocumentId | None
    """None when the trouble came before there was a document."""
    start: int | None
    end: int | None
    stage: str
    """`ingest`, `extract`, `resolve` or `store`."""
    reason: str
    """What is wrong, where, and how to mend it; names the file or address as the user gave it."""
    place: str | None = None
    """The file, address or line it concerns, as the user gave it."""
