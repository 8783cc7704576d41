"""Claims meet when they are about one thing and do not agree; a shared topic is not enough."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import permutations
from typing import Any

import pytest

from legation.records import Reading
from legation.resolve.concepts import count_turns, family_of, find_concepts
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


def test_words_of_one_family_are_one() -> None:
    assert family_of("jets") == family_of("Aircraft") == family_of("warplane")
    assert family_of("soldiers") == family_of("troops") == family_of("infantry")
    assert family_of("frontier") == family_of("crossed")
    assert family_of("wheat") != family_of("crude")
    assert family_of("the") is None


@pytest.mark.parametrize(
    ("clause", "turns"),
    [
        ("sales of grain stop", 1),
        ("the ban was not lifted before it ended", 2),
        ("the troops will stay out of it", 1),
        ("trade resumes by the end of June", 0),
        ("closed-door talks go on", 0),
        ("leave for the ship to berth", 0),
    ],
)
def test_words_that_end_or_forbid_turn_a_clause(clause: str, turns: int) -> None:
    assert count_turns(clause) == turns


def told(line: str, on: str, **how: Any) -> Reading:
    """Return a reading of `source | cue | content`, mentions marked as in `readings`."""
    source, cue, content = line.split(" | ")
    bare = [re.sub(r"\[([^|\]]*)[^\]]*\]", r"\1", part) for part in (source, cue, content)]
    return said(f"{source} {cue} {content}.", bare[0], bare[1], bare[2], on=on, **how)


DENY = {"act": "deny", "certainty": 0.03}
DOUBT = {"act": "doubt", "certainty": 0.2}
MAY = {"certainty": 0.5}
SUSPECT = {"act": "believe", "certainty": 0.65}


@pytest.mark.parametrize(
    ("earlier", "later", "how", "relation"),
    [
        # the accused denies it in other words
        (
            "[Bamako|l s] | says | [French|n] aircraft dropped weapons over Gao",
            "[Paris|l s] | denied | its planes had parachuted arms",
            DENY, "denied",
        ),
        (
            "[Tirana|l s] | said | [Iranian|n] hackers wiped its servers in July",
            "[Tehran|l s] | said | it had broken into no computers of [Albania|l]",
            {}, "denied",
        ),
        (  # "Beijing" is no verb
            "[Washington|l s] | says | [Beijing|l s] had shipped shells to [Russia|l]",
            "[China|l s] | denied | sending any ammunition to [Moscow|l]",
            DENY, "denied",
        ),
        # another's deed, another place, the same view, a question, a wish
        (
            "[Bamako|l s] | says | [French|n] aircraft dropped weapons over Gao",
            "[Berlin|l s] | denied | a [German|n] plane had been turned back",
            DENY, None,
        ),
        (
            "[Bamako|l s] | says | [French|n] aircraft dropped weapons over Gao",
            "[Paris|l s] | said | its planes had parachuted arms",
            {}, None,
        ),
        (
            "[Bamako|l s] | says | [French|n] aircraft dropped weapons over Gao",
            "[Paris|l s] | said | whether its planes had not parachuted arms",
            {}, None,
        ),
        (
            "[Bamako|l s] | says | [French|n] aircraft dropped weapons over Gao",
            "[Paris|l s] | said | planes must not parachute arms over [Mali|l]",
            {}, None,
        ),
        (
            "[Bamako|l s] | says | [French|n] aircraft dropped weapons over Gao",
            "[Paris|l s] | condemned | its planes not parachuting arms",
            {}, None,
        ),
        # one government changes what it says: by a negation, by a word that ends or forbids
        (
            "[Islamabad|l s] | said | trade in cotton and sugar with [India|l] will resume",
            "[Pakistan|l s] | said | no [Indian|n] cotton or sugar would be imported",
            {}, "changed",
        ),
        (
            "[Delhi|l s] | denied | any curb on sales of vaccine",
            "[India|l s] | said | exports of vaccine stop",
            {}, "changed",
        ),
        (
            "[Islamabad|l s] | said | trade in cotton and sugar with [India|l] will resume",
            "[Pakistan|l s] | said | [Indian|n] cotton and sugar would be imported",
            {}, None,
        ),
        (
            "[Islamabad|l s] | said | trade in cotton and sugar with [India|l] will resume",
            "[Pakistan|l s] | said | no [Iranian|n] carpets would be shown",
            {}, None,
        ),
        (
            "[Ottawa|l s] | said | [Russia|l s] sells oil to [Europe|l]",
            "[Canada|l s] | said | buying [Russian|n] oil would not serve [India|l]",
            {}, None,
        ),
        # one government is more or less sure than before
        (
            "[Ottawa|l s] | said | [Chinese|n] drones photographed its bases",
            "[Canada|l s] | said | [Chinese|n] drones may have photographed its camps",
            {}, "weaker",
        ),
        (
            "[Ottawa|l s] | said | [Chinese|n] drones photographed its bases",
            "[Canada|l s] | suspects | [Chinese|n] drones photographed its camps",
            SUSPECT, "weaker",
        ),
        (
            "[Ottawa|l s] | said | [Chinese|n] drones could have photographed its bases",
            "[Canada|l s] | said | [Chinese|n] drones photographed its camps",
            {}, "stronger",
        ),
        (
            "[Ottawa|l s] | said | [Chinese|n] drones photographed its bases",
            "[Canada|l s] | said | [Chinese|n] drones had photographed its camps",
            {}, None,
        ),
        (
            "[Ottawa|l s] | said | [Chinese|n] drones photographed its bases",
            "[Norway|l s] | said | [Chinese|n] drones may have photographed its camps",
            {}, None,
        ),
    ],
)  # fmt: skip
def test_claims_meet_in_other_words(
    earlier: str, later: str, how: dict[str, Any], relation: str | None
) -> None:
    first = DENY if "| denied |" in earlier else {}
    readings = [told(earlier, "2022-03-04", **first), told(later, "2022-03-18", **how)]
    found = find_disputes(readings)
    assert [dispute.relation for dispute in found] == ([relation] if relation else [])
    assert find_disputes(readings[::-1]) == found


def test_the_more_two_claims_share_the_surer_is_their_dispute() -> None:
    accusation = "[Bamako|l s] | says | [French|n] aircraft dropped weapons over Gao by night"
    much = "[Paris|l s] | denied | its planes had dropped arms over Gao"
    less = "[Paris|l s] | denied | its planes had parachuted arms"
    confidences = []
    for denial in (much, less):
        (dispute,) = find_disputes(
            [told(accusation, "2022-03-17"), told(denial, "2022-03-18", **DENY)]
        )
        confidences.append(dispute.confidence or 0.0)
    assert 1.0 >= confidences[0] > confidences[1] >= 0.6


def test_a_claim_is_no_change_on_the_same_day() -> None:
    one = told("[Delhi|l s] | said | sales of vaccine go on", "2022-03-18")
    other = told("[India|l s] | said | exports of vaccine stop", "2022-03-18")
    assert find_disputes([one, other]) == ()


def test_a_denial_in_other_words_points_back_too() -> None:
    one = reading(
        "[Washington|l s] says [Iranian|n] boats put mines on two tankers; "
        "[Tehran|l s] calls the story a fairy tale."
    )
    one = with_claim(one, "Washington", "says", "Iranian boats put mines on two tankers")
    one = with_claim(one, "Tehran", "calls", "the story a fairy tale")
    (dispute,) = find_disputes([linked(one)])
    assert (dispute.relation, dispute.claims) == ("denied", tuple(c.id for c in one.claims))


def test_a_denial_that_holds_a_claim_denies_that_one() -> None:
    one = reading(
        "[Belgrade|l s] dismissed [Pristina|l s]'s claim that the gunmen had trained in barracks."
    )
    one = with_claim(
        one, "Belgrade", "dismissed",
        "Pristina's claim that the gunmen had trained in barracks", act="deny", certainty=0.03,
    )  # fmt: skip
    one = with_claim(one, "Pristina", "claim", "the gunmen had trained in barracks")
    outer, inner = one.claims
    one = replace(one, claims=(outer, replace(inner, parent=outer.id)))
    (dispute,) = find_disputes([linked(one)])
    assert (dispute.relation, dispute.claims) == ("denied", (outer.id, inner.id))
