"""Ask the tables about one actor: what he said of others, what others said of him, his contacts.

In: a connection, an actor's id, a day. Out: `Reading`s that hold only what was asked for, newest
first, and `Contact`s with the days of their accounts.
Not here: any other question (`store.asking`); what the answers add up to (`assess.dossiers`).

A desk may name a president a hundred thousand times. So documents are asked for by number and day
first, without their records; then some at a time, newest first, until enough was found.
"""

from __future__ import annotations

import json
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice
from operator import attrgetter
from typing import NamedTuple, cast

from sqlalchemy import ColumnElement, Connection, Select, exists, func, or_, select

from legation.records import (
    Actor,
    Claim,
    Contact,
    Document,
    DocumentId,
    Event,
    Link,
    Mention,
    Moment,
    Reading,
)
from legation.records.lines import load
from legation.store import asking
from legation.store.rows import NAMED
from legation.store.schema import DOCUMENT, EVIDENCE, LINK, PARTY, RECORD

# So many documents are looked into at once: few at first, for a president's newest fill a page.
_AT_FIRST, _AT_MOST = 4, 64
_CLAIMS_AT_ONCE = 50
# Well below the number of parameters that any SQLite takes.
_IDS_AT_ONCE = 500


class _Place(NamedTuple):
    """Where a record stands."""

    id: str
    document_id: DocumentId
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Sayings:
    """Claims of one actor, or about him, in trimmed readings."""

    readings: tuple[Reading, ...]
    """Newest first; each holds its document, the claims asked for, the mentions of their speakers
    and of whom was asked for in them, and the links of these."""
    more: bool
    """Whether older claims were left out."""


@dataclass(frozen=True, slots=True)
class ToldContact:
    """A joined contact, and when each of its accounts was published."""

    contact: Contact
    days: dict[DocumentId, str | None]


def newest_day(connection: Connection) -> str | None:
    """Return the day of the newest document; None when none bears a date."""
    newest: str | None = connection.scalar(select(func.max(DOCUMENT.c.published_on)))
    return newest


def find_actor(connection: Connection, actor: str) -> Actor | None:
    """Return the actor of this id as a link names it; None where none does."""
    for decision in asking.decisions(connection).values():
        for one in decision.meant.actors:
            if one.id == actor:
                return one
    body = connection.scalar(
        select(LINK.c.body)
        .join_from(LINK, PARTY, PARTY.c.record_id == LINK.c.mention_id)
        .where(PARTY.c.actor_id == actor, PARTY.c.role == NAMED)
        .limit(1)
    )
    if body is None:
        return None
    named = cast("Link", load(json.loads(body))).actors
    return next((one for one in named if one.id == actor), None)


def find_sayings(
    connection: Connection, actor: str, role: str, as_of: date | None, limit: int | None
) -> Sayings:
    """Return claims in which an actor stands, newest first; copies of a report are left out.

    Args:
        connection: To the desk.
        actor: Its id.
        role: `speaker`: what he said in which others are named; `named`: what others said in
            which he is named.
        as_of: Only documents published by this day, and no undated one.
        limit: At most so many claims.
    """
    chosen: list[_Chosen] = []
    room = None if limit is None else limit + 1
    for document, candidates in _iter_candidates(connection, actor, role, as_of):
        claims = _first_fitting(connection, document, candidates, room)
        more = room is not None and len(claims) >= room
        if more:
            claims.pop()  # one too many: it only tells that there are more
        if claims:
            chosen.append(_Chosen(document, claims, candidates.named))
        if more:
            return Sayings(_trimmed(connection, chosen), more=True)
        room = None if room is None else room - len(claims)
    return Sayings(_trimmed(connection, chosen), more=False)


def find_contacts(connection: Connection, actor: str, *, with_days: bool) -> list[ToldContact]:
    """Return the contacts in which an actor, or one who speaks for this state, took part."""
    bodies = connection.scalars(
        select(RECORD.c.body)
        .where(
            RECORD.c.document_id.is_(None),  # joined; lets the index of documents find them
            RECORD.c.kind == "contact",
            exists().where(
                PARTY.c.record_id == RECORD.c.id,
                or_(PARTY.c.actor_id == actor, PARTY.c.state == actor),
            ),
        )
        .order_by(RECORD.c.ordinal)
    )
    contacts = [cast("Contact", load(json.loads(body))) for body in bodies]
    days: defaultdict[str, dict[DocumentId, str | None]] = defaultdict(dict)
    dated = [one.id for one in contacts] if with_days else []
    for some in _in_parts(dated, _IDS_AT_ONCE):
        rows = connection.execute(
            select(EVIDENCE.c.record_id, DOCUMENT.c.id, DOCUMENT.c.published_on)
            .join_from(EVIDENCE, DOCUMENT, DOCUMENT.c.id == EVIDENCE.c.evidence_id)
            .where(EVIDENCE.c.record_id.in_(some))
        )
        for contact, document, published_on in rows:
            days[contact][document] = published_on
    return [ToldContact(one, days[one.id]) for one in contacts]


