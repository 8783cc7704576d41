"""One source saying, believing, denying, warning, promising or asking one thing.

In: `extract.claims`. Out: `Claim`, the closed list of acts.
Not here: which claims contradict each other (`Dispute`).
"""

from __future__ import annotations

from dataclasses import dataclass

from legation.records.ids import MentionId, RecordId
from legation.records.span import Span

ACTS = (
    "assert",
    "deny",
    "believe",
    "doubt",
    "know",
    "warn",
    "threaten",
    "promise",
    "demand",
    "ask",
    "estimate",
    "decline",
)
FORMS = ("direct", "mixed", "indirect")


@dataclass(frozen=True, slots=True)
class Claim:
    """What one source gives, by which words, and how firmly."""

    id: RecordId
    span: Span
    """From the first to the last character of its parts."""
    source: tuple[Span, ...]
    """Whose words; empty when nobody is named ("it is widely believed")."""
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    """One stretch, or several when the cue splits the content."""
    act: str
    """One of `ACTS`."""
    negated: bool
    """The cue stands under negation ("do not believe"); a denial is act deny, not negated."""
    certainty: float
    """The probability that the source gives its content as worded: flat assertion .97,
    "may" .5, flat denial .03."""
    form: str
    """One of `FORMS`: all quoted, partly quoted, paraphrased."""
    speakers: tuple[MentionId, ...]
    addressees: tuple[MentionId, ...]
    named: bool
    """The source is a named person or body ("officials" is not a name)."""
    on_record: bool
    """The source can be held to it; unnamed officials and background calls cannot."""
    parent: RecordId | None
    """The claim in whose content this one stands."""
    on: str | None
    """EDTF: when it was said; None when not known."""
    method: str
    confidence: float | None
