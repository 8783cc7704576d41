"""Measure who depends on whom through supply chains: whose value is in what others make and use.

In: a `TradeTable` with input shares. Out: arrays by its axes.
Not here: direct trade (`leverage.exposure`).

The table is read as one world input-output system: every buyer of a sector's goods in a region, an
industry or a household, buys from the suppliers in the proportions of the region's imports of that
sector. With A the (n·s × n·s) matrix of input coefficients, L = (I − A)⁻¹ is Leontief's inverse
(Miller and Blair 2009, Input-Output Analysis, chapter 2). Flows net of tariff are used: tariffs are
no purchase from anybody.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from legation.leverage.checks import check_whole
from legation.leverage.errors import TableError
from legation.leverage.table import Floats, TradeTable

# Final use below zero by no more than this share of spending is rounding.
_ROUNDING = 1e-9


@dataclass(frozen=True, slots=True, eq=False)
class Chains:
    """Dependence through supply chains, of all regions on all."""

    upstream: Floats
    """Shape (origin, region, sector): the share of a dollar of the region's output in the sector
    that is value added in the origin, at any remove; sums over origins to 1. Zero where nothing is
    made."""
    downstream: Floats
    """Shape (region, sector, market): the share of the region's output in the sector that ends, at
    any remove, in final use in the market; sums over markets to 1. Zero where nothing is made."""
    used_value_usd: Floats
    """Shape (origin, market): value added in the origin that final use in the market pays."""

    @property
    def value_in_use(self) -> Floats:
        """Return origins' shares of the value in a market's final use, shape (origin, market)."""
        shares: Floats = self.used_value_usd / self.used_value_usd.sum(axis=0, keepdims=True)
        return shares

    @property
    def value_sold(self) -> Floats:
        """Return markets' shares of an origin's value added, shape (origin, market)."""
        total = self.used_value_usd.sum(axis=1, keepdims=True)
        shares: Floats = np.divide(
            self.used_value_usd, total, out=np.zeros_like(self.used_value_usd), where=total > 0
        )
        return shares


def trace_chains(table: TradeTable) -> Chains:
    """Return the dependence of all regions on all through supply chains.

    The system is solved once, n·s unknowns: 336 for the embedded table (milliseconds), 2,268 for
    81 regions and 28 sectors (seconds, 40 MB a matrix).

    Raises:
        TableError: The table has no input shares, or is negative or unbalanced somewhere
            (`leverage.mending.mend` cures it).
    """
    check_whole(table)
    if table.input_shares is None:
        msg = f"{table.name} has no input shares, so no supply chains; take a table that has"
        raise TableError(msg)
    n, s = table.shape
    output = table.outputs_usd
    sources = _sources(table)
    final = _final_use(table)
    # A[(i, u), (j, k)]: what industry k of j buys of u from i for a dollar of output.
    coefficients = np.einsum("iju,juk->iujk", sources, table.input_shares).reshape(n * s, n * s)
    added = 1.0 - table.input_shares.sum(axis=1)
    leontief_t = np.eye(n * s) - coefficients.T
    made = (output > 0).astype(np.float64)
    # Row by row of origins: (I − Aᵀ) u = v, with v the value added of one origin only.
    values = np.zeros((n, s, n))
    values[np.arange(n), :, np.arange(n)] = added
    try:
        upstream = np.linalg.solve(leontief_t, values.reshape(n * s, n))
        ends = np.einsum("iju,ju->iuj", sources, final).reshape(n * s, n)
        made_for = np.linalg.solve(leontief_t.T, ends)
    except np.linalg.LinAlgError as error:
        msg = f"{table.name}: industries that only buy from each other; their chains never end"
        raise TableError(msg) from error
    whole = output.reshape(n * s, 1)
    downstream = np.divide(made_for, whole, out=np.zeros_like(made_for), where=whole > 0)
    used = np.einsum("ik,ikj->ij", added, made_for.reshape(n, s, n))
    return Chains(
        upstream=upstream.reshape(n, s, n).transpose(2, 0, 1) * made,
        downstream=downstream.reshape(n, s, n),
        used_value_usd=used,
    )


def _sources(table: TradeTable) -> Floats:
    """Return suppliers' shares of spending, shape (exporter, importer, sector); 0 for nothing."""
    spending = np.broadcast_to(table.expenditures_usd, table.flows_usd.shape)
    shares: Floats = np.divide(
        table.flows_usd, spending, out=np.zeros_like(table.flows_usd), where=spending > 0
    )
    return shares


def _final_use(table: TradeTable) -> Floats:
    """Return spending that is no industry's, shape (region, sector)."""
    assert table.input_shares is not None  # noqa: S101  (the caller has looked)
    spending = table.expenditures_usd
    final: Floats = spending - np.einsum("iuk,ik->iu", table.input_shares, table.outputs_usd)
    low = final < -_ROUNDING * np.maximum(spending, 1.0)
    if low.any():
        region, sector = np.argwhere(low)[0]
        msg = (
            f"{table.name}: unbalanced: industries of {table.regions[region]} use more of "
            f"{table.sectors[sector]} than it buys; mend the table first (leverage.mending.mend)"
        )
        raise TableError(msg)
    return np.maximum(final, 0.0)
