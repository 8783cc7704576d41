"""Say what is asked of the future, what may be true, and what would be seen if it were.

In: a question file (`questionfile`). Out: `Inquiry` and its parts, frozen.
Not here: finding what was seen (`evidence`), weighing it (`weighing`), the
`Question` record that the desk keeps (`records`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from legation.records import LegationError, Question, make_id

NONE_OF_THESE = "none"
"""The hypothesis that every question has: something that nobody has written down."""
ACTOR, ABOUT = "$actor", "$about"
"""Stand in patterns for the sides of the question, so that another actor can be put in."""


class QuestionError(LegationError, ValueError):
    """A question file cannot be used; the message names file, line and cure."""


@dataclass(frozen=True, slots=True)
class Hypothesis:
    """One way in which the question may turn out."""

    id: str
    text: str
    prior: float
    """Probability on the day the question opens, 0 < prior < 1; of a parent, its parts' sum."""
    reason: str
    part_of: str | None = None
    """The hypothesis of which this is a sub-hypothesis."""


@dataclass(frozen=True, slots=True)
class Pattern:
    """What a record must be like; an empty field asks for nothing.

    Fields that name actors hold ids (`CHN`, `Q…`), `$actor` or `$about`; a state stands for all
    who speak for it.
    """

    kind: str
    """`claim`, `event` or `vote`."""
    words: tuple[str, ...] = ()
    """Phrases of which one stands in the passage: `*` ends a word anyhow, `...` leaves out up to
    fifteen words."""
    all_words: tuple[str, ...] = ()
    """Phrases that all stand there."""
    not_words: tuple[str, ...] = ()
    """Phrases of which none does."""
    names: tuple[str, ...] = ()
    """Actors that the passage names, each of them."""
    speaker: tuple[str, ...] = ()
    """Who says it, one of these; of an event or vote, by whose claim it is told."""
    not_speaker: tuple[str, ...] = ()
    addressee: tuple[str, ...] = ()
    act: tuple[str, ...] = ()
    """Acts of a claim, one of these; of an event, of the claim that tells it."""
    negated: bool | None = None
    certainty: tuple[float, float] | None = None
    """Lowest and highest certainty of a claim, both included."""
    on_record: bool | None = None
    type: tuple[str, ...] = ()
    """PLOVER types of an event, one of these."""
    mode: tuple[str, ...] = ()
    status: tuple[str, ...] = ()
    means: tuple[str, ...] = ()
    actor: tuple[str, ...] = ()
    """Who does it, or votes, one of these."""
    recipient: tuple[str, ...] = ()
    choice: tuple[str, ...] = ()
    line: int = 0
    """Where the pattern begins in its file."""


@dataclass(frozen=True, slots=True)
class Absence:
    """What it means that an indicator has not been seen."""

    share: Mapping[str, float]
    """Hypothesis -> probability, 0 to below 1, that the indicator would have been seen by `by`
    if that hypothesis were true; spread evenly over the days from the start."""
    by: date
    after: str | None
    """The indicator from whose first day on somebody watches; None: from the opening."""
    reason: str


@dataclass(frozen=True, slots=True)
class Indicator:
    """Something that would be seen more, or less, if a hypothesis were true."""

    id: str
    text: str
    reason: str
    patterns: tuple[Pattern, ...]
    """A record that fits one of them shows the indicator."""
    likelihood: Mapping[str, float]
    """Hypothesis -> how often it is seen if that is true; only ratios matter, all > 0."""
    relevance: float = 1.0
    """0 to 1: how much of it bears on the question."""
    absent: Absence | None = None
    line: int = 0


@dataclass(frozen=True, slots=True)
class Interest:
    """Who would gain if some hypotheses were believed."""

    of: str
    hypotheses: frozenset[str]
    reason: str


@dataclass(frozen=True, slots=True)
class Overrule:
    """A person's grade for one piece of evidence, or their decision to leave it out."""

    evidence: str
    """Id of a piece of evidence, or of a record it rests on."""
    grade: str | None
    """Admiralty grade such as `B2`; None: the rules' own stays."""
    leave_out: bool
    by: str
    reason: str


@dataclass(frozen=True, slots=True)
class Inquiry:
    """A question with all that is needed to weigh it."""

    name: str
    """The name of its file without the ending."""
    text: str
    actor: str
    about: tuple[str, ...]
    opened_on: date
    closes_on: date
    hypotheses: tuple[Hypothesis, ...]
    indicators: tuple[Indicator, ...]
    half_life: int | None
    """Days after which half of what was learnt has faded; None: nothing fades."""
    ratio_spread: float = 0.3
    """Standard deviation of a likelihood ratio's logarithm as a share of it, for the band."""
    interests: tuple[Interest, ...] = ()
    overrules: tuple[Overrule, ...] = ()
    resolved_as: str | None = None
    resolved_on: date | None = None
    path: str = field(default="", compare=False)

    @property
    def leaves(self) -> tuple[Hypothesis, ...]:
        """Return the hypotheses without parts: exclusive and exhaustive, in the file's order."""
        parents = {one.part_of for one in self.hypotheses}
        return tuple(one for one in self.hypotheses if one.id not in parents)

    @property
    def prior(self) -> tuple[float, ...]:
        """Return the prior of each leaf."""
        return tuple(one.prior for one in self.leaves)

    def leaves_of(self, hypothesis: str) -> tuple[int, ...]:
        """Return the places among `leaves` whose probabilities add up to a hypothesis's."""
        parent = {one.id: one.part_of for one in self.hypotheses}
        return tuple(
            n for n, leaf in enumerate(self.leaves) if hypothesis in _line_of(leaf.id, parent)
        )

    def record(self) -> Question:
        """Return the question as the desk keeps it."""
        return Question(
            id=make_id("question", self.name, self.text, self.opened_on.isoformat()),
            text=self.text,
            opened_on=self.opened_on.isoformat(),
            closes_on=self.closes_on.isoformat(),
            hypotheses=tuple(one.text for one in self.leaves),
            resolved_as=self._resolved_text(),
            resolved_on=None if self.resolved_on is None else self.resolved_on.isoformat(),
        )

    def about_another(self, actor: str) -> Inquiry:
        """Return the same question about another actor: a placebo, or a comparison."""
        return replace(self, actor=actor, name=f"{self.name}-{actor}")

    def _resolved_text(self) -> str | None:
        return next((one.text for one in self.hypotheses if one.id == self.resolved_as), None)


def _line_of(leaf: str, parent: Mapping[str, str | None]) -> Iterator[str]:
    here: str | None = leaf
    while here is not None:
        yield here
        here = parent[here]
