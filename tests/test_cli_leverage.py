"""Trade tables, exposure and the desk's figures through the command line."""

from __future__ import annotations

import csv
import json
import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from legation.app.main import run
from legation.leverage.readers import write_own
from trade_tables import hand_table

SAMPLES = Path(__file__).parent.parent / "samples"
COLUMN = SAMPLES / "march-2022" / "29-trade-column.txt"
ARTICLE = Path(__file__).parents[2] / "shared" / "data" / "crisis" / "article.txt"


@pytest.fixture(scope="module", name="read")
def _read(tmp_path_factory: pytest.TempPathFactory) -> Path:
    desk = tmp_path_factory.mktemp("trade") / "desk.sqlite"
    assert run(["--desk", str(desk), "read", "--workers", "1", str(COLUMN)]) == 0
    return desk


@pytest.fixture(name="desk")
def _desk(read: Path, tmp_path: Path) -> str:
    desk = tmp_path / "desk.sqlite"
    shutil.copy(read, desk)
    return str(desk)


@pytest.fixture(name="own")
def _own(tmp_path: Path) -> str:
    """Return the path of a table of one's own: two regions, one sector, with input-output."""
    path = tmp_path / "mine.npz"
    write_own(hand_table(), path)
    return str(path)


def told(capsys: pytest.CaptureFixture[str], *words: str) -> str:
    capsys.readouterr()
    assert run(["leverage", *words]) == 0
    return capsys.readouterr().out


def answered(capsys: pytest.CaptureFixture[str], *words: str) -> Any:
    return json.loads(told(capsys, *words, "--json"))


def refused(capsys: pytest.CaptureFixture[str], *words: str) -> str:
    capsys.readouterr()
    assert run(["leverage", *words]) in {1, 2}
    out, err = capsys.readouterr()
    assert out == ""
    assert "Traceback" not in err
    return err


# Tables.


def test_the_embedded_table_is_listed_with_its_source_and_what_is_approximate(
    capsys: pytest.CaptureFixture[str],
) -> None:
    listed = told(capsys, "tables")
    for words in ("icio2021, year 2021", "28: USA", "12: agriculture", "input-output  yes"):
        assert words in listed
    for words in ("goods and services", "coefficients are of 2011", "attribution: OECD"):
        assert words in listed
    (record,) = answered(capsys, "tables")
    assert (len(record["regions"]), len(record["sectors"])) == (28, 12)
    assert {one["kind"] for one in record["mended"]} == {"inputs-over-spending", "imbalance"}


