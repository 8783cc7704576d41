"""Find quoted stretches.

In: the text of one block. Out: `Quotation`s, marks included, in order.
Not here: who is quoted (`extract.claims`).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

_CLOSING = {"“": "”", "«": "»", "„": "“"}
# A quotation that opens and never closes runs on in the next paragraph, by the custom of the
# press; a stray mark in a long block would otherwise swallow everything after it.
LONGEST_UNCLOSED = 2_500


@dataclass(frozen=True, slots=True)
class Quotation:
    """Quoted words at `[start, end)`, their marks included."""

    start: int
    end: int

    def holds(self, position: int) -> bool:
        """Tell whether the character at `position` stands inside."""
        return self.start <= position < self.end


def iter_quotations(text: str, offset: int = 0) -> Iterator[Quotation]:
    """Yield the quotations of `text`; `offset` is added to every position."""
    position = 0
    while position < len(text):
        mark = text[position]
        closing = _CLOSING.get(mark, '"' if _opens_straight(text, position) else None)
        if closing is None:
            position += 1
            continue
        end = text.find(closing, position + 1)
        if end < 0:
            if len(text) - position <= LONGEST_UNCLOSED:
                yield Quotation(offset + position, offset + len(text))
            return
        yield Quotation(offset + position, offset + end + 1)
        position = end + 1


def _opens_straight(text: str, position: int) -> bool:
    if text[position] != '"':
        return False
    following = text[position + 1 : position + 2]
    before = text[position - 1 : position]
    return following.strip() != "" and (before.strip() == "" or not before.isalnum())
