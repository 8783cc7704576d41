"""Find texts that tell one report in other words: spun through a thesaurus, or translated and back.

In: `Document`s. Out: pairs that may be one report, and the evidence for or against a pair.
Not here: copies word for word (`origins`), which puts both kinds into groups.

Who rewords a report keeps what cannot be reworded: its names and figures, in their order. Two
reporters who were at one place share some of them, in another order and beside others.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from legation.records import Document

PERMUTATIONS = 96
# 32 bands of 3: a pair whose runs of names agree at .5 is a candidate with .98, at .2 with .23.
BANDS = 32
SEED = 7
# Fewer names and figures are shared by chance, or by every report of a day.
LEAST_FACTS = 12
MOST_FACTS = 400
# Of the shorter text's names and figures, how many stand in the same order in the other; and of
# the longer one's. Set on copies that `evaluate.copies` makes of 300 releases; see docs/models.md.
IN_ORDER, IN_ORDER_OF_LONGER = 0.72, 0.6
# A reworded text is about as long as the report.
LENGTHS = 1.6

_FACT = re.compile(r"(?<![\w.])(?:\d[\d,.]*\d|\d|[A-ZÀ-Þ][\w’'-]*\w)")
_OWNING = re.compile(r"[’'](?:s?)$")
_OPENING = re.compile(r"(?:^|[.!?:;\n“\"(]\s*)(?:[“\"'(]\s*)?$")


@dataclass(frozen=True, slots=True)
class Rewording:
    """How far two texts name the same in the same order."""

    n_shared: int
    """Names and figures that stand in both in the same order."""
    n_shorter: int
    n_longer: int

    @property
    def holds(self) -> bool:
        """Whether the two are one report."""
        return (
            self.n_shorter >= LEAST_FACTS
            and self.n_shared >= IN_ORDER * self.n_shorter
            and self.n_shared >= IN_ORDER_OF_LONGER * self.n_longer
        )


@lru_cache(maxsize=512)
def facts_of(text: str) -> tuple[str, ...]:
    """Return the names and figures of a text in their order, folded, at most `MOST_FACTS`.

    A capital that only opens a sentence makes no name, unless the word has one elsewhere too.
    """
    found: list[tuple[str, bool]] = []
    for match in _FACT.finditer(text):
        opens = bool(_OPENING.search(text[max(0, match.start() - 3) : match.start()]))
        found.append(
            (match[0].casefold().rstrip("’'").removesuffix("’s").removesuffix("'s"), opens)
        )
        if len(found) >= MOST_FACTS:
            break
    inside = {word for word, opens in found if not opens}
    return tuple(word for word, opens in found if not opens or word in inside)


def compare(left: Document, right: Document) -> Rewording:
    """Return how far two texts name the same in the same order (longest common subsequence)."""
    ours, theirs = facts_of(left.text), facts_of(right.text)
    shorter, longer = sorted((ours, theirs), key=len)
    n_words = sorted((left.text.count(" ") + 1, right.text.count(" ") + 1))
    if n_words[1] > LENGTHS * n_words[0]:
        return Rewording(0, len(shorter), len(longer))
    return Rewording(_in_order(shorter, longer), len(shorter), len(longer))


def _in_order(shorter: Sequence[str], longer: Sequence[str]) -> int:
    """Return the length of the longest common subsequence, by bits (Crochemore and others 2001)."""
    places: dict[str, int] = {}
    for i, word in enumerate(longer):
        places[word] = places.get(word, 0) | (1 << i)
    everything = (1 << len(longer)) - 1
    row = everything
    for word in shorter:
        matched = row & places.get(word, 0)
        row = ((row + matched) | (row - matched)) & everything
    return len(longer) - row.bit_count()


def runs_of(facts: Sequence[str]) -> list[str]:
    """Return the pairs of neighbouring names and figures: what candidates are found by."""
    return [f"{left} {right}" for left, right in pairwise(facts)]


def iter_reworded(documents: Sequence[Document]) -> Iterator[tuple[int, int]]:
    """Yield index pairs whose runs of names and figures agree often, earlier first."""
    from rensa import RMinHash, RMinHashLSH  # type: ignore[import-untyped]  # compiled

    index = RMinHashLSH(0.5, PERMUTATIONS, BANDS)
    held: dict[int, int] = {}
    for i, document in enumerate(documents):
        facts = facts_of(document.text)
        if len(facts) < LEAST_FACTS:
            continue
        runs = runs_of(facts)
        # What is copied word for word is found elsewhere; one of each is enough here.
        same = held.setdefault(zlib.crc32(" ".join(runs).encode()), i)
        if same != i:
            yield same, i
            continue
        minhash = RMinHash(PERMUTATIONS, SEED)
        minhash.update(runs)
        for earlier in sorted(index.query(minhash)):
            yield int(earlier), i
        index.insert(i, minhash)
