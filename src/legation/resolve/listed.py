"""Find the members of a group that stand beside it: "the two republics, Dushanbe and Bishkek".

In: a description of several and the `Scene`. Out: a `Finding` of just so many, None where no list
stands there.
Not here: those named in the sentences before (`pairs`).
"""

from __future__ import annotations

import re

from legation.records import Actor, Mention
from legation.resolve.candidates import link_name
from legation.resolve.scene import Entity, Finding, Scene

LISTED_AFTER, LISTED_BEFORE = 0.92, 0.92
# "The two neighbours of the republic, N'Djamena and Brazzaville", "the sponsors were Ankara and …".
_TO_LIST = re.compile(
    r"(?:\s+(?:of|to|in|from|for)\s+[^,.;:]{1,50})?(?:,|:|\s+[—–-]+|\s+(?:are|were))\s+(?:the\s+)?"
)
_JOINT = re.compile(r",?\s+and\s+(?:the\s+)?|,\s+(?:the\s+)?")
_END = re.compile(r"[,.;:)]|\s+[—–-]|$")
_MOST = 6


def find_listed(
    scene: Scene, mention: Mention, number: int | None, *, persons: bool
) -> Finding | None:
    """Return who stands beside a description of several, as many as it says, two if it does not.

    Args:
        scene: The document so far.
        mention: "the two neighbours".
        number: How many they are, None where the description does not say.
        persons: Whether persons can be meant; states and bodies always can.
    """
    return _after(scene, mention, number, persons=persons) or _before(
        scene, mention, number, persons=persons
    )


def _after(scene: Scene, mention: Mention, number: int | None, *, persons: bool) -> Finding | None:
    names = [
        other
        for other in scene.reading.mentions
        if other.form == "name" and 0 <= other.span.start - mention.span.end < 200
    ]
    names.sort(key=lambda other: (other.span.start, -other.span.end))
    start = next((one for one in names if _TO_LIST.fullmatch(scene.between(mention, one))), None)
    if start is None:
        return None
    run = [start]
    for other in names:
        if other.span.start >= run[-1].span.end and _JOINT.fullmatch(scene.between(run[-1], other)):
            run.append(other)
    if len(run) != (number or 2) or not _is_list(scene, run) or not _ends(scene, run[-1]):
        return None
    actors = [_party(scene, link_name(scene, one).actors, persons=persons) for one in run]
    return _listed([one for one in actors if one is not None], len(run), LISTED_AFTER, None)


def _ends(scene: Scene, last: Mention) -> bool:
    return bool(_END.match(scene.after(last, 8)))


def _is_list(scene: Scene, run: list[Mention]) -> bool:
    return " and " in scene.between(run[-2], run[-1])


def _before(scene: Scene, mention: Mention, number: int | None, *, persons: bool) -> Finding | None:
    """Return "Ankara and Athens" before ", two neighbours in one sea"."""
    run: list[Entity] = []
    for entity in scene.iter_before(mention, _MOST * 2):
        if entity.nested or entity.mention.form != "name":
            continue
        between = scene.between(entity.mention, run[0].mention if run else mention)
        joint = _JOINT.fullmatch(between) if run else re.fullmatch(r",\s+", between)
        if joint is None:
            break
        run.insert(0, entity)
    if len(run) != (number or 2) or not _is_list(scene, [one.mention for one in run]):
        return None
    actors = [_party(scene, one.finding.actors, persons=persons) for one in run]
    found = [one for one in actors if one is not None]
    return _listed(found, len(run), LISTED_BEFORE, run[-1].mention)


def _party(scene: Scene, actors: tuple[Actor, ...], *, persons: bool) -> Actor | None:
    """Return whom one name of the list stands for: a town stands for its state."""
    if len(actors) != 1:
        return None
    actor = actors[0]
    if actor.type == "person":
        return actor if persons else scene.directory.state(actor.state)
    return scene.directory.state(actor.state) if actor.type == "place" else actor


def _listed(
    actors: list[Actor], number: int, confidence: float, last: Mention | None
) -> Finding | None:
    if len(actors) != number or len({one.type for one in actors}) > 2:
        return None
    names = " and ".join(one.name for one in actors)
    repeats = last.id if last is not None else None
    return Finding(tuple(actors), f"{names}, who stand beside it", confidence, repeats=repeats)
