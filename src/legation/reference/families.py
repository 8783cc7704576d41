"""Know of each person of a family what he is to whom: whose son, whose brother, whose father.

In: `files/kin.tsv` and a `Shelf`.
Out: by person, pairs of a word and the person to whom it is said.
Not here: who "his brother" is (`reference.kin`), choosing among namesakes (`resolve.namesakes`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from functools import lru_cache

from legation.reference.shelf import Shelf
from legation.reference.tables import load_table

# The other way round: the son of a man is a man whose father that is. The table does not tell the
# gender of who stands in its first column, so the words for both are filed.
_BACK = {
    **dict.fromkeys(("son", "daughter"), ("father", "mother")),
    **dict.fromkeys(("father", "mother"), ("son", "daughter")),
    **dict.fromkeys(("grandson", "granddaughter"), ("grandfather", "grandmother")),
    **dict.fromkeys(("grandfather", "grandmother"), ("grandson", "granddaughter")),
    **dict.fromkeys(("nephew", "niece"), ("uncle", "aunt")),
    **dict.fromkeys(("uncle", "aunt"), ("nephew", "niece")),
    **dict.fromkeys(("wife", "widow"), ("husband",)),
    **dict.fromkeys(("husband", "widower"), ("wife",)),
    **dict.fromkeys(("brother", "sister", "half-brother", "half-sister"), ("brother", "sister")),
    **dict.fromkeys(("brother-in-law", "sister-in-law"), ("brother-in-law", "sister-in-law")),
    "son-in-law": ("father-in-law", "mother-in-law"),
    "father-in-law": ("son-in-law", "daughter-in-law"),
    "cousin": ("cousin",),
}

Families = Mapping[str, frozenset[tuple[str, str]]]


@lru_cache(maxsize=4)
def load_families(shelf: Shelf) -> Families:
    """Return, by person, the pairs of a word and the person whose son, brother or wife he is."""
    found: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for row in load_table("kin.tsv"):
        theirs = _ids(shelf, row["name"], row["state"])
        for one in _ids(shelf, row["kin"], row["state"]):
            for other in theirs - {one}:
                found[one].add((row["word"], other))
                found[other].update((word, one) for word in _BACK.get(row["word"], ()))
    return {person: frozenset(pairs) for person, pairs in found.items()}


def _ids(shelf: Shelf, name: str, state: str) -> set[str]:
    return {
        one.actor.id
        for one in shelf.find(name)
        if one.actor.type == "person"
        and one.kind != "last name"
        and one.actor.id is not None
        and one.actor.state in {state, None}
    }
