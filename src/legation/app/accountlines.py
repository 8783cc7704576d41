"""Lay out contacts for people: each with its accounts under one another.

In: rows of contacts, the accounts of each. Out: lines on a stream, at most `WIDTH` columns wide.
Not here: the comparison of accounts (`assess.accounts`), JSON (`app.dossiers`).
"""

from __future__ import annotations

import shutil
import textwrap
from collections.abc import Iterator, Mapping, Sequence
from typing import IO, TYPE_CHECKING

from legation.app.tables import Row, plain

if TYPE_CHECKING:
    from legation.assess.accounts import Account

# A line longer than this is hard to read, however wide the terminal is.
WIDTH = 100
# So many statements of one account are shown; JSON has all.
SAYS_SHOWN = 8
_TOPICS_SHOWN = 12
# Characters of a statement.
_WORDS_SHOWN = 240
_MARK = "says"
_LABELS = ("only here", "leaves out")
_ROOM = 4 + max(map(len, _LABELS)) + 2


def write_contacts(
    rows: Sequence[Row], accounts: Mapping[str, Sequence[Account]], stream: IO[str]
) -> None:
    """Write each contact: its day, kind and parties, then what each account says and leaves out.

    What only one account says has a star. Folded to the terminal's width and to `WIDTH` at most,
    in a pipe too.
    """
    terminal = shutil.get_terminal_size((WIDTH, 24)).columns if stream.isatty() else WIDTH
    width = min(WIDTH, max(40, terminal))
    for number, row in enumerate(rows):
        if number:
            stream.write("\n")
        for line in _iter_lines(row, accounts[row["id"]], width):
            stream.write(f"{line}\n")


def _iter_lines(row: Row, told: Sequence[Account], width: int) -> Iterator[str]:
    where = f", {plain(row['where'])}" if row.get("where") else ""
    planned = " (planned)" if row.get("status") == "planned" else ""
    head = f"{row['on'] or 'day not known'}  {row['type']}{planned}  {plain(row['actors'])}{where}"
    yield from textwrap.wrap(head, width, subsequent_indent="            ")
    for number, one in enumerate(told):
        yield f"  {one.publisher or 'publisher not known'}, {one.published_on or 'undated'}"
        says = one.says[:SAYS_SHOWN]
        for n, words in enumerate(says):
            star = "* " if words.id in one.only_here else ""
            label = _MARK if n == 0 else ""
            yield from _labelled(label, f"{star}{clipped(words.text)}", width)
        if len(one.says) > len(says):
            yield from _labelled("", f"… and {len(one.says) - len(says)} more", width)
        if len(told) > 1:
            elsewhere = [
                topic for k, other in enumerate(told) if k != number
                for topic in other.topics_only_here
            ]  # fmt: skip
            for label, topics in zip(_LABELS, (one.topics_only_here, elsewhere), strict=True):
                yield from _labelled(label, _listed(topics), width)


def _labelled(label: str, words: str, width: int) -> list[str]:
    first = f"    {label}".ljust(_ROOM)
    return textwrap.wrap(words, width, initial_indent=first, subsequent_indent=" " * _ROOM)


def _listed(topics: Sequence[str]) -> str:
    shown = ", ".join(topics[:_TOPICS_SHOWN]) or "–"
    return f"{shown} …" if len(topics) > _TOPICS_SHOWN else shown


def clipped(words: str) -> str:
    """Return words, the end of long ones left out."""
    return words if len(words) <= _WORDS_SHOWN else f"{words[: _WORDS_SHOWN - 1].rstrip()}…"
