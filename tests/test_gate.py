"""The gate lets through whatever may tell something, and what it lets through is read the same."""

from __future__ import annotations

import numpy as np
import pytest

from legation.extract.claimreader import ClaimReader
from legation.extract.encoder import Encoder, load_encoder
from legation.extract.eventtraits import view_of
from legation.extract.gate import SUFFIX, Gate, load_gate
from legation.extract.mentions import find_mentions
from legation.extract.parse import Parsed, load_pipeline, parse
from legation.extract.parties import Parties
from legation.extract.sides import Sides
from legation.extract.weights import Weights, load_weights
from legation.records import Document


def parsed_of(text: str) -> Parsed:
    return parse(Document.make(text=text, language="en"), load_pipeline())


def test_the_shipped_weights_have_a_gate_for_each_head() -> None:
    weights = load_weights()
    for head in ("claims", "events"):
        assert load_gate(weights, head) is not None
        assert head + SUFFIX in weights.heads


@pytest.mark.parametrize(
    ("text", "opens"),
    [
        ("The United States imposed sanctions on two Russian banks.", True),
        ("Police in Nairobi arrested nine protesters.", True),
        ("Good morning, everybody.", False),
        ("So that is where we are.", False),
    ],
)
def test_a_sentence_without_anything_to_tell_is_spared(text: str, opens: bool) -> None:
    parsed = parsed_of(text)
    parties = Parties(parsed, find_mentions(parsed))
    view = view_of(parsed.sentences[0], Sides(parties), parties)
    gate = load_gate(load_weights(), "events")
    assert gate is not None
    assert gate.lets(view) == opens


def test_an_open_gate_changes_nothing_that_is_read() -> None:
    weights = load_weights()
    without = Weights(
        weights.encoder,
        weights.vocabulary,
        {name: arrays for name, arrays in weights.heads.items() if not name.endswith(SUFFIX)},
        weights.card,
    )
    from legation.evaluate.training.claimrecipe import read_attributions

    parsed = parsed_of("Officials in Rome said on Monday that the ship had left for Tunis.")
    ours, theirs = (
        [
            (one.draft.cue, one.draft.content, one.nature)
            for one in read_attributions(parsed, reader)
        ]
        for reader in (ClaimReader(weights, load_encoder()), ClaimReader(without, load_encoder()))
    )
    assert ours == theirs
    assert ours


def test_odds_are_worked_out_by_hand() -> None:
    arrays = {
        "vectors.weight": np.zeros((2, 96)),
        "tags.weight": np.array([[0.0, 0.0], [1.0, -1.0]]),
        "lexicon.weight": np.array([[0.5, 0.5]]),
        "out.weight": np.array([[2.0, 1.0]]),
        "out.bias": np.array([-1.0]),
    }
    gate = Gate(arrays, 0.0)
    odds = gate.odds_of(np.zeros((2, 96), dtype=np.float32), np.array([0, 1]), np.array([0, 0]))
    # relu(.5, .5) · (2, 1) − 1 and relu(1.5, −.5) · (2, 1) − 1
    assert odds.tolist() == pytest.approx([0.5, 2.0])


def test_the_encoder_gives_what_it_gave_before() -> None:
    encoder = Encoder(load_weights())
    words = ["Oslo", "met", "Riga", "."]
    first = encoder.encode(words).copy()
    assert np.array_equal(encoder.encode(words), first)
    assert np.array_equal(Encoder(load_weights()).encode(words), first)
