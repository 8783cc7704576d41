"""One document tells of a contact: between whom, of what kind, on which day."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from legation.records import Document, Reading
from legation.resolve.contacts import join_contacts
from legation.resolve.tellings import Telling, iter_sentences, iter_tellings
from readings import linked, reading, with_event


def tell(marked: str, published_on: str = "2022-05-30", publisher: str = "A") -> list[Telling]:
    return list(iter_tellings(linked(reading(marked, published_on, publisher))))


def names(telling: Telling) -> tuple[list[str], list[str]]:
    return [one.name for one in telling.actors], [one.name for one in telling.recipients]


@pytest.mark.parametrize(
    ("marked", "sender", "reader"),
    [
        ("[Putin|p s] sent a telegram of condolence to President [Bolsonaro|p] of [Brazil|l].",
         "Vladimir Putin", "Jair Bolsonaro"),
        ("[Bolsonaro|p s] received a letter from [Vladimir Putin|p] on Monday.",
         "Vladimir Putin", "Jair Bolsonaro"),
        ("[Putin|p s] conveyed his condolences to [Bolsonaro|p].",
         "Vladimir Putin", "Jair Bolsonaro"),
        ("A telegram with good wishes went from [Putin|p] to [Bolsonaro|p] on Monday.",
         "Vladimir Putin", "Jair Bolsonaro"),
        ("The President of [Russia|l] wrote a long letter to [Bolsonaro|p].",
         "Vladimir Putin", "Jair Bolsonaro"),
    ],
)  # fmt: skip
def test_a_letter_has_who_wrote_it_and_who_got_it(marked: str, sender: str, reader: str) -> None:
    (telling,) = tell(marked)
    assert telling.kind == "letter"
    assert names(telling) == ([sender], [reader])


@pytest.mark.parametrize(
    ("marked", "kind", "parties"),
    [
        ("The presidents of [Russia|l] and [Turkey|l] had a telephone conversation.", "call",
         {"RUS", "TUR"}),
        ("[Putin|p s] had an exchange with his [Turkish|n] counterpart.", None, {"RUS", "TUR"}),
        ("A video call took place between [Putin|p] and [Erdogan|p].", "call", {"RUS", "TUR"}),
        ("[Putin|p s] held talks by video with [Erdogan|p].", "call", {"RUS", "TUR"}),
        ("[Putin|p s] had a conversation with the President of [Turkey|l].", None, {"RUS", "TUR"}),
        ("[Putin|p s] on 23 May had talks with [Erdogan|p].", None, {"RUS", "TUR"}),
    ],
)  # fmt: skip
def test_a_sentence_without_an_event_tells_whom_it_brings_in_touch(
    marked: str, kind: str | None, parties: set[str]
) -> None:
    (telling,) = tell(marked)
    assert telling.kind == kind
    assert telling.circle == parties
    assert telling.event is None


@pytest.mark.parametrize(
    "marked",
    [
        "[Putin|p s] said that talks with [Erdogan|p] were useful.",
        "[Putin|p s] refused to have a conversation with [Erdogan|p].",
        "[Putin|p s] wants a meeting with [Erdogan|p].",
        "[Putin|p s] spoke about [Erdogan|p].",
        "[Putin|p s] met reporters; [Erdogan|p] did not.",
        "[Putin|p s] called the talks useful.",
        "[Putin|p s] did not send a letter to [Erdogan|p].",
        "[Macron|p s] urged [Putin|p] to talk to [Erdogan|p] directly.",
    ],
)
def test_what_only_sounds_like_a_contact_is_none(marked: str) -> None:
    assert tell(marked) == []


def test_an_office_alone_is_whoever_the_text_names_in_it() -> None:
    marked = (
        "[the Prime Minister|d s] had a phone call with the President of [Russia|l]. "
        "[Vladimir Putin|p s] wished [Nikol Pashinyan|p r=Prime Minister] a happy birthday."
    )
    (telling,) = tell(marked, "2022-06-01")
    assert telling.circle == {"ARM", "RUS"}
    assert {one.name for one in telling.actors} == {"Nikol Pashinyan", "Vladimir Putin"}


def call(
    marked: str, trigger: str, published_on: str, publisher: str, on: str | None = None
) -> Reading:
    one = linked(reading(marked, published_on, publisher))
    return with_event(one, trigger, ["Biden"], ["Kishida"], "CONSULT", on=on, mode="phone")


@pytest.mark.parametrize(
    ("first", "second", "n"),
    [
        # evening in Washington is morning in Tokyo
        (("2022-07-08", "White House"), ("2022-07-09", "Japan"), 1),
        # the later day is not that of the western capital
        (("2022-07-09", "White House"), ("2022-07-08", "Japan"), 2),
        (("2022-07-08", "White House"), ("2022-07-10", "Japan"), 2),
        # one voice that tells of two days tells of two calls
        (("2022-07-08", "White House"), ("2022-07-09", "White House"), 2),
    ],
)
def test_the_next_day_is_one_only_where_clocks_are_far_apart(
    first: tuple[str, str], second: tuple[str, str], n: int
) -> None:
    marked = "[Biden|p s] called [Kishida|p]."
    ours, theirs = (call(marked, "called", day, who, day) for day, who in (first, second))
    assert len(join_contacts([ours, theirs])) == n


def test_near_capitals_have_one_day() -> None:
    readings = [
        with_event(linked(reading("[Macron|p s] called [Putin|p].", day, who)), "called",
                   ["Macron"], ["Putin"], "CONSULT", on=day, mode="phone")
        for day, who in (("2022-02-20", "Kremlin"), ("2022-02-21", "France"))
    ]  # fmt: skip
    assert len(join_contacts(readings)) == 2


def test_a_letter_and_a_call_of_one_day_are_two_and_so_are_two_letters_that_cross() -> None:
    texts = [
        "[Putin|p s] sent a message to [Xi|p].",
        "[Xi|p s] sent a message to [Putin|p].",
        "[Putin|p s] had a phone call with [Xi|p].",
    ]
    contacts = join_contacts(
        [linked(reading(text, "2022-06-15", f"Paper {n}")) for n, text in enumerate(texts)]
    )
    assert sorted(one.type for one in contacts) == ["call", "letter", "letter"]


def test_a_letter_is_of_the_day_it_was_sent() -> None:
    sent = linked(reading("[Putin|p s] sent a message to [Bolsonaro|p].", "2022-05-30", "A"))
    got = linked(reading("[Bolsonaro|p s] received a letter from [Putin|p].", "2022-05-31", "B"))
    (contact,) = join_contacts([got, sent])
    assert (contact.on, contact.type) == ("2022-05-30", "letter")
    assert contact.accounts == (sent.document.id, got.document.id)
    assert contact.events == ()
    assert {contact.id} == {one.id for one in join_contacts([sent])}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("U.S. President Biden called. He was brief.", ["U.S. President Biden called.",
                                                        "He was brief."]),
        ("One line\nanother one.", ["One line", "another one."]),
        ("“It is over.” He left.", ["“It is over.”", "He left."]),
        ("", []),
    ],
)  # fmt: skip
def test_sentences_end_where_they_should(text: str, expected: list[str]) -> None:
    assert [text[start:end].strip() for start, end in iter_sentences(text)] == expected


@given(st.text(alphabet=st.sampled_from("ab AB.?!\n“”"), max_size=120))
def test_sentences_cover_all_that_is_not_blank(text: str) -> None:
    found = list(iter_sentences(text))
    assert all(0 <= start < end <= len(text) for start, end in found)
    assert all(left[1] <= right[0] for left, right in pairwise(found))
    covered = {place for start, end in found for place in range(start, end)}
    assert all(place in covered or text[place] in " \n" for place in range(len(text)))


def test_a_reading_without_mentions_tells_nothing() -> None:
    document = Document.make(text="They spoke by phone.", title="", published_on="2022-05-30")
    assert list(iter_tellings(replace(Reading(document)))) == []
