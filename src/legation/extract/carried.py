"""Carry on what a text does not repeat from one figure to the next.

"With others it was less" measures what the sentence before did.

In: what each figure of a text says of itself, in reading order. Out: what it measures, between
whom and when, with what the figure before it leaves to be understood.
Not here: what stands in a figure's own clause (`extract.measures`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from legation.extract.measures import Measure
from legation.extract.parse import Parsed, Sentence
from legation.extract.parties import Parties, find_subject
from legation.extract.quantities import Quantity
from legation.extract.tallies import ABOUT as TALLIES
from legation.records import MentionId, Moment, edtf

if TYPE_CHECKING:
    pass

# What takes up the figure before: "it was", "that is", "the figure rose to".
_TAKES_UP = frozenset("it that this they these those figure number total sum amount".split())
_SIDES = frozenset("with to from for between".split())
# Two sides: trade and what flows one way of it.
_TWO_SIDED = frozenset("trade exports imports investment sales".split())


@dataclass(frozen=True, slots=True)
class Told:
    """One figure and what its own clause says of it."""

    sentence: Sentence
    quantity: Quantity
    what: Measure
    when: Moment | None
    parties: Parties


class Context:
    """What the figures of a text said so far; it reaches one sentence back in a paragraph."""

    def __init__(self, parsed: Parsed, moments: Sequence[Moment]) -> None:
        self._parsed = parsed
        self._moments = moments
        self._last: Told | None = None
        self._period: str | None = None

    def complete(self, told: Told) -> tuple[Measure, str | None]:
        """Return what `told` measures and its period, completed from the figure before it."""
        period = told.when.value if told.when is not None else None
        what, before = told.what, self._before(told)
        if what.about in TALLIES and told.when is None:
            period = self._day_of_the_vote(told, before)
        elif before is not None and _leaves_out_topic(told):
            what = _with_topic(told, before)
            period = self._period if told.when is None else period
        elif before is not None and _leaves_out_owner(told, before):
            what = _with_owner(told, before.what.owner)
        self._last, self._period = replace(told, what=what), period
        return what, period

    def _before(self, told: Told) -> Told | None:
        """Return the figure before, if it is near enough and counts the same."""
        last = self._last
        if last is None or last.quantity.unit != told.quantity.unit:
            return None
        near = told.sentence.index - last.sentence.index <= 1
        return last if near and last.sentence.paragraph == told.sentence.paragraph else None

    def _day_of_the_vote(self, told: Told, before: Told | None) -> str | None:
        """Return the day of the tally before, else the one the sentence before gives."""
        if before is not None and before.what.about in TALLIES:
            return self._period
        sentences = self._parsed.sentences
        for index in (told.sentence.index, told.sentence.index - 1):
            if index < 0 or sentences[index].paragraph != told.sentence.paragraph:
                continue
            days = self._days_in(sentences[index])
            if len(days) == 1:
                return days.pop()
        return None

    def _days_in(self, sentence: Sentence) -> set[str]:
        start = sentence.start + sentence.tokens.start_char
        end = sentence.start + sentence.tokens.end_char
        values = {
            moment.value
            for moment in self._moments
            if moment.value is not None and start <= moment.span.start < end
        }
        return {value for value in values if len(set(edtf.bounds(value))) == 1}


def _leaves_out_topic(told: Told) -> bool:
    """Tell whether the clause only points back: "With Spain it was $5 billion"."""
    if told.what.about is not None and told.what.sure:
        return False
    clause = told.what.clause
    subject = find_subject(clause) if clause.pos_ in ("VERB", "AUX") else None
    if subject is not None and subject.lower_ in _TAKES_UP:
        return True
    return any(token.lower_ == "which" and token.head.lower_ == "of" for token in clause.subtree)


def _with_topic(told: Told, before: Told) -> Measure:
    about = before.what.about
    sides = _sides(told)
    owner = before.what.owner
    if not sides:
        parties = told.what.parties or before.what.parties
    elif about in _TWO_SIDED:
        parties = _ordered(told.parties, (*owner, *sides))
    else:
        parties = sides
    return replace(told.what, about=about, parties=parties, owner=owner)


def _sides(told: Told) -> tuple[MentionId, ...]:
    """Return who stands with the verb: "*With Spain* it was", "it was higher *for Peru*"."""
    found: list[MentionId] = []
    for child in told.what.clause.children:
        if child.dep_ == "prep" and child.lower_ in _SIDES:
            for side in child.children:
                if side.dep_ == "pobj":
                    found.extend(told.parties.of(told.sentence, side))
    return tuple(found)


def _leaves_out_owner(told: Told, before: Told) -> bool:
    """Tell whether one side goes without saying: "its trade with A …, and trade with B …"."""
    return (
        told.what.about in _TWO_SIDED
        and told.what.about == before.what.about
        and told.sentence.index == before.sentence.index
        and len(told.what.parties) == 1
        and not told.what.owner
        and bool(before.what.owner)
    )


def _with_owner(told: Told, owner: tuple[MentionId, ...]) -> Measure:
    parties = _ordered(told.parties, (*owner, *told.what.parties))
    return replace(told.what, parties=parties, owner=owner)


def _ordered(parties: Parties, mentions: Sequence[MentionId]) -> tuple[MentionId, ...]:
    unique = dict.fromkeys(mentions)
    return tuple(sorted(unique, key=lambda one: parties.mention(one).span.start))
