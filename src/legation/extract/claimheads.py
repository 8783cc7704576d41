"""Compute with the learnt heads of claims: which words are cues, whose and what each one gives.

In: word vectors and a `ClaimView`. Out: `Row`s: for one cue the label of every word, how sure, and
what the claim is like.
Not here: the sums (`rowheads`), learning the heads (`evaluate.training.network`), claims out of
rows (`claimdrafts`, `claims`).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from legation.extract import rowheads
from legation.extract.claimtraits import CONTENT, CUE, SOURCE, ClaimView
from legation.extract.rowheads import Floats, RowHeads, linear, log_sum, softmax

# One sure word must not outweigh any number of doubtful ones.
MOST_ODDS = 4.0


@dataclass(frozen=True, slots=True)
class Row:
    """One cue's claim as labels of the sentence's words."""

    cue: int
    """Position of the cue's main word."""
    cue_probability: float
    labels: NDArray[np.int64]
    """Shape (word,): positions in `claimtraits.LABELS`, the most probable row."""
    row_probability: float
    """The product of the probabilities that the words' own scores give to their labels."""
    source_odds: Floats
    """Shape (word,): log-odds of being a source word, by the word's own scores."""
    acts: Floats
    """Probabilities of the acts, in the order the weights' card gives."""
    negated: float
    sevenths: Floats
    """Probabilities of the seven stretches of certainty."""


class ClaimHeads(RowHeads):
    """The heads of claims in numpy."""

    opener = CUE

    def rows(self, vectors: Floats, view: ClaimView, threshold: float) -> list[Row]:
        """Return the rows of all words whose probability to be a cue reaches `threshold`."""
        spread = self.spread(vectors, view)[:, 0]
        probabilities: Floats = (1 / (1 + np.exp(-np.clip(spread, -30, 30)))).astype(np.float32)
        cues = np.flatnonzero(probabilities >= threshold)
        if not len(cues):
            return []
        words = self.words(vectors, view)
        n = max(1, rowheads.MOST_PAIRS // max(1, len(words)))
        return [
            row
            for i in range(0, len(cues), n)
            for row in self._rows_of(cues[i : i + n], view, words, probabilities)
        ]

    def _rows_of(
        self, cues: NDArray[np.int64], view: ClaimView, words: Floats, probabilities: Floats
    ) -> list[Row]:
        """Return the rows of some cues, together."""
        scores = self.scores(view, words, cues)
        own = scores - log_sum(scores, 2)[..., None]
        sure = np.minimum(np.exp(own[..., SOURCE]), 1 - 1e-6)
        odds = (own[..., SOURCE] - np.log1p(-sure)).clip(-MOST_ODDS, MOST_ODDS)
        labels = self.best(scores)
        chances = np.exp(np.take_along_axis(own, labels[..., None], 2)[..., 0].sum(axis=1))
        nature = self.nature(words, cues, (labels == CONTENT).astype(np.float32))
        acts = softmax(linear(self._a, "act", nature))
        negated = softmax(linear(self._a, "negated", nature))
        sevenths = softmax(linear(self._a, "certainty", nature))
        return [
            Row(
                int(cue),
                float(probabilities[cue]),
                labels[k],
                float(chances[k]),
                odds[k],
                acts[k],
                float(negated[k, 1]),
                sevenths[k],
            )
            for k, cue in enumerate(cues)
        ]
