"""Reported quantities: value, bounds, unit, what they measure, whose, when, by whose count."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from legation.extract.figures import find_figures
from legation.extract.mentions import find_mentions
from legation.extract.moments import find_moments
from legation.extract.numbers import read_number, read_open_count
from legation.extract.parse import Parsed, load_pipeline, parse
from legation.extract.parties import Parties
from legation.records import Claim, Document, Figure, Span


def read(text: str) -> tuple[Parsed, tuple[Figure, ...], Parties]:
    document = Document.make(text=text, title="t", published_on="2022-03-18")
    parsed = parse(document, load_pipeline())
    mentions = find_mentions(parsed)
    parties = Parties(parsed, mentions)
    figures = find_figures(parsed, mentions, parties, find_moments(parsed), ())
    return parsed, figures, parties


def marked(sentence: str) -> tuple[str, list[str]]:
    """Return the sentence without its brackets, and what stood in them."""
    parts = sentence.replace("]", "[").split("[")
    return "".join(parts), parts[1::2]


Expected = tuple[float, float | None, float | None, str]


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("1.2 million", 1.2e6),
        ("1,200", 1200.0),
        ("seven", 7.0),
        ("twenty-one", 21.0),
        ("two hundred and fifty thousand", 250_000.0),
        ("half a million", 500_000.0),
        ("a dozen", 12.0),
        ("two dozen", 24.0),
        ("three billion", 3e9),
        ("6 bn", 6e9),
        ("many", None),
        ("", None),
    ],
)
def test_a_number_is_read_in_digits_and_in_words(words: str, value: float | None) -> None:
    assert read_number(words) == value


@pytest.mark.parametrize(
    ("words", "least"),
    [("dozens", 12.0), ("hundreds of", 100.0), ("tens of thousands", 10_000.0), ("ten", None)],
)
def test_an_open_count_gives_its_least(words: str, least: float | None) -> None:
    assert read_open_count(words) == least


@given(st.integers(0, 10**15))
def test_digits_read_back_with_or_without_thousands_marks(number: int) -> None:
    assert read_number(f"{number:,}") == read_number(str(number)) == float(number)


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        # bounds
        ("The ban will cost [$1.2 billion].", [(1.2e9, 1.2e9, 1.2e9, "USD")]),
        ("Trade topped [$800 billion].", [(8e11, 8e11, None, "USD")]),
        ("Trade was over [$750 billion].", [(7.5e11, 7.5e11, None, "USD")]),
        ("Trade was just under [$150 billion].", [(1.5e11, None, 1.5e11, "USD")]),
        ("Aid reached nearly [$2 billion].", [(2e9, None, 2e9, "USD")]),
        ("They sent up to [$500 million].", [(5e8, None, 5e8, "USD")]),
        ("It cost no more than [$5 million].", [(5e6, None, 5e6, "USD")]),
        ("It cost about [$100 million].", [(1e8, 9.5e7, 1.05e8, "USD")]),
        ("It cost [$10 million] or more.", [(1e7, 1e7, None, "USD")]),
        ("It will take [$5-7 billion].", [(6e9, 5e9, 7e9, "USD")]),
        ("It will take between [$1.5 and $2 billion].", [(1.75e9, 1.5e9, 2e9, "USD")]),
        # currencies
        ("They froze [€3 million] and [£4bn].", [(3e6, 3e6, 3e6, "EUR"), (4e9, 4e9, 4e9, "GBP")]),
        ("The fund holds [20 billion yuan].", [(2e10, 2e10, 2e10, "CNY")]),
        ("He was paid [7,421,000 rubles].", [(7421000, 7421000, 7421000, "RUB")]),
        ("Kyiv raised [6 million Canadian dollars].", [(6e6, 6e6, 6e6, "CAD")]),
        ("They gave [$1 Billion].", [(1e9, 1e9, 1e9, "USD")]),
        ("The grant was [USD 300 million].", [(3e8, 3e8, 3e8, "USD")]),
        # shares
        ("Inflation rose to [7.9 percent].", [(7.9, 7.9, 7.9, "percent")]),
        ("It buys [40%] of its gas there.", [(40, 40, 40, "percent")]),
        ("Rates rose by [two percentage points].", [(2, 2, 2, "percentage point")]),
        ("It rose from 5 to [7 percent].", [(7, 7, 7, "percent")]),
        ("They need [5 to 7 percent].", [(6, 5, 7, "percent")]),
        # people, arms, durations, distances
        ("Some [1,200 people] left.", [(1200, 1140, 1260, "person")]),
        ("[Hundreds of civilians] were killed.", [(100, 100, None, "person")]),
        ("[Tens of thousands of refugees] crossed.", [(10_000, 10_000, None, "person")]),
        ("More than [three million] have fled.", [(3e6, 3e6, None, "person")]),
        ("He sent [100 Stingers].", [(100, 100, 100, "missile")]),
        ("The aides met for [seven hours].", [(7, 7, 7, "hour")]),
        ("The [two-hour] call ended.", [(2, 2, 2, "hour")]),
        ("It lies within [30 miles] of the border.", [(30, None, 30, "mile")]),
        ("They released [60  million barrels].", [(6e7, 6e7, 6e7, "barrel")]),
        # what is no figure
        ("1. Why it matters", []),
        ("He gave five reasons to the two leaders.", []),
        ("It was the 20th congress and his third term.", []),
        ("Under Article 5 of the treaty Covid-19 aid for the G7 grew.", []),
        ("They want F-16 jets and MiG-29 fighters.", []),
        ("He is a 21-year-old soldier.", []),
        ("They met at 10:30 on March 4, 2022.", []),
        ("The war began more than two weeks ago.", []),
        ("One day it will end, and two officials know when.", []),
        ("It was signed on the thirty-first day, as a two-shot vaccine.", []),
        ("Call 555 1234 for more.", []),
    ],
)
def test_figures_are_found_where_they_stand(sentence: str, expected: list[Expected]) -> None:
    text, spans = marked(sentence)
    _, figures, _ = read(text)
    assert [figure.span.text for figure in figures] == spans
    for figure, (value, low, high, unit) in zip(figures, expected, strict=True):
        assert figure.value == pytest.approx(value)
        assert figure.unit == unit
        assert figure.low == (pytest.approx(low) if low is not None else None)
        assert figure.high == (pytest.approx(high) if high is not None else None)


@pytest.mark.parametrize(
    ("text", "about"),
    [
        ("Trade between Japan and Korea topped $80 billion.", "trade"),
        ("The bill holds $13.6 billion in military aid.", "aid"),
        ("Congress passed a $13.6 billion aid package.", "aid"),
        ("They sent weapons worth $200 million.", "weapons"),
        ("Russia massed 150,000 troops at the border.", "troops"),
        ("The attack killed 35 people.", "casualties"),
        ("More than three million people have fled.", "refugees"),
        ("Two million people were forced to flee.", "refugees"),
        ("Losses in wages came to $3 million.", "wages"),
        ("At least 500 soldiers were killed.", "casualties"),
        ("Inflation rose to 7.9 percent.", "inflation"),
        ("Oil hit $130 a barrel.", "price"),
        ("The meeting stretched for seven hours.", "meeting"),
        ("They were there for seven hours.", "duration"),
        ("Imports from Germany fell by 5 percent.", "imports"),
        ("The army fired 30 missiles.", "weapons"),
        ("He has $5.", None),
    ],
)
def test_a_figure_tells_what_it_measures(text: str, about: str | None) -> None:
    _, figures, _ = read(text)
    assert [figure.about for figure in figures] == [about]


def test_trade_is_between_both_parties_in_the_year_the_sentence_shares() -> None:
    text = (
        "Commerce between the European Union and Japan exceeded $90 billion last year, and "
        "US-Japan trade was above $70 billion, while its trade with Norway was below $20 billion."
    )
    _, figures, parties = read(text)
    assert [
        [parties.mention(party).span.text for party in figure.parties] for figure in figures
    ] == [["European Union", "Japan"], ["US", "Japan"], ["its", "Norway"]]
    assert {figure.period for figure in figures} == {"2021"}


Told = tuple[str, str, str | None, list[str], str | None]


def told(text: str) -> list[Told]:
    _, figures, parties = read(text)
    return [
        (
            figure.span.text,
            figure.unit,
            figure.about,
            [parties.mention(one).span.text for one in figure.parties],
            figure.period,
        )
        for figure in figures
    ]


@pytest.mark.parametrize(
    ("sentence", "counts"),
    [
        ("The text got [141 votes] in favour and [five against]; [35 states] abstained.", "+-0"),
        ("There were [93 votes] in favour, [24 against] and [58 abstentions].", "+-0"),
        ("The vote was [141 in favour], [five against], with [35 abstentions].", "+-0"),
        ("The house approved the bill by [424 votes] to [8].", "+-"),
        ("The Senate passed both bills with [100 votes] to [none].", "+-"),
        ("The assembly voted [141]-[5] with [35 abstentions].", "+-0"),
        ("The council adopted it by [141] to [five].", "+-"),
        ("[Eleven of the fifteen members] voted for the text.", "+"),
        ("[4 of 15 members] abstained.", "0"),
        ("The assembly votes from 9 to 5 on working days.", ""),
        ("He campaigned against five rivals and voted in 2014.", ""),
    ],
)
def test_a_tally_is_a_figure_for_each_count(sentence: str, counts: str) -> None:
    text, spans = marked(sentence)
    about = {"+": "votes in favour", "-": "votes against", "0": "abstentions"}
    found = told(text)
    assert [one[0] for one in found] == spans
    assert [one[1:3] for one in found] == [("vote", about[count]) for count in counts]


def test_a_tally_takes_the_day_that_the_paragraph_gave_before() -> None:
    text = "The assembly met on Wednesday. The text got 141 votes in favour and five against."
    assert [one[4] for one in told(text)] == ["2022-03-16", "2022-03-16"]


MIXED_TRADE = (
    "Chile's trade with Japan topped $8 billion in 2021, and trade with India was over $7 billion."
    " With Russia it was just under $1 billion."
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            MIXED_TRADE,
            [
                ("$8 billion", "trade", ["Chile", "Japan"], "2021"),
                ("$7 billion", "trade", ["Chile", "India"], "2021"),
                ("$1 billion", "trade", ["Chile", "Russia"], "2021"),
            ],
        ),
        (
            "Trade between Spain and Peru was $5 million in 2020. It was $3 million in 2021.",
            [
                ("$5 million", "trade", ["Spain", "Peru"], "2020"),
                ("$3 million", "trade", ["Spain", "Peru"], "2021"),
            ],
        ),
        (  # a new paragraph, or another unit, takes nothing over
            "Trade between Spain and Peru was $5 million in 2020.\n\nIt was $3 million.",
            [
                ("$5 million", "trade", ["Spain", "Peru"], "2020"),
                ("$3 million", None, [], None),
            ],
        ),
        (
            "Trade between Spain and Peru was $5 million in 2020. It was 3 percent.",
            [
                ("$5 million", "trade", ["Spain", "Peru"], "2020"),
                ("3 percent", None, [], None),
            ],
        ),
        (
            "Peru gave $9 million in aid, of which nearly $7 million came last year.",
            [("$9 million", "aid", ["Peru"], None), ("$7 million", "aid", ["Peru"], "2021")],
        ),
    ],
)
def test_what_a_figure_leaves_out_is_taken_from_the_one_before(
    text: str, expected: list[tuple[str, str | None, list[str], str | None]]
) -> None:
    assert [(one[0], *one[2:]) for one in told(text)] == expected


@pytest.mark.parametrize(
    ("sentence", "unit", "about"),
    [
        ("They bought [15 billion cubic metres] of liquefied gas.", "cubic metre", "gas"),
        ("They want [50 billion cubic metres] of Qatari gas a year.", "cubic metre/year", "gas"),
        ("They bought [700,000 barrels] of crude and oil products a day.", "barrel/day", "energy"),
        ("They burnt [30 square kilometres] of forest.", "square kilometre", "area"),
        ("They sent [2,000 Javelin anti-tank missiles].", "missile", "weapons"),
        ("They sent [25,000 helmets].", "helmet", "equipment"),
        ("The list names [328 members] of the chamber.", "member", None),
        ("They sanctioned [48 arms makers].", "company", "sanctions"),
        ("It is the first session in [40 years].", "year", "duration"),
        ("The contract was worth [$8      million].", "USD", "contract"),
        ("For every dollar of theirs there are more than ten dollars of ours.", "", None),
        ("In 2022, the family grew.", "", None),
    ],
)
def test_a_number_counts_what_its_words_say(sentence: str, unit: str, about: str | None) -> None:
    text, spans = marked(sentence)
    expected = [(unit, about)] if spans else []
    found = told(text)
    assert [one[0] for one in found] == spans
    assert [one[1:3] for one in found] == expected


def test_the_innermost_claim_around_a_figure_gives_it() -> None:
    text = "Officials say Kyiv believes Moscow lost 500 tanks."
    parsed, _, parties = read(text)
    document = parsed.document

    def claim(name: str, words: str) -> Claim:
        start = text.index(words)
        content = Span.cut(document.id, text, start, len(text) - 1)
        return Claim(
            id=name,
            span=content,
            source=(),
            cue=(),
            content=(content,),
            act="assert",
            negated=False,
            certainty=0.97,
            form="indirect",
            speakers=(),
            addressees=(),
            named=True,
            on_record=True,
            parent=None,
            on=None,
            method="test",
            confidence=None,
        )

    claims = (claim("outer", "Kyiv"), claim("inner", "Moscow"))
    mentions = find_mentions(parsed)
    figures = find_figures(parsed, mentions, parties, (), claims)
    assert [figure.claim for figure in figures] == ["inner"]
    assert [f.claim for f in find_figures(parsed, mentions, parties, (), ())] == [None]


WORDS = st.sampled_from(
    "$ € 5 7.9 1,200 800 billion million bn % percent over under between and to - about dozens of "
    "hundreds thousands troops tanks hours two-hour week people were killed trade Russia China "
    "'s US-China aid worth half a dozen nearly . , 2022 20th F-16 or more $1.5 to".split()
)


@settings(max_examples=60, deadline=None)
@given(st.lists(WORDS, max_size=14))
def test_any_words_give_figures_that_fit_in_order_with_bounds_around_their_value(
    words: list[str],
) -> None:
    parsed, figures, _ = read(" ".join(words))
    for figure in figures:
        assert figure.span.fits(parsed.document.text)
        assert figure.low is None or figure.low <= figure.value
        assert figure.high is None or figure.high >= figure.value
        assert (figure.low, figure.high) != (None, None)
    assert all(left.span.end <= right.span.start for left, right in pairwise(figures))
