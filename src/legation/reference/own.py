"""Read a user's own additions and corrections to the shelf.

In: a TOML file: `[[actor]]`, `[[office]]`, `[[remove]]`, `[labels]`. Out: an `OwnShelf`, checked as
far as the file alone can be; which file this process reads with (`choose`).
Not here: whether the shelf knows whom it names, and what changes (`reference.merging`).
"""

from __future__ import annotations

import hashlib
import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import NoReturn

from legation.records import ACTOR_TYPES
from legation.reference.names import slug
from legation.reference.tables import ShelfError

_ID = re.compile(r"Q[1-9]\d*|legation:\S+|[A-Z]{3}")
_CODE = re.compile(r"[A-Z]{3}")
# What `shelf.in_force_from` can place: a year, a month, a day.
_DAY = re.compile(r"\d{4}(-\d{2}){0,2}")

_KEYS = {
    "actor": ("id", "name", "type", "state", "aliases", "acronyms", "since", "until"),
    "office": ("person", "office", "state", "since", "until", "checked"),
    "remove": ("name", "actor"),
}
_NEEDED = {"actor": (), "office": ("person", "office", "since"), "remove": ("name", "actor")}


@dataclass(frozen=True, slots=True)
class OwnActor:
    """An actor whom the shelf does not have, or more names for one it has."""

    place: str
    """Where it stands, for messages: `my-shelf.toml, [[actor]] 2`."""
    id: str
    name: str | None
    """None only where the shelf must have the actor already."""
    type: str | None
    state: str | None
    aliases: tuple[str, ...]
    acronyms: tuple[str, ...]
    since: str | None
    until: str | None


@dataclass(frozen=True, slots=True)
class OwnOffice:
    """An office that a person held; all that is given of it replaces what the shelf had of it."""

    place: str
    person: str
    """An id, or a name that means one person."""
    office: str
    state: str | None
    since: str
    until: str | None
    checked: str | None
    """The last day for which an open end holds; None: until the file says otherwise."""


@dataclass(frozen=True, slots=True)
class OwnRemoval:
    """A name that no longer means an actor."""

    place: str
    name: str
    actor: str
    """An id."""


@dataclass(frozen=True, slots=True)
class OwnShelf:
    """All that a user's file says, in its order."""

    path: Path
    actors: tuple[OwnActor, ...] = ()
    offices: tuple[OwnOffice, ...] = ()
    removals: tuple[OwnRemoval, ...] = ()
    labels: Mapping[str, str] = field(default_factory=dict)
    """Id -> what to call it."""


_chosen: Path | None = None


def choose(own: Path | None) -> None:
    """Read with this file in this process from now on, wherever `load_shelf()` is asked."""
    global _chosen  # noqa: PLW0603  (one process reads with one shelf, in every stage)
    _chosen = own


def chosen() -> Path | None:
    """Return the file that this process reads with; None: with the shelf as it comes."""
    return _chosen


def digest_of(own: Path) -> str:
    """Return a short hash of what a file says, by which a changed one is known.

    Raises:
        ShelfError: The file cannot be read.
    """
    return hashlib.sha256(_read(own)).hexdigest()[:8]


def load_own(path: Path) -> OwnShelf:
    """Load a user's own shelf.

    Raises:
        ShelfError: The file is missing, is no TOML, or holds what it cannot hold; the message
            names file, line or table, and the cure.
    """
    try:
        table = tomllib.loads(_read(path).decode("utf-8"))
    except UnicodeDecodeError as error:
        msg = f"{path}: byte {error.start} is not UTF-8; convert it first, e.g. with iconv"
        raise ShelfError(msg) from error
    except tomllib.TOMLDecodeError as error:
        msg = f"{path}: is not TOML: {error}"
        raise ShelfError(msg) from error
    for name in table:
        if name not in (*_KEYS, "labels"):
            msg = f"{path}: there is no table {name!r}; there are {', '.join(_KEYS)} and labels"
            raise ShelfError(msg)
    return OwnShelf(
        path,
        tuple(_actor(one) for one in _iter_tables(table, "actor", path)),
        tuple(_office(one) for one in _iter_tables(table, "office", path)),
        tuple(
            OwnRemoval(one.place, one.words("name"), one.words("actor"))
            for one in _iter_tables(table, "remove", path)
        ),
        _labels(table.get("labels", {}), path),
    )


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        msg = (
            f"{path}: the file of your own shelf cannot be read ({error.strerror}); "
            "correct `shelf` in the settings, or take it out"
        )
        raise ShelfError(msg) from error


