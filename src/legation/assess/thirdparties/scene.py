"""See one report as one who asks about third parties does: who speaks for whom, what stands near.

In: a `Reading` with links. Out: `Scene`: governments of mentions, lists of governments, the party
of a conflict and the day that a passage speaks of.
Not here: what was joined (`steps`), votes (`ballots`).
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from itertools import pairwise

from legation.assess.sentences import iter_starts
from legation.records import Actor, Mention, MentionId, Moment, Reading, Span, edtf
from legation.reference.shelf import load_shelf

# Bodies that act as a government does; the parts of one stand for it.
BODIES = {
    "legation:european-union": "legation:european-union",
    "legation:european-commission": "legation:european-union",
    "legation:european-council": "legation:european-union",
    "legation:council-of-the-european-union": "legation:european-union",
    "legation:nato": "legation:nato",
    "legation:g7": "legation:g7",
    "legation:quad": "legation:quad",
}
# Who acts for a state; companies, crowds and places do not.
_OFFICIAL = frozenset({"state", "body", "person"})
# Among the unnamed those do that an office stands behind: "senior officials", not "Democrats".
_OFFICE = re.compile(
    r"\b(?:official|minist|government|administration|authorit|diplomat|envoy|ambassador|secretary|"
    r"president|premier|chancellor|leader|spokes|delegation|negotiator|foreign office)",
    re.IGNORECASE,
)
# What parliaments, courts and parties do is not what a government does.
_NO_GOVERNMENT = re.compile(
    r"\b(?:parliament|congress|senate|house|duma|bundestag|assembly|legislature|court|party|"
    r"democrats|republicans|lawmakers|senators|opposition|bank)\b",
    re.IGNORECASE,
)
# Between two members of one list: "Japan, South Korea and Australia", "Britain as well as the EU",
# "Australian Prime Minister Scott Morrison, India's Narendra Modi".
_LISTED = re.compile(
    r"[’']?s?\s*(?:,\s*|;\s*)?(?:and\s+|&\s*|as well as\s+|together with\s+|along with\s+|"
    r"alongside\s+|also\s+)?(?:the\s+|its\s+)?"
    r"(?:(?:[A-Z][\w.-]*|of|the|European)\s+){0,4}",
)
_WE = frozenset({"we", "us", "our", "ours", "ourselves"})
_CONJUNCTION = re.compile(r"\b(?:and|as well as|together with|along with|alongside)\b|&")


@dataclass(frozen=True, slots=True)
class Stretch:
    """Half-open `[start, end)` of the document's text."""

    start: int
    end: int


