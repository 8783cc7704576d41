"""Learn the encoder and the heads of claims.

In: `Example`s. Out: the trained encoder and heads.
Not here: making examples (`examples`), exporting (`export`).
"""

from __future__ import annotations

import math
import os
import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from legation.evaluate.training.examples import Example, Row
from legation.evaluate.training.network import ClaimHeads, padded, word_vectors
from legation.evaluate.training.settings import Recipe
from legation.extract.claimtraits import CONTENT
from legation.extract.wordpieces import WordPieces


@dataclass(frozen=True, slots=True)
class _Cut:
    example: Example
    pieces: list[int]
    firsts: list[int]
    vectors: Tensor | None = None
    """Word vectors of an encoder that is not to change."""


Encode = Callable[[list[str]], NDArray[np.float32]]


def learn(
    encoder: nn.Module,
    heads: ClaimHeads,
    examples: Sequence[Example],
    pieces: WordPieces,
    recipe: Recipe,
    tell: Callable[[str], None],
) -> None:
    """Train `encoder` and `heads` in place; the same seed and threads give the same weights."""
    cut = [one for example in examples if (one := _cut(example, pieces)) is not None]
    _learn(encoder, heads, cut, recipe, tell)


def learn_heads(
    heads: ClaimHeads,
    examples: Sequence[Example],
    encode: Encode,
    recipe: Recipe,
    tell: Callable[[str], None],
) -> None:
    """Train `heads` alone, in place, on the vectors that `encode` gives."""
    cut = [
        _Cut(one, [0] * len(one.words), [], torch.from_numpy(encode(one.words))) for one in examples
    ]
    _learn(nn.Module(), heads, cut, recipe, tell)


def _learn(
    encoder: nn.Module,
    heads: ClaimHeads,
    cut: Sequence[_Cut],
    recipe: Recipe,
    tell: Callable[[str], None],
) -> None:
    torch.set_num_threads(len(os.sched_getaffinity(0)))  # PyTorch counts cores, not processors
    torch.manual_seed(recipe.seed)
    rng = random.Random(recipe.seed)  # noqa: S311  (an order of sentences, no secret)
    optimiser = torch.optim.AdamW(_groups(encoder, heads, recipe), weight_decay=recipe.weight_decay)
    learning = [weight for group in optimiser.param_groups for weight in group["params"]]
    batches = sum(1 for _ in _iter_batches(cut, recipe, random.Random(0)))  # noqa: S311
    steps = batches * recipe.epochs
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda step: _rate(step / max(1, steps), recipe.warm_up)
    )
    for epoch in range(recipe.epochs):
        encoder.train()
        heads.train()
        total = torch.zeros(5)
        n = 0
        for batch in _iter_batches(cut, recipe, rng):
            losses = _losses(encoder, heads, batch, recipe.half)
            optimiser.zero_grad(set_to_none=True)
            sum(losses).backward()
            nn.utils.clip_grad_norm_(learning, 1.0)
            optimiser.step()
            schedule.step()
            total += torch.tensor([one.item() for one in losses])
            n += 1
        told = " ".join(
            f"{name} {value / n:.4f}"
            for name, value in zip(
                ("cue", "row", "act", "negated", "certainty"), total.tolist(), strict=True
            )
        )
        tell(f"epoch {epoch + 1} of {recipe.epochs}: loss {told}")
    encoder.eval()
    heads.eval()


def _cut(example: Example, pieces: WordPieces) -> _Cut | None:
    runs = pieces.cut(example.words)
    # A sentence longer than the model reads at once is an oddity: nothing to learn from.
    return _Cut(example, *runs[0]) if len(runs) == 1 else None


def _groups(encoder: nn.Module, heads: ClaimHeads, recipe: Recipe) -> list[dict[str, object]]:
    groups: list[dict[str, object]] = [{"params": list(heads.parameters()), "lr": recipe.head_rate}]
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


def _iter_batches(cut: Sequence[_Cut], recipe: Recipe, rng: random.Random) -> Iterator[list[_Cut]]:
    """Yield batches of sentences of like length, in a random order."""
    order = sorted(cut, key=lambda one: len(one.pieces) + rng.random() * 6)
    batches: list[list[_Cut]] = []
    batch: list[_Cut] = []
    for one in order:
        if batch and (len(batch) + 1) * len(one.pieces) > recipe.pieces_a_batch:
            batches.append(batch)
            batch = []
        batch.append(one)
    if batch:
        batches.append(batch)
    rng.shuffle(batches)
    yield from batches


def _losses(
    encoder: nn.Module, heads: ClaimHeads, batch: Sequence[_Cut], half: bool
) -> list[Tensor]:
    words, cues, mask = _encode(encoder, heads, batch, half)
    spread = heads.cue(heads.drop(words)).squeeze(-1)
    cue_loss = nn.functional.binary_cross_entropy_with_logits(spread, cues, reduction="none")
    weights = mask * padded([torch.from_numpy(one.example.weights) for one in batch])
    losses = [(cue_loss * weights).sum() / mask.sum() * 8]
    rows: list[tuple[int, Row]] = [
        (i, row) for i, one in enumerate(batch) for row in one.example.rows
    ]
    if not rows:
        zero = spread.sum() * 0
        return [losses[0], zero, zero, zero, zero]
    which = torch.tensor([i for i, _ in rows])
    at = torch.tensor([row.cue for _, row in rows])
    labels = padded([torch.from_numpy(row.labels) for _, row in rows])
    pairs = padded([torch.from_numpy(row.pairs) for _, row in rows])
    longest = labels.shape[1]
    of_rows, row_mask = words[which][:, :longest], mask[which][:, :longest]
    scores = heads.rows(of_rows, at, pairs)
    losses.append(heads.row_loss(scores, labels, row_mask) * 0.15)
    content = (labels == CONTENT).float()
    natures = heads.natures(of_rows * row_mask[..., None], at, content)
    for score, gold in zip(
        natures,
        ([r.act for _, r in rows], [r.negated for _, r in rows], [r.certainty for _, r in rows]),
        strict=True,
    ):
        target = torch.tensor(gold)
        told = target >= 0
        loss = (
            nn.functional.cross_entropy(score[told], target[told])
            if told.any()
            else score.sum() * 0
        )
        losses.append(loss * 0.5)
    return losses


def _encode(
    encoder: nn.Module, heads: ClaimHeads, batch: Sequence[_Cut], half: bool
) -> tuple[Tensor, Tensor, Tensor]:
    """Return word vectors with traits, marked cues and a mask of words; (sentence, word, …)."""
    traits = padded([torch.from_numpy(one.example.traits) for one in batch])
    cues = padded([torch.from_numpy(one.example.cues) for one in batch])
    mask = padded([torch.ones(len(one.example.words)) for one in batch])
    corpus = torch.tensor([one.example.corpus for one in batch])
    vectors = _vectors(encoder, batch, half)
    return heads.words(vectors, traits, corpus), cues, mask


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
