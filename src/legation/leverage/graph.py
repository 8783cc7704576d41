"""Tell embargoes after which no equilibrium can be.

In: who can still sell to whom, and the imbalances. Out: nothing, or `EmbargoError` with the reason.
Not here: shocks themselves (`leverage.shock`).

A region that can no longer buy abroad cannot run a deficit, one that can no longer sell cannot run
a surplus, and with balanced trade whoever loses one of the two loses the other: there the wage
that clears the market is zero or infinite, and a solver would run after it for ever.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from legation.leverage.economy import BALANCED_SHARE, Economy
from legation.leverage.errors import LeverageError
from legation.leverage.shock import Shock

Floats = NDArray[np.float64]


class EmbargoError(LeverageError):
    """Trade so cut has no equilibrium; the message says why and what to do."""


def refuse_senseless_embargo(
    economy: Economy, shock: Shock, pull: Floats, deficits_usd: Floats
) -> None:
    """Refuse a cut of trade that no prices can balance.

    Args:
        economy: The baseline.
        shock: What changes, for the message.
        pull: Shape (sector, exporter, importer): 0 where nothing can be sold.
        deficits_usd: Shape (region,), after the shock.

    Raises:
        EmbargoError: A market has no supplier left, or imbalances could not be paid in goods.
    """
    without = ~(pull > 0).any(axis=1)
    if without.any():
        sector, region = (int(one) for one in np.argwhere(without)[0])
        msg = (
            f"{shock.name}: {economy.market(region, sector)}: no supplier is left, and none is at "
            "home; leave one out of the embargo, or merge the sector with one made at home"
        )
        raise EmbargoError(msg)
    if not np.isinf(shock.cost_factors).any():
        return
    sells: NDArray[np.bool_] = np.any(pull > 0, axis=0)
    _refuse_unpaid(economy, shock, sells, deficits_usd)


def _refuse_unpaid(
    economy: Economy, shock: Shock, sells: NDArray[np.bool_], deficits_usd: Floats
) -> None:
    """Look at each group within which goods go round: what leaves it must be paid for."""
    together = _go_round(sells)
    if together.all():
        return
    value_added = economy.value_added_usd
    # The smallest group first: it is the one that was cut off.
    for inside in sorted(np.unique(together, axis=0), key=np.count_nonzero):
        owed = deficits_usd[inside].sum()
        if abs(owed) <= BALANCED_SHARE * value_added[inside].sum():
            owed = 0.0
        buys = bool(sells[np.ix_(~inside, inside)].any())
        ships = bool(sells[np.ix_(inside, ~inside)].any())
        if (buys and ships) or (not buys and not ships and owed == 0):
            continue
        if (buys and owed > 0) or (ships and owed < 0):
            continue
        names = ", ".join(np.array(economy.regions)[inside][:4].tolist())
        raise EmbargoError(_why(shock, names, owed, buys, ships))


def _go_round(sells: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Return which regions goods can reach and come back from, shape (region, region)."""
    reach = sells | np.eye(len(sells), dtype=bool)
    n_steps = 1
    while n_steps < len(sells):
        reach = (reach.astype(np.float32) @ reach.astype(np.float32)) > 0
        n_steps *= 2
    both: NDArray[np.bool_] = reach & reach.T
    return both


def _why(shock: Shock, names: str, owed: float, buys: bool, ships: bool) -> str:
    if not buys and not ships:
        kind = "deficit" if owed > 0 else "surplus"
        return (
            f"{shock.name}: a full embargo of {names} has no meaning with imbalances kept: a trade "
            f"{kind} of {abs(owed):.3g} US dollars would have to be paid without any trade; remove "
            "imbalances first"
        )
    gone, left = ("export", "import") if buys else ("import", "export")
    return (
        f"{shock.name}: {names} could {left} but no longer {gone}, and its trade is to "
        f"{'balance' if owed == 0 else 'stay out of balance the other way'}: no prices allow that; "
        "cut both directions, or leave some of both"
    )