def readings_of_events(connection: Connection, documents: Sequence[DocumentId]) -> list[Reading]:
    """Return documents with what contacts are read from: events, mentions with links, moments."""
    found = list(asking.documents(connection, [DOCUMENT.c.id.in_(documents)]))
    wanted = RECORD.c.kind.in_(("event", "mention", "moment"))
    records = asking.by_document(connection, RECORD, documents, wanted)
    readings = []
    for document in found:
        of = records[document.id]
        mentions = tuple(one for one in of if isinstance(one, Mention))
        links = {one.mention: one for one in _links(connection, {one.id for one in mentions})}
        readings.append(
            Reading(
                document,
                mentions=mentions,
                links=tuple(links[one.id] for one in mentions if one.id in links),
                moments=tuple(one for one in of if isinstance(one, Moment)),
                events=tuple(one for one in of if isinstance(one, Event)),
            )
        )
    return readings


def _iter_candidates(
    connection: Connection, actor: str, role: str, as_of: date | None
) -> Iterator[tuple[DocumentId, _Candidates]]:
    """Yield the documents that hold claims of the actor or about him, newest first."""
    found_in = connection.execute(_documents_with(actor, role, as_of)).all()
    documents = iter([row.id for row in found_in])
    find = _spoken if role == "speaker" else _about
    n_at_once = _AT_FIRST
    while some := list(islice(documents, n_at_once)):
        found = find(connection, some, actor)
        yield from ((document, found[document]) for document in some if document in found)
        n_at_once = min(2 * n_at_once, _AT_MOST)


def _documents_with(actor: str, role: str, as_of: date | None) -> Select[tuple[str]]:
    """Return the question for documents in which an actor speaks or is named, newest first."""
    conditions: list[ColumnElement[bool]] = [
        DOCUMENT.c.id.in_(
            select(PARTY.c.document_id).where(PARTY.c.actor_id == actor, PARTY.c.role == role)
        ),
        DOCUMENT.c.origin == DOCUMENT.c.id,  # a copy is not a second witness
    ]
    if as_of is not None:
        conditions.append(DOCUMENT.c.published_on <= as_of.isoformat())
    newest_first = (DOCUMENT.c.published_on.is_(None), DOCUMENT.c.published_on.desc())
    return select(DOCUMENT.c.id).where(*conditions).order_by(*newest_first, DOCUMENT.c.id)


class _Candidates(NamedTuple):
    """Claims of one document, and mentions of which a claim's content must hold one."""

    claims: list[_Place]
    named: list[_Place]

    def fit(self, claim: Claim) -> bool:
        """Tell whether the content, not only the source, names one of those asked for."""
        return any(_holds_any(part.start, part.end, self.named) for part in claim.content)


def _spoken(
    connection: Connection, documents: Sequence[DocumentId], actor: str
) -> dict[DocumentId, _Candidates]:
    """Return the claims by the actor in whose stretch others are named."""
    said = _places_of(connection, documents, "speaker", "claim", actor)
    others = _select_places("mention", documents).where(
        exists().where(
            PARTY.c.record_id == RECORD.c.id, PARTY.c.role == NAMED, PARTY.c.actor_id != actor
        )
    )
    return _candidates(said, _places(connection, others))


def _about(
    connection: Connection, documents: Sequence[DocumentId], actor: str
) -> dict[DocumentId, _Candidates]:
    """Return the claims in whose stretch the actor is named, but not by himself."""
    named = _places_of(connection, documents, NAMED, "mention", actor)
    own = {one.id for one in _places_of(connection, documents, "speaker", "claim", actor)}
    claims = _places(connection, _select_places("claim", documents))
    return _candidates([one for one in claims if one.id not in own], named)


def _candidates(claims: list[_Place], named: list[_Place]) -> dict[DocumentId, _Candidates]:
    mentions: defaultdict[DocumentId, list[_Place]] = defaultdict(list)
    for one in named:
        mentions[one.document_id].append(one)
    found: dict[DocumentId, _Candidates] = {}
    for claim in claims:
        inside = mentions[claim.document_id]
        if _holds_any(claim.start, claim.end, inside):
            found.setdefault(claim.document_id, _Candidates([], inside)).claims.append(claim)
    return found


