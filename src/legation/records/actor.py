"""Who can act, and in which office.

In: the shelf (`reference`). Out: `Actor`, `Office`.
Not here: where a text names them (`Mention`), and how the two are joined (`Link`).
"""

from __future__ import annotations

from dataclasses import dataclass

ACTOR_TYPES = ("state", "body", "person", "organisation", "group", "company", "place")


@dataclass(frozen=True, slots=True)
class Actor:
    """Someone who can do or say something.

    The unnamed have no id: `Actor(None, "a senior Chinese official", "person", "CHN")`.
    """

    id: str | None
    """A state's ISO 3166-1 alpha-3 code; for others a Wikidata Q-id that a file of the shelf
    gives, else `legation:` and a slug; None for the unnamed."""
    name: str
    type: str
    """One of `ACTOR_TYPES`."""
    state: str | None
    """ISO 3166-1 alpha-3 code of whom they speak for or belong to (a state's own code for a
    state); None for international bodies."""


@dataclass(frozen=True, slots=True)
class Office:
    """An office held by a person from `since` up to, not including, `until`."""

    name: str
    """The title as an English-language desk writes it: `Secretary of State`."""
    state: str | None
    since: str | None
    """EDTF date; None when not known."""
    until: str | None
    """EDTF date; None when not known or still held on the day the shelf was checked."""
