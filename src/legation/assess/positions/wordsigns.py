"""Read signals from what is said: by the government itself, and by others of it.

In: a `Text` with its claims. Out: `Sign`s of kind `words`.
Not here: stance words (`reference.stances`), deeds and denied deeds (`deedsigns`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from legation.assess.positions.leanings import OTHER_CLAUSE, WITHHELD, Leaning, leaning_of
from legation.assess.positions.sides import Named, Text
from legation.assess.positions.signs import Claims, Sign, published_day, sign_day
from legation.records import Claim

# Acts that lean by themselves where they are directed at the other side: direction, weight. What is
# demanded is not yet had, so a demand says less than a threat; a promise costs when it is broken.
_DIRECTED = {
    "threaten": (-0.7, 0.7),
    "demand": (-0.4, 0.5),
    "promise": (0.5, 0.5),
    "warn": (-0.3, 0.25),
}
# A warning leans where it holds out harm; "warned Kyiv of an attack" does it a service.
_HARM_HELD_OUT = re.compile(
    r"\b(?:consequences?|price|costs?|if|unless|sanctions?|pay)\b", re.IGNORECASE
)
# What an act says of a proposition that its content names.
_OF_PROPOSITION = {
    "threaten": (0.5, 0.5),
    "promise": (0.7, 0.7),
    "demand": (0.6, 0.6),
    "ask": (0.5, 0.5),
    "warn": (-0.5, 0.4),
    "deny": (-0.6, 0.6),
    "doubt": (-0.4, 0.4),
    "decline": (-0.4, 0.4),
}
_AGAINST = frozenset({"deny", "doubt"})
# Turns of transcripts are about everything; what leans in them stands in smaller claims too.
_LONGEST = 600


def signs_said(text: Text, claims: Claims) -> Iterator[Sign]:
    """Yield what the claims of a text tell of the position, in reading order."""
    document = text.reading.document
    published = published_day(document)
    for claim in text.reading.claims:
        # What a motion deplores is not what its voters say; the vote tells of them.
        if len(claim.span.text) > _LONGEST or text.sentence(claim.span.start) in text.voted:
            continue
        if claims.is_asked(claim):
            continue
        own = claims.is_own(claim)
        leaning = _own_leaning(text, claim) if own else _told_leaning(text, claim)
        on = sign_day(claim.on, published)
        if leaning is None or on is None:
            continue
        start, end = text.sentence(leaning.at)
        yield Sign(
            "words",
            leaning.words,
            leaning.direction,
            leaning.weight,
            claims.teller(claim),
            on,
            max(on, published or on),
            claim.confidence,
            (claim.id,),
            document,
            start,
            end,
            claims.speakers(claim),
            claim.named,
            claim.on_record,
        )


def _own_leaning(text: Text, claim: Claim) -> Leaning | None:
    """Return how far the government's own words lean; a stance word outweighs the act."""
    stretches = [(one.start, one.end) for one in (*claim.cue, *claim.content)]
    addressed = _addressed(text, claim)
    opening = _opening(text, claim)
    leaning = leaning_of(text, stretches, "words", first=[*opening, *addressed])
    if leaning is not None:
        if claim.negated or claim.act in _AGAINST:
            # A cue that is itself the stance word ("rejects") is not turned round by its own act.
            told_by_cue = any(one.start <= leaning.at < one.end for one in claim.cue)
            if claim.negated or not told_by_cue:
                return Leaning(
                    -WITHHELD * leaning.direction,
                    WITHHELD * leaning.weight,
                    f"not {leaning.words}",
                    leaning.at,
                )
        return leaning
    if claim.negated:
        return None
    if text.sides.words:
        return _act_of_proposition(text, claim)
    return _act_directed(claim, addressed, opening)


def _told_leaning(text: Text, claim: Claim) -> Leaning | None:
    """Return how far others say that the government leans."""
    if claim.negated or claim.act in _AGAINST:
        return None
    stretches = [(one.start, one.end) for one in claim.content]
    return leaning_of(text, stretches, "words", held_by_actor=True)


def _addressed(text: Text, claim: Claim) -> list[Named]:
    """Return the places that name the other side as whom the words are addressed to."""
    if text.sides.words or not claim.addressees:
        return []
    wanted = {
        one.span.start
        for one in text.reading.mentions
        if one.id in claim.addressees
        and any(map(text.sides.is_about, text.actors_of.get(one.id, ())))
    }
    return [one for one in text.named if one.start in wanted and one.target]


def _opening(text: Text, claim: Claim) -> list[Named]:
    """Return the first party that the content names besides the speaker: of it the cue speaks."""
    for part in claim.content:
        for one in text.named_in(part.start, part.end):
            if not one.actor:
                # "Welcomed the decision of the companies to leave Russia" speaks of the decision.
                apart = OTHER_CLAUSE.search(text.text, part.start, one.start)
                return [one] if one.target and not apart else []
    return []


def _act_directed(
    claim: Claim, addressed: Sequence[Named], opening: Sequence[Named]
) -> Leaning | None:
    lean = _DIRECTED.get(claim.act)
    # A promise about somebody may be one to hurt him; only one made to him is for him.
    directed = addressed if claim.act in {"promise", "warn"} else [*addressed, *opening]
    if lean is None or not directed:
        return None
    if claim.act == "warn" and not _HARM_HELD_OUT.search(claim.span.text):
        return None
    return Leaning(*lean, claim.act, claim.span.start)


def _act_of_proposition(text: Text, claim: Claim) -> Leaning | None:
    lean = _OF_PROPOSITION.get(claim.act)
    named = any(one.target for part in claim.content for one in text.named_in(part.start, part.end))
    return Leaning(*lean, claim.act, claim.span.start) if lean and named else None
