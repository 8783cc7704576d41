"""Hold what the runs of a scenario gave, and make bands of it.

In: `Run`s and `Failure`s from `leverage.scenario`. Out: `Results`.
Not here: solving (`leverage.scenario`), trade diversion (`leverage.diversion`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from legation.leverage.bands import Band, RunKey, band_of
from legation.leverage.decomposition import Decomposition
from legation.leverage.parties import Placed
from legation.leverage.scenarioplan import Plan, ScenarioError, Stage

Floats = NDArray[np.float64]


class Quantity(StrEnum):
    """What is told of every region."""

    REAL_INCOME = "real income"
    """The headline: exact, what the region can buy."""
    INCOME_USD = "real income in money"
    """The same in US dollars of the table's year: what one would have to take from the region, at
    old prices, to leave it as badly off (equivalent variation)."""
    REAL_WAGE = "real wage"
    CONSUMER_PRICES = "consumer prices"
    """Against the world's average income, which is the unit of money."""
    TERMS_OF_TRADE = "terms of trade"


UNITS = dict.fromkeys(Quantity, "percent") | {Quantity.INCOME_USD: "USD"}


@dataclass(frozen=True, slots=True, eq=False)
class StageRun:
    """What one stage of a scenario does, in one run; changes are shares of the baseline."""

    real_income: Floats
    real_wage: Floats
    consumer_price: Floats
    terms_of_trade: Floats
    """Shape (region,)."""
    price: Floats
    """Shape (region, sector): what buyers there pay, against their wages."""
    flows_usd: Floats
    """Shape (sector, exporter, importer): sales after, net of tariff."""
    first_order: Decomposition | None
    """Caliendo and Parro's; None where there is an embargo, for which it is not defined."""
    cuts: tuple[float, ...]
    """By cushion: the cost cut, or the share of the price paid; empty in stages without."""
    residual: float
    n_iterations: int


@dataclass(frozen=True, slots=True, eq=False)
class Run:
    """One table, model and set of elasticities, with all stages that could be solved."""

    key: RunKey
    placed: Placed
    year: int
    provenance: str
    approximate: str | None
    elasticity_source: str
    mended: tuple[str, ...]
    regions: tuple[str, ...]
    sectors: tuple[str, ...]
    incomes_usd: Floats
    flows_usd: Floats
    """Of the baseline; shapes as in `StageRun`."""
    stages: Mapping[Stage, StageRun]

    def places(self, who: str) -> tuple[int, ...]:
        """Return the regions that a party or a region of the table is; empty for none."""
        if who in self.placed.regions:
            return self.placed.regions[who]
        return (self.regions.index(who),) if who in self.regions else ()

    def value(self, who: str, quantity: Quantity, stage: Stage) -> float | None:
        """Return a change in per cent, or in US dollars; None where there is no result.

        Of a party of several regions it is the mean weighted by income; for real income in money,
        the sum.
        """
        places, found = list(self.places(who)), self.stages.get(stage)
        if not places or found is None:
            return None
        incomes = self.incomes_usd[places]
        if quantity is Quantity.INCOME_USD:
            return float(found.real_income[places] @ incomes)
        changes = {
            Quantity.REAL_INCOME: found.real_income,
            Quantity.REAL_WAGE: found.real_wage,
            Quantity.CONSUMER_PRICES: found.consumer_price,
            Quantity.TERMS_OF_TRADE: found.terms_of_trade,
        }[quantity]
        return 100.0 * float(changes[places] @ incomes / incomes.sum())


@dataclass(frozen=True, slots=True)
class Failure:
    """A run, or a stage of it, that has no result."""

    key: RunKey
    stage: Stage | None
    """None: nothing of the run."""
    reason: str


Ran = tuple[Run | None, tuple[Failure, ...]]
"""What came of one run: itself unless it failed whole, and what failed."""


@dataclass(frozen=True, slots=True, eq=False)
class Results:
    """What all runs of a scenario gave."""

    plan: Plan
    runs: tuple[Run, ...]
    failures: tuple[Failure, ...]

    @property
    def parties(self) -> tuple[str, ...]:
        """Return those the file names, in its order."""
        return self.plan.parties

    @property
    def others(self) -> tuple[str, ...]:
        """Return all other regions of the tables; those inside a party of several too."""
        alone = {
            run.regions[run.places(word)[0]]
            for run in self.runs
            for word in self.parties
            if len(run.places(word)) == 1
        }
        named = dict.fromkeys(region for run in self.runs for region in run.regions)
        return tuple(region for region in named if region not in alone | set(self.parties))

    def band(self, who: str, quantity: Quantity, stage: Stage) -> Band | None:
        """Return the band of a party or region over all runs that have it."""
        values = {run.key: run.value(who, quantity, stage) for run in self.runs}
        return band_of({key: value for key, value in values.items() if value is not None})

    def prices(self, who: str, stage: Stage) -> dict[str, Band]:
        """Return what buyers pay by sector, against their wages: change in per cent, by name."""
        found: dict[str, dict[RunKey, float]] = {}
        for run in self.runs:
            told, places = run.stages.get(stage), list(run.places(who))
            if told is None or not places:
                continue
            weights = run.incomes_usd[places] / run.incomes_usd[places].sum()
            for sector, price in zip(run.sectors, weights @ told.price[places], strict=True):
                found.setdefault(sector, {})[run.key] = 100.0 * float(price)
        bands = {sector: band_of(values, moved=False) for sector, values in found.items()}
        return {sector: band for sector, band in bands.items() if band is not None}

    def first_order(self, who: str, stage: Stage) -> dict[str, Band] | None:
        """Return Caliendo and Parro's first-order parts in per cent of income, by name.

        None where an embargo leaves them undefined.
        """
        parts: dict[str, dict[RunKey, float]] = {}
        for run in self.runs:
            found, places = run.stages.get(stage), list(run.places(who))
            if found is None or found.first_order is None or not places:
                continue
            weights = run.incomes_usd[places] / run.incomes_usd[places].sum()
            for name in ("terms_of_trade", "volume_of_trade", "iceberg_costs", "total"):
                part = getattr(found.first_order, name)[places] @ weights
                parts.setdefault(name, {})[run.key] = 100.0 * float(part)
        bands = {name: band_of(values) for name, values in parts.items()}
        return {name: band for name, band in bands.items() if band is not None} or None


def gather(
    plan: Plan,
    failures: Sequence[Failure],
    found: Sequence[Ran],
) -> Results:
    """Return runs and failures in one.

    Raises:
        ScenarioError: No run has a result; the message has the first reason.
    """
    runs = tuple(run for run, _ in found if run is not None)
    every = (*failures, *(one for _, failed in found for one in failed))
    if not runs:
        msg = f"{plan.path}: no run has a result; {every[0].key}: {every[0].reason}"
        raise ScenarioError(msg)
    return Results(plan, runs, every)
