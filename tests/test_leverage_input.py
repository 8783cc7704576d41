"""What the models refuse, and where the message points."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from economies import made_up_economy, made_up_elasticities, made_up_table
from legation.leverage import elasticities
from legation.leverage.baseline import economy_of
from legation.leverage.economy import EconomyError, Model
from legation.leverage.elasticities import (
    MAX_ELASTICITY,
    Elasticities,
    ElasticityError,
    load_sets,
    named_elasticities,
    uniform,
)
from legation.leverage.errors import LeverageError, NameInTableError, TableError
from legation.leverage.gravity import Gravity, solve_held
from legation.leverage.shock import Shock, ShockError, no_shock
from legation.reference.rows import Row, RowError
from legation.reference.trade import SECTORS

ECONOMY = made_up_economy(1)
NAN, INF = float("nan"), float("inf")


@pytest.mark.parametrize(
    ("cost", "told"),
    [
        (0.0, "cost factor 0 on s1 from R0 to R2: a cost falls by less than 100 %"),
        (-0.5, "cost factor -0.5 on s1 from R0 to R2: a cost falls by less than 100 %"),
        (NAN, "cost factor nan on s1 from R0 to R2: give a number"),
        (1e4, "cost factor 10000 on s1 from R0 to R2: give a factor between"),
        (1e300, "to stop trade, say embargo"),
        (1e-5, "cost factor 1e-05 on s1 from R0 to R2: give a factor between"),
    ],
)
def test_a_cost_that_cannot_be_is_refused(cost: float, told: str) -> None:
    with pytest.raises(ShockError, match=told.replace("(", r"\(")):
        no_shock(ECONOMY).with_cost(cost, [0], [2], [1])


@pytest.mark.parametrize(
    ("tariff", "told"),
    [
        (-2.0, "a tariff is above -100 %"),
        (NAN, "tariff nan on s1 from R0 to R2: give a number"),
        (1e4, "as a share \\(25 % is 0.25\\); to stop trade, say embargo"),
        (INF, "say embargo"),
    ],
)
def test_a_tariff_that_cannot_be_is_refused(tariff: float, told: str) -> None:
    with pytest.raises(ShockError, match=told):
        no_shock(ECONOMY).with_tariff(tariff, [0], [2], [1])


def test_a_region_is_not_embargoed_against_itself() -> None:
    factors = np.ones_like(ECONOMY.tariffs)
    factors[2, 1, 1] = INF
    with pytest.raises(ShockError, match="R1 is kept from selling s2 to itself"):
        replace(no_shock(ECONOMY), cost_factors=factors)
    everybody = range(4)
    shock = no_shock(ECONOMY).embargoed(everybody, everybody)
    assert np.isinf(shock.cost_factors).sum() == 3 * 4 * 3


def test_a_shock_of_another_shape_is_refused() -> None:
    with pytest.raises(ShockError, match=r"tariffs have shape \(1, 1, 1\), not \(3, 4, 4\)"):
        Shock("odd", ECONOMY.regions, ECONOMY.sectors, np.zeros((1, 1, 1)), np.ones((3, 4, 4)))


def test_tariffs_and_costs_add_up_where_they_are_put() -> None:
    shock = no_shock(ECONOMY).with_tariff(0.1, [0], [1, 2]).with_tariff(0.05, [0], [1], [2])
    added = shock.tariffs - ECONOMY.tariffs
    assert added[:, 0, 1] == pytest.approx([0.1, 0.1, 0.15])
    assert added[:, 0, 2] == pytest.approx([0.1, 0.1, 0.1])
    assert added.sum() == pytest.approx(0.65)
    dearer = no_shock(ECONOMY).with_cost(1.2, [0], [1]).with_cost(1.5, [0], [1], [0])
    assert dearer.cost_factors[:, 0, 1] == pytest.approx([1.8, 1.2, 1.2])


@pytest.mark.parametrize("value", [0.0, -1.0, NAN, INF, MAX_ELASTICITY * 2])
def test_an_elasticity_is_above_zero_and_finite(value: float) -> None:
    with pytest.raises(ElasticityError, match=r"steel has .*; an elasticity is above 0"):
        Elasticities("mine", "mine", ("wood", "steel"), np.array([1.0, value]))
    with pytest.raises(ElasticityError):
        uniform(value, ["wood"], "mine")


def test_elasticities_are_one_a_sector() -> None:
    with pytest.raises(ElasticityError, match="3 numbers for 2 sectors"):
        Elasticities("mine", "mine", ("wood", "steel"), np.ones(3))
    table = made_up_table(1)
    with pytest.raises(EconomyError, match="that are not those of table made up 1"):
        economy_of(table, uniform(5, ["wood"], "mine"))


@pytest.mark.parametrize(
    ("sector", "value"),
    [
        ("Petroleum", 64.85),
        ("C19", 64.85),
        ("C10T12", 2.62),
        ("C24A", 3.28),
        ("C26", (12.95 + 3.95 + 8.71) / 3),
        ("H49", 8.22),
        ("A01", 9.11),
        ("Services (aggregate)", 8.22),
        ("c12", (3.28 + 6.99) / 2),
        ("metals", (3.28 + 6.99) / 2),
        ("services", 8.22),
        ("refined fuels", 64.85),
    ],
)
def test_the_elasticities_of_caliendo_and_parro_fit_each_table(sector: str, value: float) -> None:
    found = named_elasticities("cp2015", [sector])
    assert found.values[0] == pytest.approx(value, rel=1e-5)
    assert "Caliendo and Parro (2015)" in found.source


def test_every_set_has_a_source_and_covers_our_sectors() -> None:
    sets = load_sets()
    assert list(sets) == ["cp2015", "uniform-5", "uniform-4"]
    for name, (source, _) in sets.items():
        assert source, name
        assert len(named_elasticities(name, SECTORS).values) == len(SECTORS)


def test_a_sector_stands_once_in_a_set(monkeypatch: pytest.MonkeyPatch) -> None:
    cells = {"set": "mine", "sector": "wood", "elasticity": "2", "source": "me"}
    rows = [Row("mine.tsv, line 2", cells), Row("mine.tsv, line 3", cells)]
    monkeypatch.setattr(elasticities, "iter_rows", lambda *_: iter(rows))
    with pytest.raises(RowError, match="line 3: wood stands twice in set mine"):
        load_sets.__wrapped__()


def test_a_set_or_a_sector_that_is_not_there_offers_the_nearest() -> None:
    with pytest.raises(NameInTableError, match="there are cp2015, uniform-5, uniform-4") as one:
        named_elasticities("cp2014", ["food"])
    assert one.value.nearest == ("cp2015",)
    with pytest.raises(NameInTableError, match="say nothing of sector 'foood'") as two:
        named_elasticities("cp2015", ["foood"])
    assert two.value.nearest[0] in {"food", "Food"}


def test_one_sector_takes_the_mean_weighted_by_trade() -> None:
    economy = made_up_economy(1, model=Model.ONE_SECTOR)
    table = made_up_table(1)
    abroad = table.flows_usd.sum(axis=(0, 1)) - np.einsum("iik->k", table.flows_usd)
    by_hand = (made_up_elasticities(1, table).values * abroad).sum() / abroad.sum()
    assert economy.elasticities.values[0] == pytest.approx(by_hand)
    assert "weighted by trade between regions" in economy.elasticities.source
    # Tariff revenue of the merged sector is that of the sectors.
    assert table.tariffs is not None
    revenue = (table.tariffs * table.flows_usd).sum(axis=(0, 2))
    assert economy.tariff_revenue_usd == pytest.approx(revenue)


@pytest.mark.parametrize("wrong", [NAN, INF, -1.0])
def test_a_cell_that_cannot_be_is_named(wrong: float) -> None:
    table = made_up_table(2)
    flows = table.flows_usd.copy()
    flows[0, 2, 1] = wrong
    with pytest.raises(TableError, match="R0 → R2, s1"):
        economy_of(replace(table, flows_usd=flows), made_up_elasticities(2, table))


def test_inputs_over_output_are_refused() -> None:
    table = made_up_table(2)
    assert table.input_shares is not None
    shares = table.input_shares.copy()
    shares[1, :, 2] = 0.5
    with pytest.raises(TableError, match=r"unbalanced: inputs of R1, s2 are 1\.5 of output"):
        economy_of(replace(table, input_shares=shares), made_up_elasticities(2, table))


def test_a_table_without_input_output_runs_the_models_that_need_none() -> None:
    table = made_up_table(3, inputs=False)
    chosen = made_up_elasticities(3, table)
    for model in (Model.INPUT_OUTPUT, Model.SHORT_RUN):
        with pytest.raises(EconomyError, match="run model sectors or one-sector"):
            economy_of(table, chosen, model=model)
    assert economy_of(table, chosen, model=Model.SECTORS).sectors == table.sectors


def test_an_idle_region_is_named() -> None:
    table = made_up_table(4, inputs=False)
    flows = table.flows_usd.copy()
    flows[2] = 0.0
    with pytest.raises(EconomyError, match="R2 sells or buys nothing"):
        economy_of(
            replace(table, flows_usd=flows),
            made_up_elasticities(4, table),
            model=Model.SECTORS,
        )


GRAVITY = Gravity(("A", "B"), np.array([[1.0, 0.2], [0.3, 1.0]]), np.ones(2), np.ones(2), 5.0)


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"sigma": 1.0}, "sigma is 1;"),
        ({"sigma": NAN}, "sigma is nan;"),
        ({"outputs_usd": np.array([1.0, 0.0])}, "output of B is 0;"),
        ({"expenditures_usd": np.array([NAN, 1.0])}, "expenditure of A is nan;"),
        ({"expenditures_usd": np.array([2.0, 1.0])}, "the world makes 2 and spends 3;"),
        ({"resistances": np.array([[1.0, -1.0], [0.3, 1.0]])}, "resistance from A to B is -1;"),
    ],
)
def test_a_gravity_baseline_that_cannot_be_is_refused(change: dict[str, object], told: str) -> None:
    with pytest.raises(LeverageError, match=told):
        replace(GRAVITY, **change)  # type: ignore[arg-type]
    with pytest.raises(LeverageError, match="resistance from B to A is 0;"):
        solve_held(GRAVITY, np.array([[1.0, 0.2], [0.0, 1.0]]))


@given(st.floats(allow_nan=True, allow_infinity=True))
def test_any_number_makes_a_shock_or_a_clear_error(number: float) -> None:
    for change in ("with_cost", "with_tariff"):
        try:
            shock = getattr(no_shock(ECONOMY), change)(number, [0], [1])
        except ShockError as error:
            assert "from R0 to R1" in str(error)  # noqa: PT017
        else:
            assert (shock.tariffs > -1).all()
            assert (shock.cost_factors > 0).all()
