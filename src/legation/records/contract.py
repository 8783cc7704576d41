"""Write records in the form that other programs read: the JSONL contract of docs/records.md.

In: records, with the links and mentions that say who their parties are.
Out: objects with `kind` first, then `id`, then every field of the kind, always in one order.
Not here: the form that is read back (`records.lines`); writing files (`app`).

In this form a place is flattened to `document start end text`, and actors stand where the records
name mentions: one corrected link corrects every line, and no id changes. Nobody disappears: a
mention that could not be linked stands as an unnamed actor with its own words.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields
from typing import Any

from legation.records.actor import Actor, Office
from legation.records.claim import Claim
from legation.records.credits import find_credits
from legation.records.document import Document
from legation.records.errors import RecordError
from legation.records.event import Vote
from legation.records.ids import KINDS, MentionId
from legation.records.lines import Found, Record, kind_of
from legation.records.mention import REVIEWED, Link, Mention
from legation.records.reading import Reading
from legation.records.span import Span

Line = dict[str, Any]

PLACE = ("document", "start", "end", "text")

# Decimals of `confidence`: what calibration on a few hundred gold records can tell apart.
DECIMALS = 3

_DECIDED = ("method", "confidence")

# After `kind` and `id`; a test compares them with the table of docs/records.md. What follows
# `confidence` was added to the design's table.
_FIELDS: dict[str, tuple[str, ...]] = {
    "document": (
        *("title", "publisher", "url", "published_on", "language", "n_characters", "origin"),
        "source",
    ),
    "mention": (
        *PLACE,
        *("actor", "office", "former", "repeats"),
        *_DECIDED,
        *("actors", "form", "reason"),
    ),
    "moment": (*PLACE, "value", "lasts", *_DECIDED),
    "figure": (
        *PLACE,
        *("low", "high", "unit", "about", "parties", "period", "claim"),
        *_DECIDED,
        "value",
    ),
    "claim": (
        *PLACE,
        *("source", "cue", "content", "act", "negated", "certainty", "form"),
        *("speakers", "addressees", "named", "on_record", "parent", "on"),
        *_DECIDED,
        "credited",
    ),
    "event": (
        *PLACE,
        *("trigger", "type", "mode", "contexts", "actors", "recipients", "status", "means"),
        *("on", "where", "country", "intensity", "claim", "incident"),
        *_DECIDED,
    ),
    "vote": (
        *PLACE,
        *("actor", "body", "motion", "choice", "on", "claim"),
        *_DECIDED,
        "actors",
    ),
    "incident": (
        *("type", "actors", "recipients", "status", "on", "first_reported_on"),
        *("events", "origins", "disagreements"),
        *_DECIDED,
    ),
    "contact": ("type", "actors", "on", "where", "events", "accounts", *_DECIDED, "status"),
    "dispute": ("claims", "relation", *_DECIDED),
    "signal": ("actor", "about", "direction", "strength", "on", "evidence", *_DECIDED),
    "position": ("actor", "about", "on", "low", "mid", "high", "spread", "signals", "method"),
    "question": (*("text", "opened_on", "closes_on", "hypotheses", "resolved_as", "resolved_on"),),
    "judgement": (
        *("question", "as_of", "probabilities", "low", "high", "analytic_confidence"),
        *("evidence", "origins", "method", "grounds", "prior"),
    ),
    "estimate": (
        *("scenario", "quantity", "actor", "partner", "sector", "low", "mid", "high", "unit"),
        *("table", "model", "elasticities", "base_year", "inputs", "method"),
    ),
    "review": ("record", "field", "before", "after", "by", "at"),
    "issue": ("document", "start", "end", "stage", "reason", "place"),
}

# Fields in which the records name mentions and the lines name actors.
_PARTIES = {
    "figure": ("parties",),
    "claim": ("speakers", "addressees"),
    "event": ("actors", "recipients"),
}

# What the parser takes a mention for -> type of the unnamed actor it stands for.
_UNNAMED = {"person": "person", "organisation": "organisation", "place": "place"}


@dataclass(frozen=True, slots=True)
class _Who:
    """Who the mentions are."""

    links: Mapping[MentionId, Link]
    mentions: Mapping[MentionId, Mention] = field(default_factory=dict)

    def actors(self, parties: Iterable[MentionId]) -> list[Actor]:
        """Return everybody the mentions stand for, each once, in their order.

        Raises:
            RecordError: A mention is not linked, and its words were not given either.
        """
        found: dict[Actor, None] = {}
        for identity in parties:
            link = self.links.get(identity)
            named = link.actors if link is not None else ()
            for actor in named or (self._unnamed(identity),):
                found[actor] = None
        return list(found)

    def _unnamed(self, identity: MentionId) -> Actor:
        try:
            return unnamed(self.mentions[identity])
        except KeyError:
            msg = (
                f"mention {identity} is linked to nobody and its words are not given; "
                "hand the mentions of its document to the export"
            )
            raise RecordError(msg) from None


def contract_fields(kind: str, *, with_text: bool = False) -> tuple[str, ...]:
    """Return the names of the fields of every line of `kind`, in their order.

    Args:
        kind: One of `KINDS`.
        with_text: Documents give their whole text too.

    Raises:
        RecordError: There is no such kind.
    """
    if kind not in _FIELDS:
        msg = f"there is no kind {kind!r} in the export; kinds are {', '.join(KINDS)}"
        raise RecordError(msg)
    text = ("text",) if with_text and kind == "document" else ()
    return ("kind", "id", *_FIELDS[kind], *text)


def export_line(
    record: Record,
    links: Mapping[MentionId, Link],
    mentions: Mapping[MentionId, Mention] | None = None,
    *,
    with_text: bool = False,
    credited: Iterable[Actor] = (),
) -> Line:
    """Return `record` as a line of the contract.

    A mention that is linked to several actors gives all of them; one that is linked to nobody
    gives `{"id": null, "name": <its words>, …}`. On a line of kind `mention`, and there only,
    `actor` is null when nobody is linked or several are; `actors` has all.

    Args:
        record: Of any kind of the export.
        links: Who the mentions are that the record names.
        mentions: Their words, for those linked to nobody.
        with_text: Give documents their whole text.
        credited: The outlets that a claim is credited to.

    Raises:
        RecordError: A number is not finite, or a party is neither linked nor in `mentions`.
    """
    kind = kind_of(record)
    names = contract_fields(kind, with_text=with_text)
    who = _Who(links, {} if mentions is None else mentions)
    values: Line = {"kind": kind}
    for one in fields(record):
        values[one.name] = getattr(record, one.name)
    if isinstance(record, Found):
        values |= _place(record.span)
    for name in _PARTIES.get(kind, ()):
        values[name] = who.actors(values[name])
    if isinstance(record, Document):
        values["n_characters"] = record.n_characters
    elif isinstance(record, Mention):
        values |= _identified(record, links.get(record.id))
    elif isinstance(record, Vote):
        values |= _voter(record, who)
    elif isinstance(record, Claim):
        values["credited"] = tuple(credited)
    line = {name: _plain(values[name], f"{record.id} {name}") for name in names}
    if line.get("confidence") is not None:
        line["confidence"] = round(line["confidence"], DECIMALS)
    return line


def iter_export(
    readings: Sequence[Reading],
    joined: Iterable[Record] = (),
    *,
    kinds: Collection[str] = KINDS,
    with_text: bool = False,
    outlets: Collection[str] = (),
) -> Iterator[Line]:
    """Yield the lines of a whole desk.

    Documents come first, then what was found in each, in reading order, then `joined` by kind,
    in the order of `KINDS`. `outlets` are the ids of news agencies, papers and broadcasters.

    Raises:
        RecordError: As `export_line`.
    """
    if "document" in kinds:
        for reading in readings:
            yield export_line(reading.document, {}, with_text=with_text)
    for reading in readings:
        links = {link.mention: link for link in reading.links}
        mentions = {mention.id: mention for mention in reading.mentions}
        credits_of = find_credits(reading, outlets) if "claim" in kinds else {}
        for found in sorted(reading.iter_found(), key=_reading_order):
            if kind_of(found) in kinds:
                credited = credits_of.get(found.id, ())
                yield export_line(found, links, mentions, credited=credited)
    for record in sorted(joined, key=lambda one: KINDS.index(kind_of(one))):
        if kind_of(record) in kinds:
            yield export_line(record, {})


def unnamed(mention: Mention) -> Actor:
    """Return the actor that stands for somebody whom the shelf does not know."""
    return Actor(None, mention.span.text, _UNNAMED.get(mention.hint or "", "group"), None)


def _reading_order(record: Found) -> tuple[int, int, int]:
    # Where two begin together the longer one holds the shorter.
    return record.span.start, -record.span.end, KINDS.index(kind_of(record))


def _identified(mention: Mention, link: Link | None) -> Line:
    """Return who a mention is; how sure that is outweighs how sure it is a mention."""
    if link is None:
        return {
            **dict.fromkeys(("actor", "office", "repeats", "reason")),
            "former": False,
            "actors": (),
        }
    decided = link if link.actors or link.method == REVIEWED else mention
    return {
        "actor": link.actors[0] if len(link.actors) == 1 else None,
        "office": link.office,
        "former": link.former,
        "repeats": link.repeats,
        "method": decided.method,
        "confidence": decided.confidence,
        "actors": link.actors,
        "reason": link.reason,
    }


def _voter(vote: Vote, who: _Who) -> Line:
    """Return who voted; several who are named in one word stand as one group, and singly."""
    actors = who.actors([vote.actor])
    if len(actors) == 1:
        return {"actor": actors[0], "actors": actors}
    name = " and ".join(actor.name for actor in actors)
    return {"actor": Actor(None, name, "group", None), "actors": actors}


def _place(span: Span) -> Line:
    return {name: getattr(span, name) for name in PLACE}


def _plain(value: Any, name: str) -> Any:  # noqa: ANN401
    """Return a value of a record as JSON has it.

    Raises:
        RecordError: It is a number that JSON has not (NaN, infinite).
    """
    turn = _TURNS.get(type(value))
    if turn is not None:
        return turn(value)
    if isinstance(value, tuple | list):
        return [_plain(one, name) for one in value]
    if isinstance(value, float) and not math.isfinite(value):
        msg = f"{name}: {value} is not a number that JSON can hold; unknown is None"
        raise RecordError(msg)
    return value


def _all_fields(value: Actor | Office) -> Line:
    return {one.name: getattr(value, one.name) for one in fields(value)}


_TURNS: dict[type, Callable[[Any], Line]] = {
    Span: _place,
    Actor: _all_fields,
    Office: _all_fields,
}
