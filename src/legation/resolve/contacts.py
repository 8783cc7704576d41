"""Join the accounts of one call, meeting, visit or letter between principals.

In: `Reading`s with links, `Document.origin` set. Out: `Contact`s in order of their day.
Not here: where a document tells of one (`tellings`), other events (`incidents`), what was said
(`Claim`).

A contact is what the desk compares across sides: the same call as each government tells it. So it
asks for less than an incident: the same two parties, no other persons, kinds that can be one, days
that can be one. Of several contacts that fit, a telling joins the one that it fits best.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import combinations

from legation.records import Contact, Reading, RecordId, make_id
from legation.reference.zones import hours_ahead
from legation.resolve.reports import distinct_actors, party
from legation.resolve.tellings import (
    SHARP_DAYS,
    STATUS_ORDER,
    Telling,
    counts,
    iter_tellings,
)

METHOD = "legation.contacts/2"

# One call falls on two days when it is evening in one capital and morning in the other. From this
# many hours between their clocks on: a call in the western capital's waking hours, from 8 to 23,
# may then be after midnight in the eastern one for a third of them. First setting.
FAR_HOURS = 5
NEXT_DAY = timedelta(days=1)
# A letter reaches its reader, or is told of, so much later.
LETTER_DAYS = timedelta(days=2)

# Above this many parties it is a conference, not a contact between two.
MOST_PARTIES = 4

SEVERAL_ACCOUNTS, ONE_ACCOUNT, UNDATED = 0.9, 0.8, 0.6

_Pair = tuple[str, str]
# What speaks for a contact that a telling may be of; only their order matters.
_SAME_DAY, _SAME_TEXT, _SAME_PERSONS, _SAME_KIND, _OTHER_CIRCLE = 3.0, 2.0, 2.0, 1.0, -1.5


def join_contacts(readings: Sequence[Reading]) -> tuple[Contact, ...]:
    """Return the contacts between named people or states that all readings tell.

    Accounts join when pair, persons, kind and day agree; those without a sharp day stay apart by
    document. The answer does not depend on the order of `readings`; an id hashes the pair and the
    first telling, so a contact keeps it while later accounts join.
    """
    boxes: dict[_Pair, _Box] = defaultdict(_Box)
    tellings = [one for reading in readings for one in iter_tellings(reading)]
    for telling in sorted(tellings, key=_surest_first):
        for pair in iter_pairs(telling):
            boxes[pair].file(telling, pair)
    contacts = [_contact(pair, group) for pair, box in boxes.items() for group in box.groups]
    return tuple(sorted(contacts, key=lambda c: (c.on or "9999", c.id)))


def _surest_first(telling: Telling) -> tuple[bool, int, bool, tuple[str, str, int]]:
    return (not telling.dated, telling.n_days, telling.kind is None, telling.order)


def iter_pairs(telling: Telling) -> Iterator[_Pair]:
    """Yield the pairs of parties in touch; a summit of many is left to its incidents."""
    actors = {party(actor) for actor in telling.actors if counts(actor)}
    recipients = {party(actor) for actor in telling.recipients if counts(actor)}
    if len(actors | recipients) > MOST_PARTIES:
        return
    if telling.kind in {"visit", "letter"}:
        # One who visits two capitals does not bring their governments together.
        pairs = {(min(a, b), max(a, b)) for a in actors for b in recipients if a != b}
        yield from sorted(pairs)
    else:
        yield from combinations(sorted(actors | recipients), 2)


class _Box:
    """The contacts of one pair in the making, found again by their days and documents."""

    def __init__(self) -> None:
        self.groups: list[list[Telling]] = []
        self._by_day: dict[date, set[int]] = defaultdict(set)
        self._by_document: dict[str, set[int]] = defaultdict(set)

    def file(self, telling: Telling, pair: _Pair) -> None:
        """Add a telling to the contact that it fits best, or begin a new one."""
        near = {*self._by_document[telling.document.id]}
        for day in _iter_days(telling.days, LETTER_DAYS):
            near |= self._by_day[day]
        fits = [(_fit(self.groups[index], telling, pair), index) for index in sorted(near)]
        best = max(((fit, index) for fit, index in fits if fit is not None), default=None)
        if best is None:
            index = len(self.groups)
            self.groups.append([])
        else:
            index = best[1]
        self.groups[index].append(telling)
        self._by_document[telling.document.id].add(index)
        for day in _iter_days(telling.days, timedelta(0)):
            self._by_day[day].add(index)


def _iter_days(days: tuple[date, date] | None, margin: timedelta) -> Iterator[date]:
    if days is None:
        return
    day = days[0] - margin
    while day <= days[1] + margin:
        yield day
        day += timedelta(days=1)


def _fit(group: Sequence[Telling], telling: Telling, pair: _Pair) -> float | None:
    """Return how well a telling fits a contact; None where something forbids it."""
    if any(_is_forbidden(member, telling, pair) for member in group):
        return None
    links = [fit for member in group if (fit := _likeness(member, telling, pair)) is not None]
    return max(links, default=None)


def _is_forbidden(member: Telling, telling: Telling, pair: _Pair) -> bool:
    """Tell whether two tellings cannot be of one contact, whatever else is told of it."""
    ours, theirs = member.persons, telling.persons
    if any(not ours[key] & theirs[key] for key in pair if key in ours and key in theirs):
        return True
    if _differ_in_kind(member, telling, pair):
        return True
    together = member.document.id == telling.document.id
    # A release that opens with an undated call tells of its own day; a text that announces a
    # call does not.
    if (together or None in (member.days, telling.days)) and _is_older_than_plan(member, telling):
        return True
    if member.days is None or telling.days is None:
        return member.dated and telling.dated and member.on != telling.on
    if not _can_be_one_day(member, telling, pair):
        return True
    # One publisher that tells of two days tells of two contacts.
    apart = member.days[1] < telling.days[0] or telling.days[1] < member.days[0]
    same_voice = together or (
        member.document.publisher is not None
        and member.document.publisher == telling.document.publisher
    )
    return apart and (same_voice or _circles_differ(member, telling))


def _differ_in_kind(left: Telling, right: Telling, pair: _Pair) -> bool:
    kinds = {left.kind, right.kind}
    if None in kinds:
        return "letter" in kinds
    if kinds == {"letter"}:
        return _sender(left, pair) != _sender(right, pair)
    # Hosts call a visit a meeting, and a meeting may have been held by video.
    return len(kinds) > 1 and ("letter" in kinds or ("call" in kinds and left.firm and right.firm))


def _sender(telling: Telling, pair: _Pair) -> frozenset[str]:
    return frozenset(party(one) for one in telling.actors) & {*pair}


def _circles_differ(left: Telling, right: Telling) -> bool:
    """Tell whether one was between more parties than the other: a summit and a talk beside it."""
    return left.equal and right.equal and left.circle != right.circle


def _is_older_than_plan(left: Telling, right: Telling) -> bool:
    """Tell whether one is a plan and the other, undated, was told before the plan's day came.

    "They have spoken by telephone before" in the article that announces Friday's call does not
    make the call happen.
    """
    plans = [one for one in (left, right) if one.status == "planned"]
    others = [one for one in (left, right) if one.status != "planned"]
    if len(plans) != 1 or others[0].dated:
        return False
    due = plans[0].days[0] if plans[0].days is not None else plans[0].reported
    told = others[0].reported
    return due is None or told is None or told <= due


def _can_be_one_day(left: Telling, right: Telling, pair: _Pair) -> bool:
    """Tell whether two tellings with days can be of one: the same, or the clocks' difference."""
    if left.days is None or right.days is None:
        return False
    early, late = sorted((left, right), key=lambda one: one.days or (date.max, date.max))
    if early.days is None or late.days is None:
        return False
    gap = late.days[0] - early.days[1]
    if gap <= timedelta(0):
        return True
    if "letter" in {left.kind, right.kind}:
        return gap <= LETTER_DAYS
    if gap > NEXT_DAY:
        return False
    if not late.dated and late.home != early.home:
        return True  # told a day later, without saying so
    ahead = hours_ahead(*pair)
    if ahead is None or abs(ahead) < FAR_HOURS:
        return False
    # The later day is the eastern capital's own.
    east, west = (pair[0], pair[1]) if ahead > 0 else (pair[1], pair[0])
    return late.home != west and early.home != east


