"""Trade tables are read from the layouts of others and our own; what is broken is told."""

from __future__ import annotations

import csv
import gzip
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from legation.leverage.checks import check_whole
from legation.leverage.errors import TableError
from legation.leverage.library import load_trade_table
from legation.leverage.readers import (
    read_baci,
    read_icio,
    read_long,
    read_own,
    read_table_file,
    read_wiod,
    write_own,
)
from legation.leverage.table import TradeTable
from trade_tables import SHARED, hand_table, tables

# Two economies, two industries. Every cell is told apart by its digits.
ICIO = """\
V1,CHN_A01,CHN_C26,RUS_A01,RUS_C26,CHN_HFCE,CHN_INVNT,RUS_HFCE,RUS_INVNT,OUT
CHN_A01,1,2,0,4,90,3,5,0,105
CHN_C26,10,20,30,40,500,-10,60,0,650
RUS_A01,0,1,2,3,4,0,40,0,50
RUS_C26,0,5,6,7,0,0,100,2,120
TLS,1,1,1,1,9,9,9,9,40
VA,93,621,11,65,0,0,0,0,790
OUT,105,650,50,120,0,0,0,0,0
"""


def written(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def same(one: TradeTable, two: TradeTable) -> bool:
    plain = ("name", "year", "regions", "sectors", "provenance", "approximate", "holds")
    arrays = ("flows_usd", "input_shares", "tariffs")
    return all(getattr(one, field) == getattr(two, field) for field in plain) and all(
        np.array_equal(getattr(one, field), getattr(two, field))
        if getattr(one, field) is not None
        else getattr(two, field) is None
        for field in arrays
    )


# OECD


def test_the_oecd_layout_by_hand(tmp_path: Path) -> None:
    table = read_icio(written(tmp_path, "2021_SML.csv", ICIO)).table
    assert (table.year, table.regions, table.sectors) == (2021, ("CHN", "RUS"), ("A01", "C26"))
    # CHN_C26 to China: 10 + 20 + 500 − 10; to Russia: 30 + 40 + 60.
    assert table.flows_usd[0, :, 1].tolist() == [520e6, 130e6]
    assert table.outputs_usd.tolist() == [[105e6, 650e6], [50e6, 120e6]]
    assert table.input_shares is not None
    # China's C26 buys 2 + 1 of A01 and 20 + 5 of C26, from everywhere, for 650 of output.
    assert table.input_shares[0, :, 1] == pytest.approx([3 / 650, 25 / 650])


def test_parts_of_split_countries_are_added_up_and_packed_files_read(tmp_path: Path) -> None:
    # The extended version has China as CN1 and CN2 where it makes, and as CHN where it uses.
    split = ICIO.replace("CHN_A01", "CN1_A01").replace("CHN_C26", "CN2_C26")
    path = tmp_path / "2021.csv.gz"
    path.write_bytes(gzip.compress(split.encode()))
    whole = read_icio(written(tmp_path, "2021.csv", ICIO)).table
    assert set(read_table_file(path).table.regions) == {"CHN", "RUS"}
    assert np.array_equal(read_table_file(path).table.flows_usd.sum(), whole.flows_usd.sum())


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (("CHN_C26,10,20", "CHN_C26,10,x"), r"row CHN_C26: column 2 is 'x'; write a number"),
        (("CHN_C26,10,20", "CHN_C26,10,1e99"), "column 2 is '1e99', larger than any flow"),
        (("CHN_C26,10,20", "CHN_C26,10,"), r"row CHN_C26: column 2 is ''"),
        (("CHN_C26,10,20", "CHN_C26,10,NaN"), r"row CHN_C26: column 2 is 'NaN'"),
        (("CHN_C26,10,20", "CHN_C26,10"), r"row CHN_C26: 8 numbers, the header has 9 columns"),
        (("RUS_C26,0", "XYZ,0"), "there is no row RUS_C26, though a column has it"),
        (("RUS_C26,0,5", "RUS_A01,0,5"), "row RUS_A01 stands twice"),
        (("RUS_A01,RUS_C26,CHN_HFCE", "RUS_A01,RUS_A01,CHN_HFCE"), "column RUS_A01 stands twice"),
    ],
)
def test_a_broken_oecd_file_is_told_with_its_place(
    tmp_path: Path, change: tuple[str, str], message: str
) -> None:
    assert change[0] in ICIO
    path = written(tmp_path, "2021.csv", ICIO.replace(*change))
    with pytest.raises(TableError, match=message):
        read_icio(path)


