"""Join the reports of one happening into an incident.

In: `Reading`s with links, `Document.origin` set. Out: `Incident`s in order of their first report.
Not here: calls and visits as such (`contacts`), copies (`origins`), weighing.

How probably two reports are of one happening, `sameness` says. They are put in boxes by type and
party, sorted from the sharpest date to the vaguest, and each joins the happening in its boxes that
it fits best, or begins one.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import combinations

from legation.records import Incident, Reading, RecordId, make_id
from legation.reference.shelf import load_shelf
from legation.resolve.concepts import concept_of
from legation.resolve.reports import (
    Report,
    distinct_actors,
    is_older_than_the_plan,
    iter_reports,
)
from legation.resolve.sameness import sameness, telling_words

METHOD = "legation.incidents/2"

_Pair = tuple[str, frozenset[str], frozenset[str]]

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
# A war goes on between its reports: undated ones of one pair are of one war while no gap
# between them is longer than this.
WAR_DAYS = 31
WAR = "war"
_WAR = frozenset({"invade", "war", "aggression", "offensive"})
# Reports told further apart than this are compared only where their own dates overlap.
NEAR_DAYS = 45
# Parties who are told to do a thing more often than this on one desk do it again and again: then
# undated reports are of one happening only where they share so many words, with the same word for
# the deed and without.
BUSY = 8
LIKE_WORDS, MORE_LIKE_WORDS = 3, 4
# From this probability on a report joins; swept on the cases that the weights were fitted on.
SAME = 0.4
_WORD_BOX = "word "
# A word that so many happenings share tells none of them.
_COMMON = 60

SHARP_CONFIDENCE, VAGUE_CONFIDENCE, SINGLE_CONFIDENCE = 0.85, 0.65, 0.8


@dataclass(slots=True)
class _Group:
    """An incident in the making."""

    reports: list[Report] = field(default_factory=list)

    @property
    def sharpest(self) -> Report:
        return self.reports[0]

    @property
    def order(self) -> tuple[str, str, int, str]:
        return self.sharpest.order

    def fit(self, report: Report, busy: Collection[_Pair]) -> float:
        """Return how probably a report tells this happening, 0 where something forbids it.

        The mean over the members, of whom twelve speak for all.
        """
        some = self.reports[:12]
        if any(_is_forbidden(member, report) for member in some):
            return 0.0
        if any(_are_of_one_war(member, report) for member in self.reports[-12:]):
            return 1.0
        if _pair(report) in busy and any(_are_loosely_alike(member, report) for member in some):
            return 0.0
        return sum(sameness(member, report) for member in some) / len(some)


def join_incidents(readings: Sequence[Reading]) -> tuple[Incident, ...]:
    """Return the incidents that the events of all readings tell, each event in exactly one.

    The answer does not depend on the order of `readings`. An incident's id hashes its first
    event's id: it keeps it while later reports join.
    """
    reports = sorted(iter_reports(readings), key=_sharp_first)
    often = Counter(_pair(report) for report in reports)
    busy = frozenset(pair for pair, n in often.items() if n > BUSY)
    groups: list[_Group] = []
    boxes: dict[tuple[str, str], list[_Group]] = defaultdict(list)
    for report in reports:
        keys = list(iter_keys(report))
        near = {
            id(group): group
            for key in keys
            for group in (() if _is_common(key, boxes[key]) else boxes[key])
            if _is_near(group.sharpest, report) or _is_near(group.reports[-1], report)
        }
        best = _choose(list(near.values()), report, busy)
        if best is None:
            best = _Group()
            groups.append(best)
        best.reports.append(report)
        for key in keys:
            if not any(other is best for other in boxes[key]):
                boxes[key].append(best)
    incidents = [_incident(group) for group in groups]
    return tuple(sorted(incidents, key=lambda i: (i.first_reported_on or "9999", i.id)))


def _choose(near: Sequence[_Group], report: Report, busy: Collection[_Pair]) -> _Group | None:
    """Return the happening that a report fits best; None where none fits well enough.

    A vague date that fits several happenings tells none of them: "in March" never glues the calls
    of the 3rd and the 20th together.
    """
    fits = sorted(((one.fit(report, busy), one.order, one) for one in near), key=lambda f: f[:2])
    fitting = [(fit, one) for fit, _, one in fits if fit >= SAME]
    if not fitting:
        return None
    vague = report.dated and report.n_days > 1
    sharp = [one for _, one in fitting if one.sharpest.n_days == 1]
    if vague and len({one.sharpest.event.on for one in sharp}) > 1:
        return None
    return fitting[-1][1]


def find_incident_of(incidents: Sequence[Incident]) -> dict[RecordId, RecordId]:
    """Return the incident each event belongs to, by event id."""
    return {event: incident.id for incident in incidents for event in incident.events}


def _sharp_first(report: Report) -> tuple[int, bool, tuple[str, str, int, str]]:
    return (report.n_days, report.event.status not in _REAL, report.order)


def _pair(report: Report) -> _Pair:
    return (_family(report), *report.sides)


def _family(report: Report) -> str:
    return _FAMILY.get(report.event.type, report.event.type)


def iter_keys(report: Report) -> Iterator[tuple[str, str]]:
    """Yield the boxes a report is looked for in: type family and a party, or a telling word."""
    family = _family(report)
    actors, recipients = report.sides
    yield from ((family, party) for party in sorted(actors | recipients))
    yield from ((family, _WORD_BOX + word) for word in sorted(telling_words(report.sentence)))


def _is_common(key: tuple[str, str], box: Sequence[_Group]) -> bool:
    return key[1].startswith(_WORD_BOX) and len(box) > _COMMON


def _is_near(left: Report, right: Report) -> bool:
    """Tell whether two reports may be of one happening by their days, which is asked first."""
    if left.reported is None or right.reported is None:
        return True
    if abs((left.reported - right.reported).days) <= NEAR_DAYS:
        return True
    return left.dated and right.dated and _overlap(left, right)


def _overlap(left: Report, right: Report) -> bool:
    starts_before = left.first is None or right.last is None or left.first <= right.last
    ends_after = right.first is None or left.last is None or right.first <= left.last
    return starts_before and ends_after


def _is_forbidden(left: Report, right: Report) -> bool:
    """Tell what no likeness outweighs.

    Other persons of one state; a plan and what was told before its day; days that cannot be one;
    known parties that are others; what is denied or only possible, but for the same parties on the
    same day, where the disagreement is kept as such.
    """
    return (
        _differ_in_persons(left, right)
        or is_older_than_the_plan(left, right)
        or _differ_in_days(left, right)
        or _differ_in_states(left, right)
        or not _agree_in_status(left, right)
    )


def _are_loosely_alike(left: Report, right: Report) -> bool:
    """Tell whether two undated reports of different texts share neither word of deed nor matter.

    A government that condemns and supports every day does so many times: without a day to hold
    on to, only what is told in the same words about the same matter is one.
    """
    if (left.dated and right.dated) or left.document.id == right.document.id:
        return False
    shared = telling_words(left.sentence) & telling_words(right.sentence)
    return len(shared) < (LIKE_WORDS if _lemma(left) == _lemma(right) else MORE_LIKE_WORDS)


def _differ_in_days(left: Report, right: Report) -> bool:
    """Tell whether two dated reports lie two days or more apart; one may be the time zone's."""
    if not (left.dated and right.dated) or _overlap(left, right):
        return False
    ends = (left.last, right.first) if _is_before(left, right) else (right.last, left.first)
    return ends[0] is None or ends[1] is None or (ends[1] - ends[0]).days > 1


