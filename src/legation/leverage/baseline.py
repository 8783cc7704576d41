"""Make a trade table the baseline of a model.

In: `TradeTable`, elasticities, which model, what happens to imbalances. Out: `Economy`.
Not here: mending tables (`leverage.checks`), merging sectors (`leverage.aggregation`).

A table is an equilibrium when what is bought and not used up as input is bought by somebody for
good. Where more is used than bought, final spending would be negative; it is set to zero there, as
in Caliendo and Parro's own table, and the model is solved once without any shock: that is the
baseline.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from legation.leverage.checks import check_whole
from legation.leverage.economy import Deficits, Economy, EconomyError, Model
from legation.leverage.elasticities import Elasticities
from legation.leverage.equilibrium import rebalanced
from legation.leverage.table import TradeTable

Floats = NDArray[np.float64]

# Negative final spending below this share of the market is rounding of the table.
_ROUNDING = 1e-9


def economy_of(
    table: TradeTable,
    elasticities: Elasticities,
    *,
    model: Model = Model.INPUT_OUTPUT,
    deficits: Deficits = Deficits.KEPT,
) -> Economy:
    """Return the baseline of `model` on `table`.

    Args:
        table: Flows, and input-output where the model wants it.
        elasticities: One a sector of the table; `Model.ONE_SECTOR` takes their mean,
            `Model.SHORT_RUN` their short-run cut.
        model: Which equations.
        deficits: Kept, or removed first.

    Raises:
        TableError: The table holds something no table can (the message names the cell).
        EconomyError: It has no input-output while the model wants it, a region that makes or buys
            nothing, or other sectors than the elasticities.
        ConvergenceError: The table has no equilibrium without its imbalances.
    """
    if elasticities.sectors != table.sectors:
        msg = (
            f"elasticities {elasticities.name} are for {len(elasticities.sectors)} sectors that "
            f"are not those of table {table.name}; name them with named_elasticities(name, "
            "table.sectors)"
        )
        raise EconomyError(msg)
    check_whole(table)
    _refuse_idle(table)
    flows = np.ascontiguousarray(table.flows_usd.transpose(2, 0, 1), dtype=np.float64)
    tariffs = np.zeros_like(flows)
    if table.tariffs is not None:
        tariffs = np.ascontiguousarray(table.tariffs.transpose(2, 0, 1), dtype=np.float64)
    inputs = _input_shares(table, model)
    sectors = table.sectors
    if model is Model.ONE_SECTOR:
        abroad = flows.sum(axis=(1, 2)) - np.einsum("kii->k", flows)
        elasticities = elasticities.averaged(abroad if abroad.any() else np.ones(len(sectors)))
        flows, tariffs = _as_one(flows, tariffs)
        sectors = elasticities.sectors
    if model is Model.SHORT_RUN:
        elasticities = elasticities.short_run()
    economy = _assembled(table, sectors, model, elasticities, (flows, tariffs, inputs))
    mended = economy.mended
    target = economy.deficits_usd
    if deficits is Deficits.REMOVED and not economy.is_balanced:
        target = np.zeros_like(target)
        mended += ("imbalances of trade removed before the shock",)
    return replace(rebalanced(economy, target), mended=mended) if mended else economy


def _refuse_idle(table: TradeTable) -> None:
    idle = (table.outputs_usd.sum(axis=1) <= 0) | (table.expenditures_usd.sum(axis=1) <= 0)
    if idle.any():
        region = table.regions[int(idle.argmax())]
        msg = f"table {table.name}: {region} sells or buys nothing; merge or drop it"
        raise EconomyError(msg)


def _input_shares(table: TradeTable, model: Model) -> Floats:
    """Return what each sector buys of each, or zeros for a model without inputs."""
    n_regions, n_sectors = table.shape
    if model is Model.SECTORS:
        return np.zeros((n_regions, n_sectors, n_sectors))
    if model is Model.ONE_SECTOR:
        return np.zeros((n_regions, 1, 1))
    if table.input_shares is None:
        msg = (
            f"table {table.name} has no input-output: run model {Model.SECTORS} or "
            f"{Model.ONE_SECTOR}, or take a table that has"
        )
        raise EconomyError(msg)
    made = table.outputs_usd > 0
    # Who makes nothing of a sector has no recipe for it either: only labour.
    shares: Floats = np.where(made[:, None, :], table.input_shares, 0.0)
    return shares


def _as_one(flows: Floats, tariffs: Floats) -> tuple[Floats, Floats]:
    """Return flows summed over sectors, and the tariff that takes the same revenue."""
    total = flows.sum(axis=0, keepdims=True)
    revenue = (flows * tariffs).sum(axis=0, keepdims=True)
    return total, np.divide(revenue, total, out=np.zeros_like(total), where=total > 0)


def _assembled(
    table: TradeTable,
    sectors: tuple[str, ...],
    model: Model,
    elasticities: Elasticities,
    arrays: tuple[Floats, Floats, Floats],
) -> Economy:
    """Return shares and spending of the table; `mended` says where final spending was below 0."""
    flows, tariffs, inputs = arrays
    spent = flows * (1.0 + tariffs)
    spending = spent.sum(axis=1).T
    outputs = flows.sum(axis=2).T
    shares = np.divide(
        spent, spending.T[:, None, :], out=np.zeros_like(spent), where=spending.T[:, None, :] > 0
    )
    # Nobody buys there: the price is that of the region itself, and concerns nobody.
    for region, sector in np.argwhere(spending <= 0):
        shares[sector, region, region] = 1.0
    final = spending - np.einsum("nls,ns->nl", inputs, outputs)
    negative = final < -_ROUNDING * np.maximum(spending, spending.mean())
    mended: tuple[str, ...] = ()
    if negative.any():
        region, sector = np.unravel_index(int(np.where(negative, final, 0.0).argmin()), final.shape)
        told = (
            f"final spending is below 0 in {int(negative.sum())} of {negative.size} markets, set "
            f"to 0 (most in {table.regions[region]}, {sectors[sector]}: "
            f"{final[region, sector] / 1e9:.3g} bn US dollars)"
        )
        mended = (told,)
    final = np.maximum(final, 0.0)
    if not (final.sum(axis=1) > 0).all():
        region = table.regions[int(final.sum(axis=1).argmin())]
        msg = (
            f"table {table.name}: {region} buys nothing but inputs, so that nobody there has a "
            "real income; mend the table first"
        )
        raise EconomyError(msg)
    return Economy(
        table=table.name,
        year=table.year,
        provenance=table.provenance,
        regions=table.regions,
        sectors=sectors,
        model=model,
        elasticities=elasticities,
        shares=shares,
        tariffs=tariffs,
        spending_usd=spending,
        outputs_usd=outputs,
        input_shares=inputs,
        final_shares=final / final.sum(axis=1, keepdims=True),
        deficits_usd=flows.sum(axis=(0, 1)) - flows.sum(axis=(0, 2)),
        mended=mended,
    )
