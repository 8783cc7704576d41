"""Keep track of who is on stage while a document is read from its start.

In: a `Reading` and, as they are found, what its mentions stand for. Out: `Scene`, which says
who was named before, in which paragraph, inside whose quotation, and which state it is about.
Not here: choosing among them (`coreference`).
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from legation.records import Actor, Claim, Mention, MentionId, Office, Reading
from legation.reference.publishers import speaks_for_head
from legation.reference.shelf import Shelf, Tenure
from legation.resolve.directory import Directory
from legation.resolve.titles import named_in_title
from legation.resolve.turns import Turn, Turns
from legation.resolve.wording import plain as _plain

_QUOTED = re.compile(r"“[^”]*(?:”|$)|\"[^\"\n]*\"")


@dataclass(frozen=True, slots=True)
class Finding:
    """What a mention stands for, and why; a `Link` in the making."""

    actors: tuple[Actor, ...]
    reason: str
    confidence: float
    office: Office | None = None
    former: bool = False
    repeats: MentionId | None = None


NOBODY = Finding((), "nobody fits", 0.3)


@dataclass(frozen=True, slots=True)
class Entity:
    """A mention that has been linked, as later mentions see it."""

    mention: Mention
    finding: Finding
    gender: str | None = None
    nested: bool = False
    """It stands inside a longer mention ("NATO" in "some NATO allies")."""

    @property
    def actor(self) -> Actor | None:
        """The one actor it stands for; None when there are none or several."""
        return self.finding.actors[0] if len(self.finding.actors) == 1 else None

    def taken_up(self, confidence: float) -> Finding:
        """Return what a later mention stands for that takes this one up."""
        return Finding(
            self.finding.actors,
            f"takes up {self.mention.span.text}",
            confidence,
            self.finding.office,
            self.finding.former,
            self.mention.id,
        )


class Scene:
    """One document while its mentions are being linked, in reading order."""

    def __init__(self, reading: Reading, shelf: Shelf) -> None:
        self.reading = reading
        self.shelf = shelf
        self.directory = Directory.of(shelf)
        self.text = reading.document.text
        self.on = _day(reading.document.published_on)
        self.speaking = {m: claim for claim in reading.claims for m in claim.speakers}
        """By mention, a claim whose source it is."""
        self.turns = Turns(reading.document, self.directory, self.on)
        self.entities: list[Entity] = []
        self._labels: dict[int, Entity] = {}
        self.by_mention: dict[MentionId, Entity] = {}
        self.full_names: dict[str, Finding] = {}
        """Persons named in full anywhere in the document, by folded last name."""
        self.towns: set[str] = set()
        """Names unknown to the shelf that stand where places stand, folded."""
        self.home = self.directory.home_of(reading.document.publisher)
        """The state whose seat published the document ("The White House"), None for the press."""
        self.titled = named_in_title(
            reading.document.title, reading.document.publisher, self.directory, self.on
        )
        """Whom the title names: persons in office, and states of none of them."""
        self.state_counts: Counter[str] = Counter()
        self.nations: set[str] = set()
        """The states named outright or by adjective, not only by a town or a seat."""
        self._states_of_sentence: dict[int, set[str]] = {}
        self._breaks = [m.end() for m in re.finditer(_paragraph_break(self.text), self.text)]
        self._quotes = [m.span() for m in _QUOTED.finditer(self.text)]
        self._quote_starts = [start for start, _ in self._quotes]
        self._outer = _outer_mentions(reading)
        self._outer_starts = [mention.span.start for mention in self._outer]
        self._claims = _claims_by_start(reading)
        self._claim_starts = [claim.span.start for claim in self._claims]

    def add(self, entity: Entity) -> None:
        """Put a linked mention on stage."""
        self.by_mention[entity.mention.id] = entity
        turn = self.labelled_turn(entity.mention)
        actor = entity.actor
        if turn is not None and actor is not None and actor.type == "person":
            self._labels.setdefault(turn.start, entity)
        if entity.finding.actors:
            self.entities.append(entity)

    def head_of_house(self) -> Tenure | None:
        """Return the head of state or government whose own house published the document."""
        publisher = self.reading.document.publisher
        if self.home is None or publisher is None or not speaks_for_head(publisher, self.shelf):
            return None
        return self.directory.leader(self.home, self.on)

    def replace_finding(self, mention: MentionId, finding: Finding) -> None:
        """Correct what a mention already on stage stands for."""
        self.by_mention[mention] = replace(self.by_mention[mention], finding=finding)

    def iter_before(self, mention: Mention, limit: int = 60) -> Iterator[Entity]:
        """Yield the linked mentions that end before `mention` starts, nearest first."""
        seen = 0
        for entity in reversed(self.entities):
            if entity.mention.span.end <= mention.span.start:
                yield entity
                seen += 1
                if seen >= limit:
                    return

    def names_before(self, mention: Mention) -> Iterator[Mention]:
        """Yield the names that end before `mention` starts, linked or not, nearest first."""
        for other in reversed(self.reading.mentions):
            if other.form == "name" and other.span.end <= mention.span.start:
                yield other

    def states_beside(self, mention: Mention) -> set[str]:
        """Return the states whose own names, towns or people stand in a mention's sentence."""
        if mention.sentence not in self._states_of_sentence:
            codes = {
                code
                for other in self.reading.mentions
                if other.sentence == mention.sentence and other.form == "name"
                and other.hint != "person"
                and (code := self.directory.state_of(_plain(other.span.text))) is not None
            }  # fmt: skip
            self._states_of_sentence[mention.sentence] = codes
        return self._states_of_sentence[mention.sentence]

    def paragraph(self, position: int) -> int:
        """Return the ordinal of the paragraph that holds `position`."""
        return bisect_right(self._breaks, position)

    def before(self, mention: Mention, n_characters: int = 60) -> str:
        """Return the text just before a mention, within its paragraph."""
        start = max(0, mention.span.start - n_characters)
        words = self.text[start : mention.span.start]
        return re.split(_paragraph_break(self.text), words)[-1]

    def after(self, mention: Mention, n_characters: int = 60) -> str:
        """Return the text just after a mention, within its paragraph."""
        words = self.text[mention.span.end : mention.span.end + n_characters]
        return re.split(_paragraph_break(self.text), words, maxsplit=1)[0]

    def between(self, left: Mention, right: Mention) -> str:
        """Return the text from the end of `left` to the start of `right`."""
        return self.text[left.span.end : right.span.start]

    def following(self, mention: Mention) -> Mention | None:
        """Return the next mention that starts after this one ends and stands inside no other."""
        i = bisect_left(self._outer_starts, mention.span.end)
        return self._outer[i] if i < len(self._outer) else None

    def quoted(self, position: int) -> tuple[int, int] | None:
        """Return the quotation marks' stretch that holds `position`."""
        i = bisect_right(self._quote_starts, position) - 1
        if i >= 0 and position < self._quotes[i][1]:
            return self._quotes[i]
        return None

    def claims_over(self, mention: Mention) -> list[Claim]:
        """Return the claims in whose content `mention` stands, innermost first."""
        last = bisect_right(self._claim_starts, mention.span.start)
        # No claim is longer than a paragraph or two; 40 claims back is past any that could hold it.
        holding = [
            claim
            for claim in self._claims[max(0, last - 40) : last + 8]
            if any(span.holds(mention.span) for span in claim.content)
        ]
        return sorted(holding, key=lambda c: sum(s.end - s.start for s in c.content))

    def labelled_turn(self, mention: Mention) -> Turn | None:
        """Return the turn in whose label a mention stands ("THE PRESIDENT:"), if any."""
        turn = self.turns.at(mention.span.start)
        return turn if turn is not None and mention.span.end <= turn.label_end else None

    def speaker_of_passage(self, mention: Mention) -> Finding | None:
        """Return who speaks where a transcript or statement is one person's words, if known."""
        turn = self.turns.at(mention.span.start)
        author = self.turns.unlabelled(mention.span.start)
        if turn is not None and author is None:
            entity = self._labels.get(turn.start)
            return replace(entity.finding, repeats=entity.mention.id) if entity else None
        author = author or self.turns.author
        if author is None or self.quoted(mention.span.start) is not None:
            return None
        tenure = self.directory.foremost(author.id, self.on)
        office = tenure.office if tenure else None
        return Finding((author,), "the speaker that the title names", 0.75, office)

    def called(self, given: str) -> Finding | None:
        """Return who is called by a given name alone: one who speaks here or is named in full."""
        present = [entity.finding for entity in self._labels.values()]
        found = {
            finding.actors[0]: finding
            for finding in (*self.full_names.values(), *present)
            if finding.actors and finding.actors[0].name.split()[0] == given
        }
        return next(iter(found.values())) if len(found) == 1 else None

    def main_state(self) -> str | None:
        """Return the state the document names most, if it names it clearly more than the next."""
        ranked = sorted(self.state_counts.items(), key=lambda entry: (-entry[1], entry[0]))
        if not ranked:
            return None
        if len(ranked) > 1 and ranked[0][1] < 1.5 * ranked[1][1]:
            return None
        return ranked[0][0]


def find_nested(mentions: Iterable[Mention]) -> set[MentionId]:
    """Return the mentions that stand inside a longer one."""
    nested: set[MentionId] = set()
    outer: Mention | None = None
    for mention in sorted(mentions, key=lambda m: (m.span.start, -m.span.end)):
        if outer is not None and outer.span.holds(mention.span):
            nested.add(mention.id)
        else:
            outer = mention
    return nested


def _outer_mentions(reading: Reading) -> list[Mention]:
    nested = find_nested(reading.mentions)
    outer = [mention for mention in reading.mentions if mention.id not in nested]
    return sorted(outer, key=lambda m: m.span.start)


def _claims_by_start(reading: Reading) -> list[Claim]:
    return sorted(reading.claims, key=lambda claim: (claim.span.start, -claim.span.end, claim.id))


def _day(published_on: str | None) -> date | None:
    return date.fromisoformat(published_on[:10]) if published_on else None


@lru_cache(maxsize=4)
def _paragraph_break(text: str) -> str:
    """Return the pattern that parts paragraphs: a blank line, or any line break if not wrapped."""
    wrapped = "\n\n" in text or max((len(line) for line in text.split("\n")), default=0) <= 100
    return r"\n\s*\n\s*" if wrapped else r"\n\s*"
