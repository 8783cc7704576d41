"""Say in small numbers what the parse, the lexicon and the rules know of each word.

In: one parsed sentence with the rules' proposals. Out: a `View` of the sentence: its words, and
integer traits of words and of pairs of words that the heads of the encoder read beside its
vectors.
Not here: the vectors (`encoder`), the heads (`claimheads`).

The numbers are positions in the lists below; the shipped weights were learnt with them, so a list
may grow at its end only, and only with new weights.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from legation.extract.parse import Sentence
from legation.extract.quotes import Quotation
from legation.records.claim import ACTS
from legation.reference.cues import load_cues
from legation.reference.roles import load_role_nouns

if TYPE_CHECKING:
    from spacy.tokens import Token

    from legation.extract.claimrules import Proposal

RELATIONS = (
    "ROOT acl acomp advcl advmod agent amod appos attr aux auxpass case cc ccomp compound conj "
    "csubj csubjpass dative dep det dobj expl intj mark meta neg nmod npadvmod nsubj nsubjpass "
    "nummod oprd parataxis pcomp pobj poss preconj predet prep prt punct quantmod relcl xcomp"
).split()
TAGS = (
    "$ '' , -LRB- -RRB- . : ADD AFX CC CD DT EX FW HYPH IN JJ JJR JJS LS MD NFP NN NNP NNPS NNS "
    "PDT POS PRP PRP$ RB RBR RBS RP SYM TO UH VB VBD VBG VBN VBP VBZ WDT WP WP$ WRB XX _SP ``"
).split()
ENTITIES = (
    "CARDINAL DATE EVENT FAC GPE LANGUAGE LAW LOC MONEY NORP ORDINAL ORG PERCENT PERSON PRODUCT "
    "QUANTITY TIME WORK_OF_ART"
).split()

_RELATION = {name: i for i, name in enumerate(RELATIONS, start=1)}
_TAG = {name: i for i, name in enumerate(TAGS, start=1)}
_ENTITY = {name: i for i, name in enumerate(ENTITIES, start=1)}
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

# Steps from the cue up to what it shares with the word are told apart up to this many.
MOST_STEPS = 3
NONE, SOURCE, CONTENT, ADDRESSEE, CUE = range(5)
LABELS = ("none", "source", "content", "addressee", "cue")
_DISTANCES = (1, 2, 3, 5, 8, 15)
_COMMAS = frozenset(",;:—–")

PAIR_TRAITS = {
    "branch": (MOST_STEPS + 1) * (len(RELATIONS) + 1) + 1,
    "depth": 4,
    "distance": 2 * (len(_DISTANCES) + 1) + 1,
    "rule": len(LABELS) + 1,
    "quotation": 6,
    "commas": 8,
}


@dataclass(frozen=True, slots=True)
class _Words:
    """The words of a sentence without blanks, and where they stand."""

    tokens: tuple[Token, ...]
    heads: tuple[int, ...]
    """Position of each word's head among the words; its own for a root."""
    places: tuple[tuple[int, int], ...]
    """Offsets in the document."""


