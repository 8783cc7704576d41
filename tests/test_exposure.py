"""Who depends on whom: by shares worked out by hand, through chains that add up, beside reports."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from legation.leverage.agreement import compare_figure
from legation.leverage.chains import trace_chains
from legation.leverage.errors import LeverageError, NameInTableError, TableError
from legation.leverage.exposure import (
    critical_imports,
    export_shares,
    import_shares,
    imports_by_supplier,
    market_concentration,
    measure_asymmetry,
    measure_tie,
    spending_shares,
    supplier_concentration,
)
from legation.leverage.library import load_trade_table
from legation.leverage.mending import mend
from legation.leverage.naming import find_region
from legation.leverage.table import TradeTable
from trade_tables import hand_table, tables

EMBEDDED = load_trade_table().table


def three() -> TradeTable:
    """Return three regions and two sectors; China buys chips from Taiwan alone."""
    flows = np.zeros((3, 3, 2))
    flows[:, :, 0] = [[50, 30, 10], [0, 40, 0], [20, 10, 70]]
    flows[:, :, 1] = [[5, 0, 5], [90, 60, 30], [0, 10, 10]]
    return TradeTable(
        name="three",
        year=2021,
        regions=("CHN", "TWN", "USA"),
        sectors=("food", "electronics"),
        flows_usd=flows,
        input_shares=None,
        tariffs=None,
        provenance="by hand",
    )


# Direct


def test_shares_and_concentration_by_hand() -> None:
    table = three()
    # China imports 20 from the USA and 90 from Taiwan.
    assert import_shares(table)[:, 0] == pytest.approx([0, 90 / 110, 20 / 110])
    assert supplier_concentration(table)[0] == pytest.approx((90**2 + 20**2) / 110**2)
    # China exports 30 + 0 to Taiwan and 10 + 5 to the USA.
    assert export_shares(table)[0] == pytest.approx([0, 30 / 45, 15 / 45])
    assert market_concentration(table)[0] == pytest.approx((30**2 + 15**2) / 45**2)
    assert spending_shares(table)[:, 0] == pytest.approx([55 / 165, 90 / 165, 20 / 165])
    assert import_shares(table, [1])[:, 0].tolist() == [0, 1, 0]


def test_who_imports_nothing_has_no_shares() -> None:
    table = replace(three(), flows_usd=three().flows_usd * np.eye(3)[:, :, None])
    assert np.isnan(import_shares(table)).all()
    assert np.isnan(supplier_concentration(table)).all()


@given(tables())
def test_shares_sum_to_one_and_concentration_stays_in_its_bounds(table: TradeTable) -> None:
    assert import_shares(table).sum(axis=0) == pytest.approx(1)
    assert export_shares(table).sum(axis=1) == pytest.approx(1)
    assert spending_shares(table).sum(axis=0) == pytest.approx(1)
    n = len(table.regions)
    for index in (supplier_concentration(table), market_concentration(table)):
        assert ((index >= 1 / (n - 1) - 1e-12) & (index <= 1 + 1e-12)).all()
    assert not np.diag(imports_by_supplier(table)).any()


@given(tables(), st.floats(1e-6, 1e6))
def test_the_currency_changes_no_share(table: TradeTable, rate: float) -> None:
    other = replace(table, flows_usd=table.flows_usd * rate)
    assert import_shares(other) == pytest.approx(import_shares(table))
    assert supplier_concentration(other) == pytest.approx(supplier_concentration(table))
    assert measure_asymmetry(other, 0, 1).ratio == pytest.approx(
        measure_asymmetry(table, 0, 1).ratio
    )
    assert trace_chains(other).upstream == pytest.approx(trace_chains(table).upstream)
    assert trace_chains(other).value_in_use == pytest.approx(trace_chains(table).value_in_use)


def test_a_critical_import_by_hand() -> None:
    food, chips = sorted(critical_imports(three(), 0), key=lambda one: one.sector != "food")
    assert (chips.sector, chips.supplier, chips.imports_usd) == ("electronics", "TWN", 90)
    assert chips.share_of_imports == 1
    assert (chips.next_supplier, chips.next_share) == (None, 0)
    assert chips.share_of_use == pytest.approx(90 / 95)
    # Of what is sold abroad by others than China: 120 of Taiwan, 10 of the USA.
    assert chips.supplier_share_of_world == pytest.approx(120 / 130)
    assert chips.imports_over_exports == pytest.approx(90 / 5)
    assert chips.is_dependent
    assert (food.supplier, food.is_dependent) == ("USA", False)  # China exports more than it buys


def test_critical_imports_come_by_their_part_in_use_and_above_the_thresholds() -> None:
    found = critical_imports(EMBEDDED, find_region(EMBEDDED, "Russia"), least_share=0.25)
    assert [(one.sector, one.supplier) for one in found[:2]] == [
        ("electronics", "CHN"),
        ("textiles and other goods", "CHN"),
    ]
    assert [one.share_of_use for one in found] == sorted(
        (one.share_of_use for one in found), reverse=True
    )
    assert all(one.share_of_imports >= 0.25 for one in found)
    few = critical_imports(EMBEDDED, find_region(EMBEDDED, "Russia"), least_use=0.3)
    assert [one.sector for one in few] == ["electronics"]


def test_the_rest_of_the_world_is_nobody_who_could_refuse_to_sell() -> None:
    for importer in range(28):
        for one in critical_imports(EMBEDDED, importer, least_share=0.1):
            assert one.supplier not in ("ROW", "EU23")
            assert one.next_supplier not in ("ROW", "EU23")


@pytest.mark.parametrize("share", [1.5, -0.1, float("nan"), 40])
def test_a_share_over_one_is_told(share: float) -> None:
    with pytest.raises(LeverageError, match=r"a share is from 0 to 1, so 40 % is 0\.4"):
        critical_imports(three(), 0, least_share=share)
    with pytest.raises(LeverageError, match="least_use is"):
        critical_imports(three(), 0, least_use=share)


def test_asymmetry_by_hand() -> None:
    ties = measure_asymmetry(three(), 0, 1)
    # China sells Taiwan 30 of an output of 100 and buys 90 of a use of 165.
    assert (ties.first.exports_usd, ties.first.imports_usd) == (30, 90)
    assert ties.first.share_of_output == pytest.approx(0.3)
    assert ties.first.share_of_use == pytest.approx(90 / 165)
    # Taiwan: 90 of an output of 220, 30 of a use of 150.
    assert ties.second.share_of_output == pytest.approx(90 / 220)
    assert ties.ratio == pytest.approx((0.3 + 90 / 165) / (90 / 220 + 30 / 150))
    chips = measure_tie(three(), 0, 1, 1)
    assert (chips.sector, chips.exports_usd, chips.share_of_exports) == ("electronics", 0, 0)


@given(tables())
def test_asymmetry_seen_from_the_other_side_is_its_inverse(table: TradeTable) -> None:
    there, back = measure_asymmetry(table, 0, 1), measure_asymmetry(table, 1, 0)
    assert there.ratio == pytest.approx(1 / back.ratio)
    assert there.first == back.second


def test_a_region_depends_not_on_itself() -> None:
    with pytest.raises(LeverageError, match="CHN is on both sides; name two regions"):
        measure_tie(three(), 0, 0)


def test_who_trades_with_nobody_has_no_ratio() -> None:
    alone = replace(three(), flows_usd=three().flows_usd * np.eye(3)[:, :, None])
    assert np.isnan(measure_asymmetry(alone, 0, 1).ratio)


# Through chains


def test_chains_by_hand() -> None:
    chains = trace_chains(hand_table())
    # USA (1) buys 3/4 of its metals at home, China (2) 3/5. Inputs: half of output, a quarter.
    coefficients = np.array([[0.75 * 0.5, 0.4 * 0.25], [0.25 * 0.5, 0.6 * 0.25]])
    leontief = np.linalg.inv(np.eye(2) - coefficients)
    assert chains.upstream[:, :, 0] == pytest.approx(np.diag([0.5, 0.75]) @ leontief)
    # Final use: 80 − 50 in the USA, 100 − 20 in China, bought in the same proportions.
    final = np.array([[0.75 * 30, 0.4 * 80], [0.25 * 30, 0.6 * 80]])
    made_for = leontief @ final
    assert made_for.sum(axis=1) == pytest.approx([100, 80])  # all output is made for somebody
    assert chains.downstream[:, 0] == pytest.approx(made_for / [[100], [80]])
    assert chains.used_value_usd == pytest.approx(made_for * [[0.5], [0.75]])


@given(tables())
def test_every_dollar_is_somebodys_value_and_ends_in_somebodys_use(table: TradeTable) -> None:
    chains = trace_chains(table)
    assert chains.upstream.sum(axis=0) == pytest.approx(1)
    assert chains.downstream.sum(axis=2) == pytest.approx(1)
    assert chains.value_in_use.sum(axis=0) == pytest.approx(1)
    assert chains.value_sold.sum(axis=1) == pytest.approx(1)
    assert (chains.upstream >= 0).all()
    added = table.value_added_shares
    assert added is not None
    # Value added in all uses is value added; value in all of a market's use is its final use.
    assert chains.used_value_usd.sum(axis=1) == pytest.approx(
        (added * table.outputs_usd).sum(axis=1)
    )
    assert table.input_shares is not None
    used = np.einsum("iuk,ik->i", table.input_shares, table.outputs_usd)
    assert chains.used_value_usd.sum(axis=0) == pytest.approx(
        table.expenditures_usd.sum(axis=1) - used
    )


@given(tables())
def test_without_inputs_the_chain_is_direct_trade(table: TradeTable) -> None:
    assert table.input_shares is not None
    chains = trace_chains(replace(table, input_shares=np.zeros_like(table.input_shares)))
    assert chains.value_in_use == pytest.approx(spending_shares(table))


def test_russia_depends_on_china_more_through_chains_than_by_direct_trade() -> None:
    russia, china = find_region(EMBEDDED, "Russia"), find_region(EMBEDDED, "China")
    chains = trace_chains(EMBEDDED)
    assert chains.value_in_use[china, russia] > spending_shares(EMBEDDED)[china, russia] > 0.02
    assert chains.value_in_use[russia, china] < 0.01


def test_chains_need_inputs_and_a_balanced_table() -> None:
    with pytest.raises(TableError, match="three has no input shares, so no supply chains"):
        trace_chains(three())
    broken = replace(hand_table(), input_shares=np.array([[[0.99]], [[0.25]]]))
    with pytest.raises(TableError, match="industries of USA use more of metals than it buys; mend"):
        trace_chains(broken)
    assert trace_chains(mend(broken).table).upstream.sum(axis=0) == pytest.approx(1)


def test_industries_that_make_nothing_hang_on_nobody() -> None:
    table = hand_table()
    flows = np.zeros((2, 2, 2))
    flows[:, :, :1] = table.flows_usd
    flows[0, :, 1] = 5.0
    shares = np.zeros((2, 2, 2))
    shares[:, 0, 0] = [0.5, 0.25]
    wider = replace(table, sectors=("metals", "food"), flows_usd=flows, input_shares=shares)
    chains = trace_chains(wider)
    assert chains.upstream[:, 1, 1].tolist() == [0, 0]
    assert chains.downstream[1, 1].tolist() == [0, 0]
    assert chains.downstream[0, 1].tolist() == [0.5, 0.5]


# Beside reports


def test_the_figures_of_the_crisis_beside_the_table() -> None:
    """Hold the article's figures of March 2022 against the table: EU, US and Russia with China."""
    over = compare_figure(EMBEDDED, 750e9, None, "USD", ("USA", "CHN"))
    assert over.total_usd == pytest.approx(733.5e9, abs=0.05e9)
    assert over.verdict == "near"
    assert over.gap == pytest.approx(-0.022, abs=0.001)
    assert over.is_flagged
    assert over.flags[0] == (
        "the table has $734 billion in 2021, goods and services: 2.2% below $750 billion"
    )
    assert over.flags[1] == "goods alone are $565 billion: it matters which is meant"
    assert "which year" in over.flags[2]
    under = compare_figure(EMBEDDED, None, 150e9, "USD", ("China", "Russia"), "2021")
    assert (under.verdict, under.gap, under.flags) == ("agrees", 0, ())
    union = compare_figure(EMBEDDED, 800e9, None, "USD", ("European Union", "China"), "2021")
    assert union.parties == ("DEU + FRA + ITA + POL + EU23", "CHN")
    assert union.verdict == "agrees"
    assert "18% above the $800 billion" in union.flags[0]


