"""Build the shelf's file of office holders from all lists of them.

In: the folder `people` of the data (Wikidata facts, CC0; REIGN, MIT; visits to the United States,
CC0), and the shelf's `states.tsv` and `remembered.tsv`. Out: `people.csv.gz`.
Run: `python tools/build_people.py DATA/people [--without reign,visits] [--output FILE]`.
Not here: reading the lists (`people_sources`); the hand-kept `principals.tsv`, which the shelf
reads beside this file.

A person is one across lists by name and state, or by holding one office at one time under a like
name; a tenure is one by person, office and time. The
first list in the order of `people_sources.SOURCES` that knows a day keeps it.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from packed import write_packed
from people_persons import Persons, at_once, one_office, overlap, twins, year_of
from people_sources import (
    LEADERS,
    MEMORY,
    OFFICES,
    REIGN,
    SOURCES,
    VISITS,
    Row,
    read_leaders,
    read_memory,
    read_offices,
    read_reign,
    read_visits,
)

from legation.reference.offices import office_key, office_keys
from legation.reference.tables import load_table

FILES = Path(__file__).parents[1] / "src" / "legation" / "reference" / "files"
HEADER = """\
# People who held public office, with the days, months or years they held it.
# source: by line. offices: Wikidata, gathered by every-politician-scrapers, 11 governments with
#   days; leaders: the same, heads of state and government of the others, years only; reign: REIGN's
#   effective leaders (MIT); visits: foreign leaders' visits to the United States (HistoryAtState,
#   CC0); memory: what the project's editors remember (remembered.tsv), no source for anything
# date: `checked` is the day until which an open end is known to hold
# licence: CC0-1.0; REIGN's facts: MIT
# made by tools/build_people.py. `also`, on the first line of a person: how other lists name him.
#   `closed` is "successor" where the source left the end open: then
#   `until` is the day on which the next holder of a one-person office began; "visit" where only a
#   visit is known.
"""
# A list that knows only years may be so far from one that knows days: it files a second term alone.
_ABOUT_YEARS = 3


class Tenures:
    """Tenures, each once: what a later list knows of one goes into the row of the first."""

    def __init__(self, rows: Iterable[Row] = ()) -> None:
        self.rows: list[Row] = []
        self._of: dict[str, list[int]] = defaultdict(list)
        # The lists that know each.
        self._lists: list[set[str]] = []
        for row in rows:
            self._append(row)

    def add(self, row: Row) -> bool:
        """Take a row in; tell whether it is a tenure of its own."""
        # Of two spells a few weeks apart, the one that begins as this one does.
        same = min(
            (i for i in self._of[row.person] if self._is(i, row)),
            key=lambda i: (self.rows[i].since != row.since, i),
            default=None,
        )
        if same is None:
            self._append(row)
            return True
        self.rows[same] = _merged(self.rows[same], row)
        self._lists[same].add(row.source)
        return False

    def _append(self, row: Row) -> None:
        self._of[row.person].append(len(self.rows))
        self.rows.append(row)
        self._lists.append({*row.source.split("+")})

    def _is(self, number: int, row: Row) -> bool:
        """Tell whether a row is of the tenure of this number."""
        one = self.rows[number]
        if one.state != row.state:
            return False
        if row.source != VISITS and row.source in self._lists[number]:
            return at_once(one, row)  # a list that has two spells means two
        return overlap(one, row) and one_office(one, row)


def joined(lists: Iterable[list[Row]]) -> list[Row]:
    """Return all tenures, each person under one id and each tenure once."""
    persons, tenures = Persons(), Tenures()
    called: dict[str, dict[str, None]] = defaultdict(dict)
    for rows in lists:
        named = _titled_alike(rows, tenures.rows)
        # Whom a list names twice is settled before its own rows come in.
        found = [(persons.known(row) if row.source != OFFICES else None, row) for row in named]
        # Who holds it still comes first, so that an acting spell before does not take his place.
        found.sort(key=lambda one: one[1].until or "9", reverse=True)
        for known, row in found:
            known_row = row if known is None else row._replace(person=known)
            if row.source != REIGN or persons.names_anew(row, known_row.person):
                called[known_row.person][row.name] = None
            if tenures.add(known_row):
                persons.add(known_row)
    return _named(_united(tenures.rows, called), called)


def _united(rows: list[Row], called: dict[str, dict[str, None]]) -> list[Row]:
    """Return tenures under one id where a person came in under two, in `called` too."""
    while stays := twins(rows):
        # What lists say of one person is settled: only his twin's rows are looked at again.
        again = Tenures([row for row in rows if row.person not in stays])
        for row in rows:
            if row.person in stays:
                again.add(row._replace(person=stays[row.person]))
        for gone, kept in stays.items():
            called[kept] |= called.pop(gone, {})
        rows = again.rows
    return rows


def _named(rows: list[Row], called: dict[str, dict[str, None]]) -> list[Row]:
    """Return tenures under the first name of each person, the first with the others beside it."""
    names: dict[str, list[str]] = {}
    for row in rows:
        if row.person not in names:
            names[row.person] = [*called.get(row.person, ())] or [row.name]
    named = []
    for row in rows:
        first, *others = names[row.person]
        named.append(row._replace(name=first, also=";".join(others)))
        names[row.person] = [first]
    return named


def _titled_alike(rows: list[Row], known: list[Row]) -> list[Row]:
    """Give a remembered office the title that the files have for it in that state."""
    titles: dict[tuple[str, frozenset[str]], str] = {}
    for row in known:
        for key in office_keys(row.office, row.state or None):
            titles.setdefault((row.state, key), row.office)
    return [
        row._replace(office=titles.get((row.state, office_key(row.office)), row.office))
        if row.source == MEMORY
        else row
        for row in rows
    ]


def _merged(one: Row, row: Row) -> Row:
    """Return a tenure as an earlier list has it, with what a later one knows more sharply."""
    if one.source == VISITS:
        # A visit shows an office on its days; two, one office from the first to the last.
        if row.source == VISITS:
            return one._replace(since=min(one.since, row.since), until=max(one.until, row.until))
        return row._replace(person=one.person, name=one.name, office=one.office)
    if row.source == VISITS:
        return one
    since = _earlier(one.since, row.since) or _sharper(one.since, row.since)
    until = _end(one, row)
    told = (since, until) != (one.since, one.until)
    return one._replace(
        since=since,
        until=until,
        source=_sources(one, row) if told else one.source,
        checked=max(one.checked, row.checked),
    )


def _end(one: Row, row: Row) -> str:
    """Return the end of a tenure of two lists, the first of which is trusted more."""
    if not one.until and row.until and row.until < one.sure:
        return ""  # what a list vouches for as open on a later day did not end before
    if one.until and one.until <= one.since:
        return row.until  # a slip of the list
    return _sharper(one.until, row.until)


def _sources(one: Row, row: Row) -> str:
    return "+".join(dict.fromkeys([*one.source.split("+"), *row.source.split("+")]))


def _earlier(edge: str, other: str) -> str | None:
    """Return the beginning that a list has which knows the first term too, not the second alone."""
    only_year = len(edge) == len("2022") < len(other)
    return other if only_year and year_of(other) < year_of(edge) else None


def _sharper(edge: str, other: str) -> str:
    """Return the more exact of two edges; a year gives way to a day of about then."""
    if other.startswith(edge):
        return other
    by_year = len(edge) == len("2022") and len(other) > len(edge)
    return other if by_year and abs(year_of(edge) - year_of(other)) <= _ABOUT_YEARS else edge


def main() -> None:
    """Build the file from the folder given on the command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("folder", type=Path, help="with offices.csv.gz, reign_leaders.csv.gz …")
    parser.add_argument("--without", default="", help=f"lists to leave out: {','.join(SOURCES)}")
    parser.add_argument("--output", type=Path, default=FILES / "people.csv.gz")
    asked = parser.parse_args()
    left_out = {name for name in asked.without.split(",") if name}
    if not left_out <= set(SOURCES):
        parser.error(f"--without knows {', '.join(SOURCES)}")
    dropped: Counter[str] = Counter()
    offices = read_offices(asked.folder, dropped)
    read: dict[str, Callable[[], list[Row]]] = {
        OFFICES: lambda: offices,
        LEADERS: lambda: read_leaders(asked.folder, offices, dropped),
        MEMORY: read_memory,
        REIGN: lambda: read_reign(asked.folder, dropped),
        VISITS: lambda: read_visits(asked.folder, dropped),
    }
    rows = joined(read[name]() for name in SOURCES if name not in left_out)
    # A person is of the state that is still there: those of former states come last.
    gone = {line["id"] for line in load_table("states.tsv") if line["until"]}
    rows.sort(key=lambda row: row.state in gone)
    write_packed(asked.output, HEADER, Row._fields, rows)
    n_people = len({row.person for row in rows})
    told = Counter(row.source for row in rows)
    print(f"{len(rows)} tenures of {n_people} people, by list {dict(told)}")
    print(f"left out: {dict(dropped)}")


if __name__ == "__main__":
    main()
