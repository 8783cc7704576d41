"""Sketch texts, and find by their sketches which pairs are worth comparing.

In: `Document`s. Out: one `Sketches` for all of them; pairs that may be one report, with how alike
their sketches are. Not here: whether a pair is one (`copying`), groups (`origins`).

Three sketches are kept of a text, and never its shingles: MinHash (rensa) of its five-word
shingles, which finds copies; MinHash of the words that carry its content, which finds what was
reworded; and one shingle in eight, which finds what was trimmed. Every step is near-linear: in a
bucket that many texts share each meets only those that follow it.
"""

from __future__ import annotations

import re
import zlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from legation.records import Document

SHINGLE_WORDS = 5
# Shorter words are mostly "the" and "with", which every text has.
CONTENT_LETTERS = 4

# Shingles: 32 bands of 4. A pair at Jaccard .7 is a candidate with probability
# 1 - (1 - .7^4)^32 > .999, one at .3 with .23 (and is then left out by the whole sketch).
# Content words: 25 bands of 5. A pair at .65 is found with .95, one at .15 with .002.
SHINGLE_BANDS, WORD_BANDS = (32, 4), (25, 5)
SEED = 42
# What is compared agrees on so much of the sketch; the scatter is .045.
LEAST_SHINGLES, LEAST_WORDS = 0.5, 0.42
# Texts of the same words go before all others, whatever their titles and days.
SAME_WORDS = 2.0
# In a bucket each text meets so many of those that follow it by day.
NEXT = 24

# Below so many shingles a text is not looked for inside longer ones.
TRIMMED_SHINGLES = 20
# One shingle in eight is kept; 60 shingles leave 7.5 of them on average.
SAMPLE_ONE_IN = 8
# A shingle in more texts than this is boilerplate, or belongs to a text copied so often that
# its near copies are found by MinHash anyway; leaving it out keeps the index near-linear.
COMMON_SHINGLE_DOCUMENTS = 60
# So many of a text's rarest sampled shingles are looked up.
RAREST = 16

_WORD = re.compile(r"\w+(?:['’]\w+)*")
_Marks = NDArray[np.uint32]
_Ids = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Sketches:
    """What is kept of texts while all are compared, in their order."""

    digests: tuple[tuple[int, int], ...]
    """Equal for texts of the same words in any order."""
    n_shingles: tuple[int, ...]
    shingle_marks: _Marks
    """Shape (text, mark); zeros for a text without words."""
    word_marks: _Marks
    """Shape (text, mark)."""
    samples: tuple[_Marks, ...]
    """Checksums of one shingle in eight."""
    common: frozenset[str]
    """Words that stand in lower case in two texts or more: no names, whatever their letters."""


def words_of(text: str) -> list[str]:
    """Return the words and numbers of a text in their order."""
    return _WORD.findall(text)


def shingles_of(folded: Sequence[str]) -> frozenset[str]:
    """Return the runs of five words of a text; a shorter text is one run."""
    if len(folded) < SHINGLE_WORDS:
        return frozenset([" ".join(folded)]) if folded else frozenset()
    shifted = (folded[i:] for i in range(SHINGLE_WORDS))
    return frozenset(map(" ".join, zip(*shifted, strict=False)))


def content_of(folded: Iterable[str]) -> frozenset[str]:
    """Return the words that carry the content of a text."""
    return frozenset(word for word in folded if len(word) >= CONTENT_LETTERS)


def sketch(documents: Sequence[Document]) -> Sketches:
    """Return the sketches of `documents`."""
    from rensa import RMinHash  # type: ignore[import-untyped]  # compiled: only where needed

    digests: list[tuple[int, int]] = []
    n_shingles: list[int] = []
    samples: list[_Marks] = []
    once: set[str] = set()
    common: set[str] = set()
    marks = [
        np.zeros((len(documents), n_bands * rows), dtype=np.uint32)
        for n_bands, rows in (SHINGLE_BANDS, WORD_BANDS)
    ]
    for i, document in enumerate(documents):
        words = words_of(document.text)
        lower = {word for word in set(words) if word.islower()}
        common |= lower & once
        once |= lower
        folded = words_of(document.text.casefold())
        shingles = list(shingles_of(folded))
        for rows, parts in zip(marks, (shingles, list(content_of(set(folded)))), strict=True):
            if parts:
                minhash = RMinHash(rows.shape[1], SEED)
                minhash.update(parts)
                rows[i] = minhash.digest()
        # A sum has no order: whoever moves paragraphs about changes no word.
        digests.append((len(folded), sum(map(zlib.crc32, map(str.encode, folded)))))
        n_shingles.append(len(shingles))
        samples.append(_sample(shingles))
    return Sketches(
        digests=tuple(digests),
        n_shingles=tuple(n_shingles),
        shingle_marks=marks[0],
        word_marks=marks[1],
        samples=tuple(samples),
        common=frozenset(common),
    )


