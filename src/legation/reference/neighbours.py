"""Know which states are neighbours, and which lies north or west of which.

In: `files/neighbours.tsv`. Out: the neighbours of a state, all or on one side.
Not here: which of them a text means (`resolve.relations`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType

from legation.reference.tables import load_table, split_list

SIDES = MappingProxyType(
    {"northern": (1, 0), "southern": (-1, 0), "eastern": (0, 1), "western": (0, -1)}
)
"""By adjective: which way, in degrees north and east."""
# A state counts as north of another where it lies this much rather north than east or west.
_RATHER = 0.6


@lru_cache(maxsize=1)
def load_neighbours() -> Mapping[str, frozenset[str]]:
    """Return the states that border each state (ISO 3166-1 alpha-3)."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for row in load_table("neighbours.tsv"):
        for other in split_list(row["neighbours"]):
            found[row["state"]].add(other)
            found[other].add(row["state"])
    return MappingProxyType({state: frozenset(others) for state, others in found.items()})


@lru_cache(maxsize=1)
def _middles() -> Mapping[str, tuple[float, float]]:
    rows = load_table("neighbours.tsv")
    return MappingProxyType(
        {row["state"]: (float(row["north"]), float(row["east"])) for row in rows}
    )


def neighbours_on(state: str, side: str | None) -> frozenset[str]:
    """Return the neighbours of a state, on one side of it if `side` is one of `SIDES`."""
    others = load_neighbours().get(state, frozenset())
    if side is None or side not in SIDES or state not in _middles():
        return others
    north, east = SIDES[side]
    here = _middles()[state]

    def lies_there(other: str) -> bool:
        up, right = (there - mine for there, mine in zip(_middles()[other], here, strict=True))
        along, across = up * north + right * east, abs(up * east) + abs(right * north)
        return along > 0 and along >= _RATHER * across

    return frozenset(other for other in others if lies_there(other))
