"""Say what share of a piece of evidence is news: copies, rival readings, repeats, missed copies.

In: `Piece`s in order. Out: a `Share` for each. All of it is one idea: with some probability a
report tells nothing that was not known, and is then as likely under every hypothesis as under
any other.
Not here: whether the source is right (its reliability), the posterior (`weighing`).
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from legation.assess.questions.pieces import ABSENT, Doubts, Frame, Piece

# The most by which the copies of one report may move a log-odds. A probability then moves by at
# most tanh(.075 / 4) = .0188, wherever it stands: less than .02.
COPIES_MOVE = 0.075


@dataclass(frozen=True, slots=True)
class Share:
    """How much of one piece is news, as a product of probabilities, each 0 to 1."""

    heard: float
    """That the report says what we read in it: relays are noisy and readings can be rivals."""
    new: float
    """That its side does not merely say again what it said before."""
    own: float
    """That it is no copy of another origin's report which nobody recognised."""
    why: str
    """In words, what took weight from it; empty: nothing."""

    @property
    def total(self) -> float:
        """Return the probability that the piece is news."""
        return self.heard * self.new * self.own


@dataclass(slots=True)
class _Part:
    """A `Share` in the making; kept light, for it is made anew for each piece left out."""

    heard: float = 0.0
    new: float = 1.0
    own: float = 1.0
    again: Piece | None = None
    """What its side said last."""
    other: Piece | None = None
    """What it may be a copy of."""
    note: str = ""


def shares_of(frame: Frame, pieces: Sequence[Piece]) -> tuple[Share, ...]:
    """Return the share of each piece that is news.

    Args:
        frame: For its days and doubts.
        pieces: In the order of `pieces.in_order`.

    Returns:
        As long as `pieces`; a piece outside the days of the question, or one that cannot be
        judged, has no share and takes none from others.
    """
    return tuple(
        Share(part.heard, part.new, part.own, "; ".join(_iter_why(piece, part)))
        for piece, part in zip(pieces, _parts(frame, pieces, ()), strict=True)
    )


def news_of(frame: Frame, pieces: Sequence[Piece], without: Collection[str] = ()) -> list[float]:
    """Return the total of each piece's share, those with some ids left out as if never found."""
    return [part.heard * part.new * part.own for part in _parts(frame, pieces, without)]


def _parts(frame: Frame, pieces: Sequence[Piece], without: Collection[str]) -> list[_Part]:
    parts = [_Part() for _ in pieces]
    sayings = _Sayings()
    statements: dict[tuple[str, str], list[int]] = defaultdict(list)
    for place, piece in enumerate(pieces):
        part = parts[place]
        if piece.id in without:
            continue
        if note := _why_idle(frame, piece):
            part.note = note
        elif piece.kind == ABSENT:
            # Nobody says an absence, so nobody copies or repeats it.
            part.heard = 1.0
        elif _is_said(pieces, said := statements[piece.origin, piece.matter], piece):
            part.note = "its origin has said so before"
        else:
            said.append(place)
            sayings.judge(piece, part, frame.doubts)
            sayings.add(piece)
    _hear(pieces, statements.values(), parts, frame.doubts)
    return parts


def _why_idle(frame: Frame, piece: Piece) -> str:
    """Return why a piece is shown but never weighed; empty for all others."""
    if piece.reliability == 0:
        return "its source cannot be judged"
    if piece.on < frame.opened_on:
        # The prior speaks for all that was known when the question was asked.
        return "known before the question opened"
    return "known only after the question closed" if piece.on > frame.closes_on else ""


def _iter_why(piece: Piece, part: _Part) -> Iterator[str]:
    if part.again is not None:
        days = (piece.on - part.again.on).days
        ago = {0: "on the same day", 1: "a day before"}.get(days, f"{days} days before")
        yield f"{piece.side} said so {ago}"
    if part.own < 0.995:  # a doubt that a page would round away is not worth words
        yield "it may be a copy that nobody recognised"
    if part.note:
        yield part.note


