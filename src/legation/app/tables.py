"""Print rows for people and for programs.

In: rows as dicts, in the form of the export. Out: a table, JSON, JSON lines or CSV on a stream.
Not here: which rows (`app.rows`).
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import IO, Any

Row = Mapping[str, Any]

# Wide enough that nothing is cut when a table goes into a file or a pipe.
PIPED_WIDTH = 100_000

# On a narrower terminal the ids, which people rarely read, make room for words.
ID_WIDTH = 140

# On one as narrow as the usual 80 columns, so does what a reader can do without.
ROOMY_WIDTH = 100

# A column of words narrower than this breaks most long words; a wider one pushes the last column
# of `show events` off a terminal of 80.
WORDS_WIDTH = 12

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
    room: int = 0
    """Left out on a terminal of fewer columns than this; a pipe has them all."""


ID = Column("id", "id", room=ID_WIDTH)


def write_json(rows: Iterable[Row], stream: IO[str]) -> None:
    """Write one JSON array."""
    json.dump(list(rows), stream, ensure_ascii=False, indent=1)
    stream.write("\n")


def write_jsonl(rows: Iterable[Row], stream: IO[str]) -> None:
    """Write one JSON object a line."""
    stream.writelines(json.dumps(row, ensure_ascii=False, allow_nan=False) + "\n" for row in rows)


def write_csv(rows: Iterable[Row], stream: IO[str], fields: Sequence[str] = ()) -> None:
    """Write one row a record; actors by their names, places by their words, lists with "; ".

    Args:
        rows: What to write.
        stream: Where to.
        fields: The head line, written also where there is no row; without it that of the first row.
    """
    writer = csv.DictWriter(stream, list(fields), lineterminator="\n") if fields else None
    if writer is not None:
        writer.writeheader()
    for row in rows:
        if writer is None:
            writer = csv.DictWriter(stream, list(row), lineterminator="\n")
            writer.writeheader()
        writer.writerow({field: plain(value) for field, value in row.items()})


def write_table(rows: Iterable[Row], columns: Sequence[Column], stream: IO[str]) -> None:
    """Write a table that fits the terminal; into a pipe nothing is folded or cut."""
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    people = stream.isatty()
    console = Console(file=stream, width=None if people else PIPED_WIDTH, highlight=False)
    if people:
        columns = [column for column in columns if console.width >= column.room]
    table = Table(box=None, header_style=HEAD_STYLE, pad_edge=False, padding=(0, 2, 0, 0))
    for column in columns:
        table.add_column(
            column.title,
            justify="right" if column.number else "left",
            no_wrap=not (column.wide and people),
            overflow="fold",
            min_width=WORDS_WIDTH if column.wide and people else None,
        )
    for row in rows:
        table.add_row(*(Text(plain(row.get(column.field))) for column in columns))
    if people:
        console.print(table)
        return
    with console.capture() as printed:
        console.print(table)
    stream.writelines(f"{line.rstrip()}\n" for line in printed.get().splitlines())


def plain(value: object) -> str:
    """Return a value of the export in few words."""
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case float():
            return _number(value)
        case list() | tuple():
            return "; ".join(plain(one) for one in value)
        case {"name": words} | {"text": words} | {"title": words} | words:
            return " ".join(str(words).split())


def _number(value: float) -> str:
    """Return a number without needless digits: 8e11 as 800,000,000,000, .97 as 0.97."""
    if value == int(value) and abs(value) >= 1000:
        return f"{int(value):,}"
    return f"{value:.15g}"


def limited(rows: Iterable[Row], limit: int) -> tuple[list[Row], int]:
    """Return the first `limit` rows (0: all) and how many were left out."""
    kept = list(rows)
    return (kept[:limit], max(0, len(kept) - limit)) if limit else (kept, 0)
