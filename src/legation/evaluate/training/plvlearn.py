"""Learn PLV's roots from PLV itself, fold by fold: a row of the benchmark, never shipped.

In: PLV's sentences as numbers: the shipped coder's scores and the shipped encoder's vectors. Out:
the roots found for every sentence by a network that has not seen it.
Not here: measuring (`plv`), the coder that is shipped and has seen none of them (`plvcoder`).

The encoder stays as it is shipped; only a small network over what it gives learns from PLV.
"""

from __future__ import annotations

import os
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch import nn

from legation.evaluate.plv import PLV_QUADS, PlvSentence

ROOTS = tuple(PLV_QUADS)


@dataclass(frozen=True, slots=True)
class FoldRecipe:
    """How the folds are cut and learnt."""

    folds: int = 5
    epochs: int = 60
    hidden: int = 256
    rate: float = 1e-3
    weight_decay: float = 0.05
    drop: float = 0.5
    batch: int = 64


def find_by_folds(
    sentences: Sequence[PlvSentence],
    features: NDArray[np.float32],
    seed: int,
    recipe: FoldRecipe,
    tell: Callable[[str], None],
) -> list[str]:
    """Return a root for every sentence, by networks learnt from the other folds.

    The folds are grouped by sentence, so that no text stands in two, and stratified by root.

    Args:
        sentences: PLV's.
        features: Shape (sentence, number), as `plvcoder.pair_features` gives them.
        seed: What chance starts from.
        recipe: How to learn.
        tell: Told of each fold.
    """
    torch.set_num_threads(len(os.sched_getaffinity(0)))
    folds = np.array(cut_folds(sentences, recipe.folds, seed))
    roots = torch.tensor([ROOTS.index(one.root) for one in sentences])
    found = np.empty(len(sentences), dtype=object)
    for fold in range(recipe.folds):
        taught, held = np.flatnonzero(folds != fold), np.flatnonzero(folds == fold)
        mean, spread = features[taught].mean(0), features[taught].std(0) + 1e-3
        values = torch.from_numpy((features - mean) / spread)
        network = _learn(values[taught], roots[taught], seed, recipe)
        with torch.no_grad():
            best = network(values[held]).argmax(1).numpy()
        found[held] = [ROOTS[int(i)] for i in best]
        right = int((best == roots[held].numpy()).sum())
        tell(f"seed {seed}, fold {fold + 1} of {recipe.folds}: {right} of {len(held)} right")
    return list(found)


def cut_folds(sentences: Sequence[PlvSentence], n: int, seed: int) -> list[int]:
    """Return the fold of each sentence: one text in one fold, roots spread evenly."""
    rng = random.Random(seed)  # noqa: S311  (an order of sentences, no secret)
    texts: dict[str, list[int]] = {}
    for i, one in enumerate(sentences):
        texts.setdefault(one.text, []).append(i)
    by_root: dict[str, list[str]] = {}
    for text, some in texts.items():
        by_root.setdefault(sentences[some[0]].root, []).append(text)
    folds = [0] * len(sentences)
    turn = 0
    for root in sorted(by_root):
        rng.shuffle(by_root[root])
        for text in by_root[root]:
            for i in texts[text]:
                folds[i] = turn % n
            turn += 1
    return folds


def _learn(
    values: torch.Tensor, roots: torch.Tensor, seed: int, recipe: FoldRecipe
) -> nn.Sequential:
    torch.manual_seed(seed)
    network = nn.Sequential(
        nn.Dropout(recipe.drop),
        nn.Linear(values.shape[1], recipe.hidden),
        nn.GELU(),
        nn.Dropout(recipe.drop),
        nn.Linear(recipe.hidden, len(ROOTS)),
    )
    optimiser = torch.optim.AdamW(
        network.parameters(), lr=recipe.rate, weight_decay=recipe.weight_decay
    )
    chance = torch.Generator().manual_seed(seed)
    for _ in range(recipe.epochs):
        for rows in torch.randperm(len(values), generator=chance).split(recipe.batch):
            loss = nn.functional.cross_entropy(
                network(values[rows]), roots[rows], label_smoothing=0.1
            )
            optimiser.zero_grad(set_to_none=True)
            loss.backward()
            optimiser.step()
    return network.eval()
