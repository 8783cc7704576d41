"""Weigh a cushion: what it is worth, what punishment costs, and when helping stops paying.

In: `Results` of a scenario with a cushion. Out: `Cushioning`s, one a run and cushioner.
Not here: the runs (`leverage.scenario`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from legation.leverage.bands import RunKey
from legation.leverage.results import Quantity, Results, Run
from legation.leverage.scenarioplan import Stage


@dataclass(frozen=True, slots=True)
class Cushioning:
    """What one cushioner's help comes to in one run; US dollars a year, equivalent variation."""

    key: RunKey
    cushioner: str
    worth_usd: float
    """What the cushions are worth to the target: its real income with them less without."""
    worth: float
    """The same in percentage points of the target's real income."""
    undone: float | None
    """Share of the target's loss from the sanctions that the cushions take away; None where it
    loses nothing."""
    gain_usd: float
    """What helping brings the cushioner, against sanctions that it takes no part in."""
    punished_usd: float | None
    """What it ends with if it helps and is punished, against the same; None: no secondary."""
    break_even: float | None
    """Probability of being punished, 0 to 1, at which helping stops paying: (gain) / (gain -
    punished). 0 where helping pays nothing even unpunished, 1 where it pays though punished."""
    cost_to_senders_usd: float | None
    """What punishing costs all senders together."""


def weigh_cushions(results: Results) -> tuple[Cushioning, ...]:
    """Return what helping comes to, run by run; empty where the scenario has no cushion.

    The cushioner compares three worlds: standing aside while the sanctions hold, helping
    unpunished, helping and being punished. With probability p of punishment, helping pays while
    (1 - p) gain + p punished is above 0.
    """
    if not results.plan.cushions:
        return ()
    every = [_weigh(run, who) for run in results.runs for who in results.plan.cushioners]
    return tuple(one for one in every if one is not None)


def _weigh(run: Run, who: str) -> Cushioning | None:
    """Return what helping comes to in one run; None where the cushion has no result there."""
    plan = run.placed.plan
    target, senders = plan.target.words, plan.senders.words
    bare, eased = _money(run, target, Stage.SANCTIONS), _money(run, target, Stage.CUSHION)
    aside, helped = _money(run, (who,), Stage.SANCTIONS), _money(run, (who,), Stage.CUSHION)
    unspent = _money(run, senders, Stage.CUSHION)
    if bare is None or eased is None or aside is None or helped is None or unspent is None:
        return None
    hit, spent = _money(run, (who,), Stage.SECONDARY), _money(run, senders, Stage.SECONDARY)
    gain = helped - aside
    punished = None if hit is None else hit - aside
    return Cushioning(
        key=run.key,
        cushioner=who,
        worth_usd=eased - bare,
        worth=100.0 * (eased - bare) / float(run.incomes_usd[run.placed.target].sum()),
        undone=(eased - bare) / -bare if bare < 0 else None,
        gain_usd=gain,
        punished_usd=punished,
        break_even=None if punished is None else break_even(gain, punished),
        cost_to_senders_usd=None if spent is None else unspent - spent,
    )


def _money(run: Run, who: Sequence[str], stage: Stage) -> float | None:
    """Return what several parties gain together, US dollars; None without a result."""
    values = [run.value(one, Quantity.INCOME_USD, stage) for one in who]
    known = [value for value in values if value is not None]
    return sum(known) if len(known) == len(values) else None


def break_even(gain: float, punished: float) -> float:
    """Return the probability of punishment at which helping stops paying, 0 to 1.

    Args:
        gain: What helping brings unpunished, against standing aside.
        punished: What helping brings punished, against standing aside.
    """
    if gain <= 0:
        return 0.0
    if punished >= 0:
        return 1.0
    return gain / (gain - punished)
