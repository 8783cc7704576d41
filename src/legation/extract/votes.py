"""Read who voted how out of a parsed document.

In: a `Parsed` document with its mentions, parties, moments and claims. Out: `Vote`s in reading
order, one for each voting party.
Not here: other acts (`extract.events`), roll calls in tables (`reference`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from legation.extract.arguments import is_passive, iter_verb_role
from legation.extract.moments import Moments
from legation.extract.parse import Parsed, Sentence
from legation.extract.parties import Parties, find_subject
from legation.extract.reporting import Reporting
from legation.extract.statuses import judge_status
from legation.records import Claim, Mention, MentionId, Moment, Span, Vote, make_id

if TYPE_CHECKING:
    from spacy.tokens import Token

METHOD = "legation.votes/1"

# The verb alone names a vote; "voted" needs its direction, "back" and "oppose" a resolution.
_VERB_CHOICE = {"abstain": "abstain", "veto": "veto"}
_NOUN_CHOICE = {"abstention": "abstain", "veto": "veto"}
_DIRECTION = {
    "for": "yes",
    "favor": "yes",
    "favour": "yes",
    "yes": "yes",
    "against": "no",
    "no": "no",
}
_BALLOT = frozenset({"vote", "voting", "ballot", "referendum"})
_MOTION = frozenset(
    {"resolution", "motion", "bill", "amendment", "text", "draft", "measure", "vote"}
)
# Longest first: the General Assembly is a body of the UN.
_BODIES = (
    (re.compile(r"\bSecurity Council\b|\bU\.?N\.?S\.?C\.?\b"), "UN Security Council"),
    (re.compile(r"\bGeneral Assembly\b|\bU\.?N\.?G\.?A\.?\b"), "UN General Assembly"),
    (re.compile(r"\bHuman Rights Council\b"), "UN Human Rights Council"),
    (re.compile(r"\bEuropean Parliament\b"), "European Parliament"),
    (re.compile(r"\bHouse of Representatives\b"), "House of Representatives"),
    (re.compile(r"\bSenate\b"), "Senate"),
    (re.compile(r"\bCongress\b"), "Congress"),
    (re.compile(r"\bBundestag\b"), "Bundestag"),
    (re.compile(r"\b(?:State )?Duma\b"), "State Duma"),
    (re.compile(r"\bHouse of Commons\b"), "House of Commons"),
    (re.compile(r"\b(?:United Nations|U\.N\.|UN)(?!\w)"), "UN"),
    (re.compile(r"\bParliament\b", re.IGNORECASE), "parliament"),
)
# Our own guess until calibrated on gold.
_VERB_SURE, _NOUN_SURE = 0.9, 0.75


class _Cast(NamedTuple):
    """A choice at the token that tells it."""

    token: Token
    choice: str
    voters: tuple[MentionId, ...]
    motion: Token | None
    confidence: float


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
    mentions: Sequence[Mention],
    parties: Parties,
    moments: Sequence[Moment],
    claims: Sequence[Claim],
) -> tuple[Vote, ...]:
    """Return the votes that `parsed` tells, in reading order; one for each party that voted.

    Votes to come, possible ones and those somebody should have cast are left out: a vote is a
    thing done. Not taking part is `absent`, never `abstain`.
    """
    by_id = {mention.id: mention for mention in mentions}
    when, reporting = Moments(parsed, moments), Reporting(claims)
    votes: list[Vote] = []
    paragraph, matter = -1, _Matter(None, None, None)
    for sentence in parsed.sentences:
        if sentence.paragraph != paragraph:
            paragraph, matter = sentence.paragraph, _Matter(None, None, None)
        if _names_a_ballot(sentence):
            # "The Security Council voted on Friday." tells where those vote who are named next.
            matter = matter._replace(body=_body_in(sentence.tokens.text) or matter.body)
        seen: set[tuple[MentionId, str]] = set()
        for cast in _iter_casts(sentence, parties):
            trigger = parsed.span(sentence, cast.token, cast.token)
            claim = reporting.innermost(trigger)
            if not _was_cast(cast, claim):
                continue
            moment = when.of(sentence, cast.token)
            matter = matter.taken_up(
                _body(parsed, sentence, cast.motion),
                _motion_words(parsed, sentence, cast.motion),
                moment.value if moment is not None else None,
            )
            for voter in cast.voters:
                if (voter, cast.choice) in seen:
                    continue
                seen.add((voter, cast.choice))
                span = _stretch(parsed, sentence, trigger, by_id[voter], cast.motion)
                votes.append(
                    Vote(
                        id=make_id("vote", span.document, span.start, span.end, voter, cast.choice),
                        span=span,
                        actor=voter,
                        body=matter.body,
                        motion=matter.motion,
                        choice=cast.choice,
                        on=matter.on,
                        claim=claim.id if claim is not None else None,
                        method=METHOD,
                        confidence=cast.confidence,
                    )
                )
    return tuple(votes)


def _was_cast(cast: _Cast, claim: Claim | None) -> bool:
    status = judge_status(cast.token, None, claim)
    return status in {"happened", "ongoing", "denied" if cast.choice == "absent" else "happened"}


# --- what was cast


def _iter_casts(sentence: Sentence, parties: Parties) -> Iterator[_Cast]:
    for token in sentence.tokens:
        if token.pos_ in {"VERB", "AUX"}:
            yield from _of_verb(sentence, parties, token)
        elif token.pos_ in {"NOUN", "PROPN"} and token.lemma_.lower() in _NOUN_CHOICE:
            yield from _of_noun(sentence, parties, token)


def _of_verb(sentence: Sentence, parties: Parties, verb: Token) -> Iterator[_Cast]:
    choice = _verb_choice(verb)
    if choice is None:
        return
    voters = tuple(
        one for head in iter_verb_role(verb, "subj") for one in parties.of(sentence, head)
    )
    if voters and _is_about_a_ballot(sentence, verb):
        yield _Cast(verb, choice, voters, _motion_of(verb), _VERB_SURE)


def _verb_choice(verb: Token) -> str | None:
    lemma = verb.lemma_.lower()
    negated = any(child.dep_ == "neg" for child in verb.children)
    if lemma in _VERB_CHOICE:
        return None if negated or (is_passive(verb) and lemma == "abstain") else _VERB_CHOICE[lemma]
    if lemma in {"vote", "cast"}:
        direction = _direction(verb)
        if negated:
            return "absent" if lemma == "vote" and direction is None else None
        return direction
    if lemma in {"take", "participate"} and negated and _takes_part_in_ballot(verb):
        return "absent"
    return None


def _direction(verb: Token) -> str | None:
    """Return yes or no by the word after "voted": for, in favour, against, yes, to condemn."""
    for child in verb.children:
        word = child.lower_
        if word == "in" and any(inner.lower_ in _DIRECTION for inner in child.children):
            return "yes"
        if word in {"for", "against", "yes", "no"} and child.dep_ != "det":
            return _DIRECTION[word]
        if word in {"vote", "ballot"} and child.dep_ == "dobj":
            return _direction(child)
        if child.dep_ == "xcomp" and child.tag_ == "VB":
            return "yes"
    return None


def _takes_part_in_ballot(verb: Token) -> bool:
    return any(token.lemma_.lower() in _BALLOT for token in verb.subtree)


def _is_about_a_ballot(sentence: Sentence, verb: Token) -> bool:
    """Tell abstaining in a vote from abstaining from drink."""
    if verb.lemma_ != "abstain":
        return True
    held_from = [
        noun.lemma_.lower()
        for preposition in ("from", "on", "in", "during")
        for noun in iter_verb_role(verb, preposition)
    ]
    return not held_from or _names_a_ballot(sentence) or _body_in(sentence.tokens.text) is not None


def _names_a_ballot(sentence: Sentence) -> bool:
    return any(token.lemma_.lower() in _BALLOT | _MOTION for token in sentence.tokens)


def _of_noun(sentence: Sentence, parties: Parties, noun: Token) -> Iterator[_Cast]:
    """Yield "China's abstention", "the abstention of China", "Russia used its veto"."""
    choice = _NOUN_CHOICE[noun.lemma_.lower()]
    heads = [child for child in noun.lefts if child.dep_ in {"poss", "amod"}]
    for child in noun.children:
        if child.lower_ in {"of", "by"} and choice == "abstain":
            heads.extend(inner for inner in child.children if inner.dep_ == "pobj")
    voters = tuple(dict.fromkeys(one for head in heads for one in parties.of(sentence, head)))
    if noun.dep_ == "dobj" and noun.head.lemma_ in {"use", "cast", "wield", "exercise"}:
        subject = find_subject(noun.head)
        voters = parties.of(sentence, subject) if subject is not None else voters
    elif choice == "veto":
        return
    if voters:
        yield _Cast(noun, choice, voters, _motion_of(noun), _NOUN_SURE)


# --- on what, where


def _motion_of(head: Token) -> Token | None:
    """Return the noun that says what was voted on."""
    if head.lemma_ == "veto" and head.pos_ == "VERB":
        return next(iter(iter_verb_role(head, "obj")), None)
    queue = [child for child in head.children if child.dep_ in {"prep", "dobj", "xcomp"}]
    for child in queue:
        if child.dep_ == "xcomp":
            if child.tag_ == "VB":
                return child
            continue
        if child.dep_ == "dobj":
            found = _motion_of(child) if child.lemma_ in _BALLOT else None
            if found is not None:
                return found
            continue
        for inner in child.children:
            if inner.dep_ != "pobj":
                continue
            if inner.lower_ in {"favor", "favour"}:
                return next(
                    (o for p in inner.children for o in p.children if o.dep_ == "pobj"), None
                )
            if child.lower_ in {"for", "against", "on", "from", "in", "during", "of"} and (
                inner.lemma_.lower() in _MOTION | _BALLOT or child.lower_ in {"for", "against"}
            ):
                return inner
    return None


def _motion_words(parsed: Parsed, sentence: Sentence, motion: Token | None) -> str | None:
    if motion is None:
        return None
    last = motion.right_edge
    for child in motion.rights:
        # "in the General Assembly", "on Wednesday" tell where and when, not what.
        aside = child.dep_ == "prep" and child.lower_ in {"in", "at", "by"}
        aside = aside or any(token.ent_type_ == "DATE" for token in child.subtree)
        if aside or child.dep_ in {"relcl", "advcl", "punct", "cc", "conj"}:
            last = motion.doc[max(motion.i, child.left_edge.i - 1)]
            break
    return parsed.span(sentence, motion.left_edge, last).text


def _body(parsed: Parsed, sentence: Sentence, motion: Token | None) -> str | None:
    """Return the body named in the motion's words, else in the sentence."""
    words = _motion_words(parsed, sentence, motion) or ""
    return _body_in(words) or _body_in(sentence.tokens.text)


def _body_in(text: str) -> str | None:
    return next((name for pattern, name in _BODIES if pattern.search(text)), None)


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
