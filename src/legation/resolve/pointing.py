"""Say whom words mean that point at some of those named: "the two Serbs", "the latter".

In: a mention and the `Scene`. Out: a `Finding`, None where too few were named.
Not here: groups by a noun ("the two leaders": `groups`).
"""

from __future__ import annotations

import re

from legation.records import Actor, Mention
from legation.reference.regions import load_regions
from legation.resolve.groups import NUMBER, RATHER_STATES, STATES
from legation.resolve.pairs import choose, link_run, link_several
from legation.resolve.scene import Finding, Scene
from legation.resolve.wording import phrase, plain

AHEAD = 0.55
_AHEAD = 2
_NUMBERED = re.compile(r"\b(both|two|three|four)\s+(?:\w+\s+)?$", re.IGNORECASE)
_LAST = re.compile(r"\bthe\s+(latter|former)$", re.IGNORECASE)


def link_nationals(scene: Scene, mention: Mention) -> Finding | None:
    """Link "the two Serbs", "both Europeans" to so many of that nation or region named before."""
    words = plain(mention.span.text)
    number = _NUMBERED.search(scene.before(mention, 24) if " " not in words else words)
    last = words.split()[-1] if words.split() else ""
    if number is None or not last.endswith("s") or not last[:1].isupper():
        return None
    region = load_regions("region").get(last[:-1].lower())
    nation = scene.directory.nation_of(last) or scene.directory.nation_of(last[:-1])
    codes = region or (frozenset({nation}) if nation is not None else frozenset())
    if not codes:
        return None
    found = choose(
        scene,
        mention,
        persons=True,
        exactly=NUMBER[number[1].lower()],
        only=lambda actor: actor.state in codes,
    )
    return found.finding if found.finding.actors else None


def link_latter(scene: Scene, mention: Mention) -> Finding | None:
    """Link "the latter" to the second of two named together, "the former" to the first."""
    which = _LAST.search(mention.span.text)
    if which is None:
        return None
    pair = link_run(scene, mention, persons=True, exactly=2)
    if not pair.actors:
        pair = link_run(scene, mention, persons=False, exactly=2)
    if not pair.actors:
        pair = link_several(scene, mention, 2)
    if len(pair.actors) != 2:
        return None
    one = pair.actors[1 if which[1].lower() == "latter" else 0]
    return Finding((one,), f"the {which[1].lower()} of two", pair.confidence - 0.1)


def link_group_ahead(scene: Scene, mention: Mention) -> Finding | None:
    """Link "Three leaders flew to an island …" to so many who are named in the sentences after."""
    words = phrase(plain(mention.span.text))
    number = next((NUMBER[w] for w in words.lower if w in NUMBER), None)
    if number is None or "of" in words.lower:
        return None
    states = mention.head in STATES | RATHER_STATES
    found: dict[str, Actor] = {}
    for entity in sorted(scene.entities, key=lambda one: one.mention.span.start):
        ahead = entity.mention.sentence - mention.sentence
        if entity.mention.span.start < mention.span.end or entity.mention.form != "name":
            continue
        if ahead > _AHEAD or entity.nested:
            break
        actor = entity.actor
        if actor is None or actor.type == "place" or (actor.type != "person") != states:
            continue
        found.setdefault(actor.id or actor.name, actor)
    if len(found) != number:
        return None
    names = " and ".join(actor.name for actor in found.values())
    return Finding(tuple(found.values()), f"{names}, named after it", AHEAD)
