"""A desk gives back what was saved, equal, and the same again changes nothing."""

from __future__ import annotations

import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from legation.records import (
    Moment,
    Reading,
    RecordError,
    Review,
)
from legation.store.desk import Desk, open_desk
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
from strategies import joined, readings

PATIENT = settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)

UNREADABLE = Moment(
    id="mom-1",
    span=FIRST.mentions[0].span,
    value="Friday",
    lasts=False,
    method="moments/1",
    confidence=None,
)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with open_desk(tmp_path / "desk.sqlite") as opened:
        yield opened


def dumped(path: Path) -> dict[str, list[tuple[Any, ...]]]:
    """Return every row of every table but those that the search index keeps for itself."""
    with closing(sqlite3.connect(path)) as connection:
        tables = [
            name
            for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
            if not name.startswith(("document_words_", "sqlite_"))
        ]
        return {
            table: sorted(connection.execute(f"SELECT * FROM {table}"), key=repr)  # noqa: S608
            for table in tables
        }


@PATIENT
@given(st.lists(readings(), max_size=3, unique_by=lambda reading: reading.document.id), st.data())
def test_what_was_saved_comes_back_equal_and_the_same_again_changes_nothing(
    saved: list[Reading], data: st.DataObject
) -> None:
    records = [one for reading in saved for one in data.draw(joined(reading))]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "desk.sqlite")
        with open_desk(path) as desk:
            for reading in saved:
                desk.save(reading)
            desk.save_joined(records)
            for reading in saved:
                assert desk.reading(reading.document.id) == reading
            assert sorted(desk.iter_readings(), key=repr) == sorted(saved, key=repr)
            found = [
                one for kind in ("incident", "contact", "dispute") for one in desk.records(kind)
            ]
            assert sorted(found, key=repr) == sorted(records, key=repr)
        before = dumped(path)
        with open_desk(path) as desk:
            for reading in saved:
                desk.save(reading)
            desk.save_joined(records)
        assert dumped(path) == before
        with closing(sqlite3.connect(path)) as connection:
            # The index compares itself with the titles and texts, and raises where it differs.
            connection.execute(
                "INSERT INTO document_words(document_words, rank) VALUES ('integrity-check', 1)"
            )


@PATIENT
@given(st.data())
def test_a_newer_reading_takes_the_place_of_the_older_whole(data: st.DataObject) -> None:
    older = data.draw(readings())
    document = replace(older.document, title="Another headline", published_on="2022-03-18")
    newer = Reading(document, mentions=older.mentions[:1], moments=older.moments)
    with tempfile.TemporaryDirectory() as folder:
        first, second = Path(folder, "first.sqlite"), Path(folder, "second.sqlite")
        with open_desk(first) as desk:
            desk.save(older)
            desk.save(newer)
            assert desk.reading(older.document.id) == newer
        with open_desk(second) as desk:
            desk.save(newer)
        assert dumped(first) == dumped(second)


def test_a_reading_counts_as_had_by_the_method_that_made_it(desk: Desk) -> None:
    identity = FIRST.document.id
    assert not desk.has(identity)
    desk.save(FIRST, method="reader/1")
    assert desk.has(identity)
    assert desk.has(identity, "reader/1")
    assert not desk.has(identity, "reader/2")
    desk.save(FIRST, method="reader/2")
    assert desk.has(identity, "reader/2")


def test_an_origin_that_was_found_outlives_a_new_reading(desk: Desk) -> None:
    desk.save(FIRST)
    desk.save(LATER)
    desk.set_origins({LATER.document.id: FIRST.document.id, "doc-unknown": FIRST.document.id})
    for again in (LATER, replace(LATER, events=())):
        desk.save(again)
        assert desk.reading(LATER.document.id).document.origin == FIRST.document.id
    assert desk.reading(FIRST.document.id).document.origin == FIRST.document.id


