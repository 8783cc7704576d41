"""Scenarios and coalitions through the command line, and into the brief."""

from __future__ import annotations

import csv
import json
import re
from pathlib import Path
from typing import Any

import pytest

from legation.app.main import run
from scenarios import CUSHION, EMBARGO, HEAD, SECONDARY, written

SAMPLE = Path(__file__).parents[1] / "samples" / "scenarios" / "crisis-2022.toml"


def said(capsys: pytest.CaptureFixture[str], *words: str) -> str:
    capsys.readouterr()
    assert run(list(words)) == 0
    return capsys.readouterr().out


@pytest.fixture(name="file")
def _file(tmp_path: Path) -> str:
    return str(written(tmp_path, HEAD, EMBARGO, CUSHION, SECONDARY))


@pytest.fixture(scope="module", name="crisis")
def _crisis(
    tmp_path_factory: pytest.TempPathFactory,
) -> tuple[dict[str, Any], list[dict[str, str]]]:
    """The crisis as JSON and as the rows of a CSV file."""
    import contextlib
    import io

    path = tmp_path_factory.mktemp("crisis") / "rows.csv"
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        assert run(["leverage", "scenario", str(SAMPLE), "--json", "--csv", str(path)]) == 0
    with path.open(newline="") as stream:
        rows = list(csv.DictReader(stream))
    return json.loads(out.getvalue()), rows


def test_the_crisis_is_a_band_over_three_models_and_three_sets_of_elasticities(
    crisis: tuple[dict[str, Any], list[dict[str, str]]],
) -> None:
    record, _ = crisis
    assert len(record["runs"]) == 9
    assert record["failures"] == []
    (russia,) = [one for one in record["parties"] if one["who"] == "RUS"]
    band = russia["stages"]["sanctions"]["real income"]
    assert len(band["runs"]) == 9
    # The harshest run is the short run, and the model moves it more than the elasticities.
    harshest = min(band["runs"], key=lambda one: one["value"])
    assert (harshest["model"], band["moved_by"][0]["factor"]) == ("short-run", "model")
    assert band["low"] < band["mid"] < band["high"] < 0
    eased = russia["stages"]["cushion"]["real income"]
    assert band["mid"] < eased["mid"] < 0
    (china,) = [one for one in record["parties"] if one["who"] == "CHN"]
    assert china["stages"]["cushion"]["real income"]["low"] > 0
    assert china["stages"]["secondary"]["real income"]["high"] < 0
    assert all(0 < one["break_even_probability"] < 1 for one in record["cushions"])
    assert [one["value"] for one in record["published"]] == [-9.7, -4.8, 9.3]
    assert all(one["stages"]["sanctions"]["residual"] <= 1e-10 for one in record["runs"])


def test_every_row_of_the_csv_carries_table_model_elasticities_source_and_year(
    crisis: tuple[dict[str, Any], list[dict[str, str]]],
) -> None:
    record, rows = crisis
    n_who = len(record["parties"]) + len(record["regions"])
    assert len(rows) == n_who * 3 * 5
    for row in rows:
        assert (row["tables"], row["years"], row["n_runs"]) == ("icio2021", "2021", "9")
        assert row["models"] == "sectors; input-output; short-run"
        assert "Caliendo and Parro (2015)" in row["elasticity_sources"]
    assert float(rows[0]["low"]) <= float(rows[0]["mid"]) <= float(rows[0]["high"])


def test_a_scenario_is_told_in_tables_with_its_sources(
    file: str, capsys: pytest.CaptureFixture[str]
) -> None:
    told = said(capsys, "leverage", "scenario", file)
    for words in (
        "lowest to highest of 4 runs",
        "with secondary measures",
        "What helping comes to",
        "Helping stops paying for R2 once punishment is likelier than",
        "cheaper delivery",
        "table made up 7, year 2021: made up",
        "elasticities 5: a number of the user's own, scenario.toml",
        "imbalances of trade: removed",
    ):
        assert words in told
    assert "first-order" not in told


