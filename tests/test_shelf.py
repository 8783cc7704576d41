"""Names on the shelf: who is found under which words, and who is not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from legation.records import ACTOR_TYPES
from legation.reference.names import fold, fold_acronym, slug
from legation.reference.shelf import KINDS, load_shelf
from legation.reference.tables import ShelfError, load_rows, load_table
from legation.reference.zones import hours_ahead

SHELF = load_shelf()


@pytest.mark.parametrize(
    ("name", "actor", "kind"),
    [
        ("Chinese", "CHN", "demonym"),
        ("Russians", "RUS", "demonym"),
        ("Britons", "GBR", "demonym"),
        ("Taiwanese", "TWN", "demonym"),
        ("Frenchmen", "FRA", "demonym"),
        ("Beijing", "CHN", "capital"),
        ("Kiev", "UKR", "capital"),
        ("the Kremlin’s", "RUS", "seat"),
        ("the White House", "USA", "seat"),
        ("Elysée", "FRA", "seat"),
        ("Quai d’Orsay", "FRA", "seat"),
        ("No. 10", "GBR", "seat"),
        ("US", "USA", "acronym"),
        ("U.S.", "USA", "acronym"),
        ("the U.K.", "GBR", "acronym"),
        ("PRC", "CHN", "acronym"),
        ("RUSSIA", "RUS", "name"),
        ("Russia's", "RUS", "name"),
        ("the United States'", "USA", "name"),
        ("Türkiye", "TUR", "alias"),
        ("Burma", "MMR", "alias"),
        ("Czechia", "CZE", "alias"),
        ("Ivory Coast", "CIV", "name"),
        ("Kosovo", "XKX", "name"),
        ("Soviet", "SUN", "demonym"),
        ("Crimea", "legation:crimea", "name"),
        ("Western Sahara", "ESH", "name"),
        ("WHO", "legation:world-health-organization", "acronym"),
        ("NATO", "legation:nato", "name"),
        ("Nato", "legation:nato", "name"),
        ("Pentagon", "legation:department-of-defense", "alias"),
        ("the CIA", "legation:central-intelligence-agency", "acronym"),
        ("the Security Council", "legation:un-security-council", "alias"),
        ("OPEC+", "legation:opec-plus", "name"),
        ("the West", "legation:the-west", "name"),
        ("Xinhua", "legation:xinhua", "name"),
        ("Polish Foreign Ministry", "legation:polish-ministry-of-foreign-affairs", "alias"),
        ("Ministry of Defence of Kazakhstan", "legation:kazakh-ministry-of-defence", "alias"),
    ],
)
def test_a_name_finds_its_actor_first(name: str, actor: str, kind: str) -> None:
    first = SHELF.find(name)[0]
    assert (first.actor.id, first.kind) == (actor, kind)


@pytest.mark.parametrize(
    "name",
    [
        "us",
        "Us",
        "who",
        "Who",
        "is",
        "it",
        "quad",
        "turkey",
        "polish",
        "swift",
        "He",
        "",
        "the",
        "Smithers",
    ],
)
def test_everyday_words_find_nobody(name: str) -> None:
    assert SHELF.find(name) == ()


@pytest.mark.parametrize(
    "name",
    [
        "China's Foreign Ministry",
        "the Chinese Foreign Ministry",
        "Ministry of Foreign Affairs of China",
    ],
)
def test_a_listed_body_is_one_however_it_is_named(name: str) -> None:
    assert {entry.actor.id for entry in SHELF.find(name)} == {
        "legation:chinese-ministry-of-foreign-affairs"
    }


@pytest.mark.parametrize(
    ("word", "state"),
    [
        ("Chinese", "CHN"),
        ("Beijing", "CHN"),
        ("US", "USA"),
        ("American", "USA"),
        ("Kremlin", "RUS"),
        ("Pentagon", "USA"),
        ("Brussels", "BEL"),
        ("NATO", None),
        ("Reuters", None),
        ("Putin", None),
        ("Crimea", None),
        ("us", None),
    ],
)
def test_a_word_tells_its_state(word: str, state: str | None) -> None:
    assert SHELF.state_of(word) == state


def test_both_seats_of_brussels_are_found_the_capital_first() -> None:
    assert [(entry.actor.id, entry.kind) for entry in SHELF.find("Brussels")] == [
        ("BEL", "capital"),
        ("legation:european-union", "seat"),
    ]


def test_the_shelf_holds_the_world_and_its_bodies() -> None:
    today = [row for row in load_table("states.tsv") if not row["until"]]
    assert len(today) == 193 + 2 + 2  # members, observers, Taiwan and Kosovo
    assert set(SHELF.states) == {row["id"] for row in load_table("states.tsv")}
    sorts = [row["sort"] for row in load_table("organisations.tsv")]
    assert sorts.count("igo") >= 80
    assert sorts.count("company") + sorts.count("armed group") >= 60


def test_every_actor_is_well_formed_and_named_once() -> None:
    ids = []
    for table in ("states.tsv", "organisations.tsv"):
        for row in load_table(table):
            ids.append(row["id"])
            actor = SHELF.find(row["name"])[0].actor
            assert actor.type in ACTOR_TYPES
            assert actor.state is None or actor.state in SHELF.states
            assert row["id"] in {entry.actor.id for entry in SHELF.find(row["name"])}
    assert len(ids) == len(set(ids))
    assert all((len(i) == 3 and i.isupper()) or i.startswith("legation:") for i in ids)


@pytest.mark.parametrize(
    "table",
    [
        "states.tsv",
        "organisations.tsv",
        "members.tsv",
        "suspensions.tsv",
        "zones.tsv",
        "principals.tsv",
        "spellings.tsv",
        "given_names.tsv",
        "roles.tsv",
        "titles.tsv",
        "people.csv.gz",
    ],
)
def test_every_file_tells_its_source_date_and_licence(table: str) -> None:
    from legation.reference.tables import load_text

    comment = [line for line in load_text(table).splitlines()[:12] if line.startswith("# ")]
    for word in ("source: ", "date: ", "licence: "):
        assert any(line.startswith(f"# {word}") for line in comment), word
    assert len(list(load_rows(table))) > 5


@pytest.mark.parametrize(
    ("state", "other", "hours"),
    [
        ("RUS", "FRA", 2.0),
        ("JPN", "USA", 14.0),
        ("USA", "JPN", -14.0),
        ("IND", "GBR", 5.5),
        ("IRL", "GBR", 0.0),
        ("SUN", "USA", None),
        ("USA", "legation:nato", None),
    ],
)
def test_clocks_of_capitals_are_so_far_apart(state: str, other: str, hours: float | None) -> None:
    assert hours_ahead(state, other) == hours


def test_a_missing_file_is_told_by_name() -> None:
    with pytest.raises(ShelfError, match=r"nothing\.tsv"):
        list(load_rows("nothing.tsv"))


@given(st.text(max_size=40))
def test_any_text_can_be_looked_up_and_folds_once(text: str) -> None:
    for entry in SHELF.find(text):
        assert entry.kind in KINDS
    assert fold(text).casefold() == fold(text)
    assert all(0.8 <= similarity <= 1 for _, similarity in SHELF.find_similar(text[:20]))


def test_folding_by_hand() -> None:
    assert fold("the Élysée’s") == "elysee"
    assert fold("Xi’s") == "xi"
    assert fold("Antigua & Barbuda") == "antigua and barbuda"
    assert fold_acronym("the U.S.'s") == "US"
    assert slug("Côte d’Ivoire’s OPEC+") == "cote divoires-opec-plus".replace(" ", "-")
