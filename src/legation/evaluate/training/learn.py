"""Learn the encoder and the heads on it, together.

In: `Example`s. Out: the trained encoder and heads.
Not here: making examples (`examples`), exporting (`export`).
"""

from __future__ import annotations

import math
import os
import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from legation.evaluate.training.examples import Example, Row
from legation.evaluate.training.network import RowHeads, padded, word_vectors
from legation.evaluate.training.settings import Recipe
from legation.extract.wordpieces import WordPieces


@dataclass(frozen=True, slots=True)
class _Cut:
    example: Example
    pieces: list[int]
    firsts: list[int]
    vectors: Tensor | None = None
    """Word vectors of an encoder that is not to change."""


@dataclass(frozen=True, slots=True)
class Task:
    """What one pair of heads learns from."""

    name: str
    heads: RowHeads
    examples: Sequence[Example]
    repeat: int = 1
    """How often it is read in one round."""


Encode = Callable[[list[str]], NDArray[np.float32]]
_Batch = tuple[RowHeads, list[_Cut]]


def learn(
    encoder: nn.Module,
    tasks: Sequence[Task],
    pieces: WordPieces,
    recipe: Recipe,
    tell: Callable[[str], None],
) -> None:
    """Train `encoder` and all heads in place; the same seed and threads give the same weights."""
    cut = {
        task.name: [one for example in task.examples if (one := _cut(example, pieces)) is not None]
        for task in tasks
    }
    _learn(encoder, tasks, cut, recipe, tell)


def learn_heads(task: Task, encode: Encode, recipe: Recipe, tell: Callable[[str], None]) -> None:
    """Train heads alone, in place, on the vectors that `encode` gives."""
    cut = [
        _Cut(one, [0] * len(one.words), [], torch.from_numpy(encode(one.words)))
        for one in task.examples
    ]
    _learn(nn.Module(), [task], {task.name: cut}, recipe, tell)


def _learn(
    encoder: nn.Module,
    tasks: Sequence[Task],
    cut: Mapping[str, Sequence[_Cut]],
    recipe: Recipe,
    tell: Callable[[str], None],
) -> None:
    torch.set_num_threads(len(os.sched_getaffinity(0)))  # PyTorch counts cores, not processors
    torch.manual_seed(recipe.seed)
    rng = random.Random(recipe.seed)  # noqa: S311  (an order of sentences, no secret)
    groups = _groups(encoder, [task.heads for task in tasks], recipe)
    optimiser = torch.optim.AdamW(groups, weight_decay=recipe.weight_decay)
    learning = [weight for group in optimiser.param_groups for weight in group["params"]]
    counted = _batches(tasks, cut, recipe, random.Random(0))  # noqa: S311  (only their number)
    steps = len(counted) * recipe.epochs
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda step: _rate(step / max(1, steps), recipe.warm_up)
    )
    modules = [encoder, *(task.heads for task in tasks)]
    for epoch in range(recipe.epochs):
        for module in modules:
            module.train()
        totals: dict[int, float] = {}
        for heads, batch in _batches(tasks, cut, recipe, rng):
            loss = _loss(encoder, heads, batch, recipe.half)
            optimiser.zero_grad(set_to_none=True)
            loss.backward()
            nn.utils.clip_grad_norm_(learning, 1.0)
            optimiser.step()
            schedule.step()
            totals[id(heads)] = totals.get(id(heads), 0.0) + loss.item() * len(batch)
        told = ", ".join(
            f"{task.name} {totals[id(task.heads)] / len(cut[task.name]) / task.repeat:.4f}"
            for task in tasks
        )
        tell(f"epoch {epoch + 1} of {recipe.epochs}: loss of {told}")
    for module in modules:
        module.eval()


def _cut(example: Example, pieces: WordPieces) -> _Cut | None:
    runs = pieces.cut(example.words)
    # A sentence longer than the model reads at once is an oddity: nothing to learn from.
    return _Cut(example, *runs[0]) if len(runs) == 1 else None


def _groups(
    encoder: nn.Module, heads: Sequence[RowHeads], recipe: Recipe
) -> list[dict[str, object]]:
    groups: list[dict[str, object]] = [
        {"params": list(one.parameters()), "lr": recipe.head_rate} for one in heads
    ]
    if not list(encoder.parameters()):
        return groups
    n_layers = len(encoder.encoder.layer)
    for name, weight in encoder.named_parameters():
        if name.startswith("embeddings."):
            weight.requires_grad = False  # too little text to move what words mean
            continue
        depth = 0
        if name.startswith("encoder.layer."):
            depth = int(name.split(".")[2]) + 1
        rate = recipe.encoder_rate * recipe.layer_decay ** (n_layers - depth)
        groups.append({"params": [weight], "lr": rate})
    return groups


