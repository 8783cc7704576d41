"""Simulated cases with copied reports are weighed well by the code that weighs a question."""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pytest

from legation.evaluate.simulated import (
    TRUE_ORIGINS,
    CaseScore,
    Floats,
    Reported,
    detected,
    detected_doubts,
    missed_share,
    naive_bayes,
    pieces_of,
    score_cases,
    true_origin,
    weighed,
)

GENERATOR = Path(__file__).parents[2] / "shared" / "data" / "forecast" / "copied_reports.py"
Cases = Callable[[int, int], Iterator[tuple[int, Sequence[Reported]]]]


class Report(NamedTuple):
    origin: int
    cluster: int
    value: int
    reliability: float


def test_one_report_has_the_likelihoods_of_its_reliability() -> None:
    # A source that names the truth in .6 of cases, else either other in .2.
    certain = weighed([Report(0, 0, 1, 0.6)], true_origin, detected_doubts(0.0))
    noisy = 0.985  # half of 3 % of relays are garbled to something unread
    weight = [1 - noisy + noisy * 3 * one for one in (0.2, 0.6, 0.2)]
    assert certain == pytest.approx([one / sum(weight) for one in weight], rel=1e-6)


def test_what_a_group_is_called_does_not_matter() -> None:
    one = [Report(0, 0, 1, 0.6), Report(0, 100, 1, 0.6), Report(1, 1, 2, 0.5)]
    other = [Report(7, 8, 1, 0.6), Report(8, 2, 1, 0.6), Report(9, 101, 2, 0.5)]
    doubts = detected_doubts(0.5)
    assert np.array_equal(weighed(one, detected, doubts), weighed(other, detected, doubts))
    # And the true origin is not looked at.
    assert pieces_of(one, detected, 3) == pieces_of(other, detected, 3)


def test_a_group_that_says_what_another_says_is_doubted() -> None:
    big = [Report(0, 0, 1, 0.6)] * 5
    missed = Report(0, 100, 1, 0.6)
    alone, believed, doubted = (
        weighed(reports, detected, detected_doubts(share))[1]
        for reports, share in ((big, 0.6), ([*big, missed], 0.0), ([*big, missed], 0.6))
    )
    assert alone < doubted < believed


def test_the_share_of_missed_copies_is_counted_by_truth() -> None:
    case = [
        Report(0, 0, 1, 0.6),
        Report(0, 0, 1, 0.6),
        Report(0, 100, 1, 0.6),  # missed: of the origin that the first group is of
        Report(1, 1, 1, 0.5),  # says so too, on its own
        Report(2, 2, 2, 0.5),  # says something else
    ]
    assert missed_share([(1, case)]) == 0.5
    assert missed_share([(1, case[:1])]) == 0.0


def test_scores_are_worked_by_hand() -> None:
    score = score_cases(np.array([[0.75, 0.25], [0.25, 0.75]]), np.array([0, 0]))
    assert score.accuracy == 0.5
    assert score.log_loss == pytest.approx(-(np.log(0.75) + np.log(0.25)) / 2)
    assert score.calibration_error == pytest.approx(0.25)


@pytest.fixture(scope="module")
def make() -> Cases:
    if not GENERATOR.exists():
        pytest.skip("needs the generator of cases in ../shared/data/forecast")
    spec = importlib.util.spec_from_file_location(GENERATOR.stem, GENERATOR)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[GENERATOR.stem] = module
    spec.loader.exec_module(module)
    cases: Cases = module.iter_cases
    return cases


@pytest.mark.slow
def test_four_thousand_cases_hold_the_bars(make: Cases) -> None:
    cases = list(make(4000, 0))
    doubts = detected_doubts(missed_share(make(4000, 101)))

    def scored(weigh_one: Callable[[Sequence[Reported]], Floats]) -> CaseScore:
        return score_cases(
            np.array([weigh_one(reports) for _, reports in cases]),
            np.array([truth for truth, _ in cases]),
        )

    true = scored(lambda one: weighed(one, true_origin, TRUE_ORIGINS))
    assert true.log_loss <= 0.78
    assert true.calibration_error <= 0.02
    found = scored(lambda one: weighed(one, detected, doubts))
    assert found.log_loss <= 1.00
    assert found.calibration_error <= 0.12
    naive = scored(naive_bayes)
    assert naive.log_loss == pytest.approx(3.405, abs=0.001)
    assert naive.calibration_error == pytest.approx(0.295, abs=0.001)
