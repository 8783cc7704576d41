"""The recipes: all heads learnt together on one encoder, or one head on an encoder that stays.

In: the corpora, the releases, perhaps PolNeAR's train part. Out: `Weights`.
Not here: the loop (`learn`), what each head learns from (`claimrecipe`, `eventrecipe`), the command
(`app.commands.train`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, replace
from typing import TYPE_CHECKING, Any

from legation.evaluate.training.claimrecipe import (
    calibrate_claims,
    claim_examples,
    claim_settings,
    load_passages,
    polnear_examples,
)
from legation.evaluate.training.eventrecipe import (
    calibrate_events,
    event_examples,
    event_settings,
    load_event_passages,
)
from legation.evaluate.training.settings import BENCHMARK, SHIPPED, Recipe
from legation.evaluate.training.sources import Sources, Tell
from legation.extract import claimreader, eventreader
from legation.extract.claimtraits import WORD_TRAITS as CLAIM_TRAITS
from legation.extract.eventtraits import WORD_TRAITS as EVENT_TRAITS
from legation.extract.gate import SUFFIX
from legation.extract.weights import Weights

if TYPE_CHECKING:
    from legation.evaluate.training.learn import Task

CLAIMS, EVENTS = claimreader.HEAD, eventreader.HEAD
HEADS = (CLAIMS, EVENTS)
_N_LEXICON = {CLAIMS: CLAIM_TRAITS["lexicon"], EVENTS: EVENT_TRAITS["lexicon"]}


def train(
    sources: Sources,
    tell: Tell,
    changes: Mapping[str, Any],
    *,
    only: str | None = None,
    weights: Weights | None = None,
) -> Weights:
    """Train and return weights, calibrated, ready to ship.

    Args:
        sources: Where the texts lie. With PolNeAR's train part, claims alone are learnt.
        tell: Told of progress, a line at a time.
        changes: To the fields of `settings.Recipe`.
        only: One of `HEADS`, to be learnt alone on the encoder of `weights`: everything else in the
            file stays the same to the bit, so other heads read as before.
        weights: With `only`, what to start from.

    Raises:
        TrainingError: What training needs is not installed.
    """
    recipe = replace(SHIPPED if sources.polnear is None else BENCHMARK, **changes)
    names = HEADS if only is None and sources.polnear is None else (only or CLAIMS,)
    tasks, dev = [], {}
    for name in names:
        task, dev[name] = _task(name, sources, recipe, tell)
        tasks.append(task)
    if only is not None and weights is not None:
        learnt = _learn_alone(tasks[0], weights, recipe, tell)
    else:
        learnt = _learn_all(tasks, recipe, tell)
    learnt = _with_gates(learnt, tasks, dev, recipe)
    return _calibrated(learnt, names, sources, dev, recipe, tell)


def _task(name: str, sources: Sources, recipe: Recipe, tell: Tell) -> tuple[Task, list[Any]]:
    """Return what a head learns from, and the passages to calibrate it on."""
    from legation.evaluate.training.learn import Task
    from legation.evaluate.training.network import ClaimHeads, EventHeads

    dev: list[Any]
    if name == CLAIMS:
        claims = load_passages(sources)
        examples = claim_examples(claims["train"]) + polnear_examples(sources, tell)
        told, dev = len(claims["train"]), [*claims["dev"]]
        task = Task(name, ClaimHeads(recipe.seed), examples)
    else:
        events = load_event_passages(sources)
        examples = event_examples(events["train"])
        told, dev = len(events["train"]), [*events["dev"]]
        task = Task(name, EventHeads(recipe.seed), examples, recipe.event_repeat)
    tell(f"{name}: {told:,} passages to learn from, {len(dev):,} to calibrate on")
    return task, dev


def _learn_all(tasks: list[Task], recipe: Recipe, tell: Tell) -> Weights:
    from legation.evaluate.training.base import base_folder, load_encoder, load_vocabulary
    from legation.evaluate.training.export import export_encoder, weights_of
    from legation.evaluate.training.learn import learn
    from legation.extract.wordpieces import WordPieces

    folder = base_folder()
    vocabulary = load_vocabulary(folder)
    encoder = load_encoder(folder, recipe.layers)
    learn(encoder, tasks, WordPieces(vocabulary), recipe, tell)
    heads = {task.name: weights_of(task.heads) for task in tasks}
    return Weights(export_encoder(encoder), vocabulary, heads, {})


def _learn_alone(task: Task, weights: Weights, recipe: Recipe, tell: Tell) -> Weights:
    from legation.evaluate.training.export import weights_of
    from legation.evaluate.training.learn import learn_heads
    from legation.extract.encoder import Encoder

    learn_heads(task, Encoder(weights).encode, recipe, tell)
    heads = {**weights.heads, task.name: weights_of(task.heads)}
    return Weights(weights.encoder, weights.vocabulary, heads, weights.card)


def _with_gates(
    weights: Weights, tasks: list[Task], dev: Mapping[str, list[Any]], recipe: Recipe
) -> Weights:
    from legation.evaluate.training.gates import fit_threshold, learn_gate

    heads, card = dict(weights.heads), dict(weights.card)
    for task in tasks:
        arrays = learn_gate(task.examples, _N_LEXICON[task.name], recipe.seed)
        make = claim_examples if task.name == CLAIMS else event_examples
        threshold = fit_threshold(arrays, make(dev[task.name]))
        heads[task.name + SUFFIX] = arrays
        card[task.name] = {"gate": threshold}
    return Weights(weights.encoder, weights.vocabulary, heads, card)


def _calibrated(
    weights: Weights,
    names: tuple[str, ...],
    sources: Sources,
    dev: Mapping[str, list[Any]],
    recipe: Recipe,
    tell: Tell,
) -> Weights:
    card = dict(weights.card)

    def so_far() -> Weights:
        return Weights(weights.encoder, weights.vocabulary, weights.heads, card)

    for name in names:
        if name == CLAIMS:
            card[name] = {**card[name], **claim_settings(sources, asdict(recipe))}
            card[name] = {**card[name], **calibrate_claims(so_far(), dev[name], tell)}
        else:
            card[name] = {**card[name], **event_settings(asdict(recipe))}
            card[name] = {**card[name], **calibrate_events(so_far(), dev[name], tell)}
    return so_far()
