"""Find what governments outside a conflict did and said, among coded events.

In: a `Scene`, the texts given together in it. Out: `Step`s of sanctions, aid and statements.
Not here: what no event holds (`phrases`), votes (`ballots`).

An event of one member of a list is one of all: "Japan and Australia".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from legation.assess.thirdparties.mediation import is_mediation
from legation.assess.thirdparties.scene import Scene, Stretch
from legation.assess.thirdparties.steps import (
    JOINED,
    MEASURE,
    REFUSES,
    Kind,
    Step,
    beside,
    by_day,
    companions,
    make_step,
    near_day,
    speakers_of,
)
from legation.records import Actor, Event, MentionId, edtf

_KIND_OF: dict[str, Kind] = {"SANCTION": "sanctions", "AID": "aid", "ACCUSE": "statement"}
_STATUS_OF = {
    "happened": JOINED,
    "ongoing": JOINED,
    "planned": "planned",
    "possible": "possible",
    "hypothetical": "hypothetical",
    "denied": "not joined",
}
_CUT_OFF = re.compile(
    r"\b(?:suspend|expel|forb[ia]d|bann?|bar(?:s|red)\b|cut(?:s|ting)? off|revok|blacklist|strip|"
    r"withdr|seiz|halt|limit|boycott|shut)",
    re.IGNORECASE,
)
_TEXT_GIVEN = re.compile(
    r"\b(?:statement|text|declaration|communiqu[eé]|document|readout)s?\b", re.IGNORECASE
)
# "condemned the attack on Ukraine" is meant for the other side.
_ASSAULT = re.compile(
    r"\b(?:attack|invasion|aggression|assault|war|strike|annexation|occupation|bombing|shelling)"
    r"\w*\s+(?:on|of|against|in|upon)\s+(?:the\s+)?$",
    re.IGNORECASE,
)

_NOT = re.compile(r"\b(?:ha[sd]|have|is|are|was|were|do|does|did)(?: not|n[’']t)\b", re.IGNORECASE)
_BLAMES = re.compile(
    r"\b(?:condemn|denounc|deplor|blam|accus|critici|rebuk|protest|slam|decr[iy]|censur)",
    re.IGNORECASE,
)
# So many characters after its trigger an event may name what is condemned.
_NEAR = 60
# What stands before whom a measure or help is meant for.
_ON = re.compile(r"\b(?:on|against|from|with|among them)\s+(?:[\w.,-]+\s+){0,4}$", re.IGNORECASE)
_FOR = re.compile(r"\b(?:to|for)\s+(?:the\s+)?$", re.IGNORECASE)
_RECEIVING = {"sanctions": _ON, "statement": _ON, "aid": _FOR}

Joint = Sequence[tuple[Stretch, tuple[Actor, ...]]]
"""Sentences in which governments say or do something together, and which."""


def event_steps(scene: Scene, event: Event, joint: Joint) -> Iterator[Step]:
    """Yield the steps of one event, one for each government that acts in it."""
    kind = _KIND_OF.get(event.type)
    if kind is None:
        return
    toward = _toward(scene, event, kind)
    if toward is None or (kind == "sanctions" and not _tells_a_measure(scene, event)):
        return
    if kind == "aid" and _mediates(scene, event):
        return
    recipients = {one for each in event.recipients for one in scene.governments(each)}
    doing = [
        one
        for each in event.actors
        for one in _doers(scene, each, event.span.start, joint)
        if one not in recipients and one.id != toward
    ]
    if kind != "statement" and doing:
        doing += [one for one in companions(scene, event.span) if one not in recipients]
    status = "not joined" if _is_negated(scene, event) else _STATUS_OF[event.status]
    if status == "not joined" and _is_refused(scene, event):
        status = "declined"
    on = _event_day(scene, event)
    if kind == "statement":
        if _told_by_a_party(scene, event):
            return
        signed = _signed_before(scene, event, joint)
        on = signed if signed is not None and event.on is None else on
    for one in dict.fromkeys(doing):
        yield make_step(scene, one, kind, toward, (status, on), event.span, event)


def _is_negated(scene: Scene, event: Event) -> bool:
    """Tell whether "has not" stands between who acts and the act, whatever the event says."""
    ends = [
        one.span.end
        for each in event.actors
        if (one := scene.mention(each)) is not None and one.span.end <= event.trigger.start
    ]
    return bool(ends) and _NOT.search(scene.text[max(ends) : event.trigger.start]) is not None


def _is_refused(scene: Scene, event: Event) -> bool:
    """Tell whether words before the act refuse it; "has not" and "denies" do not."""
    sentence = scene.sentence_at(event.trigger.start)
    return REFUSES.search(scene.text, sentence.start, event.trigger.end) is not None


def _mediates(scene: Scene, event: Event) -> bool:
    start = min(event.span.start, event.trigger.start)
    return is_mediation(scene.text, start, scene.sentence_at(event.trigger.start).end)


def _tells_a_measure(scene: Scene, event: Event) -> bool:
    """Tell whether the words of an event name a measure; its type alone may be a slip."""
    sentence = scene.sentence_at(event.trigger.start)
    return (
        _CUT_OFF.search(event.trigger.text) is not None
        or MEASURE.search(scene.text, sentence.start, sentence.end) is not None
    )


def _told_by_a_party(scene: Scene, event: Event) -> bool:
    """Tell whether only a party of the conflict says that somebody else accused."""
    claim = next((one for one in scene.reading.claims if one.id == event.claim), None)
    if claim is None:
        return False
    speaking = {one.state or one.id for one in speakers_of(scene, claim)}
    return bool(speaking) and speaking <= scene.parties


def _signed_before(scene: Scene, event: Event, joint: Joint) -> str | None:
    """Return the day of the joint text that "the statement" takes up; None for other actors."""
    words = [one for each in event.actors if (one := scene.mention(each)) is not None]
    if not any(_TEXT_GIVEN.search(one.span.text) for one in words):
        return None
    before = [sentence for sentence, _ in joint if sentence.start <= event.span.start]
    if not before:
        return None
    start = scene.span(before[-1]).start
    return by_day(scene, scene.day_after(start) or scene.day_before(start, 0))


def _doers(scene: Scene, mention: str, start: int, joint: Joint) -> tuple[Actor, ...]:
    """Return who acts: the list a mention stands in, or who signed "the statement"."""
    if governments := scene.governments(mention):
        listed = scene.listed_with(mention)
        return listed if set(governments) <= set(listed) else governments
    words = scene.mention(mention)
    if words is None or _TEXT_GIVEN.search(words.span.text) is None:
        return ()
    before = [governments for sentence, governments in joint if sentence.start <= start]
    return before[-1] if before else ()


def _toward(scene: Scene, event: Event, kind: Kind) -> str | None:
    """Return the party that an event is meant for; None where it is meant for nobody told.

    One named as recipient; else one whom the sentence gives in its place: "sanctions on …", "aid
    for …", "Russian banks". A question tells nothing.
    """
    sentence = scene.sentence_at(event.trigger.start)
    if scene.is_question(sentence):
        return None
    if kind == "statement":
        if not _BLAMES.search(event.trigger.text):
            return None
        if (assaulted := _assaulted(scene, event, sentence)) is not None:
            others = scene.parties - {assaulted}
            return next(iter(others)) if len(others) == 1 else None
        if event.recipients and not scene.ids(event.recipients[0]) & scene.parties:
            return None
    return _receiver(scene, event, sentence, kind)


def _receiver(scene: Scene, event: Event, sentence: Stretch, kind: Kind) -> str | None:
    """Return the party that an event's recipients, else its sentence, name."""
    beside = _receiver_in(scene, event, sentence, kind)
    if beside is None and not event.recipients and event.status not in {"happened", "ongoing"}:
        # "Moscow denies asking for it and Beijing says it is not providing any."
        near = {
            next(iter(here))
            for one in scene.within(sentence)
            if one.form != "pronoun"
            and one.id not in event.actors
            and len(here := scene.ids(one.id) & scene.parties) == 1
        }
        return next(iter(near)) if len(near) == 1 else None
    named = [one for one in event.recipients if _is_named(scene, one)]
    if event.recipients and not named and beside is not None:
        return beside  # whom "them" takes up is a guess; a name beside it is none
    told = frozenset(one for each in named or event.recipients for one in scene.ids(each))
    meant = told & scene.parties
    if meant:
        return next(iter(meant)) if len(meant) == 1 else beside
    # Somebody else is named as the one it is meant for.
    elsewhere = any(len(one) == 3 or one.startswith("Q") for one in told)
    return None if elsewhere else beside


