"""Turn incidents into rows of the PLOVER/POLECAT convention, one incident a row.

In: a `View`. Out: rows with POLECAT's columns, and CAMEO's code beside them.
Not here: the JSONL contract (`records.contract`), printing (`app.tables`).

The manual's rule holds here: equals are all source actors, none of them recipient. POLECAT has no
column for status, reports or confidence; ours stand after its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from legation import __version__
from legation.records import MEANS, Actor, Event, Incident, RecordId, edtf
from legation.reference.cameo import cameo_of
from legation.reference.codebook import EQUAL_TYPES, load_types

if TYPE_CHECKING:
    from legation.app.tables import Row
    from legation.app.views import View

POLECAT = (
    *("Event ID", "Event Date", "Event Type", "Event Mode", "Intensity", "Quad Code", "Contexts"),
    *("Actor Name", "Actor Country", "Actor COW", "Primary Actor Sector", "Actor Sectors"),
    *("Actor Title", "Actor Name Raw", "Wikipedia Actor ID", "Recipient Name"),
    *("Recipient Country", "Recipient COW", "Primary Recipient Sector", "Recipient Sectors"),
    *("Recipient Title", "Recipient Name Raw", "Wikipedia Recipient ID", "Placename", "City"),
    *("District", "Province", "Country", "Latitude", "Longitude", "GeoNames ID", "Raw Placename"),
    *("Feature Type", "Source", "Publication Date", "Story People", "Story Organizations"),
    *("Story Locations", "Language", "Version"),
)
OURS = (
    "CAMEO Code",
    "Status",
    "Means",
    "Event Span",
    "Reports",
    "Independent Reports",
    "Confidence",
)
COLUMNS = (*POLECAT, *OURS)
"""POLECAT's columns in its order, then ours. What we do not know stays empty."""

_PARTED = "; "


def iter_plover_rows(view: View) -> Iterator[Row]:
    """Yield one row for each incident, in the order of their first reports."""
    events = {event.id: event for reading in view.readings for event in reading.events}
    documents = {reading.document.id: reading for reading in view.readings}
    words = {
        mention.id: mention.span.text for reading in view.readings for mention in reading.mentions
    }
    for incident in view.incidents:
        told = [events[one] for one in incident.events if one in events]
        if not told:
            continue
        first = told[0]
        reading = documents[first.span.document]
        actors, recipients = _sides(incident)
        yield {
            **dict.fromkeys(COLUMNS),
            "Event ID": incident.id,
            "Event Date": _day(incident),
            "Event Type": incident.type,
            "Event Mode": _first(event.mode for event in told),
            "Intensity": _mean(event.intensity for event in told),
            "Quad Code": load_types()[incident.type].quad,
            "Contexts": _joined(context for event in told for context in event.contexts),
            **_side("Actor", actors, first.actors, words),
            **_side("Recipient", recipients, first.recipients, words),
            "Placename": _first(event.where for event in told),
            "Country": _first(event.country for event in told),
            "Raw Placename": _first(event.where for event in told),
            "Source": reading.document.publisher,
            "Publication Date": incident.first_reported_on,
            "Language": reading.document.language,
            "Version": f"legation-{__version__}",
            "CAMEO Code": _cameo(incident, told),
            "Status": incident.status,
            "Means": _joined(m for m in MEANS if any(m in event.means for event in told)),
            "Event Span": incident.on,
            "Reports": len({event.span.document for event in told}),
            "Independent Reports": len(incident.origins),
            "Confidence": incident.confidence,
        }


def _sides(incident: Incident) -> tuple[Sequence[Actor], Sequence[Actor]]:
    if incident.type in EQUAL_TYPES and set(incident.actors) == set(incident.recipients):
        return incident.actors, ()
    return incident.actors, incident.recipients


def _side(
    side: str, actors: Sequence[Actor], mentions: Sequence[str], words: Mapping[RecordId, str]
) -> Row:
    sectors = [_sector(actor) for actor in actors]
    return {
        f"{side} Name": _joined(actor.name for actor in actors),
        f"{side} Country": _joined(actor.state for actor in actors),
        f"Primary {side} Sector": _first(sectors),
        f"{side} Sectors": _joined(sectors),
        f"{side} Name Raw": _joined(words.get(one) for one in mentions) if actors else None,
        f"Wikipedia {side} ID": _joined(
            actor.id if actor.id and actor.id.startswith("Q") else None for actor in actors
        ),
    }


def _sector(actor: Actor) -> str | None:
    """Return PLOVER's sector as far as the kind of actor tells it."""
    if actor.type == "state" or (actor.type == "body" and actor.state):
        return "GOV"
    if actor.state is None and actor.type in {"body", "organisation"}:
        return "IGO"
    return "BUS" if actor.type == "company" else None


def _cameo(incident: Incident, told: Sequence[Event]) -> str:
    means = tuple(m for m in MEANS if any(m in event.means for event in told))
    return cameo_of(incident.type, _first(event.mode for event in told), means)


def _day(incident: Incident) -> str | None:
    if incident.on is not None:
        first, last = edtf.bounds(incident.on)
        day = first or last
        if day is not None:
            return day.isoformat()
    return incident.first_reported_on


def _first(values: Iterable[str | None]) -> str | None:
    return next((one for one in values if one), None)


def _mean(values: Iterable[float | None]) -> float | None:
    known = [one for one in values if one is not None]
    return round(sum(known) / len(known), 2) if known else None


def _joined(values: Iterable[str | None]) -> str | None:
    return _PARTED.join(dict.fromkeys(one for one in values if one)) or None
