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
from legation.reference.labels import find_labels
from legation.resolve.directory import Directory

_TITLE = re.compile(
    r"^(?:\S+ )?(?:Remarks|Statement|Letter|Message|Address|Speech|Press Statement|Op-Ed|Article)\b"
    r"[^:]*?\b(?:[Bb]y|[Ff]rom|of)\s+(?P<who>(?:the\s+)?[A-Z].*)$"
)
# Where the title goes on after the speaker's name: what he spoke of, where, before whom.
_OCCASION = re.compile(
    r"\s(?:[Oo]n|[Aa]t|[Ii]n|[Aa]fter|[Bb]efore|[Dd]uring|[Tt]o|[Ff]or|[Uu]pon|[A-Z]\w+ing)\s"
)
_CROWD = re.compile(r"AUDIENCE|CROWD|PARTICIPANTS?\b")
_LINE_BREAK = re.compile(r"\n")
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
        self.in_title = _author(document.title, document.publisher, directory, on)
        """The person whom the title gives as the speaker; None for reports."""
        self.author = None if self._turns else self.in_title
        """The person whose words the whole text is; None for transcripts and reports."""
        self._alone = self.in_title if _is_alone(document.title) else None
        self._text = document.text

    def at(self, position: int) -> Turn | None:
        """Return the turn that holds `position`, None outside transcripts."""
        i = bisect_right(self._starts, position) - 1
        return self._turns[i] if i >= 0 else None

    def unlabelled(self, position: int) -> Actor | None:
        """Return who goes on without a label, before the first one or after the audience called.

        It is the title's speaker when he is alone; None where a turn's own speaker talks.
        """
        if not self._turns or self._alone is None:
            return None
        turn = self.at(position)
        if turn is None:
            return self._alone
        if not _CROWD.match(self._text, turn.start):
            return None
        called = _LINE_BREAK.search(self._text, turn.label_end)
        return self._alone if called is not None and position > called.start() else None


def _is_alone(title: str) -> bool:
    """Tell whether a title names one speaker only."""
    match = _TITLE.match(" ".join(title.split()))
    return match is not None and " and " not in _OCCASION.split(match["who"], maxsplit=1)[0].lower()


def _find_turns(text: str) -> list[Turn]:
    return [
        Turn(label.start, label.start if label.asked else label.end) for label in find_labels(text)
    ]


def _author(
    title: str, publisher: str | None, directory: Directory, on: date | None
) -> Actor | None:
    match = _TITLE.match(" ".join(title.split()))
    if match is None:
        return None
    words = match["who"].split()
    home = directory.home_of(publisher)
    if home is not None and re.match(r"the President\b(?! of)", match["who"]):
        leader = directory.leader(home, on)
        return leader.person if leader is not None else None
    for n in range(min(_LONGEST_NAME, len(words)), 0, -1):
        names = directory.persons(" ".join(words[:n]).strip(",:"))
        held = [name for name in names if directory.foremost(name.actor.id, on) is not None]
        if held:
            return held[0].actor
    return None
