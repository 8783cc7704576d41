"""Say whom a description of several means: "the two leaders", "both sides", "the warring parties".

In: a plural description and the `Scene`. Out: a `Finding`, None where it names no such group.
Not here: finding those named together (`pairs`), "they" (`coreference`).
"""

from __future__ import annotations

import re
from dataclasses import replace

from legation.records import Actor, Mention
from legation.reference.wars import are_at_war
from legation.resolve.officeholders import holder_of
from legation.resolve.pairs import link_pair, link_run, link_several
from legation.resolve.scene import NOBODY, Finding, Scene
from legation.resolve.wording import Phrase, word_set

HOLDERS, LOOSE = 0.65, 0.6

_PERSONS = word_set(
    "leader president premier minister chancellor king prince monarch man woman official diplomat "
    "envoy negotiator counterpart politician statesman general principal"
)
_STATES = word_set(
    "side party country nation state government capital power superpower economy army military "
    "delegation team republic giant kingdom"
)
# Persons where persons were named together, else states or armed groups.
_EITHER = word_set(
    "ally partner neighbour neighbor rival foe enemy adversary opponent member signatory "
    "belligerent combatant friend guarantor host mediator broker pair duo trio quartet both two "
    "three four five six seven"
)
NUMBER = {
    "two": 2, "both": 2, "pair": 2, "duo": 2, "either": 2, "neither": 2, "three": 3, "trio": 3,
    "four": 4, "quartet": 4, "five": 5, "six": 6, "seven": 7,
}  # fmt: skip
_TITLES = word_set("president premier minister chancellor king prince monarch")
# "The presidents agreed", without a number, of the two who were named before.
_TWO_AT_LEAST = word_set("leader president side party minister")
_WARRING = word_set("warring belligerent belligerents combatant combatants fighting feuding")
_IN_SOMETHING = re.compile(r"\s+(?:in|among)\b")
_POINTING = word_set("both two either neither three four five all")


def link_group(scene: Scene, mention: Mention, words: Phrase) -> Finding | None:
    """Return those whom a description of several means, None where it names no such group."""
    head = mention.head
    if head not in _PERSONS | _STATES | _EITHER or words.lower[0] in {"a", "an", "some", "many"}:
        return None
    number = next((NUMBER[w] for w in words.lower if w in NUMBER), None)
    # "Three of his colleagues" are not those named before.
    if "of" in words.lower[1:] or (number is None and not mention.plural):
        return None
    if number is not None and not (words.definite or words.lower[0] in _POINTING):
        return None
    if _WARRING & set(words.lower):
        return _at_war(scene, mention, number or 2)
    if number is None:
        return _unnumbered(scene, mention, words)
    if head in _STATES:
        return link_pair(scene, mention, persons=False, exactly=number)
    if head in _EITHER:
        return link_several(scene, mention, number)
    return _persons(scene, mention, words, number)


def _persons(scene: Scene, mention: Mention, words: Phrase, number: int) -> Finding:
    """Link "the two leaders" to leaders named, else to those who lead the states named."""
    title = _title(mention, words)

    def fits(actor: Actor) -> bool:
        return _holds(scene, actor, title)

    found = link_pair(scene, mention, persons=True, fits=fits, exactly=number)
    if found.actors or mention.head not in _TITLES | {"leader"}:
        return found
    return _holders_there(scene, mention, title, number)


def _title(mention: Mention, words: Phrase) -> str:
    rest = words.rest[1:] if words.rest[0] in NUMBER and len(words.rest) > 1 else words.rest
    return " ".join((*rest[:-1], mention.head))


def _unnumbered(scene: Scene, mention: Mention, words: Phrase) -> Finding | None:
    """Link "the presidents", "the neighbours", or "foes" in a headline, to those just named."""
    if not words.bare or (words.lower[0] != "the" and not _is_headline_subject(scene, mention)):
        return None
    if _IN_SOMETHING.match(scene.after(mention)):
        return None  # "among the leaders in milk production"
    head = mention.head
    if head in _PERSONS:
        title = mention.head
        found = link_run(scene, mention, persons=True, fits=lambda one: _holds(scene, one, title))
    else:
        found = NOBODY if head in _STATES else link_run(scene, mention, persons=True)
        found = found if found.actors else link_run(scene, mention, persons=False)
    if found.actors:
        return replace(found, confidence=min(found.confidence, LOOSE + 0.1))
    if head not in _TWO_AT_LEAST or words.lower[0] != "the":
        return None
    if head in _PERSONS:
        found = _persons(scene, mention, words, 2)
    else:
        found = link_pair(scene, mention, persons=False)
    return replace(found, confidence=min(found.confidence, LOOSE + 0.1))


def _is_headline_subject(scene: Scene, mention: Mention) -> bool:
    """Tell whether a bare noun opens a clause of a headline: "…; foes have a month"."""
    before = scene.before(mention)
    return mention.subject and before.rstrip().endswith((";", ",", ":"))


def _at_war(scene: Scene, mention: Mention, number: int) -> Finding | None:
    """Link "the warring parties" to those named of whom the shelf knows that they were at war."""
    if scene.on is None:
        return None
    named: dict[str, Actor] = {}
    for entity in scene.iter_before(mention, 60):
        for actor in entity.finding.actors:
            own = actor.type in {"group", "organisation"} and actor.id is not None
            side = actor if own else scene.directory.state(actor.state)
            if side is not None and side.id is not None and actor.type != "place":
                named.setdefault(side.id, side)
    fighting = [
        one
        for one in reversed(named.values())  # in the order of the text
        if any(are_at_war(str(one.id), other, scene.on) for other in named if other != one.id)
    ]
    if len(fighting) != number:
        return None
    names = " and ".join(actor.name for actor in fighting)
    return Finding(tuple(fighting), f"{names}, at war on that day", HOLDERS + 0.1)


def _holders_there(scene: Scene, mention: Mention, title: str, number: int) -> Finding:
    """Link "the two presidents" of two states that were named to who holds the office there.

    Ministers who speak for states to each other are those of foreign affairs; a president is
    meant by the states that presidents lead.
    """
    office = "foreign minister" if title == "minister" else title

    def fits(actor: Actor) -> bool:
        if not actor.id or holder_of(scene, office, actor.id) is None:
            return False
        leader = scene.directory.leader(actor.id, scene.on)
        leads = leader is not None and leader.office.name.lower().endswith("president")
        return leads or title != "president"

    states = link_pair(scene, mention, persons=False, fits=fits, exactly=number)
    held = [holder_of(scene, office, actor.id) for actor in states.actors if actor.id]
    people = tuple(one.person for one in held if one is not None)
    if not people:
        return NOBODY
    names = " and ".join(one.name for one in people)
    sure = HOLDERS + 0.15 if states.confidence > HOLDERS + 0.1 else HOLDERS
    return Finding(people, f"{names}, who hold it there", sure)


def _holds(scene: Scene, actor: Actor, title: str) -> bool:
    """Tell whether a person named is what the noun says; everybody is a man or an official."""
    head = title.rsplit(maxsplit=1)[-1]
    if head not in _TITLES | {"leader"} or scene.on is None:
        return True
    if head == "leader":
        tenure = scene.directory.foremost(actor.id, scene.on)
        return tenure is not None and tenure.rank <= 1
    if actor.state is None:
        return False
    if title == "minister":
        tenure = scene.directory.foremost(actor.id, scene.on)
        return tenure is not None and "minister" in tenure.office.name.lower()
    holders = scene.directory.holders(title, actor.state, scene.on)
    return any(tenure.person.id == actor.id for tenure in holders)
