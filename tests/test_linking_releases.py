"""Who is meant in what seats of power publish: messages, transcripts, lists of guests."""

from __future__ import annotations

from functools import cache

import pytest

from legation.extract.parse import load_pipeline
from legation.extract.read import extract
from legation.records import Document
from legation.reference.shelf import load_shelf
from legation.resolve.linking import link

KREMLIN = "en.kremlin.ru"


@cache
def links(text: str, day: str, publisher: str = KREMLIN) -> tuple[tuple[str, tuple[str, ...]], ...]:
    document = Document.make(text=text, title="Text", publisher=publisher, published_on=day)
    reading = extract(document, load_pipeline())
    found = link(reading, load_shelf())
    return tuple(
        (mention.span.text, tuple(actor.name for actor in each.actors))
        for mention, each in zip(reading.mentions, found, strict=True)
    )


def who(words: str, text: str, day: str = "2022-05-10", publisher: str = KREMLIN) -> list[str]:
    return [name for said, names in links(text, day, publisher) if said == words for name in names]


MESSAGE = (
    "Vladimir Putin sent a message of greetings to the participants of the celebrations. "
    'The message reads, in part: "I am convinced that the anniversary is a big event."'
)
TALK = (
    "President of Russia Vladimir Putin: Mr Malkov, good afternoon. Pavel Malkov: Good afternoon, "
    "Mr President. I have visited Ryazan. Vladimir Putin: I agree."
)


def test_a_message_speaks_for_who_sent_it() -> None:
    assert who("The message", MESSAGE) == ["Vladimir Putin"]
    assert who("I", MESSAGE) == ["Vladimir Putin"]


def test_turns_that_lost_their_line_breaks_have_their_speakers() -> None:
    assert who("I", TALK) == ["Pavel Malkov", "Vladimir Putin"]
    assert who("Mr President", TALK) == ["Vladimir Putin"]


@pytest.mark.parametrize(
    ("text", "words", "names"),
    [
        ("He met Head of the Federal Taxation Service Daniil Yegorov.", "Head", ["Daniil Yegorov"]),
        (
            "He greeted His Majesty the Sultan of Brunei Darussalam, who is chairing the summit.",
            "who",
            ["Hassanal Bolkiah"],
        ),
        ("He greeted His Majesty the Sultan of Brunei Darussalam.", "His", []),
        ("We thank the people from Ukraine and Donbass who have left.", "who", ["the people"]),
        ("The European Union, which met, and Russia, who vetoed it, left.", "who", ["Russia"]),
        ("The road leads to the Republic of Altai.", "Republic of Altai", ["Republic of Altai"]),
        ("Put it on my desk so I can sign it.", "I can", []),
        ("My proposal provides States with money.", "States", []),
        (
            "Geoffrey Pyatt is known. Before that, Pyatt was U.S. Ambassador to Ukraine.",
            "U.S. Ambassador",
            ["Geoffrey R. Pyatt"],
        ),
        ("Mr Hague explained that Britain would not take part.", "Hague", ["William Hague"]),
        ("The EU's top diplomat warned Moscow.", "The EU's top diplomat", ["Josep Borrell"]),
        ("Two presidents stood on the square of Kiew.", "Kiew", ["Ukraine"]),
    ],
)
def test_who_is_meant_in_releases(text: str, words: str, names: list[str]) -> None:
    assert who(words, text) == names


def test_a_foreign_minister_is_found_by_his_last_name_alone() -> None:
    assert who("Pompeo", "Pompeo stayed standing.", "2019-05-01", "Wire") == ["Mike Pompeo"]


def test_a_region_lies_in_the_state_of_its_town() -> None:
    document = Document.make(
        text="The route connects the Novosibirsk Region with Tomsk.",
        title="Road", publisher=KREMLIN, published_on="2022-05-26",
    )  # fmt: skip
    reading = extract(document, load_pipeline())
    states = {
        mention.span.text: [actor.state for actor in each.actors]
        for mention, each in zip(reading.mentions, link(reading, load_shelf()), strict=True)
    }
    assert states["Novosibirsk Region"] == ["RUS"]
