"""`legation export`: everything on the desk in the contract that other programs read.

In: an open desk. Out: JSON lines, `kind` first, then `id`.
Not here: the fields of each kind (`records.contract`).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

import click

from legation.app.options import Session, Words, as_of_option
from legation.app.tables import write_csv, write_jsonl
from legation.records import KINDS

if TYPE_CHECKING:
    from legation.app.rows import Line
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
@click.option(
    "--position",
    type=Words(),
    default=(),
    metavar="WHO,WHO",
    help="Add the signals and positions of the first toward the second, which are never stored.",
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
    position: tuple[str, ...],
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
        view = load_view(desk, as_of)
        lines = iter_lines(view, desk, chosen, with_text=with_text)
        if position:
            lines = chain(lines, _position_lines(view, position, chosen))
        with click.open_file(str(output or "-"), "w", encoding="utf-8") as stream:
            write_jsonl(lines, stream)


def _position_lines(view: View, between: tuple[str, ...], kinds: list[str]) -> Iterator[Line]:
    """Yield signals and positions of one toward another; they are weighed, never stored."""
    from legation.app.positions import asked_sides, find_position

    if len(between) != 2:
        msg = "write two parties, the first toward the second: CHN,RUS"
        raise click.BadParameter(msg, param_hint="--position")
    told = find_position(view, asked_sides(between[:1], between[1:], (), view.actors))
    yield from (line for line in told.lines() if line["kind"] in kinds)


def _write_plover(view: View, output: Path | None) -> None:
    from legation.app.plover import COLUMNS, iter_plover_rows

    with click.open_file(str(output or "-"), "w", encoding="utf-8") as stream:
        write_csv(iter_plover_rows(view), stream, COLUMNS)
