"""The corpus of linking holds what its page promises, and its scorer counts as it says."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from legation.evaluate.brackets import PassageError
from legation.evaluate.linkpassages import iter_link_passages, load_link_corpus
from legation.evaluate.linkscores import FoundMention, score_links
from legation.records import Actor, Document
from legation.reference.cities import state_of_town
from legation.reference.shelf import load_shelf

ROOT = Path(__file__).resolve().parents[1] / "corpora" / "linking"
TEXT = """\
== lt-001 wire 2022-03-18
[m1 Moscow] said talks in [m2 Istanbul] had failed; [m3 Lavrov] told [m4 both sides] so.
@1 metonym RUS
@2 place TUR
@3 person "Sergei Lavrov"@RUS
@4 group RUS|UKR
"""
RUSSIA = Actor("RUS", "Russia", "state", "RUS")
UKRAINE = Actor("UKR", "Ukraine", "state", "UKR")
ISTANBUL = Actor("legation:istanbul", "Istanbul", "place", "TUR")
LAVROV = Actor("Q58217", "Sergey Lavrov", "person", "RUS")


def test_there_are_enough_mentions_of_each_kind_to_measure() -> None:
    test = [one for one in load_link_corpus(ROOT) if one.part == "test"]
    kinds = Counter(mention.kind for one in test for mention in one.mentions)
    assert sum(kinds.values()) >= 600
    assert kinds["metonym"] + kinds["place"] >= 200
    assert kinds["role"] >= 100
    assert kinds["namesake"] >= 60
    assert kinds["misspelt"] >= 80
    assert kinds["group"] >= 80
    assert kinds["pronoun"] + kinds["description"] >= 80


def test_a_mention_is_right_when_all_parties_meant_are_found_and_no_others() -> None:
    (passage,) = iter_link_passages(TEXT)
    found: dict[str, tuple[Actor, ...]] = {
        "Moscow": (RUSSIA,),
        "Istanbul": (ISTANBUL,),
        "Lavrov": (LAVROV,),
        "both sides": (RUSSIA,),
    }

    def read(document: Document) -> list[FoundMention]:
        places = {words: document.text.index(words) for words in found}
        return [
            FoundMention(start, start + len(words), found[words], 0.95)
            for words, start in places.items()
        ]

    score = score_links([passage], read, load_shelf())
    assert (score.every.n, score.every.share) == (4, 0.75)
    assert score.by_kind["group"].share == 0
    found["both sides"] = (UKRAINE, RUSSIA)
    found["Istanbul"] = (Actor("TUR", "Turkey", "state", "TUR"),)
    score = score_links([passage], read, load_shelf())
    assert score.by_kind["group"].share == 1
    # A town that is taken for the government is no place, and a metonym that is none.
    assert score.by_kind["place"].share == 0
    assert (score.metonyms.p, score.metonyms.r) == (0.5, 1.0)
    assert (score.sure.n, score.share_sure) == (4, 1.0)


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("@1 capital RUS", "metonym, place"),
        ("@1 metonym", "a kind"),
        ("@1 metonym RUS@", "write RUS"),
        ("@1 organisation IMF", "quotation marks"),
    ],
)
def test_a_line_that_is_wrong_is_named_with_its_cure(line: str, told: str) -> None:
    text = f"== lt-001 wire 2022-03-18\n[m1 Moscow] denied it.\n{line}\n"
    with pytest.raises(PassageError, match=told):
        list(iter_link_passages(text, "here.txt"))


def test_a_name_of_three_capitals_is_no_state() -> None:
    text = '== lt-001 wire 2022-03-18\n[m1 The Fund] agreed.\n@1 description "IMF"\n'
    (passage,) = iter_link_passages(text)
    (meant,) = passage.mentions[0].meant
    assert (meant.name, meant.state) == ("IMF", None)


@pytest.mark.parametrize(
    ("town", "state"), [("Istanbul", "TUR"), ("Glasgow", "GBR"), ("Nowhereville", None)]
)
def test_towns_lie_in_their_states(town: str, state: str | None) -> None:
    assert state_of_town(town) == state


MISSPELT = """\
== lt-002 wire 2022-03-18
In [m1 Ryad] they wait.
@1 misspelt SAU
"""


@pytest.mark.parametrize(
    ("actor", "right"),
    [
        (Actor("legation:ryad", "Ryad", "place", "SAU"), True),
        (Actor("SAU", "Saudi Arabia", "state", "SAU"), True),
        (Actor("legation:ryad", "Ryad", "place", "TUR"), False),
        (Actor("TUR", "Turkey", "state", "TUR"), False),
    ],
)
def test_a_misspelt_place_is_right_as_the_place_or_its_state(actor: Actor, right: bool) -> None:
    (passage,) = iter_link_passages(MISSPELT)
    found = FoundMention(3, 7, (actor,), 0.8)
    score = score_links([passage], lambda _: [found], load_shelf())
    assert score.every.share == float(right)
