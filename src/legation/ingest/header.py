"""Take what stands above a text: a header block, front matter, the headline.

In: the text of one file. Out: `Fields`, and the text below them.
Not here: pages (`pages`), JSONL (`lines`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

# As in `extract.blocks`.
TITLE_CHARACTERS = 140

# A text of which a line is longer than this is not wrapped: each line is a paragraph.
WRAP_COLUMN = 100

_KEY_VALUE = re.compile(r"(?P<key>[A-Z][A-Za-z]*(?: [A-Za-z]+)?):(?:[^\S\n]+(?P<value>.*))?")
_FRONT_KEY = re.compile(r"(?P<key>[A-Za-z][\w -]*?)\s*:(?:\s+(?P<value>.*))?")
_SENTENCE_END = re.compile(r"[.!…:;,][\"'”’)\]]*$")
_MARKDOWN_HEADING = re.compile(r"#{1,6}\s+(?P<words>.+?)\s*#*")
_FIELD_OF = {
    "title": "title",
    "headline": "title",
    "publisher": "publisher",
    "published": "published",
    "date": "published",
    "url": "url",
    "language": "language",
}
# Each of their lines is kept: a text may have it from several.
_SOURCES = {"source", "further source"}
_ADDRESS = re.compile(r"https?://\S+", re.IGNORECASE)
# One of these must be there: "Update: talks go on" at the top of an article is no header.
_HEADER_MARKS = {"publisher", "published"}


@dataclass(frozen=True, slots=True)
class Fields:
    """What a file, page or line says of one document, as it says it."""

    text: str
    title: str = ""
    publisher: str | None = None
    url: str | None = None
    published: str | None = None
    language: str | None = None
    doubts: tuple[str, ...] = ()
    """What was guessed in reading it, a sentence each."""
    source: str | None = None
    """Where the text says it has it from, but for the address that is its `url`."""


def read_text(text: str, doubts: tuple[str, ...] = ()) -> Fields:
    """Return the fields of a plain text: its header block, if any, is no part of its text."""
    known, body = _split_header(text)
    return _fields(known, body, find_title(body), doubts)


def read_markdown(text: str, doubts: tuple[str, ...] = ()) -> Fields:
    """Return the fields of a Markdown file; its marks stay in the text."""
    known, body = _split_front_matter(text)
    if not known:
        known, body = _split_header(text)
    return _fields(known, body, _markdown_title(body), doubts)


def find_title(text: str) -> str:
    """Return the first line that is not blank, when it looks like a headline; else "".

    A headline is short, does not end like a sentence, and does not run on into the next line.
    """
    lines = text.split("\n")
    first = next((place for place, line in enumerate(lines) if line.strip()), None)
    if first is None:
        return ""
    title = lines[first].strip()
    if len(title) > TITLE_CHARACTERS or _SENTENCE_END.search(title):
        return ""
    follows = lines[first + 1].strip() if first + 1 < len(lines) else ""
    runs_on = follows and all(len(line) <= WRAP_COLUMN for line in lines)
    return "" if runs_on else title


def _fields(known: dict[str, str], body: str, title: str, doubts: tuple[str, ...]) -> Fields:
    return Fields(
        body,
        known.get("title") or title,
        known.get("publisher"),
        known.get("url"),
        known.get("published"),
        known.get("language"),
        doubts,
        known.get("source"),
    )


def _markdown_title(body: str) -> str:
    first = next((line.strip() for line in body.split("\n") if line.strip()), "")
    heading = _MARKDOWN_HEADING.fullmatch(first)
    return heading["words"] if heading else find_title(body)


def _split_header(text: str) -> tuple[dict[str, str], str]:
    """Return the header block's fields and the text below it; no fields when there is none."""
    head, blank, body = text.partition("\n\n")
    if not blank and not head.endswith("\n"):
        return {}, text
    known: dict[str, str] = {}
    for line in head.rstrip("\n").split("\n"):
        match = _KEY_VALUE.fullmatch(line.rstrip())
        if match is None:
            return {}, text
        _keep(known, match)
    return (known, body.lstrip("\n")) if _HEADER_MARKS & known.keys() else ({}, text)


def _split_front_matter(text: str) -> tuple[dict[str, str], str]:
    lines = text.split("\n")
    if lines[0].rstrip() != "---":
        return {}, text
    ends = [place for place, line in enumerate(lines[1:], 1) if line.rstrip() in ("---", "...")]
    if not ends:
        return {}, text
    known: dict[str, str] = {}
    for line in lines[1 : ends[0]]:
        match = _FRONT_KEY.fullmatch(line.rstrip())
        if match is not None:
            _keep(known, match)
    return known, "\n".join(lines[ends[0] + 1 :]).lstrip("\n")


def _keep(known: dict[str, str], match: re.Match[str]) -> None:
    key = match["key"].lower()
    value = (match["value"] or "").strip().strip("\"'").strip()
    if not value:
        return
    if key in _SOURCES:
        _keep_source(known, key, value)
    elif key == "url" and "url" in known:
        # It speaks more plainly than a `Source:` that stood before it
        _keep_words(known, known["url"])
        known["url"] = value
    elif key in _FIELD_OF:
        known[_FIELD_OF[key]] = value


def _keep_source(known: dict[str, str], key: str, value: str) -> None:
    """Keep the first `Source:` that is an address as the text's own, all others as words."""
    if key == "source" and "url" not in known and _ADDRESS.fullmatch(value):
        known["url"] = value
    else:
        _keep_words(known, value)


def _keep_words(known: dict[str, str], value: str) -> None:
    known["source"] = "; ".join(filter(None, (known.get("source"), value)))
