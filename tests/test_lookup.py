"""Who a name means on a day, from the shelf alone."""

from __future__ import annotations

import json
from datetime import date

import pytest

from legation.app.main import run
from legation.reference.shelf import load_shelf
from legation.reference.sounds import sound_of
from legation.resolve.directory import Directory
from legation.resolve.likeness import sounds_like
from legation.resolve.lookup import MEMORY_AT_MOST, who_holds, who_is

DIRECTORY = Directory.of(load_shelf())
DAY = date(2022, 3, 18)


@pytest.mark.parametrize(
    ("name", "on", "state", "expected", "office"),
    [
        ("Burns", DAY, "USA", "William Joseph Burns", "Director of the CIA"),
        ("Anthony Blinken", DAY, None, "Antony Blinken", "Secretary of State"),
        ("the Chinese premier", DAY, None, "Li Keqiang", "Premier of the State Council"),
        ("President Hu Jintao", date(2006, 4, 20), "CHN", "Hu Jintao", "President"),
        ("Medvedev", date(2010, 1, 1), None, "Dmitry Medvedev", "President"),
        ("President Michelle Bachelet", date(2014, 6, 30), "CHL", "Michelle Bachelet", "President"),
        ("NATO", None, None, "NATO", None),
        ("Beijing", None, None, "China", None),
    ],
)
def test_the_best_answer_is_the_one_meant_on_that_day(
    name: str, on: date | None, state: str | None, expected: str, office: str | None
) -> None:
    best = who_is(name, DIRECTORY, on, state)[0]
    assert best.actor.name == expected
    assert (best.office.name if best.office else None) == office
    assert 0 < best.score <= 1


def test_after_the_last_check_no_holder_is_known() -> None:
    best = who_is("Putin", DIRECTORY, date(2030, 1, 1))[0]
    assert best.actor.name == "Vladimir Putin"
    assert best.office is None
    assert "not known" in best.reason
    assert who_holds("president", "RUS", DIRECTORY, date(2030, 1, 1)) == []


def test_what_is_only_remembered_is_never_sure() -> None:
    found = who_holds("prime minister", "GBR", DIRECTORY, date(2024, 10, 1))
    assert [one.actor.name for one in found] == ["Keir Starmer"]
    assert found[0].score <= MEMORY_AT_MOST
    assert (found[0].actor.id or "").startswith("legation:")


def test_nobody_is_found_for_a_name_that_nobody_bears() -> None:
    assert who_is("Xqzvwk Pffft", DIRECTORY, DAY) == []


@pytest.mark.parametrize(
    ("one", "other"),
    [("Draghi", "Draggi"), ("Gaddafi", "Khadafi"), ("Tokayev", "Tokaew"), ("Macron", "Macaron")],
)
def test_spellings_of_one_name_sound_alike(one: str, other: str) -> None:
    assert sounds_like(one, other)
    assert sound_of("Schröder") == sound_of("Schroeder")


def test_the_command_prints_json_best_first(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["who", "Burns", "--on", "2022-03-18", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told[0]["actor"] == {
        "id": "Q1276563",
        "name": "William Joseph Burns",
        "type": "person",
        "state": "USA",
    }
    assert told[0]["office"]["name"] == "Director of the CIA"
    assert sorted((one["score"] for one in told), reverse=True) == [one["score"] for one in told]


def test_an_office_needs_a_day_and_a_name_or_office_is_due(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert run(["who", "--office", "president", "--in", "RUS"]) == 2
    assert run(["who"]) == 2
    assert run(["who", "Putin", "--in", "Atlantis"]) == 2
    assert "no state is called 'Atlantis'" in capsys.readouterr().err
    words = ["who", "--office", "foreign minister", "--in", "Russia", "--on", "2022-03-18"]
    assert run(words) == 0
    assert "Lavrov" in capsys.readouterr().out
