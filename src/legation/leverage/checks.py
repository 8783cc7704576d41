"""Refuse trade tables that hold what no table can hold, or what no model can take.

In: a table. Out: nothing, or an error that names the cell and the cure.
Not here: mending what can be mended (`leverage.mending`), making margins agree
(`leverage.balancing`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from legation.leverage.errors import TableError
from legation.leverage.table import TradeTable

# No flow is larger, in dollars or a million of them: beyond it sums overflow.
MOST_MONEY = 1e30


def check(table: TradeTable) -> None:
    """Refuse a table that no mending cures.

    Raises:
        TableError: Shapes differ, a name stands twice, a cell is NaN, infinite or over
            `MOST_MONEY`, a tariff is -100 % or less; the message names the cell.
    """
    n, s = table.shape
    _check_names(table.name, "region", table.regions)
    _check_names(table.name, "sector", table.sectors)
    triple = (table.regions, table.regions, table.sectors)
    inner = (table.regions, table.sectors, table.sectors)
    for what, cells, shape, names in (
        ("flows", table.flows_usd, (n, n, s), triple),
        ("input shares", table.input_shares, (n, s, s), inner),
        ("tariffs", table.tariffs, (n, n, s), triple),
    ):
        if cells is None:
            continue
        if cells.shape != shape:
            msg = f"{table.name}: {what} are {_times(cells.shape)}, due {_times(shape)}"
            raise TableError(msg)
        if not np.isfinite(cells).all():
            place, more = name_places(~np.isfinite(cells), names)
            msg = (
                f"{table.name}: {what} of {place} are no number{more}; "
                "write 0 where nothing is traded, or leave the region or sector out"
            )
            raise TableError(msg)
    if table.tariffs is not None and (table.tariffs <= -1).any():
        place, more = name_places(table.tariffs <= -1, triple)
        msg = f"{table.name}: tariff of {place} is -100 % or less{more}; write 0.05 for 5 %"
        raise TableError(msg)
    if (np.abs(table.flows_usd) > MOST_MONEY).any():
        place, more = name_places(np.abs(table.flows_usd) > MOST_MONEY, triple)
        msg = f"{table.name}: the flow of {place} is over {MOST_MONEY:g}{more}; look at its unit"
        raise TableError(msg)
    if not table.flows_usd.any():
        msg = f"{table.name}: nothing is traded, every flow is 0; is it the right file?"
        raise TableError(msg)


def check_whole(table: TradeTable) -> None:
    """Refuse a table that models cannot take as it is; `mending.mend` cures these.

    Raises:
        TableError: As for `check`; or a flow or share is negative, or inputs take more than the
            whole output of an industry.
    """
    check(table)
    if (table.flows_usd < 0).any():
        place, more = name_places(
            table.flows_usd < 0, (table.regions, table.regions, table.sectors)
        )
        msg = f"{table.name}: the flow of {place} is negative{more}; mend the table first"
        raise TableError(msg)
    if table.input_shares is None:
        return
    if (table.input_shares < 0).any():
        place, more = name_places(
            table.input_shares < 0, (table.regions, table.sectors, table.sectors)
        )
        msg = f"{table.name}: the input share of {place} is negative{more}; mend the table first"
        raise TableError(msg)
    over = table.input_shares.sum(axis=1)
    if (over > 1).any():
        place, more = name_places(over > 1, (table.regions, table.sectors))
        msg = (
            f"{table.name}: unbalanced: inputs of {place} are {over.max():.3g} of output{more}; "
            "shares of inputs and value added sum to 1: mend the table first"
        )
        raise TableError(msg)


def _check_names(table: str, axis: str, names: tuple[str, ...]) -> None:
    twice = [name for name, count in Counter(names).items() if count > 1]
    if twice:
        msg = f"{table}: {axis} {twice[0]!r} stands twice; merge or rename one of them"
        raise TableError(msg)
    if not names or not all(name.strip() for name in names):
        msg = f"{table}: a {axis} has no name; every row and column needs one"
        raise TableError(msg)


def name_places(mask: NDArray[np.bool_], names: tuple[Sequence[str], ...]) -> tuple[str, str]:
    """Return the first place where `mask` is true, and how many more there are, for a message."""
    first = tuple(int(axis) for axis in np.argwhere(mask)[0])
    count = int(mask.sum())
    more = f" (and {count - 1} more)" if count > 1 else ""
    return name_place(first, names), more


def name_place(index: Sequence[np.intp | int], names: tuple[Sequence[str], ...]) -> str:
    """Return a cell by the names of its axes, `USA → CHN, metals`, for a message."""
    told = [axis[int(number)] for axis, number in zip(names, index, strict=True)]
    if len(told) == 3 and names[0] is names[1]:
        return f"{told[0]} → {told[1]}, {told[2]}"
    return ", ".join(told)


def _times(shape: tuple[int, ...]) -> str:
    return " × ".join(map(str, shape))
