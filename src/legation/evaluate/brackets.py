"""Read passages with places bracketed in them: what all our corpora share.

In: the notation of `corpora/*/README.md`. Out: `Bracketed`: the text without brackets, what they
held, and the lines told below it.
Not here: what the marks and lines mean (`passages` for claims, `eventpassages`).
"""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import NoReturn

from legation.records import LegationError

Place = tuple[int, int]
"""Half-open offsets into the text of one passage."""

REGISTERS = (
    "wire headline readout briefing communique background column broadcast social translated "
    "feature politics economy interview release"
).split()

_HEADER = re.compile(r"== (?P<id>[a-z0-9-]+) (?P<register>[a-z]+) (?P<date>\d{4}-\d{2}-\d{2})$")


class PassageError(LegationError):
    """A passage does not follow the notation; the message names file, line and cure."""


@dataclass(frozen=True, slots=True)
class Marks:
    """The letters that brackets of one corpus open with."""

    numbered: str
    """Letters that a number follows: `[s1 …]`."""
    plain: str
    """Letters that stand alone: `[x …]`."""

    def pattern(self) -> re.Pattern[str]:
        """Return what a bracket opens with."""
        return re.compile(
            rf"\[(?P<part>[{self.numbered}])(?P<number>\d{{1,2}}) |\[(?P<plain>[{self.plain}]) "
        )

    def __str__(self) -> str:
        numbered = [f"'[{letter}1 '" for letter in self.numbered]
        return ", ".join([*numbered, *(f"'[{letter} '" for letter in self.plain)])


@dataclass(slots=True)
class Bracketed:
    """One passage: its text, the places its brackets hold, and its lines."""

    name: str
    line: int
    id: str
    register: str
    date: str
    text: str = ""
    marked: dict[tuple[int, str], list[Place]] = field(default_factory=dict)
    """By number and letter."""
    plain: dict[str, list[Place]] = field(default_factory=dict)
    told: dict[int, tuple[int, str]] = field(default_factory=dict)
    """The words of each line `@n …`, and where it stands."""
    paragraphs: list[tuple[int, str]] = field(default_factory=list)

    def refuse(self, line: int, reason: str) -> NoReturn:
        """Raise what is wrong in one line, naming file, line and passage."""
        msg = f"{self.name}:{line}: {self.id}: {reason}"
        raise PassageError(msg)

    def words_of(self, number: int) -> list[str]:
        """Return the words of the line `@number`, quotation marks undone."""
        line, told = self.told[number]
        try:
            return shlex.split(told, comments=False)
        except ValueError as error:
            self.refuse(line, f"{told!r}: {error}; close the quotation mark")

    def places(self, number: int, letter: str) -> tuple[Place, ...]:
        """Return what the brackets `[letter number …]` hold, in reading order."""
        return tuple(sorted(self.marked.get((number, letter), ())))


def iter_bracketed(text: str, marks: Marks, name: str = "passages") -> Iterator[Bracketed]:
    """Yield the passages of one file in their order.

    Raises:
        PassageError: A bracket or a line does not follow the notation.
    """
    reader: Bracketed | None = None
    seen: set[str] = set()
    for number, line in enumerate(text.splitlines(), start=1):
        if line.startswith(("#", "~")) or not line.strip():
            continue  # remarks, and the pairs that `contested` reads
        if line.startswith("=="):
            if reader is not None:
                yield _finish(reader, marks)
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
        yield _finish(reader, marks)


def _open(line: str, name: str, number: int) -> Bracketed:
    header = _HEADER.match(line)
    if header is None:
        msg = f"{name}:{number}: {line!r} is no header; write '== id register YYYY-MM-DD'"
        raise PassageError(msg)
    reader = Bracketed(name, number, header["id"], header["register"], header["date"])
    if reader.register not in REGISTERS:
        reader.refuse(number, f"register {reader.register!r}; choose of {' '.join(REGISTERS)}")
    return reader


def _tell(reader: Bracketed, line: int, words: str) -> None:
    head, _, rest = words[1:].partition(" ")
    if not head.isdigit():
        reader.refuse(line, f"{words!r}; write '@1' and what the corpus's README says of it")
    if int(head) in reader.told:
        reader.refuse(line, f"@{head} is told twice")
    reader.told[int(head)] = (line, rest)


def _finish(reader: Bracketed, marks: Marks) -> Bracketed:
    texts: list[str] = []
    offset = 0
    for line, paragraph in reader.paragraphs:
        plain = _strip(reader, line, paragraph, offset, marks)
        texts.append(plain)
        offset += len(plain) + 2
    if not texts:
        reader.refuse(reader.line, "a passage without text")
    for number in sorted({number for number, _ in reader.marked}):
        if number not in reader.told:
            reader.refuse(reader.line, f"{number} has brackets but no line '@{number} …'")
    reader.text = "\n\n".join(texts)
    return reader


def _strip(reader: Bracketed, line: int, paragraph: str, offset: int, marks: Marks) -> str:
    """Return the paragraph without brackets; put down what they hold."""
    opening = marks.pattern()
    plain: list[str] = []
    length = 0
    opened: list[tuple[int, Mapping[str, str | None], int]] = []
    at = 0
    while at < len(paragraph):
        letter = paragraph[at]
        if letter == "\\" and paragraph[at + 1 : at + 2] in {"[", "]"}:
            plain.append(paragraph[at + 1])
            length += 1
            at += 2
        elif letter == "[":
            mark = opening.match(paragraph, at)
            if mark is None:
                reader.refuse(line, f"{paragraph[at : at + 12]!r}: write {marks} or '\\['")
            opened.append((length, mark.groupdict(), at))
            at = mark.end()
        elif letter == "]":
            if not opened:
                near = paragraph[max(0, at - 20) : at + 1]
                reader.refuse(line, f"…{near!r} closes a bracket that was not opened")
            start, opener, _ = opened.pop()
            here = "".join(plain)[start:length]
            left, right = len(here) - len(here.lstrip()), len(here.rstrip())
            if left >= right:
                reader.refuse(line, "an empty bracket")
            place = offset + start + left, offset + start + right
            _put(reader, opener, place)
            at += 1
        else:
            plain.append(letter)
            length += 1
            at += 1
    if opened:
        reader.refuse(line, f"a bracket is never closed: {paragraph[opened[-1][2] :][:30]!r}")
    return "".join(plain)


def _put(reader: Bracketed, opener: Mapping[str, str | None], place: Place) -> None:
    if opener["plain"]:
        reader.plain.setdefault(opener["plain"], []).append(place)
    elif opener["part"]:
        reader.marked.setdefault((int(opener["number"] or 0), opener["part"]), []).append(place)
