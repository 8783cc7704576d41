"""Know people by every form of their name.

In: the office holders of `people.csv.gz`, the hand-kept `principals.tsv`, other spellings and short
given names. Out: who a name may be, and which rows of office belong to whom.
Not here: offices by date, other actors (`reference.shelf`), misspelt names (`reference.similar`).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from legation.records import Actor
from legation.reference.genders import load_genders
from legation.reference.names import fold
from legation.reference.offices import office_rank
from legation.reference.tables import load_rows, load_table, split_list

Tokens = tuple[str, ...]

# Where the family name is written first in English-language reporting too.
FAMILY_FIRST = frozenset({"CHN", "TWN", "HKG", "MAC", "PRK", "KOR", "VNM", "SGP"})
# Where it stands first at home: their own releases print "KISHIDA Fumio", others "Jinping Xi".
_EITHER_WAY = FAMILY_FIRST | {"JPN", "HUN", "KHM"}
# The Vietnamese are called by their last given name.
CALLED_BY_GIVEN = frozenset({"VNM"})
_PARTICLES = frozenset(
    "de da do dos das di du del della van von der den la le bin ibn al el ben abu ter af".split()
)
_ARTICLES = frozenset({"al", "el"})
# Who is named after his father is called by his own name.
_SON_OF = frozenset({"bin", "bint", "ibn"})
_SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv"})
_NUMERALS = re.compile(r"^(i{1,3}|iv|vi{0,3}|ix|x{1,2}|xi{1,3}|xiv|xv|xvi)$")
_TITLE_AFTER_COMMA = re.compile(r",.*$")


# Where letters with marks are also written as two: "Schröder" is "Schroeder".
_WITH_UMLAUTS = frozenset({"DEU", "AUT", "CHE", "DNK", "NOR", "SWE", "EST", "FIN"})
_SPELT_OUT = str.maketrans(
    {
        "ä": "ae",
        "ö": "oe",
        "ü": "ue",
        "ø": "oe",
        "å": "aa",
        "Ä": "Ae",
        "Ö": "Oe",
        "Ü": "Ue",
        "Ø": "Oe",
        "Å": "Aa",
    }
)

CHECKED_ON = "2022-07-31"
"""The day to which the files of offices, and `principals.tsv`, were checked."""


_HEADS, _LONG_ENOUGH = 1, 5
# The best kind of match first.
_KIND_ORDER = {"name": 0, "alias": 1, "last name": 2}


class OfficeRow(NamedTuple):
    """One tenure as a file gives it; dates are EDTF, empty when not known."""

    state: str
    office: str
    since: str
    until: str
    sure: str
    """The day until which a file vouches for an open end; empty where all is remembered."""
    checked: str
    """The day until which an open end is known to hold at all."""


class NameForm(NamedTuple):
    """One spelling of a person's name, cut into given and family names."""

    tokens: Tokens
    given: Tokens
    families: tuple[Tokens, ...]
    family_first: bool = False


@dataclass(frozen=True, slots=True)
class PersonMatch:
    """Somebody a name may stand for, and by what kind of name."""

    person: str
    kind: str
    """`name`, `alias` or `last name`."""


def parse_name(name: str, state: str) -> NameForm:
    """Return the folded parts of a person's name as people of `state` write it."""
    tokens = tuple(fold(_TITLE_AFTER_COMMA.sub("", name)).split())
    if len(tokens) == 2 and _NUMERALS.match(tokens[1]):  # a monarch
        return NameForm(tokens, (), (tokens, tokens[:1]))
    while len(tokens) > 2 and tokens[-1] in _SUFFIXES:
        tokens = tokens[:-1]
    if len(tokens) < 2:
        return NameForm(tokens, (), (tokens,))
    if state in FAMILY_FIRST:
        called = (tokens[-1:],) if state in CALLED_BY_GIVEN else ()
        return NameForm(tokens, tokens[1:], (tokens[:1], *called), family_first=True)
    start = len(tokens) - 1
    while start > 1 and tokens[start - 1] in _PARTICLES:
        start -= 1
    families = [tokens[start:]]
    if start == 1 and tokens[1] in _SON_OF:
        families.append(tokens[:1])  # "Sheikh Tamim", "Crown Prince Mohammed"
    if tokens[start] in _ARTICLES:
        families.append(tokens[start + 1 :])
    # A second surname ("López Obrador") cannot be told from a second given name: both count.
    # After initials alone it is a given name ("R. Nicholas Burns").
    initials = all(len(token) == 1 for token in tokens[: start - 1])
    if start == len(tokens) - 1 and start > 1 and len(tokens[start - 1]) > 1 and not initials:
        families.append(tokens[start - 1 :])
    return NameForm(tokens, tokens[:start], tuple(families))


