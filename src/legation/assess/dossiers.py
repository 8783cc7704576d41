"""Draw up what is known of one principal on a day.

In: the shelf, joined `Contact`s, contacts known before reading, trimmed `Reading`s with what he
said and what others said of him. Out: `Dossier`.
Not here: finding these on a desk (`store.sayings`), accounts side by side (`assess.accounts`),
printing (`app`).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import chain

from legation.records import (
    Actor,
    Claim,
    Contact,
    DocumentId,
    MentionId,
    Office,
    Reading,
    RecordId,
    edtf,
)
from legation.records.contract import unnamed
from legation.reference.contacts import KnownContact
from legation.reference.shelf import Shelf, Tenure, in_force_from

DESK = "desk"
"""The source of what reports tell; other sources are those of `reference.contacts`."""

_IN_PERSON = frozenset({"meeting", "visit"})
_DONE = frozenset({"happened", "ongoing"})
# Offices that lead what stands after "of"; a minister or US secretary leads a ministry.
_LEADS = re.compile(
    r"^(?:acting |interim |first )*(?:president|premier|chair(?:man|woman|person)?|speaker|leader"
    r"|general secretary|secretary[- ]general|director(?:[- ]general)?|managing director|head|chief"
    r"|(?:supreme )?commander(?:-in-chief)?) of (?:the )?(?P<body>.+)$",
    re.IGNORECASE,
)
_MINISTER = re.compile(
    r"^(?:acting |interim )?minister (?P<of>of|for) (?:the )?(?P<field>.+)$", re.IGNORECASE
)
_SECRETARY = re.compile(r"^(?:acting )?secretary of (?:the )?(?P<field>.+)$", re.IGNORECASE)
_LED_TYPES = frozenset({"body", "organisation", "group", "company"})
_FOREVER = "9999-12-31"


@dataclass(frozen=True, slots=True)
class Held:
    """One office of the principal, as it was known on the day."""

    office: Office
    """Its `until` is None where the end was still to come."""
    held: bool | None
    """On the day; None: it was when last checked, since then nobody knows."""
    checked_until: str | None
    leads: Actor | None
    """The body that the holder leads; None for a state as a whole, and where none is known."""


@dataclass(frozen=True, slots=True)
class Met:
    """One contact with one counterpart, as one source gives it."""

    on: str | None
    """EDTF; some time in these days."""
    type: str
    status: str
    where: str | None
    source: str
    """`DESK`, or one of `reference.contacts.SOURCES`."""
    contact: RecordId | None
    """Of the desk's own."""
    documents: tuple[DocumentId, ...]
    """Those that tell of it; none for what is known before reading."""


@dataclass(frozen=True, slots=True)
class Together:
    """How long two principals have been in office together."""

    since: str | None
    """First day of both in the foremost offices they hold on the day; None: one holds none."""
    days_since: int | None
    """Days from then to the day, both counted."""
    days: int
    """Days up to the day on which both held any office that the shelf knows."""


@dataclass(frozen=True, slots=True)
class Counterpart:
    """All contacts with one other principal, or with a state where nobody is named."""

    actor: Actor
    contacts: tuple[Met, ...]
    """In order of their days; plans that nobody tells to have come about included."""
    first_met: tuple[Met, ...]
    """The first meeting or visit that took place: at most one of the desk, one known before."""
    last_met: tuple[Met, ...]
    last_contact: Met | None
    """The latest of any type and source that took place."""
    together: Together | None
    """None for states, and for people without any office on the shelf."""


@dataclass(frozen=True, slots=True)
class Said:
    """One claim of him, or about him."""

    claim: RecordId
    document: DocumentId
    publisher: str | None
    published_on: str | None
    on: str | None
    speakers: tuple[Actor, ...]
    of: tuple[Actor, ...]
    """Whom the content names: of his own claims others, of those of others him."""
    act: str
    negated: bool
    certainty: float
    words: str
    """The sentence of the content that names them."""


@dataclass(frozen=True, slots=True)
class Sources:
    """What a dossier is drawn up from; nothing in it is later than the day."""

    shelf: Shelf
    contacts: Sequence[Contact] = ()
    known: Sequence[KnownContact] = ()
    said: Sequence[Reading] = ()
    """Claims of the principal."""
    said_of_him: Sequence[Reading] = ()


@dataclass(frozen=True, slots=True)
class Dossier:
    """What is known of one principal on a day."""

    actor: Actor
    as_of: date
    offices: tuple[Held, ...]
    """The latest first."""
    counterparts: tuple[Counterpart, ...]
    """The latest in touch first."""
    said: tuple[Said, ...] = field(default=())
    """Newest first."""
    said_of_him: tuple[Said, ...] = field(default=())


