"""The ruler's memory: what it gives a token is what the ruler gives."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import pytest

from legation.extract.parse import DEFAULT_PIPELINE, load_pipeline
from legation.extract.ruling import MEMORY, RULER

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

TEXTS = (
    "The minister said that talks would go on, whether or not the envoys liked it.",
    "Let's go on: they ain't gonna wait, and I've got ta leave.",
    "Something is being done. Nobody has said who did it, or when.",
    "The minister said that talks would go on, whether or not the envoys liked it.",
    "Two of them were to meet in Vienna; the third, who had been ill, was not.",
)


@cache
def plain() -> Language:
    import spacy

    return spacy.load(DEFAULT_PIPELINE)


def shown(doc: Doc) -> list[tuple[str, str, str, str]]:
    return [(token.text, token.pos_, str(token.morph), token.lemma_) for token in doc]


@pytest.mark.parametrize("text", TEXTS)
def test_every_token_gets_what_the_ruler_gives_it(text: str) -> None:
    pipeline = load_pipeline()
    assert MEMORY in pipeline.pipe_names
    assert RULER not in pipeline.pipe_names
    first, again = pipeline(text), pipeline(text)
    assert shown(first) == shown(plain()(text)) == shown(again)
