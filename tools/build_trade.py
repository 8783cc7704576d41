"""Build the embedded trade table, `trade_2021.csv.gz`, and `trade_inputs.csv.gz` beside it.

In: the reduced OECD file of 2021 and WIOD's table of 2011 (`../shared/data/trade`), the regions and
sectors of `reference/files/trade_*.tsv`. Out: both packed files, and what was measured on the way.

Usage: build_trade.py [FOLDER OF icio2021.npz AND wiod2011.npz]
"""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
from packed import write_packed

from legation.leverage.aggregation import merge_regions, to_our_sectors
from legation.leverage.readers import read_icio_reduced, read_wiod_reduced
from legation.leverage.table import Floats, TradeTable
from legation.reference.trade import FLOWS_FILE, INPUTS_FILE, SECTORS, load_regions

ROOT = Path(__file__).resolve().parents[1]
FILES = ROOT / "src" / "legation" / "reference" / "files"
SHARED = ROOT.parent / "shared" / "data" / "trade"

# Coefficients are rounded to thousandths: what may be passed on of WIOD, and more than a
# coefficient of ten years earlier for a group of economies is worth.
DECIMALS = 3

FLOWS_HEADING = """\
# Trade in goods and services between 28 regions in 12 sectors in 2021, sales at home included.
# name: icio2021
# source: OECD, Inter-Country Input-Output tables, 2025 edition (80 economies and the rest of the
#   world, 50 industries), year 2021, summed to our regions and sectors by tools/build_trade.py
# date: 2021
# licence: CC BY 4.0 (OECD terms since July 2024); attribution: OECD; changed: summed and rounded
# unit: million US dollars of 2021, rows exporter and importer, to the thousand dollars
"""
INPUTS_HEADING = """\
# What industries buy of each sector as a share of their gross output, by region: approximate.
# source: computed from the World Input-Output Database, 2013 release, year 2011; Timmer,
#   Dietzenbacher, Los, Stehrer and de Vries (2015), Review of International Economics 23(3),
#   575-605; summed over groups of economies (column inputs of trade_regions.tsv) and over sectors,
#   rounded to thousandths
# date: 2011
# licence: shares of sums, free with citation; the table itself is not passed on
# unit: rows region and input, columns the sector that buys; what is left to 1 is value added
"""


def main() -> None:
    """Write both files and print what a reader of the log should see."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else SHARED
    flows = build_flows(folder / "icio2021.npz")
    rows = [
        [exporter, importer, *(_number(cell) for cell in flows.flows_usd[i, j] / 1e6)]
        for i, exporter in enumerate(flows.regions)
        for j, importer in enumerate(flows.regions)
    ]
    write_packed(FILES / FLOWS_FILE, FLOWS_HEADING, ["exporter", "importer", *SECTORS], rows)
    shares = build_inputs(folder / "wiod2011.npz")
    rows = [
        [region.id, sector, *(f"{share:.{DECIMALS}f}" for share in shares[region.id][row])]
        for region in load_regions()
        for row, sector in enumerate(SECTORS)
    ]
    write_packed(FILES / INPUTS_FILE, INPUTS_HEADING, ["region", "input", *SECTORS], rows)
    for name in (FLOWS_FILE, INPUTS_FILE):
        print(f"{name}: {(FILES / name).stat().st_size / 1000:.1f} kB")


def build_flows(path: Path) -> TradeTable:
    """Return the OECD's table in our regions and sectors."""
    reading = read_icio_reduced(path)
    for finding in reading.findings:
        print(f"{path.name}: {finding.words}")
    into = {code: region.id for region in load_regions() for code in region.holds}
    lost = set(reading.table.regions) - set(into)
    if lost:
        print(f"not in trade_regions.tsv: {', '.join(sorted(lost))}")
        raise SystemExit(1)
    table = merge_regions(to_our_sectors(reading.table), into)
    order = [table.regions.index(region.id) for region in load_regions()]
    sectors = [table.sectors.index(sector) for sector in SECTORS]
    flows = table.flows_usd[np.ix_(order, order, sectors)]
    before, after = reading.table.flows_usd.sum(), flows.sum()
    print(f"{before / 1e12:.4f} trillion dollars before, {after / 1e12:.4f} after summing")
    return TradeTable(
        table.name,
        table.year,
        tuple(region.id for region in load_regions()),
        SECTORS,
        flows,
        None,
        None,
        table.provenance,
    )


def build_inputs(path: Path) -> dict[str, Floats]:
    """Return, for each region, the coefficients of the economies that stand for it.

    Groups overlap (Canada and Australia stand for Canada; Canada too, with the United States, for
    the United States), so every group is summed from the whole table.
    """
    wiod = read_wiod_reduced(path).table
    ours = to_our_sectors(wiod)
    order = [ours.sectors.index(sector) for sector in SECTORS]
    coefficients = {}
    for region in load_regions():
        group = merge_regions(ours, dict.fromkeys(region.inputs, "group"))
        assert group.input_shares is not None  # noqa: S101  (WIOD has them)
        shares = group.input_shares[group.regions.index("group")]
        coefficients[region.id] = np.round(shares[np.ix_(order, order)], DECIMALS)
    return coefficients


def _number(cell: float) -> str:
    """Return million dollars to the thousand, without zeros that say nothing."""
    return f"{cell:.3f}".rstrip("0").rstrip(".") or "0"


if __name__ == "__main__":
    main()
