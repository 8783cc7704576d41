"""Write rows into an open transaction.

In: a connection that may write, and the rows of `store.rows`. Out: the tables, changed.
Not here: when a transaction ends (`store.database`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from sqlalchemy import Connection, Table, bindparam, delete, insert, or_, select, update

from legation.records import DocumentId, RecordError, RecordId
from legation.store import asking, search
from legation.store.rows import JoinedRows, ReadingRows, Row, party_rows
from legation.store.schema import DOCUMENT, EVIDENCE, ISSUE, LINK, PARTY, RECORD, REVIEW

# Stages that run anew whenever a document is read anew; what ingest said of it stays.
_READING_STAGES = ("extract", "resolve", "store")


def put_reading(connection: Connection, rows: ReadingRows) -> None:
    """Store a reading in place of what the desk held of its document; nothing if it is the same."""
    identity = rows.document["id"]
    columns = DOCUMENT.c
    known = connection.execute(
        select(columns.digest, columns.origin, columns.published_on).where(columns.id == identity)
    ).one_or_none()
    if known is None:
        connection.execute(insert(DOCUMENT).values(rows.document))
        search.add(connection, identity)
        _clear_issues(connection, identity, dated_now=False)
    else:
        if rows.document["origin"] == identity:
            # A reading says so before anybody has compared it: what the desk found stays.
            rows.document["origin"] = known.origin
        if known.digest == rows.document["digest"]:
            if known.origin != rows.document["origin"]:
                origin = update(DOCUMENT).where(columns.id == identity)
                connection.execute(origin.values(origin=rows.document["origin"]))
            return
        dated_now = known.published_on != rows.document["published_on"]
        _replace_document(connection, rows.document, dated_now=dated_now)
    _add(connection, RECORD, rows.records)
    _add(connection, LINK, rows.links)
    _add(connection, PARTY, [{**row, "document_id": identity} for row in rows.parties])
    for issue in rows.issues:
        put_issue(connection, issue)
    if _is_decided(connection, identity):
        put_decided_parties(connection, identity)


def put_review(connection: Connection, record: RecordId, identity: RecordId, text: str) -> None:
    """Add a review to the history; the same again changes nothing.

    Raises:
        RecordError: Another review has its id.
    """
    known = connection.scalar(select(REVIEW.c.body).where(REVIEW.c.id == identity))
    if known is None:
        row = {"id": identity, "record_id": record, "body": text}
        connection.execute(insert(REVIEW).values(row))
    elif known != text:
        msg = f"{identity}: another review has this id; reviews are added, never changed"
        raise RecordError(msg)


def put_decided_parties(connection: Connection, document: DocumentId) -> None:
    """Let the records of a document name those whom people decided that it means."""
    mine = select(RECORD.c.id).where(RECORD.c.document_id == document)
    for reading in asking.readings(connection, [DOCUMENT.c.id == document]):
        parties = party_rows(reading)
        connection.execute(delete(PARTY).where(PARTY.c.record_id.in_(mine)))
        _add(connection, PARTY, parties)


def _is_decided(connection: Connection, document: DocumentId) -> bool:
    decided = select(REVIEW.c.id).join(RECORD, RECORD.c.id == REVIEW.c.record_id)
    statement = decided.where(RECORD.c.document_id == document).limit(1)
    return connection.scalar(statement) is not None


def put_joined(connection: Connection, rows: JoinedRows, kinds: Iterable[str]) -> None:
    """Store joined records in place of all there were of `kinds`."""
    connection.execute(delete(RECORD).where(RECORD.c.kind.in_(kinds)))
    _add(connection, RECORD, rows.records)
    _add(connection, PARTY, rows.parties)
    _add(connection, EVIDENCE, rows.evidence)


def put_concluded(connection: Connection, rows: JoinedRows) -> None:
    """Store what was concluded, each in place of what has its id."""
    ids = [row["id"] for row in rows.records]
    connection.execute(delete(RECORD).where(RECORD.c.id.in_(ids)))
    _add(connection, RECORD, rows.records)
    _add(connection, PARTY, rows.parties)
    _add(connection, EVIDENCE, rows.evidence)


def put_origins(connection: Connection, origins: Mapping[DocumentId, DocumentId]) -> None:
    """Store the origin of each document that is on the desk."""
    rows = connection.execute(select(DOCUMENT.c.id, DOCUMENT.c.origin))
    stored: dict[DocumentId, DocumentId] = {row.id: row.origin for row in rows}
    changed = [
        {"document": document, "first": origin}
        for document, origin in origins.items()
        if stored.get(document, origin) != origin
    ]
    if changed:
        statement = update(DOCUMENT).where(DOCUMENT.c.id == bindparam("document"))
        connection.execute(statement.values(origin=bindparam("first")), changed)


def put_issue(connection: Connection, row: Row) -> None:
    """Store an issue; one that is there already stays in its place."""
    known = connection.execute(
        select(ISSUE.c.serial, ISSUE.c.in_reading).where(ISSUE.c.id == row["id"])
    ).one_or_none()
    if known is None:
        connection.execute(insert(ISSUE).values(row))
    elif row["in_reading"] or not known.in_reading:
        connection.execute(update(ISSUE).where(ISSUE.c.serial == known.serial).values(row))


def _replace_document(connection: Connection, document: Row, *, dated_now: bool) -> None:
    identity = document["id"]
    connection.execute(delete(RECORD).where(RECORD.c.document_id == identity))
    _clear_issues(connection, identity, dated_now=dated_now)
    # The index forgets a document by its words as they are stored: before they change.
    search.remove(connection, identity)
    connection.execute(update(DOCUMENT).where(DOCUMENT.c.id == identity).values(document))
    search.add(connection, identity)


def _clear_issues(connection: Connection, document: DocumentId, *, dated_now: bool) -> None:
    """Take away what was said of an earlier reading; and of a date that has changed since."""
    of_document = delete(ISSUE).where(ISSUE.c.document_id == document)
    if not dated_now:
        of_document = of_document.where(or_(ISSUE.c.in_reading, ISSUE.c.stage.in_(_READING_STAGES)))
    connection.execute(of_document)


def _add(connection: Connection, table: Table, rows: list[Row]) -> None:
    if rows:
        connection.execute(insert(table), rows)
