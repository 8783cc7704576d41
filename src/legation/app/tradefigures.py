"""Lay the desk's figures of trade beside a trade table.

In: figures with the links of their parties, a table. Out: `Beside`: a figure, what the table has;
`Estimate`s of it for a brief.
Not here: the comparison (`leverage.agreement`), reading figures (`extract`), words of a brief
(`briefing.forms_means`).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from legation.records import (
    OBSERVED,
    Actor,
    Estimate,
    Figure,
    Link,
    MentionId,
    Reading,
    make_id,
)

if TYPE_CHECKING:
    from legation.leverage.agreement import Agreement
    from legation.leverage.table import TradeTable

TRADE = "trade"
METHOD = "beside-table-1"
NO_MODEL = "none: flows as the table has them"
GOODS = "goods"


@dataclass(frozen=True, slots=True)
class Beside:
    """A reported figure of trade beside the table's, or why it cannot be laid there."""

    figure: Figure
    parties: tuple[Actor, ...]
    agreement: Agreement | None
    reason: str | None
    """Why nothing is compared; None where it is."""

    @property
    def is_flagged(self) -> bool:
        """Tell whether a reader should look twice."""
        return self.agreement is None or self.agreement.is_flagged


def iter_beside(
    figures: Iterable[Figure],
    links: Mapping[MentionId, Link],
    table: TradeTable,
    about: Collection[str] = (),
) -> Iterator[Beside]:
    """Yield the figures of trade beside what the table has.

    Args:
        figures: Of any kind; those about anything but trade are passed over.
        links: Who the parties are.
        table: What they are laid beside.
        about: Ids of actors; only figures one of whose parties is or speaks for one of them.
    """
    for figure in figures:
        if figure.about != TRADE:
            continue
        parties = _parties(figure, links)
        if about and not any(actor.id in about or actor.state in about for actor in parties):
            continue
        unknown = any(not (m in links and links[m].actors) for m in figure.parties)
        yield _beside(figure, parties, table, unknown=unknown)


def _parties(figure: Figure, links: Mapping[MentionId, Link]) -> tuple[Actor, ...]:
    found = (
        actor
        for mention in figure.parties
        for actor in (links[mention].actors if mention in links else ())
    )
    return tuple(dict.fromkeys(found))


def _beside(
    figure: Figure, parties: Sequence[Actor], table: TradeTable, *, unknown: bool
) -> Beside:
    from legation.leverage.agreement import compare_figure
    from legation.leverage.errors import LeverageError

    def told(agreement: Agreement | None, reason: str | None) -> Beside:
        return Beside(figure, tuple(parties), agreement, reason)

    if len(figure.unit) != 3 or not figure.unit.isupper():
        return told(None, f"it is in {figure.unit}, no sum of money")
    words = dict.fromkeys(_word(actor) for actor in parties)
    if unknown:
        # Without it, trade between two would be taken for trade with all the world.
        return told(None, "a party of it is linked to nobody")
    if len(words) not in (1, 2):
        many = "none" if not words else f"{len(words)}: {', '.join(words)}"
        return told(None, f"trade is of one party or between two; it has {many}")
    try:
        agreement = compare_figure(
            table, figure.low, figure.high, figure.unit, tuple(words), figure.period
        )
    except LeverageError as error:
        return told(None, str(error))
    if agreement.verdict == "not-compared":
        return told(None, "; ".join(agreement.flags))
    return told(agreement, None)


def _word(actor: Actor) -> str:
    """Return by which word a table knows a party: a state by its code, a union by its name."""
    if actor.type == "state" and actor.id:
        return actor.id
    # A minister's trade is that of the state.
    return actor.state if actor.state and actor.type != "organisation" else actor.name


def estimates_beside(readings: Iterable[Reading], table: TradeTable) -> tuple[Estimate, ...]:
    """Return what the table has for each figure of trade between two, for a brief.

    Goods and services together is one estimate, goods alone another with `sector` "goods"; `inputs`
    names the figure. No model stands behind them: the scenario is `OBSERVED`.
    """
    found: list[Estimate] = []
    for reading in readings:
        links = {link.mention: link for link in reading.links}
        for one in iter_beside(reading.figures, links, table):
            if one.agreement is not None and len(one.agreement.parties) == 2:
                found += _estimates(one, one.agreement, table)
    return tuple(found)


def _estimates(one: Beside, agreement: Agreement, table: TradeTable) -> Iterator[Estimate]:
    amounts: list[tuple[str | None, float | None]] = [(None, agreement.total_usd)]
    if agreement.goods_usd != agreement.total_usd:
        amounts.append((GOODS, agreement.goods_usd))
    first, second = one.parties[0], one.parties[-1]
    for sector, amount in amounts:
        if amount is None:
            continue
        yield Estimate(
            id=make_id("estimate", METHOD, table.name, table.year, one.figure.id, sector),
            scenario=OBSERVED,
            quantity=TRADE,
            actor=first,
            partner=second,
            sector=sector,
            low=None,
            mid=amount,
            high=None,
            unit="USD",
            table=f"{table.name}, {table.year}",
            model=NO_MODEL,
            elasticities=None,
            base_year=table.year,
            inputs=(one.figure.id,),
            method=METHOD,
        )


def record(one: Beside, table: TradeTable, title: str) -> dict[str, Any]:
    """Return a figure and what the table has as one JSON object.

    Args:
        one: The figure beside the table.
        table: The table.
        title: Of the document that reports it.
    """
    figure = one.figure
    told: dict[str, Any] = {
        "figure": figure.id,
        "document": figure.span.document,
        "start": figure.span.start,
        "end": figure.span.end,
        "text": figure.span.text,
        "title": title,
        "low": figure.low,
        "high": figure.high,
        "value": figure.value,
        "unit": figure.unit,
        "parties": [asdict(actor) for actor in one.parties],
        "period": figure.period,
        "table": table.name,
        "year": table.year,
        "provenance": table.provenance,
        "reason": one.reason,
        "flagged": one.is_flagged,
    }
    fields = ("verdict", "total_usd", "goods_usd", "there_usd", "back_usd", "gap", "matches")
    for name in fields:
        told[name] = None if one.agreement is None else getattr(one.agreement, name)
    told["verdict"] = told["verdict"] or "not-compared"
    told["regions"] = [] if one.agreement is None else list(one.agreement.parties)
    told["flags"] = [] if one.agreement is None else list(one.agreement.flags)
    return told
