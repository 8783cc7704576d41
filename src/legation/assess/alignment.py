"""Say how near two states stand to each other by how they vote in the General Assembly.

In: a `VoteTable`, ideal points, two states. Out: `Alignment`s, one a session or a year.
Not here: the estimating (`assess.idealpoints`), votes that a text reports (`extract`).

Absence is kept apart: a roll call on which either was absent counts for neither nearness nor
distance, and is told as a number of its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from legation.assess.idealpoints import Ballots, IdealPoints, Watched, fit
from legation.records import LegationError
from legation.reference.unseats import ABSENT, ABSTAIN, RollCall, VoteTable, held_between, seat_of

BY = ("session", "year")
ANCHOR = "USA"
"""The state that stands on the positive side of the line."""
IMPORTANT = "important"
# 90 % of a normal distribution lie within so many standard deviations.
Z90 = 1.6448536269514722


class AlignmentError(LegationError, ValueError):
    """Two states cannot be compared as asked."""


@dataclass(frozen=True, slots=True)
class Point:
    """Where a seat stands in a session."""

    point: float
    se: float


@dataclass(frozen=True, slots=True)
class Alignment:
    """How two states voted in one session or year."""

    period: int
    """The session, or the year."""
    session: int
    """The session whose ideal points stand here: that of most of the roll calls."""
    since: date
    until: date
    """The first and the last day of the roll calls."""
    n_both: int
    """Roll calls on which both voted; the agreement rests on these alone."""
    n_same: int
    n_opposed: int
    """One yes, the other no. On the rest of `n_both` one of them abstained."""
    n_first_absent: int
    n_second_absent: int
    """Roll calls on which only this one was absent."""
    n_neither: int
    agreement: float | None
    """0 to 1; None where they never both voted."""
    agreement_low: float | None
    agreement_high: float | None
    """Ends of the 90 % interval."""
    first: Point | None
    second: Point | None
    """None where issues are asked for: a point rests on all votes of a session."""

    @property
    def both_points(self) -> tuple[Point | None, Point | None]:
        """Return the points of the first and of the second."""
        return self.first, self.second

    @property
    def distance(self) -> float | None:
        """How far the ideal points are apart, in standard deviations of all states' points."""
        if self.first is None or self.second is None:
            return None
        return abs(self.first.point - self.second.point)

    @property
    def distance_band(self) -> tuple[float, float] | None:
        """Ends of the distance's 90 % interval, never below 0.

        The errors of the two are taken as independent.
        """
        if self.first is None or self.second is None:
            return None
        distance = abs(self.first.point - self.second.point)
        half = Z90 * float(np.hypot(self.first.se, self.second.se))
        return max(0.0, distance - half), distance + half


def flatten(table: VoteTable) -> Ballots:
    """Return the votes that were cast, in order of their roll calls."""
    roll_call, seat = table.choices.nonzero()
    choice = (table.choices[roll_call, seat] - 1).astype(np.int8)
    return Ballots(roll_call, seat, choice, np.array([one.session for one in table.roll_calls]))


def estimate(table: VoteTable, watched: Watched = iter) -> IdealPoints:
    """Estimate the ideal points of all seats in all sessions; some seconds for all there are.

    Args:
        table: The roll calls.
        watched: As for `idealpoints.fit`: tells how far it has come.

    Raises:
        IdealPointError: The anchor has no vote in the table.
    """
    anchor = table.seats.index(ANCHOR) if ANCHOR in table.seats else -1
    return fit(flatten(table), anchor, watched=watched)


def points_by_cell(table: VoteTable, points: IdealPoints) -> dict[tuple[str, int], Point]:
    """Return the points by seat and session."""
    return {
        (table.seats[seat], session): Point(point, se)
        for seat, session, point, se in zip(
            points.seat.tolist(),
            points.session.tolist(),
            points.point.tolist(),
            points.se.tolist(),
            strict=True,
        )
    }


def until_day(table: VoteTable, last: date) -> VoteTable:
    """Return the roll calls up to a day, and the seats that had voted by then."""
    rows = [row for row, one in enumerate(table.roll_calls) if one.on <= last]
    choices = table.choices[rows]
    columns = np.flatnonzero((choices != ABSENT).any(axis=0))
    seats = tuple(table.seats[column] for column in columns)
    return VoteTable(tuple(table.roll_calls[row] for row in rows), seats, choices[:, columns])


def is_about(roll_call: RollCall, issue: str) -> bool:
    """Tell whether a roll call bears an issue, is `important`, or has the words in its title."""
    if issue == IMPORTANT:
        return bool(roll_call.important)
    if issue in roll_call.issues:
        return True
    return issue.casefold() in (roll_call.title or "").casefold()


