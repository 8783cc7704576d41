"""`legation leverage coalition`: what each sender brings, bears, and who suffices.

In: a scenario file. Out: tables, JSON, a picture.
Not here: the games (`leverage`), laying them out (`app.coalitionviews`).
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from legation.app.options import Words
from legation.app.progress import counted
from legation.app.tables import write_table

if TYPE_CHECKING:
    from legation.leverage.pressure import Pressure
    from legation.leverage.results import Results


@click.command(name="coalition")
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--members",
    type=Words(),
    default=(),
    metavar="WHO[,WHO…]",
    help="These instead of the file's senders; at most 12.",
)
@click.option(
    "--reach",
    type=click.FloatRange(0, 100, min_open=True),
    default=80.0,
    show_default=True,
    help="Per cent of the loss all inflict together that a coalition is to reach.",
)
@click.option(
    "--workers",
    type=click.IntRange(min=0),
    default=0,
    help="Processes; 0: one a core, or none where there is little to solve.",
)
@click.option(
    "--chart",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Draw it to this file, .svg, .png or .json (Vega-Lite): the target's loss against the "
    "senders' own cost.",
)
@click.option("--json", "as_json", is_flag=True, help="One JSON object, with every coalition.")
def coalition(
    file: Path,
    members: tuple[str, ...],
    reach: float,
    workers: int,
    chart: Path | None,
    *,
    as_json: bool,
) -> None:
    """Let every coalition of the senders in FILE act, and tell what each member is worth.

    The Shapley value of each, what acting costs it, who gains by staying out, the smallest
    coalition that reaches --reach, what others gain; and when helping the target stops paying.
    """
    from legation.app.coalitionviews import pressure_record
    from legation.app.drawing import check_picture_name, save_picture
    from legation.app.scenarioviews import failure_line
    from legation.leverage.coalitions import check_members, games_of, iter_solved
    from legation.leverage.members import with_members
    from legation.leverage.pressure import Pressure
    from legation.leverage.results import gather
    from legation.leverage.scenario import cells_of, iter_runs
    from legation.leverage.scenariofile import load_plan

    if chart is not None:
        check_picture_name(chart)
    plan = load_plan(file)
    if members:
        plan = with_members(plan, members)
    names = check_members(plan)
    cells, failures = cells_of(plan)
    ran = list(counted(iter_runs(cells), f"of {len(cells)} runs"))
    results = gather(plan, failures, ran)
    what = f"of {len(cells) * 2 ** len(names):,} coalitions"
    games, failed = games_of(cells, list(counted(iter_solved(cells, workers), what)))
    pressure = Pressure(plan, games, (*failures, *failed))
    for failure in pressure.failures:
        click.echo(failure_line(failure), err=True)
    reached = pressure.reach(reach / 100)
    record = pressure_record(pressure, results, reached)
    if as_json:
        json.dump(record, sys.stdout, ensure_ascii=False, indent=1, allow_nan=False)
        click.echo()
    else:
        _tell(pressure, results, reach)
    if chart is not None:
        from legation.briefing.leveragecharts import frontier

        save_picture(frontier(record), chart, "coalition")
        click.echo(f"{chart}: drawn", err=True)


def _tell(pressure: Pressure, results: Results, reach: float) -> None:
    from legation.app import coalitionviews as views
    from legation.app.scenariocautions import better_off, undone_whole
    from legation.app.scenarioviews import (
        cushion_columns,
        cushion_key,
        cushion_rows,
        cushion_words,
        n_runs_words,
        party_name,
    )
    from legation.app.scenariowords import run_columns, what_was_run

    write_table(what_was_run(results), run_columns(results), sys.stdout)
    click.echo()
    target = ", ".join(party_name(results, word) for word in pressure.plan.target.words)
    click.echo(
        f"{pressure.plan.title}: what each member adds to the loss of {target}, in percentage "
        f"points of its real income; lowest to highest of {n_runs_words(len(pressure.games))}, "
        "and middle."
    )
    click.echo()
    write_table(views.member_rows(pressure, results), views.MEMBER_COLUMNS, sys.stdout)
    click.echo(views.free_riders(pressure, results))
    for sentence in (*views.together_words(pressure), *better_off(results)):
        click.echo(sentence)
    click.echo()
    click.echo(f"Who reaches {reach:g} % of what all together reach, in every run")
    reached = pressure.reach(reach / 100)
    write_table(views.reach_rows(pressure, results, reached), views.REACH_COLUMNS, sys.stdout)
    if sentence := views.by_run_words(pressure, results, reached):
        click.echo(sentence)
    click.echo()
    click.echo("What all others gain when all members act")
    write_table(views.outsider_rows(pressure, results), views.OUTSIDER_COLUMNS, sys.stdout)
    if pressure.plan.cushions:
        click.echo()
        click.echo("What helping comes to")
        write_table(cushion_rows(results), cushion_columns(results), sys.stdout)
        click.echo(cushion_key(results))
        for sentence in (*cushion_words(results), *undone_whole(results)):
            click.echo(sentence)
    click.echo()
    click.echo("Computed from")
    for line in views.computed_from(pressure, results):
        click.echo(line)
