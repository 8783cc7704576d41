"""Say whom a description stands for: an office holder, somebody named before, or the unnamed.

In: a description ("the Chinese foreign minister", "US officials", "the two leaders", "his Chinese
counterpart") and the `Scene`. Out: a `Finding`.
Not here: names (`candidates`), pronouns (`coreference`).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from legation.records import Actor, Mention
from legation.resolve.belonging import owner_of, state_said, title_of
from legation.resolve.candidates import link_name
from legation.resolve.coreference import link_pronoun
from legation.resolve.described import link_described
from legation.resolve.epithets import TAKEN_UP, link_epithet
from legation.resolve.groups import NUMBER, link_group
from legation.resolve.kinds import COUNTRY, RELATIONAL, kind_of
from legation.resolve.officeholders import holder_of, link_office, linked_holder
from legation.resolve.pointing import link_latter
from legation.resolve.relations import link_relation
from legation.resolve.scene import NOBODY, Entity, Finding, Scene
from legation.resolve.wording import Phrase, phrase, plain, word_set

REPEATED, APPOSED = 0.75, 0.85
UNNAMED, UNNAMED_STATELESS = 0.85, 0.7
UNKNOWN_SPEAKER, GARBLED, SENDER, ADDRESSED = 0.4, 0.75, 0.85, 0.9


def link_description(scene: Scene, mention: Mention) -> Finding:
    """Return whom a description stands for; the unnamed get an actor without an id."""
    words = phrase(plain(mention.span.text))
    latter = link_latter(scene, mention)
    if latter is not None:
        return latter
    rules: tuple[Callable[[Scene, Mention, Phrase], Finding | None], ...] = (
        link_group, _apposed, link_relation, link_epithet, link_office, _repeated, link_described,
    )  # fmt: skip
    career = _of_a_career(scene, mention)
    if career is not None:
        return career
    if re.match(r"\s+of\s+(?:the\s+)?[A-Z]", scene.after(mention)):
        # "The President of the United States": whose office it is stands there.
        rules = (link_office, *rules)
    for rule in rules:
        found = rule(scene, mention, words)
        if found is not None and found.actors:
            return found
    return (
        _of_garbled_name(scene, mention, words)
        or _before_far_name(scene, mention)
        or _sender(scene, mention, words)
        or _addressed(scene, mention)
        or _unnamed(scene, mention, words)
    )


# "He served as Spokesman", "before that, Pyatt was U.S. Ambassador": what somebody was then.
_AS_WHAT = re.compile(
    r"\b(?:(?:serv(?:es?|ed|ing)|work(?:s|ed|ing)|retired|appointed|nominated|nominee|tours?|stint|"
    r"time|role|career)\s+(?:\w+\s+)?as|previously|formerly|had been|has been|he was|she was)\s+"
    r"(?:the\s+|a\s+|an\s+)?$",
    re.IGNORECASE,
)
_WAS_WHAT = re.compile(
    r"\b(?:before that|prior to (?:that|this)|earlier|previously)\b[^.;]*\bwas\s+$", re.IGNORECASE
)


def _of_a_career(scene: Scene, mention: Mention) -> Finding | None:
    """Link an office that somebody is said to have held to him, not to who holds it now."""
    before = scene.before(mention, 80)
    if kind_of(mention) != "person" or not (_AS_WHAT.search(before) or _WAS_WHAT.search(before)):
        return None
    for entity in scene.iter_before(mention, 30):
        actor = entity.actor
        if mention.sentence - entity.mention.sentence > 1:
            break
        if actor is not None and actor.type == "person" and entity.mention.subject:
            return Finding(
                (actor,), f"what {entity.mention.span.text} was", APPOSED,
                repeats=_first_of(scene, entity),
            )  # fmt: skip
    return None


# "Head [of the Federal Taxation Service] Daniil Yegorov".
_OF_BODY = re.compile(
    r"\s+of\s+(?:the\s+)?[A-Z][\w'’&.-]*(?:\s+(?:of|and|for|the|on|in|[A-Z][\w'’&.-]*)){0,8}"
    r"(?:\s+\([A-Z]{2,8}\))?\s+"
)
_NAME_AHEAD = 3


def _before_far_name(scene: Scene, mention: Mention) -> Finding | None:
    """Link a title to the person whose name follows the body that he heads."""
    if mention.plural or kind_of(mention) != "person":
        return None
    ahead: Mention | None = mention
    for _ in range(_NAME_AHEAD):
        ahead = scene.following(ahead or mention)
        if ahead is None:
            return None
        whole = ahead.form == "name" and ahead.hint != "organisation" and " " in ahead.span.text
        if not whole or not _OF_BODY.fullmatch(scene.between(mention, ahead)):
            continue
        found = link_name(scene, ahead)
        if len(found.actors) == 1 and found.actors[0].type == "person":
            return replace(
                found, reason=f"said of {ahead.span.text}", confidence=APPOSED, repeats=None
            )
    return None


_VOCATIVE = re.compile(
    r"(?:.*\s)?(?:Mr|Madam|Mrs|Ms)\.?\s+(?P<title>President|Prime Minister|Chancellor)"
)


def _addressed(scene: Scene, mention: Mention) -> Finding | None:
    """Link "Mr President" in what a seat of power publishes: its own, unless he himself speaks."""
    said = _VOCATIVE.fullmatch(plain(mention.span.text))
    if said is None or scene.home is None:
        return None
    own = holder_of(scene, said["title"].lower(), scene.home)
    speaker = scene.speaker_of_passage(mention)
    speaking = {actor.id for actor in speaker.actors} if speaker is not None else set()
    if own is None or own.person.id in speaking:
        return None
    return linked_holder(scene, mention, own, "who is addressed", ADDRESSED)


_LETTERS = word_set("message letter telegram greeting cable note")


def _sender(scene: Scene, mention: Mention, words: Phrase) -> Finding | None:
    """Link "the message", where it says something, to who sent it."""
    says = any(mention.id in claim.speakers for claim in scene.reading.claims)
    if mention.head not in _LETTERS or not words.definite or not says:
        return None
    for entity in scene.iter_before(mention, 30):
        actor = entity.actor
        if actor is not None and actor.type == "person" and entity.mention.subject:
            return Finding(
                (actor,), f"sent by {entity.mention.span.text}", SENDER,
                entity.finding.office, repeats=_first_of(scene, entity),
            )  # fmt: skip
    return None


def _of_garbled_name(scene: Scene, mention: Mention, words: Phrase) -> Finding | None:
    """Link "the Collective Treaty of Security" to the body whose words stand in disorder."""
    named = [word for word in words.written if word[0].isupper()]
    after = re.match(r"\s+of\s+(?:the\s+)?([A-Z]\w+(?:\s+[A-Z]\w+)?)", scene.after(mention))
    tail = after[1].split() if after is not None else []
    if len(named) < len(words.written) or not named:
        return None
    actor = scene.directory.organisation_of_words([*named, *tail])
    return Finding((actor,), f"garbled: {actor.name}", GARBLED) if actor is not None else None


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
    if name is None or name.form != "name" or mention.plural or kind_of(mention) != "person":
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
    kind = kind_of(mention)
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


# --- repeated and unnamed


def _repeated(scene: Scene, mention: Mention, words: Phrase) -> Finding | None:
    """Take up the nearest earlier description with the same noun: "officials", "the ministry"."""
    own_words = mention.span.text.lower()
    bare = words.bare and words.lower[0] not in _NOT_REPEATING
    if (bare and not mention.plural and not words.definite) or words.indefinite:
        return None
    if (mention.head in RELATIONAL and not words.definite) or words.lower[0] in _OWNERS:
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
    kind = kind_of(mention)
    if kind == "state" or mention.head in NUMBER:
        return _unnamed_states(scene, mention, words)
    code = None if mention.head in RELATIONAL else state_said(scene, mention, words)
    if code is None and mention.head in {"government", "administration", "ministry", "military"}:
        code = scene.main_state() if words.definite and words.bare else None
    if code is None and not codes_of_others(scene, mention) and scene.home is not None:
        # A government's own release: its officials, its agencies, "the administration".
        code = scene.home if _is_of_home(mention, words) else None
    if mention.head == "administration" and code is None and "USA" in scene.state_counts:
        # Newspapers call the government of the United States, and hardly any other, so.
        code = "USA" if words.bare else None
    codes: tuple[str | None, ...] = (code,) if code else ()
    if not codes and mention.head not in RELATIONAL:
        codes = _complement_states(scene, mention)
    listed = _listed_body(scene, mention, words, codes[0]) if len(codes) == 1 else None
    if listed is not None:
        return Finding((listed,), "the state's body of that name", UNNAMED)
    whole = scene.directory.state(codes[0]) if len(codes) == 1 and codes[0] is not None else None
    if whole is not None and _is_government(mention, words):
        return Finding((whole,), "the state's government", UNNAMED)
    actors = tuple(Actor(None, _as_worded(mention), kind, each) for each in codes or (None,))
    confidence = UNNAMED if codes else UNNAMED_STATELESS
    return Finding(actors, "unnamed" if codes else "unnamed, state not said", confidence)


# A government stands for its state; one that is past, to come, local or another's does not.
_GOVERNMENT = word_set("government administration")
_NOT_THE_GOVERNMENT = word_set(
    "former previous last next new future local state provincial regional city municipal county "
    "transitional interim provisional military puppet shadow exile coalition unity caretaker"
)


def _is_government(mention: Mention, words: Phrase) -> bool:
    """Tell whether the words mean the government of a state as a whole."""
    return (
        mention.head in _GOVERNMENT
        and not mention.plural
        and not words.indefinite
        and not _NOT_THE_GOVERNMENT & set(words.lower)
    )


_OF_HOME = word_set(
    "official officials administration government agency agencies department departments cabinet "
    "spokesman spokeswoman spokesperson military"
)
_OF_OTHERS = word_set("foreign other another any some no every each their his her its your")


def _is_of_home(mention: Mention, words: Phrase) -> bool:
    """Tell whether a government's own release means its own people by these words."""
    return mention.head in _OF_HOME and not _OF_OTHERS & set(words.lower)


