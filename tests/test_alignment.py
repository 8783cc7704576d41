"""Two states are near or far as they vote; a point on the line comes with its error."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.special import expit

from legation.app.main import run
from legation.app.progress import counted
from legation.assess.alignment import (
    AlignmentError,
    Point,
    agreement,
    align,
    estimate,
    points_by_cell,
    until_day,
)
from legation.assess.idealpoints import Ballots, IdealPointError, fit
from legation.briefing.alignmentchart import alignment_over_time
from legation.reference.unseats import ABSENT, ABSTAIN, NO, YES, RollCall, VoteTable
from legation.reference.unvotes import load_points, load_votes

CALL = RollCall(1, 70, date(2015, 12, 1), None, None, None, None, None, ())


def table_of(*pairs: tuple[int, int], calls: tuple[RollCall, ...] = ()) -> VoteTable:
    """Return a table of the USA's and China's votes, and of a France that always votes yes."""
    told = calls or tuple(replace(CALL, id=n) for n in range(len(pairs)))
    return VoteTable(told, ("USA", "CHN", "FRA"), np.array([(*p, YES) for p in pairs], np.int8))


def simulated(seed: int, n_seats: int = 60, n_sessions: int = 6) -> tuple[Ballots, np.ndarray]:
    """Return votes drawn from the model and the points they were drawn from, (session, seat)."""
    rng = np.random.default_rng(seed)
    start = rng.normal(0, 1, n_seats)
    true = start + np.cumsum(rng.normal(0, 0.3, (n_sessions, n_seats)), axis=0)
    session = np.repeat(np.arange(n_sessions), 70)
    middle, slope = rng.normal(-2, 2, len(session)), rng.normal(-0.5, 1.8, len(session))
    width = np.exp(rng.normal(0.5, 0.4, len(session)))
    centre = middle[:, None] - slope[:, None] * true[session]
    drawn = rng.random(centre.shape)
    upto = expit(centre + width[:, None] / 2)
    choice = np.where(drawn < expit(centre - width[:, None] / 2), 0, np.where(drawn < upto, 1, 2))
    roll_call, seat = np.nonzero(rng.random(centre.shape) < 0.85)
    ballots = Ballots(roll_call, seat, choice[roll_call, seat].astype(np.int8), session + 1)
    return ballots, true


@pytest.mark.parametrize("seed", [1, 2])
def test_points_of_simulated_votes_are_found_within_their_errors(seed: int) -> None:
    ballots, true = simulated(seed)
    points = fit(ballots, anchor=int(true[0].argmax()))
    truth = true[points.session - 1, points.seat]
    assert np.corrcoef(points.point, truth)[0, 1] > 0.97
    # The line has no unit of its own: compare on the scale of the truth.
    scale, shift = np.polyfit(points.point, truth, 1)
    off = np.abs(scale * points.point + shift - truth) / (scale * points.se)
    assert 0.8 < np.mean(off < 1.645) < 0.97  # nominal .90


def test_the_anchor_stands_on_the_positive_side() -> None:
    ballots, true = simulated(3)
    for anchor in (int(true[0].argmax()), int(true[0].argmin())):
        points = fit(ballots, anchor)
        assert points.point[points.seat == anchor].mean() > 0


def test_votes_that_are_held_out_change_nothing_and_are_foretold() -> None:
    ballots, true = simulated(4)
    kept = np.random.default_rng(0).random(len(ballots)) >= 0.1
    anchor = int(true[0].argmax())
    points = fit(ballots, anchor, kept)
    scrambled = np.where(kept, ballots.choice, 2 - ballots.choice).astype(np.int8)
    again = fit(replace(ballots, choice=scrambled), anchor, kept)
    assert np.array_equal(points.point, again.point)
    hidden = ~kept
    chances = points.chances(ballots.roll_call[hidden], points.cell[hidden])
    assert np.allclose(chances.sum(axis=1), 1)
    right = (chances.argmax(axis=1) == ballots.choice[hidden]).mean()
    modal = np.bincount(ballots.choice[kept]).argmax()
    assert right > (ballots.choice[hidden] == modal).mean() + 0.1


def test_without_a_vote_of_the_anchor_nothing_is_estimated() -> None:
    ballots, _ = simulated(5)
    with pytest.raises(IdealPointError, match="fixes the direction"):
        fit(ballots, anchor=999)


@pytest.mark.slow
def test_the_points_that_come_with_the_program_are_what_the_code_gives() -> None:
    """On the last sessions: fewer roll calls shape the line, so it is the same up to its scale."""
    table = load_votes()
    rows = [row for row, one in enumerate(table.roll_calls) if one.session >= 64]
    last = VoteTable(tuple(table.roll_calls[row] for row in rows), table.seats, table.choices[rows])
    found, stored = points_by_cell(last, estimate(last)), load_points()
    # The first of these sessions lack the one before, on which they lean.
    cells = [cell for cell in found if cell[1] >= 66]
    pairs = np.array([(found[cell].point, stored[cell].point) for cell in cells])
    errors = np.array([stored[cell].se for cell in cells])
    scale, shift = np.polyfit(pairs[:, 0], pairs[:, 1], 1)
    assert len(cells) > 1_500
    assert np.corrcoef(pairs.T)[0, 1] > 0.998
    assert np.quantile(np.abs(scale * pairs[:, 0] + shift - pairs[:, 1]) / errors, 0.95) < 1


def test_stored_points_have_mean_0_deviation_1_and_the_usa_on_the_positive_side() -> None:
    stored = load_points()
    points = np.array([one.point for one in stored.values()])
    assert (points.mean(), points.std()) == pytest.approx((0, 1), abs=1e-3)
    assert all(one.point > 0 for (seat, _), one in stored.items() if seat == "USA")
    assert all(one.se > 0 and one.n_votes > 0 for one in stored.values())
    assert {session for _, session in stored} == set(range(1, 75))


@pytest.mark.parametrize(
    ("pairs", "both", "same", "opposed", "absent", "share"),
    [
        ([(YES, YES), (NO, NO)], 2, 2, 0, (0, 0, 0), 1.0),
        ([(YES, NO), (NO, YES)], 2, 0, 2, (0, 0, 0), 0.0),
        ([(YES, ABSTAIN), (ABSTAIN, ABSTAIN)], 2, 1, 0, (0, 0, 0), 0.75),
        ([(YES, YES), (ABSENT, NO), (NO, ABSENT), (ABSENT, ABSENT)], 1, 1, 0, (1, 1, 1), 1.0),
        ([(YES, ABSENT), (ABSENT, YES)], 0, 0, 0, (1, 1, 0), None),
    ],
)
def test_absence_is_kept_apart_from_abstention(
    pairs: list[tuple[int, int]],
    both: int,
    same: int,
    opposed: int,
    absent: tuple[int, int, int],
    share: float | None,
) -> None:
    (one,) = align(table_of(*pairs), {}, ("USA", "CHN"))
    assert (one.n_both, one.n_same, one.n_opposed) == (both, same, opposed)
    assert (one.n_first_absent, one.n_second_absent, one.n_neither) == absent
    assert one.agreement == share


@given(st.integers(0, 60), st.integers(0, 60), st.integers(0, 60))
def test_an_agreement_lies_in_its_band_and_more_votes_narrow_it(a: int, b: int, c: int) -> None:
    share, low, high = agreement(a, b, a + b + c)
    if a + b + c == 0:
        assert (share, low, high) == (None, None, None)
        return
    assert share is not None
    assert low is not None
    assert high is not None
    assert 0 <= low <= share + 1e-12
    assert share - 1e-12 <= high <= 1
    _, lower, higher = agreement(4 * a, 4 * b, 4 * (a + b + c))
    assert lower is not None
    assert higher is not None
    assert higher - lower < high - low


def test_an_agreement_worked_out_by_hand() -> None:
    # 6 alike, 2 halves, 2 opposed: (6 + 1) / 10; Wilson's ends with z = 1.645.
    share, low, high = agreement(6, 2, 10)
    assert share == 0.7
    assert low == pytest.approx(0.4417, abs=5e-5)
    assert high == pytest.approx(0.8731, abs=5e-5)


def test_the_distance_has_a_band_that_ends_at_0() -> None:
    points = {("USA", 70): Point(1.0, 0.3), ("CHN", 70): Point(0.8, 0.4)}
    (one,) = align(table_of((YES, YES)), points, ("USA", "CHN"))
    assert one.distance == pytest.approx(0.2)
    assert one.distance_band is not None
    low, high = one.distance_band
    assert low == 0
    assert high == pytest.approx(0.2 + 1.645 * 0.5, abs=1e-3)


def test_years_and_issues_and_days_are_cut_as_asked() -> None:
    calls = (
        replace(CALL, id=1, on=date(2015, 12, 1), issues=("nuclear",)),
        replace(CALL, id=2, on=date(2016, 2, 1), title="LAW OF THE SEA"),
        replace(CALL, id=3, on=date(2016, 3, 1), important=True),
    )
    table = table_of((YES, YES), (YES, NO), (NO, NO), calls=calls)
    between = ("USA", "CHN")
    assert [one.n_both for one in align(table, {}, between, "year")] == [1, 2]
    assert [one.n_both for one in align(table, {}, between)] == [3]
    assert [one.n_both for one in align(table, {}, between, since=date(2016, 2, 1))] == [2]
    assert [one.n_both for one in align(table, {}, between, until=date(2016, 2, 1))] == [2]
    for issue, same in (("nuclear", 1), ("law of the sea", 0), ("important", 1)):
        (one,) = align(table, {("USA", 70): Point(1, 1)}, between, issues=(issue,))
        assert (one.n_both, one.n_same, one.first) == (1, same, None)


def test_a_state_counts_on_the_days_on_which_it_held_its_seat() -> None:
    table = load_votes()
    soviet = align(table, {}, ("USA", "SUN"))
    russian = align(table, {}, ("USA", "RUS"))
    assert max(one.until for one in soviet) < date(1991, 12, 26) <= min(o.since for o in russian)
    assert {one.period for one in align(table, {}, ("YUG", "DDR"))} == set(range(28, 45))
    with pytest.raises(AlignmentError, match="one seat"):
        align(table, {}, ("SUN", "RUS"))
    with pytest.raises(AlignmentError, match="never voted"):
        align(table, {}, ("USA", "XKX"))


def test_nothing_later_than_the_day_is_known() -> None:
    table = until_day(load_votes(), date(1972, 1, 1))
    assert max(one.on for one in table.roll_calls) < date(1972, 1, 1)
    assert "DDR" not in table.seats
    assert "CHN" in table.seats


def show(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    code = run(("show", "alignment", *words))
    told = capsys.readouterr()
    return code, told.out, told.err


def test_the_command_answers_without_a_desk(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = show(capsys, "--between", "USA,China", "--since", "2010", "--json")
    rows = json.loads(out)
    assert code == 0
    assert [row["session"] for row in rows] == list(range(64, 75))
    assert all(row["distance_low"] <= row["distance"] <= row["distance_high"] for row in rows)
    assert all(
        0 <= row["agreement_low"] <= row["agreement"] <= row["agreement_high"] for row in rows
    )


def test_the_command_goes_by_year_and_issue_as_a_table(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = show(
        capsys, "--between", "USA,RUS", "--by", "year", "--until", "1995", "--issue", "nuclear"
    )
    assert code == 0
    table, words = out.split("\n\n")
    assert [line.split()[0] for line in table.splitlines()[1:]] == ["1992", "1993", "1994", "1995"]
    assert words.startswith("The first is United States, the second Russia.\n")
    assert "absent: roll calls on which only the first, only the second was absent\n" in words
    assert "Source: UN General Assembly roll calls (Voeten" in words
    assert words.endswith(", to 14 January 2020.\n")
    assert "before 1991-12-26 the seat is SUN's" in err


@pytest.mark.parametrize("ending", ["svg", "png", "json"])
def test_the_command_draws(capsys: pytest.CaptureFixture[str], tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"votes.{ending}"
    code, _, err = show(capsys, "--between", "USA,CHN", "--since", "2015", "--picture", str(path))
    assert code == 0
    assert "drawn" in err
    assert path.stat().st_size > 1_000


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        ((), 2, "needs two states"),
        (("--between", "USA"), 2, "needs two states"),
        (("--between", "USA,NATO"), 2, "NATO is no state"),
        (("--between", "USA,Atlantis"), 1, "Atlantis"),
        (("--between", "USA,USA"), 1, "one seat"),
        (("--between", "USA,CHN", "--by", "week"), 2, "by session or by year"),
        (("--between", "USA,CHN", "--issue", "chess"), 2, "no roll call is about 'chess'"),
        (("--between", "USA,CHN", "--as-of", "1900-01-01"), 2, "no roll call"),
        (("--between", "USA,CHN", "--picture", "votes.gif"), 1, "ends in .svg, .png or .json"),
    ],
)
def test_what_cannot_be_compared_is_said(
    capsys: pytest.CaptureFixture[str], words: tuple[str, ...], code: int, told: str
) -> None:
    ended, _, err = show(capsys, *words)
    assert ended == code
    assert told in err


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        (("USA,CHN", "--since", "2021"), "the table ends on 14 January 2020, before 2021-01-01"),
        (("USA,CHN", "--until", "1940"), "the table begins on "),
        (("USA,TWN", "--since", "1975"), "Taiwan has no seat in these years (the seat of China"),
        (("USA,SDN", "--until", "1950"), "Sudan has no seat in these years; its votes are of 1956"),
        (("USA,SUN", "--since", "1995"), "Soviet Union has no seat in these years; its votes are"),
        (("DDR,CZE",), "East Germany and Czech Republic have no seat at the same time"),
        (
            ("USA,CHN", "--since", "1998-02-01", "--until", "1998-02-28"),
            "no roll call in the table",
        ),
        (("USA,CHN", "--since", "2015", "--until", "2012"), "turn them round"),
        (
            ("USA,CHN", "--since", "2019-12-01", "--issue", "Comoro"),
            "about 'Comoro', or has these words in its title; issues are palestine, nuclear",
        ),
    ],
)
def test_an_empty_answer_says_why(
    capsys: pytest.CaptureFixture[str], words: tuple[str, ...], reason: str
) -> None:
    code, out, err = show(capsys, "--between", *words)
    assert code == 0
    assert out.startswith("Source: ")
    assert "nothing to show: " in err
    assert reason in err
    code, out, err = show(capsys, "--between", *words, "--json")
    assert json.loads(out) == []
    assert reason in err


def test_rounds_are_watched_and_may_end_before_the_last() -> None:
    ballots, true = simulated(6, n_seats=20, n_sessions=2)
    seen: list[int] = []

    def watched(rounds: Iterable[int]) -> Iterator[int]:
        for one in rounds:
            seen.append(one)
            yield one

    anchor = int(true[0].argmax())
    points = fit(ballots, anchor, watched=watched)
    assert seen == list(range(1, points.n_rounds + 1))
    assert np.array_equal(points.point, fit(ballots, anchor).point)


def test_progress_is_told_on_a_terminal_and_ended_when_enough_is_seen(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert list(counted(range(3), "rounds")) == [0, 1, 2]
    assert capsys.readouterr().err == ""
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    for one in counted(range(1, 46), "rounds"):
        if one == 7:
            break
    assert capsys.readouterr().err.endswith("7 rounds\n")


def test_sessions_are_no_length_of_other_periods(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(("show", "relations", "--between", "USA,CHN", "--by", "session")) == 2
    assert "belongs to show alignment" in capsys.readouterr().err


def test_nothing_is_drawn_of_two_that_never_both_voted() -> None:
    record = {"session": 70, "agreement": None}
    assert alignment_over_time([record], ("China", "Fiji"), "session") is None
