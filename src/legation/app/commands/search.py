"""`legation search`: find documents by their words.

In: words. Out: the documents that hold them, best first, with the passage.
Not here: search over records (`show --text`).
"""

from __future__ import annotations

import sys
from dataclasses import asdict
from datetime import date

import click

from legation.app.options import Session, as_of_option
from legation.app.tables import ID_WIDTH, Column, write_json, write_table

COLUMNS = (
    Column("published", "published_on"),
    Column("title", "title", wide=True),
    Column("passage", "snippet", wide=True),
    Column("id", "document", room=ID_WIDTH),
)


@click.command(name="search")
@click.argument("words", nargs=-1, required=True)
@as_of_option
@click.option(
    "--limit",
    type=click.IntRange(min=1),
    default=20,
    show_default=True,
    help="At most so many documents.",
)
@click.option("--json", "as_json", is_flag=True, help="One JSON array.")
@click.pass_obj
def command(
    session: Session, words: tuple[str, ...], as_of: date | None, limit: int, as_json: bool
) -> None:
    """Find documents that hold all of WORDS; put a phrase in "quotes"."""
    with session.open_desk() as desk:
        rows = [asdict(hit) for hit in desk.search(" ".join(words), as_of=as_of, limit=limit)]
    if as_json:
        write_json(rows, sys.stdout)
    elif rows:
        write_table(rows, COLUMNS, sys.stdout)
    else:
        click.echo("no document holds these words", err=True)
