"""Let every subset of the senders act, and tell what each member brings and bears.

In: the cells of a `Plan` (`leverage.scenario`). Out: one `Game` a run: what each coalition costs
the target and everybody else.
Not here: who shares what of a total (`leverage.shapley`), what the games say together
(`leverage.contributions`), cushions (`leverage.breakeven`).

The game is that of the sanctions alone, without cushions and secondary measures: what a member adds
should not hang on how others answer. Money is equivalent variation in US dollars of the table's
year, so that it sums over regions.
"""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from legation.leverage.bands import RunKey
from legation.leverage.economy import Economy
from legation.leverage.equilibrium import Outcome, solve
from legation.leverage.errors import LeverageError
from legation.leverage.parties import Placed, with_measures
from legation.leverage.results import Failure
from legation.leverage.scenario import Cell
from legation.leverage.scenarioplan import MOST_MEMBERS, Named, Plan, ScenarioError
from legation.leverage.shock import no_shock

Floats = NDArray[np.float64]

# Starting a process costs about as long as solving so many cells of flows, all coalitions together
# (28 x 28 x 12 flows, 128 coalitions: a second alone, two with a pool's start on two cores).
_WORTH_A_POOL = 2_000_000
# Neighbours are solved in one go, each from the last.
_PARTS_A_WORKER = 3
_MOST_IN_PART = 64


@dataclass(frozen=True, slots=True, eq=False)
class Game:
    """What every coalition does, in one run.

    A coalition is a number whose bits are its members, in the order of `members`; 0 is nobody.
    """

    key: RunKey
    placed: Placed
    year: int
    elasticity_source: str
    members: tuple[str, ...]
    regions: tuple[str, ...]
    incomes_usd: Floats
    """Shape (region,), before."""
    real_income: Floats
    """Shape (coalition, region): change as a share."""
    autarky: float | None
    """Change of the target's real income if nobody traded with it; None where that has no
    solution."""

    @property
    def gains_usd(self) -> Floats:
        """Return what each region gains, US dollars, shape (coalition, region)."""
        gains: Floats = self.real_income * self.incomes_usd
        return gains

    def gain_usd(self, who: str) -> Floats:
        """Return what a party gains, US dollars, shape (coalition,)."""
        places = list(self.placed.regions[who])
        gain: Floats = self.gains_usd[:, places].sum(axis=1)
        return gain

    def income_usd(self, who: str) -> float:
        """Return the income of a party before, US dollars."""
        return float(self.incomes_usd[list(self.placed.regions[who])].sum())

    @property
    def target_loss(self) -> Floats:
        """Return the target's loss in per cent of its real income, shape (coalition,)."""
        target = self.placed.target
        loss: Floats = -100.0 * (self.gains_usd[:, target].sum(axis=1)) / self.target_income_usd
        return loss

    @property
    def target_income_usd(self) -> float:
        """Return the target's income before, US dollars."""
        return float(self.incomes_usd[self.placed.target].sum())

    @property
    def own_costs_usd(self) -> Floats:
        """Return what each coalition costs its own members together, shape (coalition,)."""
        costs = np.zeros(len(self.real_income))
        coalitions = np.arange(len(self.real_income))
        for bit, member in enumerate(self.members):
            inside = (coalitions >> bit & 1).astype(bool)
            costs[inside] -= self.gain_usd(member)[inside]
        return costs


@dataclass(frozen=True, slots=True, eq=False)
class _Part:
    """Some coalitions of one run, for a worker."""

    cell: int
    economy: Economy
    placed: Placed
    members: tuple[str, ...]
    coalitions: tuple[int, ...]


Solved = tuple[int, int, Floats | str]
"""Number of the cell, the coalition, and the change of real income by region; or why there is
none."""


def check_members(plan: Plan) -> tuple[str, ...]:
    """Return the members of the game: the senders.

    Raises:
        ScenarioError: There are more than `MOST_MEMBERS`.
    """
    members = plan.senders.words
    if len(members) > MOST_MEMBERS:
        msg = (
            f"{plan.senders.place}: {len(members)} members make {2 ** len(members):,} coalitions; "
            f"at most {MOST_MEMBERS}: name fewer with --members, or several as one (EU)"
        )
        raise ScenarioError(msg)
    return members


def play(cells: Sequence[Cell], workers: int = 0) -> tuple[tuple[Game, ...], tuple[Failure, ...]]:
    """Return the games of all cells at once, and what has none, for notebooks.

    Raises:
        ScenarioError: The plan has too many members.
    """
    return games_of(cells, list(iter_solved(cells, workers)))


