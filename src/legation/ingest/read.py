"""Read documents from wherever they are.

In: paths of files and folders, `-`, addresses. Out: `Document`s and `Issue`s, one at a time.
Not here: what the texts say (`extract`); keeping them (`store`).
"""

from __future__ import annotations

import io
import re
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import BinaryIO
from urllib.parse import urlsplit

from legation.ingest.dates import latest_today
from legation.ingest.decoding import decode
from legation.ingest.fetch import Fetched, Fetcher, UrlFetcher
from legation.ingest.finish import Finished, Terms, finish
from legation.ingest.header import Fields, read_markdown, read_text
from legation.ingest.limits import MAX_BROKEN_LINES, MAX_BYTES, MAX_LINE_BYTES, in_words
from legation.ingest.lines import read_line
from legation.ingest.pages import looks_like_page, read_page
from legation.ingest.places import Kind, Place, iter_places, kind_of, unreadable
from legation.ingest.refused import RefusedError, make_issue
from legation.ingest.streams import iter_lines, opened, read_whole, too_long, unpacked
from legation.records import Document, DocumentId, Issue, LegationError

STANDARD_INPUT = "-"
_STANDARD_INPUT_NAME = "standard input"
_ADDRESS = re.compile(r"https?://", re.IGNORECASE)
_OTHER_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+://")

# Enough to see which kind a stream is: pages begin with their mark, JSONL with a brace.
_HEAD_BYTES = 4_096
_JSON_OBJECT = re.compile(r"\ufeff?\s*\{\s*\"")


class PublishedError(LegationError):
    """The date that the user gives for undated documents cannot be."""


@dataclass(frozen=True, slots=True)
class _Read:
    """One document as its source gives it, or the reason why there is none."""

    place: str
    fields: Fields | RefusedError


def iter_documents(
    sources: Iterable[str],
    *,
    published: date | None = None,
    fetcher: Fetcher | None = None,
    stdin: BinaryIO | None = None,
    today: date | None = None,
) -> Iterator[Document | Issue]:
    """Yield the documents of `sources`, in order, and an issue for all that is not one.

    A source is a path of a file or folder, `-` for standard input, or an http(s) address.
    An issue without a document tells what was set aside; an issue with one follows its
    document and tells what is doubtful about it (no date, a guessed encoding). A document
    that comes twice is yielded once. At most one document is held at a time.

    Args:
        sources: What to read.
        published: Day of publication of documents that do not say theirs.
        fetcher: Gets addresses; by default the network.
        stdin: What `-` reads; by default the program's standard input.
        today: The latest possible day of publication; by default the day it is now.

    Raises:
        PublishedError: `published` lies in the future.
    """
    terms = Terms(published, today or latest_today())
    if published is not None and published > terms.today:
        msg = f"--published {published} lies in the future; give the day it was published"
        raise PublishedError(msg)
    return _iter_finished(sources, terms, fetcher or UrlFetcher(), stdin)


def _iter_finished(
    sources: Iterable[str], terms: Terms, fetcher: Fetcher, stdin: BinaryIO | None
) -> Iterator[Document | Issue]:
    seen: set[DocumentId] = set()
    for source in sources:
        for read in _iter_source(source, fetcher, stdin):
            if isinstance(read, Issue):
                yield read
                continue
            finished = _finish(read, terms)
            if isinstance(finished, Issue):
                yield finished
            elif finished.document.id not in seen:
                seen.add(finished.document.id)
                yield finished.document
                for doubt in finished.doubts:
                    yield make_issue(read.place, doubt, finished.document.id)


def _finish(read: _Read, terms: Terms) -> Finished | Issue:
    try:
        if isinstance(read.fields, RefusedError):
            raise read.fields
        return finish(read.fields, terms)
    except RefusedError as refusal:
        return make_issue(read.place, str(refusal))


def _iter_source(source: str, fetcher: Fetcher, stdin: BinaryIO | None) -> Iterator[_Read | Issue]:
    if source == STANDARD_INPUT:
        yield from _iter_standard_input(stdin or sys.stdin.buffer)
    elif _ADDRESS.match(source):
        yield from _iter_address(source, fetcher)
    elif _OTHER_ADDRESS.match(source):
        yield make_issue(source, "only http and https addresses are fetched; save it as a file")
    else:
        for place in iter_places(source):
            if isinstance(place, Issue):
                yield place
            else:
                yield from _iter_file(place)


def _iter_standard_input(stream: BinaryIO) -> Iterator[_Read | Issue]:
    try:
        content = unpacked(stream)
        yield from _iter_stream(content, _sniffed(content.peek(_HEAD_BYTES)), _STANDARD_INPUT_NAME)
    except RefusedError as refusal:
        yield make_issue(_STANDARD_INPUT_NAME, str(refusal))
    except OSError as error:
        yield unreadable(_STANDARD_INPUT_NAME, error)


