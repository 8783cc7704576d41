"""Weigh evidence day by day: how probable each hypothesis of a question is, and was.

In: `Frame` and `Piece`s in any order. Out: the posterior by day and hypothesis; what each piece
is worth.
Not here: what share of a piece is news (`relays`), bands (`bands`), which pieces carry the
judgement (`carrying`), words for it (`reference.probability`).
"""

from __future__ import annotations

import math
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from legation.assess.questions.pieces import ABSENT, SEEN, Frame, Piece, WeighError, in_order
from legation.assess.questions.relays import Share, news_of, shares_of

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Worth:
    """What one piece does to the odds by itself, on its day."""

    piece: Piece
    share: Share
    factors: tuple[float, ...]
    """By hypothesis; their mean under the prior is 1, and all are 1 where it has no weight."""

    @property
    def log_range(self) -> float:
        """Return the most by which the piece alone moves the log-odds of any two hypotheses."""
        return math.log(max(self.factors) / min(self.factors))


def weigh(frame: Frame, pieces: Sequence[Piece], days: Sequence[date]) -> Floats:
    """Return how probable each hypothesis was at the end of each day, on what was known by then.

    A forward filter (docs/weighing.md): between days the world is drawn anew from the prior with
    probability `frame.drift`; on a day the probabilities are multiplied by the factor of each
    statement known that day. The result does not depend on the order of `pieces`, and what comes
    later never changes what stands for a day before.

    Args:
        frame: The question.
        pieces: In any order, ids all different.
        days: In any order, from the opening to the closing day.

    Returns:
        Shape (day, hypothesis), rows in the order of `days`, each adding up to 1.

    Raises:
        WeighError: A day lies outside the question, or a piece does not fit it.
    """
    ordered = in_order(frame, pieces)
    case = Case.of(frame, ordered)
    found: Floats = case.posterior(case.shares(), days)[0]
    return found


def worth_of(frame: Frame, pieces: Sequence[Piece]) -> tuple[Worth, ...]:
    """Return what each piece does to the odds by itself, in the order of weighing."""
    ordered = in_order(frame, pieces)
    case = Case.of(frame, ordered)
    found = shares_of(frame, ordered)
    totals = np.array([one.total for one in found])
    factors = 1 + (case.reliability * totals)[:, None] * (case.likelihoods[0] - 1)
    return tuple(
        Worth(piece, share, tuple(map(float, row)))
        for piece, share, row in zip(ordered, found, factors, strict=True)
    )


def level(likelihoods: Floats, prior: Floats) -> Floats:
    """Return likelihoods scaled so that their mean under the prior is 1, along the last axis.

    This sets how often an unreliable source says such a thing: as often as reliable ones do all in
    all. To see it then says nothing of the source, and the posterior after one piece is
    `reliability * (posterior were it true) + (1 - reliability) * prior`.
    """
    # No matrix product: its last digits depend on how many rows there are.
    mean = (likelihoods * prior).sum(axis=-1, keepdims=True)
    leveled: Floats = likelihoods / mean
    return leveled


