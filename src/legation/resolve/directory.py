"""Ask the shelf the questions that linking asks, and remember the answers.

In: a `Shelf`. Out: `Directory`: names, misspellings, offices on a day.
Not here: which answer fits the text (`candidates`).
"""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from legation.records import Actor
from legation.reference.shelf import Name, Shelf, Tenure

# The office a "leader" holds differs from state to state; asked in these orders. Whoever rules in
# fact ("Leader" on the shelf: juntas, occupations, the power behind an office) comes first.
_PRESIDENTIAL = (
    *("leader", "president", "supreme leader", "prime minister", "premier", "chancellor"),
    *("king", "queen", "emir", "sultan", "pope"),
)
_PARLIAMENTARY = (
    *("leader", "prime minister", "premier", "chancellor", "president"),
    *("king", "queen", "emir", "sultan"),
)
_MONARCHIC = ("king", "emir", "sultan", "president", "prime minister", "leader")
_RULED_BY_MONARCHS = frozenset("ARE BHR BRN JOR KWT MAR OMN QAT SAU SWZ".split())
# Own list of republics whose president is not the one newspapers call the leader; kingdoms with a
# prime minister need no mention, since a monarch comes last.
_RULED_BY_PARLIAMENTS = frozenset(
    "ALB AUT BGD BGR CZE DEU EST ETH FIN GRC HRV HUN IND IRL IRQ ISR ITA LBN LVA MDA MKD MLT NPL "
    "PAK SGP SRB SVK SVN".split()
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
        self.tenures = lru_cache(maxsize=20_000)(shelf.tenures)
        self.holders = lru_cache(maxsize=20_000)(shelf.holders)
        self.state_of = lru_cache(maxsize=20_000)(shelf.state_of)
        self.members = lru_cache(maxsize=500)(shelf.members)
        self.in_office = lru_cache(maxsize=200)(shelf.in_office)

    @classmethod
    def of(cls, shelf: Shelf) -> Directory:
        """Return the directory of `shelf`, made once."""
        return _directory(shelf)

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

    def persons(self, text: str) -> tuple[Name, ...]:
        """Return the persons that `text` can name."""
        return tuple(name for name in self.find(text) if name.actor.type == "person")


@lru_cache(maxsize=4)
def _directory(shelf: Shelf) -> Directory:
    return Directory(shelf)
