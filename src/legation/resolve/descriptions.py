"""Say whom a description stands for: an office holder, somebody named before, or the unnamed.

In: a description ("the Chinese foreign minister", "US officials", "the two leaders", "his Chinese
counterpart") and the `Scene`. Out: a `Finding`.
Not here: names (`candidates`), pronouns (`coreference`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace

from legation.records import Actor, Mention, Office
from legation.reference.roles import load_role_nouns
from legation.reference.shelf import Tenure
from legation.resolve.candidates import link_name
from legation.resolve.coreference import (
    link_first_person,
    link_pair,
    link_pronoun,
    link_thing,
)
from legation.resolve.scene import NOBODY, Entity, Finding, Scene
from legation.resolve.statewords import iter_states, without_states
from legation.resolve.wording import Phrase, phrase, plain, word_set

OFFICE_HOLDER, OFFICE_IN_CONTEXT, COUNTERPART = 0.88, 0.7, 0.75
REPEATED, APPOSED, TAKEN_UP = 0.75, 0.85, 0.65
UNNAMED, UNNAMED_STATELESS = 0.85, 0.7
UNKNOWN_SPEAKER, HOLDERS = 0.4, 0.6

# Who is near to somebody is not of his state: "American allies" are not Americans.
_RELATIONAL = word_set(
    "ally partner neighbour neighbor rival adversary foe friend enemy opponent competitor "
    "supporter backer creditor donor supplier patron sponsor protector critic"
)
_PAIR_HEADS = word_set(
    "leader president man side country nation state government capital power party minister "
    "official diplomat counterpart neighbour neighbor ally superpower economy chancellor army "
    "military both two pair delegation partner power foe three four republic team"
)
_STATE_HEADS = word_set(
    "side country nation state government capital power party neighbour neighbor superpower "
    "economy army military ally delegation partner foe republic team"
)
_COUNTRY = frozenset({"country", "nation", "state", "kingdom", "republic"})
# Own short list of island states and territories that newspapers call "the island".
_ISLANDS = word_set("TWN CUB CYP ISL IRL JPN LKA MLT MDG JAM HTI SGP BHR MDV FJI SLB NRU")
_NUMBER = {"two": 2, "both": 2, "pair": 2, "either": 2, "neither": 2, "three": 3, "four": 4}


def link_description(scene: Scene, mention: Mention) -> Finding:
    """Return whom a description stands for; the unnamed get an actor without an id."""
    words = phrase(plain(mention.span.text))
    for rule in (_pair, _apposed, _counterpart, _taken_up, _office, _repeated):
        found = rule(scene, mention, words)
        if found is not None and found.actors:
            return found
    return _unnamed(scene, mention, words)


# --- "the two leaders"


def _pair(scene: Scene, mention: Mention, words: Phrase) -> Finding | None:
    number = next((_NUMBER[w] for w in words.lower if w in _NUMBER), None)
    head = mention.head
    if number is None and words.lower[0] == "the" and mention.plural and words.bare:
        # "The presidents agreed", of the two who were named before.
        number = 2 if head in {"leader", "president", "side", "party", "minister"} else None
    pointing = words.definite or words.lower[0] in {"both", "two", "either", "neither"}
    if number is None or not pointing or words.lower[0] == "a" or head not in _PAIR_HEADS:
        return None
    if head in _STATE_HEADS:
        return link_pair(scene, mention, persons=False, exactly=number)
    if head == "leader":
        found = link_pair(
            scene, mention, persons=True, fits=lambda a: _leads(scene, a), exactly=number
        )
        return found if found.actors else _holders_of_pair(scene, mention, "leader", number)
    if head in {"both", "two", "pair", "three", "four"}:
        found = link_pair(scene, mention, persons=True, exactly=number)
        return found if found.actors else link_pair(scene, mention, persons=False, exactly=number)
    title = " ".join(words.rest[1:] if words.rest[0] in _NUMBER else words.rest)
    singular = title.removesuffix("s")
    found = link_pair(
        scene, mention, persons=True, fits=lambda a: _holds(scene, a, singular), exactly=number
    )
    if found.actors or singular not in {"president", "minister", "prime minister"}:
        return found
    return _holders_of_pair(scene, mention, singular, number)


def _holders_of_pair(scene: Scene, mention: Mention, title: str, number: int) -> Finding:
    """Link "the two presidents" of two states that were named to who holds the office there.

    Ministers who speak for states to each other are those of foreign affairs.
    """
    states = link_pair(scene, mention, persons=False, exactly=number)
    office = "foreign minister" if title == "minister" else title
    held = [
        holder
        for state in states.actors
        if state.state and (holder := _holder_of(scene, office, state.state)) is not None
    ]
    if not held or len(held) != len(states.actors):
        return NOBODY
    names = " and ".join(one.person.name for one in held)
    return Finding(tuple(one.person for one in held), f"{names}, who hold it there", HOLDERS)


def _leads(scene: Scene, actor: Actor) -> bool:
    tenure = scene.directory.foremost(actor.id, scene.on)
    return scene.on is None or (tenure is not None and tenure.rank <= 1)


def _holds(scene: Scene, actor: Actor, title: str) -> bool:
    if actor.state is None or scene.on is None:
        return scene.on is None
    if title in {"official", "diplomat", "man", "counterpart"}:
        return True
    holders = scene.directory.holders(title, actor.state, scene.on)
    return any(tenure.person.id == actor.id for tenure in holders)


# --- "Taiwan, a self-governing island"


# "their lawyer, Mrs. Hart," and "the chairman, Chief Abel Guobadia,": a courtesy may stand between.
_APPOSED = re.compile(
    r",\s(?:(?:Mrs?|Ms|Miss|Dr|Prof|Gen|Col|Sen|Rep|Rev|Sir|Dame|Lord|Lady|Chief|Judge|Captain)"
    r"\.?\s)*"
)


def _apposed(scene: Scene, mention: Mention, words: Phrase) -> Finding | None:
    """Link a description set beside a name to that name: after it, or just before it."""
    return _before_name(scene, mention) or _after_name(scene, mention, words)


def _before_name(scene: Scene, mention: Mention) -> Finding | None:
    name = scene.following(mention)
    if name is None or name.form != "name" or mention.plural or _kind(mention) != "person":
        return None
    between = scene.between(mention, name)
    # "the foreign minister, Wang Yi, said" but not "after meeting the minister, Biden said".
    apposed = _APPOSED.fullmatch(between) and re.match(r"[,.]", scene.after(name, 1))
    if between != " " and not apposed:
        return None
    found = link_name(scene, name)
    if len(found.actors) != 1 or found.actors[0].type != "person":
        return None
    return replace(found, reason=f"said of {name.span.text}", confidence=APPOSED, repeats=None)


def _after_name(scene: Scene, mention: Mention, words: Phrase) -> Finding | None:
    before = scene.before(mention, 4)
    if mention.subject or mention.plural or not re.search(r",\s$", before):
        return None
    entity = next(iter(scene.iter_before(mention, 1)), None)
    if entity is None or entity.actor is None or entity.mention.form != "name":
        return None
    if scene.between(entity.mention, mention) != ", ":
        return None
    kind = _kind(mention)
    wanted = {"person": {"person"}, "organisation": {"organisation", "body", "company"}}
    types = wanted.get(kind, {"state", "place", "organisation"})
    if entity.actor.type not in types or words.lower[0] in {"his", "her", "its", "their"}:
        return None
    return Finding(
        entity.finding.actors,
        f"said of {entity.mention.span.text}",
        APPOSED,
        entity.finding.office,
        words.former,
        entity.mention.id,
    )


# --- "his Chinese counterpart"


def _counterpart(scene: Scene, mention: Mention, words: Phrase) -> Finding | None:
    if mention.head != "counterpart":
        return None
    owner = _owner(scene, mention, words)
    code = _state_in(scene, words.written)
    if owner is None or owner.actor is None or code is None or scene.on is None:
        return None
    tenure = scene.directory.foremost(owner.actor.id, scene.on)
    if tenure is None:
        return None
    if tenure.rank == 0:
        match = scene.directory.leader(code, scene.on)
    else:
        match = _same_office(scene, tenure, code)
    if match is None:
        return None
    reason = f"{match.office.name}, as {owner.actor.name} is {tenure.office.name}"
    return _holder(scene, mention, match, reason, COUNTERPART)


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


def _owner(scene: Scene, mention: Mention, words: Phrase) -> Entity | None:
    """Return the linked mention that owns the noun: "his", "Biden's"."""
    if not words.owner and words.lower[0] not in {"his", "her", "its", "their", "our", "my"}:
        return None
    inside = [
        entity
        for entity in reversed(scene.entities[-12:])
        if mention.span.holds(entity.mention.span) and entity.mention.id != mention.id
    ]
    # The owner stands first, so it is the inner mention that starts where the phrase starts.
    return min(inside, key=lambda e: e.mention.span.start, default=None)


# --- "the island", "the bloc", "the country"


def _taken_up(scene: Scene, mention: Mention, words: Phrase) -> Finding | None:
    first = words.lower[0]
    if mention.plural or words.owner or len(words.rest) > 1:
        return None
    if first in {"our", "my"} and mention.head in _COUNTRY:
        spoken = link_first_person(scene, mention)
        return spoken if spoken.actors else _home(scene, mention)
    if first not in {"the", "this", "that"}:
        return None
    if mention.head in _COUNTRY:
        return link_thing(scene, mention, ("state",))
    fits = _ANAPHORS.get(mention.head)
    return _latest(scene, mention, fits) if fits is not None else None


def _home(scene: Scene, mention: Mention) -> Finding | None:
    """Link "our country" where a state's own seat publishes and nobody else is quoted."""
    state = scene.directory.state(scene.home)
    if state is None or scene.quoted(mention.span.start) is not None:
        return None
    return Finding((state,), "the state whose seat publishes", TAKEN_UP)


