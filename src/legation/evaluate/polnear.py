"""Read PolNeAR's attributions from the project's JSON lines.

In: lines of `polnear_*.jsonl(.gz)`. Out: `MarkedText`s: a document with its attributions.
Not here: scoring (`claimscores`).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from legation.evaluate.claimscores import Attribution, Places
from legation.evaluate.goldfile import GoldError
from legation.evaluate.textfiles import iter_lines

_WORD = re.compile(r"\w")


@dataclass(frozen=True, slots=True)
class MarkedText:
    """One article with its attributions."""

    id: str
    date: str
    text: str
    attributions: tuple[Attribution, ...]


def iter_polnear(path: Path) -> Iterator[MarkedText]:
    """Yield the articles of a file, gzipped or not, without cues that are mere punctuation.

    Raises:
        GoldError: A line is not one of PolNeAR's articles.
    """
    for number, line in enumerate(iter_lines(path), start=1):
        if not line.strip():
            continue
        try:
            yield _marked(json.loads(line))
        except (ValueError, KeyError, TypeError, IndexError) as error:
            msg = (
                f"{path}:{number}: not an article of PolNeAR ({error}); a line holds an object "
                "with id, date, text and attributions of source, cue and content"
            )
            raise GoldError(msg) from error


def _marked(value: dict[str, Any]) -> MarkedText:
    text = value["text"]
    found = []
    for one in value["attributions"]:
        cue = _places(one["cue"], len(text))
        if not cue or not any(_WORD.search(text[s:e]) for s, e in cue):
            continue
        found.append(
            Attribution(_places(one["source"], len(text)), cue, _places(one["content"], len(text)))
        )
    return MarkedText(value["id"], value["date"], text, tuple(found))


def _places(value: list[list[int]], length: int) -> Places:
    for start, end in value:
        if not 0 <= start < end <= length:
            msg = f"the span {start}:{end} lies outside the text"
            raise ValueError(msg)
    return tuple(sorted((start, end) for start, end in value))
