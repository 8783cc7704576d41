"""Draw up what one region's trade hangs on: its partners, its sectors, its critical imports.

In: a table, a region, the sectors asked for, supply chains where the table has them. Out:
`Profile`, and two of them side by side.
Not here: the measures themselves (`leverage.exposure`, `leverage.chains`), printing (`app`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from legation.leverage.chains import Chains
from legation.leverage.errors import LeverageError
from legation.leverage.exposure import (
    Asymmetry,
    CriticalImport,
    Tie,
    critical_imports,
    export_shares,
    import_shares,
    imports_by_supplier,
    market_concentration,
    supplier_concentration,
)
from legation.leverage.table import Floats, TradeTable


@dataclass(frozen=True, slots=True)
class Partner:
    """What trade with one partner is to the region, in the sectors asked for together.

    Shares are 0 to 1; None where there is nothing to take a share of.
    """

    partner: str
    imports_usd: float
    share_of_imports: float | None
    share_of_use: float | None
    """Of all that the region buys, at home and abroad."""
    exports_usd: float
    share_of_exports: float | None
    share_of_output: float | None
    """Of all that the region makes."""
    value_bought: float | None
    """Through supply chains: the partner's part of the value in all that the region finally uses;
    with sectors named, of the value in what it makes in them. None: the table has no inputs."""
    value_sold: float | None
    """Through supply chains: the part of the region's value added that is finally used in the
    partner; with sectors named, of what it makes in them."""


@dataclass(frozen=True, slots=True)
class SectorLine:
    """One sector of the region's trade; shares are 0 to 1, None of nothing."""

    sector: str
    imports_usd: float
    share_imported: float | None
    """Of all that the region buys of the sector."""
    supplier: str | None
    supplier_share: float | None
    """Of imports."""
    supplier_concentration: float | None
    exports_usd: float
    share_exported: float | None
    """Of all that the region makes."""
    market: str | None
    market_share: float | None
    """Of exports."""
    market_concentration: float | None
    foreign_value: float | None
    """Part of the value in what the region makes that was added abroad, at any remove."""
    ends_abroad: float | None
    """Part of what the region makes that is finally used abroad, at any remove."""


@dataclass(frozen=True, slots=True)
class Profile:
    """What one region's trade hangs on."""

    region: str
    sectors: tuple[str, ...] | None
    """None: all."""
    imports_usd: float
    exports_usd: float
    share_imported: float | None
    """Of all it buys."""
    share_exported: float | None
    """Of all it makes."""
    supplier_concentration: float | None
    """Herfindahl-Hirschman index, 0 to 1: 1/n for n equal suppliers."""
    market_concentration: float | None
    foreign_value: float | None
    """Through chains: the sum of all partners' `value_bought`."""
    sold_abroad: float | None
    """Through chains: the sum of all partners' `value_sold`."""
    partners: tuple[Partner, ...]
    """By trade both ways, the largest first; those without any left out."""
    lines: tuple[SectorLine, ...]
    """By imports, the largest first."""
    critical: tuple[CriticalImport, ...]

    def partner(self, region: str) -> Partner | None:
        """Return what trade with one region is to this one; None: there is none."""
        return next((one for one in self.partners if one.partner == region), None)


def draw_profile(
    table: TradeTable,
    of: int,
    *,
    sectors: Sequence[int] | None = None,
    chains: Chains | None = None,
    whole: TradeTable | None = None,
) -> Profile:
    """Return what the trade of the region `of` hangs on.

    Args:
        table: The table.
        of: Index of the region.
        sectors: Indices of the sectors to look at; None: all.
        chains: Of the same table; None leaves out what goes through supply chains.
        whole: The table before organisations were added up. Critical imports are looked for in it
            where it has the region: a state does not cease to be one by belonging to a union.

    Raises:
        LeverageError: The table has one region only, so there are no partners.
    """
    if len(table.regions) < 2:
        msg = f"{table.name} has one region only; exposure needs partners"
        raise LeverageError(msg)
    chosen = tuple(range(len(table.sectors))) if sectors is None else tuple(sectors)
    flows = table.flows_usd[:, :, list(chosen)].sum(axis=2)
    bought = None if chains is None else _value_bought(table, chains, of, sectors)
    sold = None if chains is None else _value_sold(table, chains, of, sectors)
    partners = _partners(table, flows, of, bought, sold)
    imports = imports_by_supplier(table, chosen)
    names = {table.sectors[number] for number in chosen}
    region = table.regions[of]
    finest = whole if whole is not None and region in whole.regions else table
    critical = critical_imports(finest, finest.regions.index(region))
    return Profile(
        region=region,
        sectors=None if sectors is None else tuple(table.sectors[number] for number in chosen),
        imports_usd=float(imports[:, of].sum()),
        exports_usd=float(imports[of].sum()),
        share_imported=_share(imports[:, of].sum(), flows[:, of].sum()),
        share_exported=_share(imports[of].sum(), flows[of].sum()),
        supplier_concentration=_known(supplier_concentration(table, chosen)[of]),
        market_concentration=_known(market_concentration(table, chosen)[of]),
        foreign_value=None if bought is None else _abroad(bought, of),
        sold_abroad=None if sold is None else _abroad(sold, of),
        partners=partners,
        lines=_lines(table, of, chosen, chains),
        critical=tuple(one for one in critical if one.sector in names),
    )


