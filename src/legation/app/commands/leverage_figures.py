"""`legation leverage figures`: the desk's figures of trade beside a trade table.

In: an open desk and a table. Out: each figure, what the table has, how far they are apart.
Not here: the comparison (`leverage.agreement`, `app.tradefigures`).
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

import click

from legation.app.options import Session, about_option, as_of_option
from legation.app.tables import ROOMY_WIDTH, Column, write_table

if TYPE_CHECKING:
    from legation.app.tradefigures import Beside

_COLUMNS = (
    Column("reported", "reported"),
    Column("of", "parties", wide=True),
    Column("period", "period", room=ROOMY_WIDTH),
    Column("table", "table", wide=True),
    Column("verdict", "verdict"),
    Column("look twice", "flags", wide=True),
    Column("in", "title", wide=True, room=ROOMY_WIDTH),
)


@click.command(name="figures")
@about_option
@click.option(
    "--table",
    default=None,
    metavar="NAME|PATH",
    help="The trade table, by name or by the path of your own.  [default: icio2021]",
)
@as_of_option
@click.option("--json", "as_json", is_flag=True, help="One JSON array.")
@click.pass_obj
def figures(
    session: Session,
    /,
    about: tuple[str, ...],
    table: str | None,
    as_of: date | None,
    *,
    as_json: bool,
) -> None:
    """Lay each figure of trade on the desk beside what a trade table has.

    Whether they agree, of which year and coverage the table is, and by how much they differ.
    """
    from legation.app.tradefigures import TRADE, iter_beside, record
    from legation.app.who import find_actors
    from legation.leverage.library import DEFAULT, load_trade_table
    from legation.records import Document, Figure

    held = load_trade_table(table or DEFAULT).table
    with session.open_desk() as desk:
        links = desk.links(as_of)
        known = tuple(actor for link in links.values() for actor in link.actors)
        whom = find_actors(about, known)
        asked = [actor.id for actor in whom if actor.id]
        found = desk.records("figure", as_of=as_of)
        reported = [one for one in found if isinstance(one, Figure)]
        beside = list(iter_beside(reported, links, held, asked))
        n_others = sum(one.about == TRADE for one in reported) - len(beside)
        documents = [desk.record(one.figure.span.document) for one in beside]
    titles = [one.title if isinstance(one, Document) else "" for one in documents]
    pairs = list(zip(beside, titles, strict=True))
    if as_json:
        told = [record(one, held, title or "") for one, title in pairs]
        json.dump(told, sys.stdout, ensure_ascii=False, indent=1, allow_nan=False)
        click.echo()
        return
    if not pairs:
        click.echo(_none_words([actor.name for actor in whom], n_others), err=True)
        return
    write_table([_row(one, title or "") for one, title in pairs], _COLUMNS, sys.stdout)
    n_flagged = sum(one.is_flagged for one in beside)
    click.echo(
        f"\n{len(beside):,} figure{'' if len(beside) == 1 else 's'} of trade, "
        f"{n_flagged:,} to look at twice"
    )
    click.echo(f"Source: {held.name}, {held.year}: {held.provenance}.")


def _none_words(whom: Sequence[str], n_others: int) -> str:
    """Return why nothing is shown: none of those asked for, or none at all."""
    if not whom or not n_others:
        return "no figure of trade on this desk"
    others = "1 is of others" if n_others == 1 else f"{n_others:,} are of others"
    return (
        f"no figure of trade of {' or '.join(whom)} on this desk; {others}: "
        "leave --about out to see them"
    )


def _row(one: Beside, title: str) -> dict[str, Any]:
    from legation.briefing.amounts import figure_amount
    from legation.leverage.mending import money

    agreement = one.agreement
    has, flags = "", one.reason or ""
    if agreement is not None:
        has = f"{money(agreement.total_usd or 0.0)} in {agreement.year}"
        if agreement.goods_usd is not None and agreement.goods_usd != agreement.total_usd:
            has += f", goods and services; goods alone {money(agreement.goods_usd)}"
        flags = "; ".join(agreement.flags)
    return {
        "reported": figure_amount(one.figure),
        "parties": " and ".join(actor.name for actor in one.parties),
        "period": one.figure.period,
        "table": has,
        "verdict": "not compared" if agreement is None else agreement.verdict,
        "flags": flags,
        "title": title,
    }
