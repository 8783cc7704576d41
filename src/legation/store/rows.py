"""Turn readings and joined records into the rows of the desk's tables.

In: a `Reading`, or records that several readings were joined to. Out: rows as dicts, by table.
Not here: the tables (`store.schema`), writing them (`store.writing`).
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from legation.records import (
    Actor,
    Contact,
    Dispute,
    DocumentId,
    Estimate,
    Incident,
    Issue,
    Judgement,
    Link,
    Mention,
    MentionId,
    Position,
    Question,
    Reading,
    RecordError,
    RecordId,
    Signal,
    make_id,
)
from legation.records.contract import unnamed
from legation.records.edtf import bounds
from legation.records.lines import Found, Joined, Kept, dump, kind_of

Concluded = Position | Question | Judgement | Estimate
"""What the desk concludes, apart from what it read."""

Row = dict[str, Any]

_ENCODER = json.JSONEncoder(ensure_ascii=False, allow_nan=False, separators=(",", ":"))

# Field that names parties -> the role in which it names them.
_ROLES = {
    "actor": "actor",
    "actors": "actor",
    "speakers": "speaker",
    "parties": "party",
    "recipients": "recipient",
    "addressees": "addressee",
    "about": "about",
}
# Kind -> those of its fields that name parties; a mention stands for itself.
_PARTIES = {
    "figure": ("parties",),
    "claim": ("speakers", "addressees"),
    "event": ("actors", "recipients"),
    "vote": ("actor",),
    "incident": ("actors", "recipients"),
    "contact": ("actors",),
    "signal": ("actor", "about"),
    "position": ("actor", "about"),
    "estimate": ("actor",),
}
JOINED_KINDS = ("incident", "contact", "dispute", "signal")
KEPT_KINDS = ("position", "question", "judgement", "estimate")
"""Kinds that the desk concludes; each stays until the same is concluded anew."""

NAMED = "named"
DOING = ("actor", "speaker", "party")
"""Roles of those who do or say something; the others are concerned."""

# Kind -> the field with its own date.
_DATED = {
    "moment": "value",
    "figure": "period",
    **dict.fromkeys(("claim", "event", "vote", "incident", "contact", "signal", "position"), "on"),
    "question": "opened_on",
    "judgement": "as_of",
}


@dataclass(frozen=True, slots=True)
class ReadingRows:
    """The rows of one reading."""

    document: Row
    records: list[Row] = field(default_factory=list)
    links: list[Row] = field(default_factory=list)
    parties: list[Row] = field(default_factory=list)
    issues: list[Row] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class JoinedRows:
    """The rows of joined records."""

    records: list[Row] = field(default_factory=list)
    parties: list[Row] = field(default_factory=list)
    evidence: list[Row] = field(default_factory=list)


def reading_rows(reading: Reading, method: str | None) -> ReadingRows:
    """Return the rows of `reading`.

    Where two records have one id the first is kept, and an issue tells of the other.

    Raises:
        RecordError: A field does not hold what its type says, a link or a party names a mention
            that the reading does not hold, or a date is not EDTF.
    """
    document = reading.document
    issues = list(reading.issues)
    found: dict[RecordId, Found] = {}
    for record in reading.iter_found():
        if record.id in found:
            issues.append(_second(record, document.id))
        else:
            found[record.id] = record
    who = _who(reading)
    records: list[Row] = []
    parties: list[Row] = []
    for ordinal, record in enumerate(found.values()):
        records.append(_record_row(record, document.id, ordinal))
        parties += _parties(record, who)
    rows = ReadingRows(
        {**_plain_fields(dump(document)), "method": method},
        records,
        [_link_row(link, document.id, n, who) for n, link in enumerate(reading.links)],
        parties,
        [issue_row(issue, n, in_reading=True) for n, issue in enumerate(issues)],
    )
    rows.document["digest"] = _digest(rows)
    return rows


def party_rows(reading: Reading) -> list[Row]:
    """Return who stands in which role of the records of a reading, by its links.

    Raises:
        RecordError: A party names a mention that the reading does not hold.
    """
    who = _who(reading)
    found = {record.id: record for record in reversed(list(reading.iter_found()))}
    return [row for record in found.values() for row in _parties(record, who)]


def joined_rows(records: Iterable[Joined | Concluded]) -> JoinedRows:
    """Return the rows of joined records, or of what the desk concludes.

    Raises:
        RecordError: A field does not hold what its type says, or a date is not EDTF.
    """
    rows = JoinedRows()
    for ordinal, record in enumerate(records):
        rows.records.append(_record_row(record, None, ordinal))
        rows.parties.extend(_parties(record, {}))
        evidence = dict.fromkeys(_evidence(record))
        rows.evidence.extend({"record_id": record.id, "evidence_id": one} for one in evidence)
    return rows


def issue_row(issue: Issue, ordinal: int, *, in_reading: bool) -> Row:
    """Return the row of an issue; `in_reading` tells that it belongs to a document's reading."""
    return {
        "id": issue.id,
        "document_id": issue.document,
        "stage": issue.stage,
        "in_reading": in_reading,
        "ordinal": ordinal,
        "body": body(issue),
    }


