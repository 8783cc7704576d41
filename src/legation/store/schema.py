"""The tables of a desk.

In: nothing. Out: SQLAlchemy tables that SQLite and PostgreSQL both take.
Not here: how rows are made (`store.rows`), the search index (`store.search`), how an older desk
is brought to this schema (`store.migrations`).

Days are ISO 8601 strings, which sort as days do and are the same in every database. `body` is
the record as `records.lines` dumps it; the columns beside it are copies to find it by.
"""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
)

METADATA = MetaData()

DESK = Table(
    "legation_desk",
    METADATA,
    Column("schema_version", Integer, nullable=False),
)

DOCUMENT = Table(
    "document",
    METADATA,
    Column("serial", Integer, primary_key=True),  # the search index points at it
    Column("id", String, nullable=False, unique=True),
    Column("title", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("publisher", Text),
    Column("url", Text),
    Column("published_on", String(10), index=True),
    Column("language", String),
    Column("origin", String, nullable=False),
    Column("method", String),  # what read it; null when nobody said
    Column("digest", String, nullable=False),  # of all that was found, to know the same again
    Column("source", Text),
    # Days stand behind the text in a row; from here they are read without it.
    Index("document_days", "id", "published_on", "origin"),
)

RECORD = Table(
    "record",
    METADATA,
    Column("id", String, primary_key=True),
    Column("kind", String, nullable=False),
    Column("document_id", ForeignKey("document.id", ondelete="CASCADE")),  # null: joined
    Column("ordinal", Integer, nullable=False),  # within its document
    Column("start", Integer),
    Column("end", Integer),
    Column("first_day", String(10)),  # of its own date; null: open or unknown
    Column("last_day", String(10)),
    Column("type", String),
    Column("act", String),
    Column("body", Text, nullable=False),
    Index("record_by_document", "document_id", "kind", "ordinal"),
)

LINK = Table(
    "link",
    METADATA,
    Column("mention_id", ForeignKey("record.id", ondelete="CASCADE"), primary_key=True),
    Column("document_id", ForeignKey("document.id", ondelete="CASCADE"), nullable=False),
    Column("ordinal", Integer, nullable=False),
    Column("body", Text, nullable=False),
    Index("link_by_document", "document_id", "ordinal"),
)

PARTY = Table(
    "party",
    METADATA,
    Column("record_id", ForeignKey("record.id", ondelete="CASCADE"), nullable=False),
    Column("role", String, nullable=False),  # actor speaker party recipient addressee named
    Column("actor_id", String),
    Column("actor_name", Text, nullable=False),
    Column("state", String),
    Column("document_id", String),  # of its record; null: joined
    Index("party_by_record", "record_id"),
    Index("party_by_actor", "actor_id", "role", "document_id", "record_id"),
)

EVIDENCE = Table(
    "evidence",
    METADATA,
    Column("record_id", ForeignKey("record.id", ondelete="CASCADE"), nullable=False),
    Column("evidence_id", String, nullable=False),  # a record, or a document
    Index("evidence_by_record", "record_id"),
)

ISSUE = Table(
    "issue",
    METADATA,
    Column("serial", Integer, primary_key=True),  # in the order they came
    Column("id", String, nullable=False, unique=True),
    Column("document_id", String, index=True),  # may name a document that was set aside
    Column("stage", String, nullable=False),
    Column("in_reading", Boolean, nullable=False),
    Column("ordinal", Integer, nullable=False),
    Column("body", Text, nullable=False),
)

REVIEW = Table(
    "review",
    METADATA,
    Column("serial", Integer, primary_key=True),  # rows are added, never changed
    Column("id", String, nullable=False, unique=True),
    Column("record_id", String, nullable=False, index=True),
    Column("body", Text, nullable=False),
)
