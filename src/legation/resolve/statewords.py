"""Find the states that the words of a description name, and what is left of it without them.

In: the words of a description ("US", "foreign", "minister"). Out: ISO codes with their places; the
title that remains.
Not here: taking descriptions apart (`wording`), whom they mean (`descriptions`, `lookup`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from legation.resolve.wording import RANKS

StateOf = Callable[[str], str | None]

_LONGEST = 3


def iter_states(words: tuple[str, ...], state_of: StateOf) -> Iterator[tuple[int, int, str]]:
    """Yield (start, end, ISO code) for the stretches of up to three words that name a state."""
    taken = len(words)
    start = 0
    while start < taken:
        for n in range(_LONGEST, 0, -1):
            if start + n > taken or not words[start][0].isupper():
                continue
            code = state_of(" ".join(words[start : start + n]))
            if code is not None:
                yield start, start + n, code
                start += n - 1
                break
        start += 1


def without_states(words: tuple[str, ...], nation_of: StateOf) -> str:
    """Return the words that name an office, in lower case: no state, no "senior", no "former".

    Bodies and seats stay: they are part of the title ("CIA director", "Kremlin spokesman").
    """
    kept = list(words)
    for start, end, _ in reversed(list(iter_states(words, nation_of))):
        del kept[start:end]
    return " ".join(word.lower() for word in kept if word.lower() not in RANKS)