def _is_island(_: Scene, actor: Actor) -> bool:
    return actor.state in _ISLANDS or "island" in actor.name.lower()


def _is_alliance(scene: Scene, actor: Actor) -> bool:
    return actor.type == "organisation" and bool(actor.id and scene.directory.members(actor.id))


def _is_company(_: Scene, actor: Actor) -> bool:
    return actor.type == "company"


_ANAPHORS: dict[str, Callable[[Scene, Actor], bool]] = {
    "island": _is_island,
    "bloc": _is_alliance,
    "alliance": _is_alliance,
    "organisation": _is_alliance,
    "organization": _is_alliance,
    "union": _is_alliance,
    "company": _is_company,
    "firm": _is_company,
}


def _latest(scene: Scene, mention: Mention, fits: Callable[[Scene, Actor], bool]) -> Finding | None:
    for entity in scene.iter_before(mention, 400):
        actor = entity.actor
        if actor is not None and entity.mention.form != "pronoun" and fits(scene, actor):
            return Finding(
                (actor,), f"takes up {entity.mention.span.text}", TAKEN_UP,
                repeats=entity.mention.id,
            )  # fmt: skip
    return None


# --- "the Chinese foreign minister", "the president"


def _office(scene: Scene, mention: Mention, words: Phrase) -> Finding | None:
    if mention.plural or words.indefinite or scene.on is None or _kind(mention) != "person":
        return None
    title = _without_states(scene, words.written)
    if mention.head in _ENVOYS and _TO_THE_UN.match(scene.after(mention)):
        title = "un ambassador"
    if not title or words.former:
        return _former(scene, mention, title) if words.former else None
    code = _state_said(scene, mention, words)
    if code is not None:
        holder = _holder_of(scene, title, code)
        if holder is None:
            return None
        return _holder(scene, mention, holder, f"{holder.office.name} on that day", OFFICE_HOLDER)
    return _office_in_context(scene, mention, title) if words.definite else None


