"""Tell which acts are coded surely enough to be told in the page's own words.

In: an incident and its events. Out: the sure events, and the parties on whom the reports agree.
Not here: the words (`briefing.deeds`), how events are coded (`extract.events`).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from legation.briefing.view import View
from legation.records import Actor, Event, Incident

# Below it an event is wrong in its type, its doer or its other side too often for a page that says
# it in its own voice; the report's own words stand there instead. Set by eye on the sample.
SURELY_CODED = 0.65
# Acts that take two.
_MUTUAL = frozenset({"AGREE", "CONSULT", "COOPERATE"})

Parties = tuple[tuple[Actor, ...], tuple[Actor, ...]]


def surely_coded(events: Iterable[Event]) -> list[Event]:
    """Return the events that are sure enough; those that a person wrote have no confidence."""
    return [one for one in events if one.confidence is None or one.confidence >= SURELY_CODED]


def is_tellable(incident: Incident, events: Sequence[Event], view: View) -> bool:
    """Tell whether an incident can be told in our words: coded surely, with the sides it takes."""
    sure = surely_coded(events)
    if not sure:
        return False
    actors, recipients = agreed_parties(incident, sure, view)
    sides = {one.id or one.name for one in (*actors, *recipients)}
    plural = any(one.id is None for one in (*actors, *recipients))  # "the leaders"
    return incident.type not in _MUTUAL or len(sides) > 1 or plural


def agreed_parties(incident: Incident, events: Sequence[Event], view: View) -> Parties:
    """Return the doers and the other sides on whom half of the reports agree.

    A report of somebody else, joined by mistake, thus adds no party to what the others tell. Where
    they agree on nobody, all stay.
    """
    return (
        _agreed(incident.actors, [view.actors(one.actors) for one in events]),
        _agreed(incident.recipients, [view.actors(one.recipients) for one in events]),
    )


def _agreed(parties: Sequence[Actor], told: Sequence[Sequence[Actor]]) -> tuple[Actor, ...]:
    def n_telling(party: Actor) -> int:
        return sum(any(_is_same(party, other) for other in side) for side in told)

    agreed = tuple(party for party in parties if 2 * n_telling(party) >= len(told))
    return agreed or tuple(parties)


def _is_same(one: Actor, other: Actor) -> bool:
    """Tell whether two are one, or one speaks for the other: Putin and Russia."""
    if one.id is not None and other.id is not None:
        return one.id in (other.id, other.state) or other.id == one.state
    return one.name == other.name
