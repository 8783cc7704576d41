"""The page: which sentences it holds, what they cite, what is left out."""

from __future__ import annotations

from datetime import date

import pytest

from briefing_builder import CHN, RUS, USA, SmallDesk, incident, page, small_desk
from legation.briefing.compose import MAX_KEY_POINTS, MAX_LINES, compose
from legation.briefing.dossier import Dossier, EmptyDossierError, gather
from legation.briefing.page import Page, Sentence, number_references
from legation.briefing.sentences import SELF_CITING, UnknownFormError, say
from legation.briefing.view import RecordGoneError, View
from legation.briefing.weigh import choose_parties, recency, weigh_incident
from legation.records import Reading


@pytest.fixture(scope="module")
def desk() -> SmallDesk:
    return small_desk()


@pytest.fixture(scope="module")
def brief(desk: SmallDesk) -> Page:
    return compose(desk.dossier())


def words_of(brief: Page) -> list[str]:
    return [sentence.text for sentence in brief.iter_sentences()]


def of_form(brief: Page, form: str) -> list[Sentence]:
    return [sentence for sentence in brief.iter_sentences() if sentence.form == form]


def test_a_brief_has_key_points_five_parts_disputes_gaps_and_sources(brief: Page) -> None:
    assert [section.key for section in brief.sections] == [
        "key",
        "moment",
        "means",
        "relationship",
        "watching",
        "principals",
        "contested",
        "unknown",
        "sources",
    ]


@pytest.mark.parametrize(
    "sentence",
    [
        (
            "On 18 March 2022 Joe Biden and Xi Jinping spoke by telephone "
            "(2 independent reports, 1 copy)."
        ),
        (
            "On 17 March 2022 Russia attacked Ukraine with heavy weapons in Mariupol — “Russian "
            "forces shelled Mariupol in Ukraine through the night” (1 report, 1 copy)."
        ),
        "Russia flatly denied “asking China for arms” (reported 15 March 2022).",
        (
            "US officials (not named) said that they believed: “Beijing may be willing” "
            "(put as possible; reported 15 March 2022)."
        ),
        (
            "On 24 February 2022 Antony Blinken (Secretary of State of the United States) warned "
            "China: “There will be a price”."
        ),
        (
            "Trade between the European Union and China: over $800 billion "
            "(2021; by China's official figures)."
        ),
        "Trade between China and Russia: under $150 billion (2021).",
        (
            "By the account of US officials (not named), in March 2022 Russia asked China for help "
            "— “Moscow has asked Beijing for drones, US officials said on Monday”."
        ),
        (
            "On 25 February 2022 China abstained from the vote on “a draft that deplored the war” "
            "in the UN Security Council."
        ),
        (
            "Reported to have imposed sanctions on Russia: Australia (4 March 2022) and "
            "Japan (3 March 2022)."
        ),
        "Joe Biden, President of the United States, in office since 20 January 2021.",
        "Russia contradicts US officials (not named).",
        (
            "Taiwan and Ukraine are spoken of, but no statement of theirs was found; silence is "
            "not a position."
        ),
        "1 document bears no date and was left out: “A text without a day”.",
        "1 name could not be tied to anybody the desk knows: “Zorblat”.",
        (
            "As of 18 March 2022, from 9 documents of 8 independent origins (1 copy set apart), "
            "published from 26 February 2022 to 18 March 2022."
        ),
    ],
)
def test_a_brief_says(brief: Page, sentence: str) -> None:
    assert sentence in words_of(brief)


def test_every_sentence_cites_something_but_the_sources_themselves(brief: Page) -> None:
    silent = [s.text for s in brief.iter_sentences() if not s.references]
    assert silent == [s.text for s in of_form(brief, "source")]
    assert frozenset({"source"}) == SELF_CITING


def test_every_passage_stands_in_its_document(brief: Page) -> None:
    passages = [r.passage for r in number_references(brief) if r.passage is not None]
    assert len(passages) > 10
    for passage in passages:
        assert passage.fits(brief.documents[passage.document].text)


def test_references_are_numbered_from_one_in_the_order_of_reading(brief: Page) -> None:
    numbers = number_references(brief)
    assert list(numbers.values()) == list(range(1, len(numbers) + 1))
    assert numbers[brief.opening[0].references[0]] == 1


