"""`legation evaluate`: measure this program against what people marked.

In: a file of gold in the contract of the export. Out: precision, recall and F1.
Not here: the scorer (`evaluate.gold`).
"""

from __future__ import annotations

from pathlib import Path

import click

from legation.app.options import Session


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
