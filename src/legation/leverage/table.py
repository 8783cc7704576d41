"""Hold one trade table: who sells what to whom in a year, and what it is made from.

In: arrays from a reader (`leverage.readers`) or from a shelf file. Out: `TradeTable`, frozen.
Not here: reading files (`leverage.readers`), mending them (`leverage.mending`), merging regions or
sectors (`leverage.aggregation`), models (`leverage.equilibrium`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class TradeTable:
    """Flows of one year between regions by sector, domestic sales included.

    Axes are always (exporter, importer, sector), and (region, input, sector) for what a sector
    buys. Money is current US dollars of the base year, tariffs are shares of the value before
    tariff (0.05 = 5 %).
    """

    name: str
    """Short name by which commands and briefs call it, such as `icio2021`."""
    year: int
    regions: tuple[str, ...]
    """ISO 3166-1 alpha-3 where a region is a state, else a name such as `EU27` or `ROW`."""
    sectors: tuple[str, ...]
    flows_usd: Floats
    """Shape (exporter, importer, sector), >= 0: sales net of tariff, domestic ones included."""
    input_shares: Floats | None
    """Shape (region, input, sector): spending on inputs of each sector as a share of the gross
    output of the buying sector; with `value_added_shares` they sum to 1. None: no input-output."""
    tariffs: Floats | None
    """Shape (exporter, importer, sector); None: none known, taken as zero."""
    provenance: str
    """Source with edition and licence, in one line that a brief can print."""
    approximate: str | None = None
    """What is approximate about it, in words; None: as its source has it."""
    holds: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Region -> the states (ISO 3166-1 alpha-3) it is the sum of; a region that is not named here
    stands for itself. `ROW` holds besides all states that the table does not name."""

    @property
    def outputs_usd(self) -> Floats:
        """Return gross output, shape (region, sector): all that a region sells, at home too."""
        output: Floats = self.flows_usd.sum(axis=1)
        return output

    @property
    def expenditures_usd(self) -> Floats:
        """Return spending net of tariff, shape (region, sector), on goods from everywhere."""
        spending: Floats = self.flows_usd.sum(axis=0)
        return spending

    @property
    def value_added_shares(self) -> Floats | None:
        """Return value added as a share of gross output, shape (region, sector), or None."""
        return None if self.input_shares is None else 1.0 - self.input_shares.sum(axis=1)

    @property
    def shape(self) -> tuple[int, int]:
        """Return how many regions and sectors there are."""
        return len(self.regions), len(self.sectors)
