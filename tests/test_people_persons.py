"""Which rows of the lists of office holders are about one person."""

from __future__ import annotations

import csv
import gzip
from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from people_persons import Persons, twins
from people_sources import LEADERS, MEMORY, REIGN, VISITS, Row, read_visits

from legation.reference.offices import office_keys, office_rank
from legation.reference.shelf import load_shelf
from legation.reference.tables import load_table
from legation.resolve.directory import Directory
from legation.resolve.lookup import who_is

ROOT = Path(__file__).resolve().parents[1]
SHIPPED = ROOT / "src" / "legation" / "reference" / "files" / "people.csv.gz"


def row(
    person: str, name: str, since: str, until: str, source: str, office: str = "President"
) -> Row:
    return Row(person, name, "COL", office, since, until, "", source, "", "2024-12-31")


def test_one_office_at_one_time_under_a_like_name_is_one_person() -> None:
    memory = row("legation:a", "Álvaro Uribe", "2002-08-07", "2010-08-07", MEMORY)
    reign = row("legation:b", "Alvaro Uribe Velez", "2002-08-08", "2010-08", REIGN, "Leader")
    visit = row("legation:c", "Alvero Uribe", "2004-03-22", "2004-03-24", VISITS)
    assert twins([memory, reign, visit]) == {"legation:b": "legation:a", "legation:c": "legation:a"}


def test_an_id_of_wikidata_stays() -> None:
    memory = row("legation:a", "Abiy Ahmed", "2018-04-02", "", MEMORY)
    leaders = row("Q50365049", "Abiy Ahmed Ali", "2018", "", LEADERS)
    assert twins([memory, leaders]) == {"legation:a": "Q50365049"}


@pytest.mark.parametrize(
    ("first", "second"),
    [
        # A daughter follows her father; a father's name is his son's too; two hold it in turn.
        (("Jean Le Pen", "1972", "2011-01-16"), ("Jeanne Le Pen", "2011-01-16", "2022")),
        (("Hussein bin Talal", "1952", "1999-02-07"), ("Talal bin Hussein", "1951", "1998")),
        (("Raúl Castro", "2008", "2018"), ("Fidel Castro", "2008", "2018")),
    ],
)
def test_kin_and_successors_stay_two(
    first: tuple[str, str, str], second: tuple[str, str, str]
) -> None:
    assert not twins([row("a", *first, MEMORY), row("b", *second, REIGN)])


def test_another_middle_name_is_another_person() -> None:
    persons = Persons()
    persons.add(row("Q1", "Sabah Al-Khalid Al-Sabah", "2019", "2022", LEADERS))
    emir = row("legation:x", "Sabah al-Ahmad al-Sabah", "2006-01-29", "2020-09-29", MEMORY)
    assert persons.known(emir) is None
    assert persons.known(emir._replace(name="Sabah al-Khalid al-Sabah", since="2019")) == "Q1"


def test_a_line_of_visits_that_names_two_is_two(tmp_path: Path) -> None:
    path = tmp_path / "visits_to_2021.csv.gz"
    with gzip.open(path, "wt", encoding="utf-8") as lines:
        lines.write("visitor,from,start,end\n")
        lines.write("President Ann Ahn and Prime Minister Bob Behr,Croatia,2000-08-07,2000-08-10\n")
    found = read_visits(tmp_path, Counter())
    assert [(one.office, one.name) for one in found] == [
        ("President", "Ann Ahn"),
        ("Prime Minister", "Bob Behr"),
    ]


def test_the_shelf_has_nobody_twice() -> None:
    with gzip.open(SHIPPED, "rt", encoding="utf-8", newline="") as lines:
        rows = [Row(**line) for line in csv.DictReader(one for one in lines if one[0] != "#")]
    assert not twins(rows)


@pytest.mark.parametrize(
    "name", ["Abiy Ahmed", "Lula da Silva", "Charles III", "Ali Bongo", "Saddam Hussein"]
)
def test_who_is_known_by_two_lists_is_one_answer(name: str) -> None:
    assert len(who_is(name, Directory.of(load_shelf()))) == 1


def test_what_is_remembered_of_the_first_offices_stands_on_the_shelf() -> None:
    """No list that knows one spell only, or an acting one, takes away another."""
    shelf = load_shelf()
    missing = []
    for line in load_table("remembered.tsv"):
        since, until = line["since"], line["until"] or "2024-06-01"
        long = int(until[:4]) - int(since[:4] or "9999") > 2
        if not long or not line["state"] or office_rank(line["office"]) > 1:
            continue
        day = date((int(since[:4]) + int(until[:4])) // 2, 12, 31)
        wanted = office_keys(line["office"], line["state"])
        held = [
            tenure
            for name in shelf.find(line["name"])
            if name.actor.id is not None
            for tenure in shelf.tenures(name.actor.id, day)
        ]
        if not any(wanted & office_keys(one.office.name, line["state"]) for one in held):
            missing.append(f"{line['state']} {line['office']} {line['name']} {day}")
    assert not missing


@pytest.mark.parametrize(
    ("state", "day", "leader"),
    [
        ("ROU", "2015-08-18", "Klaus Iohannis"),  # a list has his second term alone
        ("IRN", "2022-03-18", "Ali Khamenei"),  # another has him as president until 1989
        ("MDA", "2022-03-18", "Maia Sandu"),  # and her as prime minister in 2019
        ("KGZ", "2022-03-18", "Sadyr Zhaparov"),  # acting at first
    ],
)
def test_a_second_term_and_an_earlier_office_do_not_end_the_one_that_is_held(
    state: str, day: str, leader: str
) -> None:
    held = load_shelf().in_office(date.fromisoformat(day), 1)
    assert leader in {one.person.name for one in held if one.office.state == state}


def test_every_other_spelling_is_somebodys() -> None:
    shelf = load_shelf()
    gone = [line["id"] for line in load_table("spellings.tsv") if shelf.actor(line["id"]) is None]
    assert not gone
