"""`legation export`: everything on the desk in the contract that other programs read.

In: an open desk. Out: JSON lines, `kind` first, then `id`.
Not here: the fields of each kind (`records.contract`).
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from legation.app.options import Session, Words, as_of_option
from legation.app.tables import write_jsonl
from legation.records import KINDS


@click.command(name="export")
@click.option(
    "--format",
    "form",
    type=click.Choice(["jsonl"]),
    default="jsonl",
    show_default=True,
    help="The form of the export.",
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
    form: str,  # noqa: ARG001  (there is one so far)
    kinds: tuple[tuple[str, ...], ...],
    with_text: bool,
    as_of: date | None,
    output: Path | None,
) -> None:
    """Write all records, one JSON object a line, for other programs."""
    from legation.app.rows import iter_lines
    from legation.app.views import load_view

    chosen = [kind for group in kinds for kind in group] or list(KINDS)
    for kind in chosen:
        if kind not in KINDS:
            msg = f"there is no kind {kind!r}; there are {', '.join(KINDS)}"
            raise click.BadParameter(msg, param_hint="--kind")
    with session.open_desk() as desk:
        lines = iter_lines(load_view(desk, as_of), desk, chosen, with_text=with_text)
        with click.open_file(str(output or "-"), "w", encoding="utf-8") as stream:
            write_jsonl(lines, stream)
