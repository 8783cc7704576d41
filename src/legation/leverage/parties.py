"""Find the parties of a scenario in a table, and make its shocks.

In: a `Plan`, a `TradeTable`, an `Economy`. Out: `Placed` (who is which region), `Shock`s by stage.
Not here: the file (`leverage.scenariofile`), how far a cushion must go (`leverage.cushion`).
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from legation.leverage.economy import Economy
from legation.leverage.errors import NameInTableError
from legation.leverage.naming import find_regions, find_sectors, fold_name
from legation.leverage.scenarioplan import (
    MEMBERS_PLACE,
    Cushion,
    CushionKind,
    Direction,
    Instrument,
    Measure,
    Named,
    Plan,
    ScenarioError,
)
from legation.leverage.shock import Shock
from legation.leverage.table import TradeTable

Floats = NDArray[np.float64]
Pairs = tuple[Sequence[int], Sequence[int]]


@dataclass(frozen=True, slots=True)
class Placed:
    """A plan whose words are indices into one table."""

    plan: Plan
    table: TradeTable
    regions: Mapping[str, tuple[int, ...]]
    """Word of the file -> its regions; no region belongs to two of those who act."""
    sectors: Mapping[str, tuple[int, ...]]

    def members(self, words: Collection[str]) -> list[int]:
        """Return the regions that several words mean."""
        return sorted({place for word in words for place in self.regions[word]})

    @property
    def target(self) -> list[int]:
        """Return the regions of the target."""
        return self.members(self.plan.target.words)

    def sectors_of(self, named: Named, economy: Economy) -> list[int]:
        """Return the sectors of an economy that are meant: its only one where it has one.

        Raises:
            ScenarioError: Only some sectors are meant, and the model knows one.
        """
        found = sorted({place for word in named.words for place in self.sectors[word]})
        if len(economy.sectors) == len(self.table.sectors):
            return found
        if len(found) < len(self.table.sectors):
            msg = (
                f"{named.place}: model {economy.model} has one sector for all goods and services; "
                "measure all sectors, or take that model out"
            )
            raise ScenarioError(msg)
        return [0]


def place(plan: Plan, table: TradeTable) -> Placed:
    """Find all that a plan names in a table.

    A state that is named by itself is taken out of the organisations it is in: the United Kingdom,
    named beside the European Union of 2011, acts for itself.

    Raises:
        ScenarioError: A region or sector is not in the table; two parties are the same region.
            The message names file, line and the nearest names.
    """
    named = [
        plan.target,
        plan.senders,
        *(one.by for one in plan.cushions),
        *(one.against for one in plan.secondary),
        *(one.against for one in plan.measures),
    ]
    # A word whose letters differ only in case is one party.
    found = {word: _found(table, word, one, find_regions) for one in named for word in one.words}
    alone = {places[0] for places in found.values() if len(places) == 1}
    regions = {
        word: places if len(places) == 1 else tuple(p for p in places if p not in alone)
        for word, places in found.items()
    }
    for one in plan.measures + plan.secondary:
        regions |= {word: regions[_known(word, regions)] for word in one.by.words}
    _refuse_overlap(plan, table, regions)
    lists = [one.sectors for one in (*plan.measures, *plan.secondary)]
    lists += [one.sectors for one in plan.cushions]
    sectors = {word: _found(table, word, one, find_sectors) for one in lists for word in one.words}
    return Placed(plan, table, regions, sectors)


def _found(
    table: TradeTable,
    word: str,
    named: Named,
    find: Callable[[TradeTable, str], tuple[int, ...]],
) -> tuple[int, ...]:
    try:
        return find(table, word)
    except NameInTableError as error:
        msg = f"{named.place}: {error}"
        if find is find_regions and "," in word:
            several = ", ".join(f'"{part.strip()}"' for part in word.split(",") if part.strip())
            msg += f"; several names are a list: [{several}]"
        raise ScenarioError(msg) from error


def _known(word: str, regions: Mapping[str, tuple[int, ...]]) -> str:
    return word if word in regions else next(w for w in regions if fold_name(w) == fold_name(word))


def _refuse_overlap(plan: Plan, table: TradeTable, regions: Mapping[str, tuple[int, ...]]) -> None:
    roles = (
        ("sender", plan.senders),
        ("target", plan.target),
        *(("cushioner", one.by) for one in plan.cushions),
    )
    holder: dict[int, tuple[str, str]] = {}
    for role, named in roles:
        for word in named.words:
            if not regions[word]:
                msg = f"{named.place}: {word}: all its regions are named besides; take it out"
                raise ScenarioError(msg)
            for region in regions[word]:
                other = holder.setdefault(region, (role, word))
                if other == (role, word) or (role == other[0] == "cushioner"):
                    continue
                at, cure = named.place, "name it once"
                if plan.senders.place == MEMBERS_PLACE and "sender" in {role, other[0]}:
                    # The file is as it should be; what the command line adds is at odds with it.
                    member = word if role == "sender" else other[1]
                    at, cure = MEMBERS_PLACE, f"take {member} out of {MEMBERS_PLACE}"
                msg = (
                    f"{at}: {table.regions[region]} is in {word} ({role}) and in "
                    f"{other[1]} ({other[0]}); {cure}"
                )
                raise ScenarioError(msg)


def with_measures(
    shock: Shock, placed: Placed, economy: Economy, measures: Sequence[Measure], senders: Named
) -> Shock:
    """Return the shock with what those of `senders` do who take part.

    Raises:
        ShockError: Several measures together are no tariff or cost that can be.
    """
    acting = {fold_name(word) for word in senders.words}
    for one in measures:
        by = placed.members([word for word in one.by.words if fold_name(word) in acting])
        hit = placed.members(one.against.words)
        sectors = placed.sectors_of(one.sectors, economy)
        for exporters, importers in pairs(by, hit, one.direction):
            match one.instrument:
                case Instrument.EMBARGO:
                    shock = shock.embargoed(exporters, importers, sectors)
                case Instrument.TARIFF:
                    shock = shock.with_tariff(one.size, exporters, importers, sectors)
                case Instrument.ICEBERG:
                    shock = shock.with_cost(1.0 + one.size, exporters, importers, sectors)
    return shock


def with_cushion(
    shock: Shock, placed: Placed, economy: Economy, cushion: Cushion, size: float
) -> Shock:
    """Return the shock with a cushion: delivery cheaper by `size`, or prices paid in part.

    Args:
        shock: What holds already.
        placed: The parties.
        economy: The baseline.
        cushion: Whose, and in which sectors.
        size: A share from 0 to below 1; for `CushionKind.REPLACES` the cost cut that was found.
    """
    by, target = placed.members(cushion.by.words), placed.target
    sectors = placed.sectors_of(cushion.sectors, economy)
    if cushion.kind is CushionKind.PAYS:
        # On top of what tariff there is: the buyer pays 1 - size of the price before it.
        held = shock.tariffs
        where = np.zeros(held.shape, dtype=bool)
        where[np.ix_(sectors, target, by)] = True
        tariffs = np.where(where, (1.0 + held) * (1.0 - size) - 1.0, held)
        return replace(shock, tariffs=tariffs)
    for exporters, importers in pairs(by, target, cushion.direction):
        shock = shock.with_cost(1.0 - size, exporters, importers, sectors)
    return shock


def pairs(by: Sequence[int], others: Sequence[int], direction: Direction) -> tuple[Pairs, ...]:
    """Return (exporters, importers) for a direction seen from `by`."""
    sold, bought = (by, others), (others, by)
    match direction:
        case Direction.EXPORTS:
            return (sold,)
        case Direction.IMPORTS:
            return (bought,)
        case Direction.BOTH:
            return (sold, bought)


def trade_between(
    flows_usd: Floats,
    by: Sequence[int],
    others: Sequence[int],
    sectors: Sequence[int],
    direction: Direction,
) -> float:
    """Return the trade of two groups, US dollars net of tariff; flows (sector, from, to)."""
    return float(
        sum(
            flows_usd[np.ix_(list(sectors), list(exporters), list(importers))].sum()
            for exporters, importers in pairs(by, others, direction)
        )
    )
