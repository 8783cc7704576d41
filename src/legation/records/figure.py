"""A number that a source gives, with what it measures.

In: `extract.figures`. Out: `Figure`.
Not here: numbers computed by us (`Estimate`); the two are never one type.
"""

from __future__ import annotations

from dataclasses import dataclass

from legation.records.ids import MentionId, RecordId
from legation.records.span import Span


@dataclass(frozen=True, slots=True)
class Figure:
    """A reported quantity, scaled to single units ("$800 billion" is 8e11 USD)."""

    id: RecordId
    span: Span
    low: float | None
    """Smallest value the words allow; None when they leave it open ("just under 150")."""
    high: float | None
    """Largest value the words allow; None when open ("over 750"); equal to low when exact."""
    value: float
    """The number as written, scaled; the bound words move `low` and `high`, never this."""
    unit: str
    """ISO 4217 for money, else a singular word: `hour`, `person`, `percent`, `tank`."""
    about: str | None
    """What it measures: `trade`, `aid`, `troops`, `casualties` …; None when not said."""
    parties: tuple[MentionId, ...]
    """Between whom, or whose; in the order of the text."""
    period: str | None
    """EDTF: the time it covers."""
    claim: RecordId | None
    """The claim that gives it: by whose count."""
    method: str
    confidence: float | None