def _sample(shingles: Sequence[str]) -> _Marks:
    if len(shingles) < TRIMMED_SHINGLES:
        return np.zeros(0, dtype=np.uint32)
    # CRC-32 is the same on every machine and in every process, unlike `hash`.
    sums = np.fromiter(
        map(zlib.crc32, map(str.encode, shingles)), dtype=np.uint32, count=len(shingles)
    )
    kept: _Marks = sums[sums % SAMPLE_ONE_IN == 0]
    return kept


def find_candidates(sketches: Sketches) -> dict[tuple[int, int], float]:
    """Return the pairs worth comparing, the smaller index first, and how alike they look.

    As much as the best of their sketches says, 0 to 1; texts of the same words `SAME_WORDS`.
    """
    found: dict[tuple[int, int], float] = {}
    for pair, alike in _iter_all(sketches):
        found[pair] = max(alike, found.get(pair, 0.0))
    return found


def _iter_all(sketches: Sketches) -> Iterator[tuple[tuple[int, int], float]]:
    last_with: dict[tuple[int, int], int] = {}
    for i, digest in enumerate(sketches.digests):
        if digest in last_with:
            yield (last_with[digest], i), SAME_WORDS
        last_with[digest] = i
    told = np.flatnonzero(sketches.shingle_marks.any(axis=1))
    yield from _iter_near(sketches.shingle_marks, told, SHINGLE_BANDS, LEAST_SHINGLES)
    told = np.flatnonzero(sketches.word_marks.any(axis=1))
    yield from _iter_near(sketches.word_marks, told, WORD_BANDS, LEAST_WORDS)
    yield from _iter_trimmed(sketches.samples)


def _iter_near(
    marks: _Marks, told: _Ids, bands: tuple[int, int], least: float
) -> Iterator[tuple[tuple[int, int], float]]:
    """Yield the pairs that share a bucket of some band and agree on `least` of all marks."""
    n_bands, rows = bands
    met: set[int] = set()
    for band in range(n_bands):
        part = marks[told, band * rows : (band + 1) * rows]
        keys = np.zeros(len(told), dtype=np.uint64)
        for column in part.T:
            keys = keys * np.uint64(0x9E3779B97F4A7C15) + column.astype(np.uint64)
        order = np.argsort(keys, kind="stable")
        for left, right in _iter_bucket_pairs(keys[order], told[order]):
            codes = left * len(marks) + right
            new = [i for i, code in enumerate(codes.tolist()) if code not in met]
            met.update(codes[new].tolist())
            alike = _agreement(marks, left[new], right[new])
            for i in np.flatnonzero(alike >= least):
                yield (int(left[new][i]), int(right[new][i])), float(alike[i])


def _iter_bucket_pairs(keys: NDArray[np.uint64], ids: _Ids) -> Iterator[tuple[_Ids, _Ids]]:
    for step in range(1, min(NEXT, len(keys) - 1) + 1):
        same = np.flatnonzero(keys[step:] == keys[:-step])
        if not len(same):
            return
        yield ids[same], ids[same + step]


def _agreement(marks: _Marks, left: _Ids, right: _Ids) -> NDArray[np.float64]:
    chunks = [
        (marks[left[i : i + 10_000]] == marks[right[i : i + 10_000]]).mean(axis=1)
        for i in range(0, len(left), 10_000)
    ]
    return np.concatenate(chunks) if chunks else np.zeros(0)


def _iter_trimmed(samples: Sequence[_Marks]) -> Iterator[tuple[tuple[int, int], float]]:
    """Yield pairs where one text's rarest sampled shingles stand in the other.

    What a text shares with all of its form says nothing; its rarest words follow it into a copy.
    """
    holders = _holders(samples)
    for i, sample in enumerate(samples):
        known = [mark for mark in sample.tolist() if mark in holders]
        rarest = sorted(known, key=lambda mark: (len(holders[mark]), mark))[:RAREST]
        shared = Counter(other for mark in rarest for other in holders[mark])
        # A loose gate: a sample's share scatters around the true containment.
        due = 0.6 * min(RAREST, len(sample))
        for other, n_shared in shared.items():
            if other != i and n_shared >= due:
                alike = n_shared / min(RAREST, len(sample))
                yield (min(i, other), max(i, other)), 0.9 * alike


def _holders(samples: Sequence[_Marks]) -> dict[int, list[int]]:
    """Return the texts that hold each sampled shingle, of those that a few texts share."""
    if not samples:
        return {}
    marks = np.concatenate(samples)
    owners = np.repeat(np.arange(len(samples)), [len(sample) for sample in samples])
    values, inverse, counts = np.unique(marks, return_inverse=True, return_counts=True)
    shared = np.flatnonzero((counts[inverse] > 1) & (counts[inverse] <= COMMON_SHINGLE_DOCUMENTS))
    found: defaultdict[int, list[int]] = defaultdict(list)
    for mark, owner in zip(values[inverse[shared]].tolist(), owners[shared].tolist(), strict=True):
        found[mark].append(owner)
    return found
