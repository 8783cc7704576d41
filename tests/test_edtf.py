"""Dates in EDTF: which are well formed, and which days they may mean."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from legation.records import RecordError, edtf

DAYS = st.dates(min_value=date(1000, 1, 1), max_value=date(2999, 12, 31))


@pytest.mark.parametrize(
    ("value", "first", "last"),
    [
        ("2022-03-18", "2022-03-18", "2022-03-18"),
        ("2022-02", "2022-02-01", "2022-02-28"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2021", "2021-01-01", "2021-12-31"),
        ("2022-21", "2022-03-01", "2022-05-31"),
        ("2022-22", "2022-06-01", "2022-08-31"),
        ("2022-23", "2022-09-01", "2022-11-30"),
        ("2021-24", "2021-12-01", "2022-02-28"),
        ("2023-24", "2023-12-01", "2024-02-29"),
        ("201X", "2010-01-01", "2019-12-31"),
        ("20XX", "2000-01-01", "2099-12-31"),
        ("1XXX", "1000-01-01", "1999-12-31"),
        ("00XX", "0001-01-01", "0099-12-31"),
        ("2022-XX", "2022-01-01", "2022-12-31"),
        ("2022-03-XX", "2022-03-01", "2022-03-31"),
        ("2022-XX-XX", "2022-01-01", "2022-12-31"),
        ("2022-03~", "2022-03-01", "2022-03-31"),
        ("2022-03-18?", "2022-03-18", "2022-03-18"),
        ("2022%", "2022-01-01", "2022-12-31"),
        ("2022-03-14/2022-03-20", "2022-03-14", "2022-03-20"),
        ("2022-02/2022-03", "2022-02-01", "2022-03-31"),
        ("2022-03-18/2022-03-25~", "2022-03-18", "2022-03-25"),
        ("2021-24/2022-21", "2021-12-01", "2022-05-31"),
        ("2022-02-24/..", "2022-02-24", None),
        ("../2030", None, "2030-12-31"),
        ("2014/", "2014-01-01", None),
        ("2022-03-18T10:00:00Z", "2022-03-18", "2022-03-18"),
    ],
)
def test_a_value_means_these_days(value: str, first: str | None, last: str | None) -> None:
    edtf.check(value)
    expected = tuple(date.fromisoformat(day) if day else None for day in (first, last))
    assert edtf.bounds(value) == expected


@pytest.mark.parametrize(
    "value",
    [
        "",
        "last year",
        "22-03-18",
        "2022-3-18",
        "2022-13",
        "2022-00",
        "2022-25",
        "2022-02-29",
        "2022-23-01",
        "2022-XX-05",
        "20X2",
        "201X-05",
        "XXXX",
        "0000",
        "9999-24",
        "../..",
        "/",
        "2022-03-20/2022-03-14",
        "2022/2021/2020",
        "[2021, 2022]",
        "2022-33",
        "~2022",
        "2022~?",
        " 2022",
        "2022\n",
        "２０２２",
    ],
)
def test_what_is_not_level_one_is_refused_with_a_cure(value: str) -> None:
    with pytest.raises(RecordError, match="is not a date in EDTF"):
        edtf.check(value)


@given(DAYS, DAYS)
def test_two_days_make_an_interval_with_just_these_bounds(one: date, other: date) -> None:
    first, last = min(one, other), max(one, other)
    assert edtf.bounds(edtf.between(first, last)) == (first, last)
    assert edtf.bounds(edtf.between(first, None)) == (first, None)
    assert edtf.bounds(edtf.between(None, last)) == (None, last)


@given(DAYS)
def test_a_month_begins_on_its_first_and_ends_the_day_before_the_next(day: date) -> None:
    first, last = edtf.bounds(day.strftime("%Y-%m"))
    assert first == day.replace(day=1)
    assert last is not None
    assert (last + timedelta(days=1)).day == 1
    assert first <= day <= last


@given(st.integers(1000, 2900), st.sampled_from([21, 22, 23, 24]))
def test_the_four_seasons_follow_each_other_without_a_gap(year: int, season: int) -> None:
    last = edtf.bounds(f"{year}-{season}")[1]
    following = f"{year}-{season + 1}" if season < 24 else f"{year + 1}-21"
    assert last is not None
    assert edtf.earliest_day(following) == last + timedelta(days=1)


@given(DAYS, st.sampled_from("~?%"))
def test_a_qualifier_moves_no_day(day: date, qualifier: str) -> None:
    assert edtf.bounds(day.isoformat() + qualifier) == (day, day)


@given(st.text(alphabet="0123456789-/.X~?%T:Z", max_size=25))
def test_any_text_is_either_refused_or_bounded_in_order(text: str) -> None:
    try:
        first, last = edtf.bounds(text)
    except RecordError:
        return
    assert first is None or last is None or first <= last
    assert (first, last) != (None, None)


def test_values_sort_by_first_day_with_null_at_the_end() -> None:
    values = [None, "2022", "2022-03-18", "../2014", "2022-01-01", "2022-02-24/.."]
    assert sorted(values, key=edtf.order_key) == [
        "../2014",
        "2022-01-01",
        "2022",
        "2022-02-24/..",
        "2022-03-18",
        None,
    ]


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("2022-03-18", "2022-03", True),
        ("2022-03-18", "2022-02", False),
        ("2022-02-24/..", "2030", True),
        ("../2014", "2015-01", False),
        ("../2014", "2010/..", True),
    ],
)
def test_two_values_meet_when_they_share_a_day(one: str, other: str, expected: bool) -> None:
    assert edtf.may_meet(one, other) is expected
    assert edtf.may_meet(other, one) is expected


def test_only_a_single_day_is_a_day() -> None:
    assert edtf.is_day("2022-03-18~")
    assert not edtf.is_day("2022-03")
    assert not edtf.is_day("2022-03-18/..")
    assert not edtf.is_day(None)


def test_no_day_at_all_makes_no_interval() -> None:
    with pytest.raises(RecordError):
        edtf.between(None, None)
