"""`legation show position`: where one government stands toward another, and by which signals.

In: an open desk and what is asked for. Out: a table, JSON, JSON lines, CSV or a picture.
Not here: finding and following (`app.positions`).
"""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from datetime import date
from typing import Any

import click

from legation.app.options import Session
from legation.app.tables import write_csv, write_jsonl


def show_position(
    session: Session,
    as_of: date | None,
    limit: int | None,
    form: str | None,
    asked: Mapping[str, Any],
) -> None:
    """Write the position that is asked for, and draw it where a picture is."""
    from legation.app import positions
    from legation.app.views import load_view

    if asked["picture"] is not None:
        positions.check_chart_name(asked["picture"])
    with session.open_desk() as desk:
        view = load_view(desk, as_of)
    sides = positions.asked_sides(asked["actor"], asked["about"], asked["about_words"], view.actors)
    told = positions.find_position(view, sides, asked["since"], asked["until"])
    if form == "json":
        click.echo(json.dumps(positions.told_record(told), ensure_ascii=False, indent=1))
    elif form == "jsonl":
        write_jsonl(told.lines(), sys.stdout)
    elif form == "csv":
        write_csv(positions.day_rows(told), sys.stdout, positions.DAY_FIELDS)
    else:
        most = session.settings.limit if limit is None else limit
        n_left_out = positions.write_position(told, most, sys.stdout)
        if n_left_out:
            click.echo(f"… and {n_left_out:,} earlier signals; --limit 0 shows all", err=True)
    if asked["picture"] is not None:
        positions.draw(told, asked["picture"])
