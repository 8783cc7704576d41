"""Name sets of trade elasticities, each with its source.

In: `reference/files/trade_elasticities.tsv`, or a user's own numbers. Out: `Elasticities`, one
number a sector. Not here: what they do in a model (`leverage.equilibrium`).

A trade elasticity says by how many per cent the sales of an exporter fall against those of others
when its costs rise by one per cent: theta in Eaton and Kortum (2002), sigma - 1 in Armington.
"""

from __future__ import annotations

import difflib
import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from legation.leverage.errors import LeverageError, NameInTableError
from legation.reference.rows import RowError, iter_rows

Floats = NDArray[np.float64]

_ANY_SECTOR = "*"
# A section of ISIC Rev. 4, with its divisions or without: C, C26, C10T12, H49.
_ISIC_CODE = re.compile(r"[A-U](?:\d.*)?")
# Above it a cost change of a factor of ten no longer fits a floating-point number.
MAX_ELASTICITY = 300.0
# Boehm, Levchenko and Pandalai-Nayar (2023), The Long and Short (Run) of Trade Elasticities,
# American Economic Review 113(4), 861-905, abstract: trade answers a tariff with an elasticity of
# 0.76 in the first year and of about 2 in the long run.
SHORT_RUN_SHARE = 0.76 / 2.0
_SHORT_RUN_NOTE = (
    "cut to 0.38 for the short run (ratio of the first year to the long run in Boehm, Levchenko "
    "and Pandalai-Nayar 2023, American Economic Review 113(4)); an assumption, not an estimate"
)


class ElasticityError(LeverageError):
    """An elasticity is not a number a model can use."""


@dataclass(frozen=True, slots=True, eq=False)
class Elasticities:
    """One trade elasticity a sector, and where they are from."""

    name: str
    source: str
    """One line that a brief can print."""
    sectors: tuple[str, ...]
    values: Floats
    """Shape (sector,), above 0 and at most `MAX_ELASTICITY`."""

    def __post_init__(self) -> None:
        if self.values.shape != (len(self.sectors),):
            msg = (
                f"elasticities {self.name}: {self.values.size} numbers for {len(self.sectors)} "
                "sectors; give one a sector"
            )
            raise ElasticityError(msg)
        for sector, value in zip(self.sectors, self.values.tolist(), strict=True):
            if not (math.isfinite(value) and 0.0 < value <= MAX_ELASTICITY):
                msg = (
                    f"elasticities {self.name}: {sector} has {value:g}; an elasticity is above 0 "
                    f"and at most {MAX_ELASTICITY:g} (with 0 no supplier could be replaced)"
                )
                raise ElasticityError(msg)

    def short_run(self) -> Elasticities:
        """Return the set cut to what trade shows in the first year, and labelled so."""
        return replace(
            self,
            name=f"{self.name}, short run",
            source=f"{self.source}; {_SHORT_RUN_NOTE}",
            values=self.values * SHORT_RUN_SHARE,
        )

    def averaged(self, weights: Floats) -> Elasticities:
        """Return the set for all goods as one sector: the mean, weighted by `weights` (sector,)."""
        mean = float(np.average(self.values, weights=weights))
        note = self.source
        if np.ptp(self.values) > 0:
            note = f"{self.source}; mean over sectors, weighted by trade between regions"
        return Elasticities(self.name, note, ("all goods",), np.array([mean]))


def uniform(value: float, sectors: Sequence[str], source: str) -> Elasticities:
    """Return a set with one elasticity for all sectors.

    Raises:
        ElasticityError: The value is not above 0, or too large.
    """
    return Elasticities(f"{value:g}", source, tuple(sectors), np.full(len(sectors), float(value)))


@cache
def load_sets() -> Mapping[str, tuple[str, Mapping[str, float]]]:
    """Load the named sets: source and elasticity by sector; `*` stands for any other sector.

    Raises:
        RowError: A row has no number, or a sector stands twice in a set.
    """
    values: dict[str, dict[str, float]] = {}
    sources: dict[str, str] = {}
    for row in iter_rows("trade_elasticities.tsv", ("set", "sector", "elasticity", "source")):
        name, sector = row.cells["set"], row.cells["sector"]
        if sector in values.get(name, ()):
            msg = f"{row.place}: {sector} stands twice in set {name}; keep one of them"
            raise RowError(msg)
        values.setdefault(name, {})[sector] = row.number("elasticity", 0.01, MAX_ELASTICITY)
        sources.setdefault(name, row.cells["source"])
    return MappingProxyType(
        {name: (sources[name], MappingProxyType(values[name])) for name in values}
    )


def named_elasticities(name: str, sectors: Sequence[str]) -> Elasticities:
    """Return the elasticities called `name` for the sectors of a table, in their order.

    Raises:
        NameInTableError: No set has that name (the nearest are offered), or the set says nothing
            of one of the sectors.
    """
    sets = load_sets()
    if name not in sets:
        nearest = tuple(difflib.get_close_matches(name, sets, n=3, cutoff=0.4))
        msg = f"no elasticities are called {name!r}; there are {', '.join(sets)}"
        raise NameInTableError(msg, name, nearest)
    source, by_sector = sets[name]
    values = []
    for sector in sectors:
        value = _find_value(sector, by_sector)
        if value is None:
            nearest = tuple(difflib.get_close_matches(sector, by_sector, n=3, cutoff=0.4))
            msg = (
                f"elasticities {name} say nothing of sector {sector!r}; take one of the uniform "
                "sets, or give your own number a sector"
            )
            raise NameInTableError(msg, sector, nearest)
        values.append(value)
    return Elasticities(name, source, tuple(sectors), np.array(values))


def _find_value(sector: str, by_sector: Mapping[str, float]) -> float | None:
    """Return the elasticity of a sector: by its name, by its ISIC code, or that of any sector."""
    if sector in by_sector:
        return by_sector[sector]
    if _ISIC_CODE.fullmatch(sector):
        for length in range(len(sector), 0, -1):
            if sector[:length] in by_sector:
                return by_sector[sector[:length]]
    return by_sector.get(_ANY_SECTOR)
