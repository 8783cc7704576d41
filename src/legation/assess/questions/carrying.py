"""Say which evidence a judgement rests on, and how little would overturn it.

In: `Frame`, `Piece`s, a day. Out: `Leaning`s (what leaves with one origin), the few pieces that
carry the judgement, the few that would overturn it, how well each indicator tells hypotheses apart.
Not here: the judgement (`weighing`), how sure that makes the desk (`confidence`).

To leave a piece out is to weigh again as if it had never been found: what only repeated it then
weighs more.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import islice

import numpy as np

from legation.assess.questions.pieces import ABSENT, Frame, Piece, in_order
from legation.assess.questions.relays import predecessors
from legation.assess.questions.weighing import Case, Floats, level, worth_of

# Pieces carry a judgement when, alone, they bring every hypothesis so near to it.
NEAR = 0.05
# Variants weighed in one pass; more save no time and cost memory.
AT_ONCE = 32


@dataclass(frozen=True, slots=True)
class Leaning:
    """How far a judgement leans on one origin."""

    origin: str
    pieces: tuple[str, ...]
    without: tuple[float, ...]
    """The posterior without it."""
    moved: float
    """The most that any hypothesis moves when it is left out, 0 to 1."""


@dataclass(frozen=True, slots=True)
class Overturning:
    """The evidence that would turn the leading hypothesis out."""

    leader: int
    """Place of the leading hypothesis."""
    leader_then: int | None
    """Of the one that would lead; None: no set was found, the prior itself leads that way."""
    pieces: tuple[str, ...]
    """Ids, and `not seen: ...` for all absences of an indicator, in the order in which they were
    taken: enough, though perhaps not the fewest."""
    at_least: int
    """No set smaller than this is enough; where it equals the number found, that is the fewest."""


@dataclass(frozen=True, slots=True)
class Diagnosticity:
    """How well one indicator tells hypotheses apart."""

    indicator: str
    ratio: float
    """Greatest over smallest likelihood; 1: it says nothing."""
    most_likely: int
    least_likely: int
    bits: float
    """What one wholly reliable sighting would teach against the prior (Kullback-Leibler)."""


def leave_one_out(frame: Frame, pieces: Sequence[Piece], day: date) -> tuple[Leaning, ...]:
    """Return how far the judgement of a day leans on each origin, most first.

    Absences have no origin and are left out by indicator, as `not seen: ...`. Pieces without
    weight, or known after `day`, are passed over.
    """
    case = _known_by(frame, pieces, day)
    by_origin: dict[str, list[int]] = defaultdict(list)
    for place, piece in enumerate(case.pieces):
        by_origin[_unit_of(piece, piece.origin)].append(place)
    whole = _posterior(case, day)
    found = [
        Leaning(
            origin,
            tuple(case.pieces[one].id for one in places),
            tuple(map(float, left)),
            float(np.abs(left - whole).max()),
        )
        for (origin, places), left in zip(
            by_origin.items(), _iter_without(case, by_origin.values(), day), strict=True
        )
    ]
    return tuple(sorted(found, key=lambda one: (-one.moved, one.origin)))


def carried_by(
    frame: Frame, pieces: Sequence[Piece], day: date, near: float = NEAR
) -> tuple[str, ...]:
    """Return a few pieces that alone bring each hypothesis within `near`.

    Pieces are taken by how far the odds of the leader against the next move without them, and as
    many as are needed; another choice may need fewer.

    Returns:
        Ids, and `not seen: ...` for all absences of an indicator, which count as one. Empty where
        the prior alone is near enough.
    """
    case = _known_by(frame, pieces, day)
    units = _units(case)
    whole = _posterior(case, day)
    ranked = _ranked(case, units, whole, day)
    rests = ([one for unit in ranked[n:] for one in units[unit]] for n in range(len(ranked) + 1))
    for size, alone in enumerate(_iter_without(case, rests, day)):
        if np.abs(alone - whole).max() <= near:
            return tuple(ranked[:size])
    return tuple(ranked)


def overturned_by(
    frame: Frame, pieces: Sequence[Piece], day: date, *, contrary: bool = False
) -> Overturning:
    """Return a few pieces whose removal turns the leading hypothesis out.

    For each rival the pieces are taken by how far its odds rise without them, until the leader
    falls; then those that turn out not to be needed are put back. The lower bound: removing one
    piece moves the log-odds of two hypotheses by at most the logarithm of its factors' ratio, and
    of the ratio of those whose share it holds down at their fullest; drift only lessens that
    (docs/weighing.md). So at least as many are needed as of the greatest of these numbers fit into
    the leader's lead. All absences of an indicator count as one piece, `not seen: ...`.

    Args:
        frame: The question.
        pieces: In any order; those known after `day` are passed over.
        day: Of the judgement.
        contrary: Ask instead for pieces that would have to say the contrary (each ratio turned
            round) and stay as reliable.
    """
    case = _known_by(frame, pieces, day)
    units = _units(case)
    whole = _posterior(case, day)
    leader = int(whole.argmax())

    def iter_changed(sets: Iterable[Collection[str]]) -> Iterator[Floats]:
        places = ([one for unit in units_ for one in units[unit]] for units_ in sets)
        return (_iter_contrary if contrary else _iter_without)(case, places, day)

    each = dict(zip(units, iter_changed((one,) for one in units), strict=True))
    best: list[str] | None = None
    for rival in range(len(whole)):
        if rival != leader:
            found = _turning(each, whole, rival, iter_changed)
            if found is not None and (best is None or len(found) < len(best)):
                best = found
    at_least = _at_least(frame, case, units, whole, contrary=contrary)
    if best is None:
        return Overturning(leader, None, (), at_least)
    then = int(next(iter_changed([best])).argmax())
    return Overturning(leader, then, tuple(best), at_least)


def diagnosticity_of(
    frame: Frame, likelihoods: Mapping[str, Sequence[float]]
) -> tuple[Diagnosticity, ...]:
    """Return how well indicators tell hypotheses apart, best first.

    Args:
        frame: For the prior.
        likelihoods: Indicator -> one number above 0 for each hypothesis.
    """
    prior = np.array(frame.prior)
    found = []
    for indicator, stated in likelihoods.items():
        ratio = level(np.array(stated, dtype=np.float64), prior)
        bits = max(0.0, float(np.sum(prior * ratio * np.log2(ratio))))
        most, least = int(ratio.argmax()), int(ratio.argmin())
        found.append(Diagnosticity(indicator, float(ratio[most] / ratio[least]), most, least, bits))
    return tuple(sorted(found, key=lambda one: (-one.bits, one.indicator)))


def _known_by(frame: Frame, pieces: Sequence[Piece], day: date) -> Case:
    known = [
        one
        for one in in_order(frame, pieces)
        if one.on <= day and one.reliability > 0 and frame.opened_on <= one.on <= frame.closes_on
    ]
    return Case.of(frame, known)


def _unit_of(piece: Piece, name: str) -> str:
    """Return what is left out together: that an indicator was not seen, on all days, is one."""
    return f"not seen: {piece.indicator}" if piece.kind == ABSENT else name


def _units(case: Case) -> dict[str, list[int]]:
    """Return the places of what is left out together, by its name."""
    units: dict[str, list[int]] = defaultdict(list)
    for place, piece in enumerate(case.pieces):
        units[_unit_of(piece, piece.id)].append(place)
    return units


def _posterior(case: Case, day: date) -> Floats:
    found: Floats = case.posterior(case.shares(), [day])[0, 0]
    return found


def _iter_without(case: Case, sets: Iterable[Collection[int]], day: date) -> Iterator[Floats]:
    """Yield the posterior without each set of places, in turn."""
    for some in _iter_some(sets):
        yield from case.posterior(np.concatenate([case.shares(one) for one in some]), [day])[:, 0]


def _iter_contrary(case: Case, sets: Iterable[Collection[int]], day: date) -> Iterator[Floats]:
    """Yield the posterior with each set of places saying the contrary, in turn."""
    for some in _iter_some(sets):
        stated = np.repeat(case.likelihoods, len(some), axis=0)
        for row, places in zip(stated, some, strict=True):
            row[list(places)] = 1 / row[list(places)]
        turned = replace(case, likelihoods=level(stated, case.prior))
        yield from turned.posterior(case.shares(), [day])[:, 0]


def _iter_some(sets: Iterable[Collection[int]]) -> Iterator[list[Collection[int]]]:
    """Yield sets by the few dozen: one pass over the days serves them all."""
    left = iter(sets)
    while some := list(islice(left, AT_ONCE)):
        yield some


def _log(posterior: Floats) -> Floats:
    found: Floats = np.log(np.maximum(posterior, 1e-300))
    return found


def _ranked(case: Case, units: Mapping[str, list[int]], whole: Floats, day: date) -> list[str]:
    """Return units by how far the leader's odds move without each, most first."""
    second, leader = np.argsort(whole, kind="stable")[-2:]
    now = _log(whole)[leader] - _log(whole)[second]
    moved = {
        unit: abs(float(_log(left)[leader] - _log(left)[second] - now))
        for unit, left in zip(units, _iter_without(case, units.values(), day), strict=True)
    }
    return sorted(units, key=lambda one: (-moved[one], one))


