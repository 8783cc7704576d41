"""Put together who joined which measure, when and after whom.

In: `Step`s of many reports. Out: `Membership`s, by measure and day; who declined or hedged.
Not here: finding the steps (`steps`, `ballots`), rates (`ownrate`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from legation.assess.thirdparties.steps import JOINED, KINDS, STATUSES, Kind, Step
from legation.records import Actor, edtf

# A state of the UN's bodies is told by body and day; "the UN" may be any of them.
_VAGUE_BODIES = frozenset({None, "UN"})


@dataclass(frozen=True, slots=True)
class Measure:
    """What governments join: sanctions on one party, a ballot, a text given together."""

    kind: Kind
    toward: str | None
    """The id of the party that it is meant for; None for a joint text and a ballot."""
    body: str | None
    """Where a ballot was held; None otherwise, and where no report says it."""
    on: str | None
    """The day of a ballot or a joint text; None for what goes on."""


@dataclass(frozen=True, slots=True)
class Membership:
    """One government in one measure, as of the last report used."""

    government: Actor
    measure: Measure
    status: str
    """`joined`, or the firmest that was told short of it (`planned`, `possible`, `hypothetical`,
    `declined`, `not joined`); of a ballot the choice."""
    since: str | None
    """EDTF: the first day on which it is told as done; `../2022-03-03`: by that day. Of what is
    not joined the day of the latest report that says so."""
    after: tuple[str, ...]
    """Ids of the governments that were in the measure on an earlier day, in order; empty for a
    ballot, and where either day is not known."""
    n_origins: int
    """Independent reports that tell it with this status."""
    steps: tuple[Step, ...]
    """All that is told of this government and this measure, by day, each origin's words once."""
    disagreement: str | None
    """What other reports tell instead; None where they agree."""


def memberships(steps: Iterable[Step]) -> tuple[Membership, ...]:
    """Return who is in which measure, by measure, then by day.

    Planned is not joined, "ready to impose" has not happened, and absent is not abstaining: each
    status stands as told. Where some reports tell it done and others not yet, it is done; what
    is declined after it was joined (another ban) stays among the steps.
    """
    found: dict[tuple[Measure, str], list[Step]] = defaultdict(list)
    governments: dict[str, Actor] = {}
    for step in _once(steps):
        government = step.government.id or step.government.name
        governments[government] = step.government
        found[_measure(step), government].append(step)
    told = [
        _membership(governments[who], measure, some)
        for (measure, who), some in _with_vague_bodies(found).items()
    ]
    return tuple(in_order(_after(told)))


def joined_day(since: str | None) -> date | None:
    """Return the day on which something is done at the latest; None where not known."""
    return None if since is None else edtf.bounds(since)[1] or edtf.bounds(since)[0]


def _once(steps: Iterable[Step]) -> list[Step]:
    """Drop what one origin tells again of the same government and kind in the same words."""
    kept: dict[tuple[str | None, ...], Step] = {}
    for one in steps:
        key = (
            one.government.id,
            one.kind,
            one.toward,
            one.status,
            one.origin,
            one.body,
            one.span.text,
        )
        kept.setdefault(key, one)
    return list(kept.values())


def _measure(step: Step) -> Measure:
    dated = step.kind in {"vote", "joint"}
    return Measure(step.kind, step.toward, step.body, step.on if dated else None)


def _with_vague_bodies(
    found: dict[tuple[Measure, str], list[Step]],
) -> dict[tuple[Measure, str], list[Step]]:
    """Put ballots of "the UN" with the one of its bodies that voted on that day."""
    known = {
        one.on: one for one, _ in found if one.kind == "vote" and one.body not in _VAGUE_BODIES
    }
    joined: dict[tuple[Measure, str], list[Step]] = defaultdict(list)
    for (measure, who), some in found.items():
        vague = measure.kind == "vote" and measure.body in _VAGUE_BODIES
        joined[known.get(measure.on, measure) if vague else measure, who] += some
    return joined


def _membership(government: Actor, measure: Measure, steps: Sequence[Step]) -> Membership:
    ordered = tuple(sorted(steps, key=_step_order))
    status = _ballot_choice(ordered) if measure.kind == "vote" else _firmest(ordered)
    telling = [one for one in ordered if one.status == status]
    others = sorted({one.status for one in ordered} - {status})
    since = (
        min((one.on for one in telling if one.on is not None), key=_day_key, default=None)
        if measure.kind == "vote" or status == JOINED
        else max((one.reported_on or "" for one in telling), default="") or None
    )
    differing = ", ".join(others) if measure.kind == "vote" and others else None
    return Membership(
        government,
        measure,
        status,
        since,
        (),
        len({one.origin for one in telling}),
        ordered,
        differing and f"other reports: {differing}",
    )


def _firmest(steps: Sequence[Step]) -> str:
    """Return `joined` if any report tells it, else the firmest that the latest reports tell."""
    if any(one.status == JOINED for one in steps):
        return JOINED
    latest = max(one.reported_on or "" for one in steps)
    last = {one.status for one in steps if (one.reported_on or "") == latest}
    return next(status for status in STATUSES if status in last)


def _ballot_choice(steps: Sequence[Step]) -> str:
    """Return the choice that most origins tell; of as many, the first told."""
    origins: dict[str, set[str]] = defaultdict(set)
    for one in steps:
        origins[one.status].add(one.origin)
    return max(origins, key=lambda choice: len(origins[choice]))


def _after(told: Sequence[Membership]) -> list[Membership]:
    done: dict[Measure, list[tuple[date, str]]] = defaultdict(list)
    for one in told:
        day = joined_day(one.since)
        if one.status == JOINED and day is not None and one.government.id is not None:
            done[one.measure].append((day, one.government.id))
    placed = []
    for one in told:
        day = edtf.bounds(one.since)[0] if one.since is not None else None
        earlier = [who for other, who in sorted(done[one.measure]) if day and other < day]
        placed.append(replace(one, after=tuple(earlier)) if one.status == JOINED else one)
    return placed


def in_order(told: Iterable[Membership]) -> list[Membership]:
    """Return memberships by measure, who joined first, then by day and name."""
    kinds = {kind: number for number, kind in enumerate(KINDS)}

    def key(one: Membership) -> tuple[object, ...]:
        measure = one.measure
        return (
            kinds[measure.kind],
            measure.on or "",
            measure.body or "",
            measure.toward or "",
            one.status != JOINED,
            *(_day_key(one.since)),
            one.government.name,
        )

    return sorted(told, key=key)


def _day_key(on: str | None) -> tuple[date, bool]:
    """Order by the day on which it is done at the latest; told days before "by" days."""
    day = joined_day(on)
    return day or date.max, on is not None and on.startswith("..")


def _step_order(one: Step) -> tuple[object, ...]:
    return (*_day_key(one.on), one.reported_on or "", one.span.document, one.span.start)
