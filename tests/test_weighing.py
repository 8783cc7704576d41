"""Evidence is weighed once, in any order, day by day, and copies are no second witness."""

from __future__ import annotations

import math
from dataclasses import replace
from datetime import timedelta
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from legation.assess.questions.bands import band
from legation.assess.questions.pieces import Doubts, Frame, Piece, WeighError, drift_of
from legation.assess.questions.relays import COPIES_MOVE, heard, missed_copy_moves
from legation.assess.questions.weighing import weigh, worth_of
from weighings import CERTAIN, DAYS, OPENED, cases, frame, piece


def test_a_case_worked_by_hand() -> None:
    # Prior 1/4, 3/4; likelihoods 6 and 2 have the prior mean 3, so 2 and 2/3. With reliability
    # 1/2 the factors are 3/2 and 5/6, and 3/8 : 5/8 is the posterior. Five days later, with drift
    # 1/2, 1/32 of what was learnt is left: 1/4 + 1/32 * 1/8 = 65/256.
    question = frame(0.25, 0.75, drift=0.5, doubts=CERTAIN)
    seen = piece("a", 6.0, 2.0, day=3, reliability=0.5)
    before, then, later = weigh(question, [seen], [DAYS[2], DAYS[3], DAYS[8]])
    assert before == pytest.approx([1 / 4, 3 / 4])
    assert then == pytest.approx([3 / 8, 5 / 8])
    assert later == pytest.approx([65 / 256, 191 / 256])


@settings(max_examples=40)
@given(cases(), st.randoms(use_true_random=False))
def test_any_order_gives_the_same(case: tuple[Frame, list[Piece]], random: Any) -> None:
    question, pieces = case
    shuffled = list(pieces)
    random.shuffle(shuffled)
    assert np.abs(weigh(question, shuffled, DAYS) - weigh(question, pieces, DAYS)).max() <= 1e-9


@settings(max_examples=40)
@given(cases())
def test_probabilities_add_up_to_one(case: tuple[Frame, list[Piece]]) -> None:
    posterior = weigh(*case, DAYS)
    assert posterior.shape == (len(DAYS), len(case[0].prior))
    assert posterior.sum(axis=1) == pytest.approx(np.ones(len(DAYS)))
    assert posterior.min() >= 0


@settings(max_examples=40)
@given(cases())
def test_nothing_later_changes_a_day(case: tuple[Frame, list[Piece]]) -> None:
    question, pieces = case
    known = [one for one in pieces if one.on <= DAYS[10]]
    early = DAYS[:11]
    assert weigh(question, known, early) == pytest.approx(weigh(question, pieces, early), abs=1e-12)


@settings(max_examples=40)
@given(cases(least=1), st.data())
def test_hypotheses_have_no_place_of_honour(
    case: tuple[Frame, list[Piece]], data: st.DataObject
) -> None:
    question, pieces = case
    order = data.draw(st.permutations(range(len(question.prior))))

    def turned(numbers: tuple[float, ...]) -> tuple[float, ...]:
        return tuple(numbers[place] for place in order)

    relabelled = weigh(
        replace(question, prior=turned(question.prior)),
        [replace(one, likelihoods=turned(one.likelihoods)) for one in pieces],
        DAYS,
    )
    assert np.abs(relabelled - weigh(question, pieces, DAYS)[:, order]).max() <= 1e-9


@settings(max_examples=40)
@given(cases(), st.integers(0, 39))
def test_what_cannot_be_judged_does_nothing(case: tuple[Frame, list[Piece]], day: int) -> None:
    question, pieces = case
    unjudged = [
        piece(
            f"unjudged {name}",
            *(1e6, *(1.0 for _ in question.prior[1:])),
            day=day,
            reliability=0.0,
            indicator=f"i{name}",
            origin=f"o{name}",
            side="CHN",
            copies=50,
        )
        for name in range(3)
    ]
    assert weigh(question, [*pieces, *unjudged], DAYS) == pytest.approx(
        weigh(question, pieces, DAYS), abs=1e-12
    )


@given(st.sampled_from((0.0, 0.01, 0.5)))
def test_without_evidence_the_prior_stands(drift: float) -> None:
    posterior = weigh(frame(0.2, 0.3, 0.5, drift=drift), [], DAYS)
    assert posterior == pytest.approx(np.tile([0.2, 0.3, 0.5], (len(DAYS), 1)))
    assert weigh(frame(), [], []).shape == (0, 2)


