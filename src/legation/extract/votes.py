"""Read who voted how out of a parsed document.

In: a `Parsed` document with its parties, moments and claims, and the drafts of what it tells. Out:
`Vote`s in reading order, one for each voting party.
Not here: the rules (`voterules`), the learnt heads (`eventheads`), other acts (`events`), roll
calls in tables (`reference`).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from legation.extract.drafts import Draft, mentions_of
from legation.extract.eventtraits import ACTOR, BOTH
from legation.extract.moments import Moments
from legation.extract.parse import Parsed, Sentence
from legation.extract.parties import Parties
from legation.extract.reporting import Reporting
from legation.extract.statuses import judge_status
from legation.extract.voterules import body_in, find_body, motion_of, motion_words, names_a_ballot
from legation.records import Claim, Mention, MentionId, Moment, Span, Vote, make_id

if TYPE_CHECKING:
    from spacy.tokens import Token

METHOD = "legation.votes/2"
# A flat denial has .03: a vote that is denied was not cast.
_DENIED = 0.12


class _Matter(NamedTuple):
    """What is voted on, where and when: said once, then understood within its paragraph."""

    body: str | None
    motion: str | None
    on: str | None

    def taken_up(self, body: str | None, motion: str | None, on: str | None) -> _Matter:
        """Return the matter of the next vote: a new motion starts afresh, "it" and none go on."""
        if (
            motion is None
            or motion.lower() in {"it", "this", "that"}
            or (self.motion is not None and motion.lower() in {"the vote", "the ballot"})
        ):
            return _Matter(body or self.body, self.motion, on or self.on)
        if motion == self.motion:
            return _Matter(body or self.body, motion, on or self.on)
        return _Matter(body or self.body, motion, on)


def find_votes(
    parsed: Parsed,
    parties: Parties,
    moments: Sequence[Moment],
    claims: Sequence[Claim],
    drafts: Sequence[Draft],
) -> tuple[Vote, ...]:
    """Return the votes among `drafts`, in reading order; one for each party that voted.

    Votes to come, possible ones and those somebody should have cast are none: a vote is a thing
    done. Not taking part is `absent`, never `abstain`.
    """
    when, reporting = Moments(parsed, moments), Reporting(claims)
    votes: list[Vote] = []
    paragraph, matter = -1, _Matter(None, None, None)
    for sentence in parsed.sentences:
        if sentence.paragraph != paragraph:
            paragraph, matter = sentence.paragraph, _Matter(None, None, None)
        if names_a_ballot(sentence):
            # "The Security Council voted on Friday." tells where those vote who are named next.
            matter = matter._replace(body=body_in(sentence.tokens.text) or matter.body)
        seen: set[tuple[MentionId, str]] = set()
        for draft in drafts:
            if draft.sentence is not sentence or draft.coding.choice is None:
                continue
            trigger = parsed.span(sentence, draft.token, draft.token)
            claim = reporting.innermost(trigger)
            if not _was_cast(draft, claim):
                continue
            moment = when.of(sentence, draft.token)
            motion = motion_of(draft.token)
            matter = matter.taken_up(
                find_body(parsed, sentence, motion),
                motion_words(parsed, sentence, motion),
                moment.value if moment is not None else None,
            )
            for voter in mentions_of(draft, parties, ACTOR, BOTH):
                if (voter, draft.coding.choice) in seen:
                    continue
                seen.add((voter, draft.coding.choice))
                span = _stretch(parsed, sentence, trigger, parties.mention(voter), motion)
                identity = ("vote", span.document, span.start, span.end, voter, draft.coding.choice)
                votes.append(
                    Vote(
                        id=make_id(*identity),
                        span=span,
                        actor=voter,
                        body=matter.body,
                        motion=matter.motion,
                        choice=draft.coding.choice,
                        on=matter.on,
                        claim=claim.id if claim is not None else None,
                        method=METHOD,
                        confidence=draft.coding.confidence,
                    )
                )
    return tuple(votes)


def _was_cast(draft: Draft, claim: Claim | None) -> bool:
    """Tell a vote that was cast from one to come, or denied."""
    status = judge_status(draft.token, None, claim)
    if status == "denied" and draft.coding.choice != "absent":
        return False  # "did not abstain"
    if draft.ruled:
        wanted = {"happened", "ongoing", *(["denied"] if draft.coding.choice == "absent" else [])}
        return status in wanted
    return claim is None or claim.certainty > _DENIED


def _stretch(
    parsed: Parsed, sentence: Sentence, trigger: Span, voter: Mention, motion: Token | None
) -> Span:
    spans = [trigger]
    if voter.sentence == sentence.index:
        spans.append(voter.span)
    if motion is not None:
        spans.append(parsed.span(sentence, motion, motion))
    start, end = min(one.start for one in spans), max(one.end for one in spans)
    return Span.cut(trigger.document, parsed.document.text, start, end)
