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
    assert "show the middle run too" in told


def test_what_was_run_is_told_first(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "oil.toml"
    path.write_text(
        'senders = ["USA", "EU"]\ntarget = "Russia"\nmodels = "sectors"\n'
        '[[measure]]\ninstrument = "tariff"\nsize = 0.25\nsectors = "oil, metals"\n'
        'direction = "imports"\n[[cushion]]\nby = "CHN"\nreplaces = 0.1\n'
        '[[secondary]]\ninstrument = "iceberg"\nsize = 40\nsize_is_meant = true\nby = "EU"\n'
    )
    lines = said(capsys, "leverage", "scenario", str(path)).split("\n\n")[0].splitlines()
    told = {line.split("  ")[0]: line for line in lines}
    assert lines[0].split() == ["what", "was", "run", str(path)]
    for what, words in (
        ("senders", "United States (USA), European Union (DEU, FRA, ITA, POL, EU23)"),
        ("target", "Russia (RUS)"),
        ("measure", "tariff of 25 % on top of what there is, on what they buy (imports); by all"),
        ("measure", "; against Russia; oil = energy and mining, refined fuels, and metals"),
        ("cushion", "China: replaces 10 % of the trade that Russia lost with the senders"),
        ("secondary measure", "(delivery 4,000 % dearer), on what they buy and sell"),
        ("secondary measure", "by European Union; against China; all sectors"),
        ("tables", "icio2021 (2021)"),
        ("models", "sectors"),
        ("elasticities", "cp2015, uniform-5, uniform-4"),
    ):
        assert words in told[what]
    for command in ("scenario", "coalition"):
        record = json.loads(said(capsys, "leverage", command, str(path), "--json"))
        ran = record["what_was_run"]
        assert ran["measures"][0]["size"] == 0.25
        assert ran["measures"][0]["sectors"] == [
            {"word": "oil", "sectors": {"icio2021": ["energy and mining", "refined fuels"]}},
            {"word": "metals", "sectors": {"icio2021": ["metals"]}},
        ]
        assert ran["target"][0]["regions"] == {"icio2021": ["RUS"]}
    told_of_members = said(capsys, "leverage", "coalition", str(path), "--members", "USA,GBR,EU")
    assert "senders (--members)  United States (USA), United Kingdom (GBR)" in told_of_members


def test_an_embargo_has_no_size_in_the_record(
    file: str, capsys: pytest.CaptureFixture[str]
) -> None:
    record = json.loads(said(capsys, "leverage", "scenario", file, "--json"))
    (measure,) = record["what_was_run"]["measures"]
    assert (measure["instrument"], measure["size"]) == ("embargo", None)
    assert record["cautions"] == []


PUNISHED = ("punished", "stops at", "costs senders", "probability of punishment")


def test_without_secondary_measures_nothing_is_said_of_punishment(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for command in ("scenario", "coalition"):
        plain = str(written(tmp_path, HEAD, EMBARGO, CUSHION))
        told = said(capsys, "leverage", command, plain).split("What helping comes to")[1]
        assert "worth  helping\n" in told
        assert not any(words in told for words in PUNISHED)
        full = str(written(tmp_path, HEAD, EMBARGO, CUSHION, SECONDARY))
        told = said(capsys, "leverage", command, full).split("What helping comes to")[1]
        assert all(words in told for words in PUNISHED)


def test_help_that_outweighs_the_loss_is_called_a_limit_of_the_model(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "oil.toml"
    path.write_text(
        'senders = ["USA", "EU"]\ntarget = "RUS"\nmodels = ["sectors", "short-run"]\n'
        '[[measure]]\ninstrument = "embargo"\nsectors = "oil"\ndirection = "imports"\n'
        '[[cushion]]\nby = ["CHN", "IND"]\ncost_cut = 0.3\nsectors = "oil"\n'
    )
    told = said(capsys, "leverage", "scenario", str(path))
    record = json.loads(said(capsys, "leverage", "scenario", str(path), "--json"))
    values = [
        one["stages"]["cushion"]["real_income_of_target"]["RUS"] > 0 for one in record["runs"]
    ]
    n, every = sum(values), len(values)
    assert 0 < n < every
    for words in (
        f"Careful: with the cushion, Russia ends better off than before in {n} of {every} runs",
        f"better off than before the sanctions, in {n} of {every} runs (sectors with cp2015",
        "Careful: trade with China more than doubles, and grows by more than Russia lost with all",
    ):
        assert words in told
        assert any(words in one for one in record["cautions"])
    assert told.count("The help undoes") == 1
    assert "who helps" in told
    assert all("limit of the model" in one for one in record["cautions"])


def test_the_crisis_needs_no_caution(
    crisis: tuple[dict[str, Any], list[dict[str, str]]],
) -> None:
    record, _ = crisis
    assert record["cautions"] == []


def test_a_target_that_is_meant_to_gain_is_no_reason_for_caution(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    cheaper = '[[measure]]\ninstrument = "iceberg"\nsize = -0.1'
    path = str(written(tmp_path, HEAD, cheaper))
    record = json.loads(said(capsys, "leverage", "scenario", path, "--json"))
    (target,) = [one for one in record["parties"] if one["who"] == "R3"]
    assert target["stages"]["sanctions"]["real income"]["low"] > 0
    assert record["cautions"] == []


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