def test_a_file_needs_a_year(tmp_path: Path) -> None:
    path = written(tmp_path, "table.csv", ICIO)
    with pytest.raises(TableError, match="the name of the file has no year"):
        read_icio(path)
    assert read_icio(path, 2019).table.year == 2019


def test_the_reduced_oecd_file_has_what_the_news_says() -> None:
    source = SHARED / "icio2021.npz"
    if not source.exists():
        pytest.skip("needs icio2021.npz in ../shared/data/trade")
    reading = read_table_file(source)
    table = reading.table
    usa, chn = table.regions.index("USA"), table.regions.index("CHN")
    both = table.flows_usd[usa, chn].sum() + table.flows_usd[chn, usa].sum()
    assert both == pytest.approx(733.5e9, abs=0.05e9)
    assert [finding.kind for finding in reading.findings] == ["no-domestic-sales", "imbalance"]


# WIOD

WIOD_2016 = """\
IndustryCode,IndustryDescription,Country,RNr,Year,vCHN1,vCHN2,vRUS1,vRUS2,vCHN3,vCHN4,vRUS3,vRUS4,TOT
A01,Crops,CHN,1,2014,1,2,0,4,90,3,5,0,105
C26,Computers,CHN,2,2014,10,20,30,40,500,-10,60,0,650
A01,Crops,RUS,1,2014,0,1,2,3,4,0,40,0,50
C26,Computers,RUS,2,2014,0,5,6,7,0,0,100,2,120
II_fob,Total,TOT,65,2014,11,28,38,54,594,-7,205,2,925
VA,Value added,TOT,70,2014,93,621,11,65,0,0,0,0,790
"""
WIOD_2013 = """\
Intercountry table,,,,,,,,,,,,
,,,,c1,c2,c1,c2,c37,c42,c37,c42,c60
,,,,Agr,Min,Agr,Min,HH,Inv,HH,Inv,Total
,,,,CHN,CHN,ROM,ROM,CHN,CHN,ROM,ROM,TOT
,,,,c1,c2,c1,c2,c37,c42,c37,c42,c60
c1,Agr,CHN,c1,1,2,0,4,90,3,5,0,105
c2,Min,CHN,c2,10,20,30,40,500,-10,60,0,650
c1,Agr,ROM,c1,0,1,2,3,4,0,40,0,50
c2,Min,ROM,c2,0,5,6,7,0,0,100,2,120
r60,Total intermediate,TOT,r60,11,28,38,54,594,-7,205,2,925
"""


@pytest.mark.parametrize("text", [WIOD_2016, WIOD_2013])
def test_the_layouts_of_wiod_by_hand(tmp_path: Path, text: str) -> None:
    reading = read_wiod(written(tmp_path, "wiot2014.csv", text))
    table = reading.table
    assert table.shape == (2, 2)
    # Inventories that ran down by 10 are set to 0 before they are summed, unlike the OECD's.
    assert table.flows_usd[0, :, 1].tolist() == [530e6, 130e6]
    assert table.outputs_usd.tolist() == [[105e6, 660e6], [50e6, 120e6]]
    assert table.input_shares is not None
    assert table.input_shares[0, :, 1] == pytest.approx([3 / 660, 25 / 660])
    finding = reading.findings[0]
    assert (finding.kind, finding.count, finding.size_usd) == ("negative-cells", 1, 10e6)
    assert "1 cells of final use below zero" in finding.words


def test_names_of_wiod_become_iso_codes(tmp_path: Path) -> None:
    table = read_wiod(written(tmp_path, "wiot11.2011.csv", WIOD_2013)).table
    assert table.regions == ("CHN", "ROU")
    assert table.sectors == ("c1", "c2")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (WIOD_2016.replace("C26,Computers,RUS,2", "C26,Computers,XXX,2"), "no row of RUS, C26"),
        (WIOD_2016.replace("RNr", "No"), "there is no column 'rnr'"),
        (WIOD_2016.replace("10,20,30", "10,,30"), "row CHN C26: column 2 is ''"),
        (WIOD_2013.replace("c37", "x").replace("c42", "y").replace("c60", "z"), None),
        ("a,b\n1,2\n", "no line of codes c1, c2"),
        (WIOD_2016.replace("RUS,2,2014", "RUS,3,2014"), "2 codes of industries, but RNr runs to 3"),
        (",c1,c2\n,CHN,CHN\n", "stand over no numbers"),
    ],
)
def test_a_broken_wiod_file_is_told(tmp_path: Path, text: str, message: str | None) -> None:
    path = written(tmp_path, "wiot2014.csv", text)
    if message is None:
        # Columns of final use need no codes: what is no industry is final use.
        assert read_wiod(path).table.flows_usd[0, :, 1].tolist() == [530e6, 130e6]
        return
    with pytest.raises(TableError, match=message):
        read_wiod(path)


