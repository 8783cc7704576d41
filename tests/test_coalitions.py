"""What coalitions do, who brings what, and when helping stops paying."""

from __future__ import annotations

import math
from itertools import permutations
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from economies import made_up_elasticities, made_up_table
from legation.leverage.bands import RunKey
from legation.leverage.breakeven import break_even, weigh_cushions
from legation.leverage.coalitions import Floats, Game, check_members, play
from legation.leverage.contributions import (
    acting_together,
    cheapest,
    contributions,
    frontier,
    reaching,
    smallest,
)
from legation.leverage.equilibrium import solve
from legation.leverage.errors import LeverageError
from legation.leverage.members import with_members
from legation.leverage.parties import place
from legation.leverage.pressure import Pressure
from legation.leverage.results import Quantity
from legation.leverage.scenario import run_plan
from legation.leverage.scenariofile import load_plan
from legation.leverage.scenarioplan import Plan, ScenarioError, Stage
from legation.leverage.shapley import shapley_values
from legation.leverage.shock import no_shock
from legation.leverage.sufficient import gains_from_trade
from scenarios import CUSHION, EMBARGO, HEAD, SECONDARY, made_up_cells, made_up_plan, written

THREE = HEAD.replace('["R0", "R1"]', '["R0", "R1", "R2"]')


def games_of(plan: Plan, workers: int = 1) -> tuple[Game, ...]:
    games, failures = play(made_up_cells(plan), workers)
    assert failures == ()
    return games


def by_all_orders(worth: Floats) -> list[float]:
    """Return the Shapley value by its definition: what each adds, over all orders of joining."""
    n = len(worth).bit_length() - 1
    added = [0.0] * n
    for order in permutations(range(n)):
        inside = 0
        for member in order:
            added[member] += worth[inside | 1 << member] - worth[inside]
            inside |= 1 << member
    return [one / math.factorial(n) for one in added]


def test_a_shapley_value_by_hand() -> None:
    # Three members a, b, c: a alone 10, b alone 20, a and b 50, c nothing, a and c 20, b and c 30,
    # all 60. Joining in the six orders a adds 10 10 30 30 20 30, b adds 40 40 20 20 40 30, and
    # c adds 10 10 10 10 0 0.
    worth = np.array([0.0, 10.0, 20.0, 50.0, 0.0, 20.0, 30.0, 60.0])
    assert shapley_values(worth) == pytest.approx([130 / 6, 190 / 6, 40 / 6])


@given(
    st.integers(1, 5).flatmap(
        lambda n: st.lists(st.floats(-1e6, 1e6), min_size=2**n, max_size=2**n)
    )
)
def test_shapley_values_are_those_of_the_definition_and_sum_to_the_total(
    worth: list[float],
) -> None:
    given_worth = np.array(worth)
    values = shapley_values(given_worth)
    scale = max(1.0, float(np.abs(given_worth).max()))
    assert values == pytest.approx(by_all_orders(given_worth), abs=1e-9 * scale)
    assert abs(values.sum() - (worth[-1] - worth[0])) <= 1e-8 * scale


@pytest.mark.parametrize(
    ("worth", "told"), [(np.zeros(3), "3 coalitions"), (np.array([0.0, np.nan]), "has no worth")]
)
def test_a_game_that_is_not_whole_has_no_shapley_value(worth: Floats, told: str) -> None:
    with pytest.raises(LeverageError, match=told):
        shapley_values(worth)


def test_each_coalition_is_what_the_model_gives_for_its_members(tmp_path: Path) -> None:
    plan = made_up_plan(tmp_path, THREE, EMBARGO, n_regions=5)
    cells = made_up_cells(plan)
    for cell, game in zip(cells, games_of(plan), strict=True):
        economy = cell.economy()
        assert game.key == cell.key
        assert game.real_income.shape == (8, 5)
        for coalition in range(8):
            acting = [member for member in range(3) if coalition >> member & 1]
            shock = no_shock(economy).embargoed(acting, [3]).embargoed([3], acting)
            due = solve(economy, shock).real_income
            assert game.real_income[coalition] == pytest.approx(due, abs=1e-8)


@settings(max_examples=8, deadline=None)
@given(st.integers(0, 10_000))
def test_the_parts_of_members_sum_to_the_loss_in_any_world(seed: int) -> None:
    table = made_up_table(seed, 5, 2)
    game = made_up_game(seed)
    loss = game.target_loss
    parts = [one.shapley for one in contributions(game)]
    assert abs(sum(parts) - (loss[-1] - loss[0])) <= 1e-8
    assert parts == pytest.approx(by_all_orders(loss), abs=1e-9)
    assert abs(loss[0]) <= 1e-7
    assert len(table.regions) == 5


