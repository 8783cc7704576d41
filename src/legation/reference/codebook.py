"""PLOVER's types, modes and contexts: what an event can be.

In: `files/plover_*.tsv`. Out: `EventType`, `Mode`, intensities, the words that show a context.
Not here: the words that tell an event (`reference.triggers`), means (`reference.means`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from legation.reference.rows import RowError, iter_rows

TYPES = (
    "AGREE",
    "CONSULT",
    "SUPPORT",
    "CONCEDE",
    "COOPERATE",
    "AID",
    "RETREAT",
    "REQUEST",
    "ACCUSE",
    "REJECT",
    "THREATEN",
    "PROTEST",
    "SANCTION",
    "MOBILIZE",
    "COERCE",
    "ASSAULT",
)
# 1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict.
QUADS = (1, 2, 3, 4)
# Types whose parties stand on both sides when they act together.
EQUAL_TYPES = frozenset({"AGREE", "CONSULT", "COOPERATE"})


@dataclass(frozen=True, slots=True)
class EventType:
    """One of PLOVER's sixteen types."""

    name: str
    quad: int
    """One of `QUADS`."""
    intensity: float
    """−10 (worst conflict) to 10 (closest cooperation), where no mode says more."""
    definition: str


@dataclass(frozen=True, slots=True)
class Mode:
    """A way in which an event of one type is done."""

    type: str
    name: str
    intensity: float
    """−10 to 10."""
    definition: str


@cache
def load_types() -> Mapping[str, EventType]:
    """Load the sixteen types by name, in PLOVER's order.

    Raises:
        RowError: A row is broken, or a type is missing.
    """
    types: dict[str, EventType] = {}
    for row in iter_rows("plover_types.tsv", ("type", "quad", "intensity", "definition")):
        name = row.one_of("type", TYPES)
        quad = int(row.one_of("quad", [str(quad) for quad in QUADS]))
        intensity = row.number("intensity", -10, 10)
        types[name] = EventType(name, quad, intensity, row.cells["definition"])
    if tuple(types) != TYPES:
        msg = f"plover_types.tsv: give each type once, in the order {' '.join(TYPES)}"
        raise RowError(msg)
    return MappingProxyType(types)


@cache
def load_modes() -> Mapping[tuple[str, str], Mode]:
    """Load the modes by (type, mode).

    Raises:
        RowError: A row is broken or stands twice.
    """
    modes: dict[tuple[str, str], Mode] = {}
    for row in iter_rows("plover_modes.tsv", ("type", "mode", "intensity", "definition")):
        key = (row.one_of("type", TYPES), row.cells["mode"])
        if key in modes:
            msg = f"{row.place}: mode {' '.join(key)} stands twice; keep one row"
            raise RowError(msg)
        modes[key] = Mode(*key, row.number("intensity", -10, 10), row.cells["definition"])
    return MappingProxyType(modes)


def find_intensity(event_type: str, mode: str | None) -> float:
    """Return the intensity, −10 to 10, of an event by its type and, where known, its mode."""
    known = load_modes().get((event_type, mode)) if mode else None
    return known.intensity if known else load_types()[event_type].intensity


@cache
def load_contexts() -> Mapping[str, str]:
    """Load the words that show a context, by lower-case lemma.

    Raises:
        RowError: A word stands twice.
    """
    contexts: dict[str, str] = {}
    for row in iter_rows("plover_contexts.tsv", ("word", "context")):
        word = row.cells["word"]
        if word in contexts:
            msg = f"{row.place}: {word!r} stands twice; one word shows one context"
            raise RowError(msg)
        contexts[word] = row.cells["context"]
    return MappingProxyType(contexts)
