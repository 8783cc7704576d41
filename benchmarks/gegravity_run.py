"""Run the package gegravity on its sample, to stand beside `legation.leverage.gravity`.

In: `gegravity_sample_30.csv`. Out: one line of JSON: welfare by country, and seconds from the table
to the result. It needs gegravity 0.3 and its pandas, which the program does not: run it with the
Python of an environment that has them (`pip install gegravity`).

Run: PYTHON benchmarks/gegravity_run.py PATH/gegravity_sample_30.csv
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))

from gravitysample import COEFFICIENTS, PARTNERS, REFERENCE, SIGMA


def run_gegravity(path: Path) -> dict[str, object]:
    """Return what gegravity makes of the sample; it must be installed here."""
    import gegravity
    import pandas as pd

    sample = pd.read_csv(path).astype({"E": float})
    gap = sample.groupby("exporter").Y.first().sum() - sample.groupby("importer").E.first().sum()
    sample.loc[sample.importer == REFERENCE, "E"] += gap
    costs = pd.DataFrame(
        [{"name": name, "value": value, "error": 0.1} for name, value in COEFFICIENTS.items()]
    )
    begun = time.perf_counter()
    baseline = gegravity.BaselineData(
        sample,
        imp_var_name="importer",
        exp_var_name="exporter",
        year_var_name="year",
        trade_var_name="trade",
        expend_var_name="E",
        output_var_name="Y",
    )
    model = gegravity.OneSectorGE(
        baseline,
        year="2006",
        expend_var_name="E",
        output_var_name="Y",
        sigma=SIGMA,
        cost_coeff_values=gegravity.CostCoeffs(
            estimates=costs, identifier_col="name", coeff_col="value", stderr_col="error"
        ),
        cost_variables=list(COEFFICIENTS),
        reference_importer=REFERENCE,
        quiet=True,
    )
    # With a factor of 1 or 10 its solver ends at negative resistances on this sample.
    model.build_baseline(omr_rescale=100, mr_tolerance=1e-12)
    changed = model.baseline_data.copy()
    both = changed.exporter.isin(PARTNERS) & changed.importer.isin(PARTNERS)
    changed.loc[both & (changed.exporter != changed.importer), "pta"] = 1
    model.define_experiment(changed)
    model.simulate(ge_tolerance=1e-12)
    seconds = time.perf_counter() - begun
    welfare = (1 / model.country_results["welfare statistic"] - 1).to_dict()
    return {"seconds": seconds, "welfare": welfare}


if __name__ == "__main__":
    print(json.dumps(run_gegravity(Path(sys.argv[1]))))
