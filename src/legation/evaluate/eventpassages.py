"""Read passages with their events bracketed in place.

In: the notation that `corpora/events/README.md` describes. Out: `EventPassage`s: the text without
brackets, and what was marked in it.
Not here: the brackets themselves (`brackets`), scoring (`eventscores`).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from legation.evaluate.brackets import Bracketed, Marks, Place, iter_bracketed
from legation.records import CHOICES, MEANS, STATUSES, LegationError, edtf
from legation.reference.codebook import TYPES, load_modes
from legation.reference.tables import load_table

VOTE = "VOTE"
"""Stands in the place of the type where the corpus tells a vote."""

MARKS = Marks("earb", "xh")
_KEYS = frozenset("who to both means on at same is body motion".split())


@dataclass(frozen=True, slots=True)
class Party:
    """A party as somebody named it."""

    name: str
    """The fullest name in the passage, or a description; a state's code stands for itself."""
    state: str | None
    """ISO 3166-1 alpha-3, whom it speaks for or belongs to; None for international bodies."""


@dataclass(frozen=True, slots=True)
class EventNote:
    """One event as somebody marked it."""

    number: int
    type: str
    """One of PLOVER's, or `VOTE`."""
    mode: str | None
    """A mode of the type; the choice where a vote is told."""
    status: str
    trigger: tuple[Place, ...]
    actors: tuple[Place, ...]
    recipients: tuple[Place, ...]
    equals: tuple[Place, ...]
    """Parties on both sides."""
    who: tuple[Party, ...]
    to: tuple[Party, ...]
    means: tuple[str, ...] = ()
    on: str | None = None
    at: str | None = None
    same: int | None = None
    """The event of the passage that is told again."""
    incident: str | None = None
    """In cases of incidents: events with one letter are one happening."""
    body: str | None = None
    motion: str | None = None


@dataclass(frozen=True, slots=True)
class EventPassage:
    """One text with all its events."""

    id: str
    register: str
    date: str
    text: str
    notes: tuple[EventNote, ...]
    lookalikes: tuple[Place, ...]
    """Words that look like an event and tell none."""
    history: tuple[Place, ...]
    """Acts long past, told as background."""
    title: str = ""
    """The title of the release it comes from; empty for passages of our own."""
    publisher: str | None = None
    """Who published the release."""
    whole: str = ""
    """The text of the whole release, which tells who "the leaders" are; empty for our own."""
    offset: int = 0
    """Where the passage begins in it."""
    more: bool = False
    """Whether it was added to learn more from: it never stands in the test part."""


def iter_event_passages(text: str, name: str = "passages") -> Iterator[EventPassage]:
    """Yield the passages of one file in their order.

    Args:
        text: The file's text, in the notation.
        name: What messages call the file.

    Raises:
        PassageError: A bracket or a line does not follow the notation.
    """
    for one in iter_bracketed(text, MARKS, name):
        yield EventPassage(
            one.id,
            one.register,
            one.date,
            one.text,
            tuple(_note(one, number) for number in sorted(one.told)),
            tuple(sorted(one.plain.get("x", ()))),
            tuple(sorted(one.plain.get("h", ()))),
        )


def _note(reader: Bracketed, number: int) -> EventNote:
    line, told = reader.told[number]
    words = reader.words_of(number)
    if len(words) < 2:
        reader.refuse(line, f"{told!r}; write '@{number} TYPE mode status …'")
    if not reader.places(number, "e"):
        reader.refuse(line, f"event {number} has no trigger: add '[e{number} …]'")
    if words[0] == VOTE:
        kind, mode, status, rest = VOTE, words[1], "happened", words[2:]
        if mode not in CHOICES:
            reader.refuse(line, f"choice {mode!r}; choose of {' '.join(CHOICES)}")
    else:
        kind, mode, status, rest = _coded(reader, line, words)
    given = _given(reader, line, rest)
    both = _parties(given.get("both", ""))
    for key, letters in (("who", "a"), ("to", "r"), ("both", "b")):
        if reader.places(number, letters) and key not in given:
            reader.refuse(line, f"event {number} has '[{letters}{number} …]' but no {key}=")
    return EventNote(
        number,
        kind,
        None if mode == "-" else mode,
        status,
        reader.places(number, "e"),
        reader.places(number, "a"),
        reader.places(number, "r"),
        reader.places(number, "b"),
        (*both, *_parties(given.get("who", ""))),
        (*both, *_parties(given.get("to", ""))),
        _means(reader, line, given.get("means", "")),
        _moment(reader, line, given.get("on")),
        given.get("at"),
        _same(reader, line, number, given.get("same")),
        given.get("is"),
        given.get("body"),
        given.get("motion"),
    )


def _coded(reader: Bracketed, line: int, words: list[str]) -> tuple[str, str, str, list[str]]:
    if len(words) < 3:
        reader.refuse(line, f"{' '.join(words)!r}; write 'TYPE mode status …', mode - for none")
    kind, mode, status, *rest = words
    if kind not in TYPES:
        reader.refuse(line, f"type {kind!r}; choose of {' '.join(TYPES)}")
    known = [name for of, name in load_modes() if of == kind]
    if mode != "-" and mode not in known:
        reader.refuse(line, f"mode {mode!r} of {kind}; choose of {' '.join(known) or '-'} or -")
    if status not in STATUSES:
        reader.refuse(line, f"status {status!r}; choose of {' '.join(STATUSES)}")
    return kind, mode, status, rest


def _given(reader: Bracketed, line: int, words: list[str]) -> dict[str, str]:
    given: dict[str, str] = {}
    for word in words:
        key, equals, value = word.partition("=")
        if not (equals and value and key in _KEYS):
            known = " ".join(f"{key}=" for key in sorted(_KEYS))
            reader.refuse(line, f"{word!r}; known are {known}")
        given[key] = value
    return given


def _parties(words: str) -> tuple[Party, ...]:
    found = []
    for word in words.split("|"):
        name, _, state = word.strip().partition("@")
        if not name:
            continue
        code = name in load_states() and not state
        found.append(Party(name.strip(), name if code else state.strip() or None))
    return tuple(found)


@cache
def load_states() -> frozenset[str]:
    """Load the codes of states; other words of three capitals (`IMF`) are names of bodies."""
    return frozenset(row["id"] for row in load_table("states.tsv"))


def _means(reader: Bracketed, line: int, words: str) -> tuple[str, ...]:
    means = tuple(word for word in words.split("|") if word)
    for word in means:
        if word not in MEANS:
            reader.refuse(line, f"means {word!r}; choose of {' '.join(MEANS)}")
    return tuple(word for word in MEANS if word in means)


def _moment(reader: Bracketed, line: int, on: str | None) -> str | None:
    if on is not None:
        try:
            edtf.check(on)
        except LegationError as error:
            reader.refuse(line, str(error))
    return on


def _same(reader: Bracketed, line: int, number: int, same: str | None) -> int | None:
    if same is None:
        return None
    if not same.isdigit() or int(same) == number or int(same) not in reader.told:
        reader.refuse(line, f"same={same}; name another event of this passage")
    return int(same)
