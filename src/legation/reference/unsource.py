"""Read General Assembly votes in the layout in which the source gives them.

In: `roll_calls.csv` (`rcid session importantvote date unres amend para short descr`) and
`votes.csv` (`rcid country_code vote`), each also with `.gz`. Out: a `VoteTable`.
Not here: the table that comes with the program (`reference.unvotes`).

The source writes no code for three states and ISO 3166's two letters for the rest. The three are
told apart by the state before them: in the roll calls concerned the source keeps the order of the
Correlates of War project, in which West Germany follows Portugal, Spain or France, Zanzibar
follows Tanganyika, and Yemen follows its Arab neighbours.
"""

from __future__ import annotations

import csv
import gzip
import re
from collections.abc import Iterator, Mapping
from datetime import date
from functools import lru_cache
from pathlib import Path

import numpy as np

from legation.records import LegationError
from legation.reference.tables import load_table, split_list
from legation.reference.unseats import ZANZIBAR, RollCall, VoteTable

CHOICES = {"no": 1, "abstain": 2, "yes": 3}
_ROLL_CALL_FIELDS = frozenset(
    "rcid session importantvote date unres amend para short descr".split()
)
_VOTE_FIELDS = frozenset("rcid country_code vote".split())
_BEFORE_WEST_GERMANY = frozenset({"PT", "ES", "FR"})
_LONGEST_TITLE = 120
# "Rights of the child : resolution / adopted by the General Assembly": what is before is a title.
_TITLE = re.compile(r"([^:]+?) : resolution / adopted")
# Codes of the source that are no code of a state today -> the seat.
_SEATS = {
    "CS": "CSK",
    "YU": "SRB",
    "DD": "DDR",
    "YD": "YMD",
    "CSK": "CSK",
    "DDR": "DDR",
    "YMD": "YMD",
    "SUN": "RUS",
    "YUG": "SRB",
    "SCG": "SRB",
}


class VoteFileError(LegationError, ValueError):
    """A file of votes is missing, or does not keep the source's layout; the message names both."""


def read_votes(folder: Path) -> VoteTable:
    """Read the two files in `folder`.

    Raises:
        VoteFileError: One is missing or broken: the message names file, line and cure.
    """
    roll_calls = sorted(
        _iter_roll_calls(_find(folder, "roll_calls.csv")), key=lambda one: (one.on, one.id)
    )
    # Files of the source stand session by session, and days of sessions overlap.
    roll_calls.sort(key=lambda one: one.session)
    rows = {one.id: row for row, one in enumerate(roll_calls)}
    if len(rows) != len(roll_calls):
        msg = f"{folder}: a roll call stands twice in roll_calls.csv; keep one line of each rcid"
        raise VoteFileError(msg)
    cast = list(_iter_votes(_find(folder, "votes.csv"), rows))
    seats = tuple(sorted({seat for _, seat, _ in cast}))
    columns = {seat: column for column, seat in enumerate(seats)}
    choices = np.zeros((len(roll_calls), len(seats)), np.int8)
    for row, seat, choice in cast:
        choices[row, columns[seat]] = choice
    return VoteTable(tuple(roll_calls), seats, choices)


def _find(folder: Path, name: str) -> Path:
    for path in (folder / name, folder / f"{name}.gz"):
        if path.is_file():
            return path
    msg = f"{folder}: no {name} or {name}.gz; votes of your own need both files (docs/alignment.md)"
    raise VoteFileError(msg)


def _iter_rows(path: Path, fields: frozenset[str]) -> Iterator[tuple[int, Mapping[str, str]]]:
    """Yield the number of each line and its fields."""
    opened = gzip.open if path.suffix == ".gz" else open
    try:
        with opened(path, "rt", encoding="utf-8", newline="") as lines:
            reader = csv.DictReader(lines, restval="")
            missing = fields - set(reader.fieldnames or ())
            if missing:
                msg = f"{path}: no column {', '.join(sorted(missing))}; keep the source's head line"
                raise VoteFileError(msg)
            for row in reader:
                yield reader.line_num, row
    except (OSError, EOFError, UnicodeDecodeError, csv.Error) as error:
        msg = f"{path}: cannot be read ({error}); it must be CSV in UTF-8, or that gzipped"
        raise VoteFileError(msg) from error


