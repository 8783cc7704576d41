"""Find which documents repeat another's text: copies are one origin, and one witness.

In: `Document`s in any order. Out: for every document, the first of its group.
Not here: reports that merely name the same agency or source; those stay separate origins.

Two texts are one origin when they are equal word for word, when they share most of their
five-word shingles, or when the shorter stands almost whole inside the longer (a trimmed copy).
Candidates come from MinHash with locality-sensitive hashing (rensa) and, for trimmed copies,
from an index of sampled shingles; every candidate is then verified on the full sets, so chance
in the hashing can miss a pair and never make one.
"""

from __future__ import annotations

import hashlib
import re
import zlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations
from typing import Any

from legation.records import Document, DocumentId

SHINGLE_WORDS = 5
# At .7 a text of 300 words may differ in some ten single words: an edited copy, no rewrite.
NEAR_COPY_JACCARD = 0.7
# The share of the shorter text's shingles found in the longer one.
TRIMMED_CONTAINMENT = 0.85
# A quotation of a few sentences inside a report does not make the two one origin:
# containment counts only for texts of at least this many shingles.
TRIMMED_SHINGLES = 60
# Releases written on one template ("Readout of the call with …") share their frame and differ
# in names and numbers. Copies differ in a byline and a dateline at most.
TEMPLATE_SHARE = 0.15
# In a form as short as this one other number makes another act: the memoranda that release
# $200 million and $800 million of arms differ in nothing else.
SHORT_FORM_WORDS = 200

# 32 bands of 4 rows: a pair at Jaccard .7 is a candidate with probability
# 1 - (1 - .7^4)^32 > .999, one at .3 with .23 (and is then verified away).
PERMUTATIONS = 128
BANDS = 32
SEED = 42
# One shingle in eight is indexed for trimmed copies; 60 shingles leave 7.5 of them on average.
SAMPLE_ONE_IN = 8
# A shingle in more texts than this is boilerplate, or belongs to a text copied so often that
# its near copies are found by MinHash anyway; leaving it out keeps the index near-linear.
COMMON_SHINGLE_DOCUMENTS = 40

_NUMBER = re.compile(
    r"\d(?:[\d,.]*\d)?(?:\s+(?:thousand|million|billion|trillion|percent)\b)?", re.IGNORECASE
)
_WORD = re.compile(r"\w+(?:['’]\w+)*")


@dataclass(frozen=True, slots=True)
class _Sketch:
    """What is kept of one document while all are compared; shingles are cut anew when needed."""

    document: Document
    digest: str
    n_shingles: int
    sample: tuple[str, ...]
    minhash: Any


def find_origins(documents: Iterable[Document]) -> dict[DocumentId, DocumentId]:
    """Return for every document the id of the first of its group (its own when it is the first).

    First is the earliest by day of publication, undated documents last, then the smallest id.
    The answer does not depend on the order of `documents`.
    """
    known = {document.id: document for document in documents}
    texts = [_sketched(document) for document in sorted(known.values(), key=_order)]
    leader = list(range(len(texts)))

    def find(i: int) -> int:
        while leader[i] != i:
            leader[i] = leader[leader[i]]
            i = leader[i]
        return i

    for left, right in _iter_candidates(texts):
        first, second = sorted((find(left), find(right)))
        if first == second or not _is_copy(texts[left].document, texts[right].document):
            continue
        # The first of a group speaks for it: a chain of small changes must not join two acts.
        if _is_copy(texts[first].document, texts[second].document):
            leader[second] = first
    return {text.document.id: texts[find(i)].document.id for i, text in enumerate(texts)}


def _order(document: Document) -> tuple[str, str]:
    return (document.published_on or "9999", document.id)


def _words(text: str) -> list[str]:
    return _WORD.findall(text)


@lru_cache(maxsize=256)
def _shingles(document: Document) -> frozenset[str]:
    return _cut(_words(document.text.casefold()))


def _cut(folded: list[str]) -> frozenset[str]:
    if len(folded) < SHINGLE_WORDS:
        return frozenset([" ".join(folded)]) if folded else frozenset()
    shifted = (folded[i:] for i in range(SHINGLE_WORDS))
    return frozenset(map(" ".join, zip(*shifted, strict=False)))