@cache
def load_leader_names(rank: int = _HEADS, shortest: int = _LONG_ENOUGH) -> frozenset[str]:
    """Load the folded last names of all who ever headed a state or government, other spellings too.

    Args:
        rank: The least office that counts: 1 for heads, 2 for foreign ministers too.
        shortest: One word each, of so many letters and more; shorter ones are too often something
            else.
    """
    rows = load_rows("people.csv.gz")
    next(rows)
    heads = {row[0]: (row[1], row[2]) for row in rows if office_rank(row[3]) <= rank}
    names = list(heads.values())
    for line in load_table("spellings.tsv"):
        if line["id"] in heads:
            names += [(name, heads[line["id"]][1]) for name in split_list(line["spellings"])]
    return frozenset(
        family[-1]
        for name, state in names
        for family in parse_name(name, state).families[:1]
        if family and len(family[-1]) >= shortest
    )


class People:
    """Everybody the shelf knows by name, with their rows of office."""

    def __init__(self) -> None:
        self.actors: dict[str, Actor] = {}
        self.rows: dict[str, list[OfficeRow]] = defaultdict(list)
        self.names: dict[str, list[str]] = defaultdict(list)
        self.forms: dict[str, list[NameForm]] = defaultdict(list)
        self.by_token: dict[str, list[str]] = defaultdict(list)
        self._short = _load_short_names()
        self._load()

    def _load(self) -> None:
        rows = load_rows("people.csv.gz")
        next(rows)
        exact: dict[tuple[str, str, str], tuple[str, str]] = {}
        principals = list(load_table("principals.tsv"))
        for line in principals:
            exact[line["id"], line["state"], line["office"]] = (line["since"], line["until"])
            if not line["state"]:  # known by the international body that he serves
                self._add(line["id"], line["name"], "")
        for person, name, state, office, since, until, _, _, sure, checked, also in rows:
            for other in split_list(also):
                self._also(person, name, other, state)
            if (person, state, office) in exact and len(since) == 4:
                continue  # the hand-kept file knows the day where this one knows the year
            self._add(person, name, state)
            self.rows[person].append(OfficeRow(state, office, since, until, sure, checked))
        for line in principals:
            self._add(line["id"], line["name"], line["state"])
            if line["office"]:
                self.rows[line["id"]].append(
                    OfficeRow(
                        line["state"], line["office"], line["since"], line["until"], "", CHECKED_ON
                    )
                )
        for line in load_table("spellings.tsv"):
            if line["id"] not in self.actors:
                continue  # a shelf built without the list that has him
            for spelling in split_list(line["spellings"]):
                self._file(line["id"], parse_name(spelling, self.actors[line["id"]].state or ""))

    def _also(self, person: str, name: str, other: str, state: str) -> None:
        self._add(person, name, state)
        self.names[person].append(other)
        form = parse_name(other, state)
        if len(form.tokens) == 1:  # "Salinas", of Carlos Salinas de Gortari: a last name
            form = self.forms[person][0]._replace(families=(form.tokens,))
        if form not in self.forms[person]:
            self._file(person, form)
            for token in form.families[0]:
                if person not in self.by_token[token]:
                    self.by_token[token].append(person)

    def _add(self, person: str, name: str, state: str) -> None:
        if person not in self.actors:
            self.actors[person] = Actor(person, name, "person", state or None)
            self.names[person].append(name)
            self._file(person, parse_name(name, state))
            spelt_out = name.translate(_SPELT_OUT)
            if spelt_out != name and state in _WITH_UMLAUTS:
                self._file(person, parse_name(spelt_out, state))

    def add(self, person: Actor, names: Iterable[str]) -> None:
        """File a person, who may be known already, under more names."""
        assert person.id is not None  # noqa: S101  (the unnamed are not on the shelf)
        self.actors.setdefault(person.id, person)
        for name in names:
            if name not in self.names[person.id]:
                self.names[person.id].append(name)
            form = parse_name(name, person.state or "")
            if form not in self.forms[person.id]:
                self._file(person.id, form)

    def _file(self, person: str, form: NameForm) -> None:
        self.forms[person].append(form)
        for token in form.tokens:
            filed = self.by_token[token]
            if person not in filed[-1:]:
                filed.append(person)

    def find(self, name: str) -> list[PersonMatch]:
        """Return the people `name` may stand for: full names, then other forms, then last names.

        Short given names ("Bill" for William), initials and left-out middle names count; so does a
        whole name turned round ("Kishida Fumio", "Jinping Xi") where nobody is called so as it is
        and the person is of a state where the family name stands first.
        """
        asked = tuple(fold(_TITLE_AFTER_COMMA.sub("", name)).split())
        while len(asked) > 2 and asked[-1] in _SUFFIXES:
            asked = asked[:-1]
        found = self._matches(asked) or self._turned(asked)
        matches = [PersonMatch(person, kind) for person, kind in found.items()]
        return sorted(matches, key=lambda match: _KIND_ORDER[match.kind])

    def _turned(self, asked: Tokens) -> dict[str, str]:
        """Return who is called so with the family name first that stands last, or the reverse."""
        if len(asked) < 2:
            return {}
        return {
            person: "alias"
            for turned in ((*asked[1:], asked[0]), (asked[-1], *asked[:-1]))
            for person in self.by_token.get(turned[0], ())
            if self.actors[person].state in _EITHER_WAY
            and any(turned == form.tokens for form in self.forms[person])
        }

    def _matches(self, asked: Tokens) -> dict[str, str]:
        found: dict[str, str] = {}
        for token in dict.fromkeys(asked):
            for person in self.by_token.get(token, ()):
                for form in self.forms[person]:
                    kind = self._match(asked, form)
                    known = found.get(person)
                    if kind and (known is None or _KIND_ORDER[kind] < _KIND_ORDER[known]):
                        found[person] = kind
        return found

    def _match(self, asked: Tokens, form: NameForm) -> str | None:
        if asked == form.tokens:
            return "name"
        # "Cyril Ramaphosa", for Matamela Cyril, is given name and family; "López Obrador" is not.
        given_first = len(asked) > 1 and asked[0] in load_genders()
        if asked in form.families and not given_first:
            return "last name"
        for family in form.families:
            n_given = len(asked) - len(family)
            if n_given <= 0:
                continue
            if form.family_first:
                here, given = asked[: len(family)], asked[len(family) :]
            else:
                here, given = asked[n_given:], asked[:n_given]
            if here == family and self._given_match(given, form.given):
                return "alias"
        return "last name" if asked in form.families else None

    def _given_match(self, asked: Tokens, known: Tokens) -> bool:
        if not known:
            return False
        if len(asked) > len(known):  # "Joseph Robinette Biden" for Joe Biden
            return self.same_given(asked[0], known[0]) and len(known[0]) > 1
        # A full name does not answer to a mere middle initial: Jacob is no "John J.".
        if len(asked[0]) > 1 and not self.same_given(asked[0], known[0]):
            known = tuple(name for name in known[1:] if len(name) > 1)
        rest = iter(known)
        return all(any(self.same_given(word, other) for other in rest) for word in asked)

    def same_given(self, one: str, other: str) -> bool:
        """Tell whether two given names, folded, may be one: equal, initial or short form."""
        if one == other:
            return True
        if len(one) == 1 or len(other) == 1:
            return one[0] == other[0]
        return bool(self._short.get(one, _NOBODY) & self._short.get(other, _NOBODY))


_NOBODY: frozenset[int] = frozenset()


def _load_short_names() -> dict[str, frozenset[int]]:
    groups: dict[str, set[int]] = defaultdict(set)
    for number, row in enumerate(load_table("given_names.tsv")):
        for name in split_list(row["names"]):
            groups[fold(name)].add(number)
    return {name: frozenset(numbers) for name, numbers in groups.items()}