def made_up_game(seed: int) -> Game:
    """Return the game of three senders against R3 in a made-up world of five regions."""
    from legation.leverage.baseline import economy_of
    from legation.leverage.economy import Deficits

    table = made_up_table(seed, 5, 2)
    economy = economy_of(table, made_up_elasticities(seed, table), deficits=Deficits.REMOVED)
    income = np.array(
        [
            solve(
                economy,
                no_shock(economy).embargoed(acting, [3]).embargoed([3], acting),
            ).real_income
            for coalition in range(8)
            for acting in [[member for member in range(3) if coalition >> member & 1]]
        ]
    )
    plan = load_plan(Path(__file__).parents[1] / "samples" / "scenarios" / "crisis-2022.toml")
    plan = with_members(plan, ("R0", "R1", "R2"))
    plan = Plan(
        **{
            **{name: getattr(plan, name) for name in plan.__slots__},
            "target": type(plan.target)(("R3",), "here"),
            "measures": (),
            "cushions": (),
            "secondary": (),
        }
    )
    return Game(
        key=RunKey("made up", "input-output", "made up"),
        placed=place(plan, table),
        year=2021,
        elasticity_source="made up",
        members=("R0", "R1", "R2"),
        regions=economy.regions,
        incomes_usd=economy.incomes_usd,
        real_income=income,
        autarky=None,
    )


def test_processes_give_what_one_gives(tmp_path: Path) -> None:
    plan = made_up_plan(tmp_path, THREE, EMBARGO, n_regions=5)
    alone = games_of(plan)
    together = games_of(plan, workers=2)
    for one, other in zip(alone, together, strict=True):
        assert one.key == other.key
        assert one.real_income == pytest.approx(other.real_income, abs=1e-8)


def test_what_a_member_brings_and_bears(tmp_path: Path) -> None:
    game = games_of(made_up_plan(tmp_path, THREE, EMBARGO, n_regions=5))[0]
    loss = game.target_loss
    for bit, one in enumerate(contributions(game)):
        full, without = 7, 7 ^ 1 << bit
        assert one.alone == pytest.approx(loss[1 << bit], abs=1e-7)
        assert one.last == pytest.approx(loss[full] - loss[without])
        assert one.cost == pytest.approx(-100 * game.real_income[full, bit])
        assert one.cost_usd == pytest.approx(-game.real_income[full, bit] * game.incomes_usd[bit])
        stays_out = game.real_income[without, bit] - game.real_income[full, bit]
        assert one.staying_out_usd == pytest.approx(stays_out * game.incomes_usd[bit])
    added = acting_together(game)
    assert added == pytest.approx(100 * (loss[7] / (loss[1] + loss[2] + loss[4]) - 1), rel=1e-6)
    assert game.own_costs_usd[5] == pytest.approx(-(game.gains_usd[5, 0] + game.gains_usd[5, 2]))


def test_all_others_together_reach_the_whole_of_autarky(tmp_path: Path) -> None:
    plan = made_up_plan(tmp_path, THREE, EMBARGO)
    for game in games_of(plan):
        assert game.autarky is not None
        assert -100 * game.autarky == pytest.approx(game.target_loss[7], abs=1e-7)
    table_without_tariffs = load_plan(written(tmp_path, THREE, EMBARGO, tariffs=False))
    for cell, game in zip(
        made_up_cells(table_without_tariffs), games_of(table_without_tariffs), strict=True
    ):
        # Where no tariff brings revenue, it is the formula's.
        assert game.autarky is not None
        assert -game.autarky == pytest.approx(gains_from_trade(cell.economy())[3], abs=1e-8)


def test_smallest_cheapest_and_frontier_by_hand() -> None:
    # Bits: a, b, c. a is cheap and strong, b dear and strong, c does next to nothing.
    loss = np.array([0.0, 4.0, 5.0, 9.0, 0.5, 4.4, 5.6, 10.0])
    costs = np.array([0.0, 1.0, 6.0, 7.0, 0.1, 1.2, 6.2, 7.5])
    assert reaching(loss, 0.5) == [2, 3, 6, 7]
    assert smallest(loss, [2, 3, 6, 7]) == 2
    assert cheapest(loss, costs, [2, 3, 6, 7]) == 2
    assert reaching(loss, 0.8) == [3, 7]
    assert smallest(loss, [3, 7]) == 3
    assert frontier(loss, costs) == [0, 4, 1, 5, 2, 6, 3, 7]
    assert frontier(np.array([0.0, 4.0, 3.0, 9.0]), np.array([0.0, 1.0, 2.0, 3.0])) == [0, 1, 3]
    assert reaching(np.zeros(4), 0.5) == []
    assert smallest(loss, []) is None


