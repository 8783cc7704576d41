"""Say in small numbers what the parse knows of each word: what all heads of the encoder read.

In: one parsed sentence. Out: a `View` of the sentence: its words, and integer traits of words and
of pairs of words that heads read beside the vectors.
Not here: what lexicon and rules add (`claimtraits`, `eventtraits`), the vectors (`encoder`), the
heads (`rowheads`).

The numbers are positions in the lists below; the shipped weights were learnt with them, so a list
may grow at its end only, and only with new weights.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, ClassVar

import numpy as np
from numpy.typing import NDArray

from legation.extract.parse import Sentence

if TYPE_CHECKING:
    from spacy.tokens import Token

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

RELATION = {name: i for i, name in enumerate(RELATIONS, start=1)}
TAG = {name: i for i, name in enumerate(TAGS, start=1)}
ENTITY = {name: i for i, name in enumerate(ENTITIES, start=1)}

# Steps from the cue or trigger up to what it shares with the word are told apart up to this many.
MOST_STEPS = 3
_DISTANCES = (1, 2, 3, 5, 8, 15)
_COMMAS = frozenset(",;:—–")

# How many values each of the traits of pairs may take that every view gives.
BRANCHES = (MOST_STEPS + 1) * (len(RELATIONS) + 1) + 1
DEPTHS = 4
DISTANCES = 2 * (len(_DISTANCES) + 1) + 1
COMMAS = 8


@dataclass(frozen=True, slots=True)
class _Words:
    """The words of a sentence without blanks, and where they stand."""

    tokens: tuple[Token, ...]
    heads: tuple[int, ...]
    """Position of each word's head among the words; its own for a root."""
    places: tuple[tuple[int, int], ...]
    """Offsets in the document."""


class View(ABC):
    """One sentence as the heads see it."""

    word_sizes: ClassVar[Mapping[str, int]]
    """How many values each trait of a word may take, in the order of `word_traits`."""
    pair_sizes: ClassVar[Mapping[str, int]]
    """How many values each trait of a pair may take, in the order of `pair_traits`."""

    def __init__(self, sentence: Sentence) -> None:
        """Look at `sentence`."""
        self.sentence = sentence
        words: _Words = sentence.kept.get("words") or _words_of(sentence)
        sentence.kept["words"] = words
        self.tokens, self.heads, self.places = words.tokens, words.heads, words.places

    def __len__(self) -> int:
        """Return how many words there are."""
        return len(self.tokens)

    @property
    def words(self) -> list[str]:
        """The words as the text has them."""
        return [token.text for token in self.tokens]

    @property
    @abstractmethod
    def lexicon(self) -> NDArray[np.int64]:
        """What the lexicon knows each word to tell, 0 for nothing, shape (word,)."""

    @property
    @abstractmethod
    def word_traits(self) -> NDArray[np.int64]:
        """Traits of the words, shape (word, `word_sizes`); the first is the relation."""

    @abstractmethod
    def pair_traits(self, word: int) -> NDArray[np.int64]:
        """Return how each word stands to `word`, shape (word, `pair_sizes`)."""

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

    def standing(self, word: int) -> tuple[NDArray[np.int64], ...]:
        """Return branch, depth, distance and commas between `word` and each word."""
        offset = np.arange(len(self)) - word
        branch, depth = self._branches(word)
        commas = np.minimum(3, np.abs(self._commas - self._commas[word])) + 4 * (offset > 0)
        return branch, depth, _distances(offset), commas

    @cached_property
    def _commas(self) -> NDArray[np.int64]:
        return np.cumsum([token.text in _COMMAS for token in self.tokens])

    def _branches(self, word: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Return the branch of the tree, seen from a word, in which words lie, and how deep."""
        steps = np.full(len(self), -1)
        node, n = word, 0
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


def _distances(offset: NDArray[np.int64]) -> NDArray[np.int64]:
    bucket = 1 + np.searchsorted(_DISTANCES, np.abs(offset)) + (len(_DISTANCES) + 1) * (offset > 0)
    return np.where(offset == 0, 0, bucket)
