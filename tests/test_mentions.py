"""Names, descriptions and pronouns stand where the text names somebody, and nowhere else."""

from __future__ import annotations

import pytest

from legation.extract.mentions import find_mentions
from legation.extract.parse import DEFAULT_PIPELINE, load_pipeline, parse
from legation.records import Document, Mention, Reading
from legation.reference.shelf import load_shelf
from legation.resolve.linking import link


def _mentions(text: str) -> tuple[Mention, ...]:
    document = Document.make(text=text, published_on="2022-03-18")
    return find_mentions(parse(document, load_pipeline(DEFAULT_PIPELINE)))


def _words(text: str, form: str) -> list[str]:
    return [m.span.text for m in _mentions(text) if m.form == form]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Before the Biden-Xi call, China was silent.", ["Biden", "Xi", "China"]),
        ("US-China trade grew.", ["US", "China"]),
        ("Linda Thomas-Greenfield spoke in New York.", ["Linda Thomas-Greenfield", "New York"]),
        ("The Prime Minister of Israel Naftali Bennett called.", ["Israel", "Naftali Bennett"]),
        (
            "Ursula von der Leyen spoke with President Joe Biden.",
            ["Ursula von der Leyen", "Joe Biden"],
        ),
        ("The Bank of China lent money to Russia.", ["Bank of China", "Russia"]),
    ],
)
def test_names_are_whole_and_stand_apart(text: str, names: list[str]) -> None:
    assert _words(text, "name") == names


@pytest.mark.parametrize(
    "text",
    [
        "They clapped. (Laughter.) They left. (Applause.)",
        "The COVID-19 pandemic hurt trade. Covid spread again.",
        "See https://example.org/news for more. ###",
        "The Child Tax Credit and the American Rescue Plan helped.",
        "We spoke about the State of the Union Address.",
    ],
)
def test_things_are_no_names(text: str) -> None:
    found = [m.span.text for m in _mentions(text) if m.form == "name"]
    assert [name for name in found if name != "American"] == []


@pytest.mark.parametrize(
    ("text", "name", "role"),
    [
        ("CIA Director William Burns spoke.", "William Burns", "CIA Director"),
        ("He met Foreign Minister Wang Yi.", "Wang Yi", "Foreign Minister"),
        ("Chinese State Councilor Wang Yi spoke.", "Wang Yi", "Chinese State Councilor"),
    ],
)
def test_a_title_before_a_name_is_its_role_though_the_shelf_knows_both_together(
    text: str, name: str, role: str
) -> None:
    assert (name, role) in [(one.span.text, one.role) for one in _mentions(text)]


def test_a_party_congress_is_a_meeting_and_the_party_is_named() -> None:
    text = "He was elected at the 20th National Congress of the Communist Party in Beijing."
    assert _words(text, "name") == ["Communist Party", "Beijing"]
    assert not any("Congress" in words for words in _words(text, "description"))


def test_labels_of_turns_name_who_speaks() -> None:
    text = "MS. PSAKI:  I will not say.\n\nQ    When?\n\nMS. PSAKI:  Soon."
    assert _words(text, "name") == ["PSAKI", "PSAKI"]


@pytest.mark.parametrize(
    ("text", "descriptions"),
    [
        ("Our Secretary of State said so.", ["Our Secretary of State"]),
        ("Senior US officials warned China.", ["Senior US officials"]),
        ("China's official figures show growth.", []),
    ],
)
def test_descriptions_hold_their_title_and_no_more(text: str, descriptions: list[str]) -> None:
    assert _words(text, "description") == descriptions


def test_an_empty_it_is_no_mention() -> None:
    assert _words("It is likely that Russia will attack.", "pronoun") == []
    assert _words("China says it is neutral.", "pronoun") == ["it"]


def test_spans_read_back_from_the_text_and_no_place_is_named_twice() -> None:
    text = "“We warned Xi,” said Joe Biden’s aide; the two leaders of China and the US spoke."
    found = _mentions(text)
    assert all(text[m.span.start : m.span.end] == m.span.text for m in found)
    places = [(m.span.start, m.span.end) for m in found]
    assert len(places) == len(set(places))
    assert places == sorted(places, key=lambda place: (place[0], -place[1]))


@pytest.mark.parametrize(
    ("text", "words", "states"),
    [
        ("Joe Biden met Xi Jinping. Aides to the two leaders met too.", "Aides", ["CHN", "USA"]),
        ("Advisers to Mr Scholz said so.", "Advisers", ["DEU"]),
        (
            "China and Russia agreed. Officials from both countries met.",
            "Officials",
            ["CHN", "RUS"],
        ),
    ],
)
def test_those_who_serve_are_of_the_state_they_serve(
    text: str, words: str, states: list[str]
) -> None:
    mentions = _mentions(text)
    document = Document.make(text=text, published_on="2022-03-18")
    links = link(Reading(document, mentions=mentions), load_shelf())
    found = next(m.id for m in mentions if m.span.text == words)
    actors = next(each.actors for each in links if each.mention == found)
    assert sorted(actor.state or "" for actor in actors) == states
    assert all(actor.id is None for actor in actors)
