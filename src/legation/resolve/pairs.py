"""Find those who were named together: the members of a pair or a larger group.

In: a plural mention and the `Scene` up to it. Out: a `Finding` of as many actors as are asked for.
Not here: what a description says of them (`groups`), "they" (`coreference`).
"""

from __future__ import annotations

import re
from collections.abc import Callable

from legation.records import Actor, Mention
from legation.resolve.scene import NOBODY, Entity, Finding, Scene

REACH_PAIR = 10
"""How many sentences back the members may stand."""
# "Xi and Putin", told in one breath, shortly before "the two".
RUN_CONFIDENCE = 0.92
PAIR_CONFIDENCE = 0.75
TITLED = 0.7
_NEAR_ENOUGH = 0.6
_RUN_REACH = 2
# Between the members of a run: "A, B and C", "A and President B", "A; B and C".
_JOINT = re.compile(
    r"(?:,|;)?\s*(?:(?:and|or|nor|with|&)\s+)?(?:(?:the|both)\s+)?"
    r"(?:(?:[A-Z][\w.]*|then|former|prime|foreign|president|minister|secretary|chancellor)\s+){0,4}"
)
_LAST_JOINT = re.compile(r"\b(?:and|or|nor|with)\b|&")
_OWN_ACTORS = frozenset({"organisation", "group", "company"})

Fits = Callable[[Actor], bool]


def link_pair(
    scene: Scene,
    mention: Mention,
    *,
    persons: bool,
    fits: Fits = lambda _: True,
    exactly: int = 2,
) -> Finding:
    """Return the latest actors, as many as are asked for, that were named together.

    Those joined by "and" come first, then those named in one sentence or in two beside each
    other. Places count as their states only where no other two are found.

    Args:
        scene: The document so far.
        mention: "the two leaders", "both sides".
        persons: Whether persons are meant; else the states behind those named.
        fits: What each must be (a holder of the office that the noun names).
        exactly: How many; "the three leaders" are three.
    """
    for places in (False, True):
        joined = link_run(
            scene, mention, persons=persons, fits=fits, exactly=exactly, places=places
        )
        if joined.actors:
            return joined
        found = _link_near(scene, mention, persons, fits, exactly, places=places)
        if found.actors or persons:
            break
    return (
        found
        if found.actors
        else _pair_in_title(scene, persons=persons, fits=fits, exactly=exactly)
    )


def link_run(
    scene: Scene,
    mention: Mention,
    *,
    persons: bool,
    fits: Fits = lambda _: True,
    exactly: int | None = None,
    places: bool = False,
) -> Finding:
    """Return the nearest actors that "and" joins, exactly so many, or two and more if None."""
    before = [
        entity
        for entity in scene.iter_before(mention)
        if mention.sentence - entity.mention.sentence <= _RUN_REACH and not entity.nested
    ]
    for run in reversed(_runs(scene, before)):
        members: dict[str | None, tuple[Entity, Actor]] = {}
        for entity in run:
            for actor in _as_member(scene, entity, persons=persons, places=places):
                if fits(actor):
                    members.setdefault(actor.id or actor.name, (entity, actor))
        if len(members) == exactly or (exactly is None and len(members) > 1):
            distance = mention.sentence - run[-1].mention.sentence
            return _pair_of(list(members.values()), RUN_CONFIDENCE - 0.02 * distance)
    return NOBODY


def link_several(scene: Scene, mention: Mention, number: int, *, states: bool = True) -> Finding:
    """Return so many joined by "and", persons first, else so many persons, or states, near.

    With `states` false, states count only where "and" joins them.
    """
    for persons in (True, False):
        found = link_run(scene, mention, persons=persons, exactly=number)
        if found.actors:
            return found
    found = link_pair(scene, mention, persons=True, exactly=number)
    if found.actors and found.confidence >= _NEAR_ENOUGH:
        return found
    return link_pair(scene, mention, persons=False, exactly=number) if states else NOBODY


