"""Parties: which mentions a noun phrase stands for."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import pytest

from legation.extract.mentions import find_mentions
from legation.extract.parse import load_pipeline, parse
from legation.extract.parties import Parties, find_subject
from legation.records import Document

if TYPE_CHECKING:
    from spacy.language import Language


@cache
def pipeline() -> Language:
    return load_pipeline()


def parties_of(text: str, head: str) -> list[str]:
    """Return the words of the parties that the token `head` stands for."""
    parsed = parse(Document.make(text=text), pipeline())
    mentions = find_mentions(parsed)
    words = {mention.id: mention.span.text for mention in mentions}
    parties = Parties(parsed, mentions)
    sentence = parsed.sentences[0]
    token = next(token for token in sentence.tokens if token.text == head)
    return [words[party] for party in parties.of(sentence, token)]


@pytest.mark.parametrize(
    ("text", "head", "expected"),
    [
        ("Norway and Sweden signed the pact.", "Norway", ["Norway", "Sweden"]),
        ("Several of the ministers left the room.", "Several", ["the ministers"]),
        ("Chinese aid arrived on Monday.", "aid", ["Chinese"]),
        ("Portugal, which leads the talks, agreed.", "which", ["Portugal"]),
        (
            "Some allies, including Norway and Spain, imposed sanctions.",
            "allies",
            ["Some allies", "Norway", "Spain"],
        ),
        ("The harvest was late.", "harvest", []),
    ],
)
def test_a_phrase_stands_for_its_own_mention_or_for_whose_it_is(
    text: str, head: str, expected: list[str]
) -> None:
    assert parties_of(text, head) == expected


@pytest.mark.parametrize(
    ("text", "verb", "subject"),
    [
        ("Spain denied asking for help.", "asking", "Spain"),
        ("The envoy left, saying that talks were over.", "saying", "envoy"),
        ("London urged Oslo to join the pact.", "join", "Oslo"),
        (
            "All noted Madrid's answer, from denying the report to joking.",
            "denying",
            "Madrid",
        ),
        ("Rome rejected a text that praised the truce and urged talks.", "urged", "that"),
        ("It was raining hard.", "raining", "It"),
    ],
)
def test_a_verb_without_a_subject_borrows_the_right_one(text: str, verb: str, subject: str) -> None:
    parsed = parse(Document.make(text=text), pipeline())
    token = next(t for t in parsed.sentences[0].tokens if t.text == verb)
    found = find_subject(token)
    assert found is not None
    assert found.text == subject
