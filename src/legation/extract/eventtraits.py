"""Say in small numbers what lexicon, rules and mentions know of each word that may tell an event.

In: one parsed sentence with the rules' proposals and the document's parties. Out: an `EventView`.
Not here: what the parse alone tells (`traits`), the heads (`eventheads`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from legation.extract.arguments import iter_noun_role, iter_verb_role, light_verb_of
from legation.extract.claimtraits import kind_of
from legation.extract.eventrules import Proposal, propose_events
from legation.extract.parse import Sentence
from legation.extract.parties import Parties
from legation.extract.sides import Sides
from legation.extract.statuses import judge_status
from legation.extract.traits import (
    BRANCHES,
    COMMAS,
    DEPTHS,
    DISTANCES,
    ENTITIES,
    ENTITY,
    RELATION,
    RELATIONS,
    TAG,
    TAGS,
    View,
)
from legation.extract.voterules import Cast, iter_casts
from legation.records import CHOICES, STATUSES, Mention, MentionId
from legation.records import MEANS as MEANS_NAMES
from legation.reference.codebook import TYPES
from legation.reference.means import load_means
from legation.reference.roles import load_role_nouns
from legation.reference.triggers import load_triggers

if TYPE_CHECKING:
    from spacy.tokens import Token

NONE, ACTOR, RECIPIENT, BOTH, TRIGGER, MEANS = range(6)
LABELS = ("none", "actor", "recipient", "both", "trigger", "means")

KINDS = (*TYPES, *(f"vote {choice}" for choice in CHOICES))
"""What a word may tell: one of PLOVER's types, or a vote with its choice."""

_KIND = {name: i for i, name in enumerate(KINDS, start=1)}
_STATUS = {name: i for i, name in enumerate(STATUSES, start=1)}
_POS = {"VERB": "verb", "AUX": "verb", "NOUN": "noun", "PROPN": "noun", "ADJ": "verb"}
_HINTS = {"person": 1, "organisation": 2, "place": 3, "nationality": 4}
_FORMS = {"name": 0, "description": 5, "pronoun": 10}
_NO_EVENT = len(STATUSES) + 1

# How many values each trait of a word may take.
WORD_TRAITS = {
    "relation": len(RELATIONS) + 1,
    "tag": len(TAGS) + 1,
    "lexicon": len(TYPES) + 1,
    "proposed": len(KINDS) + 1,
    "status": len(STATUSES) + 2,
    "entity": len(ENTITIES) + 1,
    "kind": 4,
    "party": 16,
    "means": len(MEANS_NAMES) + 1,
    "head_lexicon": len(TYPES) + 1,
}
PAIR_TRAITS = {
    "branch": BRANCHES,
    "depth": DEPTHS,
    "distance": DISTANCES,
    "rule": len(LABELS) + 4,
    "commas": COMMAS,
}
# Where no rule knows the word, the trait "rule" tells who would do and suffer what it tells.
_SUBJECT, _OBJECT, _OBLIQUE = range(len(LABELS) + 1, len(LABELS) + 4)
_VERB_OBLIQUE = ("to", "on", "against", "with", "at", "for", "from", "of", "in")
_NOUN_OBLIQUE = ("of", "on", "against", "to", "with", "for", "at", "toward", "towards", "in")


