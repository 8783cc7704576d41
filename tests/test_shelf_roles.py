"""Role nouns and titles."""

from __future__ import annotations

import pytest

from legation.reference.roles import ROLE_KINDS, load_role_nouns, load_titles, strip_titles
from legation.reference.tables import load_table, split_list


@pytest.mark.parametrize(
    ("lemma", "kind"),
    [
        ("official", "person"),
        ("leader", "person"),
        ("minister", "person"),
        ("spokeswoman", "person"),
        ("ally", "person"),
        ("source", "person"),
        ("counterpart", "person"),
        ("ministry", "body"),
        ("government", "body"),
        ("army", "body"),
        ("regulator", "body"),
        ("troop", "group"),
        ("delegation", "group"),
        ("company", "organisation"),
        ("newspaper", "organisation"),
    ],
)
def test_a_noun_stands_for_a_kind_of_actor(lemma: str, kind: str) -> None:
    assert load_role_nouns()[lemma] == kind


@pytest.mark.parametrize("word", ["table", "war", "talk", "ammunition", "friday"])
def test_other_nouns_describe_no_actor(word: str) -> None:
    assert word not in load_role_nouns()


def test_the_list_is_long_lower_case_and_says_everything_once() -> None:
    nouns = load_role_nouns()
    assert len(nouns) >= 250
    assert set(nouns.values()) == set(ROLE_KINDS)
    assert all(lemma == lemma.lower().strip() for lemma in nouns)
    kinds: dict[str, set[str]] = {}
    for row in load_table("roles.tsv"):
        for lemma in split_list(row["lemmas"]):
            kinds.setdefault(lemma, set()).add(row["kind"])
    assert {lemma for lemma, found in kinds.items() if len(found) > 1} == set()


@pytest.mark.parametrize(
    ("printed", "office"),
    [
        ("secretary of state", "Secretary of State"),
        ("foreign minister", "Minister of Foreign Affairs"),
        ("prime minister", "Prime Minister"),
        ("national security adviser", "National Security Advisor"),
        ("press secretary", "Press Secretary"),
        ("cia director", "Director of the CIA"),
        ("sen.", "Senator"),
    ],
)
def test_a_printed_title_means_an_office(printed: str, office: str) -> None:
    assert load_titles()[printed] == office


@pytest.mark.parametrize(
    ("name", "bare"),
    [
        ("President Xi", "Xi"),
        ("former President Donald Trump", "Donald Trump"),
        ("Secretary of State Antony Blinken", "Antony Blinken"),
        ("U.S. Secretary of State Blinken", "Blinken"),
        ("Chairman", "Chairman"),
        ("Joe Biden", "Joe Biden"),
    ],
)
def test_titles_before_a_name_are_passed_over(name: str, bare: str) -> None:
    assert strip_titles(name) == bare