def _holder_of(scene: Scene, title: str, code: str) -> Tenure | None:
    if scene.on is None:
        return None
    words = title.split()
    # "the ailing president", "the embattled prime minister": the title is what stands last.
    for start in range(len(words)):
        found = scene.directory.holders(" ".join(words[start:]), code, scene.on)
        if found:
            return found[0]
    return scene.directory.leader(code, scene.on) if title == "leader" else None


def _office_in_context(scene: Scene, mention: Mention, title: str) -> Finding | None:
    """Link "the president" to the last person named who is one, else to the main state's.

    Before a turn of a transcript it is the one whose remarks the title announces.
    """
    host = scene.turns.in_title if scene.labelled_turn(mention) else None
    if host is not None and host.state is not None:
        holder = _holder_of(scene, title, host.state)
        if holder is not None:
            reason = f"{holder.office.name} of the title's speaker's state"
            return _holder(scene, mention, holder, reason, OFFICE_HOLDER)
    # A seat of power writes its own office holders with a capital and no name: "the President".
    if scene.home is not None and re.match(r"[Tt]he [A-Z]", mention.span.text):
        holder = _holder_of(scene, title, scene.home)
        if holder is not None:
            reason = f"{holder.office.name} of the state whose seat publishes"
            return _holder(scene, mention, holder, reason, OFFICE_HOLDER)
    for entity in scene.iter_before(mention, 200):
        actor = entity.actor
        if actor is not None and actor.type == "person" and actor.state and actor.id:
            holder = _holder_of(scene, title, actor.state)
            if holder is not None and holder.person.id == actor.id:
                return _holder(scene, mention, holder, f"the {title} named before",
                               OFFICE_IN_CONTEXT)  # fmt: skip
    for code, sure in _states_in_play(scene, mention, title):
        holder = _holder_of(scene, title, code)
        if holder is not None:
            reason = f"{holder.office.name} of the state in play"
            return _holder(scene, mention, holder, reason, OFFICE_IN_CONTEXT - sure)
    return None


