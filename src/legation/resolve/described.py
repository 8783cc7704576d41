"""Say which person named before a definite description means: "the former banker", "the visitor".

In: a description of one person that names no office, and the `Scene`. Out: a `Finding`, None where
nobody named before is that.
Not here: offices (`officeholders`), what somebody is to another (`relations`).

Everybody named before who can be meant gets a score: what the shelf or the text says of him, his
state, how near and in what part of the sentence he was named. The best wins if he is clearly best.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from legation.records import Actor, Mention
from legation.reference.callings import calling_nouns, load_callings
from legation.reference.names import fold
from legation.resolve.belonging import state_in
from legation.resolve.kinds import RELATIONAL, kind_of
from legation.resolve.scene import Entity, Finding, Scene
from legation.resolve.wording import Phrase, gender_of, word_set

REACH = 6
# What the shelf has of a person by the whole words, by the noun alone; what the text says of him.
CALLED, CALLED_BY_NOUN, TOLD = 3.0, 2.2, 2.6
HELD, LEADS, OUT_OF_OFFICE, IN_OFFICE = 2.2, 1.0, 0.5, -0.5
OF_STATE, FOREIGN, AT_HOME = 1.5, 1.4, -1.6
PER_SENTENCE, SUBJECT, SAME_SENTENCE, PRONOUN, NESTED = -0.45, 0.5, -1.0, 0.2, -0.5
SURE, PLAIN, WEAK = 0.85, 0.7, 0.55
_STRONG, _CLEAR = 2.0, 0.9

# Nouns by which a text takes up somebody it named, though nobody knows him to be that.
_TAKING_UP = word_set(
    "visitor newcomer incumbent fugitive winner loser victor heir mediator tycoon general colonel "
    "captain marshal autocrat strongman dictator ruler diplomat envoy politician veteran statesman "
    "conservative socialist liberal populist reformer technocrat hardliner cleric challenger "
    "frontrunner front-runner nominee contender hopeful exile dissident detainee prisoner "
    "candidate negotiator academic economist interlocutor"
)
_PLAIN_MAN = word_set("man woman lady gentleman")
# Nouns of offices: who is called so holds one, whatever else is said of others with the same noun.
_OFFICES = word_set(
    "president minister premier chancellor secretary leader chief head director governor mayor "
    "ambassador king queen speaker commander commissioner official executive chairman senator"
)
_LEADING = word_set("autocrat strongman dictator ruler incumbent")
_VISITING = word_set("visitor guest newcomer")
# "Who", "of" and "for" after the noun bring somebody new.
_NEW_BY_WHAT_FOLLOWS = re.compile(r"^\s+(?:who|whom|of|for|to|at|with|whose)\b")
_QUALIFIERS = word_set(
    "former ex old new young outgoing ousted deposed exiled late erstwhile onetime one-time veteran"
)
_FALLEN = word_set("former ex outgoing ousted deposed exiled fallen onetime one-time erstwhile")


@dataclass(frozen=True, slots=True)
class _Person:
    entity: Entity
    actor: Actor
    score: float
    strong: bool


def link_called(scene: Scene, mention: Mention, words: Phrase) -> Finding | None:
    """Return the person of whom the shelf or the text says that he is what a description says."""
    people = _candidates(scene, mention, words)
    if not people or not people[0].strong:
        return None
    return people[0].entity.taken_up(SURE if _margin(people) >= _CLEAR else PLAIN)


def link_described(scene: Scene, mention: Mention, words: Phrase) -> Finding | None:
    """Return the person named before whom a description most likely takes up."""
    people = _candidates(scene, mention, words)
    if not people:
        return None
    if fold(mention.head) not in _TAKING_UP and not (_FALLEN & set(words.lower)):
        return None
    if _NEW_BY_WHAT_FOLLOWS.match(scene.after(mention)):
        return None
    clear = people[0].score >= _STRONG and _margin(people) >= _CLEAR
    return people[0].entity.taken_up(PLAIN if clear else WEAK)


def _margin(people: list[_Person]) -> float:
    return people[0].score - (people[1].score if len(people) > 1 else -1.5)


def _candidates(scene: Scene, mention: Mention, words: Phrase) -> list[_Person]:
    """Return everybody whom a definite description of one person can mean, the best first."""
    if mention.plural or words.owner or words.lower[0] not in {"the", "this", "that"}:
        return []
    person = kind_of(mention) == "person" or fold(mention.head) in calling_nouns()
    return _people(scene, mention, words) if person and mention.head not in RELATIONAL else []


def _people(scene: Scene, mention: Mention, words: Phrase) -> list[_Person]:
    """Return everybody who can be meant, the best first."""
    nearest: dict[str, Entity] = {}
    for entity in scene.iter_before(mention, 80):
        if mention.sentence - entity.mention.sentence > REACH:
            break
        actor = entity.actor
        if actor is None or actor.type != "person" or actor.id is None or actor.id in nearest:
            continue
        if _may_be(scene, mention, words, actor, entity):
            nearest[actor.id] = entity
    found = [
        _scored(scene, mention, words, actor, entity)
        for entity in nearest.values()
        for actor in entity.finding.actors
    ]
    return sorted(found, key=lambda one: -one.score)


def _may_be(scene: Scene, mention: Mention, words: Phrase, actor: Actor, entity: Entity) -> bool:
    """Tell whether gender, state and grammar allow that a person is meant."""
    other = entity.mention
    gender = gender_of((), mention.head) or {"man": "m", "woman": "f", "lady": "f"}.get(
        mention.head
    )
    own = entity.gender or gender_of((actor.name,), None)
    if gender is not None and own is not None and gender != own:
        return False
    code = state_in(scene, words.written[:-1]) if len(words.written) > 1 else None
    if code is not None and actor.state not in {code, None}:
        return False
    # "Macron met the former banker": a subject and an object of one sentence are two people.
    return not (other.sentence == mention.sentence and other.subject and not mention.subject)


def _scored(scene: Scene, mention: Mention, words: Phrase, actor: Actor, entity: Entity) -> _Person:
    other = entity.mention
    called = _called(scene, mention, words, actor)
    distance = mention.sentence - other.sentence
    score = called + PER_SENTENCE * distance
    score += SUBJECT if other.subject else 0.0
    score += SAME_SENTENCE if distance == 0 else 0.0
    score += PRONOUN if other.form == "pronoun" else 0.0
    score += NESTED if entity.nested else 0.0
    if len(words.written) > 1 and state_in(scene, words.written[:-1]) == actor.state:
        score += OF_STATE
    score += _standing(scene, mention, words, actor)
    return _Person(entity, actor, score, called >= _STRONG)


def _called(scene: Scene, mention: Mention, words: Phrase, actor: Actor) -> float:
    """Return how far the shelf and the text know a person by these words."""
    head = fold(mention.head)
    said = [fold(word) for word in words.rest[:-1] if word not in _QUALIFIERS]
    callings = load_callings(scene.shelf).get(str(actor.id), frozenset())
    for n in range(min(len(said), 3), 0, -1):
        if " ".join((*said[-n:], head)) in callings:
            return CALLED
    if head in callings:
        return CALLED_BY_NOUN
    if head in _OFFICES:
        held = words.former and _held(scene, actor, mention.head)
        return HELD if held else 0.0
    if any(one.rsplit(maxsplit=1)[-1] == head for one in callings):
        return CALLED_BY_NOUN if not said else CALLED_BY_NOUN - 0.3
    if _is_told(scene, mention, actor):
        return TOLD
    return 0.0


def _is_told(scene: Scene, mention: Mention, actor: Actor) -> bool:
    """Tell whether the text said of a person that he is that: "Zaev, an economist from …"."""
    return any(
        entity.mention.form == "description"
        and entity.mention.head == mention.head
        and entity.actor == actor
        for entity in scene.iter_before(mention, 80)
    )


def _held(scene: Scene, actor: Actor, title: str) -> bool:
    day = scene.on.isoformat() if scene.on else "9999"
    held = scene.directory.tenures(actor.id, None) if actor.id else ()
    return any(
        title in one.office.name.lower().split() and (one.office.until or "9999")[:10] <= day
        for one in held
    )


def _standing(scene: Scene, mention: Mention, words: Phrase, actor: Actor) -> float:
    """Return what a person's office and home add to "the ousted ruler", "the visitor"."""
    tenure = scene.directory.foremost(actor.id, scene.on)
    score = 0.0
    if _FALLEN & set(words.lower):
        score += IN_OFFICE if tenure is not None and tenure.rank <= 1 else OUT_OF_OFFICE
    if mention.head in _LEADING and tenure is not None and tenure.rank <= 1:
        score += LEADS
    if mention.head in _VISITING:
        here = place_of_meeting(scene, mention)
        if here is not None:
            score += AT_HOME if actor.state == here else FOREIGN
    return score


def place_of_meeting(scene: Scene, mention: Mention) -> str | None:
    """Return the state of the place that was named last before a mention, None without one."""
    for entity in scene.iter_before(mention, 40):
        actor = entity.actor
        if actor is not None and actor.type == "place" and actor.state is not None:
            return actor.state
    return None
