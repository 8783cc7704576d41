"""Copies are one origin; two uses of one form, and shared boilerplate, are not."""

from __future__ import annotations

import random
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from legation.records import Document
from legation.resolve.origins import find_origins


def prose(seed: int, n_words: int) -> str:
    """Return `n_words` of text that shares no five words in a row with any other seed's."""
    chooser = random.Random(seed)  # noqa: S311 - test text, no secret
    words = [f"word{chooser.randrange(10_000)}" for _ in range(n_words)]
    return " ".join(words)


def document(text: str, published_on: str | None = None, publisher: str = "A") -> Document:
    return Document.make(text=text, publisher=publisher, published_on=published_on)


REPORT = prose(1, 200)


@pytest.mark.parametrize(
    "copy",
    [
        REPORT,
        REPORT.upper(),
        "  " + REPORT.replace(" ", "\n"),
        "(Agency) Geneva: " + REPORT,
        " ".join(REPORT.split()[:90]),  # trimmed to its opening
        " ".join(REPORT.split()[110:]) + " Reporting by J. Doe",
        REPORT.replace(REPORT.split()[40], "corrected"),
    ],
)
def test_a_copy_has_the_origin_of_the_first(copy: str) -> None:
    first = document(REPORT, "2022-03-01")
    later = document(copy, "2022-03-02", "B")
    assert find_origins([later, first]) == {first.id: first.id, later.id: first.id}


BOILERPLATE = prose(2, 60)
FORM = (
    "Readout of the call with {name}. The President spoke today with {name} of {country}. They "
    "discussed the situation, the consequences of the war, and support for those who flee it. The "
    "leaders also agreed to stay in touch in the days ahead and to work closely with partners."
)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        (prose(3, 150) + " " + BOILERPLATE, prose(4, 150) + " " + BOILERPLATE),
        (BOILERPLATE + " " + prose(5, 40), BOILERPLATE + " " + prose(6, 40)),
        (
            FORM.format(name="Olaf Scholz", country="Germany"),
            FORM.format(name="Mario Draghi", country="Italy"),
        ),
        ("Up to 200 million of aid is released today.", "Up to 800 million of aid is released."),
        ("A short note.", "Another short note."),
        (REPORT, " ".join(REPORT.split()[:40]) + " " + prose(7, 160)),  # one quotes the other
    ],
)
def test_texts_that_share_a_frame_are_not_copies(left: str, right: str) -> None:
    one, other = document(left, "2022-03-01"), document(right, "2022-03-02")
    assert find_origins([one, other]) == {one.id: one.id, other.id: other.id}


MEMO = (
    "Decision 1 of the harbour office. The keeper of stores may hand out goods worth no more than "
    "{amount} from the sheds on the east quay, with lamps, ropes and lessons in their use, to any "
    "crew that asks for them before the ice comes. The keeper writes down what leaves the shed, "
    "who took it and when, and shows the book to the office each month. This decision is posted "
    "at gate 1 and stays there until another takes its place."
)


def test_acts_on_one_form_stay_apart_though_a_third_is_near_both() -> None:
    # "1" stands in every decision, so "$1 billion" has no number of its own but by its scale.
    amounts = ["$200 million", "$1 billion", "$800 million"]
    memos = [document(MEMO.format(amount=amount), "2022-03-01") for amount in amounts]
    assert find_origins(memos) == {memo.id: memo.id for memo in memos}


def test_the_order_of_the_documents_does_not_matter() -> None:
    documents = [
        document(REPORT, "2022-03-03", "late"),
        document(REPORT + " More.", "2022-03-01", "early"),
        document(REPORT, None, "undated"),
        document(prose(8, 100), "2022-03-01"),
    ]
    answers = [find_origins(order) for order in permutations(documents)]
    assert all(answer == answers[0] for answer in answers)
    late, early, undated, other = (d.id for d in documents)
    assert answers[0] == {late: early, early: early, undated: early, other: other}


def test_among_texts_of_one_day_the_smallest_id_is_first() -> None:
    documents = [document(REPORT, "2022-03-01", publisher) for publisher in "ABC"]
    assert set(find_origins(documents).values()) == {min(d.id for d in documents)}


@given(st.lists(st.text(max_size=60), max_size=8))
def test_every_document_has_an_origin_that_is_its_own_origin(texts: list[str]) -> None:
    documents = [document(text) for text in texts]
    origins = find_origins(documents)
    assert set(origins) == {d.id for d in documents}
    assert all(origins[origin] == origin for origin in origins.values())


def test_no_documents_have_no_origins() -> None:
    assert find_origins([]) == {}
