"""`legation question score`: score forecasts of resolved questions.

In: a file of forecasts. Out: scores, the parts of the Brier score, the calibration curve.
Not here: the scores (`assess.scoring`), laying them out (`app.forecastscoring`).
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import click

from legation.app.tables import write_table

# As `read` has it: done, but something was set aside.
SET_ASIDE = 3


@click.command(name="score")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False, exists=True))
@click.option(
    "--field",
    default="crowd_probability",
    show_default=True,
    help="The field that holds the probability.",
)
@click.option(
    "--against",
    type=click.Path(path_type=Path, dir_okay=False, exists=True),
    help="Another forecaster's file with the same ids: compare the two.",
)
@click.option(
    "--chart",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Draw the calibration curve to this file, .svg, .png or .json (Vega-Lite).",
)
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
@click.pass_context
def score(
    context: click.Context,
    /,
    file: Path,
    field: str,
    against: Path | None,
    chart: Path | None,
    *,
    as_json: bool,
) -> None:
    """Score the forecasts in FILE: JSON lines or CSV with id, crowd_probability, resolved_to.

    `resolved_to` is 1 or 0; where it is empty the question is open, where it lies between, it was
    resolved in part: neither is scored, both are counted.
    """
    from legation.app import forecastscoring as scoring
    from legation.app.drawing import check_picture_name
    from legation.evaluate.forecastfile import load_forecasts

    if chart is not None:
        check_picture_name(chart)
    read = load_forecasts(file, field)
    bad = list(read.bad)
    for line in bad:
        click.echo(line, err=True)
    told = scoring.score_forecasts(read, str(file))
    if against is not None:
        other = load_forecasts(against, field)
        for line in other.bad:
            click.echo(line, err=True)
        bad += other.bad
        told["against"] = scoring.compare_forecasts(read, other, (str(file), str(against)))
    if as_json:
        json.dump(told, sys.stdout, ensure_ascii=False, indent=1, allow_nan=False)
        click.echo()
    else:
        write_table(scoring.score_rows(told), scoring.SCORE_COLUMNS, sys.stdout)
        click.echo()
        write_table(scoring.curve_rows(told), scoring.CURVE_COLUMNS, sys.stdout)
    if read.n_unresolved or read.fractional:
        click.echo(
            f"not scored: {read.n_unresolved:,} unresolved, "
            f"{len(read.fractional):,} resolved in part",
            err=True,
        )
    if chart is not None:
        scoring.draw_curve(told, file.stem, chart)
        click.echo(f"{chart}: drawn", err=True)
    if bad:
        click.echo(f"lines: {len(bad):,} set aside", err=True)
        context.exit(SET_ASIDE)
