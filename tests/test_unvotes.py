"""The General Assembly's votes are read as the source has them, under the states of their day."""

from __future__ import annotations

import csv
import gzip
import json
from collections import Counter
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from legation.app.main import run
from legation.reference.unseats import (
    ABSENT,
    ABSTAIN,
    NO,
    YES,
    ZANZIBAR,
    RollCall,
    VoteTable,
    held_between,
    holder,
    seat_of,
)
from legation.reference.unsource import VoteFileError, find_issues, read_votes
from legation.reference.unvotes import extend, load_points, load_votes

DATA = Path(__file__).resolve().parents[2] / "shared" / "data" / "un"
needs_source = pytest.mark.skipif(not DATA.exists(), reason="needs the votes in ../shared/data/un")

ROLL_CALLS = (
    "rcid,session,importantvote,date,unres,amend,para,short,descr\n"
    "20001,76.0,1,2022-03-02,A/RES/ES-11/1,0,0,AGGRESSION,Aggression against Ukraine\n"
    "20002,76.0,,2022-03-24,A/RES/ES-11/2,,,,Rights of the child : resolution / adopted by all\n"
)
VOTES = "rcid,country_code,vote\n20001,US,yes\n20001,RUS,no\n20001,CN,abstain\n20002,US,yes\n"


def write(folder: Path, roll_calls: str = ROLL_CALLS, votes: str = VOTES) -> Path:
    (folder / "roll_calls.csv").write_text(roll_calls, encoding="utf-8")
    (folder / "votes.csv").write_text(votes, encoding="utf-8")
    return folder


def test_all_votes_of_74_sessions_come_with_the_program() -> None:
    table = load_votes()
    assert table.n_votes == 870_109
    assert len(table.roll_calls) == 6_203
    assert {one.session for one in table.roll_calls} == set(range(1, 75))
    assert max(one.on for one in table.roll_calls) == date(2020, 1, 14)
    counts = Counter(table.choices.ravel().tolist())
    assert (counts[YES], counts[ABSTAIN], counts[NO]) == (693_664, 110_897, 65_548)


@pytest.mark.slow
@needs_source
def test_the_packed_table_is_what_the_source_says() -> None:
    packed, source = load_votes(), read_votes(DATA)
    assert packed.roll_calls == source.roll_calls
    assert packed.seats == source.seats
    assert np.array_equal(packed.choices, source.choices)


@needs_source
def test_states_without_a_code_are_told_apart() -> None:
    """Each of the nameless has the sessions in which it was a member, and its count of votes."""
    with gzip.open(DATA / "votes.csv.gz", "rt", encoding="utf-8", newline="") as lines:
        nameless = sum(not row["country_code"] for row in csv.DictReader(lines))
    table = load_votes()
    session = np.array([one.session for one in table.roll_calls])

    def votes(seat: str, sessions: range) -> int:
        cast = table.choices[:, table.seats.index(seat)] != ABSENT
        return int(np.count_nonzero(cast & np.isin(session, sessions)))

    west, north = votes("DEU", range(46)), votes("YEM", range(46))
    zanzibar = votes(ZANZIBAR, range(75))
    assert west + north + zanzibar == nameless
    assert votes("DEU", range(28)) == 0  # both Germanies came in 1973
    assert zanzibar == votes(ZANZIBAR, range(18, 19)) == 2


@pytest.mark.parametrize(
    ("seat", "on", "state"),
    [
        ("RUS", date(1991, 12, 25), "SUN"),
        ("RUS", date(1991, 12, 26), "RUS"),
        ("SRB", date(2003, 2, 3), "YUG"),
        ("SRB", date(2003, 2, 4), "SCG"),
        ("SRB", date(2006, 6, 3), "SRB"),
        ("DEU", date(1980, 1, 1), "DEU"),
        ("DDR", date(1980, 1, 1), "DDR"),
        ("YEM", date(1980, 1, 1), "YEM"),
        ("YMD", date(1980, 1, 1), "YMD"),
        ("CSK", date(1980, 1, 1), "CSK"),
        ("VNM", date(1980, 1, 1), "VNM"),
        (ZANZIBAR, date(1963, 12, 20), ZANZIBAR),
    ],
)
def test_a_seat_is_held_by_the_state_of_the_day(seat: str, on: date, state: str) -> None:
    assert holder(seat, on).id == state
    since, until = held_between(state)
    assert seat_of(state) == seat
    assert since <= on < until


@pytest.mark.parametrize(
    ("seat", "first", "last"),
    [("CSK", 1, 47), ("CZE", 48, 74), ("DDR", 28, 44), ("YMD", 22, 44), ("VNM", 32, 74)],
)
def test_seats_that_came_or_went_vote_in_their_time_only(seat: str, first: int, last: int) -> None:
    sessions = [session for one, session in load_points() if one == seat]
    assert (min(sessions), max(sessions)) == (first, last)


