"""`legation evaluate`: measure this program against what people marked.

In: a file of gold in the contract of the export. Out: precision, recall and F1.
Not here: the scorer (`evaluate.gold`).
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from legation.app.options import Session
from legation.app.tables import Column, Row, write_table

if TYPE_CHECKING:
    from legation.evaluate.gold import GoldScore, Rates
    from legation.records import Document

COLUMNS = (
    Column("what", "name"),
    Column("gold", "n_gold", number=True),
    Column("found", "n_found", number=True),
    Column("right", "n_right", number=True),
    Column("precision", "precision", number=True),
    Column("recall", "recall", number=True),
    Column("F1", "f1", number=True),
    Column("exact precision", "exact_precision", number=True),
    Column("exact recall", "exact_recall", number=True),
    Column("exact F1", "exact_f1", number=True),
)


@click.group(name="evaluate")
def command() -> None:
    """Measure this program against gold."""


@command.command(name="gold")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False, exists=True))
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
@click.pass_obj
def gold(session: Session, file: Path, as_json: bool) -> None:
    """Score this program against FILE: JSON lines as `export` writes them.

    First the `document` lines, which carry `text`; then gold records. Only the fields that
    gold gives are scored.
    """
    from legation.evaluate.gold import score_gold

    with click.open_file(str(file), encoding="utf-8") as lines:
        score = score_gold(lines, _load_line_reader(session.settings.pipeline), name=str(file))
    if as_json:
        json.dump(score.to_json(), sys.stdout, ensure_ascii=False, indent=1)
        click.echo()
        return
    write_table(_iter_rows(score), COLUMNS, sys.stdout)
    if score.ignored:
        told = ", ".join(f"{name} ({n:,})" for name, n in score.ignored.items())
        click.echo(f"given but not compared: {told}", err=True)


def _load_line_reader(pipeline: str) -> Callable[[Document], list[dict[str, Any]]]:
    """Return what reads one document into all its lines of the export."""
    from legation.app.pipeline import load_reader
    from legation.app.rows import iter_lines
    from legation.app.views import join_readings
    from legation.records import KINDS

    read = load_reader(pipeline)
    return lambda document: list(iter_lines(join_readings([read(document)]), None, KINDS))


def _iter_rows(score: GoldScore) -> Iterator[Row]:
    for row in score.rows():
        yield {
            "name": row.name,
            "n_gold": row.n_gold,
            "n_found": row.n_found,
            "n_right": row.n_right,
            **_rates("", row.overlap),
            **_rates("exact_", row.exact),
        }


def _rates(prefix: str, rates: Rates | None) -> dict[str, str | None]:
    """Return rates as three decimals; None where there was nothing to divide by."""
    names = ("precision", "recall", "f1")
    values = [None if rates is None else getattr(rates, name) for name in names]
    return {
        f"{prefix}{name}": None if value is None else f"{value:.3f}"
        for name, value in zip(names, values, strict=True)
    }
