"""The General Assembly's roll calls that come with the program, and newer ones of a user's own.

In: `unvotes.csv.gz` and `unpoints.csv.gz`, made by `tools/build_votes.py`; a folder in the source's
layout. Out: a `VoteTable`; the ideal points that were estimated from it.
Not here: the source's layout (`reference.unsource`), the estimating (`assess.idealpoints`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

import numpy as np

from legation.reference.tables import ShelfError, load_rows, split_list
from legation.reference.unseats import RollCall, VoteTable
from legation.reference.unsource import VoteFileError, read_votes

FILE, POINTS_FILE = "unvotes.csv.gz", "unpoints.csv.gz"
COLUMNS = tuple("roll_call session on resolution title flags issues votes".split())
POINT_COLUMNS = tuple("seat first_session points standard_errors votes".split())
LETTERS = ".nay"
"""How the packed table writes `ABSENT`, `NO`, `ABSTAIN`, `YES`."""
FLAGS = {None: "?", False: "0", True: "1"}
SEATS_ROW = "seats"
"""What stands for the number of a roll call in the first row, which names the columns of votes."""
_FLAG = {mark: value for value, mark in FLAGS.items()}


@dataclass(frozen=True, slots=True)
class StoredPoint:
    """The ideal point of one seat in one session, as it came with the program."""

    point: float
    se: float
    n_votes: int


@lru_cache(maxsize=1)
def load_votes() -> VoteTable:
    """Return all roll calls that come with the program: sessions 1 to 74, to 14 January 2020.

    Raises:
        ShelfError: The file is missing or broken.
    """
    rows = load_rows(FILE)
    if tuple(next(rows, ())) != COLUMNS:
        msg = f"shelf file {FILE}: other columns; make it again with tools/build_votes.py"
        raise ShelfError(msg)
    first, *others = rows
    seats = tuple(first[-1].split())
    written = "".join(row[-1] for row in others).encode("ascii")
    if len(written) != len(seats) * len(others) or first[0] != SEATS_ROW:
        msg = f"shelf file {FILE}: rows of another length; install legation again"
        raise ShelfError(msg)
    letters = np.full(256, -1, np.int8)
    letters[np.frombuffer(LETTERS.encode("ascii"), np.uint8)] = np.arange(len(LETTERS))
    choices = letters[np.frombuffer(written, np.uint8)].reshape(len(others), len(seats))
    return VoteTable(tuple(_roll_call(row) for row in others), seats, choices)


def _roll_call(row: list[str]) -> RollCall:
    number, session, on, resolution, title, flags, issues, _ = row
    important, amendment, paragraph = (_FLAG[mark] for mark in flags)
    return RollCall(
        int(number),
        int(session),
        date.fromisoformat(on),
        resolution or None,
        title or None,
        important,
        amendment,
        paragraph,
        tuple(split_list(issues)),
    )


def load_all_votes(own: Path | None) -> VoteTable:
    """Return the roll calls that come with the program, and those of the folder `own` after them.

    A roll call of `own` that is known by number and day is passed over: a newer edition of the
    whole source may be given as it is.

    Raises:
        VoteFileError: `own` is not in the source's layout, or gives a known number another day.
    """
    known = load_votes()
    return known if own is None else extend(known, read_votes(own), own)


def extend(known: VoteTable, newer: VoteTable, place: Path) -> VoteTable:
    """Return `known` with the roll calls of `newer` that it lacks; `place` is named in errors.

    Raises:
        VoteFileError: A roll call has the number, but not the day, of a known one.
    """
    days = {one.id: one.on for one in known.roll_calls}
    fresh = [row for row, one in enumerate(newer.roll_calls) if one.id not in days]
    for one in newer.roll_calls:
        if days.get(one.id, one.on) != one.on:
            msg = (
                f"{place}: roll call {one.id} is of {one.on}, but the one of that number that "
                f"comes with the program is of {days[one.id]}; give new ones other numbers"
            )
            raise VoteFileError(msg)
    if not fresh:
        return known
    seats = known.seats + tuple(one for one in newer.seats if one not in known.seats)
    columns = [seats.index(one) for one in newer.seats]
    choices = np.zeros((len(known.roll_calls) + len(fresh), len(seats)), np.int8)
    choices[: len(known.roll_calls), : len(known.seats)] = known.choices
    choices[len(known.roll_calls) :, columns] = newer.choices[fresh]
    roll_calls = known.roll_calls + tuple(newer.roll_calls[row] for row in fresh)
    order = sorted(
        range(len(roll_calls)),
        key=lambda row: (roll_calls[row].session, roll_calls[row].on, roll_calls[row].id),
    )
    return VoteTable(tuple(roll_calls[row] for row in order), seats, choices[order])


@lru_cache(maxsize=1)
def load_points() -> Mapping[tuple[str, int], StoredPoint]:
    """Return the ideal points that come with the program, by seat and session.

    Raises:
        ShelfError: The file is missing or broken.
    """
    rows = load_rows(POINTS_FILE)
    if tuple(next(rows, ())) != POINT_COLUMNS:
        msg = f"shelf file {POINTS_FILE}: other columns; make it again with tools/build_votes.py"
        raise ShelfError(msg)
    points = {}
    for seat, first, *lists in rows:
        told = zip(*(field.split(" ") for field in lists), strict=True)
        for session, (point, se, n_votes) in enumerate(told, start=int(first)):
            if point != "-":
                # Thousandths: three characters where six would stand.
                points[seat, session] = StoredPoint(int(point) / 1e3, int(se) / 1e3, int(n_votes))
    return points
