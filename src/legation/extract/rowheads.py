"""Compute with learnt heads: which words open a row, and the label of every word in it.

In: word vectors and a `View`. Out: scores and best labels. A row is one claim or one event: the
word that tells it, and for every word of the sentence what it is to that word.
Not here: what the labels mean (`claimheads`, `eventheads`), learning the heads
(`evaluate.training.network`, the same sums in PyTorch).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from legation.extract.traits import View

Floats = NDArray[np.float32]

# Pairs of an opener and a word that are reckoned at once, about 0.4 GB. The longest sentences of
# real texts have some thousand; one of "he said that" over and over has millions: it took 20 GB.
MOST_PAIRS = 100_000
# Taken from the score of what cannot be.
NEVER = 1e4


class RowHeads:
    """The sums that heads of claims and of events share, in numpy."""

    opener: int
    """The label of the word that opens a row; no other label fits it."""

    def __init__(self, arrays: Mapping[str, NDArray[Any]], corpus: int = 0) -> None:
        """Take the arrays of one head; `corpus` says by whose conventions to label."""
        self._a = {name: np.asarray(value, dtype=np.float32) for name, value in arrays.items()}
        self._corpus = self._a["corpus.weight"][corpus]
        self._cue = self._folded("cue.0")

    def _folded(self, name: str) -> tuple[Floats, Floats, NDArray[np.int64]]:
        """Return a layer over words with the traits' vectors already put through it.

        Its weights for the vectors, one row for each value of each trait (the bias and the corpus
        are in those of the first), and where the rows of each trait begin.
        """
        weight = self._a[f"{name}.weight"]
        tables = [self._a[key] for key in self._trait_names()]
        n_traits = sum(table.shape[1] for table in tables) + len(self._corpus)
        at = weight.shape[1] - n_traits
        rows: list[Floats] = []
        begins = np.cumsum([0, *(len(table) for table in tables[:-1])])
        for table in tables:
            rows.append(table @ weight[:, at : at + table.shape[1]].T)
            at += table.shape[1]
        rows[0] = rows[0] + weight[:, at:] @ self._corpus + self._a[f"{name}.bias"]
        vectors = weight[:, : weight.shape[1] - n_traits].T
        return np.ascontiguousarray(vectors), np.concatenate(rows), begins

    def _trait_names(self) -> list[str]:
        count = sum(name.startswith("traits.") for name in self._a)
        return [f"traits.{i}.weight" for i in range(count)]

    def words(self, vectors: Floats, view: View) -> Floats:
        """Return word vectors with the traits of the words, shape (word, width)."""
        traits = view.word_traits
        return np.concatenate(
            [
                vectors,
                *(self._a[f"traits.{i}.weight"][traits[:, i]] for i in range(len(view.word_sizes))),
                np.broadcast_to(self._corpus, (len(traits), len(self._corpus))),
            ],
            axis=1,
        )

    def spread(self, vectors: Floats, view: View) -> Floats:
        """Return how much each word looks like one that opens a row, shape (word, kind).

        Most sentences hold no such word: the traits' part of the sums lies ready in a table.
        """
        weight, rows, begins = self._cue
        hidden = vectors @ weight + rows[view.word_traits + begins].sum(axis=1)
        return linear(self._a, "cue.2", gelu(hidden))

    def scores(self, view: View, words: Floats, openers: NDArray[np.int64]) -> Floats:
        """Return label scores, shape (row, word, label); an opener can have its own label only."""
        a = self._a
        pairs = np.stack([view.pair_traits(int(word)) for word in openers])
        hidden = linear(a, "of_word", words)[None] + linear(a, "of_cue", words[openers])[:, None]
        for i in range(len(view.pair_sizes)):
            hidden += a[f"pairs.{i}.weight"][pairs[..., i]]
        product = linear(a, "product_word", words)[None]
        both = product * linear(a, "product_cue", words[openers])[:, None]
        hidden = gelu(hidden + linear(a, "of_product", both))
        hidden += gelu(linear(a, "second", hidden))
        scores = linear(a, "label", hidden)
        others = np.arange(scores.shape[2]) != self.opener
        scores[np.arange(len(openers)), openers] -= NEVER * others
        return scores

    def nature(self, words: Floats, openers: NDArray[np.int64], marked: Floats) -> Floats:
        """Return what a row is like, shape (row, width), from opener, `marked` words and all."""
        mean = marked @ words / np.maximum(1, marked.sum(axis=1, keepdims=True))
        whole = np.broadcast_to(words.max(axis=0), mean.shape)
        return gelu(
            linear(self._a, "nature.0", np.concatenate([words[openers], mean, whole], axis=1))
        )

    def best(self, scores: Floats) -> NDArray[np.int64]:
        """Return the best rows of labels (Viterbi 1967)."""
        moves = self._a["moves"][None]
        n_rows, n, n_labels = scores.shape
        best = self._a["first"] + scores[:, 0]
        came = np.zeros((n, n_rows, n_labels), dtype=np.int64)
        for i in range(1, n):
            stepped = best[:, :, None] + moves
            came[i] = stepped.argmax(axis=1)
            best = stepped.max(axis=1) + scores[:, i]
        best = best + self._a["last"]
        labels = np.zeros((n_rows, n), dtype=np.int64)
        labels[:, -1] = best.argmax(axis=1)
        rows = np.arange(n_rows)
        for i in range(n - 1, 0, -1):
            labels[:, i - 1] = came[i, rows, labels[:, i]]
        return labels


def log_sum(values: Floats, axis: int) -> Floats:
    """Return the logarithm of the sum of exponentials along an axis."""
    top = values.max(axis=axis, keepdims=True)
    summed = np.log(np.exp(values - top).sum(axis=axis))
    result: Floats = summed + top.squeeze(axis)
    return result


def linear(arrays: Mapping[str, Floats], name: str, values: Floats) -> Floats:
    """Return `values` through the layer `name`."""
    result: Floats = values @ arrays[f"{name}.weight"].T + arrays[f"{name}.bias"]
    return result


def gelu(values: Floats) -> Floats:
    """Return x Φ(x) (Hendrycks and Gimpel 2016), with Φ as Abramowitz and Stegun 7.1.26 give it."""
    x = np.abs(values) * np.float32(0.7071067811865476)
    t = 1 / (1 + np.float32(0.3275911) * x)
    series = t * (
        0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429)))
    )
    half = 0.5 * series * np.exp(-x * x)
    result: Floats = values * np.where(values >= 0, 1 - half, half).astype(np.float32)
    return result


def softmax(scores: Floats) -> Floats:
    """Return the scores along the last axis as probabilities."""
    raised = np.exp(scores - scores.max(axis=-1, keepdims=True))
    result: Floats = raised / raised.sum(axis=-1, keepdims=True)
    return result
