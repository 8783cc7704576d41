"""Add up a wide input-output file row by row.

In: what each column is, then the rows, one at a time. Out: flows and spending on inputs.
Not here: the layouts (`readers.icio`, `readers.wiod`).
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from legation.leverage.errors import TableError
from legation.leverage.readers.base import MILLION, numbers_in, shares_of
from legation.leverage.table import Floats

SKIPPED = -1


class WideSums:
    """Flows and spending of a file of which only one row is held at a time."""

    def __init__(
        self,
        path: Path,
        regions: Sequence[str],
        sectors: Sequence[str],
        importers: Sequence[int],
        industries: Sequence[int],
    ) -> None:
        """Begin with nothing.

        Args:
            path: For messages.
            regions: In the order of the table.
            sectors: In the order of the table.
            importers: For each column of numbers its region, or `SKIPPED` for sums of others.
            industries: For each column its sector, or `SKIPPED` for final use.

        Raises:
            TableError: There are no columns of industries, or none of final use.
        """
        self.path, self.regions, self.sectors = path, tuple(regions), tuple(sectors)
        importer, industry = np.array(importers), np.array(industries)
        self._buys = industry >= 0
        self._final = (importer >= 0) & ~self._buys
        if not self._buys.any() or not self._final.any():
            msg = (
                f"{path}: the header has no industries or no final use; columns of the OECD's wide "
                "layout are CHN_C26 and CHN_HFCE, of WIOD's vCHN1 and vCHN57, or c1 and c37"
            )
            raise TableError(msg)
        n, s = len(regions), len(sectors)
        self._importer = importer
        self._buyer = (importer * s + industry)[self._buys]
        self._flows, self._spent = np.zeros((n, n, s)), np.zeros((n, s, s))
        self._seen: set[tuple[int, int, str]] = set()
        self._negative_usd, self._negatives = 0.0, 0

    def add(
        self, region: int, sector: int, cells: Sequence[str], label: str, *, clip_final: bool
    ) -> None:
        """Add the row of what a region's sector sells; `clip_final`: negative final use is 0.

        Raises:
            TableError: A cell is no number, there are too few, or the row stood before.
        """
        place = f"{self.path}, row {label}"
        if len(cells) != len(self._importer):
            msg = f"{place}: {len(cells)} numbers, the header has {len(self._importer)} columns"
            raise TableError(msg)
        if (region, sector, label) in self._seen:
            msg = f"{self.path}: row {label} stands twice; keep one of them"
            raise TableError(msg)
        self._seen.add((region, sector, label))
        self.add_numbers(region, sector, numbers_in(cells, place), clip_final=clip_final)

    def add_numbers(self, region: int, sector: int, numbers: Floats, *, clip_final: bool) -> None:
        """Add a row that is numbers already."""
        if clip_final and (numbers[self._final] < 0).any():
            negative = self._final & (numbers < 0)
            self._negatives += int(negative.sum())
            self._negative_usd -= float(numbers[negative].sum()) * MILLION
            numbers = np.where(negative, 0.0, numbers)
        counted = self._buys | self._final
        n, s = len(self.regions), len(self.sectors)
        self._flows[region, :, sector] += np.bincount(
            self._importer[counted], numbers[counted], minlength=n
        )
        self._spent[:, sector, :] += np.bincount(
            self._buyer, numbers[self._buys], minlength=n * s
        ).reshape(n, s)

    @property
    def flows_usd(self) -> Floats:
        """Return the flows, shape (exporter, importer, sector)."""
        return self._flows * MILLION

    @property
    def input_shares(self) -> Floats:
        """Return spending on inputs as shares of output, shape (region, input, sector)."""
        return shares_of(self._spent, self._flows.sum(axis=1))

    @property
    def clipped(self) -> tuple[int, float]:
        """Return how many cells of final use were set to 0, and their sum in US dollars."""
        return self._negatives, self._negative_usd

    def missing(self) -> tuple[str, str] | None:
        """Return a region and sector for which no row came, None when all came."""
        seen = {(region, sector) for region, sector, _ in self._seen}
        for number, region in enumerate(self.regions):
            for other, sector in enumerate(self.sectors):
                if (number, other) not in seen:
                    return region, sector
        return None
