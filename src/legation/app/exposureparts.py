"""What the tables of exposure share: parts of a page, shares in words, critical imports.

In: shares, profiles. Out: `Part`s, rows, phrases.
Not here: which parts there are (`app.exposuretables`, `app.exposureties`).
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from legation.app.exposures import sector_words, short_name
from legation.app.tables import ROOMY_WIDTH, Column, Row
from legation.leverage.profile import Profile

_LEAST_PERCENT = 0.1
# Names that are longer make way for codes at the head of a column.
_LONG_HEAD = 13

CRITICAL = (
    Column("import", "sector", wide=True),
    Column("mostly from", "supplier"),
    Column("worth", "usd", number=True),
    Column("of imports", "border", number=True),
    Column("of its use", "whole", number=True),
    Column("next", "next", wide=True, room=ROOMY_WIDTH),
    Column("supplier's part of world exports", "world", number=True, room=ROOMY_WIDTH),
)


@dataclass(frozen=True, slots=True)
class Part:
    """One table with its heading, and what to say where it is empty or cut."""

    heading: str
    rows: list[Row]
    columns: tuple[Column, ...]
    n_left_out: int = 0
    empty: str = "nothing"


def sum_words(usd: float) -> str:
    """Return a sum of money as a column of a table has room for it: `$83.3 bn`."""
    for size, word in ((1e12, "tn"), (1e9, "bn"), (1e6, "mn")):
        if abs(usd) >= size:
            return f"${usd / size:.3g} {word}"
    return f"${usd:,.0f}"


def head_words(region: str) -> str:
    """Return a region's name for the head of a column, its code where the name is long."""
    name = short_name(region)
    return name if len(name) <= _LONG_HEAD else region


def percent(share: float | None) -> str:
    """Return a share in per cent with the digits a reader wants; – where there is none."""
    if share is None or math.isnan(share):
        return "–"
    number = 100 * share
    if 0 < number < _LEAST_PERCENT:
        return f"< {_LEAST_PERCENT:g} %"
    return f"{number:.0f} %" if abs(number) >= 9.95 else f"{number:.1f} %"


def critical_rows(profile: Profile) -> list[Row]:
    """Return a row for each critical import of a region."""
    return [
        {
            "sector": sector_words(one.sector),
            "supplier": short_name(one.supplier),
            "usd": sum_words(one.imports_usd),
            "border": percent(one.share_of_imports),
            "whole": percent(one.share_of_use),
            "next": first_words(one.next_supplier, one.next_share),
            "world": percent(one.supplier_share_of_world),
        }
        for one in profile.critical
    ]


def first_words(region: str | None, share: float | None) -> str:
    """Return a partner with its share, – where there is none."""
    return "–" if region is None else f"{short_name(region)} {percent(share)}"