def _iter_file(place: Place) -> Iterator[_Read | Issue]:
    try:
        # RefusedError before a byte is read; what is packed shows its size only in reading
        n_bytes = place.path.stat().st_size
        packed = place.path.suffix.lower() == ".gz"
        if place.kind != "lines" and not packed and n_bytes > MAX_BYTES:
            yield _Read(place.name, too_long(in_words(n_bytes)))
            return
        with opened(place.path) as stream:
            kind = place.kind or _sniffed(stream.peek(_HEAD_BYTES))
            yield from _iter_stream(stream, kind, place.name)
    except RefusedError as refusal:
        yield make_issue(place.name, str(refusal))
    except OSError as error:
        yield unreadable(place.name, error)


def _iter_address(url: str, fetcher: Fetcher) -> Iterator[_Read | Issue]:
    try:
        fetched = fetcher.fetch(url)
        stream = unpacked(io.BytesIO(fetched.content))
        kind = _fetched_kind(fetched, stream.peek(_HEAD_BYTES))
        if kind == "page":
            yield _Read(url, _fetched_page(stream, fetched))
            return
        for read in _iter_stream(stream, kind, url):
            yield read if kind == "lines" else _with_url(read, fetched.url)
    except RefusedError as refusal:
        yield make_issue(url, str(refusal))


def _fetched_page(stream: BinaryIO, fetched: Fetched) -> Fields | RefusedError:
    try:
        return read_page(read_whole(stream), fetched.url, fetched.charset)
    except RefusedError as refusal:
        return refusal


def _with_url(read: _Read | Issue, url: str) -> _Read | Issue:
    """Return what was read with the address it came from, unless it names its own."""
    if isinstance(read, Issue) or isinstance(read.fields, RefusedError) or read.fields.url:
        return read
    return _Read(read.place, replace(read.fields, url=url))


def _iter_stream(stream: BinaryIO, kind: Kind, name: str) -> Iterator[_Read | Issue]:
    """Yield what one opened file holds; a broken stream raises `RefusedError` where it breaks."""
    if kind == "lines":
        yield from _iter_json_lines(iter_lines(stream, MAX_LINE_BYTES), name)
        return
    content = read_whole(stream)
    try:
        fields: Fields | RefusedError = _READERS[kind](content)
    except RefusedError as refusal:
        fields = refusal
    yield _Read(name, fields)


def _iter_json_lines(lines: Iterator[bytes | int], name: str) -> Iterator[_Read | Issue]:
    n_read = n_broken = 0
    any_line = False
    for number, line in enumerate(lines, 1):
        if isinstance(line, bytes) and not line.strip():
            continue
        any_line = True
        fields = _line_fields(line)
        yield _Read(f"{name}:{number}", fields)
        n_broken += isinstance(fields, RefusedError)
        n_read += isinstance(fields, Fields)
        if n_broken >= MAX_BROKEN_LINES and not n_read:
            reason = f"none of its first {n_broken} lines is a document; the rest is not read"
            yield make_issue(name, reason)
            return
    if not any_line:
        yield make_issue(name, "it is empty; there is no text to read")


def _line_fields(line: bytes | int) -> Fields | RefusedError:
    if isinstance(line, int):
        return too_long(in_words(line))
    try:
        return read_line(line)
    except RefusedError as refusal:
        return refusal


def _read_text(content: bytes) -> Fields:
    decoded = decode(content)
    return read_text(decoded.text, (decoded.doubt,) if decoded.doubt else ())


def _read_markdown(content: bytes) -> Fields:
    decoded = decode(content)
    return read_markdown(decoded.text, (decoded.doubt,) if decoded.doubt else ())


_READERS: dict[str, Callable[[bytes], Fields]] = {
    "text": _read_text,
    "markdown": _read_markdown,
    "page": read_page,
}


def _sniffed(head: bytes) -> Kind:
    """Return the kind of a stream that begins with `head`."""
    words = head.decode("utf-8", "replace").removeprefix("\ufeff")
    if looks_like_page(words):
        return "page"
    return "lines" if _JSON_OBJECT.match(words) else "text"


def _fetched_kind(fetched: Fetched, head: bytes) -> Kind:
    """Return the kind of an answer by its media type, its address's ending, its first bytes."""
    media = fetched.content_type or ""
    if media in ("text/html", "application/xhtml+xml"):
        return "page"
    if media.startswith(("image/", "audio/", "video/")) or media in (
        "application/pdf",
        "application/zip",
    ):
        msg = f"the server sends {media}, which is not read; save its text as a file"
        raise RefusedError(msg)
    return kind_of(urlsplit(fetched.url).path) or _sniffed(head)
