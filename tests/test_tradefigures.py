"""Figures of trade beside a table: what is compared, what is not, and the sentence of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing_builder import CHN, EU, JPN, RUS, USA, XI, Page, page, small_desk
from legation.app.tradefigures import Beside, estimates_beside, iter_beside
from legation.briefing.compose import compose
from legation.briefing.dossier import gather
from legation.briefing.sentences import say
from legation.briefing.view import View
from legation.leverage.agreement import compare_figure
from legation.leverage.library import load_trade_table
from legation.records import OBSERVED, Actor

DAY = date(2022, 3, 18)
TABLE = load_trade_table().table
TEXT = "They and others traded goods worth $750 billion in 2021."


def told(parties: Sequence[Actor | None], **more: Any) -> Page:
    """Return a document with one figure of trade between parties; None: linked to nobody."""
    words = ("They", "others", "traded", "goods")[: len(parties)]
    one = page(TEXT, "Trade", "Ledger", "2022-03-18")
    named = [
        one.mention(word, *([] if actor is None else [actor]))
        for word, actor in zip(words, parties, strict=True)
    ]
    one.figure("$750 billion", 7.5e11, named, **more)
    return one


def beside(parties: Sequence[Actor | None], about: Sequence[str] = (), **more: Any) -> list[Beside]:
    reading = told(parties, **more).reading()
    links = {link.mention: link for link in reading.links}
    return list(iter_beside(reading.figures, links, TABLE, about))


def sentence(**more: Any) -> str:
    reading = told([USA, CHN], **more).reading()
    estimates = estimates_beside([reading], TABLE)
    dossier = gather([reading], estimates, as_of=DAY)
    view = View(dossier, dossier.frame)
    return say("figure_beside", [one.id for one in estimates], view).text


@pytest.mark.parametrize(
    ("parties", "regions"),
    [
        ([USA, CHN], ("USA", "CHN")),
        ([XI, RUS], ("CHN", "RUS")),  # a leader's trade is his state's
        ([EU, CHN], ("DEU + FRA + ITA + POL + EU23", "CHN")),
        ([USA, CHN, CHN], ("USA", "CHN")),
    ],
)
def test_parties_are_found_in_the_table(parties: list[Actor], regions: tuple[str, ...]) -> None:
    (one,) = beside(parties)
    assert one.agreement is not None
    assert one.agreement.parties == regions


@pytest.mark.parametrize(
    ("parties", "more", "reason"),
    [
        ([USA, None], {}, "linked to nobody"),
        ([], {}, "it has none"),
        ([USA, CHN, JPN], {}, "3: USA, CHN, JPN"),
        ([USA, Actor("HUN", "Hungary", "state", "HUN")], {}, "part of EU23"),
        ([USA, CHN], {"unit": "EUR"}, "in EUR"),
        ([USA, CHN], {"unit": "percent"}, "no sum of money"),
        ([USA, CHN], {"low": None, "high": None}, "neither a lower nor an upper bound"),
    ],
)
def test_what_cannot_be_compared_says_why(
    parties: list[Actor | None], more: dict[str, Any], reason: str
) -> None:
    (one,) = beside(parties, **more)
    assert one.agreement is None
    assert one.is_flagged
    assert reason in str(one.reason)
    assert estimates_beside([told(parties, **more).reading()], TABLE) == ()


def test_other_figures_and_other_parties_are_passed_over() -> None:
    assert beside([USA, CHN], ["RUS"]) == []
    assert len(beside([USA, CHN], ["CHN"])) == 1
    reading = told([USA, CHN]).reading()
    aid = [replace(figure, about="aid") for figure in reading.figures]
    assert list(iter_beside(aid, {link.mention: link for link in reading.links}, TABLE)) == []


def test_trade_of_one_with_the_world_is_compared_but_gets_no_sentence() -> None:
    (one,) = beside([CHN])
    assert one.agreement is not None
    assert one.agreement.verdict == "differs"
    assert estimates_beside([told([CHN]).reading()], TABLE) == ()


def test_an_estimate_says_that_nothing_is_supposed_and_rests_on_the_figure() -> None:
    reading = told([USA, CHN], high=None, period="2021").reading()
    total, goods = estimates_beside([reading], TABLE)
    assert (total.scenario, total.sector, goods.sector) == (OBSERVED, None, "goods")
    assert (total.table, total.base_year) == ("icio2021, 2021", 2021)
    assert total.inputs == goods.inputs == (reading.figures[0].id,)
    assert total.id != goods.id
    assert estimates_beside([reading], TABLE) == (total, goods)


@pytest.mark.parametrize(
    ("more", "says"),
    [
        ({"high": None, "period": "2021"}, ": 2.2 % below the $750 billion reported; goods alone"),
        ({"low": 7e11, "high": None, "period": "2021"}, "bears the report out, 4.8 % above $700 b"),
        ({"low": 7e11, "high": None, "period": "2021"}, "$565 billion, which would not bear it"),
        ({"low": None, "high": 6e11, "period": "2021"}, "$565 billion, which would bear it out"),
        ({"low": 7.35e11, "high": 7.35e11, "period": "2021"}, "goods and services: as reported; g"),
        ({"high": None, "period": "2019"}, "; the report means 2019, another year."),
        ({"high": None}, "; the report does not say which year it means."),
    ],
)
def test_the_sentence_says_how_far_apart_the_two_are(more: dict[str, Any], says: str) -> None:
    assert says in sentence(**more)


@given(
    st.one_of(st.none(), st.floats(1e11, 2e12)),
    st.one_of(st.none(), st.floats(1e11, 2e12)),
)
def test_the_sentence_bears_out_what_the_comparison_bears_out(
    low: float | None, high: float | None
) -> None:
    if low is not None and high is not None:
        low, high = min(low, high), max(low, high)
    if low is None and high is None:
        return
    compared = compare_figure(TABLE, low, high, "USD", ("USA", "CHN"), "2021")
    words = sentence(low=low, high=high, period="2021").partition(";")[0]
    assert (": that bears the report out" in words or ": as reported" in words) == (
        compared.verdict == "agrees"
    )


def test_a_brief_puts_the_table_under_each_figure_of_trade_and_nowhere_else() -> None:
    desk = small_desk()
    estimates = estimates_beside(desk.readings, TABLE)
    dossier = gather(desk.readings, [*desk.joined, *estimates])
    forms = [one.form for one in compose(dossier).iter_sentences()]
    assert forms.count("figure_beside") == 2
    places = [n for n, form in enumerate(forms) if form == "figure_beside"]
    assert all(forms[place - 1] == "figure" for place in places)
    assert "estimate" not in forms


def test_what_is_about_the_partner_alone_is_kept() -> None:
    reading = told([CHN, USA], high=None).reading()
    estimates = estimates_beside([reading], TABLE)
    for about in ("USA", "CHN"):
        assert gather([reading], estimates, as_of=DAY, about=[about]).estimates == estimates
    assert gather([reading], estimates, as_of=DAY, about=["RUS"]).estimates == ()