def test_a_second_record_of_one_id_is_told_and_not_kept(desk: Desk) -> None:
    (event,) = FIRST.events
    desk.save(replace(FIRST, events=(event, replace(event, status="planned"))))
    assert desk.reading(FIRST.document.id).events == (event,)
    (issue,) = desk.issues()
    assert issue.stage == "store"
    assert event.id in issue.reason


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        ({"mentions": FIRST.mentions[:2], "links": ()}, "speakers names the mention men-"),
        ({"mentions": FIRST.mentions[:2]}, "names the mention men-"),
        (
            {"moments": (UNREADABLE,)},
            "EDTF",
        ),
        ({"claims": (replace(FIRST.claims[0], certainty=float("nan")),)}, "certainty: nan"),
    ],
)
def test_a_reading_that_does_not_hold_together_leaves_no_trace(
    desk: Desk, change: dict[str, Any], complaint: str
) -> None:
    before = dumped(desk.path)
    with pytest.raises(RecordError, match=complaint):
        desk.save(replace(FIRST, **change))
    assert dumped(desk.path) == before


def test_issues_stand_in_the_order_they_came_each_once(desk: Desk) -> None:
    for n in (3, 1, 2, 1):
        desk.save_issue(issue(n))
    assert desk.issues() == [issue(3), issue(1), issue(2)]


@pytest.mark.parametrize(
    ("stage", "changed_day", "stays"),
    [
        ("ingest", False, True),
        ("ingest", True, False),
        ("extract", False, False),
        ("resolve", False, False),
    ],
)
def test_a_new_reading_takes_back_what_was_said_of_the_old_one(
    desk: Desk, stage: str, changed_day: bool, stays: bool
) -> None:
    desk.save(UNDATED)
    told = issue(1, UNDATED.document.id, stage)
    desk.save_issue(told)
    day = "2022-03-18" if changed_day else None
    desk.save(replace(UNDATED, document=replace(UNDATED.document, published_on=day), events=()))
    assert desk.issues() == ([told] if stays else [])


def test_a_document_that_is_read_after_all_loses_the_issue_that_set_it_aside(desk: Desk) -> None:
    desk.save_issue(issue(1, FIRST.document.id, "extract"))
    desk.save(FIRST)
    assert desk.issues() == []


def test_issues_of_a_reading_come_back_with_it_and_others_do_not(desk: Desk) -> None:
    with_issue = replace(FIRST, issues=(issue(1, FIRST.document.id, "extract"),))
    desk.save(with_issue)
    desk.save_issue(issue(2, FIRST.document.id))
    desk.save_issue(issue(1, FIRST.document.id, "extract"))
    assert desk.reading(FIRST.document.id) == with_issue
    assert len(desk.issues()) == 2


def test_joined_records_take_the_place_of_all_before(desk: Desk) -> None:
    desk.save(FIRST)
    desk.save(LATER)
    desk.save_joined([incident(FIRST), contact(FIRST), dispute(FIRST, LATER), signal(FIRST)])
    desk.save_joined([incident(FIRST, LATER)])
    assert list(desk.records("incident")) == [incident(FIRST, LATER)]
    assert desk.counts() == {"document": 2, "mention": 6, "claim": 2, "event": 2, "incident": 1}


def test_what_is_not_joined_is_not_saved_as_joined(desk: Desk) -> None:
    with pytest.raises(RecordError, match="a claim is not joined"):
        desk.save_joined([incident(FIRST), FIRST.claims[0]])  # type: ignore[list-item]
    assert desk.counts() == {}


def test_reviews_are_added_and_never_changed(desk: Desk) -> None:
    first = Review("rev-1", "men-1", "actor", None, '"CHN"', "desk", "2022-03-18T10:00:00Z")
    desk.save_review(first)
    desk.save_review(first)
    desk.save_review(replace(first, id="rev-2", record="men-2"))
    with pytest.raises(RecordError, match="never changed"):
        desk.save_review(replace(first, after='"RUS"'))
    assert desk.reviews("men-1") == [first]
    assert len(desk.reviews()) == 2
