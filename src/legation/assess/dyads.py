"""Count what two parties do to each other over time, by incident and never by article.

In: `Incident`s with their events, two parties, a length of period. Out: `Period`s: counts by type
and quad class, net cooperation with its band.
Not here: joining reports (`resolve.incidents`), drawing (`briefing.dyadchart`), printing (`app`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from legation.records import Actor, Event, Incident, RecordId, edtf
from legation.reference.codebook import load_types

BY = ("day", "week", "month", "year")
_DONE = frozenset({"happened", "ongoing"})
# Draws for the band; 2,000 leave an error of a hundredth of the spread in its ends.
DRAWS = 2_000
LOW, HIGH = 0.05, 0.95
SEED = 20220318
# A coder that says nothing of its confidence is taken for right four times in five.
UNSAID = 0.8


@dataclass(frozen=True, slots=True)
class Period:
    """What happened between two parties in one stretch of days."""

    start: date
    end: date
    """Half-open: the first day after it."""
    n_incidents: int
    """Done or going on; each once, however many reports tell it."""
    n_origins: int
    """Independent reports of them, summed over the incidents."""
    n_not_done: int
    """Planned, possible, supposed or denied: never counted as done."""
    by_quad: Mapping[int, int]
    by_type: Mapping[str, int]
    net: float
    """Sum of the intensities, -10 to 10 each; above 0: more cooperation than conflict."""
    low: float
    high: float
    """Ends of the band that holds 90 % of what might have been counted (see `relations`)."""
    net_by_origin: float
    """The same sum with each incident as often as independent reports tell it."""
    incidents: tuple[RecordId, ...]


def relations(
    incidents: Sequence[Incident],
    events: Mapping[RecordId, Event],
    between: tuple[Iterable[str], Iterable[str]],
    by: str,
    *,
    since: date | None = None,
    until: date | None = None,
) -> tuple[Period, ...]:
    """Return the periods from the first incident between two parties to the last.

    The band holds two doubts. The coder may be wrong: an incident counts with the confidence of
    its best event. And what is reported is a sample of what is done: each counts a Poisson
    number of times with mean 1, as in a bootstrap of a stream of events (Chamandy et al. 2012).

    Args:
        incidents: Of the desk.
        events: By id, for intensity and confidence.
        between: Ids of the two parties; a state stands for all who speak for it.
        by: One of `BY`; weeks begin on Monday.
        since: The first day that counts.
        until: The last day that counts.
    """
    sides = frozenset(between[0]), frozenset(between[1])
    placed = [
        (day, incident)
        for incident in incidents
        if _is_between(incident, *sides) and (day := _day_of(incident)) is not None
        if (since is None or day >= since) and (until is None or day <= until)
    ]
    if not placed:
        return ()
    first, last = min(day for day, _ in placed), max(day for day, _ in placed)
    periods = []
    start = period_start(first, by)
    while start <= last:
        end = next_start(start, by)
        here = [incident for day, incident in placed if start <= day < end]
        periods.append(_period(start, end, here, events))
        start = end
    return tuple(periods)


def _is_between(incident: Incident, ours: frozenset[str], theirs: frozenset[str]) -> bool:
    actors, recipients = _ids(incident.actors), _ids(incident.recipients)
    return bool((actors & ours and recipients & theirs) or (actors & theirs and recipients & ours))


def _ids(actors: Iterable[Actor]) -> set[str]:
    return {one for actor in actors for one in (actor.id, actor.state) if one is not None}


def _day_of(incident: Incident) -> date | None:
    """Return the day on which an incident counts: its first day, else that of its first report."""
    if incident.on is not None:
        first, last = edtf.bounds(incident.on)
        if first is not None or last is not None:
            return first or last
    reported = incident.first_reported_on
    return None if reported is None else date.fromisoformat(reported)


def period_start(day: date, by: str) -> date:
    """Return the first day of the period that `day` lies in."""
    if by == "week":
        return day - timedelta(days=day.weekday())
    if by == "month":
        return day.replace(day=1)
    return day.replace(month=1, day=1) if by == "year" else day


def next_start(start: date, by: str) -> date:
    """Return the first day of the period after the one that begins on `start`."""
    if by == "month":
        return (start.replace(day=1) + timedelta(days=32)).replace(day=1)
    if by == "year":
        return start.replace(year=start.year + 1)
    return start + timedelta(days=7 if by == "week" else 1)


def _period(
    start: date, end: date, incidents: Sequence[Incident], events: Mapping[RecordId, Event]
) -> Period:
    done = [one for one in incidents if one.status in _DONE]
    kinds = load_types()
    weights = np.array([_intensity(one, events) for one in done])
    net = round(float(weights.sum()), 2)
    low, high = _band(weights, np.array([_confidence(one, events) for one in done]))
    origins = np.array([max(1, len(one.origins)) for one in done])
    return Period(
        start,
        end,
        len(done),
        int(origins.sum()),
        len(incidents) - len(done),
        Counter(kinds[one.type].quad for one in done),
        Counter(one.type for one in done),
        net,
        # The count as coded stands inside its band, however much of it is doubted.
        min(low, net),
        max(high, net),
        round(float((weights * origins).sum()), 2),
        tuple(one.id for one in incidents),
    )


def _intensity(incident: Incident, events: Mapping[RecordId, Event]) -> float:
    """Return the mean intensity of an incident's reports, that of its type where none says."""
    told = [
        event.intensity
        for one in incident.events
        if (event := events.get(one)) is not None and event.intensity is not None
    ]
    return sum(told) / len(told) if told else load_types()[incident.type].intensity


def _confidence(incident: Incident, events: Mapping[RecordId, Event]) -> float:
    told = [
        UNSAID if event.confidence is None else event.confidence
        for one in incident.events
        if (event := events.get(one)) is not None
    ]
    return max(told, default=UNSAID)


def _band(
    weights: np.ndarray[tuple[int], np.dtype[np.float64]],
    confidences: np.ndarray[tuple[int], np.dtype[np.float64]],
) -> tuple[float, float]:
    if not len(weights):
        return 0.0, 0.0
    rng = np.random.default_rng(SEED)
    times = rng.poisson(1.0, size=(DRAWS, len(weights)))
    right = rng.random(size=times.shape) < confidences
    low, high = np.quantile((times * right) @ weights, (LOW, HIGH))
    return round(float(low), 2), round(float(high), 2)
