"""Notice a silence: a government that keeps speaking, and no longer speaks of this.

In: the days on which it spoke, and of what. Out: `Silence`s.
Not here: what it said (`wordsigns`).

Silent is not neutral, and an empty desk is not silence. A week is a silence only where the
government's own rate is known: over the ninety days before, a share of its statements spoke of the
other side. In the week it spoke of other things so often that, at that share, not one word of this
would have had a chance below one in ten (binomial). What that tells is that a habit is broken: a
weak signal away from the side its own earlier words were on; where these were mixed, it tells
nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from legation.records import RecordId

DAYS_BEFORE, DAYS = 90, 7
# The rate is known from so many statements, of which so many spoke of the other side.
LEAST_STATEMENTS, LEAST_OF_IT = 12, 4
MOST_CHANCE = 0.1
DIRECTION, MOST_WEIGHT = 0.2, 0.25
# A habit has a side when its mean direction is at least so far from the middle.
_HABIT = 0.2


@dataclass(frozen=True, slots=True)
class Statement:
    """Something the government said, of this or of anything else; once, whoever repeats it."""

    on: date
    claim: RecordId
    of_it: bool
    """Whether it speaks of the other side, or of the proposition."""


@dataclass(frozen=True, slots=True)
class Silence:
    """A week in which a word was to be expected and none came."""

    since: date
    until: date
    """Half-open."""
    chance: float
    """That nothing would be said of it, at the government's own rate."""
    share: float
    """Of its statements in the ninety days before: how many spoke of it."""
    direction: float
    weight: float
    instead: tuple[RecordId, ...]
    """What it said in the week."""


def find_silences(
    statements: Sequence[Statement], habit: Sequence[tuple[date, float]], until: date
) -> tuple[Silence, ...]:
    """Return the silences up to `until`, the first week of each in place of all its weeks.

    Args:
        statements: In any order.
        habit: Day and direction of what the government itself said of it.
        until: The last day known; a week that is not over is no silence yet.
    """
    if not statements:
        return ()
    first = min(one.on for one in statements)
    week = first - timedelta(days=first.weekday())
    found: list[Silence] = []
    silent = False
    while week + timedelta(days=DAYS - 1) <= until:
        after = week + timedelta(days=DAYS)
        here = [one for one in statements if week <= one.on < after]
        if any(one.of_it for one in here):
            silent = False
        elif not silent and here:
            one = _silence(statements, habit, week, here)
            if one is not None:
                found.append(one)
                silent = True
        week = after
    return tuple(found)


def _silence(
    statements: Sequence[Statement],
    habit: Sequence[tuple[date, float]],
    week: date,
    here: Sequence[Statement],
) -> Silence | None:
    start = week - timedelta(days=DAYS_BEFORE)
    before = [one for one in statements if start <= one.on < week]
    of_it = sum(one.of_it for one in before)
    if len(before) < LEAST_STATEMENTS or of_it < LEAST_OF_IT:
        return None
    share = of_it / len(before)
    chance = (1 - share) ** len(here)
    leant = [direction for on, direction in habit if start <= on < week]
    mean = sum(leant) / len(leant) if leant else 0.0
    if chance > MOST_CHANCE or abs(mean) < _HABIT:
        return None
    return Silence(
        week,
        week + timedelta(days=DAYS),
        chance,
        share,
        -DIRECTION if mean > 0 else DIRECTION,
        MOST_WEIGHT * (1 - chance),
        tuple(one.claim for one in here),
    )
