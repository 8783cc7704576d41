"""Compute with the learnt heads of events: which words tell one, who takes part, and how it stands.

In: word vectors and an `EventView`. Out: `EventRow`s: for one trigger the label of every word, and
what the event is like.
Not here: the sums (`rowheads`), learning the heads (`evaluate.training.network`), records
(`events`).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from legation.extract import rowheads
from legation.extract.eventtraits import ACTOR, BOTH, MEANS, RECIPIENT, TRIGGER, EventView
from legation.extract.rowheads import Floats, RowHeads, linear, log_sum, softmax


@dataclass(frozen=True, slots=True)
class EventRow:
    """One trigger's event as labels of the sentence's words."""

    trigger: int
    """Position of the trigger's main word."""
    types: Floats
    """Probabilities of no event and of the kinds, in the order of `eventtraits.KINDS`."""
    labels: NDArray[np.int64]
    """Shape (word,): positions in `eventtraits.LABELS`, the most probable row."""
    row_probability: float
    """The product of the probabilities that the words' own scores give to their labels."""
    sides: Floats
    """Probabilities of each word to be an actor's, a recipient's, on both sides; (word, 3)."""
    modes: Floats
    """Log-odds of no mode and of the modes, in the order of `codebook.load_modes`."""
    statuses: Floats
    """Probabilities of the statuses, in the order of `records.STATUSES`."""
    means: Floats
    """Probabilities of the means, each for itself, in the order of `records.MEANS`."""

    @property
    def probability(self) -> float:
        """How probably the word tells an event at all."""
        return float(1 - self.types[0])

    @property
    def kind_probability(self) -> float:
        """How probably it tells one of the likeliest kind."""
        return float(self.types[1:].max(initial=0.0))


class EventHeads(RowHeads):
    """The heads of events in numpy."""

    opener = TRIGGER

    def rows(self, vectors: Floats, view: EventView, threshold: float) -> list[EventRow]:
        """Return the rows of all words whose probability to tell an event reaches `threshold`."""
        types = softmax(self.spread(vectors, view))
        triggers = np.flatnonzero(1 - types[:, 0] >= threshold)
        if not len(triggers):
            return []
        words = self.words(vectors, view)
        n = max(1, rowheads.MOST_PAIRS // max(1, len(words)))
        return [
            row
            for i in range(0, len(triggers), n)
            for row in self._rows_of(triggers[i : i + n], view, words, types)
        ]

    def _rows_of(
        self, triggers: NDArray[np.int64], view: EventView, words: Floats, types: Floats
    ) -> list[EventRow]:
        scores = self.scores(view, words, triggers)
        own = scores - log_sum(scores, 2)[..., None]
        labels = self.best(scores)
        chances = np.exp(np.take_along_axis(own, labels[..., None], 2)[..., 0].sum(axis=1))
        sides = np.exp(own[..., [ACTOR, RECIPIENT, BOTH]])
        marked = np.isin(labels, (ACTOR, RECIPIENT, BOTH, MEANS)).astype(np.float32)
        nature = self.nature(words, triggers, marked)
        modes = linear(self._a, "mode", nature)
        statuses = softmax(linear(self._a, "status", nature))
        means = 1 / (1 + np.exp(-np.clip(linear(self._a, "means", nature), -30, 30)))
        return [
            EventRow(
                int(trigger),
                types[trigger],
                labels[k],
                float(chances[k]),
                sides[k],
                modes[k],
                statuses[k],
                means[k],
            )
            for k, trigger in enumerate(triggers)
        ]
