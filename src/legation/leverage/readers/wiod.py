"""Read the World Input-Output Database.

In: a wide csv: of the 2016 release as its Stata and R files have it (`vAUS1` … `vROW61`), or of
the sheet of the 2013 release (a row of countries above a row `c1` … `c35`, `c37` …); or the reduced
archive of the 2013 release. Out: `Reading`.
Not here: the OECD's tables (`readers.icio`).

Final use below zero (inventories that were run down) is set to zero cell by cell before anything
is summed, so that no sale is negative, and told.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np

from legation.leverage.errors import TableError
from legation.leverage.mending import Finding, money
from legation.leverage.readers.base import Reading, finish, name_of, open_text, year_of
from legation.leverage.readers.own import load_archive
from legation.leverage.readers.wide import SKIPPED, WideSums
from legation.leverage.table import TradeTable

# WIOD keeps Romania's code of before 2002, and writes the rest of the world in its own way.
_ISO = {"ROM": "ROU", "RoW": "ROW"}
_SOURCE = (
    "World Input-Output Database (Timmer, Dietzenbacher, Los, Stehrer and de Vries 2015, Review of "
    "International Economics 23(3))"
)
_V = re.compile(r"v([A-Za-z]{3})(\d+)")
_C = re.compile(r"c(\d+)")
_INDUSTRIES_2013 = 35
# Above the numbers of the sheet of 2013 stand at most so many lines of titles and labels.
_MOST_TITLES = 12
_LABELS = 4


def read_wiod(path: Path, year: int | None = None) -> Reading:
    """Read a wide csv of either release, packed or not: flows and input shares.

    Raises:
        TableError: The layout or a number is broken; the message names the row.
    """
    year = year_of(path, year)
    with open_text(path) as stream:
        reader = csv.reader(stream)
        top = [row for row, _ in zip(reader, range(_MOST_TITLES), strict=False)]
        if top and any(_V.fullmatch(cell.strip()) for cell in top[0]):
            sums = _sum_2016(path, top[0], _chain(top[1:], reader))
        else:
            sums = _sum_2013(path, top, reader)
    lost = sums.missing()
    if lost:
        msg = f"{path}: there is no row of {', '.join(lost)}, though a column has it; it is cut off"
        raise TableError(msg)
    return _hand_over(sums, path, year)


def read_wiod_reduced(path: Path, year: int | None = None) -> Reading:
    """Read the reduced archive: `intermediate_musd`, `final_musd`, `country`, `sector`.

    Raises:
        TableError: A key is missing, shapes differ, or the table is broken.
    """
    arrays = load_archive(path)
    keys = ("intermediate_musd", "final_musd", "country", "sector")
    for key in keys:
        if key not in arrays:
            msg = f"{path}: has no {key!r}; a reduced WIOD file has {', '.join(keys)}"
            raise TableError(msg)
    regions = [_ISO.get(code, code) for code in map(str, arrays["country"])]
    sectors = list(map(str, arrays["sector"]))
    n, s = len(regions), len(sectors)
    final = arrays["final_musd"].astype(np.float64)
    cells = np.hstack([arrays["intermediate_musd"].astype(np.float64), final])
    if cells.shape[0] != n * s or final.shape[1] % n:
        msg = f"{path}: {cells.shape[0]} × {cells.shape[1]} numbers do not fit {n} × {s} sellers"
        raise TableError(msg)
    kinds = final.shape[1] // n
    importers = [*np.repeat(np.arange(n), s), *np.repeat(np.arange(n), kinds)]
    industries = [*np.tile(np.arange(s), n), *[SKIPPED] * (n * kinds)]
    sums = WideSums(path, regions, sectors, importers, industries)
    for row, numbers in enumerate(cells):
        sums.add_numbers(row // s, row % s, numbers, clip_final=True)
    return _hand_over(sums, path, year_of(path, year))


def _hand_over(sums: WideSums, path: Path, year: int) -> Reading:
    count, size = sums.clipped
    before = []
    if count:
        words = (
            f"{count} cells of final use below zero (inventories that were run down) set to 0, "
            f"together {money(size)}"
        )
        before.append(Finding("negative-cells", "final use", count, size, mended=True, words=words))
    table = TradeTable(
        name=name_of(path),
        year=year,
        regions=sums.regions,
        sectors=sums.sectors,
        flows_usd=sums.flows_usd,
        input_shares=sums.input_shares,
        tariffs=None,
        provenance=f"{_SOURCE}, {year}, file {path.name}",
    )
    return finish(table, before)


def _chain(first: Sequence[list[str]], rest: Iterator[list[str]]) -> Iterator[list[str]]:
    yield from first
    yield from rest


def _sum_2016(path: Path, header: Sequence[str], rows: Iterator[list[str]]) -> WideSums:
    """Sum the layout with one header line, in which a column names its country and number.

    What a number means is told by the rows: those of a country are its industries (`RNr` 1 to 56),
    so higher numbers of columns are final use.
    """
    names = [cell.strip() for cell in header]
    lower = [name.lower() for name in names]
    for needed in ("industrycode", "country", "rnr"):
        if needed not in lower:
            msg = (
                f"{path}: there is no column {needed!r}; the labels are IndustryCode, Country, RNr"
            )
            raise TableError(msg)
    at_code, at_country, at_number = map(lower.index, ("industrycode", "country", "rnr"))
    first = next(number for number, name in enumerate(names) if _V.fullmatch(name))
    matches = [_V.fullmatch(name) for name in names[first:]]
    regions = list(dict.fromkeys(_code(match[1]) for match in matches if match))
    # The first country's rows come first and tell the industries before its columns are needed.
    kept = list(rows)
    sellers = [row for row in kept if len(row) > first and _code(row[at_country]) in regions]
    sectors = list(dict.fromkeys(row[at_code].strip() for row in sellers))
    last = max((int(row[at_number]) for row in sellers if row[at_number].isdecimal()), default=0)
    if last != len(sectors):
        msg = (
            f"{path}: {len(sectors)} codes of industries, but RNr runs to {last}; every industry "
            "has one number, from 1"
        )
        raise TableError(msg)
    importers = [regions.index(_code(match[1])) if match else SKIPPED for match in matches]
    industries = [
        int(match[2]) - 1 if match and int(match[2]) <= last else SKIPPED for match in matches
    ]
    sums = WideSums(path, regions, sectors, importers, industries)
    for row in sellers:
        country, code = _code(row[at_country]), row[at_code].strip()
        place = (regions.index(country), sectors.index(code))
        sums.add(*place, row[first:], f"{country} {code}", clip_final=True)
    return sums


def _sum_2013(path: Path, top: Sequence[list[str]], rest: Iterator[list[str]]) -> WideSums:
    """Sum the sheet of the 2013 release: labels stand in several lines and columns."""
    codes = max(top, key=lambda row: sum(bool(_C.fullmatch(c.strip())) for c in row), default=[])
    lands = max(
        top,
        key=lambda row: sum(bool(re.fullmatch(r"[A-Z][A-Za-z][A-Z]", c.strip())) for c in row),
        default=[],
    )
    if codes is lands or not any(_C.fullmatch(cell.strip()) for cell in codes):
        msg = (
            f"{path}: no line of codes c1, c2 … under a line of countries was found; save the "
            "sheet of a WIOT as csv with its labels"
        )
        raise TableError(msg)
    coded = [n for n, cell in enumerate(codes) if n >= _LABELS and _C.fullmatch(cell.strip())]
    if not coded:
        msg = f"{path}: codes c1, c2 … stand over no numbers; keep the four columns of labels"
        raise TableError(msg)
    first = coded[0]
    pairs = [
        (_code(land), _C.fullmatch(code.strip()))
        for land, code in zip(lands[first:], codes[first:], strict=False)
    ]
    regions = list(dict.fromkeys(land for land, _ in pairs if land and land != "TOT"))
    numbers = [int(code[1]) if code else 0 for _, code in pairs]
    importers = [regions.index(land) if land in regions else SKIPPED for land, _ in pairs]
    industries = [number - 1 if 1 <= number <= _INDUSTRIES_2013 else SKIPPED for number in numbers]
    sectors = [f"c{number}" for number in range(1, max(industries, default=-1) + 2)]
    sums = WideSums(path, regions, sectors, importers, industries)
    for row in _chain(top, rest):
        labels = [cell.strip() for cell in row[:first]]
        land = next((_code(cell) for cell in labels if _code(cell) in regions), None)
        code = next((cell for cell in labels if cell in sectors), None)
        if land and code:
            cells = row[first : first + len(pairs)]
            place = (regions.index(land), sectors.index(code))
            sums.add(*place, cells, f"{land} {code}", clip_final=True)
    return sums


def _code(cell: str) -> str:
    code = cell.strip()
    return _ISO.get(code, code)
