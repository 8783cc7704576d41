"""Score attributions on PolNeAR's articles, by the measures of its published figures.

In: articles with their attributions, and a function that finds attributions in a text. Out:
`PolnearScore`.
Not here: reading the files (`polnear`), the measures (`claimscores`).
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from legation.evaluate.claimscores import MEASURES, Attribution, ClaimScore
from legation.evaluate.polnear import MarkedText

FindAttributions = Callable[[MarkedText], Sequence[Attribution]]


@dataclass(frozen=True, slots=True)
class PolnearScore:
    """One line of the table of systems."""

    system: str
    learnt_from: str
    score: ClaimScore
    words_per_cpu_s: float

    def to_json(self) -> dict[str, Any]:
        """Return exactly the fields that programs read."""
        return {
            "system": self.system,
            "learnt_from": self.learnt_from,
            "n_documents": self.score.n_documents,
            **{name: asdict(rate) for name, rate in self.score.rates().items()},
            "words_per_cpu_s": round(self.words_per_cpu_s, 1),
        }


def score_polnear(
    texts: Iterable[MarkedText], find: FindAttributions, *, system: str, learnt_from: str
) -> PolnearScore:
    """Return how well `find` finds what is marked, and at which speed.

    The speed counts the words between blanks and the processor seconds of `find`, this
    process's alone.
    """
    score = ClaimScore()
    words, seconds = 0, 0.0
    for text in texts:
        started = time.process_time()
        found = find(text)
        seconds += time.process_time() - started
        words += len(text.text.split())
        score.add(text.text, text.attributions, found)
    return PolnearScore(system, learnt_from, score, words / seconds if seconds else 0.0)


def outer(found: Sequence[Attribution]) -> list[Attribution]:
    """Return the attributions whose cue stands in no other's content: PolNeAR knows no nesting."""
    return [
        one
        for one in found
        if not any(
            other is not one
            and any(s <= one.cue[0][0] and one.cue[-1][1] <= e for s, e in other.content)
            for other in found
        )
    ]


__all__ = ["MEASURES", "FindAttributions", "PolnearScore", "outer", "score_polnear"]