@settings(max_examples=100)
@given(cases(least=1), st.data())
def test_fifty_copies_of_any_report_move_no_probability_by_two_hundredths(
    case: tuple[Frame, list[Piece]], data: st.DataObject
) -> None:
    question, pieces = case
    origin = data.draw(st.sampled_from(sorted({one.origin for one in pieces})))
    copied = [replace(one, copies=50) if one.origin == origin else one for one in pieces]
    before, after = weigh(question, pieces, DAYS), weigh(question, copied, DAYS)
    assert np.abs(after - before).max() <= math.tanh(COPIES_MOVE / 4) < 0.02


def test_copies_of_a_report_with_many_statements_move_no_more() -> None:
    said = [piece(f"said {n}", 1e6, 1.0, origin="report", reliability=0.9) for n in range(5)]
    against = [piece(f"against {n}", 1.0, 1e6, reliability=0.9) for n in range(5)]
    copied = [replace(one, copies=50) for one in said]
    before, after = (weigh(frame(), [*one, *against], DAYS[:1])[0] for one in (said, copied))
    assert 0.4 < before[0] < 0.6
    assert 0.005 < after[0] - before[0] <= math.tanh(COPIES_MOVE / 4)


def test_copies_mend_a_little_and_never_the_source() -> None:
    question = frame(doubts=Doubts())
    alone = worth_of(question, [piece("a", 1e6, 1.0, reliability=0.6)])[0]
    copied = worth_of(question, [piece("a", 1e6, 1.0, reliability=0.6, copies=50)])[0]
    assert alone.factors[0] < copied.factors[0] <= 1 + 0.6 * (2 - 1)
    assert alone.share.total == pytest.approx(0.985)  # half of 3 %: garbled, and not to the same
    assert copied.share.total == pytest.approx(1.0)


def test_a_later_copy_of_an_origin_does_not_move_the_day() -> None:
    first = piece("a", indicator="i", origin="o")
    later = piece("b", indicator="i", origin="o", day=2)
    assert np.array_equal(weigh(frame(), [first, later], DAYS), weigh(frame(), [first], DAYS))
    assert worth_of(frame(), [first, later])[1].share.why == "its origin has said so before"


def test_an_origin_says_a_thing_once_a_day_too() -> None:
    twice = [
        piece(name, indicator="i", origin="o", reliability=r)
        for name, r in (("a", 0.5), ("b", 0.9))
    ]
    assert weigh(frame(), twice, DAYS[:1]) == pytest.approx(weigh(frame(), twice[1:], DAYS[:1]))


@pytest.mark.parametrize(
    ("days", "share"),
    [(0, 0.0), (1, 1 - math.exp(-1 / 30)), (30, 1 - math.exp(-1)), (39, 1 - math.exp(-1.3))],
)
def test_a_side_that_says_the_same_again_is_new_by_the_days_between(
    days: int, share: float
) -> None:
    said = piece("a", indicator="i", side="CHN")
    again = piece("b", indicator="i", side="CHN", day=days)
    worth = worth_of(frame(doubts=CERTAIN), [again, said])
    assert [one.share.total for one in worth] == pytest.approx([1.0, share])
    # Another side is another witness, and so are those of whom nobody knows who they are.
    for side in ("USA", None):
        other = worth_of(frame(doubts=CERTAIN), [said, replace(again, side=side)])
        assert [one.share.total for one in other] == [1.0, 1.0]


def test_saying_it_daily_weighs_little_more_than_saying_it_at_the_ends() -> None:
    daily = [piece(f"p{n:02}", indicator="i", side="CHN", day=n) for n in range(40)]
    total = sum(one.share.total for one in worth_of(frame(doubts=CERTAIN), daily))
    assert total <= 1 + 39 / 30


def test_of_two_sayings_on_one_day_the_better_counts() -> None:
    weak = piece("a", indicator="i", side="CHN", reliability=0.3)
    strong = piece("b", indicator="i", side="CHN", reliability=0.9)
    shares = {
        one.piece.id: one.share.total for one in worth_of(frame(doubts=CERTAIN), [weak, strong])
    }
    assert shares == {"a": 0.0, "b": 1.0}


