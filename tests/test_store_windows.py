"""A stretch of a document comes with what touches it and who is meant there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from legation.records import Judgement, Question, Reading, make_id
from legation.store.desk import Desk, open_desk
from readings import linked, reading, with_claim, with_event

TEXT = (
    "[Jen Psaki|p s] said that [Wang Yi|p s] said [China|l] would sell no arms.\n\n"
    "[Germany|l s] met [France|l]."
)


@pytest.fixture(name="desk")
def _desk(tmp_path: Path) -> Iterator[Desk]:
    with open_desk(tmp_path / "desk.sqlite") as opened:
        yield opened


def told() -> Reading:
    one = linked(reading(TEXT))
    one = with_claim(one, "Jen Psaki", "said", "Wang Yi said China would sell no arms")
    one = with_claim(one, "Wang Yi", "said", "China would sell no arms")
    inner, outer = one.claims[1], one.claims[0]
    one = replace(one, claims=(outer, replace(inner, parent=outer.id)))
    return with_event(one, "met", ["Germany"], ["France"], "CONSULT")


def test_a_window_brings_what_touches_it_and_nothing_else(desk: Desk) -> None:
    one = told()
    desk.save(one)
    start = one.document.text.index("sell")
    (found,) = desk.readings_within({one.document.id: [(start, start + 4)]})
    assert {claim.id for claim in found.claims} == {claim.id for claim in one.claims}
    assert found.events == ()
    assert found.document == one.document


def test_speakers_and_outer_claims_come_too_wherever_they_stand(desk: Desk) -> None:
    one = told()
    desk.save(one)
    start = one.document.text.index("arms")
    # Only the inner claim's last word is in the window.
    (found,) = desk.readings_within({one.document.id: [(start, start + 4)]})
    named = {mention.span.text for mention in found.mentions}
    assert {"Jen Psaki", "Wang Yi"} <= named
    assert "Germany" not in named
    assert {link.mention for link in found.links} == {m.id for m in found.mentions}


def test_a_long_document_may_have_any_number_of_windows(desk: Desk) -> None:
    one = told()
    start = one.document.text.index("arms")
    desk.save(one)
    many = [(3 * n + 200, 3 * n + 201) for n in range(2500)]
    (found,) = desk.readings_within({one.document.id: [*many, (start, start + 4), (0, 1)]})
    assert {claim.id for claim in found.claims} == {claim.id for claim in one.claims}


def test_an_unknown_document_gives_nothing(desk: Desk) -> None:
    desk.save(told())
    assert desk.readings_within({"doc-unknown": [(0, 5)]}) == []
    assert desk.readings_within({}) == []


def test_what_is_concluded_is_kept_by_its_id_and_found_by_its_day(desk: Desk) -> None:
    asked = Question(
        make_id("question", 1), "Will it?", "2022-03-01", "2022-12-31", ("a", "b"), None
    )

    def judged(on: str, first: float) -> Judgement:
        return Judgement(
            make_id("judgement", on), asked.id, on, (first, 1 - first), (0.0, 0.0), (1.0, 1.0),
            "low", (), (), "m",
        )  # fmt: skip

    desk.save_concluded(asked, judged("2022-03-18", 0.2), judged("2022-04-01", 0.1))
    desk.save_concluded(judged("2022-03-18", 0.3))
    kept = [one for one in desk.records("judgement") if isinstance(one, Judgement)]
    assert sorted((one.as_of, one.probabilities[0]) for one in kept) == [
        ("2022-03-18", 0.3),
        ("2022-04-01", 0.1),
    ]
    from datetime import date

    early = list(desk.records("judgement", as_of=date(2022, 3, 20)))
    assert [one.id for one in early] == [make_id("judgement", "2022-03-18")]
    assert list(desk.records("question", as_of=date(2022, 2, 1))) == []
    # Reading again, and joining again, leaves them.
    desk.save(told())
    desk.save_joined([])
    assert desk.record(asked.id) == asked
