"""Read signals from what is done, planned and denied.

In: a `Text` with its events. Out: `Sign`s of kind `deed`.
Not here: joined incidents (`resolve.incidents`), words that lean (`wordsigns`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date

from legation.assess.positions.doers import doing_in, is_told_of_both
from legation.assess.positions.leanings import WITHHELD
from legation.assess.positions.sides import Text
from legation.assess.positions.signs import Claims, Sign, published_day, sign_day
from legation.assess.thirdparties.mediation import is_mediation
from legation.records import Claim, Event
from legation.reference.codebook import load_types

# Direction and weight by PLOVER type, for what a deed tells of the doer's stance toward the other.
# That is not its intensity: an accusation is mild as a deed and plain as a stance. REQUEST leans
# nowhere (who asks for help leans on, who demands against: claims tell them apart), and PROTEST is
# people's, not their government's.
_TOWARD = {
    "AGREE": (0.4, 0.4),
    "CONSULT": (0.2, 0.25),
    "SUPPORT": (0.7, 0.7),
    "CONCEDE": (0.4, 0.5),
    "COOPERATE": (0.6, 0.6),
    "AID": (0.8, 0.8),
    "RETREAT": (0.4, 0.6),
    "ACCUSE": (-0.5, 0.6),
    "REJECT": (-0.4, 0.6),
    "THREATEN": (-0.7, 0.7),
    "SANCTION": (-0.7, 0.8),
    "MOBILIZE": (-0.5, 0.6),
    "COERCE": (-0.8, 0.8),
    "ASSAULT": (-1.0, 1.0),
}
# The same toward a proposition that the event's words name: who does it is for it.
_TOWARD_WORDS = {
    **dict.fromkeys(("AID", "COOPERATE", "SANCTION", "COERCE", "MOBILIZE"), (0.8, 0.8)),
    "SUPPORT": (0.8, 0.7),
    "AGREE": (0.6, 0.6),
    "THREATEN": (0.5, 0.5),
    "REQUEST": (0.5, 0.5),
    "REJECT": (-0.8, 0.8),
    "ACCUSE": (-0.6, 0.6),
    "RETREAT": (-0.6, 0.6),
}
# How much of a deed is left when it is not done. What is only supposed ("if Beijing helped") tells
# nothing of whether anybody means to do it.
_STATUS = {
    "happened": 1.0,
    "ongoing": 1.0,
    "planned": 0.5,
    "possible": 0.2,
    "hypothetical": 0.0,
    "denied": WITHHELD,
    # What somebody else does not expect is a view, and no denial: as weak as a possible deed.
    "held unlikely": 0.2 * WITHHELD,
}
_UNDONE = frozenset({"denied", "held unlikely"})
# Acts by which somebody tells what he thinks, and not what he was told or saw.
_VIEWS = frozenset({"believe", "doubt", "predict"})
# One's own account of one's own kindness is cheap where nothing is bound by it; aid announced is.
_CHEAP = {"COOPERATE": 0.5, "RETREAT": 0.5, "AID": 0.8}
# To favour those who break away from a state is not to favour the state.
_BREAKAWAY = re.compile(r"\b(?:breakaway|separatists?|rebels?|secession\w*)\b", re.IGNORECASE)
# Not to be attacked is not to be favoured: what is left of a deed of this kind that was not done.
_HARM = frozenset({"ASSAULT", "COERCE", "MOBILIZE", "THREATEN", "ACCUSE"})
_NO_HARM = 0.25
_VERBAL = frozenset({1, 3})
# A claim at or below this holds its content for unlikely, as in `means` (ICD 203's word).
_UNLIKELY = 0.25
# Intensity moves a direction within its type by at most so much.
_LEAST, _MOST = 0.6, 1.25


def signs_done(text: Text, claims: Claims) -> Iterator[Sign]:
    """Yield what the events of a text tell of the position, in reading order."""
    document = text.reading.document
    published = published_day(document)
    for event in text.reading.events:
        claim = claims.find(event.claim)
        status = _status(event, claim, claims)
        if claim is not None and (
            claims.is_asked(claim) or text.sentence(claim.span.start) in text.voted
        ):
            continue
        lean = _lean(text, event, status)
        if lean is None:
            continue
        direction, weight = lean
        teller = claims.teller(claim)
        told = event.on or (None if claim is None else claim.on)
        on = sign_day(told, published, to_come=status in {"planned", "possible"})
        if on is None or not weight:
            continue
        if teller == "itself" and direction > 0 and not text.sides.words:
            weight *= _CHEAP.get(event.type, 1.0)
        start, end = text.sentence(event.trigger.start)
        yield Sign(
            "deed",
            f"{event.type} {status}",
            direction,
            weight,
            teller,
            on,
            max(on, published or on),
            event.confidence,
            (event.id,) if claim is None else (event.id, claim.id),
            document,
            start,
            end,
            claims.speakers(claim),
            None if claim is None else claim.named,
            None if claim is None else claim.on_record,
            frozenset(_keys(event, status, on)),
        )


def _status(event: Event, claim: Claim | None, claims: Claims) -> str:
    """Return the status; what somebody does not think possible is held unlikely.

    A government denies for itself; when a third person does not believe it, that is his view.
    """
    if claim is None or event.status not in {"possible", "planned", "denied"}:
        return event.status
    unlikely = claim.negated or claim.act in {"deny", "doubt"} or claim.certainty <= _UNLIKELY
    if claims.is_own(claim):
        return "denied" if unlikely and event.status == "possible" else event.status
    is_view = claim.act in _VIEWS or not claim.speakers
    if (unlikely and event.status == "possible") or (is_view and event.status == "denied"):
        return "held unlikely"
    if unlikely and is_view:
        return "held unlikely"
    return event.status


def _keys(event: Event, status: str, on: date) -> Iterator[tuple[object, ...]]:
    """Yield what signs of one deed share.

    Words are said anew each day, plans and denials too, and a deed that goes on is a deed in every
    week; what was done once stays one deed, whenever it is told again.
    """
    done = status in {"happened", "ongoing"}
    verbal = load_types()[event.type].quad in _VERBAL
    if event.on is None and done and (not verbal or event.type == "CONSULT"):
        # "Since the invasion": retold every day, it is known to be so, not to happen again.
        yield ("undated", event.type, status, on.isocalendar()[:2])
    if event.incident is None:
        return
    if verbal or not done:
        yield ("incident", event.incident, on)
    elif status == "ongoing":
        yield ("incident", event.incident, on.isocalendar()[:2])
    else:
        yield ("incident", event.incident)


def _lean(text: Text, event: Event, status: str) -> tuple[float, float] | None:
    """Return direction and weight of an event of the government toward the target."""
    doing = doing_in(text, event)
    if not any(map(text.sides.is_actor, text.actors(doing))):
        return None
    table: Mapping[str, tuple[float, float]]
    if text.sides.words:
        table = _TOWARD_WORDS
        start, end = min(event.span.start, event.trigger.start), event.span.end + 40
        end = min(end, text.sentence(event.trigger.start)[1])
        if not any(one.target for one in text.named_in(start, end)):
            return None
    else:
        table = _TOWARD
        recipients = [
            one
            for one in text.actors(event.recipients)
            # To recognise a breakaway region is no kindness to the state it lies in; to shell it is
            # none either.
            if not text.sides.is_actor(one)
            and (one.type != "place" or load_types()[event.type].intensity < 0)
        ]
        if not any(map(text.sides.is_about, recipients)) or not is_told_of_both(text, event):
            return None
    if event.type not in table:
        return None
    if event.type == "AID" and is_mediation(
        text.text,
        min(event.span.start, event.trigger.start),
        text.sentence(event.trigger.start)[1],
    ):
        return None
    direction, weight = table[event.type]
    mean = load_types()[event.type].intensity
    if event.intensity is not None and mean and event.intensity * mean > 0:
        direction *= min(_MOST, max(_LEAST, event.intensity / mean))
    direction = max(-1.0, min(1.0, direction))
    if direction > 0 and _against_by_words(text, event):
        direction = -direction
    if direction > 0 and _BREAKAWAY.search(event.span.text):
        return None
    weight *= _STATUS[status]
    if status in _UNDONE:
        if direction < 0 and event.type in _HARM:
            weight *= _NO_HARM
        direction *= -WITHHELD
    return direction, weight


def _against_by_words(text: Text, event: Event) -> bool:
    """Tell whether what is supported or agreed goes against the target ("favours excluding it")."""
    if text.sides.words:
        return False
    end = text.sentence(event.trigger.start)[1]
    target = next(
        (one for one in text.named if event.trigger.end <= one.start < end and one.target), None
    )
    return target is not None and any(
        one.stance.lean < 0 and one.stance.toward == "object"
        for one in text.stances("motion", event.trigger.end, target.start)
    )
