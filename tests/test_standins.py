"""Relative pronouns, callings and rarer groups are mentions that come after claims and events."""

from __future__ import annotations

import pytest

from legation.extract.parse import load_pipeline
from legation.extract.read import extract
from legation.records import Document, Reading


def read(text: str) -> Reading:
    document = Document.make(text=text, published_on="2022-04-25", language="en")
    return extract(document, load_pipeline())


@pytest.mark.parametrize(
    ("text", "words", "form"),
    [
        ("Angela Merkel, who had abstained, sent congratulations.", "who", "pronoun"),
        ("Riyadh, whose embassy was sacked, sent no flowers.", "whose", "pronoun"),
        ("The two presidents expect little of each other.", "each other", "pronoun"),
        ("Evo Morales spoke. The former cricketer smiled.", "The former cricketer", "description"),
        ("The two economies are best customers.", "The two economies", "description"),
        ("Jack Straw waited for his Turkish colleague.", "his Turkish colleague", "description"),
    ],
)
def test_a_word_that_stands_for_somebody_is_a_mention(text: str, words: str, form: str) -> None:
    assert (words, form) in {(m.span.text, m.form) for m in read(text).mentions}


@pytest.mark.parametrize(
    "text",
    [
        "Nobody knows who will come.",
        "The economies of Asia grew.",
        "The winner plan was dropped.",
    ],
)
def test_other_words_are_none(text: str) -> None:
    found = {m.span.text.lower() for m in read(text).mentions}
    assert not found & {"who", "the economies", "the winner"}


def test_no_place_is_marked_twice() -> None:
    one = read("Jack Straw, who waited, met the visitor, and they praised each other.")
    places = [(m.span.start, m.span.end) for m in one.mentions]
    assert len(places) == len(set(places))
    assert places == sorted(places, key=lambda place: (place[0], -place[1]))
