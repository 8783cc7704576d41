"""Read BACI, the CEPII's file of trade in goods by product, with a file of GDP beside it.

In: BACI's csv (`t i j k v q`, `v` in thousand US dollars), its csv of country codes, and a csv of
GDP. Out: `Reading`, in the eleven goods sectors of ours or in one.
Not here: anything exact about domestic sales: BACI has none, and what is put in their place is an
estimate, said so in `TradeTable.approximate`.
"""

from __future__ import annotations

import warnings
from pathlib import Path
from typing import TextIO

import numpy as np
from numpy.typing import NDArray

from legation.leverage.concordance import sector_of_product
from legation.leverage.errors import TableError
from legation.leverage.mending import Finding, money
from legation.leverage.readers.base import (
    Reading,
    finish,
    first_line,
    iter_dicts,
    name_of,
    number_in,
    open_text,
    year_of,
)
from legation.leverage.table import Floats, TradeTable
from legation.reference.trade import FLOWS_FILE, SECTORS, SERVICES, load_trade_rows

# Gross output of goods (industries c1 to c16) over GDP (value added of all), world, in WIOD's table
# of 2011 with our reduced file: 0.789.
GOODS_OUTPUT_TO_GDP = 0.79
# A region is never taken to import all it uses: re-exports make imports exceed use in hubs.
LEAST_HOME_SHARE = 0.01
GOODS = tuple(sector for sector in SECTORS if sector not in SERVICES)
_THOUSAND = 1e3
# The largest year, country code and product code.
_LARGEST = (9999, 9999, 9999, 999_999)
# Rows at a time: some 40 MB.
_CHUNK = 500_000


def read_baci(
    path: Path,
    gdp_path: Path,
    countries_path: Path,
    *,
    year: int | None = None,
    output_to_gdp: float = GOODS_OUTPUT_TO_GDP,
) -> Reading:
    """Read one year of BACI.

    Domestic sales are what is left of a country's use of goods after imports. Its use is taken to
    be `output_to_gdp` times its GDP, split over sectors as the world's is in the embedded table;
    where imports exceed it, `LEAST_HOME_SHARE` of it is kept as domestic sales. Good for who
    depends on whom abroad; the home share is rough.

    Args:
        path: BACI's csv, packed or not.
        gdp_path: csv with columns `iso3` and `gdp_usd` (current US dollars), and `year` if it has
            several.
        countries_path: BACI's own csv of codes: `country_code`, `country_iso3`.
        year: None: the year in BACI's rows, if there is one only.
        output_to_gdp: Gross use of goods over GDP, > 0.

    Raises:
        TableError: A file cannot be read, or a number is broken.
    """
    if not output_to_gdp > 0:
        msg = f"output_to_gdp is {output_to_gdp:g}; write how much goods a unit of GDP uses, > 0"
        raise TableError(msg)
    iso = _read_countries(countries_path)
    year, codes, trade_usd = _read_flows(path, year)
    gdp = _read_gdp(gdp_path, year)
    names = [iso.get(code, str(code)) for code in codes]
    kept = sorted((n for n, name in enumerate(names) if name in gdp), key=names.__getitem__)
    if not kept:
        msg = f"{gdp_path}: has GDP of none of BACI's countries in {year}; check codes and year"
        raise TableError(msg)
    findings = _left_out(names, kept, trade_usd, gdp_path)
    flows = trade_usd[np.ix_(kept, kept)]
    regions = tuple(names[number] for number in kept)
    use = np.outer([gdp[name] for name in regions], _world_use() * output_to_gdp)
    home = use - flows.sum(axis=0)
    least = LEAST_HOME_SHARE * use
    findings += _hubs(regions, home < least)
    diagonal = np.arange(len(regions))
    flows[diagonal, diagonal] = np.maximum(home, least)
    table = TradeTable(
        name=name_of(path),
        year=year,
        regions=regions,
        sectors=GOODS,
        flows_usd=flows,
        input_shares=None,
        tariffs=None,
        provenance=f"CEPII BACI, {year}, file {path.name}, with GDP from {gdp_path.name}",
        approximate=(
            "domestic sales are estimated from GDP (use of goods taken as "
            f"{output_to_gdp:g} times GDP, split as the world's); products are put to sectors by "
            "chapter; goods only"
        ),
    )
    return finish(table, findings)


def _read_countries(path: Path) -> dict[int, str]:
    iso = {}
    for line, row in iter_dicts(path, ("country_code", "country_iso3")):
        code = number_in(row["country_code"], f"{path}, line {line}", "country_code")
        if len(row["country_iso3"]) == 3:
            iso[int(code)] = row["country_iso3"]
    return iso


def _read_gdp(path: Path, year: int) -> dict[str, float]:
    gdp: dict[str, float] = {}
    for line, row in iter_dicts(path, ("iso3", "gdp_usd")):
        if "year" in row and row["year"] != str(year):
            continue
        place, code = f"{path}, line {line}", row["iso3"]
        amount = number_in(row["gdp_usd"], place, "gdp_usd")
        if amount <= 0:
            msg = f"{place}: GDP of {code} is {amount:g}; write current US dollars, above 0"
            raise TableError(msg)
        if code in gdp:
            msg = f"{place}: GDP of {code} stands twice for {year}; keep one line"
            raise TableError(msg)
        gdp[code] = amount
    return gdp


