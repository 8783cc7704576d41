"""Descriptions of several, and of one by what he is to another, link to whom they mean that day."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from legation.reference.wars import are_at_war
from readings import linked, reading, who


@pytest.mark.parametrize(
    ("marked", "day", "words", "names"),
    [
        (
            "[Prague|l s] and [Warsaw|l s] met in [Vienna|l]. [the two governments|d s +] agreed.",
            "2022-03-18",
            "the two governments",
            ["CZE", "POL"],
        ),
        (
            "[Macron|p s], [Scholz|p s] and [Draghi|p s] met. [the three leaders|d p s +] left.",
            "2022-06-16",
            "the three leaders",
            ["Emmanuel Macron", "Olaf Scholz", "Mario Draghi"],
        ),
        (
            "[Sauli Niinistö|p s] and [Sanna Marin|p s] spoke. [the two|d s +] agreed.",
            "2022-05-13",
            "the two",
            ["Sauli Niinistö", "Sanna Marin"],
        ),
        (
            (
                "[Kyiv|l s] and [Moscow|l s] left [Antalya|l]. "
                "[the two foreign ministers|d p s +] spoke."
            ),
            "2022-03-10",
            "the two foreign ministers",
            ["Dmytro Kuleba", "Sergey Lavrov"],
        ),
        (
            (
                "[Turkey|l s] hosted [Russia|l] and [Ukraine|l]. "
                "[the warring parties|d s +] sat apart."
            ),
            "2022-03-29",
            "the warring parties",
            ["RUS", "UKR"],
        ),
        (
            "[Biden|p s] and [Xi Jinping|p s] spoke. Both of [them] were tired.",
            "2022-03-18",
            "them",
            ["Joe Biden", "Xi Jinping"],
        ),
        # Two of one state are two.
        (
            "[Angela Merkel|p s] will rule. [Gerhard Schröder|p s] goes. [the two|d s +] met.",
            "2005-10-10",
            "the two",
            ["Angela Merkel", "Gerhard Schröder"],
        ),
        # Neighbours and kingdoms are states, though only their leaders were named.
        (
            "[Dina Boluarte|p s] met [Gabriel Boric|p]. [the two neighbours|d s +] sell copper.",
            "2024-09-10",
            "the two neighbours",
            ["PER", "CHL"],
        ),
        # Those who stand beside the words, after them or before.
        (
            "[the two republics|d s +], [Dushanbe|l s] and [Bishkek|l s], wait. [Moscow|l s] acts.",
            "2016-09-02",
            "the two republics",
            ["TJK", "KGZ"],
        ),
        (
            "[Riyadh|l s] watched. [Ankara|l s] and [Athens|l s], [two neighbours|d +], agree.",
            "2016-03-18",
            "two neighbours",
            ["TUR", "GRC"],
        ),
        # Only those of the region or nation that is said.
        (
            "[Denmark|l s] and [Norway|l s] blame [Syria|l]. [the two Nordic states|d s +] wait.",
            "2006-02-04",
            "the two Nordic states",
            ["DNK", "NOR"],
        ),
        (
            "[Jiang Zemin|p s] met [Blair|p] and [Chirac|p]. He told both [Europeans|n +].",
            "2001-09-20",
            "Europeans",
            ["Tony Blair", "Jacques Chirac"],
        ),
        # Named only afterwards.
        (
            "[the two leaders|d p s +] signed. [Roh Moo-hyun|p s] thanked [Kim Jong-il|p].",
            "2007-10-04",
            "the two leaders",
            ["Roh Moo-hyun", "Kim Jong Il"],
        ),
        (
            "[Maduro|p s] and [Ortega|p s] offer a roof. [the latter|d p s] hesitates.",
            "2013-07-05",
            "the latter",
            ["Daniel Ortega"],
        ),
        (
            "[Macron|p s] and [Scholz|p s] met. They praised [each other].",
            "2022-05-13",
            "each other",
            ["Emmanuel Macron", "Olaf Scholz"],
        ),
    ],
)
def test_a_group_is_those_named_together(
    marked: str, day: str, words: str, names: list[str]
) -> None:
    assert who(linked(reading(marked, day)), words) == names


def test_a_group_of_more_than_were_named_is_nobody_in_particular() -> None:
    one = linked(reading("[Biden|p s] and [Xi Jinping|p s] met. [the four leaders|d p s +] ate."))
    assert who(one, "the four leaders") in ([], ["the four leaders"])


@pytest.mark.parametrize(
    ("marked", "day", "words", "name"),
    [
        ("[[South Korea|l]'s acting president|d p s] spoke.", "2017-01-15",
         "South Korea's acting president", "Hwang Kyo-ahn"),
        ("[[Argentina|l]'s outgoing president|d p s] spoke.", "2019-12-11",
         "Argentina's outgoing president", "Mauricio Macri"),
        ("[the [Thai|n] prime minister|d p s] flew on.", "2006-09-21",
         "the Thai prime minister", "Thaksin Shinawatra"),
        ("[the [NATO|o] chief|d p s] spoke.", "2010-05-01", "the NATO chief",
         "Anders Fogh Rasmussen"),
        ("[Lavrov|p s] met [[his] [Chinese|n] counterpart|d p].", "2022-03-30",
         "his Chinese counterpart", "Wang Yi"),
        ("[Lukashenko|p s] flew to [Sochi|l]. [[his] host|d p s] smiled.", "2022-05-23",
         "his host", "Vladimir Putin"),
        ("[Olaf Scholz|p s] spoke. [[his] predecessor|d p s] did not.", "2022-03-18",
         "his predecessor", "Angela Merkel"),
        ("[Macron|p s] saw him. [the American|n] left.", "2022-03-18", "the American", "USA"),
        ("[Biden|p s] met [Lula|p]. the [Brazilian|n s] left.", "2023-02-10", "Brazilian",
         "Luiz Inácio Lula da Silva"),
    ],
)  # fmt: skip
def test_one_is_told_by_office_or_by_another(marked: str, day: str, words: str, name: str) -> None:
    assert who(linked(reading(marked, day)), words) == [name]


@pytest.mark.parametrize(
    ("marked", "words", "state"),
    [
        ("[Estonia|l s] and [Russia|l] part. [the Baltic country|d s] pays.", "the Baltic country",
         "EST"),
        ("[Jordan|l s] told [Israel|l]. [the kingdom|d s] will wait.", "the kingdom", "JOR"),
        ("[Washington|l s] waits. [the Islamic republic|d s] does not.", "the Islamic republic",
         "IRN"),
    ],
)  # fmt: skip
def test_a_state_is_called_by_what_it_is(marked: str, words: str, state: str) -> None:
    assert who(linked(reading(marked)), words) == [state]


@given(st.dates(), st.sampled_from(["RUS", "UKR", "ARM", "AZE", "FRA"]), st.data())
@settings(max_examples=60, deadline=None)
def test_war_is_mutual(on: object, one: str, draw: st.DataObject) -> None:
    other = draw.draw(st.sampled_from(["RUS", "UKR", "ARM", "AZE", "FRA"]))
    assert are_at_war(one, other, on) == are_at_war(other, one, on)  # type: ignore[arg-type]
    assert not are_at_war("FRA", other, on)  # type: ignore[arg-type]
