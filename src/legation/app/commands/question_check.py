"""`legation question check`: look over question files.

In: question files or folders. Out: what is wrong in them, by line.
Not here: what is looked for (`assess.questions.questionfile`, `assess.questions.linting`).
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import click

from legation.app.options import Session
from legation.app.tables import Column, write_table

_COLUMNS = (
    Column("file", "file"),
    Column("line", "line", number=True),
    Column("of", "where"),
    Column("look at", "says", wide=True),
)


@click.command(name="check")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="One JSON array.")
@click.pass_obj
def check(session: Session, /, files: tuple[Path, ...], *, as_json: bool) -> None:
    """Look over the questions in FILES (or folders): what cannot be, and what looks wrong.

    Where there is a desk, also tells which patterns fit nothing on it so far.
    """
    from legation.app.questions import count_matches, load_usable, refuse
    from legation.assess.questions.linting import lint

    rows = []
    inquiries, faults = load_usable(files)
    for inquiry in inquiries:
        matched = None
        if session.desk.exists():
            with session.open_desk() as desk:
                matched = count_matches(desk, inquiry)
        rows += [
            {"file": inquiry.path, "line": one.line, "where": one.where, "says": one.says}
            for one in lint(inquiry, matched)
        ]
    if as_json:
        json.dump(rows, sys.stdout, ensure_ascii=False, indent=1)
        click.echo()
        refuse(faults)
        return
    if rows:
        write_table(rows, _COLUMNS, sys.stdout)
    n = len(inquiries)
    told = "nothing to look at" if not rows else f"{len(rows)} to look at"
    click.echo(f"{n} question{'' if n == 1 else 's'}: {told}", err=True)
    refuse(faults)
