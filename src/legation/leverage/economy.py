"""Hold the baseline of a model: shares, spending and incomes that fit each other.

In: arrays that `leverage.baseline` made from a `TradeTable`. Out: `Economy`, frozen.
Not here: making one from a table (`leverage.baseline`), what changes (`leverage.shock`), the
equilibrium after the change (`leverage.equilibrium`).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from legation.leverage.elasticities import Elasticities
from legation.leverage.errors import LeverageError

Floats = NDArray[np.float64]

# Imbalances below this share of value added are rounding of the tables.
BALANCED_SHARE = 1e-9


class EconomyError(LeverageError):
    """A table cannot be the baseline of a model; the message names the place and the cure."""


class Model(StrEnum):
    """Which model: each holds for what its page in the manual says it assumes."""

    ONE_SECTOR = "one-sector"
    """Armington, or Eaton and Kortum (2002): all goods are one, labour is the only input."""
    SECTORS = "sectors"
    """Many sectors, labour is the only input of each."""
    INPUT_OUTPUT = "input-output"
    """Caliendo and Parro (2015): many sectors that buy inputs of each other."""
    SHORT_RUN = "short-run"
    """As `INPUT_OUTPUT`, with elasticities cut to those of the first year."""


class Deficits(StrEnum):
    """What happens to imbalances of trade."""

    KEPT = "kept"
    """Each stays what it is, as a share of the world's value added."""
    REMOVED = "removed"
    """The baseline is solved without them first; the shock is put to that."""


@dataclass(frozen=True, slots=True, eq=False)
class Economy:
    """A world in equilibrium before the shock.

    Arrays over pairs have the axes (sector, exporter, importer), those over markets (region,
    sector). Money is that of the table, in current US dollars.
    """

    table: str
    year: int
    provenance: str
    regions: tuple[str, ...]
    sectors: tuple[str, ...]
    model: Model
    elasticities: Elasticities
    """One a sector, in the order of `sectors`."""
    shares: Floats
    """Shape (sector, exporter, importer): share of what the importer spends on the sector, tariff
    included; sums to 1 over exporters."""
    tariffs: Floats
    """Shape (sector, exporter, importer), a share of the value before tariff, above -1."""
    spending_usd: Floats
    """Shape (region, sector), tariff included; 0 where a region buys nothing of a sector."""
    outputs_usd: Floats
    """Shape (region, sector): gross output."""
    input_shares: Floats
    """Shape (region, input, sector): shares of gross output; zeros in models without inputs."""
    final_shares: Floats
    """Shape (region, sector): shares of final spending, each row sums to 1."""
    deficits_usd: Floats
    """Shape (region,): imports less exports net of tariff; the sum is 0."""
    mended: tuple[str, ...] = ()
    """What had to be changed for the table to be an equilibrium, one sentence each."""

    @property
    def value_added_shares(self) -> Floats:
        """Return value added as a share of gross output, shape (region, sector)."""
        shares: Floats = 1.0 - self.input_shares.sum(axis=1)
        return shares

    @property
    def value_added_usd(self) -> Floats:
        """Return value added, shape (region,): wages and all else that is not inputs."""
        total: Floats = (self.value_added_shares * self.outputs_usd).sum(axis=1)
        return total

    @property
    def flows_usd(self) -> Floats:
        """Return sales net of tariff, shape (sector, exporter, importer)."""
        flows: Floats = self.shares * self.spending_usd.T[:, None, :] / (1.0 + self.tariffs)
        return flows

    @property
    def tariff_revenue_usd(self) -> Floats:
        """Return tariff revenue, shape (region,)."""
        revenue: Floats = (self.tariffs * self.flows_usd).sum(axis=(0, 1))
        return revenue

    @property
    def incomes_usd(self) -> Floats:
        """Return final spending, shape (region,): value added, tariff revenue and deficit."""
        incomes: Floats = self.value_added_usd + self.tariff_revenue_usd + self.deficits_usd
        return incomes

    @property
    def is_balanced(self) -> bool:
        """Return whether every region's trade is balanced."""
        return bool((np.abs(self.deficits_usd) <= BALANCED_SHARE * self.value_added_usd).all())

    def market(self, region: int, sector: int) -> str:
        """Return how a message calls the market of a sector in a region."""
        return f"{self.regions[region]}, {self.sectors[sector]}"
