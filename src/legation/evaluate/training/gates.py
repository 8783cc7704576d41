"""Learn gates: which words may open a row, by the parser's own vectors.

In: `Example`s of one head. Out: arrays for `extract.gate`, and the threshold that keeps nearly all.
Not here: reading with it (`extract.gate`).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import nn

from legation.evaluate.training.examples import Example
from legation.extract.gate import Gate
from legation.extract.traits import TAGS

HIDDEN = 128
_EPOCHS = 40
_WORDS_A_BATCH = 4_000
# Of the sentences with a marked row, the share that must pass. What is lost here nothing finds
# again; but the heads themselves miss ten times as much.
KEPT = 0.985


class GateNetwork(nn.Module):
    """One layer of hidden units, as PyTorch learns it."""

    def __init__(self, n_lexicon: int, seed: int) -> None:
        torch.manual_seed(seed)
        super().__init__()
        self.vectors = nn.Linear(96, HIDDEN, bias=False)
        self.tags = nn.Embedding(len(TAGS) + 1, HIDDEN)
        self.lexicon = nn.Embedding(n_lexicon, HIDDEN)
        self.out = nn.Linear(HIDDEN, 1)

    def forward(
        self, vectors: torch.Tensor, tags: torch.Tensor, lexicon: torch.Tensor
    ) -> torch.Tensor:
        """Return the log-odds of words to open a row."""
        hidden = self.vectors(vectors) + self.tags(tags) + self.lexicon(lexicon)
        odds: torch.Tensor = self.out(torch.relu(hidden)).squeeze(-1)
        return odds


def learn_gate(examples: Sequence[Example], n_lexicon: int, seed: int) -> dict[str, NDArray[Any]]:
    """Return the arrays of a gate learnt from `examples`; the same seed gives the same."""
    network = GateNetwork(n_lexicon, seed)
    vectors, tags, lexicon = (
        torch.from_numpy(np.concatenate([one.gate[i] for one in examples])) for i in range(3)
    )
    openers = torch.from_numpy(np.concatenate([one.openers for one in examples]) > 0).float()
    optimiser = torch.optim.AdamW(network.parameters(), lr=3e-3, weight_decay=1e-2)
    rng = torch.Generator().manual_seed(seed)
    for _ in range(_EPOCHS):
        order = torch.randperm(len(openers), generator=rng)
        for chosen in order.split(_WORDS_A_BATCH):
            odds = network(vectors[chosen], tags[chosen], lexicon[chosen])
            loss = nn.functional.binary_cross_entropy_with_logits(odds, openers[chosen])
            optimiser.zero_grad()
            loss.backward()
            optimiser.step()
    return {name: value.detach().numpy() for name, value in network.state_dict().items()}


def fit_threshold(arrays: dict[str, NDArray[Any]], examples: Sequence[Example]) -> float:
    """Return the log-odds that `KEPT` of the sentences with a row reach by some word."""
    gate = Gate(arrays, 0.0)
    best = sorted(float(gate.odds_of(*one.gate).max()) for one in examples if one.openers.any())
    return round(best[int(len(best) * (1 - KEPT))] - 0.01, 3)
