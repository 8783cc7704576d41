"""Compare what people marked with what was found, field by field.

In: two values of one field, in the contract's JSON form. Out: how many parts are right.
Not here: which records belong together (`matching`), sums over a file (`gold`).
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

Json = Any
"""A value as `json` reads it."""

Place = tuple[int, int]
"""Half-open offsets into the text of one document."""

# "some 800 billion" and "nearly 798 billion" are told apart, rounding of a float is not.
NUMBER_TOLERANCE = 0.005

# DESIGN gives three firm points (.97, .5, .03) and people place hedges between them by eye.
SHARE_TOLERANCE = 0.1


@dataclass(frozen=True, slots=True)
class Count:
    """How much of one field was marked, found and right, in the unit of its measure."""

    n_gold: int
    n_found: int
    n_right: int

    def plus(self, other: Count) -> Count:
        """Return both counts together."""
        return Count(
            self.n_gold + other.n_gold,
            self.n_found + other.n_found,
            self.n_right + other.n_right,
        )


# What is compared in each kind, and how; all other fields are passed over and named.
FIELDS: dict[str, dict[str, str]] = {
    "mention": {"actor": "actor", "office": "office", "former": "same", "repeats": "reference"},
    "moment": {"value": "same", "lasts": "same"},
    "figure": {
        "low": "number",
        "high": "number",
        "value": "number",
        "unit": "same",
        "about": "words",
        "parties": "actors",
        "period": "same",
        "claim": "reference",
    },
    "claim": {
        "source": "places",
        "cue": "places",
        "content": "places",
        "act": "same",
        "negated": "same",
        "certainty": "share",
        "form": "same",
        "speakers": "actors",
        "addressees": "actors",
        "named": "same",
        "on_record": "same",
        "parent": "reference",
        "on": "same",
    },
    "event": {
        "trigger": "places",
        "type": "same",
        "mode": "same",
        "contexts": "set",
        "actors": "actors",
        "recipients": "actors",
        "status": "same",
        "means": "set",
        "on": "same",
        "where": "words",
        "country": "same",
        "intensity": "share",
        "claim": "reference",
    },
    "vote": {
        "actor": "actor",
        "body": "words",
        "motion": "words",
        "choice": "same",
        "on": "same",
        "claim": "reference",
    },
    "incident": {
        "type": "same",
        "actors": "actors",
        "recipients": "actors",
        "status": "same",
        "on": "same",
        "first_reported_on": "same",
        "events": "references",
    },
    "contact": {
        "type": "same",
        "actors": "actors",
        "on": "same",
        "where": "words",
        "events": "references",
    },
    "dispute": {"relation": "same", "claims": "references"},
    "signal": {
        "actor": "actor",
        "about": "actor",
        "direction": "share",
        "strength": "share",
        "on": "same",
    },
}
PLACED = ("mention", "moment", "figure", "claim", "event", "vote")
PLACE_FIELDS = {
    kind: tuple(name for name, how in fields.items() if how == "places")
    for kind, fields in FIELDS.items()
}


def count_field(how: str, gold: Json, found: Json, gold_of: Mapping[str, str]) -> Count:
    """Return how much of a field's gold value was found.

    Scalars count 1; lists of actors and words count their members; places count characters.

    Args:
        how: One of the ways in `FIELDS`.
        gold: What was marked; places as pairs of offsets.
        found: What was found; places as pairs of offsets.
        gold_of: For the id of each found record that was matched, the id of its gold record.
    """
    if how in ("places", "actors", "set", "references"):
        return _COUNTERS[how](_members(gold), _members(found), gold_of)
    return Count(1, 1, int(_same(how, gold, found, gold_of)))


def same_actor(gold: Json, found: Json) -> bool:
    """Tell whether two actors are one: by their ids where both have one, else by their names.

    A gold actor may be one word, which is an id or a name.
    """
    if gold is None or found is None:
        return gold is found
    if isinstance(gold, str):
        return gold == found.get("id") or normalised(gold) == normalised(found.get("name"))
    if gold.get("id") is not None and found.get("id") is not None:
        return bool(gold["id"] == found["id"])
    return normalised(gold.get("name")) == normalised(found.get("name"))


def normalised(words: str | None) -> str:
    """Return a name without case, diacritics, punctuation and article, to compare names by."""
    plain = unicodedata.normalize("NFKD", words or "").casefold()
    kept = "".join(
        letter if letter.isalnum() else " " for letter in plain if not unicodedata.combining(letter)
    )
    return " ".join(word for word in kept.split() if word not in ("a", "an", "the"))


def _members(value: Json) -> Sequence[Json]:
    if value is None:
        return ()
    return value if isinstance(value, list | tuple) else (value,)


def _count_characters(
    gold: Sequence[Place], found: Sequence[Place], _gold_of: Mapping[str, str]
) -> Count:
    marked, taken = characters(gold), characters(found)
    return Count(len(marked), len(taken), len(marked & taken))


def characters(places: Sequence[Place]) -> set[int]:
    """Return the offsets of all characters in `places`."""
    return {offset for start, end in places for offset in range(start, end)}


def _count_actors(
    gold: Sequence[Json], found: Sequence[Json], _gold_of: Mapping[str, str]
) -> Count:
    left = list(found)
    n_right = 0
    for actor in gold:
        twin = next((place for place, one in enumerate(left) if same_actor(actor, one)), None)
        if twin is not None:
            del left[twin]
            n_right += 1
    return Count(len(gold), len(found), n_right)


def _count_set(gold: Sequence[Json], found: Sequence[Json], _gold_of: Mapping[str, str]) -> Count:
    marked, taken = set(gold), set(found)
    return Count(len(marked), len(taken), len(marked & taken))


def _count_references(
    gold: Sequence[Json], found: Sequence[Json], gold_of: Mapping[str, str]
) -> Count:
    return _count_set(gold, [gold_of.get(one, f"found {one}") for one in found], gold_of)


_COUNTERS: dict[str, Callable[[Sequence[Json], Sequence[Json], Mapping[str, str]], Count]] = {
    "places": _count_characters,
    "actors": _count_actors,
    "set": _count_set,
    "references": _count_references,
}


def _same(how: str, gold: Json, found: Json, gold_of: Mapping[str, str]) -> bool:
    if how == "actor":
        return same_actor(gold, found)
    if gold is None or found is None:
        return gold is found
    return _SAME[how](gold, found, gold_of)


def _same_number(gold: Json, found: Json, _gold_of: Mapping[str, str]) -> bool:
    return bool(abs(gold - found) <= NUMBER_TOLERANCE * max(abs(gold), abs(found)))


def _same_share(gold: Json, found: Json, _gold_of: Mapping[str, str]) -> bool:
    # 0.1 apart is still the same, though 0.9 - 0.8 is a little more in binary
    return bool(abs(gold - found) <= SHARE_TOLERANCE + 1e-9)


def _same_words(gold: Json, found: Json, _gold_of: Mapping[str, str]) -> bool:
    return normalised(gold) == normalised(found)


def _same_value(gold: Json, found: Json, _gold_of: Mapping[str, str]) -> bool:
    return bool(gold == found)


def _same_reference(gold: Json, found: Json, gold_of: Mapping[str, str]) -> bool:
    return bool(gold_of.get(found) == gold)


def _same_office(gold: Json, found: Json, _gold_of: Mapping[str, str]) -> bool:
    if isinstance(gold, str):
        return normalised(gold) == normalised(found.get("name"))
    return all(
        bool(
            normalised(value) == normalised(found.get(key))
            if key == "name"
            else value == found.get(key)
        )
        for key, value in gold.items()
    )


_SAME: dict[str, Callable[[Json, Json, Mapping[str, str]], bool]] = {
    "number": _same_number,
    "share": _same_share,
    "words": _same_words,
    "same": _same_value,
    "reference": _same_reference,
    "office": _same_office,
}
