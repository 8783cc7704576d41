"""Everything that was found in one document.

In: `extract` and `resolve`. Out: `Reading`, the unit that is stored in one transaction.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from legation.records.claim import Claim
from legation.records.document import Document
from legation.records.event import Event, Vote
from legation.records.figure import Figure
from legation.records.kept import Issue
from legation.records.mention import Link, Mention
from legation.records.moment import Moment


@dataclass(frozen=True, slots=True)
class Reading:
    """One document with all that was found in it, each list in reading order."""

    document: Document
    mentions: tuple[Mention, ...] = ()
    links: tuple[Link, ...] = ()
    """One for each mention once `resolve` has run; empty before."""
    moments: tuple[Moment, ...] = ()
    figures: tuple[Figure, ...] = ()
    claims: tuple[Claim, ...] = ()
    events: tuple[Event, ...] = ()
    votes: tuple[Vote, ...] = ()
    issues: tuple[Issue, ...] = field(default=())

    def iter_found(self) -> Iterator[Mention | Moment | Figure | Claim | Event | Vote]:
        """Yield every found record: mentions first, since the others name them."""
        yield from self.mentions
        yield from self.moments
        yield from self.figures
        yield from self.claims
        yield from self.events
        yield from self.votes
