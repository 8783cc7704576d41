"""Learn PLV's roots from PLV itself, fold by fold: a row of the benchmark, never shipped.

In: PLV's sentences, and what the shipped coder says of each. Out: the roots found for every
sentence by a network that has not seen it.
Not here: measuring (`plv`), the coder that is shipped and has seen none of them (`plvcoder`).

The base model is fine-tuned anew for each fold on the sentence with marks around its two actors.
The head reads the vectors of both marks and of the whole, beside the shipped coder's scores.
"""

from __future__ import annotations

import os
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from legation.evaluate.brackets import Place
from legation.evaluate.plv import PLV_QUADS, PlvSentence
from legation.evaluate.training.base import base_folder, load_encoder, load_vocabulary
from legation.evaluate.training.network import WIDTH, padded
from legation.extract.wordpieces import WordPieces

ROOTS = tuple(PLV_QUADS)
# One mark for who does it and one for whom it is done to, before and after.
_SOURCE, _TARGET = "@", "#"


@dataclass(frozen=True, slots=True)
class FoldRecipe:
    """How the folds are cut and learnt."""

    folds: int = 5
    epochs: int = 8
    layers: int = 6
    encoder_rate: float = 1.5e-4
    head_rate: float = 1e-3
    weight_decay: float = 0.01
    drop: float = 0.2
    batch: int = 16
    warm_up: float = 0.1


@dataclass(frozen=True, slots=True)
class _Marked:
    pieces: list[int]
    source: int
    """Where the source's mark stands among the pieces; 0, the whole's, where there is none."""
    target: int
    scores: Tensor
    root: int


class _Network(nn.Module):
    def __init__(self, recipe: FoldRecipe) -> None:
        super().__init__()
        self.encoder = load_encoder(base_folder(), recipe.layers)
        self.drop = nn.Dropout(recipe.drop)
        self.hidden = nn.Linear(4 * WIDTH + len(ROOTS), 256)
        self.root = nn.Linear(256 + len(ROOTS), len(ROOTS))

    def forward(self, batch: Sequence[_Marked]) -> Tensor:
        ids = padded([torch.tensor(one.pieces) for one in batch])
        mask = padded([torch.ones(len(one.pieces)) for one in batch])
        with torch.autocast("cpu", dtype=torch.bfloat16):
            vectors = self.encoder(input_ids=ids, attention_mask=mask).last_hidden_state.float()
        rows = torch.arange(len(batch))
        mean = (vectors * mask[..., None]).sum(1) / mask.sum(1, keepdim=True)
        scores = torch.stack([one.scores for one in batch])
        parts = [
            vectors[:, 0],
            vectors[rows, torch.tensor([one.source for one in batch])],
            vectors[rows, torch.tensor([one.target for one in batch])],
            mean,
            scores,
        ]
        hidden = nn.functional.gelu(self.hidden(self.drop(torch.cat(parts, dim=-1))))
        roots: Tensor = self.root(torch.cat([self.drop(hidden), scores], dim=-1))
        return roots


def find_by_folds(
    sentences: Sequence[PlvSentence],
    scores: NDArray[np.float32],
    seed: int,
    recipe: FoldRecipe,
    tell: Callable[[str], None],
) -> list[str]:
    """Return a root for every sentence, by networks learnt from the other folds.

    The folds are grouped by sentence, so that no text stands in two, and stratified by root.

    Args:
        sentences: PLV's.
        scores: Shape (sentence, root), as `plvcoder.pair_scores` gives them, in logarithms.
        seed: What chance starts from.
        recipe: How to learn.
        tell: Told of each fold.
    """
    torch.set_num_threads(len(os.sched_getaffinity(0)))
    pieces = WordPieces(load_vocabulary(base_folder()))
    # The scores of each sentence about their mean: how they compare, not how sure they are.
    held = torch.from_numpy(scores - scores.mean(axis=1, keepdims=True)) / 3
    marked = [_mark(one, row, pieces) for one, row in zip(sentences, held, strict=True)]
    folds = cut_folds(sentences, recipe.folds, seed)
    found = [""] * len(sentences)
    for fold in range(recipe.folds):
        network = _learn(
            [one for one, at in zip(marked, folds, strict=True) if at != fold], seed, recipe
        )
        right = 0
        for i in (i for i, at in enumerate(folds) if at == fold):
            with torch.no_grad():
                best = int(network([marked[i]]).argmax())
            found[i] = ROOTS[best]
            right += best == marked[i].root
        tell(
            f"seed {seed}, fold {fold + 1} of {recipe.folds}: {right} of {folds.count(fold)} right"
        )
    return found


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


def _mark(sentence: PlvSentence, scores: Tensor, pieces: WordPieces) -> _Marked:
    words, at = _words(sentence)
    ids, firsts = pieces.cut(words)[0]
    places = [firsts[word] if word is not None and word < len(firsts) else 0 for word in at]
    return _Marked(ids, places[0], places[1], scores, ROOTS.index(sentence.root))


def _words(sentence: PlvSentence) -> tuple[list[str], list[int | None]]:
    """Return the words with marks around both actors, and where the two first marks stand."""
    sides: list[tuple[Place | None, str]] = [
        (sentence.source, _SOURCE),
        (sentence.target, _TARGET),
    ]
    cuts = sorted(
        (position, mark) for place, mark in sides if place is not None for position in place
    )
    words: list[str] = []
    first: dict[str, int] = {}
    start = 0
    for position, mark in cuts:
        words += sentence.text[start:position].split()
        first.setdefault(mark, len(words))
        words.append(mark)
        start = position
    words += sentence.text[start:].split()
    return words, [first.get(_SOURCE), first.get(_TARGET)]


def _learn(taught: Sequence[_Marked], seed: int, recipe: FoldRecipe) -> _Network:
    torch.manual_seed(seed)
    rng = random.Random(seed)  # noqa: S311  (an order of sentences, no secret)
    network = _Network(recipe)
    for name, weight in network.encoder.named_parameters():
        weight.requires_grad = not name.startswith("embeddings.")
    heads = [*network.hidden.parameters(), *network.root.parameters()]
    optimiser = torch.optim.AdamW(
        [
            {"params": heads, "lr": recipe.head_rate},
            {
                "params": [w for w in network.encoder.parameters() if w.requires_grad],
                "lr": recipe.encoder_rate,
            },
        ],
        weight_decay=recipe.weight_decay,
    )
    n_batches = -(-len(taught) // recipe.batch)
    schedule = torch.optim.lr_scheduler.OneCycleLR(
        optimiser,
        [recipe.head_rate, recipe.encoder_rate],
        total_steps=n_batches * recipe.epochs,
        pct_start=recipe.warm_up,
    )
    network.train()
    for _ in range(recipe.epochs):
        order = sorted(range(len(taught)), key=lambda i: len(taught[i].pieces) + rng.random() * 20)
        batches = [order[i : i + recipe.batch] for i in range(0, len(order), recipe.batch)]
        rng.shuffle(batches)
        for batch in batches:
            some = [taught[i] for i in batch]
            loss = nn.functional.cross_entropy(
                network(some), torch.tensor([one.root for one in some]), label_smoothing=0.1
            )
            optimiser.zero_grad(set_to_none=True)
            loss.backward()
            nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimiser.step()
            schedule.step()
    return network.eval()
