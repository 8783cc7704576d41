"""Find documents by their words.

In: titles and texts as they are stored; words as a person types them. Out: `Hit`s, best first.
Not here: search over what was found in the texts (`Desk.records`).

This is the one place that speaks SQLite's FTS5; for PostgreSQL it would speak `tsvector`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, text

from legation.records import DocumentId

# Porter's stemmer lets `sanction` find `sanctions`; diacritics do not count.
_CREATE = """
CREATE VIRTUAL TABLE document_words USING fts5(
    title, text, content='document', content_rowid='serial',
    tokenize='porter unicode61 remove_diacritics 2'
)
"""
_ADD = text(
    "INSERT INTO document_words(rowid, title, text)"
    " SELECT serial, title, text FROM document WHERE id = :id"
)
_REMOVE = text(
    "INSERT INTO document_words(document_words, rowid, title, text)"
    " SELECT 'delete', serial, title, text FROM document WHERE id = :id"
)

# A word in the headline says more of what a text is about than one in its body: 5 to 1 is a
# common default for titles, not swept. A snippet of 24 words fits two lines of a terminal.
_FIND = text(
    """
    SELECT document.id, document.title, publisher, published_on,
           snippet(document_words, -1, '[', ']', '…', 24) AS passage,
           -bm25(document_words, 5.0, 1.0) AS score
      FROM document_words JOIN document ON document.serial = document_words.rowid
     WHERE document_words MATCH :words AND (:day IS NULL OR published_on <= :day)
     ORDER BY score DESC, document.id
     LIMIT :limit
    """
)

_TERM = re.compile(r'"([^"]*)"?|(\S+)')


@dataclass(frozen=True, slots=True)
class Hit:
    """One document that holds the words."""

    document: DocumentId
    title: str
    publisher: str | None
    published_on: str | None
    snippet: str
    """Some twenty words of title or text around the best passage, in [brackets] what was found."""
    score: float
    """BM25 over title and text, greater is better; only scores of one search compare."""


def create(connection: Connection) -> None:
    """Make the index, empty."""
    connection.execute(text(_CREATE))


def add(connection: Connection, document: DocumentId) -> None:
    """Index the stored title and text of a document."""
    connection.execute(_ADD, {"id": document})


def remove(connection: Connection, document: DocumentId) -> None:
    """Take a document out of the index; its row must still be as it was when it was added."""
    connection.execute(_REMOVE, {"id": document})


def find(connection: Connection, words: str, as_of: date | None, limit: int) -> list[Hit]:
    """Return documents that hold all of `words`, best first.

    Args:
        connection: To the desk.
        words: Single words, "phrases in quotes", and `beginnings*`; no other signs count.
        as_of: Only documents published by this day; undated ones are left out.
        limit: At most so many.
    """
    query = " AND ".join(_terms(words))
    if not query:
        return []
    day = as_of.isoformat() if as_of is not None else None
    rows = connection.execute(_FIND, {"words": query, "day": day, "limit": limit})
    return [
        Hit(row[0], row[1], row[2], row[3], " ".join(row[4].split()), float(row[5])) for row in rows
    ]


def _terms(words: str) -> Iterator[str]:
    """Yield each word or phrase in FTS5's quotes, so that nothing in it is taken for syntax."""
    for match in _TERM.finditer(words):
        phrase = match[1] if match[1] is not None else match[2].replace('"', " ")
        beginning = match[2] is not None and phrase.endswith("*")
        if any(sign.isalnum() for sign in phrase):
            quoted = '"{}"'.format(phrase.replace("*", " ").strip())
            yield f"{quoted}*" if beginning else quoted
