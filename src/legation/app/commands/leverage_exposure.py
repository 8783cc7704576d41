"""`legation leverage exposure`: who depends on whom, by direct trade and through supply chains.

In: words for parties, sectors and a table. Out: tables, JSON, a CSV file, a picture.
Not here: the measures (`leverage`), what is laid out (`app.exposures`, `app.exposuretables`).
"""

from __future__ import annotations

import csv
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from legation.app.options import Words
from legation.app.tables import write_table

if TYPE_CHECKING:
    from legation.app.exposures import Exposure
    from legation.briefing.charts import Spec

# As many partners as a page takes in; --limit asks for others.
MOST_PARTNERS = 12


@click.command(name="exposure")
@click.option(
    "--of",
    type=Words(),
    required=True,
    metavar="WHO[,WHO…]",
    help="Whose trade: codes, names or organisations (their members are added up); all.",
)
@click.option(
    "--to",
    type=Words(),
    default=(),
    metavar="WHO[,WHO…]",
    help="Hold each of them against these, both ways side by side.",
)
@click.option(
    "--table",
    default=None,
    metavar="NAME|PATH",
    help="The trade table, by name or by the path of your own.  [default: icio2021]",
)
@click.option(
    "--sector",
    type=Words(),
    default=(),
    metavar="WORDS[,WORDS…]",
    help="Only these sectors together: a name, a code, or a word such as oil, chips, goods.",
)
@click.option(
    "--limit",
    type=click.IntRange(min=0),
    default=MOST_PARTNERS,
    show_default=True,
    help="At most so many partners a table; 0 means all.",
)
@click.option("--json", "as_json", is_flag=True, help="One JSON object, with everything.")
@click.option(
    "--csv",
    "csv_file",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Write a row a party, partner and sector to this file.",
)
@click.option(
    "--chart",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Draw it to this file, .svg, .png or .json (Vega-Lite): bars of the partners of one "
    "party, else a matrix of who depends on whom.",
)
@click.option(
    "--through-chains",
    is_flag=True,
    help="With a matrix: shares of value through supply chains, not of direct imports.",
)
def exposure(
    of: tuple[str, ...],
    to: tuple[str, ...],
    table: str | None,
    sector: tuple[str, ...],
    **asked: Any,  # noqa: ANN401  (where the answer goes, by name)
) -> None:
    """Show on whom the trade of some hangs, and how much.

    Shares of imports and exports by partner, how few partners they are, critical imports, by
    sector; by direct trade and through supply chains. With --to, what two are to each other.
    """
    from legation.app.drawing import check_picture_name
    from legation.app.exposurepictures import picture
    from legation.app.exposures import draw_up, records
    from legation.leverage.library import DEFAULT, load_trade_table

    chart, csv_file = asked["chart"], asked["csv_file"]
    if asked["through_chains"] and chart is None:
        msg = "--through-chains is about the matrix: name its file with --chart"
        raise click.UsageError(msg)
    if chart is not None:
        check_picture_name(chart)
    found = draw_up(load_trade_table(table or DEFAULT), of, to, sector)
    # Before anything is printed: what cannot be drawn is an error, and not the end of a long page.
    spec = None if chart is None else picture(found, through_chains=asked["through_chains"])
    if asked["as_json"]:
        json.dump(records(found), sys.stdout, ensure_ascii=False, indent=1, allow_nan=False)
        click.echo()
    else:
        _tell(found, asked["limit"])
    if csv_file is not None:
        _write_csv(found, csv_file)
    if chart is not None:
        _draw(spec, chart)


def _tell(found: Exposure, limit: int) -> None:
    from legation.app.exposuretables import lay_out, notes, words_became

    if sentence := words_became(found):
        click.echo(sentence)
        click.echo()
    for part in lay_out(found, limit):
        click.echo(part.heading)
        if part.rows:
            write_table(part.rows, part.columns, sys.stdout)
        else:
            click.echo(part.empty)
        if part.n_left_out:
            click.echo(f"… and {part.n_left_out:,} more; --limit 0 shows all")
        click.echo()
    for note in notes(found):
        click.echo(note)


def _write_csv(found: Exposure, path: Path) -> None:
    from legation.app.exposures import CSV_FIELDS, csv_rows

    rows = csv_rows(found)
    with path.open("w", encoding="utf-8", newline="") as stream:
        # As numbers: `write_csv` is for people, and would put commas between thousands.
        writer = csv.DictWriter(stream, CSV_FIELDS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    click.echo(f"{path}: {len(rows):,} rows", err=True)


def _draw(spec: Spec | None, path: Path) -> None:
    from legation.app.drawing import save_picture

    if spec is None:
        click.echo("nothing to draw: no trade with anybody", err=True)
        return
    save_picture(spec, path, "exposure")
    click.echo(f"{path}: drawn", err=True)
