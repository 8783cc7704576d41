"""Make a table agree with the totals it should have (RAS).

In: a matrix, or a table, and the totals of its rows and columns. Out: the matrix of the same zeros
nearest to it in relative entropy whose sums are these totals, with how near it came.
Not here: finding what is wrong with a table (`leverage.checks`).

The method scales rows and columns in turn (Deming and Stephan 1940, Annals of Mathematical
Statistics 11(4); as RAS in Bacharach 1970, Biproportional Matrices and Input-Output Change).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from legation.leverage.errors import TableError
from legation.leverage.table import Floats, TradeTable

# Totals that come from one source with rounding agree to this; further apart, they are two sources.
_TOTALS_AGREE = 1e-9


@dataclass(frozen=True, slots=True, eq=False)
class Balanced:
    """A matrix with the totals asked for."""

    matrix: Floats
    rounds: int
    gap: float
    """The largest distance of a row or column sum from its total, as a share of the mean total."""


def balance(
    matrix: Floats,
    row_totals: Floats,
    column_totals: Floats,
    *,
    tolerance: float = 1e-10,
    most_rounds: int = 10_000,
    rows: Sequence[str] | None = None,
    columns: Sequence[str] | None = None,
) -> Balanced:
    """Return `matrix` scaled by rows and columns until its sums are the totals.

    Args:
        matrix: Shape (row, column), >= 0; zeros stay zeros.
        row_totals: Shape (row,), >= 0, in the matrix's unit.
        column_totals: Shape (column,), >= 0, with the same sum.
        tolerance: How far a sum may stay from its total, as a share of the mean total.
        most_rounds: After so many rounds it is given up.
        rows: Names for messages.
        columns: Names for messages.

    Raises:
        TableError: A cell is negative or no number, the totals do not sum to the same, a total
            stands over a row or column of zeros, or the zeros allow no such matrix.
    """
    _check_totals(matrix, row_totals, column_totals)
    row_names = rows or [f"row {n}" for n in range(1, len(row_totals) + 1)]
    column_names = columns or [f"column {n}" for n in range(1, len(column_totals) + 1)]
    _check_reachable(matrix.sum(axis=1), row_totals, row_names)
    _check_reachable(matrix.sum(axis=0), column_totals, column_names)
    scale = row_totals.sum() / max(len(row_totals), 1)
    if scale == 0:
        return Balanced(np.zeros_like(matrix), 0, 0.0)
    # Told by rounds, so that both kinds of totals are the same to the last bit.
    column_totals = column_totals * (row_totals.sum() / column_totals.sum())
    column_factors = np.ones(len(column_totals))
    gap = np.inf
    for round_ in range(1, most_rounds + 1):
        row_factors = _scale(row_totals, matrix @ column_factors)
        column_factors = _scale(column_totals, row_factors @ matrix)
        sums = row_factors * (matrix @ column_factors)
        gap = float(np.abs(sums - row_totals).max()) / scale
        if gap <= tolerance:
            scaled: Floats = row_factors[:, None] * matrix * column_factors
            return Balanced(scaled, round_, gap)
    worst = int(np.abs(sums - row_totals).argmax())
    msg = (
        f"no matrix with these zeros has these totals: after {most_rounds} rounds "
        f"{row_names[worst]} sums to {sums[worst]:.6g}, due {row_totals[worst]:.6g}; "
        "correct the totals, or put small numbers for zeros that are only unknown"
    )
    raise TableError(msg)


def balance_flows(table: TradeTable, outputs_usd: Floats, expenditures_usd: Floats) -> TradeTable:
    """Return the table with the outputs and expenditures asked for, sector by sector.

    Args:
        table: The table; its flows tell who buys from whom.
        outputs_usd: Shape (region, sector), current US dollars.
        expenditures_usd: Shape (region, sector), net of tariff; each sector's sum as of outputs.

    Raises:
        TableError: As for `balance`; the message names the sector.
    """
    flows = np.empty_like(table.flows_usd)
    for number, sector in enumerate(table.sectors):
        try:
            balanced = balance(
                table.flows_usd[:, :, number],
                outputs_usd[:, number],
                expenditures_usd[:, number],
                rows=table.regions,
                columns=table.regions,
            )
        except TableError as error:
            msg = f"{table.name}, {sector}: {error}"
            raise TableError(msg) from error
        flows[:, :, number] = balanced.matrix
    return replace(table, flows_usd=flows)


def _scale(totals: Floats, sums: Floats) -> Floats:
    # A row of zeros whose total is zero keeps factor 0.
    factors: Floats = np.divide(totals, sums, out=np.zeros_like(sums), where=sums > 0)
    return factors


def _check_totals(matrix: Floats, row_totals: Floats, column_totals: Floats) -> None:
    if matrix.shape != (len(row_totals), len(column_totals)):
        msg = (
            f"a matrix of {matrix.shape[0]} × {matrix.shape[1]} with {len(row_totals)} totals of "
            f"rows and {len(column_totals)} of columns; give one total for each"
        )
        raise TableError(msg)
    for what, cells in (("cell", matrix), ("total", row_totals), ("total", column_totals)):
        if not np.isfinite(cells).all() or (cells < 0).any():
            msg = f"a {what} is negative or no number; mend the table first (leverage.mending.mend)"
            raise TableError(msg)
    of_rows, of_columns = float(row_totals.sum()), float(column_totals.sum())
    if abs(of_rows - of_columns) > _TOTALS_AGREE * max(of_rows, of_columns):
        msg = (
            f"unbalanced: the totals of rows sum to {of_rows:.9g}, those of columns to "
            f"{of_columns:.9g}; what is sold is bought, so scale one of them to the other"
        )
        raise TableError(msg)


def _check_reachable(sums: Floats, totals: Floats, names: Sequence[str]) -> None:
    unreachable = np.flatnonzero((totals > 0) & (sums == 0))
    if unreachable.size:
        first = int(unreachable[0])
        msg = (
            f"{names[first]} should sum to {totals[first]:.6g} but holds only zeros; "
            "correct the total, or put numbers where trade is only unknown"
        )
        raise TableError(msg)
