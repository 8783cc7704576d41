"""Say which organisation a bare noun means: "the regional bloc", "the Fund", "the alliance".

In: a description of an organisation and the `Scene`. Out: a `Finding`, None where none fits.
Not here: bodies of states (`descriptions`), states by what they are (`epithets`).
"""

from __future__ import annotations

from collections import Counter
from types import MappingProxyType

from legation.records import Actor, Mention
from legation.resolve.scene import Finding, Scene
from legation.resolve.wording import Phrase, word_set

BY_KIND, BY_CAPITAL, BY_MEMBERS, USUAL = 0.75, 0.75, 0.7, 0.6

# What each noun is said of, by words in the names of organisations.
_NOUNS = MappingProxyType(
    {
        "alliance": ("nato", "alliance", "treaty organization"),
        "bloc": (
            "union",
            "mercosur",
            "community",
            "association",
            "organization of",
            "brics",
            "quad",
        ),
        "union": ("union",),
        "league": ("league",),
        "council": ("council",),
        "fund": ("fund",),
        "bank": ("bank",),
        "lender": ("fund", "bank"),
        "court": ("court",),
        "tribunal": ("tribunal", "court"),
        "commission": ("commission",),
        "agency": ("agency",),
        "watchdog": ("agency", "organisation for the prohibition"),
        "assembly": ("assembly",),
        "cartel": ("petroleum",),
        "organisation": ("",),
        "organization": ("",),
        "grouping": ("",),
        "club": ("",),
        "body": ("",),
    }
)
# Whom the word means with a capital, or where no other was named, in reporting on diplomacy.
_USUAL = MappingProxyType(
    {
        "alliance": "NATO",
        "bloc": "European Union",
        "union": "European Union",
        "league": "Arab League",
        "fund": "International Monetary Fund",
        "bank": "World Bank",
        "commission": "European Commission",
        "assembly": "UN General Assembly",
    }
)
_OF_EUROPE = frozenset({"bloc", "union", "commission"})
_REGIONAL = word_set("regional continental subregional sub-regional")
# The organisations that reporting calls blocs of their region.
_BLOCS = (
    "European Union", "ECOWAS", "SADC", "East African Community", "IGAD", "ECCAS", "ASEAN",
    "Mercosur", "UNASUR", "CARICOM", "Gulf Cooperation Council", "SAARC", "Pacific Islands Forum",
    "African Union", "Arab League", "Central American Integration System", "Andean Community",
)  # fmt: skip
_CONTINENTS = frozenset({"African Union", "European Union", "UNASUR"})
_REACH = 60


def link_body(scene: Scene, mention: Mention, words: Phrase) -> Finding | None:
    """Return the organisation that "the bloc", "the regional bloc" or "the Fund" means."""
    if mention.plural or words.owner or words.lower[0] not in {"the", "this"}:
        return None
    noun = mention.head
    if noun not in _NOUNS:
        return None
    said = set(words.rest[:-1])
    if said & _REGIONAL and len(words.rest) == 2:
        return _by_members(scene, mention, continental="continental" in said)
    if len(words.rest) != 1:
        return None
    named = _named(scene, mention, noun)
    if named is not None:
        return named
    capital = mention.span.text.split()[-1][:1].isupper() and noun in _USUAL
    if capital or (noun == "alliance") or (noun in _OF_EUROPE and _is_of_europe(scene)):
        actor = _organisation(scene, _USUAL[noun])
        if actor is not None:
            return Finding((actor,), f"usually {actor.name}", BY_CAPITAL if capital else USUAL)
    if noun == "union":
        return _by_members(scene, mention, continental=True)
    return _by_members(scene, mention, continental=False) if noun == "bloc" else None


def _named(scene: Scene, mention: Mention, noun: str) -> Finding | None:
    """Return the organisation named last that the noun is said of."""
    kinds = _NOUNS[noun]
    for entity in scene.iter_before(mention, 400):
        actor = entity.actor
        if actor is None or actor.type != "organisation" or entity.mention.form == "pronoun":
            continue
        name = actor.name.lower()
        if (
            actor.id is not None
            and any(kind in name for kind in kinds)
            and _is_alliance(scene, actor, noun)
        ):
            return Finding((actor,), f"takes up {entity.mention.span.text}", BY_KIND,
                           repeats=entity.mention.id)  # fmt: skip
    return None


def _is_alliance(scene: Scene, actor: Actor, noun: str) -> bool:
    """Tell whether an organisation has members, where the noun says that it has."""
    members = noun in {"alliance", "bloc", "union", "league", "grouping", "club"}
    return not members or bool(actor.id and scene.directory.members(actor.id))


def _by_members(scene: Scene, mention: Mention, *, continental: bool) -> Finding | None:
    """Return the bloc that holds most of the states told of, the smallest of equals."""
    told: Counter[str] = Counter()
    for entity in scene.iter_before(mention, _REACH):
        for state in {actor.state for actor in entity.finding.actors if actor.state}:
            told[state] += 1
    best: tuple[float, int, Actor] | None = None
    for name in _BLOCS:
        actor = _organisation(scene, name)
        if actor is None or actor.id is None or (continental and name not in _CONTINENTS):
            continue
        members = scene.directory.members(actor.id)
        held = float(sum(n for state, n in told.items() if state in members))
        if held and (best is None or (held, -len(members)) > (best[0], -best[1])):
            best = (held, len(members), actor)
    if best is None:
        return None
    return Finding((best[2],), "the bloc of the states told of", BY_MEMBERS)


def _is_of_europe(scene: Scene) -> bool:
    union = _organisation(scene, "European Union")
    members = scene.directory.members(union.id) if union is not None and union.id else ()
    told = {a.state for e in scene.entities for a in e.finding.actors if a.state}
    return sum(state in members for state in told) >= 1


def _organisation(scene: Scene, name: str) -> Actor | None:
    found = scene.directory.find(name)
    fitting = (one.actor for one in found if one.actor.type == "organisation")
    return next(fitting, None)
