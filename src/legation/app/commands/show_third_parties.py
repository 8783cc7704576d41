"""`legation show third-parties`: what governments outside a conflict said, did and joined.

In: an open desk and the parties of the conflict. Out: tables, JSON, JSON lines or CSV.
Not here: the looking (`assess.thirdparties`), laying it out (`app.thirdparties`).
"""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import click

from legation.app.options import Session
from legation.app.tables import Column, Row, write_csv, write_jsonl, write_table
from legation.app.who import find_actors


def show_third_parties(
    session: Session, as_of: date | None, form: str | None, asked: Mapping[str, Any]
) -> None:
    """Write what is asked for; with --actor only those governments, and all their weeks."""
    from legation.app import thirdparties as third
    from legation.app.views import load_view

    with session.open_desk() as desk:
        view = load_view(desk, as_of)
    told = third.look(view, asked["about"], as_of)
    actors = find_actors(asked["actor"], view.actors)
    outsiders = third.only(told, actors)
    if form == "json":
        click.echo(json.dumps(third.record(told, outsiders), ensure_ascii=False, indent=1))
    elif form == "jsonl":
        write_jsonl(third.record(told, outsiders)["governments"], sys.stdout)
    elif form == "csv":
        write_csv(third.csv_rows(outsiders), sys.stdout, third.CSV_FIELDS)
    else:
        click.echo(third.opening(told))
        acting = [one for one in outsiders if one.standing != "named"]
        if actors:
            _section("By week", third.week_rows(outsiders), third.WEEK_COLUMNS)
        else:
            _section("Governments", third.government_rows(acting), third.GOVERNMENT_COLUMNS)
        _section("Who joined what", third.member_rows(told, outsiders), third.MEMBER_COLUMNS)
        if not actors:
            _section("Parallels drawn", third.parallel_rows(told), third.PARALLEL_COLUMNS)
        _section(
            "Named, and nothing told of what they did",
            third.named_rows(outsiders),
            (Column("government", "name"), Column("first words", "words", wide=True)),
        )


def _section(title: str, rows: Sequence[Row], columns: tuple[Column, ...]) -> None:
    click.echo()
    click.echo(f"{title}:" if rows else f"{title}: none")
    if rows:
        write_table(rows, columns, sys.stdout)
