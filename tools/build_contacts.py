"""Build the shelf's file of contacts known before reading, from two official lists of journeys.

In: the folder `people` of the data: visits of foreign leaders to the United States, and trips of
its Presidents and Secretaries of State (HistoryAtState, CC0); the shelf. Out: `contacts.csv.gz`.
Run: `python tools/build_contacts.py DATA/people [--output FILE]`, after `build_people.py`.
Not here: reading the file (`reference.contacts`).

Facts are taken, sentences are not: who, whose guest, which days, where, whom the list says was met.
A person counts when the shelf knows one of that name and state who fits the days best.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).parent))

from packed import write_packed
from people_sources import country_of, load_codes, read_csv

from legation.records import Actor
from legation.reference.names import fold
from legation.reference.roles import strip_titles
from legation.reference.shelf import load_shelf
from legation.resolve.directory import Directory
from legation.resolve.lookup import who_is

FILES = Path(__file__).parents[1] / "src" / "legation" / "reference" / "files"
HEADER = """\
# Contacts between principals that are known before anything is read, to 2021.
# source: HistoryAtState, Office of the Historian, US Department of State: "visits" by foreign
#   leaders to the United States, "travels" of Presidents and Secretaries of State; found on the
#   shelf by name, state and day
# date: 2021-12-31 (end of both lists)
# licence: CC0-1.0
# made by tools/build_contacts.py; a person is id|name|state. `met` are those whom the list says
#   the visitor met, or whose guest he was (a state, official or working visit); nobody: not said.
"""
# A name answers from here on (`resolve.lookup`): a last name that fits the day has .79 and more,
# a misspelt full name .72; below stand people who came later, or held no office then.
_SURE, _SURE_SPELT_OTHERWISE = 0.79, 0.72
# The second-best must be this much less likely.
_APART = 0.02
_MET = re.compile(
    r"\b(?:[Mm]et|[Mm]eetings?|[Tt]alks|[Dd]iscuss\w*[^.;]*?|[Aa]udience|[Cc]onferred|[Bb]runch"
    r"|[Dd]inner|[Cc]onsultations?)(?: \w+)? with (?P<whom>[^.;]*(?:\b[A-Z]\.[^.;]*)*)"
)
# A guest of the President by the kind of the visit.
_GUEST = re.compile(r"\b(?:state|official|working) visit", re.IGNORECASE)
_CHUNKS = re.compile(r",| and |;|\bwith\b")
_NAME = re.compile(
    r"(?:(?:[A-Z][\w’'.-]*|de|del|la|al|el|von|van|bin|der|da|dos|ben|of)(?:\s+|$))+"
)
_ASIDE = re.compile(r"\s*\([^)]*\)|\[[^]]*\]")


class Line(NamedTuple):
    """One contact as it is written to the file."""

    since: str
    until: str
    type: str
    visitor: str
    host: str
    met: str
    place: str
    source: str


class Finder:
    """Finds persons of the shelf by name, state and day."""

    def __init__(self) -> None:
        self.directory = Directory.of(load_shelf())

    def find(self, name: str, state: str, on: date) -> Actor | None:
        """Return who is meant; None where nobody or more than one may be.

        A full name is tried without its title too: the list calls Spain's Prime Minister President.
        """
        found = self._find(name, state, on)
        bare = strip_titles(name)
        return self._find(bare, state, on) if found is None and " " in bare else found

    def _find(self, name: str, state: str, on: date) -> Actor | None:
        answers = [one for one in who_is(name, self.directory, on, state) if one.office]
        answers = [one for one in answers if one.actor.type == "person"]
        if not answers:
            return None
        best = answers[0]
        enough = _SURE_SPELT_OTHERWISE if best.reason.startswith("spelt") else _SURE
        # What rests on memory is capped by `who_is`; a name and a day that fit are enough here.
        remembered = best.score == 0.7 and not best.reason.startswith("spelt")
        if best.score < enough and not remembered:
            return None
        rivals = [one for one in answers[1:] if best.score - one.score < _APART]
        return None if rivals else best.actor

    def president(self, on: date) -> Actor | None:
        """Return the President of the United States on a day."""
        held = self.directory.holders("president", "USA", on)
        return held[0].person if held else None

    def iter_met(self, remarks: str, state: str, on: date) -> Iterator[Actor]:
        """Yield whom remarks say were met: those of a state, and whoever is called by another."""
        for match in _MET.finditer(_ASIDE.sub("", remarks)):
            for chunk in _CHUNKS.split(match["whom"]):
                found = self._named(chunk.strip(), state, on)
                if found is not None:
                    yield found

    def _named(self, chunk: str, state: str, on: date) -> Actor | None:
        match = _NAME.match(chunk)
        words = match[0].strip() if match else ""
        first, _, rest = words.partition(" ")
        nation = self.directory.nation_of(first) if first else None
        if nation is not None and rest:  # "Russian President Vladimir Putin", met in Geneva
            state, words = nation, rest
        named = strip_titles(words)
        if not named or (named == words and " " not in words):
            return None
        return self.find(words, state, on)


def iter_visits(folder: Path, finder: Finder, dropped: Counter[str]) -> Iterator[Line]:
    """Yield the visits of foreign leaders to the United States."""
    codes = load_codes()
    for row in read_csv(folder / "visits_to_2021.csv.gz"):
        state = codes.get(fold(country_of(_ASIDE.sub("", row["from"]).strip())))
        if state is None:
            dropped["visits: a state that is not on the shelf"] += 1
            continue
        on = date.fromisoformat(row["start"])
        visitor = finder.find(row["visitor"], state, on)
        if visitor is None:
            dropped["visits: visitor not on the shelf"] += 1
            continue
        met = list(finder.iter_met(row["description"], "USA", on))
        president = finder.president(on)
        if not met and president is not None and _GUEST.search(row["description"]):
            met = [president]
        yield _line(row["start"], row["end"], visitor, "USA", met, "", "visits")


def iter_travels(folder: Path, finder: Finder, dropped: Counter[str]) -> Iterator[Line]:
    """Yield the trips of Presidents and Secretaries of State."""
    codes = load_codes()
    for row in read_csv(folder / "travels_to_2021.csv.gz"):
        country = _ASIDE.sub("", row["country"]).strip()
        state = codes.get(fold(country_of(country)))
        if state is None or not row["start-date"]:
            dropped["travels: no day, or a state that is not on the shelf"] += 1
            continue
        on = date.fromisoformat(row["start-date"])
        visitor = finder.find(row["name"], "USA", on)
        if visitor is None:
            dropped["travels: traveller not on the shelf"] += 1
            continue
        met = list(finder.iter_met(row["remarks"], state, on))
        until = row["end-date"] or row["start-date"]
        yield _line(row["start-date"], until, visitor, state, met, row["locale"], "travels")


def _line(
    since: str, until: str, visitor: Actor, host: str, met: list[Actor], place: str, source: str
) -> Line:
    persons = ";".join(dict.fromkeys(_person(one) for one in met if one != visitor))
    return Line(since, max(since, until), "visit", _person(visitor), host, persons, place, source)


def _person(actor: Actor) -> str:
    return f"{actor.id}|{actor.name}|{actor.state or ''}"


def main() -> None:
    """Build the file from the folder given on the command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("folder", type=Path, help="with visits_to_2021.csv.gz, travels_to_2021 …")
    parser.add_argument("--output", type=Path, default=FILES / "contacts.csv.gz")
    asked = parser.parse_args()
    finder, dropped = Finder(), Counter[str]()
    found = [
        *iter_visits(asked.folder, finder, dropped),
        *iter_travels(asked.folder, finder, dropped),
    ]
    lines = sorted(set(found))
    write_packed(asked.output, HEADER, Line._fields, lines)
    named = sum(1 for line in lines if line.met)
    print(f"{asked.output}: {len(lines)} contacts, {named} of them tell who was met")
    for reason, count in sorted(dropped.items()):
        print(f"left out, {reason}: {count}")


if __name__ == "__main__":
    main()