class Scene:
    """One report with what its mentions stand for."""

    def __init__(self, reading: Reading, parties: Iterable[str]) -> None:
        """Look at a reading; `parties` are the ids of the states in conflict."""
        self.reading = reading
        self.document = reading.document
        self.text = reading.document.text
        self.parties = frozenset(parties)
        self.mentions: Sequence[Mention] = sorted(
            reading.mentions, key=lambda one: (one.span.start, -one.span.end)
        )
        self._actors = {link.mention: link for link in reading.links}

    # --- who

    def governments(self, mention: MentionId) -> tuple[Actor, ...]:
        """Return the governments that a mention speaks for, each once.

        A state, its bodies and its people in office stand for the state; a former holder, a
        company and the unnamed do not. "whose country" stands for that of whoever is named
        before it.
        """
        link = self._actors.get(mention)
        if link is None or link.former:
            return ()
        if not link.actors and (owner := self._owner_before(mention)) is not None:
            return self.governments(owner)
        acting = (government_of(actor) for actor in link.actors)
        found = tuple(dict.fromkeys(one for one in acting if one is not None))
        # Whom "we" takes in is the speaker's secret: of several, nobody is sure.
        is_we = self.words(mention).lower() in _WE
        return () if is_we and len(found) > 1 else found

    def words(self, mention: MentionId) -> str:
        """Return the words of a mention; empty for one of another document."""
        number = self._number.get(mention)
        return "" if number is None else self.mentions[number].span.text

    def _owner_before(self, mention: MentionId) -> MentionId | None:
        number = self._number.get(mention)
        if not number:
            return None
        one, before = self.mentions[number], self.mentions[number - 1]
        takes_up = one.span.text.lower().startswith("whose ") and before.sentence == one.sentence
        return before.id if takes_up else None

    def ids(self, mention: MentionId) -> frozenset[str]:
        """Return the ids of a mention's actors and of their states."""
        link = self._actors.get(mention)
        if link is None:
            return frozenset()
        return frozenset(ids_of(link.actors))

    def actors(self, mention: MentionId) -> tuple[Actor, ...]:
        """Return the actors of a mention; empty where nobody is known."""
        link = self._actors.get(mention)
        return () if link is None else link.actors

    def listed_with(self, mention: MentionId) -> tuple[Actor, ...]:
        """Return the governments of the list that a mention stands in, itself among them."""
        number = self._number.get(mention)
        if number is None:
            return ()
        first = last = number
        while first and self._in_one_list(first - 1, first):
            first -= 1
        while last + 1 < len(self.mentions) and self._in_one_list(last, last + 1):
            last += 1
        words = self.text[self.mentions[first].span.start : self.mentions[last].span.end]
        if not _CONJUNCTION.search(words):
            return self.governments(mention)  # "In China, Russia said …" is no list
        found = (
            one for each in self.mentions[first : last + 1] for one in self.governments(each.id)
        )
        return tuple(dict.fromkeys(found))

    def _in_one_list(self, left: int, right: int) -> bool:
        one, other = self.mentions[left].span, self.mentions[right].span
        if other.start < one.end:
            return True  # "Russia" within "Russia's central bank"
        if self.mentions[left].sentence != self.mentions[right].sentence:
            return False
        if "pronoun" in {self.mentions[left].form, self.mentions[right].form}:
            return False
        between = self.text[one.end : other.start]
        if self.governments(self.mentions[left].id) == self.governments(self.mentions[right].id):
            return len(between) <= 30 and _LISTED.fullmatch(between) is not None
        parted = re.search(r",|;|\band\b|&|as well as|with\b|alongside", between) is not None
        return parted and _LISTED.fullmatch(between) is not None

    @cached_property
    def _number(self) -> dict[MentionId, int]:
        return {one.id: number for number, one in enumerate(self.mentions)}

    def mention(self, identity: MentionId) -> Mention | None:
        """Return a mention by its id."""
        number = self._number.get(identity)
        return None if number is None else self.mentions[number]

    def within(self, stretch: Stretch) -> Iterator[Mention]:
        """Yield the mentions that lie in a stretch, in reading order."""
        for one in self.mentions[bisect_left(self._starts, stretch.start) :]:
            if one.span.start >= stretch.end:
                return
            if one.span.end <= stretch.end:
                yield one

    @cached_property
    def _starts(self) -> list[int]:
        return [one.span.start for one in self.mentions]

    def names_a_party(self, stretch: Stretch) -> bool:
        """Tell whether a party of the conflict is named in a stretch; "it" names nobody."""
        return any(
            self.ids(one.id) & self.parties for one in self.within(stretch) if one.form != "pronoun"
        )

    # --- where

    @cached_property
    def sentences(self) -> tuple[Stretch, ...]:
        """The sentences of the text, in order; they cover it without gaps."""
        bounds = [*iter_starts(self.text), len(self.text)]
        return tuple(Stretch(a, b) for a, b in pairwise(bounds) if a < b)

    def sentence_at(self, start: int) -> Stretch:
        """Return the sentence that holds a character."""
        number = bisect_right(self._sentence_starts, start) - 1
        return self.sentences[number] if number >= 0 else Stretch(0, len(self.text))

    @cached_property
    def _sentence_starts(self) -> list[int]:
        return [one.start for one in self.sentences]

    def paragraph_at(self, start: int) -> Stretch:
        """Return the paragraph that holds a character."""
        first = self.text.rfind("\n\n", 0, start)
        last = self.text.find("\n\n", start)
        return Stretch(first + 2 if first >= 0 else 0, last if last >= 0 else len(self.text))

    def is_question(self, sentence: Stretch) -> bool:
        """Tell whether a sentence asks."""
        return self.text[sentence.start : sentence.end].rstrip(' \n”"’)').endswith("?")

    def span(self, stretch: Stretch) -> Span:
        """Return a stretch without the blanks at its ends, as a span of the document."""
        words = self.text[stretch.start : stretch.end]
        start = stretch.start + len(words) - len(words.lstrip())
        return Span.cut(self.document.id, self.text, start, start + len(words.strip()))

    def party_near(
        self, start: int, *, apart: Stretch | None = None, doers: frozenset[str] = frozenset()
    ) -> str | None:
        """Return the party of the conflict that a passage is about.

        The nearest named in its sentence, before it in its paragraph, or after it in its paragraph.
        None where its paragraph names neither, and where another state stands nearer outside the
        sentence: then it is about that one.

        Args:
            start: Where the passage is.
            apart: Who stands here is not what it is about: companions of who acts.
            doers: Ids of governments that act themselves.
        """
        sentence, paragraph = self.sentence_at(start), self.paragraph_at(start)
        told = [
            (one.form != "pronoun", one.span.start, next(iter(here)))
            for one in self.within(paragraph)
            if len(here := self._states(one.id) - doers) == 1
            and not (apart is not None and apart.start <= one.span.start < apart.end)
        ]
        # What "it" takes up is a guess; a name is none.
        by_name = any(is_name for is_name, _, _ in told)
        places = [(at, party) for is_name, at, party in told if is_name or not by_name]
        inside = [
            one
            for one in places
            if sentence.start <= one[0] < sentence.end and one[1] in self.parties
        ]
        before = [one for one in places if one[0] < start]
        if inside:
            return min(inside, key=lambda one: abs(one[0] - start))[1]
        nearest = before[-1][1] if before else places[0][1] if places else None
        return nearest if nearest in self.parties else None

    def _states(self, mention: MentionId) -> frozenset[str]:
        """Return the states that a mention speaks of."""
        link = self._actors.get(mention)
        if link is None:
            return frozenset()
        return frozenset(one.state for one in link.actors if one.state is not None)

    # --- when

    @cached_property
    def published(self) -> date | None:
        """The day of publication."""
        told = self.document.published_on
        return date.fromisoformat(told) if told else None

    @cached_property
    def _days(self) -> tuple[tuple[Moment, date], ...]:
        """The moments that are one day, not after publication, in reading order."""
        found = []
        for one in sorted(self.reading.moments, key=lambda each: each.span.start):
            if one.value is None or not edtf.is_day(one.value):
                continue
            day = date.fromisoformat(one.value[:10])  # "2022-03-16~" is that day, about
            if self.published is None or day <= self.published:
                found.append((one, day))
        return tuple(found)

    def day_after(self, start: int) -> date | None:
        """Return the first day named in a character's sentence at or after it."""
        sentence = self.sentence_at(start)
        return next(
            (day for one, day in self._days if start <= one.span.start < sentence.end), None
        )

    def day_between(self, first: int, last: int) -> date | None:
        """Return the last day named between two characters."""
        found = [day for one, day in self._days if first <= one.span.start < last]
        return found[-1] if found else None

    def day_before(self, start: int, since: int) -> date | None:
        """Return the last day named from `since` up to a character."""
        return self.day_between(since, start)

    def lead_day(self, about: re.Pattern[str]) -> date | None:
        """Return the day named in the first paragraph, when within a week before publication.

        None too where that paragraph does not match `about`: the report is on something else.
        """
        opening = self.paragraph_at(0)
        day = next((day for one, day in self._days if one.span.start < opening.end), None)
        if day is None or self.published is None or self.published - day > timedelta(days=7):
            return None
        return day if about.search(self.text, opening.start, opening.end) else None


