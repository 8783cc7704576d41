"""Claims meet when they are about one thing and do not agree; a shared topic is not enough."""

from __future__ import annotations

from dataclasses import replace
from itertools import permutations

import pytest

from legation.records import Reading
from legation.resolve.concepts import find_concepts
from legation.resolve.disputes import find_disputes
from readings import linked, reading, with_claim


def said(
    marked: str,
    source: str,
    cue: str,
    content: str,
    *,
    act: str = "assert",
    certainty: float = 0.97,
    on: str = "2022-03-18",
) -> Reading:
    """Return a linked reading of one sentence with one claim."""
    one = with_claim(
        reading(marked, on, source), source, cue, content, act=act, certainty=certainty
    )
    return linked(one)


BELIEVES = said(
    "[Washington|l s] believes [China|l s] will support [Russia|l].",
    "Washington", "believes", "China will support Russia", act="believe",
)  # fmt: skip
NOT_PROVIDING = said(
    "[Beijing|l s] says [it|s] is not providing any assistance.",
    "Beijing", "says", "it is not providing any assistance",
)  # fmt: skip
DENIES = said(
    "[Beijing|l s] denies helping [Russia|l].",
    "Beijing", "denies", "helping Russia", act="deny", certainty=0.03,
)  # fmt: skip
SAME_AGAIN = said(
    "[London|l s] says [China|l s] is aiding [Russia|l].",
    "London", "says", "China is aiding Russia",
)  # fmt: skip
OTHER_AGENT = said(
    "[Paris|l s] says [Iran|l s] is not supporting [Russia|l].",
    "Paris", "says", "Iran is not supporting Russia",
)  # fmt: skip
OTHER_PARTY = said(
    "[Beijing|l s] says [China|l s] is not aiding [Serbia|l].",
    "Beijing", "says", "China is not aiding Serbia",
)  # fmt: skip
OTHER_TOPIC = said(
    "[Beijing|l s] says [China|l s] will not invade.",
    "Beijing", "says", "China will not invade",
)  # fmt: skip
OPEN = said(
    "[Washington|l s] says [China|l s] may support [Russia|l].",
    "Washington", "says", "China may support Russia", certainty=0.5,
)  # fmt: skip
CONDITIONAL = said(
    "[Washington|l s] says [China|l s] will pay if it supports [Russia|l].",
    "Washington", "says", "China will pay if it supports Russia",
)  # fmt: skip
OWN = said(
    "[Blinken|p s] says the [US|l s] is not sending aid.", "Blinken", "says",
    "US is not sending aid",
)  # fmt: skip


@pytest.mark.parametrize(
    ("one", "other", "relations"),
    [
        (BELIEVES, NOT_PROVIDING, ["denied"]),
        (BELIEVES, DENIES, ["denied"]),
        (NOT_PROVIDING, SAME_AGAIN, ["denied"]),
        (BELIEVES, SAME_AGAIN, []),
        (NOT_PROVIDING, DENIES, []),
        (BELIEVES, OTHER_AGENT, []),
        (BELIEVES, OTHER_PARTY, []),
        (BELIEVES, OTHER_TOPIC, []),
        (OPEN, NOT_PROVIDING, []),
        (CONDITIONAL, NOT_PROVIDING, []),
        (OWN, BELIEVES, []),
    ],
)
def test_one_side_asserts_what_the_other_denies(
    one: Reading, other: Reading, relations: list[str]
) -> None:
    found = find_disputes([one, other])
    assert [dispute.relation for dispute in found] == relations
    assert find_disputes([other, one]) == found


def test_claims_long_apart_are_about_different_days() -> None:
    later = said(
        "[Beijing|l s] says [it|s] is not providing any assistance.",
        "Beijing", "says", "it is not providing any assistance", on="2022-09-18",
    )  # fmt: skip
    assert find_disputes([BELIEVES, later]) == ()


