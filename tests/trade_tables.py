"""Small trade tables for tests: drawn by hypothesis, or written out by hand."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from hypothesis import strategies as st

from legation.leverage.table import TradeTable

SHARED = Path(__file__).parents[2] / "shared" / "data" / "trade"
REGIONS = ("USA", "CHN", "RUS", "DEU", "JPN")
SECTORS = ("agriculture", "metals", "services")


def hand_table() -> TradeTable:
    """Return two regions, one sector: each sells 60 at home; USA sells 40 to CHN and buys 20."""
    return TradeTable(
        name="hand",
        year=2021,
        regions=("USA", "CHN"),
        sectors=("metals",),
        flows_usd=np.array([[[60.0], [40.0]], [[20.0], [60.0]]]),
        input_shares=np.array([[[0.5]], [[0.25]]]),
        tariffs=None,
        provenance="by hand",
    )


@st.composite
def tables(draw: st.DrawFn, *, tariffs: bool = True) -> TradeTable:
    """Draw a whole table: flows above zero, input shares that fit into what is bought."""
    n = draw(st.integers(2, len(REGIONS)))
    s = draw(st.integers(1, len(SECTORS)))
    random = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    flows = random.lognormal(0, 1, (n, n, s)) * 1e9
    flows[np.arange(n), np.arange(n)] *= 5
    shares = random.uniform(0, 1, (n, s, s))
    used = np.einsum("iuk,ik->iu", shares, flows.sum(axis=1))
    shares *= (random.uniform(0.1, 0.9, (n, s)) * flows.sum(axis=0) / used)[:, :, None]
    total = shares.sum(axis=1)
    shares *= np.where(total > 0.9, 0.9 / total, 1.0)[:, None, :]
    return TradeTable(
        name="drawn",
        year=2021,
        regions=REGIONS[:n],
        sectors=SECTORS[:s],
        flows_usd=flows,
        input_shares=shares,
        tariffs=random.uniform(0, 0.3, (n, n, s)) if tariffs else None,
        provenance="drawn",
    )
