"""Join the reports of one happening into an incident.

In: `Reading`s with links, `Document.origin` set. Out: `Incident`s in order of their first report.
Not here: calls and visits as such (`contacts`), copies (`origins`), weighing.

Two reports can be one happening when type family, parties, day and status agree. They are put
in boxes by type and pair of parties, and inside a box sorted from the sharpest date to the vaguest:
a vague report joins only when one happening in its box fits it, so that "in March" never glues
the calls of the 3rd and the 20th together.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from legation.records import Incident, Reading, RecordId, make_id
from legation.resolve.concepts import concept_of
from legation.resolve.reports import (
    Report,
    distinct_actors,
    is_older_than_the_plan,
    iter_reports,
)

METHOD = "legation.incidents/1"

# Types that reporters, and PLOVER's own manual, tell apart by degree.
_FAMILY = {
    "AGREE": "AGREE",
    "COOPERATE": "AGREE",
    "RETREAT": "CONCEDE",
    "COERCE": "SANCTION",
    "AID": "AID",
}
_EQUAL = frozenset({"AGREE", "CONSULT", "COOPERATE"})
_STATUS_ORDER = ("happened", "ongoing", "planned", "possible", "hypothetical", "denied")
_REAL = frozenset({"happened", "ongoing", "planned"})
# An undated report is of the same happening when it comes within a week of another in the
# same words about the same parties.
UNDATED_DAYS = 7
# A war goes on between its reports: undated ones of one pair are of one war while no gap
# between them is longer than this.
WAR_DAYS = 31
WAR = "war"
_WAR = frozenset({"invade", "war", "aggression", "offensive"})
# Reports of one sharp day agree that often that a span up to this length may join them.
VAGUE_DAYS = 31
_NO_PARTY = "-"

SHARP_CONFIDENCE, VAGUE_CONFIDENCE, SINGLE_CONFIDENCE = 0.85, 0.65, 0.8


@dataclass(slots=True)
class _Group:
    """An incident in the making."""

    reports: list[Report] = field(default_factory=list)

    @property
    def sharpest(self) -> Report:
        return self.reports[0]

    def fits(self, report: Report) -> bool:
        """Tell whether a report may join: it fits all dated members, or the latest undated ones.

        Undated reports of a war follow each other for weeks; each is near the one before.
        """
        if not report.dated:
            return any(_compatible(member, report) for member in self.reports[-12:])
        return all(_compatible(member, report) for member in self.reports[:12])


def join_incidents(readings: Sequence[Reading]) -> tuple[Incident, ...]:
    """Return the incidents that the events of all readings tell, each event in exactly one.

    The answer does not depend on the order of `readings`. An incident's id hashes its first
    event's id: it keeps it while later reports join.
    """
    reports = sorted(iter_reports(readings), key=_sharp_first)
    groups: list[_Group] = []
    boxes: dict[tuple[str, str, str], list[_Group]] = defaultdict(list)
    for report in reports:
        keys = list(_iter_keys(report))
        fitting = {
            id(group): group for key in keys for group in boxes[key][-60:] if group.fits(report)
        }
        group = _choose(list(fitting.values()), report)
        if group is None:
            group = _Group()
            groups.append(group)
        group.reports.append(report)
        for key in keys:
            if not any(other is group for other in boxes[key][-60:]):
                boxes[key].append(group)
    incidents = [_incident(group) for group in groups]
    return tuple(sorted(incidents, key=lambda i: (i.first_reported_on or "9999", i.id)))


def find_incident_of(incidents: Sequence[Incident]) -> dict[RecordId, RecordId]:
    """Return the incident each event belongs to, by event id."""
    return {event: incident.id for incident in incidents for event in incident.events}


def _sharp_first(report: Report) -> tuple[int, bool, tuple[str, str, int, str]]:
    return (report.n_days, report.event.status not in _REAL, report.order)


def _family(report: Report) -> str:
    return _FAMILY.get(report.event.type, report.event.type)


def _iter_keys(report: Report) -> Iterator[tuple[str, str, str]]:
    """Yield the boxes a report is looked for in: type family and a pair of parties."""
    family = _family(report)
    actors, recipients = report.sides
    if report.event.type in _EQUAL:
        everybody = sorted(actors | recipients)
        pairs = [(a, b) for i, a in enumerate(everybody) for b in everybody[i + 1 :]]
        yield from ((family, a, b) for a, b in pairs[:40] or [(p, _NO_PARTY) for p in everybody])
        return
    for actor in sorted(actors) or [_NO_PARTY]:
        for recipient in sorted(recipients)[:40] or [_NO_PARTY]:
            yield (family, actor, recipient)


def _choose(groups: list[_Group], report: Report) -> _Group | None:
    """Return the one happening a report can be; None when none or, for vague ones, several fit."""
    if not groups:
        return None
    if len(groups) == 1:
        return groups[0]
    same_word = [g for g in groups if _lemma(g.sharpest) == _lemma(report)]
    if len(same_word) == 1:
        return same_word[0]
    if report.n_days == 1 or _is_of_war(report):
        return min(same_word or groups, key=lambda g: g.sharpest.order)
    return None


def _compatible(left: Report, right: Report) -> bool:
    """Tell whether two reports of one box can be of one happening."""
    # The cheapest questions first: this is asked of every two reports of a pair.
    if not _agree_in_status(left, right) or _differ_in_mode(left, right):
        return False
    if _differ_in_persons(left, right) or is_older_than_the_plan(left, right):
        return False
    if not (left.dated and right.dated):
        return _agree_undated(left, right)
    if max(left.n_days, right.n_days) > VAGUE_DAYS and _lemma(left) != _lemma(right):
        return False
    starts_before = left.first is None or right.last is None or left.first <= right.last
    ends_after = right.first is None or left.last is None or right.first <= left.last
    if not (starts_before and ends_after):
        return False
    # Without a recipient on both sides only the same word on one sharp day is enough.
    if not (left.recipients and right.recipients) and not _is_equal(left):
        return _lemma(left) == _lemma(right) and max(left.n_days, right.n_days) <= VAGUE_DAYS
    return True


def _is_equal(report: Report) -> bool:
    return report.event.type in _EQUAL


def _agree_undated(left: Report, right: Report) -> bool:
    war = _is_of_war(left) and _is_of_war(right)
    if left.reported is None or right.reported is None:
        near = left.document.id == right.document.id
    else:
        days = abs((left.reported - right.reported).days)
        near = days <= (WAR_DAYS if war else UNDATED_DAYS)
    if not near:
        return False
    # With one side unknown ("we provided aid") only one text's telling is surely of one act.
    if not _are_both_known(left) and left.document.id != right.document.id:
        return False
    if war:
        return all(ours & theirs for ours, theirs in zip(left.sides, right.sides, strict=True))
    return (
        left.event.type == right.event.type
        and _lemma(left) == _lemma(right)
        and left.sides == right.sides
        and bool(left.actors or left.recipients)
    )


def _are_both_known(report: Report) -> bool:
    actors, recipients = report.sides
    return len(actors | recipients) > 1 and bool(actors and recipients)


def _is_of_war(report: Report) -> bool:
    """Tell whether a report speaks of the whole war of one state on another, not of one attack."""
    return report.event.type == "ASSAULT" and _lemma(report) == WAR


def _agree_in_status(left: Report, right: Report) -> bool:
    """Tell whether statuses may stand in one incident.

    A plan joins what came of it. What is denied or only possible joins what happened when both
    speak of the same parties on the same day; the disagreement is then kept as such.
    """
    ours, theirs = left.event.status, right.event.status
    if ours == theirs or (ours in _REAL and theirs in _REAL):
        return True
    same_day = left.event.on is not None and left.event.on == right.event.on and left.n_days == 1
    return same_day and left.sides == right.sides


def _differ_in_persons(left: Report, right: Report) -> bool:
    """Tell whether both name people of one state, and not the same: Blinken's, Biden's call."""
    ours, theirs = left.persons, right.persons
    if not any(not ours[key] & theirs[key] for key in ours.keys() & theirs.keys()):
        return False
    return not (_is_of_war(left) and _is_of_war(right))  # "Putin's war" is Russia's


def _differ_in_mode(left: Report, right: Report) -> bool:
    ours, theirs = left.event.mode, right.event.mode
    if ours is None or theirs is None or ours == theirs:
        return False
    return left.event.type == right.event.type


def _lemma(report: Report) -> str:
    """Return what the trigger's first word is about: "invaded" and "war" are one."""
    return _word(report.event.type, report.event.trigger.text)