def compare_profiles(first: Profile, second: Profile) -> Asymmetry:
    """Return what two regions are to each other in the sectors of their profiles together."""
    return Asymmetry(_tie(first, second.region), _tie(second, first.region))


def _tie(profile: Profile, on: str) -> Tie:
    found = profile.partner(on)
    sector = None if profile.sectors is None else " + ".join(profile.sectors)
    if found is None:
        return Tie(profile.region, on, sector, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0)
    shares = (
        found.share_of_exports,
        found.share_of_imports,
        found.share_of_output,
        found.share_of_use,
    )
    told = [0.0 if share is None else share for share in shares]
    return Tie(profile.region, on, sector, found.exports_usd, found.imports_usd, *told)


def _partners(
    table: TradeTable, flows: Floats, of: int, bought: Floats | None, sold: Floats | None
) -> tuple[Partner, ...]:
    imported = flows[:, of].sum() - flows[of, of]
    exported = flows[of].sum() - flows[of, of]
    found = [
        Partner(
            partner=region,
            imports_usd=float(flows[n, of]),
            share_of_imports=_share(flows[n, of], imported),
            share_of_use=_share(flows[n, of], flows[:, of].sum()),
            exports_usd=float(flows[of, n]),
            share_of_exports=_share(flows[of, n], exported),
            share_of_output=_share(flows[of, n], flows[of].sum()),
            value_bought=None if bought is None else float(bought[n]),
            value_sold=None if sold is None else float(sold[n]),
        )
        for n, region in enumerate(table.regions)
        if n != of
    ]
    kept = [
        one
        for one in found
        if one.imports_usd or one.exports_usd or one.value_bought or one.value_sold
    ]
    return tuple(sorted(kept, key=lambda one: -(one.imports_usd + one.exports_usd)))


def _value_bought(
    table: TradeTable, chains: Chains, of: int, sectors: Sequence[int] | None
) -> Floats:
    """Return origins' shares of the value in what `of` uses, or makes in some sectors."""
    if sectors is None:
        used: Floats = chains.value_in_use[:, of]
        return used
    made = table.outputs_usd[of, list(sectors)]
    return _weighted(chains.upstream[:, of, list(sectors)], made)


def _value_sold(
    table: TradeTable, chains: Chains, of: int, sectors: Sequence[int] | None
) -> Floats:
    """Return the markets in which the value of `of` is used, or what it makes in some sectors."""
    if sectors is None:
        ends: Floats = chains.value_sold[of]
        return ends
    made = table.outputs_usd[of, list(sectors)]
    return _weighted(chains.downstream[of, list(sectors)].T, made)


def _weighted(shares: Floats, made: Floats) -> Floats:
    """Return shares over several sectors, shape (region,), weighted by output; 0 of nothing."""
    total = made.sum()
    result: Floats = shares @ made / total if total > 0 else np.zeros(len(shares))
    return result


def _lines(
    table: TradeTable, of: int, sectors: Sequence[int], chains: Chains | None
) -> tuple[SectorLine, ...]:
    found = [_line(table, of, number, chains) for number in sectors]
    return tuple(sorted(found, key=lambda line: -line.imports_usd))


def _line(table: TradeTable, of: int, sector: int, chains: Chains | None) -> SectorLine:
    trade = imports_by_supplier(table, [sector])
    bought, sold = trade[:, of], trade[of]
    first, last = int(bought.argmax()), int(sold.argmax())
    made = table.flows_usd[of, :, sector].sum()
    has_chain = chains is not None and made > 0
    return SectorLine(
        sector=table.sectors[sector],
        imports_usd=float(bought.sum()),
        share_imported=_share(bought.sum(), table.flows_usd[:, of, sector].sum()),
        supplier=table.regions[first] if bought[first] > 0 else None,
        supplier_share=_known(import_shares(table, [sector])[first, of]),
        supplier_concentration=_known(supplier_concentration(table, [sector])[of]),
        exports_usd=float(sold.sum()),
        share_exported=_share(sold.sum(), made),
        market=table.regions[last] if sold[last] > 0 else None,
        market_share=_known(export_shares(table, [sector])[of, last]),
        market_concentration=_known(market_concentration(table, [sector])[of]),
        foreign_value=(
            _abroad(chains.upstream[:, of, sector], of) if has_chain and chains else None
        ),
        ends_abroad=_abroad(chains.downstream[of, sector], of) if has_chain and chains else None,
    )


def _abroad(shares: Floats, of: int) -> float:
    """Return the sum of shares but for the region's own, 0 to 1 whatever the rounding."""
    return float(min(max(shares.sum() - shares[of], 0.0), 1.0))


def _share(part: float, whole: float) -> float | None:
    return float(part / whole) if whole > 0 else None


def _known(number: float) -> float | None:
    return float(number) if np.isfinite(number) else None
