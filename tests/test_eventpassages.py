"""Bracketed events are read with their parties, and every slip is named with its cure."""

from __future__ import annotations

import pytest

from legation.evaluate.brackets import PassageError
from legation.evaluate.eventpassages import EventPassage, Party, iter_event_passages

HEAD = "== w-1 wire 2022-03-14\n"
GOOD = (
    HEAD
    + """[a1 [a2 Moscow]] [e1 expelled] [r1 ten British diplomats] and [e2 met] [r2 the IMF]. \
[h The expulsions of 1971] were larger; a [x war] of nerves \\[sic\\].
[b3 Paris] and [b3 Berlin] [e3 agreed] to talk.
@1 SANCTION expel happened who=RUS to="ten British diplomats"@GBR on=2022-03-14
@2 CONSULT - planned who=RUS to=IMF at="Washington" same=1
@3 AGREE - happened both=FRA|DEU means=finance|trade
"""
)


def one(text: str) -> EventPassage:
    (passage,) = iter_event_passages(text, "w.txt")
    return passage


def words(passage: EventPassage, places: tuple[tuple[int, int], ...]) -> list[str]:
    return [passage.text[start:end] for start, end in places]


def test_brackets_hold_triggers_and_parties() -> None:
    passage = one(GOOD)
    first, second, third = passage.notes
    assert words(passage, first.trigger) == ["expelled"]
    assert words(passage, first.actors) == ["Moscow"]
    assert words(passage, first.recipients) == ["ten British diplomats"]
    assert words(passage, third.equals) == ["Paris", "Berlin"]
    assert words(passage, passage.lookalikes) == ["war"]
    assert words(passage, passage.history) == ["The expulsions of 1971"]
    assert "[sic]" in passage.text
    assert (first.type, first.mode, first.status) == ("SANCTION", "expel", "happened")
    assert (second.mode, second.at, second.same) == (None, "Washington", 1)
    assert third.means == ("finance", "trade")


def test_a_code_is_a_state_only_where_there_is_one() -> None:
    first, second, third = one(GOOD).notes
    assert first.who == (Party("RUS", "RUS"),)
    assert first.to == (Party("ten British diplomats", "GBR"),)
    assert second.to == (Party("IMF", None),)
    assert third.who == third.to == (Party("FRA", "FRA"), Party("DEU", "DEU"))


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ("[e1 Met].\n", "1 has brackets but no line '@1 …'"),
        ("Met.\n@1 CONSULT - happened who=FRA\n", "event 1 has no trigger"),
        ("[e1 Met].\n@1 CONSULT happened\n", "write 'TYPE mode status …'"),
        ("[e1 Met].\n@1 TALK - happened\n", "type 'TALK'; choose of AGREE"),
        ("[e1 Met].\n@1 CONSULT dance happened\n", "mode 'dance' of CONSULT; choose of visit"),
        ("[e1 Met].\n@1 CONSULT - done\n", "status 'done'; choose of happened"),
        ("[e1 Met].\n@1 CONSULT - happened whom=FRA\n", "'whom=FRA'; known are"),
        ("[a1 Paris] [e1 met].\n@1 CONSULT - happened\n", "has '[a1 …]' but no who="),
        ("[e1 Sent].\n@1 AID - happened means=hope\n", "means 'hope'; choose of heavy-weapons"),
        ("[e1 Met].\n@1 CONSULT - happened on=yesterday\n", "yesterday"),
        ("[e1 Met].\n@1 CONSULT - happened same=7\n", "name another event of this passage"),
        ("[e1 Voted].\n@1 VOTE maybe who=FRA\n", "choice 'maybe'; choose of yes"),
        ("[q1 Met].\n", "write '[e1 ', '[a1 '"),
        ("[e1 Met.\n", "never closed"),
    ],
)
def test_a_slip_is_named_with_its_place_and_cure(body: str, told: str) -> None:
    with pytest.raises(PassageError) as raised:
        one(HEAD + body)
    assert told in str(raised.value)
    assert str(raised.value).startswith("w.txt:")
