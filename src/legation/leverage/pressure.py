"""Say what the games of all runs say together: who brings what, who bears what, who suffices.

In: `Game`s, one a run. Out: `Pressure`, which makes bands of them.
Not here: one game (`leverage.contributions`), cushions (`leverage.breakeven`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from legation.leverage.bands import Band, band_of
from legation.leverage.coalitions import Game
from legation.leverage.contributions import (
    acting_together,
    cheapest,
    contributions,
    frontier,
    reaching,
    smallest,
)
from legation.leverage.errors import LeverageError
from legation.leverage.results import Failure
from legation.leverage.scenarioplan import Plan

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class MemberBands:
    """What a member brings and bears, over all runs; fields as in `Contribution`."""

    member: str
    shapley: Band
    alone: Band
    last: Band
    cost_usd: Band
    cost: Band
    staying_out_usd: Band


@dataclass(frozen=True, slots=True)
class CoalitionBands:
    """What one coalition does, over all runs."""

    members: tuple[str, ...]
    loss: Band
    """The target's, per cent of real income."""
    share_of_full: Band | None
    """Of what all members together reach, 0 to 1; None where they reach nothing in some run."""
    share_of_autarky: Band | None
    """Of what the target would lose if nobody traded with it; None where that has no solution."""
    own_cost_usd: Band
    """What it costs its members together, US dollars a year."""
    on_frontier: bool
    """Whether none costs its members less and harms more, at the medians."""


@dataclass(frozen=True, slots=True)
class Reached:
    """Which coalitions reach a share of what all together reach."""

    share: float
    smallest: int | None
    """Of those that reach it in every run, the one of fewest members."""
    cheapest: int | None
    """Of the same, the one that costs its members least, at the medians."""
    by_run: tuple[tuple[int, int], ...]
    """Coalitions that are the smallest in some run by itself, and in how many."""


@dataclass(frozen=True, slots=True, eq=False)
class Pressure:
    """The games of all runs of one plan."""

    plan: Plan
    games: tuple[Game, ...]
    failures: tuple[Failure, ...]

    def __post_init__(self) -> None:
        if not self.games:
            first = self.failures[0]
            msg = f"{self.plan.path}: no run has a result; {first.key}: {first.reason}"
            raise LeverageError(msg)

    @property
    def members(self) -> tuple[str, ...]:
        """Return the members, in the order of the bits of a coalition's number."""
        return self.games[0].members

    @property
    def full(self) -> int:
        """Return the number of the coalition of all."""
        return len(self.games[0].real_income) - 1

    def _band(self, of: Callable[[Game], float | None]) -> Band | None:
        values = {game.key: of(game) for game in self.games}
        known = {key: value for key, value in values.items() if value is not None}
        return band_of(known) if len(known) == len(values) else None

    def _sure(self, of: Callable[[Game], float]) -> Band:
        band = self._band(of)
        assert band is not None  # noqa: S101  (there is a game, and each has a number)
        return band

    def iter_members(self) -> Iterator[MemberBands]:
        """Yield what each member brings and bears."""
        parts = {game.key: contributions(game) for game in self.games}
        for place, member in enumerate(self.members):
            bands = {
                name: self._sure(lambda g, n=name, p=place: float(getattr(parts[g.key][p], n)))  # type: ignore[misc]
                for name in ("shapley", "alone", "last", "cost_usd", "cost", "staying_out_usd")
            }
            yield MemberBands(member, **bands)

    def coalition(self, number: int, best: Sequence[int] = ()) -> CoalitionBands:
        """Return one coalition by its number; `best` are those on the frontier."""

        def of_full(game: Game) -> float | None:
            loss = game.target_loss
            return float(loss[number] / loss[-1]) if loss[-1] > 0 else None

        def of_autarky(game: Game) -> float | None:
            whole = game.autarky
            return float(game.target_loss[number] / (-100.0 * whole)) if whole else None

        return CoalitionBands(
            members=self.named(number),
            loss=self._sure(lambda game: float(game.target_loss[number])),
            share_of_full=self._band(of_full),
            share_of_autarky=self._band(of_autarky),
            own_cost_usd=self._sure(lambda game: float(game.own_costs_usd[number])),
            on_frontier=number in best,
        )

    def named(self, number: int) -> tuple[str, ...]:
        """Return the members of a coalition."""
        return tuple(word for bit, word in enumerate(self.members) if number >> bit & 1)

    def coalitions(self) -> tuple[CoalitionBands, ...]:
        """Return all coalitions, by harm at the median."""
        losses, costs = self._medians()
        best = set(frontier(losses, costs))
        order = sorted(range(self.full + 1), key=lambda number: losses[number])
        return tuple(
            CoalitionBands(
                members=self.named(number),
                loss=self._sure(lambda game, n=number: float(game.target_loss[n])),  # type: ignore[misc]
                share_of_full=None,
                share_of_autarky=None,
                own_cost_usd=self._sure(lambda game, n=number: float(game.own_costs_usd[n])),  # type: ignore[misc]
                on_frontier=number in best,
            )
            for number in order
        )

    def _medians(self) -> tuple[Floats, Floats]:
        losses = np.median([game.target_loss for game in self.games], axis=0)
        costs = np.median([game.own_costs_usd for game in self.games], axis=0)
        return losses, costs

    @property
    def acting_together(self) -> Band | None:
        """Return what acting together adds to the target's loss, per cent of acts alone."""
        return self._band(acting_together)

    @property
    def autarky(self) -> Band | None:
        """Return what the target would lose if nobody traded with it, per cent."""
        return self._band(lambda game: None if game.autarky is None else -100.0 * game.autarky)

    def reach(self, share: float) -> Reached:
        """Return who suffices for a share (0 to 1) of what all members together reach.

        Raises:
            LeverageError: The share is not above 0 and at most 1.
        """
        if not 0 < share <= 1:
            msg = f"a share of {share:.0%} is not to be reached; give one above 0 and up to 100 %"
            raise LeverageError(msg)
        losses, costs = self._medians()
        by_game = [(game.target_loss, reaching(game.target_loss, share)) for game in self.games]
        everywhere = sorted(set.intersection(*(set(found) for _, found in by_game)))
        return Reached(
            share,
            smallest(losses, everywhere),
            cheapest(losses, costs, everywhere),
            tuple(
                Counter(
                    number
                    for loss, found in by_game
                    if (number := smallest(loss, found)) is not None
                ).most_common()
            ),
        )

    def outsiders(self) -> tuple[tuple[str, Band], ...]:
        """Return what others gain when all members act, US dollars: regions, the most first.

        Only of regions that every table has under one name.
        """
        acting = {
            game.regions[p]
            for game in self.games
            for word in (*self.members, *self.plan.target.words)
            for p in game.placed.regions[word]
        }
        shared = [
            region
            for region in self.games[0].regions
            if region not in acting and all(region in game.regions for game in self.games)
        ]
        found = [
            (
                region,
                self._sure(
                    lambda game, r=region: float(game.gains_usd[-1, game.regions.index(r)])  # type: ignore[misc]
                ),
            )
            for region in shared
        ]
        return tuple(sorted(found, key=lambda pair: -pair[1].mid))
