"""Read gegravity's sample of 30 countries (2006), before and after Canada and Japan agree.

In: `gegravity_sample_30.csv` of the shared files (MIT). Out: resistances, outputs, expenditures.
Not here: running that package (`benchmarks/gegravity_run.py`).
"""

from __future__ import annotations

import csv
import math
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

SIGMA = 5.0
REFERENCE = "DEU"
# Estimated on the sample itself: Poisson pseudo maximum likelihood with a constant for every
# exporter and every importer but the reference (statsmodels GLM, tolerance 1e-12).
COEFFICIENTS = {
    "pta": 0.4711383026942977,
    "contiguity": 0.8915768981516075,
    "common_language": 0.03262496673326232,
    "lndist": -0.3898623130973591,
    "international": -3.4125844119204958,
}
PARTNERS = ("CAN", "JPN")


def load_sample(path: Path) -> tuple[tuple[str, ...], Floats, Floats, Floats, Floats]:
    """Return names, resistances before and after, outputs and expenditures (million US dollars).

    The reference country's expenditure is set so that the world spends what it makes.
    """
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    names = tuple(sorted({row["exporter"] for row in rows}))
    place = {name: number for number, name in enumerate(names)}
    outputs, spent = np.zeros((2, len(names)))
    before, after = np.zeros((2, len(names), len(names)))
    for row in rows:
        cell = place[row["exporter"]], place[row["importer"]]
        outputs[cell[0]], spent[cell[1]] = float(row["Y"]), float(row["E"])
        weight = sum(float(row[name]) * value for name, value in COEFFICIENTS.items())
        agreed = {row["exporter"], row["importer"]} == set(PARTNERS)
        before[cell] = math.exp(weight)
        after[cell] = math.exp(
            weight + (1 - float(row["pta"])) * COEFFICIENTS["pta"] if agreed else weight
        )
    spent[place[REFERENCE]] += outputs.sum() - spent.sum()
    return names, before, after, outputs, spent
