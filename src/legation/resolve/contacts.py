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
from datetime import timedelta
from itertools import combinations

from legation.records import Actor, Contact, Reading, make_id
from legation.resolve.reports import Report, distinct_actors, iter_reports, named_persons, party

METHOD = "legation.contacts/1"

_TYPE_OF_MODE = {"phone": "call", "visit": "visit", "multilateral": "meeting"}
_CALL = re.compile(r"\b(?:call(?:s|ed)?|phon\w+|telephon\w+|video\w*)\b", re.IGNORECASE)
_LETTER = re.compile(r"\b(?:letters?|wrote|written|messages?|telegrams?|cabled?)\b", re.IGNORECASE)
_VISIT = re.compile(r"\b(?:visit\w*|travel\w*|trips?|hosted|hosts|flew|arriv\w+)\b", re.IGNORECASE)
# Contacts that are only asked for, refused or imagined are none.
_STATUSES = frozenset({"happened", "ongoing", "planned"})
# A contact dated no sharper than this cannot be told from the pair's other contacts.
SHARP_DAYS = 3
# One call falls on two days when capitals are far apart (Washington evening, Beijing morning).
NEXT_DAY = timedelta(days=1)

SEVERAL_ACCOUNTS, ONE_ACCOUNT, UNDATED = 0.9, 0.8, 0.6


def join_contacts(readings: Sequence[Reading]) -> tuple[Contact, ...]:
    """Return the contacts between named people or states that all readings tell.

    Accounts join when pair, type and day agree; those without a sharp day stay apart by
    document. The answer does not depend on the order of `readings`; an id hashes the first event's.
    """
    boxes: dict[tuple[str, str, str], list[list[Report]]] = defaultdict(list)
    reports = [report for report in iter_reports(readings) if _is_contact(report)]
    for report in sorted(reports, key=lambda r: (r.n_days, r.order)):
        for pair in _iter_pairs(report):
            _file(boxes[(_type(report), *pair)], report)
    contacts = [
        _contact(kind, (one, other), group)
        for (kind, one, other), groups in boxes.items()
        for group in groups
    ]
    return tuple(sorted(contacts, key=lambda c: (c.on or "9999", c.id)))


def _is_contact(report: Report) -> bool:
    return report.event.type == "CONSULT" and report.event.status in _STATUSES


def _type(report: Report) -> str:
    words = report.event.trigger.text
    if _LETTER.search(words):
        return "letter"
    if report.event.mode in _TYPE_OF_MODE:
        return _TYPE_OF_MODE[report.event.mode]
    if _CALL.search(words):
        return "call"
    return "visit" if _VISIT.search(words) else "meeting"


def _iter_pairs(report: Report) -> Iterator[tuple[str, str]]:
    """Yield the pairs of parties in touch; a summit of many is left to its incidents."""
    principals = {party(actor) for actor in (*report.actors, *report.recipients) if _counts(actor)}
    if len(principals) <= 4:
        yield from combinations(sorted(principals), 2)


def _counts(actor: Actor) -> bool:
    if actor.type == "place":
        return actor.state is not None
    return actor.id is not None and actor.type in {"person", "state", "organisation"}


def _file(groups: list[list[Report]], report: Report) -> None:
    for group in reversed(groups):
        if _same(group[0], report):
            group.append(report)
            return
    groups.append([report])


def _same(first: Report, report: Report) -> bool:
    ours = named_persons((*first.actors, *first.recipients))
    theirs = named_persons((*report.actors, *report.recipients))
    if any(not ours[key] & theirs[key] for key in ours.keys() & theirs.keys()):
        return False
    if first.first is None or first.last is None or report.first is None or report.last is None:
        return first.document.id == report.document.id and first.event.on == report.event.on
    if report.n_days > SHARP_DAYS and first.document.id != report.document.id:
        return False
    return first.first - NEXT_DAY <= report.last and report.first <= first.last + NEXT_DAY


def _contact(kind: str, pair: tuple[str, str], group: list[Report]) -> Contact:
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
    places = Counter(report.event.where for report in reports if report.event.where)
    sharpest = min(reports, key=lambda r: (r.n_days, r.order))
    accounts = tuple(dict.fromkeys(report.document.id for report in reports))
    origins = {report.document.origin for report in reports}
    confidence = SEVERAL_ACCOUNTS if len(origins) > 1 else ONE_ACCOUNT
    return Contact(
        id=make_id("contact", kind, *pair, reports[0].event.id),
        type=kind,
        actors=distinct_actors(everybody),
        on=sharpest.event.on,
        where=min(places, key=lambda place: (-places[place], place), default=None),
        events=tuple(report.event.id for report in reports),
        accounts=accounts,
        method=METHOD,
        confidence=confidence if sharpest.n_days <= SHARP_DAYS else UNDATED,
    )
