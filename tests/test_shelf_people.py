"""People on the shelf: their names, and the offices they held on a day."""

from __future__ import annotations

from datetime import date

import pytest

from legation.reference.people import CHECKED_ON
from legation.reference.shelf import in_force_from, load_shelf
from legation.reference.tables import load_table

SHELF = load_shelf()
DAY = date(2022, 3, 18)


@pytest.mark.parametrize(
    ("name", "state", "office"),
    [
        ("William Burns", "USA", "Director of the CIA"),
        ("William J. Burns", "USA", "Director of the CIA"),
        ("Bill Burns", "USA", "Director of the CIA"),
        ("Antony Blinken", "USA", "Secretary of State"),
        ("Tony Blinken", "USA", "Secretary of State"),
        ("Vladimir Putin", "RUS", "President"),
        ("Xi Jinping", "CHN", "President"),
        ("President Xi", "CHN", "President"),
        ("Joe Biden", "USA", "President"),
        ("Joseph R. Biden Jr.", "USA", "President"),
        ("Kamala Harris", "USA", "Vice President"),
        ("Jake Sullivan", "USA", "National Security Advisor"),
        ("Jen Psaki", "USA", "White House Press Secretary"),
        ("Lloyd Austin", "USA", "Secretary of Defense"),
        ("Janet Yellen", "USA", "Secretary of the Treasury"),
        ("Gina Raimondo", "USA", "Secretary of Commerce"),
        ("Linda Thomas-Greenfield", "USA", "Ambassador to the United Nations"),
        ("Mark Milley", "USA", "Chairman of the Joint Chiefs of Staff"),
        ("Olaf Scholz", "DEU", "Chancellor"),
        ("Annalena Baerbock", "DEU", "Minister of Foreign Affairs"),
        ("Emmanuel Macron", "FRA", "President"),
        ("Boris Johnson", "GBR", "Prime Minister"),
        ("Sergei Lavrov", "RUS", "Minister of Foreign Affairs"),
        ("Sergei Shoigu", "RUS", "Minister of Defence"),
        ("Dmitry Peskov", "RUS", "Presidential Press Secretary"),
        ("Fumio Kishida", "JPN", "Prime Minister"),
        ("Scott Morrison", "AUS", "Prime Minister"),
        ("Mario Draghi", "ITA", "Prime Minister"),
        ("Tsai Ing-wen", "TWN", "President"),
        ("Volodymyr Zelenskyy", "UKR", "President"),
        ("Volodymyr Zelensky", "UKR", "President"),
        ("Naftali Bennett", "ISR", "Prime Minister"),
        ("Recep Tayyip Erdogan", "TUR", "President"),
        ("Alexander Lukashenko", "BLR", "President"),
        ("Narendra Modi", "IND", "Prime Minister"),
        ("Wang Yi", "CHN", "Minister of Foreign Affairs"),
        ("Antonio Guterres", None, "Secretary-General of the United Nations"),
        ("Jens Stoltenberg", None, "Secretary General of NATO"),
        ("Ursula von der Leyen", None, "President of the European Commission"),
        ("Charles Michel", None, "President of the European Council"),
    ],
)
def test_the_foremost_office_on_18_march_2022(name: str, state: str | None, office: str) -> None:
    person = SHELF.find(name)[0].actor
    held = SHELF.tenures(person.id or "", DAY)[0].office
    assert (person.type, person.state, held.name, held.state) == ("person", state, office, state)


@pytest.mark.parametrize(
    ("last_name", "full_name"),
    [
        ("Biden", "Joe Biden"),
        ("Putin's", "Vladimir Putin"),
        ("Xi", "Xi Jinping"),
        ("Blinken", "Antony Blinken"),
        ("Zelenskiy", "Volodymyr Zelenskyy"),
        ("Erdogan", "Recep Tayyip Erdoğan"),
        ("von der Leyen", "Ursula von der Leyen"),
        ("Guterres", "António Guterres"),
        ("López Obrador", "Andrés Manuel López Obrador"),
        ("Trump", "Donald Trump"),
    ],
)
def test_a_last_name_alone_finds_the_foremost_bearer_first(last_name: str, full_name: str) -> None:
    first = SHELF.find(last_name)[0]
    assert (first.actor.name, first.kind) == (full_name, "last name")


