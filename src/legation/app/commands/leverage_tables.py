"""`legation leverage tables`: list the trade tables at hand.

In: paths of a user's own files. Out: what each table has, its source, what was mended.
Not here: reading files (`leverage.readers`).
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from legation.app.tables import Column, write_table

if TYPE_CHECKING:
    from legation.leverage.readers import Reading

_COLUMNS = (Column("table", "what"), Column("", "words", wide=True))


@click.command(name="tables")
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="One JSON array.")
def tables(paths: tuple[Path, ...], *, as_json: bool) -> None:
    """List the trade tables that come with the program, and your own at PATHS.

    Of each: year, regions, sectors, whether it has input-output, what is approximate, the source,
    and what was mended when it was read.
    """
    from legation.leverage.library import load_trade_table

    readings = [load_trade_table(), *(load_trade_table(path) for path in paths)]
    if as_json:
        found = [_record(one) for one in readings]
        json.dump(found, sys.stdout, ensure_ascii=False, indent=1, allow_nan=False)
        click.echo()
        return
    for number, one in enumerate(readings):
        if number:
            click.echo()
        write_table(_rows(one), _COLUMNS, sys.stdout)


def _record(reading: Reading) -> dict[str, Any]:
    from legation.app.exposures import coverage

    table = reading.table
    return {
        "name": table.name,
        "year": table.year,
        "regions": list(table.regions),
        "sectors": list(table.sectors),
        "covers": coverage(table),
        "input_output": table.input_shares is not None,
        "tariffs": table.tariffs is not None,
        "world_sales_usd": float(table.flows_usd.sum()),
        "holds": {region: list(states) for region, states in table.holds.items()},
        "approximate": table.approximate,
        "provenance": table.provenance,
        "mended": [
            {
                "kind": finding.kind,
                "where": finding.where,
                "count": finding.count,
                "size_usd": finding.size_usd,
                "mended": finding.mended,
                "words": finding.words,
            }
            for finding in reading.findings
        ],
    }


def _rows(reading: Reading) -> list[dict[str, str]]:
    from legation.app.exposures import coverage
    from legation.leverage.mending import money

    table = reading.table
    has = "yes" if table.input_shares is not None else "no: nothing through supply chains"
    lines = [
        ("name", f"{table.name}, year {table.year}"),
        ("covers", f"{coverage(table)}; world sales {money(float(table.flows_usd.sum()))}"),
        ("regions", f"{len(table.regions)}: {' '.join(table.regions)}"),
        ("sectors", f"{len(table.sectors)}: {', '.join(table.sectors)}"),
        ("input-output", has),
        ("tariffs", "yes" if table.tariffs is not None else "none known, taken as zero"),
        *((region, _parts(region, states)) for region, states in table.holds.items()),
        ("approximate", table.approximate or "nothing: as its source has it"),
        ("source", table.provenance),
        *(("mended" if found.mended else "noted", found.words) for found in reading.findings),
    ]
    return [{"what": what, "words": words} for what, words in lines]


def _parts(region: str, states: tuple[str, ...]) -> str:
    more = ", and all that the table does not name" if region.upper() == "ROW" else ""
    return f"is {' '.join(states)}{more}"
