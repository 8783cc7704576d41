"""Reports of one happening are one incident; accounts of one call are one contact."""

from __future__ import annotations

from dataclasses import replace
from itertools import permutations

import pytest

from legation.records import Incident, Reading
from legation.resolve.contacts import join_contacts
from legation.resolve.incidents import find_incident_of, join_incidents
from readings import linked, reading, with_event

PAIR = "[Russia|l s] invaded [Ukraine|l]."


def told(
    marked: str,
    trigger: str,
    actors: list[str],
    recipients: list[str],
    event_type: str,
    *,
    published_on: str | None = "2022-03-01",
    publisher: str = "A",
    on: str | None = None,
    status: str = "happened",
    mode: str | None = None,
) -> Reading:
    """Return a linked reading of one sentence with one event."""
    one = linked(reading(marked, published_on, publisher))
    return with_event(one, trigger, actors, recipients, event_type, on=on, status=status, mode=mode)


def invasion(**changes: str | None) -> Reading:
    given = {"published_on": "2022-02-25", "on": "2022-02-24", **changes}
    return told(PAIR, "invaded", ["Russia"], ["Ukraine"], "ASSAULT", **given)  # type: ignore[arg-type]


def shape(incidents: tuple[Incident, ...]) -> list[tuple[str, int, str | None]]:
    return [(i.status, len(i.events), i.on) for i in incidents]


@pytest.mark.parametrize(
    ("changes", "n_incidents"),
    [
        ({"publisher": "B"}, 1),
        ({"publisher": "B", "on": "2022-02"}, 1),
        ({"publisher": "B", "on": "2022-02-26"}, 2),
        ({"publisher": "B", "on": "2021"}, 2),
        ({"publisher": "B", "status": "planned", "published_on": "2022-02-20"}, 1),
        ({"publisher": "B", "status": "possible", "on": None}, 2),
        ({"publisher": "B", "status": "denied"}, 1),
        ({"publisher": "B", "status": "denied", "on": "2022-02"}, 2),
    ],
)
def test_reports_join_when_day_and_status_can_be_one(
    changes: dict[str, str | None], n_incidents: int
) -> None:
    incidents = join_incidents([invasion(), invasion(**changes)])
    assert len(incidents) == n_incidents
    assert sum(len(i.events) for i in incidents) == 2
    if n_incidents == 1:
        assert incidents[0].status == "happened"
        assert incidents[0].on == "2022-02-24"
        assert len(incidents[0].origins) == 2


def test_what_reports_tell_differently_is_kept() -> None:
    (one,) = join_incidents([invasion(), invasion(publisher="B", status="denied")])
    assert one.disagreements == ("status: denied or happened",)


@pytest.mark.parametrize(
    ("published_on", "n_incidents"), [("2022-03-03", 1), ("2022-03-20", 2), (None, 2)]
)
def test_undated_reports_join_within_a_week(published_on: str | None, n_incidents: int) -> None:
    def attack(published_on: str | None, publisher: str) -> Reading:
        marked = "[Russia|l s] shelled [Ukraine|l]."
        return told(marked, "shelled", ["Russia"], ["Ukraine"], "ASSAULT",
                    published_on=published_on, publisher=publisher)  # fmt: skip

    readings = [attack("2022-02-28", "A"), attack(published_on, "B")]
    assert len(join_incidents(readings)) == n_incidents


@pytest.mark.parametrize(
    ("days", "n_incidents"),
    [
        (["2022-02-28", "2022-03-20", "2022-04-15"], 1),
        (["2022-02-28", "2022-04-15"], 2),
    ],
)
def test_a_war_is_one_incident_while_it_is_reported(days: list[str], n_incidents: int) -> None:
    words = ["invaded", "waged war on", "invaded"]
    readings = [
        told(f"[Russia|l s] {word} [Ukraine|l].", word.split()[-2] if " " in word else word,
             ["Russia"], ["Ukraine"], "ASSAULT", published_on=day, publisher=day)
        for day, word in zip(days, words, strict=False)
    ]  # fmt: skip
    assert len(join_incidents(readings)) == n_incidents
    on_poland = told("[Russia|l s] invaded [Poland|l].", "invaded", ["Russia"], ["Poland"],
                     "ASSAULT", published_on="2022-03-20")  # fmt: skip
    assert len(join_incidents([*readings, on_poland])) == n_incidents + 1


@pytest.mark.parametrize(
    ("told_on", "n"), [("2022-03-17", 2), ("2022-03-18", 2), ("2022-03-19", 1)]
)
def test_a_plan_is_not_fulfilled_by_what_was_told_before_its_day(told_on: str, n: int) -> None:
    marked = "[Biden|p s] called [Xi|p]."
    plan = told(marked, "called", ["Biden"], ["Xi"], "CONSULT", on="2022-03-18",
                status="planned", published_on="2022-03-16")  # fmt: skip
    call = told(marked, "called", ["Biden"], ["Xi"], "CONSULT", published_on=told_on,
                publisher="B")  # fmt: skip
    assert len(join_incidents([plan, call])) == n


def test_a_vague_report_does_not_glue_two_days_together() -> None:
    marked = "[Biden|p s] called [Xi|p]."
    days = ["2022-03-03", "2022-03-20", "2022-03"]
    readings = [
        told(marked, "called", ["Biden"], ["Xi"], "CONSULT", on=on, publisher=on) for on in days
    ]
    assert len(join_incidents(readings)) == 3


