"""Weigh simulated cases whose truth is known, with the code that weighs a question.

In: cases of copied reports (true hypothesis; for each report its origin, the group it was put in,
the hypothesis it speaks for, the reliability of its origin). Out: posteriors, and how good they
are.
Not here: the generator of the cases (`../shared/data/forecast/copied_reports.py`), the weighing
(`assess.questions.weighing`).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from statistics import median
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from legation.assess.questions.pieces import Doubts, Frame, Piece
from legation.assess.questions.weighing import weigh

Floats = NDArray[np.float64]

DAY = date(2022, 1, 1)
"""A case has no dates: all is said on one day."""
# A report speaks for one hypothesis alone; likelihoods stay above 0.
SPEAKS_NOT = 1e-9


class Reported(Protocol):
    """One report of a simulated case."""

    @property
    def origin(self) -> int:
        """Return its true origin, which a desk does not know."""

    @property
    def cluster(self) -> int:
        """Return the group that the detection of copies put it in; only equality means anything."""

    @property
    def value(self) -> int:
        """Return the hypothesis it speaks for."""

    @property
    def reliability(self) -> float:
        """Return the probability that its origin names the true hypothesis."""


def true_origin(report: Reported) -> int:
    """Return the group of a report as one who knows would group it."""
    return report.origin


def detected(report: Reported) -> int:
    """Return the group of a report as a desk groups it."""
    return report.cluster


TRUE_ORIGINS = Doubts(garbled_share=0.03, misjoined_share=0.0, missed_share=0.0)
"""What is to be doubted where the origins are known: the generator garbles 3 % of its relays."""


def detected_doubts(missed_share: float) -> Doubts:
    """Return what is to be doubted of detected groups; the share comes from `missed_share`."""
    return Doubts(garbled_share=0.03, misjoined_share=0.05, missed_share=missed_share)


def pieces_of(
    reports: Sequence[Reported], group: Callable[[Reported], int], n_hypotheses: int
) -> tuple[Piece, ...]:
    """Return a case's reports as evidence: one piece for each group and hypothesis it speaks for.

    A report that names the true one of K hypotheses with probability q, else any other alike, is
    one that is right for its reason with probability r and else picks any: q = r + (1 - r) / K.
    So r = (Kq - 1) / (K - 1), 0 at least. A group has the median reliability of its reports.
    """
    groups: dict[int, list[Reported]] = defaultdict(list)
    for report in reports:
        groups[group(report)].append(report)
    pieces = []
    # Numbered anew: what a group is called must not matter.
    for number, members in enumerate(groups.values()):
        right = median(one.reliability for one in members)
        reliability = max(0.0, (n_hypotheses * right - 1) / (n_hypotheses - 1))
        for value, count in sorted(Counter(one.value for one in members).items()):
            likelihoods = [SPEAKS_NOT] * n_hypotheses
            likelihoods[value] = 1.0
            pieces.append(
                Piece(
                    id=f"{number}:{value}",
                    indicator=f"speaks for {value}",
                    origin=str(number),
                    on=DAY,
                    likelihoods=tuple(likelihoods),
                    reliability=reliability,
                    copies=count - 1,
                    about="what it speaks for",
                )
            )
    return tuple(pieces)


def weighed(
    reports: Sequence[Reported],
    group: Callable[[Reported], int],
    doubts: Doubts,
    n_hypotheses: int = 3,
) -> Floats:
    """Return the posterior of a case, shape (hypothesis,), from an even prior."""
    frame = Frame((1 / n_hypotheses,) * n_hypotheses, DAY, DAY, doubts=doubts)
    found: Floats = weigh(frame, pieces_of(reports, group, n_hypotheses), [DAY])[0]
    return found


def naive_bayes(reports: Sequence[Reported], n_hypotheses: int = 3) -> Floats:
    """Return the posterior of a case when every report counts as a witness of its own."""
    score = np.zeros(n_hypotheses)
    for report in reports:
        logs = np.full(n_hypotheses, np.log((1 - report.reliability) / (n_hypotheses - 1)))
        logs[report.value] = np.log(report.reliability)
        score += logs
    weight = np.exp(score - score.max())
    found: Floats = weight / weight.sum()
    return found


def missed_share(cases: Iterable[tuple[int, Sequence[Reported]]]) -> float:
    """Return how often a group that says what another says is in truth a copy of it.

    This is what a desk would measure of its own detection on cases whose origins it knows; never
    on those that it is scored on. A group says what most of its reports say and is of the origin
    that most are of; of two groups of one origin the larger counts as the original.
    """
    n_repeating = n_missed = 0
    for _, reports in cases:
        groups: dict[int, list[Reported]] = defaultdict(list)
        for report in reports:
            groups[report.cluster].append(report)
        known: dict[int, set[int]] = defaultdict(set)
        for members in sorted(groups.values(), key=len, reverse=True):
            value = Counter(one.value for one in members).most_common(1)[0][0]
            origin = Counter(one.origin for one in members).most_common(1)[0][0]
            if known[value]:
                n_repeating += 1
                n_missed += origin in known[value]
            known[value].add(origin)
    return n_missed / n_repeating if n_repeating else 0.0


@dataclass(frozen=True, slots=True)
class CaseScore:
    """How good posteriors are against the truth."""

    n: int
    accuracy: float
    log_loss: float
    """Mean of -log(probability of the true hypothesis), probabilities of 1e-12 at least."""
    calibration_error: float
    """Mean, over ten bins of the leader's probability, of how far it is from how often the leader
    is right, each bin counting by its cases; 0 is best."""


def score_cases(posteriors: Floats, truths: NDArray[np.int64]) -> CaseScore:
    """Return how good posteriors of shape (case, hypothesis) are; as the generator's own program.

    Its bins are closed below and .1001 wide, so a probability just above a border counts in both;
    kept, so that figures compare.
    """
    sure = posteriors.max(axis=1)
    right = posteriors.argmax(axis=1) == truths
    error = 0.0
    for low in np.linspace(0, 0.9, 10):
        inside = (sure >= low) & (sure < low + 0.1001)
        if inside.any():
            error += abs(right[inside].mean() - sure[inside].mean()) * inside.mean()
    true = posteriors[np.arange(len(truths)), truths]
    loss = -np.log(np.maximum(true, 1e-12)).mean()
    return CaseScore(len(truths), float(right.mean()), float(loss), float(error))
