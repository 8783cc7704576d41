"""Make a slow iteration faster by looking back at its last rounds.

In: the state before and after a round, as one array. Out: from where the next round begins.
Not here: what a round does (`assess.idealpoints`).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

# Rounds that an extrapolation remembers; a round that moves so many times farther drops them.
_MEMORY, _WORSE = 6, 2.0


class Anderson:
    """Steps of a slow iteration made longer (Anderson 1965, Journal of the ACM 12(4), type II).

    Left alone, the scale of points and slopes of some sessions creeps: 130 rounds, not 30.
    """

    def __init__(self) -> None:
        self.came: list[Floats] = []
        """What the last rounds made of their states, newest last."""
        self.moved: list[Floats] = []
        """How far each of them moved its state."""

    def next(self, before: Floats, after: Floats) -> Floats:
        """Return from where the next round begins, given the state around the last one."""
        moved = after - before
        if self.moved and np.linalg.norm(moved) > _WORSE * np.linalg.norm(self.moved[-1]):
            self.came, self.moved = [], []
        self.came = [*self.came[-_MEMORY:], after]
        self.moved = [*self.moved[-_MEMORY:], moved]
        if len(self.moved) == 1:
            return after
        moves = np.diff(np.stack(self.moved), axis=0)
        # Normal equations: a few rows of some thirty thousand, well apart.
        gram = moves @ moves.T
        gram[np.diag_indices_from(gram)] *= 1 + 1e-10
        share = np.linalg.lstsq(gram, moves @ moved, rcond=None)[0]
        longer: Floats = after - share @ np.diff(np.stack(self.came), axis=0)
        return longer
