"""Say in which country a city lies.

In: `files/cities.tsv`, `files/towns.csv.gz` and the capitals of the shelf. Out: the country's code.
Not here: what a capital's name stands for in a sentence (`resolve.linking`).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from legation.reference.names import fold
from legation.reference.rows import RowError, iter_rows
from legation.reference.shelf import load_shelf
from legation.reference.tables import load_rows


@cache
def load_cities() -> Mapping[str, str]:
    """Load the country codes (ISO 3166-1 alpha-3) by city, in the file's writing.

    Raises:
        RowError: A city stands twice, or its code is none.
    """
    cities: dict[str, str] = {}
    for row in iter_rows("cities.tsv", ("city", "state")):
        city, state = row.cells["city"], row.cells["state"]
        if city in cities:
            msg = f"{row.place}: {city!r} stands twice; keep the one meant, or neither"
            raise RowError(msg)
        if not re.fullmatch(r"[A-Z]{3}", state):
            msg = f"{row.place}: {state!r} is no country code; write three capital letters"
            raise RowError(msg)
        cities[city] = state
    return MappingProxyType(cities)


@cache
def load_towns() -> Mapping[str, str]:
    """Load the country codes of the world's towns by folded name; the hand-kept list wins."""
    rows = load_rows("towns.csv.gz")
    next(rows)
    towns = {fold(town): state for town, state in rows}
    towns.update((fold(city), state) for city, state in load_cities().items())
    return MappingProxyType(towns)


def state_of_town(name: str) -> str | None:
    """Return the code of the state a town lies in; None for names no list has, or several bear."""
    return load_towns().get(fold(name))


def country_of(place: str) -> str | None:
    """Return the code of the country that `place` is, lies in or stands for; None when unknown."""
    known = load_cities().get(place)
    return known if known is not None else load_shelf().state_of(place)


def is_city(place: str) -> bool:
    """Tell whether `place` is a city, capitals among them: "Madrid", not "Spain" or "Spanish"."""
    if place in load_cities():
        return True
    names = load_shelf().find(place)
    return bool(names) and names[0].kind == "capital"
