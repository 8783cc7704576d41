"""Find which documents repeat another's report: copies are one origin, and one witness.

In: `Document`s in any order. Out: for every document, the first of its group; why it is there.
Not here: reports that merely name the same agency or source; those stay separate origins.

Two texts are one origin when they are equal word for word, when they share most of their
five-word shingles, when the shorter stands almost whole inside the longer (a trimmed copy), or
they name the same in the same order in other words (`rewordings`). Candidates come from MinHash
with locality-sensitive hashing (rensa) and, for trimmed copies, from an index of sampled shingles;
every candidate is then verified on the full texts, so chance in the hashing can miss a pair and
never make one.
"""

from __future__ import annotations

import hashlib
import re
import zlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from legation.records import Document, DocumentId
from legation.resolve.rewordings import compare, iter_reworded

SHINGLE_WORDS = 5
# At .7 a text of 300 words may differ in some ten single words: an edited copy, no rewrite.
NEAR_COPY_JACCARD = 0.7
# The share of the shorter text's shingles found in the longer one.
TRIMMED_CONTAINMENT = 0.85
# A quotation of a few sentences inside a report does not make the two one origin:
# containment counts only for texts of so many shingles, or for a good part of a short one.
TRIMMED_SHINGLES = 60
SHORT_SHINGLES, SHORT_SHARE = 20, 0.4
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
COMMON_SHINGLE_DOCUMENTS = 60
# So many of a text's rarest sampled shingles are looked up.
RAREST = 16

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
    first = list(range(len(texts)))
    fullest = list(range(len(texts)))

    def find(i: int) -> int:
        while first[i] != i:
            first[i] = first[first[i]]
            i = first[i]
        return i

    for left, right in _iter_candidates(texts):
        one, other = sorted((find(left), find(right)))
        # The fullest text of a group speaks for it: what was trimmed is a part of it, and a chain
        # of small changes must not join two acts.
        ours, theirs = fullest[one], fullest[other]
        if one != other and is_one(texts[ours].document, texts[theirs].document):
            first[other] = one
            fullest[one] = max(ours, theirs, key=lambda i: (texts[i].n_shingles, -i))
    return {text.document.id: texts[find(i)].document.id for i, text in enumerate(texts)}


def _order(document: Document) -> tuple[str, str]:
    return (document.published_on or "9999", document.id)


def _words(text: str) -> list[str]:
    return _WORD.findall(text)


@lru_cache(maxsize=256)
def _shingles(document: Document) -> frozenset[str]:
    return _cut(_words(document.text.casefold()))


@lru_cache(maxsize=256)
def _sorted_words(document: Document) -> list[str]:
    return sorted(_words(document.text.casefold()))


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
    # In the order of the alphabet: whoever moves paragraphs about changes no word.
    digest = hashlib.sha256("\x1f".join(sorted(words)).encode()).hexdigest()
    return _Sketch(document, digest, len(shingles), sample, minhash)


def _iter_candidates(texts: list[_Sketch]) -> Iterator[tuple[int, int]]:
    """Yield index pairs worth comparing, earlier first; a pair may come more than once."""
    yield from _iter_exact(texts)
    yield from _iter_near(texts)
    yield from _iter_trimmed(texts)
    yield from iter_reworded([text.document for text in texts])


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
    """Yield pairs where one text's rarest sampled shingles stand in the other.

    What a text shares with all of its form says nothing; its rarest words follow it into a copy.
    """
    holders: dict[str, list[int]] = defaultdict(list)
    for i, text in enumerate(texts):
        for shingle in text.sample:
            holders[shingle].append(i)
    for i, text in enumerate(texts):
        known = (s for s in text.sample if 1 < len(holders[s]) <= COMMON_SHINGLE_DOCUMENTS)
        rarest = sorted(known, key=lambda shingle: (len(holders[shingle]), shingle))[:RAREST]
        shared = Counter(other for shingle in rarest for other in holders[shingle])
        # A loose gate: a sample's share scatters around the true containment.
        due = 0.6 * min(RAREST, len(text.sample))
        for other, n_shared in sorted(shared.items()):
            if other != i and n_shared >= due:
                yield min(i, other), max(i, other)


def is_one(left: Document, right: Document) -> bool:
    """Tell whether two texts are one report, be it in other words."""
    return _is_copy(left, right) or _is_reworded(left, right)


def why_one(first: Document, copy: Document) -> str:
    """Return in words what shows that `copy` repeats `first`."""
    ours, theirs = _shingles(first), _shingles(copy)
    if ours == theirs:
        return "word for word"
    if _is_copy(first, copy):
        n_shared = len(ours & theirs)
        share = n_shared / max(1, min(len(ours), len(theirs)))
        kind = "an edited copy" if 0.7 * len(ours) < len(theirs) < len(ours) / 0.7 else "a part"
        return f"{kind}: {share:.0%} of the shorter text's five-word runs stand in the other"
    found = compare(first, copy)
    return f"reworded: {found.n_shared} of {found.n_shorter} names and figures in the same order"


def _is_reworded(left: Document, right: Document) -> bool:
    return compare(left, right).holds and not _differ(
        _numbers(left.text), _numbers(right.text), TEMPLATE_SHARE
    )


def _is_copy(left: Document, right: Document) -> bool:
    ours, theirs = _shingles(left), _shingles(right)
    if ours == theirs:
        return bool(ours) or left.text == right.text
    if len(ours) >= SHORT_SHINGLES and _sorted_words(left) == _sorted_words(right):
        return True
    n_shared = len(ours & theirs)
    n_smaller, n_larger = sorted((len(ours), len(theirs)))
    long_enough = n_smaller >= TRIMMED_SHINGLES or (
        n_smaller >= SHORT_SHINGLES and n_smaller >= SHORT_SHARE * n_larger
    )
    trimmed = long_enough and n_shared >= TRIMMED_CONTAINMENT * n_smaller
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