@pytest.mark.parametrize(
    ("words", "issues"),
    [
        ("PALESTINE, REFUGEES, PROPERTIES", ("palestine", "human-rights")),
        ("Reducing nuclear danger", ("nuclear",)),
        ("Law of the sea", ()),
        ("Farms", ()),  # no arms in them
    ],
)
def test_issues_are_told_by_beginnings_of_words(words: str, issues: tuple[str, ...]) -> None:
    found = find_issues(words)
    assert found == issues or (words.startswith("PALESTINE") and "palestine" in found)


def test_newer_votes_follow_those_that_come_with_the_program(tmp_path: Path) -> None:
    newer = read_votes(write(tmp_path))
    assert [one.title for one in newer.roll_calls] == ["AGGRESSION", "Rights of the child"]
    assert [one.important for one in newer.roll_calls] == [True, None]
    table = extend(load_votes(), newer, tmp_path)
    assert table.n_votes == 870_113
    assert table.roll_calls[-2].resolution == "A/RES/ES-11/1"
    row = dict(zip(table.seats, table.choices[-2].tolist(), strict=True))
    assert {seat: choice for seat, choice in row.items() if choice} == {
        "USA": YES,
        "RUS": NO,
        "CHN": ABSTAIN,
    }
    assert extend(table, newer, tmp_path) is table  # known already


@pytest.mark.parametrize(
    ("roll_calls", "votes", "told"),
    [
        (ROLL_CALLS, VOTES.replace("CN", "XX"), "votes.csv, line 4: no state has the code 'XX'"),
        (ROLL_CALLS, VOTES.replace("no", "nay"), "line 3: vote 'nay' must be yes, no or abstain"),
        (ROLL_CALLS, VOTES.replace("20002", "20003"), "roll call 20003 is not in roll_calls.csv"),
        (ROLL_CALLS, VOTES.replace("CN", "US"), "USA votes twice on roll call 20001"),
        (ROLL_CALLS, VOTES.replace("20001,CN", "x,CN"), "rcid 'x' is no whole number"),
        (ROLL_CALLS, VOTES.replace("vote\n", "choice\n", 1), "no column vote"),
        (ROLL_CALLS.replace("2022-03-02", "March"), VOTES, "date 'March' is not a day"),
        (ROLL_CALLS.replace("76.0,1,", "76.0,7,"), VOTES, "importantvote '7' must be 0, 1"),
        (ROLL_CALLS.replace("20002", "20001"), VOTES, "stands twice"),
        (ROLL_CALLS.replace("20001", "9147"), VOTES.replace("20001", "9147"), "of 2019-12-10"),
    ],
)
def test_a_broken_file_of_votes_is_an_error_that_says_where(
    tmp_path: Path, roll_calls: str, votes: str, told: str
) -> None:
    folder = write(tmp_path, roll_calls, votes)
    with pytest.raises(VoteFileError) as error:
        extend(load_votes(), read_votes(folder), folder)
    assert told in str(error.value)


@pytest.mark.slow
def test_the_command_takes_newer_votes_from_the_folder_of_the_settings(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    settings = tmp_path / "legation.toml"
    settings.write_text(f'votes = "{write(tmp_path).as_posix()}"\n', encoding="utf-8")
    words = ("--between", "USA,CHN", "--since", "2020-02-01", "--json")
    assert run(("--settings", str(settings), "show", "alignment", *words)) == 0
    (row,) = json.loads(capsys.readouterr().out)
    assert (row["session"], row["n_both"], row["n_second_absent"]) == (76, 1, 1)
    assert row["agreement"] == 0.5
    # One vote says little: the points lean on the last sessions and are less sure.
    assert row["second_se"] > load_points()["CHN", 74].se


def test_a_folder_without_the_files_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    settings = tmp_path / "legation.toml"
    settings.write_text(f'votes = "{tmp_path.as_posix()}/none"\n', encoding="utf-8")
    words = ("--settings", str(settings), "show", "alignment", "--between", "USA,CHN")
    assert run(words) == 1
    assert "none: no roll_calls.csv or roll_calls.csv.gz" in capsys.readouterr().err


@given(st.lists(st.tuples(st.integers(1, 3), st.integers(0, 3), st.integers(0, 3)), max_size=8))
def test_extending_loses_no_vote(rows: list[tuple[int, int, int]]) -> None:
    def table(first: int, seats: tuple[str, str]) -> VoteTable:
        calls = tuple(
            RollCall(first + n, session, date(2000 + session, 1, 1), *(None,) * 5, ())
            for n, (session, _, _) in enumerate(sorted(rows))
        )
        choices = np.array([row[1:] for row in sorted(rows)], np.int8).reshape(len(rows), 2)
        return VoteTable(calls, seats, choices)

    one, other = table(1, ("USA", "CHN")), table(100, ("CHN", "FRA"))
    joined = extend(one, other, Path("more"))
    assert joined.n_votes == one.n_votes + other.n_votes
    assert [call.session for call in joined.roll_calls] == sorted(
        call.session for call in joined.roll_calls
    )
