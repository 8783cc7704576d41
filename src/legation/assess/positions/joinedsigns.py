"""Read signals from measures that a government joined, or that others tell it has not joined.

In: a `Text`. Out: `Sign`s of kind `deed`.
Not here: finding who joined what (`thirdparties`), single deeds (`deedsigns`).

A measure on the other side is against it, help for it is for it; of a proposition that names the
measure ("sanctions") whoever joins is in favour.
"""

from __future__ import annotations

from collections.abc import Iterator

from legation.assess.positions.leanings import WITHHELD
from legation.assess.positions.sides import Text
from legation.assess.positions.signs import Claims, Sign, published_day, sign_day
from legation.assess.thirdparties.phrases import ACT_AGAINST, iter_steps
from legation.assess.thirdparties.scene import Scene
from legation.assess.thirdparties.steps import HELP, JOINED, MEASURE, Step

# The same as of a deed of that kind (`deedsigns`): toward the other side, and toward a proposition.
_TOWARD = {"sanctions": (-0.7, 0.8), "aid": (0.8, 0.8)}
_OF_PROPOSITION = (0.8, 0.8)
# How much of it is left when it is not joined. To refuse is withheld on purpose; that it "has not
# joined" may mean no more than that nobody asked.
_STATUS = {
    JOINED: 1.0,
    "prepared": 0.5,
    "planned": 0.5,
    "possible": 0.2,
    "declined": WITHHELD,
    "not joined": WITHHELD / 2,
}
_AGAINST = frozenset({"declined", "not joined"})
_WORD_OF = {"sanctions": MEASURE, "aid": HELP}


def signs_joined(text: Text, claims: Claims) -> Iterator[Sign]:
    """Yield what the measures that a text tells of tell of the position, in reading order.

    Without another side nothing: a measure is one on somebody.
    """
    about = text.sides.about
    if about is None or about.id is None or about.type != "state":
        return
    if not (MEASURE.search(text.text) or ACT_AGAINST.search(text.text)):
        return  # help that is told by an event is a deed already
    published = published_day(text.reading.document)
    for step in iter_steps(Scene(text.reading, (about.id,))):
        if not text.sides.is_actor(step.government) or step.toward != about.id:
            continue
        if step.record is not None and step.status != JOINED:
            continue  # whether what is coded as not done was denied or doubted, `deedsigns` tells
        lean = _lean(text, step)
        claim = claims.find(step.claim)
        if lean is None or claims.is_asked(claim):
            continue
        on = sign_day(step.on, published, to_come=step.status in {"planned", "possible"})
        if on is None:
            continue
        start, end = text.sentence(step.span.start)
        yield Sign(
            "deed",
            f"{step.kind} {step.status}",
            *lean,
            claims.teller(claim),
            on,
            max(on, published or on),
            step.confidence,
            tuple(one for one in (step.record, step.claim) if one is not None),
            text.reading.document,
            start,
            end,
            step.speakers,
            None if claim is None else claim.named,
            None if claim is None else claim.on_record,
            frozenset(_keys(text, step)),
        )


def _lean(text: Text, step: Step) -> tuple[float, float] | None:
    """Return direction and weight; None where the measure tells nothing of what is asked."""
    if step.kind not in _TOWARD or step.status not in _STATUS:
        return None
    if text.sides.words:
        start, end = text.sentence(step.span.start)
        named = any(_WORD_OF[step.kind].search(one) for one in text.sides.words)
        if not named and not any(one.target for one in text.named_in(start, end)):
            return None
        direction, weight = _OF_PROPOSITION
    else:
        direction, weight = _TOWARD[step.kind]
    weight *= _STATUS[step.status]
    if step.status in _AGAINST:
        direction *= -WITHHELD
    return direction, weight


def _keys(text: Text, step: Step) -> Iterator[tuple[object, ...]]:
    """Yield what the same measure shares with the deed that is coded, and with its repetitions.

    Sanctions joined are one measure whoever tells it again; what is not joined is told anew.
    """
    if step.status == JOINED and step.on is not None:
        yield ("joined", step.kind, step.on)
    event = next((one for one in text.reading.events if one.id == step.record), None)
    if event is not None and event.incident is not None:
        yield ("incident", event.incident)
