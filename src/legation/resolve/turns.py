"""Say who speaks where a document is a transcript, or one person's statement.

In: a document and the shelf. Out: `Turn`s: stretches of text with the words that name their
speaker, and the speaker that the title names.
Not here: quotations inside reports (`Claim`).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from datetime import date

from legation.records import Actor, Document
from legation.resolve.directory import Directory

# "THE PRESIDENT:", "MS. PSAKI:", "Vladimir Putin:", "President of Russia Vladimir Putin:"; "Q" is
# how transcripts mark a reporter's question.
_LABEL = re.compile(
    r"^[ \t]*(?:(?P<asked>Q)\s{1,4}\S|(?P<label>(?:[A-Z][\w.'’-]*|of|the|for|and)"
    r"(?:[ \t]+(?:[A-Z][\w.'’-]*|of|the|for|and)){0,9}(?:[ \t]*\([^)\n]{1,40}\))?):(?:\s|$))",
    re.MULTILINE,
)
# Fewer labelled stretches than this are headings with a colon.
FEWEST_TURNS = 2
_TITLE = re.compile(
    r"^(?:\S+ )?(?:Remarks|Statement|Letter|Message|Address|Speech|Press Statement|Op-Ed|Article)\b"
    r"[^:]*?\b(?:by|from|of)\s+(?P<who>[A-Z].*)$"
)
_LONGEST_NAME = 6


@dataclass(frozen=True, slots=True)
class Turn:
    """From one speaker's label to the next."""

    start: int
    label_end: int
    """End of the label; equal to `start` for a question by nobody named."""


class Turns:
    """The turns of one document, and the person whose words the whole is."""

    def __init__(self, document: Document, directory: Directory, on: date | None) -> None:
        self._turns = _find_turns(document.text)
        self._starts = [turn.start for turn in self._turns]
        self.in_title = _author(document.title, directory, on)
        """The person whom the title gives as the speaker; None for reports."""
        self.author = None if self._turns else self.in_title
        """The person whose words the whole text is; None for transcripts and reports."""

    def at(self, position: int) -> Turn | None:
        """Return the turn that holds `position`, None outside transcripts."""
        i = bisect_right(self._starts, position) - 1
        return self._turns[i] if i >= 0 else None


def _find_turns(text: str) -> list[Turn]:
    turns = [
        Turn(match.start(), match.end("label") if match["label"] else match.start())
        for match in _LABEL.finditer(text)
    ]
    named = sum(turn.label_end > turn.start for turn in turns)
    return turns if named >= FEWEST_TURNS else []


def _author(title: str, directory: Directory, on: date | None) -> Actor | None:
    match = _TITLE.match(" ".join(title.split()))
    if match is None:
        return None
    words = match["who"].split()
    for n in range(min(_LONGEST_NAME, len(words)), 0, -1):
        names = directory.persons(" ".join(words[:n]).strip(",:"))
        held = [name for name in names if directory.foremost(name.actor.id, on) is not None]
        if held:
            return held[0].actor
    return None
