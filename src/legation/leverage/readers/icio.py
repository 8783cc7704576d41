"""Read the OECD's Inter-Country Input-Output tables.

In: the wide csv as published (editions of 2021 to 2025): rows and columns `CHN_C26`, columns of
final use `CHN_HFCE`, rows of taxes and value added, `OUT`; or the reduced archive with flows only.
Out: `Reading`. Not here: WIOD (`readers.wiod`).
"""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np

from legation.leverage.errors import TableError
from legation.leverage.readers.base import (
    MILLION,
    Reading,
    finish,
    name_of,
    open_text,
    year_of,
)
from legation.leverage.readers.own import load_archive
from legation.leverage.readers.wide import SKIPPED, WideSums
from legation.leverage.table import TradeTable

# The extended version splits China and Mexico by kind of firm; the parts are added up.
_WHOLE = {"CN1": "CHN", "CN2": "CHN", "MX1": "MEX", "MX2": "MEX"}
# Household, non-profit, government, capital formation, inventories, purchases abroad; older
# editions: direct purchases by non-residents.
_FINAL = frozenset({"HFCE", "NPISH", "GGFC", "GFCF", "INVNT", "DPABR", "NONRES", "DIRP", "FD"})
_SOURCE = "OECD, Inter-Country Input-Output tables"


def read_icio(path: Path, year: int | None = None) -> Reading:
    """Read the wide csv, packed or not: flows and input shares.

    It is read row by row: memory is one row and the result (81 economies × 50 industries: a
    fraction of the file).

    Raises:
        TableError: The layout or a number is broken; the message names row and column.
    """
    year = year_of(path, year)
    with open_text(path) as stream:
        reader = csv.reader(stream)
        sums, positions = _begin(path, [cell.strip() for cell in next(reader, [])[1:]])
        for row in reader:
            # Rows of taxes, value added and output are not industries of any region.
            label = row[0].strip() if row else ""
            if label in positions:
                sums.add(*positions[label], row[1:], label, clip_final=False)
    lost = sums.missing()
    if lost:
        msg = f"{path}: there is no row {'_'.join(lost)}, though a column has it; it is cut off"
        raise TableError(msg)
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
    return finish(table)


def _begin(path: Path, labels: list[str]) -> tuple[WideSums, dict[str, tuple[int, int]]]:
    """Return empty sums for the columns of a header, and the place of each row by its label."""
    positions: dict[str, tuple[int, int]] = {}
    regions: dict[str, int] = {}
    sectors: dict[str, int] = {}
    importers, industries = [], []
    for label in labels:
        code, _, part = label.partition("_")
        if not part:
            # OUT or TOTAL: the sum of the others.
            importers.append(SKIPPED)
            industries.append(SKIPPED)
            continue
        importers.append(regions.setdefault(_WHOLE.get(code, code), len(regions)))
        if part in _FINAL:
            industries.append(SKIPPED)
            continue
        industries.append(sectors.setdefault(part, len(sectors)))
        if label in positions:
            msg = f"{path}: column {label} stands twice; keep one of them"
            raise TableError(msg)
        positions[label] = (importers[-1], industries[-1])
    return WideSums(path, tuple(regions), tuple(sectors), importers, industries), positions


def read_icio_reduced(path: Path, year: int | None = None) -> Reading:
    """Read the reduced archive: `flow_musd` (exporter, importer, sector), `country`, `sector`.

    Raises:
        TableError: A key is missing or the table is broken.
    """
    arrays = load_archive(path)
    for key in ("flow_musd", "country", "sector"):
        if key not in arrays:
            msg = f"{path}: has no {key!r}; a reduced OECD file has flow_musd, country, sector"
            raise TableError(msg)
    year = year_of(path, year)
    table = TradeTable(
        name=name_of(path),
        year=year,
        regions=tuple(map(str, arrays["country"])),
        sectors=tuple(map(str, arrays["sector"])),
        flows_usd=arrays["flow_musd"].astype(np.float64) * MILLION,
        input_shares=None,
        tariffs=None,
        provenance=f"{_SOURCE}, {year}, file {path.name}",
    )
    return finish(table)
