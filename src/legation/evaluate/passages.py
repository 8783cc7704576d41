"""Read passages with their claims bracketed in place.

In: the notation that `corpora/claims/README.md` describes. Out: `Passage`s: the text without
brackets, and `Note`s that point into it.
Not here: scoring (`claimscores`), releases labelled stand-off (`releases`).
"""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import NoReturn

from legation.records import LegationError, edtf
from legation.records.claim import ACTS

Place = tuple[int, int]
"""Half-open offsets into the text of one passage."""

WISH = "wish"
"""An act beyond the closed list: wishes and intentions, which a desk leaves out."""

REGISTERS = (
    "wire headline readout briefing communique background column broadcast social translated "
    "feature politics economy interview release"
).split()

_HEADER = re.compile(r"== (?P<id>[a-z0-9-]+) (?P<register>[a-z]+) (?P<date>\d{4}-\d{2}-\d{2})$")
_OPEN = re.compile(r"\[(?P<part>[scta])(?P<number>\d{1,2}) |\[x ")
_PARTS = {"s": "source", "c": "cue", "t": "content", "a": "addressee"}
_FLAGS = ("neg", "unnamed", "off")


class PassageError(LegationError):
    """A passage does not follow the notation; the message names file, line and cure."""


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


@dataclass(slots=True)
class _Reader:
    """One passage while it is read."""

    name: str
    line: int
    id: str
    register: str
    date: str
    paragraphs: list[tuple[int, str]] = field(default_factory=list)
    told: dict[int, tuple[int, str]] = field(default_factory=dict)

    def refuse(self, line: int, reason: str) -> NoReturn:
        msg = f"{self.name}:{line}: {self.id}: {reason}"
        raise PassageError(msg)


def iter_passages(text: str, name: str = "passages") -> Iterator[Passage]:
    """Yield the passages of one file in their order.

    Args:
        text: The file's text, in the notation.
        name: What messages call the file.

    Raises:
        PassageError: A bracket or a line does not follow the notation.
    """
    reader: _Reader | None = None
    seen: set[str] = set()
    for number, line in enumerate(text.splitlines(), start=1):
        if line.startswith(("#", "~")) or not line.strip():
            continue  # remarks, and the pairs that `contested` reads
        if line.startswith("=="):
            if reader is not None:
                yield _finish(reader)
            reader = _open(line.rstrip(), name, number)
            if reader.id in seen:
                reader.refuse(number, "this id stands twice in the file; give each its own")
            seen.add(reader.id)
        elif reader is None:
            msg = f"{name}:{number}: text before the first passage; write '== id register date'"
            raise PassageError(msg)
        elif line.startswith("@"):
            _tell(reader, number, line)
        elif reader.told:
            reader.refuse(number, "text after the @ lines; open a new passage with '=='")
        else:
            reader.paragraphs.append((number, line.strip()))
    if reader is not None:
        yield _finish(reader)


def _open(line: str, name: str, number: int) -> _Reader:
    header = _HEADER.match(line)
    if header is None:
        msg = f"{name}:{number}: {line!r} is no header; write '== id register YYYY-MM-DD'"
        raise PassageError(msg)
    reader = _Reader(name, number, header["id"], header["register"], header["date"])
    if reader.register not in REGISTERS:
        reader.refuse(number, f"register {reader.register!r}; choose of {' '.join(REGISTERS)}")
    return reader


def _tell(reader: _Reader, line: int, words: str) -> None:
    head, _, rest = words[1:].partition(" ")
    if not head.isdigit():
        reader.refuse(line, f"{words!r}; write '@1 act certainty who=…'")
    if int(head) in reader.told:
        reader.refuse(line, f"claim {head} is told twice")
    reader.told[int(head)] = (line, rest)


def _finish(reader: _Reader) -> Passage:
    marks: dict[tuple[int, str], list[Place]] = {}
    lookalikes: list[Place] = []
    texts: list[str] = []
    offset = 0
    for line, paragraph in reader.paragraphs:
        plain = _strip(reader, line, paragraph, offset, marks, lookalikes)
        texts.append(plain)
        offset += len(plain) + 2
    if not texts:
        reader.refuse(reader.line, "a passage without text")
    numbers = sorted({number for number, _ in marks})
    for number in numbers:
        if number not in reader.told:
            reader.refuse(reader.line, f"claim {number} has brackets but no line '@{number} …'")
    notes = [_note(reader, number, marks) for number in sorted(reader.told)]
    return Passage(
        reader.id,
        reader.register,
        reader.date,
        "\n\n".join(texts),
        with_parents(notes),
        tuple(sorted(lookalikes)),
    )


def _strip(
    reader: _Reader,
    line: int,
    paragraph: str,
    offset: int,
    marks: dict[tuple[int, str], list[Place]],
    lookalikes: list[Place],
) -> str:
    """Return the paragraph without brackets; put down what they hold."""
    plain: list[str] = []
    length = 0
    opened: list[tuple[int, int, str | None, int]] = []
    at = 0
    while at < len(paragraph):
        letter = paragraph[at]
        if letter == "\\" and paragraph[at + 1 : at + 2] in {"[", "]"}:
            plain.append(paragraph[at + 1])
            length += 1
            at += 2
        elif letter == "[":
            mark = _OPEN.match(paragraph, at)
            if mark is None:
                near = paragraph[at : at + 12]
                reader.refuse(
                    line, f"{near!r}: write '[s1 ', '[c1 ', '[t1 ', '[a1 ', '[x ' or '\\['"
                )
            opened.append((length, int(mark["number"] or 0), mark["part"], at))
            at = mark.end()
        elif letter == "]":
            if not opened:
                near = paragraph[max(0, at - 20) : at + 1]
                reader.refuse(line, f"…{near!r} closes a bracket that was not opened")
            start, number, part, _ = opened.pop()
            here = "".join(plain)[start:length]
            left, right = len(here) - len(here.lstrip()), len(here.rstrip())
            if left >= right:
                reader.refuse(line, "an empty bracket")
            place = offset + start + left, offset + start + right
            if part is None:
                lookalikes.append(place)
            else:
                marks.setdefault((number, _PARTS[part]), []).append(place)
            at += 1
        else:
            plain.append(letter)
            length += 1
            at += 1
    if opened:
        reader.refuse(line, f"a bracket is never closed: {paragraph[opened[-1][3] :][:30]!r}")
    return "".join(plain)


def _note(reader: _Reader, number: int, marks: dict[tuple[int, str], list[Place]]) -> Note:
    line, told = reader.told[number]
    places = {part: tuple(sorted(marks.get((number, part), ()))) for part in _PARTS.values()}
    for part in ("cue", "content"):
        if not places[part]:
            reader.refuse(
                line,
                f"claim {number} has no {part}: add '[{'c' if part == 'cue' else 't'}{number} …]'",
            )
    try:
        words = shlex.split(told, comments=False)
    except ValueError as error:
        reader.refuse(line, f"{told!r}: {error}; close the quotation mark")
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


def _given(reader: _Reader, line: int, words: list[str]) -> dict[str, str]:
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
