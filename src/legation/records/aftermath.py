"""What is learnt from one closed question.

In: `assess.aftermath`. Out: `Aftermath` with its days and its pieces of evidence.
Not here: the page (`briefing.postmortem`), open questions (`Judgement`).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Said:
    """What was held on one day and for as long as it stood."""

    on: date
    probabilities: tuple[tuple[str, float], ...]
    """By hypothesis, in the question's order; they sum to 1."""
    score: float
    """Half of Brier's sum over all hypotheses, 0 (right and sure) to 1; with two hypotheses it is
    the two-outcome score (p - o)²."""
    n_days: int
    """Days for which it stood before the question was resolved; 0 for one that never did."""


@dataclass(frozen=True, slots=True)
class Pulled:
    """One piece of evidence and what it pulled toward."""

    evidence: str
    """The id of the record, or of the indicator that spoke by silence."""
    on: date
    words: str
    source: str
    toward_outcome: float
    """How far it moved the log-odds of what came true; below 0 it misled."""
    toward: str
    """The hypothesis that it pulled up most."""
    strength: float
    """How far it moved the log-odds of that hypothesis."""


@dataclass(frozen=True, slots=True)
class Aftermath:
    """One closed question: what was said when, how it scored, what misled and what helped."""

    question: str
    outcome: str
    """The hypothesis that came true."""
    opened_on: date
    resolved_on: date
    said: tuple[Said, ...]
    """By day."""
    time_averaged: float
    """Mean score over the days that had a judgement, each with the latest one."""
    of_first: float
    """The same, had the first judgement stood to the end."""
    misled: tuple[Pulled, ...]
    """Pulled away from the outcome, worst first."""
    helped: tuple[Pulled, ...]
    """Pulled toward it, best first."""
    idle: int
    """Pieces that pulled nowhere."""
    wordings: tuple[tuple[str, str], ...] = ()
    """What each hypothesis says, by its name."""

    def wording(self, hypothesis: str) -> str:
        """Return what a hypothesis says; its name where nobody filed more."""
        return dict(self.wordings).get(hypothesis, hypothesis)
