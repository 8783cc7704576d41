"""Claims: who says what, by which words, how firmly, and inside whose words."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from legation.extract.claimreader import load_claim_reader
from legation.extract.claims import find_claims
from legation.extract.mentions import find_mentions
from legation.extract.moments import find_moments
from legation.extract.parse import load_pipeline, parse
from legation.extract.parties import Parties
from legation.records import Claim, Document

if TYPE_CHECKING:
    from spacy.language import Language


@cache
def pipeline() -> Language:
    return load_pipeline()


def claims_in(text: str, published_on: str | None = "2022-03-18") -> tuple[Claim, ...]:
    parsed = parse(Document.make(text=text, published_on=published_on), pipeline())
    mentions = find_mentions(parsed)
    parties = Parties(parsed, mentions)
    moments = find_moments(parsed)
    return find_claims(parsed, mentions, parties, moments, load_claim_reader()).claims


def words(claim: Claim) -> tuple[str, str, str]:
    """Return source, cue and content, the stretches of each joined by a bar."""
    parts = (claim.source, claim.cue, claim.content)
    source, cue, content = (" | ".join(span.text for span in part) for part in parts)
    return source, cue, content


@pytest.mark.parametrize(
    ("text", "source", "cue", "content", "act"),
    [
        (
            "Poland's president said on Tuesday that the border would stay open.",
            "Poland's president",
            "said",
            "the border would stay open",
            "assert",
        ),
        ("Ankara denies selling the drones.", "Ankara", "denies", "selling the drones", "deny"),
        (
            "The minister warned against a hasty retreat.",
            "The minister",
            "warned against",
            "a hasty retreat",
            "warn",
        ),
        (
            "Brussels threatened further sanctions.",
            "Brussels",
            "threatened",
            "further sanctions",
            "threaten",
        ),
        (
            "Asked whether he would resign, the minister left the room.",
            "",
            "Asked",
            "whether he would resign",
            "ask",
        ),
        (
            "Canada pledged to send two field hospitals.",
            "Canada",
            "pledged",
            "to send two field hospitals",
            "promise",
        ),
        (
            "Hungary refused to discuss an embargo.",
            "Hungary",
            "refused",
            "to discuss an embargo",
            "decline",
        ),
        (
            "According to two diplomats, Rome has not answered the letter.",
            "two diplomats",
            "According to",
            "Rome has not answered the letter",
            "assert",
        ),
        (
            "“Nobody was warned,” the ambassador said.",
            "the ambassador",
            "said",
            "“Nobody was warned,”",
            "assert",
        ),
        (
            "“That,” the chancellor told reporters in Vienna, “would be a mistake.”",
            "the chancellor",
            "told",
            "“That,” | “would be a mistake.”",
            "assert",
        ),
        (
            "It is widely believed that the general fled.",
            "",
            "believed",
            "the general fled",
            "believe",
        ),
        (
            "Tokyo is concerned that the strait could close.",
            "Tokyo",
            "concerned",
            "the strait could close",
            "believe",
        ),
    ],
)
def test_source_cue_and_content_stand_where_the_text_has_them(
    text: str, source: str, cue: str, content: str, act: str
) -> None:
    (claim,) = claims_in(text)
    assert words(claim) == (source, cue, content)
    assert claim.act == act


def test_a_belief_inside_a_statement_is_a_claim_inside_a_claim() -> None:
    outer, inner = claims_in("Officials say they believe the convoy was attacked.")
    assert (outer.act, inner.act) == ("assert", "believe")
    assert inner.parent == outer.id
    assert outer.parent is None


def test_each_side_of_a_contrast_speaks_for_itself() -> None:
    text = (
        "Washington told its allies that it believes Minsk wants a deal, although Minsk denies "
        "asking for one and Moscow says it is not taking part."
    )
    claims = {claim.cue[0].text: claim for claim in claims_in(text)}
    told, believes, denies, says = (claims[cue] for cue in ("told", "believes", "denies", "says"))
    assert believes.parent == told.id
    assert denies.parent is None
    assert says.parent is None
    assert told.content[0].text == "it believes Minsk wants a deal"


@pytest.mark.parametrize(
    ("text", "negated", "lowest", "highest"),
    [
        ("Sofia says the pipeline is closed.", False, 0.95, 0.97),
        ("Sofia says the pipeline may close.", False, 0.4, 0.55),
        ("Sofia denies the pipeline is closed.", False, 0.0, 0.05),
        ("Sofia does not believe the pipeline is closed.", True, 0.05, 0.25),
        ("Sofia has not confirmed that the pipeline is closed.", True, 0.45, 0.55),
        ("Sofia doubts that the pipeline is closed.", False, 0.1, 0.3),
    ],
)
def test_certainty_follows_the_cue_its_negation_and_the_hedge(
    text: str, negated: bool, lowest: float, highest: float
) -> None:
    (claim,) = claims_in(text)
    assert claim.negated is negated
    assert lowest <= claim.certainty <= highest


def test_a_quotation_that_runs_on_belongs_to_who_began_it() -> None:
    text = "“We are late,” the envoy said. “We know it. Nobody likes it.” The room laughed."
    (claim,) = [c for c in claims_in(text) if c.form == "direct"]
    assert claim.content[-1].text == "“We know it. Nobody likes it.”"


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("“It is over,” the minister said.", "direct"),
        ("The minister said the talks were “over for good” this time.", "mixed"),
        ("The minister said the talks were over.", "indirect"),
    ],
)
def test_form_tells_how_much_is_quoted(text: str, form: str) -> None:
    assert claims_in(text)[0].form == form


def test_the_day_it_was_said_is_not_the_day_it_is_about() -> None:
    (claim,) = claims_in("The minister said on Wednesday that talks would start in May.")
    assert claim.on == "2022-03-16"


@pytest.mark.parametrize(
    "text",
    [
        "The sanctions announced in March hurt exporters.",
        "A diplomat who asked not to be named left early.",
        "The envoy hopes to make clear the price of delay.",
        "The so-called “peace bridge” collapsed.",
        "He read “War and Peace” in a week.",
        "The general was dismissed.",
        "Did the minister promise to resign?",
        "Russian forces threatened civilians.",
        "The work is going according to plan.",
        "Plans are required to cover the cost.",
    ],
)
def test_what_only_looks_like_a_claim_is_none(text: str) -> None:
    assert claims_in(text) == ()


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=120), st.text(max_size=120))
def test_every_place_reads_back_in_any_text(before: str, after: str) -> None:
    text = f"{before}\n\nOslo said “we {after} will wait,” and denied asking for help.\n\n{after}"
    for claim in claims_in(text):
        for span in (claim.span, *claim.source, *claim.cue, *claim.content):
            assert span.fits(text)
            assert claim.span.holds(span)