def draw_up(actor: Actor, as_of: date, sources: Sources) -> Dossier:
    """Return the dossier of `actor` as it stood at the end of the day `as_of`."""
    return Dossier(
        actor,
        as_of,
        tuple(_offices(actor, as_of, sources.shelf)),
        tuple(_counterparts(actor, as_of, sources)),
        tuple(_iter_said(sources.said, actor)),
        tuple(_iter_said_of(sources.said_of_him, actor)),
    )


# --- offices


def _offices(actor: Actor, as_of: date, shelf: Shelf) -> Iterator[Held]:
    day = as_of.isoformat()
    for tenure in _tenures(actor, shelf):
        office = tenure.office
        if office.since is None or in_force_from(office.since) > day:
            continue
        to_come = office.until is not None and in_force_from(office.until) > day
        if to_come:
            office = Office(office.name, office.state, office.since, None)
        held = tenure.holds(as_of)
        unknown = not held and office.until is None
        led = led_body(office, shelf)
        yield Held(office, None if unknown else held, tenure.checked_until, led)


def _tenures(actor: Actor, shelf: Shelf) -> tuple[Tenure, ...]:
    return shelf.tenures(actor.id) if actor.id and actor.type == "person" else ()


def led_body(office: Office, shelf: Shelf) -> Actor | None:
    """Return the body that the holder of an office leads, as the shelf names it; None: no such."""
    state = shelf.states.get(office.state) if office.state else None
    for name in _led_names(office.name, state):
        for found in shelf.find_things(name):
            if found.actor.type in _LED_TYPES and found.actor.state == office.state:
                return found.actor
    return None


def _led_names(title: str, state: Actor | None) -> Iterator[str]:
    """Yield names of what a title leads, those with the state's name first."""
    names: list[str] = []
    if match := _LEADS.match(title):
        names = [match["body"]]
    elif match := _MINISTER.match(title):
        names = [f"Ministry {match['of']} {match['field']}"]
    elif match := _SECRETARY.match(title):
        names = [f"{match['field']} Department", f"Department of {match['field']}"]
    for name in names:
        if state is not None:
            yield f"{name} of {state.name}"
        yield name


# --- contacts


def _counterparts(actor: Actor, as_of: date, sources: Sources) -> list[Counterpart]:
    met: defaultdict[str, list[Met]] = defaultdict(list)
    who: dict[str, Actor] = {}
    told = chain(
        _iter_told(actor, sources.contacts),
        _iter_known(actor, sources.known, as_of, sources.shelf),
    )
    for other, one in told:
        key = other.id or other.name
        who.setdefault(key, other)
        met[key].append(one)
    found = [
        _counterpart(actor, who[key], contacts, as_of, sources.shelf)
        for key, contacts in met.items()
    ]
    found.sort(key=lambda one: one.actor.name)
    found.sort(key=lambda one: _day_of(one.last_contact), reverse=True)
    return found


def _iter_told(actor: Actor, contacts: Iterable[Contact]) -> Iterator[tuple[Actor, Met]]:
    for contact in contacts:
        met = Met(
            contact.on,
            contact.type,
            contact.status,
            contact.where,
            DESK,
            contact.id,
            contact.accounts,
        )
        for other in contact.actors:
            if other.id is not None and not _same_side(actor, other):
                yield other, met


def _same_side(actor: Actor, other: Actor) -> bool:
    if actor.id == other.id:
        return True
    return actor.state is not None and actor.state == other.state


def _iter_known(
    actor: Actor, known: Iterable[KnownContact], as_of: date, shelf: Shelf
) -> Iterator[tuple[Actor, Met]]:
    for one in known:
        if one.until > as_of.isoformat():
            continue
        on = one.since if one.since == one.until else f"{one.since}/{one.until}"
        met = Met(on, one.type, "happened", one.place, one.source, None, ())
        others: tuple[Actor, ...] = (one.visitor,) if one.visitor.id != actor.id else one.met
        if not others and one.host in shelf.states:
            others = (shelf.states[one.host],)
        for other in others:
            if not _same_side(actor, other):
                yield other, met


def _counterpart(
    actor: Actor, other: Actor, contacts: Sequence[Met], as_of: date, shelf: Shelf
) -> Counterpart:
    ordered = sorted(contacts, key=lambda one: edtf.order_key(one.on))
    done = [one for one in ordered if one.status in _DONE and _is_over(one, as_of)]
    met = [one for one in done if one.type in _IN_PERSON]
    by_desk = [one for one in met if one.source == DESK]
    by_shelf = [one for one in met if one.source != DESK]
    return Counterpart(
        other,
        tuple(ordered),
        (*by_desk[:1], *by_shelf[:1]),
        (*by_desk[-1:], *by_shelf[-1:]),
        max(done, key=_day_of, default=None),
        _together(actor, other, as_of, shelf),
    )


def _is_over(met: Met, as_of: date) -> bool:
    """Tell whether a contact has a day that had come by then."""
    first = edtf.bounds(met.on)[0] if met.on else None
    return first is not None and first <= as_of


def _day_of(met: Met | None) -> date:
    first = edtf.bounds(met.on)[0] if met is not None and met.on else None
    return first or date.min


