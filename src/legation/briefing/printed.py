"""Read a written brief back: its sentences, their references, and what is neither.

In: a brief in Markdown or HTML. Out: `Printed`.
Not here: whether any of it is right (`briefing.verify`).
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from datetime import date
from html.parser import HTMLParser
from typing import Any

from legation.briefing.markdown import (
    NEW_MARK,
    PAIR_HEADER,
    PAIR_RULE,
    unescape,
)
from legation.briefing.page import Frame
from legation.records import LegationError, RecordId

# A backslash before the mark makes it words of a source that only look like ours.
_SENTENCE = re.compile(r"(?<!\\)<!-- s (\{.*?\}) -->")
_REFERENCE = re.compile(r"- \[(\d+)\] (.*) <!-- r (\{.*\}) -->$")
_HEAD = re.compile(r"<!-- legation-brief (\{.*?\}) -->")
_META = re.compile(r'<meta name="legation-brief" content="([^"]*)">')
_NUMBERS = re.compile(r"((?:\[\d+\])*)\s*$")


class NotABriefError(LegationError, ValueError):
    """A file does not bear the mark of a brief."""

    def __str__(self) -> str:
        return (
            "this is no brief of this program: its first comment (Markdown) or its legation-brief "
            "tag (HTML) is missing or broken; write it again with `legation brief`"
        )


@dataclass(frozen=True, slots=True)
class PrintedSentence:
    """One sentence as it stands in the file."""

    form: str
    records: tuple[RecordId, ...]
    text: str
    numbers: tuple[int, ...]
    new: bool
    line: int


@dataclass(frozen=True, slots=True)
class PrintedReference:
    """One entry of the reference list as it stands in the file."""

    number: int
    data: dict[str, Any]
    words: str
    line: int


@dataclass(frozen=True, slots=True)
class Printed:
    """What a file says, before anybody asks whether it is so."""

    frame: Frame
    sentences: tuple[PrintedSentence, ...]
    references: tuple[PrintedReference, ...]
    stray: tuple[tuple[int, str], ...]
    """Line and words of what is no sentence, heading or reference."""


def parse_printed(text: str) -> Printed:
    """Return what a brief in Markdown or HTML says.

    Raises:
        NotABriefError: `text` is not a brief that this program wrote.
    """
    if _HEAD.search(text.partition("\n")[0]):
        return _parse_markdown(text)
    return _parse_html(text)


def parse_frame(text: str) -> Frame:
    """Return from when and about whom a written brief is, so that its dossier can be gathered.

    Raises:
        NotABriefError: `text` is not a brief that this program wrote.
    """
    head = _HEAD.search(text.partition("\n")[0])
    if head is not None:
        return _frame(head[1])
    meta = _META.search(text)
    if meta is None:
        raise NotABriefError
    from html import unescape as unescape_html

    return _frame(unescape_html(meta[1]))


def _frame(source: str) -> Frame:
    try:
        data = json.loads(source)
        since = date.fromisoformat(data["since"]) if data["since"] else None
        return Frame(date.fromisoformat(data["as_of"]), since, tuple(map(str, data["about"])))
    except (ValueError, KeyError, TypeError) as error:
        raise NotABriefError from error


def _parse_markdown(text: str) -> Printed:
    sentences: list[PrintedSentence] = []
    references: list[PrintedReference] = []
    stray: list[tuple[int, str]] = []
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip() or line.startswith("#") or line in (PAIR_HEADER, PAIR_RULE):
            continue
        if _HEAD.fullmatch(line) and number == 1:
            continue
        entry = _REFERENCE.match(line)
        if entry is not None:
            data = _data(entry[3])
            references.append(
                PrintedReference(int(entry[1]), data, unescape(entry[2]).strip(), number)
            )
            continue
        position = 0
        for match in _SENTENCE.finditer(line):
            sentences.append(_markdown_sentence(line[position : match.start()], match[1], number))
            position = match.end()
        rest = line[position:].strip(" |")
        if rest:
            stray.append((number, unescape(rest)))
    return Printed(parse_frame(text), tuple(sentences), tuple(references), tuple(stray))


def _markdown_sentence(words: str, source: str, line: int) -> PrintedSentence:
    data = _data(source)
    words = re.sub(r"^\s*(?:[-|]\s+)?(?:\|\s+)?", "", words)
    new = words.startswith(NEW_MARK)
    words = words.removeprefix(NEW_MARK)
    cited = _NUMBERS.search(words)
    numbers = cited[1] if cited is not None else ""
    text = unescape(words[: len(words.rstrip()) - len(numbers)]).strip()
    found = tuple(int(n) for n in re.findall(r"\d+", numbers))
    records = tuple(str(record) for record in data.get("records", []))
    return PrintedSentence(str(data.get("form", "")), records, text, found, new, line)


def _data(source: str) -> dict[str, Any]:
    try:
        data = json.loads(source)
    except ValueError:
        return {}
    return data if isinstance(data, dict) else {}


def _parse_html(text: str) -> Printed:
    frame = parse_frame(text)
    reader = _Reader()
    reader.feed(text)
    reader.close()
    return Printed(frame, tuple(reader.sentences), tuple(reader.references), tuple(reader.stray))


_VOID = frozenset(["area", "base", "br", "col", "hr", "img", "input", "link", "meta", "wbr"])
# Words of the page itself, not of the brief: headings, buttons, pictures, the reference list.
_CHROME = frozenset(["h1", "h2", "h3", "h4", "nav", "svg", "dialog", "script", "style", "button"])


@dataclass
class _Open:
    tag: str
    kind: str
    """`sentence`, `cited`, `mark`, `reference`, `chrome` or empty."""


@dataclass
class _Draft:
    attributes: dict[str, str]
    line: int
    words: list[str] = field(default_factory=list)
    numbers: list[int] = field(default_factory=list)
    new: bool = False


class _Reader(HTMLParser):
    """Collect the sentences and references of a page in HTML."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.sentences: list[PrintedSentence] = []
        self.references: list[PrintedReference] = []
        self.stray: list[tuple[int, str]] = []
        self._stack: list[_Open] = []
        self._draft: _Draft | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _VOID:
            return
        attributes = {key: value or "" for key, value in attrs}
        kind = _kind(tag, attributes)
        self._stack.append(_Open(tag, kind))
        if kind in ("sentence", "reference"):
            self._draft = _Draft(attributes, self.getpos()[0])
        elif self._draft is not None and kind == "cited":
            number = attributes.get("href", "").removeprefix("#ref-")
            self._draft.numbers.extend([int(number)] if number.isdigit() else [-1])
        elif self._draft is not None and kind == "mark":
            self._draft.new = True

    def handle_endtag(self, tag: str) -> None:
        if not any(element.tag == tag for element in self._stack):
            return
        while self._stack:
            element = self._stack.pop()
            if element.kind in ("sentence", "reference"):
                self._finish(element.kind)
            if element.tag == tag:
                return

    def handle_data(self, data: str) -> None:
        if not data.strip():
            if self._draft is not None:
                self._draft.words.append(" ")
            return
        kinds = {element.kind for element in self._stack}
        if kinds & {"cited", "mark", "chrome"}:
            return
        if self._draft is not None:
            self._draft.words.append(data)
        elif any(element.tag == "body" for element in self._stack):
            self.stray.append((self.getpos()[0], data.strip()))

    def _finish(self, kind: str) -> None:
        draft, self._draft = self._draft, None
        if draft is None:
            return
        words = " ".join("".join(draft.words).split())
        attributes = draft.attributes
        if kind == "reference":
            number = attributes.get("id", "").removeprefix("ref-")
            data = _reference_data(attributes)
            self.references.append(
                PrintedReference(int(number) if number.isdigit() else -1, data, words, draft.line)
            )
            return
        records = tuple(attributes.get("data-records", "").split())
        form = attributes.get("data-form", "")
        numbers = tuple(draft.numbers)
        self.sentences.append(PrintedSentence(form, records, words, numbers, draft.new, draft.line))


def _kind(tag: str, attributes: dict[str, str]) -> str:
    classes = attributes.get("class", "").split()
    if "data-form" in attributes:
        return "sentence"
    if "data-reference" in attributes:
        return "reference"
    if tag == "a" and "ref" in classes:
        return "cited"
    if "new" in classes:
        return "mark"
    return "chrome" if tag in _CHROME or "chrome" in classes else ""


def _reference_data(attributes: dict[str, str]) -> dict[str, Any]:
    if "data-document" in attributes:
        start, end = attributes.get("data-start", ""), attributes.get("data-end", "")
        if not (start.isdigit() and end.isdigit()):
            return {}
        return {"document": attributes["data-document"], "start": int(start), "end": int(end)}
    if "data-counted" in attributes:
        return {"counted": attributes["data-counted"].split()}
    if "data-computed" in attributes:
        return {"computed": attributes["data-computed"]}
    return {}
