"""Run a scenario over tables, models and elasticities.

In: a `Plan`. Out: `Run`s and `Failure`s one by one.
Not here: reading the file (`leverage.scenariofile`), bands (`leverage.results`), coalitions
(`leverage.coalitions`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from legation.leverage.bands import RunKey
from legation.leverage.baseline import economy_of
from legation.leverage.cushion import cushioned
from legation.leverage.decomposition import decompose
from legation.leverage.economy import Economy, Model
from legation.leverage.elasticities import Elasticities, named_elasticities, uniform
from legation.leverage.equilibrium import Outcome, solve
from legation.leverage.errors import LeverageError, TableError
from legation.leverage.library import load_trade_table
from legation.leverage.parties import Placed, place, with_measures
from legation.leverage.results import Failure, Ran, Results, Run, StageRun, gather
from legation.leverage.scenarioplan import ElasticityChoice, Plan, ScenarioError, Stage
from legation.leverage.shock import no_shock
from legation.leverage.table import TradeTable

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Cell:
    """One run to be made: its assumptions, and the table it is made on."""

    key: RunKey
    placed: Placed
    model: Model
    elasticities: ElasticityChoice

    def economy(self) -> Economy:
        """Return the baseline.

        Raises:
            LeverageError: The table has none for this model and these elasticities.
        """
        table = self.placed.table
        return economy_of(
            table,
            _elasticities(self.elasticities, table),
            model=self.model,
            deficits=self.placed.plan.deficits,
        )


def _elasticities(choice: ElasticityChoice, table: TradeTable) -> Elasticities:
    if choice.value is None:
        return named_elasticities(choice.name, table.sectors)
    return uniform(choice.value, table.sectors, choice.source)


def cells_of(plan: Plan) -> tuple[tuple[Cell, ...], tuple[Failure, ...]]:
    """Return all runs of a plan, and those that cannot begin as a table lacks what is named.

    Raises:
        ScenarioError: A table cannot be read, two have one name, or none has what the plan names;
            the message has file, line and cure.
    """
    tables = [_load(plan, source) for source in plan.tables]
    names = [table.name for table in tables]
    if len(set(names)) < len(names):
        msg = f"{plan.tables_place}: two tables are called {names[-1]}; rename one file"
        raise ScenarioError(msg)
    cells: list[Cell] = []
    failures: list[Failure] = []
    refused: list[ScenarioError] = []
    for table in tables:
        grid = [(model, choice) for model in plan.models for choice in plan.elasticities]
        keys = [RunKey(table.name, str(model), choice.name) for model, choice in grid]
        try:
            placed = place(plan, table)
        except ScenarioError as error:
            refused.append(error)
            failures += [Failure(key, None, str(error)) for key in keys]
            continue
        cells += [Cell(key, placed, *assumed) for key, assumed in zip(keys, grid, strict=True)]
    if not cells:
        raise refused[0]
    return tuple(cells), tuple(failures)


def _load(plan: Plan, source: object) -> TradeTable:
    try:
        return load_trade_table(str(source)).table
    except TableError as error:
        msg = f"{plan.tables_place}: {error}"
        raise ScenarioError(msg) from error


def iter_runs(cells: Sequence[Cell]) -> Iterator[Ran]:
    """Yield the runs of `cells` with what failed, in order."""
    yield from map(run_cell, cells)


def run_cell(cell: Cell) -> Ran:
    """Solve all stages of one run; a stage that fails leaves those before it standing."""
    plan = cell.placed.plan
    try:
        economy = cell.economy()
    except LeverageError as error:
        return None, (Failure(cell.key, None, str(error)),)
    stages: dict[Stage, StageRun] = {}
    failures: list[Failure] = []
    outcome: Outcome | None = None
    cuts: tuple[float, ...] = ()
    for stage in plan.stages:
        try:
            outcome, cuts = solve_stage(cell.placed, economy, stage, outcome, cuts)
        except LeverageError as error:
            failures.append(Failure(cell.key, stage, str(error)))
            break
        stages[stage] = _told(outcome, cuts)
    if not stages:
        return None, tuple(failures)
    table = cell.placed.table
    run = Run(
        key=cell.key,
        placed=cell.placed,
        year=table.year,
        provenance=table.provenance,
        approximate=None if cell.model in _WITHOUT_INPUTS else table.approximate,
        elasticity_source=economy.elasticities.source,
        mended=economy.mended,
        regions=economy.regions,
        sectors=economy.sectors,
        incomes_usd=economy.incomes_usd,
        flows_usd=economy.flows_usd,
        stages=stages,
    )
    return run, tuple(failures)


# What is approximate about a table is its input coefficients, which these do not use.
_WITHOUT_INPUTS = (Model.ONE_SECTOR, Model.SECTORS)


def solve_stage(
    placed: Placed,
    economy: Economy,
    stage: Stage,
    before: Outcome | None,
    cuts: tuple[float, ...] = (),
) -> tuple[Outcome, tuple[float, ...]]:
    """Return the outcome of a stage, and how far the cushions go in it.

    Args:
        placed: The plan in its table.
        economy: The baseline.
        stage: Which.
        before: The outcome of the stage before; None for the first.
        cuts: Of the cushions, as the stage before has them.

    Raises:
        LeverageError: It has no solution; the message says why.
    """
    plan = placed.plan
    if before is None:
        shock = with_measures(
            no_shock(economy, plan.title), placed, economy, plan.measures, plan.senders
        )
        return solve(economy, shock), ()
    if stage is Stage.CUSHION:
        found = cushioned(economy, placed, before)
        return found.outcome, found.cuts
    shock = with_measures(before.shock, placed, economy, plan.secondary, plan.senders)
    return solve(economy, shock, start=before), cuts


def _told(outcome: Outcome, cuts: tuple[float, ...]) -> StageRun:
    embargoed = bool(np.isinf(outcome.shock.cost_factors).any())
    return StageRun(
        real_income=outcome.real_income,
        real_wage=outcome.real_wage,
        consumer_price=outcome.consumer_price,
        terms_of_trade=outcome.terms_of_trade,
        # Against wages, so that it needs no unit that regions cut off from all others share.
        price=(1.0 + outcome.price) / (1.0 + outcome.wage)[:, None] - 1.0,
        flows_usd=outcome.flows_usd,
        first_order=None if embargoed else decompose(outcome),
        cuts=cuts,
        residual=outcome.residual,
        n_iterations=outcome.n_iterations,
    )


def run_plan(plan: Plan) -> Results:
    """Run a whole scenario at once, for notebooks.

    Raises:
        ScenarioError: As for `cells_of`, or no run at all has a result.
    """
    cells, failures = cells_of(plan)
    return gather(plan, failures, [run_cell(cell) for cell in cells])
