"""The trade tables at hand: the embedded one by name, a user's own by path.

In: a name, or the path of a file. Out: `Reading`; what there is, as `TableNote`s.
Not here: layouts of files (`leverage.readers`).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np

from legation.leverage.errors import TableError
from legation.leverage.naming import nearest_names
from legation.leverage.readers import Reading, read_table_file
from legation.leverage.readers.base import MILLION, finish
from legation.leverage.table import Floats, TradeTable
from legation.reference.trade import (
    FLOWS_FILE,
    INPUTS_FILE,
    SECTORS,
    load_regions,
    load_trade_rows,
)

DEFAULT = "icio2021"


@dataclass(frozen=True, slots=True)
class TableNote:
    """One line of the list of tables."""

    name: str
    year: int
    n_regions: int
    n_sectors: int
    has_inputs: bool
    provenance: str
    approximate: str | None


def load_trade_table(name: str | Path = DEFAULT) -> Reading:
    """Return a table by its name (`icio2021`), or read a file of one's own by its path.

    Raises:
        TableError: There is no such table or file; the message offers what there is.
    """
    if str(name) == DEFAULT:
        return _embedded()
    path = Path(name)
    if path.exists():
        return read_table_file(path)
    offered = nearest_names(str(name), [DEFAULT])
    hint = f"did you mean {offered[0]}?" if offered else f"there is {DEFAULT}"
    msg = f"{name}: no such trade table and no such file; {hint}, or give the path of your own"
    raise TableError(msg)


def list_tables(*paths: Path) -> tuple[TableNote, ...]:
    """Return the tables that come with the package, and those of a user's own files.

    Raises:
        TableError: A file cannot be read.
    """
    names: tuple[str | Path, ...] = (DEFAULT, *paths)
    tables = [load_trade_table(name).table for name in names]
    return tuple(
        TableNote(
            table.name,
            table.year,
            *table.shape,
            table.input_shares is not None,
            table.provenance,
            table.approximate,
        )
        for table in tables
    )


@cache
def _embedded() -> Reading:
    flows = load_trade_rows(FLOWS_FILE)
    inputs = load_trade_rows(INPUTS_FILE)
    regions = load_regions()
    names = tuple(region.id for region in regions)
    n, s = len(names), len(SECTORS)
    pairs = tuple((exporter, importer) for exporter in names for importer in names)
    sold = tuple((region, sector) for region in names for sector in SECTORS)
    for rows, due, name in ((flows, pairs, FLOWS_FILE), (inputs, sold, INPUTS_FILE)):
        if rows.keys != due:
            msg = f"shelf file {name}: its rows are not those of trade_regions.tsv; build it again"
            raise TableError(msg)
    table = TradeTable(
        name=DEFAULT,
        year=int(flows.heading["date"]),
        regions=names,
        sectors=SECTORS,
        flows_usd=_frozen(np.array(flows.values).reshape(n, n, s) * MILLION),
        input_shares=np.array(inputs.values).reshape(n, s, s),
        tariffs=None,
        provenance=f"{flows.heading['source']}; {flows.heading['licence']}",
        approximate=(
            f"input coefficients are of {inputs.heading['date']}, of groups of economies, and "
            f"scaled where a region does not buy as much ({inputs.heading['source']})"
        ),
        holds={
            region.id: tuple(code for code in region.holds if code != region.id)
            for region in regions
            if region.holds != (region.id,)
        },
    )
    reading = finish(table)
    for array in (reading.table.flows_usd, reading.table.input_shares):
        if array is not None:
            _frozen(array)
    return reading


def _frozen(array: Floats) -> Floats:
    """Forbid writing: one table is shared by all who ask for it."""
    array.setflags(write=False)
    return array