def test_each_of_several_targets_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    head = HEAD.replace('"R3"', '["R3", "R2"]')
    path = written(tmp_path, head, EMBARGO, n_regions=5)
    told = said(capsys, "leverage", "scenario", str(path))
    for who in ("R2", "R3"):
        assert f"Where the trade of {who} goes, sanctions alone" in told
        assert f"Run by run: real income of {who}, %" in told
    record = json.loads(said(capsys, "leverage", "scenario", str(path), "--json"))
    assert set(record["runs"][0]["stages"]["sanctions"]["real_income_of_target"]) == {"R2", "R3"}
    record = json.loads(said(capsys, "leverage", "coalition", str(path), "--json"))
    assert record["target"] == ["R3", "R2"]


def test_the_first_order_decomposition_stands_under_its_own_name(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    tariff = '[[measure]]\ninstrument = "tariff"\nsize = 0.1'
    told = said(capsys, "leverage", "scenario", str(written(tmp_path, HEAD, tariff)))
    assert "Caliendo and Parro's first-order decomposition (not real income)" in told


def test_coalitions_are_told_with_parts_that_sum_to_the_loss(
    file: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    record = json.loads(said(capsys, "leverage", "coalition", file, "--json", "--workers", "1"))
    for number, one in enumerate(record["all"]["loss_percent"]["runs"]):
        parts = [m["shapley_points"]["runs"][number]["value"] for m in record["members"]]
        assert sum(parts) == pytest.approx(one["value"], abs=1e-7)
    assert len(record["coalitions"]) == 4
    assert record["reach"]["share"] == 0.8
    told = said(capsys, "leverage", "coalition", file, "--reach", "50")
    for words in ("Who reaches 50 %", "fewest members", "Acting together adds", "table made up 7"):
        assert words in told
    picture = tmp_path / "c.svg"
    told = said(capsys, "leverage", "coalition", file, "--members", "R0", "--chart", str(picture))
    assert re.search(r"R0 .*100%", told)
    assert picture.read_text(encoding="utf-8").startswith("<svg")


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["scenario", "none.toml"], "none.toml: cannot be read"),
        (["scenario", "FILE", "--chart", "x.bmp"], "x.bmp: give a name that ends in"),
        (["coalition", "FILE", "--members", "R3"], "--members: 'R3' is the target"),
        (["coalition", "FILE", "--members", "R9"], "--members: 'R9' is no region of made up 7"),
        (["scenario", "FILE", "--keep"], "there is no desk at"),
    ],
)
def test_mistakes_are_told_in_a_line(
    file: str,
    words: list[str],
    told: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(Path(file).parent)
    assert run(["leverage", *(file if word == "FILE" else word for word in words)]) == 1
    captured = capsys.readouterr()
    assert told in captured.err
    assert "Traceback" not in captured.err


def test_kept_estimates_stand_in_the_brief_and_are_verified(
    file: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    report = tmp_path / "report.txt"
    report.write_text(
        "Title: Warning\nPublisher: Wire\nPublished: 2022-03-18\n\n"
        "President Joe Biden warned Xi Jinping of consequences if China supports Russia.\n"
    )
    desk, brief = str(tmp_path / "desk.sqlite"), str(tmp_path / "brief.md")
    said(capsys, "--desk", desk, "read", "--workers", "1", str(report))
    for _ in range(2):  # kept twice, they stand once
        said(capsys, "--desk", desk, "leverage", "scenario", file, "--keep")
    said(capsys, "--desk", desk, "brief", "-o", brief)
    lines = [
        line
        for line in Path(brief).read_text(encoding="utf-8").splitlines()
        if line.startswith("- In the scenario")
    ]
    assert len(lines) == 8
    for words in (
        "“scenario: sanctions alone”, R3’s change of real income comes to −",
        "percent, between −",
        "table made up 7 (2021); models sectors, input-output; elasticities 5 (a number",
        "base year 2021",
    ):
        assert words in lines[0]
    assert "0 problems" in said(capsys, "--desk", desk, "verify", brief)
    exported = said(capsys, "--desk", desk, "export", "--format", "jsonl", "--kind", "estimate")
    assert len(exported.splitlines()) == 8
