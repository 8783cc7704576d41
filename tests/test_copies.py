"""Ten ways of copying a report, and the score of whoever finds the copies."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from legation.evaluate.copies import OPERATIONS, copy_of
from legation.evaluate.copyscores import BARS, Finder, score_copies
from legation.records import Document, DocumentId
from legation.resolve.origins import find_origins

PARAGRAPHS = (
    "The harbour master of {here}, Ilse Brandt, said on Monday that {n} ships had asked to stay.",
    "“We have room for half of them,” she told reporters, and asked {there} to take the others.",
    "Talks with the government in {there} continued this week, officials of both towns said.",
    "Captain Jonas Vey of the Petrel warned that ice would close the strait before 12 December.",
    "A new agreement of {there} and {here} gives each crew help, food and a berth until spring.",
    "The council of {here} meets again on Friday to discuss the budget of {n} thousand crowns.",
)


def report(here: str, there: str, n: int) -> Document:
    text = "\n\n".join(PARAGRAPHS).format(here=here, there=there, n=n)
    return Document.make(
        text=text,
        title=f"Ships ask {here} for shelter",
        publisher="Gazette",
        published_on="2022-12-05",
    )


REPORT = report("Norhaven", "Sudmark", 140)


@pytest.mark.parametrize("operation", OPERATIONS)
def test_a_copy_is_made_the_same_each_time_and_later_by_two_days_at_most(operation: str) -> None:
    copy = copy_of(REPORT, operation, 3)
    assert copy == copy_of(REPORT, operation, 3)
    assert copy.publisher != REPORT.publisher
    assert copy.published_on in {"2022-12-05", "2022-12-06", "2022-12-07"}


@pytest.mark.parametrize(
    ("operation", "same_text", "same_words", "shorter"),
    [
        ("verbatim", True, True, False),
        ("retitled", True, True, False),
        ("trimmed at the end", False, False, True),
        ("trimmed at the start", False, False, True),
        ("re-ordered", False, True, False),
        ("credited", False, False, False),
        ("typeset anew", False, True, False),
        ("spun", False, False, False),
        ("garbled", False, False, True),
    ],
)
def test_each_operation_does_what_its_name_says(
    operation: str, same_text: bool, same_words: bool, shorter: bool
) -> None:
    copy = copy_of(REPORT, operation, 3)
    ours, theirs = (sorted(_plain(one.text).split()) for one in (REPORT, copy))
    assert (copy.text == REPORT.text) == same_text
    assert (ours == theirs) == same_words
    assert (len(theirs) < len(ours)) == shorter
    assert (copy.title == REPORT.title) == (operation != "retitled")


def _plain(text: str) -> str:
    return text.translate(str.maketrans("“”’", '""\''))


@given(st.text(max_size=200), st.sampled_from(sorted(OPERATIONS)))
def test_every_text_can_be_copied_by_every_operation(text: str, operation: str) -> None:
    copy = copy_of(Document.make(text=text, publisher="Gazette"), operation, 1)
    assert copy.published_on is None


def _each_alone(documents: Iterable[Document]) -> Mapping[DocumentId, DocumentId]:
    return {one.id: one.id for one in documents}


def _all_one(documents: Iterable[Document]) -> Mapping[DocumentId, DocumentId]:
    known = list(documents)
    return {one.id: known[0].id for one in known}


@pytest.mark.parametrize(
    ("find", "precision", "recall", "f1"),
    [
        (find_origins, 1.0, 1.0, 1.0),
        (_each_alone, 1.0, 0.0, 0.0),
        # Each copy stands with its original and one other: two right pairs of four.
        (_all_one, 0.5, 1.0, 2 / 3),
    ],
)
def test_copies_are_scored_by_pairs(
    find: Finder, precision: float, recall: float, f1: float
) -> None:
    originals = [REPORT, report("Westrel", "Ostley", 35)]
    for score in score_copies(originals, find):
        assert score.n_copies == 2
        assert (score.precision, score.recall) == (precision, recall)
        assert score.f1 == pytest.approx(f1)
        assert score.passes == (f1 >= BARS.get(score.operation, 0.0))


def test_a_copy_that_stands_with_a_document_beside_is_a_false_join() -> None:
    scores = score_copies([REPORT], _all_one, beside=[report("Westrel", "Ostley", 35)])
    assert {score.n_false for score in scores} == {1}