def _rate(done: float, warm_up: float) -> float:
    if done < warm_up:
        return done / warm_up
    return 0.02 + 0.98 * 0.5 * (1 + math.cos(math.pi * (done - warm_up) / (1 - warm_up)))


def _batches(
    tasks: Sequence[Task],
    cut: Mapping[str, Sequence[_Cut]],
    recipe: Recipe,
    rng: random.Random,
) -> list[_Batch]:
    """Return batches of sentences of like length, of one task each, in a random order."""
    batches: list[_Batch] = []
    for task in (one for one in tasks for _ in range(one.repeat)):
        order = sorted(cut[task.name], key=lambda one: len(one.pieces) + rng.random() * 6)
        batch: list[_Cut] = []
        for one in order:
            if batch and (len(batch) + 1) * len(one.pieces) > recipe.pieces_a_batch:
                batches.append((task.heads, batch))
                batch = []
            batch.append(one)
        if batch:
            batches.append((task.heads, batch))
    rng.shuffle(batches)
    return batches


def _loss(encoder: nn.Module, heads: RowHeads, batch: Sequence[_Cut], half: bool) -> Tensor:
    words, openers, mask = _encode(encoder, heads, batch, half)
    weights = mask * padded([torch.from_numpy(one.example.weights) for one in batch])
    loss = (heads.opener_loss(words, openers) * weights).sum() / mask.sum() * 8
    rows: list[tuple[int, Row]] = [
        (i, row) for i, one in enumerate(batch) for row in one.example.rows
    ]
    if not rows:
        return loss
    which = torch.tensor([i for i, _ in rows])
    at = torch.tensor([row.opener for _, row in rows])
    labels = padded([torch.from_numpy(row.labels) for _, row in rows])
    pairs = padded([torch.from_numpy(row.pairs) for _, row in rows])
    longest = labels.shape[1]
    of_rows, row_mask = words[which][:, :longest], mask[which][:, :longest]
    scores = heads.rows(of_rows, at, pairs)
    loss = loss + heads.row_loss(scores, labels, row_mask) * heads.row_weight
    natures = heads.natures(of_rows * row_mask[..., None], at, labels)
    for name, scores in natures.items():
        loss = loss + _nature_loss(scores, [row.natures[name] for _, row in rows]) * 0.5
    return loss


def _nature_loss(scores: Tensor, marked: Sequence[int | tuple[int, ...]]) -> Tensor:
    """Return the loss of what rows are like: one of several values, or each value for itself."""
    told = [i for i, value in enumerate(marked) if value != -1]
    if not told:
        return scores.sum() * 0
    if isinstance(marked[told[0]], tuple):
        target = torch.tensor([marked[i] for i in told], dtype=torch.float32)
        each = nn.functional.binary_cross_entropy_with_logits(scores[told], target)
        return each * scores.shape[1] / 2
    return nn.functional.cross_entropy(scores[told], torch.tensor([marked[i] for i in told]))


def _encode(
    encoder: nn.Module, heads: RowHeads, batch: Sequence[_Cut], half: bool
) -> tuple[Tensor, Tensor, Tensor]:
    """Return word vectors with traits, marked openers and a mask of words; (sentence, word, …)."""
    traits = padded([torch.from_numpy(one.example.traits) for one in batch])
    openers = padded([torch.from_numpy(one.example.openers) for one in batch])
    mask = padded([torch.ones(len(one.example.words)) for one in batch])
    corpus = torch.tensor([one.example.corpus for one in batch])
    vectors = _vectors(encoder, batch, half)
    return heads.words(vectors, traits, corpus), openers, mask


def _vectors(encoder: nn.Module, batch: Sequence[_Cut], half: bool) -> Tensor:
    given = [one.vectors for one in batch if one.vectors is not None]
    if given:
        return padded(given)
    ids = padded([torch.tensor(one.pieces) for one in batch])
    attention = padded([torch.ones(len(one.pieces)) for one in batch])
    firsts = padded([torch.tensor(one.firsts) for one in batch])
    with torch.autocast("cpu", dtype=torch.bfloat16, enabled=half):
        pieces = encoder(input_ids=ids, attention_mask=attention).last_hidden_state.float()
    return word_vectors(pieces, firsts)
