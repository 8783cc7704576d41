"""Scores of probabilities: worked by hand, and what must hold of any."""

from __future__ import annotations

import json
import math
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from legation.app.main import run
from legation.assess.aftermath import Piece, look_back
from legation.assess.calibration import (
    calibration_curve,
    calibration_error,
    decompose,
    wilson,
)
from legation.assess.scoring import (
    CLIP,
    ScoringError,
    brier,
    brier_many,
    compare,
    log_score,
    mean_score,
    time_averaged_brier,
)
from legation.briefing.calibrationchart import calibration_picture
from legation.briefing.charts import render_svg
from legation.briefing.postmortem import to_html, to_markdown
from legation.evaluate.forecastfile import ForecastFileError, load_forecasts
from legation.records.aftermath import Aftermath

QUESTIONS = (
    Path(__file__).resolve().parents[2] / "shared/data/forecast/geopolitical_questions.jsonl"
)

FORECASTS = st.lists(
    st.tuples(st.floats(0, 1, allow_nan=False), st.integers(0, 1)), min_size=1, max_size=60
)


def test_scores_worked_out_by_hand() -> None:
    assert brier([0.7, 0.2], [1, 0]) == pytest.approx([0.09, 0.04])
    assert log_score([0.5, 0.25], [1, 0]) == pytest.approx([math.log(2), -math.log(0.75)])
    assert brier_many({"a": 0.7, "b": 0.2, "c": 0.1}, "a") == pytest.approx(0.14)


def test_a_certainty_that_failed_costs_much_but_not_everything() -> None:
    assert log_score([1.0], [0])[0] == pytest.approx(-math.log(CLIP))


@given(st.floats(0, 1), st.booleans())
def test_with_two_outcomes_the_sum_is_twice_the_score(p: float, happened: bool) -> None:
    told = brier_many({"yes": p, "no": 1 - p}, "yes" if happened else "no")
    assert told == pytest.approx(2 * brier([p], [int(happened)])[0])


@pytest.mark.parametrize(
    ("probabilities", "outcomes", "reason"),
    [
        ([], [], "nothing to score"),
        ([0.5], [0, 1], "one outcome for each"),
        ([0.5, 1.2], [0, 1], "probability 2 is 1.2"),
        ([0.5, math.nan], [0, 1], "probability 2 is nan"),
        ([0.5], [0.5], "outcome 1 is 0.5"),
    ],
)
def test_what_cannot_be_scored_is_refused(
    probabilities: list[float], outcomes: list[float], reason: str
) -> None:
    with pytest.raises(ScoringError, match=reason):
        brier(probabilities, outcomes)


@pytest.mark.parametrize(
    ("given_", "outcome", "reason"),
    [({"a": 0.5, "b": 0.4}, "a", "sum to 0.9"), ({"a": 1.0}, "b", "none of those judged")],
)
def test_what_is_no_distribution_is_refused(
    given_: dict[str, float], outcome: str, reason: str
) -> None:
    with pytest.raises(ScoringError, match=reason):
        brier_many(given_, outcome)


@given(FORECASTS)
def test_the_parts_of_the_brier_score_add_up(forecasts: list[tuple[float, int]]) -> None:
    p, o = zip(*forecasts, strict=True)
    parts = decompose(p, o)
    told = parts.reliability - parts.resolution + parts.uncertainty
    told += parts.variance_within - parts.covariance_within
    assert abs(told - parts.score) < 1e-12
    again = parts.reliability - parts.generalised_resolution + parts.uncertainty
    assert abs(again - parts.score) < 1e-12


def test_the_parts_worked_out_by_hand() -> None:
    # Bin .1: two said .1, none happened; bin .8: said .8 and .8, one happened.
    parts = decompose([0.1, 0.1, 0.8, 0.8], [0, 0, 0, 1])
    assert parts.reliability == pytest.approx((0.1**2 + 0.3**2) / 2)
    assert parts.resolution == pytest.approx(0.25**2)
    assert parts.uncertainty == pytest.approx(0.25 * 0.75)
    assert parts.variance_within == pytest.approx(0)
    assert parts.covariance_within == pytest.approx(0)


