"""Score the coding of events between two given actors on PLV's sentences.

In: PLV's columns `sentence marked_sentence source target gold_root gold_penta`, and the roots that
were found. Out: `PlvScore`: macro F1 of cooperation against conflict, of the four quad classes and
of the fifteen roots, with bootstrap intervals.
Not here: the coder (`plvcoder`). PLV's columns `silver_*`, `*_L1`, `*_L2` and `prompt_*` are
another system's output and are never read.

PLV follows the crosswalk from CAMEO, not PLOVER's manual: CONCEDE and RETREAT are YIELD (quad 2),
and imposed sanctions, embargoes and tariffs are COERCE. `PLV_QUADS` and `plvcoder` apply it.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from legation.evaluate.brackets import Place
from legation.records import LegationError

PLV_QUADS = {
    "AGREE": 1,
    "CONSULT": 1,
    "SUPPORT": 1,
    "COOPERATE": 2,
    "AID": 2,
    "YIELD": 2,
    "REQUEST": 3,
    "ACCUSE": 3,
    "REJECT": 3,
    "THREATEN": 3,
    "PROTEST": 4,
    "SANCTION": 4,
    "MOBILIZE": 4,
    "COERCE": 4,
    "ASSAULT": 4,
}
"""PLV's fifteen roots with their quad classes."""

_COLUMNS = ("sentence", "marked_sentence", "source", "target", "gold_root", "gold_penta")
_MARK = re.compile(r"<(/?)([st])>")
_NOBODY = frozenset({"an actor", "a recipient"})
_DRAWS = 1_000


class PlvError(LegationError):
    """A file does not have PLV's columns; the message names line and cure."""


@dataclass(frozen=True, slots=True)
class PlvSentence:
    """One sentence with its two actors and what PLV codes between them."""

    text: str
    source: Place | None
    """None where PLV says only that there is "an actor"."""
    target: Place | None
    """None where PLV says only that there is "a recipient"."""
    root: str
    quad: int
    """PLV's own quad class, which in a few sentences is not that of the root."""


@dataclass(frozen=True, slots=True)
class PlvCode:
    """What is found between two actors."""

    root: str
    quad: int
    conflict: bool

    @classmethod
    def of(cls, root: str) -> PlvCode:
        """Return a root with its own quad class."""
        return cls(root, PLV_QUADS[root], PLV_QUADS[root] > 2)


@dataclass(frozen=True, slots=True)
class Interval:
    """A macro F1 with its bootstrap interval of 95 %."""

    macro_f1: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class PlvScore:
    """How well the roots are told, 0 to 1."""

    n: int
    binary: Interval
    quad: Interval
    root: Interval
    per_class: dict[str, dict[str, float]]
    """By root: precision, recall, F1, and how many there are."""


def iter_plv(path: Path) -> Iterator[PlvSentence]:
    """Yield PLV's sentences in their order.

    Raises:
        PlvError: A column is missing, a mark is not there, or a root is none of PLV's.
    """
    with path.open(encoding="utf-8", newline="") as lines:
        rows = csv.DictReader(lines, delimiter="\t")
        missing = [name for name in _COLUMNS if name not in (rows.fieldnames or ())]
        if missing:
            msg = f"{path}: no column {missing[0]!r}; give tab-separated {' '.join(_COLUMNS)}"
            raise PlvError(msg)
        for number, row in enumerate(rows, start=2):
            if row["gold_root"] not in PLV_QUADS:
                msg = f"{path}:{number}: {row['gold_root']!r} is none of {' '.join(PLV_QUADS)}"
                raise PlvError(msg)
            if row["gold_penta"] not in {"1", "2", "3", "4"}:
                msg = f"{path}:{number}: gold_penta is {row['gold_penta']!r}; write 1 to 4"
                raise PlvError(msg)
            yield _sentence(f"{path}:{number}", row)


def _sentence(place: str, row: Mapping[str, str]) -> PlvSentence:
    marked, root, quad = row["marked_sentence"] or "", row["gold_root"], int(row["gold_penta"])
    parts: list[str] = []
    length, end = 0, 0
    marks: dict[str, list[int]] = {"s": [], "t": []}
    for mark in _MARK.finditer(marked):
        piece = marked[end : mark.start()]
        parts.append(piece)
        length, end = length + len(piece), mark.end()
        marks[mark[2]].append(length)
    parts.append(marked[end:])
    text = "".join(parts)
    places: list[Place | None] = []
    for letter, column in (("s", "source"), ("t", "target")):
        at = marks[letter]
        if len(at) < 2 and row[column].lower() in _NOBODY:
            places.append(None)
            continue
        start = at[0] if len(at) > 1 else text.find(row[column])
        end = at[1] if len(at) > 1 else start + len(row[column])
        if start < 0:
            msg = f"{place}: marked_sentence marks no {column}, nor does the sentence hold it"
            raise PlvError(msg)
        places.append((start, end))
    return PlvSentence(text, places[0], places[1], root, quad)


def score_plv(
    sentences: Sequence[PlvSentence], found: Sequence[PlvCode], seed: int = 20220318
) -> PlvScore:
    """Return the scores of what is `found` for `sentences`."""
    roots = list(PLV_QUADS)
    ours = np.array([roots.index(one.root) for one in sentences])
    theirs = np.array([roots.index(code.root) for code in found])
    our_quads = np.array([one.quad for one in sentences])
    their_quads = np.array([code.quad for code in found])
    conflict = np.array([code.conflict for code in found])
    rng = np.random.default_rng(seed)
    draws = rng.integers(0, len(ours), size=(_DRAWS, len(ours)))

    def interval(left: NDArray[np.int64], right: NDArray[np.int64]) -> Interval:
        kinds = np.unique(left)
        drawn = [_macro_f1(left[rows], right[rows], kinds) for rows in draws]
        low, high = np.quantile(drawn, (0.025, 0.975))
        return Interval(_macro_f1(left, right, kinds), float(low), float(high))

    per_class = {
        root: {**_rates(ours, theirs, i), "n": float((ours == i).sum())}
        for i, root in enumerate(roots)
        if (ours == i).any() or (theirs == i).any()
    }
    return PlvScore(
        len(ours),
        interval((our_quads > 2).astype(np.int64), conflict.astype(np.int64)),
        interval(our_quads, their_quads),
        interval(ours, theirs),
        per_class,
    )


def _macro_f1(gold: NDArray[np.int64], found: NDArray[np.int64], kinds: NDArray[np.int64]) -> float:
    """Return the mean F1 of `kinds`; one that is neither marked nor found counts 0."""
    return float(np.mean([_rates(gold, found, kind)["f1"] for kind in kinds]))


def _rates(gold: NDArray[np.int64], found: NDArray[np.int64], kind: int) -> dict[str, float]:
    right = float(((gold == kind) & (found == kind)).sum())
    n_gold, n_found = float((gold == kind).sum()), float((found == kind).sum())
    p, r = right / n_found if n_found else 0.0, right / n_gold if n_gold else 0.0
    return {"p": p, "r": r, "f1": 2 * right / (n_gold + n_found) if n_gold + n_found else 0.0}
