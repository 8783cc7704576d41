"""Describe a reference in the list at the end of a page.

In: `Reference`s, the documents they point into. Out: where a passage stands, what was counted.
Not here: numbering (`briefing.page`), ink.
"""

from __future__ import annotations

from datetime import date

from legation.briefing.dates import day_words
from legation.briefing.naming import count_words
from legation.briefing.page import Reference
from legation.records import Document, RecordId
from legation.records.ids import PREFIX

_NOUNS = {
    "doc": ("document", "documents"),
    "men": ("mention", "mentions"),
    "fig": ("figure", "figures"),
    "clm": ("claim", "claims"),
    "evt": ("event", "events"),
    "vot": ("vote", "votes"),
    "inc": ("incident", "incidents"),
    "con": ("contact", "contacts"),
    "dis": ("dispute", "disputes"),
    "sig": ("signal", "signals"),
}
# The list shows this many ids; all of them stand in the data beside it.
MAX_IDS_SHOWN = 6


def where_words(reference: Reference, document: Document) -> str:
    """Return where a passage stands: title, publisher, date, document id, first and last offset."""
    span = reference.passage
    if span is None:
        return ""
    day = document.published_on
    parts = [
        document.title or "untitled",
        document.publisher or "publisher not given",
        day_words(date.fromisoformat(day)) if day else "no date",
        document.id,
        f"{span.start}–{span.end}",
    ]
    return ", ".join(parts)


def counted_words(records: tuple[RecordId, ...]) -> str:
    """Return what was counted: `Counted by us: 12 documents (doc-…, …)`."""
    prefixes = {record.split("-", 1)[0] for record in records}
    known = prefixes & set(PREFIX.values()) & set(_NOUNS)
    noun = _NOUNS[next(iter(known))] if len(prefixes) == len(known) == 1 else ("record", "records")
    shown = ", ".join(records[:MAX_IDS_SHOWN])
    rest = len(records) - MAX_IDS_SHOWN
    more = f" and {rest} more" if rest > 0 else ""
    return f"Counted by us: {count_words(len(records), *noun)} ({shown}{more})."


def computed_words(source: str) -> str:
    """Return what a number of our own was computed from."""
    return f"Computed by us: {source}."
