"""Who is in one measure of a conflict, as several reports tell it together.

In: `assess.thirdparties`. Out: `Coalition`, `Member`; worded in part 4 of a brief.
Not here: the line of the export: a coalition is made anew from the desk, and never stored.
"""

from __future__ import annotations

from dataclasses import dataclass

from legation.records.actor import Actor
from legation.records.ids import RecordId
from legation.records.span import Span


@dataclass(frozen=True, slots=True)
class Member:
    """One government and one measure."""

    government: Actor
    status: str
    """`joined`, `planned`, `declined` …; of a ballot the choice."""
    since: str | None
    """EDTF; `../2022-03-03`: by that day. None: not told."""


@dataclass(frozen=True, slots=True)
class Coalition:
    """One measure with all governments that joined it, declined it or mean to join."""

    id: RecordId
    kind: str
    """`sanctions aid statement joint vote`."""
    toward: Actor | None
    """The party that it is meant for."""
    body: str | None
    """Where a ballot was held."""
    on: str | None
    """The day of a ballot or a joint text."""
    members: tuple[Member, ...]
    """By day, then name."""
    passages: tuple[Span, ...]
    """Where each is told, in the order of `members`."""
    origins: tuple[str, ...]
