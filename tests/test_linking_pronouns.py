"""Pronouns, pairs and anaphors take up whom the reader takes them for."""

from __future__ import annotations

import pytest

from readings import link_of, linked, reading, who, with_claim

BIDEN, XI, PUTIN = "Joe Biden", "Xi Jinping", "Vladimir Putin"


@pytest.mark.parametrize(
    ("marked", "words", "expected"),
    [
        ("[Biden|p s] hopes [he] can sway [Xi|p].", "he", [BIDEN]),
        ("[Biden|p s] called [Xi|p]. [He|s] then left.", "He", [BIDEN]),
        ("[Nancy Pelosi|p s] met [Biden|p]. [She|s] left.", "She", ["Nancy Pelosi"]),
        ("[Xi|p s] spoke to [Liz Truss|p]. [He|s] left.", "He", [XI]),
        ("[Biden|p s] told [Xi|p] that [him] was [it].", "it", []),
        ("[Beijing|l s] says [it|s] sends nothing.", "it", ["CHN"]),
        ("[Moscow|l s] denies asking for [it].", "it", []),
        ("[Russia|l s] fell. [It|s] is likely that all ends.", "It", []),
        ("[Ukraine|l] was hit by [Russia|l s], which lost [its] way.", "its", ["RUS"]),
        ("[US|l] trade fell, on [China|l]’s figures, as did [its] own.", "its", ["CHN"]),
        ("[[US|l] officials|d p + s] say [they|s] worry.", "they", ["US officials"]),
        ("[Beijing|l s] helps [Russia|l s] pay, if [the country|d s] can.", "the country", ["CHN"]),
        ("[Taiwan|l s], [a self-governing island|d], waits.", "a self-governing island", ["TWN"]),
        ("[Taiwan|l s] waits. Jets flew near [the island|d].", "the island", ["TWN"]),
        ("The [EU|o s] met. [The bloc|d s] agreed.", "The bloc", ["legation:european-union"]),
        ("[NATO|o s] met. [The alliance|d s] agreed.", "The alliance", ["legation:nato"]),
        (
            "[Biden|p s] wrote to [[his] [Chinese|n] counterpart|d p].",
            "his Chinese counterpart",
            [XI],
        ),
        (
            "[Blinken|p s] met [[his] [Russian|n] counterpart|d p].",
            "his Russian counterpart",
            ["Sergey Lavrov"],
        ),
    ],
)
def test_a_pronoun_or_anaphor_takes_up_its_antecedent(
    marked: str, words: str, expected: list[str]
) -> None:
    assert who(linked(reading(marked)), words) == expected


@pytest.mark.parametrize(
    ("marked", "words", "expected"),
    [
        (
            "[Biden|p s] calls [Xi|p]. Aides to [the two leaders|d p +] met.",
            "the two leaders",
            [BIDEN, XI],
        ),
        (
            (
                "Ties of [Putin|p] and [Xi|p] grow. [Burns|p s r=CIA director] spoke. "
                "[The two leaders|d p + s] met."
            ),
            "The two leaders",
            [PUTIN, XI],
        ),
        (
            "[China|l s] backed [Russia|l], with [both sides|d + s] agreeing.",
            "both sides",
            ["CHN", "RUS"],
        ),
        (
            "[Biden|p s] calls [Xi|p]. [The two countries|d + s] trade.",
            "The two countries",
            ["USA", "CHN"],
        ),
        ("[Biden|p s] knows [Xi|p]. But [they|s] have not met since.", "they", [BIDEN, XI]),
        (
            "[Biden|p s] and [[his] administration|d o s] declined to say what [they|s] weigh.",
            "they",
            [BIDEN, "USA"],
        ),
    ],
)
def test_a_plural_takes_up_those_named_together(
    marked: str, words: str, expected: list[str]
) -> None:
    assert sorted(map(str, who(linked(reading(marked)), words))) == sorted(expected)


def test_they_in_a_quotation_are_never_the_speakers_own() -> None:
    one = reading(
        "[Beijing|l s] is vague. “[We|s] fear that [they|s] may help [Russia|l],” "
        "[Blinken|p s] said."
    )
    one = with_claim(one, "Blinken", "said", "“We fear that they may help Russia,”", form="direct")
    assert who(linked(one), "they") == ["CHN"]


def test_a_warning_of_what_they_may_do_is_about_others() -> None:
    one = reading("[Biden|p s] warned of a price for [China|l] if [they|s] help [Russia|l].")
    one = with_claim(one, "Biden", "warned", "of a price for China if they help Russia", act="warn")
    assert who(linked(one), "they") == ["CHN"]


def test_a_chain_of_pronouns_leads_back_to_the_name() -> None:
    one = linked(reading("[Biden|p s] spoke. [He|s] left. Then [he|s] slept."))
    assert link_of(one, "he").repeats == link_of(one, "Biden").mention


TRANSCRIPT = (
    "[THE PRESIDENT|d p]: [I|s] met [Volodymyr Zelenskyy|p].\n\n"
    "Q    Did [he|s] agree?\n\n[THE PRESIDENT|d p]: [We|s] did.\n\n[MS. PSAKI|p]: [I|s] agree."
)


@pytest.mark.parametrize(
    ("words", "nth", "expected"),
    [
        ("I", 0, [BIDEN]),
        ("I", 1, ["Jen Psaki"]),
        ("We", 0, ["USA"]),
        ("he", 0, ["Volodymyr Zelenskyy"]),
        ("THE PRESIDENT", 1, [BIDEN]),
    ],
)
def test_the_speaker_of_a_transcript_is_the_one_before_the_colon(
    words: str, nth: int, expected: list[str]
) -> None:
    title = "Remarks by President Biden in Press Conference"
    one = linked(reading(TRANSCRIPT, title=title))
    assert who(one, words, nth) == expected


def test_a_statement_is_in_the_words_of_whom_its_title_names() -> None:
    one = reading("[I|s] condemn it. [We|s] act.", title="Statement by President Joe Biden on Aid")
    assert who(linked(one), "I") == [BIDEN]
    assert who(linked(one), "We") == ["USA"]
    report = reading("[I|s] condemn it.", title="Five questions on Biden")
    assert who(linked(report), "I") == []


@pytest.mark.parametrize(
    ("publisher", "expected"),
    [
        ("The White House", [BIDEN]),
        ("bidenwhitehouse.archives.gov", [BIDEN]),
        ("Legation sample", []),
        ("www.state.gov", []),
    ],
)
def test_i_in_a_heads_own_release_is_the_head(publisher: str, expected: list[str]) -> None:
    one = linked(reading("Today [I|s] have signed the order.", publisher=publisher))
    assert who(one, "I") == expected
