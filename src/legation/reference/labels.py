"""How transcripts name who speaks: "MS. PSAKI:", "Vladimir Putin:", "Q".

In: a text. Out: where its speaker labels stand.
Not here: who the speakers are (`resolve.turns`), what they say (`extract.turns`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

# "THE PRESIDENT:", "MS. PSAKI:", "Vladimir Putin:", "President of Russia Vladimir Putin:"; "Q" is
# how transcripts mark a reporter's question.
_LABEL = re.compile(
    r"^[ \t]*(?:(?P<asked>Q)\s{1,4}\S|(?P<label>(?:[A-Z][\w.'’-]*|of|the|for|and)"
    r"(?:[ \t]+(?:[A-Z][\w.'’-]*|of|the|for|and)){0,9}(?:[ \t]*\([^)\n]{1,40}\))?):(?:\s|$))",
    re.MULTILINE,
)
# "On Russia: …", "Second: …" open a point, they name nobody.
_NO_NAME = re.compile(
    r"(?:On|In|At|For|To|From|By|And|But|So|Or|Yes|No|Now|Today|First|Second|Third|Finally|Also|"
    r"Note|Again|Look|Well|Okay|Re|Subject|Source|Update|Read more|Related)\b"
)
# Fewer labels than this, questions counted, are headings with a colon, unless in capitals.
FEWEST = 2
_CAPITALS = re.compile(r"(?:[A-Z]{2,5}\. |THE |SENIOR |VICE |PRIME )?[A-Z][A-Z.'’ -]{4,}$")


@dataclass(frozen=True, slots=True)
class Label:
    """One speaker's label at `[start, end)`, the colon after it left out."""

    start: int
    end: int
    asked: bool
    """It is the "Q" of a question by nobody named, and has no colon."""


def find_labels(text: str) -> list[Label]:
    """Return the speaker labels of a transcript in order; none where a text is no transcript."""
    labels = list(_iter_labels(text))
    named = [text[label.start : label.end] for label in labels if not label.asked]
    plain = len(labels) >= FEWEST or any(_CAPITALS.match(name) for name in named)
    return labels if named and plain else []


def _iter_labels(text: str) -> Iterator[Label]:
    for match in _LABEL.finditer(text):
        if _NO_NAME.match(match["label"] or ""):
            continue
        part = "label" if match["label"] else "asked"
        yield Label(match.start(part), match.end(part), part == "asked")