def _is_before(left: Report, right: Report) -> bool:
    return left.last is not None and right.first is not None and left.last < right.first


def _differ_in_states(left: Report, right: Report) -> bool:
    """Tell whether both name known states on one side, and none is the same."""
    if _is_equal(left):
        pairs = [(left.sides[0] | left.sides[1], right.sides[0] | right.sides[1])]
    else:
        pairs = list(zip(left.sides, right.sides, strict=True))
    states = load_shelf().states
    for ours, theirs in pairs:
        known = [{one for one in side if one in states} for side in (ours, theirs)]
        if known[0] and known[1] and not ours & theirs:
            return True
        # Putin's call with Macron is not his call with Modi: each has a guest of its own.
        if _is_equal(left) and _is_equal(right) and known[0] - known[1] and known[1] - known[0]:
            return True
    return False


def _agree_in_status(left: Report, right: Report) -> bool:
    ours, theirs = left.event.status, right.event.status
    if ours == theirs or (ours in _REAL and theirs in _REAL):
        return True
    same_day = left.event.on is not None and left.event.on == right.event.on and left.n_days == 1
    return same_day and left.sides == right.sides


def _are_of_one_war(left: Report, right: Report) -> bool:
    """Tell whether both speak of the war of one side on the other, with no long gap between."""
    if not (_is_of_war(left) and _is_of_war(right)):
        return False
    if not all(ours & theirs for ours, theirs in zip(left.sides, right.sides, strict=True)):
        return False
    if left.reported is None or right.reported is None:
        return left.document.id == right.document.id
    return abs((left.reported - right.reported).days) <= WAR_DAYS


def _is_equal(report: Report) -> bool:
    return report.event.type in _EQUAL


def _is_of_war(report: Report) -> bool:
    """Tell whether a report speaks of the whole war of one state on another, not of one attack."""
    return report.event.type == "ASSAULT" and _lemma(report) == WAR


def _differ_in_persons(left: Report, right: Report) -> bool:
    """Tell whether both name people of one state, and not the same: Blinken's, Biden's call."""
    ours, theirs = left.persons, right.persons
    if not any(not ours[key] & theirs[key] for key in ours.keys() & theirs.keys()):
        return False
    return not (_is_of_war(left) and _is_of_war(right))  # "Putin's war" is Russia's


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


def _actors_told(reports: list[Report]) -> list[str]:
    """Return who the reports say did it, where two name others; nobody where all agree."""
    sides = [(r.sides[0], distinct_actors(r.actors)) for r in reports if r.sides[0]]
    apart = any(not a & b for (a, _), (b, _) in combinations(sides, 2))
    return [" and ".join(actor.name for actor in actors) for _, actors in sides] if apart else []


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
        ("casualties", [" and ".join(r.casualties) for r in reports if r.casualties]),
        ("actor", _actors_told(reports)),
    ]
    return tuple(
        f"{what}: {' or '.join(sorted(set(values)))}"
        for what, values in told
        if len(set(values)) > 1
    )