# Titles that one state only has.
_OF_ONE_STATE = {
    "secretary of state": "USA", "attorney general": "USA", "defense secretary": "USA",
    "treasury secretary": "USA", "foreign secretary": "GBR", "home secretary": "GBR",
    "chancellor of the exchequer": "GBR", "taoiseach": "IRL", "pope": "VAT",
}  # fmt: skip


def _states_in_play(scene: Scene, mention: Mention, title: str) -> Iterator[tuple[str, float]]:
    """Yield the states whose office a bare title can mean, with what each costs in confidence."""
    if title in _OF_ONE_STATE:
        yield _OF_ONE_STATE[title], 0.05
    main = scene.main_state()
    if main is not None:
        yield main, 0.1
    nearest = (
        actor.state
        for entity in scene.iter_before(mention, 40)
        for actor in entity.finding.actors
        if actor.state is not None
    )
    yield from ((code, 0.2) for code in dict.fromkeys(nearest))
    if main is None and len(scene.state_counts) == 1:
        yield next(iter(scene.state_counts)), 0.2


def _former(scene: Scene, mention: Mention, title: str) -> Finding | None:
    for entity in scene.iter_before(mention, 200):
        if entity.finding.former and entity.actor is not None:
            return Finding(
                (entity.actor,),
                f"the former {title} named before",
                OFFICE_IN_CONTEXT,
                entity.finding.office,
                former=True,
                repeats=entity.mention.id,
            )
    return None


def _holder(
    scene: Scene, mention: Mention, tenure: Tenure, reason: str, confidence: float
) -> Finding:
    earlier = next(
        (
            entity
            for entity in scene.iter_before(mention, 400)
            if entity.mention.form != "pronoun"
            and entity.actor is not None
            and entity.actor.id == tenure.person.id
        ),
        None,
    )
    office: Office | None = tenure.office
    foremost = scene.directory.foremost(tenure.person.id, scene.on)
    if foremost is not None:
        office = foremost.office
    return Finding((tenure.person,), reason, confidence, office,
                   repeats=earlier.mention.id if earlier else None)  # fmt: skip


