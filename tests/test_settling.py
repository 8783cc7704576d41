"""Settling: what claims owe to their links, and which mentions a linked reading still needs."""

from __future__ import annotations

from dataclasses import replace

import pytest

from legation.resolve.settling import settle
from readings import linked, reading, with_claim


@pytest.mark.parametrize(
    ("marked", "source", "named", "on_record"),
    [
        ("[Joe Biden|p s] left. [He|p s] said it was late.", "He", True, True),
        ("[US officials|d p + s] said it was late.", "US officials", False, False),
        ("[Beijing|l s] said it was late.", "Beijing", True, True),
    ],
)
def test_a_claim_is_as_named_as_whoever_speaks(
    marked: str, source: str, named: bool, on_record: bool
) -> None:
    one = with_claim(reading(marked), source, "said", "it was late", named=not named)
    (claim,) = settle(linked(one)).claims
    assert (claim.named, claim.on_record) == (named, on_record)


def test_names_stay_and_pronouns_stay_only_where_a_record_names_them() -> None:
    one = reading(
        "[Joe Biden|p s] met [aides|d p +]. [He|p s] said [they|+ s] agreed. [He|p s] left."
    )
    one = with_claim(one, "He", "said", "they agreed")
    settled = settle(linked(one))
    assert [mention.span.text for mention in settled.mentions] == ["Joe Biden", "He"]
    assert len(settled.links) == len(settled.mentions)


def test_what_a_mention_takes_up_is_a_mention_that_stayed() -> None:
    one = reading("[Joe Biden|p s] left. [He|p s] slept. [He|p s] said it was late.")
    second = one.mentions[2]
    one = with_claim(one, "He", "said", "it was late")
    (claim,) = one.claims
    one = replace(one, claims=(replace(claim, speakers=(second.id,)),))
    settled = settle(linked(one))
    kept = {mention.id for mention in settled.mentions}
    assert second.id in kept
    assert all(link.repeats is None or link.repeats in kept for link in settled.links)
