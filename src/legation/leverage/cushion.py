"""Find how much cheaper delivery must get for a cushion to replace a share of lost trade.

In: the outcome of the sanctions alone, the cushion. Out: the cost cut, and the outcome with it.
Not here: what a cushion does to costs (`leverage.parties`), what it is worth
(`leverage.coalitions`).

A cushion that `replaces` a share s is the fall of delivery costs between cushioner and target that
lets the two trade more by s times the trade that the target lost with the senders, both in US
dollars net of tariff, against the outcome of the sanctions alone: what markets divert to the
cushioner by themselves is not counted as its doing.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from legation.leverage.economy import Economy
from legation.leverage.equilibrium import Outcome, solve
from legation.leverage.parties import Placed, trade_between, with_cushion
from legation.leverage.scenarioplan import Cushion, CushionKind, ScenarioError
from legation.leverage.shock import Shock

# Delivery at a twentieth of its cost is no longer a cushion but another world.
_DEEPEST_CUT = 0.95
# The share that is replaced is met to this, in shares of the trade lost.
_WITHIN = 1e-6
_MOST_TRIES = 60


@dataclass(frozen=True, slots=True, eq=False)
class Cushioned:
    """The outcome with cushions, and what they came to."""

    outcome: Outcome
    cuts: tuple[float, ...]
    """By cushion: the cost cut, or the share of the price paid."""


def cushioned(economy: Economy, placed: Placed, bare: Outcome) -> Cushioned:
    """Return the outcome with all cushions of the plan, one put on after the other.

    Args:
        economy: The baseline.
        placed: The plan in its table.
        bare: The outcome of the sanctions alone.

    Raises:
        ScenarioError: No fall of costs replaces as much.
        ConvergenceError: The model has no equilibrium on the way.
    """
    outcome, cuts = bare, []
    for one in placed.plan.cushions:
        if one.kind is CushionKind.REPLACES:
            outcome, cut = _replacing(economy, placed, one, outcome, _lost(placed, one, bare))
        else:
            cut = one.size
            shock = with_cushion(outcome.shock, placed, economy, one, cut)
            outcome = solve(economy, shock, start=outcome)
        cuts.append(cut)
    return Cushioned(outcome, tuple(cuts))


def with_cuts(economy: Economy, placed: Placed, shock: Shock, cuts: Sequence[float]) -> Shock:
    """Return a shock with all cushions of the plan at the cuts that were found."""
    for one, cut in zip(placed.plan.cushions, cuts, strict=True):
        shock = with_cushion(shock, placed, economy, one, cut)
    return shock


def _lost(placed: Placed, cushion: Cushion, bare: Outcome) -> float:
    """Return what the target no longer trades with the senders, in the cushion's sectors."""
    economy = bare.economy
    sectors = placed.sectors_of(cushion.sectors, economy)
    senders = placed.members(placed.plan.senders.words)
    # Seen from the cushioner's side: what senders no longer sell, the cushioner sells.
    before, after = (
        trade_between(flows, senders, placed.target, sectors, cushion.direction)
        for flows in (economy.flows_usd, bare.flows_usd)
    )
    return before - after


def _replacing(
    economy: Economy, placed: Placed, cushion: Cushion, bare: Outcome, lost: float
) -> tuple[Outcome, float]:
    sectors = placed.sectors_of(cushion.sectors, economy)
    by, target = placed.members(cushion.by.words), placed.target
    if lost <= 0:
        msg = f"{cushion.place}: the target loses no trade with the senders there to be replaced"
        raise ScenarioError(msg)

    def traded(outcome: Outcome) -> float:
        return trade_between(outcome.flows_usd, by, target, sectors, cushion.direction)

    start = traded(bare)
    if start <= 0:
        msg = (
            f"{cushion.place}: cushioner and target trade nothing in these sectors, and cheaper "
            "delivery cannot change that; name sectors in which they trade"
        )
        raise ScenarioError(msg)
    last = bare

    def short(log_factor: float) -> float:
        nonlocal last
        shock = with_cushion(bare.shock, placed, economy, cushion, -math.expm1(log_factor))
        last = solve(economy, shock, start=last)
        return (traded(last) - start) / lost - cushion.size

    if cushion.size == 0:
        return bare, 0.0
    log_factor = _root(short, cushion, _first_guess(economy, sectors, start, lost, cushion.size))
    return last, -math.expm1(log_factor)


def _first_guess(
    economy: Economy, sectors: Sequence[int], start: float, lost: float, size: float
) -> float:
    """Return the log of the cost factor if trade grew as the mean elasticity says."""
    theta = float(economy.elasticities.values[list(sectors)].mean())
    return -math.log1p(size * lost / start) / theta


def _root(short: Callable[[float], float], cushion: Cushion, guess: float) -> float:
    """Return where `short` is 0: by the rule of false position (Illinois), from 0 downwards.

    The last point tried is the one returned, so that the last outcome solved is that of the root.
    """
    high, at_high = 0.0, -cushion.size
    deepest = math.log1p(-_DEEPEST_CUT)
    low = max(guess, deepest)
    at_low = short(low)
    while at_low < 0:
        if low <= deepest:
            msg = (
                f"{cushion.place}: even with delivery {_DEEPEST_CUT:.0%} cheaper the two would "
                f"replace only {at_low + cushion.size:.0%} of the trade lost; write a smaller "
                "share"
            )
            raise ScenarioError(msg)
        high, at_high = low, at_low
        low = max(2.0 * low, deepest)
        at_low = short(low)
    if at_low <= _WITHIN:
        return low
    moved = 0
    for _ in range(_MOST_TRIES):
        middle = (low * at_high - high * at_low) / (at_high - at_low)
        at_middle = short(middle)
        if abs(at_middle) <= _WITHIN:
            return middle
        if at_middle > 0:
            low, at_low = middle, at_middle
            at_high *= 0.5 if moved == 1 else 1.0
            moved = 1
        else:
            high, at_high = middle, at_middle
            at_low *= 0.5 if moved == -1 else 1.0
            moved = -1
    msg = f"{cushion.place}: no cost cut was found that replaces {cushion.size:.0%} of the trade"
    raise ScenarioError(msg)