# --- states in the words


def _state_said(scene: Scene, mention: Mention, words: Phrase) -> str | None:
    """Return the state a description names: by adjective, owner, or "of …" after it."""
    code = _state_in(scene, words.written)
    if code is not None:
        return code
    owner = _owner(scene, mention, words)
    if owner is not None:
        states = {actor.state for actor in owner.finding.actors}
        return states.pop() if len(states) == 1 else None
    if words.owner:
        owned = plain(" ".join(words.owner))
        if re.fullmatch(r"(?:the |this )?(?:country|nation|island)", owned.lower()):
            taken = link_thing(scene, mention, ("state",))
            return taken.actors[0].state if taken.actors else None
        return _state_in(scene, tuple(owned.split()))
    after = re.match(
        r"\s+(?:of|from|in)\s+(?:the\s+)?((?:[A-Z][\w.]*\s*){1,3})", scene.after(mention)
    )
    return _state_in(scene, tuple(after.group(1).split()), first=True) if after else None


def _state_in(scene: Scene, words: tuple[str, ...], *, first: bool = False) -> str | None:
    """Return the state named last in the words (nearest to the noun), or the first."""
    stretches = iter_states(words, scene.directory.state_of)
    found = sorted(stretches, key=lambda stretch: stretch[0])
    if not found:
        return None
    return found[0][2] if first else found[-1][2]


_ENVOYS = word_set("ambassador envoy representative delegate")
_TO_THE_UN = re.compile(r"\s+to\s+the\s+(?:UN|U\.N\.|United Nations)\b")


def _without_states(scene: Scene, words: tuple[str, ...]) -> str:
    return without_states(words, scene.directory.nation_of)


# --- repeated and unnamed


def _repeated(scene: Scene, mention: Mention, words: Phrase) -> Finding | None:
    """Take up the nearest earlier description with the same noun: "officials", "the ministry"."""
    own_words = mention.span.text.lower()
    bare = words.bare and words.lower[0] not in _NOT_REPEATING
    if (bare and not mention.plural and not words.definite) or words.indefinite:
        return None
    if (mention.head in _RELATIONAL and not words.definite) or words.lower[0] in _OWNERS:
        return None
    for entity in scene.iter_before(mention, 300):
        other = entity.mention
        if other.form == "pronoun" or (other.head, other.plural) != (mention.head, mention.plural):
            continue
        if bare or other.span.text.lower() == own_words:
            return Finding(
                entity.finding.actors,
                f"takes up {other.span.text}",
                REPEATED if bare else UNNAMED,
                entity.finding.office,
                entity.finding.former,
                _first_of(scene, entity),
            )
    return None


_OWNERS = word_set("his her its their our my your")
_NOT_REPEATING = word_set(
    "a an some any other many several few his her its their our my your each every no most all"
)


def _first_of(scene: Scene, entity: Entity) -> str:
    """Return the fuller description a chain of repeats leads back to."""
    seen = 0
    while entity.finding.repeats in scene.by_mention and len(entity.mention.span.text.split()) == 1:
        entity = scene.by_mention[entity.finding.repeats]
        seen += 1
        if seen > 50:
            break
    return entity.mention.id


def _unnamed(scene: Scene, mention: Mention, words: Phrase) -> Finding:
    kind = _kind(mention)
    if kind == "state" or mention.head in _NUMBER:
        return _unnamed_states(scene, mention, words)
    code = None if mention.head in _RELATIONAL else _state_said(scene, mention, words)
    if code is None and mention.head in {"government", "administration", "ministry", "military"}:
        code = scene.main_state() if words.definite and words.bare else None
    if mention.head == "administration" and code is None and "USA" in scene.state_counts:
        # Newspapers call the government of the United States, and hardly any other, so.
        code = "USA" if words.bare else None
    codes: tuple[str | None, ...] = (code,) if code else ()
    if not codes and mention.head not in _RELATIONAL:
        codes = _complement_states(scene, mention)
    actors = tuple(Actor(None, _as_worded(mention), kind, each) for each in codes or (None,))
    confidence = UNNAMED if codes else UNNAMED_STATELESS
    return Finding(actors, "unnamed" if codes else "unnamed, state not said", confidence)


