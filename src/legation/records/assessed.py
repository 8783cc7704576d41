"""What the desk concludes, apart from what it read.

In: `assess` and `leverage`. Out: `Signal`, `Position`, `Question`, `Judgement`, `Estimate`.
Not here: reported numbers (`Figure`), reported words (`Claim`).
"""

from __future__ import annotations

from dataclasses import dataclass

from legation.records.actor import Actor
from legation.records.ids import DocumentId, RecordId
from legation.records.span import Span

ANALYTIC_CONFIDENCE = ("low", "moderate", "high")
# The `scenario` of an estimate that is no what-if: what a trade table has for a reported figure,
# which `inputs` names; how alike two states voted.
OBSERVED = "observed"
VOTES_ALIKE = "votes alike"
"""The `quantity` of how alike two states voted, a share."""


@dataclass(frozen=True, slots=True)
class Signal:
    """One word or deed that leans for or against somebody."""

    id: RecordId
    actor: Actor
    about: Actor
    direction: float
    """−1 (against) to 1 (for)."""
    strength: float
    """0 (none) to 1 (as strong as signals get)."""
    on: str | None
    evidence: tuple[RecordId, ...]
    method: str
    confidence: float | None


@dataclass(frozen=True, slots=True)
class Position:
    """Where one actor stands toward another on a day, with its uncertainty."""

    id: RecordId
    actor: Actor
    about: Actor
    on: str
    low: float
    mid: float
    high: float
    """−1 (against) to 1 (for): 80 % interval and median."""
    spread: float
    """Standard deviation of the signals in the window: what "mixed signals" means."""
    signals: tuple[RecordId, ...]
    method: str


@dataclass(frozen=True, slots=True)
class Question:
    """Something that will turn out one way or another."""

    id: RecordId
    text: str
    opened_on: str
    closes_on: str
    hypotheses: tuple[str, ...]
    """Exclusive and exhaustive; "none of these" is always there."""
    resolved_as: str | None
    resolved_on: str | None = None
    """The day on which it was known how it came out."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """How likely each hypothesis was on a day, and how sure the desk was of that."""

    id: RecordId
    question: RecordId
    as_of: str
    probabilities: tuple[float, ...]
    """In the order of the question's hypotheses; they sum to 1."""
    low: tuple[float, ...]
    high: tuple[float, ...]
    analytic_confidence: str
    """One of `ANALYTIC_CONFIDENCE`; never mixed with likelihood."""
    evidence: tuple[RecordId, ...]
    """Records that show its signs, those that move it most first, those without weight last."""
    origins: tuple[DocumentId, ...]
    method: str
    grounds: tuple[Span, ...] = ()
    """The sentences that carry it, the most telling first."""
    prior: tuple[float, ...] = ()
    """What was held of each hypothesis before any evidence."""


@dataclass(frozen=True, slots=True)
class Estimate:
    """A number computed by us, as a band, with everything it was computed from."""

    id: RecordId
    scenario: str
    """What is supposed; `OBSERVED` where nothing is."""
    quantity: str
    actor: Actor
    partner: Actor | None
    sector: str | None
    low: float | None
    mid: float
    high: float | None
    unit: str
    table: str
    """The trade table by name and year."""
    model: str
    elasticities: str | None
    base_year: int
    inputs: tuple[RecordId, ...]
    method: str
