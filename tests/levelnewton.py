"""Solve the same worlds another way: plain Newton on the equations in levels.

In: an economy, tariffs and cost factors after. Out: real income. Shares no code with the program's
solver: technologies are calibrated so that all prices are 1 before, the unknowns are levels of
wages, prices and spending, and the Jacobian is that of complex steps.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from legation.leverage.economy import Economy

Floats = NDArray[np.float64]


class LevelModel:
    """Caliendo and Parro's equations 2 to 9 in levels, with wages paid to fixed labour."""

    def __init__(self, economy: Economy) -> None:
        # (exporter, importer, sector), as the paper has them.
        self.theta = economy.elasticities.values
        self.tariffs = economy.tariffs.transpose(1, 2, 0)
        shares = economy.shares.transpose(1, 2, 0)
        # With prices 1 and delivered cost 1 + tariff, the technology that gives these shares:
        self.technology = shares * (1 + self.tariffs) ** self.theta
        self.labour = economy.value_added_usd
        self.inputs = economy.input_shares
        self.labour_shares = 1 - economy.input_shares.sum(axis=1)
        self.final = economy.final_shares
        self.deficits = economy.deficits_usd
        self.n, self.k = economy.spending_usd.shape
        self.scale = self.labour.sum()
        self.start = np.concatenate(
            [np.ones(self.n), np.ones(self.n * self.k), (economy.spending_usd / self.scale).ravel()]
        )

    def split(self, unknown: Any) -> tuple[Any, Any, Any]:
        n, size = self.n, self.n * self.k
        return (
            unknown[:n],
            unknown[n : n + size].reshape(n, self.k),
            unknown[n + size :].reshape(n, self.k) * self.scale,
        )

    def incomes(self, unknown: Any, tariffs: Floats, factors: Floats) -> tuple[Any, Any, Any]:
        """Return incomes, outputs, and the price index that the costs stand for."""
        wages, prices, spending = self.split(unknown)
        costs = np.ones((self.n, self.k), dtype=unknown.dtype)
        for sector in range(self.k):
            costs[:, sector] = wages ** self.labour_shares[:, sector]
            for used in range(self.k):
                costs[:, sector] *= prices[:, used] ** self.inputs[:, used, sector]
        delivered = costs[:, None, :] * np.where(np.isinf(factors), 1.0, factors) * (1 + tariffs)
        pull = np.where(np.isinf(factors), 0.0, self.technology) * delivered**-self.theta
        reach = pull.sum(axis=0)
        sales = pull / reach * spending / (1 + tariffs)
        revenue = (tariffs * sales).sum(axis=(0, 2))
        return wages * self.labour + revenue + self.deficits, sales.sum(axis=1), reach

    def equations(self, unknown: Any, tariffs: Floats, factors: Floats) -> Any:
        wages, prices, spending = self.split(unknown)
        incomes, outputs, reach = self.incomes(unknown, tariffs, factors)
        demand = self.final * incomes[:, None]
        for region in range(self.n):
            demand[region] += self.inputs[region] @ outputs[region]
        hired = (self.labour_shares * outputs).sum(axis=1)
        clearing = (hired - wages * self.labour) / self.scale
        # The numeraire stands for the labour market that Walras' law leaves over.
        clearing[0] = (wages * self.labour).sum() / self.labour.sum() - 1
        return np.concatenate(
            [
                clearing,
                (prices - reach ** (-1 / self.theta)).ravel(),
                ((spending - demand) / self.scale).ravel(),
            ]
        )

    def solve(self, tariffs: Floats, factors: Floats, n_steps: int = 8) -> Floats:
        """Return the change of real income after a walk of `n_steps` from the baseline."""
        unknown = self.start.copy()
        finite = np.where(np.isinf(factors), 1.0, factors)
        for step in range(1, n_steps + 1):
            part = step / n_steps
            rates = self.tariffs + part * (tariffs - self.tariffs)
            costs = np.where(np.isinf(factors) & (part == 1), np.inf, finite**part)
            for _ in range(60):
                gap = self.equations(unknown, rates, costs)
                if np.abs(gap).max() < 1e-14:
                    break
                unknown = unknown - np.linalg.solve(self._jacobian(unknown, rates, costs), gap)
            assert np.abs(gap).max() < 1e-11, "the second solver did not converge"
        return (
            self.real_income(unknown, tariffs, factors)
            / self.real_income(self.start, self.tariffs, np.ones_like(factors))
            - 1
        )

    def real_income(self, unknown: Floats, tariffs: Floats, factors: Floats) -> Floats:
        incomes, _, _ = self.incomes(unknown, tariffs, factors)
        _, prices, _ = self.split(unknown)
        income: Floats = incomes / (prices**self.final).prod(axis=1)
        return income

    def _jacobian(self, unknown: Floats, tariffs: Floats, factors: Floats) -> Floats:
        size = len(unknown)
        jacobian = np.empty((size, size))
        for column in range(size):
            shifted = unknown.astype(complex)
            shifted[column] += 1e-30j
            jacobian[:, column] = self.equations(shifted, tariffs, factors).imag / 1e-30
        return jacobian
