"""Tables are checked, mended aloud, added up and balanced; words find regions and sectors."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from legation.leverage.aggregation import merge_regions, merge_sectors, to_our_sectors
from legation.leverage.balancing import balance, balance_flows
from legation.leverage.checks import check, check_whole
from legation.leverage.concordance import sector_of, sector_of_product
from legation.leverage.errors import NameInTableError, TableError
from legation.leverage.library import list_tables, load_trade_table
from legation.leverage.mending import HOME_SHARE, MOST_INPUTS, inspect, mend
from legation.leverage.naming import (
    find_region,
    find_regions,
    find_sectors,
    nearest_names,
    region_name,
    service_sectors,
)
from legation.leverage.readers import read_icio_reduced
from legation.leverage.table import TradeTable
from legation.reference.tables import load_text
from legation.reference.trade import (
    FLOWS_FILE,
    INPUTS_FILE,
    SECTORS,
    load_regions,
    load_sector_codes,
    load_trade_rows,
)
from trade_tables import SHARED, hand_table, tables

EMBEDDED = load_trade_table().table


# The embedded table


def test_the_embedded_table_is_whole_small_and_says_where_it_is_from() -> None:
    assert EMBEDDED.shape == (28, 12)
    assert EMBEDDED.sectors == SECTORS
    check_whole(EMBEDDED)
    assert "OECD" in EMBEDDED.provenance
    assert "2025 edition" in EMBEDDED.provenance
    assert "CC BY 4.0" in EMBEDDED.provenance
    assert "Timmer" in (EMBEDDED.approximate or "")
    packed = sum(len(load_text(name).encode()) for name in (FLOWS_FILE, INPUTS_FILE))
    assert packed < 400_000  # even unpacked
    for name in (FLOWS_FILE, INPUTS_FILE):
        assert {"source", "date", "licence", "unit"} <= load_trade_rows(name).heading.keys()


def test_input_coefficients_leave_value_added_and_final_use_everywhere() -> None:
    assert EMBEDDED.input_shares is not None
    added = EMBEDDED.value_added_shares
    assert added is not None
    assert 0.02 <= added.min() < added.max() < 1
    used = np.einsum("iuk,ik->iu", EMBEDDED.input_shares, EMBEDDED.outputs_usd)
    assert (used <= EMBEDDED.expenditures_usd).all()
    (finding,) = (f for f in load_trade_table().findings if f.kind == "inputs-over-spending")
    assert finding.mended
    assert "scaled down by $" in finding.words


def test_nobody_can_write_into_the_table_that_all_share() -> None:
    with pytest.raises(ValueError, match="read-only"):
        EMBEDDED.flows_usd[0, 0, 0] = 1.0


def test_the_embedded_table_is_the_sum_of_the_oecd_file() -> None:
    source = SHARED / "icio2021.npz"
    if not source.exists():
        pytest.skip("needs icio2021.npz in ../shared/data/trade")
    full = read_icio_reduced(source).table
    sums = {
        (exporter, importer): full.flows_usd[np.ix_(_codes(full, exporter), _codes(full, importer))]
        for exporter, importer in (("CHN", "EU23"), ("ROW", "RUS"), ("DEU", "DEU"))
    }
    for (exporter, importer), flows in sums.items():
        ours = EMBEDDED.flows_usd[find_region(EMBEDDED, exporter), find_region(EMBEDDED, importer)]
        assert ours.sum() == pytest.approx(flows.sum(), rel=1e-6)
    chips = [full.sectors.index("C26"), full.sectors.index("C27")]
    ours = EMBEDDED.flows_usd[:, :, EMBEDDED.sectors.index("electronics")].sum()
    assert ours == pytest.approx(full.flows_usd[:, :, chips].sum(), rel=1e-6)
    assert EMBEDDED.flows_usd.sum() == pytest.approx(full.flows_usd.sum(), rel=1e-7)


def _codes(full: TradeTable, region: str) -> list[int]:
    holds = next(known.holds for known in load_regions() if known.id == region)
    return [full.regions.index(code) for code in holds]


def test_every_economy_of_the_oecd_is_in_one_region() -> None:
    codes = [code for region in load_regions() for code in region.holds]
    assert len(codes) == len(set(codes)) == 81


def test_tables_are_listed_with_what_they_are() -> None:
    (note,) = list_tables()
    assert (note.name, note.year, note.n_regions, note.n_sectors) == ("icio2021", 2021, 28, 12)
    assert note.has_inputs
    with pytest.raises(TableError, match=r"icoi2021: no such trade table.*did you mean icio2021"):
        load_trade_table("icoi2021")


# Words


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("CHN", "CHN"),
        ("chn", "CHN"),
        ("China", "CHN"),
        ("Chinese", "CHN"),
        ("South Korea", "KOR"),
        ("EU23", "EU23"),
        ("rest of the world", "ROW"),
        ("EU", "DEU FRA ITA POL EU23"),
        ("EU27", "DEU FRA ITA POL EU23"),
        ("European Union", "DEU FRA ITA POL EU23"),
        ("G7", "USA CAN GBR DEU FRA ITA JPN"),
    ],
)
def test_regions_are_found_by_the_words_people_have(word: str, expected: str) -> None:
    assert [EMBEDDED.regions[index] for index in find_regions(EMBEDDED, word)] == expected.split()


@pytest.mark.parametrize(
    ("word", "message", "nearest"),
    [
        ("Russa", "did you mean Russia", "Russia"),
        ("Hungary", "part of EU23, with AUT, BEL", "EU23"),
        ("Kazakhstan", "part of ROW", "ROW"),
        ("Fiji", "in the rest of the world", "ROW"),
        ("NATO", "cannot be summed in icio2021: it does not have ALB, BEL", "USA"),
    ],
)
def test_a_region_that_is_not_there_is_told_with_the_nearest(
    word: str, message: str, nearest: str
) -> None:
    with pytest.raises(NameInTableError, match=message) as caught:
        find_regions(EMBEDDED, word)
    assert caught.value.given == word
    assert nearest in caught.value.nearest


def test_one_region_is_asked_for_where_a_word_means_several() -> None:
    with pytest.raises(NameInTableError, match="EU is 5 regions in icio2021: DEU"):
        find_region(EMBEDDED, "EU")
    with pytest.raises(NameInTableError, match="it has USA, CAN"):
        find_region(EMBEDDED, "Atlantis")


def test_what_the_union_was_depends_on_the_year_of_the_table() -> None:
    ninety_five = replace(hand_table(), year=1996, regions=("GBR", "REST"))
    older = replace(
        ninety_five,
        holds={"REST": tuple("AUT BEL DEU DNK ESP FIN FRA GRC IRL ITA LUX NLD PRT SWE".split())},
    )
    assert find_regions(older, "EU") == (0, 1)


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("metals", "metals"),
        ("Steel", "metals"),
        ("oil", "energy and mining, refined fuels"),
        ("energy", "energy and mining, refined fuels"),
        ("energy & mining", "energy and mining"),
        ("chips", "electronics"),
        ("goods", ", ".join(SECTORS[:-1])),
        ("all", ", ".join(SECTORS)),
    ],
)
def test_sectors_are_found_by_the_words_people_have(word: str, expected: str) -> None:
    found = [EMBEDDED.sectors[index] for index in find_sectors(EMBEDDED, word)]
    assert ", ".join(found) == expected


def test_our_words_find_the_codes_of_other_tables() -> None:
    codes = replace(hand_table(), sectors=("C24A",))
    assert find_sectors(codes, "steel") == (0,)
    assert find_sectors(codes, "c24a") == (0,)
    with pytest.raises(NameInTableError, match="'oil' is no sector of hand"):
        find_sectors(codes, "oil")


@pytest.mark.parametrize(
    ("word", "nearest"),
    [("vehicels", "vehicles"), ("enrgy", "energy"), ("chemical", "chemicals")],
)
def test_a_misspelt_sector_is_told_with_the_nearest(word: str, nearest: str) -> None:
    with pytest.raises(NameInTableError, match="did you mean") as caught:
        find_sectors(EMBEDDED, word)
    assert caught.value.nearest[0] == nearest


@given(st.text(max_size=20), st.lists(st.text(min_size=1, max_size=10), max_size=6))
def test_nearest_names_are_some_of_the_names_and_a_name_is_nearest_itself(
    word: str, names: list[str]
) -> None:
    assert set(nearest_names(word, names)) <= set(names)
    plain = [name for name in names if name.isalpha() and name.isascii()]
    for name in plain:
        assert nearest_names(name, [name])[0] == name


def test_services_are_known_in_every_classification() -> None:
    for sectors, expected in (
        (("services",), True),
        (("Services (aggregate)",), True),
        (("c30",), True),
        (("H49",), True),
        (("C26",), False),
        (("c14",), False),
    ):
        mask = service_sectors(replace(hand_table(), sectors=sectors))
        assert mask is not None
        assert mask.tolist() == [expected]
    assert service_sectors(replace(hand_table(), sectors=("all",))) is None


def test_regions_are_called_by_their_names() -> None:
    assert region_name("CHN") == "China"
    assert region_name("ROW") == "rest of the world"
    assert region_name("ZZZ") == "ZZZ"


@pytest.mark.parametrize(
    ("code", "sector"),
    [
        ("A01", "agriculture"),
        ("A01_02", "agriculture"),
        ("B05_06", "energy and mining"),
        ("D05T06", "energy and mining"),  # editions of 2018 and 2021
        ("D20", "chemicals"),
        ("C10T12", "food"),
        ("C10-C12", "food"),  # WIOD 2016
        ("C16", "materials"),
        ("c16", "textiles and other goods"),  # WIOD 2013: case tells
        ("C19", "refined fuels"),
        ("C24A", "metals"),
        ("C302T309", "vehicles"),
        ("C31_C32", "textiles and other goods"),
        ("J62_63", "services"),
        ("R_S", "services"),
        ("D", "services"),
        ("c8", "refined fuels"),
        ("XYZ", None),
        ("c36", None),
    ],
)
def test_codes_of_other_tables_belong_to_our_sectors(code: str, sector: str | None) -> None:
    assert sector_of(code) == sector


@pytest.mark.parametrize(
    ("product", "sector"),
    [
        ("270900", "energy and mining"),
        ("271012", "refined fuels"),
        ("10121", "agriculture"),
        ("854231", "electronics"),
        ("847130", "electronics"),
        ("845710", "machinery"),
        ("271600", "services"),
        ("770000", None),
        ("wheat", None),
    ],
)
def test_products_belong_to_our_sectors(product: str, sector: str | None) -> None:
    assert sector_of_product(product) == sector


def test_every_chapter_of_the_harmonized_system_has_a_sector() -> None:
    # Chapter 77 is kept free for future use.
    chapters = {f"{n:02}" for n in range(1, 98)} - {"77"}
    codes = load_sector_codes("hs")
    assert chapters <= codes.keys()
    assert {len(code) for code in codes} == {2, 4}  # the reader of BACI looks no further


# Checks


def test_a_good_table_passes_and_is_not_changed() -> None:
    table = replace(hand_table(), flows_usd=np.array([[[60.0], [40.0]], [[40.0], [60.0]]]))
    mended = mend(table)
    assert mended.findings == ()
    assert mended.table.flows_usd is table.flows_usd


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"regions": ("USA", "USA")}, "hand: region 'USA' stands twice; merge or rename"),
        ({"regions": ("USA", " ")}, "hand: a region has no name"),
        ({"flows_usd": np.ones((2, 2, 2))}, "hand: flows are 2 × 2 × 2, due 2 × 2 × 1"),
        (
            {"flows_usd": np.array([[[1.0], [np.nan]], [[1.0], [np.inf]]])},
            r"flows of USA → CHN, metals are no number \(and 1 more\); write 0",
        ),
        ({"input_shares": np.full((2, 1, 1), np.nan)}, "input shares of USA, metals, metals are"),
        ({"tariffs": np.full((2, 2, 1), -1.0)}, r"tariff of USA → USA, metals is -100 % or less"),
        ({"flows_usd": np.zeros((2, 2, 1))}, "nothing is traded"),
        ({"flows_usd": np.full((2, 2, 1), 1e40)}, r"the flow of USA → USA, metals is over 1e.30"),
    ],
)
def test_what_no_mending_cures_is_refused_with_the_place(
    change: dict[str, object], message: str
) -> None:
    with pytest.raises(TableError, match=message):
        check(replace(hand_table(), **change))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (
            {"flows_usd": np.array([[[60.0], [-4.0]], [[20.0], [60.0]]])},
            "the flow of USA → CHN, metals is negative; mend the table first",
        ),
        ({"input_shares": np.full((2, 1, 1), -0.1)}, "input share of USA, metals, metals is neg"),
        ({"input_shares": np.full((2, 1, 1), 1.2)}, "unbalanced: inputs of USA, metals are 1.2"),
    ],
)
def test_what_models_cannot_take_is_refused_until_it_is_mended(
    change: dict[str, object], message: str
) -> None:
    broken = replace(hand_table(), **change)  # type: ignore[arg-type]
    with pytest.raises(TableError, match=message):
        check_whole(broken)
    check_whole(mend(broken).table)


def test_mending_says_what_it_did_and_where_it_was_worst() -> None:
    flows = np.array([[[0.0], [-4e6]], [[50e6], [60e6]]])
    mended = mend(replace(hand_table(), flows_usd=flows, input_shares=None))
    negative, home, imbalance = mended.findings
    assert (negative.kind, negative.where, negative.count) == (
        "negative-cells", "USA → CHN, metals", 1,
    )  # fmt: skip
    assert negative.size_usd == 4e6
    assert negative.words.startswith("1 negative flow set to 0, together $4 million")
    assert (home.kind, home.where, home.mended) == ("no-domestic-sales", "USA, metals", True)
    assert mended.table.flows_usd[0, 0, 0] == pytest.approx(HOME_SHARE * 50e6)
    assert (imbalance.kind, imbalance.mended) == ("imbalance", False)
    assert flows[0, 1, 0] == -4e6  # what was given is not written into


def test_missing_domestic_sales_can_be_left_alone() -> None:
    flows = np.array([[[0.0], [40.0]], [[40.0], [60.0]]])
    mended = mend(replace(hand_table(), flows_usd=flows, input_shares=None), home_share=0)
    assert mended.table.flows_usd[0, 0, 0] == 0
    assert [finding.mended for finding in mended.findings] == [False]
    with pytest.raises(TableError, match=r"home_share is 1.5; write a share"):
        mend(hand_table(), home_share=1.5)


def test_inputs_over_output_go_to_value_added() -> None:
    mended = mend(replace(hand_table(), input_shares=np.array([[[1.5]], [[0.25]]])))
    (over, *_) = mended.findings
    assert (over.kind, over.where) == ("inputs-over-output", "USA, metals")
    assert over.size_usd == pytest.approx((1.5 - MOST_INPUTS) * 100)


def test_inputs_over_spending_are_scaled_to_what_is_bought() -> None:
    # China makes 80 and would use 0.9 of it; the United States make 100, use 95 but buy only 80.
    shares = np.array([[[0.95]], [[0.9]]])
    mended = mend(replace(hand_table(), input_shares=shares))
    assert "inputs-over-spending" in [finding.kind for finding in mended.findings]
    fitted = mended.table.input_shares
    assert fitted is not None
    assert fitted[0, 0, 0] * 100 == pytest.approx(0.999 * 80)
    assert fitted[1, 0, 0] == 0.9


def test_inspecting_changes_nothing() -> None:
    findings = inspect(replace(hand_table(), input_shares=np.full((2, 1, 1), 1.2)))
    assert findings
    assert not any(finding.mended for finding in findings)


@given(tables())
def test_mending_twice_finds_nothing_left_to_mend(table: TradeTable) -> None:
    broken = replace(table, flows_usd=table.flows_usd - np.median(table.flows_usd))
    if not (broken.flows_usd > 0).any():
        return
    again = mend(mend(broken).table)
    assert not any(finding.mended for finding in again.findings)
    check_whole(again.table)


# Adding up


def test_merging_by_hand() -> None:
    table = replace(
        hand_table(),
        sectors=("metals", "food"),
        flows_usd=np.array([[[60.0, 10], [40, 0]], [[20, 30], [60, 0]]]),
        input_shares=np.array([[[0.5, 0.1], [0, 0]], [[0.25, 0], [0, 0.2]]]),
        tariffs=np.array([[[0.0, 0], [0.1, 0.5]], [[0.2, 0.4], [0, 0]]]),
    )
    merged = merge_sectors(table, {"metals": "goods", "food": "goods"})
    assert merged.flows_usd.ravel().tolist() == [70, 40, 50, 60]
    assert merged.input_shares is not None
    # USA: 0.5 of 100 and 0.1 of 10 is 51 of 110; China: 0.25 of 80 and 0.2 of 30 is 26 of 110.
    assert merged.input_shares.ravel() == pytest.approx([51 / 110, 26 / 110])
    assert merged.tariffs is not None
    # China to USA: 0.2 on 20 and 0.4 on 30 is 16 on 50; where nothing flows, it weighs nothing.
    assert merged.tariffs[1, 0, 0] == pytest.approx(0.32)
    assert merged.tariffs[0, 1, 0] == pytest.approx(0.1)


def test_merged_regions_know_what_they_hold() -> None:
    table = merge_regions(EMBEDDED, {"POL": "EU", "EU23": "EU", "DEU": "EU"})
    assert table.holds["EU"][:2] == ("DEU", "POL")
    assert "HUN" in table.holds["EU"]
    assert "USA" not in table.holds
    assert table.regions.index("EU") == EMBEDDED.regions.index("DEU")
    with pytest.raises(NameInTableError, match="Germany is no region of icio2021 by itself"):
        find_region(table, "Germany")


@given(tables(), st.data())
def test_adding_up_keeps_what_is_traded_levied_and_used(
    table: TradeTable, data: st.DataObject
) -> None:
    n, s = table.shape
    groups = st.sampled_from(["one", "two", "three"])
    regions = data.draw(st.lists(groups, min_size=n, max_size=n))
    sectors = data.draw(st.lists(groups, min_size=s, max_size=s))
    by_region = dict(zip(table.regions, regions, strict=True))
    by_sector = dict(zip(table.sectors, sectors, strict=True))
    small = merge_sectors(merge_regions(table, by_region), by_sector)
    other = merge_regions(merge_sectors(table, by_sector), by_region)
    assert small.flows_usd.sum() == pytest.approx(table.flows_usd.sum())
    assert table.tariffs is not None
    assert small.tariffs is not None
    levied = (table.flows_usd * table.tariffs).sum()
    assert (small.flows_usd * small.tariffs).sum() == pytest.approx(levied)
    for one, two in (
        (small.flows_usd, other.flows_usd),
        (small.tariffs, other.tariffs),
        (small.input_shares, other.input_shares),
    ):
        assert one == pytest.approx(two)
    assert _value_added(small) == pytest.approx(_value_added(table))
    check_whole(small)


def _value_added(table: TradeTable) -> float:
    added = table.value_added_shares
    assert added is not None
    return float((added * table.outputs_usd).sum())


def test_merging_what_is_not_there_is_told() -> None:
    with pytest.raises(TableError, match="hand has no region 'CHM' to merge; did you mean CHN"):
        merge_regions(hand_table(), {"CHM": "ROW"})
    with pytest.raises(TableError, match="sector 'gold' belongs to none of our sectors"):
        to_our_sectors(replace(hand_table(), sectors=("gold",)))


# Balancing


def test_balancing_by_hand() -> None:
    # Independent margins keep the odds ratio: of a matrix of ones the result is the outer product.
    balanced = balance(np.ones((2, 2)), np.array([30.0, 70.0]), np.array([40.0, 60.0]))
    assert balanced.matrix == pytest.approx(np.array([[12.0, 18], [28, 42]]))
    assert balanced.gap <= 1e-10


@given(tables(), st.integers(0, 2**32 - 1))
def test_balancing_hits_the_totals_and_keeps_zeros_and_odds(table: TradeTable, seed: int) -> None:
    random = np.random.default_rng(seed)
    matrix = table.flows_usd[:, :, 0]
    target = matrix * random.uniform(0.5, 2, len(matrix)) * random.uniform(0.5, 2, (len(matrix), 1))
    balanced = balance(matrix, target.sum(axis=1), target.sum(axis=0))
    assert balanced.matrix.sum(axis=1) == pytest.approx(target.sum(axis=1))
    assert balanced.matrix.sum(axis=0) == pytest.approx(target.sum(axis=0))
    # The target is a scaling of the matrix, and there is only one with its totals.
    assert balanced.matrix == pytest.approx(target, rel=1e-6)


def test_a_table_is_balanced_sector_by_sector() -> None:
    table = hand_table()
    outputs = np.array([[110.0], [70.0]])
    balanced = balance_flows(table, outputs, np.array([[90.0], [90.0]]))
    assert balanced.outputs_usd == pytest.approx(outputs)
    assert balanced.expenditures_usd == pytest.approx(np.array([[90.0], [90.0]]))
    with pytest.raises(TableError, match="hand, metals: unbalanced"):
        balance_flows(table, outputs, np.array([[90.0], [80.0]]))


@pytest.mark.parametrize(
    ("matrix", "rows", "columns", "message"),
    [
        ([[1, 1], [1, 1]], [1, 2], [1, 1], "unbalanced: the totals of rows sum to 3, those of col"),
        ([[1, -1], [1, 1]], [1, 1], [1, 1], "a cell is negative or no number"),
        ([[1, 1], [1, 1]], [1, np.nan], [1, 1], "a total is negative or no number"),
        ([[1, 1], [0, 0]], [1, 1], [1, 1], "row 2 should sum to 1 but holds only zeros"),
        ([[1, 0], [1, 0]], [1, 1], [1, 1], "column 2 should sum to 1 but holds only zeros"),
        ([[1, 1]], [1, 1], [1, 1], "a matrix of 1 × 2 with 2 totals of rows"),
        ([[1, 0], [1, 1]], [3, 1], [1, 3], "no matrix with these zeros has these totals"),
    ],
)
def test_totals_that_cannot_be_met_are_told(
    matrix: list[list[float]], rows: list[float], columns: list[float], message: str
) -> None:
    with pytest.raises(TableError, match=message):
        balance(
            np.array(matrix, dtype=float),
            np.array(rows, dtype=float),
            np.array(columns, dtype=float),
            most_rounds=200,
        )


def test_nothing_to_balance_is_nothing() -> None:
    balanced = balance(np.ones((2, 2)), np.zeros(2), np.zeros(2))
    assert not balanced.matrix.any()