def _is_named(scene: Scene, identity: MentionId) -> bool:
    one = scene.mention(identity)
    return one is not None and one.form != "pronoun"


def _assaulted(scene: Scene, event: Event, sentence: Stretch) -> str | None:
    """Return the party attacked in what is condemned: "condemning the attack on Ukraine"."""
    for one in scene.within(Stretch(event.trigger.end, sentence.end)):
        named = scene.ids(one.id) & scene.parties
        before = scene.text[event.trigger.end : one.span.start]
        if len(named) == 1 and len(before) < _NEAR and _ASSAULT.search(before):
            return next(iter(named))
    return None


def _receiver_in(scene: Scene, event: Event, sentence: Stretch, kind: Kind) -> str | None:
    places = _RECEIVING[kind]
    found = []
    apart = beside(scene, sentence)
    for one in scene.within(sentence):
        named = scene.ids(one.id) & scene.parties
        if len(named) != 1 or one.form == "pronoun":
            continue
        if apart is not None and apart.start <= one.span.start < apart.end:
            continue
        is_meant = places.search(scene.text[sentence.start : one.span.start]) is not None
        if is_meant or (kind != "aid" and one.hint == "nationality"):
            found.append((abs(one.span.start - event.trigger.start), next(iter(named))))
    return min(found)[1] if found else None


def _event_day(scene: Scene, event: Event) -> str | None:
    """Return the day of an event: its own, else one named near it, else by publication."""
    if event.on is not None:
        first, _ = edtf.bounds(event.on)
        late = scene.published is not None and first is not None and first > scene.published
        if not late:
            return event.on
        return event.on if event.status not in {"happened", "ongoing"} else by_day(scene, None)
    sentence = scene.sentence_at(event.trigger.start)
    return near_day(scene, event.trigger.start, sentence)
