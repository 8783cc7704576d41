"""Part a text into sentences, well enough to say which words stand together.

In: a text. Out: the bounds of its sentences. Not here: parsing (`extract`), whose sentences are
not kept on the desk.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise

# A stop before a capital, or an empty line. What was taken is not given back (`++`), and a run of
# dots, as in a table of contents, is looked at once: else its time grows with the square.
_END = re.compile(r"(?<![.?!…])[.?!…]++[\"”’')\]]*+\s++(?=[\"“‘'(\[]?[A-Z0-9—])|\n\s*\n")
# What bears a full stop without ending a sentence: single capitals (U.S., J. Biden), titles.
_ABBREVIATED = re.compile(r"(?:\b[A-Z]|\b(?:Mr|Ms|Mrs|Dr|Gen|Sen|Rep|Gov|St|Lt|Col|No|vs))$")


def iter_starts(text: str) -> Iterator[int]:
    """Yield where the sentences of a text begin, from 0 on."""
    yield 0
    for end in _END.finditer(text):
        stop = end.start()
        if end[0].strip() == "." and _ABBREVIATED.search(text, max(0, stop - 4), stop):
            continue
        yield end.end()


class Sentences:
    """The sentences of one text, by where they begin."""

    def __init__(self, text: str) -> None:
        self._starts = list(iter_starts(text))
        self._n = len(text)

    def around(self, start: int, end: int, before: int = 0) -> tuple[int, int]:
        """Return the bounds of the sentences that a stretch touches, and of some before them."""
        first = max(0, bisect_right(self._starts, start) - 1 - before)
        last = bisect_right(self._starts, max(start, end - 1))
        return self._starts[first], self._starts[last] if last < len(self._starts) else self._n

    def within(self, start: int, end: int) -> list[tuple[int, int]]:
        """Return the bounds of each sentence that a stretch touches."""
        first = max(0, bisect_right(self._starts, start) - 1)
        last = bisect_right(self._starts, max(start, end - 1))
        bounds = [
            *self._starts[first:last],
            self._starts[last] if last < len(self._starts) else self._n,
        ]
        return list(pairwise(bounds))


@lru_cache(maxsize=512)
def sentences_of(text: str) -> Sentences:
    """Return the sentences of a text; those of the last texts are kept."""
    return Sentences(text)