def test_the_same_dossier_gives_the_same_page(desk: SmallDesk) -> None:
    assert compose(desk.dossier()) == compose(desk.dossier())


def test_a_copy_is_no_second_source(brief: Page) -> None:
    sources = [s.text for s in of_form(brief, "source")]
    assert len(sources) == 8
    assert any("1 copy, counted with it as one source: Valley Echo" in s for s in sources)


def test_disputes_stand_side_by_side_the_earlier_first(brief: Page) -> None:
    (pair,) = next(s for s in brief.sections if s.key == "contested").pairs
    assert "asked Beijing for drones" in pair.left.text
    assert pair.right.text.startswith("Russia flatly denied")


def test_key_points_are_few_and_none_repeats_another_s_passage(brief: Page) -> None:
    key = brief.sections[0].lead
    assert 3 < len(key) <= MAX_KEY_POINTS
    assert len({s.text for s in key}) == len(key)


def test_each_picture_has_a_caption_that_cites_and_words_for_the_blind(brief: Page) -> None:
    pictures = [p for section in brief.sections for p in section.pictures]
    assert [p.name for p in pictures] == ["timeline", "figures", "matrix", "voices", "contacts"]
    for picture in pictures:
        assert picture.spec is not None
        assert picture.caption.references
        assert picture.alt


def test_nothing_later_than_the_day_leaks_in(desk: SmallDesk) -> None:
    early = desk.dossier(as_of=date(2022, 3, 17))
    assert max(d.published_on or "" for d in early.documents) == "2022-03-17"
    words = words_of(compose(early))
    # On the day before, the call is only announced.
    assert "On 18 March 2022 Joe Biden and Xi Jinping are to speak by telephone." in words
    assert not any("spoke by telephone" in w for w in words)
    assert not any("Mariupol" in w for w in words)


def test_what_was_reported_after_since_is_new_and_nothing_else(desk: SmallDesk) -> None:
    brief = compose(desk.dossier(since=date(2022, 3, 16)))
    new = [s.text for s in brief.iter_sentences() if s.new]
    assert any("Mariupol" in text for text in new)
    assert not any("asking China for arms" in text for text in new)
    # The call was announced on 17 March: all its reports are newer than the 16th.
    assert any("spoke by telephone" in text for text in new)
    assert not any(s.new for s in compose(desk.dossier()).iter_sentences())
    (marked,) = of_form(brief, "new_since")
    assert marked.text.endswith("it stands in 3 documents.")


def test_one_older_report_makes_the_whole_old_news(desk: SmallDesk) -> None:
    brief = compose(desk.dossier(since=date(2022, 3, 17)))
    (call,) = {s.text: s for s in of_form(brief, "contact")}.values()
    assert not call.new


@pytest.mark.parametrize(
    ("about", "kept", "dropped"),
    [
        (["JPN"], "Japan imposed financial sanctions", "telephone"),
        (["Q6279"], "Joe Biden and Xi Jinping spoke", "sanctions"),
        (["AUS", "JPN"], "Australia imposed financial sanctions", "Mariupol"),
    ],
)
def test_about_keeps_what_touches_the_actors_asked_for(
    desk: SmallDesk, about: list[str], kept: str, dropped: str
) -> None:
    words = words_of(compose(desk.dossier(about=about)))
    assert any(kept in w for w in words)
    assert not any(dropped in w for w in words)


def test_third_parties_are_whoever_was_not_asked_for(desk: SmallDesk) -> None:
    brief = compose(desk.dossier(about=["CHN", "RUS"]))
    watching = next(s for s in brief.sections if s.key == "watching")
    assert {"Japan", "Australia", "United States"} <= {g.heading for g in watching.groups}
    assert brief.title == "China and Russia: brief as of 18 March 2022"


def test_an_empty_desk_still_gives_a_page_that_says_so() -> None:
    brief = compose(gather([], as_of=date(2022, 3, 18)))
    assert "As of 18 March 2022; no document on the desk bears on the question." in words_of(brief)
    for part in ("moment", "means", "relationship", "watching", "principals"):
        section = next(s for s in brief.sections if s.key == part)
        assert section.lead
        assert section.lead[0].form == f"no_evidence_{part}"
        assert section.lead[0].references


