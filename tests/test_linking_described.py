"""Definite descriptions link to whom the shelf or the text knows to be that."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from legation.reference.callings import calling_nouns, load_callings, person_ids
from legation.reference.kin import kin_of
from legation.reference.neighbours import SIDES, load_neighbours, neighbours_on
from legation.reference.shelf import load_shelf
from legation.reference.tables import load_table
from readings import link_of, linked, reading, who


@pytest.mark.parametrize(
    ("marked", "day", "words", "name"),
    [
        # Known to the shelf by a former calling, though another was named later.
        (
            "[Emmanuel Macron|p s] won. [Olaf Scholz|p s] rang. [the former banker|d p s] thanked.",
            "2022-04-25",
            "the former banker",
            "Emmanuel Macron",
        ),
        # Told by the text itself.
        (
            "[Maia Sandu|p s], [an economist|d p], met [Joe Biden|p]. [the economist|d p s] left.",
            "2022-04-25",
            "the economist",
            "Maia Sandu",
        ),
        # A man is no "lady": gender rules out the nearer one.
        (
            "[Angela Merkel|p s] met [François Hollande|p]. [the former physicist|d p s] spoke.",
            "2015-02-12",
            "the former physicist",
            "Angela Merkel",
        ),
        # Nobody is known for it: the visitor is the one who is not at home there.
        (
            "[Narendra Modi|p s] received [Nawaz Sharif|p] in [Agra|l]. [the visitor|d p s] left.",
            "2014-05-27",
            "the visitor",
            "Nawaz Sharif",
        ),
        # The state that the adjective says.
        (
            "[Macron|p s] met [Scholz|p s]. [the [French|n] guest|d p s] spoke.",
            "2022-04-25",
            "the French guest",
            "Emmanuel Macron",
        ),
    ],
)
def test_a_description_takes_up_who_is_that(marked: str, day: str, words: str, name: str) -> None:
    assert who(linked(reading(marked, day)), words) == [name]


def test_who_is_taken_up_on_no_evidence_is_not_relied_on() -> None:
    one = linked(reading("[Macron|p s] spoke. [the newcomer|d p s] listened.", "2022-04-25"))
    assert link_of(one, "the newcomer").confidence is not None
    assert (link_of(one, "the newcomer").confidence or 1.0) < 0.8


def test_a_description_that_brings_somebody_new_takes_up_nobody() -> None:
    one = linked(reading("[Macron|p s] spoke to [a diplomat|d p] there.", "2022-04-25"))
    assert who(one, "a diplomat") == ["a diplomat"]


@pytest.mark.parametrize(
    ("marked", "day", "words", "name"),
    [
        ("[Phnom Penh|l] waits. [Bangkok|l s] told [[its] eastern neighbour|d].", "2010-07-27",
         "its eastern neighbour", "KHM"),
        ("[Skopje|l s] and [[its] southern neighbour|d] have [Athens|l] to thank.", "2008-04-04",
         "its southern neighbour", "GRC"),
        ("[Nawaz Sharif|p s] sat with [[his] daughter|d p].", "2018-07-25",
         "his daughter", "Maryam Nawaz"),
        ("[Bill Clinton|p s] flew out. [[His] wife|d p s] was relieved.", "2009-08-05",
         "His wife", "Hillary Clinton"),
        ("[Merkel|p s] rang [Putin|p]. [[Her] interlocutor|d p s] agreed.", "2014-03-02",
         "Her interlocutor", "Vladimir Putin"),
        ("[Naoto Kan|p s] waited. [[his] [Chinese|n] counterpart|d p s] refused.", "2010-09-24",
         "his Chinese counterpart", "Wen Jiabao"),
    ],
)  # fmt: skip
def test_one_is_told_by_what_he_is_to_another(marked: str, day: str, words: str, name: str) -> None:
    assert who(linked(reading(marked, day)), words) == [name]


def test_a_partner_is_never_the_owner_itself() -> None:
    one = linked(reading("[Cuba|l s] wants it. [[Its] partner|d s] keeps it.", "2015-07-20"))
    assert who(one, "Its partner") != ["CUB"]


@pytest.mark.parametrize(
    ("marked", "day", "words", "actor"),
    [
        ("[Belgium|l s] hosts [NATO|o]. [the alliance|d o s] agreed.", "2022-03-24",
         "the alliance", "legation:nato"),
        ("[Mali|l s] is in turmoil. [the regional bloc|d o s] closed the borders.", "2020-08-18",
         "the regional bloc", "legation:economic-community-of-west-african-states"),
        ("[Barbados|l s] has cut its debt with [the Fund|d o].", "2022-06-20",
         "the Fund", "legation:international-monetary-fund"),
        ("[Bishkek|l s] burned. [Moscow|l s] has a base in [the mountain republic|d].",
         "2005-03-24", "the mountain republic", "KGZ"),
        ("[Mia Mottley|p s] wants loans. [the island|d s] has cut its debt.", "2022-06-20",
         "the island", "BRB"),
    ],
)  # fmt: skip
def test_a_bare_noun_is_the_body_or_state_it_fits(
    marked: str, day: str, words: str, actor: str
) -> None:
    assert who(linked(reading(marked, day)), words) == [actor]


def test_every_calling_is_of_a_person_whom_linking_can_name() -> None:
    shelf = load_shelf()
    callings = load_callings(shelf)
    for row in load_table("callings.tsv"):
        assert all(callings[one] for one in person_ids(shelf, row["name"], row["state"]))
    assert {"banker", "comedian", "grower"} <= calling_nouns()


def test_kin_is_known_both_ways() -> None:
    shelf = load_shelf()
    (raul,) = {n.actor.id for n in shelf.find("Raúl Castro")}
    (fidel,) = {n.actor.id for n in shelf.find("Fidel Castro")}
    assert kin_of(shelf, str(raul), "brother") == "Fidel Castro"
    assert kin_of(shelf, str(fidel), "brother") == "Raúl Castro"
    assert kin_of(shelf, str(raul), "nephew") is None
    saddam = person_ids(shelf, "Saddam Hussein", "IRQ")
    assert saddam
    assert all(kin_of(shelf, one, "son") is None for one in saddam), "he had several"


@given(st.sampled_from(sorted(load_neighbours())), st.sampled_from([None, *SIDES]))
def test_neighbours_are_mutual_and_lie_on_opposite_sides(state: str, side: str | None) -> None:
    there = neighbours_on(state, side)
    assert there <= load_neighbours()[state]
    assert state not in there
    back = {"northern": "southern", "southern": "northern", "eastern": "western",
            "western": "eastern"}  # fmt: skip
    for other in there:
        assert state in neighbours_on(other, back.get(side or ""))
