"""`legation question weigh`: say how a question stands, and on what.

In: a question file, the desk. Out: tables, JSON, a picture; a judgement kept on the desk.
Not here: the weighing (`assess.questions.judging`), laying it out (`app.questionviews`).
"""

from __future__ import annotations

import json
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from legation.app.options import Session, as_of_option
from legation.app.tables import write_csv, write_table

if TYPE_CHECKING:
    from typing import IO

    from legation.assess.questions.evidence import Gathered
    from legation.assess.questions.judging import Judged


@click.command(name="weigh")
@click.argument("file", type=click.Path(path_type=Path))
@as_of_option
@click.option(
    "--actor",
    metavar="WHO",
    help="Ask the same of another actor: where the signs are about the question's own, little "
    "should move.",
)
@click.option(
    "--ach",
    is_flag=True,
    help="The ACH matrix too, and how well each sign tells apart; no scores are probabilities.",
)
@click.option("--keep", is_flag=True, help="Keep the judgement on the desk, for the score later.")
@click.option(
    "--chart",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Draw it by day to this file, .svg, .png or .json (Vega-Lite).",
)
@click.option(
    "--csv", "csv_file", type=click.File("w"), help="Write days and hypotheses to this file."
)
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
@click.pass_obj
def weigh(  # noqa: PLR0913  (an option each)
    session: Session,
    /,
    file: Path,
    as_of: date | None,
    actor: str | None,
    chart: Path | None,
    csv_file: IO[str] | None,
    *,
    ach: bool,
    keep: bool,
    as_json: bool,
) -> None:
    """Weigh the question in FILE on what the desk holds.

    Every probability stands beside its band; how likely and how sure are two things.
    """
    from legation.app.drawing import check_picture_name, save_picture
    from legation.app.questions import gather_evidence, last_day, load_question
    from legation.app.questionviews import day_rows, judged_record
    from legation.assess.questions.judging import judge

    if chart is not None:
        check_picture_name(chart)
    if keep and actor is not None:
        msg = "--keep goes with the question's own actor, not with --actor"
        raise click.UsageError(msg)
    inquiry = load_question(file, actor)
    with session.open_desk() as desk:
        day = last_day(desk, inquiry, as_of)
        gathered = gather_evidence(desk, inquiry, day)
        judged = judge(inquiry, gathered.evidence, day)
        if keep:
            desk.save_concluded(inquiry.record(), judged.record())
    told = judged_record(judged, gathered)
    if as_json:
        json.dump(told, sys.stdout, ensure_ascii=False, indent=1, allow_nan=False)
        click.echo()
    else:
        _print(judged, gathered, ach=ach, instead=actor)
    if csv_file is not None:
        write_csv(day_rows(judged), csv_file)
    if chart is not None:
        from legation.briefing.questionchart import question_over_time

        save_picture(question_over_time(told), chart, inquiry.name)
        click.echo(f"{chart}: drawn", err=True)
    if keep:
        click.echo(f"kept: the judgement of {judged.as_of}", err=True)


def _print(judged: Judged, gathered: Gathered, *, ach: bool, instead: str | None) -> None:
    from legation.app import questionviews as views

    click.echo(views.heading_words(judged))
    if instead is not None:
        click.echo(views.another_words(judged))
    write_table(views.hypothesis_rows(judged), views.HYPOTHESIS_COLUMNS, sys.stdout)
    click.echo(
        f"\nConfidence in this judgement: {judged.confidence.level} "
        f"({'; '.join(judged.confidence.reasons)})."
    )
    sentences = (views.carrying_words, views.overturning_words, views.leaning_words)
    for sentence in (words(judged) for words in sentences):
        click.echo(f"{sentence[0].upper()}{sentence[1:]}.")
    for sentence in views.unseen_rows(judged):
        click.echo(f"{sentence}.")
    click.echo()
    if judged.evidence:
        write_table(views.evidence_rows(judged), views.EVIDENCE_COLUMNS, sys.stdout)
    else:
        click.echo("nothing on the desk shows any of its signs by that day")
    if ach and judged.evidence:
        rows, columns = views.matrix_rows(judged)
        click.echo()
        write_table(rows, columns, sys.stdout)
        click.echo()
        write_table(views.indicator_rows(judged), views.INDICATOR_COLUMNS, sys.stdout)
    for rule in gathered.unused_overrules:
        click.echo(f"overrule of {rule.evidence}: there is no such evidence", err=True)
    if gathered.n_undated:
        click.echo(f"not used: {gathered.n_undated:,} documents without a date", err=True)
