"""Read Caliendo and Parro's NAFTA table (2015), the reference that tests and the bench measure by.

In: the folder `cp2015` of the shared files (MIT, github.com/paulofelipe/cp2015). Out: a
`TradeTable` of 1993 with tariffs before NAFTA, their elasticities, and tariffs after.
Not here: anything the program itself reads.
"""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from legation.leverage.elasticities import Elasticities
from legation.leverage.table import TradeTable

Floats = NDArray[np.float64]


def load_nafta(folder: Path) -> tuple[TradeTable, Elasticities, Floats]:
    """Return the table, its elasticities, and tariffs after (sector, exporter, importer)."""
    thetas = _rows(folder / "theta.csv")
    sectors = tuple(row["sector"] for row in thetas)
    regions = tuple(row["region"] for row in _rows(folder / "deficit.csv"))
    at_region = {name: number for number, name in enumerate(regions)}
    at_sector = {name: number for number, name in enumerate(sectors)}
    n, k = len(regions), len(sectors)
    flows, before, after = np.zeros((3, n, n, k))
    for row in _rows(folder / "trade.csv"):
        cell = (at_region[row["exporter"]], at_region[row["importer"]], at_sector[row["sector"]])
        # `value` is net of tariff.
        flows[cell] = float(row["value"])
        before[cell], after[cell] = float(row["tariff_bln"]), float(row["tariff_cfl"])
    inputs = np.zeros((n, k, k))
    for row in _rows(folder / "intermediate_consumption.csv"):
        cell = (at_region[row["region"]], at_sector[row["input"]], at_sector[row["sector"]])
        inputs[cell] = float(row["value"])
    # One cell is below 0 (-9 million, "Other" in Canada's basic metals); no recipe holds that.
    inputs = np.maximum(inputs, 0.0)
    value_added = np.zeros((n, k))
    for row in _rows(folder / "value_added.csv"):
        value_added[at_region[row["region"]], at_sector[row["sector"]]] = float(row["value"])
    table = TradeTable(
        name="cp2015",
        year=1993,
        regions=regions,
        sectors=sectors,
        flows_usd=flows,
        input_shares=inputs / (value_added + inputs.sum(axis=1))[:, None, :],
        tariffs=before,
        provenance="Caliendo and Parro (2015), github.com/paulofelipe/cp2015, MIT",
    )
    values = np.array([float(row["value"]) for row in thetas])
    elasticities = Elasticities("cp2015", "Caliendo and Parro (2015)", sectors, values)
    return table, elasticities, np.ascontiguousarray(after.transpose(2, 0, 1))


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