def unknown_speaker(mention: Mention) -> Finding:
    """Return the speaker whom no rule knows, by the words the text has for him."""
    kind = "person" if mention.hint == "person" else "group" if mention.plural else _kind(mention)
    actor = Actor(None, _as_worded(mention), kind, None)
    return Finding((actor,), "a speaker, known by these words only", UNKNOWN_SPEAKER)


# Who serves somebody is of his state; an ambassador "to" a state is not.
_SERVING = word_set("aide adviser advisor assistant deputy counselor counsellor confidant")
_SPEAKING = word_set("spokesman spokeswoman spokesperson representative lawyer attorney negotiator")
_PREPOSITIONS = {"of": None, "from": None, "in": None, "to": _SERVING, "for": _SPEAKING}
_COMPLEMENT = re.compile(
    r"\s+(of|from|in|to|for)\s+(?:the\s+)?(?:(?:Mr|Mrs|Ms|Dr)\.?\s+|[A-Z][\w-]+\s+){0,3}"
)


def _complement_states(scene: Scene, mention: Mention) -> tuple[str | None, ...]:
    """Return the states of those whom a description belongs to: "aides to the two leaders"."""
    other = scene.following(mention)
    if other is None or mention.span.end >= other.span.start:
        return ()
    joint = _COMPLEMENT.fullmatch(scene.between(mention, other))
    if joint is None:
        return ()
    serving = _PREPOSITIONS[joint[1]]
    if serving is not None and mention.head not in serving:
        return ()
    inner = next((m for m in scene.reading.mentions if m.span.start == other.span.start
                  and m.form == "pronoun"), None)  # fmt: skip
    if other.form == "name":
        found = link_name(scene, other)
    elif inner is not None and other.form == "description":
        # "vice presidents of their countries": the owner stands inside and is read later.
        found = link_pronoun(scene, inner)
    elif other.form == "description":
        found = link_description(scene, other)
    else:
        return ()
    return tuple(dict.fromkeys(actor.state for actor in found.actors if actor.state))


def _unnamed_states(scene: Scene, mention: Mention, words: Phrase) -> Finding:
    if not mention.plural and mention.head == "side":
        # "The Russian side" is Russia.
        side = scene.directory.state(_state_said(scene, mention, words))
        return Finding((side,), "the side's state", TAKEN_UP) if side else NOBODY
    if not mention.plural and words.lower[0] in _OWNERS:
        state = scene.directory.state(_state_said(scene, mention, words))
        return Finding((state,), "the owner's state", TAKEN_UP) if state else NOBODY
    if mention.plural and words.lower[0] in _OWNERS and mention.head in _COUNTRY:
        owner = _owner(scene, mention, words)
        codes = {actor.state: None for actor in owner.finding.actors} if owner else {}
        states = tuple(s for code in codes if (s := scene.directory.state(code)) is not None)
        if states:
            return Finding(states, "the owners' states", TAKEN_UP)
    if mention.plural:
        return Finding((Actor(None, _as_worded(mention), "group", None),), "unnamed",
                       UNNAMED_STATELESS)  # fmt: skip
    return NOBODY


def _as_worded(mention: Mention) -> str:
    """Return the description on one line, with a small article where a sentence began with it."""
    text = plain(mention.span.text)
    first, _, rest = text.partition(" ")
    determiner = first.lower() in {"the", "a", "an", "some", "many", "several", "most", "all"}
    return f"{first.lower()} {rest}" if determiner and rest else text


def _kind(mention: Mention) -> str:
    """Return the actor type that the head noun describes."""
    if mention.head in _COUNTRY | {"island", "capital", "side", "party"}:
        return "state"
    kind = load_role_nouns().get(mention.head)
    if mention.head in _RELATIONAL:
        return "group" if mention.plural else "state"
    if kind is None:
        return "person" if mention.hint == "person" else "group"
    return kind
