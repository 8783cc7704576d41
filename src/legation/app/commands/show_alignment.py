"""`legation show alignment`: how two states voted in the General Assembly.

In: the settings and the options of `show`. Out: a table, JSON, JSON lines or CSV; a picture.
Not here: what the rows hold (`app.alignment`).
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from datetime import date
from typing import Any

import click

from legation.app.alignment import alignment
from legation.app.alignmentwords import EMPTY
from legation.app.options import Session
from legation.app.tables import write_csv, write_json, write_jsonl, write_table


def show_alignment(
    session: Session, as_of: date | None, form: str | None, asked: Mapping[str, Any]
) -> None:
    """Print how two states voted; no desk is opened."""
    answer = alignment(session.settings.votes, asked, as_of)
    told = answer.laid
    if answer.reason is not None:
        click.echo(EMPTY.format(reason=answer.reason), err=True)
    match form:
        case "json":
            write_json(told.records, sys.stdout)
        case "jsonl":
            write_jsonl(told.records, sys.stdout)
        case "csv":
            write_csv(told.records, sys.stdout)
        case _:
            if told.rows:
                write_table(told.rows, told.columns, sys.stdout)
                click.echo()
                click.echo(answer.legend)
            click.echo(answer.source)