@given(FORECASTS)
def test_every_question_stands_in_one_bin(forecasts: list[tuple[float, int]]) -> None:
    p, o = zip(*forecasts, strict=True)
    bins = calibration_curve(p, o)
    assert sum(one.n for one in bins) == len(p)
    assert sum(one.n_happened for one in bins) == sum(o)
    for one in bins:
        if one.n:
            assert one.mean_probability is not None
            assert one.low - 1e-12 <= one.mean_probability <= one.high + 1e-12
            assert one.share_low is not None
            assert one.share_high is not None
            assert one.share_low - 1e-12 <= one.n_happened / one.n <= one.share_high + 1e-12
    assert 0 <= calibration_error(bins) <= 1


def test_wilsons_interval_worked_out_by_hand() -> None:
    # z = 1.959964; 4 of 30: centre (.13333 + z²/60) / (1 + z²/30) = .175, half width .1218.
    assert wilson(4, 30) == pytest.approx((0.0531, 0.2968), abs=1e-4)
    assert wilson(0, 5)[0] == 0


def test_the_bootstrap_is_the_same_each_time_and_near_the_normal_interval() -> None:
    scores = np.random.default_rng(1).beta(1, 6, size=400)
    told = mean_score(scores)
    assert told == mean_score(scores)
    half = 1.96 * scores.std(ddof=1) / 20
    assert (told.low, told.high) == pytest.approx(
        (told.mean - half, told.mean + half), abs=half / 10
    )


def test_a_paired_comparison_sees_what_two_intervals_hide() -> None:
    rng = np.random.default_rng(2)
    hard = rng.beta(1, 4, size=200)
    told = compare(hard, hard + 0.01)
    assert (told.difference, told.low, told.high) == pytest.approx((-0.01, -0.01, -0.01))
    assert told.share_better == 1
    assert compare(hard, hard).share_better == 0.5
    with pytest.raises(ScoringError, match="the same questions"):
        compare(hard, hard[:-1])


DAY = date(2022, 3, 1)


def test_each_day_scores_its_latest_forecast() -> None:
    forecasts = [(DAY, 0.5), (DAY + timedelta(2), 0.2), (DAY + timedelta(2), 0.1)]
    # Days 1 and 2 at .5, days 3 to 5 at .1 (the last of the day); resolved on day 6.
    told = time_averaged_brier(forecasts, 0, until=DAY + timedelta(5))
    assert told == pytest.approx((2 * 0.25 + 3 * 0.01) / 5)
    late = time_averaged_brier(forecasts, 0, since=DAY + timedelta(1), until=DAY + timedelta(5))
    assert late == pytest.approx((0.25 + 3 * 0.01) / 4)
    with pytest.raises(ScoringError, match="no forecast stands"):
        time_averaged_brier(forecasts, 0, until=DAY)


# --- looking back


PIECES = [
    Piece("clm-1", DAY, "officials fear <arms>", "CNN | desk", {"yes": 1.1, "no": -1.1}),
    Piece("clm-2", DAY + timedelta(1), "Beijing denies", "Xinhua", {"yes": -0.2, "no": 0.2}),
    Piece("evt-3", DAY + timedelta(3), "nothing seen", "Sullivan", {"yes": -0.9, "no": 0.9}),
    Piece("clm-4", DAY, "a speech", "desk", {}),
    Piece("clm-5", DAY + timedelta(40), "later", "desk", {"yes": 3.0, "no": -3.0}),
]


def back() -> Aftermath:
    return look_back(
        "Arms before summer?",
        [
            (DAY, {"yes": 0.6, "no": 0.4}),
            (DAY + timedelta(4), {"yes": 0.1, "no": 0.9}),
            (DAY + timedelta(30), {"yes": 1.0, "no": 0.0}),
        ],
        "no",
        PIECES,
        opened_on=DAY,
        resolved_on=DAY + timedelta(10),
    )


