"""Propose events by rules: the words of the lexicon with the parties that syntax gives them.

In: a parsed sentence and the parties of its document. Out: `Proposal`s, one for each act.
Not here: which of them are events and what else is (`eventreader`), the records (`events`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from legation.extract.arguments import iter_content_nouns
from legation.extract.parse import Sentence
from legation.extract.sides import Sides
from legation.extract.suiting import suits
from legation.extract.triggers import Candidate, iter_candidates
from legation.records import MentionId
from legation.reference.triggers import Trigger

if TYPE_CHECKING:
    from spacy.tokens import Token

# "sent aid", "signed the agreement"; further apart the words between are not the trigger's.
_NEAR_TOKENS = 2


@dataclass(frozen=True, slots=True)
class Proposal:
    """A candidate with one reading and the parties found for it."""

    candidate: Candidate
    reading: Trigger
    actors: tuple[MentionId, ...]
    recipients: tuple[MentionId, ...]
    noun: Token | None = None
    """The noun that tells the same act as the verb: "aid" of "sent aid"."""

    @property
    def parties(self) -> frozenset[MentionId]:
        """All who take part."""
        return frozenset((*self.actors, *self.recipients))


def propose_events(sentence: Sentence, sides: Sides) -> list[Proposal]:
    """Return what the rules take for events in one sentence, in reading order."""
    coded = [
        found
        for candidate in iter_candidates(sentence)
        if (found := _code(candidate, sides)) is not None
    ]
    return _merged(coded)


def _code(candidate: Candidate, sides: Sides) -> Proposal | None:
    """Return the first reading whose parties are found and that the sentence can mean."""
    for reading in candidate.readings:
        if not suits(candidate, reading):
            continue
        found = sides.find(candidate, reading)
        if found is None:
            continue
        actors, recipients = found
        if reading.type == "RETREAT" and candidate.clause.lemma_ == "announce":
            # An announced withdrawal gives way in words; the leaving is still to come.
            actors = sides.announcers(candidate, reading) or actors
            conceded = replace(reading, type="CONCEDE", mode=None)
            return Proposal(candidate, conceded, actors, recipients)
        return Proposal(candidate, reading, actors, recipients)
    return None


def trigger_tokens(one: Proposal) -> tuple[Token, Token]:
    """Return the first and last token of the trigger: the word with its particle or noun.

    Where verb and noun tell one act, the two when they stand close, else the noun.
    """
    token, reading = one.candidate.token, one.reading
    if one.noun is not None:
        near = 0 < one.noun.i - token.i <= _NEAR_TOKENS
        return (token, one.noun) if near else (one.noun, one.noun)
    if len(reading.words) == 1:
        return token, token
    if reading.pos == "noun":
        return token.doc[token.i - len(reading.words) + 1], token
    last = max(
        (c for c in token.children if c.lower_ in reading.words or c.lemma_ in reading.words),
        key=lambda child: child.i,
        default=token,
    )
    # A particle that stands apart ("turned the offer down") is left to the verb.
    return (token, last) if 0 < last.i - token.i <= 2 else (token, token)


def _merged(coded: Sequence[Proposal]) -> list[Proposal]:
    """Return the events with those dropped that another word of the same act tells already."""
    by_token = {one.candidate.token.i: one for one in coded}
    dropped: set[int] = set()
    for one in coded:
        if one.reading.pos != "verb":
            continue
        for noun in iter_content_nouns(one.candidate.token):
            other = by_token.get(noun.i)
            if other is None or other.reading.pos != "noun":
                continue
            if _tells_the_same(one, other):
                by_token[one.candidate.token.i] = _united(one, other)
                dropped.add(noun.i)
    return [by_token[i] for i in sorted(by_token) if i not in dropped]


def _tells_the_same(verb: Proposal, noun: Proposal) -> bool:
    """Tell whether a verb and the noun under it are one act ("provide aid", "lift sanctions")."""
    governed = noun.candidate.token.lemma_.lower() in verb.reading.objects
    if not governed and verb.reading.type != noun.reading.type:
        return False
    own = noun.candidate.light_verb
    return own is None or own == verb.candidate.token or noun.parties <= verb.parties


def _united(verb: Proposal, noun: Proposal) -> Proposal:
    actors = verb.actors or tuple(one for one in noun.actors if one not in verb.recipients)
    recipients = verb.recipients or tuple(one for one in noun.recipients if one not in actors)
    same = verb.reading.type == noun.reading.type  # else "lifted sanctions" is about the noun
    token = noun.candidate.token if same else None
    return Proposal(verb.candidate, verb.reading, actors, recipients, token)
