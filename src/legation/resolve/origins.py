"""Find which documents repeat another's report: copies are one origin, and one witness.

In: `Document`s in any order. Out: for every document, the first of its group; why it is there.
Not here: reports that merely name the same agency or source; those stay separate origins.

Candidates come from sketches (`sketches`); every one is then judged on the full texts (`copying`),
so chance in the hashing can miss a pair and never make one. What looks most alike is joined first:
a trimmed use of a form goes to the act whose title and day it has.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from legation.records import Document, DocumentId
from legation.resolve.copying import days_apart, is_one, may_be_one, why_one
from legation.resolve.sketches import find_candidates, sketch

__all__ = ["find_origins", "is_one", "why_one"]

# What a title in common adds to how alike two sketches look, and what a day between takes.
SAME_TITLE, DAY, MOST_DAYS = 0.2, 0.02, 20


def find_origins(documents: Iterable[Document]) -> dict[DocumentId, DocumentId]:
    """Return for every document the id of the first of its group (its own when it is the first).

    First is the earliest by day of publication, undated documents last, then the smallest id.
    The answer does not depend on the order of `documents`.
    """
    known = {document.id: document for document in documents}
    texts = sorted(known.values(), key=_order)
    sketches = sketch(texts)
    first = list(range(len(texts)))
    fullest = list(range(len(texts)))

    def find(i: int) -> int:
        while first[i] != i:
            first[i] = first[first[i]]
            i = first[i]
        return i

    for left, right in _likeliest_first(find_candidates(sketches), texts):
        one, other = sorted((find(left), find(right)))
        # The fullest text of a group speaks for it: a chain of small changes, or a part that two
        # acts have in common, must not join them.
        ours, theirs = fullest[one], fullest[other]
        if (
            one != other
            and is_one(texts[left], texts[right], sketches.common)
            and may_be_one(texts[ours], texts[theirs], sketches.common)
        ):
            first[other] = one
            fullest[one] = max(ours, theirs, key=lambda i: (sketches.n_shingles[i], -i))
    return {text.id: texts[find(i)].id for i, text in enumerate(texts)}


def _order(document: Document) -> tuple[str, str]:
    return (document.published_on or "9999", document.id)


def _likeliest_first(
    candidates: dict[tuple[int, int], float], texts: Sequence[Document]
) -> list[tuple[int, int]]:
    def promise(pair: tuple[int, int]) -> tuple[float, tuple[int, int]]:
        left, right = texts[pair[0]], texts[pair[1]]
        days = days_apart(left, right)
        late = DAY * min(MOST_DAYS, MOST_DAYS if days is None else days)
        titled = SAME_TITLE * (left.title == right.title)
        return (late - titled - candidates[pair], pair)

    return sorted(candidates, key=promise)
