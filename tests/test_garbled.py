"""A garbled name is whose it is nearly, and who the day, the title and the state speak for."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from legation.reference.shelf import load_shelf
from legation.reference.slips import bones, iter_bone_keys, slip_likeness
from readings import link_of, linked, reading, who


@pytest.mark.parametrize(
    ("one", "other", "least", "most"),
    [
        ("medvedev", "medwedew", 0.97, 1.0),  # the same sounds
        ("merkel", "markel", 0.9, 0.97),  # a vowel for a vowel
        ("prigozhin", "prigogine", 0.85, 0.97),  # another alphabet
        ("trump", "trunp", 0.85, 0.95),  # a slip of the pen
        ("xi", "hsi", 0.97, 1.0),
        ("rice", "rais", 0.75, 0.95),
        ("karimov", "kadyrov", 0.0, 0.75),  # two people
        ("rajoy", "rajapaksa", 0.0, 0.6),
    ],
)
def test_slips_count_by_how_easily_they_are_made(
    one: str, other: str, least: float, most: float
) -> None:
    assert least <= slip_likeness(one, other) <= most


# One vowel for another costs 0.3 of the mean of both lengths, by hand: 1 - 0.3 / 6.
def test_the_likeness_is_one_less_the_cost_by_the_letter() -> None:
    assert slip_likeness("merkel", "markel") == pytest.approx(1 - 0.3 / 6)


@given(st.text("abcdefghiklmnoprstuvyz", min_size=1, max_size=10),
       st.text("abcdefghiklmnoprstuvyz", min_size=1, max_size=10))  # fmt: skip
def test_likeness_is_the_same_both_ways_and_between_nought_and_one(one: str, other: str) -> None:
    assert 0.0 <= slip_likeness(one, other) <= 1.0
    assert slip_likeness(one, other) == pytest.approx(slip_likeness(other, one))
    assert slip_likeness(one, one) == 1.0


@given(st.text("bdfklmnr", min_size=4, max_size=8), st.integers(0, 7))
def test_words_one_consonant_apart_meet_under_a_key(word: str, place: int) -> None:
    shorter = word[: place % len(word)] + word[place % len(word) + 1 :]
    ours, theirs = bones(word), bones(shorter)
    if len(ours) - len(theirs) <= 1 and len(ours) > 2:
        assert set(iter_bone_keys(word)) & set(iter_bone_keys(shorter))


@pytest.mark.parametrize(
    ("garbled", "name"),
    [
        ("Moamer Quadaffi", "Muammar Gaddafi"),
        ("Banki Moon", "Ban Ki-moon"),  # run together
        ("Mun Jae In", "Moon Jae-in"),
        ("Angela Markel", "Angela Merkel"),
        ("Frank Walther Steinmeyer", "Frank-Walter Steinmeier"),
        ("Orbahn Victor", "Viktor Orbán"),  # turned round
    ],
)
def test_whole_names_are_found_with_a_slip_in_each_word(garbled: str, name: str) -> None:
    found = load_shelf().find_garbled(garbled)
    assert found
    assert found[0][0].actor.name == name
    assert found[0][1] >= 0.85


@pytest.mark.parametrize("name", ["Anna Schmidt", "Thomas Friedman", "Greta", ""])
def test_names_of_nobody_are_like_nobody(name: str) -> None:
    assert load_shelf().find_garbled(name) == ()


@pytest.mark.parametrize(
    ("marked", "day", "words", "name"),
    [
        ("[Mike Pens|p s] spoke.", "2018-02-09", "Mike Pens", "Mike Pence"),
        ("[Havier Milley|p s] spoke.", "2023-12-10", "Havier Milley", "Javier Milei"),
        ("[Kim Jung Un|p s] strolled.", "2018-06-12", "Kim Jung Un", "Kim Jong-un"),
        ("[Condolisa Rais|p s] signed.", "2008-08-16", "Condolisa Rais", "Condoleezza Rice"),
    ],
)
def test_a_garbled_name_is_linked(marked: str, day: str, words: str, name: str) -> None:
    one = linked(reading(marked, day))
    assert who(one, words) == [name]
    assert "misspelt" in link_of(one, words).reason


def test_a_word_that_is_anothers_name_is_no_slip() -> None:
    one = linked(reading("[Peter Miller|p s], a farmer, spoke.", "2020-03-01"))
    assert who(one, "Peter Miller") == ["Peter Miller"]
