"""`legation leverage scenario`: what a sanctions package does to every party.

In: a scenario file. Out: tables, JSON, a CSV file, a picture; estimates kept on the desk.
Not here: the models (`leverage`), laying results out (`app.scenarioviews`).
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from legation.app.options import Session
from legation.app.progress import counted
from legation.app.tables import write_csv, write_table

if TYPE_CHECKING:
    from legation.leverage.results import Results

# As many partners or sectors as a reader takes in; --json has all.
_MOST_ROWS = 10


@click.command(name="scenario")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--keep", is_flag=True, help="Keep the estimates on the desk, for the brief.")
@click.option(
    "--chart",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Draw it to this file, .svg, .png or .json (Vega-Lite): what every party loses, as a "
    "band, and what moves it.",
)
@click.option(
    "--csv",
    "csv_file",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Write a row a region, stage and quantity to this file.",
)
@click.option("--json", "as_json", is_flag=True, help="One JSON object, with everything.")
@click.pass_obj
def scenario(
    session: Session,
    file: Path,
    chart: Path | None,
    csv_file: Path | None,
    *,
    keep: bool,
    as_json: bool,
) -> None:
    """Run the scenario in FILE over its tables, models and elasticities.

    Every number is a band over the runs, with the assumption that moves it most. Real income is
    exact: what a region can buy after, against before.
    """
    from legation.app.drawing import check_picture_name, save_picture
    from legation.app.scenariorecords import CSV_FIELDS, csv_rows, result_record
    from legation.app.scenarioviews import failure_line
    from legation.leverage.estimating import estimates
    from legation.leverage.results import gather
    from legation.leverage.scenario import cells_of, iter_runs
    from legation.leverage.scenariofile import load_plan

    if chart is not None:
        check_picture_name(chart)
    plan = load_plan(file)
    if keep:
        # A desk that is not there is told before anything is computed.
        session.open_desk().close()
    cells, failures = cells_of(plan)
    found = list(counted(iter_runs(cells), f"of {len(cells)} runs"))
    results = gather(plan, failures, found)
    for failure in results.failures:
        click.echo(failure_line(failure), err=True)
    if as_json:
        json.dump(result_record(results), sys.stdout, ensure_ascii=False, indent=1, allow_nan=False)
        click.echo()
    else:
        _tell(results)
    if csv_file is not None:
        with csv_file.open("w", encoding="utf-8", newline="") as stream:
            write_csv(csv_rows(results), stream, CSV_FIELDS)
        click.echo(f"{csv_file}: written", err=True)
    if chart is not None:
        from legation.briefing.leveragecharts import losses

        save_picture(losses(result_record(results)), chart, "scenario")
        click.echo(f"{chart}: drawn", err=True)
    if keep:
        kept = estimates(results)
        with session.open_desk() as desk:
            desk.save_concluded(*kept)
        click.echo(f"kept: {len(kept)} estimates", err=True)


def _tell(results: Results) -> None:
    from legation.app import scenarioviews as views
    from legation.app.scenariocautions import better_off, undone_whole
    from legation.app.scenariowords import run_columns, what_was_run
    from legation.leverage.scenarioplan import STAGE_WORDS

    plan = results.plan
    write_table(what_was_run(results), run_columns(results), sys.stdout)
    click.echo()
    click.echo(
        f"{plan.title}: lowest to highest of {views.n_runs_words(len(results.runs))} (tables x "
        "models x elasticities), and their middle. Real income is what a region can buy, against "
        "before."
    )
    click.echo()
    write_table(views.party_rows(results), views.PARTY_COLUMNS, sys.stdout)
    click.echo(views.PARTY_KEY)
    for sentence in better_off(results):
        click.echo(sentence)
    last = plan.stages[-1]
    _part(f"All other regions, and the parts of parties of several, {STAGE_WORDS[last]}")
    write_table(views.other_rows(results, last), views.OTHER_COLUMNS, sys.stdout)
    for who in plan.target.words:
        _tell_target(results, who)
    if plan.cushions:
        _part("What helping comes to")
        write_table(views.cushion_rows(results), views.cushion_columns(results), sys.stdout)
        click.echo(views.cushion_key(results))
        for sentence in (*views.cushion_words(results), *undone_whole(results)):
            click.echo(sentence)
    if rows := views.first_order_rows(results):
        _part("Caliendo and Parro's first-order decomposition (not real income), % of income")
        write_table(rows, views.FIRST_ORDER_COLUMNS, sys.stdout)
    if rows := views.published_rows(results):
        _part("Beside published figures")
        write_table(rows, views.PUBLISHED_COLUMNS, sys.stdout)
        if views.left_to_coalition(results):
            click.echo("What acting together adds: `legation leverage coalition` of the same file.")
    _part("Computed from")
    for line in views.source_lines(results):
        click.echo(line)


def _tell_target(results: Results, who: str) -> None:
    """Tell where the trade of a target goes, what its buyers pay, and each run by itself."""
    from legation.app import scenarioviews as views
    from legation.app.scenariocautions import beyond_diversion
    from legation.leverage.scenarioplan import STAGE_WORDS, Stage

    stages = results.plan.stages
    name, last = views.party_name(results, who), stages[-1]
    _part(f"Where the trade of {name} goes, {STAGE_WORDS[last]} (largest moves)")
    rows = views.diversion_rows(results, who, last, _MOST_ROWS, by_sector=False)
    write_table(rows, views.TRADE_COLUMNS, sys.stdout)
    for sentence in beyond_diversion(results, who, last):
        click.echo(sentence)
    _part(f"The same by sector, {STAGE_WORDS[last]}")
    rows = views.diversion_rows(results, who, last, _MOST_ROWS, by_sector=True)
    write_table(rows, views.SECTOR_COLUMNS, sys.stdout)
    _part(f"What buyers in {name} pay, against their wages, {STAGE_WORDS[last]} (largest rises)")
    rows = views.price_rows(results, who, last)[:_MOST_ROWS]
    write_table(rows, views.PRICE_COLUMNS, sys.stdout)
    _part(f"Run by run: real income of {name}, %")
    absent = set(Stage) - set(stages)
    columns = [column for column in views.RUN_COLUMNS if column.field not in absent]
    write_table(views.run_rows(results, who), columns, sys.stdout)


def _part(heading: str) -> None:
    click.echo()
    click.echo(heading)
