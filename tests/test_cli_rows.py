"""Rows are chosen by who, when and what; names at the keyboard become actors."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from legation.app.rows import Wanted, iter_actor_lines, iter_lines, iter_wanted, tell_people
from legation.app.views import View
from legation.app.who import UnknownActorError, find_actors
from legation.records import (
    Actor,
    Claim,
    Document,
    Link,
    Mention,
    Office,
    Reading,
    Span,
    make_id,
)

CHINA = Actor("CHN", "China", "state", "CHN")
RUSSIA = Actor("RUS", "Russia", "state", "RUS")
XI = Actor("legation:xi", "Xi Jinping", "person", "CHN")
METHOD = "test/1"


class Draft:
    """A document under construction: its mentions, its claims."""

    def __init__(self, text: str, published_on: str | None) -> None:
        self.document = Document.make(text=text, title=text[:10], published_on=published_on)
        self.mentions: list[Mention] = []
        self.links: list[Link] = []
        self.claims: list[Claim] = []

    def span(self, words: str) -> Span:
        start = self.document.text.index(words)
        return Span.cut(self.document.id, self.document.text, start, start + len(words))

    def name(self, words: str, actor: Actor, office: str | None = None) -> str:
        span = self.span(words)
        mention = Mention(
            id=make_id("mention", span),
            span=span,
            form="name",
            hint=None,
            role=None,
            head=words,
            plural=False,
            sentence=0,
            subject=True,
            method=METHOD,
            confidence=1.0,
        )
        held = Office(office, actor.state, None, None) if office else None
        self.mentions.append(mention)
        link = Link(
            mention=mention.id,
            actors=(actor,),
            office=held,
            former=False,
            repeats=None,
            reason="full name",
            method=METHOD,
            confidence=1.0,
        )
        self.links.append(link)
        return mention.id

    def claim(self, words: str, by: str, act: str, on: str | None = None) -> None:
        span = self.span(words)
        self.claims.append(
            Claim(
                id=make_id("claim", span),
                span=span,
                source=(),
                cue=(),
                content=(span,),
                act=act,
                negated=False,
                certainty=0.97,
                form="indirect",
                speakers=(by,),
                addressees=(),
                named=True,
                on_record=True,
                parent=None,
                on=on,
                method=METHOD,
                confidence=0.9,
            )
        )

    def reading(self) -> Reading:
        return Reading(
            self.document, tuple(self.mentions), tuple(self.links), claims=tuple(self.claims)
        )


@pytest.fixture
def view() -> View:
    first = Draft("Xi Jinping said that Moscow asked for talks.", "2022-03-17")
    xi = first.name("Xi Jinping", XI, "President")
    first.name("Moscow", RUSSIA)
    first.claim("Xi Jinping said that Moscow asked for talks", xi, "assert", "2022-03-16")
    second = Draft("Russia denied it. China is silent.", "2022-03-18")
    russia = second.name("Russia", RUSSIA)
    second.name("China", CHINA)
    second.claim("Russia denied it", russia, "deny")
    third = Draft("Beijing asked.", None)
    third.claim("Beijing asked", third.name("Beijing", CHINA), "ask")
    return View(None, (first.reading(), second.reading(), third.reading()), (), (), ())


@pytest.mark.parametrize(
    ("wanted", "acts"),
    [
        (Wanted(), ["assert", "deny", "ask"]),
        (Wanted(actor=(CHINA,)), ["assert", "ask"]),  # Xi Jinping speaks for China
        (Wanted(actor=(XI,)), ["assert"]),
        (Wanted(actor=(XI, RUSSIA)), ["assert", "deny"]),
        (Wanted(about=(RUSSIA,)), ["assert", "deny"]),  # Moscow stands in the passage
        (Wanted(about=(CHINA,)), ["assert", "ask"]),  # "China is silent" stands outside it
        (Wanted(act="deny"), ["deny"]),
        (Wanted(text="MOSCOW"), ["assert"]),
        (Wanted(since=date(2022, 3, 17)), ["deny"]),  # its own date counts before its document's
        (Wanted(until=date(2022, 3, 17)), ["assert"]),  # without any date it is left out
        (Wanted(since=date(2022, 3, 16), until=date(2022, 3, 18)), ["assert", "deny"]),
        (Wanted(type="call"), []),
    ],
)
def test_claims_are_chosen_as_asked(view: View, wanted: Wanted, acts: list[str]) -> None:
    rows = iter_wanted(iter_lines(view, None, ["claim"]), wanted, view)
    assert [row["act"] for row in rows] == acts


@pytest.mark.parametrize(
    ("wanted", "titles"),
    [
        (Wanted(about=(CHINA,)), ["Xi Jinping", "Russia den", "Beijing as"]),
        (Wanted(about=(XI,)), ["Xi Jinping"]),
        (Wanted(since=date(2022, 3, 18)), ["Russia den"]),
    ],
)
def test_documents_are_chosen_by_all_that_they_name(
    view: View, wanted: Wanted, titles: list[str]
) -> None:
    rows = iter_wanted(iter_lines(view, None, ["document"]), wanted, view)
    assert [row["title"] for row in rows] == titles


def test_actors_are_counted_with_their_offices(view: View) -> None:
    rows: list[dict[str, Any]] = list(iter_actor_lines(view))
    assert [(row["id"], row["office"], row["mentions"], row["documents"]) for row in rows] == [
        ("RUS", None, 2, 2),
        ("CHN", None, 2, 2),
        ("legation:xi", "President", 1, 1),
    ]
    named = iter_wanted(iter_actor_lines(view), Wanted(about=(CHINA,), type="person"), view)
    assert [row["name"] for row in named] == ["Xi Jinping"]


def test_people_are_told_when_and_where_a_claim_was_reported_and_that_it_is_negated(
    view: View,
) -> None:
    lines = [{**line, "negated": True} for line in iter_lines(view, None, ["claim"])]
    told = [(row["acts"], row["reported"], row["title"]) for row in tell_people(lines, view)]
    assert told == [
        ("not assert", "2022-03-17", "Xi Jinping"),
        ("not deny", "2022-03-18", "Russia den"),
        ("not ask", None, "Beijing as"),
    ]


@pytest.mark.parametrize(
    ("url", "source", "told"),
    [
        (None, None, []),
        ("https://www.example.org/call?id=1", None, ["example.org"]),
        (
            "http://en.kremlin.ru/events/1",
            "Hearing, 8 March; http://en.kremlin.ru/events/2",
            ["en.kremlin.ru", "Hearing, 8 March"],
        ),
        (None, "the paper http://[x; radio", ["the paper http://[x", "radio"]),
    ],
)
def test_people_are_told_the_hosts_of_addresses(
    view: View, url: str | None, source: str | None, told: list[str]
) -> None:
    lines = [{"kind": "document", "url": url, "source": source}]
    (row,) = tell_people(lines, view)
    assert row["sources"] == told


@pytest.mark.parametrize(
    ("words", "identity"),
    [
        ("CHN", "CHN"),
        ("chn", "CHN"),
        ("China", "CHN"),
        ("Beijing", "CHN"),
        ("the Kremlin", "RUS"),
        ("legation:xi", "legation:xi"),
    ],
)
def test_an_actor_is_found_by_code_id_or_name(words: str, identity: str) -> None:
    assert [actor.id for actor in find_actors([words], [XI])] == [identity]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("Chnia", "did you mean China"),
        ("nobody of this name", "give an ISO code, a Wikidata id or a name"),
        ("legation:nobody", "give an ISO code"),
    ],
)
def test_a_name_that_nobody_bears_is_an_error_with_a_cure(words: str, told: str) -> None:
    with pytest.raises(UnknownActorError) as error:
        find_actors([words], [XI])
    assert repr(words) in str(error.value)
    assert told in str(error.value)