def government_of(actor: Actor) -> Actor | None:
    """Return the government that an actor speaks for; None where it speaks for none."""
    if actor.id in BODIES:
        return load_shelf().actor(BODIES[actor.id]) or actor
    if actor.state is None or actor.type not in _OFFICIAL:
        return None
    if actor.id is None and not _OFFICE.search(actor.name):
        return None
    if actor.type != "state" and _NO_GOVERNMENT.search(actor.name) and actor.name != "White House":
        return None
    return actor if actor.type == "state" else load_shelf().actor(actor.state)


def ids_of(actors: Iterable[Actor]) -> set[str]:
    """Return the ids of actors and of the states they speak for."""
    return {one for actor in actors for one in (actor.id, actor.state) if one is not None}


def first_reports(readings: Iterable[Reading]) -> tuple[Reading, ...]:
    """Return one reading of each origin, the earliest, in the order of publication.

    Copies, verbatim or reworded, are no second report: what they add is left out.
    """
    first: dict[str, Reading] = {}
    for one in readings:
        origin = one.document.origin or one.document.id
        kept = first.get(origin)
        if kept is None or _order(one) < _order(kept):
            first[origin] = one
    return tuple(sorted(first.values(), key=_order))


def _order(one: Reading) -> tuple[bool, str, bool, str]:
    document = one.document
    is_copy = document.origin not in {None, document.id}
    return (document.published_on is None, document.published_on or "", is_copy, document.id)
