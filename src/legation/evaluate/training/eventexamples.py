"""Turn passages with marked events into what the network learns from.

In: parsed documents with their marked events. Out: `Example`s, one a sentence.
Not here: reading the corpus (`eventpassages`), the network (`network`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from legation.evaluate.brackets import Place
from legation.evaluate.eventpassages import VOTE, EventNote, EventPassage
from legation.evaluate.training.examples import LOOKALIKE_WEIGHT, Example, Row
from legation.extract.eventtraits import (
    ACTOR,
    BOTH,
    KINDS,
    MEANS,
    RECIPIENT,
    TRIGGER,
    EventView,
    find_means_words,
    view_of,
)
from legation.extract.gate import gate_inputs
from legation.extract.mentions import find_mentions
from legation.extract.parse import Parsed
from legation.extract.parties import Parties
from legation.extract.sides import Sides
from legation.records import MEANS as MEANS_NAMES
from legation.records import STATUSES
from legation.reference.codebook import load_modes


def iter_event_views(parsed: Parsed) -> Iterator[EventView]:
    """Yield the sentences of a document as the heads of events see them; headings too."""
    parties = Parties(parsed, find_mentions(parsed))
    sides = Sides(parties)
    for sentence in parsed.sentences:
        view = view_of(sentence, sides, parties)
        if len(view):
            yield view


def iter_event_examples(parsed: Parsed, passage: EventPassage) -> Iterator[Example]:
    """Yield the sentences of a passage with the events whose trigger stands in them."""
    for view in iter_event_views(parsed):
        yield event_example(view, passage.notes, (*passage.lookalikes, *passage.history))


def event_example(
    view: EventView, notes: Sequence[EventNote], lookalikes: Sequence[Place]
) -> Example:
    """Return one sentence with its events; words marked as telling none count more."""
    openers = np.zeros(len(view), dtype=np.int64)
    rows = []
    for note in notes:
        at = view.within(note.trigger)
        if not at:
            continue
        opener = view.head_of(at)
        if openers[opener]:
            continue
        openers[opener] = 1 + KINDS.index(kind_of(note))
        rows.append(_row(view, note, opener, at))
    weights = np.ones(len(view), dtype=np.float32)
    weights[[i for i in view.within(lookalikes) if not openers[i]]] = LOOKALIKE_WEIGHT
    return Example(view.words, view.word_traits, openers, weights, rows, gate_inputs(view))


def _row(view: EventView, note: EventNote, opener: int, at: Sequence[int]) -> Row:
    labels = np.zeros(len(view), dtype=np.int64)
    for places, means in find_means_words(view.tokens):
        if means in note.means:
            labels[list(places)] = MEANS
    for label, parties in ((ACTOR, note.actors), (RECIPIENT, note.recipients), (BOTH, note.equals)):
        labels[view.within(parties)] = label
    labels[list(at)] = TRIGGER
    return Row(
        opener,
        labels,
        view.pair_traits(opener),
        _natures(note),
    )


def kind_of(note: EventNote) -> str:
    """Return which of `eventtraits.KINDS` an event or vote is."""
    return f"vote {note.mode}" if note.type == VOTE else note.type


def _natures(note: EventNote) -> dict[str, int | tuple[int, ...]]:
    if note.type == VOTE:
        return {"mode": -1, "status": -1, "means": -1}
    modes = list(load_modes())
    mode = 0 if note.mode is None else 1 + modes.index((note.type, note.mode))
    means = tuple(int(one in note.means) for one in MEANS_NAMES)
    return {"mode": mode, "status": STATUSES.index(note.status), "means": means}