@dataclass(frozen=True, slots=True)
class _Table:
    """One table of the file, with the questions that its keys answer."""

    place: str
    cells: Mapping[str, object]

    def words(self, key: str) -> str:
        """Return words that must be there."""
        found = self.find(key)
        if found is None:
            self.refuse(f'{key} is missing; write {key} = "…"')
        return found

    def find(self, key: str) -> str | None:
        """Return words, None where the key is not given."""
        value = self.cells.get(key)
        if value is None:
            return None
        if not isinstance(value, str) or not value.strip():
            self.refuse(f"{key} = {value!r}, but it must be text in quotes")
        return " ".join(value.split())

    def several(self, key: str) -> tuple[str, ...]:
        """Return a list of words, empty where the key is not given."""
        value = self.cells.get(key, [])
        if not isinstance(value, list) or not all(isinstance(w, str) and w.strip() for w in value):
            self.refuse(f'{key} = {value!r}, but it must be a list such as ["…", "…"]')
        return tuple(" ".join(one.split()) for one in value)

    def day(self, key: str) -> str | None:
        """Return a day, month or year as EDTF, None where the key is not given."""
        value = self.cells.get(key)
        if value is None:
            return None
        text = value.isoformat()[:10] if isinstance(value, date) else str(value)
        if isinstance(value, bool) or not _is_day(text):
            self.refuse(f'{key} = {value!r} is no date; write "2022-03-18", "2022-03" or "2022"')
        return text

    def code(self, key: str) -> str | None:
        """Return the code of a state, None where the key is not given."""
        code = self.find(key)
        if code is not None and not _CODE.fullmatch(code):
            self.refuse(f"{key} = {code!r} is no ISO code; write three capitals such as USA")
        return code

    def period(self) -> tuple[str | None, str | None]:
        """Return `since` and `until`, in this order in time."""
        since, until = self.day("since"), self.day("until")
        # Compared as far as both are told: 2022 may begin before 2022-03.
        n = min(len(since or ""), len(until or ""))
        if since and until and since[:n] > until[:n]:
            self.refuse(f"until {until} lies before since {since}; correct one of them")
        return since, until

    def refuse(self, what: str) -> NoReturn:
        """Say what is wrong here.

        Raises:
            ShelfError: Always.
        """
        msg = f"{self.place}: {what}"
        raise ShelfError(msg)


def _is_day(text: str) -> bool:
    if not _DAY.fullmatch(text):
        return False
    try:
        date.fromisoformat((text + "-01-01")[:10] if len(text) < 10 else text)
    except ValueError:
        return False
    return True


def _iter_tables(table: Mapping[str, object], kind: str, path: Path) -> Iterator[_Table]:
    given = table.get(kind, [])
    if not isinstance(given, list) or not all(isinstance(one, dict) for one in given):
        msg = f"{path}: {kind} must be a table in double brackets; begin each with [[{kind}]]"
        raise ShelfError(msg)
    for number, cells in enumerate(given, start=1):
        one = _Table(f"{path}, [[{kind}]] {number}", cells)
        for key in cells:
            if key not in _KEYS[kind]:
                known = ", ".join(_KEYS[kind])
                one.refuse(f"there is no key {key!r}; there are {known}")
        for key in _NEEDED[kind]:
            if key not in cells:
                one.refuse(f'{key} is missing; write {key} = "…"')
        yield one


def _actor(table: _Table) -> OwnActor:
    name, identity = table.find("name"), table.find("id")
    type_, state = table.find("type"), table.code("state")
    if identity is None and name is None:
        table.refuse('name is missing; write name = "…", or the id of one the shelf has')
    if identity is None and type_ == "state":
        table.refuse('id is missing; a state needs one of three capitals: id = "…"')
    identity = identity or f"legation:{slug(name or '')}"
    if not _ID.fullmatch(identity) or identity == "legation:":
        table.refuse(
            f'id = {identity!r}; write a Wikidata id such as "Q7747", "legation:" and a word '
            "without blanks, or the three capitals of a state"
        )
    if type_ is not None:
        _check_type(table, type_, identity)
    since, until = table.period()
    if type_ == "person" and (since or until):
        table.refuse("a person has no since and until; write the days of an [[office]]")
    return OwnActor(
        table.place, identity, name, type_, identity if type_ == "state" else state,
        table.several("aliases"), table.several("acronyms"), since, until,
    )  # fmt: skip


def _check_type(table: _Table, type_: str, identity: str) -> None:
    if type_ not in ACTOR_TYPES:
        table.refuse(f"type = {type_!r}; write one of {', '.join(ACTOR_TYPES)}")
    if type_ == "state" and not _CODE.fullmatch(identity):
        table.refuse(f"id = {identity!r}; the id of a state is three capitals")
    if type_ not in ("state", "place") and _CODE.fullmatch(identity):
        table.refuse(
            f'id = {identity!r} is a code of a state; write "legation:" and a word, '
            "or leave the id out"
        )


def _office(table: _Table) -> OwnOffice:
    since, until = table.period()
    return OwnOffice(
        table.place,
        table.words("person"),
        table.words("office"),
        table.code("state"),
        since or "",
        until,
        table.day("checked"),
    )


def _labels(labels: object, path: Path) -> dict[str, str]:
    place = f"{path}, [labels]"
    if not isinstance(labels, dict):
        msg = f'{place}: must be a table; begin it with [labels] and write TWN = "…" below'
        raise ShelfError(msg)
    for identity, label in labels.items():
        if not isinstance(label, str) or not label.strip():
            msg = f"{place}: {identity} = {label!r}, but a label must be text in quotes"
            raise ShelfError(msg)
    return {identity: " ".join(label.split()) for identity, label in labels.items()}


def listed(names: Sequence[str]) -> str:
    """Return several names as a message lists them: the first five."""
    more = f" and {len(names) - 5} more" if len(names) > 5 else ""
    return ", ".join(names[:5]) + more
