"""Mend what can be mended in a trade table, and say what was done.

In: a table. Out: a table that models can take, with `Finding`s.
Not here: what no mending cures (`leverage.checks`), making margins agree (`leverage.balancing`),
removing imbalances of trade (the models).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from legation.leverage.checks import check, name_place, name_places
from legation.leverage.errors import TableError
from legation.leverage.table import Floats, TradeTable

KINDS = (
    "negative-cells",
    "negative-inputs",
    "no-domestic-sales",
    "no-spending",
    "inputs-over-output",
    "inputs-over-spending",
    "duplicates",
    "imbalance",
    "not-in-source",
    "totals-differ",
)
# What a region is given as sales to itself where it has none, as a share of what it spends on the
# sector: small enough to move no total anyone reads, large enough that autarky is not infinitely
# dear.
HOME_SHARE = 1e-6
# The most that inputs may take of an industry's output after mending; the rest is value added.
# In WIOD 2011 one industry of 1,422 spends more than its output (Luxembourg's water transport).
MOST_INPUTS = 0.98
# The most that inputs may take of what a region spends on a sector: some final use must be left,
# and rounding must not make it negative.
MOST_USE = 0.999
# What was scaled to a limit once is not scaled again for the last bit of a float.
_ROUNDING = 1 + 1e-12
# Imbalances below this share of a region's spending are not worth a line.
_LEAST_IMBALANCE = 0.01


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that a check found, and whether it was mended."""

    kind: str
    """One of `KINDS`."""
    where: str
    """The worst place: `Chile, C29`, or the region with the largest imbalance."""
    count: int
    """How many places."""
    size_usd: float | None
    """How much money it concerns, all places together; None where it is no money."""
    mended: bool
    words: str
    """A sentence for a reader: what was found, and what was done or can be done."""


@dataclass(frozen=True, slots=True)
class Mended:
    """A table that models can run on, with all that was found on the way."""

    table: TradeTable
    findings: tuple[Finding, ...]


def mend(table: TradeTable, *, home_share: float = HOME_SHARE) -> Mended:
    """Return a table that models can take, with a finding for every kind of change.

    In this order: negative flows become 0; a region that buys in a sector but sells itself
    nothing is given `home_share` of its spending; negative input shares become 0; inputs of an
    industry over `MOST_INPUTS` of its output are scaled to it, and inputs over `MOST_USE` of what
    the region spends on a sector are scaled to that, both to the good of value added.

    Args:
        table: A table that passes `check`.
        home_share: 0 to 1; 0 leaves missing domestic sales alone (they are found all the same).

    Raises:
        TableError: As for `check`, or `home_share` is no share.
    """
    if not 0 <= home_share < 1:
        msg = f"home_share is {home_share:g}; write a share from 0 to below 1, such as 0.000001"
        raise TableError(msg)
    check(table)
    findings: list[Finding] = []
    flows = _mend_negative_flows(table, findings)
    flows = _mend_home(table, flows, home_share, findings)
    shares = table.input_shares
    if shares is not None:
        shares = _mend_shares(table, flows, shares, findings)
    mended = replace(table, flows_usd=flows, input_shares=shares)
    findings.extend(_imbalances(mended))
    return Mended(mended, tuple(findings))


def inspect(table: TradeTable) -> tuple[Finding, ...]:
    """Return what `mend` would change and report, as not mended.

    Raises:
        TableError: As for `check`.
    """
    return tuple(replace(finding, mended=False) for finding in mend(table).findings)


def _mend_negative_flows(table: TradeTable, findings: list[Finding]) -> Floats:
    flows = table.flows_usd
    negative = flows < 0
    if not negative.any():
        return flows
    worst = np.unravel_index(int(flows.argmin()), flows.shape)
    where = name_place(worst, (table.regions, table.regions, table.sectors))
    size = float(-flows[negative].sum())
    count = int(negative.sum())
    words = (
        f"{count} negative {_plural('flow', count)} set to 0, together {money(size)}; "
        f"the largest is {where}"
    )
    findings.append(Finding("negative-cells", where, count, size, mended=True, words=words))
    return np.maximum(flows, 0.0)


