"""A user's own file adds to the shelf and corrects it, everywhere; what is bad in it is told."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from legation.app.main import run
from legation.reference import own
from legation.reference.shelf import Shelf, load_shelf
from legation.reference.tables import ShelfError

OWN = """
[[actor]]
id = "legation:zeta-front"
name = "Zeta Front"
type = "group"
aliases = ["Front of Zeta; the old one"]
acronyms = ["ZFO"]
since = 2021

[[actor]]
name = "Ilse Aamodt"
type = "person"
state = "NOR"
aliases = ["Ilse Åmot"]
acronyms = ["IAM"]

[[actor]]
id = "XOD"
name = "Odrania"
type = "state"
aliases = ["Republic of Odrania"]

[[actor]]
id = "CHN"
aliases = ["the Middle Kingdom"]

[[office]]
person = "Ilse Aamodt"
office = "Minister of Foreign Affairs"
state = "NOR"
since = 2025-02-04
checked = "2025-12-31"

[[office]]
person = "Q7747"
office = "President"
state = "RUS"
since = "2001-01-01"
until = "2001-02-01"

[labels]
TWN = "Chinese Taipei"
"legation:crimea" = "the Crimean peninsula"

[[remove]]
name = "Burns"
actor = "Q1276563"

[[remove]]
name = "Kremlin"
actor = "RUS"
"""


@pytest.fixture(autouse=True)
def _plain_shelf_afterwards() -> Iterator[None]:
    yield
    own.choose(None)


def written(folder: Path, text: str) -> Path:
    path = folder / "my-shelf.toml"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Shelf:
    return load_shelf(written(tmp_path_factory.mktemp("own"), OWN))


def ids(shelf: Shelf, name: str) -> list[str | None]:
    return [one.actor.id for one in shelf.find(name)]


@pytest.mark.parametrize(
    ("name", "identity"),
    [
        ("Zeta Front", "legation:zeta-front"),
        ("the Front of Zeta; the old one", "legation:zeta-front"),  # a list may hold any words
        ("ZFO", "legation:zeta-front"),
        ("Ilse Aamodt", "legation:ilse-aamodt"),
        ("Aamodt", "legation:ilse-aamodt"),
        ("Ilse Amot", "legation:ilse-aamodt"),
        ("IAM", "legation:ilse-aamodt"),
        ("Odrania", "XOD"),
        ("the Middle Kingdom", "CHN"),
        ("China", "CHN"),
        ("Chinese Taipei", "TWN"),
        ("Taiwan", "TWN"),
        ("Bill Burns", "Q1276563"),  # only the last name alone was taken away
    ],
)
def test_what_is_added_is_found_beside_what_was_there(
    shelf: Shelf, name: str, identity: str
) -> None:
    assert identity in ids(shelf, name)


@pytest.mark.parametrize(("name", "identity"), [("Burns", "Q1276563"), ("the Kremlin", "RUS")])
def test_a_name_that_is_taken_away_no_longer_means_its_actor(
    shelf: Shelf, name: str, identity: str
) -> None:
    assert identity in ids(load_shelf(), name)
    assert identity not in ids(shelf, name)
    assert identity not in [one.actor.id for one, _ in shelf.find_similar(name)]


def test_labels_are_replaced_and_the_shelf_as_it_comes_is_not_touched(shelf: Shelf) -> None:
    assert shelf.states["TWN"].name == "Chinese Taipei"
    assert {one.actor.name for one in shelf.find("Crimea")} == {"the Crimean peninsula"}
    assert load_shelf().states["TWN"].name == "Taiwan"
    assert ids(load_shelf(), "Zeta Front") == []


def test_the_days_of_a_name_are_kept(shelf: Shelf) -> None:
    assert [one.since for one in shelf.find("Zeta Front")] == ["2021"]


@pytest.mark.parametrize(
    ("day", "held"), [("2025-02-03", False), ("2025-02-04", True), ("2026-01-01", False)]
)
def test_an_office_is_held_from_its_first_day_to_the_day_it_was_checked(
    shelf: Shelf, day: str, held: bool
) -> None:
    holders = shelf.holders("foreign minister", "NOR", date.fromisoformat(day))
    assert ("legation:ilse-aamodt" in [one.person.id for one in holders]) is held


def test_what_is_written_of_an_office_takes_the_place_of_what_was_there(shelf: Shelf) -> None:
    written_days = [
        one.office.since for one in shelf.tenures("Q7747") if one.office.name == "President"
    ]
    assert written_days == ["2001-01-01"]
    assert len(shelf.tenures("Q7747")) > 1  # other offices stay


def test_an_own_office_rests_on_no_memory(shelf: Shelf) -> None:
    (tenure,) = shelf.tenures("legation:ilse-aamodt")
    assert (tenure.sure_until, tenure.checked_until) == ("2025-12-31", "2025-12-31")


BAD = [
    ("[[actor]", "is not TOML"),
    ("[[actor]]\nname = 3", "[[actor]] 1: name = 3, but it must be text in quotes"),
    ('[[actor]]\nname = "A"', "the shelf does not have legation:a, so type is needed"),
    ('[[actor]]\nname = "A"\ntype = "king"', "type = 'king'; write one of state, body"),
    ('[[actor]]\ntype = "group"', "name is missing"),
    ('[[actor]]\nname = "A"\ntype = "state"', "a state needs one of three capitals"),
    ('[[actor]]\nid = "q7"\nname = "A"', "id = 'q7'; write a Wikidata id"),
    ('[[actor]]\nid = "USA"\nname = "A"\ntype = "group"', "is a code of a state"),
    ('[[actor]]\nid = "CHN"\nstate = "TWN"', "but the shelf has CHN (China) with 'CHN'"),
    ('[[actor]]\nname = "A"\ntype = "group"\nstate = "CNH"', "does not have; did you mean CHN"),
    ('[[actor]]\nname = "A"\ntype = "group"\nstate = "China"', "is no ISO code"),
    ('[[actor]]\nname = "A"\ntype = "group"\naliases = "B"', "it must be a list such as"),
    ('[[actor]]\nname = "A"\ntype = "group"\nsince = "March"', "since = 'March' is no date"),
    ('[[actor]]\nname = "A"\ntype = "group"\nsince = "2022-13"', "is no date; write"),
    ('[[actor]]\nname = "A"\ntype = "group"\nsince = true', "since = True is no date"),
    (
        '[[actor]]\nname = "A"\ntype = "group"\nsince = 2022\nuntil = 2021',
        "until 2021 lies before since 2022",
    ),
    ('[[actor]]\nname = "A"\ntype = "person"\nsince = 2022', "write the days of an [[office]]"),
    ('[[actor]]\nname = "A"\ncolour = "red"', "there is no key 'colour'; there are id, name"),
    ('[actor]\nname = "A"', "begin each with [[actor]]"),
    ("[[war]]", "there is no table 'war'; there are actor, office, remove and labels"),
    ("labels = 3", "[labels]: must be a table"),
    ("[labels]\nTWN = 3", "[labels]: TWN = 3, but a label must be text in quotes"),
    ('[labels]\nTWM = "T"', "no state, territory or organisation TWM; did you mean "),
    ('[[remove]]\nname = "Moscow"', '[[remove]] 1: actor is missing; write actor = "…"'),
    (
        '[[remove]]\nname = "Moscow"\nactor = "UKR"',
        "'Moscow' does not mean UKR on the shelf; it means RUS (Russia)",
    ),
    (
        '[[office]]\nperson = "Vladimir Puttin"\noffice = "Mayor"\nsince = 2022',
        "is nobody on the shelf; did you mean Q7747 (Vladimir Putin)",
    ),
    ('[[office]]\nperson = "CHN"\noffice = "Mayor"\nsince = 2022', "person = 'CHN' is a state"),
    ('[[office]]\nperson = "Q7747"\noffice = "Mayor"', "since is missing"),
    (
        '[[office]]\nperson = "Q7747"\noffice = "Mayor"\nsince = 2022\nstate = "XXX"',
        "state = 'XXX', which the shelf does not have",
    ),
]


@pytest.mark.parametrize(("text", "told"), BAD, ids=[one[1][:40] for one in BAD])
def test_what_is_bad_is_told_with_file_table_and_cure(tmp_path: Path, text: str, told: str) -> None:
    path = written(tmp_path, text)
    with pytest.raises(ShelfError) as error:
        load_shelf(path)
    assert str(path) in str(error.value)
    assert told in str(error.value)


def test_a_file_that_is_no_text_is_told(tmp_path: Path) -> None:
    path = tmp_path / "my-shelf.toml"
    path.write_bytes(b'[labels]\nTWN = "\xff"\n')
    with pytest.raises(ShelfError, match="byte 16 is not UTF-8"):
        load_shelf(path)


# --- through the settings


@pytest.fixture
def settings(tmp_path: Path) -> list[str]:
    shelf = written(tmp_path, OWN)
    path = tmp_path / "legation.toml"
    path.write_text(f"shelf = '{shelf}'\n", encoding="utf-8")
    return ["--settings", str(path), "--desk", str(tmp_path / "desk.sqlite")]


def test_the_settings_name_the_file(
    settings: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run([*settings, "who", "Aamodt", "--on", "2025-06-01", "--json"]) == 0
    (answer,) = json.loads(capsys.readouterr().out)
    assert answer["actor"]["id"] == "legation:ilse-aamodt"
    assert answer["office"]["name"] == "Minister of Foreign Affairs"
    run(["who", "Ilse Aamodt", "--json"])  # without the settings it is the shelf as it comes
    assert "legation:ilse-aamodt" not in capsys.readouterr().out


def test_a_file_that_is_not_there_ends_the_run_with_its_cure(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "legation.toml"
    path.write_text('shelf = "none.toml"\n', encoding="utf-8")
    report = tmp_path / "report.txt"
    report.write_text("Russia denied it.", encoding="utf-8")
    desk = ["--desk", str(tmp_path / "desk.sqlite")]
    for words in (["who", "Xi"], [*desk, "read", str(report)]):
        assert run(["--settings", str(path), *words]) == 1
        told = capsys.readouterr().err
        assert "none.toml: the file of your own shelf cannot be read (No such file" in told
        assert "correct `shelf` in the settings" in told


@pytest.mark.parametrize("workers", ["1", "2"])
def test_reports_are_read_with_it_by_every_process_and_again_when_it_changes(
    settings: list[str], tmp_path: Path, workers: str, capsys: pytest.CaptureFixture[str]
) -> None:
    report = tmp_path / "report.txt"
    report.write_text(
        "The Zeta Front attacked Odrania on Friday. Ilse Aamodt condemned the attack.",
        encoding="utf-8",
    )
    words = ["read", str(report), "--published", "2025-06-06", "--workers", workers]
    assert run([*settings, *words]) == 0
    capsys.readouterr()
    assert run([*settings, "show", "mentions", "--jsonl"]) == 0
    mentions = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    who = {one["text"]: (one["actor"] or {}).get("id") for one in mentions}
    assert who["Zeta Front"] == "legation:zeta-front"
    assert who["Odrania"] == "XOD"
    assert who["Ilse Aamodt"] == "legation:ilse-aamodt"
    run([*settings, *words])
    assert "0 read, 1 already known" in capsys.readouterr().out
    written(tmp_path, OWN + "# changed\n")
    run([*settings, *words])
    assert "1 read, 0 already known" in capsys.readouterr().out