class View:
    """One sentence as the heads see it."""

    def __init__(
        self,
        sentence: Sentence,
        proposals: Sequence[Proposal],
        quotations: Iterable[Quotation],
    ) -> None:
        """Look at `sentence` with what the rules propose for it and its block's quotations."""
        self.sentence = sentence
        self.proposals = proposals
        words = _words_of(sentence)
        self.tokens, self.heads, self.places = words.tokens, words.heads, words.places
        self._quotation = _quotation_of(self.places, quotations)
        self._proposal_at = {
            i: proposal for proposal in proposals for i in self.within(proposal.cue)[:1]
        }

    def __len__(self) -> int:
        """Return how many words there are."""
        return len(self.tokens)

    @property
    def words(self) -> list[str]:
        """The words as the text has them."""
        return [token.text for token in self.tokens]

    def within(self, ranges: Iterable[tuple[int, int]]) -> list[int]:
        """Return the positions of the words that `ranges` of the document touch, in order."""
        return [
            i
            for i, (start, end) in enumerate(self.places)
            if any(start < stop and begin < end for begin, stop in ranges)
        ]

    def head_of(self, positions: Sequence[int]) -> int:
        """Return the word of `positions` that governs the others; the first where several do."""
        inside = set(positions)
        return next(
            (i for i in positions if self.heads[i] not in inside or self.heads[i] == i),
            positions[0],
        )

    def proposal_at(self, position: int) -> Proposal | None:
        """Return what the rules propose for the cue that starts at a word."""
        return self._proposal_at.get(position)

    @cached_property
    def word_traits(self) -> NDArray[np.int64]:
        """Traits of the words, shape (word, `WORD_TRAITS`)."""
        roles = load_role_nouns()
        lexicon = [_lexicon(token) for token in self.tokens]
        rows = []
        for i, token in enumerate(self.tokens):
            proposal = self._proposal_at.get(i)
            rows.append(
                (
                    _RELATION.get(token.dep_, 0),
                    _TAG.get(token.tag_, 0),
                    lexicon[i],
                    0 if proposal is None else _ACT[proposal.finding.cue.act],
                    self._quoted(i),
                    _ENTITY.get(token.ent_type_, 0),
                    _kind(token, roles),
                    lexicon[self.heads[i]],
                )
            )
        return np.array(rows, dtype=np.int64).reshape(len(rows), len(WORD_TRAITS))

    def pair_traits(self, cue: int) -> NDArray[np.int64]:
        """Return how each word stands to the word `cue`, shape (word, `PAIR_TRAITS`)."""
        offset = np.arange(len(self)) - cue
        branch, depth = self._branches(cue)
        commas = np.minimum(3, np.abs(self._commas - self._commas[cue])) + 4 * (offset > 0)
        return np.stack(
            [
                branch,
                depth,
                _distances(offset),
                np.array(self._rule_labels(cue)),
                self._quotation_traits(cue),
                commas,
            ],
            axis=1,
        )

    @cached_property
    def _commas(self) -> NDArray[np.int64]:
        return np.cumsum([token.text in _COMMAS for token in self.tokens])

    def _branches(self, cue: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Return the branch of the tree, seen from the cue, in which words lie, and how deep."""
        steps = np.full(len(self), -1)
        node, n = cue, 0
        while steps[node] < 0:
            steps[node] = n
            node, n = self.heads[node], n + 1
        heads = np.array(self.heads)
        nodes, last = np.arange(len(self)), np.arange(len(self))
        depth = np.zeros(len(self), dtype=np.int64)
        for _ in range(len(self)):
            outside = steps[nodes] < 0
            if not outside.any():
                break
            last[outside] = nodes[outside]
            nodes[outside] = heads[nodes[outside]]
            depth += outside
        reached = steps[nodes] >= 0
        relation = np.where(depth > 0, self.word_traits[last, 0], 0)
        up = np.minimum(MOST_STEPS, steps[nodes])
        branch = np.where(reached, 1 + up * (len(RELATIONS) + 1) + relation, 0)
        return branch, np.where(reached, np.minimum(3, depth), 3)

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


def _words_of(sentence: Sentence) -> _Words:
    kept = [token for token in sentence.tokens if not token.is_space]
    position = {token.i: n for n, token in enumerate(kept)}
    heads = []
    for n, token in enumerate(kept):
        head = token.head
        for _ in range(len(kept) + 1):
            if head.i in position or head.i == head.head.i:
                break
            head = head.head
        heads.append(position.get(head.i, n))
    places = tuple((sentence.start + t.idx, sentence.start + t.idx + len(t.text)) for t in kept)
    return _Words(tuple(kept), tuple(heads), places)


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


def _kind(token: Token, roles: Iterable[str]) -> int:
    if token.pos_ == "PRON":
        return 1
    if token.lemma_.lower() in roles:
        return 2
    return 3 if token.pos_ == "PROPN" else 0


def _distances(offset: NDArray[np.int64]) -> NDArray[np.int64]:
    bucket = 1 + np.searchsorted(_DISTANCES, np.abs(offset)) + (len(_DISTANCES) + 1) * (offset > 0)
    return np.where(offset == 0, 0, bucket)
