"""Join the accounts of one call, meeting, visit or letter between principals.

In: `Reading`s with links, `Document.origin` set. Out: `Contact`s in order of their day.
Not here: other events (`incidents`), what was said (`Claim`).

A contact is what the desk compares across sides: the same call as each government tells it. So it
asks for less than an incident: the same pair of states, the same kind of contact, the same day.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import combinations

from legation.records import Actor, Contact, Reading, make_id
from legation.resolve.reports import (
    Report,
    distinct_actors,
    is_older_than_the_plan,
    iter_reports,
    party,
)

METHOD = "legation.contacts/1"

_TYPE_OF_MODE = {"phone": "call", "visit": "visit", "multilateral": "meeting"}
# In this order; a trigger that shows no kind ("discussed") joins any contact of its pair and day.
_TYPE_OF_WORD = (
    ("letter", re.compile(r"\b(?:letters?|wrote|written|messages?|telegrams?)\b", re.IGNORECASE)),
    ("call", re.compile(r"\b(?:call(?:s|ed)?|phon\w+|telephon\w+|video\w*)\b", re.IGNORECASE)),
    (
        "visit",
        re.compile(r"\b(?:visit\w*|travel\w*|trips?|hosted|hosts|flew|arriv\w+)\b", re.IGNORECASE),
    ),
    ("meeting", re.compile(r"\b(?:met|meet|meets|meetings?|summits?)\b", re.IGNORECASE)),
)
# "Spoke with" alone is how readouts tell of a call; talks and discussions are held in person.
_SPOKE = re.compile(r"\b(?:spoke|speaks?|speaking|spoken|conversations?)\b", re.IGNORECASE)
# An undated account counts as of its day of publication when the release opens with it.
OPENING_CHARACTERS = 600
# Contacts that are only asked for, refused or imagined are none.
_STATUS_ORDER = ("happened", "ongoing", "planned")
# A contact dated no sharper than this cannot be told from the pair's other contacts.
SHARP_DAYS = 3
# One call falls on two days when capitals are far apart (Washington evening, Beijing morning).
NEXT_DAY = timedelta(days=1)

# Above this many parties it is a conference, not a contact between two.
MOST_PARTIES = 4

SEVERAL_ACCOUNTS, ONE_ACCOUNT, UNDATED = 0.9, 0.8, 0.6


def join_contacts(readings: Sequence[Reading]) -> tuple[Contact, ...]:
    """Return the contacts between named people or states that all readings tell.

    Accounts join when pair, type and day agree; those without a sharp day stay apart by
    document. The answer does not depend on the order of `readings`; an id hashes the first event's.
    """
    boxes: dict[tuple[str, str], _Box] = defaultdict(_Box)
    reports = [report for report in iter_reports(readings) if _is_contact(report)]
    for report in sorted(reports, key=_surest_first):
        for pair in _iter_pairs(report):
            boxes[pair].file(report)
    contacts = [_contact(pair, group) for pair, box in boxes.items() for group in box.groups]
    return tuple(sorted(contacts, key=lambda c: (c.on or "9999", c.id)))


def _surest_first(report: Report) -> tuple[int, bool, tuple[str, str, int, str]]:
    return (report.n_days, _type(report) is None, report.order)


def _is_contact(report: Report) -> bool:
    return report.event.type == "CONSULT" and report.event.status in _STATUS_ORDER


def _type(report: Report) -> str | None:
    """Return the kind of contact that mode or trigger shows; None when they show none."""
    if report.event.mode in _TYPE_OF_MODE:
        return _TYPE_OF_MODE[report.event.mode]
    words = report.event.trigger.text
    return next((kind for kind, pattern in _TYPE_OF_WORD if pattern.search(words)), None)


def _iter_pairs(report: Report) -> Iterator[tuple[str, str]]:
    """Yield the pairs of parties in touch; a summit of many is left to its incidents."""
    actors = {party(actor) for actor in report.actors if _counts(actor)}
    recipients = {party(actor) for actor in report.recipients if _counts(actor)}
    if len(actors | recipients) > MOST_PARTIES:
        return
    if _type(report) in {"visit", "letter"}:
        # One who visits two capitals does not bring their governments together.
        pairs = {(min(a, b), max(a, b)) for a in actors for b in recipients if a != b}
        yield from sorted(pairs)
    else:
        yield from combinations(sorted(actors | recipients), 2)


def _counts(actor: Actor) -> bool:
    if actor.type == "place":
        return actor.state is not None
    return actor.id is not None and actor.type in {"person", "state", "organisation"}


class _Box:
    """The contacts of one pair in the making, found again by their days and documents."""

    def __init__(self) -> None:
        self.groups: list[list[Report]] = []
        self._by_day: dict[date, list[int]] = defaultdict(list)
        self._by_document: dict[str, list[int]] = defaultdict(list)

    def file(self, report: Report) -> None:
        """Add a report to the latest contact that it can be of, or begin a new one."""
        days = _days(report)
        near = {*self._by_document[report.document.id]}
        for day in _iter_days(days, NEXT_DAY):
            near.update(self._by_day[day])
        for index in sorted(near, reverse=True):
            if _same(self.groups[index][0], report):
                self.groups[index].append(report)
                return
        self._by_document[report.document.id].append(len(self.groups))
        for day in _iter_days(days, timedelta(0)):
            self._by_day[day].append(len(self.groups))
        self.groups.append([report])


def _iter_days(days: tuple[date, date] | None, margin: timedelta) -> Iterator[date]:
    if days is None:
        return
    day = days[0] - margin
    while day <= days[1] + margin:
        yield day
        day += timedelta(days=1)


def _same(first: Report, report: Report) -> bool:
    ours, theirs = first.persons, report.persons
    if any(not ours[key] & theirs[key] for key in ours.keys() & theirs.keys()):
        return False
    kinds = {_type(first), _type(report)} - {None}
    # Hosts call a visit a meeting.
    if len(kinds) > 1 and kinds != {"visit", "meeting"}:
        return False
    days, others = _days(first), _days(report)
    together = first.document.id == report.document.id
    # A release that opens with an undated call tells of its own day; a text that announces a
    # call does not.
    if (together or None in (days, others)) and is_older_than_the_plan(first, report):
        return False
    if together and (not report.dated or first.event.on == report.event.on):
        return True
    if days is None or others is None:
        return False
    return days[0] - NEXT_DAY <= others[1] and others[0] <= days[1] + NEXT_DAY


def _days(report: Report) -> tuple[date, date] | None:
    """Return the few days a contact can have been on; None when that is not known sharply."""
    if report.first is not None and report.last is not None and report.n_days <= SHARP_DAYS:
        return report.first, report.last
    opening = report.event.span.start < OPENING_CHARACTERS
    if report.dated or report.reported is None or not opening or _type(report) is None:
        return None
    return report.reported, report.reported


def _contact(pair: tuple[str, str], group: list[Report]) -> Contact:
    reports = sorted(group, key=lambda report: report.order)
    everybody = [
        actor
        for report in reports
        for actor in (*report.actors, *report.recipients)
        if party(actor) in pair and actor.type != "place"
    ]
    hosts = [
        actor
        for report in reports
        for actor in report.recipients
        if party(actor) in pair and actor.type == "place"
    ]
    covered = {party(actor) for actor in everybody}
    everybody += [host for host in hosts if party(host) not in covered]
    kind = _kind(reports)
    places = Counter(report.event.where for report in reports if report.event.where)
    sharpest = min(reports, key=lambda r: (r.n_days, r.order))
    accounts = tuple(dict.fromkeys(report.document.id for report in reports))
    origins = {report.document.origin for report in reports}
    confidence = SEVERAL_ACCOUNTS if len(origins) > 1 else ONE_ACCOUNT
    return Contact(
        id=make_id("contact", *pair, reports[0].event.id),
        type=kind,
        actors=distinct_actors(everybody),
        on=sharpest.event.on,
        where=min(places, key=lambda place: (-places[place], place), default=None),
        events=tuple(report.event.id for report in reports),
        accounts=accounts,
        method=METHOD,
        confidence=confidence if sharpest.n_days <= SHARP_DAYS else UNDATED,
        status=min((report.event.status for report in reports), key=_STATUS_ORDER.index),
    )


def _kind(reports: list[Report]) -> str:
    kinds = Counter(kind for kind in map(_type, reports) if kind is not None)
    if kinds:
        return min(kinds, key=lambda kind: (-kinds[kind], kind))
    spoke = any(_SPOKE.search(report.event.trigger.text) for report in reports)
    return "call" if spoke else "meeting"
