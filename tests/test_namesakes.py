"""A last name is the bearer of whom the text speaks; a misspelt one is who sounds like it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from legation.reference.sounds import loose_sound_of, sound_of
from legation.resolve.metonyms import names_building
from readings import link_of, linked, reading, who


@pytest.mark.parametrize(
    ("marked", "day", "words", "name"),
    [
        ("[Bush|p s] signed the treaty.", "2002-05-24", "Bush", "George W. Bush"),
        ("the elder [Bush|p s] stayed home.", "2002-05-24", "Bush", "George H.W. Bush"),
        ("The Senate has confirmed [Burns|p] as ambassador in Beijing.", "2021-12-17", "Burns",
         "R. Nicholas Burns"),
        ("[Burns|p s r=CIA director] flew in.", "2022-03-18", "Burns", "William Joseph Burns"),
        ("[Khan|p s] spoke in parliament.", "2019-06-03", "Khan", "Imran Khan"),
        ("He was rude about [Khan|p], a mayor who is not amused.", "2019-06-03", "Khan",
         "Sadiq Khan"),
        ("[Clinton|p s] said she would come.", "2010-03-01", "Clinton", "Hillary Clinton"),
        ("[Wang|p s] told reporters that talks went on.", "2021-09-14", "Wang", "Wang Yi"),
    ],
)  # fmt: skip
def test_a_last_name_is_whom_the_text_speaks_of(
    marked: str, day: str, words: str, name: str
) -> None:
    assert who(linked(reading(marked, day)), words) == [name]


def test_two_of_one_name_in_one_clause_are_two_people() -> None:
    one = linked(reading("[Singh|p s] has taken the ministry from [Singh|p].", "2005-11-07"))
    assert who(one, "Singh", 0) == ["Manmohan Singh"]
    (second,) = who(one, "Singh", 1)
    assert second is not None
    assert second.endswith("Natwar Singh")


def test_a_name_told_from_others_of_the_name_is_never_sure() -> None:
    found = link_of(
        linked(reading("the [Assad|p s] who commands the guard kept silent.", "2012-03-15")),
        "Assad",
    )
    assert found.confidence is not None
    assert found.confidence <= 0.6


@pytest.mark.parametrize(
    ("marked", "day", "words", "name"),
    [
        ("[Schroeder|p s r=Chancellor] knelt.", "2005-04-24", "Schroeder", "Gerhard Schröder"),
        ("[Mursy|p s r=president] is gone.", "2013-07-03", "Mursy", "Mohamed Morsi"),
        ("[Ashraf Gany|p s] has left.", "2021-08-16", "Ashraf Gany", "Ashraf Ghani"),
        ("[Kasachstan|l s] is calm.", "2022-01-07", "Kasachstan", "KAZ"),
        ("[The Collective Treaty|d s] of Security has met.", "2022-01-07", "The Collective Treaty",
         "legation:collective-security-treaty-organization"),
    ],
)  # fmt: skip
def test_a_garbled_name_is_whose_sounds_and_words_it_has(
    marked: str, day: str, words: str, name: str
) -> None:
    assert who(linked(reading(marked, day)), words) == [name]


@pytest.mark.parametrize(
    ("marked", "words", "kind", "state"),
    [
        ("They flew to [Bengasi|l].", "Bengasi", "place", "LBY"),
        ("The ship sails for [Tripoli|l], Lebanon.", "Tripoli", "place", "LBN"),
        ("Reporters waited at [the Pentagon|o].", "the Pentagon", "place", "USA"),
        ("[The Pentagon|o s] said so.", "The Pentagon", "body", "USA"),
        ("The lights of [the Kremlin|l] stayed on.", "the Kremlin", "place", "RUS"),
        ("[Algiers|l s] is fuming at [Madrid|l].", "Madrid", "state", "ESP"),
        ("The [Geneva|l] talks and the [Moscow|l] summit ended.", "Moscow", "place", "RUS"),
        ("Drones flew over [Kyiv|l] at night.", "Kyiv", "place", "UKR"),
        ("[Downing Street|l s] is closed to traffic.", "Downing Street", "place", "GBR"),
    ],
)
def test_a_place_is_no_government(marked: str, words: str, kind: str, state: str) -> None:
    (actor,) = link_of(linked(reading(marked)), words).actors
    assert (actor.type, actor.state) == (kind, state)


@given(st.text(max_size=20))
def test_sounds_do_not_depend_on_case_and_come_to_rest(word: str) -> None:
    assert sound_of(word.lower()) == sound_of(word.lower().upper().lower())
    assert len(loose_sound_of(word)) <= len(sound_of(word))
    assert names_building(f"the {word}") == names_building(word) or word.startswith("the ")
