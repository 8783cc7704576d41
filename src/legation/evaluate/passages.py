"""Read passages with their claims bracketed in place.

In: the notation that `corpora/claims/README.md` describes. Out: `Passage`s: the text without
brackets, and `Note`s that point into it.
Not here: the brackets themselves (`brackets`), scoring (`claimscores`), releases labelled stand-off
(`releases`).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from legation.evaluate.brackets import Bracketed, Marks, PassageError, Place, iter_bracketed
from legation.records import LegationError, edtf
from legation.records.claim import ACTS

__all__ = ["Note", "Passage", "PassageError", "Place", "iter_passages", "with_parents"]

WISH = "wish"
"""An act beyond the closed list: wishes and intentions, which a desk leaves out."""

MARKS = Marks("scta", "x")
_PARTS = {"s": "source", "c": "cue", "t": "content", "a": "addressee"}
_FLAGS = ("neg", "unnamed", "off")


@dataclass(frozen=True, slots=True)
class Note:
    """One claim as somebody marked it."""

    number: int
    act: str
    """One of `legation.records.ACTS`, or `wish`."""
    certainty: float
    """The probability, 0 to 1, that the source gives the content as worded."""
    source: tuple[Place, ...]
    cue: tuple[Place, ...]
    content: tuple[Place, ...]
    addressee: tuple[Place, ...]
    who: tuple[str, ...]
    """Whose words: ids or names; empty where nobody is named."""
    to: tuple[str, ...] = ()
    negated: bool = False
    named: bool = True
    on_record: bool = True
    on: str | None = None
    parent: int | None = None
    """The number of the claim in whose content this one's cue stands."""


@dataclass(frozen=True, slots=True)
class Passage:
    """One text with all its claims."""

    id: str
    register: str
    date: str
    text: str
    notes: tuple[Note, ...]
    lookalikes: tuple[Place, ...]
    """Words that look like a claim or a cue and are none."""
    title: str = ""
    """The title of the release it comes from; empty for passages of our own."""


def iter_passages(text: str, name: str = "passages") -> Iterator[Passage]:
    """Yield the passages of one file in their order.

    Args:
        text: The file's text, in the notation.
        name: What messages call the file.

    Raises:
        PassageError: A bracket or a line does not follow the notation.
    """
    for one in iter_bracketed(text, MARKS, name):
        notes = [_note(one, number) for number in sorted(one.told)]
        looks = tuple(sorted(one.plain.get("x", ())))
        yield Passage(one.id, one.register, one.date, one.text, with_parents(notes), looks)


def _note(reader: Bracketed, number: int) -> Note:
    line, told = reader.told[number]
    places = {part: reader.places(number, letter) for letter, part in _PARTS.items()}
    for part in ("cue", "content"):
        if not places[part]:
            reader.refuse(
                line,
                f"claim {number} has no {part}: add '[{'c' if part == 'cue' else 't'}{number} …]'",
            )
    words = reader.words_of(number)
    if len(words) < 3:
        reader.refuse(line, f"{told!r}; write 'act certainty who=…'")
    act, figure, *rest = words
    if act not in (*ACTS, WISH):
        reader.refuse(line, f"act {act!r}; choose of {' '.join((*ACTS, WISH))}")
    try:
        certainty = float(figure)
    except ValueError:
        reader.refuse(line, f"certainty {figure!r} is no number from 0 to 1")
    if not 0 <= certainty <= 1:
        reader.refuse(line, f"certainty {figure} is not from 0 to 1")
    given = _given(reader, line, rest)
    who = _names(given.get("who", ""))
    if "who" not in given:
        reader.refuse(line, "who= is missing; write who=- where there is no source")
    if bool(who) != bool(places["source"]):
        reader.refuse(
            line, f"who={given['who']} does not fit the brackets: a claim has a source or who=-"
        )
    on = given.get("on")
    if on is not None:
        try:
            edtf.check(on)
        except LegationError as error:
            reader.refuse(line, str(error))
    return Note(
        number,
        act,
        certainty,
        places["source"],
        places["cue"],
        places["content"],
        places["addressee"],
        who,
        _names(given.get("to", "")),
        negated="neg" in given,
        named=bool(who) and "unnamed" not in given,
        on_record=bool(who) and "off" not in given,
        on=on,
    )


def _given(reader: Bracketed, line: int, words: list[str]) -> dict[str, str]:
    given: dict[str, str] = {}
    for word in words:
        key, equals, value = word.partition("=")
        if (equals and key in {"who", "to", "on"} and value) or (not equals and key in _FLAGS):
            given[key] = value
        else:
            reader.refuse(line, f"{word!r}; known are who= to= on= and {' '.join(_FLAGS)}")
    return given


def _names(words: str) -> tuple[str, ...]:
    return tuple(name.strip() for name in words.split("|") if name.strip() not in {"", "-"})


def with_parents(notes: list[Note]) -> tuple[Note, ...]:
    """Return the notes with `parent`: the smallest content that holds the cue."""
    return tuple(replace(note, parent=_parent(note, notes)) for note in notes)


def _parent(note: Note, notes: list[Note]) -> int | None:
    start, end = note.cue[0][0], note.cue[-1][1]
    holders = [
        (sum(e - s for s, e in other.content), other.number)
        for other in notes
        if other is not note and any(s <= start and end <= e for s, e in other.content)
    ]
    return min(holders)[1] if holders else None
