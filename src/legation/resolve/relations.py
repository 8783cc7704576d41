"""Say whom a description means that tells somebody by what he is to another.

In: "his Chinese counterpart", "her host", "his predecessor", "Castro's brother" and the `Scene`.
Out: a `Finding`, None where it cannot be told.
Not here: offices (`officeholders`), groups (`groups`).
"""

from __future__ import annotations

from collections.abc import Iterator

from legation.records import Actor, Mention
from legation.reference.names import fold
from legation.reference.people import parse_name
from legation.reference.shelf import Tenure
from legation.resolve.belonging import owner_of, state_in
from legation.resolve.holding import find_neighbour
from legation.resolve.officeholders import linked_holder
from legation.resolve.scene import Entity, Finding, Scene
from legation.resolve.wording import Phrase, gender_of, word_set

COUNTERPART, HOST, NEIGHBOUR_IN_OFFICE, VISITOR, KIN = 0.9, 0.7, 0.7, 0.6, 0.6

_COUNTERPARTS = word_set("counterpart number homologue opposite")
_HOSTS, _VISITORS = frozenset({"host"}), word_set("guest visitor")
_BEFORE, _AFTER = frozenset({"predecessor"}), frozenset({"successor"})
_KIN = {
    "brother": "m", "son": "m", "father": "m", "cousin": None, "uncle": "m", "nephew": "m",
    "sister": "f", "daughter": "f", "mother": "f", "aunt": "f", "niece": "f", "child": None,
}  # fmt: skip
_OLDER, _YOUNGER = word_set("father mother uncle aunt"), word_set("son daughter nephew niece child")
_WIVES = frozenset({"wife"})
_REACH = 2


def link_relation(scene: Scene, mention: Mention, words: Phrase) -> Finding | None:
    """Return who is what a description says to somebody named before, None if it says no such."""
    if mention.plural:
        return None
    head = mention.head
    if head in _COUNTERPARTS:
        return _counterpart(scene, mention, words)
    if head in _HOSTS:
        return _host(scene, mention, words)
    if head in _VISITORS:
        return _visitor(scene, mention, words)
    if head in _BEFORE | _AFTER:
        return _in_office_beside(scene, mention, words, before=head in _BEFORE)
    if head in _KIN or head in _WIVES:
        return _kin(scene, mention, words)
    return None


# --- by office


def _counterpart(scene: Scene, mention: Mention, words: Phrase) -> Finding | None:
    owner = owner_of(scene, mention, words)
    code = state_in(scene, words.written)
    if owner is None or owner.actor is None or code is None:
        return None
    return _of_same_office(scene, mention, owner.actor, code, COUNTERPART)


def _of_same_office(
    scene: Scene, mention: Mention, person: Actor, code: str, confidence: float
) -> Finding | None:
    """Link to who holds in another state the office that a person holds in his."""
    tenure = scene.directory.foremost(person.id, scene.on)
    if tenure is None or person.state == code:
        return None
    if tenure.rank == 0:
        match = scene.directory.leader(code, scene.on)
    else:
        match = _same_office(scene, tenure, code)
    if match is None:
        return None
    reason = f"{match.office.name}, as {person.name} is {tenure.office.name}"
    return linked_holder(scene, mention, match, reason, confidence)


# The same office under the title it has almost everywhere.
_COMMON_TITLES = (
    "foreign minister",
    "defense minister",
    "finance minister",
    "national security adviser",
    "trade minister",
    "interior minister",
    "UN ambassador",
)


def _same_office(scene: Scene, tenure: Tenure, code: str) -> Tenure | None:
    """Return who holds in another state the office that `tenure` is of."""
    if scene.on is None:
        return None
    for title in (tenure.office.name, *_COMMON_TITLES):
        holders = scene.directory.holders(title, tenure.office.state or "", scene.on)
        if any(holder.person.id == tenure.person.id for holder in holders):
            found = scene.directory.holders(title, code, scene.on)
            if found:
                return found[0]
    return None


# --- by where they meet


def _host(scene: Scene, mention: Mention, words: Phrase) -> Finding | None:
    """Link "his host" to his like in the state of the place where he is."""
    owner = owner_of(scene, mention, words)
    if owner is None or owner.actor is None or owner.actor.type != "person":
        return None
    said = state_in(scene, words.written)
    codes = [said] if said is not None else list(_places(scene, mention, owner.actor))
    for code in codes:
        found = _of_same_office(scene, mention, owner.actor, code, HOST)
        if found is not None:
            return found
    return None


