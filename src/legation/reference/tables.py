"""Read the shelf's own tables.

In: a file under `reference/files`: comment lines that start with `#` and tell source, date and
licence, then a header line, then rows; tab-separated, or comma-separated when it ends in `.csv.gz`.
Out: rows as dictionaries, and the comment lines on request.
Not here: what the rows mean (`reference.shelf`, `reference.roles`).
"""

from __future__ import annotations

import csv
import gzip
from collections.abc import Iterator
from importlib import resources

from legation.records import LegationError

LIST_MARK = ";"


class ShelfError(LegationError, ValueError):
    """A file of the shelf is missing or broken; the message names it."""


def load_text(name: str) -> str:
    """Return the whole text of the shelf file `name`.

    Raises:
        ShelfError: The file is not there or cannot be unpacked.
    """
    try:
        packed = (resources.files("legation.reference") / "files" / name).read_bytes()
        return (gzip.decompress(packed) if name.endswith(".gz") else packed).decode("utf-8")
    except (OSError, EOFError, UnicodeDecodeError) as error:
        msg = f"shelf file {name}: {error}; install legation again"
        raise ShelfError(msg) from error


def load_rows(name: str) -> Iterator[list[str]]:
    """Yield the rows of the shelf file `name` without comments, the header row first.

    Every row has as many fields as the header.

    Raises:
        ShelfError: The file is not there, or a row has too many or too few fields.
    """
    lines = (line for line in load_text(name).splitlines() if line and not line.startswith("#"))
    rows: Iterator[list[str]] = (
        csv.reader(lines) if name.endswith(".csv.gz") else (line.split("\t") for line in lines)
    )
    width = None
    for number, row in enumerate(rows, start=1):
        width = width or len(row)
        if len(row) != width:
            msg = f"shelf file {name}, row {number}: {len(row)} fields where {width} are due"
            raise ShelfError(msg)
        yield row


def load_table(name: str) -> Iterator[dict[str, str]]:
    """Yield the rows of the shelf file `name` as dictionaries by column name."""
    rows = load_rows(name)
    header = next(rows)
    for row in rows:
        yield dict(zip(header, row, strict=True))


def split_list(field: str) -> list[str]:
    """Return the parts of a field that holds several names; empty for an empty field."""
    return [part for part in field.split(LIST_MARK) if part]