def test_the_earlier_claim_stands_first() -> None:
    earlier = said(
        "[Beijing|l s] says [it|s] is not providing any assistance.",
        "Beijing", "says", "it is not providing any assistance", on="2022-03-10",
    )  # fmt: skip
    (dispute,) = find_disputes([BELIEVES, earlier])
    assert dispute.claims == (earlier.claims[0].id, BELIEVES.claims[0].id)


@pytest.mark.parametrize(
    ("marked", "source", "cue", "content"),
    [
        # the deed stands far behind, the subject is no party, the war is taken as known
        (
            "[Washington|l s] says [China|l s] and others may profit from trade, aid and peace.",
            "Washington", "says",
            "China and others may profit from trade, aid and peace",
        ),
        (
            "[Washington|l s] says the crisis needs no assistance.",
            "Washington", "says", "the crisis needs no assistance",
        ),
    ],
)  # fmt: skip
def test_a_shared_word_alone_is_no_dispute(
    marked: str, source: str, cue: str, content: str
) -> None:
    assert find_disputes([NOT_PROVIDING, said(marked, source, cue, content)]) == ()


def test_a_war_taken_as_known_is_disputed_by_nobody() -> None:
    calls = said(
        "[Kyiv|l s] says [Russia|l s] calls its invasion of Ukraine an operation.",
        "Kyiv", "says", "Russia calls its invasion of Ukraine an operation",
    )  # fmt: skip
    denies = said(
        "[Moscow|l s] denies [Russia|l s] invaded.", "Moscow", "denies", "Russia invaded",
        act="deny", certainty=0.03,
    )  # fmt: skip
    accuses = said("[London|l s] says [Russia|l s] invaded.", "London", "says", "Russia invaded")
    assert find_disputes([calls, denies]) == ()
    assert len(find_disputes([accuses, denies])) == 1


def test_a_denial_that_points_back_meets_the_claim_before_it() -> None:
    one = reading(
        "[Washington|l s] believes [China|l s] will support [Russia|l], "
        "although [Moscow|l s] denies asking for [it]."
    )
    one = with_claim(one, "Washington", "believes", "China will support Russia", act="believe")
    one = with_claim(one, "Moscow", "denies", "asking for it", act="deny", certainty=0.03)
    (dispute,) = find_disputes([linked(one)])
    assert dispute.relation == "denied"
    assert dispute.claims == tuple(claim.id for claim in one.claims)


@pytest.mark.parametrize(
    ("content", "certainty", "relation"),
    [
        ("Russia will not attack or invade Ukraine", 0.97, ["changed"]),
        ("Russia will attack or invade Ukraine", 0.6, ["weaker"]),
        ("Russia will attack or invade Ukraine", 0.95, []),
    ],
)
def test_a_speaker_who_changes_what_he_said_is_noticed(
    content: str, certainty: float, relation: list[str]
) -> None:
    before = said(
        "[Blinken|p s] said [Russia|l s] will attack or invade [Ukraine|l].", "Blinken", "said",
        "Russia will attack or invade Ukraine", on="2022-02-01",
    )  # fmt: skip
    words = content.replace("Russia", "[Russia|l s]").replace("Ukraine", "[Ukraine|l]")
    after = said(f"[Blinken|p s] said {words}.", "Blinken", "said", content, certainty=certainty)
    assert [dispute.relation for dispute in find_disputes([after, before])] == relation


def test_copies_make_no_disputes_and_order_does_not_matter() -> None:
    copy = linked(replace(SAME_AGAIN, document=replace(SAME_AGAIN.document, origin="doc-other")))
    assert find_disputes([copy, NOT_PROVIDING]) == ()
    readings = [BELIEVES, NOT_PROVIDING, DENIES, SAME_AGAIN]
    answers = {find_disputes(order) for order in permutations(readings)}
    assert len(answers) == 1


def test_support_aid_and_help_are_one_concept() -> None:
    assert find_concepts("supporting") == find_concepts("any aid") == find_concepts("helped")
    assert find_concepts("invasion") != find_concepts("talks")
