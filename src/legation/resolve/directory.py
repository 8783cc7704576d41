"""Ask the shelf the questions that linking asks, and remember the answers.

In: a `Shelf`. Out: `Directory`: names, misspellings, offices on a day.
Not here: which answer fits the text (`candidates`).
"""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from legation.records import Actor
from legation.reference.shelf import Name, Shelf, Tenure

# The office a "leader" holds differs from state to state; asked in these orders.
LEADER_OFFICES = ("president", "prime minister", "chancellor", "supreme leader", "king", "leader")
_PARLIAMENTARY_OFFICES = ("chancellor", "prime minister", "president")
# Own list of republics whose president is not the one newspapers call the leader.
_PARLIAMENTARY = frozenset(
    {
        "ALB", "ARM", "AUT", "BGD", "BGR", "CZE", "DEU", "EST", "ETH", "GEO", "GRC", "HRV", "HUN",
        "IND", "IRL", "IRQ", "ISR", "ITA", "LVA", "MDA", "MKD", "MLT", "NPL", "PAK", "SGP", "SVK",
        "SVN",
    }
)  # fmt: skip


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
        offices = _PARLIAMENTARY_OFFICES if state in _PARLIAMENTARY else LEADER_OFFICES
        found = [tenure for office in offices for tenure in self.holders(office, state, on)]
        return min(found, key=lambda tenure: tenure.rank, default=None)

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
