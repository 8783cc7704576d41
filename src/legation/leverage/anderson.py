"""Find a fixed point fast: Anderson acceleration with safeguards.

In: a map from a vector to the next, with its gap. Out: the vector at which the gap is below a
tolerance, or the best found. Not here: what the map is (`leverage.sweep`).

Anderson (1965), Iterative procedures for nonlinear integral equations, Journal of the ACM 12(4),
in the form of Walker and Ni (2011), SIAM Journal on Numerical Analysis 49(4): the next vector is
the combination of the last few whose gaps would cancel if the map were linear.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Map = Callable[[Floats], tuple[Floats, Floats]]

# Swept 3 to 20 on NAFTA and four embargoes of the bench: 3 takes 64 and 58 sweeps where 10 takes 52
# and 46; beyond 10 few are saved, and each costs more.
_MEMORY = 10
# A gap this many times the best so far: the combination led astray, start again from the best.
_ASTRAY = 20.0
# No log moves further in one combination (a factor of about 4.5).
_MAX_STEP = 1.5
# Added to the diagonal of scaled products: directions this close to each other count as one.
_RIDGE = 1e-13


@dataclass(frozen=True, slots=True, eq=False)
class FixedPoint:
    """Where the search ended."""

    state: Floats
    gap: Floats
    """How far each equation is from holding, at `state`."""
    residual: float
    """Largest absolute value of `gap`; infinite when it could not be evaluated."""
    n_iterations: int
    n_restarts: int


class _Memory:
    """The last differences of states and of steps."""

    def __init__(self, size: int) -> None:
        self._states = np.zeros((_MEMORY, size))
        self._steps = np.zeros((_MEMORY, size))
        self._gram = np.zeros((_MEMORY, _MEMORY))
        self._n = 0
        self._last: tuple[Floats, Floats] | None = None

    def clear(self) -> None:
        self._n, self._last = 0, None

    def propose(self, state: Floats, step: Floats) -> Floats:
        """Remember a state with its plain step and return the combined step from it."""
        if self._last is not None:
            self._remember(state - self._last[0], step - self._last[1])
        self._last = (state, step)
        kept = min(self._n, _MEMORY)
        if not kept:
            return step
        steps, gram = self._steps[:kept], self._gram[:kept, :kept]
        scale = np.sqrt(gram.diagonal())
        scale[scale == 0] = 1.0
        scaled = gram / scale / scale[:, None]
        scaled[np.diag_indices(kept)] += _RIDGE
        weights = np.linalg.solve(scaled, (steps @ step) / scale) / scale
        combined: Floats = step - weights @ self._states[:kept] - weights @ steps
        return combined

    def _remember(self, moved: Floats, changed: Floats) -> None:
        row = self._n % _MEMORY
        self._states[row], self._steps[row] = moved, changed
        self._n += 1
        kept = min(self._n, _MEMORY)
        products = self._steps[:kept] @ changed
        self._gram[row, :kept] = self._gram[:kept, row] = products


def find_fixed_point(
    sweep: Map, start: Floats, tolerance: float, max_iterations: int
) -> FixedPoint:
    """Return where the map stays, or the best point found in `max_iterations` sweeps.

    A combination that is not finite, or whose gap is far above the best, is thrown away; the search
    goes on by plain steps from the best point with an empty memory, each time a shorter one.
    """
    memory = _Memory(start.size)
    state = best = start
    best_gap = np.full(start.size, np.inf)
    best_residual, n_restarts, damping, best_step = np.inf, 0, 1.0, np.zeros(start.size)
    n_sweeps = 0
    while n_sweeps <= max_iterations:
        n_sweeps += 1
        with np.errstate(all="ignore"):
            following, gap = sweep(state)
        residual = float(np.abs(gap).max())
        if not np.isfinite(residual) or not np.isfinite(following).all():
            residual = np.inf
        if residual < best_residual:
            best, best_gap, best_residual, best_step = state, gap, residual, following - state
        if residual <= tolerance:
            break
        if residual > _ASTRAY * best_residual or not np.isfinite(residual):
            n_restarts += 1
            damping *= 0.5
            memory.clear()
            if damping < 1e-4 or not np.isfinite(best_residual):
                break
            state = best + damping * best_step
            continue
        step = memory.propose(state, following - state)
        longest = float(np.abs(step).max())
        state = state + step * min(1.0, _MAX_STEP / longest if longest > 0 else 1.0)
        if n_restarts and residual == best_residual:
            damping = min(1.0, damping * 1.2)
    return FixedPoint(best, best_gap, best_residual, n_sweeps - 1, n_restarts)
