"""Compare what a government says and does in a week with its own 90 days before.

In: days of what it said and did, and from when the desk reads. Out: `Week`s: counts, rate against
the days before with its interval, direction toward each party.
Not here: what counts as said or done (`looking`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

BEFORE_DAYS = 90
LEVEL = 0.90
# Jeffreys' prior for a Poisson rate, Gamma(1/2, 0): its intervals hold close to their level also
# for counts of 0 and 1 (Brown, Cai and DasGupta 2003, Statistica Sinica 13).
_PRIOR = 0.5
# The same for a share, Beta(1/2, 1/2) (Brown, Cai and DasGupta 2001, Statistical Science 16(2)).
_LEAN_PRIOR = 0.5
# With fewer days before than this no rate is told: a week against less than two is no habit.
FEWEST_DAYS = 14


@dataclass(frozen=True, slots=True)
class Doing:
    """One thing that a government said or did about the conflict."""

    on: date
    is_deed: bool
    """A deed counts once, as an incident; else something said, once an origin."""
    toward: str | None
    """The id of the party it was meant for; None where both or neither."""
    lean: int
    """1 for cooperation with that party, -1 for conflict, 0 for neither."""


@dataclass(frozen=True, slots=True)
class Ratio:
    """How many times as often as before, with the interval that holds `LEVEL` of it."""

    mid: float | None
    """As counted; None where nothing was counted before."""
    low: float
    """0 where nothing was counted now."""
    high: float | None
    """None where nothing was counted before: no bound."""


@dataclass(frozen=True, slots=True)
class Lean:
    """Share of cooperation among the deeds toward one party that are either."""

    share: float
    low: float
    high: float
    n: int


@dataclass(frozen=True, slots=True)
class Week:
    """One week of one government."""

    start: date
    end: date
    """Half-open: the first day after it."""
    n_said: int
    n_done: int
    before_said: int
    before_done: int
    """In the days before this week that the desk reads, 90 at most."""
    days_before: int
    """How many of the 90 days before the desk reads; fewer than 90 is said."""
    said: Ratio | None
    """None where the desk reads fewer than `FEWEST_DAYS` of the days before, and where nothing was
    said in either time."""
    done: Ratio | None
    lean: Mapping[str, Lean]
    """By party: direction in this week; parties toward which nothing leans are left out."""
    lean_before: Mapping[str, Lean]
    reading: float | None
    """How many times as many reports a day the desk read in this week as before: who reads more
    sees more. None where it read none before."""


def weeks(
    doings: Sequence[Doing], reports: Sequence[date], until: date, *, level: float = LEVEL
) -> tuple[Week, ...]:
    """Return the weeks (from Monday) from the first doing to `until`, quiet ones among them.

    Args:
        doings: Of one government.
        reports: Days of the desk's independent reports; before the first silence means nothing.
        until: The last day that is read; a last week that it cuts is shorter, and counts so.
        level: Of the intervals, 0 to 1.
    """
    read_since = min(reports, default=None)
    known = [one for one in doings if read_since is not None and read_since <= one.on <= until]
    if not known or read_since is None:
        return ()
    first = min(one.on for one in known)
    start = first - timedelta(days=first.weekday())
    found = []
    while start <= until:
        end = start + timedelta(days=7)
        found.append(_week(known, start, end, reports, until, level))
        start = end
    return tuple(found)


def _week(
    doings: Sequence[Doing],
    start: date,
    end: date,
    reports: Sequence[date],
    until: date,
    level: float,
) -> Week:
    read_since = min(reports)
    opened = max(read_since, start - timedelta(days=BEFORE_DAYS))
    now = [one for one in doings if start <= one.on < end]
    before = [one for one in doings if opened <= one.on < start]
    days_before = max(0, (start - opened).days)
    # A week that the desk cuts at either end has fewer days in which to say or do anything.
    days = max(1, (min(end, until + timedelta(days=1)) - max(start, read_since)).days)
    said, said_before = _count(now, is_deed=False), _count(before, is_deed=False)
    done, done_before = _count(now, is_deed=True), _count(before, is_deed=True)
    known = days_before >= FEWEST_DAYS
    read_now = sum(start <= one < end for one in reports)
    read_before = sum(opened <= one < start for one in reports)
    return Week(
        start,
        end,
        said,
        done,
        said_before,
        done_before,
        days_before,
        rate_ratio(said, days, said_before, days_before, level) if known else None,
        rate_ratio(done, days, done_before, days_before, level) if known else None,
        _leans(now, level),
        _leans(before, level),
        read_now / days / (read_before / days_before) if read_before else None,
    )


def _count(doings: Sequence[Doing], *, is_deed: bool) -> int:
    return sum(one.is_deed == is_deed for one in doings)


def rate_ratio(
    n: int, days: int, n_before: int, days_before: int, level: float = LEVEL
) -> Ratio | None:
    """Return how many times as often something happens as it did before.

    Both counts are Poisson, their rates have Jeffreys' prior; given the counts each rate is a
    gamma, and their ratio follows from a beta (Price and Bonett 2000, Computational Statistics &
    Data Analysis 34(3), compare intervals for it). Where a count is 0, the interval is
    open on its side. None where both counts are 0.

    Args:
        n: Count now, >= 0.
        days: Days in which it was counted, > 0.
        n_before: Count before, >= 0.
        days_before: Days in which that was counted, > 0.
        level: Of the interval, 0 to 1.
    """
    if not n and not n_before:
        return None
    from scipy.special import betaincinv  # type: ignore[import-untyped,unused-ignore]

    a, b = n + _PRIOR, n_before + _PRIOR
    # Of two gammas of one scale, the first's share of their sum is Beta(a, b).
    shares = [float(betaincinv(a, b, q)) for q in ((1 - level) / 2, (1 + level) / 2)]
    low, high = (one / (1 - one) * days_before / days for one in shares)
    mid = None if not n_before else n / n_before * days_before / days
    return Ratio(mid, low if n else 0.0, high if n_before else None)


def _leans(doings: Sequence[Doing], level: float) -> dict[str, Lean]:
    from scipy.special import betaincinv  # type: ignore[import-untyped,unused-ignore]

    found = {}
    for party in sorted({one.toward for one in doings if one.toward is not None}):
        ways = [one.lean for one in doings if one.toward == party and one.lean and one.is_deed]
        if not ways:
            continue
        for_, against = ways.count(1) + _LEAN_PRIOR, ways.count(-1) + _LEAN_PRIOR
        low, high = (
            float(betaincinv(for_, against, q)) for q in ((1 - level) / 2, (1 + level) / 2)
        )
        found[party] = Lean(ways.count(1) / len(ways), low, high, len(ways))
    return found
