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
@click.option(
    "--releases",
    multiple=True,
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="Score the judged mentions of these releases in place of our own passages.",
)
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
@click.pass_obj
def linking(
    session: Session,
    /,
    folder: Path,
    part: str,
    releases: tuple[Path, ...],
    *,
    wrong: bool,
    as_json: bool,
) -> None:
    """Score on FOLDER, such as corpora/linking, whom mentions are said to mean."""
    from legation.app.linkscoring import judged_table, link_table, score_judged, score_link_part

    pipeline = session.settings.pipeline
    if releases:
        told, lay_out = score_judged(folder, releases, pipeline), judged_table
        for identity in told["missing"]:
            click.echo(f"{identity}: not among these releases", err=True)
    else:
        told, lay_out = score_link_part(folder, part, pipeline), link_table
    lines = told.pop("wrong")
    if wrong and (releases or part != "test"):
        for line in lines:
            click.echo(line, err=True)
    if as_json:
        json.dump(told, sys.stdout, ensure_ascii=False, indent=1)
        click.echo()
    else:
        write_table(*lay_out(told), sys.stdout)
