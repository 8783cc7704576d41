"""Means on offer and dyads over time: what is counted, and what is not."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from legation.assess.dyads import BY, next_start, period_start, relations
from legation.records import Actor, Document, Event, Incident, Span, make_id

CHN, RUS = (
    Actor(code, name, "state", code) for code, name in (("CHN", "China"), ("RUS", "Russia"))
)
XI = Actor("Q15031", "Xi Jinping", "person", "CHN")


def event(n: int, kind: str, intensity: float, confidence: float = 1.0) -> Event:
    document = Document.make(text=f"{n} acts", published_on="2022-03-18", language="en")
    span = Span.cut(document.id, document.text, 0, len(document.text))
    return Event(
        id=make_id("event", document.id, n),
        span=span,
        trigger=span,
        type=kind,
        mode=None,
        contexts=(),
        actors=(),
        recipients=(),
        status="happened",
        means=(),
        on=None,
        where=None,
        country=None,
        intensity=intensity,
        claim=None,
        incident=None,
        method="test",
        confidence=confidence,
    )


def incident(one: Event, on: str | None, *origins: str, status: str = "happened") -> Incident:
    return Incident(
        id="i-" + one.id,
        type=one.type,
        actors=(XI,),
        recipients=(RUS,),
        status=status,
        on=on,
        first_reported_on="2022-03-18",
        events=(one.id,),
        origins=origins or ("d",),
        disagreements=(),
        method="test",
        confidence=None,
    )


EVENTS = [event(1, "CONSULT", 1.0), event(2, "AID", 7.4), event(3, "ACCUSE", -2.0)]
BY_ID = {one.id: one for one in EVENTS}


def test_an_incident_counts_once_however_many_report_it() -> None:
    incidents = [
        incident(EVENTS[0], "2022-03-14", "a", "b", "c"),
        incident(EVENTS[1], "2022-03-20"),
        incident(EVENTS[2], "2022-03-21"),
    ]
    first, second = relations(incidents, BY_ID, (["CHN"], ["RUS"]), "week")
    assert (first.start, first.end) == (date(2022, 3, 14), date(2022, 3, 21))
    assert (first.n_incidents, first.n_origins) == (2, 4)
    assert first.net == 8.4  # 1 + 7.4
    assert first.net_by_origin == 10.4  # 3 × 1 + 7.4
    assert first.by_quad == {1: 1, 2: 1}
    assert (second.net, dict(second.by_type)) == (-2.0, {"ACCUSE": 1})


def test_what_is_not_done_is_told_apart() -> None:
    incidents = [incident(EVENTS[1], "2022-03-14", status="planned")]
    (only,) = relations(incidents, BY_ID, (["CHN"], ["RUS"]), "month")
    assert (only.n_incidents, only.n_not_done, only.net) == (0, 1, 0.0)


def test_a_person_counts_for_his_state_and_others_do_not_count() -> None:
    other = replace(
        incident(EVENTS[0], "2022-03-14"), recipients=(Actor("USA", "US", "state", "USA"),)
    )
    assert relations([other], BY_ID, (["CHN"], ["RUS"]), "week") == ()
    assert relations([other], BY_ID, (["USA"], ["CHN"]), "week")[0].n_incidents == 1


def test_an_undated_incident_counts_on_the_day_of_its_first_report() -> None:
    (only,) = relations([incident(EVENTS[0], None)], BY_ID, (["CHN"], ["RUS"]), "day")
    assert only.start == date(2022, 3, 18)


def test_the_band_holds_the_sum_and_widens_with_doubt() -> None:
    sure = [incident(one, "2022-03-14") for one in EVENTS[:2]]
    (told,) = relations(sure, BY_ID, (["CHN"], ["RUS"]), "week")
    assert told.low <= told.net <= told.high
    doubtful = {key: replace(one, confidence=0.2) for key, one in BY_ID.items()}
    (doubted,) = relations(sure, doubtful, (["CHN"], ["RUS"]), "week")
    assert doubted.high < told.high


@given(st.dates(date(1946, 1, 1), date(2100, 1, 1)), st.sampled_from(BY))
def test_every_day_lies_in_one_period(day: date, by: str) -> None:
    start = period_start(day, by)
    assert start <= day < next_start(start, by)
    assert period_start(next_start(start, by), by) == next_start(start, by)


@pytest.mark.parametrize(("by", "days"), [("day", 1), ("week", 7)])
def test_periods_without_any_incident_stay_in_the_row(by: str, days: int) -> None:
    incidents = [incident(EVENTS[0], "2022-03-01"), incident(EVENTS[1], "2022-03-15")]
    periods = relations(incidents, BY_ID, (["CHN"], ["RUS"]), by)
    starts = [one.start for one in periods]
    assert all((b - a).days == days for a, b in pairwise(starts))
