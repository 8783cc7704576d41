"""Words that tell an event, and words that tell its status: "invade", "plan to", "held".

In: `files/triggers.tsv`, `files/trigger_objects.tsv`, `files/status_words.tsv`. Out: `Trigger`s by
lemma; object classes; words by kind.
Not here: what the types mean (`reference.codebook`), finding them (`extract.triggers`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from legation.reference.codebook import TYPES, load_modes
from legation.reference.rows import Row, RowError, iter_rows

POS = ("verb", "noun")
NEEDS = ("any", "actor", "recipient", "both")
PREPOSITIONS = (
    *("about", "against", "along", "alongside", "among", "around", "at", "behind", "between"),
    *("by", "for", "from", "in", "into", "near", "of", "off", "on", "outside", "over", "through"),
    *("to", "toward", "towards", "upon", "with"),
)
ROLES = ("subj", "obj", "iobj", "poss", "adj", *PREPOSITIONS)
STATUS_KINDS = ("planned", "possible", "denied", "wish", "aspect", "effort", "light")
COLUMNS = ("lemma", "pos", "type", "mode", "actor", "recipient", "object", "need", "equal")


@dataclass(frozen=True, slots=True)
class Trigger:
    """One reading of a word that tells an event."""

    words: tuple[str, ...]
    """Lemmas, lower case; for a noun the head stands last, for a verb first."""
    pos: str
    type: str
    mode: str | None
    actor: tuple[str, ...]
    """Of `ROLES`: where the actor stands; the first that is there counts."""
    recipient: tuple[str, ...]
    objects: frozenset[str]
    """Lemmas of which the object must be one; empty: any object, or none."""
    need: str
    """One of `NEEDS`: which parties must be found for the word to tell an event at all."""
    equal: bool
    """Whether both sides do it together ("talks between A and B")."""


@cache
def load_object_classes() -> Mapping[str, frozenset[str]]:
    """Load the classes of nouns that triggers ask of their objects."""
    classes: dict[str, set[str]] = {}
    for row in iter_rows("trigger_objects.tsv", ("word", "class")):
        classes.setdefault(row.cells["class"], set()).add(row.cells["word"])
    return MappingProxyType({name: frozenset(words) for name, words in classes.items()})


@cache
def load_status_words() -> Mapping[str, frozenset[str]]:
    """Load the words that say how an act stands, by kind.

    The kinds: `planned`, `possible`, `denied`, `wish` (no event at all), `aspect` (happened or
    goes on), `effort` (goes on), `light` (lends a noun its subject and tense).

    Raises:
        RowError: A kind is none of these.
    """
    kinds: dict[str, set[str]] = {kind: set() for kind in STATUS_KINDS}
    for row in iter_rows("status_words.tsv", ("word", "kind")):
        kinds[row.one_of("kind", STATUS_KINDS)].add(row.cells["word"])
    return MappingProxyType({kind: frozenset(words) for kind, words in kinds.items()})


@cache
def load_triggers() -> Mapping[tuple[str, str], tuple[Trigger, ...]]:
    """Load the triggers by (lemma of the head word, pos); longer and narrower readings first.

    Raises:
        RowError: A row is broken, or names a mode, role or class that does not exist.
    """
    by_head: dict[tuple[str, str], list[Trigger]] = {}
    for row in iter_rows("triggers.tsv", COLUMNS):
        trigger = _parse_trigger(row)
        head = trigger.words[0 if trigger.pos == "verb" else -1]
        by_head.setdefault((head, trigger.pos), []).append(trigger)
    for readings in by_head.values():
        readings.sort(key=lambda t: (-len(t.words), not t.objects))
    return MappingProxyType({head: tuple(found) for head, found in by_head.items()})


def _parse_trigger(row: Row) -> Trigger:
    event_type, mode = row.one_of("type", TYPES), row.cells["mode"] or None
    if mode is not None and (event_type, mode) not in load_modes():
        msg = f"{row.place}: {event_type} has no mode {mode!r}; see plover_modes.tsv"
        raise RowError(msg)
    classes = load_object_classes()
    named = row.several_of("object", tuple(classes))
    return Trigger(
        words=tuple(row.cells["lemma"].split()),
        pos=row.one_of("pos", POS),
        type=event_type,
        mode=mode,
        actor=row.several_of("actor", ROLES),
        recipient=row.several_of("recipient", ROLES),
        objects=frozenset().union(*(classes[name] for name in named)),
        need=row.one_of("need", NEEDS),
        equal=row.one_of("equal", ("yes", "no")) == "yes",
    )
