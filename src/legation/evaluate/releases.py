"""Read passages of public releases that are labelled stand-off.

In: lines of JSON with offsets into a release, and the releases themselves. Out: `Passage`s.
Not here: the notation in brackets (`passages`), which release says what (`../shared/data`).

The labels are ours; the sentences are not, so they stay where they were published. A line says
which stretch of which release it labels and the hash of that stretch: a release that reads
otherwise is refused, not misread.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeVar

from legation.evaluate.passages import Note, Passage, PassageError, Place, with_parents
from legation.evaluate.textfiles import iter_lines

_SOFT_BREAK = re.compile(r"(?<!\n)\n(?!\s*\n)")
_PARTS = ("source", "cue", "content", "addressee")
_Labelled = TypeVar("_Labelled")


Release = Mapping[str, str]
"""One release as its file has it: `id date section title url text`."""


def load_releases(*paths: Path) -> dict[str, list[Release]]:
    """Load releases (JSON lines, gzipped or not) by their id; a few ids name two releases."""
    found: dict[str, list[Release]] = {}
    for path in paths:
        for one in map(json.loads, iter_lines(path)):
            found.setdefault(one["id"], []).append(one)
    return found


def iter_labelled(
    lines: Iterable[str], releases: Mapping[str, Sequence[Release]], name: str = "releases"
) -> Iterator[Passage]:
    """Yield the passages that `lines` label, their text taken from `releases`.

    Raises:
        PassageError: A line is broken, or its release is missing or reads otherwise.
    """
    return iter_with_release(lines, releases, name, _passage)


def iter_with_release(
    lines: Iterable[str],
    releases: Mapping[str, Sequence[Release]],
    name: str,
    make: Callable[[Mapping[str, Any], Release], _Labelled],
) -> Iterator[_Labelled]:
    """Yield what `make` reads from each line of JSON and the release that it labels.

    Raises:
        PassageError: A line is broken, or its release is missing or reads otherwise.
    """
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            value = json.loads(line)
            yield make(value, find_release(value, releases))
        except (ValueError, KeyError, TypeError) as error:
            msg = f"{name}:{number}: not a labelled passage ({error})"
            raise PassageError(msg) from error


def find_release(value: Mapping[str, Any], releases: Mapping[str, Sequence[Release]]) -> Release:
    """Return the release that a line of labels means.

    Raises:
        ValueError: It is missing, or reads otherwise.
    """
    named = releases.get(value["release"], ())
    if not named:
        msg = f"the release {value['release']} is not among those given"
        raise ValueError(msg)
    for one in named:
        if sha256_of(one["text"][value["start"] : value["end"]]) == value["sha256"]:
            return one
    msg = f"the text of {value['release']} at {value['start']}:{value['end']} has another hash"
    raise ValueError(msg)


def sha256_of(text: str) -> str:
    """Return the hash of a stretch of text."""
    return hashlib.sha256(text.encode()).hexdigest()


def _passage(value: Mapping[str, Any], release: Release) -> Passage:
    start, end = value["start"], value["end"]
    raw = release["text"][start:end]
    notes = [_note(one, start) for one in value["claims"]]
    return Passage(
        value["id"],
        "release",
        release["date"],
        unwrapped(raw),
        with_parents(notes),
        tuple((s - start, e - start) for s, e in value["lookalikes"]),
        release["title"],
    )


def unwrapped(text: str) -> str:
    """Return `text` with the line breaks inside paragraphs turned into blanks; nothing moves."""
    return _SOFT_BREAK.sub(" ", text)


def _note(value: Mapping[str, Any], start: int) -> Note:
    places: dict[str, tuple[Place, ...]] = {
        part: tuple((s - start, e - start) for s, e in value[part]) for part in _PARTS
    }
    return Note(
        value["n"],
        value["act"],
        value["certainty"],
        places["source"],
        places["cue"],
        places["content"],
        places["addressee"],
        who=tuple(value["who"]),
        to=tuple(value["to"]),
        negated=value["negated"],
        named=value["named"],
        on_record=value["on_record"],
        on=value["on"],
    )


def line_of(passage: Passage, release: Release, start: int, end: int) -> str:
    """Return the line that labels `release` at `start:end` as `passage`, told by its own words.

    Blanks and line breaks may differ between the two texts; every other character must agree.

    Raises:
        PassageError: The passage reads otherwise than the release.
    """
    raw = release["text"][start:end]
    at = alignment(passage.id, passage.text, release, start, end)

    def moved(places: Iterable[Place]) -> list[list[int]]:
        return [[start + at[s], start + at[e - 1] + 1] for s, e in places]

    value = {
        "id": passage.id,
        "release": release["id"],
        "start": start,
        "end": end,
        "sha256": sha256_of(raw),
        "claims": [
            {
                "n": note.number,
                "act": note.act,
                "certainty": note.certainty,
                **{part: moved(getattr(note, part)) for part in _PARTS},
                "who": list(note.who),
                "to": list(note.to),
                "negated": note.negated,
                "named": note.named,
                "on_record": note.on_record,
                "on": note.on,
            }
            for note in passage.notes
        ],
        "lookalikes": moved(passage.lookalikes),
    }
    return json.dumps(value, ensure_ascii=False)


def alignment(name: str, text: str, release: Release, start: int, end: int) -> dict[int, int]:
    """Return where the letters of a passage stand in its stretch of a release, by offset.

    Raises:
        PassageError: They are not the same letters; blanks and line breaks may differ.
    """
    raw = release["text"][start:end]
    theirs = [i for i, letter in enumerate(raw) if not letter.isspace()]
    ours = [i for i, letter in enumerate(text) if not letter.isspace()]
    if [raw[i] for i in theirs] != [text[i] for i in ours]:
        msg = f"{name}: the passage reads otherwise than {release['id']} at {start}:{end}"
        raise PassageError(msg)
    return dict(zip(ours, theirs, strict=True))