def test_a_document_without_anything_in_it_leaves_five_plain_sentences() -> None:
    quiet = page("The lake was calm.", "Weather", "Lake News", "2022-03-18").reading()
    words = words_of(compose(gather([quiet])))
    assert "The one document read nowhere tells of a dated act or a statement." in words
    assert "No picture: no dated act in what was read." in words


def test_without_any_date_the_day_must_be_given() -> None:
    undated = page("Nobody knows when.", "Lost", "Nobody", None).reading()
    with pytest.raises(EmptyDossierError, match="--as-of"):
        gather([undated])


def test_long_parts_end_in_a_count_of_what_is_left() -> None:
    told = page(
        " ".join(f"Russia shelled Ukraine near post {n:02d}." for n in range(30)),
        "Thirty",
        "Harbour Post",
        "2022-03-18",
    )
    joined = []
    for n in range(30):
        words = f"Russia shelled Ukraine near post {n:02d}"
        start = told.span(words)
        russia = told.mention("Russia", RUS)
        ukraine = told.mention("Ukraine", CHN)
        event = told.event(words, f"post {n:02d}", "ASSAULT", [russia], [ukraine])
        assert start.text == words
        joined.append(incident(event, pages=[told], on=f"2022-03-{n % 18 + 1:02d}"))
    brief = compose(gather([told.reading()], joined))
    (more,) = of_form(brief, "more_acts")
    assert more.text == f"{30 - MAX_LINES} more acts are on the desk: legation show events."
    assert len(more.references[0].counted) == 30 - MAX_LINES


def test_reports_of_one_undated_act_are_one_sentence() -> None:
    pages = [
        page(f"Report {n}: Russia attacked Ukraine.", f"Report {n}", "Wire", f"2022-03-0{n}")
        for n in (1, 2, 3)
    ]
    joined = []
    for told in pages:
        russia, ukraine = told.mention("Russia", RUS), told.mention("Ukraine", CHN)
        event = told.event("Russia attacked Ukraine", "attacked", "ASSAULT", [russia], [ukraine])
        joined.append(incident(event, pages=pages))
    brief = compose(gather([p.reading() for p in pages], joined))
    moment = next(s for s in brief.sections if s.key == "moment")
    (attack,) = [s for g in moment.groups for s in g.sentences]
    assert attack.text.endswith("(reported 1 March 2022; 3 independent reports).")
    assert len(attack.references) == 3


def test_a_form_that_does_not_exist_and_a_record_that_is_gone_are_named(desk: SmallDesk) -> None:
    dossier = desk.dossier()
    view = View(dossier, dossier.frame)
    with pytest.raises(UnknownFormError, match="haiku"):
        say("haiku", [], view)
    with pytest.raises(RecordGoneError, match="clm-nowhere"):
        say("claim", ["clm-nowhere"], view)
    with pytest.raises(RecordGoneError, match="no claim"):
        say("claim", [dossier.documents[0].id], view)


def test_parties_are_those_asked_for_else_the_most_active(desk: SmallDesk) -> None:
    assert choose_parties(desk.dossier(about=["JPN", "Q6279"])) == ("JPN", "USA")
    assert set(choose_parties(desk.dossier())) == {"RUS", "CHN", "USA"}


@pytest.mark.parametrize(
    ("on", "expected"),
    [("2022-03-18", 2.0), ("2022-03-11", 1.0), ("2022-03-25", 1.0), (None, 0.0)],
)
def test_news_fades_by_half_in_a_week(on: str | None, expected: float) -> None:
    assert recency(on, date(2022, 3, 18)) == pytest.approx(expected)


def test_a_second_independent_report_weighs_more_and_a_copy_does_not(desk: SmallDesk) -> None:
    dossier = desk.dossier()
    attack = next(i for i in dossier.incidents if i.type == "ASSAULT")
    assert attack.origins == (attack.origins[0],)
    assert len(attack.events) == 2
    states = (USA.id or "", RUS.id or "")
    alone = weigh_incident(attack, dossier, states)
    from dataclasses import replace

    twice = replace(attack, origins=("one", "two"))
    assert weigh_incident(twice, dossier, states) > alone


def test_the_dossier_finds_each_record_by_its_id(desk: SmallDesk) -> None:
    dossier: Dossier = desk.dossier()
    reading: Reading = desk.readings[0]
    for record in reading.iter_found():
        assert dossier.record(record.id) == record
    assert dossier.record("doc-nowhere") is None
    assert dossier.link("men-nowhere") is None