def _holds_any(start: int, end: int, places: Sequence[_Place]) -> bool:
    """Tell whether one of some places, in order of their start, lies within a stretch."""
    for n in range(bisect_left(places, start, key=_START), len(places)):
        if places[n].start >= end:
            return False
        if places[n].end <= end:
            return True
    return False


_START = attrgetter("start")


def _select_places(kind: str, documents: Sequence[DocumentId]) -> Select[tuple[str, str, int, int]]:
    columns = (RECORD.c.id, RECORD.c.document_id, RECORD.c.start, RECORD.c.end)
    return select(*columns).where(RECORD.c.document_id.in_(documents), RECORD.c.kind == kind)


def _places_of(
    connection: Connection, documents: Sequence[DocumentId], role: str, kind: str, actor: str
) -> list[_Place]:
    """Return where records stand in which the actor has a role."""
    own = select(PARTY.c.record_id).where(
        PARTY.c.actor_id == actor, PARTY.c.role == role, PARTY.c.document_id.in_(documents)
    )
    columns = (RECORD.c.id, RECORD.c.document_id, RECORD.c.start, RECORD.c.end)
    return _places(connection, select(*columns).where(RECORD.c.id.in_(own), RECORD.c.kind == kind))


def _places(connection: Connection, statement: Select[tuple[str, str, int, int]]) -> list[_Place]:
    rows = connection.execute(statement)
    found = [_Place(row.id, row.document_id, row.start, row.end) for row in rows]
    return sorted(found, key=_START)


def _first_fitting(
    connection: Connection, document: DocumentId, candidates: _Candidates, room: int | None
) -> list[Claim]:
    """Return the claims that fit, in reading order: at most as many as there is room for."""
    kept: list[Claim] = []
    for some in _in_parts([one.id for one in candidates.claims], _CLAIMS_AT_ONCE):
        records = asking.by_document(connection, RECORD, [document], RECORD.c.id.in_(some))[
            document
        ]
        claims = [one for one in records if isinstance(one, Claim) and candidates.fit(one)]
        kept += sorted(claims, key=lambda claim: claim.span.start)
        if room is not None and len(kept) >= room:
            return kept[:room]
    return kept


class _Chosen(NamedTuple):
    """Claims of one document that are given, and the mentions of whom was asked for."""

    document: DocumentId
    claims: list[Claim]
    named: list[_Place]

    def needed(self) -> set[str]:
        """Return the mentions of the speakers, and of those named in what is said."""
        parts = [part for claim in self.claims for part in claim.content]
        needed = {mention for claim in self.claims for mention in claim.speakers}
        needed.update(
            one.id
            for one in self.named
            if any(part.start <= one.start and one.end <= part.end for part in parts)
        )
        return needed


def _trimmed(connection: Connection, chosen: Sequence[_Chosen]) -> tuple[Reading, ...]:
    """Return documents with some of their claims, who makes them and who is named in them."""
    held = [one.document for one in chosen]
    needed = {mention for one in chosen for mention in one.needed()}
    mentions: defaultdict[DocumentId, list[Mention]] = defaultdict(list)
    documents: dict[DocumentId, Document] = {}
    for some in _in_parts(held, _IDS_AT_ONCE):
        documents |= {
            one.id: one for one in asking.documents(connection, [DOCUMENT.c.id.in_(some)])
        }
    for some in _in_parts(sorted(needed), _IDS_AT_ONCE):
        statement = select(RECORD.c.body).where(RECORD.c.id.in_(some))
        for body in connection.scalars(statement):
            mention = cast("Mention", load(json.loads(body)))
            mentions[mention.span.document].append(mention)
    links = {link.mention: link for link in _links(connection, needed)}
    readings = []
    for one in chosen:
        own = sorted(mentions[one.document], key=lambda mention: mention.span.start)
        linked = tuple(links[mention.id] for mention in own if mention.id in links)
        document = documents[one.document]
        readings.append(Reading(document, tuple(own), linked, claims=tuple(one.claims)))
    return tuple(readings)


def _links(connection: Connection, mentions: set[str]) -> tuple[Link, ...]:
    links: list[Link] = []
    for some in _in_parts(sorted(mentions), _IDS_AT_ONCE):
        statement = select(LINK.c.body).where(LINK.c.mention_id.in_(some)).order_by(LINK.c.ordinal)
        links += (cast("Link", load(json.loads(body))) for body in connection.scalars(statement))
    return tuple(asking.standing(connection, links))


def _in_parts(ids: Sequence[str], size: int) -> Iterator[Sequence[str]]:
    for start in range(0, len(ids), size):
        yield ids[start : start + size]
