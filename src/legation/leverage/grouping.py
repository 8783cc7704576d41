"""Find the parties that a question names in a table, organisations added up.

In: a table and words such as `RUS`, `China`, `EU`. Out: `Parties`: a table in which each word is
one region.
Not here: what a word means (`leverage.naming`), summing itself (`leverage.aggregation`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from legation.leverage.aggregation import merge_regions
from legation.leverage.errors import NameInTableError
from legation.leverage.naming import find_regions
from legation.leverage.table import TradeTable


@dataclass(frozen=True, slots=True)
class Parties:
    """A table in which each party is one region."""

    table: TradeTable
    """The table as it was, but for regions that were added up."""
    indices: tuple[int, ...]
    """Where each word's region stands in `table`, one a word; the same twice where two words mean
    the same."""
    summed: Mapping[str, tuple[str, ...]]
    """Party -> the regions of the first table that were added up for it."""


def gather_parties(table: TradeTable, words: Sequence[str]) -> Parties:
    """Return the table with one region for each of `words`.

    A word that means several regions (`EU`) becomes one region that is called so; trade inside it
    becomes domestic sales.

    Raises:
        NameInTableError: A word is not in the table, or two words share a region.
    """
    found: dict[str, tuple[int, ...]] = {}
    names: list[str] = []
    for word in words:
        regions = find_regions(table, word)
        name = word.strip() if len(regions) > 1 else table.regions[regions[0]]
        known = next((other for other, held in found.items() if held == regions), None)
        names.append(known or name)
        if known is not None:
            continue
        for other, held in found.items():
            shared = [table.regions[index] for index in regions if index in held]
            if shared:
                msg = (
                    f"{', '.join(shared)} is in both {other} and {name}; name parties that do not "
                    "overlap, or ask for each by itself"
                )
                raise NameInTableError(msg, word, tuple(shared))
        found[name] = regions
    summed = {
        name: tuple(table.regions[index] for index in regions)
        for name, regions in found.items()
        if len(regions) > 1
    }
    into = {region: name for name, regions in summed.items() for region in regions}
    merged = merge_regions(table, into) if into else table
    return Parties(merged, tuple(merged.regions.index(name) for name in names), summed)
