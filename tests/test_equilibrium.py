"""The models: what must hold in any world, and a second solver that knows nothing of the first."""

from __future__ import annotations

import re
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from economies import made_up_economy, made_up_elasticities, made_up_table
from legation.leverage import equilibrium
from legation.leverage.anderson import FixedPoint, find_fixed_point
from legation.leverage.baseline import economy_of
from legation.leverage.decomposition import decompose, decompose_along
from legation.leverage.economy import Deficits, Economy, EconomyError, Model
from legation.leverage.elasticities import uniform
from legation.leverage.equilibrium import ConvergenceError, Outcome, solve
from legation.leverage.errors import LeverageError
from legation.leverage.graph import EmbargoError
from legation.leverage.shock import Shock, no_shock
from legation.leverage.sufficient import domestic_shares, gains_from_trade, real_wage_change
from legation.leverage.table import TradeTable
from levelnewton import LevelModel

SEEDS = st.integers(0, 10_000)
MODELS = st.sampled_from(list(Model))


def random_shock(economy: Economy, seed: int) -> Shock:
    """Return tariffs up and down, and delivery cheaper and dearer, between all regions."""
    random = np.random.default_rng(seed + 2)
    shape = economy.tariffs.shape
    own = np.arange(len(economy.regions))
    factors = random.uniform(0.8, 1.4, shape)
    factors[:, own, own] = 1.0
    tariffs = random.uniform(0.0, 0.4, shape)
    tariffs[:, own, own] = 0.0
    return replace(no_shock(economy, "random"), tariffs=tariffs, cost_factors=factors)


def embargo_on(economy: Economy, region: int) -> Shock:
    others = [one for one in range(len(economy.regions)) if one != region]
    return no_shock(economy, "embargo").embargoed([region], others).embargoed(others, [region])


@settings(max_examples=20, deadline=None)
@given(SEEDS, MODELS)
def test_without_a_shock_nothing_changes(seed: int, model: Model) -> None:
    economy = made_up_economy(seed, model=model)
    outcome = solve(economy, no_shock(economy))
    for changed in (outcome.real_income, outcome.real_wage, outcome.price, outcome.terms_of_trade):
        assert np.abs(changed).max() < 1e-9