def test_a_missed_copy_moves_no_more_than_its_bound() -> None:
    question = frame(0.1, 0.9, doubts=Doubts(garbled_share=0.0, misjoined_share=0.0))
    first = piece("a", 1e9, 1.0, indicator="i", reliability=0.7)
    copy = piece("b", 1e9, 1.0, indicator="i", reliability=0.7)
    one, two = (weigh(question, pieces, DAYS[:1])[0] for pieces in ([first], [first, copy]))
    moved = math.log(two[0] / two[1]) - math.log(one[0] / one[1])
    bound = missed_copy_moves(question, first)[0]
    rho = 0.7 * (1 - 0.3)
    assert moved == pytest.approx(bound)
    assert bound <= math.log1p(rho / (0.1 * (1 - rho)))
    assert missed_copy_moves(question, first, same_side=True) == (0.0, 0.0)
    # As a new witness it would move more.
    assert bound < missed_copy_moves(question, first, days_later=300)[0]


@given(cases(least=1, most=6), st.integers(0, 30), st.booleans())
def test_no_missed_copy_moves_more_than_its_bound(
    case: tuple[Frame, list[Piece]], days: int, same_side: bool
) -> None:
    question, pieces = case
    question = replace(question, drift=0.0)
    original = next((one for one in pieces if one.kind == "seen"), None)
    if original is None or original.side is None or original.on + timedelta(days) > DAYS[-1]:
        return
    alone = [original]
    copy = replace(
        original,
        id="copy",
        origin="missed",
        on=original.on + timedelta(days),
        side=original.side if same_side else "another",
    )
    last = DAYS[-1:]
    before, after = weigh(question, alone, last)[0], weigh(question, [*alone, copy], last)[0]
    odds = np.log(after / (1 - after)) - np.log(before / (1 - before))
    bounds = missed_copy_moves(question, original, days_later=days, same_side=same_side)
    assert (odds <= np.array(bounds) + 1e-6).all()


@pytest.mark.parametrize(
    ("relays", "winner"), [([1], 0), ([3, 1], 0), ([1, 4, 2], 1), ([2, 2], None)]
)
def test_most_relays_say_what_the_origin_said(relays: list[int], winner: int | None) -> None:
    right = heard(tuple(relays), Doubts())
    assert sum(right) <= 1
    if winner is None:
        assert right[0] == right[1]
    else:
        assert right[winner] == max(right) > 0.9


def test_rival_readings_of_one_statement_share_its_weight() -> None:
    rivals = [
        piece("said", 9.0, 1.0, origin="o", about="aid", copies=2),
        piece("garbled", 1.0, 9.0, origin="o", about="aid"),
    ]
    both = weigh(frame(), rivals, DAYS[:1])[0]
    first = weigh(frame(), rivals[:1], DAYS[:1])[0]
    assert 0.7 < both[0] < first[0]
    evenly = weigh(frame(), [replace(one, copies=0) for one in rivals], DAYS[:1])[0]
    assert evenly == pytest.approx([0.5, 0.5])


def test_absences_are_neither_copied_nor_repeated() -> None:
    missing = [
        piece(f"a{n}", 0.5, 1.0, indicator="i", origin="", side="CHN", kind="absent", day=n)
        for n in range(3)
    ]
    assert [one.share.total for one in worth_of(frame(), missing)] == [1.0, 1.0, 1.0]


def test_evidence_outside_the_days_is_shown_without_weight() -> None:
    outside = [piece("a", day=-1), piece("b", day=len(DAYS))]
    assert [one.share.why for one in worth_of(frame(), outside)] == [
        "known before the question opened",
        "known only after the question closed",
    ]
    assert weigh(frame(), outside, DAYS[-1:])[0] == pytest.approx([0.5, 0.5])


def test_what_is_spoken_against_for_long_can_come_back() -> None:
    against = [piece(f"a{n:03}", 1e-9, 1.0, reliability=0.99) for n in range(600)]
    for_it = [piece(f"b{n:03}", 1.0, 1e-9, day=1, reliability=0.99) for n in range(601)]
    down, up = weigh(frame(), [*against, *for_it], DAYS[:2])
    assert down[0] < 1e-300
    assert up[0] > 0.9


@given(st.integers(1, 400))
def test_after_a_half_life_half_is_left(half_life: int) -> None:
    assert (1 - drift_of(half_life)) ** half_life == pytest.approx(0.5)
    assert drift_of(None) == 0


