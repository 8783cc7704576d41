"""An office is held by whom the words of time, place and loss point at on that day."""

from __future__ import annotations

from datetime import date

import pytest

from legation.reference.families import load_families
from legation.reference.shelf import load_shelf
from legation.resolve.directory import Directory
from legation.resolve.holding import find_holder
from readings import linked, reading, who

DIRECTORY = Directory.of(load_shelf())


@pytest.mark.parametrize(
    ("title", "code", "day", "name"),
    [
        ("president-elect", "USA", "2008-12-01", "Barack Obama"),
        ("prime minister-designate", "GBR", "2010-05-01", "David Cameron"),
        ("head of state", "DEU", "2012-06-01", "Joachim Gauck"),
        ("army chief", "PAK", "2014-01-01", "Raheel Sharif"),
        ("central bank governor", "JPN", "2015-01-01", "Haruhiko Kuroda"),
        ("opposition leader", "GBR", "2022-06-01", "Keir Starmer"),
        ("labour leader", "GBR", "2022-06-01", "Keir Starmer"),
        ("pm", "IND", "2015-01-01", "Narendra Modi"),
        ("interior minister", "FRA", "2015-11-14", "Bernard Cazeneuve"),
        ("vice president", "VEN", "2012-12-01", "Nicolás Maduro"),
    ],
)
def test_offices_are_found_under_the_words_of_reporting(
    title: str, code: str, day: str, name: str
) -> None:
    held = find_holder(DIRECTORY, date.fromisoformat(day), title, code)
    assert held is not None
    assert held.tenure.person.name == name


@pytest.mark.parametrize(
    "title", ["shadow foreign minister", "rebel leader", "opposition president"]
)
def test_who_is_not_the_one_is_not_taken_for_him(title: str) -> None:
    assert find_holder(DIRECTORY, date(2015, 1, 1), title, "GBR") is None


@pytest.mark.parametrize(
    ("marked", "day", "words", "name"),
    [
        ("[the US ambassador|d p s] in Kyiv spoke.", "2015-02-01", "the US ambassador",
         "Geoffrey R. Pyatt"),
        ("[the mayor|d p s] of Istanbul spoke.", "2023-05-14", "the mayor", "Ekrem İmamoğlu"),
        ("[the secretary-general|d p s] spoke.", "2005-06-01", "the secretary-general",
         "Kofi Annan"),
        ("[The Swedish foreign minister|d p s] died this morning.", "2003-09-11",
         "The Swedish foreign minister", "Anna Lindh"),
        ("[The president|d p s] of Guinea-Bissau spoke.", "2008-05-05", "The president",
         "João Bernardo Vieira"),
    ],
)  # fmt: skip
def test_a_description_names_the_holder(marked: str, day: str, words: str, name: str) -> None:
    assert who(linked(reading(marked, day)), words) == [name]


@pytest.mark.parametrize(
    ("marked", "day", "words", "at", "name"),
    [
        ("[Lee|p s] took the oath; [Lee|p s], the father, stayed.", "2004-08-12", "Lee", 1,
         "Lee Kuan Yew"),
        ("[Abdullah|p s] of Jordan left.", "2003-05-23", "Abdullah", 0, "Abdullah II"),
        ("[Aoun|p s], who commands the army, left.", "2019-10-31", "Aoun", 0, "Joseph Aoun"),
        ("[Castro|p s], the brother who commands, spoke for [Fidel Castro|p].", "2003-05-01",
         "Castro", 0, "Raúl Castro"),
    ],
)  # fmt: skip
def test_kin_and_deeds_tell_namesakes_apart(
    marked: str, day: str, words: str, at: int, name: str
) -> None:
    assert who(linked(reading(marked, day)), words, at) == [name]


def test_families_are_filed_both_ways() -> None:
    families = load_families(load_shelf())
    (son,) = {n.actor.id for n in load_shelf().find("Shinzo Abe") if n.kind == "name"}
    (father,) = {n.actor.id for n in load_shelf().find("Shintaro Abe") if n.kind == "name"}
    assert son is not None
    assert father is not None
    assert ("father", son) in families[father]
    assert ("son", father) in families[son]
