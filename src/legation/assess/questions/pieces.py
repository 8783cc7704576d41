"""Say what is weighed: a question's frame, the doubts of a desk, and the pieces of evidence.

In: numbers that a question file and the matching of its indicators give. Out: `Frame`, `Doubts`,
`Piece`, checked.
Not here: finding pieces (`assess.questions.evidence`), what a piece is worth (`relays`), the
posterior (`weighing`).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from legation.records import LegationError

SEEN, ABSENT = "seen", "absent"
# A ratio beyond this is a certainty in disguise; its square still fits a double.
LARGEST_RATIO = 1e12


class WeighError(LegationError, ValueError):
    """Something cannot be weighed; the message names it and says what may stand there."""


@dataclass(frozen=True, slots=True)
class Doubts:
    """What a desk believes of its own reading; every default has its reason in docs/weighing.md."""

    garbled_share: float = 0.03
    """Share of relays that say something else than the report they relay, 0 to below 1."""
    misjoined_share: float = 0.05
    """Share of the reports of a group of two or more that belong to another origin."""
    missed_share: float = 0.3
    """Of origins that say, on the same day, what another origin says: the share that are in truth
    a copy of it which nobody recognised."""
    copy_days: float = 7.0
    """Days in which that share falls to 1/e: copies are made while a thing is news."""
    repeat_days: float = 30.0
    """Days in which a side's saying the same again becomes new by a share of 1 - 1/e."""

    def __post_init__(self) -> None:
        for name in ("garbled_share", "misjoined_share", "missed_share"):
            if not 0 <= getattr(self, name) < 1:
                msg = f"{name} is {getattr(self, name)}; it is a share from 0 to below 1"
                raise WeighError(msg)
        for name in ("copy_days", "repeat_days"):
            if not 0 < getattr(self, name) < math.inf:
                msg = f"{name} is {getattr(self, name)}; it is a number of days above 0"
                raise WeighError(msg)


@dataclass(frozen=True, slots=True)
class Frame:
    """The part of a question that weighing needs.

    Hypotheses are the leaves of the question's tree, exclusive and exhaustive, in one order
    throughout; the probability of a parent is the sum over its leaves.
    """

    prior: tuple[float, ...]
    """Probability of each hypothesis on the day of opening, each above 0, together 1."""
    opened_on: date
    closes_on: date
    drift: float = 0.0
    """Probability that from one day to the next the world is drawn anew from the prior."""
    doubts: Doubts = field(default_factory=Doubts)
    ratio_spread: float = 0.3
    """Standard deviation of a log likelihood, as a share of it (`bands`)."""

    def __post_init__(self) -> None:
        if len(self.prior) < 2:
            msg = "a question needs two hypotheses or more, one of them 'none of these'"
            raise WeighError(msg)
        if not all(0 < one < 1 for one in self.prior) or abs(math.fsum(self.prior) - 1) > 1e-6:
            msg = f"the prior {self.prior} must hold numbers above 0 that add up to 1"
            raise WeighError(msg)
        if self.closes_on < self.opened_on:
            msg = f"the question closes on {self.closes_on}, before it opens on {self.opened_on}"
            raise WeighError(msg)
        if not 0 <= self.drift < 1:
            msg = f"drift is {self.drift}; it is a probability a day, from 0 to below 1"
            raise WeighError(msg)
        if not 0 <= self.ratio_spread < math.inf:
            msg = f"ratio_spread is {self.ratio_spread}; it is a share of 0 or more"
            raise WeighError(msg)


@dataclass(frozen=True, slots=True)
class Piece:
    """One indicator seen in one origin's report, or not seen when it should have been."""

    id: str
    indicator: str
    origin: str
    """Of the report: all its copies have the same. Passed over where `kind` is `absent`."""
    on: date
    """The first day on which it could be known: that of the report, not of the deed."""
    likelihoods: tuple[float, ...]
    """How often this is seen under each hypothesis; above 0, only ratios matter."""
    reliability: float
    """Probability that the source says this because it is so, 0 to 1; 0: cannot be judged."""
    copies: int = 0
    """Other reports of this origin, known by `on`, that show the indicator too; a later copy is
    not counted, for it would change what was known before it came."""
    side: str | None = None
    """Who said it: a state or a publisher; None: not known, so never a repeat."""
    kind: str = SEEN
    about: str | None = None
    """What the report is asked. Pieces of one origin with one `about` are rival readings of one
    statement, of which at most one is right; None: the indicator alone, with no rival."""

    def __post_init__(self) -> None:
        where = f"evidence {self.id} for indicator {self.indicator}"
        if not all(0 < one < math.inf for one in self.likelihoods):
            msg = (
                f"{where}: likelihoods {self.likelihoods} must be above 0 and finite; nothing seen "
                "is impossible, so write a small number such as 0.01"
            )
            raise WeighError(msg)
        if self.likelihoods and max(self.likelihoods) / min(self.likelihoods) > LARGEST_RATIO:
            msg = f"{where}: a ratio above {LARGEST_RATIO:.0e} is a certainty; write a smaller one"
            raise WeighError(msg)
        if not 0 <= self.reliability <= 1:
            msg = f"{where}: reliability {self.reliability} is not between 0 and 1"
            raise WeighError(msg)
        if self.copies < 0:
            msg = f"{where}: {self.copies} copies; the least is 0"
            raise WeighError(msg)
        if self.kind not in {SEEN, ABSENT}:
            msg = f"{where}: kind {self.kind!r} is neither {SEEN!r} nor {ABSENT!r}"
            raise WeighError(msg)

    @property
    def matter(self) -> str:
        """Return what the report is asked: pieces of one origin and matter are one statement."""
        return self.indicator if self.about is None else self.about


def in_order(frame: Frame, pieces: Sequence[Piece]) -> tuple[Piece, ...]:
    """Return the pieces in the one order in which they are weighed, whatever order they came in.

    By day, then the most reliable first (so that of two that say the same on one day the better
    counts whole), then by id.

    Raises:
        WeighError: Two pieces have one id, or one has not a likelihood for each hypothesis.
    """
    known: set[str] = set()
    for piece in pieces:
        if piece.id in known:
            msg = f"two pieces of evidence have the id {piece.id}; each needs its own"
            raise WeighError(msg)
        known.add(piece.id)
        if len(piece.likelihoods) != len(frame.prior):
            msg = (
                f"evidence {piece.id} for indicator {piece.indicator} has "
                f"{len(piece.likelihoods)} likelihoods for {len(frame.prior)} hypotheses"
            )
            raise WeighError(msg)
    return tuple(sorted(pieces, key=lambda one: (one.on, -one.reliability, one.id)))


def drift_of(half_life: float | None) -> float:
    """Return the drift a day with which half of what was learnt has faded after `half_life` days.

    Returns:
        A probability; 0 where `half_life` is None: nothing fades.

    Raises:
        WeighError: `half_life` is not above 0.
    """
    if half_life is None:
        return 0.0
    if not half_life > 0:
        msg = f"half_life is {half_life}; it is a number of days above 0, or left out"
        raise WeighError(msg)
    return float(-math.expm1(-math.log(2) / half_life))