@dataclass(frozen=True, slots=True, eq=False)
class Case:
    """Pieces in order, as arrays, so that many variants are weighed at once."""

    frame: Frame
    pieces: tuple[Piece, ...]
    prior: Floats
    """Shape (hypothesis,)."""
    likelihoods: Floats
    """Shape (variant or 1, piece, hypothesis), mean 1 under the prior."""
    reliability: Floats
    """Shape (piece,), or (variant, piece)."""
    news: Floats
    """Share of each piece that is news, shape (piece,)."""
    plan: Plan

    @classmethod
    def of(cls, frame: Frame, ordered: Sequence[Piece]) -> Case:
        """Return the case of pieces that stand in the order of `pieces.in_order`."""
        prior = np.array(frame.prior)
        prior = prior / prior.sum()
        stated = np.array([one.likelihoods for one in ordered]).reshape(1, -1, len(prior))
        return cls(
            frame,
            tuple(ordered),
            prior,
            level(stated, prior),
            np.array([one.reliability for one in ordered]),
            np.array(news_of(frame, ordered)),
            Plan.of(frame, ordered),
        )

    def shares(self, without: Collection[int] = ()) -> Floats:
        """Return the share of each piece that is news when those at some places had not been found.

        Returns:
            Shape (1, piece).
        """
        found = self.news.copy()
        left_out = list(without)
        found[left_out] = 0
        # Nobody copies or repeats an absence: without one, all else is as it was.
        if any(self.pieces[place].kind != ABSENT for place in left_out):
            seen = [place for place, one in enumerate(self.pieces) if one.kind != ABSENT]
            gone = {self.pieces[place].id for place in left_out}
            found[seen] = news_of(self.frame, [self.pieces[place] for place in seen], gone)
        return found[None]

    def posterior(self, shares: Floats, days: Sequence[date]) -> Floats:
        """Return the posterior of each variant, shape (variant, day, hypothesis).

        A statement with readings i has the factor 1 + sum of share_i * reliability_i * (l_i - 1):
        the mixture over which reading is right, and over whether any is news.

        Args:
            shares: Shape (variant or 1, piece), 0 to 1.
            days: See `weigh`.
        """
        for day in days:
            if not self.frame.opened_on <= day <= self.frame.closes_on:
                msg = (
                    f"{day} is outside the question, which is open from {self.frame.opened_on} to "
                    f"{self.frame.closes_on}; ask for a day between"
                )
                raise WeighError(msg)
        plan = self.plan
        weight = shares[:, plan.places] * self.reliability[..., plan.places]
        pull = weight[..., None] * (self.likelihoods[:, plan.places] - 1)
        if plan.on:
            logs = np.log1p(np.add.reduceat(pull, plan.statements, axis=1))
            by_day = np.add.reduceat(logs, plan.firsts, axis=1)
        else:
            by_day = np.zeros((len(pull), 0, len(self.prior)))
        return self._filtered(by_day, days)

    def _filtered(self, logs: Floats, days: Sequence[date]) -> Floats:
        # In logarithms, so that what many pieces speak against can still come back.
        at_first = np.log(self.prior)
        belief = np.broadcast_to(at_first, (len(logs), len(self.prior)))
        place_of = {day: place for place, day in enumerate(self.plan.on)}
        asked = set(days)
        by_day: dict[date, Floats] = {}
        today, last = self.frame.opened_on, max(asked, default=self.frame.opened_on)
        for day in sorted(asked | {one for one in place_of if one <= last}):
            kept = (1 - self.frame.drift) ** (day - today).days
            if kept < 1:
                belief = np.logaddexp(np.log(kept) + belief, np.log1p(-kept) + at_first)
            if day in place_of:
                belief = belief + logs[:, place_of[day]]
                belief = belief - np.logaddexp.reduce(belief, axis=1)[:, None]
            if day in asked:
                by_day[day] = np.exp(belief)
            today = day
        if not days:
            return np.zeros((len(logs), 0, len(self.prior)))
        return np.stack([by_day[day] for day in days], axis=1)


@dataclass(frozen=True, slots=True)
class Plan:
    """Which pieces make one statement, and which statements are known on one day."""

    places: list[int]
    """Of the pieces that are known while the question is open, statement by statement."""
    statements: list[int]
    """Where in `places` each statement begins."""
    firsts: list[int]
    """Which statement is the first of each day."""
    on: list[date]
    """Those days, in order."""

    @classmethod
    def of(cls, frame: Frame, pieces: Sequence[Piece]) -> Plan:
        """Return the plan of pieces that stand in the order of `pieces.in_order`."""
        keyed = sorted(
            (_statement(piece), place)
            for place, piece in enumerate(pieces)
            if frame.opened_on <= piece.on <= frame.closes_on
        )
        keys = [key for key, _ in keyed]
        statements = [n for n, key in enumerate(keys) if n == 0 or key != keys[n - 1]]
        days = [keys[n][0] for n in statements]
        firsts = [n for n, day in enumerate(days) if n == 0 or day != days[n - 1]]
        return cls([place for _, place in keyed], statements, firsts, [days[n] for n in firsts])


def _statement(piece: Piece) -> tuple[date, str, str, str]:
    """Return what tells one statement from another: its day, origin and matter."""
    if piece.kind == ABSENT:
        return piece.on, ABSENT, piece.id, ""
    return piece.on, SEEN, piece.origin, piece.matter
