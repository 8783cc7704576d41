"""Find who may be a party of a contact in one sentence: persons, and offices of states.

In: a linked `Reading` and a stretch of its text. Out: `Principal`s in reading order.
Not here: whether they were in touch (`tellings`), linking as such (`linking`).

Linking gives an actor to words that name somebody. A readout also writes "the President of the
Republic", "his Russian counterpart", "the presidents of Russia and the United States": there the
office says who is meant, and the state beside it whose.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from legation.records import Actor, Link, Mention, Reading
from legation.reference.shelf import load_shelf
from legation.resolve.directory import Directory
from legation.resolve.reports import party

# Links below it are guesses: the office "of the state in play", "they" far from their names.
SURE_LINK = 0.65
# Who the document itself names, against whom a bare office is held.
NAMED = 0.85

_OFFICE = (
    r"(?:vice president|presidents?|prime ministers?|premiers?|(?:federal )?chancellors?|kings?|"
    r"emirs?|crown princes?|(?:foreign|defen[cs]e|finance) ministers?|"
    r"ministers? of (?:foreign affairs|defen[cs]e|finance)|foreign secretary|secretary of state|"
    r"secretary of defen[cs]e|external affairs minister|taoiseach|secretary[- ]general|leaders?|"
    r"heads?(?: of (?:state|government))?)"
)
_OF = re.compile(rf"\b(?P<office>{_OFFICE}) of (?:the )?$", re.IGNORECASE)
_OF_FIRST = re.compile(rf"\b{_OFFICE} of (?:the )?[\w ]{{1,40}}$", re.IGNORECASE)
_AND = re.compile(r"\s*(?:,|and|, and)\s+(?:of )?(?:the )?", re.IGNORECASE)
_BESIDE = re.compile(
    rf"\s+(?:\w+ )?(?P<office>counterparts?|colleagues?|{_OFFICE}|leadership|side)\b", re.IGNORECASE
)
_BARE = re.compile(
    rf"\b[Tt]he (?P<office>{_OFFICE})(?: of the Republic)?(?! of\b)(?=\s+[a-z]|[,.;:’'])",
    re.IGNORECASE,
)
_ALONE = re.compile(rf"(?:the )?(?P<office>{_OFFICE})", re.IGNORECASE)
_NO_OFFICE = frozenset(
    ("counterpart", "counterparts", "colleague", "colleagues", "side", "leadership")
)
# "The President" in "the President of China" is nobody the text has named before.
_FOLLOWS = re.compile(r"\s+of\s+(?:the\s+)?[A-Z]")
# What the shelf calls an office that English-language reporting calls otherwise.
_SHELF_NAMES = {
    "federal chancellor": "chancellor",
    "foreign secretary": "foreign minister",
    "minister of foreign affairs": "foreign minister",
    "external affairs minister": "foreign minister",
}


@dataclass(frozen=True, slots=True)
class Principal:
    """Words of a sentence that stand for a possible party."""

    start: int
    end: int
    actors: tuple[Actor, ...]
    """One, or several who are named as a pair ("the two leaders")."""

    @property
    def parties(self) -> frozenset[str]:
        """Whom they count as."""
        return frozenset(party(actor) for actor in self.actors)


@dataclass(slots=True)
class Cast:
    """Who is in one document, asked sentence by sentence."""

    reading: Reading
    home: str | None
    """The state whose own release this is; None: the press, or not known."""
    on: date | None
    directory: Directory = field(default_factory=lambda: Directory.of(load_shelf()))
    _links: dict[str, Link] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._links = {link.mention: link for link in self.reading.links}

    def principals(self, start: int, end: int) -> list[Principal]:
        """Return those whom the stretch names, in reading order, no party twice in one place."""
        inside = [one for one in self.reading.mentions if start <= one.span.start < end]
        found = [*self._iter_named(inside), *self._iter_offices(inside)]
        taken = frozenset(name for one in found for name in one.parties)
        found += self._iter_bare(start, end, found, taken)
        found.sort(key=lambda one: (one.start, -one.end))
        kept: list[Principal] = []
        for one in found:
            # "Russian President Vladimir Putin" is one person, not a state beside him.
            if kept and (one.start < kept[-1].end or _is_beside(kept[-1], one, self._text)):
                kept[-1] = _joined(kept[-1], one)
            else:
                kept.append(one)
        return kept

    @property
    def _text(self) -> str:
        return self.reading.document.text

    def _iter_named(self, mentions: Sequence[Mention]) -> Iterator[Principal]:
        for one in mentions:
            link = self._links.get(one.id)
            if link is None or (link.confidence or 0.0) < SURE_LINK or _is_guess(one, link):
                continue
            if _ALONE.fullmatch(one.span.text) and _FOLLOWS.match(self._text, one.span.end):
                continue
            persons = tuple(a for a in link.actors if a.type == "person" and a.id is not None)
            if persons:
                yield Principal(one.span.start, one.span.end, persons)

    def _iter_offices(self, mentions: Sequence[Mention]) -> Iterator[Principal]:
        """Yield "the President of Russia", "his Russian counterpart", "the leaders of A and B"."""
        joined = False
        for place, one in enumerate(mentions):
            state = self._state(one)
            if state is None:
                joined = False
                continue
            before = self._text[max(0, one.span.start - 60) : one.span.start]
            match = _OF.search(before)
            if match is not None:
                office = match["office"].lower()
                joined = office.endswith("s")
                start = one.span.start - (len(before) - match.start())
                yield Principal(start, one.span.end, (self._holder(office, state),))
                continue
            follows = place and self._text[mentions[place - 1].span.end : one.span.start]
            if joined and follows and _AND.fullmatch(follows):
                yield Principal(one.span.start, one.span.end, (state,))
                continue
            joined = False
            beside = _BESIDE.match(self._text, one.span.end)
            if beside is not None:
                holder = self._holder(beside["office"].lower(), state)
                yield Principal(one.span.start, beside.end(), (holder,))

    def _state(self, one: Mention) -> Actor | None:
        link = self._links.get(one.id)
        actors = link.actors if link is not None else ()
        if len(actors) != 1 or actors[0].type != "state":
            return None
        return actors[0]

    def _holder(self, office: str, state: Actor) -> Actor:
        """Return who holds an office of a state on the day, the state where that is not sure."""
        name = _SHELF_NAMES.get(office, office)
        if self.on is None or state.id is None or name in _NO_OFFICE:
            return state
        if name == "leader" or name.startswith("head"):
            held = self.directory.leader(state.id, self.on)
            return held.person if held is not None else state
        holders = {tenure.person for tenure in self.directory.holders(name, state.id, self.on)}
        return holders.pop() if len(holders) == 1 else state

    def _iter_bare(
        self, start: int, end: int, found: Sequence[Principal], taken: frozenset[str]
    ) -> Iterator[Principal]:
        """Yield "the Prime Minister" by whom the document names in that office, else by its home.

        Not somebody of a state that the sentence names as the other side.
        """
        for match in _BARE.finditer(self._text, start, end):
            if any(one.start < match.end() and match.start() < one.end for one in found):
                continue
            office = match["office"].lower()
            if office.endswith("s") or "leader" in office or office.startswith("head"):
                continue
            persons = {one for one in self.holders_named(office) if party(one) not in taken}
            if len(persons) != 1 and self.home is not None and self.home not in taken:
                home = self.directory.state(self.home)
                persons = {self._holder(office, home)} if home is not None else set()
            if len(persons) == 1:
                yield Principal(match.start(), match.end(), (persons.pop(),))

    def holders_named(self, office: str) -> set[Actor]:
        """Return whom the document surely names as holding an office on its day."""
        name = _SHELF_NAMES.get(office, office)
        return {
            link.actors[0]
            for link in self.reading.links
            if len(link.actors) == 1
            and link.actors[0].type == "person"
            and link.actors[0].id is not None
            and link.office is not None
            and not link.former
            and (link.confidence or 0.0) >= NAMED
            and f"{link.office.name.lower()} ".startswith(f"{name} ")
        }


def _is_beside(left: Principal, right: Principal, text: str) -> bool:
    """Tell whether two places name one party side by side, by office and by name."""
    between = text[left.end : right.start]
    return not between.strip(" ,") and bool(left.parties & right.parties)


def _joined(left: Principal, right: Principal) -> Principal:
    persons = tuple(a for a in (*left.actors, *right.actors) if a.type == "person")
    actors = tuple(dict.fromkeys(persons or (*left.actors, *right.actors)))
    if left.parties == right.parties and len(actors) > 1:
        # A name says more than an office.
        actors = right.actors if right.actors[0].type == "person" else left.actors
    return Principal(left.start, max(left.end, right.end), actors)


def hold_offices(reading: Reading, home: str | None) -> Reading:
    """Return a reading in which guesses at "the Prime Minister" give way to whom its text names.

    A release of Yerevan that speaks of Moscow and later names Nikol Pashinyan means him, whatever
    state is in play where it says "the Prime Minister".
    """
    guessed = [
        (one, link)
        for one, link in zip(reading.mentions, reading.links, strict=False)
        if _is_guess(one, link)
    ]
    if not guessed:
        return reading
    cast = Cast(reading, home, None)
    better: dict[str, Link] = {}
    for one, link in guessed:
        match = _ALONE.fullmatch(one.span.text)
        named = cast.holders_named(match["office"].lower()) if match is not None else set()
        if len(named) == 1 and link.actors not in {(person,) for person in named}:
            better[one.id] = replace(link, actors=tuple(named), confidence=SURE_LINK)
    if not better:
        return reading
    return replace(reading, links=tuple(better.get(link.mention, link) for link in reading.links))


def _is_guess(one: Mention, link: Link) -> bool:
    """Tell whether an office alone ("the President") was given to somebody on thin grounds."""
    return (
        one.form == "description"
        and (link.confidence or 0.0) < NAMED
        and link.office is not None
        and _ALONE.fullmatch(one.span.text) is not None
    )


def home_of(reading: Reading) -> str | None:
    """Return the state whose release a document is, by its publisher or its dateline; else None."""
    document, directory = reading.document, Directory.of(load_shelf())
    if document.publisher:
        state = directory.home_of(document.publisher)
        if state is not None:
            return state
    first = next(iter(reading.mentions), None)
    if first is None or not first.span.text.isupper() or first.span.start > 2:
        return None
    follows = document.text[first.span.end : first.span.end + 4].strip()
    link = next((one for one in reading.links if one.mention == first.id), None)
    if link is None or not follows.startswith(("—", "–", "-")) or len(link.actors) != 1:
        return None
    return link.actors[0].state
