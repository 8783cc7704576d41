"""Give an act that is named again the other side that it was told with before.

In: the events of one document in reading order. Out: the same events, fuller.
Not here: whether two events are one happening (`resolve.incidents`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from legation.extract.parties import Parties
from legation.records import Event, MentionId
from legation.reference.shelf import load_shelf

# "invasion" and "invade", "attacks" and "attack" begin alike.
_STEM = 5
_TOLD = frozenset({"happened", "ongoing"})
# Acts done once to one party: a second "the Russian invasion" is the one told before.
_ONE_OF_A_KIND = frozenset({"invas", "invad", "annex", "aggre", "war", "incur", "occup"})


def fill_repeated(events: Sequence[Event], parties: Parties) -> tuple[Event, ...]:
    """Return `events`, the missing side of "the Russian invasion" taken from its first telling.

    Only for acts of which a document tells one, when the actors are of one state, and the act
    is told as a fact both times.
    """
    told: list[Event] = []
    filled: list[Event] = []
    for event in events:
        if _stem(event) not in _ONE_OF_A_KIND or event.status not in _TOLD:
            filled.append(event)
            continue
        earlier = _earlier(event, told, parties) if not event.recipients else None
        found = event if earlier is None else _completed(event, earlier)
        filled.append(found)
        if found.actors and found.recipients:
            told.append(found)
    return tuple(filled)


def _stem(event: Event) -> str:
    return event.trigger.text.lower()[:_STEM]


def _earlier(event: Event, told: Sequence[Event], parties: Parties) -> Event | None:
    states = _states(event.actors, parties)
    for one in reversed(told):
        if one.type == event.type and (not states or states & _states(one.actors, parties)):
            return one
    return None


def _states(mentions: Sequence[MentionId], parties: Parties) -> set[str]:
    """Return the states that the words of `mentions` name; empty for pronouns."""
    shelf = load_shelf()
    words = (parties.mention(one).span.text for one in mentions)
    return {state for word in words if (state := shelf.state_of(word)) is not None}


def _completed(event: Event, earlier: Event) -> Event:
    confidence = None if event.confidence is None else round(event.confidence + 0.05, 3)
    return replace(
        event,
        actors=event.actors or earlier.actors,
        recipients=tuple(one for one in earlier.recipients if one not in event.actors),
        confidence=confidence,
    )
