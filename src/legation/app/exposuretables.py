"""Lay out who depends on whom for people: sections of tables, in an adviser's words.

In: an `Exposure`. Out: `Part`s: a heading, rows, columns, and what to keep in mind.
Not here: the measures (`leverage`), two against each other (`app.exposureties`), printing
(`app.commands.leverage_exposure`).
"""

from __future__ import annotations

from legation.app.exposureparts import (
    CRITICAL,
    Part,
    critical_rows,
    first_words,
    percent,
    sum_words,
)
from legation.app.exposures import Exposure, meaning_words, sector_words, short_name
from legation.app.exposureties import lay_out_ties
from legation.app.tables import ROOMY_WIDTH, Column, Row, limited
from legation.leverage.exposure import LEAST_SHARE
from legation.leverage.mending import money
from legation.leverage.naming import fold_name, region_name
from legation.leverage.profile import Partner, Profile

# Whoever is named with more others than this is shown in one row each.
MOST_IN_FULL = 6

_SUMMARY = (Column("", "what"), Column("", "words", wide=True))
_SUPPLIERS = (
    Column("supplier", "partner"),
    Column("imports", "usd", number=True),
    Column("of imports", "border", number=True),
    Column("of all it buys", "whole", number=True),
    Column("through chains", "chains", number=True),
)
_MARKETS = (
    Column("market", "partner"),
    Column("exports", "usd", number=True),
    Column("of exports", "border", number=True),
    Column("of all it makes", "whole", number=True),
    Column("through chains", "chains", number=True),
)
_SECTORS_IN = (
    Column("sector", "sector", wide=True),
    Column("imports", "usd", number=True),
    Column("of its use", "share", number=True),
    Column("first supplier", "first"),
    Column("concentration", "hhi", number=True),
    Column("foreign value in output", "chains", number=True, room=ROOMY_WIDTH),
)
_SECTORS_OUT = (
    Column("sector", "sector", wide=True),
    Column("exports", "usd", number=True),
    Column("of its output", "share", number=True),
    Column("first market", "first"),
    Column("concentration", "hhi", number=True),
    Column("output used abroad", "chains", number=True, room=ROOMY_WIDTH),
)
_EVERYBODY = (
    Column("region", "region", wide=True),
    Column("imports", "imports", number=True),
    Column("of all it buys", "imported", number=True, room=ROOMY_WIDTH),
    Column("first supplier", "supplier"),
    Column("exports", "exports", number=True, room=ROOMY_WIDTH),
    Column("of all it makes", "exported", number=True, room=ROOMY_WIDTH),
    Column("first market", "market"),
    Column("foreign value used", "value", number=True, room=ROOMY_WIDTH),
    Column("value used abroad", "sold", number=True, room=ROOMY_WIDTH),
    Column("critical imports", "critical", number=True, room=ROOMY_WIDTH),
)


def lay_out(exposure: Exposure, limit: int) -> list[Part]:
    """Return the parts of the answer in the order in which they are read.

    Args:
        exposure: What was drawn up.
        limit: Partners a table; 0: all.
    """
    parts: list[Part] = []
    for one, other in exposure.mutual:
        parts += lay_out_ties(exposure, one, other)
    if exposure.mutual:
        return parts
    if len(exposure.profiles) > MOST_IN_FULL:
        heading = f"Who depends on whom: {exposure.source}"
        return [Part(heading, [_row(one) for one in exposure.profiles], _EVERYBODY)]
    for profile in exposure.profiles:
        parts += _of_one(exposure, profile, limit)
    return parts


def words_became(exposure: Exposure) -> str | None:
    """Return which sectors the words asked for became; None where they are the table's own.

    A word such as `gas` is narrower than the sector it stands in: the numbers are the sector's.
    """
    others = {
        word: sectors
        for word, sectors in exposure.meant.items()
        if fold_name(word) != fold_name(", ".join(sectors))
    }
    if not others or exposure.sectors is None:
        return None
    return (
        f"{meaning_words(others)}. The numbers are of these sectors of {exposure.table.name} whole."
    )


def notes(exposure: Exposure) -> list[str]:
    """Return what a reader has to keep in mind: words, what is approximate, the source."""
    table = exposure.table
    told = [f"{name} is {', '.join(parts)}." for name, parts in exposure.summed.items()]
    shown = {region for region in table.regions if short_name(region) != region_name(region)}
    told += [f"{region} is {region_name(region)}." for region in table.regions if region in shown]
    told.append(
        f"Money is US dollars of {table.year}; bn is a thousand million, tn a million million."
    )
    told.append(
        "Concentration is Herfindahl and Hirschman's index: 1 is one partner, 0.25 what four "
        "equal ones make. A region that sums states counts as one."
    )
    if exposure.chains is None:
        told.append(f"{table.name} has no input-output: nothing is said of supply chains.")
    elif exposure.sectors is None:
        told.append(
            "Through chains: the partner's part of the value in all that the region finally uses; "
            "of its own value, the part that is finally used there (Leontief)."
        )
    else:
        told.append(
            "Through chains: the partner's part of the value in what the region makes in these "
            "sectors; the part of it that is finally used there (Leontief)."
        )
    if table.approximate:
        told.append(f"Approximate: {table.approximate}.")
    told += [f"Found when the table was read: {words}." for words in exposure.mended]
    told.append(f"Source: {table.name}, {table.year}: {table.provenance}.")
    return told


