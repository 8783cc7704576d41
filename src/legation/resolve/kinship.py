"""Say whom "his brother", "her husband" or "Castro's sister" means.

In: a description of somebody's kin and the `Scene`. Out: a `Finding`, None where nobody is known.
Not here: what else one is to another (`relations`).
"""

from __future__ import annotations

from legation.records import Actor, Mention
from legation.reference.kin import kin_of
from legation.reference.names import fold, slug
from legation.reference.people import parse_name
from legation.resolve.belonging import owner_of
from legation.resolve.officeholders import linked_holder
from legation.resolve.scene import Finding, Scene
from legation.resolve.wording import Phrase, gender_of, word_set

KIN, KNOWN_KIN = 0.6, 0.85

_KIN = {
    "brother": "m", "son": "m", "father": "m", "cousin": None, "uncle": "m", "nephew": "m",
    "sister": "f", "daughter": "f", "mother": "f", "aunt": "f", "niece": "f", "child": None,
}  # fmt: skip
_OLDER, _YOUNGER = word_set("father mother uncle aunt"), word_set("son daughter nephew niece child")
_WIVES = frozenset({"wife"})


def link_kin(scene: Scene, mention: Mention, words: Phrase) -> Finding | None:
    """Link "his brother" to whom the shelf knows as that, else to the one bearer of his name."""
    owner = owner_of(scene, mention, words)
    person = owner.actor if owner is not None else None
    if person is None or person.type != "person" or person.state is None or scene.on is None:
        return None
    known = _known_kin(scene, person, mention.head)
    if known is not None:
        return known
    if mention.head not in _KIN and mention.head not in _WIVES:
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


def _known_kin(scene: Scene, person: Actor, word: str) -> Finding | None:
    """Return the kin of a person whom the shelf names, whether it has an office or not."""
    name = kin_of(scene.shelf, person.id, word) if person.id is not None else None
    if name is None:
        return None
    found = (one.actor for one in scene.directory.find(name) if one.actor.type == "person")
    actor = next((one for one in found if one.state in {person.state, None}), None)
    actor = actor or Actor(f"legation:{slug(name)}", name, "person", person.state)
    office = scene.directory.foremost(actor.id, scene.on)
    return Finding(
        (actor,), f"{word} of {person.name}", KNOWN_KIN, office.office if office else None
    )