def _read_flows(path: Path, year: int | None) -> tuple[int, list[int], Floats]:
    """Return the year, BACI's country codes, and flows of shape (exporter, importer, goods)."""
    header = [cell.strip().strip('"').lower() for cell in first_line(path).split(",")]
    for needed in ("t", "i", "j", "k", "v"):
        if needed not in header:
            msg = f"{path}: there is no column {needed!r}; BACI has t, i, j, k, v, q"
            raise TableError(msg)
    columns = tuple(map(header.index, "tijkv"))
    codes: dict[int, int] = {}
    flows = np.zeros((0, 0, len(GOODS)))
    with open_text(path) as stream:
        stream.readline()
        read = 0
        while (rows := _next_rows(stream, columns, path, read)) is not None:
            years = np.unique(rows[:, 0]).astype(int)
            if year is None and (read == 0 and len(years) == 1):
                year = int(years[0])
            elif year is None or (len(years) > 1 and year not in years):
                year = year_of(path, year)
            read += len(rows)
            rows = rows[rows[:, 0] == year]
            for code in np.unique(rows[:, 1:3]).astype(int):
                codes.setdefault(int(code), len(codes))
            grown = np.zeros((len(codes), len(codes), len(GOODS)))
            grown[: len(flows), : len(flows)] = flows
            flows = grown
            _add(rows, codes, flows)
    if year is None or not codes:
        msg = f"{path}: has no rows{f' of {year}' if year else ''}; check the year"
        raise TableError(msg)
    return year, list(codes), flows


def _next_rows(stream: TextIO, columns: tuple[int, ...], path: Path, read: int) -> Floats | None:
    """Return the next rows as (year, exporter, importer, product, value); None at the end."""
    with warnings.catch_warnings():
        # numpy warns of an end and of empty lines, which are no fault.
        warnings.filterwarnings("ignore", message=".*contained no data.*")
        try:
            rows: Floats = np.loadtxt(
                stream, delimiter=",", usecols=columns, max_rows=_CHUNK, ndmin=2, quotechar='"'
            )
        except ValueError as error:
            msg = f"{path}, after line {read + 1}: {error}; t, i, j, k and v must be numbers"
            raise TableError(msg) from error
    if not np.isfinite(rows).all():
        bad = int(np.argwhere(~np.isfinite(rows))[0][0])
        msg = f"{path}, line {read + bad + 2}: a number is missing; write 0 or leave the line out"
        raise TableError(msg)
    for column, name in enumerate(("t", "i", "j", "k")):
        wrong = (rows[:, column] < 0) | (rows[:, column] > _LARGEST[column])
        if wrong.any():
            bad = int(wrong.argmax())
            msg = f"{path}, line {read + bad + 2}: {name} is {rows[bad, column]:g}, no such code"
            raise TableError(msg)
    return rows if rows.size else None


def _add(rows: Floats, codes: dict[int, int], flows: Floats) -> None:
    """Add rows to flows whose axes have room for all codes in them."""
    places = np.zeros(max(codes, default=0) + 1, dtype=np.intp)
    for code, place in codes.items():
        places[code] = place
    # No code of the concordance is longer than a heading: four of the six digits tell the sector.
    headings, inverse = np.unique(rows[:, 3].astype(np.int64) // 100, return_inverse=True)
    sectors = np.array([_sector(int(code)) for code in headings], dtype=np.intp)[inverse.ravel()]
    known = sectors >= 0
    exporter, importer = places[rows[:, 1:3].astype(np.intp)].T
    flat = (exporter * len(codes) + importer) * len(GOODS) + sectors
    sums = np.bincount(flat[known], rows[known, 4] * _THOUSAND, minlength=flows.size)
    flows += sums.reshape(flows.shape)


def _sector(heading: int) -> int:
    """Return the index into `GOODS`, -1 for what is no good (electric current)."""
    sector = sector_of_product(f"{heading:04}")
    return GOODS.index(sector) if sector in GOODS else -1


def _world_use() -> Floats:
    """Return each goods sector's share of the world's use of goods in the embedded table."""
    rows = load_trade_rows(FLOWS_FILE)
    total = np.array(rows.values).sum(axis=0)[[SECTORS.index(sector) for sector in GOODS]]
    shares: Floats = total / total.sum()
    return shares


def _left_out(
    names: list[str], kept: list[int], trade_usd: Floats, gdp_path: Path
) -> list[Finding]:
    lost = [number for number in range(len(names)) if number not in set(kept)]
    if not lost:
        return []
    inside = trade_usd[np.ix_(kept, kept)].sum()
    size = float(trade_usd.sum() - inside)
    biggest = max(lost, key=lambda n: float(trade_usd[n].sum() + trade_usd[:, n].sum()))
    words = (
        f"{len(lost)} of BACI's economies have no GDP in {gdp_path.name} and were left out, with "
        f"trade of {money(size)}; the largest is {names[biggest]}"
    )
    return [Finding("not-in-source", names[biggest], len(lost), size, mended=True, words=words)]


def _hubs(regions: tuple[str, ...], below: NDArray[np.bool_]) -> list[Finding]:
    if not below.any():
        return []
    region, sector = np.argwhere(below)[0]
    count = int(below.sum())
    where = f"{regions[region]}, {GOODS[sector]}"
    words = (
        f"in {count} of {below.size} cases imports exceed the use estimated from GDP; "
        f"{LEAST_HOME_SHARE:.0%} of that use was put as domestic sales (first {where})"
    )
    return [Finding("no-domestic-sales", where, count, None, mended=True, words=words)]
