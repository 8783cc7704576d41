"""Give every turn of a transcript to its speaker.

In: the text of a document. Out: `LabelledTurn`s: the label, what stands for its cue, and what is
said under it, a stretch a paragraph.
Not here: what is claimed inside a turn (`claims`); who the label names (`resolve`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import zip_longest

from legation.extract.clauses import Range
from legation.reference.labels import find_labels

_PARAGRAPH = re.compile(r"(?:[^\n]+\n?)+")
# "(Laughter.)", "3:25 P.M. EDT", "END": nobody says them.
_ASIDE = re.compile(r"\([A-Z][^)\n]{2,40}\.?\)|END|\d{1,2}:\d{2} [AP]\.M\.( [A-Z]{2,4})?")


@dataclass(frozen=True, slots=True)
class LabelledTurn:
    """What one speaker says between his label and the next."""

    label: Range
    cue: Range
    """The colon, or the "Q" of a question."""
    content: tuple[Range, ...]
    asked: bool
    """It is marked as a reporter's question."""


def iter_turns(text: str) -> Iterator[LabelledTurn]:
    """Yield the turns of a transcript in order; nothing where a text is none."""
    labels = find_labels(text)
    for label, following in zip_longest(labels, labels[1:]):
        start = label.end if label.asked else label.end + 1
        end = following.start if following is not None else len(text)
        content = tuple(_iter_said(text, start, end))
        if content:
            cue = (label.start, label.end) if label.asked else (label.end, label.end + 1)
            yield LabelledTurn((label.start, label.end), cue, content, label.asked)


def _iter_said(text: str, start: int, end: int) -> Iterator[Range]:
    for match in _PARAGRAPH.finditer(text, start, end):
        first, last = match.span()
        while first < last and text[first].isspace():
            first += 1
        while last > first and text[last - 1].isspace():
            last -= 1
        if first < last and not _ASIDE.fullmatch(text, first, last):
            yield first, last
