"""Say what the coalitions of one game amount to: parts, costs, who had better stay out.

In: a `Game`. Out: Shapley values, costs, frontier, smallest coalitions.
Not here: the game itself (`leverage.coalitions`), bands over games (`leverage.pressure`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from legation.leverage.coalitions import Game
from legation.leverage.shapley import shapley_values

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Contribution:
    """What one member of the full coalition brings and bears."""

    member: str
    shapley: float
    """Its part of the target's loss, percentage points; the parts sum to the loss."""
    alone: float
    """The target's loss if it acts alone, per cent."""
    last: float
    """What it adds to the others acting together, percentage points."""
    cost_usd: float
    """What the full coalition costs it, US dollars a year; below 0 it gains."""
    cost: float
    """The same in per cent of its real income."""
    staying_out_usd: float
    """What it would gain by staying out while all others act; above 0 it had better."""


def contributions(game: Game) -> tuple[Contribution, ...]:
    """Return what each member brings and bears, in the order of the members."""
    loss = game.target_loss
    parts = shapley_values(loss)
    full = len(loss) - 1
    found = []
    for bit, member in enumerate(game.members):
        gain = game.gain_usd(member)
        without = full ^ (1 << bit)
        found.append(
            Contribution(
                member=member,
                shapley=float(parts[bit]),
                alone=float(loss[1 << bit] - loss[0]),
                last=float(loss[full] - loss[without]),
                cost_usd=float(-gain[full]),
                cost=float(-100.0 * gain[full] / game.income_usd(member)),
                staying_out_usd=float(gain[without] - gain[full]),
            )
        )
    return tuple(found)


def acting_together(game: Game) -> float | None:
    """Return what acting together adds to the target's loss, per cent of the sum of acts alone.

    Above 0 the members are worth more together than one by one: what one no longer sells, another
    does not sell instead. None where nobody alone does any harm.
    """
    loss = game.target_loss
    alone = sum(float(loss[1 << bit]) for bit in range(len(game.members)))
    return 100.0 * (float(loss[-1]) / alone - 1.0) if alone > 0 else None


def frontier(loss: Floats, costs: Floats) -> list[int]:
    """Return the coalitions that no other beats: none does more harm at no more cost.

    In order of cost, and so of harm.

    Args:
        loss: Of the target, shape (coalition,).
        costs: Of the coalition's own members together, shape (coalition,).
    """
    best: list[int] = []
    for number in sorted(range(len(loss)), key=lambda one: (costs[one], -loss[one])):
        if not best or loss[number] > loss[best[-1]]:
            best.append(number)
    return best


def reaching(loss: Floats, share: float) -> list[int]:
    """Return the coalitions that do at least a share of the harm of all members together.

    Empty where all together do none.
    """
    if loss[-1] <= 0:
        return []
    # The full coalition reaches all of its own harm, rounding or not.
    found: list[int] = np.flatnonzero(loss >= share * loss[-1] * (1.0 - 1e-12)).tolist()
    return found


def smallest(loss: Floats, among: Sequence[int]) -> int | None:
    """Return the coalition of fewest members; of several as small the one that harms most."""
    return min(among, key=lambda one: (one.bit_count(), -loss[one]), default=None)


def cheapest(loss: Floats, costs: Floats, among: Sequence[int]) -> int | None:
    """Return the coalition that costs its own members least; of several the most harmful."""
    return min(among, key=lambda one: (costs[one], -loss[one]), default=None)