@pytest.mark.parametrize(
    ("make", "cure"),
    [
        (lambda: piece("a", 0.0, 1.0), "must be above 0 and finite"),
        (lambda: piece("a", math.inf, 1.0), "write a small number"),
        (lambda: piece("a", math.nan, 1.0), "must be above 0 and finite"),
        (lambda: piece("a", 1e300, 1.0), "write a smaller one"),
        (lambda: piece("a", reliability=1.2), "not between 0 and 1"),
        (lambda: piece("a", copies=-1), "the least is 0"),
        (lambda: piece("a", kind="heard"), "neither 'seen' nor 'absent'"),
        (lambda: frame(0.5, 0.6), "add up to 1"),
        (lambda: frame(1.0), "two hypotheses or more"),
        (lambda: frame(drift=1.0), "from 0 to below 1"),
        (lambda: frame(ratio_spread=-1.0), "share of 0 or more"),
        (lambda: Frame((0.5, 0.5), DAYS[3], DAYS[2]), "before it opens"),
        (lambda: Doubts(missed_share=1.0), "share from 0 to below 1"),
        (lambda: Doubts(repeat_days=0), "number of days above 0"),
        (lambda: drift_of(0), "above 0, or left out"),
        (lambda: weigh(frame(), [], [OPENED - timedelta(1)]), "ask for a day between"),
        (lambda: weigh(frame(), [piece("a"), piece("a")], DAYS), "each needs its own"),
        (lambda: weigh(frame(), [piece("a", 1, 1, 1)], DAYS), "3 likelihoods for 2 hypotheses"),
    ],
)
def test_what_cannot_be_weighed_is_refused_with_a_cure(make: Any, cure: str) -> None:
    with pytest.raises(WeighError, match=cure):
        make()


@given(cases(least=1))
@settings(max_examples=25)
def test_a_band_holds_its_judgement_and_depends_on_no_order(
    case: tuple[Frame, list[Piece]],
) -> None:
    question, pieces = case
    found = band(question, pieces, DAYS[::10], draws=50)
    assert found.mid == pytest.approx(weigh(question, pieces, DAYS[::10]))
    assert (found.low <= found.mid).all()
    assert (found.mid <= found.high).all()
    again = band(question, pieces[::-1], DAYS[::10], draws=50)
    assert np.array_equal(found.low, again.low)
    assert np.array_equal(found.high, again.high)


def test_a_band_widens_with_evidence_and_closes_without() -> None:
    question = frame(0.5, 0.3, 0.2)
    nothing = band(question, [], DAYS[:1])
    assert np.array_equal(nothing.low, nothing.high)
    seen = [piece("a", 8.0, 1.0, 1.0)]
    stated = band(question, seen, DAYS[:1])
    wide = band(replace(question, ratio_spread=0.9), seen, DAYS[:1])
    assert 0.02 < (stated.high - stated.low)[0, 0] < (wide.high - wide.low)[0, 0]


def test_many_small_absences_are_as_uncertain_as_one_that_says_the_same() -> None:
    # Thirty days that each say a little have the band of one that says it all.
    question = frame(doubts=CERTAIN)
    other: dict[str, Any] = {"indicator": "i", "kind": "absent", "reliability": 1.0}
    daily = [piece(f"a{n}", 0.97, 1.0, day=n, **other) for n in range(30)]
    once = [piece("a", 0.97**30, 1.0, day=29, **other)]
    many, one = (band(question, pieces, DAYS[-1:]) for pieces in (daily, once))
    assert many.high - many.low == pytest.approx(one.high - one.low)


def test_a_parents_band_is_of_the_sum_of_its_parts() -> None:
    question = frame(0.3, 0.3, 0.4)
    # The piece tells the two parts apart, and says nothing of the parent.
    seen = [piece("a", 9.0, 1.0, 5.0)]
    parts = band(question, seen, DAYS[:1])
    whole = band(question, seen, DAYS[:1], [(0, 1), (2,), (0, 1, 2)])
    assert whole.mid[0, 0] == pytest.approx(parts.mid[0, :2].sum())
    assert whole.high[0, 0] - whole.low[0, 0] < (parts.high - parts.low)[0, :2].sum()
    assert whole.low[0, 2] == pytest.approx(1.0)


def test_a_band_has_the_width_of_its_parameters() -> None:
    # One reliable sighting with a ratio of 3: each logarithm is .549 from the mean, its error
    # .3 * .549 + .1 = .265; the ratio's logarithm has the error .374 and lies, in four draws of
    # five, within 1.28 * .374 of log 3.
    question = frame(doubts=CERTAIN)
    found = band(question, [piece("a", 3.0, 1.0, reliability=1.0)], DAYS[:1], draws=20_000)
    top = math.log(found.high[0, 0] / (1 - found.high[0, 0]))
    bottom = math.log(found.low[0, 0] / (1 - found.low[0, 0]))
    assert top == pytest.approx(math.log(3) + 1.2816 * 0.3742, abs=0.02)
    assert bottom == pytest.approx(math.log(3) - 1.2816 * 0.3742, abs=0.02)