def _iter_roll_calls(path: Path) -> Iterator[RollCall]:
    for line, row in _iter_rows(path, _ROLL_CALL_FIELDS):
        words = f"{row['short']} {row['descr']}"
        yield RollCall(
            id=_whole(row["rcid"], path, line, "rcid"),
            session=_whole(row["session"], path, line, "session"),
            on=_day(row["date"], path, line),
            resolution=row["unres"].strip() or None,
            title=_title(row["short"], row["descr"]),
            important=_flag(row["importantvote"], path, line, "importantvote"),
            amendment=_flag(row["amend"], path, line, "amend"),
            paragraph=_flag(row["para"], path, line, "para"),
            issues=find_issues(words),
        )


def _whole(word: str, path: Path, line: int, field: str) -> int:
    try:
        number = float(word)
        if number == int(number) and number > 0:
            return int(number)
    except (ValueError, OverflowError):
        pass
    msg = f"{path}, line {line}: {field} {word!r} is no whole number above 0"
    raise VoteFileError(msg)


def _day(word: str, path: Path, line: int) -> date:
    try:
        return date.fromisoformat(word)
    except ValueError as error:
        msg = f"{path}, line {line}: date {word!r} is not a day; write it as 2022-03-02"
        raise VoteFileError(msg) from error


def _flag(word: str, path: Path, line: int, field: str) -> bool | None:
    match word.strip():
        case "":
            return None
        case "0" | "0.0":
            return False
        case "1" | "1.0":
            return True
    msg = f"{path}, line {line}: {field} {word!r} must be 0, 1 or empty"
    raise VoteFileError(msg)


def _title(short: str, description: str) -> str | None:
    """Return the source's short title, else the resolution's; None where speech stands for it."""
    title = " ".join(short.split())
    if not title and (found := _TITLE.match(description)) is not None:
        title = " ".join(found[1].split())
    return title[:_LONGEST_TITLE] or None


@lru_cache(maxsize=1)
def load_issues() -> Mapping[str, tuple[str, ...]]:
    """Return the issues, each with the beginnings of words that tag it."""
    return {row["issue"]: tuple(split_list(row["words"])) for row in load_table("unissues.tsv")}


@lru_cache(maxsize=1)
def _patterns() -> Mapping[str, re.Pattern[str]]:
    return {
        issue: re.compile(rf"\b(?:{'|'.join(map(re.escape, words))})", re.IGNORECASE)
        for issue, words in load_issues().items()
    }


def find_issues(words: str) -> tuple[str, ...]:
    """Return the issues that the words of a roll call tell, in the order of `unissues.tsv`."""
    return tuple(issue for issue, pattern in _patterns().items() if pattern.search(words))


def _iter_votes(path: Path, rows: Mapping[int, int]) -> Iterator[tuple[int, str, int]]:
    """Yield the roll call's row, the seat and the choice of each vote."""
    codes = _seat_codes()
    before, seen = "", set()
    for line, row in _iter_rows(path, _VOTE_FIELDS):
        roll_call = rows.get(_whole(row["rcid"], path, line, "rcid"))
        if roll_call is None:
            msg = f"{path}, line {line}: roll call {row['rcid']} is not in roll_calls.csv; add it"
            raise VoteFileError(msg)
        choice = CHOICES.get(row["vote"])
        if choice is None:
            words = "yes, no or abstain; leave out who was absent"
            msg = f"{path}, line {line}: vote {row['vote']!r} must be {words}"
            raise VoteFileError(msg)
        code = row["country_code"].strip()
        seat = codes.get(code) if code else _nameless(before)
        if seat is None:
            msg = f"{path}, line {line}: no state has the code {code!r}; write ISO 3166's"
            raise VoteFileError(msg)
        if (roll_call, seat) in seen:
            msg = f"{path}, line {line}: {seat} votes twice on roll call {row['rcid']}; keep one"
            raise VoteFileError(msg)
        seen.add((roll_call, seat))
        before = code
        yield roll_call, seat, choice


def _nameless(before: str) -> str:
    if before in _BEFORE_WEST_GERMANY:
        return "DEU"
    return ZANZIBAR if before == "TZ" else "YEM"


@lru_cache(maxsize=1)
def _seat_codes() -> Mapping[str, str]:
    """Return the codes that a file may write, two letters or three -> seat."""
    codes = {}
    for row in load_table("states.tsv"):
        if not row["until"]:
            codes[row["alpha2"]] = codes[row["id"]] = row["id"]
    return codes | _SEATS
