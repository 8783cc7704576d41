"""`legation evaluate linking`: measure who mentions are linked to.

In: a corpus such as `corpora/linking`. Out: accuracy by kind.
Not here: the scorer (`evaluate.linkscores`), what lays it out (`app.linkscoring`).
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import click

from legation.app.options import Session
from legation.app.tables import write_table


@click.command(name="linking")
@click.argument("folder", type=click.Path(path_type=Path, exists=True, file_okay=False))
@click.option("--part", type=click.Choice(("dev", "test")), default="test", show_default=True)
@click.option("--wrong", is_flag=True, help="With --part dev: list what was linked wrongly.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
@click.pass_obj
def linking(session: Session, folder: Path, part: str, *, wrong: bool, as_json: bool) -> None:
    """Score on FOLDER, such as corpora/linking, whom mentions are said to mean."""
    from legation.app.linkscoring import link_table, score_link_part

    told = score_link_part(folder, part, session.settings.pipeline)
    lines = told.pop("wrong")
    if wrong and part != "test":
        for line in lines:
            click.echo(line, err=True)
    if as_json:
        json.dump(told, sys.stdout, ensure_ascii=False, indent=1)
        click.echo()
    else:
        write_table(*link_table(told), sys.stdout)
