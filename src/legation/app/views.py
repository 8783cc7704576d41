"""Join what many documents tell, and see the desk as it stood on a day.

In: an open desk. Out: origins and joined records, stored or in a `View`.
Not here: how they are joined (`resolve`), how a view is shown (`app.commands`).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from legation.app.tradefigures import TRADE, estimates_beside
from legation.records import (
    Actor,
    Contact,
    Dispute,
    DocumentId,
    Estimate,
    Incident,
    Judgement,
    Link,
    MentionId,
    Position,
    Question,
    Reading,
    RecordId,
)

if TYPE_CHECKING:
    from legation.briefing.dossier import Dossier, Joined
    from legation.store.desk import Desk


Concluded = Question | Judgement | Position | Estimate


@dataclass(frozen=True, slots=True)
class View:
    """What could be known on one day; with no day, all there is."""

    as_of: date | None
    readings: tuple[Reading, ...]
    incidents: tuple[Incident, ...]
    contacts: tuple[Contact, ...]
    disputes: tuple[Dispute, ...]
    concluded: tuple[Concluded, ...] = ()
    """Questions, judgements, positions and estimates that the desk keeps, those of later days left
    out; an estimate has no day, and its base year is told."""

    @property
    def links(self) -> dict[MentionId, Link]:
        """Who each mention is."""
        return {link.mention: link for reading in self.readings for link in reading.links}

    @property
    def actors(self) -> tuple[Actor, ...]:
        """Everybody who is linked somewhere, each once, in the order of the documents."""
        named = (
            actor for reading in self.readings for link in reading.links for actor in link.actors
        )
        return tuple(dict.fromkeys(named))


def join_desk(desk: Desk) -> View:
    """Find again what belongs together over all documents of the desk, and store it."""
    from legation.resolve.origins import find_origins

    desk.set_origins(find_origins(desk.documents()))
    return rejoin_desk(desk)


def rejoin_desk(desk: Desk) -> View:
    """Join again what rests on links that somebody has decided, and store it; origins stay."""
    view = join_readings(tuple(desk.iter_readings()))
    desk.save_joined([*view.incidents, *view.contacts, *view.disputes])
    return view


def load_view(desk: Desk, as_of: date | None = None) -> View:
    """Return the desk as it stood at the end of the day `as_of`.

    Nothing later leaks in: what was joined is joined again from the documents of that day.
    """
    concluded = _concluded(desk, as_of)
    if as_of is not None:
        readings = _with_origins(tuple(desk.iter_readings(as_of=as_of)))
        return replace(join_readings(readings, as_of), concluded=concluded)
    incidents = tuple(one for one in desk.records("incident") if isinstance(one, Incident))
    contacts = tuple(one for one in desk.records("contact") if isinstance(one, Contact))
    disputes = tuple(one for one in desk.records("dispute") if isinstance(one, Dispute))
    readings = _with_incidents(tuple(desk.iter_readings()), incidents)
    return View(None, readings, incidents, contacts, disputes, concluded)


def _concluded(desk: Desk, as_of: date | None) -> tuple[Concluded, ...]:
    return tuple(
        one
        for kind in ("question", "judgement", "position", "estimate")
        for one in desk.records(kind, as_of=as_of)
        if isinstance(one, Question | Judgement | Position | Estimate)
    )


def join_readings(readings: Sequence[Reading], as_of: date | None = None) -> View:
    """Return what `readings` tell together."""
    from legation.resolve.contacts import join_contacts
    from legation.resolve.disputes import find_disputes
    from legation.resolve.incidents import join_incidents

    incidents = join_incidents(readings)
    contacts, disputes = join_contacts(readings), find_disputes(readings)
    return View(as_of, _with_incidents(readings, incidents), incidents, contacts, disputes)


def _with_origins(readings: Sequence[Reading]) -> tuple[Reading, ...]:
    from legation.resolve.origins import find_origins

    origins: dict[DocumentId, DocumentId] = find_origins(one.document for one in readings)
    return tuple(
        replace(one, document=replace(one.document, origin=origins[one.document.id]))
        for one in readings
    )


def _with_incidents(
    readings: Iterable[Reading], incidents: Iterable[Incident]
) -> tuple[Reading, ...]:
    """Tell each event which incident it was joined to."""
    joined: dict[RecordId, RecordId] = {
        event: incident.id for incident in incidents for event in incident.events
    }
    return tuple(
        replace(
            reading,
            events=tuple(replace(event, incident=joined.get(event.id)) for event in reading.events),
        )
        for reading in readings
    )


def newest_day(desk: Desk) -> date | None:
    """Return the day of the newest document; None when none bears a date."""
    days = [one.published_on for one in desk.documents() if one.published_on]
    return date.fromisoformat(max(days)) if days else None


def load_dossier(view: View, since: date | None, about: Sequence[str]) -> Dossier:
    """Return what a brief from `view` may use, with what the trade table has for its figures.

    The table's numbers are worked out anew each time: the same view gives the same.

    Args:
        view: The desk on the day of the brief.
        since: The day of the last brief.
        about: Ids of actors; empty: everything.
    """
    from legation.app.alignment import votes_alike
    from legation.app.positions import positions_between
    from legation.app.thirdparties import coalitions
    from legation.briefing.dossier import gather
    from legation.briefing.weigh import choose_parties

    joined: list[Joined] = [*view.incidents, *view.contacts, *view.disputes, *view.concluded]
    if any(figure.about == TRADE for reading in view.readings for figure in reading.figures):
        from legation.leverage.library import load_trade_table

        joined += estimates_beside(view.readings, load_trade_table().table)
    dossier = gather(view.readings, joined, as_of=view.as_of, since=since, about=about)
    parties = choose_parties(dossier)
    joined += votes_alike(parties, dossier.as_of)
    stands = positions_between(view, parties, dossier.as_of)
    for stand in stands:
        joined += [*stand.signals, stand.position]
    return gather(
        view.readings,
        joined,
        as_of=view.as_of,
        since=since,
        about=about,
        coalitions=coalitions(view, dossier.as_of),
    )
