"""Find whom a pronoun, or a noun that works like one, takes up.

In: a pronoun ("he", "they", "its") or an anaphor ("the country") and the `Scene` up to it. Out: a
`Finding`.
Not here: descriptions that say by themselves whom they mean (`descriptions`), pairs (`pairs`),
"I" and "we" (`speakers`).

Every candidate that fits gets a score (`antecedents`); the best wins.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from legation.records import Actor, Mention
from legation.resolve.antecedents import (
    FEMININE,
    MASCULINE,
    NEUTER,
    PLURAL,
    find_best,
    is_adjective,
    is_own_quote,
)
from legation.resolve.pairs import link_pair, link_several
from legation.resolve.scene import NOBODY, Entity, Finding, Scene
from legation.resolve.speakers import (
    PLURAL_FIRST,
    SINGULAR_FIRST,
    link_first_person,
    name_of,
    quoting_claim,
)
from legation.resolve.wording import gender_of, plain

# How many sentences back an antecedent may stand.
REACH_PERSON, REACH_THING = 5, 3

NAMELESS_CONFIDENCE = 0.55
_BODIES = frozenset({"organisation", "body", "company", "group"})
UNKNOWN_PERSON = 0.45
PERSON_CONFIDENCE, THING_CONFIDENCE, GROUP_CONFIDENCE = 0.8, 0.7, 0.65
RELATIVE_CONFIDENCE = 0.85

RELATIVE = frozenset({"who", "whom", "whose"})
_BEFORE_WHO = re.compile(r"\s*,?\s*(?:(?:with|to|by|from|of|for)\s+)?")

# From people to "who", a place they are of between: "the Sultan of Brunei, who".
_OF_PLACES = re.compile(r"\s+(?:of|from|in)\s+(?:the\s+)?[A-Z][\w'’.\- ]*,?\s*")

_EMPTY_IT = re.compile(
    r"^\s*(?:'s|’s|is|was|were|be|been|has been|had been|would be|will be|may be|might be|remains?"
    r"|seems?|seemed|appears?|appeared|looks?|looked|became|becomes|makes?|made|did not seem|"
    r"does not seem|did not appear|doesn['’]t seem|didn['’]t seem|turns? out|takes? time)\b"
    r"(?:\s+(?:\w+ly|not|also|still|more|most|less|very|too|so|quite|far|no|only|even|now))*\s*"
    r"(?:\w+\s+)?(?:(?:for|to)\s+[\w’' ]+\s+)?(?:that|to|like|as if|as though|whether|who|seen|"
    r"viewed|regarded|interpreted|clear|unclear|likely|unlikely|possible|impossible|time)\b"
)
_DONE_TO = re.compile(
    r"\b(?:accus(?:e[sd]?|ing)|urg(?:e[sd]?|ing)|warn(?:s|ed|ing)?|tell(?:s|ing)?|told|"
    r"press(?:es|ed|ing)|blam(?:e[sd]?|ing)|condemn(?:s|ed|ing)?|attack(?:s|ed|ing)?|"
    r"invad(?:e[sd]?|ing)|sanction(?:s|ed|ing)?|punish(?:es|ed|ing)?|isolat(?:e[sd]?|ing)|"
    r"arm(?:s|ed|ing)|criticis(?:e[sd]?|ing)|criticiz(?:e[sd]?|ing))\s+$"
)
_PREDICATE = re.compile(r"\b(?:as|is|was|be|been|being|became|[’']s|[’']m)\s+$")
_MAKE_IT = re.compile(r"\b(?:make|makes|made|making|find|finds|found|think|believe|consider)\s+$")
_IT_ADJECTIVE = re.compile(
    r"^\s+(?:very |more |absolutely |even |too )?(?:clear|possible|impossible|difficult|hard|easy|"
    r"easier|harder|plain|known|likely|unlikely|necessary|important)\b"
)
# "Both of them", "the two of them": so many of those named together.
_SEVERAL_OF = re.compile(r"\b(both|two|either|neither|three|four)\s+of\s+$", re.IGNORECASE)
_NUMBERS = {"both": 2, "two": 2, "either": 2, "neither": 2, "three": 3, "four": 4}
_MEETING = re.compile(
    r"^\W*(?:have|had|has|will|would|could|did|were|are|to|not|n['’]t|also|then|last|first|\s)*"
    r"(?:met|meet|meeting|talk(?:ed|s|ing)?|spoke|speak|spoken|discuss\w*|shook|agreed with each)\b"
)


def link_pronoun(scene: Scene, mention: Mention) -> Finding:
    """Return whom a personal pronoun stands for; nobody when it names no party."""
    word = mention.span.text.lower()
    if word in SINGULAR_FIRST | PLURAL_FIRST:
        return link_first_person(scene, mention)
    if word in MASCULINE | FEMININE:
        return _link_person(scene, mention, "m" if word in MASCULINE else "f")
    if word in NEUTER:
        return NOBODY if _is_empty(scene, mention) else link_thing(scene, mention)
    if word in PLURAL:
        return _link_they(scene, mention)
    if word in RELATIVE:
        return _link_relative(scene, mention)
    return _link_each_other(scene, mention) if word.startswith("each other") else NOBODY


def _link_relative(scene: Scene, mention: Mention) -> Finding:
    """Return whom "who" takes up: the name or description that ends just before it.

    A place is no "who" where people stand before it: "the people from Ukraine and Donbas who".
    """
    place: Finding | None = None
    for entity in scene.iter_before(mention, 8):
        between = scene.between(entity.mention, mention)
        is_place = entity.actor is not None and entity.actor.type in {"state", "place"}
        if entity.nested or (place is None and not _BEFORE_WHO.fullmatch(between)):
            continue
        if place is not None:
            if not is_place and _OF_PLACES.fullmatch(between):
                return _taken_up(scene, mention, entity, RELATIVE_CONFIDENCE, 0.0)
            continue
        members = _joined(scene, entity)
        if is_place:
            several = len(members) > 1
            place = (
                _whole_group(scene, mention, entity, 0.0)
                if several
                else _taken_up(scene, mention, entity, RELATIVE_CONFIDENCE, 0.0)
            )
            continue
        towns = len(members) > 1 and entity.actor is not None and entity.actor.type != "person"
        if towns:
            return _whole_group(scene, mention, entity, 0.0)
        return _taken_up(scene, mention, entity, RELATIVE_CONFIDENCE, 0.0)
    return place or NOBODY


def _link_each_other(scene: Scene, mention: Mention) -> Finding:
    """Return all those of the sentence that its plural subject means, or that "and" joins."""
    several: list[tuple[bool, Entity]] = []
    for entity in scene.iter_before(mention, 20):
        if mention.sentence - entity.mention.sentence > 1:
            break
        joined = not entity.nested and _joined(scene, entity) != [entity]
        if len(entity.finding.actors) > 1 or joined:
            several.append((entity.mention.subject, entity))
    best = next((entity for acts, entity in several if acts), None)
    best = best or next((entity for _, entity in several), None)
    return _whole_group(scene, mention, best, 0.0) if best is not None else NOBODY


def _is_empty(scene: Scene, mention: Mention) -> bool:
    """Tell whether "it" stands for no party: "it is likely that", "make it clear"."""
    if mention.span.text.lower() != "it":
        return False
    after, before = scene.after(mention), scene.before(mention)
    if _MAKE_IT.search(before) and _IT_ADJECTIVE.match(after):
        return True
    if mention.subject or not before.strip():
        return bool(_EMPTY_IT.match(after))
    # "denies asking for it": an object "it" is rarely a party, unless it is told or hit.
    return not _DONE_TO.search(before)


def _link_person(scene: Scene, mention: Mention, gender: str) -> Finding:
    passage = scene.speaker_of_passage(mention)
    speaking = passage.actors if passage else ()

    def fits(entity: Entity) -> bool:
        actor = entity.actor
        if actor is None or actor.type != "person" or entity.mention.plural:
            return False
        if actor.id is None and _PREDICATE.search(scene.before(entity.mention, 12)):
            return False  # "when I was a young senator" brings nobody new
        if actor in speaking:  # nobody who speaks says "he" of himself
            return False
        return entity.gender in {None, gender}

    found = find_best(scene, mention, fits, REACH_PERSON)
    if found is None:
        return _unknown_person(scene, mention, gender)
    entity, score = found
    return _taken_up(scene, mention, entity, PERSON_CONFIDENCE, score)


def _unknown_person(scene: Scene, mention: Mention, gender: str) -> Finding:
    """Return the person named last whom nobody knows, where the pronoun is who says something."""
    if mention.id not in scene.speaking:
        return NOBODY
    for other in scene.names_before(mention):
        if mention.sentence - other.sentence > REACH_PERSON:
            break
        if other.hint == "person" and gender_of((other.span.text,), other.role) in {None, gender}:
            actor = Actor(None, plain(other.span.text), "person", None)
            reason = f"takes up {other.span.text}"
            return Finding((actor,), reason, UNKNOWN_PERSON, repeats=other.id)
    return NOBODY


def link_thing(
    scene: Scene,
    mention: Mention,
    types: Iterable[str] = ("state", "organisation", "body", "company"),
) -> Finding:
    """Return the state or body that "it", or a noun like "the country", takes up."""
    allowed = frozenset(types)

    def is_one(entity: Entity) -> bool:
        return entity.actor is not None and not entity.mention.plural

    def known(entity: Entity) -> bool:
        actor = entity.actor
        if actor is None or actor.type not in allowed or not is_one(entity):
            return False
        return actor.id is not None or actor.state is not None

    def nameless(entity: Entity) -> bool:
        # "The miners' federation says it will strike": no state, no id, and yet the one meant.
        return is_one(entity) and entity.actor is not None and entity.actor.type in _BODIES

    for fits, confidence in ((known, THING_CONFIDENCE), (nameless, NAMELESS_CONFIDENCE)):
        found = find_best(scene, mention, fits, REACH_THING)
        if found is not None:
            return _taken_up(scene, mention, found[0], confidence, found[1])
        if not allowed & _BODIES:
            break
    return NOBODY


def _link_they(scene: Scene, mention: Mention) -> Finding:
    several = _SEVERAL_OF.search(scene.before(mention, 24))
    if several is not None:
        together = link_several(scene, mention, _NUMBERS[several[1].lower()], states=False)
        if together.actors:
            return together
    if _MEETING.match(scene.after(mention)) and mention.span.text.lower() in {"they", "them"}:
        pair = link_pair(scene, mention, persons=True)
        if pair.actors:
            return pair

    def fits(entity: Entity) -> bool:
        if entity.mention.plural or len(entity.finding.actors) > 1:
            return True
        actor = entity.actor
        return actor is not None and (actor.type == "group" or _joined(scene, entity) != [entity])

    found = find_best(scene, mention, fits, REACH_THING)
    if found is not None and mention.sentence - found[0].mention.sentence <= 2:
        return _whole_group(scene, mention, *found)
    # British usage: a government or organisation is "they".
    single = link_thing(scene, mention)
    if single.actors and _is_near_in_speech(scene, mention, single):
        return Finding(single.actors, single.reason, single.confidence - 0.15,
                       repeats=single.repeats)  # fmt: skip
    if found is not None:
        return _whole_group(scene, mention, *found)
    return _other_side(scene, mention)


def _is_near_in_speech(scene: Scene, mention: Mention, single: Finding) -> bool:
    """Tell whether "they" may be one body: in speech only one named just before.

    Speakers say "they" of people they have not named; newspapers hardly do.
    """
    if scene.turns.at(mention.span.start) is None and scene.turns.author is None:
        return True
    antecedent = scene.by_mention.get(single.repeats or "")
    return antecedent is not None and mention.sentence - antecedent.mention.sentence <= 1


def _other_side(scene: Scene, mention: Mention) -> Finding:
    """Link "they" in a quotation to the foreign state named last, itself or by one of its people.

    "We are concerned that they …": who is meant was named before the quotation began.
    """
    if quoting_claim(scene, mention) is None:
        return NOBODY
    for entity in scene.iter_before(mention):
        actor = entity.actor
        if mention.sentence - entity.mention.sentence > REACH_PERSON + 1:
            break
        if actor is None or actor.type not in {"state", "person"} or is_adjective(entity):
            continue
        state = scene.directory.state(actor.state)
        if state is not None and not is_own_quote(scene, mention, entity):
            return Finding((state,), f"takes up {entity.mention.span.text}",
                           GROUP_CONFIDENCE - 0.15, repeats=name_of(scene, entity))  # fmt: skip
    return NOBODY


def _whole_group(scene: Scene, mention: Mention, entity: Entity, score: float) -> Finding:
    """Return all that are named together with the candidate: "Biden and his administration"."""
    members = _joined(scene, entity)
    actors = dict.fromkeys(actor for member in members for actor in member.finding.actors)
    if len(members) == 1:
        return _taken_up(scene, mention, entity, GROUP_CONFIDENCE, score)
    words = " and ".join(member.mention.span.text for member in members)
    return Finding(
        tuple(actors), f"takes up {words}", GROUP_CONFIDENCE, repeats=name_of(scene, members[0])
    )


def _joined(scene: Scene, entity: Entity) -> list[Entity]:
    """Return the run of mentions joined to this one by "and", in the order of the text."""
    sentence = [
        other
        for other in scene.entities
        if other.mention.sentence == entity.mention.sentence and not other.nested
    ]
    if entity not in sentence:
        return [entity]
    runs: list[list[Entity]] = []
    for other in sorted(sentence, key=lambda e: e.mention.span.start):
        if runs and re.fullmatch(
            r",?\s+and\s+(?:the\s+)?(?:President\s+)?",
            scene.between(runs[-1][-1].mention, other.mention),
        ):
            runs[-1].append(other)
        else:
            runs.append([other])
    return next(run for run in runs if entity in run)


def _taken_up(
    scene: Scene, mention: Mention, entity: Entity, confidence: float, score: float
) -> Finding:
    distance = mention.sentence - entity.mention.sentence
    sure = confidence - 0.05 * min(distance, 3) - (0.05 if score < -1.0 else 0.0)
    return Finding(
        entity.finding.actors,
        f"takes up {entity.mention.span.text}",
        sure,
        entity.finding.office,
        entity.finding.former,
        name_of(scene, entity),
    )
