"""Votes are read with voter, choice, motion and body; absent is not abstaining."""

from __future__ import annotations

import pytest

from legation.extract.parse import load_pipeline
from legation.extract.read import extract
from legation.records import CHOICES, Document, Vote


def read(text: str) -> tuple[tuple[Vote, ...], dict[str, str], int]:
    """Return the votes of `text`, the words of its mentions, and how many events it tells."""
    document = Document.make(text=text, published_on="2022-03-18")
    reading = extract(document, load_pipeline())
    votes, events, mentions = reading.votes, reading.events, reading.mentions
    return votes, {mention.id: mention.span.text for mention in mentions}, len(events)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "China, India and Brazil abstained.",
            ["China abstain", "India abstain", "Brazil abstain"],
        ),
        ("Russia voted against the resolution.", ["Russia no"]),
        ("France voted in favour of the resolution.", ["France yes"]),
        ("Brazil voted for the text and China voted against it.", ["Brazil yes", "China no"]),
        ("Russia vetoed the draft resolution.", ["Russia veto"]),
        ("Moscow used its veto in the Security Council.", ["Moscow veto"]),
        ("The resolution was vetoed by Russia.", ["Russia veto"]),
        ("China did not take part in the vote.", ["China absent"]),
        ("China did not vote.", ["China absent"]),
        ("India's abstention came as no surprise.", ["India abstain"]),
        ("When China abstained from the UN vote, few were surprised.", ["China abstain"]),
    ],
)
def test_each_party_has_its_choice(text: str, expected: list[str]) -> None:
    votes, words, _ = read(text)
    assert [f"{words[vote.actor]} {vote.choice}" for vote in votes] == expected
    assert all(vote.choice in CHOICES for vote in votes)


@pytest.mark.parametrize(
    "text",
    [
        "China will abstain from the vote.",
        "Brazil may vote against the resolution.",
        "The United States urged India not to abstain.",
        "China did not abstain.",
        "Voters in Brazil like coffee.",
        "The vote was 141 in favour, five against, with 35 abstentions.",
    ],
)
def test_what_was_not_cast_is_no_vote(text: str) -> None:
    votes, _, _ = read(text)
    assert votes == ()


@pytest.mark.parametrize(
    "text",
    [
        "China and India abstained in the UN Security Council.",
        "The UN Security Council voted on Friday. China and India abstained.",
    ],
)
def test_the_body_is_taken_from_where_they_vote(text: str) -> None:
    votes, words, _ = read(text)
    assert [(words[v.actor], v.choice, v.body) for v in votes] == [
        ("China", "abstain", "UN Security Council"),
        ("India", "abstain", "UN Security Council"),
    ]


@pytest.mark.parametrize(
    ("text", "body", "motion", "on"),
    [
        (
            "China abstained from the UN vote against Russia.",
            "UN",
            "the UN vote against Russia",
            None,
        ),
        (
            "Russia vetoed a Security Council resolution on 25 February.",
            "UN Security Council",
            "a Security Council resolution",
            "2022-02-25",
        ),
        (
            "Brazil voted for the resolution in the General Assembly on Wednesday.",
            "UN General Assembly",
            "the resolution",
            "2022-03-16",
        ),
        ("Brazil voted to condemn the invasion.", None, "to condemn the invasion", None),
    ],
)
def test_a_vote_tells_body_motion_and_day(
    text: str, body: str | None, motion: str | None, on: str | None
) -> None:
    votes, _, _ = read(text)
    assert [(vote.body, vote.motion, vote.on) for vote in votes] == [(body, motion, on)]


def test_what_is_voted_on_is_understood_within_the_paragraph() -> None:
    votes, _, _ = read(
        "Russia vetoed a Security Council resolution on 25 February. China abstained.\n\n"
        "Weeks later India abstained."
    )
    assert [vote.motion for vote in votes] == ["a Security Council resolution"] * 2 + [None]


def test_a_vote_is_not_an_event() -> None:
    votes, _, n_events = read("Russia voted against the resolution and vetoed the draft.")
    assert (len(votes), n_events) == (2, 0)


def test_spans_read_back_and_hold_the_voter() -> None:
    text = "In New York, 141 states voted for the resolution, and Russia voted against it."
    votes, words, _ = read(text)
    assert votes
    for vote in votes:
        assert vote.span.fits(text)
        assert words[vote.actor] in vote.span.text
