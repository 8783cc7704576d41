"""Tell which acts are coded surely enough to be told in the page's own words.

In: an incident and its events. Out: the sure events, and the parties on whom the reports agree.
Not here: the words (`briefing.deeds`), how events are coded (`extract.events`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from legation.briefing.view import View
from legation.records import Actor, Event, Incident

# Below it an event is wrong in its type, its doer or its other side too often for a page that says
# it in its own voice; the report's own words stand there instead. Set by eye on the sample.
SURELY_CODED = 0.65
# Acts that take two.
_MUTUAL = frozenset({"AGREE", "CONSULT", "COOPERATE"})

_WHO_WAS_NAMED = re.compile(
    r"(?:And |But )?(?:He|She|They|It|His|Her|Their|Its|This|That|These|Those|We|I|You|Both"
    r"|The (?:two|three|four|leaders|sides|president|minister|former|latter))\b"
)

Parties = tuple[tuple[Actor, ...], tuple[Actor, ...]]


def surely_coded(events: Iterable[Event]) -> list[Event]:
    """Return the events that are sure enough; those that a person wrote have no confidence."""
    return [one for one in events if one.confidence is None or one.confidence >= SURELY_CODED]


def surest_of(events: Sequence[Event]) -> Event:
    """Return the event that is coded most surely."""
    return max(events, key=lambda one: 1.0 if one.confidence is None else one.confidence)


def is_tellable(incident: Incident, events: Sequence[Event], view: View) -> bool:
    """Tell whether an incident can be told in our words: coded surely, with the sides it takes."""
    sure = surely_coded(events)
    if not sure:
        return False
    actors, recipients = agreed_parties(sure, view)
    doers = [view.actors(one.actors) for one in sure if one.actors]
    if len({frozenset(one.state or one.id or one.name for one in side) for side in doers}) > 2:
        return False  # where each report names another, they may be of several acts
    if incident.actors and not actors:
        return False
    sides = {one.id or one.name for one in (*actors, *recipients)}
    plural = any(one.id is None for one in (*actors, *recipients))  # "the leaders"
    return incident.type not in _MUTUAL or len(sides) > 1 or plural


def tells_by_itself(words: str) -> bool:
    """Tell whether a sentence out of its text says who acts: "She praised him" does not."""
    return not _WHO_WAS_NAMED.match(words)


def naming(parties: Sequence[Actor], events: Sequence[Event], view: View) -> list[Event]:
    """Return the events of which one of these is a doer; all where none is."""
    found = [
        event
        for event in events
        if any(_is_same(party, actor) for party in parties for actor in view.actors(event.actors))
    ]
    return found or list(events)


def agreed_parties(events: Sequence[Event], view: View) -> Parties:
    """Return the doers and the other sides on whom half of the reports agree.

    A report of somebody else, joined by mistake, thus adds no party to what the others tell. Where
    they agree on no other side, it is that of the surest.
    """
    recipients = _agreed([view.actors(one.recipients) for one in events])
    return (
        _agreed([view.actors(one.actors) for one in events]),
        recipients or view.actors(surest_of(events).recipients),
    )


def _agreed(told: Sequence[Sequence[Actor]]) -> tuple[Actor, ...]:
    """Return whom half of the reports name; a state only where none of its own is among them."""
    named = list(dict.fromkeys(actor for side in told for actor in side))

    def n_telling(party: Actor) -> int:
        return sum(any(_is_same(party, other) for other in side) for side in told)

    agreed = [party for party in named if 2 * n_telling(party) >= len(told)]
    spoken_for = {one.state for one in agreed if one.type != "state"}
    return tuple(one for one in agreed if one.type != "state" or one.id not in spoken_for)


def _is_same(party: Actor, other: Actor) -> bool:
    """Tell whether a report that names `other` tells of a party: Putin's act is Russia's too."""
    if party.id is not None and other.id is not None:
        return party.id == other.id or (party.type == "state" and party.id == other.state)
    return party.name == other.name
