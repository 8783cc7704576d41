"""Find the parallels that speakers draw from a conflict to other places.

In: `Scene`s with claims. Out: `Parallel`s: who says what about which other place.
Not here: whether the parallel holds; that is for the reader.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from legation.assess.thirdparties.scene import Scene, Stretch
from legation.assess.thirdparties.steps import speakers_of
from legation.records import Actor, Claim, RecordId, Span

# Words that carry from one place to another. Those need another place to be named …
_CARRIES = re.compile(
    r"\b(?:parallels?|analog(?:y|ies|ous)|comparison|compar(?:e|es|ed|ing)|precedents?|lessons?|"
    r"herald\w*|embolden\w*|mirror(?:s|ed|ing)|reconsider|same fate|wake-up call|"
    r"next (?:target|victim|in line)|"
    r"similar (?:types?|kinds?|crisis|war|fate|situation|scenario|move|attack|invasion)|"
    r"what (?:happened|has happened|is happening) (?:in|to)|(?:could|might|may) happen)\b",
    re.IGNORECASE,
)
# … this turn is plain without: "a crisis like the one in Ukraine".
_LIKE_THE_ONE = re.compile(
    r"\b(?:like|similar to|such as|akin to|as)\s+(?:the one|that|those|what (?:we see|happened|is "
    r"happening))\s+(?:in|on|of|to|against|over)\s+$",
    re.IGNORECASE,
)
_ABOUT = re.compile(
    r"\b(?:of|for|in|on|over|against|to|toward|towards|around|about|like|near|across|into|is)\s+"
    r"(?:the\s+)?$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Parallel:
    """One claim that speaks of another place by the light of the conflict."""

    about: tuple[Actor, ...]
    """The other places; empty where the speaker names none ("other parts of the world")."""
    speakers: tuple[Actor, ...]
    """Empty where the report names nobody ("there were fears")."""
    named: bool
    on_record: bool
    act: str
    negated: bool
    certainty: float
    words: str
    claim: RecordId
    span: Span
    on: str | None
    reported_on: str | None
    origin: str


def find_parallels(scenes: Iterable[Scene]) -> tuple[Parallel, ...]:
    """Return the parallels of the first reports of each origin, by day, each sentence once.

    A sentence draws one where it carries over ("parallel", "herald", "embolden") from a party of
    the conflict to another place, or where it says "like the one in" a party. A claim within a
    wider one does not count again.
    """
    found: list[Parallel] = []
    for scene in scenes:
        told = sorted(_in_scene(scene), key=lambda one: (-len(one[1].words), one[1].span))
        kept: list[tuple[Claim, Parallel]] = []
        for claim, one in told:
            if not any(_lies_in(claim, wider) for wider, _ in kept):
                kept.append((claim, one))
        found += (one for _, one in kept)
    return tuple(sorted(found, key=lambda one: (one.on or one.reported_on or "", one.span)))


def _lies_in(claim: Claim, wider: Claim) -> bool:
    """Tell whether a claim's content is part of what another one holds."""
    return all(
        any(part.start <= one.start and one.end <= part.end for part in wider.content)
        for one in claim.content
    )


def _in_scene(scene: Scene) -> Iterator[tuple[Claim, Parallel]]:
    for claim in scene.reading.claims:
        if claim.act == "ask" or claim.content[0].text.rstrip().endswith("?"):
            continue  # who asks draws no parallel yet
        # The turn must stand in what is said or in the word for saying it, not beside it.
        carries = any(_CARRIES.search(part.text) for part in (*claim.content, *claim.cue))
        like_the_one = not carries and _says_like_the_one(scene, claim)
        sentence = scene.sentence_at(claim.span.start)
        if not (carries or like_the_one) or not scene.names_a_party(sentence):
            continue
        speakers = tuple(one for one in speakers_of(scene, claim) if one.type != "place")
        own = {one.state or one.id for one in speakers}
        places = _other_places(scene, sentence, own)
        if places or like_the_one:
            yield claim, _parallel(scene, claim, places, speakers)


def _other_places(scene: Scene, sentence: Stretch, own: set[str | None]) -> tuple[Actor, ...]:
    found: dict[str, Actor] = {}
    for one in scene.within(sentence):
        if one.form != "name" or one.hint == "nationality":
            continue
        before = scene.text[sentence.start : one.span.start]
        for actor in scene.actors(one.id):
            # Continents and regions, which belong to no state, are too wide to be like one.
            is_place = actor.type in {"state", "place"} and actor.state is not None
            if not is_place or actor.state in own | scene.parties:
                continue
            if _ABOUT.search(before) and actor.id is not None:
                found[actor.id] = actor
    return tuple(found.values())


def _says_like_the_one(scene: Scene, claim: Claim) -> bool:
    return any(
        _LIKE_THE_ONE.search(scene.text[part.start : one.span.start])
        for part in claim.content
        for one in scene.within(Stretch(part.start, part.end))
        if scene.ids(one.id) & scene.parties
    )


def _parallel(
    scene: Scene, claim: Claim, places: tuple[Actor, ...], speakers: tuple[Actor, ...]
) -> Parallel:
    return Parallel(
        places,
        speakers,
        claim.named and bool(speakers),
        claim.on_record,
        claim.act,
        claim.negated,
        claim.certainty,
        " … ".join(" ".join(part.text.split()) for part in claim.content),
        claim.id,
        claim.span,
        claim.on,
        scene.document.published_on,
        scene.document.origin or scene.document.id,
    )
