"""What a region's trade hangs on, drawn up whole; organisations added up; the pictures of it."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings

from legation.briefing.charts import render_svg
from legation.briefing.dependencechart import Bar, Cell, Panel, partner_bars, who_depends_on_whom
from legation.leverage.chains import trace_chains
from legation.leverage.errors import LeverageError, NameInTableError
from legation.leverage.exposure import measure_asymmetry
from legation.leverage.grouping import gather_parties
from legation.leverage.library import load_trade_table
from legation.leverage.profile import compare_profiles, draw_profile
from legation.leverage.table import TradeTable
from trade_tables import hand_table, tables


def test_a_profile_by_hand() -> None:
    table = hand_table()
    usa = draw_profile(table, 0)
    # The USA buys 20 of its 80 from China and sells it 40 of its 100.
    assert (usa.imports_usd, usa.share_imported) == (20.0, 0.25)
    assert (usa.exports_usd, usa.share_exported) == (40.0, 0.4)
    assert (usa.supplier_concentration, usa.market_concentration) == (1.0, 1.0)
    (china,) = usa.partners
    assert (china.partner, china.share_of_imports, china.share_of_use) == ("CHN", 1.0, 0.25)
    assert (china.share_of_exports, china.share_of_output) == (1.0, 0.4)
    assert (china.value_bought, usa.foreign_value) == (None, None)
    (metals,) = usa.lines
    assert (metals.supplier, metals.supplier_share, metals.share_imported) == ("CHN", 1.0, 0.25)
    (critical,) = usa.critical
    assert (critical.supplier, critical.share_of_use) == ("CHN", 0.25)


@settings(deadline=None)
@given(tables())
def test_partners_sum_to_the_whole_and_two_profiles_make_the_asymmetry(table: TradeTable) -> None:
    chains = trace_chains(table)
    one, other = (draw_profile(table, index, chains=chains) for index in (0, 1))
    for name in ("share_of_imports", "share_of_exports"):
        assert sum(getattr(partner, name) for partner in one.partners) == pytest.approx(1)
    assert sum(partner.share_of_use or 0 for partner in one.partners) == pytest.approx(
        one.share_imported
    )
    assert sum(partner.value_bought or 0 for partner in one.partners) == pytest.approx(
        one.foreign_value
    )
    assert sum(line.imports_usd for line in one.lines) == pytest.approx(one.imports_usd)
    assert compare_profiles(one, other).ratio == pytest.approx(measure_asymmetry(table, 0, 1).ratio)


@settings(deadline=None)
@given(tables())
def test_all_sectors_named_are_all_sectors(table: TradeTable) -> None:
    every = draw_profile(table, 0, sectors=range(len(table.sectors)))
    whole = draw_profile(table, 0)
    assert replace(every, sectors=None) == whole


def test_who_trades_with_nobody_has_a_profile_all_the_same() -> None:
    table = replace(hand_table(), flows_usd=np.array([[[60.0], [0.0]], [[0.0], [60.0]]]))
    alone = draw_profile(table, 0)
    assert (alone.imports_usd, alone.share_imported, alone.partners) == (0.0, 0.0, ())
    assert (alone.supplier_concentration, alone.lines[0].supplier) == (None, None)
    assert np.isnan(compare_profiles(alone, draw_profile(table, 1)).ratio)


def test_a_table_of_one_region_has_no_partners() -> None:
    table = hand_table()
    alone = replace(table, regions=("USA",), flows_usd=table.flows_usd[:1, :1], input_shares=None)
    with pytest.raises(LeverageError, match="one region only"):
        draw_profile(alone, 0)


def test_a_union_is_one_region_with_its_inner_trade_at_home() -> None:
    table = load_trade_table().table
    parties = gather_parties(table, ("Russia", "EU", "RUS"))
    russia, union, again = parties.indices
    assert (parties.table.regions[russia], parties.table.regions[union]) == ("RUS", "EU")
    assert russia == again
    assert parties.summed == {"EU": ("DEU", "FRA", "ITA", "POL", "EU23")}
    assert parties.table.flows_usd.sum() == pytest.approx(table.flows_usd.sum())
    within = [table.regions.index(region) for region in parties.summed["EU"]]
    inner = table.flows_usd[np.ix_(within, within)].sum()
    assert parties.table.flows_usd[union, union].sum() == pytest.approx(inner)


def test_a_state_stays_a_supplier_when_its_union_is_added_up() -> None:
    table = load_trade_table().table
    parties = gather_parties(table, ("RUS", "EU"))
    electronics = draw_profile(parties.table, parties.indices[0], whole=table).critical[0]
    assert (electronics.supplier, electronics.next_supplier) == ("CHN", "DEU")


def test_parties_that_overlap_are_refused() -> None:
    with pytest.raises(NameInTableError, match="DEU is in both EU and DEU"):
        gather_parties(load_trade_table().table, ("EU", "Germany"))


def matrix() -> dict[str, Any]:
    cells = [Cell("A", "B", 0.9), Cell("A", "C", 0.06), Cell("A", "D", 0.04), Cell("B", "A", 0.002)]
    spec = who_depends_on_whom(cells, ["A", "B"], "Title", "hand, 2021", "per cent")
    assert spec is not None
    return spec


def test_the_matrix_prints_every_number_and_sums_the_others() -> None:
    rows = {(row["of"], row["on"]): row for row in matrix()["data"]["values"]}
    words = {pair: row["words"] for pair, row in rows.items()}
    assert words == {
        ("A", "B"): "90",
        ("A", "others"): "10",
        ("B", "A"): "0.2",
        ("A", "A"): "–",
        ("B", "B"): "–",
    }
    # The sum of the others has no colour: it is no single partner.
    assert [rows["A", on]["shade"] for on in ("A", "B", "others")] == [None, 0.9, None]


def bars(n: int) -> dict[str, Any]:
    many = [Bar(f"P{number:02}", 1 / n, None if number else 2 / n) for number in range(n)]
    spec = partner_bars([Panel("Buys", "of", many), Panel("Sells", "of", [])], "T", "hand, 2021")
    assert spec is not None
    return spec


def test_bars_beyond_a_dozen_are_one_and_empty_panels_are_left_out() -> None:
    (panel,) = bars(20)["vconcat"]
    rows = panel["data"]["values"]
    assert len(rows) == 13
    assert rows[-1]["partner"] == "8 others"
    assert rows[-1]["share"] == pytest.approx(0.4)
    assert (rows[0]["words"], rows[1]["words"]) == ("5.0 %; chains 10 %", "5.0 %")


def test_nothing_is_drawn_of_nothing() -> None:
    assert who_depends_on_whom([], ["A"], "T", "S", "M") is None
    assert partner_bars([Panel("Buys", "of", [Bar("A", 0.0, None)])], "T", "S") is None


@pytest.mark.parametrize("spec", [matrix(), bars(3)], ids=["matrix", "bars"])
def test_the_pictures_can_be_rendered(spec: dict[str, Any]) -> None:
    json.dumps(spec, allow_nan=False)
    drawn = render_svg(spec, "one")
    assert "hand, 2021" in drawn
    assert ">90<" in drawn or "chains" in drawn
