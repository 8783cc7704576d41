"""Hold a reported figure of trade against the table.

In: the bounds, unit, parties and period of a figure, as records have them. Out: `Agreement`: what
the table has, of which year and of what, and how far the two are apart.
Not here: finding figures in text (`extract`), exchange rates: money that is not US dollars is not
compared.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from legation.leverage.errors import LeverageError
from legation.leverage.mending import money
from legation.leverage.naming import find_regions, service_sectors
from legation.leverage.table import TradeTable

VERDICTS = ("agrees", "near", "differs", "not-compared")
# Tables and news differ by so much for reasons of method alone: goods at customs or at basic
# prices, re-exports through hubs, the year to the month. Our judgement, not a measurement.
NEAR = 0.10
# A number in the news is rounded: "$750 billion" may be anything to half of its last digit, which
# we do not know; within this share of the bound it is the same number.
_ROUNDED = 0.005


@dataclass(frozen=True, slots=True)
class Agreement:
    """A reported figure beside the table's."""

    verdict: str
    """One of `VERDICTS`: inside the bounds; within `NEAR` of them; further; no comparison."""
    low: float | None
    high: float | None
    unit: str
    parties: tuple[str, ...]
    """Regions of the table, each side summed: `USA`, or `DEU + FRA + …`."""
    table: str
    year: int
    total_usd: float | None
    """Trade both ways, goods and services; None where nothing was compared."""
    goods_usd: float | None
    """Goods alone; None where the table does not tell goods from services."""
    there_usd: float | None
    """From the first party to the second; for one party alone, its exports."""
    back_usd: float | None
    gap: float | None
    """Table over the nearest bound, less 1: −0.022 is 2.2 % below it; 0 inside."""
    matches: str | None
    """What of the table agrees when the total does not: `goods`, `exports` or `imports`."""
    flags: tuple[str, ...]
    """Reasons to look twice, as sentences."""

    @property
    def is_flagged(self) -> bool:
        """Tell whether a reader should look twice: it does not simply agree."""
        return self.verdict != "agrees" or bool(self.flags)


@dataclass(frozen=True, slots=True)
class _Trade:
    total: float
    goods: float | None
    there: float
    back: float


def compare_figure(
    table: TradeTable,
    low: float | None,
    high: float | None,
    unit: str,
    parties: Sequence[str],
    period: str | None = None,
) -> Agreement:
    """Say what the table has for a figure of trade.

    Args:
        table: The table.
        low: Smallest value the words allow, in single units; None: open ("under 150 billion").
        high: Largest; None: open ("over 750 billion").
        unit: ISO 4217, as `Figure.unit` has it.
        parties: One region (its trade with all others) or two, by code or name; an organisation is
            summed over its members.
        period: EDTF, as `Figure.period` has it; None: the report does not say.

    Raises:
        NameInTableError: A party is not in the table.
        LeverageError: There are no parties or more than two, they overlap, or no bound is given.
    """
    if low is None and high is None:
        msg = "the figure has neither a lower nor an upper bound; give low, high, or both"
        raise LeverageError(msg)
    if low is not None and high is not None and low > high:
        msg = f"the figure runs from {low:g} to {high:g}; put the smaller bound first"
        raise LeverageError(msg)
    sides = _sides(table, parties)
    names = tuple(" + ".join(table.regions[index] for index in side) for side in sides)
    if unit != "USD":
        flag = (
            f"the figure is in {unit}, the table in US dollars of {table.year}; convert it at the "
            "rate of its period to compare"
        )
        return Agreement(
            "not-compared", low, high, unit, names, table.name, table.year,
            None, None, None, None, None, None, (flag,),
        )  # fmt: skip
    trade = _trade_between(table, sides)
    gap = _gap(trade.total, low, high)
    verdict = "agrees" if gap == 0 else "near" if abs(gap) <= NEAR else "differs"
    matches = None if gap == 0 else _what_matches(trade, low, high)
    return Agreement(
        verdict, low, high, unit, names, table.name, table.year,
        trade.total, trade.goods, trade.there, trade.back, gap, matches,
        tuple(_flags(table, trade, (low, high), gap, matches, period)),
    )  # fmt: skip


