"""Score claims against marked attributions, in the measures of PolNeAR's figures.

In: for each document what was marked and what was found, as `Attribution`s. Out: `ClaimScore`.
Not here: reading the files (`polnear`, `passages`), finding claims (`extract`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

Place = tuple[int, int]
"""Half-open offsets into the text of one document."""

Places = tuple[Place, ...]

# A content counts as found when its tokens agree by half, the custom of PolNeAR's figures.
CONTENT_F1 = 0.5

MEASURES = (
    "cue_overlap",
    "cue_exact",
    "source_overlap",
    "source_exact",
    "content_token",
    "triple",
)
SPANS = ("source_span", "cue_span", "content_span")

_TOKEN = re.compile(r"\w+|[^\w\s]")


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who said what by which words; each part in pieces, in text order."""

    source: Places
    cue: Places
    content: Places
    confidence: float | None = None


@dataclass(frozen=True, slots=True)
class Rate:
    """Precision, recall and F1, 0 to 1; 0 where there is nothing to divide by."""

    p: float
    r: float
    f1: float


@dataclass(slots=True)
class Tally:
    """How many were marked, found, and right."""

    n_gold: int = 0
    n_found: int = 0
    n_right: int = 0

    def add(self, n_gold: int, n_found: int, n_right: int) -> None:
        """Count some more."""
        self.n_gold += n_gold
        self.n_found += n_found
        self.n_right += n_right

    def rate(self) -> Rate:
        """Return precision, recall and F1 of what was counted."""
        p = self.n_right / self.n_found if self.n_found else 0.0
        r = self.n_right / self.n_gold if self.n_gold else 0.0
        return Rate(p, r, 2 * p * r / (p + r) if p + r else 0.0)


@dataclass(slots=True)
class ClaimScore:
    """Counts of every measure over all documents.

    `cue_overlap` and `cue_exact` count cues, paired one to one; `source_overlap` and
    `source_exact` count the sources of paired cues; `content_token` counts tokens that are
    some content's; `triple` counts attributions whose cue and source overlap and whose
    content agrees with a token F1 of at least `CONTENT_F1`. The `…_span` measures are those of
    CofeNet: each unbroken span exact, whatever it belongs to.
    """

    tallies: dict[str, Tally] = field(
        default_factory=lambda: {name: Tally() for name in (*MEASURES, *SPANS)}
    )
    n_documents: int = 0
    confidences: list[tuple[float, bool]] = field(default_factory=list)
    """For each found attribution its confidence and whether its triple is right."""

    def add(
        self, text: str, gold: Sequence[Attribution], found: Sequence[Attribution]
    ) -> list[tuple[Attribution, Attribution]]:
        """Count one document; return which marked attribution was paired with which found."""
        self.n_documents += 1
        tokens = [match.span() for match in _TOKEN.finditer(text)]
        pairs = pair_by_cue(gold, found)
        sources = sum(1 for one in gold if one.source), sum(1 for one in found if one.source)
        counts = {
            "cue_overlap": (len(gold), len(found), len(pairs)),
            "cue_exact": (len(gold), len(found), sum(same(g.cue, f.cue) for g, f in pairs)),
            "source_overlap": (*sources, sum(overlap(g.source, f.source) for g, f in pairs)),
            "source_exact": (
                *sources,
                sum(bool(g.source) and same(g.source, f.source) for g, f in pairs),
            ),
            "triple": (len(gold), len(found), 0),
        }
        right = set()
        for one, other in pairs:
            if _is_triple(one, other, tokens):
                right.add(id(other))
        counts["triple"] = (len(gold), len(found), len(right))
        marked, taken = (
            _tokens_of(tokens, [place for one in ones for place in one.content])
            for ones in (gold, found)
        )
        counts["content_token"] = (len(marked), len(taken), len(marked & taken))
        for name in ("source", "cue", "content"):
            ours, theirs = (
                {place for one in ones for place in getattr(one, name)} for ones in (gold, found)
            )
            counts[f"{name}_span"] = (len(ours), len(theirs), len(ours & theirs))
        for name, count in counts.items():
            self.tallies[name].add(*count)
        self.confidences += [
            (one.confidence, id(one) in right) for one in found if one.confidence is not None
        ]
        return pairs

    def rates(self) -> dict[str, Rate]:
        """Return the rates of `MEASURES`."""
        return {name: self.tallies[name].rate() for name in MEASURES}

    def spans(self) -> dict[str, Rate]:
        """Return the rates of `SPANS`, CofeNet's protocol."""
        return {name: self.tallies[name].rate() for name in SPANS}


def _is_triple(gold: Attribution, found: Attribution, tokens: Sequence[Place]) -> bool:
    if bool(gold.source) != bool(found.source):
        return False
    if gold.source and not overlap(gold.source, found.source):
        return False
    return content_f1(gold.content, found.content, tokens) >= CONTENT_F1


def content_f1(gold: Places, found: Places, tokens: Sequence[Place]) -> float:
    """Return the F1, 0 to 1, of the tokens of two contents."""
    ours, theirs = _tokens_of(tokens, gold), _tokens_of(tokens, found)
    both = len(ours & theirs)
    return 2 * both / (len(ours) + len(theirs)) if both else 0.0


def tokens_of(text: str) -> list[Place]:
    """Return the words and marks of `text`, as the measures count them."""
    return [match.span() for match in _TOKEN.finditer(text)]


def _tokens_of(tokens: Sequence[Place], places: Iterable[Place]) -> set[int]:
    from bisect import bisect_left

    starts = [start for start, _ in tokens]
    found: set[int] = set()
    for start, end in places:
        i = max(0, bisect_left(starts, start) - 1)
        while i < len(tokens) and tokens[i][0] < end:
            if tokens[i][1] > start:
                found.add(i)
            i += 1
    return found


def pair_by_cue(
    gold: Sequence[Attribution],
    found: Sequence[Attribution],
    fit: Callable[[Attribution, Attribution], float] | None = None,
) -> list[tuple[Attribution, Attribution]]:
    """Pair attributions whose cues share a character, one to one, the best fit first."""
    rated = sorted(
        (
            (-(fit or _fit)(one, other), i, j)
            for i, one in enumerate(gold)
            for j, other in enumerate(found)
            if overlap(one.cue, other.cue)
        ),
    )
    taken: set[int] = set()
    used: set[int] = set()
    pairs = []
    for _, i, j in rated:
        if i not in taken and j not in used:
            taken.add(i)
            used.add(j)
            pairs.append((gold[i], found[j]))
    return pairs


def _fit(one: Attribution, other: Attribution) -> float:
    return (
        shared(one.cue, other.cue) / max(length(one.cue), length(other.cue))
        + (1.0 if overlap(one.source, other.source) else 0.0)
        + shared(one.content, other.content) / max(1, length(one.content), length(other.content))
    )


def shared(one: Places, other: Places) -> int:
    """Return how many characters two places share."""
    return sum(max(0, min(e, b) - max(s, a)) for s, e in one for a, b in other)


def length(places: Places) -> int:
    """Return how many characters places hold."""
    return sum(end - start for start, end in places)


def overlap(one: Places, other: Places) -> bool:
    """Tell whether two places share a character."""
    return any(s < b and a < e for s, e in one for a, b in other)


def same(one: Places, other: Places) -> bool:
    """Tell whether two places are the same pieces."""
    return sorted(one) == sorted(other)
