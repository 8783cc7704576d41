"""Times in English news and their dates; the expected spans are bracketed in the text."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from legation.extract.moments import Moments, find_moments, moment_for
from legation.extract.parse import Parsed, load_pipeline, parse
from legation.extract.read import extract
from legation.records import Document, Moment, Span, edtf

PUBLISHED = "2022-03-18"  # a Friday


def read(text: str, published: str | None = PUBLISHED) -> Parsed:
    return parse(Document.make(text=text, title="t", published_on=published), load_pipeline())


def marked(sentence: str) -> tuple[str, list[str]]:
    """Return the sentence without its brackets, and what stood in them."""
    parts = sentence.replace("]", "[").split("[")
    return "".join(parts), parts[1::2]


def found(sentence: str, published: str | None = PUBLISHED) -> list[tuple[str, str | None]]:
    return [(m.span.text, m.value) for m in find_moments(read(sentence, published))]


CASES = [
    # weekdays, by tense
    ("The minister will know more when she calls Kyiv on [Friday].", ["2022-03-18"]),
    ("The secretary said [Thursday] that talks had failed.", ["2022-03-17"]),
    ("She spoke on [Friday].", ["2022-03-18"]),
    ("Ministers met on [Monday] in Vienna.", ["2022-03-14"]),
    ("Ministers will meet on [Monday] in Vienna.", ["2022-03-21"]),
    ("They are expected to vote [Tuesday].", ["2022-03-22"]),
    ("The envoys agreed to return on [Wednesday].", ["2022-03-23"]),
    ("He left [last Friday].", ["2022-03-11"]),
    ("She will travel [next Tuesday].", ["2022-03-22"]),
    ("The council met [Monday evening].", ["2022-03-14"]),
    ("The council met on [Wednesday at 10 a.m.] in New York.", ["2022-03-16"]),
    ("Banks closed on Black Friday.", []),
    ("Shells fell in the small hours of [Saturday].", ["2022-03-12"]),
    # the day of a month that goes without saying
    ("He will fly on [the 20th].", ["2022-03-20"]),
    ("He flew on [the 20th].", ["2022-02-20"]),
    ("He came on [27 January] and left on [the 29th].", ["2022-01-27", "2022-01-29"]),
    ("On the 20th anniversary he spoke.", []),
    ("The law runs [until 31 December].", ["../2022-12-31"]),
    # days named from today
    ("[Today] the president signed it; [yesterday] he refused.", ["2022-03-18", "2022-03-17"]),
    ("They will speak [tomorrow].", ["2022-03-19"]),
    ("Shelling went on [last night].", ["2022-03-17"]),
    ("The envoy landed [this morning].", ["2022-03-18"]),
    ("That is hard in today's world.", []),
    # weeks, months, years
    ("The aides met [earlier this week].", ["2022-03-14/2022-03-18"]),
    ("The aides met [this week].", ["2022-03-14/2022-03-20"]),
    ("A vote comes [later this month].", ["2022-03-18/2022-03-31"]),
    ("The director spoke [last week].", ["2022-03-07/2022-03-13"]),
    ("Prices will rise in [the coming year].", ["2022-03-18/2023-03-18~"]),
    ("They meet [next week].", ["2022-03-21/2022-03-27"]),
    ("Exports fell [last month] and [last year].", ["2022-02", "2021"]),
    ("They will vote [next month].", ["2022-04"]),
    ("Talks were held over [the weekend].", ["2022-03-12/2022-03-13"]),
    ("A solution came [by the end of last year].", ["../2021-12~"]),
    ("Talks were held [last weekend].", ["2022-03-12/2022-03-13"]),
    # months and dates
    ("The two signed a text in [February].", ["2022-02"]),
    ("The ban was agreed in [November].", ["2021-11"]),
    ("The ban will take effect in [November].", ["2022-11"]),
    ("They may march, and he may not.", []),
    ("The invasion began on [February 24].", ["2022-02-24"]),
    ("The invasion began on [Feb. 24].", ["2022-02-24"]),
    ("On [24 February 2022] the war began.", ["2022-02-24"]),
    ("The text was issued on [Friday, March 18, 2022].", ["2022-03-18"]),
    ("They held talks on [March 2-4].", ["2022-03-02/2022-03-04"]),
    ("They met on [the 31st of December].", ["2021-12-31"]),
    ("Sanctions date from [March 2014].", ["2014-03"]),
    ("A summit was held [last March].", ["2021-03"]),
    ("In [early 2022] prices rose.", ["2022-01~/2022-04~"]),
    ("Around [mid-March] the city had fallen.", ["2022-03-11~/2022-03-20~"]),
    ("The file is dated [2022-03-02].", ["2022-03-02"]),
    # years, decades, centuries
    ("Crimea was annexed in [2014].", ["2014"]),
    ("In 2014 cases were opened.", []),
    ("The 2022 Olympics ended.", []),
    ("He counted 2014 tanks.", []),
    ("Trade grew in [the 1990s].", ["199X"]),
    ("Seas will rise in [the 21st century].", ["20XX"]),
    # seasons and quarters
    ("The congress meets [this fall].", ["2022-23"]),
    ("Gas was short [last winter].", ["2021-24"]),
    ("It came after the fall of Kabul.", []),
    ("Growth slowed in [Q1 2022].", ["2022-01/2022-03"]),
    ("Growth slowed in [the second half of 2021].", ["2021-07/2021-12"]),
    # open intervals and ranges
    ("Troops have massed there [since February].", ["2022-02/.."]),
    ("Emissions must fall [by 2030].", ["../2030"]),
    ("He must answer [before Monday].", ["../2022-03-21"]),
    ("Tension rose after [Monday]'s vote.", ["2022-03-14"]),
    ("He served from [2014 to 2021].", ["2014/2021"]),
    ("They met between [January and March 2021].", ["2021-01/2021-03"]),
    ("It lasted from [February 24 to March 4].", ["2022-02-24/2022-03-04"]),
    # counted from today
    ("He left [three days ago].", ["2022-03-15"]),
    ("He left [two weeks ago].", ["2022-03-04~"]),
    ("The war began [more than two weeks ago].", ["../2022-03-04"]),
    ("It was tried [more than a century ago].", ["../1922"]),
    ("He left office [a year ago].", ["2021~"]),
    ("In [recent weeks] the tone changed.", ["2022-02-04~/2022-03-18"]),
    ("More will follow in [the coming days].", ["2022-03-18/2022-03-25~"]),
    ("It gave more in [the past two weeks] in answer.", ["2022-03-04~/2022-03-18"]),
    ("Over [the past two years] trade grew.", ["2020-03-18~/2022-03-18"]),
    # counted from what was told before
    ("They met on [March 4]. [The next day] he resigned.", ["2022-03-04", "2022-03-05"]),
    ("He praised the call [the day before].", ["2022-03-17"]),
    ("Prices will fall in [the next year].", ["2023"]),
    ("He was named in [2010]. [Since then] he has written.", ["2010", "2010/.."]),
    # what lasts or hangs on an event has no date of its own
    ("They had warned of it [for weeks].", [None]),
    ("Nothing has moved [since the talks broke down].", [None]),
    ("The talks lasted two weeks.", []),
    ("They are now talking at 10 a.m.", []),
]  # fmt: skip


@pytest.mark.parametrize(("sentence", "values"), CASES, ids=[case[0] for case in CASES])
def test_times_are_dated_from_the_day_of_publication(
    sentence: str, values: list[str | None]
) -> None:
    text, spans = marked(sentence)
    assert found(text) == list(zip(spans, values, strict=True))


@pytest.mark.parametrize(
    ("sentence", "value"),
    [
        ("It began on February 24, 2022.", "2022-02-24"),
        ("It began in 2014.", "2014"),
        ("Seas rise in the 21st century.", "20XX"),
        ("It began on February 24.", None),
        ("He said so on Thursday.", None),
        ("He said so last week.", None),
        ("He said so two weeks ago.", None),
        ("It resumes this fall.", None),
    ],
)
def test_without_a_day_of_publication_only_full_dates_resolve(
    sentence: str, value: str | None
) -> None:
    assert [pair[1] for pair in found(sentence, None)] == [value]


def test_a_sunday_paper_means_by_last_week_the_one_that_it_closes() -> None:
    sentence = "The plant was seized last week."
    assert found(sentence, "2022-03-06") == [("last week", "2022-02-28/2022-03-06")]
    assert found(sentence, "2022-03-07") == [("last week", "2022-02-28/2022-03-06")]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("\u201cWe will leave Kyiv tomorrow,\u201d the envoy said on Wednesday.", "2022-03-17"),
        ("The envoy said on Wednesday: \u201cWe left Kyiv yesterday.\u201d", "2022-03-15"),
        ("\u201cWe will leave Kyiv tomorrow,\u201d the envoy said.", "2022-03-19"),
        ("The envoy said on Wednesday that they had left yesterday.", "2022-03-17"),
    ],
)
def test_a_time_in_a_quotation_counts_from_the_day_it_was_spoken(text: str, value: str) -> None:
    document = Document.make(text=text, title="t", published_on=PUBLISHED)
    values = {m.span.text: m.value for m in extract(document, load_pipeline()).moments}
    assert values.get("tomorrow", values.get("yesterday")) == value


def test_a_line_broken_inside_an_expression_does_not_break_it() -> None:
    text = (
        "The President of the United States signed the order into law on March\n"
        "18, 2022, and told the ministers who had come to see it that the last\n"
        "week had been the hardest of them all so far for the whole country."
    )
    moment = find_moments(read(text))[0]
    assert (moment.span.text, moment.value) == ("March\n18, 2022", "2022-03-18")


@pytest.mark.parametrize(
    ("text", "lasts"),
    [
        ("It rained throughout 2021.", True),
        ("It rained in 2021.", False),
        ("It has rained since 2021.", True),
        ("It rained for the past two weeks.", True),
        ("They had warned for weeks.", True),
        ("He served from 2014 to 2021.", True),
        ("It happened between 2014 and 2021.", False),
    ],
)
def test_an_interval_lasts_only_where_the_words_fill_it(text: str, lasts: bool) -> None:
    assert [moment.lasts for moment in find_moments(read(text))] == [lasts]


@settings(max_examples=40, deadline=None)
@given(
    day=st.dates(min_value=date(1950, 1, 1), max_value=date(2090, 12, 31)),
    name=st.sampled_from("Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()),
)
def test_a_weekday_lies_within_a_week_on_the_side_its_tense_tells(day: date, name: str) -> None:
    past, future = find_moments(read(f"He said so {name}. He will leave {name}.", str(day)))
    first, last = edtf.earliest_day(past.value), edtf.earliest_day(future.value)
    assert first is not None
    assert last is not None
    assert timedelta() <= day - first < timedelta(7)
    assert timedelta() <= last - day < timedelta(7)
    assert first.strftime("%A") == last.strftime("%A") == name


WORDS = st.sampled_from(
    "since before by until from to between and in on last next this the early late mid-March May "
    "March Friday 2014 2021 1990s 24 February week weeks year years ago two more than century 21st "
    "Q1 quarter half fall winter today yesterday earlier later day then said will - , . / "
    "2022-02-30 31 February 9999 '90s for days Russia invaded".split()
)


@settings(max_examples=60, deadline=None)
@given(
    words=st.lists(WORDS, max_size=14),
    published=st.sampled_from([None, PUBLISHED, "0001-01-01", "9999-12-31"]),
)
def test_any_words_give_spans_that_fit_in_order_and_values_that_are_edtf(
    words: list[str], published: str | None
) -> None:
    parsed = read(" ".join(words), published)
    moments = find_moments(parsed)
    for moment in moments:
        assert moment.span.fits(parsed.document.text)
        if moment.value is not None:
            edtf.check(moment.value)
    spans = [moment.span for moment in moments]
    assert all(left.end <= right.start for left, right in pairwise(spans))
    assert moments == find_moments(read(" ".join(words), published))


def dated(text: str, word: str) -> str | None:
    parsed = read(text)
    moments = Moments(parsed, find_moments(parsed))
    for sentence in parsed.sentences:
        for token in sentence.tokens:
            if token.text == word:
                moment = moments.of(sentence, token)
                return moment.value if moment else None
    raise AssertionError(word)


@pytest.mark.parametrize(
    ("text", "word", "value"),
    [
        ("The envoy said last week that the pact was dead.", "said", "2022-03-07/2022-03-13"),
        ("The envoy said last week that the pact was dead.", "was", None),
        ("They signed a text in February when the leader visited Beijing.", "visited", "2022-02"),
        ("Trade topped $8 billion last year, and exports were over $7 billion.", "were", "2021"),
        ("He hopes to meet her on Friday.", "meet", "2022-03-18"),
        ("The vote on Monday failed.", "vote", "2022-03-14"),
        ("Prices rose.", "rose", None),
    ],
)
def test_a_word_takes_the_time_of_its_own_clause(text: str, word: str, value: str | None) -> None:
    assert dated(text, word) == value


@pytest.mark.parametrize(
    ("text", "word", "value"),
    [
        ("26 February: The envoys met in Warsaw. They dined.", "dined", "2022-02-26"),
        ("Friday, 4 March. The president telephoned the king.", "telephoned", "2022-03-04"),
        ("- 4 March \u2014 The president telephoned the king.", "telephoned", "2022-03-04"),
        ("4 March: He said the king had left.", "left", None),
        ("4 March: The king met his minister, whom he had named.", "named", None),
        ("4 March: The king left on Sunday.", "left", "2022-03-13"),
        ("3 March\n\nThe king left.\n\n4 March\n\nA queen wept.", "wept", "2022-03-04"),
        ("3 March\n\nThe king left.\n\nBackground\n\nA queen wept.", "wept", None),
        ("March 18, 2022\n\nThe king left.", "left", None),  # only the day of publication
        ("LONDON, March 3 \u2014 The king left.", "left", "2022-03-03"),
        ("LONDON, March 3 \u2014 The king may leave.", "leave", None),
        (
            "Visits on Monday.\n\nSpain. The king came.\n\nPeru. The queen dined.",
            "dined",
            "2022-03-14",
        ),
        ("Visits on Monday.\n\nSpain. The king came.\n\nPeru. A queen will go.", "go", None),
        ("He left on Monday.\n\nThe king came.\n\nA queen wept.", "wept", None),
    ],
)
def test_the_day_over_a_block_dates_what_has_no_time_of_its_own(
    text: str, word: str, value: str | None
) -> None:
    assert dated(text, word) == value


def test_without_a_parse_the_time_inside_a_span_goes_before_the_nearest() -> None:
    text = "Yesterday he left. On March 4 he met the envoys in Vienna. Nobody spoke."
    parsed = read(text)
    moments = find_moments(parsed)

    def at(words: str) -> Moment | None:
        start = text.index(words)
        return moment_for(moments, Span.cut(parsed.document.id, text, start, start + len(words)))

    met, left = at("March 4 he met"), at("he left")
    assert met is not None
    assert left is not None
    assert (met.value, left.value) == ("2022-03-04", "2022-03-17")
    assert moment_for(moments[:0], moments[0].span) is None
