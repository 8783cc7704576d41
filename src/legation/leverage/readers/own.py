"""Read and write our own format: one compressed numpy archive, read with numpy alone.

In: a `.npz`, or a table. Out: a `Reading`, or the file.
Keys: `format` (the words of `FORMAT`), `name`, `year`, `regions`, `sectors`, `flows_usd`
(exporter, importer, sector), `provenance`; when known `input_shares` (region, input, sector),
`tariffs` (exporter, importer, sector), `approximate`, `holds` (lines `REGION=AAA;BBB`).
Not here: the layouts of others.
"""

from __future__ import annotations

import zipfile
from pathlib import Path

import numpy as np

from legation.leverage.checks import check
from legation.leverage.errors import TableError
from legation.leverage.readers.base import Reading, finish
from legation.leverage.table import Floats, TradeTable

FORMAT = "legation-trade-1"
_NEEDED = ("format", "name", "year", "regions", "sectors", "flows_usd", "provenance")


def write_own(table: TradeTable, path: Path) -> None:
    """Write a table; the same table gives the same numbers, not the same bytes.

    Raises:
        TableError: The table is broken, the path does not end in `.npz`, or cannot be written.
    """
    check(table)
    if path.suffix != ".npz":
        msg = f"{path}: our own format is a numpy archive; let the name end in .npz"
        raise TableError(msg)
    arrays: dict[str, np.ndarray[tuple[int, ...], np.dtype[np.generic]]] = {
        "format": np.array(FORMAT),
        "name": np.array(table.name),
        "year": np.array(table.year),
        "regions": np.array(table.regions),
        "sectors": np.array(table.sectors),
        "flows_usd": table.flows_usd,
        "provenance": np.array(table.provenance),
    }
    if table.input_shares is not None:
        arrays["input_shares"] = table.input_shares
    if table.tariffs is not None:
        arrays["tariffs"] = table.tariffs
    if table.approximate is not None:
        arrays["approximate"] = np.array(table.approximate)
    if table.holds:
        lines = [f"{region}={';'.join(states)}" for region, states in table.holds.items()]
        arrays["holds"] = np.array(lines)
    try:
        with path.open("wb") as stream:
            np.savez_compressed(stream, **arrays)  # type: ignore[arg-type]
    except OSError as error:
        msg = f"{path}: cannot be written ({error.strerror}); choose another folder"
        raise TableError(msg) from error


def read_own(path: Path) -> Reading:
    """Read a table of our own format.

    Raises:
        TableError: The file cannot be read, a key is missing, or the table is broken.
    """
    arrays = load_archive(path)
    for key in _NEEDED:
        if key not in arrays:
            msg = f"{path}: has no {key!r}; our own format has {', '.join(_NEEDED)}"
            raise TableError(msg)
    if str(arrays["format"]) != FORMAT:
        msg = f"{path}: format is {str(arrays['format'])!r}, this version reads {FORMAT!r}"
        raise TableError(msg)
    try:
        year = int(arrays["year"])
    except (TypeError, ValueError) as error:
        msg = f"{path}: year is {arrays['year']!r}; write one whole number, such as 2021"
        raise TableError(msg) from error
    table = TradeTable(
        name=str(arrays["name"]),
        year=year,
        regions=tuple(map(str, arrays["regions"])),
        sectors=tuple(map(str, arrays["sectors"])),
        flows_usd=_numbers(arrays, "flows_usd", path),
        input_shares=_numbers(arrays, "input_shares", path) if "input_shares" in arrays else None,
        tariffs=_numbers(arrays, "tariffs", path) if "tariffs" in arrays else None,
        provenance=str(arrays["provenance"]),
        approximate=str(arrays["approximate"]) if "approximate" in arrays else None,
        holds=_holds(arrays, path),
    )
    return finish(table)


def archive_keys(path: Path) -> tuple[str, ...]:
    """Return the names of the arrays in a numpy archive.

    Raises:
        TableError: It is not there, or is no such archive.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            return tuple(name.removesuffix(".npy") for name in archive.namelist())
    except (OSError, zipfile.BadZipFile) as error:
        msg = f"{path}: cannot be read as a numpy archive ({error}); fetch or write it again"
        raise TableError(msg) from error


def load_archive(path: Path) -> dict[str, np.ndarray[tuple[int, ...], np.dtype[np.generic]]]:
    """Return the arrays of a numpy archive; objects that would run code are refused.

    Raises:
        TableError: It is not there, is no such archive, or holds objects.
    """
    archive_keys(path)
    try:
        with np.load(path, allow_pickle=False) as archive:
            return {key: archive[key] for key in archive.files}
    except (OSError, ValueError, EOFError, zipfile.BadZipFile) as error:
        msg = f"{path}: cannot be read ({error}); an archive of plain arrays is due"
        raise TableError(msg) from error


def _numbers(
    arrays: dict[str, np.ndarray[tuple[int, ...], np.dtype[np.generic]]], key: str, path: Path
) -> Floats:
    array = arrays[key]
    if array.dtype.kind not in "fiu" or array.ndim != 3:
        msg = f"{path}: {key} must be numbers on three axes, not {array.ndim} of {array.dtype}"
        raise TableError(msg)
    return array.astype(np.float64)


def _holds(
    arrays: dict[str, np.ndarray[tuple[int, ...], np.dtype[np.generic]]], path: Path
) -> dict[str, tuple[str, ...]]:
    holds = {}
    for line in map(str, arrays.get("holds", np.array([], dtype=str))):
        region, equals, states = line.partition("=")
        if not equals:
            msg = f"{path}: holds has {line!r}; write REGION=AAA;BBB"
            raise TableError(msg)
        holds[region] = tuple(states.split(";"))
    return holds
