"""Score how well copies are found: pairwise precision, recall and F1 by operation.

In: originals, a function that finds origins. Out: `CopyScore`s, one for each of ten operations.
Not here: making copies (`copies`), finding origins (`resolve.origins`), choosing originals.

The pairs that count are a copy and its original, and every false join of the copy: each other
original whose report stands in the copy's group.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from legation.evaluate.copies import OPERATIONS, copy_of
from legation.records import Document, DocumentId

Finder = Callable[[Iterable[Document]], Mapping[DocumentId, DocumentId]]

# Pairwise F1 that each operation must reach; what has no bar here is shown all the same.
BARS: Mapping[str, float] = {
    "verbatim": 0.97,
    "retitled": 0.97,
    "trimmed at the end": 0.97,
    "trimmed at the start": 0.97,
    "re-ordered": 0.97,
    "spun": 0.85,
    "garbled": 0.85,
}


@dataclass(frozen=True, slots=True)
class CopyScore:
    """How the copies by one operation were joined."""

    operation: str
    n_copies: int
    n_found: int
    """Copies in the group of their original."""
    n_false: int
    """Other originals in the groups of copies."""

    @property
    def precision(self) -> float:
        """Share of the joined pairs that are right, 0 to 1; 1 when nothing is joined."""
        joined = self.n_found + self.n_false
        return self.n_found / joined if joined else 1.0

    @property
    def recall(self) -> float:
        """Share of the copies that are found, 0 to 1; 1 when there are none."""
        return self.n_found / self.n_copies if self.n_copies else 1.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall, 0 to 1."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0

    @property
    def passes(self) -> bool:
        """Whether F1 reaches the operation's bar; True where there is none."""
        return self.f1 >= BARS.get(self.operation, 0.0)


def score_copies(
    originals: Sequence[Document],
    find: Finder,
    seed: int = 1,
    beside: Sequence[Document] = (),
) -> list[CopyScore]:
    """Return how copies of `originals`, one by each operation, are joined among all of them.

    Args:
        originals: Texts of which none repeats another.
        find: Says for every document whose report it repeats.
        seed: For the chance in the operations.
        beside: Other documents that stand on the desk; to join one with a copy is false.
    """
    copies = [
        (operation, original, copy_of(original, operation, seed))
        for original in originals
        for operation in OPERATIONS
    ]
    desk = [*originals, *beside]
    origins = find([*desk, *(copy for *_, copy in copies)])
    of: dict[DocumentId, set[DocumentId]] = defaultdict(set)
    for one in desk:
        of[origins[one.id]].add(one.id)
    for _, original, copy in copies:
        of[origins[copy.id]].add(original.id)
    return [
        CopyScore(
            operation,
            sum(name == operation for name, *_ in copies),
            sum(
                origins[copy.id] == origins[original.id]
                for name, original, copy in copies
                if name == operation
            ),
            sum(
                len(of[origins[copy.id]] - {original.id})
                for name, original, copy in copies
                if name == operation
            ),
        )
        for operation in OPERATIONS
    ]
