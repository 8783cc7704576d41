"""One step of one government: what one report tells that it joined, said or would not do.

In: a `Scene` and a place in it. Out: `Step`, the day and the list that a passage tells.
Not here: finding steps (`deeds`, `phrases`, `ballots`), putting them together (`joining`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Literal

from legation.assess.thirdparties.scene import Scene, Stretch
from legation.records import Actor, Claim, Event, RecordId, Span

Kind = Literal["sanctions", "aid", "statement", "joint", "vote"]
KINDS: tuple[Kind, ...] = ("sanctions", "aid", "statement", "joint", "vote")
JOINED = "joined"
STATUSES = (JOINED, "prepared", "planned", "possible", "hypothetical", "declined", "not joined")
"""Only `joined` is done; who `prepared` helped to draw a measure up; who `declined` refused or
would not; `not joined` is told as not done, with no word that anybody refused."""
UNJOINED = frozenset({"declined", "not joined"})
"""Statuses that tell that a government is not in a measure."""

# Words that name a measure, whatever the verb.
MEASURE = re.compile(
    r"\b(?:sanction\w*|embargo\w*|asset freez\w+|froze\w*|freez\w+|SWIFT|price cap|"
    r"(?:export|import|trade|travel|flight|oil|gas|investment)s?\s+(?:ban|limit|control|curb)\w*|"
    r"ban(?:s|ned|ning)? (?:on|imports|exports)|restrict\w+|penalt(?:y|ies)|"
    r"(?:punitive|economic|restrictive) measures)",
    re.IGNORECASE,
)
HELP = re.compile(r"\b(?:aid|help|assistance|relief)\b", re.IGNORECASE)
"""Words that name help."""
# What makes of a thing not done one refused.
REFUSES = re.compile(
    r"\b(?:refus\w+|declin\w+|reject\w+|rul(?:e|es|ed|ing) out|never|will not|would not|won[’']t|"
    r"wouldn[’']t|shall not|no intention)\b",
    re.IGNORECASE,
)
_TOGETHER = re.compile(
    r"\b(?:together with|along with|alongside|joined by|in step with|in concert with)\s+"
    r"(?:the\s+)?",
    re.IGNORECASE,
)
# Between two companions: "Germany, France, Britain and the European Union".
_STILL_LISTED = re.compile(
    r"[’']?s?[\s,;]*(?:and\s+|as well as\s+)?(?:the\s+)?(?:[A-Z][\w.-]*\s+){0,4}"
)
_PERFECT = re.compile(r"\b(?:ha(?:s|d|ve)|having)\b(?:\s+\w+){0,3}\s*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Step:
    """One government and one thing that one report tells of it."""

    government: Actor
    kind: Kind
    toward: str | None
    """The id of the party that it is meant for; None for a joint text and a vote."""
    body: str | None
    """Where a vote was cast; None otherwise, and where no report says it."""
    status: str
    """One of `STATUSES`; of a vote the choice: `yes no abstain absent veto`."""
    on: str | None
    """EDTF; `../2022-03-03`: by that day, the report does not tell when."""
    means: tuple[str, ...]
    record: RecordId | None
    """The event or vote; None where a turn of phrase tells it that no event holds."""
    claim: RecordId | None
    speakers: tuple[Actor, ...]
    """Who says so; empty where the report says it itself."""
    span: Span
    reported_on: str | None
    origin: str
    confidence: float | None
    """Of the event or vote; None for a turn of phrase."""


def make_step(
    scene: Scene,
    government: Actor,
    kind: Kind,
    toward: str | None,
    told: tuple[str, str | None],
    span: Span,
    event: Event | None = None,
) -> Step:
    """Return a step; `told` is its status and its day.

    Of a turn of phrase the claim is the innermost one in whose content it stands.
    """
    claim = _claim_of(scene, span, event)
    return Step(
        government,
        kind,
        toward,
        None,
        *told,
        () if event is None else event.means,
        None if event is None else event.id,
        None if claim is None else claim.id,
        () if claim is None else speakers_of(scene, claim),
        span,
        scene.document.published_on,
        scene.document.origin or scene.document.id,
        None if event is None else event.confidence,
    )


def _claim_of(scene: Scene, span: Span, event: Event | None) -> Claim | None:
    claims = scene.reading.claims
    if event is not None:
        return next((one for one in claims if one.id == event.claim), None)
    inside = [
        (part.end - part.start, number)
        for number, one in enumerate(claims)
        for part in one.content
        if span.start <= part.start and part.end <= span.end
    ]
    return claims[max(inside)[1]] if inside else None


def speakers_of(scene: Scene, claim: Claim) -> tuple[Actor, ...]:
    """Return who makes a claim, each once."""
    return tuple(dict.fromkeys(actor for one in claim.speakers for actor in scene.actors(one)))


def companions(scene: Scene, span: Span) -> tuple[Actor, ...]:
    """Return the governments after "together with" in the sentence of a span."""
    sentence = scene.sentence_at(span.start)
    match = _TOGETHER.search(scene.text, span.start, sentence.end)
    return () if match is None else _list_at(scene, match.end(), sentence)


def beside(scene: Scene, sentence: Stretch) -> Stretch | None:
    """Return the stretch of those "together with" whom somebody acts; None where nobody is.

    Companions do it too: it is not done to them.
    """
    match = _TOGETHER.search(scene.text, sentence.start, sentence.end)
    if match is None:
        return None
    end = match.end()
    if not _list_at(scene, end, sentence):
        return None
    for one in scene.within(Stretch(match.end(), sentence.end)):
        if not _STILL_LISTED.fullmatch(scene.text[end : one.span.start]):
            break
        end = max(end, one.span.end)
    return Stretch(match.start(), end)


def _list_at(scene: Scene, start: int, sentence: Stretch) -> tuple[Actor, ...]:
    """Return the list of governments that begins within a few characters of `start`."""
    for one in scene.within(Stretch(start, sentence.end)):
        if one.span.start - start > 25:
            return ()
        if scene.governments(one.id):
            return scene.listed_with(one.id)
    return ()


def near_day(scene: Scene, start: int, sentence: Stretch) -> str | None:
    """Return the day that a passage names for the word at `start`.

    In its sentence, else before it in its paragraph. A perfect tense ("have imposed") tells that
    it is done, not when: by the day of publication.
    """
    if _PERFECT.search(scene.text[sentence.start : start]):
        return by_day(scene, None)
    day = scene.day_after(start) or scene.day_before(start, sentence.start)
    if day is None:
        day = scene.day_before(start, scene.paragraph_at(start).start)
    return by_day(scene, day)


def by_day(scene: Scene, day: date | None) -> str | None:
    """Return a day as EDTF; without one, by the day of publication."""
    if day is not None:
        return day.isoformat()
    return None if scene.published is None else f"../{scene.published.isoformat()}"
