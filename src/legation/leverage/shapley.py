"""Share a total among those who bring it about together: the Shapley value.

In: what every coalition achieves. Out: one number a member; they sum to the total.
Not here: what coalitions achieve (`leverage.coalitions`).
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from legation.leverage.errors import LeverageError

Floats = NDArray[np.float64]


def shapley_values(worth: Floats) -> Floats:
    """Return what each member adds on average over all orders in which a coalition can form.

    Shapley (1953), A Value for n-Person Games, Contributions to the Theory of Games II: the mean
    over coalitions S without member i of worth(S with i) - worth(S), weighted by
    |S|! (n - |S| - 1)! / n!. The values sum to worth(all) - worth(none).

    Args:
        worth: Shape (2 ** n,): of the coalition whose members are the bits of the index.

    Raises:
        LeverageError: The length is no power of two, or a worth is no number.
    """
    n = int(worth.size).bit_length() - 1
    if worth.size != 2**n:
        msg = f"{worth.size} coalitions are not all those of any number of members (2, 4, 8 …)"
        raise LeverageError(msg)
    if not np.isfinite(worth).all():
        msg = "a coalition has no worth: its model has no result, so no member's part can be told"
        raise LeverageError(msg)
    coalitions = np.arange(2**n)
    size = np.zeros(2**n, dtype=np.int64)
    for member in range(n):
        size += (coalitions >> member) & 1
    weights = np.array([1.0 / (n * math.comb(n - 1, s)) for s in range(n)])
    values = np.empty(n)
    for member in range(n):
        without = coalitions[((coalitions >> member) & 1) == 0]
        added = worth[without | (1 << member)] - worth[without]
        values[member] = weights[size[without]] @ added
    return values
