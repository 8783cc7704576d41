"""Reckon gains from trade from shares of domestic spending alone.

In: an `Economy`, and shares after where there are any. Out: changes by region.
Not here: equilibria (`leverage.equilibrium`), which these formulas check and are checked by.

Arkolakis, Costinot and Rodríguez-Clare (2012), American Economic Review 102(1), 94-130: in one
sector the real wage changes by (share after / share before) ^ (-1 / elasticity), whatever the
shock abroad. Costinot and Rodríguez-Clare (2014), Handbook of International Economics 4, chapter
4: by sector the factors multiply, weighted by final spending, and with inputs by all that final
spending uses up, directly or not (the Leontief inverse).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from legation.leverage.economy import Economy, EconomyError

Floats = NDArray[np.float64]


def domestic_shares(shares: Floats) -> Floats:
    """Return what regions buy of themselves, (region, sector), of shares (sector, .., ..)."""
    own: Floats = np.einsum("kii->ik", shares)
    return own


def real_wage_change(economy: Economy, domestic_after: Floats) -> Floats:
    """Return the change of real wages that new domestic shares stand for; 0.01 is 1 % more.

    Exact in every model here, with tariffs and imbalances too. It is the change of real income
    where trade is balanced and no tariff brings revenue, before and after.

    Args:
        economy: The baseline.
        domestic_after: Share of domestic goods in spending by (region, sector), above 0, up to 1.

    Raises:
        EconomyError: A region buys nothing of a sector at home, before or after.
    """
    before = domestic_shares(economy.shares)
    wrong = ~((before > 0) & (domestic_after > 0))
    if wrong.any():
        region, sector = (int(one) for one in np.argwhere(wrong)[0])
        msg = (
            f"{economy.market(region, sector)}: nothing is bought at home, so that no domestic "
            "share tells what trade is worth; merge the sector with one made at home"
        )
        raise EconomyError(msg)
    saved = np.log(domestic_after / before) / economy.elasticities.values
    leontief = np.eye(len(economy.sectors)) - economy.input_shares
    used = np.linalg.solve(leontief, economy.final_shares[:, :, None])[:, :, 0]
    change: Floats = np.expm1(-(used * saved).sum(axis=1))
    return change


def gains_from_trade(economy: Economy) -> Floats:
    """Return what regions would lose by ceasing to trade, as shares of real income (0 to 1).

    In one sector this is 1 - share ^ (1 / elasticity).

    Raises:
        EconomyError: A region buys nothing of a sector at home.
    """
    gains: Floats = -real_wage_change(economy, np.ones(economy.spending_usd.shape))
    return gains
