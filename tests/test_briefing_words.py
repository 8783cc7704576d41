"""The words: deeds by status and mode, dates, amounts, names, quotations."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing_builder import BIDEN, CHN, EU, PUTIN, RUS, USA, XI, page
from legation.briefing.amounts import amount, figure_amount
from legation.briefing.dates import period, when
from legation.briefing.deed_words import DEEDS
from legation.briefing.deeds import Deed, tell
from legation.briefing.dossier import gather
from legation.briefing.naming import listed, name, office_words, possessive, quoted
from legation.briefing.sentences import say
from legation.briefing.view import View
from legation.records import STATUSES, Actor, Estimate, Signal, make_id

DAY = date(2022, 3, 18)


def deed(kind: str, **more: object) -> Deed:
    bare = Deed(kind, None, "happened", (CHN,), (RUS,), None)
    return replace(bare, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        (deed("AID", means=("ammunition",)), "China gave Russia ammunition"),
        (deed("AID", means=("food-medicine", "dual-use"), status="possible"),
         "China might give Russia food or medicine or dual-use goods and parts"),
        (deed("AID", status="ongoing"), "China is giving aid to Russia"),
        (deed("ASSAULT", actors=(RUS,), recipients=(CHN,), status="ongoing", on="2022-02-24/.."),
         "since 24 February 2022 Russia has been attacking China"),
        (deed("CONSULT", mode="phone", actors=(BIDEN, XI), recipients=(BIDEN, XI), on="2022-03-18",
              status="planned"),
         "on 18 March 2022 Joe Biden and Xi Jinping were to hold a call"),
        (deed("CONSULT", mode="telephone", actors=(BIDEN,), recipients=(XI,), on="2022-03-21",
              status="planned"),
         "on 21 March 2022 Joe Biden is to speak by telephone with Xi Jinping"),
        (deed("CONSULT", mode="visit", actors=(PUTIN,), recipients=(XI, CHN), where="Beijing"),
         "Vladimir Putin visited Beijing for talks with Xi Jinping"),
        (deed("SANCTION", actors=(USA,), means=("finance", "trade")),
         "the United States imposed trade and financial sanctions on Russia"),
        (deed("REQUEST", mode="assist", actors=(RUS,), recipients=(CHN,), status="denied",
              denied_by=(PUTIN,)),
         "Vladimir Putin denied having asked China for help"),
        (deed("AID", status="denied", denied_by=(USA,)),
         "the United States denied that China had given aid to Russia"),
        (deed("AID", status="denied", denied_by=(USA,), denial="believe"),
         "the United States did not think that China was likely to give aid to Russia"),
        (deed("AID", status="denied", denied_by=(EU,), denial="demand"),
         "the European Union called on China not to give aid to Russia"),
        (deed("CONSULT", actors=(BIDEN, XI), recipients=(), status="denied"),
         "Joe Biden and Xi Jinping did not hold talks"),
        (deed("AID", status="hypothetical"),
         "China would, on a condition that the source names, give aid to Russia"),
        (deed("SANCTION", actors=(), status="possible"),
         "sanctions on Russia: held possible, without saying by whom"),
        (deed("COOPERATE", actors=(CHN, RUS), recipients=()), "China and Russia cooperated"),
    ],
)  # fmt: skip
def test_a_deed_is_told_as_it_stands(told: Deed, expected: str) -> None:
    assert tell(told, DAY) == expected


# What has not happened must never be told in the plain past of its verb.
@pytest.mark.parametrize("status", [s for s in STATUSES if s not in ("happened", "ongoing")])
@pytest.mark.parametrize("kind", DEEDS)
def test_what_has_not_happened_is_never_told_as_done(
    kind: tuple[str, str | None], status: str
) -> None:
    words = tell(deed(kind[0], mode=kind[1], status=status), DAY)
    assert not words.startswith(f"China {DEEDS[kind].past} ")


@pytest.mark.parametrize("kind", DEEDS)
def test_every_row_of_the_table_reads_with_and_without_the_other_side(
    kind: tuple[str, str | None],
) -> None:
    row = DEEDS[kind]
    assert "{r}" not in row.alone
    assert "{r}" not in row.noun
    for status in STATUSES:
        for recipients in ((RUS,), ()):
            words = tell(deed(kind[0], mode=kind[1], status=status, recipients=recipients), DAY)
            assert "{" not in words
            assert "  " not in words


@pytest.mark.parametrize(
    ("value", "phrase", "noun"),
    [
        ("2022-03-18", "on 18 March 2022", "18 March 2022"),
        ("2022-02", "in February 2022", "February 2022"),
        ("2021", "in 2021", "2021"),
        ("2022-23", "in autumn 2022", "autumn 2022"),
        ("2022-03-14/2022-03-20", "between 14 and 20 March 2022", "14 to 20 March 2022"),
        ("2022-02-28/2022-03-02", "between 28 February and 2 March 2022",
         "28 February to 2 March 2022"),
        ("2021-12-30/2022-01-02", "between 30 December 2021 and 2 January 2022",
         "30 December 2021 to 2 January 2022"),
        ("2022-02-24/..", "since 24 February 2022", "since 24 February 2022"),
        ("../2022-03", "until March 2022", "until March 2022"),
        ("2022-03~", "in about March 2022", "about March 2022"),
        ("2022-03-18?", "on perhaps 18 March 2022", "perhaps 18 March 2022"),
        ("201X", "in the 2010s", "the 2010s"),
        (None, "", ""),
    ],
)  # fmt: skip
def test_dates_are_said_in_english(value: str | None, phrase: str, noun: str) -> None:
    assert when(value) == phrase
    assert period(value) == noun


@pytest.mark.parametrize(
    ("value", "unit", "expected"),
    [
        (8e11, "USD", "$800 billion"),
        (1.5e9, "EUR", "€1.5 billion"),
        (2e12, "CNY", "2 trillion yuan"),
        (7, "hour", "7 hours"),
        (1, "hour", "1 hour"),
        (1200, "person", "1,200 people"),
        (3.5, "percent", "3.5 percent"),
        (40, "country", "40 countries"),
        (5e6, "SEK", "SEK 5 million"),
    ],
)
def test_amounts_wear_their_unit(value: float, unit: str, expected: str) -> None:
    assert amount(value, unit) == expected


@pytest.mark.parametrize(
    ("low", "high", "expected"),
    [
        (7.5e11, None, "over $750 billion"),
        (None, 7.5e11, "under $750 billion"),
        (7.5e11, 7.5e11, "$750 billion"),
        (7.125e11, 7.875e11, "about $750 billion"),
        (7e11, 8e11, "between $700 billion and $800 billion"),
        (None, None, "about $750 billion"),
        (7.5e11, 9e11, "between $750 billion and $900 billion"),
    ],
)
def test_a_figure_keeps_its_bound(low: float | None, high: float | None, expected: str) -> None:
    told = page("Trade: $750 billion.", "T", "P", "2022-03-18")
    assert figure_amount(told.figure("$750 billion", 7.5e11, [], low=low, high=high)) == expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("“There will be a price,”", "“There will be a price”"),
        ("rested on “cold reasons.”", "“rested on ‘cold reasons’”"),
        ("rested on “cold reasons", "“rested on ‘cold reasons’”"),
        ('said it was "fine" now', "“said it was ‘fine’ now”"),
        ("two\nlines", "“two lines”"),
        ("it isn’t so", "“it isn’t so”"),
    ],
)
def test_quotations_keep_their_words_and_close_their_marks(words: str, expected: str) -> None:
    assert quoted(words) == expected


@given(st.text(alphabet="ab “”\"'’,.;\n<>&[]*_", max_size=400))
def test_a_quotation_opens_and_closes_once_whatever_it_holds(words: str) -> None:
    said = quoted(words, 100)
    assert said.count("“") == said.count("”") == 1
    assert said.startswith("“")
    assert said.endswith("”")


@pytest.mark.parametrize(
    ("actor", "expected"),
    [
        (USA, "the United States"),
        (CHN, "China"),
        (EU, "the European Union"),
        (BIDEN, "Joe Biden"),
        (Actor("legation:nato", "NATO", "organisation", None), "NATO"),
        (Actor("legation:treasury", "Department of the Treasury", "body", "USA"),
         "the Department of the Treasury"),
        (Actor(None, "Officials", "person", "USA"), "officials"),
        (Actor(None, "I", "person", None), "somebody not identified"),
    ],
)  # fmt: skip
def test_names_take_their_article(actor: Actor, expected: str) -> None:
    assert name(actor) == expected


@pytest.mark.parametrize(
    ("office", "state", "expected"),
    [
        ("Secretary of State", "United States", "Secretary of State of the United States"),
        ("Director of the CIA", "United States", "Director of the CIA"),
        ("Ambassador to Japan", "China", "Ambassador to Japan for China"),
        ("Secretary General of NATO", None, "Secretary General of NATO"),
    ],
)
def test_offices_name_their_state_where_needed(
    office: str, state: str | None, expected: str
) -> None:
    assert office_words(office, state) == expected


def test_lists_end_in_and_and_long_ones_in_a_number() -> None:
    assert listed([]) == ""
    assert listed(["a"]) == "a"
    assert listed(["a", "b", "c"]) == "a, b and c"
    assert listed(list("abcdefg"), 3) == "a, b and 5 others"
    assert possessive("United States") == "United States’"


def test_a_number_of_our_own_cites_table_model_and_scenario_and_no_passage() -> None:
    estimate = Estimate(
        id=make_id("estimate", 1),
        scenario="full embargo",
        quantity="welfare loss",
        actor=CHN,
        partner=RUS,
        sector="energy",
        low=0.4,
        mid=0.6,
        high=0.9,
        unit="percent",
        table="ICIO 2021",
        model="Caliendo-Parro",
        elasticities="CP2015",
        base_year=2018,
        inputs=(),
        method="m",
    )
    dossier = gather([], [estimate], as_of=DAY)
    said = say("estimate", [estimate.id], View(dossier, dossier.frame))
    assert said.text == (
        "In the scenario “full embargo”, China’s welfare loss toward Russia in energy comes to "
        "0.6 percent, between 0.4 percent and 0.9 percent; computed by us, not reported, from "
        "table ICIO 2021; model Caliendo-Parro; elasticities CP2015; base year 2018."
    )
    (reference,) = said.references
    assert reference.passage is None
    assert reference.computed == (
        "table ICIO 2021; model Caliendo-Parro; elasticities CP2015; base year 2018; "
        "scenario full embargo"
    )


def test_a_number_from_a_later_year_is_not_known_on_the_day() -> None:
    estimate = Estimate(
        id=make_id("estimate", 2),
        scenario="full embargo",
        quantity="change of real income",
        actor=RUS,
        partner=None,
        sector=None,
        low=-9.7,
        mid=-4.8,
        high=-1.5,
        unit="percent",
        table="ICIO 2021",
        model="sectors, input-output",
        elasticities=None,
        base_year=2021,
        inputs=(),
        method="m",
    )
    assert gather([], [estimate], as_of=date(2020, 12, 31)).estimates == ()
    dossier = gather([], [estimate], as_of=DAY)
    said = say("estimate", [estimate.id], View(dossier, dossier.frame))
    assert said.text == (
        "In the scenario “full embargo”, Russia’s change of real income comes to −4.8 percent, "
        "between −9.7 percent and −1.5 percent; computed by us, not reported, from table ICIO "
        "2021; models sectors, input-output; base year 2021."
    )


def test_a_signal_shows_that_the_rating_is_ours_and_cites_its_evidence() -> None:
    told = page("China backed Russia's demand.", "T", "P", "2022-03-18")
    china, russia = told.mention("China", CHN), told.mention("Russia", RUS)
    event = told.event("China backed Russia", "backed", "SUPPORT", [china], [russia])
    signal = Signal(make_id("signal", 1), CHN, RUS, 0.6, 0.5, "2022-03-18", (event.id,), "m", None)
    dossier = gather([told.reading()], [signal])
    said = say("signal", [signal.id], View(dossier, dossier.frame))
    assert said.text == (
        "On 18 March 2022 a signal of China for Russia – “China backed Russia's demand” "
        "(direction +0.60 of ±1, strength 0.50, by our rating)."
    )
    assert [r.passage.text for r in said.references if r.passage] == [
        "China backed Russia's demand"
    ]
