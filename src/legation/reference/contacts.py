"""Know which principals met before anything is read.

In: `contacts.csv.gz`, made by `tools/build_contacts.py` from official lists of journeys.
Out: `KnownContact`s, by `load_contacts()` or of one person.
Not here: contacts that reports tell of (`resolve.contacts`).
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from legation.records import Actor
from legation.reference.tables import ShelfError, load_rows, load_text, split_list

SOURCES = {
    "visits": "HistoryAtState, visits by foreign leaders",
    "travels": "HistoryAtState, travels of the President and the Secretary of State",
}
"""The list a line is from -> its name as people read it."""

FILE = "contacts.csv.gz"
_COLUMNS = ("since", "until", "type", "visitor", "host", "met", "place", "source")


@dataclass(frozen=True, slots=True)
class KnownContact:
    """One journey of a principal, and whom he is said to have met on it."""

    since: str
    until: str
    """First and last day, ISO 8601; whom he met, he met on one of these days."""
    type: str
    """As a `Contact`'s: `visit`."""
    visitor: Actor
    host: str
    """ISO code of the state visited."""
    met: tuple[Actor, ...]
    """Those met, or whose guest he was; empty where the list does not say."""
    place: str | None
    """In the list's own words; None where it gives none."""
    source: str
    """One of `SOURCES`."""

    @property
    def persons(self) -> tuple[Actor, ...]:
        """The visitor and all whom he met."""
        return (self.visitor, *self.met)


@lru_cache(maxsize=1)
def load_contacts() -> tuple[KnownContact, ...]:
    """Return all contacts that are known before reading, in order of their first day.

    Raises:
        ShelfError: The file is missing or broken.
    """
    rows = load_rows(FILE)
    _check(next(rows))
    return tuple(_contact(row) for row in rows)


def find_contacts(person: str) -> tuple[KnownContact, ...]:
    """Return the contacts in which a person, by id, is visitor or met, in order of their day.

    Only lines that hold the id are parsed, so that one question costs milliseconds.

    Raises:
        ShelfError: As `load_contacts`.
    """
    lines = _lines()
    _check(next(csv.reader(lines[:1])))
    mark = f"{person}|"
    rows = csv.reader(line for line in lines[1:] if mark in line)
    found = (_contact(row) for row in rows)
    return tuple(one for one in found if any(who.id == person for who in one.persons))


@lru_cache(maxsize=1)
def _lines() -> tuple[str, ...]:
    return tuple(line for line in load_text(FILE).splitlines() if line and line[0] != "#")


def _check(header: list[str]) -> None:
    if tuple(header) != _COLUMNS:
        msg = f"shelf file {FILE}: columns {header}; make it again with tools/build_contacts.py"
        raise ShelfError(msg)


def _contact(row: list[str]) -> KnownContact:
    since, until, kind, visitor, host, met, place, source = row
    (who,) = _persons(visitor)
    return KnownContact(since, until, kind, who, host, tuple(_persons(met)), place or None, source)


def _persons(field: str) -> Iterator[Actor]:
    for person in split_list(field):
        identity, name, state = person.split("|")
        yield Actor(identity, name, "person", state or None)
