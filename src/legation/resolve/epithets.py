"""Say whom words mean that call somebody named before by what he is: "the island", "the ex-banker".

In: a definite description and the `Scene`. Out: a `Finding`, None where nobody before fits.
Not here: offices (`officeholders`), what somebody is to another (`relations`).
"""

from __future__ import annotations

import re
from collections.abc import Callable

from legation.records import Actor, Mention
from legation.reference.regions import load_regions
from legation.resolve.coreference import link_thing
from legation.resolve.kinds import COUNTRY
from legation.resolve.scene import Entity, Finding, Scene
from legation.resolve.speakers import link_first_person
from legation.resolve.wording import Phrase, gender_of, word_set

TAKEN_UP, SOLE, BY_REGION, PERSONAL, NATIONAL = 0.65, 0.85, 0.8, 0.55, 0.6

_STATES = COUNTRY | word_set("power economy neighbour neighbor member territory")
_FITS = word_set("organisation organization union bloc alliance body grouping group")
# What newspapers call a person by whom they have just named.
_PERSONAL = word_set(
    "banker lawyer actor actress comedian spy officer businessman businesswoman billionaire tycoon "
    "veteran diplomat politician statesman strongman autocrat hardliner cleric academic economist "
    "conservative socialist liberal populist reformer technocrat judge soldier general engineer "
    "teacher professor journalist doctor dissident oligarch magnate guerrilla"
)


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
    if not bare:
        return _by_region(scene, mention, words) or _person(scene, mention, words)
    return _by_noun(scene, mention)


def _by_noun(scene: Scene, mention: Mention) -> Finding | None:
    """Link a bare "the island", "the country", "the bloc", "the company"."""
    sort = load_regions("sort").get(mention.head)
    if sort is not None and mention.head != "superpower":
        return _latest(scene, mention, lambda actor: actor.state in sort and _is_whole(actor))
    if mention.head in COUNTRY:
        return link_thing(scene, mention, ("state",))
    fits = _ANAPHORS.get(mention.head)
    if fits is not None:
        return _latest(scene, mention, lambda actor: fits(scene, actor))
    return None


def link_national(scene: Scene, mention: Mention, state: Actor) -> Finding | None:
    """Return whom "the American" means, no noun after it: a person of that state, or its leader."""
    before, after = scene.before(mention, 8), scene.after(mention, 24)
    if mention.plural or not re.search(r"\b[Tt]he\s+$", before) or not _NO_NOUN.match(after):
        return None
    for entity in scene.iter_before(mention, 40):
        actor = entity.actor
        if actor is not None and actor.type == "person" and actor.state == state.id and actor.id:
            return _taken(entity, NATIONAL + 0.1)
    leader = scene.directory.leader(state.id, scene.on) if state.id else None
    if leader is None:
        return None
    return Finding((leader.person,), f"who leads {state.name}", NATIONAL, leader.office)


_NO_NOUN = re.compile(
    r"^(?:[.,;:!?)”\"]|\s+(?:that|who|whom|has|had|is|was|will|would|to|on|in|at|with|said|says|"
    r"told|did|does|for|from|of|by|as|about|after|before|but|not|could|may|might)\b|$)"
)


# --- states and bodies


def _home(scene: Scene, mention: Mention) -> Finding | None:
    """Link "our country" where a state's own seat publishes and nobody else is quoted."""
    state = scene.directory.state(scene.home)
    if state is None or scene.quoted(mention.span.start) is not None:
        return None
    return Finding((state,), "the state whose seat publishes", TAKEN_UP)


def _by_region(scene: Scene, mention: Mention, words: Phrase) -> Finding | None:
    """Link "the Andean nation", "the Gulf emirate" to the last state named that is one."""
    if mention.head not in _STATES and mention.head not in load_regions("sort"):
        return None
    regions = load_regions("region")
    said = words.rest[:-1]
    fitting = [regions[name] for n in (3, 2, 1) if (name := " ".join(said[-n:])) in regions]
    if not fitting:
        return None
    codes = fitting[0] & load_regions("sort").get(mention.head, fitting[0])
    return _latest(
        scene, mention, lambda actor: actor.state in codes and _is_whole(actor), BY_REGION
    )


def _is_whole(actor: Actor) -> bool:
    """Tell whether an actor is a state, or a territory named by itself: no person, no town."""
    return actor.type == "state" or (actor.type == "place" and actor.state == "TWN")


def _is_alliance(scene: Scene, actor: Actor) -> bool:
    return actor.type == "organisation" and bool(actor.id and scene.directory.members(actor.id))


def _is_company(_: Scene, actor: Actor) -> bool:
    return actor.type == "company"


_ANAPHORS: dict[str, Callable[[Scene, Actor], bool]] = {
    **dict.fromkeys(_FITS - {"group", "body"}, _is_alliance),
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


# --- persons


def _person(scene: Scene, mention: Mention, words: Phrase) -> Finding | None:
    """Link "the former banker" to who was the subject of a sentence just before."""
    if mention.head not in _PERSONAL or not (words.former or "old" in " ".join(words.rest)):
        return None
    if re.match(r"\s+(?:who|whom)\b", scene.after(mention)):
        return None
    people: dict[str | None, Entity] = {}
    for entity in scene.iter_before(mention, 30):
        if not 0 < mention.sentence - entity.mention.sentence <= 2:
            continue
        actor = entity.actor
        if actor is not None and actor.type == "person" and actor.id and entity.mention.subject:
            gender = gender_of((actor.name,), None)
            if gender is None or gender_of((), mention.head) in {None, gender}:
                people.setdefault(actor.id, entity)
    nearest = next(iter(people.values()), None)
    return _taken(nearest, PERSONAL) if nearest is not None else None


def _taken(entity: Entity, confidence: float) -> Finding:
    return Finding(
        entity.finding.actors,
        f"takes up {entity.mention.span.text}",
        confidence,
        entity.finding.office,
        entity.finding.former,
        entity.mention.id,
    )