def test_bands_of_pressure_hold_each_run(tmp_path: Path) -> None:
    plan = made_up_plan(tmp_path, THREE, EMBARGO, n_regions=5)
    games = games_of(plan)
    pressure = Pressure(plan, games, ())
    total = sum(one.shapley.values[games[0].key] for one in pressure.iter_members())
    assert total == pytest.approx(games[0].target_loss[-1] - games[0].target_loss[0])
    whole = pressure.coalition(pressure.full)
    assert whole.share_of_full is not None
    assert (whole.share_of_full.low, whole.share_of_full.high) == (1.0, 1.0)
    assert whole.share_of_autarky is not None
    assert 0 < whole.share_of_autarky.high < 1
    reached = pressure.reach(0.5)
    assert reached.smallest is not None
    for game in games:
        assert game.target_loss[reached.smallest] >= 0.5 * game.target_loss[-1]
    assert sum(n for _, n in reached.by_run) == len(games)
    assert {region for region, _ in pressure.outsiders()} == {"R4"}
    assert len(pressure.coalitions()) == 8
    for share in (0.0, 1.1, math.nan):
        with pytest.raises(LeverageError, match="is not to be reached"):
            pressure.reach(share)


@pytest.mark.parametrize(
    ("gain", "punished", "due"),
    [
        (10.0, -30.0, 0.25),  # 0.75 x 10 = 0.25 x 30
        (10.0, 0.0, 1.0),
        (10.0, 4.0, 1.0),
        (0.0, -30.0, 0.0),
        (-1.0, -30.0, 0.0),
    ],
)
def test_break_even_by_hand(gain: float, punished: float, due: float) -> None:
    assert break_even(gain, punished) == due


@given(st.floats(0.001, 1e6), st.floats(-1e6, -0.001))
def test_at_break_even_helping_pays_nothing(gain: float, punished: float) -> None:
    chance = break_even(gain, punished)
    assert 0 <= chance <= 1
    assert (1 - chance) * gain + chance * punished == pytest.approx(0, abs=1e-6 * (gain - punished))


def test_what_helping_comes_to_is_told_in_money(tmp_path: Path) -> None:
    results = run_plan(made_up_plan(tmp_path, HEAD, EMBARGO, CUSHION, SECONDARY))
    found = weigh_cushions(results)
    assert len(found) == 4
    for one, run in zip(found, results.runs, strict=True):

        def money(who: str, stage: Stage, run: object = run) -> float:
            value = run.value(who, Quantity.INCOME_USD, stage)  # type: ignore[attr-defined]
            assert isinstance(value, float)
            return value

        bare, eased = money("R3", Stage.SANCTIONS), money("R3", Stage.CUSHION)
        assert one.worth_usd == pytest.approx(eased - bare)
        assert one.undone == pytest.approx(1 - eased / bare)
        aside = money("R2", Stage.SANCTIONS)
        assert one.gain_usd == pytest.approx(money("R2", Stage.CUSHION) - aside)
        assert one.punished_usd == pytest.approx(money("R2", Stage.SECONDARY) - aside)
        assert one.break_even == break_even(one.gain_usd, one.punished_usd or 0.0)
    unpunished = run_plan(made_up_plan(tmp_path, HEAD, EMBARGO, CUSHION))
    assert {one.break_even for one in weigh_cushions(unpunished)} == {None}
    assert weigh_cushions(run_plan(made_up_plan(tmp_path, HEAD, EMBARGO))) == ()


def test_thirteen_members_are_too_many_for_coalitions_not_for_a_scenario(tmp_path: Path) -> None:
    senders = "USA CAN MEX BRA GBR DEU FRA ITA POL CHE NOR UKR TUR".split()
    path = tmp_path / "many.toml"
    quoted = ", ".join(f'"{one}"' for one in senders)
    path.write_text(f'target = "RUS"\nsenders = [{quoted}]\n[[measure]]\ninstrument = "embargo"\n')
    plan = load_plan(path)
    with pytest.raises(ScenarioError, match=r"line 2: 13 members make 8,192 .* at most 12: name"):
        check_members(plan)
    assert len(check_members(with_members(plan, tuple(senders[:12])))) == 12
    with pytest.raises(ScenarioError, match="--members: 13 members"):
        check_members(with_members(plan, tuple(senders)))


def test_a_run_whose_coalition_has_no_solution_is_named(tmp_path: Path) -> None:
    # Cut in one direction only and trade balanced: whoever loses all exports cannot import.
    only = EMBARGO + 'direction = "imports"'
    plan = made_up_plan(tmp_path, THREE, only)
    games, failures = play(made_up_cells(plan), 1)
    assert games == ()
    assert len(failures) == 4
    assert all("R3 could import but no longer export" in one.reason for one in failures)
    with pytest.raises(LeverageError, match="no run has a result"):
        Pressure(plan, games, failures)


def test_a_run_without_a_baseline_is_named_and_the_rest_goes_on(tmp_path: Path) -> None:
    plan = made_up_plan(tmp_path, HEAD.replace("5.0", '"cp2015"'), EMBARGO)
    games, failures = play(made_up_cells(plan), 1)
    assert [game.key.elasticities for game in games] == ["4", "4"]
    assert [one.key.elasticities for one in failures] == ["cp2015", "cp2015"]