def test_looking_back_tells_what_misled_and_what_helped() -> None:
    told = back()
    assert [(one.n_days, round(one.score, 3)) for one in told.said] == [(4, 0.36), (6, 0.01)]
    assert told.time_averaged == pytest.approx((4 * 0.36 + 6 * 0.01) / 10)
    assert told.of_first == pytest.approx(0.36)
    assert [one.evidence for one in told.misled] == ["clm-1"]
    assert told.misled[0].toward == "yes"
    assert [one.evidence for one in told.helped] == ["evt-3", "clm-2"]
    assert told.idle == 1


def test_what_came_later_misled_nobody() -> None:
    told = back()
    assert "clm-5" not in {one.evidence for one in (*told.misled, *told.helped)}
    assert len(told.said) == 2


@pytest.mark.parametrize(
    ("opened", "resolved", "reason"),
    [(5, 5, "mend the two days"), (-9, 0, "no judgement before")],
)
def test_a_question_that_cannot_be_scored_says_why(opened: int, resolved: int, reason: str) -> None:
    with pytest.raises(ScoringError, match=reason):
        look_back(
            "Q?",
            [(DAY, {"yes": 1.0})],
            "yes",
            [],
            opened_on=DAY + timedelta(opened),
            resolved_on=DAY + timedelta(resolved),
        )


def test_the_page_says_it_and_escapes_the_words_of_others() -> None:
    markdown, html = to_markdown(back()), to_html(back())
    for page in (markdown, html):
        for words in ("0.150", "0.360", "better by 0.210", "What misled", "× 0.33", "clm-1"):
            assert words in page
        assert "<arms>" not in page.replace("\\<arms\\>", "")
        assert "clm-5" not in page
    assert "CNN \\| desk" in markdown
    assert "<script" not in html


def test_a_question_without_evidence_has_a_page_too() -> None:
    told = look_back(
        "Q?", [(DAY, {"yes": 1.0})], "yes", [], opened_on=DAY, resolved_on=DAY + timedelta(1)
    )
    assert "No piece of evidence pulled away from what came true" in to_markdown(told)
    assert "over 1 day (" in to_html(told)


def test_days_that_say_the_same_are_one_line_and_the_picture_shows_what_came_true() -> None:
    given = [
        (DAY + timedelta(n), {"yes": 0.5 + 0.001 * n, "no": 0.5 - 0.001 * n}) for n in range(40)
    ]
    told = look_back("Q?", given, "yes", [], opened_on=DAY, resolved_on=DAY + timedelta(40))
    told = replace(told, wordings=(("yes", "They signed."), ("no", "They did not.")))
    table = [line for line in to_markdown(told).splitlines() if line.startswith("| ")]
    assert len(table) == 2 + 2, "the first day's .50 holds until .52, twenty days later"
    page = to_html(told)
    assert "It turned out: They signed." in page
    assert "<svg" in page
    assert '<td class="figure">' in page


# --- files and the command


