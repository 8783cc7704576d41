"""Read trade tables from the files that others publish, and from our own format.

In: a file. Out: `Reading`: a table that models can take, and what was mended on the way.
Not here: the tables that come with the package (`leverage.library`).
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from legation.leverage.readers.baci import read_baci
from legation.leverage.readers.base import Reading, first_line
from legation.leverage.readers.icio import read_icio, read_icio_reduced
from legation.leverage.readers.long import read_long
from legation.leverage.readers.own import FORMAT, archive_keys, read_own, write_own
from legation.leverage.readers.wiod import read_wiod, read_wiod_reduced

__all__ = [
    "FORMAT",
    "Reading",
    "read_baci",
    "read_icio",
    "read_icio_reduced",
    "read_long",
    "read_own",
    "read_table_file",
    "read_wiod",
    "read_wiod_reduced",
    "write_own",
]


def read_table_file(path: Path) -> Reading:
    """Read a table whose layout tells what it is.

    A `.npz` is our own format or a reduced OECD or WIOD file; a `.csv` (or `.csv.gz`) is the
    OECD's wide layout, WIOD's wide layout, or a long one. BACI needs a second file and has its own
    function, `read_baci`.

    Raises:
        TableError: The file cannot be read, or is none of these.
    """
    return _reader_of(path)(path)


def _reader_of(path: Path) -> Callable[[Path], Reading]:
    from legation.leverage.errors import TableError

    if path.suffix == ".npz":
        keys = archive_keys(path)
        if "flow_musd" in keys:
            return read_icio_reduced
        return read_wiod_reduced if "intermediate_musd" in keys else read_own
    cells = [cell.strip().strip('"') for cell in first_line(path).split(",")]
    lower = [cell.lower() for cell in cells]
    if {"exporter", "importer", "trade"} <= set(lower):
        return read_long
    if {"t", "i", "j", "k", "v"} <= set(lower):
        msg = (
            f"{path}: this is BACI, which has no domestic sales; it needs a file of GDP beside it: "
            "see read_baci in docs/trade-tables.md"
        )
        raise TableError(msg)
    if any(cell.endswith("_HFCE") for cell in cells):
        return read_icio
    if any(cell.startswith("v") and cell[1:4].isupper() for cell in cells):
        return read_wiod
    msg = (
        f"{path}: its first line is of no layout that is known (OECD ICIO, WIOD, exporter/importer/"
        "trade, or our own .npz); docs/trade-tables.md shows them"
    )
    raise TableError(msg)
