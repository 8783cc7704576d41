"""Build the shelf's file of office holders from all lists of them.

In: the folder `people` of the data (Wikidata facts, CC0; REIGN, MIT; visits to the United States,
CC0), and the shelf's `states.tsv` and `remembered.tsv`. Out: `people.csv.gz`.
Run: `python tools/build_people.py DATA/people [--without reign,visits] [--output FILE]`.
Not here: reading the lists (`people_sources`); the hand-kept `principals.tsv`, which the shelf
reads beside this file.

A person is one across lists by name and state; a tenure is one by person, office and time. The
first list in the order of `people_sources.SOURCES` that knows a day keeps it.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from difflib import SequenceMatcher
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from packed import write_packed
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

from legation.reference.names import fold
from legation.reference.offices import office_key, office_keys, office_rank
from legation.reference.people import parse_name
from legation.reference.tables import load_table, split_list

FILES = Path(__file__).parents[1] / "src" / "legation" / "reference" / "files"
HEADER = """\
# People who held public office, with the days, months or years they held it.
# source: by line. offices: Wikidata, gathered by every-politician-scrapers, 11 governments with
#   days; leaders: the same, heads of state and government of the others, years only; reign: REIGN's
#   effective leaders (MIT); visits: foreign leaders' visits to the United States (HistoryAtState,
#   CC0); memory: what the project's editors remember (remembered.tsv), no source for anything
# date: `checked` is the day until which an open end is known to hold
# licence: CC0-1.0; REIGN's facts: MIT
# made by tools/build_people.py. `closed` is "successor" where the source left the end open: then
#   `until` is the day on which the next holder of a one-person office began; "visit" where only a
#   visit is known.
"""
# A spell and a tenure that begin this far apart are not one.
_NEAR_YEARS = 1
# So far a list that knows only years may be from one that knows days: it files a second term alone.
_ABOUT_YEARS = 3
# Given names of one last name and time this alike are one person's, spelt otherwise.
_SAME_GIVEN, _SAME_FAMILY, _SAME_WHOLE_GIVEN = 0.7, 0.8, 0.9


class Persons:
    """The persons of the lists read so far, found again by name and state."""

    def __init__(self) -> None:
        self.names: dict[str, tuple[str, str]] = {}
        self._of_state: dict[str, list[str]] = defaultdict(list)
        self._rows: dict[str, list[Row]] = defaultdict(list)
        # Who serves an international body is known by it, whatever he was at home before.
        self._of_the_world = {
            tuple(fold(line["name"]).split()): line["id"]
            for line in load_table("principals.tsv")
            if not line["state"]
        }
        self._spellings = {
            line["id"]: [*split_list(line["spellings"])] for line in load_table("spellings.tsv")
        }

    def add(self, row: Row) -> None:
        """File a row under its person."""
        if row.person not in self.names:
            self.names[row.person] = (row.name, row.state)
            self._of_state[row.state].append(row.person)
        self._rows[row.person].append(row)

    def known(self, row: Row) -> str | None:
        """Return the person of an earlier list that a row is about, if any."""
        asked = tuple(fold(row.name).split())
        if asked in self._of_the_world:
            return self._of_the_world[asked]
        if not row.state:  # an office of an international body, held by somebody of some state
            same = [
                one for one, (name, _) in self.names.items() if tuple(fold(name).split()) == asked
            ]
            return min(same, key=lambda one: self._distance(one, row), default=None)
        held = [one for one in self._of_state[row.state] if self._answers(one, asked, row)]
        if not held:
            return None
        return min(held, key=lambda one: self._distance(one, row))

    def _answers(self, person: str, asked: tuple[str, ...], row: Row) -> bool:
        form = parse_name(*self.names[person])
        if any(tuple(fold(one).split()) == asked for one in self._spellings.get(person, ())):
            return True
        if asked == form.tokens:
            return True
        if asked in form.families:  # "Lopez Obrador", "Suu Kyi"
            return any(_near(one, row) for one in self._rows[person])
        if len(asked) > 1:
            return self._same_full_name(row, person)
        # A last name alone: only if an office of about that time is known.
        return any(
            asked[-1:] == family[-1:] or _alike(asked[-1], family[-1]) >= _SAME_FAMILY
            for family in form.families
        ) and any(_near(one, row) and _one_office(one, row) for one in self._rows[person])

    def _same_full_name(self, row: Row, person: str) -> bool:
        ours, theirs = parse_name(row.name, row.state), parse_name(*self.names[person])
        near = any(_near(one, row) for one in self._rows[person])
        if not set(ours.families) & set(theirs.families):
            if set(ours.tokens) == set(theirs.tokens):
                return True
            # "Zelensky" and "Zelenskyy", of one given name and time.
            same_given = ours.given[:1] == theirs.given[:1] != ()
            families = (" ".join(ours.families[0]), " ".join(theirs.families[0]))
            return near and same_given and _alike(*families) >= _SAME_FAMILY
        if not ours.given or not theirs.given:
            return False
        if ours.family_first and theirs.family_first:
            # Half of a given name is nobody's: Kim Jong-un is not Kim Jong-il.
            first, second = "".join(ours.given), "".join(theirs.given)
            return first == second or (near and _alike(first, second) >= _SAME_WHOLE_GIVEN)
        first, second = ours.given[0], theirs.given[0]
        if first.startswith(second) or second.startswith(first):
            # "George W. Bush" and "George H.W. Bush", at other times, are two.
            return near or not _other_middle(ours.given, theirs.given)
        # Transliterations: "Dmitri" and "Dmitry", in office at one time.
        return near and _alike(first, second) >= _SAME_GIVEN

    def _distance(self, person: str, row: Row) -> tuple[int, int]:
        spans = [abs(_year(one.since) - _year(row.since)) for one in self._rows[person]]
        ranks = [office_rank(one.office) for one in self._rows[person]]
        return (min(spans, default=99), min(ranks, default=9))


def _other_middle(ours: tuple[str, ...], theirs: tuple[str, ...]) -> bool:
    """Tell whether two persons both have a second given name, and not the same."""
    return len(ours) > 1 and len(theirs) > 1 and ours[1][0] != theirs[1][0]


def _year(edge: str) -> int:
    return int(edge[:4]) if edge[:4].isdigit() else 0


def _alike(one: str, other: str) -> float:
    return SequenceMatcher(None, one, other).ratio()


def _near(one: Row, other: Row) -> bool:
    """Tell whether two tenures overlap, or nearly do."""
    ends = [_year(row.until) or 9999 for row in (one, other)]
    starts = [_year(row.since) for row in (one, other)]
    return starts[0] <= ends[1] + _NEAR_YEARS and starts[1] <= ends[0] + _NEAR_YEARS


def joined(lists: Iterable[list[Row]]) -> list[Row]:
    """Return all tenures, each person under one id and each tenure once."""
    persons = Persons()
    kept: list[Row] = []
    by_person: dict[str, list[int]] = defaultdict(list)
    for rows in lists:
        named = _titled_alike(rows, kept)
        # Whom a list names twice is settled before its own rows come in.
        found = [(persons.known(row) if row.source != OFFICES else None, row) for row in named]
        for known, row in found:
            if known is not None:
                name = persons.names.get(known, (row.name, ""))[0]
                row = row._replace(person=known, name=name)  # noqa: PLW2901
            # Of two spells a few weeks apart, the one that begins as this one does.
            same = min(
                (i for i in by_person[row.person] if _one_tenure(kept[i], row)),
                key=lambda i: (kept[i].since != row.since, i),
                default=None,
            )
            if same is not None:
                kept[same] = _merged(kept[same], row)
                continue
            persons.add(row)
            by_person[row.person].append(len(kept))
            kept.append(row)
    return kept


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


def _one_tenure(one: Row, row: Row) -> bool:
    if one.source == row.source != VISITS:
        return False
    return _near(one, row) and _one_office(one, row)


def _merged(one: Row, row: Row) -> Row:
    """Return a tenure as an earlier list has it, with what a later one knows more sharply."""
    if one.source == VISITS:
        # A visit shows an office on its days; two, one office from the first to the last.
        if row.source == VISITS:
            return one._replace(since=min(one.since, row.since), until=max(one.until, row.until))
        return row._replace(person=one.person, name=one.name, office=one.office)
    if row.source == VISITS:
        return one
    since = _sharper(one.since, row.since)
    until = _sharper(one.until, row.until)
    told = (since, until) != (one.since, one.until)
    return one._replace(
        since=since,
        until=until,
        source=f"{one.source}+{row.source}" if told else one.source,
        checked=max(one.checked, row.checked),
    )


def _sharper(edge: str, other: str) -> str:
    """Return the more exact of two edges; a year gives way to a day of about then."""
    if other.startswith(edge):
        return other
    by_year = len(edge) == len("2022") and len(other) > len(edge)
    return other if by_year and abs(_year(edge) - _year(other)) <= _ABOUT_YEARS else edge


def _one_office(one: Row, row: Row) -> bool:
    if row.source in {REIGN, VISITS}:
        return office_rank(one.office) <= 1
    keys = office_keys(one.office, one.state or None)
    return bool(keys & office_keys(row.office, row.state or None))


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