def _mend_home(
    table: TradeTable, flows: Floats, home_share: float, findings: list[Finding]
) -> Floats:
    n, _ = table.shape
    names = (table.regions, table.sectors)
    spending = flows.sum(axis=0)
    home = flows[np.arange(n), np.arange(n)]
    none = spending == 0
    if none.any():
        place, _ = name_places(none, names)
        count = int(none.sum())
        words = (
            f"{count} {_plural('region', count)} of a sector buy nothing, not even at home "
            f"(first {place}): left as they are"
        )
        findings.append(Finding("no-spending", place, count, 0.0, mended=False, words=words))
    missing = (home <= 0) & ~none
    if not missing.any():
        return flows
    worst = np.unravel_index(int(np.where(missing, spending, -1).argmax()), missing.shape)
    where = name_place(worst, names)
    count = int(missing.sum())
    size = float(spending[missing].sum() * home_share)
    done = f"given {home_share:g} of its spending" if home_share else "left as it is"
    words = (
        f"in {count} {_plural('case', count)} a region sells itself nothing of what it buys, "
        f"{done}; the largest is {where}"
    )
    mended = home_share > 0
    findings.append(Finding("no-domestic-sales", where, count, size, mended=mended, words=words))
    if not mended:
        return flows
    flows = flows.copy()
    region, sector = np.nonzero(missing)
    flows[region, region, sector] = home_share * spending[missing]
    return flows


def _mend_shares(
    table: TradeTable, flows: Floats, shares: Floats, findings: list[Finding]
) -> Floats:
    negative = shares < 0
    output = flows.sum(axis=1)
    if negative.any():
        place, _ = name_places(negative, (table.regions, table.sectors, table.sectors))
        count = int(negative.sum())
        size = float(-(np.where(negative, shares, 0) * output[:, None, :]).sum())
        words = f"{count} negative input {_plural('share', count)} set to 0, first {place}"
        findings.append(Finding("negative-inputs", place, count, size, mended=True, words=words))
        shares = np.maximum(shares, 0.0)
    names = (table.regions, table.sectors)
    total = shares.sum(axis=1)
    over = total > MOST_INPUTS * _ROUNDING
    if over.any():
        factor = np.where(over, MOST_INPUTS / np.where(over, total, 1.0), 1.0)
        findings.append(
            _scaled(
                "inputs-over-output",
                np.where(over, (total - MOST_INPUTS) * output, 0.0),
                over,
                names,
                f"inputs took over {MOST_INPUTS:.0%} of an industry's output",
            )
        )
        shares = shares * factor[:, None, :]
    return _fit_to_spending(table, flows, shares, findings)


def _fit_to_spending(
    table: TradeTable, flows: Floats, shares: Floats, findings: list[Finding]
) -> Floats:
    spending = flows.sum(axis=0)
    used = np.einsum("iuk,ik->iu", shares, flows.sum(axis=1))
    over = used > spending * MOST_USE * _ROUNDING
    # Final use that is nought by nature (an industry that only supplies others) is no fault:
    # only what would make it negative is told, the sliver below it is taken silently.
    told = used > spending * (1 + 1e-9)
    if told.any():
        findings.append(
            _scaled(
                "inputs-over-spending",
                np.where(told, used - spending * MOST_USE, 0.0),
                told,
                (table.regions, table.sectors),
                "industries were to use more of a sector than the region buys",
            )
        )
    factor = np.where(over, MOST_USE * spending / np.where(over, used, 1.0), 1.0)
    return shares * factor[:, :, None]


def _scaled(
    kind: str,
    excess: Floats,
    over: NDArray[np.bool_],
    names: tuple[Sequence[str], Sequence[str]],
    what: str,
) -> Finding:
    where = name_place(np.unravel_index(int(excess.argmax()), excess.shape), names)
    count, size = int(over.sum()), float(excess.sum())
    words = (
        f"{what} in {count} {_plural('case', count)}, scaled down by {money(size)} together; "
        f"the largest is {where}"
    )
    return Finding(kind, where, count, size, mended=True, words=words)


def _imbalances(table: TradeTable) -> list[Finding]:
    sold, bought = table.outputs_usd.sum(axis=1), table.expenditures_usd.sum(axis=1)
    gap = np.divide(sold - bought, bought, out=np.zeros_like(sold), where=bought > 0)
    large = np.abs(gap) > _LEAST_IMBALANCE
    if not large.any():
        return []
    worst = int(np.abs(gap).argmax())
    count = int(large.sum())
    where = table.regions[worst]
    surplus = "sells more than it buys" if gap[worst] > 0 else "buys more than it sells"
    words = (
        f"trade of {count} {_plural('region', count)} is out of balance by over "
        f"{_LEAST_IMBALANCE:.0%} of spending; the largest is {where}, which {surplus} "
        f"by {abs(gap[worst]):.1%}: kept, the models keep or remove it as asked"
    )
    size = float(np.abs(sold - bought)[large].sum())
    return [Finding("imbalance", where, count, size, mended=False, words=words)]


def money(usd: float) -> str:
    """Return an amount as a sentence has it: `$1.2 billion`, `$340 million`."""
    for size, word in ((1e12, "trillion"), (1e9, "billion"), (1e6, "million")):
        if abs(usd) >= size:
            return f"${usd / size:.3g} {word}"
    return f"${usd:,.3g}"


def _plural(word: str, count: int) -> str:
    return word if count == 1 else f"{word}s"