def iter_solved(cells: Sequence[Cell], workers: int = 0) -> Iterator[Solved]:
    """Yield every coalition of every cell as it is solved; `games_of` makes games of them.

    Args:
        cells: Runs of one plan; those that have no baseline are passed over.
        workers: Processes; 0: one a core, or none where there is little to solve.

    Raises:
        ScenarioError: The plan has too many members.
    """
    if not cells:
        return
    members = check_members(cells[0].placed.plan)
    order = [number ^ (number >> 1) for number in range(2 ** len(members))]
    n_workers = _n_workers(cells, len(order), workers)
    # None waits for another at the end, and a reader sees it move.
    size = min(_MOST_IN_PART, -(-len(cells) * len(order) // (_PARTS_A_WORKER * n_workers)))
    parts = []
    for number, cell in enumerate(cells):
        try:
            economy = cell.economy()
        except LeverageError:
            continue
        for start in range(0, len(order), size):
            some = tuple(order[start : start + size])
            parts.append(_Part(number, economy, cell.placed, members, some))
    if n_workers == 1:
        for part in parts:
            yield from _iter_part(part)
        return
    # Started afresh, not forked: a fork of a process with threads may hang.
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(min(n_workers, len(parts) or 1), mp_context=context) as pool:
        for done in as_completed([pool.submit(_solve_part, part) for part in parts]):
            yield from done.result()


def games_of(
    cells: Sequence[Cell], solved: Iterable[Solved]
) -> tuple[tuple[Game, ...], tuple[Failure, ...]]:
    """Return the games of all cells, in their order, and what has none.

    Args:
        cells: As given to `iter_solved`.
        solved: All that it yielded.
    """
    by_cell: dict[int, dict[int, Floats | str]] = {}
    for number, coalition, found in solved:
        by_cell.setdefault(number, {})[coalition] = found
    games: list[Game] = []
    failures: list[Failure] = []
    for number, cell in enumerate(cells):
        try:
            economy = cell.economy()
        except LeverageError as error:
            failures.append(Failure(cell.key, None, str(error)))
            continue
        game, failed = _game(cell, economy, by_cell[number])
        failures += failed
        if game is not None:
            games.append(game)
    return tuple(games), tuple(failures)


def _n_workers(cells: Sequence[Cell], n_coalitions: int, asked: int) -> int:
    if asked:
        return asked
    n_flows = sum(cell.placed.table.flows_usd.size for cell in cells)
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    return 1 if n_flows * n_coalitions < _WORTH_A_POOL else max(1, cores or 1)


def _solve_part(part: _Part) -> list[Solved]:
    return list(_iter_part(part))


def _iter_part(part: _Part) -> Iterator[Solved]:
    """Solve coalitions that differ by one member from the last, each from its solution."""
    last: Outcome | None = None
    for coalition in part.coalitions:
        try:
            last = _solve(part, coalition, last)
        except LeverageError as error:
            yield part.cell, coalition, str(error)
        else:
            yield part.cell, coalition, last.real_income


def _solve(part: _Part, coalition: int, last: Outcome | None) -> Outcome:
    plan = part.placed.plan
    acting = tuple(word for bit, word in enumerate(part.members) if coalition >> bit & 1)
    shock = no_shock(part.economy, f"{plan.title}: {' + '.join(acting) or 'nobody'}")
    shock = with_measures(
        shock, part.placed, part.economy, plan.measures, Named(acting, plan.senders.place)
    )
    if last is None:
        return solve(part.economy, shock)
    try:
        return solve(part.economy, shock, start=last)
    except LeverageError:
        # A neighbour may be a bad place to begin; nothing is given up before the plain start.
        return solve(part.economy, shock)


def _game(
    cell: Cell, economy: Economy, solved: Mapping[int, Floats | str]
) -> tuple[Game | None, tuple[Failure, ...]]:
    real_income = np.zeros((len(solved), len(economy.regions)))
    for coalition, found in solved.items():
        if isinstance(found, str):
            return None, (Failure(cell.key, None, found),)
        real_income[coalition] = found
    autarky: float | None = None
    failures: tuple[Failure, ...] = ()
    try:
        autarky = _autarky(cell.placed, economy)
    except LeverageError as error:
        failures = (Failure(cell.key, None, f"cut off from everybody: {error}"),)
    game = Game(
        key=cell.key,
        placed=cell.placed,
        year=economy.year,
        elasticity_source=economy.elasticities.source,
        members=cell.placed.plan.senders.words,
        regions=economy.regions,
        incomes_usd=economy.incomes_usd,
        real_income=real_income,
        autarky=autarky,
    )
    return game, failures


def _autarky(placed: Placed, economy: Economy) -> float:
    """Return the change of the target's real income if nobody at all traded with it."""
    target = placed.target
    others = [place for place in range(len(economy.regions)) if place not in target]
    shock = no_shock(economy, "cut off from everybody")
    shock = shock.embargoed(others, target).embargoed(target, others)
    incomes = economy.incomes_usd[target]
    return float(solve(economy, shock).real_income[target] @ incomes / incomes.sum())
