"""The sentence under a reported figure of trade: what a trade table has for it.

In: estimates whose scenario is `OBSERVED`, and the figure they are laid beside. Out: `Said`.
Not here: looking into tables (`leverage`), the figure's own sentence (`briefing.forms_means`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from legation.briefing.amounts import amount
from legation.briefing.dates import period
from legation.briefing.sentences import Said, form
from legation.briefing.view import View
from legation.records import Estimate, Figure, RecordId

# A number within this share of an exact one is the same: news rounds. The judgement, like the
# bounds, is that of `leverage.agreement`, by which `legation leverage figures` flags figures.
_SAME = 0.005


@form("figure_beside")
def figure_beside(records: tuple[RecordId, ...], view: View) -> Said:
    """Word what a trade table has for a reported figure: amount, year, coverage, how far apart.

    The first of `records` is the table's total, a second, of a sector, that of goods alone.
    """
    found = view.read_all(records, Estimate)
    total = found[0]
    figure = view.read(total.inputs[0], Figure)
    goods = next((one for one in found if one.sector is not None), None)
    covers = "goods and services" if goods is not None else "all that it covers"
    held = _hold(total.mid, figure)
    words = (
        f"The table {total.table.partition(',')[0]} has {_sum(total)} for {total.base_year}, trade "
        f"both ways in {covers}: {held.words}"
    )
    if goods is not None:
        alone = _hold(goods.mid, figure)
        words += f"; {goods.sector} alone are {_sum(goods)}"
        if alone.bears != held.bears:
            words += ", which would not bear it out" if held.bears else ", which would bear it out"
    source = f"table {total.table}; model {total.model}; laid beside the reported {figure.id}"
    return Said(f"{words}{_other_year(total.base_year, figure)}.", computed=(source,))


def _sum(estimate: Estimate) -> str:
    """Return a sum to three digits, as exact as a table of trade is read."""
    return amount(float(f"{estimate.mid:.3g}"), estimate.unit)


@dataclass(frozen=True, slots=True)
class _Held:
    bears: bool
    """The table's number is one that the report allows."""
    words: str


def _hold(mid: float, figure: Figure) -> _Held:
    """Hold a table's number against the bounds of a reported one."""
    low, high = figure.low, figure.high
    same = _SAME if low == high else 0.0
    if low and mid < low * (1 - same):
        return _Held(bears=False, words=f"{_apart(mid, low)} {_reported(low, figure)}")
    if high and mid > high * (1 + same):
        return _Held(bears=False, words=f"{_apart(mid, high)} {_reported(high, figure)}")
    if low == high:
        return _Held(bears=True, words="as reported")
    only = high if low is None else low if high is None else None
    how = f", {_apart(mid, only)} {amount(only, figure.unit)}" if only else ""
    return _Held(bears=True, words=f"that bears the report out{how}")


def _apart(mid: float, bound: float) -> str:
    gap = mid / bound - 1
    share = abs(gap)
    told = f"{100 * share:.0f} %" if share >= 0.0995 else f"{100 * share:.1f} %"
    return f"{told} {'above' if gap > 0 else 'below'}"


def _reported(bound: float, figure: Figure) -> str:
    return f"the {amount(bound, figure.unit)} reported"


def _other_year(year: int, figure: Figure) -> str:
    told = re.findall(r"(?<!\d)(\d{4})(?=-|/|$|[~?%])", figure.period or "")
    years = [int(one) for one in told]
    if not years:
        return "; the report does not say which year it means"
    if not min(years) <= year <= max(years):
        return f"; the report means {period(figure.period)}, another year"
    return ""
