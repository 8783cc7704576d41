"""The corpus of events holds what its README promises, and each bracket of it is checked."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from legation.evaluate.eventcorpus import load_event_corpus, part_of_event, tally_events
from legation.evaluate.eventpassages import VOTE, EventPassage
from legation.evaluate.incidentscores import b_cubed
from legation.reference.codebook import TYPES, load_modes

ROOT = Path(__file__).resolve().parents[1] / "corpora" / "events"
# Beyond what the corpus must hold: THREATEN ban has nine, the rarest.
LEAST_OF_A_TYPE, LEAST_OF_A_MODE = 80, 8


@cache
def own() -> tuple[EventPassage, ...]:
    return tuple(load_event_corpus(ROOT, ()))


def test_there_is_enough_of_everything() -> None:
    written = [one for one in own() if not one.id.startswith(("i", "ev", "ew"))]
    told = tally_events(own())
    assert len(written) >= 1_600
    assert told["passages without an event"] >= 480  # the releases bring over 200 more
    assert told["passages with two or more events"] >= 300
    assert told["events with a means"] >= 250
    assert told["history"] >= 120
    assert told["planned"] >= 200
    assert told["possible"] + told["hypothetical"] >= 200
    assert told["denied"] >= 150
    labels = (ROOT / "releases.jsonl").read_text(encoding="utf-8").splitlines()
    assert len(labels) >= 500


def test_every_type_and_mode_is_told_often_enough() -> None:
    told = tally_events(own())
    assert all(told[kind] >= LEAST_OF_A_TYPE for kind in TYPES)
    rare = {
        f"{kind} {mode}": told.get(f"{kind} {mode}", 0)
        for kind, mode in load_modes()
        if told.get(f"{kind} {mode}", 0) < LEAST_OF_A_MODE
    }
    assert rare == {}


def test_a_case_stands_in_one_part_and_has_enough_reports() -> None:
    cases: dict[str, set[str]] = {}
    letters: dict[str, set[str | None]] = {}
    for one in own():
        if one.id.startswith("i"):
            cases.setdefault(one.id[:-1], set()).add(part_of_event(one))
            letters.setdefault(one.id[:-1], set()).update(note.incident for note in one.notes)
    assert len(cases) >= 150
    assert all(len(parts) == 1 for parts in cases.values())
    assert sum(len(some) > 1 for some in letters.values()) >= 60


def test_there_are_votes_to_measure() -> None:
    voted = [one for one in own() if any(note.type == VOTE for note in one.notes)]
    assert sum(part_of_event(one) == "test" for one in voted) >= 120


def test_b_cubed_is_worked_out_by_hand() -> None:
    # Three and one are found as two and two: two of the four stand in pure company (precision
    # one), two in mixed (a half); the three find two, two and one of their three, the one all.
    score = b_cubed({0: "x", 1: "x", 2: "x", 3: "y"}, {0: 1, 1: 1, 2: 2, 3: 2})
    assert score.p == 0.75
    assert abs(score.r - 2 / 3) < 1e-9