class EventView(View):
    """One sentence as the heads of events see it."""

    word_sizes = WORD_TRAITS
    pair_sizes = PAIR_TRAITS

    def __init__(
        self,
        sentence: Sentence,
        proposals: Sequence[Proposal],
        casts: Iterable[Cast],
        parties: Parties,
    ) -> None:
        """Look at `sentence` with what the rules propose for it and who is named in it."""
        super().__init__(sentence)
        self.parties = parties
        self._at = at = {token.i: n for n, token in enumerate(self.tokens)}
        self._proposal_at = {at[p.candidate.token.i]: p for p in proposals}
        for one in proposals:  # either word of "sent aid" may open the row
            if one.noun is not None:
                self._proposal_at.setdefault(at[one.noun.i], one)

        self._cast_at = {at[cast.token.i]: cast for cast in casts}

    def proposal_at(self, word: int) -> Proposal | None:
        """Return what the rules propose for the event that a word tells."""
        return self._proposal_at.get(word)

    def proposed(self) -> Iterator[tuple[int, str, str | None]]:
        """Yield what the rules propose: the word, its kind, its mode; each act once."""
        for word, cast in self._cast_at.items():
            yield word, f"vote {cast.choice}", None
        for word, proposal in self._proposal_at.items():
            if self.tokens[word].i == proposal.candidate.token.i and word not in self._cast_at:
                yield word, proposal.reading.type, proposal.reading.mode

    def proposed_parties(self, word: int, labels: Iterable[int]) -> tuple[MentionId, ...]:
        """Return whom the rules propose for some labels, in text order."""
        if word in self._cast_at:
            return self._cast_at[word].voters if ACTOR in labels else ()
        proposal = self._proposal_at[word]
        both = set(proposal.actors) & set(proposal.recipients)
        found = {
            ACTOR: [one for one in proposal.actors if one not in both],
            RECIPIENT: [one for one in proposal.recipients if one not in both],
            BOTH: [one for one in proposal.actors if one in both],
        }
        return tuple(one for label in labels for one in found.get(label, ()))

    @cached_property
    def lexicon(self) -> NDArray[np.int64]:
        """The type that the lexicon knows each word to tell, shape (word,)."""
        return np.array([_lexicon(token) for token in self.tokens])

    @cached_property
    def means(self) -> dict[int, int]:
        """Which means a word names, by word, counted from 1 in the order of `records.MEANS`."""
        return {
            place: 1 + MEANS_NAMES.index(means)
            for places, means in find_means_words(self.tokens)
            for place in places
        }

    @cached_property
    def word_traits(self) -> NDArray[np.int64]:
        """Traits of the words, shape (word, `word_sizes`)."""
        roles = load_role_nouns()
        means = self.means
        rows = []
        for i, token in enumerate(self.tokens):
            rows.append(
                (
                    RELATION.get(token.dep_, 0),
                    TAG.get(token.tag_, 0),
                    self.lexicon[i],
                    self._proposed(i),
                    self._status(i, token),
                    ENTITY.get(token.ent_type_, 0),
                    kind_of(token, roles),
                    _party(self.parties.at(self.sentence, token)),
                    means.get(i, 0),
                    self.lexicon[self.heads[i]],
                )
            )
        return np.array(rows, dtype=np.int64).reshape(len(rows), len(WORD_TRAITS))

    def pair_traits(self, word: int) -> NDArray[np.int64]:
        """Return how each word stands to the trigger `word`, shape (word, `pair_sizes`)."""
        branch, depth, distance, commas = self.standing(word)
        return np.stack([branch, depth, distance, self._rule_labels(word), commas], axis=1)

    def _rule_labels(self, word: int) -> NDArray[np.int64]:
        proposal, cast = self._proposal_at.get(word), self._cast_at.get(word)
        if cast is not None:
            labels = np.ones(len(self), dtype=np.int64)
            labels[self.words_of(cast.voters)] = ACTOR + 1
            labels[word] = TRIGGER + 1
            return labels
        if proposal is None:
            return self._role_labels(word)
        labels = np.ones(len(self), dtype=np.int64)
        both = set(proposal.actors) & set(proposal.recipients)
        for label, mentions in (
            (ACTOR, set(proposal.actors) - both),
            (RECIPIENT, set(proposal.recipients) - both),
            (BOTH, both),
        ):
            labels[self.words_of(mentions)] = label + 1
        labels[word] = TRIGGER + 1
        return labels

    def _role_labels(self, word: int) -> NDArray[np.int64]:
        """Return who would do and suffer what any verb or noun tells, by its grammar."""
        labels = np.zeros(len(self), dtype=np.int64)
        token = self.tokens[word]
        if token.pos_ in {"VERB", "AUX", "ADJ"}:
            roles = (*((one, _OBLIQUE) for one in _VERB_OBLIQUE), ("iobj", _OBJECT))
            for role, label in (*roles, ("obj", _OBJECT), ("subj", _SUBJECT)):
                self._put(labels, iter_verb_role(token, role), label)
        elif token.pos_ in {"NOUN", "PROPN"}:
            light = light_verb_of(token)
            for role in _NOUN_OBLIQUE:
                self._put(labels, iter_noun_role(token, role), _OBLIQUE)
            for role in ("adj", "by", "from", "between", "poss"):
                self._put(labels, iter_noun_role(token, role), _SUBJECT)
            if light is not None:
                self._put(labels, iter_verb_role(light, "subj"), _SUBJECT)
        return labels

    def _put(self, labels: NDArray[np.int64], heads: Iterable[Token], label: int) -> None:
        for head in heads:
            place = self._at.get(head.i)
            if place is not None:
                labels[place] = label

    def words_of(self, mentions: Iterable[MentionId]) -> list[int]:
        """Return the words that stand inside some mentions, in order."""
        spans = [self.parties.mention(one).span for one in mentions]
        return self.within([(span.start, span.end) for span in spans])

    def _proposed(self, i: int) -> int:
        if i in self._cast_at:
            return _KIND[f"vote {self._cast_at[i].choice}"]
        proposal = self._proposal_at.get(i)
        return 0 if proposal is None else _KIND[proposal.reading.type]

    def _status(self, i: int, token: Token) -> int:
        """Return what the forms of verbs say of an act, 0 for words that can tell none."""
        proposal = self._proposal_at.get(i)
        if proposal is not None:
            noun = token if proposal.reading.pos == "noun" else None
            status = judge_status(proposal.candidate.clause, noun, None)
        elif self.lexicon[i] or token.pos_ == "VERB":
            status = judge_status(token, None, None)
        else:
            return 0
        return _NO_EVENT if status is None else _STATUS[status]


def view_of(sentence: Sentence, sides: Sides, parties: Parties) -> EventView:
    """Return a sentence as the heads see it, the rules asked for their proposals."""
    return EventView(
        sentence, propose_events(sentence, sides), iter_casts(sentence, parties), parties
    )


def _lexicon(token: Token) -> int:
    pos = _POS.get(token.pos_)
    readings = load_triggers().get((token.lemma_.lower(), pos)) if pos else None
    return _KIND[readings[0].type] if readings else 0


def _party(mention: Mention | None) -> int:
    if mention is None:
        return 0
    return 1 + _FORMS[mention.form] + _HINTS.get(mention.hint or "", 0)


def find_means_words(tokens: Sequence[Token]) -> list[tuple[range, str]]:
    """Return the words that name a means, the longest first, with the means they name."""
    known, found, position = load_means(), [], 0
    while position < len(tokens):
        for length in (3, 2, 1):
            run = tokens[position : position + length]
            if len(run) < length:
                continue
            word = " ".join([*(one.lower_ for one in run[:-1]), run[-1].lemma_.lower()])
            means = known.get(word)
            if means is not None:
                found.append((range(position, position + length), means))
                position += length - 1
                break
        position += 1
    return found
