"""Say whom words mean that call somebody named before by what he is: "the island", "the ex-banker".

In: a definite description and the `Scene`. Out: a `Finding`, None where nobody before fits.
Not here: offices (`officeholders`), what somebody is to another (`relations`).
"""

from __future__ import annotations

import re
from collections.abc import Callable

from legation.records import Actor, Mention
from legation.reference.regions import load_regions
from legation.resolve.blocs import link_body
from legation.resolve.coreference import link_thing
from legation.resolve.described import link_called
from legation.resolve.kinds import COUNTRY
from legation.resolve.scene import Entity, Finding, Scene
from legation.resolve.speakers import link_first_person
from legation.resolve.wording import Phrase, plain, word_set

TAKEN_UP, SOLE, BY_REGION, NAMED, NATIONAL = 0.65, 0.85, 0.8, 0.85, 0.6

_STATES = COUNTRY | word_set("power economy neighbour neighbor member territory")


def link_epithet(scene: Scene, mention: Mention, words: Phrase) -> Finding | None:
    """Return who is called by what he is, None where nobody named before is that."""
    first = words.lower[0]
    if mention.plural or words.owner:
        return None
    bare = len(words.rest) == 1
    if bare and first in {"our", "my"} and mention.head in COUNTRY:
        spoken = link_first_person(scene, mention)
        return spoken if spoken.actors else _home(scene, mention)
    if first not in {"the", "this", "that"}:
        return None
    sole = load_regions("sole").get(" ".join(words.rest))
    if sole is not None:
        state = scene.directory.state(next(iter(sole)))
        return Finding((state,), "the one state called so", SOLE) if state is not None else None
    found = link_body(scene, mention, words) or _state(scene, mention, words)
    return found or link_called(scene, mention, words) or _by_noun(scene, mention)


def _by_noun(scene: Scene, mention: Mention) -> Finding | None:
    """Link a bare "the country" or "the company" to the last one named."""
    if mention.head in COUNTRY:
        return link_thing(scene, mention, ("state",))
    fits = _ANAPHORS.get(mention.head)
    if fits is not None:
        return _latest(scene, mention, lambda actor: fits(scene, actor))
    return None


def link_national(scene: Scene, mention: Mention, state: Actor) -> Finding | None:
    """Return whom "the American" means, no noun after it: a person of that state, or its leader."""
    before, after = scene.before(mention, 8), scene.after(mention, 24)
    if mention.plural or not re.search(r"\b[Tt]he\s+$", before):
        return None
    acting = mention.subject and not _ALL_OF_THEM.search(plain(mention.span.text))
    if not acting and not _NO_NOUN.match(after):
        return None
    for entity in scene.iter_before(mention, 40):
        actor = entity.actor
        if actor is not None and actor.type == "person" and actor.state == state.id and actor.id:
            return entity.taken_up(NATIONAL + 0.1)
    leader = scene.directory.leader(state.id, scene.on) if state.id else None
    if leader is None:
        return None
    return Finding((leader.person,), f"who leads {state.name}", NATIONAL, leader.office)


# "The French want" is all of them, "the Qatari wants" is one.
_ALL_OF_THEM = re.compile(r"(?:sh|ch|ese|ss)$")
_NO_NOUN = re.compile(
    r"^(?:[.,;:!?)”\"]|\s+(?:that|who|whom|has|had|is|was|will|would|to|on|in|at|with|said|says|"
    r"told|did|does|for|from|of|by|as|about|after|before|but|not|could|may|might|a|an|his|her|when|"
    r"the|took|into|if|because|while|under|over|and\s+the)\b|$)"
)


# --- states and bodies


def _home(scene: Scene, mention: Mention) -> Finding | None:
    """Link "our country" where a state's own seat publishes and nobody else is quoted."""
    state = scene.directory.state(scene.home)
    if state is None or scene.quoted(mention.span.start) is not None:
        return None
    return Finding((state,), "the state whose seat publishes", TAKEN_UP)


