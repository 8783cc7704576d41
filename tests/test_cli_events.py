"""Codebook, means, relations and the PLOVER export, through the command line."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from legation.app.main import run
from legation.app.plover import COLUMNS, POLECAT
from legation.records import MEANS

REPORTS = {
    "ask.md": (
        "2022-03-13",
        "Russia has asked China for military equipment, US officials said on Sunday.",
    ),
    "deny.md": (
        "2022-03-14",
        "China denied on Monday that it had sent ammunition to Russia.",
    ),
    "call.md": (
        "2022-03-04",
        "Vladimir Putin spoke with Xi Jinping by telephone on Friday.",
    ),
    "blame.md": (
        "2022-03-16",
        "China condemned Russia on Wednesday. Russia sent gas to China on Tuesday.",
    ),
}


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = tmp_path_factory.mktemp("reports")
    for name, (day, text) in REPORTS.items():
        header = f"---\ntitle: {name}\ndate: {day}\n---\n\n"
        (folder / name).write_text(f"{header}{text}\n", encoding="utf-8")
    desk = folder.parent / "desk.sqlite"
    assert run(["--desk", str(desk), "read", str(folder)]) == 0
    return str(desk)


def ask(capsys: pytest.CaptureFixture[str], *words: str) -> str:
    assert run(list(words)) == 0
    return capsys.readouterr().out


def test_the_codebook_prints_every_type_and_what_is_settled(
    capsys: pytest.CaptureFixture[str],
) -> None:
    text = ask(capsys, "codebook")
    assert "ASSAULT" in text
    assert "CONTRADICTS ITSELF" in text
    told = json.loads(ask(capsys, "codebook", "--json"))
    assert len(told["types"]) == 16
    assert told["cameo"][0]["code"] == "01"
    assert ask(capsys, "codebook", "modes").count("ASSAULT") == 16


def test_the_ladder_has_every_rung_and_says_nothing_of_the_unknown(
    desk: str, capsys: pytest.CaptureFixture[str]
) -> None:
    rungs = json.loads(
        ask(capsys, "--desk", desk, "show", "means", "--actor", "CHN", "--about", "RUS", "--json")
    )
    assert [rung["means"] for rung in rungs] == [*MEANS, "unspecified"]
    said = {rung["means"]: [one["said"] for one in rung["said"]] for rung in rungs}
    assert said["ammunition"] == ["denied"]
    assert said["training"] == []
    table = ask(capsys, "--desk", desk, "show", "means", "--actor", "CHN", "--about", "RUS")
    assert "training" in table


def test_relations_are_counted_by_period_and_drawn(
    desk: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    picture = tmp_path / "relations.svg"
    words = ("show", "relations", "--between", "CHN,RUS", "--by", "week", "--picture", str(picture))
    periods = json.loads(ask(capsys, "--desk", desk, *words, "--json"))
    assert periods[0]["start"] == "2022-02-28"
    assert periods[0]["by_type"] == {"CONSULT": 1}
    assert all(one["low"] <= one["net"] <= one["high"] for one in periods if one["n_incidents"])
    assert picture.read_text(encoding="utf-8").startswith("<svg")
    assert ask(capsys, "--desk", desk, *words[:4], "--csv").startswith("start,n_incidents")


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("means", "--actor", "CHN"), "needs both sides"),
        (("relations", "--between", "CHN"), "needs two parties"),
    ],
)
def test_a_question_with_one_side_is_refused(
    desk: str, words: tuple[str, ...], told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["--desk", desk, "show", *words]) == 2
    assert told in capsys.readouterr().err


def test_the_plover_export_has_polecats_columns_and_one_row_an_incident(
    desk: str, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = list(
        csv.DictReader(io.StringIO(ask(capsys, "--desk", desk, "export", "--format", "plover")))
    )
    incidents = json.loads(ask(capsys, "--desk", desk, "show", "incidents", "--json"))
    assert tuple(rows[0]) == COLUMNS
    assert COLUMNS[: len(POLECAT)] == POLECAT
    assert sorted(row["Event ID"] for row in rows) == sorted(one["id"] for one in incidents)
    call = next(row for row in rows if row["Event Type"] == "CONSULT")
    assert (call["Event Date"], call["Quad Code"], call["CAMEO Code"]) == ("2022-03-04", "1", "041")
    assert "Vladimir Putin" in call["Actor Name"]