def test_gains_from_trade_of_wiod_are_the_known_ones() -> None:
    """Return 1 − λ^(1/5) in per cent, one sector (Costinot and Rodríguez-Clare's for 2008)."""
    source = SHARED / "wiod2011.npz"
    if not source.exists():
        pytest.skip("needs wiod2011.npz in ../shared/data/trade")
    reading = read_table_file(source)
    table = reading.table
    assert table.shape == (41, 35)
    home = np.einsum("iis->i", table.flows_usd) / table.flows_usd.sum(axis=(0, 2))
    gains = 100 * (1 - home ** (1 / 5))
    for region, expected in (("IRL", 9.25), ("BEL", 7.39), ("DEU", 4.38), ("USA", 1.80)):
        assert gains[table.regions.index(region)] == pytest.approx(expected, abs=0.02), region
    # Luxembourg's water transport spends more on inputs than it sells.
    (over,) = (one for one in reading.findings if one.kind == "inputs-over-output")
    assert (over.where, over.count) == ("LUX, c24", 1)


# BACI

BACI = """\
t,i,j,k,v,q
2021,156,643,854231,  1000.5,1
2021,156,643,847130,200,NA
2021,643,156,270900,5000,7
2021,643,156,271600,99,7
2021,643,276,271012,300,7
2021,999,156,270900,50,1
"""
COUNTRIES = """\
country_code,country_name,country_iso2,country_iso3
156,China,CN,CHN
643,Russian Federation,RU,RUS
276,Germany,DE,DEU
490,"Other Asia, nes",,N/A
"""
GDP = "iso3,year,gdp_usd\nCHN,2021,1e8\nRUS,2021,2e7\nDEU,2021,4e7\nDEU,2020,3e7\n"


def baci_files(folder: Path, **texts: str) -> tuple[Path, Path, Path]:
    given = {"baci": BACI, "gdp": GDP, "countries": COUNTRIES} | texts
    return (
        written(folder, "BACI_HS17_Y2021_V202401.csv", given["baci"]),
        written(folder, "gdp.csv", given["gdp"]),
        written(folder, "countries.csv", given["countries"]),
    )


def test_baci_by_hand(tmp_path: Path) -> None:
    reading = read_baci(*baci_files(tmp_path))
    table = reading.table
    assert (table.year, table.regions) == (2021, ("CHN", "DEU", "RUS"))
    chips, oil = table.sectors.index("electronics"), table.sectors.index("energy and mining")
    assert table.flows_usd[0, 2, chips] == pytest.approx(1_200_500)
    assert table.flows_usd[2, 0, oil] == 5_000_000  # electric current is a service
    assert table.flows_usd[2, 1, table.sectors.index("refined fuels")] == 300_000
    assert "estimated from GDP" in (table.approximate or "")
    left_out, *_ = reading.findings
    assert (left_out.kind, left_out.where, left_out.size_usd) == ("not-in-source", "999", 50_000)


def test_domestic_sales_are_what_imports_leave_of_use(tmp_path: Path) -> None:
    table = read_baci(*baci_files(tmp_path), output_to_gdp=0.5).table
    # Germany imports refined fuels only: use of all goods is 0.5 × 4e7.
    assert table.flows_usd[:, 1].sum() == pytest.approx(2e7)
    # China's imports of oil exceed its estimated use there, so 1 % of that is put as sales at home.
    reading = read_baci(*baci_files(tmp_path), output_to_gdp=0.05)
    (hub,) = (one for one in reading.findings if one.kind == "no-domestic-sales")
    assert "CHN, energy and mining" in hub.words or hub.count > 1
    oil = table.sectors.index("energy and mining")
    world = load_trade_table().table
    share = world.flows_usd.sum(axis=(0, 1))[: len(table.sectors)]
    use = 1e8 * 0.05 * share[oil] / share.sum()
    assert reading.table.flows_usd[0, 0, oil] == pytest.approx(0.01 * use, rel=1e-4)


