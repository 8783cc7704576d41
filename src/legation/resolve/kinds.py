"""Know what kind of actor a noun describes.

In: a description's head noun. Out: an actor type; sets of nouns that several rules ask for.
Not here: whom the description means (`descriptions`).
"""

from __future__ import annotations

from legation.records import Mention
from legation.reference.roles import load_role_nouns
from legation.resolve.wording import word_set

# Who is near to somebody is not of his state: "American allies" are not Americans.
RELATIONAL = word_set(
    "ally partner neighbour neighbor rival adversary foe friend enemy opponent competitor "
    "supporter backer creditor donor supplier patron sponsor protector critic"
)
COUNTRY = frozenset({"country", "nation", "state", "kingdom", "republic"})
_AS_STATES = word_set("island capital side party emirate sultanate archipelago city-state")


def kind_of(mention: Mention) -> str:
    """Return the actor type that the head noun describes."""
    if mention.head in COUNTRY | _AS_STATES:
        return "state"
    kind = load_role_nouns().get(mention.head)
    if mention.head in RELATIONAL:
        return "group" if mention.plural else "state"
    if kind is None:
        return "person" if mention.hint == "person" else "group"
    return kind
