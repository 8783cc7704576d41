"""Measure who depends on whom by direct trade: shares, concentration, critical imports, asymmetry.

In: a `TradeTable`. Out: arrays by its axes, and records for tables and pages.
Not here: dependence through supply chains (`leverage.chains`), what a rupture would cost (models),
figures that reports give (`leverage.agreement`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from legation.leverage.errors import LeverageError
from legation.leverage.table import Floats, TradeTable

# An import counts as critical by default where one supplier gives more than half of it.
LEAST_SHARE = 0.5
# The thresholds by which CEPII's GeoDep calls a product dependent (Lefebvre and Wibaux 2024,
# "Import dependencies: where does the EU stand?", CEPII Policy Brief 47): concentration of the
# importer's suppliers, concentration of the world's exporters, and imports over exports.
CONCENTRATED = 0.4
NOT_MADE_AT_HOME = 1.0


def imports_by_supplier(table: TradeTable, sectors: Sequence[int] | None = None) -> Floats:
    """Return imports, current US dollars, shape (exporter, importer): domestic sales are 0.

    Args:
        table: The table.
        sectors: Indices of sectors to sum; None: all.
    """
    flows = table.flows_usd if sectors is None else table.flows_usd[:, :, list(sectors)]
    imports: Floats = flows.sum(axis=2)
    np.fill_diagonal(imports, 0.0)
    return imports


def import_shares(table: TradeTable, sectors: Sequence[int] | None = None) -> Floats:
    """Return suppliers' shares of an importer's imports, shape (exporter, importer).

    Columns sum to 1; NaN where an importer imports nothing.
    """
    imports = imports_by_supplier(table, sectors)
    return _shares(imports, imports.sum(axis=0, keepdims=True))


def export_shares(table: TradeTable, sectors: Sequence[int] | None = None) -> Floats:
    """Return buyers' shares of an exporter's exports, shape (exporter, importer).

    Rows sum to 1; NaN where an exporter exports nothing.
    """
    exports = imports_by_supplier(table, sectors)
    return _shares(exports, exports.sum(axis=1, keepdims=True))


def spending_shares(table: TradeTable, sectors: Sequence[int] | None = None) -> Floats:
    """Return suppliers' shares of all a region spends, itself among them: (exporter, importer).

    Columns sum to 1; NaN where a region buys nothing.
    """
    flows = table.flows_usd if sectors is None else table.flows_usd[:, :, list(sectors)]
    spent = flows.sum(axis=2)
    return _shares(spent, spent.sum(axis=0, keepdims=True))


def supplier_concentration(table: TradeTable, sectors: Sequence[int] | None = None) -> Floats:
    """Return the Herfindahl-Hirschman index of each importer's suppliers, shape (importer,).

    The sum of squared shares of imports (Hirschman 1964, American Economic Review 54(5)): 1 for
    one supplier, 1/n for n equal ones; NaN where nothing is imported. Regions that sum states
    count as one supplier each, and trade inside them is no import.
    """
    index: Floats = np.square(import_shares(table, sectors)).sum(axis=0)
    return index


def market_concentration(table: TradeTable, sectors: Sequence[int] | None = None) -> Floats:
    """Return the Herfindahl-Hirschman index of each exporter's markets, shape (exporter,)."""
    index: Floats = np.square(export_shares(table, sectors)).sum(axis=1)
    return index


@dataclass(frozen=True, slots=True)
class CriticalImport:
    """Something that a region imports mostly from one supplier, who is a single state."""

    importer: str
    sector: str
    supplier: str
    imports_usd: float
    """From this supplier, in the table's year."""
    share_of_imports: float
    """Of what the importer imports in the sector, 0 to 1."""
    next_supplier: str | None
    next_share: float
    """Of imports, from the second single state; 0 where there is none."""
    share_of_use: float
    """Of all the region spends on the sector, its own production included."""
    supplier_share_of_world: float
    """The supplier's part of the exports of all regions but the importer: near 1, nobody else
    sells."""
    concentration: float
    """Herfindahl-Hirschman index of the importer's suppliers."""
    world_concentration: float
    """Herfindahl-Hirschman index of the world's exporters in the sector."""
    imports_over_exports: float | None
    """Of the importer in the sector; None: it exports nothing of it."""

    @property
    def is_dependent(self) -> bool:
        """Tell whether GeoDep's three criteria hold: suppliers and world concentrated, not made.

        GeoDep looks at products (some 5,000), this at sectors: broad sectors are seldom dependent.
        """
        made = self.imports_over_exports
        return (
            self.concentration > CONCENTRATED
            and self.world_concentration > CONCENTRATED
            and (made is None or made > NOT_MADE_AT_HOME)
        )


