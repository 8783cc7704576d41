"""The measures of claims, worked out by hand."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from legation.evaluate.agreement import agreement, krippendorff_alpha
from legation.evaluate.claimscores import Attribution, ClaimScore, Places, content_f1, tokens_of
from legation.evaluate.corpusscores import calibration_error, seventh
from legation.evaluate.goldfile import GoldError
from legation.evaluate.passages import iter_passages
from legation.evaluate.polnear import iter_polnear
from legation.evaluate.polnearscores import outer

TEXT = "Ann said it rained hard all day. Bob denied that."


def at(*words: str) -> Places:
    return tuple((TEXT.index(one), TEXT.index(one) + len(one)) for one in words)


def claim(source: str, cue: str, content: str, confidence: float = 0.9) -> Attribution:
    return Attribution(at(source) if source else (), at(cue), at(content), confidence)


ANN = claim("Ann", "said", "it rained hard all day")
BOB = claim("Bob", "denied", "that")


def test_all_found_is_one_everywhere() -> None:
    score = ClaimScore()
    score.add(TEXT, [ANN, BOB], [ANN, BOB])
    assert {rate.f1 for rate in (*score.rates().values(), *score.spans().values())} == {1.0}


def test_each_measure_counts_its_own() -> None:
    score = ClaimScore()
    # Ann's content halved (2 of 5 words, F1 4/7), Bob missed, one cue out of the air.
    half = claim("Ann", "said", "it rained")
    score.add(TEXT, [ANN, BOB], [half, claim("Bob", "hard", "day")])
    rates = score.rates()
    assert rates["cue_overlap"].f1 == pytest.approx(0.5)
    assert rates["source_overlap"].f1 == pytest.approx(0.5)
    assert rates["triple"].f1 == pytest.approx(0.5)  # 4/7 is over a half
    # content tokens: marked it rained hard all day that (6), found it rained day (3), both 3
    assert (rates["content_token"].p, rates["content_token"].r) == (1.0, 0.5)


def test_a_triple_needs_half_the_content_and_the_source() -> None:
    tokens = tokens_of(TEXT)
    assert content_f1(at("it rained hard all day"), at("it"), tokens) == pytest.approx(2 / 6)
    score = ClaimScore()
    score.add(TEXT, [ANN], [claim("Ann", "said", "it")])
    assert score.rates()["triple"].f1 == 0.0
    score = ClaimScore()
    score.add(TEXT, [ANN], [claim("", "said", "it rained hard all day")])
    assert score.rates()["triple"].f1 == 0.0
    assert score.rates()["source_overlap"].r == 0.0


def test_nested_claims_are_no_outer_ones() -> None:
    inner = claim("it", "rained", "hard")
    assert outer([ANN, inner, BOB]) == [ANN, BOB]


def test_cues_of_mere_punctuation_are_left_out(tmp_path: Path) -> None:
    file = tmp_path / "polnear.jsonl"
    one = {"source": [[0, 3]], "cue": [[4, 8]], "content": [[9, 31]]}
    mark = {"source": [[0, 3]], "cue": [[31, 32]], "content": [[33, 36]]}
    value = {"id": "a", "date": "2016-01-01", "text": TEXT, "attributions": [one, mark]}
    file.write_text(json.dumps(value) + "\n", encoding="utf-8")
    (text,) = iter_polnear(file)
    assert text.attributions == (Attribution(((0, 3),), ((4, 8),), ((9, 31),)),)


@pytest.mark.parametrize(
    "line",
    [
        "{",
        "[]",
        '{"id": "a"}',
        '{"id":"a","date":"d","text":"x","attributions":[{"source":[],"cue":[[0,9]],"content":[]}]}',
    ],
)
def test_a_broken_article_is_named(tmp_path: Path, line: str) -> None:
    file = tmp_path / "polnear.jsonl"
    file.write_text(line + "\n", encoding="utf-8")
    with pytest.raises(GoldError, match=r"polnear\.jsonl:1: not an article"):
        list(iter_polnear(file))


def test_calibration_error_is_the_gap_of_each_bin() -> None:
    # ten findings at .8, all right: every bin is .2 off
    assert calibration_error([(0.8, True)] * 10) == pytest.approx(0.2)
    assert calibration_error([(0.5, i % 2 == 0) for i in range(40)], 2) == pytest.approx(0.0)
    assert calibration_error([]) == 0.0


@pytest.mark.parametrize(
    ("certainty", "place"),
    [
        (0.0, 0),
        (0.03, 0),
        (0.05, 1),
        (0.2, 2),
        (0.45, 3),
        (0.5, 3),
        (0.55, 4),
        (0.8, 5),
        (0.95, 6),
        (1.0, 6),
    ],
)
def test_sevenths_begin_at_their_lower_bound(certainty: float, place: int) -> None:
    assert seventh(certainty) == place


def test_alpha_is_worked_out_by_hand() -> None:
    # Two coders, four units, labels 0 0 1 1 and 0 1 1 1: observed 1/4; values 3 zeros, 5 ones;
    # expected 2*3*5/(8*7) = 30/56; alpha = 1 - .25/(30/56) = .5333
    pairs = [(0, 0), (0, 1), (1, 1), (1, 1)]
    assert krippendorff_alpha(pairs) == pytest.approx(1 - 0.25 / (30 / 56))
    assert krippendorff_alpha([(2, 2)] * 5) == 1.0


def test_agreement_counts_both_ways() -> None:
    first = list(
        iter_passages(
            "== t-1 wire 2022-01-01\n"
            "[s1 Ann] [c1 said] [t1 it rained] and [s2 Bob] [c2 knew] [t2 why].\n"
            "@1 assert .97 who=Ann\n@2 know .97 who=Bob\n"
        )
    )
    second = list(
        iter_passages(
            "== t-1 wire 2022-01-01\n[s1 Ann] [c1 said] [t1 it rained] and Bob knew why.\n"
            "@1 believe .5 who=Ann\n"
        )
    )
    told = agreement(first, second)
    assert (told.n_passages, told.n_first, told.n_second) == (1, 2, 1)
    assert told.agr == pytest.approx((1.0 + 0.5) / 2)
    assert (told.act, told.certainty, told.negated) == (0.0, 0.0, 1.0)
    assert agreement(first, first).alpha == 1.0
