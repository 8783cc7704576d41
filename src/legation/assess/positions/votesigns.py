"""Read signals from votes: what the motion is against or for, and how the government voted.

In: a `Text` with its votes. Out: `Sign`s of kind `vote`.
Not here: tables of roll calls (`assess.alignment`), counting votes (`extract.votes`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from legation.assess.positions.leanings import Leaning, is_victim, leaning_of
from legation.assess.positions.sides import Text
from legation.assess.positions.signs import Claims, Sign, published_day, sign_day
from legation.records import Vote, edtf

# Direction against what the motion is for, and weight. A veto stops the motion, a vote is one of
# many; who abstains keeps away from both sides and says little. Absence says nothing.
_CHOSEN = {
    "yes": (1.0, 0.9),
    "no": (-1.0, 0.9),
    "veto": (-1.0, 1.0),
    "abstain": (0.0, 0.35),
}
# How far from the middle a yes or a no lies.
_FAR = 0.9
# What a motion says stands in its words, in the sentence of the vote, or shortly before it.
_MOST_SENTENCES = 4
_MOTION = re.compile(
    r"\b(?:resolutions?|drafts?|texts?|motions?|measures?|bills?|proposals?|assembly|council|"
    r"parliament|vot(?:e|es|ed|ing)|declarations?|statements?|amendments?)\b",
    re.IGNORECASE,
)
_LONGEST_PASSAGE = 500
# Votes told a day apart are one: the record is of the day, the report of the next.
_ONE_VOTE = timedelta(days=1)


def signs_voted(text: Text, claims: Claims) -> Iterator[Sign]:
    """Yield what the votes of a text tell of the position, in reading order."""
    document = text.reading.document
    published = published_day(document)
    for vote in text.reading.votes:
        voters = text.actors([vote.actor])
        if vote.choice not in _CHOSEN or not any(map(text.sides.is_actor, voters)):
            continue
        motion = _motion(text, vote)
        on = sign_day(_told_day(text, vote, motion), published)
        if motion is None or on is None:
            continue
        sign, weight = _CHOSEN[vote.choice]
        claim = claims.find(vote.claim)
        start, end = text.sentence(vote.span.start)
        told_at = text.sentence(motion.at)[0]
        if start - _LONGEST_PASSAGE <= told_at < start:
            # "China abstained" opens nothing; the passage begins where the motion is told.
            start = told_at
        yield Sign(
            "vote",
            f"{vote.choice} on “{motion.words}”",
            0.0 if sign == 0 else sign * (_FAR if motion.direction > 0 else -_FAR),
            weight * (1.0 if sign == 0 else max(0.6, motion.weight)),
            claims.teller(claim),
            on,
            max(on, published or on),
            vote.confidence,
            (vote.id,),
            document,
            start,
            end,
            claims.speakers(claim),
            None if claim is None else claim.named,
            None if claim is None else claim.on_record,
            frozenset(_keys(vote, on)),
        )


def _keys(vote: Vote, on: date) -> Iterator[tuple[object, ...]]:
    choice = "no" if vote.choice == "veto" else vote.choice
    if vote.on is not None and not edtf.is_day(vote.on):
        # "Which had abstained in March" takes up a vote; `signals` finds which.
        yield ("vote within", choice, *edtf.bounds(vote.on))
    else:
        yield ("vote", choice, on)
        yield ("vote", choice, on - _ONE_VOTE)


def _motion(text: Text, vote: Vote) -> Leaning | None:
    """Return what the motion says of the target; None where nothing is told of it."""
    if vote.motion is not None:
        near = max(0, vote.span.start - 400), vote.span.end + 400
        at = text.text.find(vote.motion, *near)
        if at >= 0:
            found = _said_of(text, at, at + len(vote.motion))
            if found is not None:
                return found
    here = text.sentence(vote.span.start)
    for start, end in [here, *text.sentences_before(vote.span.start, _MOST_SENTENCES)]:
        if (start, end) != here and not _MOTION.search(text.text[start:end]):
            continue
        found = _said_of(text, start, end)
        if found is not None:
            return found
    return None


def _said_of(text: Text, start: int, end: int) -> Leaning | None:
    found = leaning_of(text, [(start, end)], "motion")
    if found is not None:
        return found
    if is_victim(text, start, end) and _MOTION.search(text.text[start:end]):
        # A motion on an invasion is for the invaded.
        return Leaning(0.8, 0.8, "what was done to it", start)
    return None


def _told_day(text: Text, vote: Vote, motion: Leaning | None) -> str | None:
    """Return when the vote was cast: its own date, else a day named beside it or its motion."""
    if vote.on is not None:
        return vote.on
    places = [vote.span.start] if motion is None else [vote.span.start, motion.at]
    for at in places:
        start, end = text.sentence(at)
        for moment in text.reading.moments:
            if start <= moment.span.start < end and edtf.is_day(moment.value):
                return moment.value
    return None
