"""A claim knows the agency or paper that its sentence credits, and nobody else is credited."""

from __future__ import annotations

import pytest

from legation.records import Actor, Claim, Document, Link, Mention, Reading, Span
from legation.records.contract import iter_export
from legation.reference.outlets import outlet_ids
from legation.reference.shelf import load_shelf

TEXT = (
    "The FT said Reuters reported that officials said Moscow asked for aid. "
    "Beijing denied it, AFP reported."
)
DOCUMENT = Document.make(text=TEXT, title="t")
OUTLETS = {"The FT": "legation:ft", "Reuters": "legation:reuters", "AFP": "legation:afp"}


def span(words: str) -> Span:
    start = TEXT.index(words)
    return Span.cut(DOCUMENT.id, TEXT, start, start + len(words))


def mention(words: str) -> Mention:
    return Mention(
        id=words,
        span=span(words),
        form="name",
        hint=None,
        role=None,
        head=words,
        plural=False,
        sentence=0,
        subject=True,
        method="t/1",
        confidence=1.0,
    )


def link(words: str) -> Link:
    actor = Actor(OUTLETS.get(words, f"legation:{words.casefold()}"), words, "organisation", None)
    return Link(
        mention=words,
        actors=(actor,),
        office=None,
        former=False,
        repeats=None,
        reason="t",
        method="t/1",
        confidence=0.9,
    )


def claim(source: str, cue: str, content: str, parent: str | None = None) -> Claim:
    first, last = span(source), span(content)
    end = TEXT.index(".", last.end)
    return Claim(
        id=source,
        span=Span.cut(DOCUMENT.id, TEXT, first.start, end),
        source=(span(source),),
        cue=(span(cue),),
        content=(span(content),),
        act="assert",
        negated=False,
        certainty=0.97,
        form="indirect",
        speakers=(source,),
        addressees=(),
        named=True,
        on_record=True,
        parent=parent,
        on=None,
        method="t/1",
        confidence=None,
    )


NAMED = ("The FT", "Reuters", "officials", "Beijing", "AFP")
READING = Reading(
    DOCUMENT,
    mentions=tuple(map(mention, NAMED)),
    links=tuple(map(link, NAMED)),
    claims=(
        claim("The FT", "said", "Reuters reported that officials said Moscow asked for aid"),
        claim("Reuters", "reported", "officials said Moscow asked for aid", "The FT"),
        claim("officials", "said", "Moscow asked for aid", "Reuters"),
        claim("Beijing", "denied", "it,"),
    ),
)


@pytest.mark.parametrize(
    ("of", "credited"),
    [
        ("The FT", ["legation:ft"]),
        ("Reuters", ["legation:ft", "legation:reuters"]),
        ("officials", ["legation:ft", "legation:reuters"]),
        ("Beijing", ["legation:afp"]),  # "denied … AFP reported", read as one claim
    ],
)
def test_a_claim_is_credited_to_the_outlets_around_it(of: str, credited: list[str]) -> None:
    lines = {
        line["id"]: line
        for line in iter_export([READING], kinds=["claim"], outlets=set(OUTLETS.values()))
    }
    assert [actor["id"] for actor in lines[of]["credited"]] == credited


def test_nobody_is_credited_where_no_outlet_is_known() -> None:
    assert all(line["credited"] == [] for line in iter_export([READING], kinds=["claim"]))


@pytest.mark.parametrize(
    ("name", "is_one"),
    [("Reuters", True), ("Financial Times", True), ("TASS", True), ("NATO", False)],
)
def test_the_shelf_knows_who_publishes_news(name: str, is_one: bool) -> None:
    actors = [found.actor.id for found in load_shelf().find(name)]
    assert any(actor in outlet_ids() for actor in actors) == is_one