def _together(actor: Actor, other: Actor, as_of: date, shelf: Shelf) -> Together | None:
    ours, theirs = _tenures(actor, shelf), _tenures(other, shelf)
    if not ours or not theirs:
        return None
    starts = [_foremost_since(held, as_of) for held in (ours, theirs)]
    since = max(one for one in starts if one) if all(starts) else None
    n_days = (as_of - date.fromisoformat(since)).days + 1 if since is not None else None
    days = _n_common_days(_spells(ours, as_of), _spells(theirs, as_of))
    return Together(since, n_days, days)


def _foremost_since(tenures: Sequence[Tenure], as_of: date) -> str | None:
    """Return the first day in the foremost office held on the day, without a break."""
    held = [one for one in tenures if one.holds(as_of) and one.office.since]
    if not held:
        return None
    foremost = min(one.rank for one in held)
    starts = [in_force_from(one.office.since or "") for one in held if one.rank == foremost]
    return min(starts)


def _spells(tenures: Iterable[Tenure], as_of: date) -> list[tuple[date, date]]:
    """Return the stretches, half-open and apart, in which any office was held up to a day."""
    after = (as_of + timedelta(days=1)).isoformat()
    spells = []
    for one in tenures:
        if one.office.since is None:
            continue
        start = in_force_from(one.office.since)
        if one.office.until is not None:
            end = in_force_from(one.office.until)
        elif one.checked_until is not None:
            end = (date.fromisoformat(one.checked_until[:10]) + timedelta(days=1)).isoformat()
        else:
            end = _FOREVER
        end = min(end, after)
        if start < end:
            spells.append((date.fromisoformat(start), date.fromisoformat(end)))
    return _merged(sorted(spells))


def _merged(spells: Iterable[tuple[date, date]]) -> list[tuple[date, date]]:
    merged: list[tuple[date, date]] = []
    for start, end in spells:
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _n_common_days(ours: Sequence[tuple[date, date]], theirs: Sequence[tuple[date, date]]) -> int:
    overlaps = ((min(a[1], b[1]) - max(a[0], b[0])).days for a in ours for b in theirs)
    return sum(max(0, days) for days in overlaps)


# --- claims


def _iter_said(readings: Iterable[Reading], actor: Actor) -> Iterator[Said]:
    for reading, claim, actors_of in _iter_claims(readings):
        of = [
            one
            for name in _named_in(claim, reading)
            for one in actors_of.get(name, ())
            if one.id is not None and one.id != actor.id
        ]
        yield _said(reading, claim, (actor,), of)


def _iter_said_of(readings: Iterable[Reading], actor: Actor) -> Iterator[Said]:
    for reading, claim, actors_of in _iter_claims(readings):
        words = {mention.id: mention for mention in reading.mentions}
        speakers: list[Actor] = []
        for name in claim.speakers:
            speakers += actors_of.get(name) or (unnamed(words[name]),) if name in words else ()
        yield _said(reading, claim, speakers, (actor,))


def _iter_claims(
    readings: Iterable[Reading],
) -> Iterator[tuple[Reading, Claim, dict[MentionId, tuple[Actor, ...]]]]:
    for reading in readings:
        actors_of = {link.mention: link.actors for link in reading.links}
        for claim in reading.claims:
            yield reading, claim, actors_of


def _named_in(claim: Claim, reading: Reading) -> Iterator[MentionId]:
    for mention in reading.mentions:
        if any(part.holds(mention.span) for part in claim.content):
            yield mention.id


def _said(reading: Reading, claim: Claim, speakers: Iterable[Actor], of: Iterable[Actor]) -> Said:
    document, named = reading.document, tuple(dict.fromkeys(of))
    return Said(
        claim.id,
        document.id,
        document.publisher,
        document.published_on,
        claim.on,
        tuple(dict.fromkeys(speakers)),
        named,
        claim.act,
        claim.negated,
        claim.certainty,
        _words(reading, claim, {one.id for one in named}),
    )


def _words(reading: Reading, claim: Claim, of: set[str | None]) -> str:
    """Return the sentence of the content in which one of those spoken of is named first."""
    actors_of = {link.mention: link.actors for link in reading.links}
    for part in claim.content:
        for mention in reading.mentions:
            if not part.holds(mention.span):
                continue
            if any(one.id in of for one in actors_of.get(mention.id, ())):
                return sentence_at(part.text, mention.span.start - part.start)
    return " ".join(claim.span.text.split())


def sentence_at(text: str, at: int) -> str:
    """Return the sentence of `text` in which the character `at` stands, white space in one."""
    marks = (". ", "? ", "! ", "\n")
    start = max(text.rfind(mark, 0, at) for mark in marks)
    ends = [found for mark in marks if (found := text.find(mark, at)) >= 0]
    sentence = text[start + 1 : min(ends, default=len(text) - 1) + 1]
    return " ".join(sentence.split())
