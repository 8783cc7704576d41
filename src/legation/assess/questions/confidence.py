"""Say how sure the desk is of a judgement: low, moderate or high, with reasons in words.

In: how many independent origins speak, how well graded, how wide the band is, how much they
contradict each other, how old the evidence is. Out: `Confidence`.
Not here: how likely anything is (`reference.probability`). One does not follow from the other: an
even chance can be held with high confidence, and .95 with low.

What the three levels weigh follows the annex "Estimative Language" that US intelligence
prints with its assessments (e.g. *Updated Assessment of Anomalous Health Incidents*, p. 4):
sources and their quality, consistency, timeliness, gaps. The numbers are our own rules.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from legation.assess.questions.bands import Band
from legation.assess.questions.carrying import Leaning, leave_one_out
from legation.assess.questions.pieces import ABSENT, Frame, Piece
from legation.assess.questions.weighing import Worth, worth_of

LEVELS = ("low", "moderate", "high")
# A piece moves nothing worth the name where it moves no odds by a tenth.
SPEAKS = 0.1


@dataclass(frozen=True, slots=True)
class Grounds:
    """What a judgement rests on, as far as confidence goes."""

    n_origins: int
    """Independent origins with weight, absences not counted."""
    n_sides: int
    """Sides that speak in them; each unknown one counts as its own."""
    reliability: float
    """Of the origins' best pieces, the median; 0 where there are none."""
    width: float
    """Of the widest band among the hypotheses, 0 to 1."""
    contradicted: float
    """Share of the evidence (by how far it moves odds) that speaks against the leader, 0 to 1."""
    age: int | None
    """Days since the newest evidence; None: there is none."""
    leaning: float
    """The most that a hypothesis moves without one origin, 0 to 1."""


@dataclass(frozen=True, slots=True)
class Rule:
    """From where a ground supports `moderate`, and from where `high`."""

    name: str
    moderate: float
    high: float
    words: str
    """A sentence with `{}` for the figure."""
    least: bool
    """True: the more the better; False: the less the better."""

    def level(self, figure: float) -> int:
        """Return 0, 1 or 2: the level that this ground alone supports."""
        if self.least:
            return (figure >= self.moderate) + (figure >= self.high)
        return (figure <= self.moderate) + (figure <= self.high)


# Two origins can corroborate each other, one cannot; five from three sides are hard to arrange.
# Reliability .5 is a source as often idle as right. A band of .5 can span four of the seven terms,
# one of .2 two or three. A third of evidence against leaves twice as much for. A quarter of a year
# is a new situation; a judgement without its newest month may be of yesterday's. One origin that
# moves a hypothesis by .3 changes its term in any case, one that moves it by .1 seldom by two.
RULES = (
    Rule("n_origins", 2, 5, "independent origins: {:.0f}", least=True),
    Rule("n_sides", 1, 3, "sides that speak: {:.0f}", least=True),
    Rule("reliability", 0.5, 0.7, "reliability of the middle origin: {:.2f}", least=True),
    Rule("width", 0.5, 0.2, "width of the widest band: {:.2f}", least=False),
    Rule("contradicted", 0.5, 0.33, "share of evidence against the leader: {:.2f}", least=False),
    Rule("age", 90, 30, "days since the newest evidence: {:.0f}", least=False),
    Rule("leaning", 0.3, 0.1, "most that one origin moves a hypothesis: {:.2f}", least=False),
)


@dataclass(frozen=True, slots=True)
class Confidence:
    """How sure the desk is, and why not surer."""

    level: str
    """`low`, `moderate` or `high`: the least that any ground supports."""
    reasons: tuple[str, ...]
    """The grounds that hold it down to this level; for `high`, all grounds."""
    grounds: Grounds


def confidence(grounds: Grounds) -> Confidence:
    """Return the level that every ground supports, with the grounds that set it."""
    if grounds.n_origins == 0 or grounds.age is None:
        reason = "no evidence with weight: the judgement is the prior"
        return Confidence(LEVELS[0], (reason,), grounds)
    found = []
    for rule in RULES:
        figure = float(getattr(grounds, rule.name))
        found.append((rule.level(figure), rule.words.format(figure)))
    least = min(level for level, _ in found)
    reasons = tuple(words for level, words in found if level == least)
    return Confidence(LEVELS[least], reasons, grounds)


def grounds_of(
    frame: Frame,
    pieces: Sequence[Piece],
    day: date,
    band: Band,
    row: int = -1,
    leanings: Sequence[Leaning] | None = None,
) -> Grounds:
    """Return what the judgement of a day rests on.

    Args:
        frame: The question.
        pieces: In any order; those known after `day` are passed over.
        day: Of the judgement.
        band: From `bands.band`, over the hypotheses themselves and not sums of them.
        row: The row of `day` in it.
        leanings: From `carrying.leave_one_out` for this day; None: found here.
    """
    known = [one for one in pieces if one.on <= day]
    if leanings is None:
        leanings = leave_one_out(frame, known, day)
    worth = worth_of(frame, known)
    seen = [one.piece for one in worth if one.piece.kind != ABSENT and one.log_range >= SPEAKS]
    best: dict[str, float] = {}
    for piece in seen:
        best[piece.origin] = max(best.get(piece.origin, 0.0), piece.reliability)
    return Grounds(
        n_origins=len(best),
        n_sides=len({one.side if one.side is not None else f"?{one.origin}" for one in seen}),
        reliability=float(np.median(list(best.values()))) if best else 0.0,
        width=float((band.high[row] - band.low[row]).max()),
        contradicted=_contradicted(worth, int(band.mid[row].argmax())),
        age=min(((day - one.on).days for one in seen), default=None),
        leaning=max((one.moved for one in leanings), default=0.0),
    )


def _contradicted(worth: Sequence[Worth], leader: int) -> float:
    """Return the share of log odds between the leader and all others that speaks against it.

    That an indicator was not seen, on all days together, counts as one.
    """
    moved: dict[str, float] = defaultdict(float)
    for one in worth:
        others = [factor for place, factor in enumerate(one.factors) if place != leader]
        unit = one.piece.indicator if one.piece.kind == ABSENT else one.piece.id
        moved[f"{one.piece.kind} {unit}"] += float(np.log(one.factors[leader] / np.mean(others)))
    speaking = [one for one in moved.values() if abs(one) >= SPEAKS]
    total = sum(abs(one) for one in speaking)
    return sum(-one for one in speaking if one < 0) / total if total else 0.0
