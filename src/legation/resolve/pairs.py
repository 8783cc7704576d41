"""Find those who were named together: the members of a pair or a larger group.

In: a plural mention and the `Scene` up to it. Out: a `Finding` of as many actors as are asked for.
Not here: what a description says of them (`groups`), "they" (`coreference`).

Every set of so many that were named shortly before gets a score: each member by how near and in
what part of the sentence it was named, the set by whether "and" joins it or one sentence holds it.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from itertools import combinations

from legation.records import Actor, Mention
from legation.resolve.scene import NOBODY, Entity, Finding, Scene

REACH_PAIR = 6
"""How many sentences back the members may stand."""
MOST_CANDIDATES = 9
"""Of more than so many that were named, the latest are asked."""
TITLED, SUREST, LEAST = 0.7, 0.92, 0.5
_RUN_REACH = 2
# What a member adds: for each sentence back, as a subject, inside another's mention.
PER_SENTENCE, SUBJECT, NESTED, UNFIT, UNKNOWN = -0.4, 0.4, -0.9, -1.6, -0.8
# What a set adds: joined by "and", named in one sentence, all subjects, all of one state.
JOINED, ONE_SENTENCE, ALIKE, ONE_STATE = 2.4, 1.0, 0.5, -0.5
LEFT_OUT = -0.45
"""What one who was named in the same sentences, and is not of the set, takes away."""
# Between the members of a run: "A, B and C", "A and President B", "A; B and C".
_JOINT = re.compile(
    r"(?:,|;)?\s*(?:(?:and|or|nor|with|&)\s+)?(?:(?:with|the|both)\s+)?"
    r"(?:(?:[A-Z][\w.]*|then|former|prime|foreign|president|minister|secretary|chancellor)\s+){0,4}"
)
_LAST_JOINT = re.compile(r"\b(?:and|or|nor|with)\b|&")
_OWN_ACTORS = frozenset({"organisation", "group", "company"})

Fits = Callable[[Actor], bool]


@dataclass(frozen=True, slots=True)
class _Member:
    """Somebody who was named, by the mention that counts most for a set."""

    entity: Entity
    actor: Actor
    distance: int
    score: float


@dataclass(frozen=True, slots=True)
class Chosen:
    """The best set, how good it is, and how far before the mention its nearest member stands."""

    finding: Finding
    score: float
    distance: int


NONE_CHOSEN = Chosen(NOBODY, -9.0, 99)


def link_pair(
    scene: Scene,
    mention: Mention,
    *,
    persons: bool,
    fits: Fits = lambda _: True,
    exactly: int = 2,
) -> Finding:
    """Return the actors, as many as are asked for, that were most likely named together.

    Places count as their states only where no other two are found.

    Args:
        scene: The document so far.
        mention: "the two leaders", "both sides".
        persons: Whether persons are meant; else the states behind those named.
        fits: What each should be (a holder of the office that the noun names).
        exactly: How many; "the three leaders" are three.
    """
    chosen = choose(scene, mention, persons=persons, fits=fits, exactly=exactly)
    if chosen.finding.actors:
        return chosen.finding
    return _pair_in_title(scene, persons=persons, fits=fits, exactly=exactly)


def choose(
    scene: Scene,
    mention: Mention,
    *,
    persons: bool,
    fits: Fits = lambda _: True,
    exactly: int = 2,
    only: Fits = lambda _: True,
) -> Chosen:
    """Return the set of so many with the best score; `only` says who can be of it at all."""
    for places in (False, True):
        members = _members(scene, mention, persons=persons, places=places, fits=fits, only=only)
        found = _best_set(scene, members, exactly)
        if found.finding.actors or persons:
            return found
    return NONE_CHOSEN


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
            return _taking_up(list(members.values()), SUREST - 0.02 * distance)
    return NOBODY


def link_several(scene: Scene, mention: Mention, number: int, *, states: bool = True) -> Finding:
    """Return so many persons or states, whichever were rather named together, persons of equals.

    With `states` false, states count only where "and" joins them.
    """
    people = choose(scene, mention, persons=True, exactly=number)
    parties = choose(scene, mention, persons=False, exactly=number)
    if not states and not link_run(scene, mention, persons=False, exactly=number).actors:
        parties = NONE_CHOSEN
    # Persons stand for themselves, and their states only where nobody else stands for them.
    if people.finding.actors and people.score >= parties.score - 0.3:
        return people.finding
    return parties.finding if parties.finding.actors else people.finding


# --- members


def _members(
    scene: Scene, mention: Mention, *, persons: bool, places: bool, fits: Fits, only: Fits
) -> list[_Member]:
    """Return who was named within reach, each once, by the mention with the best score."""
    found: dict[str, _Member] = {}
    for entity in scene.iter_before(mention):
        distance = mention.sentence - entity.mention.sentence
        if distance > REACH_PAIR:
            break
        for actor in _as_member(scene, entity, persons=persons, places=places):
            if not only(actor):
                continue
            one = _Member(entity, actor, distance, _score_of(entity, actor, distance, fits))
            key = actor.id or actor.name
            if (key not in found and len(found) < MOST_CANDIDATES) or (
                key in found and one.score > found[key].score
            ):
                found[key] = one
    return list(found.values())


def _score_of(entity: Entity, actor: Actor, distance: int, fits: Fits) -> float:
    score = PER_SENTENCE * distance
    score += SUBJECT if entity.mention.subject else 0.0
    score += NESTED if entity.nested else 0.0
    score += UNKNOWN if actor.id is None else 0.0
    return score + (0.0 if fits(actor) else UNFIT)


def _as_member(scene: Scene, entity: Entity, *, persons: bool, places: bool) -> list[Actor]:
    if persons:
        several = len(entity.finding.actors) > 1 and entity.mention.form != "pronoun"
        named = [actor for actor in entity.finding.actors if actor.type == "person"]
        return [one for one in named if one.id is not None and len(one.name) > 1 and not several]
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


# --- sets


def _best_set(scene: Scene, members: list[_Member], number: int) -> Chosen:
    if len(members) < number:
        return NONE_CHOSEN
    runs = _joined_keys(scene, members)
    scored = sorted(
        ((_score_set(chosen, members, runs), chosen) for chosen in combinations(members, number)),
        key=lambda one: one[0],
        reverse=True,
    )
    best, chosen = scored[0]
    margin = best - scored[1][0] if len(scored) > 1 else 1.5
    sure = min(SUREST, max(LEAST, 0.58 + 0.06 * best + 0.08 * min(margin, 2.0)))
    finding = _taking_up([(one.entity, one.actor) for one in chosen], sure)
    return Chosen(finding, best / number, min(one.distance for one in chosen))


def _score_set(
    chosen: tuple[_Member, ...], members: list[_Member], runs: list[frozenset[str]]
) -> float:
    keys = frozenset(one.actor.id or one.actor.name for one in chosen)
    score = sum(one.score for one in chosen)
    score += JOINED if keys in runs else 0.0
    sentences = {one.distance for one in chosen}
    score += ONE_SENTENCE if len(sentences) == 1 else 0.0
    score += ALIKE if len({one.entity.mention.subject for one in chosen}) == 1 else 0.0
    states = {one.actor.state for one in chosen}
    score += ONE_STATE if len(states) == 1 and len(chosen) > 1 else 0.0
    others = sum(one.distance in sentences and one not in chosen for one in members)
    return score + LEFT_OUT * others


def _joined_keys(scene: Scene, members: list[_Member]) -> list[frozenset[str]]:
    """Return the sets that "and" joins, of those who are members."""
    by_mention = {one.entity.mention.id: one for one in members}
    return [
        frozenset(
            (by_mention[entity.mention.id].actor.id or by_mention[entity.mention.id].actor.name)
            for entity in run
            if entity.mention.id in by_mention
        )
        for run in _runs(scene, [one.entity for one in members if not one.entity.nested])
    ]


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


def _taking_up(members: list[tuple[Entity, Actor]], confidence: float) -> Finding:
    ordered = sorted(members, key=lambda member: member[0].mention.span.start)
    names = " and ".join(actor.name for _, actor in ordered)
    return Finding(
        tuple(actor for _, actor in ordered),
        f"takes up {names}",
        round(confidence, 3),
        repeats=ordered[-1][0].mention.id,
    )
