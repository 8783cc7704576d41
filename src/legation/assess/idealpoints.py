"""Estimate where states stand from how they vote: ordinal item response theory, session by session.

In: votes as flat arrays. Out: `IdealPoints`: a point with its standard error for each seat in
each session, and the parameters of each roll call.
Not here: the table of votes (`reference.unvotes`), how two states compare (`assess.alignment`).

The idea is that of Bailey, Strezhnev and Voeten (2017, "Estimating Dynamic State Preferences from
United Nations Voting Data", Journal of Conflict Resolution 61(2)): yes > abstain > no (or the
reverse) along one line, two cutpoints a roll call, absence is missing. The design is our own: a
logistic graded response (Samejima 1969, Psychometrika Monograph 17), joint maximum a posteriori
by Fisher scoring, sessions linked by an autoregressive prior.

For seat i in session t and roll call v, with F the logistic function:

    P(no)            = F(middle_v - width_v / 2 - slope_v * x_it)
    P(no or abstain) = F(middle_v + width_v / 2 - slope_v * x_it)
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from legation.assess.anderson import Anderson
from legation.records import LegationError

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

NO, ABSTAIN, YES = 0, 1, 2

# These widths were chosen on a tuning tenth of the votes (not that of the bar) and with a look at
# the published points, among some twenty-five combinations: docs/alignment.md tells which.
PULL_SD = 1.0
"""Standard deviation to which a point is pulled towards the middle, in every session alike."""
DRIFT_SD = 0.5
"""Standard deviation of what a seat moves from one session to the next: a random walk."""
SLOPE_SD = 2.0
"""Standard deviation of the slopes. Wider ones, or a weaker pull, stretch blocs that always vote
together far out of the field: they then tell unanimity, not distance."""
LAPSE = 0.001
"""Share of votes that follow no position, spread over the three choices."""
MOST_ROUNDS = 45
ENOUGH = 0.001
"""Rounds end when the mean step is below so many standard deviations of the points."""
_MOST_STEP, _MOST_ITEM_STEP = 1.0, 1.5
# Rounds before the spread of the roll calls is learnt from them: the first steps are rough.
_ROUGH_ROUNDS = 3


class IdealPointError(LegationError, ValueError):
    """The votes cannot be placed on a line."""


@dataclass(frozen=True, slots=True)
class Ballots:
    """Votes that were cast; who was absent is not among them."""

    roll_call: Ints
    """Shape (vote,): index of the roll call."""
    seat: Ints
    """Shape (vote,): index of the seat."""
    choice: NDArray[np.int8]
    """Shape (vote,): `NO`, `ABSTAIN` or `YES`."""
    session: Ints
    """Shape (roll call,): the session of each roll call."""

    def __len__(self) -> int:
        return len(self.choice)


@dataclass(frozen=True, slots=True)
class IdealPoints:
    """Where each seat stands in each session; larger is nearer to the anchor (the USA).

    Over all cells (a seat in a session in which it voted) the points have mean 0 and standard
    deviation 1.
    """

    session: Ints
    seat: Ints
    point: Floats
    se: Floats
    """Standard errors, shape (cell,), as the three above: the curvature at the mode, and to first
    order what the uncertain roll calls add."""
    n_votes: Ints
    """Votes that a point rests on."""
    cell: Ints
    """Shape (vote,): the cell of each vote that was given, also of those that were not kept."""
    middle: Floats
    """Shape (roll call,), as `slope` and `width`."""
    slope: Floats
    width: Floats
    n_rounds: int

    def chances(self, roll_call: Ints, cell: Ints) -> Floats:
        """Return the probabilities of no, abstain and yes, shape (vote, 3); rows sum to 1."""
        from scipy.special import expit

        centre = self.middle[roll_call] - self.slope[roll_call] * self.point[cell]
        half = self.width[roll_call] / 2
        low, high = expit(centre - half), expit(centre + half)
        plain = np.stack([low, high - low, 1 - high], axis=1)
        chances: Floats = (1 - LAPSE) * plain + LAPSE / 3
        return chances


Watched = Callable[[Iterable[int]], Iterable[int]]
"""Gives back the numbers of rounds that it is given, and may tell of each; rounds may end early."""


def fit(
    ballots: Ballots,
    anchor: int,
    kept: NDArray[np.bool_] | None = None,
    *,
    watched: Watched = iter,
) -> IdealPoints:
    """Estimate all points and roll calls together.

    Args:
        ballots: The votes, in order of their roll calls.
        anchor: The seat that stands on the positive side.
        kept: Shape (vote,): which votes count; the others only get a cell, to be predicted.
        watched: What the rounds go through, at most `MOST_ROUNDS` of them.

    Raises:
        IdealPointError: There is no vote, or none of the anchor.
    """
    kept = np.ones(len(ballots), bool) if kept is None else kept
    if not np.any(kept & (ballots.seat == anchor)):
        msg = "no vote of the state that fixes the direction; add its votes or name another"
        raise IdealPointError(msg)
    return _Fit(ballots, anchor, kept).run(watched)


@dataclass(frozen=True, slots=True)
class _Slopes:
    """First derivatives and expected second ones of the log-likelihood, shape (vote,) each.

    `s` is along the centre of the two cutpoints, `d` along half their distance.
    """

    s: Floats
    d: Floats
    ss: Floats
    sd: Floats
    dd: Floats


class _Fit:
    """The state of one estimation."""

    def __init__(self, ballots: Ballots, anchor: int, kept: NDArray[np.bool_]) -> None:
        self.roll_call, self.choice = ballots.roll_call[kept], ballots.choice[kept]
        self.n_roll_calls = len(ballots.session)
        # Cells in order of seat, then session: the prior links neighbours.
        keys = ballots.seat * (int(ballots.session.max()) + 1) + ballots.session[ballots.roll_call]
        found, self.all_cells = np.unique(keys, return_inverse=True)
        self.seat, self.session = np.divmod(found, int(ballots.session.max()) + 1)
        self.n_cells = len(found)
        self.cell = self.all_cells[kept]
        self.anchor = self.seat == anchor
        self._set_prior()
        counts = np.zeros((self.n_roll_calls, 3))
        np.add.at(counts, (self.roll_call, self.choice), 1)
        self.shares = (counts + 0.5) / (counts + 0.5).sum(axis=1, keepdims=True)
        self.is_choice = [self.choice == one for one in (NO, ABSTAIN, YES)]
        self.point = self._first_points(ballots.seat[kept] == anchor)
        low = np.log(self.shares[:, NO] / (1 - self.shares[:, NO]))
        high = np.log((1 - self.shares[:, YES]) / self.shares[:, YES])
        self.item = np.stack(
            [(low + high) / 2, np.zeros_like(low), np.log(np.maximum(high - low, 0.05))], axis=1
        )
        """Middle, slope and logarithm of the width, shape (roll call, 3)."""
        self.item_mean = np.array([0.0, 0.0, 0.8])
        self.item_cov = np.diag([25.0, SLOPE_SD**2, 1.0])

    def _set_prior(self) -> None:
        """Lay out the precision of the points: tridiagonal, one block a seat.

        A random walk from session to session and a pull to the middle that is the same in each: an
        autoregressive prior would pull harder at the two ends of a seat's time.
        """
        linked = self.seat[1:] == self.seat[:-1]
        gap = np.maximum(self.session[1:] - self.session[:-1], 1)
        self.tie = np.where(linked, 1 / (DRIFT_SD**2 * gap), 0.0)
        self.prior = np.full(self.n_cells, 1 / PULL_SD**2)
        self.prior[1:] += self.tie
        self.prior[:-1] += self.tie

    def _first_points(self, of_anchor: NDArray[np.bool_]) -> Floats:
        """Return how each seat votes with the anchor: the rough place from which steps begin."""
        above = self.choice - (self.shares[:, ABSTAIN] + 2 * self.shares[:, YES])[self.roll_call]
        led = np.zeros(self.n_roll_calls)
        led[self.roll_call[of_anchor]] = above[of_anchor]
        voted = np.bincount(self.cell, led[self.roll_call] != 0, self.n_cells)
        score = self._over_cells(above * led[self.roll_call]) / np.maximum(voted, 1)
        spread = score.std()
        first: Floats = PULL_SD * (score - score.mean()) / (spread if spread > 0 else 1.0)
        return first

    def _over_cells(self, values: Floats) -> Floats:
        return np.bincount(self.cell, values, self.n_cells).astype(np.float64, copy=False)

    def _over_roll_calls(self, values: Floats) -> Floats:
        return np.bincount(self.roll_call, values, self.n_roll_calls).astype(np.float64, copy=False)

    def run(self, watched: Watched) -> IdealPoints:
        """Step in turn on roll calls and points until nothing moves."""
        faster = Anderson()
        n_rounds = 0
        for n_rounds in watched(range(1, MOST_ROUNDS + 1)):
            before = self._state()
            covariance = self._step_items()
            if n_rounds > _ROUGH_ROUNDS:
                self._learn_items(covariance)
            if self._step_points() < ENOUGH * self.point.std():
                break
            if n_rounds > _ROUGH_ROUNDS:
                self._put_state(faster.next(before, self._state()))
        return self._result(n_rounds)

    def _state(self) -> Floats:
        return np.concatenate([self.point, self.item.ravel()])

    def _put_state(self, state: Floats) -> None:
        self.point = state[: self.n_cells]
        self.item = state[self.n_cells :].reshape(-1, 3)

    def _slopes(self) -> _Slopes:
        from scipy.special import expit

        middle, slope, log_width = self.item.T
        width = np.exp(log_width)[self.roll_call]
        low = (middle - np.exp(log_width) / 2)[self.roll_call]
        low = low - slope[self.roll_call] * self.point[self.cell]
        below, upto = expit(low), expit(low + width)
        sure = 1 - LAPSE
        d_low, d_high = sure * below * (1 - below), sure * upto * (1 - upto)
        no = sure * below + LAPSE / 3
        abstain = sure * (upto - below) + LAPSE / 3
        yes = sure * (1 - upto) + LAPSE / 3
        is_no, is_abstain, is_yes = self.is_choice
        at_low = np.where(is_no, d_low / no, np.where(is_abstain, -d_low / abstain, 0.0))
        at_high = np.where(is_yes, -d_high / yes, np.where(is_abstain, d_high / abstain, 0.0))
        low_low = d_low**2 * (1 / no + 1 / abstain)
        high_high = d_high**2 * (1 / yes + 1 / abstain)
        low_high = -d_low * d_high / abstain
        # The cutpoints are centre -/+ width / 2; the width is e to its logarithm.
        half = width / 2
        return _Slopes(
            at_low + at_high,
            (at_high - at_low) * half,
            low_low + 2 * low_high + high_high,
            (high_high - low_low) * half,
            (low_low - 2 * low_high + high_high) * half**2,
        )

    def _information(self, at: _Slopes) -> Floats:
        """Return the precision of each roll call's three parameters, shape (roll call, 3, 3)."""
        x = self.point[self.cell]
        information = np.empty((self.n_roll_calls, 3, 3))
        entries = {
            (0, 0): at.ss,
            (0, 1): -at.ss * x,
            (1, 1): at.ss * x * x,
            (0, 2): at.sd,
            (1, 2): -at.sd * x,
            (2, 2): at.dd,
        }
        for (row, column), values in entries.items():
            information[:, row, column] = self._over_roll_calls(values)
            information[:, column, row] = information[:, row, column]
        information += np.linalg.inv(self.item_cov)
        return information

    def _step_items(self) -> Floats:
        """Move the roll calls; return the mean covariance of their parameters."""
        at = self._slopes()
        x = self.point[self.cell]
        uphill = np.stack([self._over_roll_calls(v) for v in (at.s, -at.s * x, at.d)], axis=1) - (
            self.item - self.item_mean
        ) @ np.linalg.inv(self.item_cov)
        information = self._information(at)
        step = np.linalg.solve(information, uphill[:, :, None])[:, :, 0]
        self.item = self.item + np.clip(step, -_MOST_ITEM_STEP, _MOST_ITEM_STEP)
        mean: Floats = np.linalg.inv(information).mean(axis=0)
        return mean

    def _learn_items(self, covariance: Floats) -> None:
        """Learn from all roll calls how middles and widths are spread; slopes keep their prior."""
        free = np.ix_([0, 2], [0, 2])
        self.item_mean[[0, 2]] = self.item[:, [0, 2]].mean(axis=0)
        if self.n_roll_calls > 2:
            self.item_cov[free] = np.cov(self.item[:, [0, 2]].T) + covariance[free]

    def _precision(self, at: _Slopes) -> Floats:
        slope = self.item[self.roll_call, 1]
        precision: Floats = self._over_cells(at.ss * slope**2) + self.prior
        return precision

    def _step_points(self) -> float:
        """Move the points; return the mean length of a step."""
        from scipy.linalg import solveh_banded

        at = self._slopes()
        uphill = self._over_cells(-at.s * self.item[self.roll_call, 1]) - self.prior * self.point
        uphill[1:] += self.tie * self.point[:-1]
        uphill[:-1] += self.tie * self.point[1:]
        bands = np.zeros((2, self.n_cells))
        bands[1] = self._precision(at)
        bands[0, 1:] = -self.tie
        step = np.clip(solveh_banded(bands, uphill), -_MOST_STEP, _MOST_STEP)
        self.point = self.point + step
        return float(np.abs(step).mean())

    def _variances(self) -> Floats:
        """Return the variance of each point.

        With the roll calls held fixed it is the inverse of the precision. That they are estimated
        too adds, to first order, V h S h' V for each vote: h the mixed derivative of point and roll
        call, S the covariance of the roll call's parameters.
        """
        at = self._slopes()
        fixed = _inverse_diagonal(self._precision(at), self.tie)
        covariance = np.linalg.inv(self._information(at))
        x, slope = self.point[self.cell], self.item[self.roll_call, 1]
        mixed = (-slope * at.ss, slope * at.ss * x, -slope * at.sd)
        added = np.zeros(len(x))
        for row in range(3):
            for column in range(3):
                added += mixed[row] * mixed[column] * covariance[self.roll_call, row, column]
        return fixed + fixed**2 * self._over_cells(added)

    def _result(self, n_rounds: int) -> IdealPoints:
        variance = self._variances()
        mean, spread = self.point.mean(), self.point.std()
        sign = 1.0 if self.point[self.anchor].mean() >= mean else -1.0
        middle, slope, log_width = self.item.T
        return IdealPoints(
            session=self.session,
            seat=self.seat,
            point=sign * (self.point - mean) / spread,
            se=np.sqrt(variance) / spread,
            n_votes=np.bincount(self.cell, minlength=self.n_cells),
            cell=self.all_cells,
            middle=middle - slope * mean,
            slope=sign * slope * spread,
            width=np.exp(log_width),
            n_rounds=n_rounds,
        )


def _inverse_diagonal(diagonal: Floats, tie: Floats) -> Floats:
    """Return the diagonal of the inverse of a tridiagonal matrix with `-tie` beside `diagonal`.

    By elimination from both ends (Meurant 1992, SIAM Journal on Matrix Analysis 13(3)).
    """
    squares = (tie * tie).tolist()
    down, up = diagonal.tolist(), diagonal.tolist()
    for i, square in enumerate(squares):
        down[i + 1] -= square / down[i]
    for i in range(len(squares) - 1, -1, -1):
        up[i] -= squares[i] / up[i + 1]
    inverse: Floats = 1 / (np.array(down) + np.array(up) - diagonal)
    return inverse
