"""The pictures: what is drawn, what is left out, and that nothing is fetched."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any
from xml.etree import ElementTree as ET

import pytest

from briefing_builder import AUS, BIDEN, CHN, EU, JPN, RUS, TWN, UKR, USA, XI, page
from legation.briefing import charts
from legation.briefing.dyadchart import dyad_over_time
from legation.records import Actor, Claim, Contact, Figure, Incident, Span, make_id

DAY = date(2022, 3, 18)
STATES = {a.id or "": a.name for a in (AUS, CHN, JPN, RUS, TWN, UKR, USA)}


def act(
    kind: str, doer: Actor, other: Actor | None, on: str | None = "2022-03-01", **more: Any
) -> Incident:
    bare = Incident(
        id=make_id("incident", kind, doer, other, on),
        type=kind,
        actors=(doer,),
        recipients=(other,) if other else (),
        status="happened",
        on=on,
        first_reported_on="2022-03-02",
        events=(),
        origins=("doc-1",),
        disagreements=(),
        method="m",
        confidence=0.9,
    )
    return replace(bare, **more)


def figure(value: float, low: float | None, high: float | None, **more: Any) -> Figure:
    told = page("Trade came to 750 in all.", "T", "P", "2022-03-18")
    return told.figure("750", value, [], low=low, high=high, **more)


def rows(spec: charts.Spec | None) -> list[dict[str, Any]]:
    assert spec is not None
    values: list[dict[str, Any]] = spec["data"]["values"]
    return values


def drawn(spec: charts.Spec | None) -> ET.Element:
    assert spec is not None
    return ET.fromstring(charts.render_svg(spec, "picture"))  # noqa: S314  (our own drawing)


def words(svg: ET.Element) -> str:
    return " ".join(text for text in svg.itertext() if text.strip())


def nobody(_: object) -> Sequence[Actor]:
    return ()


def test_with_nothing_to_draw_there_is_no_picture() -> None:
    assert charts.timeline([], DAY) is None
    assert charts.timeline([act("AID", CHN, RUS, None)], DAY) is None
    assert charts.who_to_whom([], STATES) is None
    assert charts.who_to_whom([act("AID", CHN, RUS, status="planned")], STATES) is None
    assert charts.sums_reported([], nobody) is None
    assert charts.sums_reported([figure(7, 7, 7, unit="hour")], nobody) is None
    assert charts.voices([], nobody) is None
    assert charts.contacts_over_time([], DAY) is None


@pytest.mark.parametrize(
    ("on", "first", "last"),
    [
        ("2022-03-01", "2022-03-01", "2022-03-01"),
        ("2022-02", "2022-02-01", "2022-02-28"),
        ("2022-03-14/2022-03-20", "2022-03-14", "2022-03-20"),
        ("2022-02-24/..", "2022-02-24", "2022-02-24"),
    ],
)
def test_a_date_that_is_no_day_is_drawn_as_long_as_it_may_be(
    on: str, first: str, last: str
) -> None:
    (row,) = rows(charts.timeline([act("AID", CHN, RUS, on)], DAY))
    assert (row["first"], row["last"]) == (first, last)


@pytest.mark.parametrize(
    ("status", "done"),
    [("happened", True), ("ongoing", True), ("planned", False), ("denied", False),
     ("possible", False), ("hypothetical", False)],
)  # fmt: skip
def test_only_what_was_done_is_a_filled_mark(status: str, done: bool) -> None:
    (row,) = rows(charts.timeline([act("AID", CHN, RUS, status=status)], DAY))
    assert row["done"] is done


def test_a_year_is_no_place_on_a_scale_of_days() -> None:
    assert charts.timeline([act("AID", CHN, RUS, "2021")], DAY) is None


def test_the_matrix_counts_and_leans() -> None:
    acts = [
        act("AID", CHN, RUS),
        act("ACCUSE", CHN, RUS, "2022-03-02"),
        act("SUPPORT", CHN, RUS, "2022-03-03"),
        act("REQUEST", RUS, CHN),
        act("SANCTION", USA, RUS),
        act("SANCTION", USA, RUS, status="planned"),
        act("CONSULT", XI, CHN),
    ]
    cells = {
        (row["actor"], row["recipient"]): (row["count"], row["lean"])
        for row in rows(charts.who_to_whom(acts, STATES))
    }
    assert cells == {
        ("China", "Russia"): (3, pytest.approx(1 / 3)),
        ("Russia", "China"): (1, 0),
        ("United States", "Russia"): (1, -1),
    }


def test_many_actors_become_twelve_and_others() -> None:
    crowd = [Actor(f"X{n:02d}", f"State {n:02d}", "state", f"X{n:02d}") for n in range(20)]
    names = {a.id or "": a.name for a in crowd}
    acts = [act("AID", one, crowd[0]) for one in crowd[1:]]
    labels = {row["actor"] for row in rows(charts.who_to_whom(acts, names))}
    assert charts.OTHERS in labels
    assert len(labels) <= charts.MAX_ROWS + 1
    assert sum(row["count"] for row in rows(charts.who_to_whom(acts, names))) == 19


def test_long_names_are_cut_on_the_axis() -> None:
    long = Actor("LNG", "The Most Serene and Very Long-Named Republic", "state", "LNG")
    (row,) = rows(charts.who_to_whom([act("AID", long, RUS)], {"RUS": "Russia", "LNG": long.name}))
    assert len(row["actor"]) <= charts.MAX_LABEL_CHARACTERS
    assert row["actor"].endswith("…")


@pytest.mark.parametrize(
    ("low", "high", "open_low", "open_high"),
    [(7.5e11, None, False, True), (None, 7.5e11, True, False), (7.5e11, 7.5e11, False, False)],
)
def test_an_open_bound_is_drawn_open(
    low: float | None, high: float | None, open_low: bool, open_high: bool
) -> None:
    (row,) = rows(charts.sums_reported([figure(7.5e11, low, high)], lambda _: (EU, CHN)))
    assert (row["open_low"], row["open_high"]) == (open_low, open_high)
    assert row["low"] <= row["value"] <= row["high"]
    assert row["label"] == "Trade: the European Union and China"


def test_unlike_currencies_are_not_compared() -> None:
    sums = [figure(1e9, 1e9, 1e9), figure(2e9, 2e9, 2e9), figure(9e12, 9e12, 9e12, unit="RUB")]
    assert {row["value"] for row in rows(charts.sums_reported(sums, nobody))} == {1e9, 2e9}


def claim(act_word: str, *, negated: bool = False) -> Claim:
    span = Span("doc-1", 0, 3, "abc")
    return Claim(
        id=make_id("claim", act_word, negated),
        span=span,
        source=(),
        cue=(),
        content=(span,),
        act=act_word,
        negated=negated,
        certainty=0.9,
        form="direct",
        speakers=("men-1",),
        addressees=(),
        named=True,
        on_record=True,
        parent=None,
        on=None,
        method="m",
        confidence=0.9,
    )


def test_voices_are_counted_by_act_and_unknown_speakers_left_out() -> None:
    claims = [claim("deny"), claim("deny"), claim("believe", negated=True)]
    found = {(r["who"], r["act"]): r["count"] for r in rows(charts.voices(claims, lambda _: [XI]))}
    assert found == {("Xi Jinping", "denies"): 2, ("Xi Jinping", "does not …"): 1}
    assert charts.voices(claims, lambda _: [Actor(None, "he", "person", None)]) is None


def contact(on: str | None, *actors: Actor) -> Contact:
    return Contact(make_id("contact", on, actors), "call", actors, on, None, (), (), "m", 0.9)


def test_contacts_name_a_pair_the_same_way_round() -> None:
    spec = charts.contacts_over_time(
        [contact("2022-03-18", XI, BIDEN), contact("2022-02", BIDEN, XI), contact(None, XI, BIDEN),
         contact("2022-03-01", XI)],
        DAY,
    )  # fmt: skip
    assert [row["pair"] for row in rows(spec)] == ["Joe Biden and Xi Jinping"] * 2


@pytest.mark.parametrize(
    ("spec", "expected"),
    [
        (charts.timeline([act("AID", CHN, RUS), act("ASSAULT", RUS, UKR)], DAY), "Attack"),
        (charts.who_to_whom([act("AID", CHN, RUS)], STATES), "China"),
        (charts.sums_reported([figure(7.5e11, 7.5e11, None)], nobody), "over $750 billion"),
        (charts.voices([claim("deny")], lambda _: [XI]), "Xi Jinping"),
        (charts.contacts_over_time([contact("2022-03-18", XI, BIDEN)], DAY), "Joe Biden"),
    ],
)
def test_each_picture_is_drawn_with_its_words(spec: charts.Spec | None, expected: str) -> None:
    svg = drawn(spec)
    assert svg.tag.endswith("svg")
    assert expected in words(svg)


def test_a_day_is_drawn_on_its_own_day() -> None:
    svg = words(drawn(charts.timeline([act("AID", CHN, RUS, "2022-03-01")], date(2022, 3, 3))))
    assert "1 Mar" in svg
    assert "28 Feb" not in svg


def test_ids_inside_a_picture_bear_its_name_and_links_still_meet_them() -> None:
    spec = charts.timeline([act("AID", CHN, RUS), act("ASSAULT", RUS, UKR)], DAY)
    assert spec is not None
    svg = charts.render_svg(spec, "first")
    ids = set(re.findall(r'\bid="([^"]+)"', svg))
    assert all(identity.startswith("first-") for identity in ids)
    assert set(re.findall(r"url\(#([^)]+)\)", svg)) <= ids
    assert "http://" not in svg.replace("http://www.w3.org/", "")


def test_colours_are_those_that_everybody_tells_apart() -> None:
    okabe_ito = {"#E69F00", "#56B4E9", "#009E73", "#0072B2", "#D55E00", "#CC79A7"}
    assert set(charts.QUADRANT_COLOURS.values()) <= okabe_ito
    assert len(set(charts.QUADRANT_COLOURS.values())) == 4


def test_a_picture_can_be_had_as_png() -> None:
    spec = charts.who_to_whom([act("AID", CHN, RUS)], STATES)
    assert spec is not None
    assert charts.render_png(spec).startswith(b"\x89PNG")


def test_incidents_of_a_dyad_are_marked_in_whole_numbers() -> None:
    period = {"start": "2022-03-14", "n_incidents": 2, "net": -3.3, "low": -10.0, "high": 3.5}
    spec = dyad_over_time([{**period, "by_quad": {"1": 1, "3": 1}}], "China and Russia", "week")
    assert spec is not None
    assert spec["vconcat"][0]["encoding"]["y"]["axis"]["values"] == [-1, 0, 1]
    told = words(drawn(spec))
    assert "China and Russia, by week" in told
    assert "0.5" not in told
    assert "1.0" not in told
    assert dyad_over_time([{**period, "n_incidents": 0, "by_quad": {}}], "A and B", "week") is None
