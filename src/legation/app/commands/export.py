"""`legation export`: everything on the desk in the contract that other programs read.

In: an open desk. Out: JSON lines, `kind` first, then `id`.
Not here: the fields of each kind (`records.contract`).
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from legation.app.options import Session, Words, as_of_option
from legation.app.tables import write_csv, write_jsonl
from legation.records import KINDS

if TYPE_CHECKING:
    from legation.app.views import View


@click.command(name="export")
@click.option(
    "--format",
    "form",
    type=click.Choice(["jsonl", "plover"]),
    default="jsonl",
    show_default=True,
    help="jsonl: all records; plover: a CSV of incidents with POLECAT's columns and CAMEO's code.",
)
@click.option(
    "--kind",
    "kinds",
    type=Words(),
    multiple=True,
    metavar="KIND[,KIND…]",
    help="Only these kinds of record; may be given again.  [default: all]",
)
@click.option("--with-text", is_flag=True, help="Give each document its whole text.")
@as_of_option
@click.option(
    "-o", "--output", type=click.Path(path_type=Path, dir_okay=False), help="Write to this file."
)
@click.pass_obj
def command(
    session: Session,
    form: str,
    kinds: tuple[tuple[str, ...], ...],
    with_text: bool,
    as_of: date | None,
    output: Path | None,
) -> None:
    """Write all records for other programs, or all incidents for pipelines of event data."""
    from legation.app.rows import iter_lines
    from legation.app.views import load_view

    chosen = [kind for group in kinds for kind in group] or list(KINDS)
    for kind in chosen:
        if kind not in KINDS:
            msg = f"there is no kind {kind!r}; there are {', '.join(KINDS)}"
            raise click.BadParameter(msg, param_hint="--kind")
    with session.open_desk() as desk:
        if form == "plover":
            _write_plover(load_view(desk, as_of), output)
            return
        lines = iter_lines(load_view(desk, as_of), desk, chosen, with_text=with_text)
        with click.open_file(str(output or "-"), "w", encoding="utf-8") as stream:
            write_jsonl(lines, stream)


def _write_plover(view: View, output: Path | None) -> None:
    from legation.app.plover import COLUMNS, iter_plover_rows

    with click.open_file(str(output or "-"), "w", encoding="utf-8") as stream:
        write_csv(iter_plover_rows(view), stream, COLUMNS)
