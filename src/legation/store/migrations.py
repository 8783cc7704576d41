"""Make a new desk, and bring one of an older version to this one's schema.

In: an open transaction. Out: the tables of `store.schema`, and their version in the desk.
Not here: which files are opened (`store.database`).

A step is a function that changes the tables from one version to the next; steps are numbered
from 2, and a step that was released is never edited. A new desk is made at the newest version.
"""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import Connection, inspect, select, text, update

from legation.store import search
from legation.store.errors import DeskError
from legation.store.schema import DESK, METADATA

FIRST = 1


def _add_source(connection: Connection) -> None:
    """Let a document say where it has it from; who reads it again learns it."""
    connection.execute(text("ALTER TABLE document ADD COLUMN source TEXT"))
    # Version 1 passed the words over: forget what read a document, so that it is read again.
    connection.execute(text("UPDATE document SET method = NULL"))


def _index_days(connection: Connection) -> None:
    """Let a document's day be read without its text."""
    connection.execute(
        text("CREATE INDEX IF NOT EXISTS document_days ON document (id, published_on, origin)")
    )


def _index_actors(connection: Connection) -> None:
    """Find what one actor says, and what is said of him, without looking at everybody."""
    known = {column["name"] for column in inspect(connection).get_columns("party")}
    if "document_id" not in known:
        connection.execute(text("ALTER TABLE party ADD COLUMN document_id VARCHAR"))
    of_record = "(SELECT document_id FROM record WHERE record.id = party.record_id)"
    connection.execute(text(f"UPDATE party SET document_id = {of_record}"))  # noqa: S608  (ours)
    connection.execute(text("DROP INDEX IF EXISTS party_by_actor"))
    connection.execute(
        text("CREATE INDEX party_by_actor ON party (actor_id, role, document_id, record_id)")
    )


STEPS: dict[int, Callable[[Connection], None]] = {
    2: _add_source,
    3: _index_days,
    4: _index_actors,
}
"""The version that a step leads to -> the step."""


def current_version() -> int:
    """Return the schema version that this program reads and writes."""
    return max(STEPS, default=FIRST)


def stored_version(connection: Connection) -> int | None:
    """Return the schema version of the desk; None when the database holds no table at all.

    Raises:
        DeskError: It holds tables, but they are another program's.
    """
    tables = inspect(connection).get_table_names()
    if not tables:
        return None
    if DESK.name not in tables:
        shown = ", ".join(sorted(tables)[:3])
        msg = (
            f"{_path(connection)}: this is a database of another program (it holds {shown}), "
            "not a desk; name another with --desk"
        )
        raise DeskError(msg)
    version: int | None = connection.scalar(select(DESK.c.schema_version))
    if version is None:
        msg = f"{_path(connection)}: this desk does not say its version; put back a copy"
        raise DeskError(msg)
    return version


def bring_forward(connection: Connection) -> None:
    """Make the tables, or take every step from the desk's version to this program's.

    Raises:
        DeskError: The desk is of a newer version, or no desk.
    """
    version, newest = stored_version(connection), current_version()
    if version is None:
        METADATA.create_all(connection)
        search.create(connection)
        connection.execute(DESK.insert().values(schema_version=newest))
        return
    if version > newest:
        msg = (
            f"{_path(connection)}: this desk was written by a newer version of legation "
            f"(schema {version}, this one knows {newest}); update legation"
        )
        raise DeskError(msg)
    for step in range(version + 1, newest + 1):
        STEPS[step](connection)
        connection.execute(update(DESK).values(schema_version=step))


def _path(connection: Connection) -> str:
    return connection.engine.url.database or "the desk"
