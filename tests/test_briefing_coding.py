"""A brief tells in its own words only what was coded surely, and only of whom reports agree."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from briefing_builder import CHN, PUTIN, RUS, USA, XI, Page, incident, page
from legation.briefing.compose import compose
from legation.briefing.dossier import gather
from legation.records import Actor, Event, Incident

WORDS = "The United States imposed sanctions on Russian banks on Thursday, hours after the attack."
PEOPLE = {"United States": USA, "Russian": RUS, "Putin": PUTIN, "Xi": XI, "China": CHN}


def report(
    text: str, doers: Sequence[str], others: Sequence[str], kind: str, n: int, **more: Any
) -> tuple[Page, Event]:
    made = page(text, f"Report {n}", f"Paper {n}", "2022-03-17")
    sides = [[made.mention(word, PEOPLE[word]) for word in side] for side in (doers, others)]
    words = text.split(",", maxsplit=1)[0].rstrip(".")
    event = made.event(words, words.split()[-1], kind, *sides, on="2022-03-17", **more)
    return made, event


def told(pages: Sequence[Page], *joined: Incident, about: tuple[Actor, ...] = (USA, RUS)) -> str:
    codes = [actor.state for actor in about if actor.state]
    dossier = gather([one.reading() for one in pages], joined, about=codes)
    return "\n".join(sentence.text for sentence in compose(dossier).iter_sentences())


def test_what_was_not_coded_surely_is_told_in_the_words_of_its_report() -> None:
    one, event = report(WORDS, ["United States"], ["Russian"], "ASSAULT", 1, confidence=0.5)
    page_of_it = told([one], incident(event, pages=[one]))
    assert f"On 17 March 2022 it was reported: “{WORDS.rstrip('.')}”." in page_of_it
    assert "attacked" not in page_of_it


def test_what_was_coded_surely_is_told() -> None:
    one, event = report(WORDS, ["United States"], ["Russian"], "SANCTION", 1)
    assert "the United States imposed sanctions on Russia" in told(
        [one], incident(event, pages=[one])
    )


def test_who_is_named_in_one_report_of_three_is_no_party() -> None:
    told_by = [
        report("Putin criticised China, they said.", ["Putin"], ["China"], "ACCUSE", n)
        for n in (1, 2)
    ]
    stray = report("Xi criticised China, they said.", ["Xi"], ["China"], "ACCUSE", 3)
    pages = [one for one, _ in (*told_by, stray)]
    joined = incident(*(event for _, event in (*told_by, stray)), pages=pages, actors=(PUTIN, XI))
    text = told(pages, joined, about=(RUS, CHN))
    assert "Vladimir Putin criticised China" in text
    assert "Xi Jinping" not in text


def test_an_agreement_of_one_is_none() -> None:
    told_by = [
        report("Putin agreed to give orders, they said.", ["Putin"], [], "AGREE", n) for n in (1, 2)
    ]
    pages = [one for one, _ in told_by]
    text = told(pages, incident(*(event for _, event in told_by), pages=pages))
    assert "reached agreement" not in text
    assert "it was reported: “Putin agreed to give orders, they said”" in text
