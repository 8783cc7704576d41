"""Tell on a terminal how far a long run has come.

In: anything that is gone through. Out: the same, counted on standard error.
Not here: the counts of `legation read`, which it tells itself.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Iterable, Iterator
from typing import TypeVar

One = TypeVar("One")

# Seconds between two lines: often enough to see it move.
PAUSE = 0.5


def counted(things: Iterable[One], name: str) -> Iterator[One]:
    """Yield `things`; on a terminal, keep a line with how many there were."""
    if not sys.stderr.isatty():
        yield from things
        return
    last = 0.0
    n = 0
    try:
        for thing in things:
            n += 1
            yield thing
            now = time.monotonic()
            if now - last > PAUSE:
                sys.stderr.write(f"\r{n:,} {name}")
                sys.stderr.flush()
                last = now
    finally:
        # Whoever goes through them may have enough before the end.
        sys.stderr.write(f"\r{n:,} {name}\n")
