"""Build a small desk by hand for the tests of the brief: ten documents in our own words.

In: sentences with the words that matter named by themselves. Out: readings and joined records.
Not here: any assertion.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from legation.briefing.dossier import Dossier, Joined, gather
from legation.records import (
    Actor,
    Claim,
    Contact,
    Dispute,
    Document,
    Event,
    Figure,
    Incident,
    Link,
    Mention,
    Office,
    Reading,
    Span,
    Vote,
    make_id,
)

METHOD = "hand/1"


def state(code: str, name: str) -> Actor:
    return Actor(code, name, "state", code)


USA, CHN = state("USA", "United States"), state("CHN", "China")
RUS, UKR, JPN = state("RUS", "Russia"), state("UKR", "Ukraine"), state("JPN", "Japan")
AUS, TWN = state("AUS", "Australia"), state("TWN", "Taiwan")
EU = Actor("legation:european-union", "European Union", "organisation", None)
BIDEN = Actor("Q6279", "Joe Biden", "person", "USA")
XI = Actor("Q15031", "Xi Jinping", "person", "CHN")
PUTIN = Actor("Q7747", "Vladimir Putin", "person", "RUS")
BLINKEN = Actor("Q7821917", "Antony Blinken", "person", "USA")
OFFICIALS = Actor(None, "US officials", "person", "USA")
PRESIDENT_USA = Office("President", "USA", "2021-01-20", None)
SECRETARY = Office("Secretary of State", "USA", "2021-01-26", None)


def _mention(identity: str, span: Span) -> Mention:
    return Mention(
        id=identity,
        span=span,
        form="name",
        hint=None,
        role=None,
        head=span.text.lower(),
        plural=False,
        sentence=0,
        subject=True,
        method=METHOD,
        confidence=0.9,
    )


def _link(identity: str, actors: tuple[Actor, ...], office: Office | None) -> Link:
    return Link(
        mention=identity,
        actors=actors,
        office=office,
        former=False,
        repeats=None,
        reason="by hand",
        method=METHOD,
        confidence=0.9,
    )


@dataclass
class Page:
    """One document under construction."""

    document: Document
    mentions: list[Mention] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    claims: list[Claim] = field(default_factory=list)
    events: list[Event] = field(default_factory=list)
    figures: list[Figure] = field(default_factory=list)
    votes: list[Vote] = field(default_factory=list)

    def span(self, words: str) -> Span:
        start = self.document.text.index(words)
        return Span.cut(self.document.id, self.document.text, start, start + len(words))

    def mention(self, words: str, *actors: Actor, office: Office | None = None) -> str:
        """Add a mention (once for the same words) and return its id."""
        span = self.span(words)
        identity = make_id("mention", self.document.id, span.start, span.end)
        if all(m.id != identity for m in self.mentions):
            self.mentions.append(_mention(identity, span))
            self.links.append(_link(identity, actors, office))
        return identity

    def claim(
        self, source: str, cue: str, content: str, speaker: Sequence[str], **more: Any
    ) -> Claim:
        parts = [self.span(content)]
        whole = [self.span(words) for words in (source, cue, content) if words]
        first = min(span.start for span in whole)
        last = max(span.end for span in whole)
        text = self.document.text
        claim = Claim(
            id=make_id("claim", self.document.id, first, last, cue),
            span=Span.cut(self.document.id, text, first, last),
            source=(self.span(source),) if source else (),
            cue=(self.span(cue),),
            content=tuple(parts),
            act="assert",
            negated=False,
            certainty=0.97,
            form="indirect",
            speakers=tuple(speaker),
            addressees=(),
            named=True,
            on_record=True,
            parent=None,
            on=None,
            method=METHOD,
            confidence=0.9,
        )
        claim = replace(claim, **more)
        self.claims.append(claim)
        return claim

    def event(
        self,
        words: str,
        trigger: str,
        kind: str,
        actors: Sequence[str],
        recipients: Sequence[str],
        **more: Any,
    ) -> Event:
        span = self.span(words)
        event = Event(
            id=make_id("event", self.document.id, span.start, span.end, kind),
            span=span,
            trigger=self.span(trigger),
            type=kind,
            mode=None,
            contexts=(),
            actors=tuple(actors),
            recipients=tuple(recipients),
            status="happened",
            means=(),
            on=None,
            where=None,
            country=None,
            intensity=None,
            claim=None,
            incident=None,
            method=METHOD,
            confidence=0.9,
        )
        event = replace(event, **more)
        self.events.append(event)
        return event

    def figure(self, words: str, value: float, parties: Sequence[str], **more: Any) -> Figure:
        span = self.span(words)
        figure = Figure(
            id=make_id("figure", self.document.id, span.start, span.end),
            span=span,
            low=value,
            high=value,
            value=value,
            unit="USD",
            about="trade",
            parties=tuple(parties),
            period=None,
            claim=None,
            method=METHOD,
            confidence=0.9,
        )
        figure = replace(figure, **more)
        self.figures.append(figure)
        return figure

    def vote(self, words: str, actor: str, choice: str, **more: Any) -> Vote:
        span = self.span(words)
        identity = make_id("vote", self.document.id, span.start, span.end)
        vote = replace(
            Vote(identity, span, actor, None, None, choice, None, None, METHOD, 0.9), **more
        )
        self.votes.append(vote)
        return vote

    def reading(self) -> Reading:
        return Reading(
            document=self.document,
            mentions=tuple(self.mentions),
            links=tuple(self.links),
            figures=tuple(self.figures),
            claims=tuple(self.claims),
            events=tuple(self.events),
            votes=tuple(self.votes),
        )


def page(text: str, title: str, publisher: str, day: str | None, origin: str | None = None) -> Page:
    url = f"https://example.org/{title.lower().replace(' ', '-')}"
    document = Document.make(
        text=text, title=title, publisher=publisher, url=url, published_on=day, language="en"
    )
    return Page(replace(document, origin=origin) if origin else document)


def incident(*pages_events: Event, pages: Sequence[Page], **more: Any) -> Incident:
    """Join events as `resolve` would: actors from the first, origins from the documents."""
    links = {link.mention: link.actors for p in pages for link in p.links}
    documents = {p.document.id: p.document for p in pages}
    lead = pages_events[0]
    told_in = [documents[event.span.document] for event in pages_events]
    joined = Incident(
        id=make_id("incident", lead.id),
        type=lead.type,
        actors=tuple(a for m in lead.actors for a in links[m]),
        recipients=tuple(a for m in lead.recipients for a in links[m]),
        status=lead.status,
        on=lead.on,
        first_reported_on=min(d.published_on or "" for d in told_in),
        events=tuple(event.id for event in pages_events),
        origins=tuple(dict.fromkeys(d.origin for d in told_in)),
        disagreements=(),
        method=METHOD,
        confidence=0.9,
    )
    return replace(joined, **more)


@dataclass(frozen=True)
class SmallDesk:
    readings: tuple[Reading, ...]
    joined: tuple[Joined, ...]

    def dossier(self, **options: Any) -> Dossier:
        return gather(self.readings, self.joined, **options)


def small_desk() -> SmallDesk:
    """Return ten documents in our own words: a call, a denial, a vote, sums, a copy."""
    pages = [*_call_pages(), *_dispute_pages(), *_trade_pages(), *_watching_pages(), _undated()]
    call, report, copy = pages[0], pages[1], pages[2]
    agency, answer = pages[3], pages[4]
    joined: list[Joined] = [
        incident(agency.events[0], pages=pages),
        incident(pages[7].events[0], pages=pages),
        incident(pages[6].events[0], pages=pages),
        incident(pages[8].events[0], pages=pages),
        incident(report.events[1], copy.events[1], pages=pages),
        _call_contact(call.events[0], report.events[0], copy.events[0]),
        Dispute(
            make_id("dispute", "help"),
            (agency.claims[0].id, answer.claims[0].id),
            "denied",
            METHOD,
            0.8,
        ),
    ]
    return SmallDesk(tuple(p.reading() for p in pages), tuple(joined))


def _call_contact(*events: Event) -> Contact:
    return Contact(
        id=make_id("contact", *(event.id for event in events)),
        type="call",
        actors=(BIDEN, XI),
        on="2022-03-18",
        where=None,
        events=tuple(event.id for event in events),
        accounts=tuple(event.span.document for event in events),
        method=METHOD,
        confidence=0.9,
    )


def _call_pages() -> list[Page]:
    call = page(
        "President Joe Biden will telephone Xi Jinping of China on Friday.",
        "Call announced",
        "Capital Wire",
        "2022-03-17",
    )
    biden = call.mention("Joe Biden", BIDEN, office=PRESIDENT_USA)
    xi = call.mention("Xi Jinping", XI)
    call.event(
        "Joe Biden will telephone Xi Jinping",
        "telephone",
        "CONSULT",
        [biden],
        [xi],
        mode="phone",
        status="planned",
        on="2022-03-18",
    )
    text = (
        "Joe Biden and Xi Jinping spoke by telephone on Friday. "
        "Russian forces shelled Mariupol in Ukraine through the night."
    )
    report = page(text, "Two leaders talk", "Harbour Post", "2022-03-18")
    copy = page(
        f"{text} (Agencies)",
        "Two leaders talk again",
        "Valley Echo",
        "2022-03-18",
        report.document.id,
    )
    for told in (report, copy):
        biden, xi = (
            told.mention("Joe Biden", BIDEN, office=PRESIDENT_USA),
            told.mention("Xi Jinping", XI),
        )
        russia, ukraine = told.mention("Russian", RUS), told.mention("Ukraine", UKR)
        told.event(
            "Joe Biden and Xi Jinping spoke",
            "spoke",
            "CONSULT",
            [biden],
            [xi],
            mode="phone",
            on="2022-03-18",
        )
        told.event(
            "Russian forces shelled Mariupol in Ukraine",
            "shelled",
            "ASSAULT",
            [russia],
            [ukraine],
            mode="heavy-weapons",
            on="2022-03-17",
            where="Mariupol",
            intensity=-10.0,
        )
    return [call, report, copy]


def _dispute_pages() -> list[Page]:
    agency = page(
        "Moscow has asked Beijing for drones, US officials said on Monday.",
        "Moscow asks for help",
        "Capital Wire",
        "2022-03-14",
    )
    officials = agency.mention("US officials", OFFICIALS)
    moscow, beijing = agency.mention("Moscow", RUS), agency.mention("Beijing", CHN)
    said = agency.claim(
        "US officials",
        "said",
        "Moscow has asked Beijing for drones",
        [officials],
        named=False,
        on_record=False,
        on="2022-03-14",
    )
    agency.event(
        "Moscow has asked Beijing",
        "asked",
        "REQUEST",
        [moscow],
        [beijing],
        mode="assist",
        claim=said.id,
        on="2022-03",
    )
    answer = page(
        "Moscow denies asking China for arms. "
        "US officials say they believe Beijing may be willing.",
        "Moscow answers",
        "Harbour Post",
        "2022-03-15",
    )
    moscow = answer.mention("Moscow", RUS)
    answer.mention("China", CHN)
    officials = answer.mention("US officials", OFFICIALS)
    they = answer.mention("they", OFFICIALS)
    answer.mention("Beijing", CHN)
    answer.claim("Moscow", "denies", "asking China for arms", [moscow], act="deny", certainty=0.03)
    outer = answer.claim(
        "US officials",
        "say",
        "they believe Beijing may be willing",
        [officials],
        named=False,
        on_record=False,
    )
    answer.claim(
        "they",
        "believe",
        "Beijing may be willing",
        [they],
        act="believe",
        certainty=0.5,
        named=False,
        on_record=False,
        parent=outer.id,
    )
    return [agency, answer]


def _trade_pages() -> list[Page]:
    trade = page(
        "Trade between the European Union and China came to over $800 billion in 2021, and with "
        "Russia to just under $150 billion, by China's official figures.",
        "What China trades",
        "Ledger",
        "2022-03-16",
    )
    union, china = trade.mention("European Union", EU), trade.mention("China", CHN)
    russia = trade.mention("Russia", RUS)
    figures = trade.claim(
        "China's official figures", "by", "came to over $800 billion in 2021", [china]
    )
    trade.figure("$800 billion", 8e11, [union, china], high=None, period="2021", claim=figures.id)
    trade.figure("$150 billion", 1.5e11, [china, russia], low=None, period="2021")
    sanctions = page(
        "Japan imposed sanctions on Russia on Thursday. Tokyo's move surprised Taiwan. "
        "Taiwan made no comment.",
        "Japan acts",
        "Island Daily",
        "2022-03-03",
    )
    japan, russia = sanctions.mention("Japan", JPN), sanctions.mention("Russia", RUS)
    sanctions.mention("Taiwan", TWN)
    taiwan = sanctions.span("Taiwan made no comment")
    again = Span.cut(
        taiwan.document, sanctions.document.text, taiwan.start, taiwan.start + len("Taiwan")
    )
    identity = make_id("mention", "again", again.start)
    sanctions.mentions.append(_mention(identity, again))
    sanctions.links.append(_link(identity, (TWN,), None))
    sanctions.event(
        "Japan imposed sanctions on Russia",
        "imposed",
        "SANCTION",
        [japan],
        [russia],
        on="2022-03-03",
        means=("finance",),
        intensity=-6.5,
    )
    return [trade, sanctions]


def _watching_pages() -> list[Page]:
    canberra = page(
        "Australia imposed sanctions on Russia, and Zorblat applauded.",
        "Canberra follows",
        "Island Daily",
        "2022-03-04",
    )
    australia, russia = canberra.mention("Australia", AUS), canberra.mention("Russia", RUS)
    canberra.mention("Zorblat")
    canberra.event(
        "Australia imposed sanctions on Russia",
        "imposed",
        "SANCTION",
        [australia],
        [russia],
        on="2022-03-04",
        means=("finance",),
        intensity=-6.5,
    )
    council = page(
        "China abstained on a draft that deplored the war. China backed Russia's demand. "
        "“There will be a price,” Secretary of State Antony Blinken told Beijing on Thursday.",
        "Council votes",
        "Capital Wire",
        "2022-02-26",
    )
    china, russia = council.mention("China", CHN), council.mention("Russia", RUS)
    blinken = council.mention("Antony Blinken", BLINKEN, office=SECRETARY)
    beijing = council.mention("Beijing", CHN)
    council.event("China backed Russia", "backed", "SUPPORT", [china], [russia], on="2022-02")
    council.vote(
        "China abstained on a draft that deplored the war",
        china,
        "abstain",
        motion="a draft that deplored the war",
        body="UN Security Council",
        on="2022-02-25",
    )
    council.claim(
        "Antony Blinken",
        "told",
        "“There will be a price,”",
        [blinken],
        act="warn",
        form="direct",
        addressees=(beijing,),
        on="2022-02-24",
    )
    return [canberra, council]


def _undated() -> Page:
    return page("Someone said something somewhere.", "A text without a day", "Nobody", None)