def _runs(scene: Scene, entities: list[Entity]) -> list[list[Entity]]:
    """Return the stretches of mentions joined by commas and an "and", in the order of the text."""
    runs: list[list[Entity]] = []
    for entity in sorted(entities, key=lambda e: e.mention.span.start):
        last = runs[-1][-1] if runs else None
        between = scene.between(last.mention, entity.mention) if last is not None else ""
        if last is not None and last.mention.span.end > entity.mention.span.start:
            continue
        if last is not None and between and _JOINT.fullmatch(between):
            runs[-1].append(entity)
        else:
            runs.append([entity])
    return [run for run in runs if len(run) > 1 and _is_told_together(scene, run)]


def _is_told_together(scene: Scene, run: list[Entity]) -> bool:
    between = scene.between(run[-2].mention, run[-1].mention)
    return bool(_LAST_JOINT.search(between))


def _link_near(
    scene: Scene, mention: Mention, persons: bool, fits: Fits, exactly: int, *, places: bool
) -> Finding:
    by_sentence: dict[int, dict[str | None, tuple[Entity, Actor]]] = {}
    for entity in scene.iter_before(mention):
        distance = mention.sentence - entity.mention.sentence
        if distance > REACH_PAIR:
            break
        for actor in _as_member(scene, entity, persons=persons, places=places):
            if fits(actor):
                named = by_sentence.setdefault(distance, {})
                named.setdefault(_side(actor), (entity, actor))
    # Named in one sentence first, then across two neighbouring ones, then anywhere in reach.
    for width in (0, 1, REACH_PAIR):
        for distance in range(REACH_PAIR + 1 - width):
            together: dict[str | None, tuple[Entity, Actor]] = {}
            for near in range(distance, distance + width + 1):
                for key, value in by_sentence.get(near, {}).items():
                    together.setdefault(key, value)
            if len(together) >= exactly:
                # Just so many are surer to be meant than so many of more.
                spare = 0.1 if len(together) > exactly else 0.0
                sure = PAIR_CONFIDENCE - 0.05 * min(distance + width, 4) - spare
                return _pair_of(list(together.values())[:exactly], sure)
    return NOBODY


def _side(actor: Actor) -> str | None:
    """Return on which side an actor stands: a state's, or its own."""
    return actor.id if actor.type in _OWN_ACTORS else actor.state or actor.id


def _pair_in_title(scene: Scene, *, persons: bool, fits: Fits, exactly: int) -> Finding:
    """Return those whom the title names together, where the text never does."""
    members: dict[str | None, Actor] = {}
    for actor in scene.titled:
        one = actor if persons else scene.directory.state(actor.state)
        if one is not None and (not persons or one.type == "person") and fits(one):
            members.setdefault(one.state, one)
    if len(members) != exactly:
        return NOBODY
    names = " and ".join(actor.name for actor in members.values())
    return Finding(tuple(members.values()), f"{names}, as the title has it", TITLED)


def _as_member(scene: Scene, entity: Entity, *, persons: bool, places: bool) -> list[Actor]:
    if persons:
        return [actor for actor in entity.finding.actors if actor.type == "person" and actor.id]
    if entity.mention.hint == "nationality" and entity.nested:
        return []
    found: list[Actor] = []
    for actor in entity.finding.actors:
        if actor.type == "place" and not places:
            continue
        own = actor.type in _OWN_ACTORS and actor.id is not None
        state = actor if own else scene.directory.state(actor.state)
        if state is not None:
            found.append(state)
    return found


def _pair_of(members: list[tuple[Entity, Actor]], confidence: float) -> Finding:
    ordered = sorted(members, key=lambda member: member[0].mention.span.start)
    names = " and ".join(actor.name for _, actor in ordered)
    return Finding(
        tuple(actor for _, actor in ordered),
        f"takes up {names}",
        confidence,
        repeats=ordered[-1][0].mention.id,
    )
