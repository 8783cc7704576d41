"""Put a user's own additions and corrections on the shelf.

In: an `OwnShelf`, and the shelf as it comes with its labels. Out: the shelf, changed.
Not here: reading the file (`reference.own`).

Names are taken away first, so that what the user adds stays; then actors come, then offices, which
may be of actors that have just come.
"""

from __future__ import annotations

import difflib
from collections import defaultdict
from typing import TYPE_CHECKING

from legation.records import Actor
from legation.reference.offices import office_key
from legation.reference.own import OwnActor, OwnOffice, OwnRemoval, OwnShelf, listed
from legation.reference.people import OfficeRow
from legation.reference.tables import ShelfError

if TYPE_CHECKING:
    from legation.reference.shelf import Shelf

# Whoever writes a line of his own vouches for it: until he changes it, it rests on no memory.
_FOR_GOOD = "9999-12-31"


def merge(own: OwnShelf, shelf: Shelf) -> None:
    """Change `shelf` as `own` says.

    Raises:
        ShelfError: The file names somebody whom the shelf does not have, several of one name,
            or somebody otherwise than the shelf has him.
    """
    _check_labels(own, shelf)
    for removal in own.removals:
        _remove(removal, shelf)
    for actor in own.actors:
        _add(actor, shelf)
    _set_offices(own.offices, shelf)


def _check_labels(own: OwnShelf, shelf: Shelf) -> None:
    for identity, label in own.labels.items():
        known = shelf.actor(identity)
        if known is None or known.type == "person":
            near = difflib.get_close_matches(identity, [*shelf.states], n=3, cutoff=0.6)
            cure = f"did you mean {listed(near)}? " if near else ""
            msg = (
                f"{own.path}, [labels]: {identity} = {label!r}: the shelf has no state, territory "
                f"or organisation {identity}; {cure}`legation who NAME` tells ids"
            )
            raise ShelfError(msg)


def _remove(removal: OwnRemoval, shelf: Shelf) -> None:
    if shelf.remove(removal.name, removal.actor):
        return
    meant = [f"{one.actor.id} ({one.actor.name})" for one in shelf.find(removal.name)]
    cure = f"it means {listed(meant)}" if meant else "it means nobody; take the table out"
    msg = f"{removal.place}: {removal.name!r} does not mean {removal.actor} on the shelf; {cure}"
    raise ShelfError(msg)


def _add(own: OwnActor, shelf: Shelf) -> None:
    if own.state is not None and own.state != own.id and own.state not in shelf.states:
        near = difflib.get_close_matches(own.state, [*shelf.states], n=3, cutoff=0.6)
        cure = f"did you mean {listed(near)}?" if near else "add the state before it"
        msg = f"{own.place}: state = {own.state!r}, which the shelf does not have; {cure}"
        raise ShelfError(msg)
    known = shelf.actor(own.id)
    if known is None:
        if own.name is None or own.type is None:
            missing = "name" if own.name is None else "type"
            msg = (
                f"{own.place}: the shelf does not have {own.id}, so {missing} is needed; "
                f'write {missing} = "…", or correct the id'
            )
            raise ShelfError(msg)
        known = Actor(own.id, own.name, own.type, own.state)
    for key, ours, theirs in (("type", own.type, known.type), ("state", own.state, known.state)):
        if ours is not None and ours != theirs:
            msg = (
                f"{own.place}: {key} = {ours!r}, but the shelf has {own.id} ({known.name}) with "
                f"{theirs!r}; leave {key} out, or write another id"
            )
            raise ShelfError(msg)
    names = (own.name, *own.aliases) if own.name is not None else own.aliases
    shelf.add(known, names, own.acronyms, own.since, own.until)


def _set_offices(offices: tuple[OwnOffice, ...], shelf: Shelf) -> None:
    rows: dict[str, list[OfficeRow]] = defaultdict(list)
    for own in offices:
        if own.state is not None and own.state not in shelf.states:
            msg = (
                f"{own.place}: state = {own.state!r}, which the shelf does not have; write an ISO "
                "code, or leave it out for a world body"
            )
            raise ShelfError(msg)
        sure = own.until or own.checked or _FOR_GOOD
        row = OfficeRow(
            own.state or "", own.office, own.since, own.until or "", sure, own.checked or ""
        )
        rows[_person(own, shelf)].append(row)
    for person, written in rows.items():
        replaced = {(row.state, office_key(row.office)) for row in written}
        kept = [
            row
            for row in shelf.office_rows(person)
            if (row.state, office_key(row.office)) not in replaced
        ]
        shelf.set_office_rows(person, [*kept, *written])


def _person(own: OwnOffice, shelf: Shelf) -> str:
    """Return the id of the person whom an office names by id or by name."""
    actor = shelf.actor(own.person)
    if actor is None:
        people = {
            name.actor.id: name.actor
            for name in shelf.find(own.person)
            if name.actor.type == "person" and name.kind in ("name", "alias", "acronym")
        }
        if len(people) > 1:
            meant = listed([f"{one.id} ({one.name}, {one.state})" for one in people.values()])
            msg = f"{own.place}: person = {own.person!r} may be {meant}; write the id"
            raise ShelfError(msg)
        actor = next(iter(people.values()), None)
    if actor is None or actor.type != "person" or actor.id is None:
        near = [f"{one.actor.id} ({one.actor.name})" for one, _ in shelf.find_similar(own.person)]
        cure = f"did you mean {listed(near[:3])}?" if near else "add the person as an [[actor]]"
        what = "is nobody on the shelf" if actor is None else f"is a {actor.type}"
        msg = f"{own.place}: person = {own.person!r} {what}; {cure}"
        raise ShelfError(msg)
    return actor.id
