"""Make a document of what a source says.

In: `Fields`, the user's own date. Out: a `Document` with checked date, language and publisher.
Not here: reading the source (`header`, `pages`, `lines`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlsplit

from legation.ingest.dates import parse_day
from legation.ingest.decoding import clean
from legation.ingest.header import Fields
from legation.ingest.language import ENGLISH, find_language
from legation.ingest.limits import MAX_CHARACTERS
from legation.ingest.refused import RefusedError
from legation.ingest.streams import too_long
from legation.records import Document

_LANGUAGE_CODE = re.compile(r"([A-Za-z]{2,3})(?:[-_]\w+)*")
_NO_DATE = (
    'it has no date of publication, so words such as "on Friday" stay undated; '
    "give the date with --published"
)


@dataclass(frozen=True, slots=True)
class Terms:
    """What holds for all documents of a run."""

    published: date | None
    """Day of publication of documents that do not say theirs."""
    today: date
    """No document is published later."""


@dataclass(frozen=True, slots=True)
class Finished:
    """A document, and what is doubtful about it: a sentence each."""

    document: Document
    doubts: tuple[str, ...]


def finish(fields: Fields, terms: Terms) -> Finished:
    """Return the document that `fields` describe.

    Raises:
        RefusedError: Its text is empty, too long or not English, or its date is in the future.
    """
    text = clean(fields.text)
    if not text.strip():
        msg = "it is empty; there is no text to read"
        raise RefusedError(msg)
    if len(text) > MAX_CHARACTERS:
        size = f"{len(text):,} characters"
        raise too_long(size)
    published_on, date_doubt = _published_on(fields.published, terms)
    language = _english_or_unknown(fields.language, text)
    url = _web_address(fields.url)
    document = Document.make(
        text=text,
        title=_one_line(fields.title) or "",
        publisher=_one_line(fields.publisher) or _host(url),
        url=url,
        published_on=published_on.isoformat() if published_on else None,
        language=language,
        source=_one_line(fields.source) or None,
    )
    doubts = (*fields.doubts, *([date_doubt] if date_doubt else []))
    return Finished(document, doubts)


def _published_on(words: str | None, terms: Terms) -> tuple[date | None, str | None]:
    """Return the day of publication, and what is wrong with it."""
    if not (words and words.strip()):
        return terms.published, None if terms.published else _NO_DATE
    try:
        own = parse_day(words)
    except RefusedError as refusal:
        if terms.published is None:
            return None, f"{refusal}. It is read without a date; give one with --published"
        return terms.published, f"{refusal}. {terms.published} is taken instead"
    if own <= terms.today:
        return own, None
    if terms.published is None:
        msg = f"its date {own} lies in the future; correct it, or give one with --published"
        raise RefusedError(msg)
    return terms.published, f"its date {own} lies in the future; {terms.published} is taken instead"


def _english_or_unknown(declared: str | None, text: str) -> str | None:
    match = _LANGUAGE_CODE.fullmatch((declared or "").strip())
    language = match[1].lower() if match else None
    if language != ENGLISH:
        # Believed when it says English; else looked at, since templates say anything
        language = find_language(text)
    if language not in (ENGLISH, None):
        msg = f"its language is {language!r}, not English, which is all that is read; translate it"
        raise RefusedError(msg)
    return language


def _web_address(words: str | None) -> str | None:
    """Return `words` when they are an http(s) address; a path of this machine is no source."""
    words = (words or "").strip()
    try:
        parts = urlsplit(words)
    except ValueError:
        return None
    return words if parts.scheme in ("http", "https") and parts.hostname else None


def _host(url: str | None) -> str | None:
    if url is None:
        return None
    return (urlsplit(url).hostname or "").removeprefix("www.") or None


def _one_line(words: str | None) -> str | None:
    return " ".join(clean(words).split()) if words else None
