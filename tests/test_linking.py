"""Names and descriptions link to who they were on the day of the document."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from legation.reference.shelf import load_shelf
from legation.resolve.linking import link
from readings import link_of, linked, reading, who, with_claim, with_event


@pytest.mark.parametrize(
    ("marked", "words", "name", "office"),
    [
        ("[Xi Jinping|p s] spoke.", "Xi Jinping", "Xi Jinping", "President"),
        ("[Biden|p s] spoke.", "Biden", "Joe Biden", "President"),
        ("[Putin|p s] spoke.", "Putin", "Vladimir Putin", "President"),
        ("[Blinken|p s] spoke.", "Blinken", "Antony Blinken", "Secretary of State"),
        (
            "[Bill Burns|p s r=CIA director] spoke.",
            "Bill Burns",
            "William Joseph Burns",
            "Director of the CIA",
        ),
        (
            "[Burns|p s r=CIA director] spoke.",
            "Burns",
            "William Joseph Burns",
            "Director of the CIA",
        ),
        (
            "[the Chinese foreign minister|d p s] spoke.",
            "the Chinese foreign minister",
            "Wang Yi",
            "Minister of Foreign Affairs",
        ),
        (
            "[the CIA director|d p s] spoke.",
            "the CIA director",
            "William Joseph Burns",
            "Director of the CIA",
        ),
        ("[the German leader|d p s] spoke.", "the German leader", "Olaf Scholz", "Chancellor"),
    ],
)
def test_people_are_linked_with_the_office_of_that_day(
    marked: str, words: str, name: str, office: str
) -> None:
    one = linked(reading(marked))
    assert who(one, words) == [name]
    found = link_of(one, words)
    assert found.office is not None
    assert found.office.name == office


def test_an_office_is_the_one_held_on_the_day_and_not_later() -> None:
    before = linked(reading("[Blinken|p s] spoke.", "2020-03-01"))
    named = linked(reading("[Joe Biden|p s] spoke.", "2020-03-01"))
    assert link_of(named, "Joe Biden").office is None
    found = link_of(before, "Blinken")
    assert found.office is None or found.office.name != "Secretary of State"


def test_an_undated_document_gives_no_office_and_less_confidence() -> None:
    dated = link_of(linked(reading("[Xi Jinping|p s] spoke.")), "Xi Jinping")
    undated = link_of(linked(reading("[Xi Jinping|p s] spoke.", None)), "Xi Jinping")
    assert undated.office is None
    assert dated.confidence is not None
    assert undated.confidence is not None
    assert undated.confidence < dated.confidence


def test_a_former_holder_is_called_so_and_holds_nothing() -> None:
    found = link_of(linked(reading("[Donald Trump|p s r=former President] spoke.")), "Donald Trump")
    assert found.former
    assert found.office is None


@pytest.mark.parametrize(
    ("name", "right", "reason"),
    [
        ("Anthony Blinken", "Antony Blinken", "misspelt: Antony Blinken"),
        ("Volodymyr Zelenskiy", "Volodymyr Zelenskyy", "other spelling of Volodymyr Zelenskyy"),
        ("Vladmir Putin", "Vladimir Putin", "Vladimir Putin"),
    ],
)
def test_another_spelling_links_with_less_confidence_and_says_so(
    name: str, right: str, reason: str
) -> None:
    found = link_of(linked(reading(f"[{name}|p s] spoke.")), name)
    assert [actor.name for actor in found.actors] == [right]
    assert reason in found.reason
    assert found.confidence is not None
    assert found.confidence < 0.95


def test_a_last_name_takes_up_the_full_name_before_it() -> None:
    one = linked(reading("[Nicholas Burns|p s] spoke. Later [Burns|p s] left."))
    assert who(one, "Burns") == who(one, "Nicholas Burns")
    assert link_of(one, "Burns").repeats == link_of(one, "Nicholas Burns").mention


def test_a_person_the_shelf_does_not_know_stays_one_person() -> None:
    one = linked(
        reading("[Aurelia Quistgaard|p s r=Norwegian analyst] spoke. [Quistgaard|p s] left.")
    )
    first, second = link_of(one, "Aurelia Quistgaard"), link_of(one, "Quistgaard")
    assert first.actors == second.actors
    assert first.actors[0].id == "legation:aurelia-quistgaard"
    assert first.actors[0].state == "NOR"


@pytest.mark.parametrize(
    ("marked", "words", "expected"),
    [
        ("[Moscow|l s] denies it.", "Moscow", "RUS"),
        ("[Beijing|l s] says so.", "Beijing", "CHN"),
        ("The [Kremlin|l s] says so.", "Kremlin", "RUS"),
        ("The [White House|l s] watches [Beijing|l]’s response.", "White House", "USA"),
        ("The [White House|l s] watches [Beijing|l]’s response.", "Beijing", "CHN"),
        ("[Japan|l s] gave support to [Kyiv|l].", "Kyiv", "UKR"),
        ("[China|l s] has no wish to anger [Washington|l].", "Washington", "USA"),
        ("Talks in [Moscow|l] ended.", "Moscow", "legation:moscow"),
        ("[Putin|p s] visited [Beijing|l].", "Beijing", "legation:beijing"),
        ("Watching from [Beijing|l], [Xi|p s] waited.", "Beijing", "legation:beijing"),
        ("[Scholz|p s] flew to [Moscow|l].", "Moscow", "legation:moscow"),
        ("Talks in [Washington|l] and [Moscow|l] ended.", "Moscow", "legation:moscow"),
        ("[Russians|n + s] left.", "Russians", "RUS"),
        ("[Chinese|n] aid came.", "Chinese", "CHN"),
    ],
)
def test_capitals_that_act_are_states_and_others_are_places(
    marked: str, words: str, expected: str
) -> None:
    assert who(linked(reading(marked)), words) == [expected]


@pytest.mark.parametrize(
    ("marked", "words", "name", "kind", "state"),
    [
        ("[[US|l] officials|d p + s] say.", "US officials", "US officials", "person", "USA"),
        (
            "[a senior [Chinese|n] official|d p s] said.",
            "a senior Chinese official",
            "a senior Chinese official",
            "person",
            "CHN",
        ),
        ("[Western experts|d p + s] say.", "Western experts", "Western experts", "person", None),
        (
            "[some [NATO|o] allies|d + s] say.",
            "some NATO allies",
            "some NATO allies",
            "group",
            None,
        ),
        ("[[American|n] allies|d + s] say.", "American allies", "American allies", "group", None),
    ],
)
def test_the_unnamed_have_words_and_a_state_but_no_id(
    marked: str, words: str, name: str, kind: str, state: str | None
) -> None:
    (actor,) = link_of(linked(reading(marked)), words).actors
    assert (actor.id, actor.name, actor.type, actor.state) == (None, name, kind, state)


def test_bare_officials_are_those_named_before() -> None:
    one = linked(reading("[[US|l] officials|d p + s] warned. Xi erred, [officials|d p + s] said."))
    assert link_of(one, "officials").actors == link_of(one, "US officials").actors
    assert link_of(one, "officials").repeats == link_of(one, "US officials").mention


def test_nobody_is_made_up_for_a_name_without_a_hint() -> None:
    assert link_of(linked(reading("[Frobnitz] fell.")), "Frobnitz").actors == ()


WORDS = st.sampled_from(
    [
        *("[Biden|p s]", "[he]", "[they]", "[its]", "[we]", "[Moscow|l]", "[officials|d p + s]"),
        *("[the two leaders|d p +]", "[the country|d]", "[both sides|d +]"),
        *("[his [Chinese|n] counterpart|d p]", "[Xi Jinping|p r=President]"),
        *("said", "in", "and", "that", ". ", "“", "”", "\n\n"),
    ]
)


@given(st.lists(WORDS, max_size=30), st.sampled_from([None, "2022-03-18", "1950-01-01"]))
@settings(max_examples=60, deadline=None)
def test_every_mention_gets_one_link_and_takes_up_only_earlier_ones(
    words: list[str], published_on: str | None
) -> None:
    one = reading(" ".join(words) or "x", published_on)
    links = link(one, load_shelf())
    assert [each.mention for each in links] == [m.id for m in one.mentions]
    place = {m.id: m.span.end for m in one.mentions}
    for each in links:
        assert each.confidence is not None
        assert 0 <= each.confidence <= 1
        assert each.repeats is None or place[each.repeats] <= place[each.mention]
        assert published_on is not None or each.office is None


def test_a_speaker_named_after_the_quotation_is_found() -> None:
    one = reading("“[We] are concerned and [I] say so,” [Antony Blinken|p s] said.")
    one = with_claim(
        one, "Antony Blinken", "said", "“We are concerned and I say so,”", form="direct"
    )
    one = linked(one)
    assert who(one, "We") == ["USA"]
    assert who(one, "I") == ["Antony Blinken"]


def test_a_capital_that_a_visit_goes_to_is_a_place_of_its_state() -> None:
    one = reading("[Putin|p s] visited [Beijing|l].")
    hosted = with_event(one, "visited", ["Putin"], ["Beijing"], "CONSULT", mode="visit")
    assert who(linked(hosted), "Beijing") == ["legation:beijing"]