def _likeness(member: Telling, telling: Telling, pair: _Pair) -> float | None:
    """Return what speaks for two tellings being of one contact; None where nothing does."""
    together = member.document.id == telling.document.id
    same_day = member.days is not None and telling.days is not None
    if together and (not telling.dated or not member.dated or member.on == telling.on):
        score = _SAME_TEXT
    elif same_day:
        score = 0.0
    else:
        return None
    if same_day and member.days is not None and telling.days is not None:
        meet = member.days[0] <= telling.days[1] and telling.days[0] <= member.days[1]
        score += _SAME_DAY if meet else 0.0
    ours, theirs = member.persons, telling.persons
    score += sum(
        _SAME_PERSONS / 2 for key in pair if ours.get(key, frozenset()) & theirs.get(key, set())
    )
    if member.kind is not None and member.kind == telling.kind:
        score += _SAME_KIND
    if _circles_differ(member, telling):
        score += _OTHER_CIRCLE
    # Of two contacts in one text, a later sentence goes on about the one told last.
    if together:
        score -= min(abs(telling.start - member.start), 10_000) / 100_000
    return score


def _contact(pair: _Pair, group: list[Telling]) -> Contact:
    tellings = sorted(group, key=lambda one: one.order)
    everybody = [
        actor
        for one in tellings
        for actor in (*one.actors, *one.recipients)
        if party(actor) in pair and actor.type != "place"
    ]
    hosts = [
        actor
        for one in tellings
        for actor in one.recipients
        if party(actor) in pair and actor.type == "place"
    ]
    covered = {party(actor) for actor in everybody}
    everybody += [host for host in hosts if party(host) not in covered]
    places = Counter(one.where for one in tellings if one.where)
    sharpest = min(tellings, key=_surest_first)
    origins = {one.document.origin for one in tellings}
    confidence = SEVERAL_ACCOUNTS if len(origins) > 1 else ONE_ACCOUNT
    return Contact(
        id=make_id("contact", *pair, _id_of(tellings[0])),
        type=_kind(tellings),
        actors=distinct_actors(everybody),
        on=_day_of(tellings, sharpest),
        where=min(places, key=lambda place: (-places[place], place), default=None),
        events=tuple(dict.fromkeys(one.event.id for one in tellings if one.event is not None)),
        accounts=tuple(dict.fromkeys(one.document.id for one in tellings)),
        method=METHOD,
        confidence=confidence if sharpest.n_days <= SHARP_DAYS else UNDATED,
        status=min((one.status for one in tellings), key=STATUS_ORDER.index),
    )


def _day_of(tellings: Sequence[Telling], sharpest: Telling) -> str | None:
    """Return the day that is told most sharply; of a letter the earliest, when it was sent."""
    sent = [one.days[0] for one in tellings if one.kind == "letter" and one.days is not None]
    if sent and _kind(list(tellings)) == "letter":
        return min(sent).isoformat()
    if sharpest.on is not None or sharpest.days is None:
        return sharpest.on
    return sharpest.days[0].isoformat()


def _id_of(first: Telling) -> RecordId:
    if first.event is not None:
        return first.event.id
    return make_id("contact", first.document.id, first.start)


def _kind(tellings: list[Telling]) -> str:
    """Return the kind that most tellings show, those that say it outright before the others."""
    for some in ([one for one in tellings if one.firm], tellings):
        kinds = Counter(one.kind for one in some if one.kind is not None)
        if kinds:
            return min(kinds, key=lambda kind: (-kinds[kind], kind))
    return "call" if any(one.spoke for one in tellings) else "meeting"