def _sketched(document: Document) -> _Sketch:
    from rensa import RMinHash  # type: ignore[import-untyped]  # compiled: only where needed

    words = _words(document.text.casefold())
    shingles = list(_cut(words))
    minhash = RMinHash(PERMUTATIONS, SEED)
    minhash.update(shingles)
    sample: tuple[str, ...] = ()
    if len(shingles) >= TRIMMED_SHINGLES:
        # CRC-32 is the same on every machine and in every process, unlike `hash`.
        sums = map(zlib.crc32, map(str.encode, shingles))
        chosen = zip(shingles, sums, strict=True)
        sample = tuple(shingle for shingle, checksum in chosen if checksum % SAMPLE_ONE_IN == 0)
    digest = hashlib.sha256("\x1f".join(words).encode()).hexdigest()
    return _Sketch(document, digest, len(shingles), sample, minhash)


def _iter_candidates(texts: list[_Sketch]) -> Iterator[tuple[int, int]]:
    """Yield index pairs worth comparing, earlier first; a pair may come more than once."""
    yield from _iter_exact(texts)
    yield from _iter_near(texts)
    yield from _iter_trimmed(texts)


def _iter_exact(texts: list[_Sketch]) -> Iterator[tuple[int, int]]:
    first_with: dict[str, int] = {}
    for i, text in enumerate(texts):
        first = first_with.setdefault(text.digest, i)
        if first != i:
            yield first, i


def _iter_near(texts: list[_Sketch]) -> Iterator[tuple[int, int]]:
    from rensa import RMinHashLSH

    index = RMinHashLSH(NEAR_COPY_JACCARD, PERMUTATIONS, BANDS)
    for i, text in enumerate(texts):
        if text.n_shingles:
            for earlier in sorted(index.query(text.minhash)):
                yield int(earlier), i
            index.insert(i, text.minhash)


def _iter_trimmed(texts: list[_Sketch]) -> Iterator[tuple[int, int]]:
    """Yield pairs that share most of the shorter one's sampled shingles (Broder's mod-p sketch)."""
    holders: dict[str, list[int]] = defaultdict(list)
    for i, text in enumerate(texts):
        for shingle in text.sample:
            holders[shingle].append(i)
    shared: Counter[tuple[int, int]] = Counter()
    for members in holders.values():
        if 1 < len(members) <= COMMON_SHINGLE_DOCUMENTS:
            shared.update(combinations(members, 2))
    for (left, right), n_shared in sorted(shared.items()):
        smaller = min(len(texts[left].sample), len(texts[right].sample))
        # A loose gate: the sample's share scatters around the true containment.
        if n_shared >= 0.6 * smaller:
            yield left, right


def _is_copy(left: Document, right: Document) -> bool:
    ours, theirs = _shingles(left), _shingles(right)
    if ours == theirs:
        return bool(ours) or left.text == right.text
    n_shared = len(ours & theirs)
    n_smaller, n_larger = sorted((len(ours), len(theirs)))
    trimmed = n_smaller >= TRIMMED_SHINGLES and n_shared >= TRIMMED_CONTAINMENT * n_smaller
    near = n_shared >= NEAR_COPY_JACCARD * (n_smaller + n_larger - n_shared)
    return (near or trimmed) and not _is_template(left, right)


def _is_template(left: Document, right: Document) -> bool:
    """Tell whether each text has names or numbers of its own, as two uses of one form have."""
    ours, theirs = _words(left.text), _words(right.text)
    number_share = TEMPLATE_SHARE if min(len(ours), len(theirs)) > SHORT_FORM_WORDS else 0.0
    return _differ(_names(ours), _names(theirs), TEMPLATE_SHARE) or _differ(
        _numbers(left.text), _numbers(right.text), number_share
    )


def _differ(ours: set[str], theirs: set[str], share: float) -> bool:
    return all(
        len(one - other) > share * len(one) for one, other in ((ours, theirs), (theirs, ours))
    )


def _names(words: list[str]) -> set[str]:
    return {word for word in words if word[0].isupper()}


def _numbers(text: str) -> set[str]:
    """Return the numbers of a text with their scale: "1 billion" is not the "1" of "Section 1"."""
    return {" ".join(number.casefold().split()) for number in _NUMBER.findall(text)}
