"""Learn PLV's roots from PLV itself, fold by fold: a row of the benchmark, never shipped.

In: PLV's sentences, an encoder to start from. Out: the roots found for every sentence by a network
that has not seen it.
Not here: measuring (`plv`), the coder that is shipped and has seen none of them (`plvcoder`).

Source and target are marked in the text ("@ source @", "# target #"); the encoder and one layer
over the vectors of both and of the whole sentence learn the root (after Wu and He 2019).
"""

from __future__ import annotations

import copy
import os
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

import torch
from torch import Tensor, nn

from legation.evaluate.plv import PLV_QUADS, PlvSentence
from legation.evaluate.training.network import WIDTH, padded
from legation.extract.wordpieces import WordPieces

ROOTS = tuple(PLV_QUADS)
HIDDEN = 256


@dataclass(frozen=True, slots=True)
class FoldRecipe:
    """How the folds are cut and learnt."""

    folds: int = 5
    epochs: int = 7
    encoder_rate: float = 1e-4
    head_rate: float = 1e-3
    batch: int = 16
    layer_decay: float = 0.9


@dataclass(frozen=True, slots=True)
class _Marked:
    pieces: list[int]
    source: tuple[int, int]
    target: tuple[int, int]
    root: int


class PairNetwork(nn.Module):
    """An encoder with one layer over both actors and the sentence."""

    def __init__(self, encoder: nn.Module) -> None:
        super().__init__()
        self.encoder = encoder
        self.head = nn.Sequential(
            nn.Dropout(0.2),
            nn.Linear(4 * WIDTH, HIDDEN),
            nn.GELU(),
            nn.Dropout(0.2),
            nn.Linear(HIDDEN, len(ROOTS)),
        )

    def forward(self, batch: Sequence[_Marked]) -> Tensor:
        """Return scores of the roots, shape (sentence, root)."""
        ids = padded([torch.tensor(one.pieces) for one in batch])
        mask = padded([torch.ones(len(one.pieces)) for one in batch])
        with torch.autocast("cpu", dtype=torch.bfloat16):
            vectors = self.encoder(input_ids=ids, attention_mask=mask).last_hidden_state
        vectors = vectors.float()
        whole = (vectors * mask[..., None]).sum(1) / mask.sum(1, keepdim=True)
        most = vectors.masked_fill(mask[..., None] == 0, -1e4).amax(1)
        sides = [
            torch.stack([vectors[i, slice(*span)].mean(0) for i, span in enumerate(spans)])
            for spans in ([one.source for one in batch], [one.target for one in batch])
        ]
        scores: Tensor = self.head(torch.cat([*sides, whole, most], dim=-1))
        return scores


def find_by_folds(
    sentences: Sequence[PlvSentence],
    encoder: nn.Module,
    pieces: WordPieces,
    seed: int,
    recipe: FoldRecipe,
    tell: Callable[[str], None],
) -> list[str]:
    """Return a root for every sentence, by networks learnt from the other folds.

    The folds are grouped by sentence, so that no text stands in two, and stratified by root.
    """
    torch.set_num_threads(len(os.sched_getaffinity(0)))
    marked = [_marked(one, pieces) for one in sentences]
    folds = cut_folds(sentences, recipe.folds, seed)
    found = [""] * len(sentences)
    for fold in range(recipe.folds):
        torch.manual_seed(seed)
        network = PairNetwork(copy.deepcopy(encoder))
        _learn(network, [m for m, f in zip(marked, folds, strict=True) if f != fold], seed, recipe)
        held = [i for i, f in enumerate(folds) if f == fold]
        with torch.no_grad():
            for start in range(0, len(held), recipe.batch):
                some = held[start : start + recipe.batch]
                for i, best in zip(some, network([marked[i] for i in some]).argmax(1), strict=True):
                    found[i] = ROOTS[int(best)]
        right = sum(found[i] == sentences[i].root for i in held)
        tell(f"seed {seed}, fold {fold + 1} of {recipe.folds}: {right} of {len(held)} right")
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


def _marked(sentence: PlvSentence, pieces: WordPieces) -> _Marked:
    """Return the pieces of a sentence with its actors marked, and where the actors stand."""
    # An actor whom PLV does not name stands at the end, as nothing between its marks.
    end_of = (len(sentence.text), len(sentence.text))
    marks = {"@": sentence.source or end_of, "#": sentence.target or end_of}
    words: list[str] = []
    spans: dict[str, tuple[int, int]] = {}
    opened: dict[str, int] = {}
    cuts = sorted({0, len(sentence.text), *marks["@"], *marks["#"]})
    for start, end in [*pairwise(cuts), end_of]:
        for mark, place in marks.items():
            if place[0] == start and mark not in opened:
                words.append(mark)
                opened[mark] = len(words)
        words += sentence.text[start:end].split()
        for mark, place in marks.items():
            if place[1] == end and mark in opened and mark not in spans:
                spans[mark] = opened[mark], len(words)
                words.append(mark)
    ids, firsts = pieces.cut(words)[0]
    places = []
    for mark in marks:
        first, last = (min(word, len(firsts) - 1) for word in spans[mark])
        places.append((firsts[first], max(firsts[first] + 1, firsts[last])))
    return _Marked(ids, places[0], places[1], ROOTS.index(sentence.root))


def _learn(
    network: PairNetwork, examples: Sequence[_Marked], seed: int, recipe: FoldRecipe
) -> None:
    rng = random.Random(seed)  # noqa: S311  (an order of sentences, no secret)
    layers = [
        (name, weight)
        for name, weight in network.encoder.named_parameters()
        if not name.startswith("embeddings.")
    ]
    n_layers = 1 + max(int(name.split(".")[2]) for name, _ in layers if "layer." in name)
    groups = [
        {
            "params": [weight],
            "lr": recipe.encoder_rate
            * recipe.layer_decay ** (n_layers - 1 - int(name.split(".")[2])),
        }
        for name, weight in layers
    ]
    groups.append({"params": list(network.head.parameters()), "lr": recipe.head_rate})
    optimiser = torch.optim.AdamW(groups, weight_decay=0.01)
    steps = recipe.epochs * (len(examples) // recipe.batch + 1)
    schedule = torch.optim.lr_scheduler.OneCycleLR(
        optimiser,
        [float(group["lr"]) for group in groups],  # type: ignore[arg-type]
        total_steps=steps,
        pct_start=0.1,
    )
    network.train()
    for _ in range(recipe.epochs):
        order = list(examples)
        rng.shuffle(order)
        for start in range(0, len(order), recipe.batch):
            batch = order[start : start + recipe.batch]
            target = torch.tensor([one.root for one in batch])
            loss = nn.functional.cross_entropy(network(batch), target, label_smoothing=0.05)
            optimiser.zero_grad(set_to_none=True)
            loss.backward()
            nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimiser.step()
            schedule.step()
    network.eval()
