"""A time that a text names.

In: `extract.moments`. Out: `Moment`.
Not here: arithmetic on EDTF (`records.edtf`).
"""

from __future__ import annotations

from dataclasses import dataclass

from legation.records.ids import RecordId
from legation.records.span import Span


@dataclass(frozen=True, slots=True)
class Moment:
    """One expression of time: "on Friday", "last month", "since the invasion began"."""

    id: RecordId
    span: Span
    value: str | None
    """EDTF (ISO 8601-2, level 1), resolved against the day of publication; None: not datable."""
    lasts: bool
    """True when an interval is filled ("all week"); False when it is some time within it."""
    method: str
    confidence: float | None
