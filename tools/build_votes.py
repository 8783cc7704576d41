"""Build the shelf's table of General Assembly votes and the ideal points estimated from it.

In: the folder with the source's `roll_calls.csv.gz` and `votes.csv.gz` (dgrtwo/unvotes; Voeten,
CC0). Out: `unvotes.csv.gz`, `unpoints.csv.gz`.
Run: `python tools/build_votes.py DATA/un`. It takes some ten seconds.
Not here: reading the source's layout (`legation.reference.unsource`).

Of what the source gives, descriptions are left out: they are sentences of others. They tag issues
before they go.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from packed import write_packed

from legation.assess.alignment import estimate
from legation.assess.idealpoints import IdealPoints
from legation.reference.unseats import VoteTable
from legation.reference.unsource import read_votes
from legation.reference.unvotes import (
    COLUMNS,
    FILE,
    FLAGS,
    LETTERS,
    POINT_COLUMNS,
    POINTS_FILE,
    SEATS_ROW,
)

FILES = Path(__file__).parents[1] / "src" / "legation" / "reference" / "files"
SOURCE = """\
# source: Voeten, Strezhnev and Bailey, "United Nations General Assembly Voting Data", as the R
#   package unvotes (dgrtwo/unvotes) carries it
# licence: CC0-1.0; this file is an extract made by tools/build_votes.py
"""
HEADER = f"""\
# Roll calls of the UN General Assembly, sessions 1 to 74, and how each seat voted.
{SOURCE}# date: to 2020-01-14, the last roll call
# flags: important vote, amendment, paragraph: 1, 0, or ? where the source is silent
# issues: our own tags, by words of title and description
# votes: one letter a seat of the first row: n no, a abstain, y yes, . absent or not a member
"""
POINTS_HEADER = f"""\
# Ideal points of the seats of the UN General Assembly, session by session; the USA is positive.
{SOURCE}# date: estimated 2026-11-26 from all votes in unvotes.csv.gz
# method: legation.assess.idealpoints, ordinal item response with linked sessions; docs/alignment.md
# points and standard errors in thousandths, from first_session on; - where the seat did not vote
"""


def main() -> None:
    """Build both files from the folder given on the command line."""
    table = read_votes(Path(sys.argv[1]))
    write_packed(FILES / FILE, HEADER, COLUMNS, iter_rows(table))
    points = estimate(table)
    write_packed(FILES / POINTS_FILE, POINTS_HEADER, POINT_COLUMNS, iter_points(table, points))
    print(
        f"{len(table.roll_calls):,} roll calls, {table.n_votes:,} votes, {len(table.seats)} seats"
    )
    print(f"{len(points.point):,} ideal points in {points.n_rounds} rounds")


def iter_rows(table: VoteTable) -> Iterator[tuple[str, ...]]:
    """Yield the row that names the seats, then one a roll call."""
    yield (SEATS_ROW, *[""] * (len(COLUMNS) - 2), " ".join(table.seats))
    for one, choices in zip(table.roll_calls, table.choices, strict=True):
        yield (
            str(one.id),
            str(one.session),
            one.on.isoformat(),
            one.resolution or "",
            one.title or "",
            FLAGS[one.important] + FLAGS[one.amendment] + FLAGS[one.paragraph],
            ";".join(one.issues),
            "".join(LETTERS[choice] for choice in choices),
        )


def iter_points(table: VoteTable, points: IdealPoints) -> Iterator[tuple[str, ...]]:
    """Yield one row a seat."""
    for number, seat in enumerate(table.seats):
        cells = {int(points.session[cell]): cell for cell in (points.seat == number).nonzero()[0]}
        sessions = range(min(cells), max(cells) + 1)
        lists = [
            " ".join(
                str(round(1000 * values[cells[one]])) if one in cells else "-" for one in sessions
            )
            for values in (points.point, points.se)
        ]
        votes = " ".join(
            str(points.n_votes[cells[one]]) if one in cells else "-" for one in sessions
        )
        yield (seat, str(sessions[0]), *lists, votes)


if __name__ == "__main__":
    main()
