"""What the readers share: opening files, cutting lines, finding out the year, handing over.

In: paths, lines. Out: text, numbers, `Reading`.
Not here: any layout.
"""

from __future__ import annotations

import csv
import gzip
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

import numpy as np

from legation.leverage.checks import MOST_MONEY
from legation.leverage.errors import TableError
from legation.leverage.mending import Finding, mend
from legation.leverage.table import Floats, TradeTable

MILLION = 1e6


@dataclass(frozen=True, slots=True)
class Reading:
    """A table as it was read and mended."""

    table: TradeTable
    findings: tuple[Finding, ...]


def finish(table: TradeTable, findings: Sequence[Finding] = ()) -> Reading:
    """Check and mend a table that was just read; `findings` came before.

    Raises:
        TableError: No mending cures it.
    """
    mended = mend(table)
    return Reading(mended.table, (*findings, *mended.findings))


@contextmanager
def open_text(path: Path) -> Iterator[TextIO]:
    """Open a text file, packed with gzip or not.

    Raises:
        TableError: It is not there, is not UTF-8, or cannot be unpacked.
    """
    try:
        if path.suffix == ".gz":
            with gzip.open(path, "rt", encoding="utf-8-sig", newline="") as stream:
                yield stream
        else:
            with path.open(encoding="utf-8-sig", newline="") as stream:
                yield stream
    except UnicodeDecodeError as error:
        msg = f"{path}: byte {error.start} is not UTF-8; convert it first, e.g. with iconv"
        raise TableError(msg) from error
    except (OSError, EOFError, csv.Error) as error:
        msg = f"{path}: cannot be read ({error}); check the path and fetch the file again"
        raise TableError(msg) from error


def first_line(path: Path) -> str:
    """Return the first line of a text file.

    Raises:
        TableError: As for `open_text`, or the file is empty.
    """
    with open_text(path) as stream:
        line = stream.readline()
    if not line.strip():
        msg = f"{path}: the file is empty"
        raise TableError(msg)
    return line


def iter_dicts(path: Path, needed: Sequence[str]) -> Iterator[tuple[int, dict[str, str]]]:
    """Yield the rows of a csv file by lower-case column name, with their line numbers.

    Raises:
        TableError: A needed column is missing, or a row has another number of cells.
    """
    with open_text(path) as stream:
        reader = csv.reader(stream)
        header = [cell.strip().lower() for cell in next(reader, [])]
        for name in needed:
            if name not in header:
                msg = f"{path}: there is no column {name!r}; the header has {', '.join(header)}"
                raise TableError(msg)
        for row in reader:
            if not row:
                continue
            if len(row) != len(header):
                msg = (
                    f"{path}, line {reader.line_num}: {len(row)} cells where the header has "
                    f"{len(header)}"
                )
                raise TableError(msg)
            yield reader.line_num, dict(zip(header, (cell.strip() for cell in row), strict=True))


def number_in(cell: str, place: str, column: str) -> float:
    """Return a cell as a number.

    Raises:
        TableError: It is none, or NaN, or over `MOST_MONEY`.
    """
    try:
        number = float(cell)
    except ValueError:
        number = float("nan")
    if abs(number) > MOST_MONEY:
        msg = f"{place}: {column} is {cell[:40]!r}, larger than any flow; look at its unit"
        raise TableError(msg)
    if not np.isfinite(number):
        msg = f"{place}: {column} is {cell!r}; write a number, and 0 where nothing is traded"
        raise TableError(msg)
    return number


def numbers_in(cells: Sequence[str], place: str) -> Floats:
    """Return the cells of a wide row as numbers.

    Raises:
        TableError: One is no number; the message tells which column of numbers it is in.
    """
    try:
        numbers = np.array(list(map(float, cells)))
    except ValueError:
        numbers = np.full(len(cells), np.nan)
    if not (np.abs(numbers) <= MOST_MONEY).all():
        for column, cell in enumerate(cells, start=1):
            number_in(cell, place, f"column {column}")
    return numbers


def year_of(path: Path, year: int | None) -> int:
    """Return the year asked for, else the one in the file's name (`2021_SML.csv`, `wiod2011.npz`).

    Raises:
        TableError: None is given and the name has none.
    """
    if year is not None:
        return year
    found = re.search(r"(?<!\d)(19|20)\d\d(?!\d)", path.name)
    if not found:
        msg = f"{path}: the name of the file has no year; give it, or call the file icio2021.csv"
        raise TableError(msg)
    return int(found[0])


def name_of(path: Path) -> str:
    """Return the short name by which a file's table is called: its name without endings."""
    return path.name.removesuffix(".gz").rsplit(".", 1)[0]


def shares_of(spent: Floats, outputs: Floats) -> Floats:
    """Return spending on inputs as shares of output, 0 where there is none.

    Args:
        spent: Shape (region, input, sector).
        outputs: Shape (region, sector).
    """
    below = np.broadcast_to(outputs[:, None, :], spent.shape)
    shares: Floats = np.divide(spent, below, out=np.zeros_like(spent), where=below > 0)
    return shares
