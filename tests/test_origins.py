"""Copies are one origin; two uses of one form, and shared boilerplate, are not."""

from __future__ import annotations

import random
from dataclasses import replace
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from legation.app.origins import iter_origin_lines
from legation.app.rows import tell_people
from legation.app.views import View
from legation.evaluate.copies import OPERATIONS, copy_of
from legation.records import Document, Reading
from legation.resolve.origins import find_origins, why_one


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


DELEGATION = (
    "The Mayor today announced the designation of a delegation to attend the feast of {town} on "
    "{day} in the old castle. The Honorable {head}, Keeper of the Seal, will lead the delegation. "
    "Members of the delegation: {members}. The delegation travels by coach, carries the greetings "
    "of the town and a gift of lamps and ropes, and comes home before the ice. The office of the "
    "Mayor thanks all who help. Further notices are posted at the gate, in the market hall and at "
    "the harbour, where anybody may read them at any hour of the day."
)
NORHAVEN = DELEGATION.format(
    town="Norhaven", day="June 3, 2022", head="Ilse Brandt", members="Jonas Vey and Karl Otter"
)
SUDMARK = DELEGATION.format(
    town="Sudmark", day="June 5, 2022", head="Petra Lund", members="Olaf Berg and Anna Voss"
)


def issued(text: str, title: str, published_on: str) -> Document:
    return Document.make(
        text=text, title=title, publisher="Office of the Mayor", published_on=published_on
    )


def test_a_trimmed_use_of_a_form_goes_to_its_own_act() -> None:
    one = issued(NORHAVEN, "Delegation to Norhaven", "2022-06-01")
    other = issued(SUDMARK, "Delegation to Sudmark", "2022-06-01")
    # What is left names nobody, so it stands in both; title and day say whose it is.
    rest = "The delegation travels" + SUDMARK.partition("The delegation travels")[2]
    trimmed = Document.make(text=rest, title=other.title, publisher="B", published_on="2022-06-02")
    assert find_origins([one, other, trimmed]) == {
        one.id: one.id,
        other.id: other.id,
        trimmed.id: other.id,
    }


@pytest.mark.parametrize("operation", OPERATIONS)
def test_copies_of_two_acts_on_one_form_never_join_them(operation: str) -> None:
    one = issued(NORHAVEN, "Delegation to Norhaven", "2022-06-01")
    other = issued(SUDMARK, "Delegation to Sudmark", "2022-06-01")
    copies = {copy_of(act, operation, 1).id: act.id for act in (one, other)}
    origins = find_origins([one, other, *(copy_of(act, operation, 1) for act in (one, other))])
    assert origins[one.id] != origins[other.id]
    assert all(origins[copy] in {copies[copy], copy} for copy in copies)


@pytest.mark.parametrize(
    ("days_later", "publisher", "joined"),
    [
        ("2022-06-03", "Office of the Mayor", True),  # put up twice
        ("2022-07-01", "Office of the Mayor", False),  # the form is used again
        ("2022-07-01", "Gazette", True),  # another repeats it, however late
        (None, "Office of the Mayor", True),
    ],
)
def test_an_issuer_does_not_repeat_a_short_form_weeks_later(
    days_later: str | None, publisher: str, joined: bool
) -> None:
    first = issued(NORHAVEN, "Delegation", "2022-06-01")
    later = Document.make(
        text=NORHAVEN, title="Again", publisher=publisher, published_on=days_later
    )
    assert (find_origins([first, later])[later.id] == first.id) == joined


def test_two_titles_on_one_form_are_two_acts_where_the_texts_repeat_what_parts_them() -> None:
    form = MEMO.replace("lamps", "{goods}").format(amount="2 crates", goods="{goods}")
    lamps = issued(form.format(goods="lamps"), "Decision on lamps", "2022-06-01")
    coals = issued(form.format(goods="coals"), "Decision on coals", "2022-06-01")
    assert find_origins([lamps, coals])[coals.id] == coals.id
    retitled = issued(form.format(goods="coals"), "What the office decided", "2022-06-02")
    assert find_origins([coals, retitled])[retitled.id] == coals.id


def test_a_statement_quoted_inside_a_long_report_is_not_a_copy_of_it() -> None:
    statement = document(prose(11, 100), "2022-03-01")
    briefing = document(f"{prose(12, 300)} {statement.text} {prose(13, 300)}", "2022-03-01", "B")
    opening = document(" ".join(briefing.text.split()[:100]), "2022-03-02", "C")
    origins = find_origins([statement, briefing, opening])
    assert origins[statement.id] != origins[briefing.id]
    assert origins[opening.id] == origins[briefing.id]


@pytest.mark.parametrize(
    ("copy", "told"),
    [
        (NORHAVEN.upper(), "word for word"),
        (" ".join(reversed(NORHAVEN.split())), "the same words in another order"),
        (NORHAVEN.partition("Further")[0], "a part: 100% of the shorter"),
        (NORHAVEN.replace("lamps", "lights"), "an edited copy: 95% of the shorter"),
        (NORHAVEN.replace(" the ", " "), "reworded: 100% of the words shared, and 14 of 14 names"),
        (prose(14, 100), "by way of another copy"),
    ],
)
def test_the_reason_is_told_in_words(copy: str, told: str) -> None:
    assert why_one(document(NORHAVEN), document(copy)).startswith(told)


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


def test_a_report_in_several_documents_is_one_row_with_its_outlets_and_reasons() -> None:
    first = document(REPORT, "2022-03-01", "Gazette")
    again = document(REPORT, "2022-03-02", "Herald")
    part = document(" ".join(REPORT.split()[:90]), "2022-03-03", "Gazette")
    other = document(prose(8, 100), "2022-03-01")
    origins = find_origins([first, again, part, other])
    view = View(
        None,
        tuple(Reading(replace(one, origin=origins[one.id])) for one in (again, other, first, part)),
        (),
        (),
        (),
    )
    rows = list(iter_origin_lines(view))
    assert [row["id"] for row in rows] == [first.id]
    assert rows[0]["documents"] == 3
    assert rows[0]["outlets"] == ["Gazette", "Herald"]
    assert [(copy["id"], copy["why"].partition(":")[0]) for copy in rows[0]["copies"]] == [
        (again.id, "word for word"),
        (part.id, "a part"),
    ]
    told = next(tell_people(rows, view))
    assert [why.partition(":")[0] for why in told["why"]] == ["word for word", "a part"]
