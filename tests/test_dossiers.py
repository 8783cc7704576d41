"""A dossier tells offices, contacts and words of a principal as they stood on a day."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from legation.assess.accounts import Account, Reader, compare_accounts, is_between
from legation.assess.dossiers import (
    DESK,
    Counterpart,
    Sources,
    draw_up,
    led_body,
    sentence_at,
)
from legation.records import Actor, Contact, Office, Reading, make_id
from legation.reference.contacts import SOURCES, KnownContact, find_contacts, load_contacts
from legation.reference.shelf import load_shelf
from readings import linked, reading, with_claim, with_event

SHELF = load_shelf()
XI = SHELF.find("Xi Jinping")[0].actor
BIDEN = SHELF.find("Joe Biden")[0].actor
PUTIN = SHELF.find("Vladimir Putin")[0].actor
DAY = date(2022, 3, 18)


def contact(
    on: str | None, kind: str = "meeting", *who: Actor, status: str = "happened"
) -> Contact:
    return Contact(
        id=make_id("contact", on, kind, *(one.name for one in who)),
        type=kind,
        actors=who or (XI, BIDEN),
        on=on,
        where=None,
        events=(),
        accounts=("doc-1",),
        method="contacts/1",
        confidence=None,
        status=status,
    )


def known(since: str, until: str, visitor: Actor, *met: Actor) -> KnownContact:
    return KnownContact(since, until, "visit", visitor, "USA", met, None, "visits")


def counterparts(as_of: date = DAY, **given: object) -> dict[str, Counterpart]:
    dossier = draw_up(XI, as_of, Sources(SHELF, **given))  # type: ignore[arg-type]
    return {one.actor.name: one for one in dossier.counterparts}


# --- offices


@pytest.mark.parametrize(
    ("as_of", "offices"),
    [
        (date(2012, 11, 14), [("Vice President", True)]),
        (
            date(2013, 3, 13),
            [
                ("General Secretary of the Chinese Communist Party", True),
                ("Chairman of the Central Military Commission", True),
                ("Vice President", True),
            ],
        ),
        (
            DAY,
            [
                ("President", True),
                ("General Secretary of the Chinese Communist Party", True),
                ("Chairman of the Central Military Commission", True),
                ("Vice President", False),
            ],
        ),
    ],
)
def test_offices_are_told_as_they_were_known_on_the_day(
    as_of: date, offices: list[tuple[str, bool]]
) -> None:
    held = [one for one in draw_up(XI, as_of, Sources(SHELF)).offices if "Fujian" not in
            one.office.name]  # fmt: skip
    assert [(one.office.name, one.held) for one in held] == offices
    assert all(one.office.until is None or one.office.until <= str(as_of) for one in held)


def test_after_the_last_check_nobody_knows_whether_an_office_is_held() -> None:
    offices = draw_up(XI, date(2031, 1, 1), Sources(SHELF)).offices
    assert {one.held for one in offices if one.office.until is None} == {None}


@pytest.mark.parametrize(
    ("title", "state", "body"),
    [
        ("General Secretary of the Chinese Communist Party", "CHN", "Chinese Communist Party"),
        ("Chairman of the Central Military Commission", "CHN", "Central Military Commission"),
        ("Premier of the State Council", "CHN", "State Council of China"),
        ("Minister of Foreign Affairs", "RUS", "Russian Ministry of Foreign Affairs"),
        ("Director of the CIA", "USA", "Central Intelligence Agency"),
        ("Secretary General of NATO", None, "NATO"),
        ("President", "CHN", None),
        ("Governor of Fujian", "CHN", None),
    ],
)
def test_who_holds_an_office_leads_a_body(title: str, state: str | None, body: str | None) -> None:
    found = led_body(Office(title, state, None, None), SHELF)
    assert (found.name if found else None) == body


# --- contacts


def test_first_and_last_met_count_what_took_place_in_person() -> None:
    found = counterparts(
        contacts=[
            contact("2022-03-18", "call"),
            contact("2021-11-16"),
            contact("2021-05"),
            contact("2022-04-01", status="planned"),
            contact(None, "letter"),
        ]
    )["Joe Biden"]
    assert [one.on for one in found.first_met] == ["2021-05"]
    assert [one.on for one in found.last_met] == ["2021-11-16"]
    assert found.last_contact is not None
    assert (found.last_contact.on, found.last_contact.type) == ("2022-03-18", "call")
    assert [one.on for one in found.contacts][-2:] == ["2022-04-01", None]


def test_what_was_known_before_reading_stands_beside_the_desk_with_its_source() -> None:
    obama = SHELF.find("Barack Obama")[0].actor
    found = counterparts(
        contacts=[contact("2014-11-12", "meeting", XI, obama)],
        known=[
            known("2013-06-07", "2013-06-08", XI, obama),
            known("2015-09-24", "2015-09-25", XI, obama),
        ],
    )["Barack Obama"]
    assert [(one.on, one.source) for one in found.first_met] == [
        ("2014-11-12", DESK),
        ("2013-06-07/2013-06-08", "visits"),
    ]
    assert [(one.on, one.source) for one in found.last_met] == [
        ("2014-11-12", DESK),
        ("2015-09-24/2015-09-25", "visits"),
    ]


@pytest.mark.parametrize(
    ("as_of", "n_contacts"),
    [(date(2015, 9, 24), 0), (date(2015, 9, 25), 1)],
)
def test_no_journey_later_than_the_day_is_used(as_of: date, n_contacts: int) -> None:
    found = counterparts(as_of, known=[known("2015-09-24", "2015-09-25", XI, BIDEN)])
    assert len(found) == n_contacts


def test_a_visit_without_a_named_host_is_a_contact_with_the_state() -> None:
    found = counterparts(known=[known("2016-03-31", "2016-04-01", XI)])
    assert list(found) == ["United States"]
    assert found["United States"].together is None


def test_people_of_ones_own_state_are_no_counterparts() -> None:
    li = SHELF.find("Li Keqiang")[0].actor
    assert set(counterparts(contacts=[contact("2022-03-18", "call", XI, li, BIDEN)])) == {
        "Joe Biden"
    }


@pytest.mark.parametrize(
    ("as_of", "since", "days_since", "days"),
    [
        # Vice President Biden from 2009-01-20 to 2017-01-19: 2,922 days; then not in office.
        (date(2018, 1, 1), None, None, 4385),
        # The first day of President Biden counts; Xi is in office all the time.
        (date(2021, 1, 20), "2021-01-20", 1, 4386),
        (DAY, "2021-01-20", 423, 4808),
    ],
)
def test_days_in_office_together_are_counted_to_the_day(
    as_of: date, since: str | None, days_since: int | None, days: int
) -> None:
    together = counterparts(as_of, contacts=[contact("2012-02-14")])["Joe Biden"].together
    assert together is not None
    assert (together.since, together.days_since, together.days) == (since, days_since, days)


# --- words


def spoken() -> Reading:
    one = linked(
        reading(
            "[Xi Jinping|p s] said that [Russia|l] was a partner. [Joe Biden|p s] said that "
            "[Xi Jinping|p] was clear. [Joe Biden|p s] said that prices fell."
        )
    )
    one = with_claim(one, "Xi Jinping", "said", "Russia was a partner")
    return with_claim(one, "Joe Biden", "said", "Xi Jinping was clear", act="deny")


def test_what_he_said_names_whom_and_what_others_said_names_who() -> None:
    whole = spoken()
    his, theirs = (replace(whole, claims=(claim,)) for claim in whole.claims)
    # The second claim was found by its words, which stand first in the text.
    dossier = draw_up(XI, DAY, Sources(SHELF, said=[his], said_of_him=[theirs]))
    (said,), (said_of,) = dossier.said, dossier.said_of_him
    assert [one.id for one in said.of] == ["RUS"]
    assert (said.words, said.publisher, said.published_on) == (
        "Russia was a partner",
        "A",
        "2022-03-18",
    )
    assert [one.name for one in said_of.of] == ["Xi Jinping"]
    assert said_of.act == "deny"


@pytest.mark.parametrize(
    ("text", "word", "sentence"),
    [
        ("One went. Two came! Three stay", "Two", "Two came!"),
        ("One went.\nTwo  came", "Two", "Two came"),
        ("One", "One", "One"),
        ("Is it? It is.", "It", "It is."),
    ],
)
def test_the_sentence_around_a_place_is_cut_out(text: str, word: str, sentence: str) -> None:
    assert sentence_at(text, text.index(word)) == sentence


@given(st.text(max_size=60), st.text(max_size=60))
def test_a_sentence_holds_the_place_it_was_asked_for(before: str, after: str) -> None:
    assert "Xi" in sentence_at(f"{before}Xi{after}", len(before))


# --- contacts known before reading


def test_the_file_of_known_contacts_holds_together() -> None:
    contacts = load_contacts()
    assert len(contacts) > 3000
    for one in contacts:
        assert date.fromisoformat(one.since) <= date.fromisoformat(one.until)
        assert one.source in SOURCES
        assert one.host in SHELF.states
        assert one.visitor not in one.met


def test_nearly_everybody_of_the_file_is_on_the_shelf() -> None:
    persons = {who for one in load_contacts() for who in one.persons}
    strangers = [who.id for who in persons if not SHELF.tenures(who.id or "")]
    # The shelf is built anew more often than this file: then make it again.
    assert len(strangers) <= len(persons) // 20, "run tools/build_contacts.py again"


@pytest.mark.parametrize(
    ("who", "other", "on", "place"),
    [
        ("Xi Jinping", "Barack Obama", "2013-06-07", None),
        ("Xi Jinping", "Donald Trump", "2017-11-08", "Beijing"),
        ("Vladimir Putin", "Joe Biden", "2021-06-15", "Geneva"),
        ("Angela Merkel", "Joe Biden", "2021-07-15", None),
    ],
)
def test_a_meeting_is_known_from_both_sides(
    who: str, other: str, on: str, place: str | None
) -> None:
    pair = [SHELF.find(name)[0].actor for name in (who, other)]
    for one, second in (pair, pair[::-1]):
        met = [k for k in find_contacts(one.id or "") if second.id in {p.id for p in k.persons}]
        assert (on, place) in [(k.since, k.place) for k in met]


def test_one_persons_contacts_are_those_of_the_whole_file() -> None:
    whole = [k for k in load_contacts() if any(p.id == PUTIN.id for p in k.persons)]
    assert list(find_contacts(PUTIN.id or "")) == whole
    assert find_contacts("Q0") == ()


# --- accounts side by side

USA, CHN = frozenset({"USA"}), frozenset({"CHN"})


def topics(text: str) -> dict[str, str]:
    return {word.lower(): word.lower() for word in re.findall(r"[A-Za-z]{5,}", text)}


def state_of(publisher: str) -> str | None:
    return {"White House": "USA", "Xinhua": "CHN"}.get(publisher)


READER = Reader(topics, topics, state_of)


def account(text: str, publisher: str, claims: list[tuple[str, str]]) -> Reading:
    one = linked(reading(text, publisher=publisher))
    for source, content in claims:
        one = with_claim(one, source, "said", content)
    return with_event(one, "spoke", ["Joe Biden"], ["Xi Jinping"], "CONSULT", on="2022-03-18")


def accounts() -> tuple[Account, ...]:
    ours = account(
        "[Joe Biden|p s] spoke with [Xi Jinping|p]. [Joe Biden|p s] said [China|l] must not send "
        "weapons. [Joe Biden|p s] said prices fell.",
        "White House",
        [("Joe Biden", "China must not send weapons")],
    )
    theirs = account(
        "[Joe Biden|p s] spoke with [Xi Jinping|p]. [Xi Jinping|p s] said the "
        "[United States|l] must respect Taiwan.",
        "Xinhua",
        [("Xi Jinping", "United States must respect Taiwan")],
    )
    both = replace(
        contact("2022-03-18", "call"),
        events=(ours.events[0].id, theirs.events[0].id),
        accounts=(ours.document.id, theirs.document.id),
    )
    readings = {one.document.id: one for one in (ours, theirs)}
    return compare_accounts(both, readings, (USA, CHN), READER)


def test_accounts_stand_side_by_side_with_what_each_leaves_out() -> None:
    ours, theirs = accounts()
    assert (ours.publisher, theirs.publisher) == ("White House", "Xinhua")
    assert any("weapons" in one.text for one in ours.says)
    assert not any("prices" in one.text for one in ours.says)  # nothing of the other side
    assert "weapons" in ours.topics_only_here
    assert "taiwan" in theirs.topics_only_here
    assert "biden" not in ours.topics_only_here  # both name him
    only = {one.id for one in ours.says if "weapons" in one.text}
    assert only <= set(ours.only_here)


def test_one_account_alone_leaves_nothing_out() -> None:
    one = account("[Joe Biden|p s] spoke with [Xi Jinping|p].", "White House", [])
    alone = replace(contact("2022-03-18", "call"), accounts=(one.document.id,))
    (told,) = compare_accounts(alone, {one.document.id: one}, (USA, CHN), READER)
    assert (told.topics_only_here, told.only_here) == ((), ())


@pytest.mark.parametrize(
    ("who", "between"),
    [
        ((XI, BIDEN), True),
        ((BIDEN, XI), True),
        ((XI, PUTIN), False),
        ((SHELF.states["CHN"], BIDEN), True),
        ((BIDEN,), False),
    ],
)
def test_a_contact_is_between_two_parties_who_both_took_part(
    who: tuple[Actor, ...], between: bool
) -> None:
    assert is_between(contact("2022-03-18", "call", *who), USA, CHN) is between
