"""Say how far two people agree who annotated the same passages.

In: the passages of both. Out: agr (Wiebe, Wilson and Cardie 2005), span and token agreement, and
Krippendorff's alpha over tokens, as PolNeAR reports them.
Not here: loading passages (`passages`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from legation.evaluate.claimscores import ClaimScore, Rate, overlap, tokens_of
from legation.evaluate.corpusscores import parts_of, seventh
from legation.evaluate.passages import Note, Passage

_LABELS = ("none", "source", "cue", "content")


@dataclass(frozen=True, slots=True)
class Agreement:
    """How far a second annotator agrees with the first."""

    n_passages: int
    n_first: int
    n_second: int
    agr: float
    """The share of one's attributions that the other has too (cues overlap), both ways averaged."""
    rates: dict[str, Rate]
    """The measures of `claimscores`, the second scored against the first."""
    alpha: float
    """Krippendorff's alpha over tokens labelled source, cue, content or none."""
    act: float
    """Of the attributions that both have: the share with the same act, …"""
    certainty: float
    """… with certainty in the same seventh, …"""
    negated: float
    """… and with the same negation."""


def agreement(first: Sequence[Passage], second: Sequence[Passage]) -> Agreement:
    """Return how far two annotations of the same passages agree; those of one are left out."""
    theirs = {passage.id: passage for passage in second}
    score = ClaimScore()
    labels: list[tuple[int, int]] = []
    same = Counter[str]()
    n_pairs = 0
    counts = [0, 0]
    for passage in first:
        other = theirs.get(passage.id)
        if other is None or other.text.split() != passage.text.split():
            continue
        ours = {id(parts): (note, parts) for note in passage.notes for parts in [parts_of(note)]}
        yours = {id(parts): (note, parts) for note in other.notes for parts in [parts_of(note)]}
        counts[0] += len(ours)
        counts[1] += len(yours)
        pairs = score.add(
            passage.text, [p for _, p in ours.values()], [p for _, p in yours.values()]
        )
        for one, two in pairs:
            _compare(ours[id(one)][0], yours[id(two)][0], same)
            n_pairs += 1
        tokens = tokens_of(passage.text)
        labels += zip(_labels(passage, tokens), _labels(other, tokens), strict=True)
    rates = score.rates()
    cue = rates["cue_overlap"]
    return Agreement(
        score.n_documents,
        counts[0],
        counts[1],
        (cue.p + cue.r) / 2,
        rates,
        krippendorff_alpha(labels),
        *(same[name] / n_pairs if n_pairs else 0.0 for name in ("act", "certainty", "negated")),
    )


def _compare(one: Note, two: Note, same: Counter[str]) -> None:
    same["act"] += one.act == two.act
    same["certainty"] += seventh(one.certainty) == seventh(two.certainty)
    same["negated"] += one.negated == two.negated


def _labels(passage: Passage, tokens: Sequence[tuple[int, int]]) -> list[int]:
    """Return one label a token; the innermost claim's, cue before source before content."""
    found = []
    notes = sorted(passage.notes, key=lambda n: sum(e - s for s, e in n.content))
    for token in tokens:
        label = 0
        for name in ("cue", "source", "content"):
            if any(overlap((token,), getattr(note, name)) for note in notes):
                label = _LABELS.index(name)
                break
        found.append(label)
    return found


def krippendorff_alpha(pairs: Sequence[tuple[int, int]]) -> float:
    """Return alpha for two coders and nominal labels (Krippendorff 2004, chapter 11).

    1 is perfect agreement, 0 what chance would give; 1 too where nobody ever differs.
    """
    n = 2 * len(pairs)
    if not n:
        return 1.0
    values = Counter(label for pair in pairs for label in pair)
    observed = sum(2 for one, two in pairs if one != two) / n
    expected = sum(values[a] * values[b] for a in values for b in values if a != b) / (n * (n - 1))
    return 1.0 - observed / expected if expected else 1.0