class _Sayings:
    """Remembers, by indicator, who said it last and on which day."""

    def __init__(self) -> None:
        self._by_side: dict[tuple[str, str], Piece] = {}
        self._last: dict[str, list[Piece]] = defaultdict(list)

    def add(self, piece: Piece) -> None:
        if piece.side is not None:
            self._by_side[piece.indicator, piece.side] = piece
        # The last of two origins is enough: one of them is not the next piece's own.
        kept = [one for one in self._last[piece.indicator] if one.origin != piece.origin]
        self._last[piece.indicator] = [*kept[-1:], piece]

    def judge(self, piece: Piece, part: _Part, doubts: Doubts) -> None:
        """Set what is new and own of a piece, given all that was said before."""
        part.again, part.other = self.repeated(piece), self.copied(piece)
        if part.again is not None:
            part.new = -math.expm1(-(piece.on - part.again.on).days / doubts.repeat_days)
        if part.other is not None:
            days = (piece.on - part.other.on).days
            part.own = 1 - doubts.missed_share * math.exp(-days / doubts.copy_days)

    def repeated(self, piece: Piece) -> Piece | None:
        if piece.side is None:
            return None
        return self._by_side.get((piece.indicator, piece.side))

    def copied(self, piece: Piece) -> Piece | None:
        others = [one for one in self._last[piece.indicator] if one.origin != piece.origin]
        return others[-1] if others else None


def predecessors(frame: Frame, pieces: Sequence[Piece]) -> tuple[frozenset[int], ...]:
    """Return, for each piece, the places of those whose removal can change its share.

    They are the piece that its side said last, the one it may be a copy of, earlier pieces and
    rival readings of its own origin, other statements of its report, and, where a piece said
    before by its origin would step forward, what holds that back. `pieces` stand in the order of
    `pieces.in_order`.
    """
    place_of = {piece.id: place for place, piece in enumerate(pieces)}
    sayings = _Sayings()
    said_by: dict[tuple[str, str], list[int]] = defaultdict(list)
    in_report: dict[tuple[str, object], list[int]] = defaultdict(list)
    holding_back: dict[str, set[int]] = defaultdict(set)
    found: list[set[int]] = [set() for _ in pieces]
    for place, piece in enumerate(pieces):
        if piece.kind == ABSENT or _why_idle(frame, piece):
            continue
        said = said_by[piece.origin, piece.matter]
        report = in_report[piece.origin, piece.on]
        for one in (*said, *report):
            found[place].add(one)
            if pieces[one].on == piece.on:
                found[one].add(place)
        found[place] |= holding_back[piece.indicator]
        for other in (sayings.repeated(piece), sayings.copied(piece)):
            if other is not None:
                found[place].add(place_of[other.id])
        if _is_said(pieces, said, piece):
            holding_back[piece.indicator].update(said)
        else:
            sayings.add(piece)
        said.append(place)
        report.append(place)
    return tuple(frozenset(one) for one in found)


def _is_said(pieces: Sequence[Piece], said: Sequence[int], piece: Piece) -> bool:
    """Tell whether an origin has made a statement already, on a day before or in these terms."""
    return bool(said) and (
        pieces[said[0]].on < piece.on
        or any(pieces[one].indicator == piece.indicator for one in said)
    )


def _hear(
    pieces: Sequence[Piece],
    statements: Collection[list[int]],
    parts: list[_Part],
    doubts: Doubts,
) -> None:
    """Set the probability that each statement was heard right, from its relays."""
    per_report: dict[tuple[str, object], int] = defaultdict(int)
    for places in statements:
        if places:
            per_report[pieces[places[0]].origin, pieces[places[0]].on] += 1
    for places in statements:
        right = heard(tuple(pieces[one].copies + 1 for one in places), doubts) if places else ()
        for place, share in zip(places, right, strict=True):
            parts[place].heard = share
            if len(places) > 1:
                parts[place].note = "reports of its origin disagree"
        if len(places) == 1:
            one = pieces[places[0]]
            mended = copies_may_mend(one.reliability, per_report[one.origin, one.on])
            parts[places[0]].heard = 1 - min(1 - right[0], mended)


