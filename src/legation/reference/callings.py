"""Know what those whom reporting names were before their office, or are besides it.

In: `files/callings.tsv`. Out: the words by which "the former banker" may call a person.
Not here: whom a text means by them (`resolve.described`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType

from legation.reference.names import fold, slug
from legation.reference.shelf import Shelf
from legation.reference.tables import load_table, split_list


@lru_cache(maxsize=4)
def load_callings(shelf: Shelf) -> Mapping[str, frozenset[str]]:
    """Return the words for persons by their id on `shelf`: "banker", "coca grower"; lower case.

    Persons whom the shelf does not have stand under the id of a name that nobody knows.
    """
    found: defaultdict[str, set[str]] = defaultdict(set)
    for row in load_table("callings.tsv"):
        words = [fold(word) for word in split_list(row["words"])]
        for person in person_ids(shelf, row["name"], row["state"]):
            found[person].update(words)
    return MappingProxyType({person: frozenset(words) for person, words in found.items()})


def person_ids(shelf: Shelf, name: str, state: str) -> set[str]:
    """Return the ids by which a person of a state may be linked.

    Beside those of the shelf, the id that linking gives to a name which nobody knows.
    """
    known = (one for one in shelf.find(name) if one.actor.type == "person")
    ids = {
        one.actor.id
        for one in known
        if one.kind != "last name" and one.actor.state in {state, None}
    }
    return {one for one in ids if one is not None} | {f"legation:{slug(name)}"}


@lru_cache(maxsize=1)
def calling_nouns() -> frozenset[str]:
    """Return the last words of all callings: the nouns that may call a person so."""
    return frozenset(
        fold(word).rsplit(maxsplit=1)[-1]
        for row in load_table("callings.tsv")
        for word in split_list(row["words"])
    )