@pytest.mark.parametrize(
    ("low", "high", "verdict", "gap"),
    [
        (120, 120, "agrees", 0),
        (120.5, 120.5, "agrees", 0),  # rounded in the news
        (100, 130, "agrees", 0),
        (None, 121, "agrees", 0),
        (119, None, "agrees", 0),
        (125, 125, "near", 120 / 125 - 1),
        (None, 115, "near", 120 / 115 - 1),
        (240, None, "differs", -0.5),
        (None, 60, "differs", 1.0),
    ],
)
def test_verdicts_by_hand(low: float | None, high: float | None, verdict: str, gap: float) -> None:
    # China and Taiwan: 30 and 90 together are 120.
    agreement = compare_figure(three(), low, high, "USD", ("CHN", "TWN"), "2021")
    assert agreement.total_usd == 120
    assert (agreement.there_usd, agreement.back_usd) == (30, 90)
    assert agreement.verdict == verdict
    assert agreement.gap == pytest.approx(gap)


def test_what_agrees_when_the_total_does_not_is_told() -> None:
    imports = compare_figure(three(), 90, 90, "USD", ("CHN", "TWN"), "2021")
    assert (imports.verdict, imports.matches) == ("differs", "imports")
    goods = compare_figure(EMBEDDED, 560e9, 570e9, "USD", ("USA", "CHN"), "2021")
    assert (goods.verdict, goods.matches) == ("differs", "goods")
    assert "the figure fits goods alone; the report may mean that" in goods.flags