@lru_cache(maxsize=4096)
def heard(n_relays: tuple[int, ...], doubts: Doubts) -> tuple[float, ...]:
    """Return the probability that each of an origin's readings is what the origin said.

    The origin made one statement; `n_relays[i]` reports give it in reading i. A relay gives what
    was said, unless (with probability e) it is garbled or belongs to another origin: then any of
    the V readings alike, V being those read and one more, that nobody read. All are as probable
    beforehand, so reading i has the weight a**n_i * b**(n - n_i) with a = 1 - e + e/V, b = e/V,
    and the unread one b**n.

    Args:
        n_relays: Reports by reading, each 1 or more.
        doubts: For e: a report that stands alone is at most garbled, one of several may be
            misjoined too.

    Returns:
        As long as `n_relays`; what is missing to 1 belongs to the unread reading.
    """
    total, n_readings = sum(n_relays), len(n_relays) + 1
    wrong = doubts.garbled_share
    if total > 1:
        wrong = 1 - (1 - wrong) * (1 - doubts.misjoined_share)
    if wrong == 0:
        # Without noise the most relayed reading is right; equals share.
        top = max(n_relays)
        return tuple(float(n == top) / n_relays.count(top) for n in n_relays)
    as_said = math.log(1 - wrong + wrong / n_readings)
    otherwise = math.log(wrong / n_readings)
    logs = [n * as_said + (total - n) * otherwise for n in n_relays]
    highest = max(logs)
    weights = [math.exp(one - highest) for one in logs]
    whole = math.fsum([*weights, math.exp(total * otherwise - highest)])
    return tuple(one / whole for one in weights)


def copies_may_mend(reliability: float, n_statements: int = 1) -> float:
    """Return the most doubt that copies may take from a report's only reading.

    Copies show that the report was relayed rightly; they cannot make its source better. With
    doubt g left, the piece's factor is 1 + r(1 - g)(l - 1) for a likelihood l with prior mean 1.
    Let g go to 0: for the least likely hypothesis the factor falls by (1 - r(1 - g)) / (1 - r) at
    most, for the likeliest it grows by 1 / (1 - g) at most. With g = k(1 - r) both together are at
    most (1 + kr) / (1 - k(1 - r)), whose logarithm is at most -log(1 - k), whatever l is. So
    k = 1 - exp(-COPIES_MOVE / n) bounds what the copies move for a report with n statements.
    """
    return -math.expm1(-COPIES_MOVE / n_statements) * (1 - reliability)


def missed_copy_moves(
    frame: Frame, piece: Piece, *, days_later: int = 0, same_side: bool = False
) -> tuple[float, ...]:
    """Return the most by which one missed copy of `piece` raises the log-odds of each hypothesis.

    With rho = reliability * (1 - missed share then) * (share that is new, where the side is the
    same), its factor is 1 + rho(l - 1), l having prior mean 1. The odds of hypothesis h against
    all others grow by at most (1 + rho(l_h - 1)) / (1 + rho(min l - 1)); and, since prior(h) * l_h
    is at most 1, by at most 1 + rho / (prior(h) * (1 - rho)), whatever ratios are written.

    Returns:
        One number for each hypothesis, 0 or more, from the likelihoods as written.
    """
    doubts = frame.doubts
    rho = piece.reliability * (1 - doubts.missed_share * math.exp(-days_later / doubts.copy_days))
    if same_side:
        rho *= -math.expm1(-days_later / doubts.repeat_days)
    mean = math.fsum(p * one for p, one in zip(frame.prior, piece.likelihoods, strict=True))
    ratios = [one / mean for one in piece.likelihoods]
    least = math.log1p(rho * (min(ratios) - 1))
    return tuple(math.log1p(rho * (one - 1)) - least for one in ratios)
