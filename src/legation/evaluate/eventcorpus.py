"""The corpus of events: all its passages, their parts, and what is in them.

In: a folder as `corpora/events`, and files of releases. Out: passages by part, a tally.
Not here: the notation (`eventpassages`), stand-off labels (`eventreleases`), scoring
(`eventscores`).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from legation.evaluate.corpusfiles import (
    iter_bracketed_files,
    iter_labelled_file,
    part_by_hash,
    refuse_twice,
)
from legation.evaluate.eventpassages import VOTE, EventPassage, iter_event_passages
from legation.evaluate.eventreleases import iter_labelled_events

# Which share of the passages, by the hash of their id, goes to test and to dev. The release shares
# are larger so that half of the test part is real text.
_OWN_SHARES, _RELEASE_SHARES = (0.10, 0.20), (0.36, 0.50)
# Votes and incidents are scored on their own, by half of them.
_APART_SHARES = (0.50, 0.60)
# What was added once the test part stood leaves it as it was.
_MORE_SHARES = (0.0, 0.10)

# The passages of one case of incidents stay in one part: i014a, i014b.
_CASE = re.compile(r"(i\d+)[a-z]$")
_FOLDERS = ("written", "votes", "incidents")
_MORE = "more"
_LABELS = "releases.jsonl"


def load_event_corpus(folder: Path, releases: Sequence[Path]) -> list[EventPassage]:
    """Load all passages of a corpus; without `releases` only those of our own.

    Raises:
        PassageError: A file does not follow its notation, or an id stands twice.
    """
    more = _load([folder / _MORE], folder / _MORE, releases)
    passages = [
        *_load([folder / name for name in _FOLDERS], folder, releases),
        *(replace(one, more=True) for one in more),
    ]
    refuse_twice(folder, (one.id for one in passages))
    return passages


def load_second_events(folder: Path, releases: Sequence[Path]) -> list[EventPassage]:
    """Load the passages that a second person annotated, as that person marked them."""
    second = folder / "second"
    return _load([second], second, releases)


def _load(bracketed: Iterable[Path], labels: Path, releases: Sequence[Path]) -> list[EventPassage]:
    return [
        *iter_bracketed_files(bracketed, iter_event_passages),
        *iter_labelled_file(labels / _LABELS, releases, iter_labelled_events),
    ]


def part_of_event(passage: EventPassage) -> str:
    """Return whether a passage is for train, dev or test: fixed by the hash of its id."""
    case = _CASE.match(passage.id)
    name = case[1] if case else passage.id
    shares = _RELEASE_SHARES if passage.title else _OWN_SHARES
    if passage.more:
        shares = _MORE_SHARES
    elif case or any(note.type == VOTE for note in passage.notes):
        shares = _APART_SHARES
    return part_by_hash(name, shares)


def tally_events(passages: Iterable[EventPassage]) -> dict[str, int]:
    """Return how much of what is in a corpus."""
    count: Counter[str] = Counter()
    for passage in passages:
        events = [note for note in passage.notes if note.type != VOTE]
        count["passages"] += 1
        count["passages of releases"] += bool(passage.title)
        count["words"] += len(passage.text.split())
        count["passages without an event"] += not passage.notes
        count["passages with two or more events"] += len(events) > 1
        count["look-alikes"] += len(passage.lookalikes)
        count["history"] += len(passage.history)
        count["passages with votes"] += len(events) < len(passage.notes)
        count["events"] += len(events)
        for note in events:
            count["events with a means"] += bool(note.means)
            count["events told again"] += note.same is not None
            count["events without an actor named"] += not (note.actors or note.equals)
            count[f"{note.status}"] += 1
            count[note.type] += 1
            if note.mode is not None:
                count[f"{note.type} {note.mode}"] += 1
    return dict(count)
