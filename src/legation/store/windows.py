"""Give some stretches of documents with what was found there, and nothing else.

In: a connection, stretches by document. Out: trimmed `Reading`s.
Not here: which stretches matter (`assess.questions.matching`).
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TypeVar, cast

from sqlalchemy import Connection, and_, or_, select

from legation.records import (
    Claim,
    Document,
    DocumentId,
    Event,
    Link,
    Mention,
    MentionId,
    Reading,
    Vote,
)
from legation.records.lines import Kept, load
from legation.store import asking
from legation.store.schema import DOCUMENT, LINK, RECORD

Bounds = tuple[int, int]
T = TypeVar("T", Mention, Claim, Event, Vote)
P = TypeVar("P")

# SQLite takes this many parameters and more; a longer list of ids is asked for in parts.
_AT_ONCE = 500
# It refuses a condition that is more than a thousand deep, which many stretches are.
_WINDOWS_AT_ONCE = 200
_KINDS = ("claim", "event", "vote", "mention")


def readings_within(
    connection: Connection, windows: Mapping[DocumentId, Sequence[Bounds]]
) -> list[Reading]:
    """Return documents with what touches some stretches of them, and who is meant there.

    Claims by which an event, a vote or another claim is told are there too, and so are the
    mentions of all parties, wherever they stand.
    """
    found: dict[str, Kept] = {}
    for document, bounds in windows.items():
        for some in _in_parts(_apart(bounds), _WINDOWS_AT_ONCE):
            touching = [and_(RECORD.c.start < end, RECORD.c.end > start) for start, end in some]
            statement = select(RECORD.c.id, RECORD.c.body).where(
                RECORD.c.document_id == document, RECORD.c.kind.in_(_KINDS), or_(*touching)
            )
            for row in connection.execute(statement):
                found[row.id] = load(json.loads(row.body))
    while missing := sorted(_told_by(found.values()) - found.keys()):
        found |= _records(connection, missing)
    found |= _records(connection, sorted(_parties(found.values()) - found.keys()))
    return _readings(connection, list(windows), list(found.values()))


def _apart(bounds: Iterable[Bounds]) -> list[Bounds]:
    """Return stretches in order, those that touch as one."""
    apart: list[Bounds] = []
    for start, end in sorted(bounds):
        if apart and start <= apart[-1][1]:
            apart[-1] = (apart[-1][0], max(end, apart[-1][1]))
        else:
            apart.append((start, end))
    return apart


def _told_by(records: Iterable[Kept]) -> set[str]:
    claims = (one.parent for one in records if isinstance(one, Claim))
    deeds = (one.claim for one in records if isinstance(one, Event | Vote))
    return {one for one in (*claims, *deeds) if one is not None}


def _parties(records: Iterable[Kept]) -> set[MentionId]:
    named: set[MentionId] = set()
    for one in records:
        match one:
            case Claim():
                named.update(one.speakers, one.addressees)
            case Event():
                named.update(one.actors, one.recipients)
            case Vote():
                named.add(one.actor)
            case _:
                pass
    return named


def _records(connection: Connection, ids: Sequence[str]) -> dict[str, Kept]:
    found: dict[str, Kept] = {}
    for some in _in_parts(ids):
        rows = connection.execute(
            select(RECORD.c.id, RECORD.c.body).where(RECORD.c.id.in_(some))
        ).all()
        found |= {row.id: load(json.loads(row.body)) for row in rows}
    # An id that is not there would be asked for for ever.
    return found | {one: _GONE for one in ids if one not in found}


_GONE = Link("", (), None, former=False, repeats=None, reason="", method="", confidence=None)


def _readings(
    connection: Connection, documents: Sequence[DocumentId], records: Sequence[Kept]
) -> list[Reading]:
    held: defaultdict[DocumentId, list[Mention | Claim | Event | Vote]] = defaultdict(list)
    for one in records:
        if isinstance(one, Mention | Claim | Event | Vote):
            held[one.span.document].append(one)
    links = _links(connection, [one.id for one in records if isinstance(one, Mention)])
    whole = _documents(connection, documents)
    return [
        Reading(
            whole[document],
            mentions=(mentions := _of(held[document], Mention)),
            links=tuple(links[one.id] for one in mentions if one.id in links),
            claims=_of(held[document], Claim),
            events=_of(held[document], Event),
            votes=_of(held[document], Vote),
        )
        for document in documents
        if document in whole
    ]


def _of(held: Iterable[Mention | Claim | Event | Vote], kind: type[T]) -> tuple[T, ...]:
    found = [one for one in held if isinstance(one, kind)]
    return tuple(sorted(found, key=lambda one: (one.span.start, -one.span.end, one.id)))


def _documents(connection: Connection, ids: Sequence[DocumentId]) -> dict[DocumentId, Document]:
    found: dict[DocumentId, Document] = {}
    for some in _in_parts(ids):
        stream = asking.documents(connection, [DOCUMENT.c.id.in_(some)])
        found |= {one.id: one for one in stream}
    return found


def _links(connection: Connection, mentions: Sequence[MentionId]) -> dict[MentionId, Link]:
    found: list[Link] = []
    for some in _in_parts(mentions):
        bodies = connection.scalars(select(LINK.c.body).where(LINK.c.mention_id.in_(some)))
        found += [cast("Link", load(json.loads(body))) for body in bodies]
    return {one.mention: one for one in asking.standing(connection, found)}


def _in_parts(some: Sequence[P], at_once: int = _AT_ONCE) -> Iterator[Sequence[P]]:
    for start in range(0, len(some), at_once):
        yield some[start : start + at_once]