@pytest.mark.parametrize("name", ["Jacob Burns", "Hunter Putin", "Blinken Antony", "Ursula Leyen"])
def test_another_given_name_is_another_person(name: str) -> None:
    assert SHELF.find(name) == ()


@pytest.mark.parametrize(
    ("printed", "meant"),
    [
        ("Anthony Blinken", "Antony Blinken"),
        ("Vladmir Putin", "Vladimir Putin"),
        ("Volodimir Zelenski", "Volodymyr Zelenskyy"),
        ("Emanuel Macron", "Emmanuel Macron"),
        ("Xi Jingping", "Xi Jinping"),
        ("Ukrane", "Ukraine"),
        ("Kazakstan", "Kazakhstan"),
    ],
)
def test_a_misspelt_name_is_found_with_less_than_full_similarity(printed: str, meant: str) -> None:
    assert SHELF.find(printed) == ()
    name, similarity = SHELF.find_similar(printed)[0]
    assert name.actor.name == meant
    assert 0.8 <= similarity < 1


@pytest.mark.parametrize("word", ["Iraq", "table", "Xi", "Mariupol", "Monday", "x"])
def test_words_that_resemble_nobody_are_left_alone(word: str) -> None:
    assert SHELF.find_similar(word) == () or SHELF.find_similar(word)[0][1] >= 0.9


@pytest.mark.parametrize(
    ("office", "state", "on", "holder"),
    [
        ("president", "CHN", "2022-03-18", "Xi Jinping"),
        ("foreign minister", "RUS", "2022-03-18", "Sergey Lavrov"),
        ("foreign minister", "USA", "2022-03-18", "Antony Blinken"),
        ("secretary of state", "USA", "2014-03-18", "John Kerry"),
        ("CIA director", "USA", "2022-03-18", "William Joseph Burns"),
        (
            "director of the Central Intelligence Agency",
            "USA",
            "2022-03-18",
            "William Joseph Burns",
        ),
        ("defence minister", "RUS", "2022-03-18", "Sergey Shoygu"),
        ("national security adviser", "USA", "2022-03-18", "Jake Sullivan"),
        ("foreign secretary", "GBR", "2022-03-18", "Liz Truss"),
        ("foreign minister", "IND", "2022-03-18", "Subrahmanyam Jaishankar"),
        ("premier", "CHN", "2022-03-18", "Li Keqiang"),
        ("prime minister", "AUS", "2022-03-18", "Scott Morrison"),
        ("prime minister", "AUS", "2022-06-01", "Anthony Albanese"),
        ("president", "USA", "2021-01-19", "Donald Trump"),
        ("president", "USA", "2021-01-20", "Joe Biden"),
        ("Secretary General of NATO", None, "2022-03-18", "Jens Stoltenberg"),
    ],
)
def test_an_office_finds_who_held_it(office: str, state: str | None, on: str, holder: str) -> None:
    holders = SHELF.holders(office, state, date.fromisoformat(on))
    assert [tenure.person.name for tenure in holders] == [holder]


def test_a_former_president_holds_no_office_and_has_held_one() -> None:
    trump = SHELF.find("Donald Trump")[0].actor
    assert SHELF.tenures(trump.id or "", DAY) == ()
    (tenure,) = SHELF.tenures(trump.id or "")
    assert (tenure.office.name, tenure.office.until, tenure.rank) == ("President", "2021-01-20", 0)


def test_several_offices_stand_by_rank() -> None:
    putin = SHELF.find("Vladimir Putin")[0].actor
    assert [tenure.office.name for tenure in SHELF.tenures(putin.id or "", DAY)] == [
        "President",
        "Supreme Commander-in-Chief of the Armed Forces",
    ]
    assert SHELF.tenures("nobody", DAY) == ()


