"""Read passages of public releases whose events are labelled stand-off.

In: lines of JSON with offsets into a release, and the releases themselves. Out: `EventPassage`s.
Not here: finding and checking the release (`releases`), the notation in brackets
(`eventpassages`).
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict
from typing import Any

from legation.evaluate.brackets import Place
from legation.evaluate.eventpassages import EventNote, EventPassage, Party
from legation.evaluate.releases import Release, alignment, iter_with_release, sha256_of, unwrapped

PUBLISHERS = {"whitehouse": "The White House", "kremlin": "Kremlin"}
_PARTS = ("trigger", "actors", "recipients", "equals")


def iter_labelled_events(
    lines: Iterable[str], releases: Mapping[str, Sequence[Release]], name: str = "releases"
) -> Iterator[EventPassage]:
    """Yield the passages that `lines` label, their text taken from `releases`.

    Raises:
        PassageError: A line is broken, or its release is missing or reads otherwise.
    """
    return iter_with_release(lines, releases, name, _passage)


def _passage(value: Mapping[str, Any], release: Release) -> EventPassage:
    start, end = value["start"], value["end"]

    def places(given: Iterable[Place]) -> tuple[Place, ...]:
        return tuple((s - start, e - start) for s, e in given)

    notes = []
    for one in value["events"]:
        fields = dict(one)
        for part in _PARTS:
            fields[part] = places(fields[part])
        for side in ("who", "to"):
            fields[side] = tuple(Party(**party) for party in fields[side])
        fields["means"] = tuple(fields["means"])
        notes.append(EventNote(**fields))
    return EventPassage(
        value["id"],
        "release",
        release["date"],
        unwrapped(release["text"][start:end]),
        tuple(notes),
        places(value["lookalikes"]),
        places(value["history"]),
        release["title"],
        PUBLISHERS[value["from"]],
        unwrapped(release["text"]),
        start,
    )


def event_line_of(
    passage: EventPassage, release: Release, start: int, end: int, publisher: str
) -> str:
    """Return the line that labels `release` at `start:end` as `passage`, told by its own words.

    Raises:
        PassageError: The passage reads otherwise than the release.
    """
    raw = release["text"][start:end]
    at = alignment(passage.id, passage.text, release, start, end)

    def moved(places: Iterable[Place]) -> list[list[int]]:
        return [[start + at[s], start + at[e - 1] + 1] for s, e in places]

    value = {
        "id": passage.id,
        "from": publisher,
        "release": release["id"],
        "start": start,
        "end": end,
        "sha256": sha256_of(raw),
        "events": [
            {**asdict(note), **{part: moved(getattr(note, part)) for part in _PARTS}}
            for note in passage.notes
        ],
        "lookalikes": moved(passage.lookalikes),
        "history": moved(passage.history),
    }
    return json.dumps(value, ensure_ascii=False)
