"""Records are found on the desk as they are asked for, and nothing later leaks in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from legation.records import (
    Document,
    Reading,
)
from legation.store.desk import Desk, DeskError, open_desk
from meetings import (
    FIRST,
    LATER,
    UNDATED,
    contact,
    dispute,
    incident,
    issue,
    signal,
)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with open_desk(tmp_path / "desk.sqlite") as opened:
        yield opened


@pytest.fixture
def full(desk: Desk) -> Desk:
    for reading in (UNDATED, LATER, FIRST):
        desk.save(reading)
    desk.save_joined(
        [incident(FIRST), contact(FIRST, LATER), dispute(FIRST, LATER), signal(UNDATED)]
    )
    desk.save_issue(issue(1, FIRST.document.id))
    return desk


def test_every_record_is_found_by_its_id(full: Desk) -> None:
    records = [
        FIRST.document,
        *FIRST.iter_found(),
        incident(FIRST),
        issue(1, FIRST.document.id),
    ]
    assert [full.record(one.id) for one in records] == records
    assert full.record("clm-unknown") is None


def test_documents_come_in_the_order_of_publication(full: Desk) -> None:
    assert full.documents() == [FIRST.document, LATER.document, UNDATED.document]
    assert full.documents(as_of=date(2022, 3, 17)) == [FIRST.document]
    assert full.documents(since=date(2022, 3, 18)) == [LATER.document]
    assert list(full.iter_readings(as_of=date(2022, 3, 18))) == [FIRST, LATER]


def test_links_tell_who_each_mention_is_on_a_day(full: Desk) -> None:
    early = {link.mention: link for link in FIRST.links}
    assert full.links(as_of=date(2022, 3, 1)) == early
    assert full.links() == {
        link.mention: link for reading in (FIRST, LATER, UNDATED) for link in reading.links
    }


DAY = date(2022, 3, 1)


@pytest.mark.parametrize(
    ("kind", "asked", "expected"),
    [
        ("claim", {}, [*FIRST.claims, *LATER.claims, *UNDATED.claims]),
        ("mention", {"limit": 2}, FIRST.mentions[:2]),
        ("claim", {"as_of": DAY}, FIRST.claims),
        ("claim", {"as_of": date(2022, 2, 5)}, FIRST.claims),
        ("claim", {"as_of": date(2022, 2, 4)}, []),
        ("claim", {"since": DAY}, LATER.claims),
        ("claim", {"until": DAY}, FIRST.claims),
        ("claim", {"act": "deny"}, LATER.claims),
        ("claim", {"actor": ["RUS"], "until": DAY}, FIRST.claims),
        ("claim", {"actor": ["CHN"]}, []),
        ("claim", {"actor": []}, []),
        ("claim", {"about": ["CHN"], "until": DAY}, FIRST.claims),  # Xi is named in it
        ("event", {"actor": ["CHN"], "until": DAY}, FIRST.events),  # Xi speaks for China
        ("event", {"actor": "Q1", "until": DAY}, FIRST.events),
        ("event", {"about": "RUS"}, []),  # Moscow stands outside its passage
        ("event", {"type": "CONSULT", "until": DAY}, FIRST.events),
        ("event", {"type": "SANCTION"}, []),
        ("event", {"document": LATER.document.id}, LATER.events),
        ("event", {"text": "XI MET", "until": DAY}, FIRST.events),
        ("event", {"text": "Moscow"}, []),
        ("mention", {"actor": ["RUS"], "until": DAY}, []),  # to be named is not to do
        ("mention", {"about": ["RUS"], "until": DAY}, FIRST.mentions[2:]),
        ("document", {"as_of": DAY}, [FIRST.document]),
        ("document", {"text": "later:"}, [LATER.document]),
        ("document", {"document": UNDATED.document.id}, [UNDATED.document]),
        ("incident", {"as_of": DAY}, [incident(FIRST)]),
        ("contact", {"as_of": DAY}, []),  # one of its accounts is later
        ("contact", {"as_of": date(2022, 3, 18)}, [contact(FIRST, LATER)]),
        ("dispute", {"as_of": DAY}, []),
        ("signal", {}, [signal(UNDATED)]),
        ("signal", {"as_of": date(2030, 1, 1)}, []),  # an undated report is before no day
        ("incident", {"since": date(2022, 2, 5)}, []),
        ("incident", {"since": date(2022, 2, 4), "until": date(2022, 2, 4)}, [incident(FIRST)]),
        ("contact", {"actor": ["CHN"], "type": "meeting"}, [contact(FIRST, LATER)]),
        ("signal", {"about": ["RUS"]}, [signal(UNDATED)]),
        ("signal", {"actor": ["RUS"]}, []),
        ("issue", {"document": FIRST.document.id}, [issue(1, FIRST.document.id)]),
        ("position", {}, []),
        ("review", {}, []),
    ],
)
def test_records_are_chosen_as_asked(
    full: Desk, kind: str, asked: Any, expected: list[object]
) -> None:
    assert list(full.records(kind, **asked)) == list(expected)


def test_evidence_that_is_gone_is_before_no_day(full: Desk) -> None:
    full.save(replace(FIRST, events=()))
    assert list(full.records("incident", as_of=date(2022, 12, 31))) == []


def test_a_desk_may_be_written_while_it_is_read(full: Desk) -> None:
    for reading in full.iter_readings():
        full.save(replace(reading, events=()))
    assert list(full.records("event")) == []


def test_a_document_that_is_not_there_is_an_error_that_says_so(desk: Desk) -> None:
    with pytest.raises(DeskError, match="doc-unknown is not on this desk"):
        desk.reading("doc-unknown")


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("putin", ["Visit", "Energy"]),
        ("sanction", ["Energy"]),  # stemmed
        ("PUTIN sanctions", ["Energy"]),
        ('"secondary sanctions"', ["Energy"]),
        ('"sanctions secondary"', []),
        ("secon*", ["Energy"]),
        ("secon", []),
        ("cafe", ["Energy"]),  # diacritics do not count
        ("visit", ["Visit"]),  # in the headline
        ('sanctions "', ["Energy"]),
        ("sanctions AND OR NOT", []),
        ('""', []),
        ("*", []),
        ("--", []),
        ("title:putin", []),
        ("nobody", []),
    ],
)
def test_documents_are_found_by_their_words(desk: Desk, words: str, found: list[str]) -> None:
    for title, text in (
        ("Visit", "Putin, Putin in Beijing."),
        ("Energy", "Putin on secondary\nsanctions,\n\nat a café, for a long time, with others."),
    ):
        desk.save(Reading(Document.make(text=text, title=title, published_on="2022-03-01")))
    assert [hit.title for hit in desk.search(words)] == found


def test_a_hit_shows_its_passage_and_nothing_later_leaks_in(full: Desk) -> None:
    (hit,) = full.search("Beijing", as_of=date(2022, 3, 17))
    assert hit.document == FIRST.document.id
    assert hit.published_on == "2022-02-05"
    assert hit.snippet == "Xi met Putin in [Beijing], Moscow said."
    assert len(full.search("Beijing")) == 3
    assert len(full.search("Beijing", limit=2)) == 2


def test_a_headline_that_changed_is_found_by_its_new_words_only(desk: Desk) -> None:
    url = "https://example.org/1"
    old = Document.make(text="A long talk.", title="Putin calls", url=url)
    new = Document.make(text="A long talk.", title="Xi calls", url=url)
    desk.save(Reading(old))
    desk.save(Reading(new))
    assert desk.search("putin") == []
    assert [hit.title for hit in desk.search("xi")] == ["Xi calls"]
