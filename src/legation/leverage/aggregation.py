"""Add up regions and sectors of a trade table.

In: a table and, for each region or sector, the name of what it goes into. Out: a smaller table:
flows are summed, input shares weighted by the buyer's output, tariffs by trade.
Not here: making the margins of a table agree (`leverage.balancing`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from legation.leverage.concordance import sector_of
from legation.leverage.errors import TableError
from legation.leverage.naming import nearest_names
from legation.leverage.table import Floats, TradeTable


def merge_regions(table: TradeTable, into: Mapping[str, str]) -> TradeTable:
    """Return the table with regions added up.

    Args:
        table: The table, n regions.
        into: Region -> what it goes into; regions that are not named stay as they are. New
            regions stand where their first part stood.

    Returns:
        The smaller table. Trade between merged regions becomes domestic sales of the new one.

    Raises:
        TableError: A region of `into` is not in the table.
    """
    names, sums = _grouping(table.regions, into, "region", table.name)
    flows = np.einsum("ai,ijs,bj->abs", sums, table.flows_usd, sums, optimize=True)
    shares = None
    if table.input_shares is not None:
        spent = table.input_shares * table.outputs_usd[:, None, :]
        shares = _divide(
            np.einsum("ai,iuk->auk", sums, spent),
            flows.sum(axis=1)[:, None, :],
            # Where nothing is made, the plain mean keeps a share a share.
            np.einsum("ai,iuk->auk", sums / sums.sum(axis=1, keepdims=True), table.input_shares),
        )
    tariffs = None
    if table.tariffs is not None:
        # All that was levied is kept: what merged regions levied on each other becomes a small
        # average levy on the domestic sales of the new region.
        levied = np.einsum(
            "ai,ijs,bj->abs", sums, table.flows_usd * table.tariffs, sums, optimize=True
        )
        weight = np.einsum("ai,bj->ab", sums, sums)[:, :, None]
        plain = np.einsum("ai,ijs,bj->abs", sums, table.tariffs, sums, optimize=True) / weight
        tariffs = _divide(levied, flows, plain)
    return replace(
        table,
        regions=names,
        flows_usd=flows,
        input_shares=shares,
        tariffs=tariffs,
        holds=_merge_holds(table, names, sums),
    )


def merge_sectors(table: TradeTable, into: Mapping[str, str]) -> TradeTable:
    """Return the table with sectors added up; arguments and errors as for `merge_regions`."""
    names, sums = _grouping(table.sectors, into, "sector", table.name)
    flows = table.flows_usd @ sums.T
    shares = None
    if table.input_shares is not None:
        spent = table.input_shares * table.outputs_usd[:, None, :]
        mean = sums / sums.sum(axis=1, keepdims=True)
        shares = _divide(
            np.einsum("tu,iuk,ak->ita", sums, spent, sums, optimize=True),
            flows.sum(axis=1)[:, None, :],
            np.einsum("tu,iuk,ak->ita", sums, table.input_shares, mean, optimize=True),
        )
    tariffs = None
    if table.tariffs is not None:
        plain = table.tariffs @ (sums / sums.sum(axis=1, keepdims=True)).T
        tariffs = _divide((table.flows_usd * table.tariffs) @ sums.T, flows, plain)
    return replace(table, sectors=names, flows_usd=flows, input_shares=shares, tariffs=tariffs)


def to_our_sectors(table: TradeTable) -> TradeTable:
    """Return the table in the sectors of `reference.trade.SECTORS`, as far as it fills them.

    Raises:
        TableError: A sector's code is not known.
    """
    into = {}
    for sector in table.sectors:
        ours = sector_of(sector)
        if ours is None:
            msg = (
                f"{table.name}: sector {sector!r} belongs to none of our sectors; its code is not "
                "of ISIC Rev. 4 nor of WIOD 2013: merge it with merge_sectors"
            )
            raise TableError(msg)
        into[sector] = ours
    return merge_sectors(table, into)


def _grouping(
    names: Sequence[str], into: Mapping[str, str], axis: str, table: str
) -> tuple[tuple[str, ...], Floats]:
    """Return the new names and a 0/1 matrix, shape (new, old)."""
    for name in into:
        if name not in names:
            near = nearest_names(name, names)
            hint = f"; did you mean {' or '.join(near)}?" if near else ""
            msg = f"{table} has no {axis} {name!r} to merge{hint}"
            raise TableError(msg)
    targets = [into.get(name, name) for name in names]
    new = tuple(dict.fromkeys(targets))
    sums = np.zeros((len(new), len(names)))
    for old, target in enumerate(targets):
        sums[new.index(target), old] = 1.0
    return new, sums


def _divide(above: Floats, below: Floats, otherwise: Floats) -> Floats:
    """Return `above / below`, and `otherwise` where `below` is zero."""
    below = np.broadcast_to(below, above.shape)
    quotient: Floats = np.divide(above, below, out=np.array(otherwise), where=below > 0)
    return quotient


def _merge_holds(
    table: TradeTable, names: tuple[str, ...], sums: Floats
) -> dict[str, tuple[str, ...]]:
    holds = {}
    for new, row in zip(names, sums, strict=True):
        parts = [table.regions[old] for old in np.flatnonzero(row)]
        states = tuple(state for part in parts for state in table.holds.get(part, (part,)))
        if states != (new,):
            holds[new] = states
    return holds
