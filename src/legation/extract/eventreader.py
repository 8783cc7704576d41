"""The learnt coder of events: encoder, heads and their settings as one thing.

In: `EventView`s of sentences. Out: rows of labels, and the `Coding` of each with how sure it is.
Not here: learning (`evaluate.training`), the records (`events`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from math import exp, log
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from legation.extract.encoder import Encoder, load_encoder
from legation.extract.eventheads import EventHeads, EventRow
from legation.extract.eventtraits import KINDS, EventView
from legation.extract.gate import load_gate
from legation.extract.rowheads import softmax
from legation.extract.weights import Weights, load_weights
from legation.records import STATUSES
from legation.reference.codebook import load_modes

HEAD = "events"

# "Warned of consequences" names no harm: which one is threatened is said only when this sure.
_SURE_OF_A_THREAT = 0.75


@dataclass(frozen=True, slots=True)
class Coding:
    """What an event is like."""

    type: str
    """One of PLOVER's, or a vote's kind (`eventtraits.KINDS`)."""
    mode: str | None
    status: str
    confidence: float
    """The probability that type, actors and recipients are right, as calibrated."""

    @property
    def choice(self) -> str | None:
        """How a vote was cast; None for an event."""
        return self.type.removeprefix("vote ") if self.type.startswith("vote ") else None


class EventReader:
    """Reads rows and codings with one set of weights."""

    def __init__(self, weights: Weights, encoder: Encoder | None = None) -> None:
        """Open the coder.

        Args:
            weights: With a head `events` and its settings in the card.
            encoder: That of the weights, where other heads share it.
        """
        card: Mapping[str, Any] = weights.card[HEAD]
        self._encoder = encoder if encoder is not None else Encoder(weights)
        self._gate = load_gate(weights, HEAD)
        self._heads = EventHeads(weights.heads[HEAD])
        self._modes = list(load_modes())
        self._calibration: Mapping[str, float] = card["calibration"]
        self._least = float(card["least"])
        self.threshold = float(card["threshold"])
        """Probability of the likeliest kind below which a row is no event."""
        self.n_passed = 0
        """How many sentences passed the gate so far."""

    def rows(self, view: EventView) -> list[EventRow]:
        """Return the rows of one sentence; none where nothing in it may tell an event."""
        if self._gate is not None and not self._gate.lets(view):
            return []
        self.n_passed += 1
        return self._heads.rows(self._encoder.encode(view.words), view, self._least)

    def all_rows(self, view: EventView) -> list[EventRow]:
        """Return a row for every word of a sentence, however improbable."""
        return self._heads.rows(self._encoder.encode(view.words), view, 0.0)

    def vectors(self, view: EventView) -> NDArray[np.float32]:
        """Return the encoder's vectors of a sentence's words, shape (word, width)."""
        return self._encoder.encode(view.words)

    def coding(self, view: EventView, row: EventRow) -> Coding:
        """Return what an event is like and how sure it is."""
        kind = KINDS[int(row.types[1:].argmax())]
        status = STATUSES[int(row.statuses.argmax())]
        return Coding(kind, self.mode(row, kind), status, self._confidence(view, row))

    def mode(self, row: EventRow, kind: str) -> str | None:
        """Return the likeliest mode of a type; None where none is likelier."""
        fitting = [0, *(i for i, (of, _) in enumerate(self._modes, start=1) if of == kind)]
        chances = softmax(row.modes[fitting])
        best = int(np.argmax(chances))
        if best == 0 or (kind == "THREATEN" and chances[best] < _SURE_OF_A_THREAT):
            return None
        return self._modes[fitting[best] - 1][1]

    def _confidence(self, view: EventView, row: EventRow) -> float:
        """Return the calibrated probability; a logistic model of what the heads say."""
        weights = self._calibration
        traits = confidence_traits(view, row)
        score = weights["bias"] + sum(weights[name] * value for name, value in traits.items())
        return round(1 / (1 + exp(-max(-30.0, min(30.0, score)))), 3)


def confidence_traits(view: EventView, row: EventRow) -> dict[str, float]:
    """Return what confidence is reckoned from: log-odds of event and type, the row, a rule."""
    proposal = view.proposal_at(row.trigger)
    best = int(row.types[1:].argmax())
    return {
        "event": _log_odds(row.probability),
        "type": log(max(1e-6, float(row.types[1 + best]) / max(1e-6, row.probability))),
        "row": log(max(1e-6, row.row_probability)),
        "no_rule": float(proposal is None),
        "other_rule": float(proposal is not None and proposal.reading.type != KINDS[best]),
    }


def _log_odds(probability: float) -> float:
    held = min(1 - 1e-6, max(1e-6, probability))
    return log(held / (1 - held))


@cache
def load_event_reader(path: Path | None = None) -> EventReader:
    """Load the shipped coder, or one of other weights (once a process).

    Raises:
        WeightsError: The weights cannot be used.
    """
    return EventReader(load_weights(path), load_encoder(path))
