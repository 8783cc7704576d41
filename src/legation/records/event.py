"""Who did what to whom, and who voted how.

In: `extract.events`, `extract.votes`. Out: `Event`, `Vote`, the closed lists they use.
Not here: definitions of the types (`reference.codebook`), joined reports (`Incident`).
"""

from __future__ import annotations

from dataclasses import dataclass

from legation.records.ids import MentionId, RecordId
from legation.records.span import Span

STATUSES = ("happened", "ongoing", "planned", "possible", "denied", "hypothetical")
CHOICES = ("yes", "no", "abstain", "absent", "veto")
MEANS = (
    "heavy-weapons",
    "light-weapons",
    "ammunition",
    "dual-use",
    "intelligence",
    "training",
    "food-medicine",
    "finance",
    "energy",
    "trade",
    "diplomatic",
    "information",
)


@dataclass(frozen=True, slots=True)
class Event:
    """One political act, coded by the PLOVER codebook from the words at `span`."""

    id: RecordId
    span: Span
    """The shortest stretch that holds the trigger and the parties named with it."""
    trigger: Span
    type: str
    """One of PLOVER's 16 types, upper case: `CONSULT`, `SANCTION` …"""
    mode: str | None
    """PLOVER mode of the type, lower case: `visit`, `phone` …; None when not said."""
    contexts: tuple[str, ...]
    """PLOVER contexts, lower case: `military`, `economic` …"""
    actors: tuple[MentionId, ...]
    recipients: tuple[MentionId, ...]
    status: str
    """One of `STATUSES`."""
    means: tuple[str, ...]
    """Of `MEANS`; for AID, SUPPORT, COOPERATE and SANCTION."""
    on: str | None
    """EDTF: when it happens."""
    where: str | None
    """The place in the text's own words."""
    country: str | None
    """ISO 3166-1 alpha-3 code of the place."""
    intensity: float | None
    """−10 (worst conflict) to 10 (closest cooperation), by type and mode."""
    claim: RecordId | None
    """The innermost claim by which it is reported; None when the reporter says it himself."""
    incident: RecordId | None
    """The incident it was joined to; None until `resolve` has seen it."""
    method: str
    confidence: float | None


@dataclass(frozen=True, slots=True)
class Vote:
    """One party's choice on one motion, as a text tells it."""

    id: RecordId
    span: Span
    actor: MentionId
    body: str | None
    """Where it was cast, in short: `UN Security Council`; None when not said."""
    motion: str | None
    """What was voted on, in the text's own words."""
    choice: str
    """One of `CHOICES`; absent is not abstaining."""
    on: str | None
    claim: RecordId | None
    method: str
    confidence: float | None