def _state(scene: Scene, mention: Mention, words: Phrase) -> Finding | None:
    """Link "the Andean nation", "the mountain republic", "the island" to a state told of."""
    sorts = load_regions("sort")
    if mention.head not in _STATES and mention.head not in sorts:
        return None
    of = _OF_STATE.match(scene.after(mention))
    said = scene.directory.nation_of(of[1]) if of is not None else None
    if said is not None and mention.head in sorts:
        state = scene.directory.state(said)
        return Finding((state,), "named after it", NAMED) if state is not None else None
    codes = _codes(mention, words)
    if codes is None:
        return None
    return _best_state(scene, mention, codes, BY_REGION if len(words.rest) > 1 else TAKEN_UP)


def _codes(mention: Mention, words: Phrase) -> frozenset[str] | None:
    """Return the states that the words fit, None where they fit all of them."""
    regions, sorts = load_regions("region"), load_regions("sort")
    said = words.rest[:-1]
    fitting = [regions[name] for n in (3, 2, 1) if (name := " ".join(said[-n:])) in regions]
    sort = sorts.get(mention.head) if mention.head != "superpower" else None
    if not fitting:
        return sort if len(said) == 0 or sort is not None else None
    return fitting[0] & sort or fitting[0] if sort is not None else fitting[0]


# A state named by itself, by its adjective, by its town, by one of its people.
_WHOLE, _ADJECTIVE, _TOWN, _PERSON, _BODY = 1.0, 0.4, 0.6, 0.2, 0.3
_BACK, _AS_SUBJECT, _SAME = -0.3, 0.3, -0.3
_OF_STATE = re.compile(r"^\s+of\s+([A-Z][\w’'-]+(?:\s+[A-Z][\w’'-]+)?)")


def _best_state(
    scene: Scene, mention: Mention, codes: frozenset[str], confidence: float
) -> Finding | None:
    """Return the state of some that was told of last, itself before its towns and people."""
    best: tuple[float, Entity, Actor] | None = None
    for entity in scene.iter_before(mention, 400):
        for actor in entity.finding.actors:
            whole = actor if actor.id in codes else scene.directory.state(actor.state)
            if actor.state not in codes or whole is None or entity.mention.form == "pronoun":
                continue
            score = _weight(entity, actor) + _BACK * (mention.sentence - entity.mention.sentence)
            score += _AS_SUBJECT if entity.mention.subject else 0.0
            score += _SAME if mention.sentence == entity.mention.sentence else 0.0
            if best is None or score > best[0]:
                best = (score, entity, _territory(actor) or whole)
    if best is None:
        return None
    _, entity, state = best
    sure = confidence if state in entity.finding.actors else confidence - 0.1
    return Finding(
        (state,), f"takes up {entity.mention.span.text}", sure, repeats=entity.mention.id
    )


def _territory(actor: Actor) -> Actor | None:
    """Return a territory named by itself ("Taiwan"), which the state's code also means."""
    return actor if actor.type in {"state", "place"} and actor.id == actor.state else None


def _weight(entity: Entity, actor: Actor) -> float:
    if actor.type == "state":
        adjective = entity.mention.hint == "nationality" or entity.nested
        return _ADJECTIVE if adjective else _WHOLE
    return {"place": _TOWN, "person": _PERSON}.get(actor.type, _BODY)


def _is_company(_: Scene, actor: Actor) -> bool:
    return actor.type == "company"


_ANAPHORS: dict[str, Callable[[Scene, Actor], bool]] = {
    **dict.fromkeys(("company", "firm", "corporation"), _is_company),
}


def _latest(
    scene: Scene, mention: Mention, fits: Callable[[Actor], bool], confidence: float = TAKEN_UP
) -> Finding | None:
    for entity in scene.iter_before(mention, 400):
        actor = entity.actor
        if actor is not None and entity.mention.form != "pronoun" and fits(actor):
            return Finding(
                (actor,), f"takes up {entity.mention.span.text}", confidence,
                repeats=entity.mention.id,
            )  # fmt: skip
    return None