def body(record: Kept) -> str:
    """Return `record` as compact JSON text.

    Raises:
        RecordError: A field does not hold what its type says.
    """
    return _ENCODER.encode(dump(record))


def _second(record: Found, document: DocumentId) -> Issue:
    kind, span = kind_of(record), record.span
    reason = (
        f"{document}: a second {kind} at {span.start}:{span.end} has the id {record.id} too; "
        "the first is kept, please report it"
    )
    identity = make_id("issue", document, "store", reason)
    return Issue(identity, document, span.start, span.end, "store", reason)


def _who(reading: Reading) -> Mapping[MentionId, tuple[Actor, ...]]:
    """Return whom each mention of the reading stands for: nobody disappears."""
    linked = {link.mention: link.actors for link in reading.links}
    return {
        mention.id: linked.get(mention.id) or (unnamed(mention),) for mention in reading.mentions
    }


def _record_row(
    record: Found | Joined | Concluded, document: DocumentId | None, ordinal: int
) -> Row:
    kind = kind_of(record)
    span = getattr(record, "span", None)
    value = getattr(record, _DATED[kind]) if kind in _DATED else None
    first, last = bounds(value) if value is not None else (None, None)
    return {
        "id": record.id,
        "kind": kind,
        "document_id": document,
        "ordinal": ordinal,
        "start": span.start if span is not None else None,
        "end": span.end if span is not None else None,
        "first_day": first.isoformat() if first is not None else None,
        "last_day": last.isoformat() if last is not None else None,
        "type": getattr(record, "type", None),
        "act": getattr(record, "act", None),
        "body": body(record),
    }


def _parties(
    record: Found | Joined | Concluded, who: Mapping[MentionId, tuple[Actor, ...]]
) -> Iterator[Row]:
    """Yield a row for each actor in each role, once."""
    if isinstance(record, Mention):
        yield from (_party_row(record.id, NAMED, actor) for actor in dict.fromkeys(who[record.id]))
        return
    for name in _PARTIES.get(kind_of(record), ()):
        value = getattr(record, name)
        actors: dict[Actor, None] = {}
        for one in value if isinstance(value, tuple) else (value,):
            if isinstance(one, Actor):
                actors[one] = None
            elif one in who:
                actors |= dict.fromkeys(who[one])
            else:
                msg = f"{record.id}: {name} names the mention {one}, which its document has not"
                raise RecordError(msg)
        yield from (_party_row(record.id, _ROLES[name], actor) for actor in actors)


def _party_row(record: RecordId, role: str, actor: Actor) -> Row:
    return {
        "record_id": record,
        "role": role,
        "actor_id": actor.id,
        "actor_name": actor.name,
        "state": actor.state,
    }


def _link_row(
    link: Link, document: DocumentId, ordinal: int, mentions: Mapping[MentionId, object]
) -> Row:
    if link.mention not in mentions:
        msg = f"{document}: a link names the mention {link.mention}, which the document has not"
        raise RecordError(msg)
    return {
        "mention_id": link.mention,
        "document_id": document,
        "ordinal": ordinal,
        "body": body(link),
    }


def _evidence(record: Joined | Concluded) -> tuple[RecordId, ...]:
    """Return the records and documents that a record rests on."""
    match record:
        case Incident():
            return (*record.events, *record.origins)
        case Contact():
            return (*record.events, *record.accounts)
        case Dispute():
            return record.claims
        case Signal():
            return record.evidence
        case Judgement():
            return (record.question, *record.evidence, *record.origins)
        case Position():
            return record.signals
        case Estimate():
            return record.inputs
        case Question():
            return ()


def _plain_fields(dumped: Row) -> Row:
    return {name: value for name, value in dumped.items() if name != "kind"}


def _digest(rows: ReadingRows) -> str:
    """Return a hash of all that the rows say but the origin, which the desk finds itself."""
    told = {name: value for name, value in rows.document.items() if name != "origin"}
    digest = hashlib.sha256(json.dumps(told, sort_keys=True).encode())
    for row in (*rows.records, *rows.links, *rows.parties, *rows.issues):
        digest.update(b"\x1e" + "\x1f".join(map(str, row.values())).encode())
    return digest.hexdigest()
