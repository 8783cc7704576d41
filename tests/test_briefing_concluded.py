"""A brief words what the desk concludes: how likely, how sure, where one stands, who joined."""

from __future__ import annotations

from datetime import date

import pytest

from legation.briefing.dossier import gather
from legation.briefing.sentences import say
from legation.briefing.view import View
from legation.records import (
    Actor,
    Coalition,
    Judgement,
    Member,
    Position,
    Question,
    Reading,
    Signal,
    Span,
    make_id,
)
from readings import linked, place, reading

CHN = Actor("CHN", "China", "state", "CHN")
RUS = Actor("RUS", "Russia", "state", "RUS")
JPN = Actor("JPN", "Japan", "state", "JPN")
IND = Actor("IND", "India", "state", "IND")
DAY = date(2022, 3, 18)
TEXT = linked(reading("[China|l s] warned [Russia|l] on Friday. Japan joined the sanctions."))
QUESTION = Question(
    make_id("question", 1), "Will it hold?", "2022-03-01", "2022-12-31", ("yes", "no"), None
)


def judged(on: str = "2022-03-18", yes: float = 0.2, grounds: tuple[Span, ...] = ()) -> Judgement:
    return Judgement(
        make_id("judgement", on), QUESTION.id, on, (yes, 1 - yes), (yes / 2, 1 - yes - 0.1),
        (yes + 0.1, 1 - yes / 2), "low", (), (TEXT.document.id,), "m", grounds,
    )  # fmt: skip


def said(form: str, *records: object, named: str) -> str:
    dossier = gather([TEXT], records, as_of=DAY)  # type: ignore[arg-type]
    return say(form, [named], View(dossier, dossier.frame)).text


def test_how_likely_and_how_sure_stand_in_two_sentences() -> None:
    one = judged(grounds=(place(TEXT, "China warned Russia on Friday"),))
    assert said("judgement", QUESTION, one, named=one.id) == (
        "“Will it hold?”: no – likely (80 %, 80 % band 70 % to 90 %) and yes – unlikely "
        "(20 %, 80 % band 10 % to 30 %)."
    )
    sure = said("judgement_confidence", QUESTION, one, named=one.id)
    assert sure == (
        "Analytic confidence in this judgement is low; it rests on 1 independent report."
    )
    assert "likely" not in sure


def test_a_judgement_cites_the_sentences_that_carry_it() -> None:
    one = judged(grounds=(place(TEXT, "China warned Russia on Friday"),))
    dossier = gather([TEXT], [QUESTION, one], as_of=DAY)
    sentence = say("judgement", [one.id], View(dossier, dossier.frame))
    passages = [ref.passage.text for ref in sentence.references if ref.passage]
    assert passages == ["China warned Russia on Friday"]


@pytest.mark.parametrize(
    ("as_of", "yes"), [(date(2022, 3, 10), None), (date(2022, 3, 18), 0.2), (DAY, 0.2)]
)
def test_of_several_judgements_the_latest_by_the_day_counts(as_of: date, yes: float | None) -> None:
    some: list[Question | Judgement] = [
        QUESTION,
        judged("2022-03-17", 0.3),
        judged(),
        judged("2022-03-19", 0.9),
    ]
    early: Reading = linked(reading("[China|l s] spoke.", "2022-03-01"))
    kept = gather([early, TEXT], some, as_of=as_of).judgements
    assert [one.probabilities[0] for one in kept] == ([] if yes is None else [yes])


@pytest.mark.parametrize(
    ("mid", "spread", "words"),
    [
        (0.4, 0.1, "China leans toward Russia: +0.40"),
        (-0.4, 0.1, "China leans against Russia: −0.40"),
        (0.2, 0.1, "China cannot be said to lean toward or against Russia: +0.20"),
        (0.4, 0.5, "by 1 signal of the last 30 days."),
    ],
)
def test_a_position_is_told_with_its_interval_and_spread(
    mid: float, spread: float, words: str
) -> None:
    signal = Signal(make_id("signal", 1), CHN, RUS, mid, 0.5, "2022-03-18", (), "m", None)
    one = Position(
        make_id("position", 1), CHN, RUS, "2022-03-18", mid - 0.3, mid, mid + 0.3, spread,
        (signal.id,), "m",
    )  # fmt: skip
    assert words in said("position", signal, one, named=one.id)


def test_who_joined_who_means_to_and_who_declined_are_kept_apart() -> None:
    span = place(TEXT, "Japan joined the sanctions")
    one = Coalition(
        make_id("incident", 1), "sanctions", RUS, None, None,
        (
            Member(JPN, "joined", "../2022-03-03"),
            Member(CHN, "declined", None),
            Member(IND, "planned", "2022-03-07"),
        ),
        (span,), (TEXT.document.id,),
    )  # fmt: skip
    dossier = gather([TEXT], as_of=DAY, coalitions=[one])
    assert say("coalition", [one.id], View(dossier, dossier.frame)).text == (
        "Sanctions on Russia: Japan (by 3 March 2022) joined; India planned to join; China "
        "declined."
    )


def test_abstaining_is_told_apart_from_taking_no_part() -> None:
    span = place(TEXT, "Japan joined the sanctions")
    one = Coalition(
        make_id("incident", 2), "vote", None, "UN General Assembly", "2022-03-02",
        (Member(CHN, "abstain", "2022-03-02"), Member(JPN, "absent", "2022-03-02")),
        (span,), (TEXT.document.id,),
    )  # fmt: skip
    dossier = gather([TEXT], as_of=DAY, coalitions=[one])
    assert say("coalition", [one.id], View(dossier, dossier.frame)).text == (
        "The vote in the UN General Assembly on 2 March 2022: China abstained; Japan did not take "
        "part."
    )
