"""Score what happened, in real sentences, against what either of two judges coded.

In: two judges' labels of the same sentences, and a function that reads a document into lines of the
export. Out: `JudgedScore`.
Not here: the measures on the corpus (`eventscores`).

Only what has happened or goes on counts: what desks count. The sentence is read with its whole
release, as a desk reads it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from legation.evaluate.claimscores import overlap
from legation.evaluate.eventpassages import EventPassage
from legation.evaluate.eventreleases import iter_labelled_events
from legation.evaluate.eventscores import (
    ReadLines,
    Told,
    event_document_of,
    found_of,
    gold_of,
    same_side,
)
from legation.evaluate.releases import load_releases
from legation.evaluate.textfiles import iter_lines

_DONE = frozenset({"happened", "ongoing"})
Pair = tuple[EventPassage, EventPassage]


@dataclass(frozen=True, slots=True)
class JudgedScore:
    """How right and how whole what is found is."""

    n_sentences: int
    n_first: int
    """Events of the first judge that have happened or go on."""
    n_second: int
    n_both: int
    """Of these, what both judges coded alike."""
    n_found: int
    precision: float
    """The share of what is found that either judge coded."""
    recall: float
    """The share of what either judge coded that is found."""


def load_judged(folder: Path, releases: Sequence[Path]) -> list[Pair]:
    """Load the sentences as both judges coded them, in one order."""
    known = load_releases(*releases)
    first, second = (
        {
            one.id: one
            for one in iter_labelled_events(iter_lines(folder / name), known, str(folder / name))
        }
        for name in ("first.jsonl", "second.jsonl")
    )
    return [(first[name], second[name]) for name in first if name in second]


def score_judgements(pairs: Sequence[Pair], read: ReadLines) -> JudgedScore:
    """Return precision and recall of `read` against the union of both judges."""
    n_first = n_second = n_both = n_found = n_right = n_union = n_recalled = 0
    for first, second in pairs:
        ours, theirs = _done(gold_of(first)), _done(gold_of(second))
        lines = read(event_document_of(first, whole=True))
        found = _done([told for told, _ in found_of(lines, first.offset, len(first.text))])
        both = [one for one in theirs if any(_alike(one, other) for other in ours)]
        union = [*ours, *(one for one in theirs if one not in both)]
        n_first, n_second = n_first + len(ours), n_second + len(theirs)
        n_both, n_found = n_both + len(both), n_found + len(found)
        n_right += sum(any(_alike(one, other) for other in (*ours, *theirs)) for one in found)
        n_union += len(union)
        n_recalled += sum(any(_alike(one, other) for other in found) for one in union)
    return JudgedScore(
        len(pairs),
        n_first,
        n_second,
        n_both,
        n_found,
        n_right / n_found if n_found else 0.0,
        n_recalled / n_union if n_union else 0.0,
    )


def _done(told: Sequence[Told]) -> list[Told]:
    return [one for one in told if one.status in _DONE]


def _alike(one: Told, other: Told) -> bool:
    """Tell whether two codings are one event: place, type and both sides.

    A side that a judge only understands may be left out.
    """
    if one.type != other.type or not overlap(one.trigger, other.trigger):
        return False
    sides = (
        (one.actors, other.actors, one.understood[0] or other.understood[0]),
        (one.recipients, other.recipients, one.understood[1] or other.understood[1]),
    )
    return all((free and not (a and b)) or same_side(a, b) for a, b, free in sides)
