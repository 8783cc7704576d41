"""Say whom a description means that tells somebody by what he is to another.

In: "his Chinese counterpart", "her host", "his predecessor", "its neighbour" and the `Scene`.
Out: a `Finding`, None where it cannot be told.
Not here: offices (`officeholders`), groups (`groups`), kin (`kinship`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from legation.records import Actor, Mention
from legation.reference.neighbours import SIDES, neighbours_on
from legation.reference.shelf import Tenure
from legation.resolve.belonging import owner_of, state_in, state_said
from legation.resolve.holding import find_neighbour
from legation.resolve.kinship import link_kin
from legation.resolve.officeholders import linked_holder
from legation.resolve.scene import Entity, Finding, Scene
from legation.resolve.wording import Phrase, word_set

COUNTERPART, HOST, NEIGHBOUR_IN_OFFICE, VISITOR = 0.9, 0.7, 0.7, 0.6
OTHER_PARTY, NEIGHBOUR = 0.6, 0.75

_COUNTERPARTS = word_set("counterpart number homologue opposite colleague")
_HOSTS, _VISITORS = frozenset({"host"}), word_set("guest visitor")
# "Her interlocutor", "his adversary": the other one on the scene.
_OTHERS = word_set("counterpart interlocutor adversary rival opponent challenger foe enemy")
_NEIGHBOURS = word_set("neighbour neighbor")
_PARTNERS = word_set("partner ally friend patron")
_PREMIERS, _BESIDE_PREMIERS = word_set("premier minister"), word_set("CHN RUS")
_BEFORE, _AFTER = frozenset({"predecessor"}), frozenset({"successor"})
_REACH, _REACH_PLACE = 2, 5


def link_relation(scene: Scene, mention: Mention, words: Phrase) -> Finding | None:
    """Return who is what a description says to somebody named before, None if it says no such."""
    if mention.plural:
        return None
    if mention.head in _COUNTERPARTS:
        return _counterpart(scene, mention, words) or _other_party(scene, mention, words)
    rule = next((rule for heads, rule in _rules() if mention.head in heads), link_kin)
    return rule(scene, mention, words)


_Rule = Callable[[Scene, Mention, Phrase], Finding | None]


def _rules() -> tuple[tuple[frozenset[str], _Rule], ...]:
    return (
        (_NEIGHBOURS, _neighbour),
        (_HOSTS, _host),
        (_VISITORS, _visitor),
        (_BEFORE | _AFTER, _in_office_beside),
        (_PARTNERS, _partner),
        (_OTHERS, _other_party),
    )


# --- by office


def _counterpart(scene: Scene, mention: Mention, words: Phrase) -> Finding | None:
    owner = owner_of(scene, mention, words)
    code = state_said(scene, mention, words) if mention.head == "colleague" else None
    code = state_in(scene, words.written) or code
    people = [a for a in owner.finding.actors if a.type == "person"] if owner is not None else []
    if not people or code is None or code == people[0].state:
        return None
    return _of_same_office(scene, mention, people[0], code, COUNTERPART)


def _of_same_office(
    scene: Scene, mention: Mention, person: Actor, code: str, confidence: float
) -> Finding | None:
    """Link to who holds in another state the office that a person holds in his."""
    tenure = scene.directory.foremost(person.id, scene.on)
    if tenure is None or person.state == code:
        return None
    if tenure.rank == 0:
        title = tenure.office.name.lower().rsplit(maxsplit=1)[-1]
        premiers = code in _BESIDE_PREMIERS and title in _PREMIERS
        held = scene.directory.holders("premier", code, scene.on) if premiers and scene.on else ()
        match = held[0] if held else scene.directory.leader(code, scene.on)
    else:
        match = _same_office(scene, tenure, code)
    if match is None:
        return None
    reason = f"{match.office.name}, as {person.name} is {tenure.office.name}"
    return linked_holder(scene, mention, match, reason, confidence)


# The same office under the title it has almost everywhere.
_COMMON_TITLES = (
    "foreign minister",
    "defense minister",
    "finance minister",
    "national security adviser",
    "trade minister",
    "interior minister",
    "UN ambassador",
)


def _same_office(scene: Scene, tenure: Tenure, code: str) -> Tenure | None:
    """Return who holds in another state the office that `tenure` is of."""
    if scene.on is None:
        return None
    for title in (tenure.office.name, *_COMMON_TITLES):
        holders = scene.directory.holders(title, tenure.office.state or "", scene.on)
        if any(holder.person.id == tenure.person.id for holder in holders):
            found = scene.directory.holders(title, code, scene.on)
            if found:
                return found[0]
    return None


# --- by where they meet


def _host(scene: Scene, mention: Mention, words: Phrase) -> Finding | None:
    """Link "his host" to who is at home where he is, "their host" to the state where they are."""
    owner = owner_of(scene, mention, words)
    guests = list(owner.finding.actors) if owner is not None else []
    said = state_in(scene, words.written)
    if owner is None and words.lower[0] != "the" and said is None:
        return None
    people = bool(said) or not guests or guests[0].type == "person"
    abroad = frozenset(str(guest.state) for guest in guests) if len(guests) == 1 else frozenset()
    codes = [said] if said is not None else list(_places(scene, mention, abroad))
    for code in codes:
        if not people:
            state = scene.directory.state(code)
            return Finding((state,), "where they are", HOST) if state is not None else None
        named = _named_of(scene, mention, code, guests)
        if named is not None:
            return named
        first = guests[0] if len(guests) == 1 else None
        found = (
            _of_same_office(scene, mention, first, code, HOST)
            if first is not None
            else _leader_of(scene, mention, code)
        )
        if found is not None:
            return found
    return None


def _leader_of(scene: Scene, mention: Mention, code: str) -> Finding | None:
    leader = scene.directory.leader(code, scene.on)
    if leader is None:
        return None
    return linked_holder(scene, mention, leader, f"{leader.office.name}, who receives", HOST)


def _named_of(
    scene: Scene, mention: Mention, code: str, others: list[Actor], reach: int = 4
) -> Finding | None:
    """Return the person of a state who was named last, not one of some others."""
    for entity in scene.iter_before(mention, 60):
        actor = entity.actor
        if mention.sentence - entity.mention.sentence > reach:
            return None
        if actor is None or actor.type != "person" or actor.id is None or actor in others:
            continue
        if actor.state == code:
            return entity.taken_up(HOST)
    return None


def _places(scene: Scene, mention: Mention, own: frozenset[str]) -> Iterator[str]:
    """Yield the states, other than some, in which the text has somebody, the nearest first."""
    capitals: list[str] = []
    for entity in scene.iter_before(mention, 60):
        if mention.sentence - entity.mention.sentence > _REACH_PLACE:
            break
        actor = entity.actor
        if actor is None or actor.state in {None, *own}:
            continue
        if actor.type == "place":
            yield str(actor.state)
        elif actor.type == "state" and mention.sentence - entity.mention.sentence <= _REACH:
            capitals.append(str(actor.state))
    yield from capitals


def _visitor(scene: Scene, mention: Mention, words: Phrase) -> Finding | None:
    """Link "his guest" to the foreign person named last, of the state that is said if any."""
    owner = owner_of(scene, mention, words)
    host = owner.actor if owner is not None else None
    said = state_in(scene, words.written)
    if said is not None and words.lower[0] == "the":
        return _named_of(scene, mention, said, []) or _leader_of(scene, mention, said)
    if host is None or host.state is None:
        return None
    for entity in scene.iter_before(mention, 60):
        actor = entity.actor
        if actor is None or actor.type != "person" or actor.id is None or actor == host:
            continue
        if actor.state == said or (said is None and actor.state not in {None, host.state}):
            return Finding(entity.finding.actors, f"takes up {entity.mention.span.text}", VISITOR,
                           entity.finding.office, repeats=entity.mention.id)  # fmt: skip
    return None


# --- by who came before


def _in_office_beside(scene: Scene, mention: Mention, words: Phrase) -> Finding | None:
    """Link "his predecessor" to who held his office before him, "her successor" to who after."""
    before = mention.head in _BEFORE
    owner = owner_of(scene, mention, words) or _last_person(scene, mention)
    if owner is None or owner.actor is None or owner.actor.id is None:
        return None
    tenure = scene.directory.foremost(owner.actor.id, scene.on) or _last_office(scene, owner.actor)
    neighbour = find_neighbour(scene.directory, tenure, before=before) if tenure else None
    if tenure is None or neighbour is None:
        state = owner.actor.state
        return _named_of(scene, mention, state, [owner.actor]) if before and state else None
    word = "before" if before else "after"
    reason = f"{tenure.office.name} {word} {owner.actor.name}"
    return linked_holder(scene, mention, neighbour, reason, NEIGHBOUR_IN_OFFICE)


def _last_person(scene: Scene, mention: Mention) -> Entity | None:
    people = (e for e in scene.iter_before(mention, 20) if e.actor and e.actor.type == "person")
    return next(people, None)


def _last_office(scene: Scene, person: Actor) -> Tenure | None:
    day = scene.on.isoformat() if scene.on else "9999"
    held = scene.directory.tenures(person.id, None) if person.id else ()
    return next((one for one in held if (one.office.since or "") <= day), None)


# --- the others on the scene


def _other_party(scene: Scene, mention: Mention, words: Phrase) -> Finding | None:
    """Link "her interlocutor" to the other person told of, "its rival" to the other state."""
    owner = owner_of(scene, mention, words)
    if owner is None or owner.actor is None or state_in(scene, words.written) is not None:
        return None
    mine = owner.actor
    for entity in scene.iter_before(mention, 60):
        actor = entity.actor
        if mention.sentence - entity.mention.sentence > _REACH + 1:
            return None
        if actor is None or actor.id is None or actor.type != mine.type or actor == mine:
            continue
        if mention.span.holds(entity.mention.span) or entity.nested:
            continue
        return entity.taken_up(OTHER_PARTY)
    return None


def _partner(scene: Scene, mention: Mention, words: Phrase) -> Finding | None:
    """Link "their Israeli partner" of persons to the person of that state who was named."""
    owner = owner_of(scene, mention, words)
    said = state_in(scene, words.written)
    people = owner.finding.actors if owner is not None else ()
    if said is None or not people or any(actor.type != "person" for actor in people):
        return None
    return _named_of(scene, mention, said, list(people))


def _neighbour(scene: Scene, mention: Mention, words: Phrase) -> Finding | None:
    """Link "its northern neighbour" to the one it has there, of several to the one told of."""
    owner = owner_of(scene, mention, words)
    states = {actor.state for actor in owner.finding.actors} if owner is not None else set()
    own = states.pop() if len(states) == 1 else None
    if own is None:
        return None
    side = next((word for word in words.rest if word in SIDES), None)
    there = neighbours_on(own, side)
    told = next(
        (
            actor.state
            for entity in scene.iter_before(mention, 80)
            for actor in entity.finding.actors
            if actor.state in there
        ),
        None,
    )
    code = told or (next(iter(there)) if len(there) == 1 else None)
    state = scene.directory.state(code)
    return Finding((state,), f"a neighbour of {own}", NEIGHBOUR) if state is not None else None
