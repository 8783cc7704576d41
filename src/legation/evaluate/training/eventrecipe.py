"""What the heads of events learn from, and how their confidence is fitted.

In: the corpus of events, the releases. Out: `Example`s; settings of the head for the card.
Not here: the loop (`learn`), all heads together (`recipe`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from legation.evaluate.eventcorpus import load_event_corpus, part_of_event
from legation.evaluate.eventpassages import EventNote, EventPassage
from legation.evaluate.eventscores import event_document_of
from legation.evaluate.fitting import best_threshold, calibrate
from legation.evaluate.training.base import TrainingError
from legation.evaluate.training.eventexamples import iter_event_examples, iter_event_views, kind_of
from legation.evaluate.training.examples import Example
from legation.evaluate.training.sources import Sources, Tell
from legation.extract.eventheads import EventRow
from legation.extract.eventreader import HEAD, EventReader, confidence_traits
from legation.extract.eventtraits import ACTOR, BOTH, KINDS, RECIPIENT, EventView
from legation.extract.parse import load_pipeline, parse
from legation.extract.weights import Weights

# A trigger less probable than this is not looked at further.
LEAST = 0.08
# An event that is not there does a desk more harm than one that is missed: precision counts more.
# Swept on dev: .5 finds four events of ten, 1 takes one in every four passages that have none.
BETA = 0.7
_TRAITS = ("event", "type", "row", "no_rule", "other_rule")


def load_event_passages(sources: Sources) -> dict[str, list[EventPassage]]:
    """Load the corpus of events by part."""
    parts: dict[str, list[EventPassage]] = {"train": [], "dev": [], "test": []}
    for passage in load_event_corpus(sources.corpora / "events", sources.releases):
        parts[part_of_event(passage)].append(passage)
    return parts


def event_examples(passages: Sequence[EventPassage]) -> list[Example]:
    """Return the sentences of passages with their events."""
    pipeline = load_pipeline()
    return [
        example
        for passage in passages
        for example in iter_event_examples(parse(event_document_of(passage), pipeline), passage)
    ]


def event_settings(recipe: dict[str, Any]) -> dict[str, Any]:
    """Return the head's part of the card before it is calibrated."""
    return {
        "kinds": list(KINDS),
        "least": LEAST,
        "threshold": 0.0,
        "calibration": {"bias": 0.0, **dict.fromkeys(_TRAITS, 0.0), "event": 1.0},
        "learnt_from": ["corpora/events (train)"],
        "recipe": recipe,
    }


def calibrate_events(weights: Weights, dev: Sequence[EventPassage], tell: Tell) -> dict[str, Any]:
    """Return confidence and threshold as fitted on `dev`."""
    reader = EventReader(weights)
    traits: list[dict[str, float]] = []
    right: list[bool] = []
    chances: list[float] = []
    typed: list[bool] = []
    n_gold = 0
    for view, row, note in _iter_rows(dev, reader):
        if row is None:
            n_gold += 1
            continue
        n_gold += note is not None
        traits.append(confidence_traits(view, row))
        right.append(note is not None and _is_right(view, row, note))
        chances.append(row.kind_probability)
        typed.append(note is not None and _kind(row) == kind_of(note))
    if not right:
        msg = "nothing is found in the dev part of events to calibrate on; add passages to it"
        raise TrainingError(msg)
    fitted, _, _ = calibrate(traits, right, n_gold)
    threshold, f1 = best_threshold(np.array(chances), np.array(typed, dtype=float), n_gold, BETA)
    tell(f"{HEAD}: {len(right):,} findings on dev; threshold {threshold:.2f}, F{BETA} {f1:.3f}")
    return {"calibration": fitted, "threshold": round(threshold, 3)}


def _iter_rows(
    passages: Sequence[EventPassage], reader: EventReader
) -> Iterator[tuple[EventView, EventRow | None, EventNote | None]]:
    """Yield each row with the event marked at its trigger, and events without a row."""
    pipeline = load_pipeline()
    for passage in passages:
        notes = passage.notes
        for view in iter_event_views(parse(event_document_of(passage), pipeline)):
            at = {
                view.head_of(words): note for note in notes if (words := view.within(note.trigger))
            }
            for row in reader.rows(view):
                yield view, row, at.pop(row.trigger, None)
            for note in at.values():
                yield view, None, note


def _kind(row: EventRow) -> str:
    return KINDS[int(row.types[1:].argmax())]


def _is_right(view: EventView, row: EventRow, note: EventNote) -> bool:
    """Tell whether type and parties are right, as far as the sentence itself names them."""
    if _kind(row) != kind_of(note):
        return False
    marked = ((*note.actors, *note.equals), (*note.recipients, *note.equals))
    return all(
        _covers(view, row.labels, labels, places)
        for labels, places in zip(((ACTOR, BOTH), (RECIPIENT, BOTH)), marked, strict=True)
    )


def _covers(
    view: EventView,
    found: NDArray[np.int64],
    labels: tuple[int, ...],
    places: Sequence[tuple[int, int]],
) -> bool:
    """Tell whether the heads of all marked phrases are found, and none outside them."""
    words = set(np.flatnonzero(np.isin(found, labels)).tolist())
    here = [at for place in places if (at := view.within([place]))]
    inside = {word for at in here for word in at}
    return all(view.head_of(at) in words for at in here) and words <= inside