def _turning(
    each: Mapping[str, Floats],
    whole: Floats,
    rival: int,
    iter_changed: Callable[[Iterable[Collection[str]]], Iterator[Floats]],
) -> list[str] | None:
    """Return units that, changed, put the leader second; None: all are not enough.

    `each` is the posterior with each unit changed alone.
    """
    leader = int(whole.argmax())
    now = float(_log(whole)[rival] - _log(whole)[leader])
    gain = {one: float(_log(left)[rival] - _log(left)[leader]) for one, left in each.items()}
    helpful = sorted((one for one in gain if gain[one] > now), key=lambda one: (-gain[one], one))
    taken: list[str] | None = None
    tries = (helpful[: n + 1] for n in range(len(helpful)))
    for size, left in enumerate(iter_changed(tries), start=1):
        if _leads_no_more(leader, left):
            taken = helpful[:size]
            break
    for unit in tuple(taken or ()):
        fewer = [one for one in taken or () if one != unit]
        if _leads_no_more(leader, next(iter_changed([fewer]))):
            taken = fewer
    return taken


def _leads_no_more(leader: int, posterior: Floats) -> bool:
    """Tell whether another hypothesis leads; a tie, equal but for last digits, turns nobody out."""
    return bool(posterior.max() - posterior[leader] > 1e-9)


def _at_least(
    frame: Frame, case: Case, units: Mapping[str, list[int]], whole: Floats, *, contrary: bool
) -> int:
    """Return how many units at least must change before the leader can fall."""
    reach = [one.log_range for one in worth_of(frame, case.pieces)]
    if contrary:
        turned = [
            replace(one, likelihoods=tuple(1 / number for number in one.likelihoods))
            for one in case.pieces
        ]
        reach = [a + one.log_range for a, one in zip(reach, worth_of(frame, turned), strict=True)]
    else:
        full = 1 + case.reliability[:, None] * (case.likelihoods[0] - 1)
        fullest = np.log(full.max(axis=1) / full.min(axis=1))
        for place, holding in enumerate(predecessors(frame, case.pieces)):
            for one in holding:
                reach[one] += float(fullest[place])
    first, second = _log(np.sort(whole)[::-1][:2])
    lead, reached = first - second, 0.0
    by_unit = sorted((sum(reach[one] for one in places) for places in units.values()), reverse=True)
    for count, farthest in enumerate(by_unit, start=1):
        reached += farthest
        if reached >= lead - 1e-9:
            return count
    return len(by_unit) + 1
