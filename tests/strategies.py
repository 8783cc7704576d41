"""Any record that can be, for tests of what must hold for all of them.

In: nothing. Out: hypothesis strategies. `records(kind)` builds one record by the types of its
fields, whatever they say together; `readings()` builds a whole reading that holds together.
`iter_spans` finds every place in a record.
"""

from __future__ import annotations

import types
import typing
from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass
from typing import Any, TypeVar

from hypothesis import strategies as st

from legation.records import (
    ACTS,
    CONTACT_TYPES,
    FORMS,
    MENTION_FORMS,
    STATUSES,
    Actor,
    Claim,
    Contact,
    Dispute,
    Document,
    Event,
    Figure,
    Incident,
    Issue,
    Link,
    Mention,
    MentionId,
    Moment,
    Office,
    Reading,
    Span,
    Vote,
    make_id,
)
from legation.records.lines import TYPES, Joined, Kept

Made = TypeVar("Made")

# Every character a text file can hold: surrogates alone are no text.
CHARACTERS = st.characters(exclude_categories=["Cs"])
words = st.text(CHARACTERS, max_size=12)
texts = st.text(CHARACTERS, min_size=1, max_size=120)
numbers = st.floats(allow_nan=False, allow_infinity=False)
shares = st.floats(0, 1)
confidences = st.none() | shares
days = st.dates().map(lambda day: day.isoformat())
edtf_dates = days | st.sampled_from(
    ["2022-02", "2021", "2022-23", "201X", "2022-03-14/2022-03-20", "2022-02-24/..", "../2022~"]
)
actors = st.builds(
    Actor,
    st.none() | st.sampled_from(["CHN", "RUS", "Q1", "legation:talks"]),
    words,
    st.sampled_from(["state", "person", "body", "organisation", "group", "company", "place"]),
    st.sampled_from(["CHN", "RUS", None]),
)
offices = st.builds(Office, words, st.none() | words, st.none() | days, st.none() | days)


@st.composite
def documents(draw: st.DrawFn) -> Document:
    """Draw a document; its origin is itself."""
    return Document.make(
        text=draw(texts),
        title=draw(words),
        publisher=draw(st.none() | words),
        url=draw(st.none() | words),
        published_on=draw(st.none() | days),
        language=draw(st.none() | st.sampled_from(["en", "ru"])),
        source=draw(st.none() | words),
    )


@st.composite
def spans(draw: st.DrawFn, document: Document) -> Span:
    """Draw any stretch of a document."""
    start = draw(st.integers(0, len(document.text) - 1))
    end = draw(st.integers(start + 1, len(document.text)))
    return Span.cut(document.id, document.text, start, end)


def iter_spans(value: object) -> Iterator[Span]:
    """Yield every span in a record, however deep."""
    if isinstance(value, Span):
        yield value
    elif is_dataclass(value) and not isinstance(value, type):
        for one in fields(value):
            yield from iter_spans(getattr(value, one.name))
    elif isinstance(value, tuple):
        for part in value:
            yield from iter_spans(part)


def records(kind: str) -> st.SearchStrategy[Kept]:
    """Return what draws records of one kind with any values their types allow."""
    return typing.cast("st.SearchStrategy[Kept]", _of_type(TYPES[kind]))


def _of_type(hint: Any) -> st.SearchStrategy[Any]:
    if hint is Span:
        return documents().flatmap(spans)
    if is_dataclass(hint):
        hints = typing.get_type_hints(hint)
        parts = {one.name: _of_type(hints[one.name]) for one in fields(hint)}
        return st.builds(typing.cast("Callable[..., Any]", hint), **parts)
    arguments = typing.get_args(hint)
    if typing.get_origin(hint) is types.UnionType:
        return st.one_of(*(_of_type(argument) for argument in arguments))
    if typing.get_origin(hint) is tuple:
        if arguments[-1] is Ellipsis:
            return st.lists(_of_type(arguments[0]), max_size=3).map(tuple)
        return st.tuples(*(_of_type(argument) for argument in arguments))
    return {
        str: words,
        bool: st.booleans(),
        int: st.integers(),
        float: numbers,
        types.NoneType: st.none(),
    }[hint]


@st.composite
def readings(draw: st.DrawFn) -> Reading:
    """Draw a reading that holds together: spans fit, ids differ, parties are its mentions."""
    document = draw(documents())
    draw_spans = st.lists(spans(document), max_size=3).map(tuple)
    mentions = _several(draw, lambda n: _mention(draw, document, n))
    ids = [mention.id for mention in mentions]
    parties: st.SearchStrategy[tuple[MentionId, ...]] = (
        st.lists(st.sampled_from(ids), max_size=3).map(tuple) if ids else st.just(())
    )
    links = tuple(_link(draw, mention) for mention in mentions) if draw(st.booleans()) else ()
    claims = _several(draw, lambda n: _claim(draw, document, n, draw_spans, parties))
    events = _several(draw, lambda n: _event(draw, document, n, parties))
    return Reading(
        document,
        mentions=mentions,
        links=links,
        moments=_several(draw, lambda n: _moment(draw, document, n)),
        figures=_several(draw, lambda n: _figure(draw, document, n, parties)),
        claims=claims,
        events=events,
        votes=_several(draw, lambda n: _vote(draw, document, n, ids)) if ids else (),
        issues=_several(draw, lambda n: _issue(draw, document, n)),
    )


def _several(draw: st.DrawFn, make: Callable[[int], Made]) -> tuple[Made, ...]:
    return tuple(make(n) for n in range(draw(st.integers(0, 3))))


