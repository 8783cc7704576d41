"""Rows are printed for people and for programs without losing anything."""

from __future__ import annotations

import csv
import io
import json
import re
from typing import Any

import pytest

from legation.app.commands.show import SHOWN
from legation.app.tables import (
    ID,
    Column,
    limited,
    write_csv,
    write_json,
    write_jsonl,
    write_table,
)

ROWS = [
    {"id": "fig-0123456789abcdef", "low": 8e11, "who": [{"id": "CHN", "name": "China"}]},
    {"id": "fig-fedcba9876543210", "low": 0.5, "who": [], "text": "half\n a  percent"},
]
COLUMNS = (Column("low", "low", number=True), Column("who", "who", wide=True), ID)


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (None, ""),
        (True, "yes"),
        (8e11, "800,000,000,000"),
        (2021, "2021"),
        (0.97, "0.97"),
        ([{"id": "CHN", "name": "China"}, {"id": "RUS", "name": "Russia"}], "China; Russia"),
        ({"document": "doc-1", "start": 0, "text": "in\nFebruary"}, "in February"),
        (["clm-1", "clm-2"], "clm-1; clm-2"),
    ],
)
def test_a_value_is_told_in_few_words(value: object, shown: str) -> None:
    stream = io.StringIO()
    write_csv([{"x": value}], stream)
    assert list(csv.reader(io.StringIO(stream.getvalue())))[1:] in ([[shown]], [[]])


def test_a_table_in_a_pipe_is_one_line_a_row_with_whole_ids() -> None:
    stream = io.StringIO()
    write_table(ROWS, COLUMNS, stream)
    assert stream.getvalue().splitlines() == [
        "            low  who    id",
        "800,000,000,000  China  fig-0123456789abcdef",
        "            0.5         fig-fedcba9876543210",
    ]


@pytest.mark.parametrize(("width", "with_ids"), [(60, False), (160, True)])
def test_a_table_on_a_terminal_fits_it(
    monkeypatch: pytest.MonkeyPatch, width: int, with_ids: bool
) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    stream = Terminal()
    names = [{"id": f"Q{n}", "name": f"somebody with a long name {n}"} for n in range(9)]
    write_table([{"id": "fig-0123456789abcdef", "low": 1, "who": names}], COLUMNS, stream)
    lines = re.sub(r"\x1b\[[\d;]*m", "", stream.getvalue()).splitlines()
    assert max(map(len, lines)) <= width
    assert any("fig-0123456789abcdef" in line for line in lines) is with_ids


# The longest that a column of one line holds; dates may be intervals where they are no other's.
LONGEST = {
    "published_on": "2022-03-18",
    "reported": "2022-03-18",
    "first_reported_on": "2022-03-18",
    "on": "2021-02-24~/2022-02-24",
    "value": "2021-02-24~/2022-02-24",
    "publisher": "Legation sample",
    "type": "organisation",
    "status": "hypothetical",
    "act": "threaten",
    "acts": "not threaten",
    "choice": "abstain",
    "about": "commodities",
    "state": "USA",
    "relation": "stronger",
    "stage": "extract",
    "lasts": "yes",
}


@pytest.mark.parametrize("kind", SHOWN)
def test_every_list_fits_the_usual_terminal(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    stream = Terminal()
    columns = [column for column in SHOWN[kind][1] if column.room <= 80]
    row: dict[str, Any] = {
        column.field: "words of a long passage " * 3
        if column.wide
        else 12_345
        if column.number
        else LONGEST[column.field]
        for column in columns
    }
    if kind in {"events", "incidents"}:
        row["type"] = "COOPERATE"  # of PLOVER's names the longest
    if kind == "contacts":
        row["type"] = "meeting"
    write_table([row], columns, stream)
    lines = re.sub(r"\x1b\[[\d;]*m", "", stream.getvalue()).splitlines()
    # What has no room is cut off without a sign: then a title or a value would be missing.
    assert [column.title for column in columns if column.title not in lines[0]] == []
    assert [
        column.field
        for column in columns
        if not column.wide and not column.number and row[column.field] not in lines[1]
    ] == []


def test_a_table_has_no_colours_when_they_are_not_wanted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("COLUMNS", "80")
    coloured, plain = Terminal(), Terminal()
    monkeypatch.delenv("NO_COLOR", raising=False)
    write_table(ROWS, COLUMNS, coloured)
    monkeypatch.setenv("NO_COLOR", "1")
    write_table(ROWS, COLUMNS, plain)
    colour = re.compile(r"\x1b\[[\d;]*(?<!\d)3[0-8](?!\d)")
    assert colour.search(coloured.getvalue())
    assert not colour.search(plain.getvalue())


def test_json_and_json_lines_give_the_rows_back() -> None:
    whole, lines = io.StringIO(), io.StringIO()
    write_json(ROWS, whole)
    write_jsonl(ROWS, lines)
    assert json.loads(whole.getvalue()) == ROWS
    assert [json.loads(line) for line in lines.getvalue().splitlines()] == ROWS


@pytest.mark.parametrize(("limit", "kept", "left_out"), [(0, 5, 0), (5, 5, 0), (2, 2, 3)])
def test_a_limit_says_what_it_left_out(limit: int, kept: int, left_out: int) -> None:
    rows = [{"n": n} for n in range(5)]
    assert limited(iter(rows), limit) == (rows[:kept], left_out)