def test_a_table_of_ones_own_is_listed_by_its_path_with_what_was_mended(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    path = tmp_path / "mine-2020.csv"
    path.write_text("exporter,importer,trade\nUSA,CHN,4\nCHN,USA,-3\nUSA,USA,50\n")
    _, mine = answered(capsys, "tables", str(path))
    assert (mine["name"], mine["year"], mine["input_output"]) == ("mine-2020", 2020, False)
    assert {one["kind"]: one["mended"] for one in mine["mended"]} == {
        "negative-cells": True,
        "no-domestic-sales": True,
        "imbalance": False,
    }
    assert "1 negative flow set to 0" in told(capsys, "tables", str(path))


# Exposure.


def test_one_party_is_told_with_table_year_and_every_part(
    capsys: pytest.CaptureFixture[str],
) -> None:
    shown = told(capsys, "exposure", "--of", "Russia")
    assert shown.startswith("Russia: icio2021, 2021, goods and services\n")
    for words in ("from whom it buys", "to whom it sells", "critical imports", "by sector"):
        assert words in shown
    assert "electronics  China        $24.3 bn        57 %        32 %" in shown
    assert "… and 15 more; --limit 0 shows all" in shown
    for words in ("Approximate: input coefficients are of 2011", "Source: icio2021, 2021: OECD"):
        assert words in shown
    every = told(capsys, "exposure", "--of", "RUS", "--limit", "0")
    assert "Ukraine" in every
    assert "shows all" not in every


def test_the_json_has_what_the_functions_say(capsys: pytest.CaptureFixture[str]) -> None:
    record = answered(capsys, "exposure", "--of", "RUS,CHN")
    assert (record["table"], record["year"], record["mutual"]) == ("icio2021", 2021, [])
    russia, china = record["regions"]
    assert (russia["name"], china["name"]) == ("Russia", "China")
    assert len(russia["partners"]) == 27
    china_to_russia = next(one for one in russia["partners"] if one["partner"] == "CHN")
    # docs/trade-tables.md: 2.6 % of all that Russia spends, 4.1 % of the value in what it uses.
    assert china_to_russia["share_of_use"] == pytest.approx(0.0262, abs=1e-4)
    assert china_to_russia["value_bought"] == pytest.approx(0.0408, abs=1e-4)


def test_two_are_held_against_each_other_both_ways(capsys: pytest.CaptureFixture[str]) -> None:
    shown = told(capsys, "exposure", "--of", "RUS", "--to", "CHN")
    assert "Russia on China  China on Russia" in shown
    assert "Trade with the other weighs 14 times as much for Russia as for China." in shown
    (there,) = answered(capsys, "exposure", "--of", "RUS", "--to", "CHN")["mutual"]
    (back,) = answered(capsys, "exposure", "--of", "CHN", "--to", "RUS")["mutual"]
    assert there["first"] == back["second"]
    assert there["ratio"] == pytest.approx(1 / back["ratio"])
    assert len(there["sectors"]) == 12


def test_a_union_is_added_up_and_said_to_be(capsys: pytest.CaptureFixture[str]) -> None:
    shown = told(capsys, "exposure", "--of", "EU", "--sector", "oil,gas")
    assert shown.startswith(
        "oil = energy and mining, refined fuels, and gas = energy and mining. The numbers are of "
        "these sectors of icio2021 whole.\n\nEU: icio2021, 2021, energy and mining, refined fuels\n"
    )
    assert "EU is DEU, FRA, ITA, POL, EU23." in shown
    assert "the partner's part of the value in what the region makes in these sectors" in shown


def test_a_sector_by_its_own_name_needs_no_word(capsys: pytest.CaptureFixture[str]) -> None:
    shown = told(capsys, "exposure", "--of", "DEU", "--sector", "Metals,refined fuels")
    assert shown.startswith("Germany: icio2021, 2021, refined fuels, metals\n")
    record = answered(capsys, "exposure", "--of", "DEU", "--to", "RUS", "--sector", "gas")
    assert record["sectors_meant"] == {"gas": ["energy and mining"]}


def test_all_is_a_row_a_region(capsys: pytest.CaptureFixture[str]) -> None:
    shown = told(capsys, "exposure", "--of", "all")
    rows = shown.split("\n\n")[0].splitlines()
    assert len(rows) == 2 + 28
    assert rows[2].split("  ")[0] == "United States"
    assert "China 17 %" in rows[2]


def test_a_table_without_input_output_says_nothing_of_chains(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    path = tmp_path / "mine.npz"
    write_own(replace(hand_table(), input_shares=None), path)
    shown = told(capsys, "exposure", "--of", "USA", "--table", str(path))
    assert "hand has no input-output: nothing is said of supply chains." in shown
    record = answered(capsys, "exposure", "--of", "USA", "--table", str(path))
    assert record["through_chains"] is False
    assert record["regions"][0]["partners"][0]["value_bought"] is None


def test_csv_has_a_row_a_partner_and_sector(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    path = tmp_path / "russia.csv"
    told(capsys, "exposure", "--of", "RUS", "--csv", str(path))
    with path.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert len(rows) == 27 * 13
    assert {(row["table"], row["year"], row["region"]) for row in rows} == {
        ("icio2021", "2021", "RUS")
    }
    china = {row["sector"]: row for row in rows if row["partner"] == "CHN"}
    together = float(china.pop("all")["imports_usd"])
    by_sector = [float(row["imports_usd"]) for row in china.values()]
    assert sum(by_sector) == pytest.approx(together)


@pytest.mark.parametrize(
    ("words", "mark", "in_it"),
    [
        (("--of", "RUS"), "vconcat", "From whom it buys"),
        (("--of", "RUS,CHN"), "layer", "From whom imports come"),
        (("--of", "RUS", "--to", "CHN", "--through-chains"), "layer", "through supply chains"),
    ],
    ids=["bars", "matrix", "chains"],
)
def test_pictures_are_drawn_with_their_source(
    words: tuple[str, ...],
    mark: str,
    in_it: str,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
) -> None:
    path = tmp_path / "picture.json"
    told(capsys, "exposure", *words, "--chart", str(path))
    spec = json.loads(path.read_text(encoding="utf-8"))
    assert mark in spec
    assert in_it in json.dumps(spec)
    assert spec["title"]["subtitle"].startswith("icio2021, 2021, goods and services")


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("--of", "Russsia"), "did you mean Russia"),
        (("--of", "HUN"), "part of EU23"),
        (("--of", "RUS", "--sector", "enrgy"), "did you mean energy"),
        (("--of", "RUS", "--to", "Russia"), "on both sides"),
        (("--of", "EU,DEU"), "DEU is in both"),
        (("--of", ","), "nobody is named"),
        (("--of", "RUS", "--table", "gone.csv"), "no such trade table and no such file"),
        (("--of", "RUS", "--chart", "x.pdf"), "ends in .svg, .png or .json"),
        (("--of", "RUS", "--through-chains"), "--chart"),
    ],
)
def test_bad_questions_are_answered_with_the_cure(
    words: tuple[str, ...], says: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert says in refused(capsys, "exposure", *words)


def test_a_cell_that_is_no_number_is_named(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    path = tmp_path / "mine-2020.csv"
    path.write_text("exporter,importer,trade\nUSA,CHN,nan\nCHN,USA,3\n")
    assert "line 2: trade is 'nan'" in refused(capsys, "tables", str(path))
    broken = hand_table()
    flows = broken.flows_usd.copy()
    flows[0, 1, 0] = np.nan
    np.savez(
        tmp_path / "broken.npz",
        format="legation-trade-1",
        name="broken",
        year=2021,
        provenance="by hand",
        regions=np.array(broken.regions),
        sectors=np.array(broken.sectors),
        flows_usd=flows,
    )
    said = refused(capsys, "exposure", "--of", "USA", "--table", str(tmp_path / "broken.npz"))
    assert "USA → CHN, metals" in said


def test_an_unbalanced_table_is_mended_and_the_mending_told(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    path = tmp_path / "unbalanced.npz"
    write_own(replace(hand_table(), input_shares=np.array([[[1.5]], [[0.25]]])), path)
    shown = told(capsys, "exposure", "--of", "USA", "--table", str(path))
    assert "inputs took over 98% of an industry's output in 1 case" in shown


def test_chains_that_a_table_does_not_have_are_not_drawn(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    path = tmp_path / "mine.npz"
    write_own(replace(hand_table(), input_shares=None), path)
    chart = tmp_path / "chart.svg"
    words = ("--of", "USA,CHN", "--table", str(path), "--chart", str(chart), "--through-chains")
    assert "no supply chains can be drawn" in refused(capsys, "exposure", *words)
    assert not chart.exists()


# The desk's figures.


def figures(capsys: pytest.CaptureFixture[str], desk: str, *words: str) -> Any:
    capsys.readouterr()
    assert run(["--desk", desk, "leverage", "figures", "--json", *words]) == 0
    return json.loads(capsys.readouterr().out)


# In billions of dollars of 2021, as docs/trade-tables.md has them.
CRISIS = {
    frozenset(("CHN", "legation:european-union")): ("agrees", True, 944, 682),
    frozenset(("CHN", "USA")): ("near", True, 734, 565),
    frozenset(("CHN", "RUS")): ("agrees", False, 148, 120),
}


def as_in_crisis(records: Any) -> dict[frozenset[str], tuple[str, bool, int, int]]:
    return {
        frozenset(actor["id"] for actor in one["parties"]): (
            one["verdict"],
            one["flagged"],
            round(one["total_usd"] / 1e9),
            round(one["goods_usd"] / 1e9),
        )
        for one in records
    }


def test_the_figures_of_the_sample_are_laid_beside_the_table(
    desk: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert as_in_crisis(figures(capsys, desk)) == CRISIS
    capsys.readouterr()
    assert run(["--desk", desk, "leverage", "figures"]) == 0
    shown = capsys.readouterr().out
    assert "over $750 billion" in shown
    assert "2.2% below $750 billion" in shown
    assert "3 figures of trade, 2 to look at twice" in shown
    assert "Source: icio2021, 2021: OECD" in shown


def test_figures_are_chosen_by_party_and_day(desk: str, capsys: pytest.CaptureFixture[str]) -> None:
    (one,) = figures(capsys, desk, "--about", "Russia")
    assert one["low"] is None
    assert figures(capsys, desk, "--as-of", "2022-01-01") == []
    assert run(["--desk", desk, "leverage", "figures", "--as-of", "2022-01-01"]) == 0
    assert "no figure of trade on this desk\n" in capsys.readouterr().err
    assert run(["--desk", desk, "leverage", "figures", "--about", "IND"]) == 0
    assert "no figure of trade of India on this desk; 3 are of others" in capsys.readouterr().err


def test_parties_that_a_table_does_not_have_are_told_and_not_guessed(
    desk: str, own: str, capsys: pytest.CaptureFixture[str]
) -> None:
    found = figures(capsys, desk, "--table", own)
    by_party = {frozenset(a["id"] for a in one["parties"]): one for one in found}
    russia = by_party[frozenset(("CHN", "RUS"))]
    assert (russia["verdict"], russia["total_usd"], russia["flagged"]) == (
        "not-compared",
        None,
        True,
    )
    assert "no region of hand" in russia["reason"]
    usa = by_party[frozenset(("CHN", "USA"))]
    assert (usa["verdict"], usa["total_usd"]) == ("differs", 60.0)


def test_a_brief_has_the_tables_number_under_the_figure_and_verifies(
    desk: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    brief = tmp_path / "brief.md"
    assert run(["--desk", desk, "brief", "--about", "USA", "-o", str(brief)]) == 0
    text = brief.read_text(encoding="utf-8").replace("\\$", "$")
    lines = text.splitlines()
    (place,) = (n for n, line in enumerate(lines) if line.startswith("- The table icio2021 has"))
    assert "over $750 billion" in lines[place - 1]
    assert (
        "- The table icio2021 has $734 billion for 2021, trade both ways in goods and services: "
        "2.2 % below the $750 billion reported; goods alone are $565 billion. ["
    ) in lines[place]
    assert "Computed by us: table icio2021, 2021" in text
    assert run(["--desk", desk, "verify", str(brief)]) == 0
    assert "0 problems" in capsys.readouterr().out
    brief.write_text(text.replace("$734 billion", "$834 billion"), encoding="utf-8")
    assert run(["--desk", desk, "verify", str(brief)]) == 1


@pytest.mark.slow
@pytest.mark.skipif(not ARTICLE.exists(), reason="needs ../shared/data/crisis/article.txt")
def test_the_totals_of_the_crisis_article_are_flagged_as_they_should(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    desk = str(tmp_path / "desk.sqlite")
    assert run(["--desk", desk, "read", "--published", "2022-03-18", str(ARTICLE)]) == 0
    assert as_in_crisis(figures(capsys, desk)) == CRISIS
