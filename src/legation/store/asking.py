"""Ask the tables for records.

In: a connection, and what is wanted. Out: typed records.
Not here: search over texts (`store.search`).
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import islice
from typing import Any, TypedDict, cast

from sqlalchemy import (
    ColumnElement,
    Connection,
    Table,
    and_,
    exists,
    func,
    not_,
    or_,
    select,
)

from legation.records import (
    Claim,
    Document,
    DocumentId,
    Event,
    Figure,
    Issue,
    Link,
    Mention,
    MentionId,
    Moment,
    Reading,
    RecordId,
    Review,
    Vote,
)
from legation.records.lines import Found, Kept, Record, dump, load
from legation.store.decisions import Decision, decide, decisions_of
from legation.store.rows import DOING, JOINED_KINDS, KEPT_KINDS
from legation.store.schema import DOCUMENT, EVIDENCE, ISSUE, LINK, PARTY, RECORD, REVIEW

# SQLite compiles a statement for each length of a list; documents are asked for so many at once.
_AT_ONCE = 64

# In the order of `Document`.
_DOCUMENT_FIELDS = (
    *("id", "title", "text", "publisher", "url", "published_on", "language", "origin", "source"),
)


class Asked(TypedDict, total=False):
    """What records must be like; what is not given, or None, asks for nothing."""

    as_of: date | None
    """Only what documents published by this day tell; nothing of undated documents."""
    since: date | None
    """Only from documents published on this day or later; joined records by their own date."""
    until: date | None
    """Only from documents published on this day or earlier; joined records by their own date."""
    actor: Collection[str] | None
    """Only what one of these actors, or who speaks for one of these states, does or says."""
    about: Collection[str] | None
    """Only what names one of these in any part, or in the passage it rests on."""
    type: str | None
    """Type of an event, incident or contact."""
    act: str | None
    """Act of a claim."""
    text: str | None
    """Words that the passage holds, in capitals or not; of joined records, any of their fields."""
    document: DocumentId | None
    limit: int | None
    """At most so many."""


def select_documents(
    as_of: date | None, since: date | None, *, undated: bool = False
) -> list[ColumnElement[bool]]:
    """Return the conditions that documents of these days meet; undated ones where asked for."""
    conditions: list[ColumnElement[bool]] = []
    if as_of is not None:
        conditions.append(DOCUMENT.c.published_on <= as_of.isoformat())
    if since is not None:
        conditions.append(DOCUMENT.c.published_on >= since.isoformat())
    if undated and conditions:
        return [or_(DOCUMENT.c.published_on.is_(None), and_(*conditions))]
    return conditions


def documents(
    connection: Connection, conditions: Iterable[ColumnElement[bool]]
) -> Iterator[Document]:
    """Yield documents in the order of publication; undated ones last."""
    columns = [DOCUMENT.c[name] for name in _DOCUMENT_FIELDS]
    for row in connection.execute(select(*columns).where(*conditions).order_by(*_by_publication())):
        yield Document(*row)


def readings(
    connection: Connection, conditions: Iterable[ColumnElement[bool]]
) -> Iterator[Reading]:
    """Yield the readings of documents, in the order of publication; undated ones last.

    Their links are as people decided.
    """
    decided = decisions(connection)
    stream = documents(connection, conditions)
    while batch := list(islice(stream, _AT_ONCE)):
        yield from _readings_of(connection, batch, decided)


def decisions(connection: Connection) -> dict[MentionId, Decision]:
    """Return what people decided about links."""
    found = _iter_kind(connection, "review", {})
    return decisions_of(one for one in found if isinstance(one, Review))


def records(connection: Connection, kind: str, asked: Asked) -> Iterator[Record]:
    """Yield the records of one kind that are as asked, ordered as `Desk.records` says."""
    words = (asked.get("text") or "").casefold()
    stream = _iter_kind(connection, kind, asked)
    fitting = (one for one in stream if not words or words in _words(one))
    yield from islice(fitting, asked.get("limit"))


def _iter_kind(connection: Connection, kind: str, asked: Asked) -> Iterator[Record]:
    document = asked.get("document")
    if kind == "document":
        conditions = [*_published(asked)]
        if document is not None:
            conditions.append(DOCUMENT.c.id == document)
        yield from documents(connection, conditions)
        return
    if kind == "issue":
        statement = select(ISSUE.c.body).order_by(ISSUE.c.serial)
        if document is not None:
            statement = statement.where(ISSUE.c.document_id == document)
    elif kind == "review":
        statement = select(REVIEW.c.body).order_by(REVIEW.c.serial)
    else:
        statement = (
            select(RECORD.c.body)
            .select_from(RECORD.outerjoin(DOCUMENT, RECORD.c.document_id == DOCUMENT.c.id))
            .where(RECORD.c.kind == kind, *_conditions(kind, asked))
            .order_by(*_by_publication(), RECORD.c.ordinal)
        )
    for body in connection.scalars(statement):
        yield cast("Record", load(json.loads(body)))


def record(connection: Connection, identity: RecordId) -> Record | None:
    """Return the record of this id; None when the desk does not hold it."""
    for found in documents(connection, [DOCUMENT.c.id == identity]):
        return found
    for table in (RECORD, ISSUE, REVIEW):
        body = connection.scalar(select(table.c.body).where(table.c.id == identity))
        if body is not None:
            return cast("Record", load(json.loads(body)))
    return None


def links(
    connection: Connection, conditions: Iterable[ColumnElement[bool]]
) -> dict[MentionId, Link]:
    """Return who each mention of some documents is, as people decided."""
    statement = (
        select(LINK.c.document_id, LINK.c.body)
        .select_from(LINK.join(DOCUMENT, LINK.c.document_id == DOCUMENT.c.id))
        .where(*conditions)
        .order_by(*_by_publication(), LINK.c.ordinal)
    )
    found: defaultdict[DocumentId, list[Link]] = defaultdict(list)
    for document, body in connection.execute(statement):
        found[document].append(cast("Link", load(json.loads(body))))
    decided = decisions(connection)
    return {
        link.mention: link
        for of_one in found.values()
        for link in decide(of_one, (link.mention for link in of_one), decided)
    }


def standing(connection: Connection, links: Sequence[Link]) -> list[Link]:
    """Return links, as they are stored, as people decided: each that is given, none more."""
    decided = decisions(connection)
    if not decided or not links:
        return list(links)
    given = [link.mention for link in links]
    documents = connection.scalars(
        select(LINK.c.document_id)
        .distinct()
        .join(RECORD, RECORD.c.document_id == LINK.c.document_id)
        .join(REVIEW, REVIEW.c.record_id == RECORD.c.id)
        .where(LINK.c.mention_id.in_(given))
    ).all()
    now: dict[MentionId, Link] = {}
    for found in by_document(connection, LINK, documents).values():
        whole = [one for one in found if isinstance(one, Link)]
        now |= {one.mention: one for one in decide(whole, [one.mention for one in whole], decided)}
    return [now.get(link.mention, link) for link in links]


def _readings_of(
    connection: Connection, batch: Sequence[Document], decided: Mapping[MentionId, Decision]
) -> Iterator[Reading]:
    ids = [document.id for document in batch]
    found = by_document(connection, RECORD, ids)
    links = by_document(connection, LINK, ids)
    issues = by_document(connection, ISSUE, ids, ISSUE.c.in_reading)
    for document in batch:
        of = found[document.id]
        mentions = tuple(one for one in of if isinstance(one, Mention))
        stored = [one for one in links[document.id] if isinstance(one, Link)]
        yield Reading(
            document,
            mentions=mentions,
            links=decide(stored, (one.id for one in mentions), decided),
            moments=tuple(one for one in of if isinstance(one, Moment)),
            figures=tuple(one for one in of if isinstance(one, Figure)),
            claims=tuple(one for one in of if isinstance(one, Claim)),
            events=tuple(one for one in of if isinstance(one, Event)),
            votes=tuple(one for one in of if isinstance(one, Vote)),
            issues=tuple(one for one in issues[document.id] if isinstance(one, Issue)),
        )


def by_document(
    connection: Connection,
    table: Table,
    ids: Sequence[DocumentId],
    *conditions: ColumnElement[bool],
) -> defaultdict[DocumentId, list[Kept]]:
    """Return what a table holds of each document, in its order there."""
    rows = connection.execute(
        select(table.c.document_id, table.c.body)
        .where(table.c.document_id.in_(ids), *conditions)
        .order_by(table.c.ordinal)
    )
    found: defaultdict[DocumentId, list[Kept]] = defaultdict(list)
    for document, body in rows:
        found[document].append(load(json.loads(body)))
    return found


def _by_publication() -> tuple[ColumnElement[Any], ...]:
    return DOCUMENT.c.published_on.is_(None), DOCUMENT.c.published_on, DOCUMENT.c.id


def _conditions(kind: str, asked: Asked) -> Iterator[ColumnElement[bool]]:
    for name in ("type", "act"):
        if (wanted := asked.get(name)) is not None:
            yield RECORD.c[name] == wanted
    if (document := asked.get("document")) is not None:
        yield RECORD.c.document_id == document
    yield from _days_of(kind)(asked)
    if (actor := asked.get("actor")) is not None:
        yield _has_party(RECORD.c.id, actor, DOING)
    if (about := asked.get("about")) is not None:
        yield or_(_has_party(RECORD.c.id, about), _names(about))


def _days_of(kind: str) -> Callable[[Asked], Iterator[ColumnElement[bool]]]:
    if kind in JOINED_KINDS:
        return _joined_days
    return _concluded_days if kind in KEPT_KINDS else _published


def _concluded_days(asked: Asked) -> Iterator[ColumnElement[bool]]:
    """Yield what makes a conclusion fit the days: those of which it speaks."""
    for name in ("as_of", "until"):
        day = asked.get(name)
        if isinstance(day, date):
            # An estimate is of no day: it rests on a table and a scenario.
            yield or_(RECORD.c.first_day.is_(None), RECORD.c.first_day <= day.isoformat())
    if (since := asked.get("since")) is not None:
        yield RECORD.c.first_day >= since.isoformat()


def _published(asked: Asked) -> Iterator[ColumnElement[bool]]:
    published = DOCUMENT.c.published_on
    if (as_of := asked.get("as_of")) is not None:
        yield published <= as_of.isoformat()
    if (since := asked.get("since")) is not None:
        yield published >= since.isoformat()
    if (until := asked.get("until")) is not None:
        yield published <= until.isoformat()


def _joined_days(asked: Asked) -> Iterator[ColumnElement[bool]]:
    """Yield what makes a joined record fit the days: all its evidence, and its own date."""
    if (as_of := asked.get("as_of")) is not None:
        resting = RECORD.alias("resting")
        told_in = DOCUMENT.alias("told_in")
        yield not_(
            exists()
            .select_from(
                EVIDENCE.outerjoin(resting, resting.c.id == EVIDENCE.c.evidence_id).outerjoin(
                    told_in,
                    told_in.c.id == func.coalesce(resting.c.document_id, EVIDENCE.c.evidence_id),
                )
            )
            .where(
                EVIDENCE.c.record_id == RECORD.c.id,
                # Evidence that is undated, or no longer there, cannot be placed before any day.
                or_(told_in.c.published_on.is_(None), told_in.c.published_on > as_of.isoformat()),
            )
        )
    if (since := asked.get("since")) is not None:
        yield RECORD.c.last_day >= since.isoformat()
    if (until := asked.get("until")) is not None:
        yield RECORD.c.first_day <= until.isoformat()


def _is_one_of(actors: Collection[str]) -> ColumnElement[bool]:
    """Return that a party is one of the actors, or speaks for one of them that is a state."""
    wanted = [actors] if isinstance(actors, str) else list(actors)
    return or_(PARTY.c.actor_id.in_(wanted), PARTY.c.state.in_(wanted))


def _has_party(
    identity: ColumnElement[str], actors: Collection[str], roles: Collection[str] = ()
) -> ColumnElement[bool]:
    conditions = [PARTY.c.record_id == identity, _is_one_of(actors)]
    if roles:
        conditions.append(PARTY.c.role.in_(roles))
    return exists().where(*conditions)


def _names(actors: Collection[str]) -> ColumnElement[bool]:
    """Return that a mention of one of the actors stands in the record's passage."""
    inside = RECORD.alias("inside")
    return exists().where(
        inside.c.document_id == RECORD.c.document_id,
        inside.c.kind == "mention",
        inside.c.start >= RECORD.c.start,
        inside.c.end <= RECORD.c.end,
        _has_party(inside.c.id, actors),
    )


def _words(record: Record) -> str:
    """Return the words in which a filter by text looks: the passage, else all that is told."""
    if isinstance(record, Found):
        return record.span.text.casefold()
    if isinstance(record, Document):
        return f"{record.title}\n{record.text}".casefold()
    return json.dumps(dump(record), ensure_ascii=False).casefold()
