"""`legation show position` from the outside: its forms, its page, and what it refuses."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from legation.app.main import run
from legation.app.positions import strip
from legation.briefing.positionpage import sentence
from legation.records.contract import contract_fields

Ask = Callable[..., str]

REPORTS = {
    "vote.md": (
        "2022-03-02",
        (
            "The General Assembly demanded on Wednesday that Russia withdraw its troops from "
            "Ukraine. Russia and Belarus voted against the resolution. China and India abstained."
        ),
    ),
    "denial.md": ("2022-03-15", "China denied that it is sending Russia weapons."),
    "words.md": (
        "2022-03-20",
        (
            "Chinese President Xi Jinping told Russian President Vladimir Putin that China "
            "supports Russia. Japan condemned Russia <script>alert(1)</script> on Sunday."
        ),
    ),
}


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = tmp_path_factory.mktemp("reports")
    for name, (day, text) in REPORTS.items():
        (folder / name).write_text(
            f"---\ntitle: {name}\ndate: {day}\n---\n\n{text}\n", encoding="utf-8"
        )
    desk = str(folder.parent / "positions.sqlite")
    assert run(["--desk", desk, "read", str(folder)]) == 0
    return desk


@pytest.fixture
def ask(desk: str, capsys: pytest.CaptureFixture[str]) -> Ask:
    def run_and_read(*words: str) -> str:
        capsys.readouterr()
        assert run(["--desk", desk, "show", "position", *words]) == 0
        return capsys.readouterr().out

    return run_and_read


PAIR = ("--actor", "CHN", "--about", "RUS")


def test_the_table_tells_position_and_each_signal_with_its_passage(ask: Ask) -> None:
    told = ask(*PAIR)
    # The interval reaches across 0, so it is no lean.
    assert told.startswith("China toward Russia. On 20 March 2022 the signals do not tell")
    assert "vote: abstain" in told
    assert "China and India abstained." in told
    assert "China denied that it is sending Russia weapons." in told


def test_the_object_holds_lines_of_the_contract_and_their_witnesses(ask: Ask) -> None:
    told: dict[str, Any] = json.loads(ask(*PAIR, "--json"))
    assert told["position"] == told["positions"][-1]
    days = [one["on"] for one in told["positions"]]
    assert days == sorted(days)
    for one in told["positions"]:
        assert set(contract_fields("position")) <= set(one)
        assert -1 <= one["low"] <= one["mid"] <= one["high"] <= 1
    for one in told["signals"]:
        assert set(contract_fields("signal")) <= set(one)
        for witness in one["witnesses"]:
            assert witness["text"]
            assert set(witness["records"]) <= set(one["evidence"])


def test_lines_are_those_of_the_export(
    ask: Ask, desk: str, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = ask(*PAIR, "--jsonl")
    words = ["export", "--kind", "signal,position", "--position", "CHN,RUS"]
    assert run(["--desk", desk, *words]) == 0
    assert capsys.readouterr().out == lines
    kinds = {json.loads(line)["kind"] for line in lines.splitlines()}
    assert kinds == {"signal", "position"}


def test_evidence_is_on_the_desk(ask: Ask, desk: str, capsys: pytest.CaptureFixture[str]) -> None:
    told = json.loads(ask(*PAIR, "--json"))
    assert run(["--desk", desk, "export"]) == 0
    ids = {json.loads(line)["id"] for line in capsys.readouterr().out.splitlines()}
    read = [one for one in told["signals"] if one["sort"] != "roll calls"]
    assert {name for one in read for name in one["evidence"]} <= ids


def test_the_last_session_of_the_assembly_is_one_signal_of_its_own_day(ask: Ask) -> None:
    told = json.loads(ask(*PAIR, "--json"))
    (voted,) = [one for one in told["signals"] if one["sort"] == "roll calls"]
    assert voted["on"] == "2020-01-14"
    assert voted["direction"] > 0.5
    assert "voted alike on" in voted["witnesses"][0]["text"]
    assert voted["witnesses"][0]["teller"] == "table"


def test_csv_has_a_row_a_day(ask: Ask) -> None:
    rows = list(csv.DictReader(ask(*PAIR, "--csv").splitlines()))
    assert (rows[0]["on"], rows[-1]["on"]) == ("2022-03-02", "2022-03-20")
    assert len(rows) == 19
    # A spread needs two signals.
    assert {row["spread"] == "" for row in rows if int(row["n_signals"]) < 2} == {True}


def test_as_of_uses_nothing_later(ask: Ask) -> None:
    told = json.loads(ask(*PAIR, "--as-of", "2022-03-10", "--json"))
    # The newest document of that day is eight days old: the desk tells of no later day.
    assert (told["as_of"], told["asked"]) == ("2022-03-02", "2022-03-10")
    assert {one["sort"] for one in told["signals"]} == {"vote", "roll calls"}
    later = json.loads(ask(*PAIR, "--json"))
    then = {one["on"]: one["then_mid"] for one in later["positions"]}
    assert told["position"]["mid"] == pytest.approx(then["2022-03-02"], abs=0.002)


def test_no_position_is_told_of_a_day_after_the_newest_document(ask: Ask) -> None:
    told = json.loads(ask(*PAIR, "--as-of", "2030-01-01", "--json"))
    assert told["position"]["on"] == "2022-03-20"
    assert told["position"]["mid"] == json.loads(ask(*PAIR, "--json"))["position"]["mid"]
    opening = ask(*PAIR, "--as-of", "2030-01-01").splitlines()[0]
    assert "The newest document is of 20 March 2022" in opening
    assert "1 January 2030" in opening
    assert "newest document" not in ask(*PAIR).splitlines()[0]


@pytest.mark.parametrize(
    ("low", "high", "leans"),
    [(-0.12, 0.69, "do not tell"), (0.0, 0.7, "do not tell"), (-0.7, 0.0, "do not tell"),
     (0.01, 0.69, "it leans for:"), (-0.9, -0.2, "it leans against:")],
)  # fmt: skip
def test_an_interval_across_0_is_told_as_open(low: float, high: float, leans: str) -> None:
    position = {"on": "2022-03-18", "low": low, "mid": 0.27, "high": high, "spread": 0.0}
    told = {"as_of": "2022-03-18", "asked": None, "window": 30}
    words = sentence({**told, "position": {**position, "signals": ["sig-1"]}})
    assert leans in words
    assert "spread" not in words
    two = {**position, "spread": 0.4, "signals": ["sig-1", "sig-2"]}
    assert "spread by 0.40" in sentence({**told, "position": two})


def test_the_page_opens_each_passage_and_runs_nothing(ask: Ask, tmp_path: Path) -> None:
    page = tmp_path / "japan.html"
    ask("--actor", "JPN", "--about", "RUS", "--chart", str(page))
    text = page.read_text(encoding="utf-8")
    assert "<script" not in text
    points = re.findall(r'href="#(sig-[0-9a-f]+)"><path[^>]*><title>([^<]+)</title>', text)
    assert len(points) == 1
    assert f'<li id="{points[0][0]}">' in text
    assert "Japan condemned Russia" in points[0][1]


@pytest.mark.parametrize(("suffix", "opening"), [(".svg", b"<svg"), (".png", b"\x89PNG")])
def test_pictures(ask: Ask, tmp_path: Path, suffix: str, opening: bytes) -> None:
    ask(*PAIR, "--picture", str(tmp_path / f"p{suffix}"))
    assert (tmp_path / f"p{suffix}").read_bytes().startswith(opening)


def test_who_gave_no_signal_has_no_position(ask: Ask) -> None:
    assert "nothing on this desk tells" in ask("--actor", "TON", "--about", "RUS")
    told = json.loads(ask("--actor", "TON", "--about", "RUS", "--json"))
    assert (told["position"], told["positions"], told["signals"]) == (None, [], [])


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--actor", "CHN"], "needs one --actor WHO and one --about WHO"),
        (["--about", "RUS"], "needs one --actor WHO"),
        (["--actor", "CHN,IND", "--about", "RUS"], "needs one --actor WHO"),
        (["--actor", "CHN", "--about", "CHN"], "no position toward itself"),
        (["--actor", "Chnia", "--about", "RUS"], "nobody on this desk is known"),
        ([*PAIR, "--chart", "p.gif"], "ends in .html, .svg, .png or .json"),
        ([*PAIR, "--since", "2023-01-01"], "lies after the last day"),
    ],
)
def test_what_cannot_be_answered_says_why(
    desk: str, words: list[str], told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["--desk", desk, "show", "position", *words]) != 0
    assert told in " ".join(capsys.readouterr().err.split())


def test_an_interval_is_drawn_on_the_scale() -> None:
    assert strip(-1, 0, 1) == "━" * 15 + "●" + "━" * 15
    assert strip(0.5, 0.6, 0.7).count("·") == 25
    assert strip(0.5, 0.6, 0.7)[15] == "|"
