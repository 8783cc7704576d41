"""What a table of General Assembly votes is, and who held a seat on a day.

In: the shelf's `states.tsv`. Out: `RollCall`, `VoteTable`; the actor of a seat by date.
Not here: reading tables (`reference.unvotes`, `reference.unsource`).

A *seat* is what goes on voting when a state changes its name: it bears the id of its last holder.
Russia went on in the seat of the Soviet Union; the seat that the source calls Yugoslavia was held
by three states in turn. Two Germanies, two Yemens and Czechoslovakia had seats of their own; the
seats DEU and YEM were those of West Germany and of the Yemen Arab Republic, whose ISO codes the
united states kept. Vietnam's seat is the united state's: its forerunners never sat. Until October
1971 the seat of China was held from Taipei; its votes are under TWN, and CHN begins after.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from legation.records import Actor
from legation.reference.tables import load_table

ABSENT, NO, ABSTAIN, YES = 0, 1, 2, 3
ZANZIBAR = "legation:zanzibar"
"""A member for four months; ISO 3166 has no code for it."""
_HOLDERS = {"RUS": ("SUN", "RUS"), "SRB": ("YUG", "SCG", "SRB")}


@dataclass(frozen=True, slots=True)
class RollCall:
    """One recorded vote of the General Assembly."""

    id: int
    """The source's `rcid`."""
    session: int
    on: date
    """As the source has it: before 1996 many days are rough."""
    resolution: str | None
    """As the source writes it: `R/12/490A`, `A/RES/74/19`."""
    title: str | None
    """None where the source has none."""
    important: bool | None
    """Whether the US State Department called it an important vote; None: not said."""
    amendment: bool | None
    paragraph: bool | None
    """Whether it was on an amendment, on a paragraph only; None: not said."""
    issues: tuple[str, ...]
    """Our tags, by words of title and description (`unissues.tsv`); often none."""


@dataclass(frozen=True, slots=True)
class VoteTable:
    """Roll calls in order of session and day, and how each seat voted."""

    roll_calls: tuple[RollCall, ...]
    seats: tuple[str, ...]
    """Ids of the seats, the columns of `choices`."""
    choices: NDArray[np.int8]
    """Shape (roll call, seat): `ABSENT`, `NO`, `ABSTAIN`, `YES`. The source does not tell absence
    from not being a member."""

    @property
    def n_votes(self) -> int:
        """How many votes were cast."""
        return int(np.count_nonzero(self.choices))


@lru_cache(maxsize=1)
def _states() -> Mapping[str, tuple[str, str, str]]:
    """Return id -> name, first day and first day after, empty where open."""
    return {
        row["id"]: (row["name"], row["since"], row["until"]) for row in load_table("states.tsv")
    }


def seat_of(state: str) -> str:
    """Return the seat that a state holds or held: SUN -> RUS; most are their own."""
    for seat, holders in _HOLDERS.items():
        if state in holders:
            return seat
    return state


def holder(seat: str, on: date) -> Actor:
    """Return the state that held a seat on a day."""
    day = on.isoformat()
    chain = _HOLDERS.get(seat, (seat,))
    held = next((one for one in chain[:-1] if day < _states()[one][2]), chain[-1])
    name = "Zanzibar" if held == ZANZIBAR else _states()[held][0]
    return Actor(held, name, "state", None if held == ZANZIBAR else held)


def held_between(state: str) -> tuple[date, date]:
    """Return the first day on which a state held its seat and the first day after.

    Only a change of the holder bounds it: for a seat that was always one state's, all days.
    """
    chain = _HOLDERS.get(seat_of(state), (state,))
    place = chain.index(state)
    since = date.fromisoformat(_states()[chain[place - 1]][2]) if place else date.min
    until = date.max if state == chain[-1] else date.fromisoformat(_states()[state][2])
    return since, until
