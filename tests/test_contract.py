"""The lines that other programs read are what docs/records.md says they are."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from legation.records import (
    KINDS,
    Actor,
    Claim,
    Document,
    Link,
    Mention,
    Office,
    Reading,
    RecordError,
    Span,
    Vote,
)
from legation.records.contract import PLACE, contract_fields, export_line, iter_export
from legation.records.lines import Kept
from strategies import joined, readings, records

MANUAL = Path(__file__).resolve().parents[1] / "docs" / "records.md"

PATIENT = settings(
    max_examples=20,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)

TEXT = "Officials said the two leaders met; Moscow denied it."
DOCUMENT = Document.make(text=TEXT, title="Talks", published_on="2022-03-18", language="en")
CHINA = Actor("CHN", "China", "state", "CHN")
RUSSIA = Actor("RUS", "Russia", "state", "RUS")
XI = Actor("Q1", "Xi Jinping", "person", "CHN")
OFFICE = Office("President", "CHN", "2013-03-14", None)


def place(words: str) -> Span:
    start = TEXT.index(words)
    return Span.cut(DOCUMENT.id, TEXT, start, start + len(words))


def mention(words: str, hint: str | None = None) -> Mention:
    return Mention(
        id=f"men-{words}",
        span=place(words),
        form="name",
        hint=hint,
        role=None,
        head="x",
        plural=False,
        sentence=0,
        subject=True,
        method="mentions/1",
        confidence=0.51239,
    )


def link(words: str, *actors: Actor, **fields: Any) -> Link:
    plain = Link(
        mention=f"men-{words}",
        actors=actors,
        office=None,
        former=False,
        repeats=None,
        reason="full name",
        method="linking/1",
        confidence=0.98765,
    )
    return replace(plain, **fields)


def claim(*speakers: str) -> Claim:
    return Claim(
        id="clm-1",
        span=place("Moscow denied it"),
        source=(place("Moscow"),),
        cue=(place("denied"),),
        content=(place("it"),),
        act="deny",
        negated=False,
        certainty=0.03,
        form="indirect",
        speakers=tuple(f"men-{words}" for words in speakers),
        addressees=(),
        named=True,
        on_record=True,
        parent=None,
        on=None,
        method="claims/1",
        confidence=None,
    )


def speakers(*links: Link, of: tuple[str, ...], hint: str | None = None) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = export_line(
        claim(*of),
        {one.mention: one for one in links},
        {f"men-{words}": mention(words, hint) for words in of},
    )["speakers"]
    return found


def manual_fields(kind: str) -> list[str]:
    """Return the fields that the manual lists under a kind, in its order, with places spelt out."""
    text = MANUAL.read_text(encoding="utf-8")
    section = re.search(rf"^### {kind}\n(.*?)(?=^##|\Z)", text, re.DOTALL | re.MULTILINE)
    assert section, f"docs/records.md has no section ### {kind}"
    rows = re.findall(r"^\| (`[^|]+) \|[^|\n]+\|[^|\n]+\|$", section[1], re.MULTILINE)
    return [name for row in rows for name in re.findall(r"`(\w+)`", row)]


@pytest.mark.parametrize("kind", KINDS)
def test_the_manual_tells_of_every_field_of_every_kind_in_order(kind: str) -> None:
    assert ["kind", *manual_fields(kind)] == list(contract_fields(kind, with_text=True))


@pytest.mark.parametrize("kind", KINDS)
def test_a_line_of_any_kind_has_all_its_fields_in_order_and_is_json(kind: str) -> None:
    unknown = mention("Moscow")

    @PATIENT
    @given(records(kind))
    def holds(record: Kept) -> None:
        assert not isinstance(record, Link)
        line = export_line(record, {}, _Anybody(unknown))
        assert tuple(line) == contract_fields(kind)
        assert line["kind"] == kind
        assert line["id"] == record.id
        assert json.loads(json.dumps(line, allow_nan=False)) == line

    holds()


class _Anybody(dict[str, Mention]):
    """Has the same mention under every id."""

    def __init__(self, one: Mention) -> None:
        super().__init__()
        self.one = one

    def __missing__(self, key: str) -> Mention:
        return self.one


def test_places_are_flattened_and_stand_in_lists() -> None:
    line = export_line(claim(), {})
    assert [line[name] for name in PLACE] == [DOCUMENT.id, 36, 52, "Moscow denied it"]
    cue = {"document": DOCUMENT.id, "start": 43, "end": 49, "text": "denied"}
    assert line["cue"] == [cue]


RUSSIA_LINE = {"id": "RUS", "name": "Russia", "type": "state", "state": "RUS"}
CHINA_LINE = {"id": "CHN", "name": "China", "type": "state", "state": "CHN"}


@pytest.mark.parametrize(
    ("links", "of", "expected"),
    [
        ([link("Moscow", RUSSIA)], ("Moscow",), [RUSSIA_LINE]),
        (
            [link("the two leaders", RUSSIA, CHINA)],
            ("the two leaders",),
            [RUSSIA_LINE, CHINA_LINE],
        ),
        (
            [link("Moscow", RUSSIA), link("the two leaders", CHINA, RUSSIA)],
            ("Moscow", "the two leaders"),
            [RUSSIA_LINE, CHINA_LINE],
        ),
        ([], (), []),
    ],
)
def test_actors_stand_in_the_place_of_mentions_each_once(
    links: list[Link], of: tuple[str, ...], expected: list[dict[str, Any]]
) -> None:
    assert speakers(*links, of=of) == expected


@pytest.mark.parametrize("links", [[], [link("Officials")]])
@pytest.mark.parametrize(
    ("hint", "type_"),
    [
        ("person", "person"),
        ("organisation", "organisation"),
        ("place", "place"),
        ("nationality", "group"),
        (None, "group"),
    ],
)
def test_who_is_linked_to_nobody_stands_with_their_own_words(
    links: list[Link], hint: str | None, type_: str
) -> None:
    unnamed = {"id": None, "name": "Officials", "type": type_, "state": None}
    assert speakers(*links, of=("Officials",), hint=hint) == [unnamed]


def test_a_party_nobody_knows_anything_of_is_an_error_and_not_left_out() -> None:
    with pytest.raises(RecordError, match="men-Moscow is linked to nobody"):
        export_line(claim("Moscow"), {})


@pytest.mark.parametrize(
    ("made", "expected"),
    [
        (None, {"actor": None, "actors": [], "former": False, "office": None, "reason": None}),
        (link("Moscow"), {"actor": None, "actors": [], "confidence": 0.512}),
        (
            link("Moscow", RUSSIA),
            {"actor": RUSSIA_LINE, "actors": [RUSSIA_LINE], "confidence": 0.988},
        ),
        (
            link("Moscow", RUSSIA, CHINA),
            {"actor": None, "actors": [RUSSIA_LINE, CHINA_LINE], "method": "linking/1"},
        ),
        (
            link("Moscow", XI, office=OFFICE, former=True, repeats="men-0"),
            {
                "office": {
                    "name": "President",
                    "state": "CHN",
                    "since": "2013-03-14",
                    "until": None,
                },
                "former": True,
                "repeats": "men-0",
            },
        ),
    ],
)
def test_a_mention_says_who_it_is_and_how_sure_that_is(
    made: Link | None, expected: dict[str, Any]
) -> None:
    links = {made.mention: made} if made is not None else {}
    line = export_line(mention("Moscow"), links)
    assert {name: line[name] for name in expected} == expected


def test_a_group_votes_as_one_and_singly() -> None:
    vote = Vote(
        "vot-1", place("Moscow"), "men-Moscow", None, None, "abstain", None, None, "votes/1", None
    )
    line = export_line(vote, {"men-Moscow": link("Moscow", RUSSIA, CHINA)})
    assert line["actor"] == {
        "id": None,
        "name": "Russia and China",
        "type": "group",
        "state": None,
    }
    assert line["actors"] == [RUSSIA_LINE, CHINA_LINE]
    alone = export_line(vote, {"men-Moscow": link("Moscow", RUSSIA)})
    assert alone["actor"] == RUSSIA_LINE


def test_a_document_gives_its_text_when_asked() -> None:
    plain, whole = export_line(DOCUMENT, {}), export_line(DOCUMENT, {}, with_text=True)
    assert whole == {**plain, "text": TEXT}
    assert plain["n_characters"] == len(TEXT)
    assert plain["origin"] == DOCUMENT.id


@pytest.mark.parametrize("number", [float("nan"), float("inf")])
def test_a_number_that_json_has_not_is_refused(number: float) -> None:
    with pytest.raises(RecordError, match="clm-1 certainty"):
        export_line(replace(claim(), certainty=number), {})


@pytest.mark.parametrize("kind", ["link", "claims", ""])
def test_there_are_no_other_kinds(kind: str) -> None:
    with pytest.raises(RecordError, match="there is no kind"):
        contract_fields(kind)


@PATIENT
@given(st.data())
def test_everything_is_exported_once_documents_first_then_as_one_reads(
    data: st.DataObject,
) -> None:
    one = data.draw(readings())
    other = data.draw(readings())
    found = data.draw(joined(one))
    lines = list(iter_export([one, other], found))
    wanted = [one.document, other.document, *one.iter_found(), *other.iter_found(), *found]
    assert sorted(line["id"] for line in lines) == sorted(record.id for record in wanted)
    assert [line["kind"] for line in lines[:2]] == ["document", "document"]
    n_found = len(list(one.iter_found()))
    places = [(line["start"], -line["end"]) for line in lines[2 : 2 + n_found]]
    assert places == sorted(places)
    last = [KINDS.index(line["kind"]) for line in lines[len(lines) - len(found) :]]
    assert last == sorted(last)


def test_only_the_kinds_asked_for_are_exported() -> None:
    reading = Reading(DOCUMENT, mentions=(mention("Moscow"),), claims=(claim("Moscow"),))
    lines = list(iter_export([reading], kinds=["claim"]))
    assert [line["id"] for line in lines] == ["clm-1"]
    assert lines[0]["speakers"][0]["name"] == "Moscow"