@pytest.mark.parametrize(
    ("texts", "message"),
    [
        ({"baci": BACI.replace("5000,7", "many,7")}, r"after line 1: .*must be numbers"),
        ({"baci": BACI.replace("5000,7", "nan,7")}, r"line 4: a number is missing"),
        ({"baci": BACI.replace("643,156,270900", "643,1e9,270900")}, "line 4: j is 1e.09, no such"),
        ({"baci": BACI.replace("t,i", "t,from")}, "there is no column 'i'; BACI has t, i, j"),
        ({"baci": "t,i,j,k,v,q\n"}, "has no rows"),
        ({"gdp": "iso3,gdp_usd\nFRA,1e9\n"}, "has GDP of none of BACI's countries in 2021"),
        ({"gdp": "iso3,gdp_usd\nCHN,-5\n"}, "line 2: GDP of CHN is -5"),
        ({"gdp": "iso3,gdp_usd\nCHN,5\nCHN,6\n"}, "line 3: GDP of CHN stands twice for 2021"),
        ({"gdp": "code,gdp_usd\nCHN,5\n"}, "there is no column 'iso3'"),
        ({"gdp": ""}, "there is no column 'iso3'"),
    ],
)
def test_broken_files_of_baci_are_told(tmp_path: Path, texts: dict[str, str], message: str) -> None:
    with pytest.raises(TableError, match=message):
        read_baci(*baci_files(tmp_path, **texts))


def test_baci_alone_is_not_enough(tmp_path: Path) -> None:
    with pytest.raises(TableError, match="this is BACI, which has no domestic sales"):
        read_table_file(baci_files(tmp_path)[0])
    with pytest.raises(TableError, match="output_to_gdp is 0"):
        read_baci(*baci_files(tmp_path), output_to_gdp=0)


# Long

LONG = """\
exporter,importer,year,trade,Y,E,lndist
GBR,GBR,2006,60,100,90,1
GBR,AUS,2006,40,100,70,9
AUS,GBR,2006,30,70,90,9
"""


def test_a_long_file_by_hand(tmp_path: Path) -> None:
    reading = read_table_file(written(tmp_path, "sample.csv", LONG))
    table = reading.table
    assert (table.year, table.regions, table.sectors) == (2006, ("GBR", "AUS"), ("all",))
    # Australia's sales at home are not there: output 70 less exports 30.
    assert table.flows_usd[:, :, 0].tolist() == [[60e6, 40e6], [30e6, 40e6]]
    home, totals, *_ = reading.findings
    assert (home.kind, home.where) == ("no-domestic-sales", "AUS, all")
    # Australia is told to spend 70 but its purchases sum to 80.
    assert (totals.kind, totals.where) == ("totals-differ", "expenditure of AUS, all")


def test_the_sample_of_gegravity_is_read() -> None:
    source = SHARED / "gegravity_sample_30.csv"
    if not source.exists():
        pytest.skip("needs gegravity_sample_30.csv in ../shared/data/trade")
    reading = read_table_file(source)
    assert reading.table.shape == (30, 1)
    assert reading.table.year == 2006
    with source.open(encoding="utf-8") as stream:
        total = sum(float(row["trade"]) for row in csv.DictReader(stream))
    assert reading.table.flows_usd.sum() == pytest.approx(total * 1e6)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (("GBR,AUS,2006,40", "GBR,AUS,2006,"), "line 3: trade is ''; write a number"),
        (("GBR,AUS,2006,40", "GBR,AUS,2006,nan"), "line 3: trade is 'nan'"),
        (("AUS,GBR,2006", "AUS,GBR,2007"), r"line 4: the file has several years \(2006, 2007"),
        (("AUS,GBR,2006,30,70,90", "GBR,AUS,2006,31,100,70"), "GBR → AUS .all. is 31 here and 40"),
        (("AUS,GBR,2006,30,70,90,9", "AUS,GBR,2006,30,70"), "line 4: 5 cells where the header"),
        (("2006,60", "2006,inf"), "line 2: trade is 'inf', larger than any flow; look at its unit"),
    ],
)
def test_a_broken_long_file_is_told_with_its_line(
    tmp_path: Path, change: tuple[str, str], message: str
) -> None:
    assert change[0] in LONG
    path = written(tmp_path, "sample.csv", LONG.replace(*change))
    with pytest.raises(TableError, match=message):
        read_long(path)


def test_years_sectors_and_repeated_lines(tmp_path: Path) -> None:
    text = (
        "exporter,importer,year,sector,trade\n"
        "GBR,AUS,2005,food,7\nGBR,AUS,2006,food,8\nGBR,AUS,2006,food,8\nAUS,GBR,2006,metals,9\n"
    )
    reading = read_long(written(tmp_path, "sample.csv", text), 2006, unit_usd=1.0)
    assert reading.table.sectors == ("food", "metals")
    assert reading.table.flows_usd[0, 1, 0] == 8
    assert reading.findings[0].kind == "duplicates"
    with pytest.raises(TableError, match="has no lines of 2004; it has 2005, 2006"):
        read_long(tmp_path / "sample.csv", 2004)
    with pytest.raises(TableError, match="unit_usd is -1"):
        read_long(tmp_path / "sample.csv", 2006, unit_usd=-1)


