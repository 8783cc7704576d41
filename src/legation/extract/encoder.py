"""Give every word of a sentence a vector that knows its sentence.

In: the words of one sentence. Out: an array, one row a word.
Not here: the weights (`weights`), what the vectors are good for (`claimheads`).

One sentence is one run: with weights in eight bits the activations are scaled by what stands beside
them in the batch, so a batch would make a sentence's vectors depend on its neighbours.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from legation.extract.weights import Weights, load_weights
from legation.extract.wordpieces import WordPieces

# Some 45 MB of vectors; a long document's sentences.
KEPT_WORDS = 30_000


class Encoder:
    """A session of the encoder on one thread."""

    def __init__(self, weights: Weights) -> None:
        """Open a session; takes about a tenth of a second."""
        import onnxruntime

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        options.inter_op_num_threads = 1
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        options.log_severity_level = 3
        self._session = onnxruntime.InferenceSession(
            weights.encoder, options, providers=["CPUExecutionProvider"]
        )
        self._pieces = WordPieces(weights.vocabulary)
        self._known: dict[tuple[str, ...], NDArray[np.float32]] = {}
        self._n_known = 0

    def encode(self, words: Sequence[str]) -> NDArray[np.float32]:
        """Return the vectors of `words`, shape (word, width), not to be changed.

        Several heads read a sentence: what was reckoned lately is kept.
        """
        key = tuple(words)
        known = self._known.get(key)
        if known is None:
            if self._n_known > KEPT_WORDS:
                self._known.clear()
                self._n_known = 0
            known = self._known[key] = self._run(words)
            self._n_known += len(key)
        return known

    def _run(self, words: Sequence[str]) -> NDArray[np.float32]:
        parts = []
        for pieces, firsts in self._pieces.cut(words):
            if not firsts:
                continue
            (vectors,) = self._session.run(None, {"pieces": np.array([pieces], dtype=np.int64)})
            parts.append(vectors[0][firsts])
        return np.concatenate(parts).astype(np.float32, copy=False)


@cache
def load_encoder(path: Path | None = None) -> Encoder:
    """Load the shipped encoder, or that of other weights, once a process: all heads share it."""
    return Encoder(load_weights(path))