@pytest.mark.parametrize(
    ("edge", "day"),
    [
        ("2022-03-18", "2022-03-18"),
        ("2022-03", "2022-04-01"),
        ("2021-12", "2022-01-01"),
        ("2021", "2022-01-01"),
    ],
)
def test_a_change_known_by_month_or_year_holds_from_its_end(edge: str, day: str) -> None:
    assert in_force_from(edge) == day


def test_no_office_is_held_before_it_began() -> None:
    for person in ("Q6279", "Q7747", "Q15031", "Q335697"):
        for tenure in SHELF.tenures(person):
            since = tenure.office.since
            assert since is not None
            before = date(int(since[:4]) - 1, 12, 31)
            assert tenure not in SHELF.tenures(person, before)


@pytest.mark.parametrize(
    ("organisation", "on", "n_members", "inside", "outside"),
    [
        ("legation:nato", "2022-03-18", 30, "USA", "SWE"),
        ("legation:european-union", "2022-03-18", 27, "DEU", "GBR"),
        ("legation:european-union", "2019-03-18", 28, "GBR", "NOR"),
        ("legation:g7", "2022-03-18", 7, "JPN", "RUS"),
        ("legation:quad", "2022-03-18", 4, "IND", "CHN"),
        ("legation:p5", "2022-03-18", 5, "CHN", "DEU"),
        ("legation:brics", "2022-03-18", 5, "ZAF", "IRN"),
        ("legation:shanghai-cooperation-organisation", "2022-03-18", 8, "IND", "IRN"),
        ("legation:un-security-council", "2022-03-18", 15, "ARE", "DEU"),
        ("legation:association-of-southeast-asian-nations", "2022-03-18", 10, "VNM", "TLS"),
    ],
)
def test_members_are_those_of_the_day(
    organisation: str, on: str, n_members: int, inside: str, outside: str
) -> None:
    members = SHELF.members(organisation, date.fromisoformat(on))
    assert len(members) == n_members == len(set(members))
    assert inside in members
    assert outside not in members
    assert set(members) <= set(SHELF.states)
    assert set(members) <= set(SHELF.members(organisation))


@pytest.mark.parametrize(
    ("organisation", "state", "on", "suspended"),
    [
        ("legation:council-of-europe", "RUS", "2022-02-24", False),
        ("legation:council-of-europe", "RUS", "2022-02-25", True),
        ("legation:council-of-europe", "RUS", "2022-03-15", True),
        ("legation:arab-league", "SYR", "2022-03-18", True),
        ("legation:arab-league", "SYR", "2023-05-07", False),
        ("legation:african-union", "MLI", "2022-03-18", True),
        ("legation:african-union", "SEN", "2022-03-18", False),
        ("legation:mercosur", "VEN", "2022-03-18", True),
    ],
)
def test_a_suspended_state_is_no_member_and_is_called_suspended(
    organisation: str, state: str, on: str, suspended: bool
) -> None:
    day = date.fromisoformat(on)
    assert (state in SHELF.suspended(organisation, day)) is suspended
    assert (state in SHELF.members(organisation, day)) is not suspended
    assert state in SHELF.members(organisation)


def test_every_suspension_is_of_a_member_and_ends_after_it_began() -> None:
    for row in load_table("suspensions.tsv"):
        assert row["state"] in SHELF.members(row["organisation"]), row
        assert (
            not row["until"]
            or row["since"] <= row["until"]
            or row["since"].startswith(row["until"])
        ), row


def test_an_organisation_without_a_list_has_no_members() -> None:
    assert SHELF.members("legation:reuters", DAY) == ()
    assert DAY.isoformat() < CHECKED_ON


@pytest.mark.parametrize(
    ("printed", "meant"),
    [
        ("Kishida Fumio", "Fumio Kishida"),
        ("Orban Viktor", "Viktor Orbán"),
        ("Jinping Xi", "Xi Jinping"),
    ],
)
def test_where_the_family_comes_first_a_name_is_known_both_ways(printed: str, meant: str) -> None:
    assert [one.actor.name for one in SHELF.find(printed)] == [meant]
