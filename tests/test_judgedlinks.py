"""Mentions of real releases are scored by what two passes said of them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from legation.evaluate.judgedlinks import load_judged_links, score_judged_links
from legation.evaluate.linkscores import FoundMention
from legation.evaluate.passages import PassageError
from legation.records import Actor, Document
from legation.reference.shelf import load_shelf

TEXT = "Biden met Carl Kanefsky of the EPA; officials spoke."
DOCUMENT = Document.make(text=TEXT, title="T", publisher="P", published_on="2022-03-18")
USA = Actor("USA", "United States", "state", "USA")
BIDEN = load_shelf().find("Joe Biden")[0].actor


def labels(tmp_path: Path, *mentions: tuple[str, str, list[str]]) -> Path:
    line = {
        "document": DOCUMENT.id,
        "mentions": [
            {
                "start": TEXT.index(words),
                "end": TEXT.index(words) + len(words),
                "answers": answers,
                "meant": meant,
            }
            for words, meant, answers in mentions
        ],
    }
    (tmp_path / "releases.jsonl").write_text(json.dumps(line) + "\n", encoding="utf-8")
    return tmp_path


def found(words: str, *actors: Actor, confidence: float = 0.95) -> FoundMention:
    start = TEXT.index(words)
    return FoundMention(start, start + len(words), actors, confidence)


@pytest.mark.parametrize(
    ("words", "meant", "actors", "right"),
    [
        ("Biden", "Joe Biden@USA", (BIDEN,), True),
        ("Biden", "Joe Biden@USA", (USA,), False),
        ("Biden", "Joe Biden@USA", (), False),
        # Who is on no shelf is known by name alone.
        (
            "Carl Kanefsky",
            "Carl Kanefsky Jr.@USA",
            (Actor(None, "Carl Kanefsky", "person", None),),
            True,
        ),
        ("Carl Kanefsky", "Carl Kanefsky@USA", (Actor(None, "Carl", "person", None),), False),
        # A body with its state before it, or without.
        (
            "EPA",
            "US Environmental Protection Agency@USA",
            (Actor("legation:epa", "Environmental Protection Agency", "body", "USA"),),
            True,
        ),
        ("EPA", "EPA@RUS", (Actor("legation:epa", "EPA", "body", "USA"),), False),
        ("officials", "?@USA", (Actor(None, "officials", "group", "USA"),), True),
        ("officials", "?@USA", (Actor(None, "officials", "group", None),), False),
        ("officials", "-", (Actor(None, "officials", "group", None),), True),
        ("officials", "-", (USA,), False),
    ],
)
def test_a_link_is_right_where_it_means_whom_the_judges_mean(
    tmp_path: Path, words: str, meant: str, actors: tuple[Actor, ...], right: bool
) -> None:
    judged = load_judged_links(labels(tmp_path, (words, meant, [meant, meant])))
    score = score_judged_links([DOCUMENT], judged, lambda _: [found(words, *actors)], load_shelf())
    assert (score.every.n, score.every.share) == (1, float(right))
    assert len(score.wrong) == (not right)


def test_what_is_no_government_or_person_is_not_scored_and_disagreement_is_told(
    tmp_path: Path,
) -> None:
    folder = labels(
        tmp_path,
        ("Biden", "Joe Biden@USA", ["Joe Biden@USA", "x"]),
        ("EPA", "x", ["x", "x"]),
    )
    score = score_judged_links(
        [DOCUMENT, DOCUMENT], load_judged_links(folder), lambda _: [], load_shelf()
    )
    assert (score.n_releases, score.every.n, score.agreed.share) == (1, 1, 0.5)


def test_a_release_that_is_missing_is_named_and_a_broken_line_refused(tmp_path: Path) -> None:
    folder = labels(tmp_path, ("Biden", "Joe Biden@USA", ["x", "x"]))
    score = score_judged_links([], load_judged_links(folder), lambda _: [], load_shelf())
    assert score.missing == [DOCUMENT.id]
    (folder / "releases.jsonl").write_text('{"document": "doc-1"}\n', encoding="utf-8")
    with pytest.raises(PassageError, match=r"releases\.jsonl:1: not a judged release"):
        load_judged_links(folder)
