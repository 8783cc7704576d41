"""The recipes: what is learnt from which texts, calibrated on which, and written where.

In: the corpus, the releases, perhaps PolNeAR's train part. Out: `Weights`.
Not here: the loop (`learn`), the command (`app.commands.train`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from legation.evaluate.claimscores import (
    CONTENT_F1,
    Attribution,
    content_f1,
    overlap,
    pair_by_cue,
    tokens_of,
)
from legation.evaluate.corpus import load_corpus, part_of
from legation.evaluate.corpusscores import CERTAINTY_EDGES, document_of, parts_of
from legation.evaluate.passages import Note, Passage
from legation.evaluate.polnear import MarkedText, iter_polnear
from legation.evaluate.training.base import TrainingError
from legation.evaluate.training.examples import LEARNT_ACTS, Example, MarkedClaim, iter_examples
from legation.evaluate.training.settings import BENCHMARK, SHIPPED
from legation.extract.claimreader import HEAD, ClaimReader, confidence_traits
from legation.extract.claims import Found, find_attributions
from legation.extract.mentions import find_mentions
from legation.extract.parse import Parsed, load_pipeline, parse
from legation.extract.parties import Parties
from legation.extract.weights import Weights
from legation.records import Document

OWN, POLNEAR = 0, 1
# A cue less probable than this is not looked at further.
LEAST = 0.1

Tell = Callable[[str], None]
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Sources:
    """Where the texts lie that a recipe learns from."""

    corpus: Path
    releases: Path
    polnear: Path | None = None
    """PolNeAR's train part, for the benchmark's recipe only: nothing shipped learns from it."""


def make_examples(sources: Sources, tell: Tell) -> tuple[list[Example], list[Passage]]:
    """Return the sentences to learn from and the passages to calibrate on."""
    pipeline = load_pipeline()
    passages = load_corpus(sources.corpus, sources.releases)
    train = [one for one in passages if part_of(one) == "train"]
    dev = [one for one in passages if part_of(one) == "dev"]
    tell(f"own corpus: {len(train):,} passages to learn from, {len(dev):,} to calibrate on")
    examples = [
        example
        for passage in train
        for example in iter_examples(
            parse(document_of(passage), pipeline),
            [_marked(note) for note in passage.notes],
            OWN,
            passage.lookalikes,
        )
    ]
    if sources.polnear is not None:
        before = len(examples)
        for text in iter_polnear(sources.polnear):
            marked = [MarkedClaim(a.source, a.cue, a.content) for a in text.attributions]
            examples += iter_examples(parse(_document(text), pipeline), marked, POLNEAR)
        tell(f"PolNeAR: {len(examples) - before:,} sentences")
    return examples, dev


def _marked(note: Note) -> MarkedClaim:
    return MarkedClaim(
        note.source,
        note.cue,
        note.content,
        note.addressee,
        note.act,
        note.negated,
        note.certainty,
    )


def _document(text: MarkedText) -> Document:
    return Document.make(text=text.text, title=text.id, published_on=text.date, language="en")


def train_claims(sources: Sources, tell: Tell, changes: Mapping[str, Any]) -> Weights:
    """Train encoder and heads on `sources` and return them, calibrated, ready to ship.

    Args:
        sources: Where the texts lie.
        tell: Told of progress, a line at a time.
        changes: To the fields of `settings.Recipe`.

    Raises:
        TrainingError: What training needs is not installed.
    """
    from legation.evaluate.training.base import base_folder, load_encoder, load_vocabulary
    from legation.evaluate.training.export import export_encoder, weights_of
    from legation.evaluate.training.learn import learn
    from legation.evaluate.training.network import ClaimHeads
    from legation.extract.wordpieces import WordPieces

    folder = base_folder()
    recipe = replace(SHIPPED if sources.polnear is None else BENCHMARK, **changes)
    examples, dev = make_examples(sources, tell)
    vocabulary = load_vocabulary(folder)
    encoder, heads = load_encoder(folder, recipe.layers), ClaimHeads(seed=recipe.seed)
    learn(encoder, heads, examples, WordPieces(vocabulary), recipe, tell)
    card = {HEAD: _card(sources, asdict(recipe))}
    weights = Weights(export_encoder(encoder), vocabulary, {HEAD: weights_of(heads)}, card)
    return calibrated(weights, dev, tell)


def train_head(
    sources: Sources, weights: Weights, tell: Tell, changes: Mapping[str, Any]
) -> Weights:
    """Train the head of claims alone on the encoder of `weights`, which stays as it is.

    Everything else in the file stays the same to the bit, so other heads read as before.

    Raises:
        TrainingError: What training needs is not installed.
    """
    from legation.evaluate.training.export import weights_of
    from legation.evaluate.training.learn import learn_heads
    from legation.evaluate.training.network import ClaimHeads
    from legation.extract.encoder import Encoder

    recipe = replace(SHIPPED if sources.polnear is None else BENCHMARK, **changes)
    examples, dev = make_examples(sources, tell)
    heads = ClaimHeads(seed=recipe.seed)
    learn_heads(heads, examples, Encoder(weights).encode, recipe, tell)
    learnt = Weights(
        weights.encoder,
        weights.vocabulary,
        {**weights.heads, HEAD: weights_of(heads)},
        {**weights.card, HEAD: _card(sources, asdict(recipe))},
    )
    return calibrated(learnt, dev, tell)


def _card(sources: Sources, recipe: dict[str, Any]) -> dict[str, Any]:
    learnt_from = ["corpora/claims (train)"]
    if sources.polnear is not None:
        learnt_from.append("PolNeAR (train)")
    return {
        **first_settings(),
        "corpus": OWN if sources.polnear is None else POLNEAR,
        "learnt_from": learnt_from,
        "recipe": recipe,
    }


def first_settings() -> dict[str, Any]:
    """Return the settings that need no calibration yet."""
    return {
        "acts": list(LEARNT_ACTS),
        "edges": list(CERTAINTY_EDGES),
        "middles": [0.03, 0.13, 0.3, 0.5, 0.65, 0.85, 0.97],
        "least": LEAST,
        "threshold": 0.0,
        "calibration": {"bias": 0.0, "cue": 1.0, "row": 1.0, "no_source": 0.0, "no_rule": 0.0},
    }


# --- calibration


def calibrated(weights: Weights, dev: Sequence[Passage], tell: Tell) -> Weights:
    """Return the weights with confidence and threshold fitted on `dev`, by our own conventions."""
    reader = ClaimReader(weights, corpus=OWN)
    pipeline = load_pipeline()
    traits: list[list[float]] = []
    right: list[bool] = []
    n_gold = 0
    names: list[str] = []
    for passage in dev:
        found = read_attributions(parse(document_of(passage), pipeline), reader)
        n_gold += len(passage.notes)
        for one, is_right in _judged(passage, found):
            told = confidence_traits(one.draft)
            names = list(told)
            traits.append(list(told.values()))
            right.append(is_right)
    if not right:
        msg = "nothing is found in the corpus's dev part to calibrate on; add passages to it"
        raise TrainingError(msg)
    bias, slopes = _logistic(np.array(traits), np.array(right, dtype=float))
    fitted = {"bias": bias, **dict(zip(names, slopes, strict=True))}
    confidence = 1 / (1 + np.exp(-(bias + np.array(traits) @ np.array(slopes))))
    threshold, f1 = _best_threshold(confidence, np.array(right, dtype=float), n_gold)
    tell(f"calibrated on {len(right):,} findings; threshold {threshold:.2f}, triple F1 {f1:.3f}")
    card = {**weights.card}
    card[HEAD] = {
        **card[HEAD],
        "calibration": {name: round(float(value), 5) for name, value in fitted.items()},
        "threshold": round(threshold, 3),
    }
    return Weights(weights.encoder, weights.vocabulary, weights.heads, card)


def read_attributions(parsed: Parsed, reader: ClaimReader) -> list[Found]:
    """Return all attributions of a parsed document."""
    return find_attributions(parsed, Parties(parsed, find_mentions(parsed)), reader)


def _judged(passage: Passage, found: Sequence[Found]) -> list[tuple[Found, bool]]:
    tokens = tokens_of(passage.text)
    parts = [Attribution(f.draft.source, f.draft.cue, f.draft.content) for f in found]
    right = {
        id(other)
        for one, other in pair_by_cue([parts_of(note) for note in passage.notes], parts)
        if bool(one.source) == bool(other.source)
        and (not one.source or overlap(one.source, other.source))
        and content_f1(one.content, other.content, tokens) >= CONTENT_F1
    }
    return [(f, id(p) in right) for f, p in zip(found, parts, strict=True)]


def _logistic(traits: Floats, right: Floats) -> tuple[float, list[float]]:
    """Fit a logistic model by Newton's method, lightly held back from extremes."""
    with_bias = np.column_stack([np.ones(len(traits)), traits])
    weights = np.zeros(with_bias.shape[1])
    hold = np.eye(len(weights)) * 0.5
    hold[0, 0] = 0.0
    for _ in range(50):
        p = 1 / (1 + np.exp(-np.clip(with_bias @ weights, -30, 30)))
        slope = with_bias.T @ (p - right) + hold @ weights
        bend = (with_bias * (p * (1 - p))[:, None]).T @ with_bias + hold
        step = np.linalg.solve(bend + 1e-9 * np.eye(len(weights)), slope)
        weights = weights - step
        if np.abs(step).max() < 1e-8:
            break
    return float(weights[0]), [float(w) for w in weights[1:]]


def _best_threshold(confidence: Floats, right: Floats, n_gold: int) -> tuple[float, float]:
    best = (0.0, 0.0)
    for threshold in np.arange(0.05, 0.8, 0.01):
        kept = confidence >= threshold
        n_right = float(right[kept].sum())
        f1 = 2 * n_right / max(1, kept.sum() + n_gold)
        if f1 > best[1]:
            best = (float(threshold), f1)
    return best