GOOD = '{"id": "a", "crowd_probability": 0.7, "resolved_to": 1}'


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("{", "not JSON"),
        ("[1]", "no JSON object"),
        ('{"crowd_probability": 0.7, "resolved_to": 1}', "no id"),
        ('{"id": "b", "resolved_to": 1}', "no crowd_probability"),
        ('{"id": "b", "crowd_probability": true, "resolved_to": 1}', "is True"),
        ('{"id": "b", "crowd_probability": 70, "resolved_to": 1}', "crowd_probability is 70"),
        ('{"id": "b", "crowd_probability": NaN, "resolved_to": 1}', "from 0 to 1"),
        ('{"id": "b", "crowd_probability": 0.7, "resolved_to": "maybe"}', "resolved_to is 'maybe'"),
        ('{"id": "a", "crowd_probability": 0.7, "resolved_to": 1}', "stands in an earlier line"),
    ],
)
def test_a_bad_line_is_set_aside_with_line_and_reason(
    tmp_path: Path, line: str, reason: str, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "f.jsonl"
    path.write_text(f"{GOOD}\n\n{line}\n", encoding="utf-8")
    (bad,) = load_forecasts(path).bad
    assert bad.startswith(f"{path}:3: ")
    assert reason in bad
    assert run(["question", "score", str(path)]) == 3
    assert reason in capsys.readouterr().err


def test_open_questions_and_those_resolved_in_part_are_counted_not_scored(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "f.csv"
    path.write_text(
        "id,crowd_probability,resolved_to\na,.5,1\nb,.5,\nc,.5,0.3\nd,.5,no\n", encoding="utf-8"
    )
    read = load_forecasts(path)
    assert [(one.id, one.outcome) for one in read.resolved] == [("a", 1), ("d", 0)]
    assert (read.n_unresolved, read.fractional, read.bad) == (1, ("c",), ())
    assert run(["question", "score", str(path), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["n"], told["brier"]["mean"]) == (2, 0.25)
    assert (told["n_unresolved"], told["fractional"]) == (1, ["c"])


@pytest.mark.parametrize(
    ("name", "text", "reason"),
    [
        ("f.jsonl", b"", "nothing to score"),
        ("f.jsonl", b"\xff\xfe", "is not UTF-8"),
        ("f.csv", b"id,p\na,1\n", "the head line has no crowd_probability, resolved_to"),
        ("f.jsonl.gz", b"\x1f\x8b\x08\x00", "pack it again"),
    ],
)
def test_a_file_that_cannot_be_scored_ends_in_one_line(
    tmp_path: Path, name: str, text: bytes, reason: str, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / name
    path.write_bytes(text)
    assert run(["question", "score", str(path)]) == 1
    assert reason in capsys.readouterr().err


def test_a_head_line_is_needed(tmp_path: Path) -> None:
    path = tmp_path / "f.csv"
    path.write_text("", encoding="utf-8")
    with pytest.raises(ForecastFileError):
        load_forecasts(path)


def test_two_forecasters_are_compared_on_what_both_judged(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    one, other = tmp_path / "one.csv", tmp_path / "other.csv"
    one.write_text("id,crowd_probability,resolved_to\na,.9,1\nb,.2,0\n", encoding="utf-8")
    other.write_text("id,crowd_probability,resolved_to\na,.6,1\nc,.2,0\n", encoding="utf-8")
    words = ["question", "score", str(one), "--against", str(other)]
    assert run([*words, "--json"]) == 0
    told = json.loads(capsys.readouterr().out)["against"]
    assert told["n"] == 1
    assert told["difference"] == pytest.approx(0.01 - 0.16)
    other.write_text("id,crowd_probability,resolved_to\na,.6,0\n", encoding="utf-8")
    assert run(words) == 1
    assert "resolve 'a' differently" in capsys.readouterr().err


def test_the_curve_is_drawn_in_each_form(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "f.csv"
    path.write_text("id,crowd_probability,resolved_to\na,.9,1\nb,.2,0\n", encoding="utf-8")
    for end, start in ((".svg", b"<svg"), (".png", b"\x89PNG"), (".json", b"{")):
        drawn = tmp_path / f"curve{end}"
        assert run(["question", "score", str(path), "--chart", str(drawn)]) == 0
        assert drawn.read_bytes().startswith(start)
    assert run(["question", "score", str(path), "--chart", str(tmp_path / "c.gif")]) == 1
    assert "ends in .svg, .png or .json" in capsys.readouterr().err


def test_an_empty_bin_has_no_point() -> None:
    bins = [
        {"n": n, "mean_probability": p, "share_happened": p, "share_low": 0, "share_high": 1}
        for n, p in ((0, None), (3, 0.5))
    ]
    spec = calibration_picture(bins, "crowd")
    assert [one["n"] for one in spec["data"]["values"]] == [3]
    assert "crowd" in render_svg(spec, "c")


def test_the_crowds_score_on_the_resolved_questions(capsys: pytest.CaptureFixture[str]) -> None:
    if not QUESTIONS.exists():
        pytest.skip(f"{QUESTIONS} is missing")
    assert run(["question", "score", str(QUESTIONS), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["n"] == 206
    assert abs(told["brier"]["mean"] - 0.0918) <= 0.0005
    assert told["brier"]["low"] < told["brier"]["mean"] < told["brier"]["high"]
