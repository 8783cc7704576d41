"""Say in small numbers what lexicon, rules and quotations know of each word that may claim.

In: one parsed sentence with the rules' proposals. Out: a `ClaimView` of it.
Not here: what the parse alone tells (`traits`), the heads (`claimheads`).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from legation.extract.parse import Sentence
from legation.extract.quotes import Quotation
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
from legation.records.claim import ACTS
from legation.reference.cues import load_cues
from legation.reference.roles import load_role_nouns

if TYPE_CHECKING:
    from spacy.tokens import Token

    from legation.extract.claimrules import Proposal

_ACT = {name: i for i, name in enumerate(ACTS, start=1)}
_POS = {"VERB": "verb", "AUX": "verb", "NOUN": "noun", "ADJ": "adjective", "ADV": "adjective"}

# How many values each trait of a word may take.
WORD_TRAITS = {
    "relation": len(RELATIONS) + 1,
    "tag": len(TAGS) + 1,
    "lexicon": len(ACTS) + 1,
    "proposed": len(ACTS) + 1,
    "quoted": 4,
    "entity": len(ENTITIES) + 1,
    "kind": 4,
    "head_lexicon": len(ACTS) + 1,
}

NONE, SOURCE, CONTENT, ADDRESSEE, CUE = range(5)
LABELS = ("none", "source", "content", "addressee", "cue")

PAIR_TRAITS = {
    "branch": BRANCHES,
    "depth": DEPTHS,
    "distance": DISTANCES,
    "rule": len(LABELS) + 1,
    "quotation": 6,
    "commas": COMMAS,
}


class ClaimView(View):
    """One sentence as the heads of claims see it."""

    word_sizes = WORD_TRAITS
    pair_sizes = PAIR_TRAITS

    def __init__(
        self,
        sentence: Sentence,
        proposals: Sequence[Proposal],
        quotations: Iterable[Quotation],
    ) -> None:
        """Look at `sentence` with what the rules propose for it and its block's quotations."""
        super().__init__(sentence)
        self.proposals = proposals
        self._quotation = _quotation_of(self.places, quotations)
        self._proposal_at = {
            i: proposal for proposal in proposals for i in self.within(proposal.cue)[:1]
        }

    def proposal_at(self, position: int) -> Proposal | None:
        """Return what the rules propose for the cue that starts at a word."""
        return self._proposal_at.get(position)

    @cached_property
    def lexicon(self) -> NDArray[np.int64]:
        """The act that the lexicon knows each word to tell, shape (word,)."""
        return np.array([_lexicon(token) for token in self.tokens], dtype=np.int64)

    @cached_property
    def word_traits(self) -> NDArray[np.int64]:
        """Traits of the words, shape (word, `word_sizes`)."""
        roles = load_role_nouns()
        lexicon = self.lexicon
        rows = []
        for i, token in enumerate(self.tokens):
            proposal = self._proposal_at.get(i)
            rows.append(
                (
                    RELATION.get(token.dep_, 0),
                    TAG.get(token.tag_, 0),
                    lexicon[i],
                    0 if proposal is None else _ACT[proposal.finding.cue.act],
                    self._quoted(i),
                    ENTITY.get(token.ent_type_, 0),
                    kind_of(token, roles),
                    lexicon[self.heads[i]],
                )
            )
        return np.array(rows, dtype=np.int64).reshape(len(rows), len(WORD_TRAITS))

    def pair_traits(self, word: int) -> NDArray[np.int64]:
        """Return how each word stands to the cue `word`, shape (word, `pair_sizes`)."""
        branch, depth, distance, commas = self.standing(word)
        rule, quotation = np.array(self._rule_labels(word)), self._quotation_traits(word)
        return np.stack([branch, depth, distance, rule, quotation, commas], axis=1)

    def _quotation_traits(self, cue: int) -> NDArray[np.int64]:
        ours, theirs = self._quotation[cue], np.array(self._quotation)
        if ours < 0:
            return np.where(theirs < 0, 0, 1)
        return np.where(theirs < 0, 2, np.where(theirs == ours, 3, 4))

    def _rule_labels(self, cue: int) -> list[int]:
        proposal = self._proposal_at.get(cue)
        if proposal is None:
            return [0] * len(self.tokens)
        labels = [1] * len(self.tokens)
        for label, ranges in (
            (CONTENT, proposal.content),
            (SOURCE, proposal.source),
            (CUE, proposal.cue),
        ):
            for i in self.within(ranges):
                labels[i] = label + 1
        return labels

    def _quoted(self, i: int) -> int:
        if self._quotation[i] < 0:
            return 0
        first = i == 0 or self._quotation[i - 1] != self._quotation[i]
        last = i + 1 == len(self.tokens) or self._quotation[i + 1] != self._quotation[i]
        return 2 if first else 3 if last else 1


def _quotation_of(places: Sequence[tuple[int, int]], quotations: Iterable[Quotation]) -> list[int]:
    """Return for each word the number of the quotation it stands in, -1 outside."""
    found = [-1] * len(places)
    for number, quotation in enumerate(quotations):
        for i, (start, _) in enumerate(places):
            if quotation.holds(start):
                found[i] = number
    return found


def _lexicon(token: Token) -> int:
    cues = load_cues()
    pos = _POS.get(token.pos_)
    if token.lower_ == "according":
        return _ACT["assert"]
    lemma = token.lemma_.lower()
    cue = cues.get((lemma, pos)) if pos else None
    if cue is None and pos == "verb":
        cue = cues.get((token.lower_, "adjective"))
    return _ACT[cue.act] if cue is not None else 0


def kind_of(token: Token, roles: Iterable[str]) -> int:
    """Return whether a word is a pronoun (1), a role noun (2), a name (3) or none of these (0)."""
    if token.pos_ == "PRON":
        return 1
    if token.lemma_.lower() in roles:
        return 2
    return 3 if token.pos_ == "PROPN" else 0
