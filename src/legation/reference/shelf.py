"""The shelf: actors by any of their names, offices by date, members of organisations.

In: the tables under `reference/files`, and a user's own file. Out: `Shelf`, by `load_shelf()`.
Not here: which of several bearers of a name a text means (`resolve.linking`); role nouns
(`reference.roles`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType

from legation.records import Actor, Office
from legation.reference.bodies import derive_body
from legation.reference.garbled import GarbledNames
from legation.reference.merging import merge
from legation.reference.names import fold, fold_acronym
from legation.reference.offices import OfficeKey, office_key, office_keys, office_rank
from legation.reference.own import OwnShelf, chosen, load_own
from legation.reference.people import OfficeRow, People
from legation.reference.roles import strip_titles
from legation.reference.similar import SimilarNames
from legation.reference.tables import load_table, split_list

KINDS = ("name", "alias", "acronym", "demonym", "capital", "seat", "last name")
_KIND_ORDER = {kind: number for number, kind in enumerate(KINDS)}
_TYPE_ORDER = {"state": 0, "organisation": 1, "body": 2, "group": 3, "place": 4}

# Names that are everyday words when they stand in lower case.
_EVERYDAY = frozenset(
    "turkey china polish chad guinea jordan georgia mali niger cuba oman quad west visa apple meta "
    "swift treasury congress senate house fed commons labour diet labor shell intel amazon fox "
    "guardian times economist telegraph independent bild time security council general assembly "
    "democrats republicans conservatives commonwealth pacific atlantic arctic amnesty fars finn "
    "pole male bern victoria stanley dane lao brit beehive beltway chancellery westminster "
    "government house number 10 no 10 number ten langley emirates the states states america "
    "security service national security council supreme court sputnik wagner azov alphabet citi "
    "western southern baltic wales spiegel politburo rt planalto target didi quadrilateral "
    "fano contras colectivos".split()
) | {
    "security council", "general assembly", "national security council", "supreme court",
    "security service", "government house", "state council", "central military commission",
    "house of representatives", "european command", "oil cartel", "joint chiefs",
}  # fmt: skip
# Words of the language that are last names too: alone they are never taken for one.
_FUNCTION_WORDS = frozenset(
    "he she it we you they me my her his our am an as at be by do if in is no of on or so to the "
    "and but one may will long".split()
)
# Acronyms that are words when they are not printed in capitals: the Plan is no navy.
_WORDS_TOO = frozenset({"plan", "pace", "shape"})
# Shorter acronyms must be printed as such; longer ones also as words ("Nato", "Opec").
_SHORT_ACRONYM = 3


@dataclass(frozen=True, slots=True)
class Name:
    """One name of one actor."""

    actor: Actor
    text: str
    """The name as the shelf files it."""
    kind: str
    """One of `KINDS`."""
    since: str | None = None
    until: str | None = None
    """EDTF; the days between which the name means this actor, None: always."""


@dataclass(frozen=True, slots=True)
class Tenure:
    """One person in one office."""

    person: Actor
    office: Office
    rank: int
    """0 (head of state or government) to 9: which office is the foremost."""
    sure_until: str | None = None
    """The last day for which a file vouches; later days rest on memory alone, as does everything
    where it is None."""
    checked_until: str | None = None
    """The last day for which anybody vouches: who holds the office afterwards is not known."""
    names: tuple[str, ...] = ()
    """Every whole name under which a list has the person, the label first."""

    def holds(self, on: date) -> bool:
        """Tell whether the office is known to be held on a day."""
        day, office = on.isoformat(), self.office
        return _held(office.since or "", office.until or "", day) and (
            office.until is not None or self.checked_until is None or day <= self.checked_until
        )


def in_force_from(edge: str) -> str:
    """Return the first day, ISO 8601, on which a dated change surely holds.

    A change known by month or year holds from the end of it: no office is shown before it began.
    """
    if len(edge) == 4:
        return f"{int(edge) + 1:04}-01-01"
    if len(edge) == 7:
        year, month = int(edge[:4]), int(edge[5:])
        return f"{year + month // 12:04}-{month % 12 + 1:02}-01"
    return edge


def _held(since: str, until: str, on: str) -> bool:
    return bool(since) and in_force_from(since) <= on and (not until or on < in_force_from(until))


class Shelf:
    """Everything the desk knows about actors before it reads; build it with `load_shelf()`."""

    def __init__(self, own: OwnShelf | None = None) -> None:
        self._labels = own.labels if own is not None else {}
        self._things: dict[str, Actor] = {}
        self._removed: set[tuple[str, str]] = set()
        self._states: dict[str, Actor] = {}
        self._folded: dict[str, list[Name]] = defaultdict(list)
        self._acronyms: dict[str, list[Name]] = defaultdict(list)
        self._members: dict[str, list[tuple[str, str, str]]] = defaultdict(list)
        self._suspended: dict[str, list[tuple[str, str, str]]] = defaultdict(list)
        self._holders: dict[str, dict[OfficeKey, list[tuple[str, OfficeRow]]]] = {}
        self._file_states()
        self._file_organisations()
        self._people = People()
        self._similar: SimilarNames | None = None
        self._garbled: GarbledNames | None = None
        for row in load_table("members.tsv"):
            for state in split_list(row["states"]):
                self._members[row["organisation"]].append((state, row["since"], row["until"]))
        for row in load_table("suspensions.tsv"):
            self._suspended[row["organisation"]].append((row["state"], row["since"], row["until"]))
        if own is not None:
            merge(own, self)

    @property
    def states(self) -> Mapping[str, Actor]:
        """All states, those that are no more included, by ISO 3166 alpha-3 code."""
        return MappingProxyType(self._states)

    def _file_states(self) -> None:
        for row in load_table("states.tsv"):
            actor = Actor(row["id"], self._label(row), "state", row["id"])
            self._states[row["id"]] = actor
            self._file(actor, row)
        for row in load_table("exonyms.tsv"):
            texts = [(text, "alias") for text in split_list(row["aliases"])]
            texts += [(text, "capital") for text in split_list(row["capitals"])]
            self._file_names(self._states[row["id"]], texts, (), None, None)

    def _file_organisations(self) -> None:
        for row in load_table("organisations.tsv"):
            self._file(Actor(row["id"], self._label(row), row["type"], row["state"] or None), row)

    def _label(self, row: Mapping[str, str]) -> str:
        return self._labels.get(row["id"], row["name"])

    def _file(self, actor: Actor, row: Mapping[str, str]) -> None:
        texts = [(actor.name, "name")]
        if actor.name != row["name"]:
            texts.append((row["name"], "alias"))
        texts += [(text, "alias") for text in split_list(row["aliases"])]
        texts += [(text, "demonym") for text in _demonyms(row["demonyms"])]
        texts += [(text, "capital") for text in split_list(row["capitals"])]
        texts += [(text, "seat") for text in split_list(row["seats"])]
        acronyms = split_list(row["acronyms"])
        self._file_names(actor, texts, acronyms, row.get("since") or None, row.get("until") or None)

    def _file_names(
        self,
        actor: Actor,
        texts: Iterable[tuple[str, str]],
        acronyms: Iterable[str],
        since: str | None,
        until: str | None,
    ) -> None:
        """File an actor under names of some kinds, and under acronyms."""
        if actor.id is not None and actor.type != "person":
            self._things[actor.id] = actor
        seen = set()
        for text, kind in texts:
            key = fold(text)
            # "G7" or "NATO" is a name and an acronym: filed as an acronym, by its case.
            if key and key not in seen and text not in acronyms:
                seen.add(key)
                self._folded[key].append(Name(actor, text, kind, since, until))
        for text in acronyms:
            key = fold_acronym(text)
            if key not in seen:
                seen.add(key)
                kind = "name" if text == actor.name else "acronym"
                self._acronyms[key].append(Name(actor, text, kind, since, until))

    # What a user's own file changes, before anybody asks (`reference.merging`).

    def add(
        self,
        actor: Actor,
        names: Iterable[str],
        acronyms: Iterable[str],
        since: str | None = None,
        until: str | None = None,
    ) -> None:
        """File an actor, who may be known already, under more names, the first of them his own."""
        if actor.type == "person":
            self._people.add(actor, names)
            names = ()
        elif actor.type == "state" and actor.id is not None:
            self._states.setdefault(actor.id, actor)
        texts = [(text, "name" if text == actor.name else "alias") for text in names]
        self._file_names(actor, texts, tuple(acronyms), since, until)

    def remove(self, name: str, identity: str) -> bool:
        """Let `name` no longer mean an actor; tell whether it did."""
        if all(one.actor.id != identity for one in self.find(name)):
            return False
        for filed, key in ((self._folded, fold(name)), (self._acronyms, fold_acronym(name))):
            if key in filed:
                filed[key] = [one for one in filed[key] if one.actor.id != identity]
        # Persons are found by parts of their names, derived bodies are made: both are passed over.
        self._removed.add((fold(name), identity))
        return True

    def office_rows(self, person: str) -> tuple[OfficeRow, ...]:
        """Return the rows of office of a person, as the files give them."""
        return tuple(self._people.rows.get(person, ()))

    def set_office_rows(self, person: str, rows: Iterable[OfficeRow]) -> None:
        """Put rows of office in place of those that a person had."""
        self._people.rows[person] = list(rows)

    def actor(self, identity: str) -> Actor | None:
        """Return the actor of this id; None when the shelf does not list it."""
        return self._things.get(identity) or self._people.actors.get(identity)

    def find(self, name: str) -> tuple[Name, ...]:
        """Return what `name` may stand for, best kinds first, the foremost people first.

        Case, diacritics, quotes, hyphens, full stops, a leading "the" and a trailing possessive do
        not count; but an acronym counts only in capitals (`US`, never `us`), and a name that is
        also an everyday word only with a capital. Title words before a person's name are passed
        over (`President Xi`). A ministry that the shelf does not list is made from its state
        (`Polish Foreign Ministry`). Empty when nobody is known by that name.
        """
        key = fold(name)
        if not key:
            return ()
        small = name.casefold() == name
        found = self._listed(name, key, small=small)
        # "the West" is no Mr West.
        if not small and key not in _FUNCTION_WORDS and not name.lower().startswith("the "):
            people = self.find_people(name)
            if not people and not found:
                bare = strip_titles(name)
                people = self.find_people(bare) if bare != name else []
            found += people
        if not found:
            return self._find_body(key)
        found.sort(key=_order)
        return tuple(found)

    def find_things(self, name: str) -> tuple[Name, ...]:
        """Return what `find` does, without looking for persons: cheaper by far."""
        key = fold(name)
        if not key:
            return ()
        found = self._listed(name, key, small=name.casefold() == name)
        if not found:
            return self._find_body(key)
        found.sort(key=_order)
        return tuple(found)

    def _listed(self, name: str, key: str, *, small: bool) -> list[Name]:
        """Return all but the persons that are filed under a name or an acronym."""
        found: list[Name] = []
        if not (small and key in _EVERYDAY):
            found += self._folded.get(key, ())
        found += self._find_acronym(name)
        if self._removed:
            found = [one for one in found if not self._is_removed(key, one.actor.id)]
        return found

    def _find_body(self, key: str) -> tuple[Name, ...]:
        body = derive_body(key, self.state_names)
        if body is None:
            return ()
        # A listed body may bear the derived name as an alias: then it is that one.
        listed = self._folded.get(fold(body.name))
        names = tuple(listed) if listed else (Name(body, body.name, "alias"),)
        return tuple(one for one in names if not self._is_removed(key, one.actor.id))

    def _is_removed(self, key: str, identity: str | None) -> bool:
        return bool(self._removed) and (key, identity) in self._removed

    def _find_acronym(self, name: str) -> list[Name]:
        key = fold_acronym(name)
        names = self._acronyms.get(key)
        # "I can" is no ICAN.
        as_word = key[:1].isupper() and key.casefold() not in _WORDS_TOO and " " not in name.strip()
        if names is None and len(key) > _SHORT_ACRONYM and as_word:
            names = self._acronyms.get(key.upper())
        return list(names or ())

    def find_people(self, name: str) -> list[Name]:
        """Return the persons that `name` may stand for, words of the language too ("May")."""
        matches = self._people.find(name)
        if len(matches) > 1:
            matches.sort(key=lambda match: (_KIND_ORDER[match.kind], self._standing(match.person)))
        names = [Name(self._people.actors[m.person], name, m.kind) for m in matches]
        if self._removed:
            key = fold(name)
            names = [one for one in names if not self._is_removed(key, one.actor.id)]
        return names

    def _standing(self, person: str) -> tuple[int, bool, str]:
        """Return a sort key: the foremost office ever held, of the world first, then the latest."""
        rows = self._people.rows.get(person, ())
        rank = min((office_rank(row.office) for row in rows), default=9)
        latest = max((row.since for row in rows), default="")
        # Digits turned round, so that the latest sorts first; a year counts as its first day.
        bearer = self._people.actors.get(person)
        at_home = bearer is not None and bearer.state is not None
        return rank, at_home, "".join(chr(0x7F - ord(digit)) for digit in latest.ljust(10))

    def state_names(self, key: str) -> Actor | None:
        """Return the state that a folded name, demonym or acronym stands for, None for others."""
        names = self._folded.get(key) or self._acronyms.get(key.upper()) or ()
        for name in names:
            if name.actor.type == "state" and name.kind not in ("capital", "seat"):
                return name.actor
        return None

    def names_of_states(self) -> Iterator[Name]:
        """Yield every name of a state: its own, its demonyms, its capitals and seats."""
        for names in self._folded.values():
            yield from (name for name in names if name.actor.type == "state")

    def names_of_organisations(self) -> Iterator[Name]:
        """Yield every written-out name of an international organisation."""
        for names in self._folded.values():
            yield from (name for name in names if name.actor.type == "organisation")

    def find_similar(self, name: str) -> tuple[tuple[Name, float], ...]:
        """Return people and states whose names are near `name`, best first, at most eight.

        For misspelt and differently transliterated names. Similarity is 1 for the same name
        and at least 0.8 for all that are returned; the first call builds an index (0.2 s).
        """
        if self._similar is None:
            self._similar = SimilarNames(self._people, self._folded)
        near = self._similar.find(name)
        if self._removed:
            near = [one for one in near if not self._is_removed(fold(name), _id_of(one[0]))]
        names = []
        for target, similarity in near:
            if isinstance(target, str):
                actor = self._people.actors[target]
                names.append((Name(actor, actor.name, "name"), similarity))
            else:
                names.append((target, similarity))
        names.sort(key=lambda pair: (-pair[1], self._standing(pair[0].actor.id or "")))
        return tuple(names[:8])

    def find_garbled(self, name: str) -> tuple[tuple[Name, float], ...]:
        """Return the persons whose whole name is like `name`, two words or more, best first.

        For names with a slip in more than one word (`reference.garbled`). Likeness is at least
        0.8, at most eight are returned; the first call builds an index (0.4 s).
        """
        if self._garbled is None:
            self._garbled = GarbledNames(self._people)
        found = self._garbled.find(name)
        if self._removed:
            found = [one for one in found if not self._is_removed(fold(name), one[0])]
        actors = ((self._people.actors[person], likeness) for person, likeness in found)
        return tuple((Name(actor, actor.name, "name"), likeness) for actor, likeness in actors)

    def tenures(self, person_id: str, on: date | None = None) -> tuple[Tenure, ...]:
        """Return the offices of a person on a day, the foremost first; all of them without a day.

        Without a day the latest stand first. Empty for people without office and unknown ids.
        """
        rows = self._people.rows.get(person_id, [])
        tenures = [self._tenure(person_id, row) for row in rows]
        if on is not None:
            tenures = [tenure for tenure in tenures if tenure.holds(on)]
        tenures.sort(key=lambda tenure: tenure.office.since or "", reverse=True)
        if on is not None:
            tenures.sort(key=lambda tenure: tenure.rank)
        return tuple(tenures)

    def _tenure(self, person: str, row: OfficeRow) -> Tenure:
        office = Office(row.office, row.state or None, row.since or None, row.until or None)
        return Tenure(
            self._people.actors[person],
            office,
            office_rank(row.office),
            row.sure or None,
            row.checked or None,
            tuple(self._people.names[person]),
        )

    def in_office(self, on: date, rank: int) -> tuple[Tenure, ...]:
        """Return all who hold an office of at least some `rank` (0 is the highest) on a day."""
        return tuple(
            tenure
            for person, rows in self._people.rows.items()
            for row in rows
            if office_rank(row.office) <= rank
            if (tenure := self._tenure(person, row)).holds(on)
        )

    def all_tenures(self, rank: int) -> tuple[Tenure, ...]:
        """Return every tenure of an office of at least some `rank`, of any time."""
        return tuple(
            self._tenure(person, row)
            for person, rows in self._people.rows.items()
            for row in rows
            if office_rank(row.office) <= rank
        )

    def holders(self, office: str, state: str | None, on: date) -> tuple[Tenure, ...]:
        """Return who held an office on a day, the longest in office first.

        `office` is matched by its words, with the usual other titles: `foreign minister` finds the
        US Secretary of State, `CIA director` the Director of the CIA. `state` is None for the
        offices of international organisations (`Secretary General of NATO`).
        """
        found = {
            person: tenure
            for person, row in self._filed(office, state)
            if (tenure := self._tenure(person, row)).holds(on)
        }
        tenures = list(found.values())
        tenures.sort(key=lambda tenure: (tenure.rank, tenure.office.since or ""))
        return _without_overlap(tenures)

    def spells(self, office: str, state: str | None) -> tuple[Tenure, ...]:
        """Return all tenures of an office, named as for `holders`, the earliest first."""
        tenures = [self._tenure(person, row) for person, row in self._filed(office, state)]
        tenures.sort(key=lambda tenure: (tenure.office.since or "", tenure.person.id or ""))
        return tuple(tenures)

    def _filed(self, office: str, state: str | None) -> Iterable[tuple[str, OfficeRow]]:
        code = state or ""
        if code not in self._holders:
            self._holders[code] = self._index_offices(code)
        return self._holders[code].get(office_key(office), ())

    def _index_offices(self, code: str) -> dict[OfficeKey, list[tuple[str, OfficeRow]]]:
        index: dict[OfficeKey, list[tuple[str, OfficeRow]]] = defaultdict(list)
        for person, rows in self._people.rows.items():
            for row in rows:
                if row.state == code:
                    for key in office_keys(row.office, code or None):
                        index[key].append((person, row))
        return dict(index)

    def members(self, organisation_id: str, on: date | None = None) -> tuple[str, ...]:
        """Return the ISO codes of an organisation's members on a day, in alphabetical order.

        A suspended state is no member (`suspended`). Without a day: all who ever were. Empty where
        the shelf has no list.
        """
        listed = self._members.get(organisation_id, [])
        if on is None:
            return tuple(sorted({state for state, _, _ in listed}))
        day = on.isoformat()
        out = self.suspended(organisation_id, on)
        # An empty start stands for a founding member, so it counts as held.
        return tuple(
            sorted(
                state
                for state, since, until in listed
                if state not in out and _held(since or "0001", until, day)
            )
        )

    def suspended(self, organisation_id: str, on: date) -> tuple[str, ...]:
        """Return the ISO codes of states whose membership is suspended on a day, in order.

        From memory: that a state is not listed does not mean that it never was. A start or an end
        of which only the month or year is remembered counts from the end of that month or year.
        """
        day = on.isoformat()
        listed = self._suspended.get(organisation_id, [])
        return tuple(sorted({one for one, since, until in listed if _held(since, until, day)}))

    def state_of(self, word: str) -> str | None:
        """Return the ISO code of the state a name, demonym, capital, seat or body stands for.

        None for people, companies, publishers and everything without a state.
        """
        for name in self.find(word):
            if name.actor.type in ("state", "body", "place") and name.actor.state:
                return name.actor.state
        return None


def _without_overlap(tenures: list[Tenure]) -> tuple[Tenure, ...]:
    """Leave out who ended in a month, not known to the day, by which another had begun."""
    begun = [
        one.office.since or "" for one in tenures if len(one.office.since or "") > len("2006-01")
    ]
    return tuple(
        one
        for one in tenures
        if not one.office.until
        or len(one.office.until) > len("2006-01")
        or not any(
            since.startswith(one.office.until) and since > (one.office.since or "")
            for since in begun
        )
    )


def _id_of(near: str | Name) -> str | None:
    return near if isinstance(near, str) else near.actor.id


def _demonyms(field: str) -> list[str]:
    forms = []
    for form in split_list(field):
        if form.startswith("="):
            forms.append(form[1:])
            continue
        forms.append(form)
        if not form.endswith(("ese", "sh", "ch", "ss", "man", "woman", "s", "i-Kiribati")):
            forms.append(form + "s")
    return forms


def _order(name: Name) -> tuple[int, int]:
    # Sorting is stable: people keep the order of their standing.
    return _KIND_ORDER[name.kind], _TYPE_ORDER.get(name.actor.type, 5)


def load_shelf(own: Path | None = None) -> Shelf:
    """Return the shelf; the files are read once.

    Args:
        own: A user's own additions and corrections; None: those that the process reads with
            (`own.choose`), if any.

    Raises:
        ShelfError: A file of the shelf, or the user's own, is missing or broken.
    """
    return _load(own or chosen())


# The shelf as it comes and with the files of a few users; a process asks for one, tests for more.
@lru_cache(maxsize=4)
def _load(own: Path | None) -> Shelf:
    return Shelf(load_own(own) if own is not None else None)