@lru_cache(maxsize=20_000)
def _word(event_type: str, trigger: str) -> str:
    word = trigger.lower().split()[0]
    concept = concept_of(word) or word
    return WAR if event_type == "ASSAULT" and concept in _WAR else concept


def _incident(group: _Group) -> Incident:
    reports = sorted(group.reports, key=lambda report: report.order)
    first = reports[0]
    best = min(reports, key=lambda r: (_STATUS_ORDER.index(r.event.status), r.order))
    dated = [report for report in reports if report.event.on is not None]
    sharpest = min(dated, key=lambda r: (r.n_days, r.order), default=None)
    published = [r.document.published_on for r in reports if r.document.published_on]
    actors = distinct_actors([actor for r in reports for actor in r.actors])
    recipients = distinct_actors([actor for r in reports for actor in r.recipients])
    return Incident(
        id=make_id("incident", first.event.id),
        type=first.event.type,
        actors=actors,
        recipients=tuple(actor for actor in recipients if _is_equal(first) or actor not in actors),
        status=best.event.status,
        on=sharpest.event.on if sharpest else None,
        first_reported_on=min(published, default=None),
        events=tuple(report.event.id for report in reports),
        origins=tuple(dict.fromkeys(sorted(r.document.origin for r in reports))),
        disagreements=_disagreements(reports),
        method=METHOD,
        confidence=_confidence(reports),
    )


def _confidence(reports: list[Report]) -> float:
    if len(reports) == 1:
        return SINGLE_CONFIDENCE
    vague = any(report.n_days > 1 for report in reports)
    return VAGUE_CONFIDENCE if vague else SHARP_CONFIDENCE


def _disagreements(reports: list[Report]) -> tuple[str, ...]:
    """Return what the reports tell differently, one phrase each."""
    told: list[tuple[str, list[str]]] = [
        ("type", [r.event.type for r in reports]),
        ("status", [r.event.status for r in reports if r.event.status != "planned"]),
        ("date", [r.event.on for r in reports if r.event.on and r.n_days == 1]),
        ("place", [r.event.where for r in reports if r.event.where]),
        ("means", [" ".join(r.event.means) for r in reports if r.event.means]),
    ]
    return tuple(
        f"{what}: {' or '.join(sorted(set(values)))}"
        for what, values in told
        if len(set(values)) > 1
    )