def codes_of_others(scene: Scene, mention: Mention) -> tuple[str | None, ...]:
    """Return the states that the words after a description say it belongs to."""
    return () if mention.head in RELATIONAL else _complement_states(scene, mention)


# Bodies that a state has one of.
_BODIES = word_set("ministry parliament department")


def _listed_body(scene: Scene, mention: Mention, words: Phrase, code: str | None) -> Actor | None:
    """Return the ministry or parliament of a state that the shelf has under the words."""
    state = scene.directory.state(code)
    if state is None or mention.head not in _BODIES or mention.plural or words.indefinite:
        return None
    title = title_of(scene, words.written)
    bare = title == mention.head
    if bare and mention.head != "parliament":
        return None
    names = scene.directory.find(f"{state.name} {title}".title())
    fitting = (n.actor for n in names if n.actor.type == "body" and n.actor.state == code)
    return next(fitting, None)


def unknown_speaker(mention: Mention) -> Finding:
    """Return the speaker whom no rule knows, by the words the text has for him."""
    kind = "person" if mention.hint == "person" else "group" if mention.plural else kind_of(mention)
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
        # "The Russian side" is Russia; that of a town is a place.
        place = re.match(r"\s+of\s+(?:the\s+)?[A-Z]", scene.after(mention))
        if place is not None:
            code = state_said(scene, mention, words)
            return Finding((Actor(None, _as_worded(mention), "place", code),), "a side of a place",
                           TAKEN_UP)  # fmt: skip
        side = scene.directory.state(state_said(scene, mention, words))
        return Finding((side,), "the side's state", TAKEN_UP) if side else NOBODY
    if not mention.plural and words.lower[0] in _OWNERS:
        if mention.head in RELATIONAL:
            return NOBODY  # "its neighbour" is not itself
        state = scene.directory.state(state_said(scene, mention, words))
        return Finding((state,), "the owner's state", TAKEN_UP) if state else NOBODY
    if mention.plural and words.lower[0] in _OWNERS and mention.head in COUNTRY:
        owner = owner_of(scene, mention, words)
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