@pytest.mark.parametrize(
    ("period", "flag"),
    [
        ("2021", None),
        ("2021-03", None),
        ("2020/2022", None),
        ("2022-01/2022-06", "the figure is of 2022-01/2022-06, the table of 2021"),
        ("2014~", "the figure is of 2014~, the table of 2021"),
        (None, "the report does not say which year it means; the table is of 2021"),
    ],
)
def test_the_year_is_compared(period: str | None, flag: str | None) -> None:
    flags = compare_figure(three(), 120, 120, "USD", ("CHN", "TWN"), period).flags
    assert flags == (() if flag is None else (flag,))


def test_one_party_trades_with_all_others() -> None:
    alone = compare_figure(three(), 155, 155, "USD", ("CHN",), "2021")
    assert (alone.there_usd, alone.back_usd, alone.verdict) == (45, 110, "agrees")


def test_a_table_of_goods_says_so() -> None:
    agreement = compare_figure(three(), 240, 240, "USD", ("CHN", "TWN"), "2021")
    assert agreement.goods_usd == agreement.total_usd == 120
    assert "goods alone: 50.0% below" in agreement.flags[0]
    nameless = replace(three(), sectors=("all", "else"))
    agreement = compare_figure(nameless, 240, 240, "USD", ("CHN", "TWN"), "2021")
    assert agreement.goods_usd is None
    assert "all its sectors" in agreement.flags[0]


def test_other_money_is_not_compared() -> None:
    euros = compare_figure(EMBEDDED, 100e9, None, "EUR", ("EU", "Russia"))
    assert (euros.verdict, euros.total_usd) == ("not-compared", None)
    assert "convert it at the rate" in euros.flags[0]


@pytest.mark.parametrize(
    ("low", "high", "parties", "error", "message"),
    [
        (None, None, ("USA", "CHN"), LeverageError, "neither a lower nor an upper bound"),
        (2.0, 1.0, ("USA", "CHN"), LeverageError, "runs from 2 to 1; put the smaller bound first"),
        (1.0, None, (), LeverageError, "has 0 parties"),
        (1.0, None, ("USA", "CHN", "RUS"), LeverageError, "has 3 parties"),
        (1.0, None, ("EU", "Germany"), LeverageError, "DEU is on both sides"),
        (1.0, None, ("USA", "Chna"), NameInTableError, "did you mean China"),
    ],
)
def test_figures_that_cannot_be_compared_are_told(
    low: float | None,
    high: float | None,
    parties: tuple[str, ...],
    error: type[Exception],
    message: str,
) -> None:
    with pytest.raises(error, match=message):
        compare_figure(EMBEDDED, low, high, "USD", parties)