def _of_one(exposure: Exposure, profile: Profile, limit: int) -> list[Part]:
    name = region_name(profile.region)
    bought = sorted(profile.partners, key=lambda one: -one.imports_usd)
    sold = sorted(profile.partners, key=lambda one: -one.exports_usd)
    suppliers, n_suppliers = limited([_bought(one) for one in bought], limit)
    markets, n_markets = limited([_sold(one) for one in sold], limit)
    by_exports = sorted(profile.lines, key=lambda line: -line.exports_usd)
    half = f"{LEAST_SHARE:.0%}".replace("%", " %")
    return [
        Part(f"{name}: {exposure.source}", _summary(profile), _SUMMARY),
        Part(f"{name}: from whom it buys", suppliers, _SUPPLIERS, n_suppliers),
        Part(f"{name}: to whom it sells", markets, _MARKETS, n_markets),
        Part(
            f"{name}: critical imports (one state gives more than {half})",
            critical_rows(profile),
            CRITICAL,
            empty=f"none: no state gives more than {half} of what it imports in a sector",
        ),
        Part(
            f"{name}: imports by sector",
            [
                {
                    "sector": sector_words(line.sector),
                    "usd": sum_words(line.imports_usd),
                    "share": percent(line.share_imported),
                    "first": first_words(line.supplier, line.supplier_share),
                    "hhi": _index(line.supplier_concentration),
                    "chains": percent(line.foreign_value),
                }
                for line in profile.lines
            ],
            _SECTORS_IN,
        ),
        Part(
            f"{name}: exports by sector",
            [
                {
                    "sector": sector_words(line.sector),
                    "usd": sum_words(line.exports_usd),
                    "share": percent(line.share_exported),
                    "first": first_words(line.market, line.market_share),
                    "hhi": _index(line.market_concentration),
                    "chains": percent(line.ends_abroad),
                }
                for line in by_exports
            ],
            _SECTORS_OUT,
        ),
    ]


def _summary(profile: Profile) -> list[Row]:
    rows: list[Row] = [
        {
            "what": "imports",
            "words": f"{money(profile.imports_usd)}, {percent(profile.share_imported)} of all it "
            f"buys; {_concentrated(profile.supplier_concentration, 'suppliers')}",
        },
        {
            "what": "exports",
            "words": f"{money(profile.exports_usd)}, {percent(profile.share_exported)} of all it "
            f"makes; {_concentrated(profile.market_concentration, 'markets')}",
        },
    ]
    if profile.foreign_value is not None:
        used = "all it uses" if profile.sectors is None else "what it makes of these"
        sold = "its own value" if profile.sectors is None else "what it makes of these"
        rows.append(
            {
                "what": "through chains",
                "words": f"{percent(profile.foreign_value)} of the value in {used} is added "
                f"abroad; {percent(profile.sold_abroad)} of {sold} is finally used abroad",
            }
        )
    return rows


def _concentrated(index: float | None, whom: str) -> str:
    if not index:
        return f"no {whom}"
    return f"concentration {index:.2f}, as much as {1 / index:.1f} equal {whom} would make"


def _bought(one: Partner) -> Row:
    return {
        "partner": short_name(one.partner),
        "usd": sum_words(one.imports_usd),
        "border": percent(one.share_of_imports),
        "whole": percent(one.share_of_use),
        "chains": percent(one.value_bought),
    }


def _sold(one: Partner) -> Row:
    return {
        "partner": short_name(one.partner),
        "usd": sum_words(one.exports_usd),
        "border": percent(one.share_of_exports),
        "whole": percent(one.share_of_output),
        "chains": percent(one.value_sold),
    }


def _row(profile: Profile) -> Row:
    suppliers = sorted(profile.partners, key=lambda one: -one.imports_usd)
    markets = sorted(profile.partners, key=lambda one: -one.exports_usd)
    return {
        "region": short_name(profile.region),
        "imports": sum_words(profile.imports_usd),
        "imported": percent(profile.share_imported),
        "supplier": (
            first_words(suppliers[0].partner, suppliers[0].share_of_imports) if suppliers else "–"
        ),
        "exports": sum_words(profile.exports_usd),
        "exported": percent(profile.share_exported),
        "market": first_words(markets[0].partner, markets[0].share_of_exports) if markets else "–",
        "value": percent(profile.foreign_value),
        "sold": percent(profile.sold_abroad),
        "critical": len(profile.critical),
    }


def _index(index: float | None) -> str:
    return "–" if index is None else f"{index:.2f}"
