"""Small worlds for tests of the models, made up from a seed.

In: a seed and sizes. Out: `TradeTable`s and `Economy`s. Not here: tests.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from legation.leverage.baseline import economy_of
from legation.leverage.economy import Deficits, Economy, Model
from legation.leverage.elasticities import Elasticities
from legation.leverage.table import TradeTable

Floats = NDArray[np.float64]


def made_up_table(
    seed: int, n_regions: int = 4, n_sectors: int = 3, *, inputs: bool = True, tariffs: bool = True
) -> TradeTable:
    """Return a table with home bias in which inputs leave something for value added and use."""
    random = np.random.default_rng(seed)
    shape = (n_regions, n_regions, n_sectors)
    flows = random.lognormal(0.0, 1.0, shape) * random.lognormal(0.0, 1.0, n_regions)[:, None, None]
    own = np.arange(n_regions)
    flows[own, own] *= 6.0
    flows *= 1e9
    rates = random.uniform(0.0, 0.3, shape)
    rates[own, own] = 0.0
    shares = None
    if inputs:
        shares = random.uniform(0.05, 1.0, (n_regions, n_sectors, n_sectors))
        shares *= 0.6 / shares.sum(axis=1, keepdims=True)
        used = np.einsum("nls,ns->nl", shares, flows.sum(axis=1))
        shares *= np.minimum(1.0, 0.7 * flows.sum(axis=0) / used)[:, :, None]
    return TradeTable(
        name=f"made up {seed}",
        year=2021,
        regions=tuple(f"R{number}" for number in range(n_regions)),
        sectors=tuple(f"s{number}" for number in range(n_sectors)),
        flows_usd=flows,
        input_shares=shares,
        tariffs=rates if tariffs else None,
        provenance="made up",
    )


def made_up_elasticities(seed: int, table: TradeTable) -> Elasticities:
    """Return elasticities between 1.5 and 9."""
    values = np.random.default_rng(seed + 1).uniform(1.5, 9.0, len(table.sectors))
    return Elasticities("made up", "made up", table.sectors, values)


def made_up_economy(
    seed: int,
    n_regions: int = 4,
    n_sectors: int = 3,
    *,
    model: Model = Model.INPUT_OUTPUT,
    deficits: Deficits = Deficits.KEPT,
    tariffs: bool = True,
) -> Economy:
    """Return the baseline of a made-up table."""
    table = made_up_table(seed, n_regions, n_sectors, tariffs=tariffs)
    return economy_of(table, made_up_elasticities(seed, table), model=model, deficits=deficits)
