"""Tell who voted how, where and on which day.

In: `Scene`s with their `Vote`s. Out: `Step`s of kind vote.
Not here: the roll calls of the General Assembly (`reference`), reading votes (`extract.votes`).

A report names body and day once and then understands them; here they are put back.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from legation.assess.thirdparties.scene import Scene, Stretch
from legation.assess.thirdparties.steps import Step, speakers_of
from legation.records import Actor, Vote, edtf

_BALLOT = re.compile(
    r"\b(?:vot(?:e|es|ed|ing)|abstain\w*|abstention\w*|veto\w*|resolution|ballot)\b", re.IGNORECASE
)
# A choice told as known: "India, which abstained when …", "whose country abstained".
_KNOWN = re.compile(r"\b(?:which|who|whose|had|has|have)\b", re.IGNORECASE)
_BODY_ID = re.compile(
    r"legation:(?:un-general-assembly|un-security-council|un-human-rights-council|"
    r"european-parliament)"
)
# Votes of parliaments are no votes of governments.
_PARLIAMENTS = frozenset(
    {
        *("House of Representatives", "Senate", "Congress", "Bundestag", "State Duma"),
        *("House of Commons", "parliament", "European Parliament"),
    }
)
# A body named more characters before than this is another matter by now.
_REACH = 1_500
WINDOW_DAYS = 62
"""A vote told without its day is one known from earlier reports of so many days."""


@dataclass(frozen=True, slots=True)
class _Cast:
    vote: Vote
    scene: Scene
    governments: tuple[Actor, ...]
    body: str | None
    day: date | None
    on: str | None
    open: bool
    """Told as known, without its day."""


def ballot_steps(scenes: Iterable[Scene]) -> tuple[Step, ...]:
    """Return who voted how, from the first reports of each origin, in the order given.

    A choice whose day no words tell takes that of the vote before it in its report; one told as
    known ("India, which abstained") that of the same government's same choice in an earlier
    report; else that of the report's first paragraph where it tells of a vote. `absent` stays
    `absent`.
    """
    known: list[Step] = []
    for scene in scenes:
        for cast in _casts(scene):
            for one in cast.governments:
                if one.id in scene.parties:
                    continue
                step = _step(cast, one)
                known.append(_placed(step, known) if cast.open else step)
    return tuple(_one_choice(known))


def _casts(scene: Scene) -> list[_Cast]:
    found: list[_Cast] = []
    body: str | None = None
    before: date | None = None
    for vote in sorted(scene.reading.votes, key=lambda one: one.span.start):
        paragraph = scene.paragraph_at(vote.span.start)
        words = scene.text[paragraph.start : paragraph.end]
        if not _BALLOT.search(words) or vote.body in _PARLIAMENTS:
            continue
        if found and vote.span.start - found[-1].vote.span.end > _REACH:
            body, before = None, None
        is_body = next((one for one in scene.ids(vote.actor) if _BODY_ID.fullmatch(one)), None)
        if is_body is not None:
            # The Assembly voted: where the others cast theirs, whatever the motion names.
            body = _body_name(scene, vote)
        else:
            body = vote.body or body or _body_before(scene, vote)
        day = _own_day(scene, vote)
        whole = vote.on is None or edtf.is_day(vote.on)
        sentence = scene.sentence_at(vote.span.start)
        is_open = (
            whole
            and day is None
            and before is None
            and _KNOWN.search(scene.text[sentence.start : vote.span.end]) is not None
        )
        if whole and day is None:
            day = before or (None if is_open else scene.lead_day(_BALLOT))
        if day is not None and whole:
            before = day
        around = Stretch(max(0, vote.span.start - _REACH), max(paragraph.end, vote.span.end))
        about_it = scene.names_a_party(around)
        counts = is_body is None and body is not None and about_it
        governments = scene.governments(vote.actor) if counts else ()
        on = vote.on if not whole else None if day is None else day.isoformat()
        found.append(_Cast(vote, scene, governments, body, day, on, is_open))
    return found


def _own_day(scene: Scene, vote: Vote) -> date | None:
    """Return the day told with a vote: its own, one after it in its sentence, or close before."""
    if vote.on is not None:
        return date.fromisoformat(vote.on[:10]) if edtf.is_day(vote.on) else None
    return scene.day_after(vote.span.end) or scene.day_between(vote.span.start - 25, vote.span.end)


def _body_name(scene: Scene, vote: Vote) -> str | None:
    return next((one.name for one in scene.actors(vote.actor)), None)


def _body_before(scene: Scene, vote: Vote) -> str | None:
    """Return the body named last before a vote, not too far."""
    name = None
    for one in scene.within(Stretch(max(0, vote.span.start - _REACH), vote.span.end)):
        for actor in scene.actors(one.id):
            if actor.id is not None and _BODY_ID.fullmatch(actor.id):
                name = actor.name
    return name


def _step(cast: _Cast, government: Actor) -> Step:
    scene, vote = cast.scene, cast.vote
    claim = next((one for one in scene.reading.claims if one.id == vote.claim), None)
    published = scene.document.published_on
    return Step(
        government,
        "vote",
        None,
        cast.body,
        vote.choice,
        cast.on or (None if published is None else f"../{published}"),
        (),
        vote.id,
        vote.claim,
        () if claim is None else speakers_of(scene, claim),
        vote.span,
        published,
        scene.document.origin or scene.document.id,
        vote.confidence,
    )


def _placed(step: Step, known: list[Step]) -> Step:
    """Return a vote that is told as known with body and day of the earlier report of it."""
    reported = edtf.bounds(step.on)[1] if step.on is not None else None
    for one in reversed(known):
        same = one.government == step.government and one.status == step.status
        if not same or one.on is None or not edtf.is_day(one.on) or reported is None:
            continue
        days = (reported - date.fromisoformat(one.on[:10])).days
        if 0 <= days <= WINDOW_DAYS:
            return replace(step, on=one.on, body=one.body)
    return step


def _one_choice(steps: list[Step]) -> list[Step]:
    """Drop the no of who vetoed, and months for which the day is known from another report."""
    vetoes = {(one.government, one.on) for one in steps if one.status == "veto"}
    days = [one for one in steps if one.on is not None and edtf.is_day(one.on)]
    kept = []
    for one in steps:
        if one.status == "no" and (one.government, one.on) in vetoes:
            continue
        if one.on is not None and not edtf.is_day(one.on) and ".." not in one.on:
            meets = [
                each
                for each in days
                if each.government == one.government
                and each.status == one.status
                and edtf.may_meet(each.on or "", one.on)
            ]
            if meets:
                kept.append(replace(one, on=meets[-1].on, body=meets[-1].body))
                continue
        kept.append(one)
    return kept
