"""The position model: what it knows before, during and after signals."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from legation.assess.positions.walk import (
    MOST_DAYS,
    Observed,
    PositionError,
    follow,
    grade_of,
    spread_of,
)

FIRST = date(2022, 1, 1)


def day(n: int) -> date:
    return FIRST + timedelta(days=n)


@pytest.mark.parametrize(
    ("direction", "grade"),
    [(-1, 0), (-0.6, 0), (-0.59, 1), (-0.2, 1), (0, 2), (0.19, 2), (0.2, 3), (0.6, 4), (1, 4)],
)
def test_directions_fall_into_five_grades(direction: float, grade: int) -> None:
    assert grade_of(direction) == grade


def test_knowing_nothing_is_the_whole_scale() -> None:
    track = follow([], FIRST, day(60))
    np.testing.assert_allclose(track.low, -0.8, atol=1e-6)
    np.testing.assert_allclose(track.mid, 0, atol=1e-6)
    np.testing.assert_allclose(track.high, 0.8, atol=1e-6)


def test_signals_draw_the_position_and_narrow_it() -> None:
    track = follow([Observed(day(n), 0.8, 0.9, 0.95) for n in range(0, 30, 3)], FIRST, day(60))
    assert track.mid[15] > 0.5
    assert track.high[15] - track.low[15] < 0.8
    # What is not seen again grows less sure.
    assert track.high[60] - track.low[60] > track.high[29] - track.low[29]


def test_a_weak_signal_moves_less_than_a_strong_one_and_none_not_at_all() -> None:
    mids = [follow([Observed(FIRST, 0.8, w)], FIRST, FIRST).mid[0] for w in (0.0, 0.1, 0.5, 1.0)]
    assert abs(mids[0]) < 1e-6
    assert mids == sorted(mids)
    assert mids[1] < mids[2] < mids[3]


def test_one_wild_signal_among_many_does_not_carry_the_day() -> None:
    calm = [Observed(day(n), 0.7, 0.8, 0.9) for n in range(20)]
    wild = [*calm, Observed(day(10), -1.0, 1.0, 0.9)]
    assert follow(wild, FIRST, day(20)).mid[10] > follow(calm, FIRST, day(20)).mid[10] - 0.2


def test_what_was_known_then_does_not_change_with_what_comes() -> None:
    early = [Observed(day(n), -0.7, 0.7, 0.9) for n in range(0, 20, 4)]
    late = [Observed(day(n), 0.9, 0.9, 0.9) for n in range(30, 50)]
    before, after = follow(early, FIRST, day(25)), follow([*early, *late], FIRST, day(60))
    for name in ("then_low", "then_mid", "then_high"):
        np.testing.assert_allclose(
            getattr(after, name)[:26], getattr(before, name)[:26], rtol=0, atol=1e-6
        )
    # The history, which may look back, does change.
    assert after.mid[25] > before.mid[25]


def test_a_signal_known_late_counts_then_from_the_day_it_was_known() -> None:
    one = Observed(day(2), 0.9, 0.9, 0.9, known_on=day(10))
    track = follow([one], FIRST, day(20))
    assert abs(track.then_mid[9]) < 1e-6
    assert track.then_mid[10] > 0.2
    assert track.mid[2] > 0.2
    assert abs(follow([one], FIRST, day(9)).mid[5]) < 1e-6


def test_the_last_day_is_the_same_looked_at_then_and_after() -> None:
    some = [Observed(day(n), (-0.9, 0.1, 0.8)[n % 3], 0.5, 0.8) for n in range(30)]
    track = follow(some, FIRST, day(40))
    assert track.mid[-1] == pytest.approx(track.then_mid[-1], abs=1e-4)
    assert track.low[-1] == pytest.approx(track.then_low[-1], abs=1e-4)


def test_days_before_the_first_shown_count() -> None:
    some = [Observed(day(n), 0.8, 0.9, 0.9) for n in range(10)]
    assert follow(some, day(20), day(30)).mid[0] == pytest.approx(
        follow(some, FIRST, day(30)).mid[20]
    )


OBSERVED = st.builds(
    Observed,
    st.integers(0, 40).map(day),
    st.floats(-1, 1),
    st.floats(0, 1),
    st.none() | st.floats(0, 1),
)


@settings(max_examples=25, deadline=None)
@given(st.lists(OBSERVED, max_size=30), st.randoms(use_true_random=False))
def test_intervals_lie_in_order_on_the_scale_whatever_the_order_of_signals(
    some: list[Observed], rng: object
) -> None:
    track = follow(some, FIRST, day(45))
    assert np.all((track.low >= -1) & (track.low <= track.mid))
    assert np.all((track.mid <= track.high) & (track.high <= 1))
    other = list(some)
    rng.shuffle(other)  # type: ignore[attr-defined]
    again = follow(other, FIRST, day(45))
    np.testing.assert_allclose(again.mid, track.mid, rtol=0, atol=1e-6)


@settings(max_examples=15, deadline=None)
@given(st.lists(OBSERVED, max_size=20))
def test_turned_signals_turn_the_position(some: list[Observed]) -> None:
    # A direction exactly on a cut belongs to the outer grade on either side, so both sides agree.
    turned = [Observed(one.on, -one.direction, one.strength, one.confidence) for one in some]
    one, other = follow(some, FIRST, day(45)), follow(turned, FIRST, day(45))
    np.testing.assert_allclose(one.mid, -other.mid, rtol=0, atol=1e-5)
    np.testing.assert_allclose(one.low, -other.high, rtol=0, atol=1e-5)


def test_the_interval_holds_the_truth_about_as_often_as_it_says() -> None:
    """Forty short series; the bench measures it by setting (`benchmarks/positions.py`)."""
    rng = np.random.default_rng(3)
    held = []
    for _ in range(40):
        path = np.clip(rng.uniform(-0.8, 0.8) + np.cumsum(rng.normal(0, 0.03, 80)), -1, 1)
        some = [
            Observed(day(int(n)), float(np.clip(path[n] + rng.normal(0, 0.5), -1, 1)), 0.8, 0.95)
            for n in rng.choice(80, 25)
        ]
        track = follow(some, FIRST, day(79))
        held.append(np.mean((track.low <= path) & (path <= track.high)))
    assert 0.7 < float(np.mean(held)) < 0.9


@pytest.mark.parametrize(
    ("directions", "spread"),
    [([], 0), ([0.5], 0), ([0.5, 0.5], 0), ([1, -1], 1), ([0.5, -0.5, 0.5, -0.5], 0.5)],
)
def test_mixed_signals_are_a_figure(directions: list[float], spread: float) -> None:
    assert spread_of([Observed(FIRST, one, 0.7) for one in directions]) == pytest.approx(spread)


@pytest.mark.parametrize(
    ("some", "since", "until", "told"),
    [
        ([], day(5), FIRST, "run backwards"),
        ([], FIRST, day(MOST_DAYS), "ask for a later first day"),
        ([Observed(FIRST, 2.0, 0.5)], FIRST, day(5), "direction 2.0 must lie"),
        ([Observed(FIRST, 0.0, -0.5)], FIRST, day(5), "strength -0.5"),
        ([Observed(FIRST, 0.0, float("nan"))], FIRST, day(5), "strength nan"),
    ],
)
def test_what_cannot_be_followed_is_refused(
    some: list[Observed], since: date, until: date, told: str
) -> None:
    with pytest.raises(PositionError, match=told):
        follow(some, since, until)
