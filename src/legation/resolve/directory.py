"""Ask the shelf the questions that linking asks, and remember the answers.

In: a `Shelf`. Out: `Directory`: names, misspellings, offices on a day.
Not here: which answer fits the text (`candidates`).
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from functools import lru_cache

from legation.records import Actor
from legation.reference.cities import load_towns
from legation.reference.families import Families, load_families
from legation.reference.names import fold
from legation.reference.publishers import home_of
from legation.reference.shelf import Name, Shelf, Tenure
from legation.reference.sounds import sound_of

# The office a "leader" holds differs from state to state; asked in these orders. Whoever rules in
# fact ("Leader" on the shelf: juntas, occupations, the power behind an office) comes first.
_PRESIDENTIAL = (
    *("leader", "president", "chairman of the presidency", "supreme leader"),
    *("prime minister", "premier", "chancellor", "king", "queen", "emir", "sultan", "pope"),
)
_PARLIAMENTARY = (
    *("leader", "prime minister", "premier", "chancellor", "president"),
    *("king", "queen", "emir", "sultan"),
)
_MONARCHIC = ("king", "emir", "sultan", "prince", "president", "prime minister", "leader")
_RULED_BY_MONARCHS = frozenset("ARE BHR BRN JOR KWT MAR MCO OMN QAT SAU SWZ".split())
# Own list of republics whose president is not the one newspapers call the leader; kingdoms with a
# prime minister need no mention, since a monarch comes last.
_RULED_BY_PARLIAMENTS = frozenset(
    "ALB AUT BGD BGR CZE DEU EST ETH FIN GRC HRV HUN IND IRL IRQ ISL ISR ITA LBN LVA MDA MKD MLT "
    "MNE MUS NPL PAK SGP SRB SVK SVN VUT XKX".split()
)
# Where it changed: presidents ruled in these years, parliaments in the others.
_PRESIDENTS_RULED = {
    "ARM": ("0001-01-01", "2018-04-09"),
    "GEO": ("0001-01-01", "2013-11-17"),
    "PAK": ("1999-10-12", "2008-08-18"),
    "TUR": ("2014-08-28", "9999-12-31"),
    "HRV": ("0001-01-01", "2000-11-09"),
    "SRB": ("0001-01-01", "2000-10-07"),
}


# A misspelt last name may be of who left some days ago, or begins in some.
_LATELY, _SOON = timedelta(days=14), timedelta(days=14)
# Words that translations leave out, add or turn round in the name of a body.
_EMPTY_WORDS = frozenset(
    "of the for and in on a organization organisation org council's international".split()
)
_ENOUGH_WORDS = 3
# Shorter words sound alike by chance.
_SHORTEST_TOWN, _SHORTEST_NAME = 6, 4


def _offices_of_leaders(state: str, on: date) -> tuple[str, ...]:
    if state in _RULED_BY_MONARCHS:
        return _MONARCHIC
    ruled = _PRESIDENTS_RULED.get(state)
    if ruled is not None:
        return _PRESIDENTIAL if ruled[0] <= on.isoformat() < ruled[1] else _PARLIAMENTARY
    return _PARLIAMENTARY if state in _RULED_BY_PARLIAMENTS else _PRESIDENTIAL


class Directory:
    """The shelf with a memory; one for each shelf of the process."""

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf
        self.find = lru_cache(maxsize=50_000)(shelf.find)
        self.find_similar = lru_cache(maxsize=10_000)(shelf.find_similar)
        self.find_garbled = lru_cache(maxsize=10_000)(shelf.find_garbled)
        self.tenures = lru_cache(maxsize=20_000)(shelf.tenures)
        self.holders = lru_cache(maxsize=20_000)(shelf.holders)
        self.spells = lru_cache(maxsize=5_000)(shelf.spells)
        self.state_of = lru_cache(maxsize=20_000)(shelf.state_of)
        self.members = lru_cache(maxsize=500)(shelf.members)
        self.in_office = lru_cache(maxsize=200)(shelf.in_office)
        self._foremost_ever: dict[int, tuple[Tenure, ...]] = {}
        self.about_office = lru_cache(maxsize=200)(self._about_office)
        self._of_words: dict[frozenset[str], Actor | None] | None = None
        self._sounds: dict[str, tuple[Name | None, str] | None] = {}

    def home_of(self, publisher: str | None) -> str | None:
        """Return the state for which a publisher speaks, by its name or its host; else None."""
        return None if publisher is None else home_of(publisher, self._shelf)

    @classmethod
    def of(cls, shelf: Shelf) -> Directory:
        """Return the directory of `shelf`, made once."""
        return _directory(shelf)

    def kin(self) -> Families:
        """Return who of one family is what to whom, by person."""
        return load_families(self._shelf)

    def state(self, code: str | None) -> Actor | None:
        """Return the state with this ISO code."""
        return self._shelf.states.get(code) if code else None

    def foremost(self, person_id: str | None, on: date | None) -> Tenure | None:
        """Return the foremost tenure of a person on a day; None when undated or out of office."""
        if person_id is None or on is None:
            return None
        tenures = self.tenures(person_id, on)
        return tenures[0] if tenures else None

    def leader(self, state: str, on: date | None) -> Tenure | None:
        """Return the foremost head of state or government on a day."""
        if on is None:
            return None
        for office in _offices_of_leaders(state, on):
            held = self.holders(office, state, on)
            if held:
                return min(held, key=lambda tenure: tenure.rank)
        return None

    def nation_of(self, words: str) -> str | None:
        """Return the state that words name outright or by adjective, not by its town or body."""
        for name in self.find(words):
            if name.actor.type == "state" and name.kind not in {"capital", "seat"}:
                return name.actor.state
        return None

    def _about_office(self, on: date, rank: int) -> tuple[Tenure, ...]:
        """Return all who hold an office of some rank on a day, held it lately or soon will."""
        if rank not in self._foremost_ever:
            self._foremost_ever[rank] = self._shelf.all_tenures(rank)
        first, last = (on - _LATELY).isoformat(), (on + _SOON).isoformat()
        days = (on + _SOON, on - _LATELY, on)
        found = {
            (tenure.person.id, tenure.office.name): tenure
            for tenure in self._foremost_ever[rank]
            if (tenure.office.since or "9999") <= last
            and (
                not tenure.office.until or first[: len(tenure.office.until)] <= tenure.office.until
            )
            and any(tenure.holds(day) for day in days)
        }
        return tuple(found.values())

    def sounding_like(self, words: str) -> tuple[Name | None, str] | None:
        """Return the name of a state or capital that sounds like `words`, and the state's code.

        The name is None for a town of the lists. None where nothing, or more than one state, has
        these sounds.
        """
        if not self._sounds:
            self._index_sounds()
        return self._sounds.get(sound_of(words))

    def _index_sounds(self) -> None:
        towns: dict[str, set[str]] = {}
        for town, state in load_towns().items():
            if len(town) >= _SHORTEST_TOWN:
                towns.setdefault(sound_of(town), set()).add(state)
        for sound, states in towns.items():
            self._sounds[sound] = (None, next(iter(states))) if len(states) == 1 else None
        own: dict[str, dict[str, Name]] = {}
        for name in self._shelf.names_of_states():
            if name.actor.id is not None and len(name.text) >= _SHORTEST_NAME:
                own.setdefault(sound_of(name.text), {}).setdefault(name.actor.id, name)
        for sound, names in own.items():
            code, name = next(iter(names.items()))
            self._sounds[sound] = (name, code) if len(names) == 1 else None

    def organisation_of_words(self, words: Iterable[str]) -> Actor | None:
        """Return the organisation whose name has these words, in any order: "Treaty of Security".

        None where none or several have them, or fewer than three words are asked for.
        """
        asked = frozenset(fold(word) for word in words) - _EMPTY_WORDS
        if len(asked) < _ENOUGH_WORDS:
            return None
        if self._of_words is None:
            self._of_words = {}
            for name in self._shelf.names_of_organisations():
                key = frozenset(fold(name.text).split()) - _EMPTY_WORDS
                known = self._of_words.setdefault(key, name.actor)
                if known != name.actor:
                    self._of_words[key] = None
        return self._of_words.get(asked)

    def persons(self, text: str) -> tuple[Name, ...]:
        """Return the persons that `text` can name."""
        return tuple(name for name in self.find(text) if name.actor.type == "person")

    def named(self, text: str) -> tuple[Name, ...]:
        """Return what `text` means where it is known to be a name: "May" is then no month."""
        return self.find(text) or tuple(self._shelf.find_people(text))


@lru_cache(maxsize=4)
def _directory(shelf: Shelf) -> Directory:
    return Directory(shelf)
