"""A judgement says what it leans on, what would overturn it, and how sure the desk is."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings

from legation.assess.questions.ach import diagnosticity, inconsistency, matrix
from legation.assess.questions.bands import Band, band
from legation.assess.questions.carrying import (
    carried_by,
    diagnosticity_of,
    leave_one_out,
    overturned_by,
)
from legation.assess.questions.confidence import Grounds, confidence, grounds_of
from legation.assess.questions.pieces import Frame, Piece
from legation.assess.questions.weighing import weigh
from legation.reference.probability import (
    TERMS,
    ProbabilityError,
    band_words,
    likelihood_word,
    percent,
)
from weighings import CERTAIN, DAYS, cases, frame, piece

LAST = DAYS[-1]


def unit_of(one: Piece) -> str:
    return f"not seen: {one.indicator}" if one.kind == "absent" else one.id


def test_what_leaves_with_an_origin_is_all_it_said() -> None:
    pieces = [
        piece("a", 5.0, 1.0, origin="wire"),
        piece("b", 4.0, 1.0, origin="wire"),
        piece("c", 1.0, 2.0, origin="press"),
        piece("d", 1.0, 9.0, origin="rumour", reliability=0.0),
    ]
    wire, press = leave_one_out(frame(), pieces, LAST)  # a rumour without grade moves nothing
    assert (wire.origin, wire.pieces, press.origin) == ("wire", ("a", "b"), "press")
    assert wire.without == pytest.approx(weigh(frame(), pieces[2:], [LAST])[0])
    whole = weigh(frame(), pieces, [LAST])[0]
    assert wire.moved == pytest.approx(abs(wire.without[0] - whole[0]))


def test_what_only_repeated_steps_forward() -> None:
    first = piece("a", 5.0, 1.0, indicator="i", side="CHN")
    again = piece("b", 5.0, 1.0, indicator="i", side="CHN", day=1)
    by_origin = {
        one.origin: one for one in leave_one_out(frame(doubts=CERTAIN), [first, again], LAST)
    }
    assert by_origin["origin of a"].without == pytest.approx(by_origin["origin of b"].without)


@settings(max_examples=40)
@given(cases())
def test_the_pieces_that_carry_do_carry(case: tuple[Frame, list[Piece]]) -> None:
    question, pieces = case
    few = carried_by(question, pieces, LAST)
    alone = weigh(question, [one for one in pieces if unit_of(one) in few], [LAST])[0]
    assert np.abs(alone - weigh(question, pieces, [LAST])[0]).max() <= 0.05


@settings(max_examples=60, deadline=None)
@given(cases(most=8))
def test_what_would_overturn_does_and_no_smaller_set_than_the_bound(
    case: tuple[Frame, list[Piece]],
) -> None:
    question, pieces = case
    found = overturned_by(question, pieces, LAST)
    leader = int(weigh(question, pieces, [LAST])[0].argmax())
    assert found.leader == leader

    def is_turned_without(ids: tuple[str, ...]) -> bool:
        left = [one for one in pieces if unit_of(one) not in ids]
        posterior = weigh(question, left, [LAST])[0]
        return bool(posterior.max() - posterior[leader] > 1e-9)  # a tie turns nobody out

    if found.leader_then is not None:
        assert is_turned_without(found.pieces)
        assert found.leader_then != leader
        assert found.at_least <= len(found.pieces)
    units = sorted({unit_of(one) for one in pieces})
    for size in range(1, min(found.at_least, len(units) + 1)):
        for ids in combinations(units, size):
            assert not is_turned_without(ids)


def test_the_fewest_are_known_where_the_bound_meets_them() -> None:
    question = frame(0.6, 0.4, doubts=CERTAIN)
    strong = piece("strong", 1.0, 8.0, reliability=0.9)
    weak = [piece(f"weak {n}", 1.0, 1.1) for n in range(3)]
    found = overturned_by(question, [strong, *weak], LAST)
    assert (found.leader, found.leader_then) == (1, 0)
    assert found.pieces == ("strong",)
    assert found.at_least == 1


def test_the_bound_knows_what_a_piece_holds_down() -> None:
    # Without the weak first saying, the strong one of the next day is no repetition.
    question = frame(0.72, 0.28, doubts=CERTAIN)
    weak = piece("weak", 1.0, 9.0, indicator="i", side="CHN", reliability=0.1)
    strong = piece("strong", 1.0, 9.0, indicator="i", side="CHN", reliability=0.9, day=1)
    found = overturned_by(question, [weak, strong], DAYS[1])
    assert (found.leader, found.pieces, found.at_least) == (0, ("weak",), 1)


def test_not_seeing_a_thing_is_one_piece_on_however_many_days() -> None:
    missing = [
        piece(f"a{n}", 0.9, 1.0, indicator="i", origin="", kind="absent", day=n, reliability=1.0)
        for n in range(10)
    ]
    question = frame(0.6, 0.4)
    assert carried_by(question, missing, LAST) == ("not seen: i",)
    assert overturned_by(question, missing, LAST).pieces == ("not seen: i",)
    (only,) = leave_one_out(question, missing, LAST)
    assert only.origin == "not seen: i"
    assert only.without == pytest.approx((0.6, 0.4))
    found = grounds_of(question, missing, LAST, band(question, missing, [LAST]))
    assert (found.n_origins, found.contradicted) == (0, 0.0)


def test_a_prior_is_not_overturned_by_taking_away_but_by_the_contrary() -> None:
    question = frame(0.6, 0.4)
    seen = piece("a", 3.0, 1.0)
    assert overturned_by(question, [seen], LAST).leader_then is None
    turned = overturned_by(question, [seen], LAST, contrary=True)
    assert (turned.pieces, turned.leader_then) == (("a",), 1)
    assert overturned_by(question, [], LAST).pieces == ()


def test_diagnosticity_is_what_a_sighting_teaches() -> None:
    sharp, dull = diagnosticity_of(frame(), {"dull": (2.0, 2.0), "sharp": (3.0, 1.0)})
    assert (sharp.indicator, sharp.ratio, sharp.most_likely) == ("sharp", 3.0, 0)
    # From one half to three quarters: 1 bit less the entropy of (3/4, 1/4), .8113 bits.
    assert sharp.bits == pytest.approx(1 - 0.8113, abs=1e-4)
    assert (dull.ratio, dull.bits) == (1.0, 0.0)


@pytest.mark.parametrize(
    ("ratings", "against"),
    [((1, 2, 3, 4, 5), 5.0), ((), 0.0), ((0, 0), 0.0), ((1, 1), 8.0), ((2.5,), 0.25)],
)
def test_inconsistency_counts_what_speaks_against(
    ratings: tuple[float, ...], against: float
) -> None:
    assert inconsistency(ratings) == against


@pytest.mark.parametrize(
    ("ratings", "spread"), [((1, 5), 2.0), ((4, 4, 4), 0.0), ((0, 3), 0.0), ((), 0.0)]
)
def test_diagnosticity_is_the_spread_of_a_row(ratings: tuple[float, ...], spread: float) -> None:
    assert diagnosticity(ratings) == spread


def test_a_matrix_rates_cells_by_their_ratios() -> None:
    # Prior mean 1.5: the likelihoods 6, 1.5 and .375 are 4, 1 and 1/4 times as often as all in all.
    question = frame(0.2, 0.0667, 0.7333)
    mean = 0.2 * 6 + 0.0667 * 1.5 + 0.7333 * 0.375
    rows = matrix(
        question,
        [piece("a", 6.0, 1.5, 0.375), piece("b", 1, 1, 9, reliability=0.0)],
    )
    assert mean == pytest.approx(1.575, abs=0.01)
    assert rows.ratings == ((5, 3, 1), (0, 0, 0))
    assert rows.inconsistency == (0.0, 0.0, 4.0)
    assert rows.diagnosticity == pytest.approx((1.63299, 0.0), abs=1e-4)


@pytest.mark.parametrize(
    ("probability", "word"),
    [
        (0.0, TERMS[0]),
        (0.049, TERMS[0]),
        (0.05, "very unlikely"),
        (0.2, "unlikely"),
        (0.449, "unlikely"),
        (0.45, "roughly even chance"),
        (0.55, "roughly even chance"),
        (0.551, "likely"),
        (0.8, "likely"),
        (0.95, "very likely"),
        (0.951, "almost certain"),
        (1.0, "almost certain"),
    ],
)
def test_a_word_means_one_range(probability: float, word: str) -> None:
    assert likelihood_word(probability) == word
    # What is (un)likely, its contrary is by the mirrored word.
    assert TERMS.index(likelihood_word(1 - probability)) == 6 - TERMS.index(word)


def test_words_claim_no_more_than_the_band() -> None:
    assert band_words(0.21, 0.3, 0.4) == "unlikely"
    assert band_words(0.1, 0.3, 0.5) == "unlikely (very unlikely to roughly even chance)"
    assert [percent(one) for one in (0.004, 0.37, 0.999)] == ["below 1 %", "37 %", "above 99 %"]
    with pytest.raises(ProbabilityError, match="between 0 and 1"):
        likelihood_word(1.2)


STRONG = Grounds(6, 4, 0.8, 0.15, 0.1, 5, 0.05)


@pytest.mark.parametrize(
    ("change", "level", "reason"),
    [
        ({}, "high", "independent origins: 6"),
        ({"n_origins": 4}, "moderate", "independent origins: 4"),
        ({"n_origins": 1}, "low", "independent origins: 1"),
        ({"n_sides": 2}, "moderate", "sides that speak: 2"),
        ({"reliability": 0.4}, "low", "reliability of the middle origin: 0.40"),
        ({"width": 0.3}, "moderate", "width of the widest band: 0.30"),
        ({"contradicted": 0.6}, "low", "share of evidence against the leader: 0.60"),
        ({"age": 60}, "moderate", "days since the newest evidence: 60"),
        ({"leaning": 0.4}, "low", "most that one origin moves a hypothesis: 0.40"),
        ({"age": None}, "low", "no evidence with weight: the judgement is the prior"),
        ({"n_origins": 0}, "low", "no evidence with weight: the judgement is the prior"),
    ],
)
def test_confidence_is_what_every_ground_supports(
    change: dict[str, float | None], level: str, reason: str
) -> None:
    found = confidence(replace(STRONG, **change))  # type: ignore[arg-type]
    assert (found.level, found.reasons[0]) == (level, reason)
    assert len(found.reasons) == (7 if level == "high" else 1)


def test_an_even_chance_can_be_held_with_high_confidence() -> None:
    # Eleven good origins tell two parts from the third hypothesis and never from each other.
    question = frame(0.45, 0.45, 0.1, ratio_spread=0.0)
    pieces = [
        piece(f"p{n}", 6.0, 6.0, 1.0, day=30, side=f"side {n % 4}", indicator="i")
        for n in range(11)
    ]
    judged = band(question, pieces, [LAST])
    tight = Band(judged.mid - 0.05, judged.mid, judged.mid + 0.05)
    found = grounds_of(question, pieces, LAST, tight)
    assert likelihood_word(float(tight.mid[0, 0])) == "roughly even chance"
    assert (found.n_origins, found.n_sides, found.age) == (11 - 7, 4, 9)
    assert found.contradicted == 0.0


def test_contradiction_is_the_share_that_speaks_against_the_leader() -> None:
    pieces = [piece("a", 9.0, 1.0), piece("b", 9.0, 1.0, day=30), piece("c", 1.0, 9.0)]
    question = frame(doubts=CERTAIN)
    found = grounds_of(question, pieces, LAST, band(question, pieces, [LAST]))
    assert found.contradicted == pytest.approx(1 / 3)
    assert grounds_of(question, [], LAST, band(question, [], [LAST])).n_origins == 0
