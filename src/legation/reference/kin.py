"""Know who is kin to whom of those whom reporting names.

In: `files/kin.tsv`. Out: the brother, wife or father of a person.
Not here: whom a text means by "his brother" (`resolve.relations`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType

from legation.reference.callings import person_ids
from legation.reference.shelf import Shelf
from legation.reference.tables import load_table

# The way back: who has a son or a daughter is a parent of hers or his.
_CLASS = MappingProxyType(
    {
        **dict.fromkeys(("wife", "husband", "widow", "widower"), "spouse"),
        **dict.fromkeys(("brother", "sister", "half-brother", "half-sister"), "sibling"),
        **dict.fromkeys(("father", "mother"), "parent"),
        **dict.fromkeys(("son", "daughter"), "child"),
    }
)
_BACK = MappingProxyType(
    {"spouse": "spouse", "sibling": "sibling", "parent": "child", "child": "parent"}
)


def kin_of(shelf: Shelf, person: str, word: str) -> str | None:
    """Return whom a word such as "brother" leaves as a person's kin, None if nobody or several.

    Args:
        shelf: Where the names of the table are looked up.
        person: The id of a person on the shelf, or of a name that nobody knows.
        word: What the kin is called, lower case.
    """
    kin = _kin(shelf)
    named = kin.get((person, word)) or kin.get((person, _CLASS.get(word, "")), frozenset())
    return next(iter(named)) if len(named) == 1 else None


@lru_cache(maxsize=4)
def _kin(shelf: Shelf) -> Mapping[tuple[str, str], frozenset[str]]:
    """Return names by person and word; the way back stands under the class of the word."""
    found: dict[tuple[str, str], set[str]] = defaultdict(set)
    for row in load_table("kin.tsv"):
        for person in person_ids(shelf, row["name"], row["state"]):
            found[person, row["word"]].add(row["kin"])
        back = _BACK.get(_CLASS.get(row["word"], ""))
        if back is not None:
            for person in person_ids(shelf, row["kin"], row["state"]):
                found[person, back].add(row["name"])
    return MappingProxyType({key: frozenset(names) for key, names in found.items()})
