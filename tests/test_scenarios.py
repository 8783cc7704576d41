"""Scenarios give what the models give, as bands, and name what has no result."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from legation.leverage.bands import RunKey, band_of, steps_between
from legation.leverage.decomposition import decompose
from legation.leverage.diversion import EXPORTS, IMPORTS, diverted
from legation.leverage.economy import Model
from legation.leverage.equilibrium import solve
from legation.leverage.estimating import actor_of, estimates
from legation.leverage.parties import trade_between
from legation.leverage.results import Quantity, Results, Run
from legation.leverage.scenario import Cell, run_cell, run_plan
from legation.leverage.scenariofile import load_plan
from legation.leverage.scenarioplan import Direction, ScenarioError, Stage
from legation.leverage.shock import no_shock
from scenarios import CUSHION, EMBARGO, HEAD, SECONDARY, made_up_cells, made_up_plan

TARIFF = """
[[measure]]
instrument = "tariff"
size = 0.25
sectors = ["s0", "s2"]
direction = "imports"
"""


def first(plan_cells: list[Cell]) -> tuple[Cell, Run]:
    run, failures = run_cell(plan_cells[0])
    assert run is not None
    assert failures == ()
    return plan_cells[0], run


def test_a_stage_is_what_the_model_gives_for_the_same_shock(tmp_path: Path) -> None:
    cell, run = first(list(made_up_cells(made_up_plan(tmp_path, HEAD, EMBARGO))))
    economy = cell.economy()
    shock = no_shock(economy).embargoed([0, 1], [3]).embargoed([3], [0, 1])
    due = solve(economy, shock)
    found = run.stages[Stage.SANCTIONS]
    assert found.real_income == pytest.approx(due.real_income, abs=1e-9)
    assert found.terms_of_trade == pytest.approx(due.terms_of_trade, abs=1e-9)
    assert found.first_order is None
    against_wages = (1 + due.price) / (1 + due.wage)[:, None] - 1
    assert found.price == pytest.approx(against_wages, abs=1e-9)
    prices = Results(cell.placed.plan, (run,), ()).prices("R3", Stage.SANCTIONS)
    assert [band.mid for band in prices.values()] == pytest.approx(100 * against_wages[3])
    assert run.value("R3", Quantity.REAL_INCOME, Stage.SANCTIONS) == pytest.approx(
        100 * due.real_income[3]
    )
    assert run.value("R3", Quantity.INCOME_USD, Stage.SANCTIONS) == pytest.approx(
        due.real_income[3] * economy.incomes_usd[3]
    )


def test_a_tariff_is_put_on_some_sectors_in_one_direction(tmp_path: Path) -> None:
    cell, run = first(list(made_up_cells(made_up_plan(tmp_path, HEAD, TARIFF))))
    economy = cell.economy()
    due = solve(economy, no_shock(economy).with_tariff(0.25, [3], [0, 1], [0, 2]))
    found = run.stages[Stage.SANCTIONS]
    assert found.real_income == pytest.approx(due.real_income, abs=1e-9)
    # Without an embargo the first-order parts are there, and are those of the decomposition.
    assert found.first_order is not None
    assert found.first_order.total == pytest.approx(decompose(due).total, abs=1e-8)


def test_a_scenario_of_nothing_changes_nothing(tmp_path: Path) -> None:
    plan = made_up_plan(tmp_path, HEAD, TARIFF.replace("0.25", "0.0"), CUSHION.replace("0.2", "0"))
    with pytest.raises(ScenarioError) as caught:
        run_plan(made_up_plan(tmp_path, HEAD.replace("R1", "R9"), EMBARGO))
    assert "'R9' is no region" in str(caught.value)
    results = run_plan(plan)
    for who in (*results.parties, *results.others):
        band = results.band(who, Quantity.REAL_INCOME, Stage.SANCTIONS)
        assert band is not None
        assert max(abs(band.low), abs(band.high)) < 1e-7
    # Nothing is lost, so that no share of it can be replaced: told, and no number given.
    assert results.band("R3", Quantity.REAL_INCOME, Stage.CUSHION) is None
    assert len(results.failures) == 4
    assert all("loses no trade" in one.reason for one in results.failures)


@pytest.mark.parametrize("direction", list(Direction))
@pytest.mark.parametrize("share", [0.05, 0.4])
def test_a_cushion_replaces_the_share_it_says(
    tmp_path: Path, direction: Direction, share: float
) -> None:
    cushion = CUSHION.replace("0.2", f"{share}") + f'direction = "{direction}"'
    results = run_plan(made_up_plan(tmp_path, HEAD, EMBARGO, cushion))
    assert results.failures == ()
    for run in results.runs:
        bare, eased = run.stages[Stage.SANCTIONS], run.stages[Stage.CUSHION]

        def trade(flows: np.ndarray[tuple[int, ...], np.dtype[np.float64]], by: list[int]) -> float:
            return trade_between(flows, by, [3], range(3), direction)

        lost = trade(run.flows_usd, [0, 1]) - trade(bare.flows_usd, [0, 1])
        more = trade(eased.flows_usd, [2]) - trade(bare.flows_usd, [2])
        assert more / lost == pytest.approx(share, abs=1e-5)
        assert 0 < eased.cuts[0] < 1
        # Help helps.
        assert eased.real_income[3] > bare.real_income[3]


def test_a_cost_cut_and_a_share_paid_are_put_as_they_are(tmp_path: Path) -> None:
    plan = made_up_plan(
        tmp_path,
        HEAD,
        EMBARGO,
        '[[cushion]]\nby = "R2"\ncost_cut = 0.1\ndirection = "exports"\nsectors = "s1"',
        '[[cushion]]\nby = "R2"\npays = 0.2',
    )
    cell, run = first(list(made_up_cells(plan)))
    economy = cell.economy()
    shock = no_shock(economy).embargoed([0, 1], [3]).embargoed([3], [0, 1])
    shock = shock.with_cost(0.9, [2], [3], [1])
    tariffs = shock.tariffs.copy()
    tariffs[:, 3, 2] = (1 + tariffs[:, 3, 2]) * 0.8 - 1
    due = solve(
        economy, type(shock)("due", shock.regions, shock.sectors, tariffs, shock.cost_factors)
    )
    found = run.stages[Stage.CUSHION]
    assert found.real_income == pytest.approx(due.real_income, abs=1e-9)
    assert found.cuts == (0.1, 0.2)


def test_a_cushion_that_no_cut_can_bring_is_told_and_earlier_stages_stand(tmp_path: Path) -> None:
    head = HEAD.replace('"sectors", "input-output"', '"one-sector"').replace("5.0, 4.0", "0.02")
    results = run_plan(made_up_plan(tmp_path, head, EMBARGO, CUSHION.replace("0.2", "1.0")))
    assert results.band("R3", Quantity.REAL_INCOME, Stage.SANCTIONS) is not None
    assert results.band("R3", Quantity.REAL_INCOME, Stage.CUSHION) is None
    (failure,) = results.failures
    assert failure.stage is Stage.CUSHION
    assert "write a smaller share" in failure.reason


def test_secondary_measures_hit_who_cushions(tmp_path: Path) -> None:
    results = run_plan(made_up_plan(tmp_path, HEAD, EMBARGO, CUSHION, SECONDARY))
    for run in results.runs:
        eased, punished = run.stages[Stage.CUSHION], run.stages[Stage.SECONDARY]
        assert punished.real_income[2] < eased.real_income[2]
        assert punished.cuts == eased.cuts


def test_runs_that_cannot_be_are_named_and_the_rest_goes_on(tmp_path: Path) -> None:
    head = HEAD.replace("[5.0, 4.0]", '["cp2015", 4.0]')
    results = run_plan(made_up_plan(tmp_path, head, EMBARGO))
    assert len(results.runs) == 2
    assert {str(one.key) for one in results.failures} == {
        "made up 7, sectors, cp2015",
        "made up 7, input-output, cp2015",
    }
    assert all("say nothing of sector 's0'" in one.reason for one in results.failures)


def test_a_table_that_lacks_a_party_is_named_where_another_has_it(tmp_path: Path) -> None:
    head = HEAD.replace('"world-2021.npz"', '"world-2021.npz", "icio2021"')
    results = run_plan(made_up_plan(tmp_path, head, EMBARGO))
    assert {run.key.table for run in results.runs} == {"made up 7"}
    assert {one.key.table for one in results.failures} == {"icio2021"}
    assert all("is no region of icio2021" in one.reason for one in results.failures)


def test_where_nothing_has_a_result_it_is_an_error(tmp_path: Path) -> None:
    head = HEAD.replace("[5.0, 4.0]", '["cp2015"]')
    with pytest.raises(ScenarioError, match="no run has a result; made up 7, sectors, cp2015: "):
        run_plan(made_up_plan(tmp_path, head, EMBARGO))


def test_a_full_embargo_with_imbalances_kept_is_refused_by_run(tmp_path: Path) -> None:
    head = HEAD.replace('"R1"', '"R1", "R2"') + 'imbalances = "kept"'
    with pytest.raises(ScenarioError, match="has no meaning with imbalances kept"):
        run_plan(made_up_plan(tmp_path, head, EMBARGO))


def test_one_sector_takes_measures_on_all_goods_only(tmp_path: Path) -> None:
    head = HEAD.replace('"input-output"', '"one-sector"')
    results = run_plan(made_up_plan(tmp_path, head, TARIFF))
    assert {run.key.model for run in results.runs} == {Model.SECTORS}
    assert all("has one sector for all goods" in one.reason for one in results.failures)


def test_a_party_of_several_regions_is_their_mean_by_income() -> None:
    plan = load_plan(Path(__file__).parents[1] / "samples" / "scenarios" / "crisis-2022.toml")
    run, _ = run_cell(made_up_cells(plan)[0])
    assert run is not None
    parts = [run.regions.index(name) for name in ("DEU", "FRA", "ITA", "POL", "EU23")]
    assert sorted(run.places("EU")) == sorted(parts)
    lost = sum(
        run.value(run.regions[part], Quantity.INCOME_USD, Stage.SANCTIONS) or 0 for part in parts
    )
    assert run.value("EU", Quantity.INCOME_USD, Stage.SANCTIONS) == pytest.approx(lost)
    assert run.value("EU", Quantity.REAL_INCOME, Stage.SANCTIONS) == pytest.approx(
        100 * lost / run.incomes_usd[parts].sum()
    )
    assert run.value("Atlantis", Quantity.REAL_INCOME, Stage.SANCTIONS) is None


def test_diverted_trade_sums_to_what_changes(tmp_path: Path) -> None:
    results = run_plan(made_up_plan(tmp_path, HEAD, EMBARGO))
    partners = diverted(results, "R3", Stage.SANCTIONS, by_partner=True, by_sector=False)
    both = diverted(results, "R3", Stage.SANCTIONS, by_partner=True, by_sector=True)
    key = results.runs[0].key
    run = results.runs[0]
    after = run.stages[Stage.SANCTIONS].flows_usd
    for way in (EXPORTS, IMPORTS):
        (gone,) = [one for one in partners if (one.way, one.partner) == (way, "R0")]
        # All trade with a sender ends.
        assert gone.change.values[key] == pytest.approx(-gone.before.values[key])
        (left,) = [one for one in partners if (one.way, one.partner) == (way, "R2")]
        flow = after[:, 3, 2] if way == EXPORTS else after[:, 2, 3]
        old = run.flows_usd[:, 3, 2] if way == EXPORTS else run.flows_usd[:, 2, 3]
        assert left.change.values[key] == pytest.approx((flow - old).sum())
        by_sector = [one for one in both if (one.way, one.partner) == (way, "R2")]
        assert sum(one.change.values[key] for one in by_sector) == pytest.approx(
            left.change.values[key]
        )
    sizes = [abs(one.change.mid) for one in partners]
    assert sizes == sorted(sizes, reverse=True)


A, B = "a", "b"


def test_a_band_tells_what_moves_it_by_hand() -> None:
    values = {
        RunKey("t", A, "e1"): -1.0,
        RunKey("t", A, "e2"): -2.0,
        RunKey("t", B, "e1"): -5.0,
        RunKey("t", B, "e2"): -10.0,
    }
    band = band_of(values)
    assert band is not None
    assert (band.low, band.mid, band.high) == (-10.0, -3.5, -1.0)
    assert (band.harshest, band.mildest) == (RunKey("t", B, "e2"), RunKey("t", A, "e1"))
    model, elasticities = band.moves
    # Means by model -1.5 and -7.5, by elasticities -3 and -6; the mean of all is -4.5, the squares
    # about it sum to 49, those between models to 4 x 9 and between elasticities to 4 x 2.25.
    assert (model.factor, model.span) == ("model", 6.0)
    assert model.share == pytest.approx(36 / 49)
    assert (elasticities.factor, elasticities.span) == ("elasticities", 3.0)
    assert elasticities.share == pytest.approx(9 / 49)
    # Mildest to harshest: the model first takes 4 and then elasticities 5, or 1 and then 8.
    steps = {one.factor: one.change for one in steps_between(band, band.mildest, band.harshest)}
    assert steps == pytest.approx({"model": -6.0, "elasticities": -3.0})
    lacking = band_of({key: value for key, value in values.items() if value != -5.0})
    assert lacking is not None
    assert steps_between(lacking, lacking.mildest, lacking.harshest) == ()
    assert band_of({}) is None


@given(st.lists(st.floats(-50, 50), min_size=8, max_size=8))
def test_steps_of_a_waterfall_sum_to_the_way(numbers: list[float]) -> None:
    keys = [RunKey(t, m, e) for t in "pq" for m in "ab" for e in "xy"]
    band = band_of(dict(zip(keys, numbers, strict=True)))
    assert band is not None
    steps = steps_between(band, band.mildest, band.harshest)
    assert sum(one.change for one in steps) == pytest.approx(band.low - band.high, abs=1e-8)
    assert all(0 <= move.share <= 1 for move in band.moves)


def test_estimates_say_band_table_models_elasticities_and_year(tmp_path: Path) -> None:
    results = run_plan(made_up_plan(tmp_path, HEAD, EMBARGO, CUSHION, SECONDARY))
    found = estimates(results)
    named = {(one.actor.name, one.scenario, one.quantity) for one in found}
    assert ("R3", "scenario: sanctions alone", "change of real income") in named
    assert ("R2", "scenario: with secondary measures", "break-even probability of punishment") in (
        named
    )
    one = found[0]
    assert one.low is not None
    assert one.high is not None
    assert one.low <= one.mid <= one.high < 0
    assert (one.table, one.base_year, one.unit) == ("made up 7 (2021)", 2021, "percent")
    assert one.model == "sectors, input-output"
    assert one.elasticities is not None
    assert one.elasticities.startswith("5 (a number of the user's own")
    again = estimates(Results(results.plan, results.runs[:1], ()))
    # The same asked of fewer runs takes the place of what was kept.
    assert {one.id for one in again} == {one.id for one in found}
    assert len({one.id for one in found}) == len(found)


def test_parties_are_actors_of_the_shelf_where_they_can_be() -> None:
    plan = load_plan(Path(__file__).parents[1] / "samples" / "scenarios" / "crisis-2022.toml")
    run, _ = run_cell(made_up_cells(plan)[0])
    assert run is not None
    results = Results(plan, (run,), ())
    assert (actor_of(results, "RUS").id, actor_of(results, "EU").name) == ("RUS", "European Union")
    rest = actor_of(results, "ROW")
    assert (rest.id, rest.name) == ("legation:region-row", "rest of the world")
