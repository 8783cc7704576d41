"""The learnt reader of claims: encoder, heads and their settings as one thing.

In: `ClaimView`s of sentences. Out: rows of labels, and the `Nature` of each claim, how sure it is.
Not here: learning (`evaluate.training`), what the rows become (`claimdrafts`, `claims`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from math import exp, log
from pathlib import Path
from typing import Any

from legation.extract.claimdrafts import Draft
from legation.extract.claimheads import ClaimHeads, Row
from legation.extract.claimtraits import ClaimView
from legation.extract.encoder import Encoder, load_encoder
from legation.extract.gate import load_gate
from legation.extract.weights import Weights, load_weights

HEAD = "claims"


@dataclass(frozen=True, slots=True)
class Nature:
    """What a claim is like."""

    act: str
    """One of `records.ACTS`; for a wish the act that comes next."""
    wish: bool
    """It is a wish or an intention of the source's own, which a desk leaves out."""
    negated: bool
    certainty: float
    """The middle of the stretch it lies in."""
    low: float
    high: float
    confidence: float
    """The probability that source, cue and content are right, as calibrated."""


class ClaimReader:
    """Reads rows and natures with one set of weights."""

    def __init__(
        self, weights: Weights, encoder: Encoder | None = None, *, corpus: int | None = None
    ) -> None:
        """Open the reader.

        Args:
            weights: With a head `claims` and its settings in the card.
            encoder: That of the weights, where other heads share it.
            corpus: By whose conventions to label, if not those the card names.
        """
        card: Mapping[str, Any] = weights.card[HEAD]
        self._encoder = encoder if encoder is not None else Encoder(weights)
        self._gate = load_gate(weights, HEAD)
        self._heads = ClaimHeads(
            weights.heads[HEAD], int(card["corpus"]) if corpus is None else corpus
        )
        self._acts: Sequence[str] = card["acts"]
        self._edges: Sequence[float] = (0.0, *card["edges"], 1.01)
        self._middles: Sequence[float] = card["middles"]
        self._calibration: Mapping[str, float] = card["calibration"]
        self._least = float(card["least"])
        self.threshold = float(card["threshold"])
        """Confidence below which an attribution is no claim."""

    def rows(self, view: ClaimView) -> list[Row]:
        """Return the rows of one sentence; none where nothing in it may be a cue."""
        if self._gate is not None and not self._gate.lets(view):
            return []
        return self._heads.rows(self._encoder.encode(view.words), view, self._least)

    def nature(self, draft: Draft) -> Nature:
        """Return what a draft is like and how sure it is."""
        row = draft.row
        order = row.acts.argsort()[::-1]
        first = self._acts[int(order[0])]
        second = self._acts[int(order[1])]
        seventh = int(row.sevenths.argmax())
        return Nature(
            second if first == "wish" else first,
            first == "wish",
            row.negated >= 0.5,
            self._middles[seventh],
            self._edges[seventh],
            self._edges[seventh + 1],
            self._confidence(draft),
        )

    def _confidence(self, draft: Draft) -> float:
        """Return the calibrated probability; a logistic model of what the heads say."""
        weights = self._calibration
        traits = confidence_traits(draft)
        score = weights["bias"] + sum(weights[name] * value for name, value in traits.items())
        return round(1 / (1 + exp(-max(-30.0, min(30.0, score)))), 3)


def confidence_traits(draft: Draft) -> dict[str, float]:
    """Return what confidence is reckoned from: log-odds of the cue, of the row, and signs."""
    row = draft.row
    return {
        "cue": _log_odds(row.cue_probability),
        "row": log(max(1e-6, row.row_probability)),
        "no_source": float(not draft.source),
        "no_rule": float(draft.proposal is None),
    }


def _log_odds(probability: float) -> float:
    held = min(1 - 1e-6, max(1e-6, probability))
    return log(held / (1 - held))


@cache
def load_claim_reader(path: Path | None = None) -> ClaimReader:
    """Load the shipped reader, or one of other weights (once a process).

    Raises:
        WeightsError: The weights cannot be used.
    """
    return ClaimReader(load_weights(path), load_encoder(path))