def test_calls_of_two_people_of_one_state_are_two() -> None:
    biden = told("[Biden|p s] called [Xi|p].", "called", ["Biden"], ["Xi"], "CONSULT",
                 on="2022-03-18")  # fmt: skip
    blinken = told("[Blinken|p s] called [Xi|p].", "called", ["Blinken"], ["Xi"], "CONSULT",
                   on="2022-03-18")  # fmt: skip
    assert len(join_incidents([biden, blinken])) == 2


def test_a_copy_is_not_a_second_origin() -> None:
    first, copy = invasion(), invasion(publisher="B")
    copy = replace(copy, document=replace(copy.document, origin=first.document.id))
    (one,) = join_incidents([first, copy])
    assert one.origins == (first.document.id,)
    assert len(one.events) == 2


def test_an_incident_keeps_its_id_as_it_grows_and_order_does_not_matter() -> None:
    readings = [
        invasion(),
        invasion(publisher="B", published_on="2022-02-27"),
        invasion(publisher="C", published_on="2022-03-01", on="2022-02"),
        invasion(publisher="D", on=None, status="possible"),
    ]
    answers = {join_incidents(order) for order in permutations(readings)}
    assert len(answers) == 1
    grown = {i.id for i in answers.pop()}
    assert {i.id for i in join_incidents(readings[:1])} <= grown


def test_every_event_is_in_exactly_one_incident() -> None:
    readings = [invasion(), invasion(publisher="B", on=None), invasion(publisher="C", on="2022")]
    incidents = join_incidents(readings)
    events = [event for i in incidents for event in i.events]
    assert sorted(events) == sorted(e.id for one in readings for e in one.events)
    assert find_incident_of(incidents).keys() == set(events)
    assert join_incidents([]) == ()


def test_the_two_sides_tell_of_one_call() -> None:
    ours = told("[Biden|p s] spoke with [Putin|p].", "spoke", ["Biden"], ["Putin"], "CONSULT",
                on="2022-02-12", published_on="2022-02-12")  # fmt: skip
    theirs = told("[Putin|p s] had a telephone conversation with [Biden|p].",
                  "telephone conversation", ["Putin"], ["Biden"], "CONSULT",
                  published_on="2022-02-13", publisher="B")  # fmt: skip
    (contact,) = join_contacts([theirs, ours])
    assert contact.type == "call"
    assert contact.on == "2022-02-12"
    assert {actor.name for actor in contact.actors} == {"Joe Biden", "Vladimir Putin"}
    assert set(contact.accounts) == {ours.document.id, theirs.document.id}


@pytest.mark.parametrize(
    ("trigger", "mode", "status", "kinds"),
    [
        ("visited", "visit", "happened", ["visit"]),
        ("met", None, "planned", ["meeting"]),
        ("wrote to", None, "happened", ["letter"]),
        ("phoned", "phone", "happened", ["call"]),
        ("phoned", "phone", "denied", []),
        ("phoned", "phone", "possible", []),
    ],
)
def test_a_contact_has_its_kind_and_only_real_ones_count(
    trigger: str, mode: str | None, status: str, kinds: list[str]
) -> None:
    one = told(f"[Putin|p s] {trigger} [Xi|p].", trigger, ["Putin"], ["Xi"], "CONSULT",
               on="2022-02-04", mode=mode, status=status)  # fmt: skip
    assert [contact.type for contact in join_contacts([one])] == kinds


def test_a_visitor_does_not_bring_his_hosts_together() -> None:
    one = told("[Putin|p s] visited [Xi|p] and [Modi|p].", "visited", ["Putin"], ["Xi", "Modi"],
               "CONSULT", on="2022-02-04", mode="visit")  # fmt: skip
    pairs = [{a.name for a in contact.actors} for contact in join_contacts([one])]
    assert {"Xi Jinping", "Narendra Modi"} not in pairs
    assert len(pairs) == 2


def test_a_contact_that_is_only_planned_is_not_told_as_having_happened() -> None:
    plan = told("[Biden|p s] called [Xi|p].", "called", ["Biden"], ["Xi"], "CONSULT",
                on="2022-03-18", status="planned", published_on="2022-03-16")  # fmt: skip
    (planned,) = join_contacts([plan])
    assert planned.status == "planned"
    call = told("[Biden|p s] called [Xi|p].", "called", ["Biden"], ["Xi"], "CONSULT",
                on="2022-03-18", published_on="2022-03-18", publisher="B")  # fmt: skip
    (held,) = join_contacts([plan, call])
    assert (held.status, held.on, len(held.accounts)) == ("happened", "2022-03-18", 2)


def test_having_spoken_before_does_not_make_a_planned_call_happen() -> None:
    both = told("[Biden|p s] will call [Xi|p]. They met before, [Biden|p] with [Xi|p].",
                "call", ["Biden"], ["Xi"], "CONSULT", on="2022-03-18", status="planned",
                published_on="2022-03-16")  # fmt: skip
    both = with_event(both, "met", ["Biden"], ["Xi"], "CONSULT", mode="phone")
    statuses = sorted(contact.status for contact in join_contacts([both]))
    assert statuses == ["happened", "planned"]
