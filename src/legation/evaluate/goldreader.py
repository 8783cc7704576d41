"""Stand in for the learnt coder with what was marked: to measure what comes after it.

In: an `EventPassage`. Out: rows and codings as its marks have them.
Not here: the learnt coder (`extract.eventreader`).
"""

from __future__ import annotations

import numpy as np

from legation.evaluate.eventpassages import EventPassage
from legation.evaluate.training.eventexamples import event_example
from legation.extract.eventheads import EventRow
from legation.extract.eventreader import Coding
from legation.extract.eventtraits import KINDS, EventView
from legation.records import MEANS, STATUSES
from legation.reference.codebook import load_modes


class GoldReader:
    """Codes one passage as it is marked."""

    threshold = 0.0

    def __init__(self, passage: EventPassage) -> None:
        """Take the passage; only its own document may be read."""
        self._passage = passage

    def rows(self, view: EventView) -> list[EventRow]:
        """Return the rows of the events marked in one sentence."""
        example = event_example(view, self._passage.notes, ())
        return [
            EventRow(
                row.opener,
                _one_of(len(KINDS) + 1, int(example.openers[row.opener])),
                row.labels,
                1.0,
                np.zeros((len(view), 3), dtype=np.float32),
                _one_of(len(load_modes()) + 1, row.natures["mode"]),
                _one_of(len(STATUSES), row.natures["status"]),
                _several_of(row.natures["means"]),
            )
            for row in example.rows
        ]

    def coding(self, view: EventView, row: EventRow) -> Coding:
        """Return what an event was marked to be."""
        del view  # the marks say it all
        mode = int(row.modes.argmax())
        return Coding(
            KINDS[int(row.types[1:].argmax())],
            None if mode == 0 else list(load_modes())[mode - 1][1],
            STATUSES[int(row.statuses.argmax())],
            1.0,
        )


def _one_of(n: int, place: int | tuple[int, ...]) -> np.ndarray[tuple[int], np.dtype[np.float32]]:
    chances = np.zeros(n, dtype=np.float32)
    chances[place if isinstance(place, int) and place > 0 else 0] = 1
    return chances


def _several_of(holds: int | tuple[int, ...]) -> np.ndarray[tuple[int], np.dtype[np.float32]]:
    given = holds if isinstance(holds, tuple) else (0,) * len(MEANS)
    return np.array(given, dtype=np.float32)