def critical_imports(
    table: TradeTable, importer: int, *, least_share: float = LEAST_SHARE, least_use: float = 0.0
) -> tuple[CriticalImport, ...]:
    """Return what a region imports mostly from one supplier, the largest part of its use first.

    A region that sums states (`EU23`, `ROW`) is nobody who could refuse to sell, and is passed over
    as a supplier; its sales count among the imports.

    Args:
        table: The table.
        importer: Index of the region.
        least_share: Smallest share of the sector's imports that one supplier gives, 0 to 1.
        least_use: Smallest share of all the region's use of the sector, 0 to 1: what it makes
            itself is not critical.

    Raises:
        LeverageError: A share is not from 0 to 1.
    """
    _check_share("least_share", least_share)
    _check_share("least_use", least_use)
    found = []
    sellers = {*_single_states(table)} - {importer}
    if not sellers:
        msg = f"{table.name} has no other single state than {table.regions[importer]}"
        raise LeverageError(msg)
    for number in range(len(table.sectors)):
        imports = imports_by_supplier(table, [number])
        total = imports[:, importer].sum()
        if total <= 0:
            continue
        order = [n for n in np.argsort(-imports[:, importer], kind="stable") if n in sellers]
        first = int(order[0])
        second = int(order[1]) if len(order) > 1 else None
        use = table.flows_usd[:, importer, number].sum()
        share = imports[first, importer] / total
        if share >= least_share and imports[first, importer] / use >= least_use:
            found.append(_critical(table, imports, importer, number, (first, second)))
    found.sort(key=lambda one: -one.share_of_use)
    return tuple(found)


def _single_states(table: TradeTable) -> tuple[int, ...]:
    """Return the indices of the regions that do not sum states."""
    return tuple(
        index
        for index, region in enumerate(table.regions)
        if region.upper() != "ROW" and len(table.holds.get(region, ())) <= 1
    )


def _critical(
    table: TradeTable,
    imports: Floats,
    importer: int,
    sector: int,
    suppliers: tuple[int, int | None],
) -> CriticalImport:
    first, second = suppliers
    bought = imports[:, importer]
    world = imports.sum(axis=1)
    elsewhere = np.delete(world, importer)
    exports = float(world[importer])
    return CriticalImport(
        importer=table.regions[importer],
        sector=table.sectors[sector],
        supplier=table.regions[first],
        imports_usd=float(bought[first]),
        share_of_imports=float(bought[first] / bought.sum()),
        next_supplier=None if second is None or not bought[second] else table.regions[second],
        next_share=0.0 if second is None else float(bought[second] / bought.sum()),
        share_of_use=float(bought[first] / table.flows_usd[:, importer, sector].sum()),
        supplier_share_of_world=float(world[first] / elsewhere.sum()),
        concentration=float(np.square(bought / bought.sum()).sum()),
        world_concentration=float(np.square(world / world.sum()).sum()),
        imports_over_exports=float(bought.sum()) / exports if exports > 0 else None,
    )


@dataclass(frozen=True, slots=True)
class Tie:
    """What one region's trade with another is to it, in one sector or all of them."""

    of: str
    on: str
    sector: str | None
    """None: all sectors."""
    exports_usd: float
    """From `of` to `on`."""
    imports_usd: float
    """Of `of` from `on`."""
    share_of_exports: float
    """Of all that `of` exports, 0 to 1; NaN where it exports nothing."""
    share_of_imports: float
    share_of_output: float
    """Exports to `on` as a share of the gross output of `of`."""
    share_of_use: float
    """Imports from `on` as a share of all that `of` spends."""


@dataclass(frozen=True, slots=True)
class Asymmetry:
    """Two ties in opposite directions, and which is the heavier."""

    first: Tie
    second: Tie

    @property
    def ratio(self) -> float:
        """Return how many times more `first.of` depends on the other than the other on it.

        Dependence is trade both ways over gross output and use, both ways: above 1 the first is the
        more dependent. Infinite where the second does not depend at all, NaN where neither does.
        """
        ours = self.first.share_of_output + self.first.share_of_use
        theirs = self.second.share_of_output + self.second.share_of_use
        if theirs == 0:
            return float("nan") if ours == 0 else float("inf")
        return ours / theirs


def measure_tie(table: TradeTable, of: int, on: int, sector: int | None = None) -> Tie:
    """Return what trade with `on` is to `of`.

    Raises:
        LeverageError: Both are the same region.
    """
    if of == on:
        msg = f"{table.regions[of]} is on both sides; name two regions"
        raise LeverageError(msg)
    flows = table.flows_usd if sector is None else table.flows_usd[:, :, [sector]]
    sums = flows.sum(axis=2)
    exports, imports = sums[of].sum() - sums[of, of], sums[:, of].sum() - sums[of, of]
    return Tie(
        of=table.regions[of],
        on=table.regions[on],
        sector=None if sector is None else table.sectors[sector],
        exports_usd=float(sums[of, on]),
        imports_usd=float(sums[on, of]),
        share_of_exports=_ratio(sums[of, on], exports),
        share_of_imports=_ratio(sums[on, of], imports),
        share_of_output=_ratio(sums[of, on], sums[of].sum()),
        share_of_use=_ratio(sums[on, of], sums[:, of].sum()),
    )


def measure_asymmetry(
    table: TradeTable, first: int, second: int, sector: int | None = None
) -> Asymmetry:
    """Return what each of two regions is to the other; errors as for `measure_tie`."""
    return Asymmetry(
        measure_tie(table, first, second, sector), measure_tie(table, second, first, sector)
    )


def _shares(cells: Floats, totals: Floats) -> Floats:
    totals = np.broadcast_to(totals, cells.shape)
    shares: Floats = np.divide(cells, totals, out=np.full_like(cells, np.nan), where=totals > 0)
    return shares


def _ratio(part: float, whole: float) -> float:
    return float(part / whole) if whole > 0 else float("nan")


def _check_share(name: str, share: float) -> None:
    if not 0 <= share <= 1:
        msg = f"{name} is {share:g}; a share is from 0 to 1, so 40 % is 0.4"
        raise LeverageError(msg)