def _places(scene: Scene, mention: Mention, visitor: Actor) -> Iterator[str]:
    """Yield the states other than his own in which the text has a visitor, the nearest first."""
    for entity in scene.iter_before(mention, 30):
        if mention.sentence - entity.mention.sentence > _REACH:
            return
        actor = entity.actor
        if actor is not None and actor.type == "place" and actor.state not in {None, visitor.state}:
            yield str(actor.state)


def _visitor(scene: Scene, mention: Mention, words: Phrase) -> Finding | None:
    """Link "his guest" to the foreign person named last, of the state that is said if any."""
    owner = owner_of(scene, mention, words)
    host = owner.actor if owner is not None else None
    if host is None or host.state is None:
        return None
    said = state_in(scene, words.written)
    for entity in scene.iter_before(mention, 60):
        actor = entity.actor
        if actor is None or actor.type != "person" or actor.id is None or actor == host:
            continue
        if actor.state == said or (said is None and actor.state not in {None, host.state}):
            return Finding(entity.finding.actors, f"takes up {entity.mention.span.text}", VISITOR,
                           entity.finding.office, repeats=entity.mention.id)  # fmt: skip
    return None


# --- by who came before


def _in_office_beside(
    scene: Scene, mention: Mention, words: Phrase, *, before: bool
) -> Finding | None:
    """Link "his predecessor" to who held his office before him, "her successor" to who after."""
    owner = owner_of(scene, mention, words) or _last_person(scene, mention)
    if owner is None or owner.actor is None or owner.actor.id is None:
        return None
    tenure = scene.directory.foremost(owner.actor.id, scene.on) or _last_office(scene, owner.actor)
    neighbour = find_neighbour(scene.directory, tenure, before=before) if tenure else None
    if tenure is None or neighbour is None:
        return None
    word = "before" if before else "after"
    reason = f"{tenure.office.name} {word} {owner.actor.name}"
    return linked_holder(scene, mention, neighbour, reason, NEIGHBOUR_IN_OFFICE)


def _last_person(scene: Scene, mention: Mention) -> Entity | None:
    people = (e for e in scene.iter_before(mention, 20) if e.actor and e.actor.type == "person")
    return next(people, None)


def _last_office(scene: Scene, person: Actor) -> Tenure | None:
    day = scene.on.isoformat() if scene.on else "9999"
    held = scene.directory.tenures(person.id, None) if person.id else ()
    return next((one for one in held if (one.office.since or "") <= day), None)


# --- by blood


def _kin(scene: Scene, mention: Mention, words: Phrase) -> Finding | None:
    """Link "his brother" to the one other bearer of his last name whom the shelf has there."""
    owner = owner_of(scene, mention, words)
    person = owner.actor if owner is not None else None
    if person is None or person.type != "person" or person.state is None or scene.on is None:
        return None
    if mention.head in _WIVES:
        held = scene.directory.holders("first lady", person.state, scene.on)
        tenure = scene.directory.foremost(person.id, scene.on)
        if not held or tenure is None or tenure.rank > 1:
            return None
        return linked_holder(scene, mention, held[0], f"wife of {person.name}", KIN)
    bearers = [one for one in _namesakes(scene, person) if _may_be(scene, mention, person, one)]
    if len(bearers) != 1:
        return None
    office = scene.directory.foremost(bearers[0].id, scene.on)
    reason = f"of the last name of {person.name}"
    return Finding((bearers[0],), reason, KIN, office.office if office else None)


def _namesakes(scene: Scene, person: Actor) -> list[Actor]:
    """Return the others of a person's last name and state."""
    families = parse_name(person.name, person.state or "").families
    found = {
        name.actor.id: name.actor
        for family in families
        for name in scene.directory.persons(" ".join(family).title())
        if name.actor.state == person.state and name.actor.id != person.id
    }
    return [one for one in found.values() if fold(one.name) != fold(person.name)]


def _may_be(scene: Scene, mention: Mention, person: Actor, other: Actor) -> bool:
    gender = _KIN[mention.head]
    if gender is not None and gender_of((other.name,), None) not in {None, gender}:
        return False
    ours, theirs = _begun(scene, person), _begun(scene, other)
    if mention.head in _OLDER:
        return theirs < ours
    return ours < theirs if mention.head in _YOUNGER else True


def _begun(scene: Scene, person: Actor) -> str:
    """Return since when a person is known to have held any office."""
    held = scene.directory.tenures(person.id, None) if person.id else ()
    return min((one.office.since or "9999" for one in held), default="9999")
