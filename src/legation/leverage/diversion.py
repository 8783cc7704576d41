"""Tell where trade goes when it is diverted: by partner and sector.

In: `Results`. Out: `Diverted` rows, bands in US dollars of the table's year.
Not here: the runs (`leverage.scenario`).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from legation.leverage.bands import Band, RunKey, band_of
from legation.leverage.results import Results, Run
from legation.leverage.scenarioplan import Stage

Floats = NDArray[np.float64]
Which = tuple[str, str | None, str | None]

EXPORTS, IMPORTS = "exports", "imports"


@dataclass(frozen=True, slots=True)
class Diverted:
    """How one flow of a party changes, US dollars a year, net of tariff.

    Money is in units of the world's value added, which stays what it was.
    """

    who: str
    way: str
    """`exports` or `imports`, seen from `who`."""
    partner: str | None
    """A region; None: all."""
    sector: str | None
    """None: all."""
    before: Band
    change: Band


def diverted(
    results: Results, who: str, stage: Stage, *, by_partner: bool, by_sector: bool
) -> tuple[Diverted, ...]:
    """Return how the trade of a party changes, the largest changes first.

    Trade inside a party of several regions is left out.

    Args:
        results: The runs.
        who: A party or a region.
        stage: Which stage.
        by_partner: A row for each partner; else all partners in one.
        by_sector: A row for each sector; else all sectors in one.
    """
    before: dict[Which, dict[RunKey, float]] = {}
    change: dict[Which, dict[RunKey, float]] = {}
    for run in results.runs:
        found, places = run.stages.get(stage), list(run.places(who))
        if found is None or not places:
            continue
        for way in (EXPORTS, IMPORTS):
            old, new = (_trade(flows, places, way) for flows in (run.flows_usd, found.flows_usd))
            for which, number, later in _cut(run, way, (old, new), places, by_partner, by_sector):
                before.setdefault(which, {})[run.key] = number
                change.setdefault(which, {})[run.key] = later - number
    rows = []
    for which, values in change.items():
        old_band = band_of(before[which], moved=False)
        band = band_of(values, moved=False)
        if old_band is not None and band is not None and (old_band.high or band.high):
            rows.append(Diverted(who, *which, old_band, band))
    return tuple(sorted(rows, key=lambda row: -abs(row.change.mid)))


def _trade(flows_usd: Floats, places: list[int], way: str) -> Floats:
    """Return trade of some regions with all others, shape (sector, partner)."""
    trade: Floats = (
        flows_usd[:, places, :].sum(axis=1)
        if way == EXPORTS
        else flows_usd[:, :, places].sum(axis=2)
    )
    trade = trade.copy()
    trade[:, places] = 0.0
    return trade


def _cut(
    run: Run,
    way: str,
    trades: tuple[Floats, Floats],
    places: list[int],
    by_partner: bool,
    by_sector: bool,
) -> list[tuple[Which, float, float]]:
    old, new = trades
    if not by_sector:
        old, new = (one.sum(axis=0, keepdims=True) for one in (old, new))
    if not by_partner:
        old, new = (one.sum(axis=1, keepdims=True) for one in (old, new))
    rows = []
    for sector, partner in np.ndindex(old.shape):
        if by_partner and partner in places:
            continue
        which = (
            way,
            run.regions[partner] if by_partner else None,
            run.sectors[sector] if by_sector else None,
        )
        rows.append((which, float(old[sector, partner]), float(new[sector, partner])))
    return rows
