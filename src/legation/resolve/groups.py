"""Say whom a description of several means: "the two leaders", "both sides", "the warring parties".

In: a plural description and the `Scene`. Out: a `Finding`, None where it names no such group.
Not here: finding those named together (`pairs`), "they" (`coreference`).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from legation.records import Actor, Mention
from legation.reference.regions import load_regions
from legation.reference.wars import are_at_war
from legation.resolve.kinds import kind_of
from legation.resolve.listed import find_listed
from legation.resolve.officeholders import holder_of
from legation.resolve.pairs import NONE_CHOSEN, Chosen, choose, link_pair, link_run, link_several
from legation.resolve.scene import NOBODY, Finding, Scene
from legation.resolve.wording import Phrase, word_set

HOLDERS, LOOSE, WHOLE = 0.65, 0.6, 0.8

_PERSONS = word_set(
    "leader president premier minister chancellor king prince monarch man woman official diplomat "
    "envoy negotiator counterpart politician statesman general principal"
)
STATES = word_set(
    "side party country nation state government capital power superpower economy army military "
    "delegation team republic giant kingdom emitter producer importer exporter applicant client "
    "invitee island emirate democracy monarchy camp"
)
# States, unless those who were named together are of one state.
RATHER_STATES = word_set("ally partner neighbour neighbor member signatory patron sponsor lender")
# Persons where persons were named together, else states or armed groups.
_EITHER = RATHER_STATES | word_set(
    "rival foe enemy adversary opponent belligerent combatant friend guarantor host mediator "
    "broker pair couple duo trio quartet both two three four five six seven"
)
NUMBER = {
    "two": 2, "both": 2, "pair": 2, "couple": 2, "duo": 2, "either": 2, "neither": 2, "three": 3,
    "trio": 3, "four": 4, "quartet": 4, "five": 5, "six": 6, "seven": 7,
}  # fmt: skip
_NEIGHBOURS = word_set("neighbour neighbor")
_TITLES = word_set("president premier minister chancellor king prince monarch")
# "The presidents agreed", without a number, of the two who were named before.
_TWO_AT_LEAST = word_set(
    "leader president side party minister neighbour neighbor rival delegation pair couple"
)
_WARRING = word_set("warring belligerent belligerents combatant combatants fighting feuding")
_IN_SOMETHING = re.compile(r"\s+(?:in|among)\b")
_POINTING = word_set("both two either neither three four five all")
# "The pair" is two by itself; "Each of the two", "one of the two" names both.
_TWO_BY_ITSELF = word_set("pair couple duo trio quartet")
_OF_ALL = re.compile(r"\b(?:each|one|neither|either|which|both|all|none)\s+of\s+$", re.IGNORECASE)


def link_group(scene: Scene, mention: Mention, words: Phrase) -> Finding | None:
    """Return those whom a description of several means, None where it names no such group."""
    head = mention.head
    known = head in _PERSONS | STATES | _EITHER
    number = next((NUMBER[w] for w in words.lower if w in NUMBER), None)
    if words.lower[0] in {"a", "an", "some", "many"}:
        return None
    whole = _of_whole(scene, words) if number is None and mention.plural else None
    if whole is not None or not _is_group(mention, words, number, known=known):
        return whole
    if _WARRING & set(words.lower):
        return _at_war(scene, mention, number or 2)
    beside = number is not None or (words.lower[0] == "the" and known)
    may_be = head not in STATES
    listed = find_listed(scene, mention, number, persons=may_be) if beside else None
    if listed is not None:
        return listed
    if number is None:
        return _unnumbered(scene, mention, words)
    return _numbered(scene, mention, words, number)


def _is_group(mention: Mention, words: Phrase, number: int | None, *, known: bool) -> bool:
    """Tell whether a description points at several who can be those named before."""
    if "of" in words.lower[1:]:
        return False  # "three of his colleagues"
    if number is None:
        return known and mention.plural
    return words.definite or words.lower[0] in _POINTING


def _numbered(scene: Scene, mention: Mention, words: Phrase, number: int) -> Finding:
    head = mention.head
    only = _only(scene, words)
    if head in STATES:
        return _states(scene, mention, number, only)
    if head in RATHER_STATES:
        return _rather_states(scene, mention, number, only)
    if head in _EITHER or only is not None:
        people = choose(scene, mention, persons=True, exactly=number, only=only or _anybody)
        if only is not None and people.finding.actors:
            return people.finding
        return link_several(scene, mention, number)
    if kind_of(mention) == "person":
        return _persons(scene, mention, words, number)
    return link_several(scene, mention, number)


def _anybody(_: Actor) -> bool:
    return True


def _only(scene: Scene, words: Phrase) -> Callable[[Actor], bool] | None:
    """Return the test that "Nordic", "Gulf" or "Asian" before the noun puts to the members."""
    regions = load_regions("region")
    said = [word for word in words.rest[:-1] if word not in NUMBER]
    names = [" ".join(said[-n:]) for n in (3, 2, 1)]
    codes = next((regions[name] for name in names if name in regions), None)
    if codes is None:
        nation = next((c for w in words.written[:-1] if (c := scene.directory.nation_of(w))), None)
        codes = frozenset({nation}) if nation is not None else None
    if codes is None:
        return None
    return lambda actor: actor.state in codes


def _states(
    scene: Scene, mention: Mention, number: int, only: Callable[[Actor], bool] | None
) -> Finding:
    for test in (only, None):
        if test is not None or only is None:
            found = choose(scene, mention, persons=False, exactly=number, only=test or _anybody)
            if found.finding.actors:
                return found.finding
    return link_pair(scene, mention, persons=False, exactly=number)


def _rather_states(
    scene: Scene, mention: Mention, number: int, only: Callable[[Actor], bool] | None
) -> Finding:
    """Link "the two neighbours" to states, by those who lead them if only they were named."""
    test = only or _anybody
    if mention.head not in _NEIGHBOURS:
        run = link_run(scene, mention, persons=True, fits=test, exactly=number)
        if run.actors:
            return run
    states = choose(scene, mention, persons=False, exactly=number, only=test)
    if states.finding.actors:
        return states.finding
    return _people_or_any(scene, mention, number, test)


def _people_or_any(
    scene: Scene, mention: Mention, number: int, test: Callable[[Actor], bool]
) -> Finding:
    people = choose(scene, mention, persons=True, exactly=number, only=test)
    return people.finding if people.finding.actors else link_several(scene, mention, number)


def _persons(scene: Scene, mention: Mention, words: Phrase, number: int) -> Finding:
    """Link "the two leaders" to leaders named, else to those who lead the states named."""
    title = _title(mention, words)
    only = _only(scene, words)

    def fits(actor: Actor) -> bool:
        return _holds(scene, actor, title)

    chosen = NONE_CHOSEN
    for test in (only, None):
        if not chosen.finding.actors and (test is not None or only is None):
            chosen = choose(
                scene, mention, persons=True, fits=fits, exactly=number, only=test or _anybody
            )
    titled = mention.head in _TITLES | {"leader"}
    if not titled:
        if chosen.finding.actors:
            return chosen.finding
        return choose(scene, mention, persons=False, exactly=number, only=only or _anybody).finding
    if chosen.finding.actors and all(map(fits, chosen.finding.actors)):
        return chosen.finding
    held = _holders_there(scene, mention, title, number)
    if held.actors and _is_better(held, chosen):
        return held
    return chosen.finding if chosen.finding.actors else held


def _is_better(held: Finding, chosen: Chosen) -> bool:
    """Tell whether holders of the office in the states named beat persons who do not hold it."""
    return not chosen.finding.actors or held.confidence >= chosen.finding.confidence


def _title(mention: Mention, words: Phrase) -> str:
    rest = words.rest[1:] if words.rest[0] in NUMBER and len(words.rest) > 1 else words.rest
    return " ".join((*rest[:-1], mention.head))


def _of_whole(scene: Scene, words: Phrase) -> Finding | None:
    """Link "EU leaders" to the Union: those who speak for all of it."""
    if words.lower[-1] not in {"leaders", "heads"} or len(words.written) < 2 or words.owner:
        return None
    names = scene.directory.find(" ".join(words.written[:-1]))
    if not names or names[0].actor.type != "organisation":
        return None
    return Finding((names[0].actor,), "the organisation as a whole", WHOLE)


def _unnumbered(scene: Scene, mention: Mention, words: Phrase) -> Finding | None:
    """Link "the presidents", "the neighbours", or "foes" in a headline, to those just named."""
    if words.lower[0] != "the" and not _is_headline_subject(scene, mention):
        return None
    if _IN_SOMETHING.match(scene.after(mention)) or len(words.rest) > 2:
        return None  # "among the leaders in milk production"
    head = mention.head
    if head in _PERSONS:
        title = mention.head
        found = link_run(scene, mention, persons=True, fits=lambda one: _holds(scene, one, title))
    elif head in RATHER_STATES or head in STATES:
        found = NOBODY if head in STATES else link_run(scene, mention, persons=False)
    else:
        found = link_run(scene, mention, persons=True)
        found = found if found.actors else link_run(scene, mention, persons=False)
    if found.actors:
        return replace(found, confidence=min(found.confidence, LOOSE + 0.1))
    if head not in _TWO_AT_LEAST or words.lower[0] != "the":
        return None
    found = _numbered(scene, mention, words, 2)
    return replace(found, confidence=min(found.confidence, LOOSE + 0.1))


def _is_headline_subject(scene: Scene, mention: Mention) -> bool:
    """Tell whether a bare noun opens a clause of a headline: "…; foes have a month"."""
    before = scene.before(mention)
    return mention.subject and before.rstrip().endswith((";", ",", ":"))


def _at_war(scene: Scene, mention: Mention, number: int) -> Finding | None:
    """Link "the warring parties" to those named of whom the shelf knows that they were at war."""
    if scene.on is None:
        return None
    named: dict[str, Actor] = {}
    for entity in scene.iter_before(mention, 60):
        for actor in entity.finding.actors:
            own = actor.type in {"group", "organisation"} and actor.id is not None
            side = actor if own else scene.directory.state(actor.state)
            if side is not None and side.id is not None and actor.type != "place":
                named.setdefault(side.id, side)
    fighting = [
        one
        for one in reversed(named.values())  # in the order of the text
        if any(are_at_war(str(one.id), other, scene.on) for other in named if other != one.id)
    ]
    if len(fighting) != number:
        return None
    names = " and ".join(actor.name for actor in fighting)
    return Finding(tuple(fighting), f"{names}, at war on that day", HOLDERS + 0.1)


def _holders_there(scene: Scene, mention: Mention, title: str, number: int) -> Finding:
    """Link "the two presidents" of two states that were named to who holds the office there.

    Ministers who speak for states to each other are those of foreign affairs; a president is
    meant by the states that presidents lead.
    """
    office = "foreign minister" if title == "minister" else title

    def fits(actor: Actor) -> bool:
        if not actor.id or holder_of(scene, office, actor.id) is None:
            return False
        leader = scene.directory.leader(actor.id, scene.on)
        leads = leader is not None and leader.office.name.lower().endswith("president")
        return leads or title != "president"

    states = link_pair(scene, mention, persons=False, fits=fits, exactly=number)
    held = [holder_of(scene, office, actor.id) for actor in states.actors if actor.id]
    people = tuple(one.person for one in held if one is not None)
    if not people:
        return NOBODY
    names = " and ".join(one.name for one in people)
    sure = HOLDERS + 0.15 if states.confidence > HOLDERS + 0.1 else HOLDERS
    return Finding(people, f"{names}, who hold it there", sure)


def _holds(scene: Scene, actor: Actor, title: str) -> bool:
    """Tell whether a person named is what the noun says; everybody is a man or an official."""
    head = title.rsplit(maxsplit=1)[-1]
    if head not in _TITLES | {"leader"} or scene.on is None:
        return True
    if head == "leader":
        tenure = scene.directory.foremost(actor.id, scene.on)
        return tenure is not None and tenure.rank <= 1
    if actor.state is None:
        return False
    if title == "minister":
        tenure = scene.directory.foremost(actor.id, scene.on)
        return tenure is not None and "minister" in tenure.office.name.lower()
    holders = scene.directory.holders(title, actor.state, scene.on)
    return any(tenure.person.id == actor.id for tenure in holders)
