"""Turns of transcripts: every answer has its speaker."""

from __future__ import annotations

import pytest

from legation.extract.turnclaims import iter_turns
from legation.reference.labels import find_labels

BRIEFING = """\
3:25 P.M. EDT

MS. PSAKI:  Hi, everyone.  We will go.

(Laughter.)

We have not decided.

Q    When will
he go?

THE PRESIDENT: Soon.
"""


def test_a_turn_runs_to_the_next_label_without_asides() -> None:
    turns = list(iter_turns(BRIEFING))
    told = [
        (BRIEFING[slice(*turn.label)], [BRIEFING[slice(*part)] for part in turn.content])
        for turn in turns
    ]
    assert told == [
        ("MS. PSAKI", ["Hi, everyone.  We will go.", "We have not decided."]),
        ("Q", ["When will\nhe go?"]),
        ("THE PRESIDENT", ["Soon."]),
    ]
    assert [BRIEFING[slice(*turn.cue)] for turn in turns] == [":", "Q", ":"]
    assert [turn.asked for turn in turns] == [False, True, False]


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ("Note: this is a note.\n\nIt goes on.", []),
        ("MS. PSAKI:  Only once.", ["MS. PSAKI"]),
        ("Vladimir Putin: Good day.\n\nXi Jinping: Good day.", ["Vladimir Putin", "Xi Jinping"]),
        ("He said: go.\n\nShe said: stay.", []),
    ],
)
def test_labels_of_a_transcript_are_known(text: str, labels: list[str]) -> None:
    assert [text[label.start : label.end] for label in find_labels(text)] == labels
