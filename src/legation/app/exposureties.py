"""Lay out what two are to each other, both ways side by side.

In: an `Exposure` and two profiles of it. Out: `Part`s.
Not here: one region's trade with all (`app.exposuretables`), the measures (`leverage`).
"""

from __future__ import annotations

import math

from legation.app.exposureparts import CRITICAL, Part, critical_rows, head_words, percent, sum_words
from legation.app.exposures import Exposure, in_sentence, sector_words, short_name, ties_by_sector
from legation.app.tables import ROOMY_WIDTH, Column, Row
from legation.leverage.exposure import Asymmetry
from legation.leverage.mending import money
from legation.leverage.naming import region_name
from legation.leverage.profile import Profile, compare_profiles

# A ratio of dependence within this of 1 is no asymmetry that twelve sectors could show; by eye.
_EVEN = 1.25


def lay_out_ties(exposure: Exposure, one: Profile, other: Profile) -> list[Part]:
    """Return what two regions are to each other: together, by sector, what one needs."""
    first, second = head_words(one.region), head_words(other.region)
    both_names = f"{region_name(one.region)} and {region_name(other.region)}"
    columns = (
        Column("", "what", wide=True),
        Column(f"{first} on {second}", "first", number=True),
        Column(f"{second} on {first}", "second", number=True),
    )
    by_sector = (
        Column("sector", "sector", wide=True),
        Column(f"{first} buys", "usd", number=True),
        Column("of its imports", "imports", number=True),
        Column("of its use", "use", number=True, room=ROOMY_WIDTH),
        Column(f"{second} buys", "back", number=True),
        Column("of its imports", "back_imports", number=True),
        Column("of its use", "back_use", number=True, room=ROOMY_WIDTH),
    )
    both = compare_profiles(one, other)
    return [
        Part(
            f"{both_names}: {exposure.source}",
            _both_ways(both, one, other),
            columns,
        ),
        Part(
            f"{both_names}: by sector, most trade first",
            [
                {
                    "sector": sector_words(tie.first.sector or ""),
                    "usd": sum_words(tie.first.imports_usd),
                    "imports": percent(tie.first.share_of_imports),
                    "use": percent(tie.first.share_of_use),
                    "back": sum_words(tie.second.imports_usd),
                    "back_imports": percent(tie.second.share_of_imports),
                    "back_use": percent(tie.second.share_of_use),
                }
                for tie in ties_by_sector(exposure, one.region, other.region)
            ],
            by_sector,
        ),
        Part(
            f"{both_names}: what one needs mostly from the other",
            _needed(one, other),
            (Column("who needs", "who"), *CRITICAL),
            empty="nothing: in no sector does one give the other more than half of its imports",
        ),
    ]


def _both_ways(both: Asymmetry, one: Profile, other: Profile) -> list[Row]:
    ours, theirs = both.first, both.second
    mine, back = one.partner(other.region), other.partner(one.region)
    rows = [
        ("imports from the other", money(ours.imports_usd), money(theirs.imports_usd)),
        *(
            (what, percent(a), percent(b))
            for what, a, b in (
                ("… of its imports", ours.share_of_imports, theirs.share_of_imports),
                ("… of all it buys", ours.share_of_use, theirs.share_of_use),
                (
                    "… through chains: of the value it takes in",
                    mine.value_bought if mine else None,
                    back.value_bought if back else None,
                ),
            )
        ),
        ("exports to the other", money(ours.exports_usd), money(theirs.exports_usd)),
        *(
            (what, percent(a), percent(b))
            for what, a, b in (
                ("… of its exports", ours.share_of_exports, theirs.share_of_exports),
                ("… of all it makes", ours.share_of_output, theirs.share_of_output),
                (
                    "… through chains: of its value, used there",
                    mine.value_sold if mine else None,
                    back.value_sold if back else None,
                ),
            )
        ),
    ]
    told: list[Row] = [{"what": what, "first": a, "second": b} for what, a, b in rows]
    return [*told, {"what": weight_words(both), "first": "", "second": ""}]


def weight_words(both: Asymmetry) -> str:
    """Say which of two regions depends more on the other, and how many times."""
    ratio = both.ratio
    first, second = in_sentence(both.first.of), in_sentence(both.second.of)
    if math.isnan(ratio):
        return "They do not trade with each other."
    if 1 / _EVEN <= ratio <= _EVEN:
        return f"Trade with the other weighs about the same for {first} and for {second}."
    if ratio < 1:
        first, second, ratio = second, first, (1 / ratio if ratio else float("inf"))
    if ratio == float("inf"):
        return f"Only for {first} does trade with the other weigh anything."
    return f"Trade with the other weighs {ratio:.2g} times as much for {first} as for {second}."


def _needed(one: Profile, other: Profile) -> list[Row]:
    rows: list[Row] = []
    for who, whom in ((one, other), (other, one)):
        for found, row in zip(who.critical, critical_rows(who), strict=True):
            if found.supplier == whom.region:
                rows.append({"who": short_name(who.region), **row})
    return rows
