"""Published results, by the program's own solver: NAFTA, gains from trade, gegravity's sample."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from gravitysample import SIGMA, load_sample
from legation.leverage.baseline import economy_of
from legation.leverage.decomposition import decompose, decompose_along
from legation.leverage.economy import Deficits, Economy, Model
from legation.leverage.elasticities import named_elasticities, uniform
from legation.leverage.equilibrium import solve
from legation.leverage.gravity import Gravity, solve_full, solve_held
from legation.leverage.readers import read_table_file
from legation.leverage.shock import Shock, no_shock
from legation.leverage.sufficient import gains_from_trade
from naftatable import load_nafta

ROOT = Path(__file__).resolve().parents[1]
TRADE = ROOT.parent / "shared" / "data" / "trade"

needs_tables = pytest.mark.skipif(
    not TRADE.exists(), reason="needs the trade tables in ../shared/data/trade"
)

# Welfare by gegravity 0.3 on the sample, as printed by
#   python benchmarks/gegravity_run.py ../shared/data/trade/gegravity_sample_30.csv
GEGRAVITY = {
    "AUS": -7.299528825699397e-05,
    "AUT": -5.318032844547904e-05,
    "BEL": -2.459217430350602e-05,
    "BRA": -5.5882750067848264e-05,
    "CAN": 0.004222569285246447,
    "CHE": -3.7472389076365076e-05,
    "CHN": -2.6731800452206578e-05,
    "DEU": -2.0208546176236908e-05,
    "DNK": -6.921689407546339e-05,
    "ESP": -4.3002206935871534e-05,
    "FIN": -7.925333400549128e-05,
    "FRA": -3.4767007127456395e-05,
    "GBR": -3.1558748286530935e-05,
    "HKG": -1.0411828622158836e-05,
    "IDN": -8.053968156085389e-05,
    "IND": -5.630306234760685e-05,
    "IRL": -6.373635479128836e-05,
    "ITA": -3.095574471256857e-05,
    "JPN": 0.0005308612777832344,
    "KOR": -4.4485744070565936e-05,
    "MEX": -0.0001293759697631458,
    "MYS": -8.447763997698754e-05,
    "NLD": -3.357064349718275e-05,
    "POL": -5.89040439611388e-05,
    "SGP": -2.50031243869131e-05,
    "SWE": -6.518030008928477e-05,
    "THA": -6.674154446240088e-05,
    "TUR": -6.236018550176414e-05,
    "USA": -7.453934155010611e-05,
    "ZAF": -7.03209304613317e-05,
}


@cache
def nafta(deficits: Deficits) -> tuple[Economy, Shock]:
    table, elasticities, after = load_nafta(TRADE / "cp2015")
    economy = economy_of(table, elasticities, deficits=deficits)
    return economy, replace(no_shock(economy, "NAFTA"), tariffs=after)


@needs_tables
@pytest.mark.parametrize(
    ("deficits", "region", "welfare", "real_wage"),
    [
        (Deficits.REMOVED, "Canada", -0.06, 0.32),
        (Deficits.REMOVED, "Mexico", 1.31, 1.72),
        (Deficits.REMOVED, "USA", 0.08, 0.11),
        (Deficits.KEPT, "Canada", -0.04, 0.33),
        (Deficits.KEPT, "Mexico", 1.17, 1.64),
        (Deficits.KEPT, "USA", 0.08, 0.12),
    ],
)
def test_nafta_comes_out_as_caliendo_and_parro_published(
    deficits: Deficits, region: str, welfare: float, real_wage: float
) -> None:
    economy, shock = nafta(deficits)
    outcome = solve(economy, shock)
    place = economy.regions.index(region)
    # Half a unit of the last printed figure.
    assert 100 * decompose(outcome).total[place] == pytest.approx(welfare, abs=0.0051)
    assert 100 * outcome.real_wage[place] == pytest.approx(real_wage, abs=0.0051)


@needs_tables
@pytest.mark.slow
def test_exact_real_income_is_the_decomposition_over_small_steps() -> None:
    economy, shock = nafta(Deficits.REMOVED)
    exact = 100 * solve(economy, shock).real_income
    for region, expected in (("Canada", -0.110), ("Mexico", 0.007), ("USA", 0.074)):
        assert exact[economy.regions.index(region)] == pytest.approx(expected, abs=0.0005)
    summed = 100 * np.expm1(decompose_along(economy, shock, 60).total)
    assert np.abs(summed - exact).max() < 1e-3


@needs_tables
def test_the_baseline_says_what_it_mended() -> None:
    economy, _ = nafta(Deficits.REMOVED)
    assert "final spending is below 0 in 185 of 1240 markets" in economy.mended[0]
    assert economy.mended[1] == "imbalances of trade removed before the shock"


@needs_tables
def test_the_named_elasticities_are_those_of_the_source() -> None:
    table, elasticities, _ = load_nafta(TRADE / "cp2015")
    named = named_elasticities("cp2015", table.sectors)
    assert named.values.tolist() == elasticities.values.tolist()


def test_the_example_of_the_manual_runs() -> None:
    page = (ROOT / "docs" / "leverage.md").read_text(encoding="utf-8")
    example = page.split("```python\n")[1].split("```")[0]
    names: dict[str, Any] = {}
    exec(example, names)  # noqa: S102  (our own page)
    outcome, russia = names["outcome"], names["russia"]
    assert outcome.residual <= 1e-10
    assert -0.05 < outcome.real_income[russia] < 0


@needs_tables
def test_gains_from_trade_of_one_sector_are_near_those_published() -> None:
    table = read_table_file(TRADE / "wiod2011.npz").table
    economy = economy_of(
        table, uniform(5, table.sectors, "Costinot and Rodríguez-Clare"), model=Model.ONE_SECTOR
    )
    gains = dict(zip(table.regions, 100 * gains_from_trade(economy), strict=True))
    for region, expected in (("IRL", 9.25), ("BEL", 7.39), ("DEU", 4.38), ("USA", 1.80)):
        assert gains[region] == pytest.approx(expected, abs=0.02)


@needs_tables
def test_the_held_variant_gives_what_gegravity_gives() -> None:
    names, before, after, outputs, spent = load_sample(TRADE / "gegravity_sample_30.csv")
    baseline = Gravity(names, before, outputs, spent, SIGMA)
    welfare = 100 * solve_held(baseline, after).welfare
    expected = [100 * GEGRAVITY[name] for name in names]
    assert np.abs(welfare - expected).max() < 1e-6
    canada = names.index("CAN")
    assert welfare[canada] == pytest.approx(0.4223, abs=5e-5)
    assert 100 * solve_full(baseline, after).welfare[canada] == pytest.approx(0.4328, abs=5e-5)
    nothing = solve_full(baseline, before)
    assert np.abs(nothing.welfare).max() < 1e-9