def _sides(table: TradeTable, parties: Sequence[str]) -> list[tuple[int, ...]]:
    if len(parties) not in (1, 2):
        msg = f"the figure has {len(parties)} parties; trade is of one region or between two"
        raise LeverageError(msg)
    sides = [find_regions(table, party) for party in parties]
    if len(sides) == 2 and set(sides[0]) & set(sides[1]):
        shared = ", ".join(table.regions[index] for index in sorted(set(sides[0]) & set(sides[1])))
        msg = f"{shared} is on both sides ({' and '.join(parties)}); name two that do not overlap"
        raise LeverageError(msg)
    return sides


def _trade_between(table: TradeTable, sides: list[tuple[int, ...]]) -> _Trade:
    first = list(sides[0])
    rest = [index for index in range(len(table.regions)) if index not in sides[0]]
    second = list(sides[1]) if len(sides) == 2 else rest
    there = table.flows_usd[np.ix_(first, second)].sum(axis=(0, 1))
    back = table.flows_usd[np.ix_(second, first)].sum(axis=(0, 1))
    services = service_sectors(table)
    goods = None if services is None else float((there + back)[~services].sum())
    return _Trade(float((there + back).sum()), goods, float(there.sum()), float(back.sum()))


def _gap(amount: float, low: float | None, high: float | None) -> float:
    if low is not None and amount < low * (1 - (0 if low != high else _ROUNDED)):
        return amount / low - 1
    if high is not None and amount > high * (1 + (0 if low != high else _ROUNDED)):
        return amount / high - 1 if high > 0 else float("inf")
    return 0.0


def _far_beyond(amount: float, bounds: tuple[float | None, float | None]) -> str | None:
    """Say by how much the table is beyond the one bound of a figure, when that is far."""
    low, high = bounds
    if high is None and low and amount / low - 1 > NEAR:
        return f"{amount / low - 1:.0%} above the {money(low)} that the report says it is over"
    if low is None and high and 1 - amount / high > NEAR:
        return f"{1 - amount / high:.0%} below the {money(high)} that the report says it is under"
    return None


def _what_matches(trade: _Trade, low: float | None, high: float | None) -> str | None:
    if low is None or high is None:
        # A figure with one bound is matched by almost anything beyond it: that tells nothing.
        return None
    for word, amount in (("goods", trade.goods), ("exports", trade.there), ("imports", trade.back)):
        if amount is not None and abs(_gap(amount, low, high)) <= NEAR / 2:
            return word
    return None


def _flags(
    table: TradeTable,
    trade: _Trade,
    bounds: tuple[float | None, float | None],
    gap: float,
    matches: str | None,
    period: str | None,
) -> list[str]:
    flags = []
    has = f"the table has {money(trade.total)} in {table.year}"
    covers = "goods alone" if trade.goods == trade.total else "goods and services"
    if trade.goods is None:
        covers = "all its sectors"
    if gap:
        bound = bounds[0] if gap < 0 else bounds[1]
        side = "below" if gap < 0 else "above"
        flags.append(f"{has}, {covers}: {abs(gap):.1%} {side} {money(bound or 0.0)}")
    elif beyond := _far_beyond(trade.total, bounds):
        flags.append(f"{has}, {covers}: {beyond}")
    if matches:
        flags.append(f"the figure fits {matches} alone; the report may mean that")
    if trade.goods is not None and trade.goods != trade.total:
        without = abs(_gap(trade.goods, *bounds)) if any(bounds) else 0.0
        if (without == 0) != (gap == 0) or abs(without - abs(gap)) > NEAR:
            flags.append(f"goods alone are {money(trade.goods)}: it matters which is meant")
    years = [int(year) for year in re.findall(r"(?<!\d)(\d{4})(?=-|/|$|[~?%])", period or "")]
    if not years:
        flags.append(f"the report does not say which year it means; the table is of {table.year}")
    elif not min(years) <= table.year <= max(years):
        flags.append(f"the figure is of {period}, the table of {table.year}")
    return flags
