"""Hand who depends on whom to the pictures.

In: an `Exposure`. Out: Vega-Lite: bars of one region's partners, or a matrix of many.
Not here: how they look (`briefing.dependencechart`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from legation.app.exposures import Exposure, in_sentence, short_name
from legation.leverage.errors import LeverageError
from legation.leverage.profile import Profile, draw_profile

if TYPE_CHECKING:
    from legation.briefing.charts import Spec

# Regions in a matrix that names some: those, and their main partners up to so many.
MOST_IN_MATRIX = 12
# And in one that names more: the largest traders, the rest summed in a last column.
MOST_IN_FULL_MATRIX = 30


def picture(exposure: Exposure, *, through_chains: bool = False) -> Spec | None:
    """Return bars of partners' shares where one party is named, else a matrix of all.

    Args:
        exposure: What was drawn up.
        through_chains: In a matrix, show the share of value through supply chains.

    Raises:
        LeverageError: Chains are asked for and the table has none.
    """
    if through_chains and exposure.chains is None:
        msg = f"{exposure.table.name} has no input shares, so no supply chains can be drawn"
        raise LeverageError(msg)
    if len(exposure.profiles) == 1 and not exposure.mutual:
        return _bars(exposure, exposure.profiles[0])
    return _matrix(exposure, through_chains=through_chains)


def _bars(exposure: Exposure, profile: Profile) -> Spec | None:
    from legation.briefing.dependencechart import Bar, Panel, partner_bars

    def through(value: float | None, whole: float | None) -> float | None:
        return value / whole if value is not None and whole else None

    name = in_sentence(profile.region)
    bought = [
        Bar(
            short_name(one.partner),
            one.share_of_imports or 0.0,
            through(one.value_bought, profile.foreign_value),
        )
        for one in profile.partners
    ]
    sold = [
        Bar(
            short_name(one.partner),
            one.share_of_exports or 0.0,
            through(one.value_sold, profile.sold_abroad),
        )
        for one in profile.partners
    ]
    used = "it uses" if profile.sectors is None else "in what it makes in these sectors"
    ends = "its value is" if profile.sectors is None else "what it makes in these sectors is"
    has_chains = exposure.chains is not None
    from_whom = f"; diamond: of the foreign value {used}, through supply chains"
    to_whom = f"; diamond: where abroad {ends} used in the end, through supply chains"
    return partner_bars(
        [
            Panel(
                "From whom it buys",
                f"bar: of its imports{from_whom if has_chains else ''}",
                bought,
            ),
            Panel(
                "To whom it sells",
                f"bar: of its exports{to_whom if has_chains else ''}",
                sold,
            ),
        ],
        f"On whom the trade of {name} hangs",
        _under(exposure, with_chains=has_chains),
    )


def _matrix(exposure: Exposure, *, through_chains: bool) -> Spec | None:
    from legation.briefing.dependencechart import Cell, who_depends_on_whom

    table = exposure.table
    shown = _in_matrix(exposure)
    drawn = {one.region: one for one in _drawn(exposure)}
    cells = []
    for of in shown:
        profile = drawn.get(of) or draw_profile(
            table, table.regions.index(of), sectors=exposure.sectors, chains=exposure.chains
        )
        for one in profile.partners:
            share = one.value_bought if through_chains else one.share_of_imports
            cells.append(Cell(short_name(of), short_name(one.partner), share or 0.0))
    if not through_chains:
        title, measure = "From whom imports come", "per cent of the row's imports"
    elif exposure.sectors is None:
        title = "Whose value is used, through supply chains"
        measure = "per cent of the value in all that the row uses"
    else:
        title = "Whose value is built in, through supply chains"
        measure = "per cent of the value in what the row makes in these sectors"
    names = [short_name(one) for one in shown]
    source = _under(exposure, with_chains=through_chains)
    return who_depends_on_whom(cells, names, title, source, measure)


def _under(exposure: Exposure, *, with_chains: bool) -> str:
    """Return what stands under the title of a picture: table, year, coverage, what to doubt."""
    told = exposure.source
    if with_chains and exposure.table.approximate:
        told += "; supply chains approximate (legation leverage tables tells how)"
    return told


def _drawn(exposure: Exposure) -> list[Profile]:
    return [*exposure.profiles, *(other for _, other in exposure.mutual)]


def _in_matrix(exposure: Exposure) -> list[str]:
    """Return the regions of a matrix: those named, then their main partners by trade."""
    named = list(dict.fromkeys(one.region for one in _drawn(exposure)))
    if len(named) > MOST_IN_FULL_MATRIX:
        traded = {one.region: one.imports_usd + one.exports_usd for one in _drawn(exposure)}
        largest = sorted(named, key=lambda one: -traded[one])[:MOST_IN_FULL_MATRIX]
        return [one for one in named if one in largest]
    trade: dict[str, float] = {}
    for profile in _drawn(exposure):
        whole = profile.imports_usd + profile.exports_usd
        for one in profile.partners:
            share = (one.imports_usd + one.exports_usd) / whole if whole else 0.0
            trade[one.partner] = trade.get(one.partner, 0.0) + share
    others = sorted((one for one in trade if one not in named), key=lambda one: -trade[one])
    return [*named, *others[: max(0, MOST_IN_MATRIX - len(named))]]
