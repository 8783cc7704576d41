"""Say which place a name means: a capital or seat, a town, a name spelt otherwise.

In: a name mention and the `Scene`. Out: a `Finding` of a place or of the state it stands for.
Not here: whether a capital acts (`metonyms`), persons (`candidates`).
"""

from __future__ import annotations

import re
from difflib import SequenceMatcher

from legation.records import Actor, Mention
from legation.reference.cities import state_of_town
from legation.reference.names import fold, slug
from legation.reference.shelf import Name
from legation.reference.similar import likeness
from legation.resolve.metonyms import acts, names_building, stands_in_place
from legation.resolve.scene import Finding, Scene
from legation.resolve.wording import plain

NEW_NAME = 0.5
# A capital that is the subject of its clause acts; under a preposition it may be a place.
METONYM, METONYM_UNDER, TOWN = 0.95, 0.9, 0.95
SPELT_ALIKE, MISSPELT, LONE_TOWN = 0.85, 0.8, 0.8
_BESIDE = re.compile(r"^,\s+(?:in\s+)?([A-Z][\w’'-]+(?:\s+[A-Z][\w’'-]+)?)")
_TOWN_BEFORE = re.compile(r"([A-Z][\w’'-]+(?:\s+[A-Z][\w’'-]+)?),\s+$")
_LIKE_ENOUGH = 0.75
_SHORTEST = 4


def link_town(scene: Scene, mention: Mention, names: list[Name], best: Name) -> Finding:
    """Return what a capital or seat means here: the state that it stands for, or the place."""
    owner = best.actor
    lies_in = (n.actor.state for n in names if n.kind in {"capital", "seat"} and n.actor.state)
    beside = _state_beside(scene, mention)
    if beside is not None and beside != owner.state:
        return _place(best.text, beside, "a town of the state named with it", TOWN)
    if acts(scene, mention) and owner.type != "place":
        confidence = METONYM if mention.subject else METONYM_UNDER
        return Finding((owner,), f"{best.text} stands for {owner.name}", confidence)
    if owner.type == "place":
        return Finding((owner,), "place", TOWN)
    return _place(best.text, owner.state or next(lies_in, None), "place", TOWN)


def town_owner(scene: Scene, towns: list[Name]) -> Name:
    """Return whose seat a town is meant as: "Brussels" is the Union's, unless Belgium is named."""
    for name in towns:
        if name.actor.type == "state" and name.actor.id in scene.nations:
            return name
    return next((name for name in towns if name.actor.type != "state"), towns[0])


def link_building(scene: Scene, mention: Mention, body: Actor) -> Finding | None:
    """Return the place, where a body is called by its house and somebody stands in it."""
    text = plain(mention.span.text)
    if not names_building(text) or acts(scene, mention):
        return None
    return _place(text, body.state, "place", TOWN)


def link_listed_town(scene: Scene, mention: Mention, text: str) -> Finding | None:
    """Return the town that a name, not known to be anybody's, is on the list of towns."""
    beside = _like_state_of_town(scene, mention, text)
    if beside is not None:
        return Finding((beside,), f"misspelt: {beside.name}", MISSPELT)
    code = _state_beside(scene, mention) or state_of_town(text)
    known = state_of_town(text) is not None
    if code is None or not (known or stands_in_place(scene, mention)):
        return None
    if mention.hint == "person":
        if mention.subject and not stands_in_place(scene, mention):
            return None
        return _place(text, code, "a town of that state", LONE_TOWN)
    return _place(text, code, "a town of that state", TOWN)


def link_spelt_otherwise(scene: Scene, mention: Mention, text: str) -> Finding | None:
    """Return the state, or what its capital or town means here, of which a name has the sounds."""
    if len(text) < _SHORTEST or (
        mention.hint == "person" and not _is_under_preposition(scene, mention)
    ):
        return None
    found = scene.directory.sounding_like(text)
    if found is None:
        return None
    name, code = found
    if name is None and not stands_in_place(scene, mention) and mention.hint != "place":
        return None  # a town only by its sounds, where nothing says that it is a place
    reason = f"spelt like {name.text if name is not None else 'a town of that state'}"
    if name is not None and name.kind not in {"capital", "seat"}:
        return Finding((name.actor,), reason, SPELT_ALIKE)
    if name is not None and acts(scene, mention) and name.actor.type == "state":
        return Finding((name.actor,), reason, MISSPELT)
    return _place(text, code, reason, SPELT_ALIKE)


def new_place(text: str) -> Finding:
    """Return a place that the shelf does not have."""
    code = state_of_town(text)
    if code is not None:
        return _place(text, code, "a town of that state", TOWN)
    return _place(text, None, "not on the shelf", NEW_NAME)


_REGION = re.compile(
    r"(?:the )?(?P<town>[A-Z][\w'’-]+(?: [A-Z][\w'’-]+)?) "
    r"(?:Region|Oblast|Province|Governorate|Territory|Prefecture|County)"
)
_REALM = re.compile(r"(?:the )?(?:Republic|Kingdom|State|Union|Federation) of (?:the )?")
_ALIKE = 0.85


def region_of_town(text: str) -> Finding | None:
    """Return the region that bears a town's name, in the town's state: "the Ryazan Region"."""
    region = _REGION.fullmatch(text)
    code = state_of_town(region["town"]) if region is not None else None
    return None if code is None else _place(text, code, "a region of that town", TOWN)


def alike_but_for_realm(text: str, name: str) -> bool:
    """Tell whether two names are alike without "Republic of": Altai is no Malta."""
    if not _REALM.match(text):
        return True
    ours, theirs = (fold(_REALM.sub("", one)) for one in (text, name))
    return SequenceMatcher(None, ours, theirs).ratio() >= _ALIKE


def may_name_town(scene: Scene, mention: Mention) -> bool:
    """Tell whether a lone name that nobody knows is a place by the words before it."""
    text = plain(mention.span.text)
    return (
        " " not in text
        and mention.role is None
        and mention.hint in {"person", "organisation"}
        and not scene.directory.find(text)
        and stands_in_place(scene, mention)
    )


def _place(text: str, state: str | None, reason: str, confidence: float) -> Finding:
    return Finding((Actor(f"legation:{slug(text)}", text, "place", state),), reason, confidence)


def _is_under_preposition(scene: Scene, mention: Mention) -> bool:
    before = scene.before(mention, 12).lower()
    return stands_in_place(scene, mention) or bool(re.search(r"\b(?:from|to|of|via)\s+$", before))


def _state_beside(scene: Scene, mention: Mention) -> str | None:
    """Return the state that is named after a town: "Tripoli, Lebanon"."""
    beside = _BESIDE.match(scene.after(mention))
    if beside is None:
        return None
    words = beside[1].split()
    for n in range(len(words), 0, -1):
        names = scene.directory.find(" ".join(words[:n]))
        if names and names[0].actor.type == "state" and names[0].kind in {"name", "alias"}:
            # "Kyiv, Moscow and Ankara" is a list; a state after a comma says where the town lies.
            return names[0].actor.state
    return None


def _like_state_of_town(scene: Scene, mention: Mention, text: str) -> Actor | None:
    """Return the state that a misspelt name after one of its towns means: "Cucuta, Columbia"."""
    before = _TOWN_BEFORE.search(scene.before(mention))
    code = state_of_town(before[1]) if before is not None else None
    state = scene.directory.state(code)
    if state is None or likeness(fold(text), fold(state.name)) < _LIKE_ENOUGH:
        return None
    return state
