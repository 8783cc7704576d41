"""Print rows for people and for programs.

In: rows as dicts, in the form of the export. Out: a table, JSON, JSON lines or CSV on a stream.
Not here: which rows (`app.rows`).
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import IO, Any

import click

Row = Mapping[str, Any]

# Wide enough that nothing is cut when a table goes into a file or a pipe.
PIPED_WIDTH = 100_000

# Okabe and Ito's blue, which all common kinds of colour vision see; NO_COLOR turns it off,
# and nothing is told by colour alone.
HEAD_STYLE = "bold #0072b2"


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table for people."""

    title: str
    field: str
    """A key of the row."""
    number: bool = False
    """Numbers stand right, so that their digits line up."""
    wide: bool = False
    """Takes what room is left; the others keep to one line."""


def write_json(rows: Iterable[Row], stream: IO[str]) -> None:
    """Write one JSON array."""
    json.dump(list(rows), stream, ensure_ascii=False, indent=1)
    stream.write("\n")


def write_jsonl(rows: Iterable[Row], stream: IO[str]) -> None:
    """Write one JSON object a line."""
    stream.writelines(json.dumps(row, ensure_ascii=False, allow_nan=False) + "\n" for row in rows)


def write_csv(rows: Iterable[Row], stream: IO[str]) -> None:
    """Write one row a record; actors by their names, places by their words, lists with "; "."""
    writer = None
    for row in rows:
        if writer is None:
            writer = csv.DictWriter(stream, list(row), lineterminator="\n")
            writer.writeheader()
        writer.writerow({field: _plain(value) for field, value in row.items()})


def write_table(rows: Iterable[Row], columns: Sequence[Column], stream: IO[str]) -> None:
    """Write a table that fits the terminal; into a pipe nothing is folded or cut."""
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    people = stream.isatty()
    console = Console(file=stream, width=None if people else PIPED_WIDTH, highlight=False)
    table = Table(box=box.SIMPLE_HEAD if people else None, header_style=HEAD_STYLE, pad_edge=False)
    for column in columns:
        table.add_column(
            column.title,
            justify="right" if column.number else "left",
            no_wrap=not (column.wide and people),
            overflow="fold",
            ratio=1 if column.wide and people else None,
        )
    for row in rows:
        table.add_row(*(Text(_plain(row.get(column.field))) for column in columns))
    if people:
        console.print(table)
        return
    with console.capture() as printed:
        console.print(table)
    stream.writelines(f"{line.rstrip()}\n" for line in printed.get().splitlines())


def _plain(value: object) -> str:
    """Return a value of the export in few words."""
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case float():
            return _number(value)
        case list() | tuple():
            return "; ".join(_plain(one) for one in value)
        case {"name": words} | {"text": words} | words:
            return " ".join(str(words).split())


def _number(value: float) -> str:
    """Return a number without needless digits: 8e11 as 800,000,000,000, .97 as 0.97."""
    if value == int(value) and abs(value) >= 1000:
        return f"{int(value):,}"
    return f"{value:.15g}"


def iter_limited(rows: Iterable[Row], limit: int) -> Iterator[Row]:
    """Yield the first `limit` rows (0: all); say on standard error how many were left out."""
    left_out = 0
    for position, row in enumerate(rows):
        if limit and position >= limit:
            left_out += 1
        else:
            yield row
    if left_out:
        click.echo(f"… and {left_out:,} more; --limit 0 shows all", err=True)
