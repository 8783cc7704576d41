"""`legation evaluate events`: measure the coder of events.

In: a corpus of events, or PLV's sentences. Out: a tally, scores, or agreement.
Not here: the scorers (`evaluate`), what lays them out (`app.eventscoring`).
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import click

from legation.app.options import Session
from legation.app.tables import write_table


@click.command(name="events")
@click.argument("path", type=click.Path(path_type=Path, exists=True))
@click.option(
    "--format",
    "form",
    type=click.Choice(("corpus", "plv")),
    help="The form of PATH.  [default: corpus for a folder, plv for a file]",
)
@click.option(
    "--releases",
    type=click.Path(path_type=Path, dir_okay=False, exists=True),
    multiple=True,
    help="Releases that the corpus labels: whitehouse.jsonl.gz, kremlin.jsonl.gz.",
)
@click.option(
    "--part",
    type=click.Choice(("train", "dev", "test")),
    help="Score the coding of this part; without it, tell what the corpus holds.",
)
@click.option(
    "--wrong", is_flag=True, help="With --part train or dev: list what was coded wrongly."
)
@click.option("--agreement", is_flag=True, help="Tell how far the second annotator agrees.")
@click.option("--incidents", is_flag=True, help="With --part: score which reports are joined.")
@click.option(
    "--weights",
    type=click.Path(path_type=Path, dir_okay=False, exists=True),
    help="With PLV: code with these weights instead of the shipped ones.",
)
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
@click.pass_obj
def events(  # noqa: PLR0913  (one for each option)
    session: Session,
    *,
    path: Path,
    form: str | None,
    releases: tuple[Path, ...],
    part: str | None,
    wrong: bool,
    agreement: bool,
    incidents: bool,
    weights: Path | None,
    as_json: bool,
) -> None:
    """Check a corpus of events, score the coding of one of its parts, or score it on PLV.

    PATH is a folder such as corpora/events, or a file with PLV's columns: there the coder is
    given the sentence and its two marked actors.
    """
    from legation.app import eventscoring as scoring
    from legation.app.claimscoring import plain_table, tally_table
    from legation.app.commands.evaluate import load_line_reader

    told: dict[str, Any]
    pipeline = session.settings.pipeline
    if (form or ("corpus" if path.is_dir() else "plv")) == "plv":
        told = scoring.score_plv_file(path, pipeline, weights)
        table = scoring.plv_table(told)
    elif agreement:
        told = scoring.tell_event_agreement(path, releases)
        table = plain_table(told)
    elif incidents:
        told = scoring.score_incident_part(path, part or "test", pipeline)
        table = plain_table(told)
    elif part is None:
        told = scoring.tell_event_tally(path, releases)
        table = tally_table(told)
    else:
        passages = scoring.event_passages_of(path, releases, part)
        told = scoring.score_event_part(passages, load_line_reader(pipeline))
        table = scoring.event_score_table(told)
        lines = told.pop("wrong")
        if wrong and part != "test":
            for line in lines:
                click.echo(line, err=True)
    if as_json:
        json.dump(told, sys.stdout, ensure_ascii=False, indent=1)
        click.echo()
    else:
        write_table(*table, sys.stdout)