def _mention(draw: st.DrawFn, document: Document, n: int) -> Mention:
    return Mention(
        id=make_id("mention", document.id, n),
        span=draw(spans(document)),
        form=draw(st.sampled_from(MENTION_FORMS)),
        hint=draw(st.sampled_from([None, "person", "organisation", "place", "nationality"])),
        role=draw(st.none() | words),
        head=draw(words),
        plural=draw(st.booleans()),
        sentence=draw(st.integers(0, 99)),
        subject=draw(st.booleans()),
        method="mentions/1",
        confidence=draw(confidences),
    )


def _link(draw: st.DrawFn, mention: Mention) -> Link:
    return Link(
        mention=mention.id,
        actors=tuple(draw(st.lists(actors, max_size=2))),
        office=draw(st.none() | offices),
        former=draw(st.booleans()),
        repeats=draw(st.none() | words),
        reason=draw(words),
        method="linking/1",
        confidence=draw(confidences),
    )


def _moment(draw: st.DrawFn, document: Document, n: int) -> Moment:
    value = draw(st.none() | edtf_dates)
    lasts, confidence = draw(st.booleans()), draw(confidences)
    identity = make_id("moment", document.id, n)
    return Moment(identity, draw(spans(document)), value, lasts, "moments/1", confidence)


def _figure(
    draw: st.DrawFn, document: Document, n: int, parties: st.SearchStrategy[tuple[str, ...]]
) -> Figure:
    return Figure(
        id=make_id("figure", document.id, n),
        span=draw(spans(document)),
        low=draw(st.none() | numbers),
        high=draw(st.none() | numbers),
        value=draw(numbers),
        unit=draw(words),
        about=draw(st.none() | words),
        parties=draw(parties),
        period=draw(st.none() | edtf_dates),
        claim=None,
        method="figures/1",
        confidence=draw(confidences),
    )


def _claim(
    draw: st.DrawFn,
    document: Document,
    n: int,
    places: st.SearchStrategy[tuple[Span, ...]],
    parties: st.SearchStrategy[tuple[str, ...]],
) -> Claim:
    return Claim(
        id=make_id("claim", document.id, n),
        span=draw(spans(document)),
        source=draw(places),
        cue=draw(places),
        content=draw(places),
        act=draw(st.sampled_from(ACTS)),
        negated=draw(st.booleans()),
        certainty=draw(shares),
        form=draw(st.sampled_from(FORMS)),
        speakers=draw(parties),
        addressees=draw(parties),
        named=draw(st.booleans()),
        on_record=draw(st.booleans()),
        parent=None,
        on=draw(st.none() | edtf_dates),
        method="claims/1",
        confidence=draw(confidences),
    )


def _event(
    draw: st.DrawFn, document: Document, n: int, parties: st.SearchStrategy[tuple[str, ...]]
) -> Event:
    return Event(
        id=make_id("event", document.id, n),
        span=draw(spans(document)),
        trigger=draw(spans(document)),
        type=draw(st.sampled_from(["CONSULT", "SANCTION"])),
        mode=draw(st.none() | words),
        contexts=tuple(draw(st.lists(words, max_size=2))),
        actors=draw(parties),
        recipients=draw(parties),
        status=draw(st.sampled_from(STATUSES)),
        means=(),
        on=draw(st.none() | edtf_dates),
        where=draw(st.none() | words),
        country=draw(st.sampled_from([None, "UKR"])),
        intensity=draw(st.none() | st.floats(-10, 10)),
        claim=None,
        incident=None,
        method="events/1",
        confidence=draw(confidences),
    )


def _vote(draw: st.DrawFn, document: Document, n: int, mentions: list[str]) -> Vote:
    return Vote(
        id=make_id("vote", document.id, n),
        span=draw(spans(document)),
        actor=draw(st.sampled_from(mentions)),
        body=draw(st.none() | words),
        motion=draw(st.none() | words),
        choice=draw(st.sampled_from(["yes", "no", "abstain", "absent", "veto"])),
        on=draw(st.none() | edtf_dates),
        claim=None,
        method="votes/1",
        confidence=draw(confidences),
    )


def _issue(draw: st.DrawFn, document: Document, n: int) -> Issue:
    identity = make_id("issue", document.id, n)
    return Issue(identity, document.id, None, None, "extract", draw(words), draw(st.none() | words))


@st.composite
def joined(draw: st.DrawFn, reading: Reading) -> list[Joined]:
    """Draw what could be joined from one reading: at most one incident, contact and dispute."""
    found: list[Joined] = []
    who = tuple(draw(st.lists(actors, max_size=2)))
    on = draw(st.none() | edtf_dates)
    for event in reading.events[:1]:
        found.append(
            Incident(
                id=make_id("incident", event.id),
                type=event.type,
                actors=who,
                recipients=(),
                status=event.status,
                on=on,
                first_reported_on=reading.document.published_on,
                events=(event.id,),
                origins=(reading.document.origin,),
                disagreements=(),
                method="joining/1",
                confidence=None,
            )
        )
        found.append(
            Contact(
                id=make_id("contact", event.id),
                type=draw(st.sampled_from(CONTACT_TYPES)),
                actors=who,
                on=on,
                where=draw(st.none() | words),
                events=(event.id,),
                accounts=(reading.document.id,),
                method="joining/1",
                confidence=None,
            )
        )
    if len(reading.claims) > 1:
        one, other = reading.claims[:2]
        identity = make_id("dispute", one.id, other.id)
        found.append(Dispute(identity, (one.id, other.id), "denied", "joining/1", None))
    return found
