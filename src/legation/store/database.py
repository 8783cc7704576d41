"""Open the file of a desk, and hand out transactions on it.

In: a path. Out: a `Database` whose file is a desk of this version.
Not here: what is written (`store.writing`) and asked (`store.asking`).
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event

from legation.store.errors import DeskError, telling
from legation.store.migrations import bring_forward, current_version, stored_version

_MAGIC = b"SQLite format 3\x00"

# A transaction holds one document and lasts milliseconds; who waits this long waits for a
# program that hangs.
BUSY_SECONDS = 30.0


class Database:
    """One SQLite file, opened."""

    def __init__(self, path: Path, engine: Engine) -> None:
        self.path = path
        self._engine = engine

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Give a transaction that sees the desk as it is now, whatever others write meanwhile.

        Raises:
            DeskError: The file cannot be read.
        """
        with telling(self.path), self._engine.connect() as connection, connection.begin():
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Give a transaction that is kept whole when the block ends, and undone when it raises.

        Raises:
            DeskError: The file cannot be written; nothing of the transaction is kept.
        """
        with telling(self.path), self._engine.connect() as plain:
            connection = plain.execution_options(legation_writes=True)
            with connection.begin():
                yield connection

    def close(self) -> None:
        """Close the file; what was committed is in it."""
        self._engine.dispose()


def open_database(path: Path, *, create: bool) -> Database:
    """Open the desk at `path`; make it, or bring an older one forward, where that is needed.

    A file that is not a desk is not touched.

    Raises:
        DeskError: There is none and `create` is False; it is another kind of file, or of a newer
            version; or it cannot be opened.
    """
    _check_file(path, create=create)
    database = Database(path, _make_engine(path))
    try:
        with database.reading() as connection:
            version = stored_version(connection)
        if version is None and not create:
            msg = f"{path}: nothing was read into this desk yet; begin with `legation read`"
            raise DeskError(msg)  # noqa: TRY301  (closed below, as for every other error)
        _set_journal(path)
        if version != current_version():
            with database.writing() as connection:
                bring_forward(connection)
    except BaseException:
        database.close()
        raise
    return database


def _check_file(path: Path, *, create: bool) -> None:
    if not path.exists():
        if not create:
            msg = (
                f"{path}: there is no desk here; make one with `legation read`, or name another "
                "with --desk"
            )
            raise DeskError(msg)
        if not path.parent.is_dir():
            msg = f"{path}: the folder {path.parent} is not there; make it, or name another"
            raise DeskError(msg)
        return
    if not path.is_file():
        msg = f"{path}: this is no file; name a file for the desk with --desk"
        raise DeskError(msg)
    try:
        with path.open("rb") as file:
            beginning = file.read(len(_MAGIC))
    except OSError as error:
        msg = f"{path}: the desk cannot be read ({error.strerror}); ask for the right to"
        raise DeskError(msg) from error
    if beginning not in (b"", _MAGIC):
        msg = (
            f"{path}: this is no desk (nor any SQLite file); name another with --desk, or move "
            "it away and read again"
        )
        raise DeskError(msg)


def _make_engine(path: Path) -> Engine:
    url = URL.create("sqlite", database=str(path))
    engine = create_engine(url, connect_args={"timeout": BUSY_SECONDS})

    @event.listens_for(engine, "connect")
    def _prepare(connection: Any, _record: object) -> None:  # noqa: ANN401  (the driver's own)
        # The driver would begin transactions by itself, and not for every statement.
        connection.isolation_level = None
        connection.execute("PRAGMA foreign_keys = ON")
        # What was acknowledged outlives a power cut too; costs one flush a document.
        connection.execute("PRAGMA synchronous = FULL")

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        # A writer asks for the lock at once: one that began as a reader could not wait for it.
        writes = connection.get_execution_options().get("legation_writes", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine


def _set_journal(path: Path) -> None:
    """Keep a write-ahead log, so that readers and a writer do not wait for each other."""
    # Outside of any transaction, on a connection of its own. SQLite does not wait for the lock
    # that this needs, and two that open a new desk at once would meet here.
    patience = time.monotonic() + BUSY_SECONDS
    with telling(path), closing(sqlite3.connect(path)) as connection:
        while True:
            try:
                connection.execute("PRAGMA journal_mode = WAL").fetchone()
            except sqlite3.OperationalError as error:
                if "locked" not in str(error) or time.monotonic() > patience:
                    raise
                time.sleep(0.05)
            else:
                return