def align(
    table: VoteTable,
    points: Mapping[tuple[str, int], Point],
    between: tuple[str, str],
    by: str = "session",
    *,
    since: date | None = None,
    until: date | None = None,
    issues: Sequence[str] = (),
) -> tuple[Alignment, ...]:
    """Compare two states, period by period.

    Args:
        table: The roll calls.
        points: By seat and session.
        between: Ids of two states; each counts on the days on which it held its seat.
        by: One of `BY`.
        since: The first day that counts.
        until: The last day that counts.
        issues: Only roll calls about one of these (see `is_about`); none: all.

    Raises:
        AlignmentError: The two are one seat, or a state has none in the table.
    """
    seats = [_seat_in(table, one) for one in between]
    if seats[0] == seats[1]:
        msg = f"{between[0]} and {between[1]} are one seat; name two states that sat side by side"
        raise AlignmentError(msg)
    first_day, last_day = _days(between, since, until)
    columns = [table.seats.index(one) for one in seats]
    votes = table.choices[:, columns]
    # Who has not yet joined, or has left, is no absentee.
    member = [_sessions_of(table, column) for column in columns]
    chosen: dict[int, list[int]] = {}
    for row, one in enumerate(table.roll_calls):
        if not first_day <= one.on <= last_day or any(one.session not in m for m in member):
            continue
        if issues and not any(is_about(one, issue) for issue in issues):
            continue
        chosen.setdefault(one.session if by == "session" else one.on.year, []).append(row)
    told = {} if issues else points
    return tuple(
        _compare(period, [table.roll_calls[row] for row in rows], votes[rows], seats, told)
        for period, rows in sorted(chosen.items())
    )


def _seat_in(table: VoteTable, state: str) -> str:
    seat = seat_of(state)
    if seat not in table.seats:
        msg = f"{state} never voted in the General Assembly as far as the table goes"
        raise AlignmentError(msg)
    return seat


def _days(between: Iterable[str], since: date | None, until: date | None) -> tuple[date, date]:
    """Return the first and the last day on which both were what they are called."""
    first, last = since or date.min, until or date.max
    for state in between:
        begins, ends = held_between(state)
        first = max(first, begins)
        if ends != date.max:
            last = min(last, date.fromordinal(ends.toordinal() - 1))
    return first, last


def sessions_of_seat(table: VoteTable, state: str) -> frozenset[int]:
    """Return the sessions in which the seat of a state voted; empty where it never did."""
    seat = seat_of(state)
    return _sessions_of(table, table.seats.index(seat)) if seat in table.seats else frozenset()


def _sessions_of(table: VoteTable, column: int) -> frozenset[int]:
    """Return the sessions in which a seat voted at least once, and those between."""
    voted = [table.roll_calls[row].session for row in table.choices[:, column].nonzero()[0]]
    return frozenset(voted)


def _compare(
    period: int,
    roll_calls: Sequence[RollCall],
    votes: NDArray[np.int8],
    seats: Sequence[str],
    points: Mapping[tuple[str, int], Point],
) -> Alignment:
    voted = votes != ABSENT
    both = voted.all(axis=1)
    pair = votes[both]
    same = int((pair[:, 0] == pair[:, 1]).sum())
    half = int(((pair == ABSTAIN).sum(axis=1) == 1).sum())
    n_both = len(pair)
    sessions = [one.session for one in roll_calls]
    session = max(sorted(set(sessions)), key=sessions.count)
    share, low, high = agreement(same, half, n_both)
    return Alignment(
        period,
        session,
        min(one.on for one in roll_calls),
        max(one.on for one in roll_calls),
        n_both,
        same,
        n_both - same - half,
        int((~voted[:, 0] & voted[:, 1]).sum()),
        int((voted[:, 0] & ~voted[:, 1]).sum()),
        int((~voted).all(axis=1).sum()),
        share,
        low,
        high,
        points.get((seats[0], session)),
        points.get((seats[1], session)),
    )


def agreement(n_same: int, n_half: int, n: int) -> tuple[float | None, float | None, float | None]:
    """Return the index of agreement and the ends of its 90 % interval; None without votes.

    The index is (f + g / 2) / n with f votes alike and g on which one abstained while the other did
    not (Lijphart 1963, American Political Science Review 57(4)). The interval is Wilson's (1927,
    Journal of the American Statistical Association 22) for a share of n; half points spread less
    than whole ones, so it is rather too wide.
    """
    if not n:
        return None, None, None
    share = (n_same + n_half / 2) / n
    spread = Z90**2 / n
    centre = (share + spread / 2) / (1 + spread)
    half = Z90 / (1 + spread) * float(np.sqrt(share * (1 - share) / n + spread / (4 * n)))
    return share, max(0.0, centre - half), min(1.0, centre + half)
