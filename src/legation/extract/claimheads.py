"""Compute with the learnt heads of claims: which words are cues, whose and what each one gives.

In: word vectors and a `View`. Out: `Row`s: for one cue the label of every word, how sure, and what
the claim is like.
Not here: learning the heads (`evaluate.training.network`, the same sums in PyTorch); claims out of
rows (`claims`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from legation.extract.traits import CONTENT, CUE, PAIR_TRAITS, SOURCE, WORD_TRAITS, View

Floats = NDArray[np.float32]

# One sure word must not outweigh any number of doubtful ones.
MOST_ODDS = 4.0
# Taken from the score of what cannot be.
NEVER = 1e4
# Pairs of a cue and a word that are reckoned at once, about 0.4 GB. The longest sentences of real
# texts have some thousand; one of "he said that" over and over has millions, and took 20 GB.
MOST_PAIRS = 100_000


@dataclass(frozen=True, slots=True)
class Row:
    """One cue's claim as labels of the sentence's words."""

    cue: int
    """Position of the cue's main word."""
    cue_probability: float
    labels: NDArray[np.int64]
    """Shape (word,): positions in `traits.LABELS`, the most probable row."""
    row_probability: float
    """The product of the probabilities that the words' own scores give to their labels."""
    source_odds: Floats
    """Shape (word,): log-odds of being a source word, by the word's own scores."""
    acts: Floats
    """Probabilities of the acts, in the order the weights' card gives."""
    negated: float
    sevenths: Floats
    """Probabilities of the seven stretches of certainty."""


class ClaimHeads:
    """The heads in numpy."""

    def __init__(self, arrays: Mapping[str, NDArray[Any]], corpus: int = 0) -> None:
        """Take the arrays of the head `claims`; `corpus` says by whose conventions to label."""
        self._a = {name: np.asarray(value, dtype=np.float32) for name, value in arrays.items()}
        self._corpus = self._a["corpus.weight"][corpus]

    def rows(self, vectors: Floats, view: View, threshold: float) -> list[Row]:
        """Return the rows of all words whose probability to be a cue reaches `threshold`."""
        a = self._a
        traits = view.word_traits
        words = np.concatenate(
            [
                vectors,
                *(a[f"traits.{i}.weight"][traits[:, i]] for i in range(len(WORD_TRAITS))),
                np.broadcast_to(self._corpus, (len(traits), len(self._corpus))),
            ],
            axis=1,
        )
        spread = _linear(a, "cue.2", gelu(_linear(a, "cue.0", words)))[:, 0]
        probabilities: Floats = (1 / (1 + np.exp(-np.clip(spread, -30, 30)))).astype(np.float32)
        cues = np.flatnonzero(probabilities >= threshold)
        n = max(1, MOST_PAIRS // max(1, len(words)))
        return [
            row
            for i in range(0, len(cues), n)
            for row in self._rows_of(cues[i : i + n], view, words, probabilities)
        ]

    def _rows_of(
        self, cues: NDArray[np.int64], view: View, words: Floats, probabilities: Floats
    ) -> list[Row]:
        """Return the rows of some cues, together."""
        scores = self._scores(view, words, cues)
        own = scores - _log_sum(scores, 2)[..., None]
        sure = np.minimum(np.exp(own[..., SOURCE]), 1 - 1e-6)
        odds = (own[..., SOURCE] - np.log1p(-sure)).clip(-MOST_ODDS, MOST_ODDS)
        labels = self._best(scores)
        chances = np.exp(np.take_along_axis(own, labels[..., None], 2)[..., 0].sum(axis=1))
        natures = self._natures(words, cues, labels)
        return [
            Row(
                int(cue),
                float(probabilities[cue]),
                labels[k],
                float(chances[k]),
                odds[k],
                natures[0][k],
                float(natures[1][k, 1]),
                natures[2][k],
            )
            for k, cue in enumerate(cues)
        ]

    def _scores(self, view: View, words: Floats, cues: NDArray[np.int64]) -> Floats:
        """Return label scores, shape (cue, word, label); a cue's own word can only be the cue."""
        a = self._a
        pairs = np.stack([view.pair_traits(int(cue)) for cue in cues])
        hidden = _linear(a, "of_word", words)[None] + _linear(a, "of_cue", words[cues])[:, None]
        for i in range(len(PAIR_TRAITS)):
            hidden += a[f"pairs.{i}.weight"][pairs[..., i]]
        product = _linear(a, "product_word", words)[None]
        both = product * _linear(a, "product_cue", words[cues])[:, None]
        hidden = gelu(hidden + _linear(a, "of_product", both))
        hidden += gelu(_linear(a, "second", hidden))
        scores = _linear(a, "label", hidden)
        scores[np.arange(len(cues)), cues] -= NEVER * (np.arange(scores.shape[2]) != CUE)
        return scores

    def _natures(
        self, words: Floats, cues: NDArray[np.int64], labels: NDArray[np.int64]
    ) -> tuple[Floats, Floats, Floats]:
        """Return probabilities of act, negation and seventh, each of shape (cue, value)."""
        a = self._a
        content = (labels == CONTENT).astype(np.float32)
        mean = content @ words / np.maximum(1, content.sum(axis=1, keepdims=True))
        whole = np.broadcast_to(words.max(axis=0), mean.shape)
        nature = gelu(_linear(a, "nature.0", np.concatenate([words[cues], mean, whole], axis=1)))
        return (
            softmax(_linear(a, "act", nature)),
            softmax(_linear(a, "negated", nature)),
            softmax(_linear(a, "certainty", nature)),
        )

    def _best(self, scores: Floats) -> NDArray[np.int64]:
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


def _log_sum(values: Floats, axis: int) -> Floats:
    """Return the logarithm of the sum of exponentials along an axis."""
    top = values.max(axis=axis, keepdims=True)
    summed = np.log(np.exp(values - top).sum(axis=axis))
    result: Floats = summed + top.squeeze(axis)
    return result


def _linear(arrays: Mapping[str, Floats], name: str, values: Floats) -> Floats:
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
