"""Say what changes: tariffs, iceberg costs, embargoes.

In: shares and factors by exporter, importer and sector. Out: `Shock`, frozen, checked.
Not here: whether a table can bear it (`leverage.equilibrium`), scenario files.

An iceberg cost factor multiplies what a delivered unit costs: 1.1 makes it 10 % dearer without
anybody earning the difference; infinity is an embargo.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from legation.leverage.economy import Economy
from legation.leverage.errors import LeverageError

Floats = NDArray[np.float64]

# Ten thousand times dearer is a slip of units: whoever means "no trade" can say so.
MAX_FACTOR = 1e4


class ShockError(LeverageError):
    """A tariff or a cost is not one that can be; the message names the place and the cure."""


@dataclass(frozen=True, slots=True, eq=False)
class Shock:
    """What is different after; shape of both arrays (sector, exporter, importer)."""

    name: str
    regions: tuple[str, ...]
    sectors: tuple[str, ...]
    tariffs: Floats
    """After the change, as shares of the value before tariff: above -1 and below `MAX_FACTOR`."""
    cost_factors: Floats
    """Change of the cost to deliver: above 1 / `MAX_FACTOR`, below `MAX_FACTOR`, or infinite."""

    def __post_init__(self) -> None:
        shape = (len(self.sectors), len(self.regions), len(self.regions))
        for what, array in (("tariffs", self.tariffs), ("cost factors", self.cost_factors)):
            if array.shape != shape:
                msg = f"shock {self.name}: {what} have shape {array.shape}, not {shape}"
                raise ShockError(msg)
        self._refuse(np.isnan(self.tariffs), self.tariffs, "tariff", "give a number")
        self._refuse(
            self.tariffs <= -1.0,
            self.tariffs,
            "tariff",
            "a tariff is above -100 % (-1); a subsidy cannot be the whole price",
        )
        self._refuse(
            self.tariffs >= MAX_FACTOR,
            self.tariffs,
            "tariff",
            f"below {MAX_FACTOR:g} times the price, as a share (25 % is 0.25); to stop trade, "
            "say embargo",
        )
        cost = self.cost_factors
        self._refuse(np.isnan(cost), cost, "cost factor", "give a number")
        self._refuse(
            cost <= 0.0,
            cost,
            "cost factor",
            "a cost falls by less than 100 %, so its factor is above 0 (10 % dearer is 1.1)",
        )
        finite = np.isfinite(cost)
        self._refuse(
            finite & ((cost >= MAX_FACTOR) | (cost <= 1 / MAX_FACTOR)),
            cost,
            "cost factor",
            f"give a factor between {1 / MAX_FACTOR:g} and {MAX_FACTOR:g} (10 % dearer is 1.1); "
            "to stop trade, say embargo",
        )
        own = np.isinf(np.einsum("kii->ki", cost))
        if own.any():
            sector, region = np.argwhere(own)[0]
            msg = (
                f"shock {self.name}: {self.regions[region]} is kept from selling "
                f"{self.sectors[sector]} to itself; an embargo is between two regions"
            )
            raise ShockError(msg)

    def _refuse(self, wrong: NDArray[np.bool_], array: Floats, what: str, cure: str) -> None:
        if wrong.any():
            sector, exporter, importer = np.argwhere(wrong)[0]
            msg = (
                f"shock {self.name}: {what} {array[sector, exporter, importer]:g} on "
                f"{self.sectors[sector]} from {self.regions[exporter]} to "
                f"{self.regions[importer]}: {cure}"
            )
            raise ShockError(msg)

    def embargoed(
        self,
        exporters: Sequence[int],
        importers: Sequence[int],
        sectors: Sequence[int] | None = None,
    ) -> Shock:
        """Return the shock with no more sales of `sectors` from `exporters` to `importers`.

        One direction only; call it twice for both. A region's sales to itself stay. `sectors`
        None: all.
        """
        where = self._pairs(exporters, importers, sectors)
        return replace(self, cost_factors=np.where(where, np.inf, self.cost_factors))

    def with_cost(
        self,
        factor: float,
        exporters: Sequence[int],
        importers: Sequence[int],
        sectors: Sequence[int] | None = None,
    ) -> Shock:
        """Return the shock with delivery between the pairs made `factor` times as dear, again.

        Raises:
            ShockError: The factor is no cost factor.
        """
        where = self._pairs(exporters, importers, sectors)
        factors = np.where(where, self.cost_factors * factor, self.cost_factors)
        return replace(self, cost_factors=factors)

    def with_tariff(
        self,
        tariff: float,
        exporters: Sequence[int],
        importers: Sequence[int],
        sectors: Sequence[int] | None = None,
    ) -> Shock:
        """Return the shock with `tariff` added to what the pairs paid before.

        Raises:
            ShockError: The sum is no tariff.
        """
        where = self._pairs(exporters, importers, sectors)
        return replace(self, tariffs=np.where(where, self.tariffs + tariff, self.tariffs))

    def _pairs(
        self, exporters: Sequence[int], importers: Sequence[int], sectors: Sequence[int] | None
    ) -> NDArray[np.bool_]:
        where = np.zeros(self.tariffs.shape, dtype=bool)
        chosen = range(len(self.sectors)) if sectors is None else sectors
        where[np.ix_(list(chosen), list(exporters), list(importers))] = True
        own = np.arange(len(self.regions))
        where[:, own, own] = False
        return where


def no_shock(economy: Economy, name: str = "no change") -> Shock:
    """Return the shock that leaves everything as it is, to be added to."""
    return Shock(
        name, economy.regions, economy.sectors, economy.tariffs, np.ones_like(economy.tariffs)
    )
