"""Make small readings and joined records by hand, for tests of the desk.

In three documents Xi meets Putin in Beijing: one early, one later, one without a date.
"""

from __future__ import annotations

from legation.records import (
    Actor,
    Claim,
    Contact,
    Dispute,
    Document,
    Event,
    Incident,
    Issue,
    Link,
    Mention,
    Reading,
    Signal,
    Span,
    make_id,
)

CHINA = Actor("CHN", "China", "state", "CHN")
RUSSIA = Actor("RUS", "Russia", "state", "RUS")
XI = Actor("Q1", "Xi Jinping", "person", "CHN")


def meeting(
    day: str | None,
    text: str = "Xi met Putin in Beijing, Moscow said.",
    *,
    act: str = "assert",
    title: str = "",
) -> Reading:
    """Return a reading in which China (by Xi) meets Russia, and Russia says so."""
    document = Document.make(text=text, title=title, published_on=day)

    def cut(words: str) -> Span:
        start = text.index(words)
        return Span.cut(document.id, text, start, start + len(words))

    def mention(words: str, n: int) -> Mention:
        return Mention(
            id=make_id("mention", document.id, words),
            span=cut(words),
            form="name",
            hint="person",
            role=None,
            head=words.lower(),
            plural=False,
            sentence=n,
            subject=False,
            method="mentions/1",
            confidence=None,
        )

    def link(one: Mention, *actors: Actor) -> Link:
        return Link(
            mention=one.id,
            actors=actors,
            office=None,
            former=False,
            repeats=None,
            reason="full name",
            method="linking/1",
            confidence=0.9,
        )

    xi, putin, moscow = mention("Xi", 0), mention("Putin", 0), mention("Moscow", 0)
    claim = Claim(
        id=make_id("claim", document.id, "said"),
        span=cut(text),
        source=(moscow.span,),
        cue=(cut("said"),),
        content=(cut("Xi met Putin in Beijing"),),
        act=act,
        negated=False,
        certainty=0.97,
        form="indirect",
        speakers=(moscow.id,),
        addressees=(),
        named=True,
        on_record=True,
        parent=None,
        on=day,
        method="claims/1",
        confidence=0.5,
    )
    event = Event(
        id=make_id("event", document.id, "met"),
        span=cut("Xi met Putin"),
        trigger=cut("met"),
        type="CONSULT",
        mode="visit",
        contexts=(),
        actors=(xi.id,),
        recipients=(putin.id,),
        status="happened",
        means=(),
        on="2022-02-04",
        where="Beijing",
        country="CHN",
        intensity=2.0,
        claim=claim.id,
        incident=None,
        method="events/1",
        confidence=0.5,
    )
    return Reading(
        document,
        mentions=(xi, putin, moscow),
        links=(link(xi, XI), link(putin), link(moscow, RUSSIA)),
        claims=(claim,),
        events=(event,),
    )


FIRST = meeting("2022-02-05")
LATER = meeting("2022-03-18", "Later: Xi met Putin in Beijing, Moscow said.", act="deny")
UNDATED = meeting(None, "Once Xi met Putin in Beijing, Moscow said.")


def incident(*of: Reading) -> Incident:
    return Incident(
        id=make_id("incident", of[0].events[0].id),
        type="CONSULT",
        actors=(XI,),
        recipients=(RUSSIA,),
        status="happened",
        on="2022-02-04",
        first_reported_on=of[0].document.published_on,
        events=tuple(reading.events[0].id for reading in of),
        origins=tuple(reading.document.id for reading in of),
        disagreements=("one says Beijing, the other does not",),
        method="incidents/1",
        confidence=None,
    )


def contact(*of: Reading) -> Contact:
    return Contact(
        id=make_id("contact", of[0].events[0].id),
        type="meeting",
        actors=(XI,),
        on="2022-02-04",
        where="Beijing",
        events=tuple(reading.events[0].id for reading in of),
        accounts=tuple(reading.document.id for reading in of),
        method="contacts/1",
        confidence=None,
    )


def dispute(one: Reading, other: Reading) -> Dispute:
    claims = one.claims[0].id, other.claims[0].id
    return Dispute(make_id("dispute", *claims), claims, "denied", "disputes/1", None)


def signal(of: Reading) -> Signal:
    evidence = (of.claims[0].id,)
    return Signal(
        make_id("signal", *evidence), CHINA, RUSSIA, 1, 0.5, None, evidence, "signals/1", None
    )


def issue(n: int, document: str | None = None, stage: str = "ingest") -> Issue:
    return Issue(f"iss-{n}", document, None, None, stage, f"reason {n}", None)
