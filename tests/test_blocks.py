"""Blocks: paragraphs, headings and datelines, at offsets of the text."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from legation.extract.blocks import flattened, iter_blocks

WRAPPED = (
    "The minister of foreign affairs met the ambassador in the capital on\n"
    "Friday to discuss the border, trade and the return of the prisoners.\n"
    "A statement followed.\n"
    "\n"
    "- The border stays open until the end of the month, said the ministry\n"
    "- Trade talks resume in May in a third country, with observers present\n"
)


def blocks_of(text: str) -> list[tuple[str, bool]]:
    return [(text[b.start : b.end], b.heading) for b in iter_blocks(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A heading\n\nA sentence.", [("A heading", True), ("A sentence.", False)]),
        (
            "One paragraph a line, long or short.\nAnother one.",
            [("One paragraph a line, long or short.", False), ("Another one.", False)],
        ),
        ("BERLIN — Talks ended.", [("BERLIN", True), ("Talks ended.", False)]),
        (
            "KYIV, Ukraine (Agency) -- Talks ended.",
            [("KYIV, Ukraine (Agency)", True), ("Talks ended.", False)],
        ),
        ("NATO met — at last.", [("NATO met — at last.", False)]),
        (" \n\t\n", []),
    ],
)
def test_blocks_are_cut_where_a_reader_sees_them(
    text: str, expected: list[tuple[str, bool]]
) -> None:
    assert blocks_of(text) == expected


def test_lines_wrapped_at_a_column_are_one_paragraph_and_list_points_are_not() -> None:
    found = [words for words, _ in blocks_of(WRAPPED)]
    assert len(found) == 3
    assert found[0].startswith("The minister")
    assert found[0].endswith("A statement followed.")


def test_an_address_that_runs_over_does_not_unwrap_a_text() -> None:
    address = "See https://example.org/" + "a" * 120
    paragraph = WRAPPED.partition("\n\n")[0]
    assert blocks_of(f"{paragraph}\n\n{address}")[0][0] == paragraph


@given(st.text(max_size=300))
def test_blocks_come_in_order_and_hold_everything_that_is_not_blank(text: str) -> None:
    blocks = list(iter_blocks(text))
    assert all(left.end <= right.start for left, right in pairwise(blocks))
    covered = "".join(text[b.start : b.end] for b in blocks)
    outside = set(text) - set(covered)
    assert all(mark.isspace() or mark in "—–-" for mark in outside)


@given(st.text(max_size=300))
def test_flattening_moves_no_character(text: str) -> None:
    assert len(flattened(text)) == len(text)