# Our own format


def test_our_own_format_keeps_all(tmp_path: Path) -> None:
    table = load_trade_table().table
    write_own(table, tmp_path / "mine.npz")
    assert same(read_own(tmp_path / "mine.npz").table, table)
    assert same(load_trade_table(tmp_path / "mine.npz").table, table)
    assert (tmp_path / "mine.npz").stat().st_size < 400_000


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(tables())
def test_any_table_comes_back_as_it_was_written(tmp_path: Path, table: TradeTable) -> None:
    write_own(table, tmp_path / "mine.npz")
    assert same(read_own(tmp_path / "mine.npz").table, table)


def test_what_is_no_table_of_ours_is_told(tmp_path: Path) -> None:
    path = tmp_path / "mine.npz"
    with pytest.raises(TableError, match=r"let the name end in \.npz"):
        write_own(hand_table(), tmp_path / "mine.csv")
    with pytest.raises(TableError, match="cannot be written"):
        write_own(hand_table(), tmp_path / "nowhere" / "mine.npz")
    with pytest.raises(TableError, match="stands twice"):
        write_own(replace(hand_table(), regions=("USA", "USA")), path)
    with pytest.raises(TableError, match="cannot be read as a numpy archive"):
        read_own(path)
    path.write_text("no archive", encoding="utf-8")
    with pytest.raises(TableError, match="cannot be read as a numpy archive"):
        read_table_file(path)
    write_own(hand_table(), path)
    with np.load(path) as archive:
        arrays = dict(archive)
    for change, message in (
        ({"format": np.array("legation-trade-9")}, "format is 'legation-trade-9', this version"),
        ({"year": np.array("soon")}, "year is .*write one whole number"),
        ({"flows_usd": np.ones(3)}, "flows_usd must be numbers on three axes, not 1 of float64"),
        ({"flows_usd": np.full((2, 2, 1), np.nan)}, "flows of USA → USA, metals are no number"),
        ({"holds": np.array(["EU"])}, "holds has 'EU'; write REGION=AAA;BBB"),
        ({"regions": np.array(["USA"], dtype=object)}, "cannot be read"),
    ):
        np.savez(path, **(arrays | change))
        with pytest.raises(TableError, match=message):
            read_own(path)
    del arrays["provenance"]
    np.savez(path, **arrays)
    with pytest.raises(TableError, match="has no 'provenance'"):
        read_own(path)


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("t.csv", b"", "the file is empty"),
        ("t.csv", b"a,b,c\n1,2,3\n", "its first line is of no layout that is known"),
        ("t.csv", b"exporter,\xff\n", "byte 9 is not UTF-8"),
        ("t.csv.gz", b"not packed", "cannot be read"),
        ("t.csv", b"exporter,importer,trade\nA,B," + b"1" * 200_000, "field larger than"),
    ],
)
def test_a_file_of_no_known_layout_is_told(
    tmp_path: Path, name: str, content: bytes, message: str
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(TableError, match=message):
        read_table_file(path)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.sampled_from([ICIO, WIOD_2016, WIOD_2013, LONG]),
    st.lists(
        st.tuples(
            st.integers(0, 700),
            st.integers(0, 40),
            st.one_of(
                st.text(st.sampled_from('0123456789.,-"\n_eAvc é'), max_size=6),
                st.sampled_from(["nan", "1e999", "CHN_A01", "vCHN1", "c1", "OUT", "9" * 400]),
            ),
        ),
        max_size=3,
    ),
)
def test_whatever_is_in_a_file_is_a_table_or_told(
    tmp_path: Path, text: str, cuts: list[tuple[int, int, str]]
) -> None:
    for start, length, instead in cuts:
        text = text[:start] + instead + text[start + length :]
    path = written(tmp_path, "2021.csv", text)
    try:
        table = read_table_file(path).table
    except TableError as error:
        told = str(error)
    else:
        check_whole(table)
        return
    assert str(path) in told or told.startswith("2021:")


def test_the_currency_does_not_matter_to_shares(tmp_path: Path) -> None:
    path = written(tmp_path, "sample.csv", LONG)
    one, two = read_long(path).table, read_long(path, unit_usd=3.7).table
    for table in (one, two):
        assert table.flows_usd.sum() > 0
    assert one.flows_usd / one.flows_usd.sum() == pytest.approx(two.flows_usd / two.flows_usd.sum())