@pytest.mark.parametrize("seed", range(10))
def test_a_second_solver_finds_the_same_equilibrium(seed: int) -> None:
    model = (Model.INPUT_OUTPUT, Model.SECTORS)[seed % 2]
    deficits = list(Deficits)[seed // 2 % 2]
    economy = made_up_economy(seed, model=model, deficits=deficits)
    shock = random_shock(economy, seed)
    if seed % 3 == 0:
        shock = shock.embargoed([0], [1, 2], [1])
    outcome = solve(economy, shock, tolerance=1e-12)
    expected = LevelModel(economy).solve(
        shock.tariffs.transpose(1, 2, 0), shock.cost_factors.transpose(1, 2, 0)
    )
    assert np.abs(outcome.real_income - expected).max() < 1e-8


@settings(max_examples=20, deadline=None)
@given(SEEDS, MODELS, st.sampled_from(list(Deficits)))
def test_markets_clear_and_walras_law_holds(seed: int, model: Model, deficits: Deficits) -> None:
    economy = made_up_economy(seed, model=model, deficits=deficits)
    outcome = solve(economy, random_shock(economy, seed))
    assert outcome.residual <= 1e-10
    assert outcome.walras <= 1e-9
    flows = outcome.flows_usd
    paid = flows.sum(axis=(0, 1)) - flows.sum(axis=(0, 2))
    assert np.abs(paid - outcome.deficits_usd).max() < 1e-8 * economy.value_added_usd.max()
    assert np.allclose(outcome.trade_shares.sum(axis=1), 1.0, atol=1e-12)


@settings(max_examples=20, deadline=None)
@given(SEEDS)
def test_an_embargo_on_everybody_in_one_sector_is_autarky(seed: int) -> None:
    economy = made_up_economy(
        seed, model=Model.ONE_SECTOR, deficits=Deficits.REMOVED, tariffs=False
    )
    everybody = range(len(economy.regions))
    outcome = solve(economy, no_shock(economy).embargoed(everybody, everybody))
    own = domestic_shares(economy.shares)[:, 0]
    by_hand = own ** (1 / economy.elasticities.values[0]) - 1
    assert np.abs(outcome.real_income - by_hand).max() < 1e-9
    assert np.abs(outcome.real_income + gains_from_trade(economy)).max() < 1e-9


@settings(max_examples=20, deadline=None)
@given(SEEDS, st.sampled_from([Model.SECTORS, Model.INPUT_OUTPUT, Model.SHORT_RUN]))
def test_whoever_is_cut_off_falls_to_autarky(seed: int, model: Model) -> None:
    economy = made_up_economy(seed, model=model, deficits=Deficits.REMOVED, tariffs=False)
    outcome = solve(economy, embargo_on(economy, 1))
    assert abs(outcome.real_income[1] + gains_from_trade(economy)[1]) < 1e-8
    assert (outcome.trade_shares[:, 1, 1] == 1.0).all()


@settings(max_examples=20, deadline=None)
@given(SEEDS, MODELS)
def test_real_wages_follow_from_domestic_shares_alone(seed: int, model: Model) -> None:
    economy = made_up_economy(seed, model=model)
    outcome = solve(economy, random_shock(economy, seed))
    told = real_wage_change(economy, domestic_shares(outcome.trade_shares))
    assert np.abs(told - outcome.real_wage).max() < 1e-8


@settings(max_examples=15, deadline=None)
@given(SEEDS, MODELS, st.floats(-9, 9))
def test_the_currency_does_not_matter(seed: int, model: Model, power: float) -> None:
    table = made_up_table(seed)
    other = replace(table, flows_usd=table.flows_usd * 10.0**power)
    elasticities = made_up_elasticities(seed, table)
    economies = [economy_of(one, elasticities, model=model) for one in (table, other)]
    shock = random_shock(economies[0], seed)
    try:
        first = solve(economies[0], shock)
    except ConvergenceError as refused:  # such as a region whose surplus takes all it earns
        with pytest.raises(ConvergenceError, match=re.escape(str(refused))):
            solve(economies[1], shock)
    else:
        second = solve(economies[1], shock)
        assert np.abs(first.real_income - second.real_income).max() < 1e-8


def split_in_two(table: TradeTable, region: int, part: float) -> TradeTable:
    """Return the table with a region cut in two that trade alike."""
    parts = np.ones(len(table.regions) + 1)
    parts[region], parts[-1] = part, 1 - part
    of = [*range(len(table.regions)), region]
    assert table.input_shares is not None
    assert table.tariffs is not None
    return replace(
        table,
        regions=(*table.regions, "twin"),
        flows_usd=table.flows_usd[np.ix_(of, of)] * parts[:, None, None] * parts[None, :, None],
        tariffs=table.tariffs[np.ix_(of, of)],
        input_shares=table.input_shares[of],
    )


@settings(max_examples=15, deadline=None)
@given(SEEDS, st.sampled_from([Model.SECTORS, Model.INPUT_OUTPUT]), st.floats(0.05, 0.95))
def test_merging_two_regions_that_trade_alike_changes_nothing(
    seed: int, model: Model, part: float
) -> None:
    whole = made_up_table(seed)
    split = split_in_two(whole, 2, part)
    elasticities = made_up_elasticities(seed, whole)
    one = economy_of(whole, elasticities, model=model)
    two = economy_of(split, elasticities, model=model)
    first = solve(one, no_shock(one).with_tariff(0.2, [0], [1]).with_cost(1.5, [1], [2]))
    second = solve(two, no_shock(two).with_tariff(0.2, [0], [1]).with_cost(1.5, [1], [2, 4]))
    assert np.abs(second.real_income[:4] - first.real_income).max() < 1e-8
    assert abs(second.real_income[4] - first.real_income[2]) < 1e-8


@settings(max_examples=8, deadline=None)
@given(SEEDS, st.sampled_from(list(Deficits)))
def test_the_decomposition_summed_over_small_steps_is_exact(seed: int, deficits: Deficits) -> None:
    economy = made_up_economy(seed, deficits=deficits)
    random = random_shock(economy, seed)
    shock = replace(
        random,
        tariffs=economy.tariffs + 0.3 * (random.tariffs - economy.tariffs),
        cost_factors=random.cost_factors**0.3,
    )
    exact = np.log1p(solve(economy, shock).real_income)
    coarse = np.abs(decompose_along(economy, shock, 5).total - exact).max()
    fine = np.abs(decompose_along(economy, shock, 20).total - exact).max()
    assert fine < 1e-5
    # Sixteen times nearer with steps a fourth as long: the error is of second order.
    assert fine < coarse / 10


def test_a_region_that_is_hit_loses_more_in_the_short_run() -> None:
    long = made_up_economy(3, deficits=Deficits.REMOVED)
    short = made_up_economy(3, model=Model.SHORT_RUN, deficits=Deficits.REMOVED)
    hit = [solve(economy, embargo_on(economy, 0)).real_income[0] for economy in (long, short)]
    assert hit[1] < hit[0] < 0
    assert "an assumption" in short.elasticities.source
    assert short.elasticities.name == "made up, short run"


def test_a_scenario_may_start_from_its_neighbour() -> None:
    economy = made_up_economy(5)
    near = solve(economy, no_shock(economy).with_cost(1.5, [0], [1]))
    shock = no_shock(economy).with_cost(1.52, [0], [1])
    cold, warm = solve(economy, shock), solve(economy, shock, start=near)
    assert np.abs(cold.real_income - warm.real_income).max() < 1e-8
    assert warm.n_iterations <= cold.n_iterations


def test_what_comes_after_is_a_baseline_again() -> None:
    economy = made_up_economy(6)
    shock = random_shock(economy, 6)
    there = solve(economy, shock)
    after = there.economy_after()
    assert np.abs(solve(after, no_shock(after)).real_income).max() < 1e-9
    undone = replace(no_shock(economy), cost_factors=1.0 / shock.cost_factors)
    back = solve(after, undone)
    assert np.abs((1 + there.real_income) * (1 + back.real_income) - 1).max() < 1e-8


def test_imbalances_removed_first_leave_balanced_trade() -> None:
    economy = made_up_economy(7, deficits=Deficits.REMOVED)
    flows = economy.flows_usd
    gap = flows.sum(axis=(0, 1)) - flows.sum(axis=(0, 2))
    assert np.abs(gap).max() < 1e-9 * economy.value_added_usd.min()
    assert economy.is_balanced
    assert economy.mended == ("imbalances of trade removed before the shock",)


def test_negative_final_spending_is_set_to_zero_and_told() -> None:
    table = made_up_table(8)
    assert table.input_shares is not None
    shares = table.input_shares.copy()
    # Every sector of region 0 uses sector 1 and nothing else: more of it than the region buys.
    shares[0] = 0.0
    shares[0, 1] = 0.9
    greedy = replace(table, input_shares=shares)
    economy = economy_of(greedy, made_up_elasticities(8, greedy))
    assert "final spending is below 0 in 1 of 12 markets" in economy.mended[0]
    assert "R0, s1" in economy.mended[0]
    assert economy.final_shares[0, 1] == 0
    assert np.abs(solve(economy, no_shock(economy)).real_income).max() < 1e-9


def test_a_full_embargo_with_imbalances_is_refused() -> None:
    economy = made_up_economy(9, model=Model.SECTORS)
    with pytest.raises(EmbargoError, match="has no meaning with imbalances kept"):
        solve(economy, embargo_on(economy, 0))


def test_a_group_cut_off_together_must_balance_as_a_group() -> None:
    economy = made_up_economy(9, model=Model.SECTORS)
    shock = no_shock(economy, "two blocs").embargoed([0, 1], [2, 3]).embargoed([2, 3], [0, 1])
    with pytest.raises(EmbargoError, match=r"R[02], R[13] has no meaning"):
        solve(economy, shock)
    balanced = made_up_economy(9, model=Model.SECTORS, deficits=Deficits.REMOVED)
    outcome = solve(balanced, shock)
    assert (outcome.real_income < 0).any()


@pytest.mark.parametrize(("exports", "word"), [(True, "export"), (False, "import")])
def test_balanced_trade_cannot_end_in_one_direction_only(exports: bool, word: str) -> None:
    economy = made_up_economy(10, model=Model.SECTORS, deficits=Deficits.REMOVED)
    others = [1, 2, 3]
    shock = no_shock(economy)
    shock = shock.embargoed([0], others) if exports else shock.embargoed(others, [0])
    with pytest.raises(EmbargoError, match=f"R0 could .* no longer {word}"):
        solve(economy, shock)


def test_a_market_without_any_supplier_is_named() -> None:
    table = made_up_table(11, inputs=False, tariffs=False)
    flows = table.flows_usd.copy()
    flows[2, 2, 1] = 0.0
    economy = economy_of(
        replace(table, flows_usd=flows), made_up_elasticities(11, table), model=Model.SECTORS
    )
    with pytest.raises(EmbargoError, match="R2, s1: no supplier is left"):
        solve(economy, no_shock(economy).embargoed([0, 1, 3], [2], [1]))
    with pytest.raises(LeverageError, match="R2, s1: nothing is bought at home"):
        gains_from_trade(economy)


def test_no_convergence_is_an_error_that_names_the_market() -> None:
    economy = made_up_economy(12)
    told = r"no equilibrium after 2 iterations; the .*market of R\d.* is furthest from clearing"
    with pytest.raises(ConvergenceError, match=told) as caught:
        solve(economy, random_shock(economy, 12), max_iterations=2)
    error = caught.value
    assert error.region in economy.regions
    assert error.sector is None or error.sector in economy.sectors
    assert error.residual > 1e-10
    assert error.n_iterations == 2


@settings(max_examples=25, deadline=None)
@given(SEEDS, st.sampled_from([Model.SECTORS, Model.INPUT_OUTPUT]), st.floats(0.5, 40.0))
def test_large_tariffs_and_costs_are_solved_too(seed: int, model: Model, tariff: float) -> None:
    economy = made_up_economy(seed, 6, 3, model=model, deficits=Deficits.REMOVED)
    shock = no_shock(economy).with_tariff(tariff, [1, 2, 3], [0]).with_cost(500.0, [0], [4, 5])
    outcome = solve(economy, shock)
    assert outcome.residual <= 1e-10
    told = real_wage_change(economy, domestic_shares(outcome.trade_shares))
    assert np.abs(told - outcome.real_wage).max() < 1e-7


def test_where_the_straight_way_fails_the_shock_is_walked(monkeypatch: pytest.MonkeyPatch) -> None:
    economy = made_up_economy(12, deficits=Deficits.REMOVED)
    shock = random_shock(economy, 12).embargoed([0], [1])
    straight = solve(economy, shock)
    searches = []

    def fails_first(*search: object) -> FixedPoint:
        searches.append(search)
        found = find_fixed_point(*search)  # type: ignore[arg-type]
        return found if len(searches) > 1 else replace(found, residual=1.0)

    monkeypatch.setattr(equilibrium, "find_fixed_point", fails_first)
    walked = solve(economy, shock)
    assert len(searches) == 9
    assert walked.n_iterations > straight.n_iterations
    assert np.abs(walked.real_income - straight.real_income).max() < 1e-8


def test_subsidies_that_take_all_a_region_earns_are_no_equilibrium() -> None:
    table = made_up_table(17, 4, 2, tariffs=False)
    economy = economy_of(table, uniform(20.0, table.sectors, "high"), deficits=Deficits.REMOVED)
    with pytest.raises(ConvergenceError, match="R0 would have nothing left to spend"):
        solve(economy, no_shock(economy).with_tariff(-0.9, [1, 2, 3], [0]))


def test_a_surplus_that_can_no_longer_be_earned_is_no_equilibrium() -> None:
    table = made_up_table(0, 4, 2, inputs=False, tariffs=False)
    flows = table.flows_usd.copy()
    flows[0, 1:] *= 3.0
    flows[1:, 0] /= 3.0
    economy = economy_of(
        replace(table, flows_usd=flows), uniform(5.0, table.sectors, "x"), model=Model.SECTORS
    )
    with pytest.raises(ConvergenceError, match="remove imbalances first"):
        solve(economy, no_shock(economy).embargoed([0], [1, 2]).with_cost(3.0, [0], [3]))


def test_a_region_that_buys_nothing_but_inputs_is_named() -> None:
    table = made_up_table(18, 3, 2, tariffs=False)
    assert table.input_shares is not None
    flows, shares = table.flows_usd.copy(), table.input_shares.copy()
    flows[:, 0] *= 1e-3
    shares[0] = 0.45
    with pytest.raises(EconomyError, match="R0 buys nothing but inputs"):
        economy_of(
            replace(table, flows_usd=flows, input_shares=shares), made_up_elasticities(18, table)
        )


def test_a_shock_of_another_table_is_refused() -> None:
    economy, other = made_up_economy(13), made_up_economy(13, n_regions=5)
    with pytest.raises(LeverageError, match="made for other regions or sectors"):
        solve(economy, no_shock(other))


def test_the_decomposition_refuses_an_embargo() -> None:
    economy = made_up_economy(14, deficits=Deficits.REMOVED)
    shock = no_shock(economy).embargoed([0], [1])
    with pytest.raises(LeverageError, match="under an embargo is 0"):
        decompose(solve(economy, shock))


@pytest.mark.parametrize("theta", [0.3, 1.0, 65.0])
def test_embargoes_are_solved_at_very_low_and_very_high_elasticities(theta: float) -> None:
    table = made_up_table(15, 8, 4)
    economy = economy_of(table, uniform(theta, table.sectors, "extreme"), deficits=Deficits.REMOVED)
    others = list(range(1, 8))
    shock = no_shock(economy).embargoed([0], others[:5]).embargoed(others[:5], [0])
    outcome = solve(economy, shock)
    assert outcome.residual <= 1e-10
    assert -1 < outcome.real_income[0] < 0
    _check_shares_by_hand(outcome, theta)


def _check_shares_by_hand(outcome: Outcome, theta: float) -> None:
    """Shares after are shares before times (cost / price) ^ -theta, cell by cell."""
    economy = outcome.economy
    cost = (1 + outcome.cost).T[:, :, None] * outcome.shock.cost_factors
    price = (1 + outcome.price).T[:, None, :]
    expected = economy.shares * (cost / price) ** -theta
    assert np.allclose(outcome.trade_shares, expected, atol=1e-7)
