"""Say in small numbers what lexicon, rules and mentions know of each word that may tell an event.

In: one parsed sentence with the rules' proposals and the document's parties. Out: an `EventView`.
Not here: what the parse alone tells (`traits`), the heads (`eventheads`).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from legation.extract.claimtraits import kind_of
from legation.extract.eventrules import Proposal
from legation.extract.parse import Sentence
from legation.extract.parties import Parties
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
from legation.records import STATUSES, Mention, MentionId
from legation.reference.codebook import TYPES
from legation.reference.means import load_means
from legation.reference.roles import load_role_nouns
from legation.reference.triggers import load_triggers

if TYPE_CHECKING:
    from spacy.tokens import Token

NONE, ACTOR, RECIPIENT, BOTH, TRIGGER, MEANS = range(6)
LABELS = ("none", "actor", "recipient", "both", "trigger", "means")

_TYPE = {name: i for i, name in enumerate(TYPES, start=1)}
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
    "proposed": len(TYPES) + 1,
    "status": len(STATUSES) + 2,
    "entity": len(ENTITIES) + 1,
    "kind": 4,
    "party": 16,
    "means": 2,
    "head_lexicon": len(TYPES) + 1,
}
PAIR_TRAITS = {
    "branch": BRANCHES,
    "depth": DEPTHS,
    "distance": DISTANCES,
    "rule": len(LABELS) + 1,
    "commas": COMMAS,
}


class EventView(View):
    """One sentence as the heads of events see it."""

    word_sizes = WORD_TRAITS
    pair_sizes = PAIR_TRAITS

    def __init__(self, sentence: Sentence, proposals: Sequence[Proposal], parties: Parties) -> None:
        """Look at `sentence` with what the rules propose for it and who is named in it."""
        super().__init__(sentence)
        self.parties = parties
        at = {token.i: n for n, token in enumerate(self.tokens)}
        self._proposal_at = {at[p.candidate.token.i]: p for p in proposals}
        for one in proposals:  # either word of "sent aid" may open the row
            if one.noun is not None:
                self._proposal_at.setdefault(at[one.noun.i], one)

    def proposal_at(self, word: int) -> Proposal | None:
        """Return what the rules propose for the event that a word tells."""
        return self._proposal_at.get(word)

    @cached_property
    def lexicon(self) -> NDArray[np.int64]:
        """The type that the lexicon knows each word to tell, shape (word,)."""
        return np.array([_lexicon(token) for token in self.tokens])

    @cached_property
    def word_traits(self) -> NDArray[np.int64]:
        """Traits of the words, shape (word, `word_sizes`)."""
        roles = load_role_nouns()
        means = _means_words(self.tokens)
        rows = []
        for i, token in enumerate(self.tokens):
            proposal = self._proposal_at.get(i)
            rows.append(
                (
                    RELATION.get(token.dep_, 0),
                    TAG.get(token.tag_, 0),
                    self.lexicon[i],
                    0 if proposal is None else _TYPE[proposal.reading.type],
                    self._status(i, token),
                    ENTITY.get(token.ent_type_, 0),
                    kind_of(token, roles),
                    _party(self.parties.at(self.sentence, token)),
                    int(i in means),
                    self.lexicon[self.heads[i]],
                )
            )
        return np.array(rows, dtype=np.int64).reshape(len(rows), len(WORD_TRAITS))

    def pair_traits(self, word: int) -> NDArray[np.int64]:
        """Return how each word stands to the trigger `word`, shape (word, `pair_sizes`)."""
        branch, depth, distance, commas = self.standing(word)
        return np.stack([branch, depth, distance, self._rule_labels(word), commas], axis=1)

    def _rule_labels(self, word: int) -> NDArray[np.int64]:
        proposal = self._proposal_at.get(word)
        if proposal is None:
            return np.zeros(len(self), dtype=np.int64)
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

    def words_of(self, mentions: Iterable[MentionId]) -> list[int]:
        """Return the words that stand inside some mentions, in order."""
        spans = [self.parties.mention(one).span for one in mentions]
        return self.within([(span.start, span.end) for span in spans])

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


def _lexicon(token: Token) -> int:
    pos = _POS.get(token.pos_)
    readings = load_triggers().get((token.lemma_.lower(), pos)) if pos else None
    return _TYPE[readings[0].type] if readings else 0


def _party(mention: Mention | None) -> int:
    if mention is None:
        return 0
    return 1 + _FORMS[mention.form] + _HINTS.get(mention.hint or "", 0)


def _means_words(tokens: Sequence[Token]) -> set[int]:
    return {place for places, _ in find_means_words(tokens) for place in places}


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
