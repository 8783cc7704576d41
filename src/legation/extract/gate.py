"""Tell sentences that hold nothing for a head before the encoder reads them.

In: one parsed sentence. Out: whether one of its words may open a row of a head.
Not here: learning the gate (`evaluate.training.gates`), the encoder it spares (`encoder`).

The parser has already made a vector of every word (spaCy's `tok2vec`); one small layer on it and on
the word's tag and relation tells most sentences without a claim or an event for next to nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from legation.extract.rowheads import Floats
from legation.extract.traits import TAG, View
from legation.extract.weights import Weights

# Known by the head that the weights file keeps it in: `claims` is gated by `claims-gate`.
SUFFIX = "-gate"


class Gate:
    """One layer of hidden units over the parser's word vectors."""

    def __init__(self, arrays: Mapping[str, NDArray[Any]], threshold: float) -> None:
        """Take the arrays of a gate; below `threshold` a word does not open it."""
        self._a = {name: np.asarray(value, dtype=np.float32) for name, value in arrays.items()}
        self._threshold = threshold

    def lets(self, view: View) -> bool:
        """Tell whether any word of the sentence may open a row."""
        return bool(len(view)) and bool((self.odds(view) >= self._threshold).any())

    def odds(self, view: View) -> Floats:
        """Return the log-odds of each word to open a row, shape (word,)."""
        return self.odds_of(*gate_inputs(view))

    def odds_of(
        self, vectors: Floats, tags: NDArray[np.int64], lexicon: NDArray[np.int64]
    ) -> Floats:
        """Return the same from what `gate_inputs` gives."""
        a = self._a
        hidden = vectors @ a["vectors.weight"].T + a["tags.weight"][tags]
        hidden += a["lexicon.weight"][lexicon]
        odds: Floats = np.maximum(hidden, 0) @ a["out.weight"][0] + a["out.bias"][0]
        return odds


def gate_inputs(view: View) -> tuple[Floats, NDArray[np.int64], NDArray[np.int64]]:
    """Return what a gate reads of each word: vectors, tags, and what the lexicon says."""
    parsed = view.sentence.kept.get("gate")
    if parsed is None:
        rows = [token.i for token in view.tokens]
        vectors = np.asarray(view.tokens[0].doc.tensor[rows], dtype=np.float32)
        parsed = vectors, np.array([TAG.get(token.tag_, 0) for token in view.tokens])
        view.sentence.kept["gate"] = parsed
    return parsed[0], parsed[1], view.lexicon


def load_gate(weights: Weights, head: str) -> Gate | None:
    """Return the gate of a head; None where the weights have none, and all is read."""
    arrays = weights.heads.get(head + SUFFIX)
    return None if arrays is None else Gate(arrays, float(weights.card[head]["gate"]))
