"""The search for fixed points: fast where a plain one crawls, safe where it would leave."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from legation.leverage.anderson import Map, find_fixed_point

Floats = NDArray[np.float64]


def linear_map(seed: int, radius: float, top: float | None = None) -> tuple[Map, Floats]:
    """Return an affine map with eigenvalues from -`radius` to `top`, and its fixed point."""
    size = 8
    random = np.random.default_rng(seed)
    basis = np.linalg.qr(random.normal(size=(size, size)))[0]
    matrix = basis @ np.diag(np.linspace(-radius, radius if top is None else top, size)) @ basis.T
    point = random.uniform(-1, 1, size)

    def sweep(state: Floats) -> tuple[Floats, Floats]:
        following = point + matrix @ (state - point)
        return following, following - state

    return sweep, point


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 1000), st.floats(0.1, 0.99))
def test_a_linear_map_is_solved_in_about_as_many_sweeps_as_unknowns(
    seed: int, radius: float
) -> None:
    sweep, point = linear_map(seed, radius)
    found = find_fixed_point(sweep, np.zeros(8), 1e-11, 60)
    assert found.residual <= 1e-11
    assert np.abs(found.state - point).max() < 1e-8
    assert found.n_iterations <= 30


def test_a_map_that_plain_sweeps_run_away_from_is_solved() -> None:
    sweep, point = linear_map(1, 3.0, top=0.5)
    found = find_fixed_point(sweep, np.zeros(8), 1e-11, 200)
    assert np.abs(found.state - point).max() < 1e-8


def test_a_point_where_the_map_breaks_is_left_again() -> None:
    def sweep(state: Floats) -> tuple[Floats, Floats]:
        following = 0.9 * np.sqrt(state - 0.2)  # NaN below 0.2; fixed at 0.45
        return following, following - state

    found = find_fixed_point(sweep, np.array([40.0]), 1e-12, 400)
    assert found.residual <= 1e-12
    assert found.state[0] == pytest.approx(0.45)


def test_a_map_that_cannot_be_evaluated_ends_at_once() -> None:
    found = find_fixed_point(lambda state: (state * np.nan, state * np.nan), np.ones(3), 1e-9, 100)
    assert found.residual == np.inf
    assert found.n_iterations <= 1


def test_what_is_solved_already_takes_no_iteration() -> None:
    sweep, point = linear_map(2, 0.5)
    assert find_fixed_point(sweep, point, 1e-9, 100).n_iterations == 0


def test_the_best_point_is_returned_when_time_is_up() -> None:
    sweep, _ = linear_map(3, 0.95)
    found = find_fixed_point(sweep, np.zeros(8), 1e-14, 3)
    assert found.n_iterations == 3
    assert found.residual == pytest.approx(np.abs(sweep(found.state)[1]).max())
