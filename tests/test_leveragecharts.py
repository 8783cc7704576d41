"""Pictures of scenarios and coalitions: what is drawn, and of which numbers."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest

from legation.app.coalitionviews import pressure_record
from legation.app.scenariorecords import result_record
from legation.briefing.charts import render_svg
from legation.briefing.leveragecharts import frontier, losses, waterfall
from legation.leverage.coalitions import play
from legation.leverage.pressure import Pressure
from legation.leverage.results import Results
from legation.leverage.scenario import run_plan
from scenarios import CUSHION, EMBARGO, HEAD, SECONDARY, made_up_cells, made_up_plan

PUBLISHED = """
[[published]]
of = "R3"
quantity = "real income"
value = -12.5
source = "made up"
"""


@pytest.fixture(scope="module", name="results")
def _results(tmp_path_factory: pytest.TempPathFactory) -> Results:
    folder = tmp_path_factory.mktemp("scenario")
    return run_plan(made_up_plan(folder, HEAD, EMBARGO, CUSHION, SECONDARY, PUBLISHED))


@pytest.fixture(scope="module", name="record")
def _record(results: Results) -> dict[str, Any]:
    record: dict[str, Any] = json.loads(json.dumps(result_record(results), allow_nan=False))
    return record


@pytest.fixture(scope="module", name="coalitions")
def _coalitions(results: Results) -> dict[str, Any]:
    pressure = Pressure(results.plan, *play(made_up_cells(results.plan), 1))
    told = pressure_record(pressure, results, pressure.reach(0.8))
    record: dict[str, Any] = json.loads(json.dumps(told, allow_nan=False))
    return record


def svg_words(spec: dict[str, Any]) -> str:
    root = ET.fromstring(render_svg(spec, "t"))  # noqa: S314  (our own picture)
    return " ".join("".join(node.itertext()) for node in root.iter())


def test_every_party_and_stage_has_its_band(record: dict[str, Any]) -> None:
    spec = losses(record)
    rows = [row for part in spec["vconcat"][:2] for row in part["data"]["values"]]
    assert len(rows) == 4 * 3
    for row in rows:
        assert row["low"] <= row["mid"] <= row["high"]
    words = svg_words(spec)
    for told in ("R3", "R2", "sanctions alone", "with secondary measures", "published: −12.5"):
        assert told in words


def test_pictures_say_of_which_numbers_they_are(
    record: dict[str, Any], coalitions: dict[str, Any]
) -> None:
    for spec in (losses(record), frontier(coalitions)):
        words = svg_words(spec)
        assert "table made up 7 (2021); models sectors, input-output; elasticities 5, 4" in words


def test_the_waterfall_goes_from_the_mildest_to_the_harshest(record: dict[str, Any]) -> None:
    (target,) = [one for one in record["parties"] if one["role"] == "target"]
    spec = waterfall(target, record["stages"])
    assert spec is not None
    rows = spec["data"]["values"]
    band = target["stages"]["sanctions"]["real income"]
    assert (rows[0]["what"], rows[0]["end"]) == ("mildest run", round(band["high"], 4))
    assert rows[-1]["end"] == round(band["low"], 4)
    assert rows[-2]["end"] == pytest.approx(rows[-1]["end"], abs=1e-3)
    assert {row["what"].split(":")[0] for row in rows[1:-1]} == {"model", "elasticities"}


def test_where_runs_agree_there_is_no_waterfall(results: Results) -> None:
    record = result_record(Results(results.plan, results.runs[:1], ()))
    (target,) = [one for one in record["parties"] if one["role"] == "target"]
    assert waterfall(target, record["stages"]) is None
    assert len(losses(record)["vconcat"]) == 2


def test_the_frontier_names_the_coalition_of_all(coalitions: dict[str, Any]) -> None:
    spec = frontier(coalitions)
    assert len(spec["vconcat"][0]["data"]["values"]) == 4
    words = svg_words(spec)
    assert "R0 + R1" in words
    assert "What each member adds to the loss of R3" in words
    line = spec["vconcat"][0]["layer"][1]["data"]["values"]
    assert [row["loss"] for row in line] == sorted(row["loss"] for row in line)


def test_colours_are_told_apart_by_shape_too(record: dict[str, Any]) -> None:
    layers = losses(record)["vconcat"][0]["layer"]
    marks = [one for one in layers if "shape" in one["encoding"]]
    (shape,) = [one["encoding"]["shape"]["scale"]["range"] for one in marks]
    assert len(set(shape)) == 3


def test_the_sample_folder_has_the_crisis() -> None:
    folder = Path(__file__).parents[1] / "samples" / "scenarios"
    assert [path.name for path in folder.glob("*.toml")] == ["crisis-2022.toml"]
