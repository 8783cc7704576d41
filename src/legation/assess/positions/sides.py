"""Whose position is asked for, toward whom or what, and where a text names them.

In: actors, words of a proposition, a `Reading`. Out: `Sides`, `Named` places in a text, sentences.
Not here: what is said of them (`leanings`).
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from legation.assess.sentences import iter_starts
from legation.records import Actor, LegationError, Link, Mention, MentionId, Reading
from legation.reference.stances import StanceFound, iter_stances


class SidesError(LegationError, ValueError):
    """Nothing is named that a position could be toward."""


@dataclass(frozen=True, slots=True)
class Sides:
    """The government whose position is followed, and toward whom or what.

    Raises:
        SidesError: Neither an actor nor words are given to stand toward.
    """

    actor: Actor
    about: Actor | None
    """None where only a proposition is asked for."""
    words: tuple[str, ...] = ()
    """Words that stand for a proposition; empty: toward the actor `about`."""

    def __post_init__(self) -> None:
        if self.about is None and not self.words:
            msg = "a position is toward somebody or something; give an actor or words"
            raise SidesError(msg)

    @property
    def toward(self) -> Actor:
        """What signals and positions name as their `about`."""
        if self.about is not None and not self.words:
            return self.about
        words = " or ".join(f"“{one}”" for one in self.words)
        of = "" if self.about is None else f", {self.about.name}"
        return Actor(None, f"{words}{of}", "group", None)

    def is_actor(self, one: Actor) -> bool:
        """Tell whether `one` is the government, or speaks and acts for it."""
        return _is(one, self.actor)

    def is_about(self, one: Actor) -> bool:
        """Tell whether `one` is the other side, or speaks and acts for it."""
        return self.about is not None and _is(one, self.about)


def _is(one: Actor, wanted: Actor) -> bool:
    if wanted.id is not None and one.id == wanted.id:
        return True
    return wanted.type == "state" and one.state == wanted.id


@dataclass(frozen=True, slots=True)
class Named:
    """A place of the text that names somebody, or holds the words of the proposition."""

    start: int
    end: int
    actor: bool
    """Names the government whose position is followed, alone or with others."""
    target: bool
    """Names what the position is toward, and not the government itself."""
    both: bool
    """Names the government and the other side in one ("both leaders")."""
    subject: bool


class Text:
    """One reading, with its sentences and who is named where."""

    def __init__(self, reading: Reading, sides: Sides) -> None:
        self.reading = reading
        self.sides = sides
        self.text = reading.document.text
        self._stances: dict[str, list[StanceFound]] = {}
        self._starts = list(iter_starts(self.text))
        self.links: Mapping[MentionId, Link] = {link.mention: link for link in reading.links}
        self.actors_of: Mapping[MentionId, tuple[Actor, ...]] = {
            link.mention: link.actors for link in reading.links
        }
        self.mentions: Mapping[MentionId, Mention] = {one.id: one for one in reading.mentions}

    @cached_property
    def named(self) -> Sequence[Named]:
        """Everybody named, in reading order; of nested names the outer one first."""
        found = [one for mention in self.reading.mentions if (one := self._named(mention))]
        for start, end in self._proposition():
            found.append(Named(start, end, actor=False, target=True, both=False, subject=False))
        return sorted(found, key=lambda one: (one.start, -one.end))

    @cached_property
    def _spoken_of(self) -> list[int]:
        """Where the other side is named."""
        return [
            mention.span.start
            for mention in self.reading.mentions
            if any(map(self.sides.is_about, self.actors_of.get(mention.id, ())))
        ]

    @cached_property
    def voted(self) -> frozenset[tuple[int, int]]:
        """Sentences that tell how the government voted."""
        return frozenset(
            self.sentence(vote.span.start)
            for vote in self.reading.votes
            if any(map(self.sides.is_actor, self.actors([vote.actor])))
        )

    def stances(self, use: str, start: int, end: int) -> Iterator[StanceFound]:
        """Yield the stance words that lie in a stretch, in reading order."""
        if use not in self._stances:
            self._stances[use] = list(iter_stances(self.text, use))
        found = self._stances[use]
        for one in found[bisect_left(found, start, key=lambda one: one.start) :]:
            if one.start >= end:
                return
            if one.end <= end:
                yield one

    @cached_property
    def _places(self) -> list[int]:
        return [one.start for one in self.named]

    def named_in(self, start: int, end: int) -> Sequence[Named]:
        """Return who is named from `start` to before `end`, in reading order."""
        return self.named[bisect_left(self._places, start) : bisect_left(self._places, end)]

    def sentence(self, at: int) -> tuple[int, int]:
        """Return the half-open stretch of the sentence in which the character `at` stands."""
        n = bisect_right(self._starts, at)
        start = self._starts[n - 1]
        end = self._starts[n] if n < len(self._starts) else len(self.text)
        while end > start and self.text[end - 1].isspace():
            end -= 1
        return start, max(end, min(start + 1, len(self.text)))

    def sentences_before(self, at: int, most: int) -> list[tuple[int, int]]:
        """Return up to `most` sentences before that of `at`, the nearest first."""
        n = bisect_right(self._starts, at)
        return [
            self.sentence(start) for start in reversed(self._starts[max(0, n - 1 - most) : n - 1])
        ]

    def passage(self, at: int) -> str:
        """Return the sentence in which the character `at` stands, white space in one."""
        start, end = self.sentence(at)
        return " ".join(self.text[start:end].split())

    def actors(self, mentions: Iterable[MentionId]) -> tuple[Actor, ...]:
        """Return everybody the mentions stand for, each once."""
        found = (actor for one in mentions for actor in self.actors_of.get(one, ()))
        return tuple(dict.fromkeys(found))

    def mentions_in(self, start: int, end: int) -> list[MentionId]:
        """Return the mentions that begin from `start` to before `end`."""
        return [one.id for one in self.reading.mentions if start <= one.span.start < end]

    def speaks_of(self, start: int, end: int) -> bool:
        """Tell whether a stretch names the other side; true where none is asked for."""
        if self.sides.about is None:
            return True
        return any(start <= at < end for at in self._spoken_of)

    def _named(self, mention: Mention) -> Named | None:
        actors = self.actors_of.get(mention.id, ())
        if not actors or all(one.type == "place" for one in actors):
            return None
        ours = any(map(self.sides.is_actor, actors))
        theirs = not self.sides.words and any(map(self.sides.is_about, actors))
        return Named(
            mention.span.start,
            mention.span.end,
            actor=ours,
            target=theirs and not ours,
            both=theirs and ours,
            subject=mention.subject,
        )

    def _proposition(self) -> Iterable[tuple[int, int]]:
        if not self.sides.words:
            return
        parts = (rf"{re.escape(one)}\w{{0,3}}" for one in self.sides.words)
        pattern = re.compile(rf"\b(?:{'|'.join(parts)})\b", re.IGNORECASE)
        for match in pattern.finditer(self.text):
            if self.speaks_of(*self.sentence(match.start())):
                yield match.span()
