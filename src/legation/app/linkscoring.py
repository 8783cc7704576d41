"""Hand the linking of mentions to its scorer, and lay out what it says.

In: the corpus of linking. Out: figures, rows of a table.
Not here: the scorer (`evaluate.linkscores`), the command (`app.commands.evaluate_linking`).
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from legation.app.claimscoring import Table, figure_of, table_columns
from legation.app.progress import counted

if TYPE_CHECKING:
    from legation.evaluate.linkscores import FoundMention, ReadMentions
    from legation.records import Document


def score_link_part(folder: Path, part: str, pipeline: str) -> dict[str, Any]:
    """Return the scores of linking on one part of a corpus, and what is wrong."""
    from dataclasses import asdict

    from legation.evaluate.linkpassages import KINDS, load_link_corpus
    from legation.evaluate.linkscores import score_links
    from legation.reference.shelf import load_shelf

    passages = [one for one in load_link_corpus(folder) if one.part == part]
    score = score_links(counted(passages, "passages"), mention_reader(pipeline), load_shelf())
    kinds = {kind: score.by_kind[kind] for kind in KINDS if kind in score.by_kind}
    return {
        "mentions": score.every.n,
        "accuracy": score.every.share,
        "by_kind": {kind: {"n": one.n, "accuracy": one.share} for kind, one in kinds.items()},
        "metonyms": asdict(score.metonyms),
        "sure_right": score.sure.share,
        "sure_of_all": score.share_sure,
        "wrong": score.wrong,
    }


def score_judged(folder: Path, releases: Sequence[Path], pipeline: str) -> dict[str, Any]:
    """Return how well mentions of real releases are linked, as two passes judged them."""
    from legation.evaluate.judgedlinks import load_judged_links, score_judged_links
    from legation.ingest.read import iter_documents
    from legation.records import Document
    from legation.reference.shelf import load_shelf

    judged = load_judged_links(folder)
    documents = [
        one
        for one in iter_documents(map(str, releases))
        if isinstance(one, Document) and one.id in judged
    ]
    read = mention_reader(pipeline)
    score = score_judged_links(counted(documents, "releases"), judged, read, load_shelf())
    return {
        "releases": score.n_releases,
        "missing": score.missing,
        "mentions": score.every.n,
        "accuracy": score.every.share,
        "governments": {"n": score.governments.n, "accuracy": score.governments.share},
        "others": {"n": score.persons.n, "accuracy": score.persons.share},
        "sure_right": score.sure.share,
        "sure": score.sure.n,
        "judges_agree": score.agreed.share,
        "wrong": score.wrong,
    }


def judged_table(told: dict[str, Any]) -> Table:
    """Lay out the scores on releases."""
    rows = [
        ("all", told["mentions"], told["accuracy"]),
        ("governments", told["governments"]["n"], told["governments"]["accuracy"]),
        ("persons and bodies", told["others"]["n"], told["others"]["accuracy"]),
        ("right, of links from .9", told["sure"], told["sure_right"]),
        ("the two passes agree", "", told["judges_agree"]),
    ]
    laid_out = [
        {"measure": name, "mentions": figure_of(n) if n != "" else "", "accuracy": figure_of(value)}
        for name, n, value in rows
    ]
    return laid_out, table_columns("measure", "mentions", "accuracy")


def mention_reader(pipeline: str) -> ReadMentions:
    """Return what reads a document into all its mentions, idle ones too, with their links."""
    from legation.evaluate.linkscores import FoundMention
    from legation.extract.parse import load_pipeline
    from legation.extract.read import extract
    from legation.reference.shelf import load_shelf
    from legation.resolve.linking import link

    language, shelf = load_pipeline(pipeline), load_shelf()

    def read(document: Document) -> list[FoundMention]:
        reading = extract(document, language)
        links = link(reading, shelf)
        return [
            FoundMention(one.span.start, one.span.end, found.actors, found.confidence or 0.0)
            for one, found in zip(reading.mentions, links, strict=True)
        ]

    return read


def link_table(told: dict[str, Any]) -> Table:
    """Lay out the scores: accuracy by kind, metonyms, and how far the sure ones can be trusted."""
    metonyms = told["metonyms"]
    rows = [("all", told["mentions"], told["accuracy"])]
    rows += [(kind, one["n"], one["accuracy"]) for kind, one in told["by_kind"].items()]
    rows += [
        ("metonyms: precision", "", metonyms["p"]),
        ("metonyms: recall", "", metonyms["r"]),
        ("right, of links from .9", "", told["sure_right"]),
        ("links from .9, of all", "", told["sure_of_all"]),
    ]
    laid_out = [
        {
            "measure": name,
            "mentions": figure_of(n) if n != "" else "",
            "accuracy": figure_of(value),
        }
        for name, n, value in rows
    ]
    return laid_out, table_columns("measure", "mentions", "accuracy")
