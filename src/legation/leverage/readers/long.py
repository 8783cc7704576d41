"""Read a long csv of flows, one line a pair: the layout of gravity data.

In: a csv with `exporter`, `importer`, `trade`, and when it has them `year`, `sector`, `Y` (output
of the exporter) and `E` (expenditure of the importer); other columns (distance, agreements) are
passed over. Out: `Reading`. Not here: estimating gravity.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from legation.leverage.errors import TableError
from legation.leverage.mending import Finding
from legation.leverage.readers.base import (
    MILLION,
    Reading,
    finish,
    iter_dicts,
    name_of,
    number_in,
    year_of,
)
from legation.leverage.table import Floats, TradeTable

ONE_SECTOR = "all"
# Output and expenditure that a file states beside its flows may differ from their sums by rounding.
_TOTALS_DIFFER = 1e-3


@dataclass(slots=True)
class _Lines:
    """What was read, by name."""

    trade: dict[tuple[str, str, str], float] = field(default_factory=dict)
    outputs: dict[tuple[str, str], float] = field(default_factory=dict)
    expenditures: dict[tuple[str, str], float] = field(default_factory=dict)
    years: dict[int, None] = field(default_factory=dict)
    repeated: list[str] = field(default_factory=list)


def read_long(path: Path, year: int | None = None, *, unit_usd: float = MILLION) -> Reading:
    """Read flows of one year.

    A pair that is not in the file trades nothing. Where a region's sales to itself are not there,
    they are its output `Y` less its exports, if the file has `Y`. A line that stands twice with the
    same value is read once and told; with another value it is an error.

    Args:
        path: The csv, packed or not.
        year: None: the only year of the file, or that in its name.
        unit_usd: What one unit of `trade`, `Y` and `E` is in US dollars; a million by default, as
            in gegravity's sample.

    Raises:
        TableError: A column or number is missing, several years stand in the file and none was
            asked for, or lines contradict each other.
    """
    if not unit_usd > 0:
        msg = f"unit_usd is {unit_usd:g}; write what one unit of trade is in US dollars, above 0"
        raise TableError(msg)
    lines = _read_lines(path, year)
    if not lines.trade:
        asked = f" of {year}; it has {', '.join(map(str, lines.years))}" if lines.years else ""
        msg = f"{path}: has no lines{asked}"
        raise TableError(msg)
    pairs = lines.trade
    # Exporters first, in the order of the file, then those who only buy.
    regions = tuple(dict.fromkeys([key[0] for key in pairs] + [key[1] for key in pairs]))
    sectors = tuple(dict.fromkeys(key[2] for key in pairs))
    flows = np.zeros((len(regions), len(regions), len(sectors)))
    place = {name: number for number, name in enumerate(regions)}
    kind = {name: number for number, name in enumerate(sectors)}
    for (exporter, importer, sector), amount in pairs.items():
        flows[place[exporter], place[importer], kind[sector]] = amount
    findings = _repeated(lines)
    findings += _fill_home(lines, flows, regions, sectors)
    findings += _compare(lines, flows, regions, sectors)
    table = TradeTable(
        name=name_of(path),
        year=year if year is not None else _only_year(lines, path),
        regions=regions,
        sectors=sectors,
        flows_usd=flows * unit_usd,
        input_shares=None,
        tariffs=None,
        provenance=f"flows as in {path.name}",
    )
    return finish(table, findings)


def _read_lines(path: Path, year: int | None) -> _Lines:
    lines = _Lines()
    for number, row in iter_dicts(path, ("exporter", "importer", "trade")):
        where = f"{path}, line {number}"
        if row.get("year"):
            told = int(number_in(row["year"], where, "year"))
            lines.years[told] = None
            if year is not None and told != year:
                continue
            if len(lines.years) > 1 and year is None:
                years = ", ".join(map(str, lines.years))
                msg = f"{where}: the file has several years ({years} …); say which to read"
                raise TableError(msg)
        sector = row.get("sector") or ONE_SECTOR
        key = (row["exporter"], row["importer"], sector)
        amount = number_in(row["trade"], where, "trade")
        if key in lines.trade:
            if lines.trade[key] != amount:
                msg = (
                    f"{where}: {key[0]} → {key[1]} ({sector}) is {amount:g} here and "
                    f"{lines.trade[key]:g} before; keep one line"
                )
                raise TableError(msg)
            lines.repeated.append(f"{key[0]} → {key[1]}, {sector}")
        lines.trade[key] = amount
        for column, totals, region in (
            ("y", lines.outputs, key[0]),
            ("e", lines.expenditures, key[1]),
        ):
            if row.get(column):
                totals[region, sector] = number_in(row[column], where, column.upper())
    return lines


def _only_year(lines: _Lines, path: Path) -> int:
    return next(iter(lines.years)) if lines.years else year_of(path, None)


def _repeated(lines: _Lines) -> list[Finding]:
    if not lines.repeated:
        return []
    count, first = len(lines.repeated), lines.repeated[0]
    words = f"{count} line(s) stand twice with the same value and were read once (first {first})"
    return [Finding("duplicates", first, count, None, mended=True, words=words)]


def _fill_home(
    lines: _Lines, flows: Floats, regions: tuple[str, ...], sectors: tuple[str, ...]
) -> list[Finding]:
    """Put output less exports where a region's sales to itself are missing."""
    filled = []
    for (region, sector), output in lines.outputs.items():
        if (region, region, sector) in lines.trade:
            continue
        n, s = regions.index(region), sectors.index(sector)
        left = output - flows[n, :, s].sum()
        if left > 0:
            flows[n, n, s] = left
            filled.append(f"{region}, {sector}")
    if not filled:
        return []
    words = (
        f"sales at home are not in the file for {len(filled)} region(s) and were put as output "
        f"less exports (first {filled[0]})"
    )
    return [Finding("no-domestic-sales", filled[0], len(filled), None, mended=True, words=words)]


def _compare(
    lines: _Lines, flows: Floats, regions: tuple[str, ...], sectors: tuple[str, ...]
) -> list[Finding]:
    """Tell where the file's own totals are not the sums of its flows."""
    apart = []
    for totals, sums, word in (
        (lines.outputs, flows.sum(axis=1), "output"),
        (lines.expenditures, flows.sum(axis=0), "expenditure"),
    ):
        for (region, sector), total in totals.items():
            summed = sums[regions.index(region), sectors.index(sector)]
            if abs(summed - total) > _TOTALS_DIFFER * max(abs(total), abs(summed)):
                ratio = abs(summed / total - 1) if total else float("inf")
                apart.append((ratio, f"{word} of {region}, {sector}", summed, total))
    if not apart:
        return []
    _, where, summed, total = max(apart)
    words = (
        f"{len(apart)} totals of the file are not the sums of its flows, which are used; the "
        f"furthest is the {where}: {summed:g} as a sum, {total:g} as told"
    )
    return [Finding("totals-differ", where, len(apart), None, mended=False, words=words)]
