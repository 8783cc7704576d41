"""Check that a reading holds together, whatever its text says.

In: a `Reading` that `resolve` has linked and settled. Out: its faults, a line each; none where it
is sound.
Not here: whether it is right (`gold`, `corpusscores`); texts to try the reader on (`mutations`).

What is checked holds for any text, so a fault is a fault of the program. A line says the kind of
fault, then after a colon and a blank which record has it and what it has: faults are counted by
what stands before the colon.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import pairwise

from legation.records import (
    ACTS,
    FORMS,
    Claim,
    Event,
    Figure,
    Mention,
    Moment,
    Reading,
    RecordError,
    RecordId,
    Span,
    Vote,
    edtf,
)

Found = Mention | Moment | Figure | Claim | Event | Vote


def find_faults(reading: Reading) -> list[str]:
    """Return what does not hold together in `reading`; empty where all does.

    Every place lies inside the text, has its words and is not blank; a claim runs from its first
    part to its last, and has a cue and a content; numbers are finite, certainty and confidence 0
    to 1; dates are EDTF; ids are there once; who is named is a mention of the reading, and what is
    named a claim of it; no claim stands inside itself, by whatever way; every mention has one link.
    """
    return [
        *_repeated("id is there twice", (record.id for record in reading.iter_found())),
        *(
            fault
            for record in reading.iter_found()
            for fault in (*_misplaced(reading, record), *_out_of_range(record))
        ),
        *(fault for claim in reading.claims for fault in _broken_claim(claim)),
        *_dangling(reading),
        *_unlinked(reading),
        *_circular(reading.claims),
    ]


# --- places


def _places(record: Found) -> Iterator[tuple[str, Span]]:
    """Yield the name and the span of each place of a record."""
    yield "span", record.span
    if isinstance(record, Event):
        yield "trigger", record.trigger
    if isinstance(record, Claim):
        for name, parts in (
            ("source", record.source),
            ("cue", record.cue),
            ("content", record.content),
        ):
            for part in parts:
                yield name, part


def _misplaced(reading: Reading, record: Found) -> Iterator[str]:
    text, document = reading.document.text, reading.document.id
    for name, span in _places(record):
        if span.document != document:
            yield f"{name} is of another document: {record.id}, {span.document}"
        elif not 0 <= span.start < span.end <= len(text):
            yield f"{name} is not inside the text: {record.id}, {span.start} to {span.end}"
        elif not span.fits(text):
            yield f"{name} has other words than the text: {record.id}, {span.text!r}"
        elif not span.text.strip():
            yield f"{name} is blank: {record.id}, {span.text!r}"


def _broken_claim(claim: Claim) -> Iterator[str]:
    for name, parts in (("cue", claim.cue), ("content", claim.content)):
        if not parts:
            yield f"claim has no {name}: {claim.id}"
    for name, parts in (
        ("source", claim.source),
        ("cue", claim.cue),
        ("content", claim.content),
    ):
        if any(left.end > right.start for left, right in pairwise(parts)):
            yield f"parts of {name} are not in order, or overlap: {claim.id}"
    every = [*claim.source, *claim.cue, *claim.content]
    if every:
        ends = min(part.start for part in every), max(part.end for part in every)
        if ends != (claim.span.start, claim.span.end):
            yield f"claim does not run from its first part to its last: {claim.id}"
    if claim.act not in ACTS:
        yield f"act is not in the list: {claim.id}, {claim.act}"
    if claim.form not in FORMS:
        yield f"form is not in the list: {claim.id}, {claim.form}"


# --- values


def _out_of_range(record: Found) -> Iterator[str]:
    shares = {"confidence": record.confidence}
    numbers: dict[str, float | None] = {}
    dates: dict[str, str | None] = {}
    match record:
        case Claim():
            shares["certainty"] = record.certainty
            dates["on"] = record.on
        case Moment():
            dates["value"] = record.value
        case Figure():
            numbers = {"value": record.value, "low": record.low, "high": record.high}
            dates["period"] = record.period
        case Event() | Vote():
            dates["on"] = record.on
    for name, share in shares.items():
        if share is not None and not 0 <= share <= 1:
            yield f"{name} is not 0 to 1: {record.id}, {share}"
    for name, number in numbers.items():
        if number is not None and not math.isfinite(number):
            yield f"{name} is not finite: {record.id}, {number}"
    for name, day in dates.items():
        if not _is_date(day):
            yield f"{name} is not EDTF: {record.id}, {day}"


def _is_date(value: str | None) -> bool:
    if value is None:
        return True
    try:
        edtf.check(value)
    except RecordError:
        return False
    return True


# --- what the records name


def _dangling(reading: Reading) -> Iterator[str]:
    """Yield the parties that are no mention, and the claims that are no claim, of the reading."""
    mentions = {mention.id for mention in reading.mentions}
    claims = {claim.id for claim in reading.claims}
    for record in reading.iter_found():
        for name, identity in _parties(record):
            if identity not in mentions:
                yield f"{name} is no mention of the reading: {record.id}, {identity}"
        for name, identity in _told_in(record):
            if identity not in claims or identity == record.id:
                yield f"{name} is no other claim of the reading: {record.id}, {identity}"


def _parties(record: Found) -> Iterator[tuple[str, RecordId]]:
    named: dict[str, Iterable[RecordId]] = {}
    match record:
        case Claim():
            named = {"speaker": record.speakers, "addressee": record.addressees}
        case Event():
            named = {"actor": record.actors, "recipient": record.recipients}
        case Figure():
            named = {"party": record.parties}
        case Vote():
            named = {"voter": (record.actor,)}
    for name, identities in named.items():
        for identity in identities:
            yield name, identity


def _told_in(record: Found) -> Iterator[tuple[str, RecordId]]:
    if isinstance(record, Claim) and record.parent is not None:
        yield "parent", record.parent
    if isinstance(record, Figure | Event | Vote) and record.claim is not None:
        yield "claim", record.claim


def _unlinked(reading: Reading) -> Iterator[str]:
    mentions = {mention.id for mention in reading.mentions}
    linked = [link.mention for link in reading.links]
    yield from _repeated("mention has two links", linked)
    for identity in sorted(mentions - set(linked)):
        yield f"mention has no link: {identity}"
    for link in reading.links:
        if link.mention not in mentions:
            yield f"link is of no mention of the reading: {link.mention}"
        if link.repeats is not None and link.repeats not in mentions:
            yield f"link takes up no mention of the reading: {link.mention}, {link.repeats}"
        if link.confidence is not None and not 0 <= link.confidence <= 1:
            yield f"confidence is not 0 to 1: link of {link.mention}, {link.confidence}"


def _circular(claims: Iterable[Claim]) -> Iterator[str]:
    """Yield each claim that stands inside itself, by however many steps."""
    parents = {claim.id: claim.parent for claim in claims}
    for start, parent in parents.items():
        passed: set[RecordId] = set()
        here = parent
        while here is not None and here != start and here not in passed:
            passed.add(here)
            here = parents.get(here)
        if here == start:
            yield f"claim stands inside itself: {start}"


def _repeated(kind: str, identities: Iterable[RecordId]) -> Iterator[str]:
    for identity, n in Counter(identities).items():
        if n > 1:
            yield f"{kind}: {identity}, {n} times"
