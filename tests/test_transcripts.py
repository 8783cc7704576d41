"""A press briefing gives every answer to its speaker, and what is claimed in it to whom it is."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from legation.app.pipeline import load_reader
from legation.evaluate.releases import load_releases
from legation.extract.parse import DEFAULT_PIPELINE
from legation.records import Document, Reading

RELEASES = (
    Path(__file__).resolve().parents[2] / "shared" / "data" / "crisis" / "whitehouse.jsonl.gz"
)
BRIEFING = "2022-03-18-press-briefing-by-press-secretary-jen-psaki-march-18-2022"

needs_releases = pytest.mark.skipif(
    not RELEASES.exists(), reason="needs the releases in ../shared/data/crisis"
)


def read(text: str, title: str) -> Reading:
    document = Document.make(
        text=text, title=title, publisher="The White House", published_on="2022-03-18"
    )
    return load_reader(DEFAULT_PIPELINE)(document)


def speakers(reading: Reading) -> list[tuple[str, str, list[str]]]:
    """Return label, first words, and who speaks, of every turn."""
    links = {link.mention: link for link in reading.links}
    return [
        (
            claim.source[0].text,
            claim.content[0].text[:40],
            [actor.name for mention in claim.speakers for actor in links[mention].actors],
        )
        for claim in reading.claims
        if claim.method.startswith("legation.turns")
    ]


@needs_releases
@pytest.mark.slow
def test_every_answer_of_the_briefing_is_the_press_secretarys() -> None:
    (release,) = load_releases(RELEASES)[BRIEFING]
    found = speakers(read(release["text"], release["title"]))
    labels = re.findall(r"^(MS\. PSAKI|Q)(?::|[^\S\n]{1,4}\S)", release["text"], re.MULTILINE)
    answers = [who for label, _, who in found if label == "MS. PSAKI"]
    assert len(answers) == labels.count("MS. PSAKI") > 50
    assert all(who == ["Jen Psaki"] for who in answers)
    questions = [who for label, _, who in found if label == "Q"]
    assert len(questions) == labels.count("Q") - 1  # one is broken off before a word is said
    assert all(who == ["Q"] for who in questions)


def test_what_is_claimed_inside_a_turn_is_nested_and_the_speakers() -> None:
    reading = read(
        "MS. PSAKI:  I think the call was candid.\n\nQ    Did he agree?\n\nMS. PSAKI:  No.",
        "Press Briefing by Press Secretary Jen Psaki",
    )
    links = {link.mention: link for link in reading.links}
    (thought,) = (claim for claim in reading.claims if claim.cue[0].text == "think")
    turn = next(claim for claim in reading.claims if claim.id == thought.parent)
    assert turn.source[0].text == "MS. PSAKI"
    assert [a.name for m in thought.speakers for a in links[m].actors] == ["Jen Psaki"]
    assert [claim.act for claim in reading.claims if claim.source[0].text == "Q"] == ["ask"]
