"""Say what is wrong with a desk and how to mend it.

In: errors of the database and of the operating system. Out: `DeskError`s.
Not here: what is wrong with a record (`records.RecordError`).
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy.exc import DBAPIError

from legation.records import LegationError

# SQLite's result codes keep the kind of trouble in the low byte, the detail above it.
_KIND = 0xFF

CURES = {
    sqlite3.SQLITE_FULL: (
        "there is no room left on its disk; what was counted before is kept: "
        "make room and run the same command again"
    ),
    sqlite3.SQLITE_IOERR: (
        "its disk cannot be written or read; what was counted before is kept: "
        "look for a full or failing disk or a size limit, and run the same command again"
    ),
    sqlite3.SQLITE_READONLY: (
        "it may not be written; ask for the right to write the file and its folder, "
        "or name another with --desk"
    ),
    sqlite3.SQLITE_CANTOPEN: (
        "it cannot be opened; see that its folder is there and that you may write in it, "
        "or name another with --desk"
    ),
    sqlite3.SQLITE_PERM: "it may not be opened; ask for the right to, or name another with --desk",
    sqlite3.SQLITE_BUSY: (
        "another program has been writing to it for too long; let that one end and run "
        "the same command again"
    ),
    sqlite3.SQLITE_LOCKED: (
        "another program has locked it; let that one end and run the same command again"
    ),
    sqlite3.SQLITE_NOTADB: (
        "this is no desk (nor any SQLite file); name another with --desk, or move it away "
        "and read again"
    ),
    sqlite3.SQLITE_CORRUPT: (
        "the file is damaged; put back a copy, or move it away and read the documents again"
    ),
}
"""SQLite's kind of trouble -> what is wrong, and what to do."""


class DeskError(LegationError):
    """A desk cannot be opened, read or written; what it acknowledged before is not lost."""


@contextmanager
def telling(path: Path) -> Iterator[None]:
    """Turn errors of the database under `path` into `DeskError`s that say what to do."""
    try:
        yield
    except DBAPIError as error:
        raise _explained(path, error.orig or error) from error
    except sqlite3.Error as error:
        raise _explained(path, error) from error


def _explained(path: Path, error: BaseException) -> DeskError:
    code = getattr(error, "sqlite_errorcode", None)
    if code == sqlite3.SQLITE_IOERR_SHMSIZE:
        code = sqlite3.SQLITE_FULL  # the file that readers share did not fit
    cure = CURES.get(code & _KIND) if isinstance(code, int) else None
    if cure is None:
        cure = "the database refused; please report it with what you did"
    return DeskError(f"{path}: {cure} ({error})")
