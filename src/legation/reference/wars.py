"""Know who fought whom, and when.

In: `files/wars.tsv`. Out: whether two parties were at war on a day.
Not here: what a text tells of a war (`extract.events`).
"""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from itertools import combinations

from legation.reference.tables import load_table, split_list


@lru_cache(maxsize=1)
def _wars() -> dict[frozenset[str], list[tuple[str, str]]]:
    spells: dict[frozenset[str], list[tuple[str, str]]] = {}
    for row in load_table("wars.tsv"):
        for one, other in combinations(split_list(row["parties"]), 2):
            pair = frozenset({one, other})
            spells.setdefault(pair, []).append((row["since"], row["until"]))
    return spells


def are_at_war(one: str, other: str, on: date) -> bool:
    """Tell whether two parties, by the ids of the shelf, were at war with each other on a day.

    Talks on the end of a war are often told in the weeks after its last day: the list counts them.
    """
    day = on.isoformat()
    spells = _wars().get(frozenset({one, other}), [])
    return any(since <= day and (not until or day < until) for since, until in spells)
