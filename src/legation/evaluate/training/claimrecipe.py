"""What the heads of claims learn from, and how their confidence is fitted.

In: the corpus of claims, the releases, perhaps PolNeAR's train part. Out: `Example`s; settings of
the head for the card.
Not here: the loop (`learn`), all heads together (`recipe`).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from legation.evaluate.claimscores import (
    CONTENT_F1,
    Attribution,
    content_f1,
    overlap,
    pair_by_cue,
    tokens_of,
)
from legation.evaluate.corpus import load_corpus, part_of
from legation.evaluate.corpusscores import CERTAINTY_EDGES, document_of, parts_of
from legation.evaluate.fitting import calibrate
from legation.evaluate.passages import Note, Passage
from legation.evaluate.polnear import MarkedText, iter_polnear
from legation.evaluate.training.base import TrainingError
from legation.evaluate.training.examples import LEARNT_ACTS, Example, MarkedClaim, iter_examples
from legation.evaluate.training.sources import Sources, Tell
from legation.extract.claimreader import HEAD, ClaimReader, confidence_traits
from legation.extract.claims import Found, find_attributions
from legation.extract.mentions import find_mentions
from legation.extract.parse import Parsed, load_pipeline, parse
from legation.extract.parties import Parties
from legation.extract.weights import Weights
from legation.records import Document

OWN, POLNEAR = 0, 1
# A cue less probable than this is not looked at further.
LEAST = 0.1


def load_passages(sources: Sources) -> dict[str, list[Passage]]:
    """Load the corpus of claims by part."""
    parts: dict[str, list[Passage]] = {"train": [], "dev": [], "test": []}
    for passage in load_corpus(sources.corpora / "claims", sources.releases):
        parts[part_of(passage)].append(passage)
    return parts


def claim_examples(passages: Sequence[Passage]) -> list[Example]:
    """Return the sentences of passages with their claims."""
    pipeline = load_pipeline()
    return [
        example
        for passage in passages
        for example in iter_examples(
            parse(document_of(passage), pipeline),
            [_marked(note) for note in passage.notes],
            OWN,
            passage.lookalikes,
        )
    ]


def polnear_examples(sources: Sources, tell: Tell) -> list[Example]:
    """Return the sentences of PolNeAR's train part, where it is given."""
    if sources.polnear is None:
        return []
    pipeline = load_pipeline()
    examples: list[Example] = []
    for text in iter_polnear(sources.polnear):
        marked = [MarkedClaim(a.source, a.cue, a.content) for a in text.attributions]
        examples += iter_examples(parse(_document(text), pipeline), marked, POLNEAR)
    tell(f"PolNeAR: {len(examples):,} sentences")
    return examples


def _marked(note: Note) -> MarkedClaim:
    return MarkedClaim(
        note.source,
        note.cue,
        note.content,
        note.addressee,
        note.act,
        note.negated,
        note.certainty,
    )


def _document(text: MarkedText) -> Document:
    return Document.make(text=text.text, title=text.id, published_on=text.date, language="en")


def claim_settings(sources: Sources, recipe: dict[str, Any]) -> dict[str, Any]:
    """Return the head's part of the card before it is calibrated."""
    learnt_from = ["corpora/claims (train)"]
    if sources.polnear is not None:
        learnt_from.append("PolNeAR (train)")
    return {
        "acts": list(LEARNT_ACTS),
        "edges": list(CERTAINTY_EDGES),
        "middles": [0.03, 0.13, 0.3, 0.5, 0.65, 0.85, 0.97],
        "least": LEAST,
        "threshold": 0.0,
        "calibration": {"bias": 0.0, "cue": 1.0, "row": 1.0, "no_source": 0.0, "no_rule": 0.0},
        "corpus": OWN if sources.polnear is None else POLNEAR,
        "learnt_from": learnt_from,
        "recipe": recipe,
    }


def calibrate_claims(weights: Weights, dev: Sequence[Passage], tell: Tell) -> dict[str, Any]:
    """Return confidence and threshold as fitted on `dev`, by our own conventions."""
    reader = ClaimReader(weights, corpus=OWN)
    pipeline = load_pipeline()
    traits: list[dict[str, float]] = []
    right: list[bool] = []
    n_gold = 0
    for passage in dev:
        found = read_attributions(parse(document_of(passage), pipeline), reader)
        n_gold += len(passage.notes)
        for one, is_right in _judged(passage, found):
            traits.append(confidence_traits(one.draft))
            right.append(is_right)
    if not right:
        msg = "nothing is found in the corpus's dev part to calibrate on; add passages to it"
        raise TrainingError(msg)
    fitted, threshold, f1 = calibrate(traits, right, n_gold)
    tell(f"{HEAD}: {len(right):,} findings on dev; threshold {threshold:.2f}, triple F1 {f1:.3f}")
    return {"calibration": fitted, "threshold": threshold}


def read_attributions(parsed: Parsed, reader: ClaimReader) -> list[Found]:
    """Return all attributions of a parsed document."""
    return find_attributions(parsed, Parties(parsed, find_mentions(parsed)), reader)


def _judged(passage: Passage, found: Sequence[Found]) -> list[tuple[Found, bool]]:
    tokens = tokens_of(passage.text)
    parts = [Attribution(f.draft.source, f.draft.cue, f.draft.content) for f in found]
    right = {
        id(other)
        for one, other in pair_by_cue([parts_of(note) for note in passage.notes], parts)
        if bool(one.source) == bool(other.source)
        and (not one.source or overlap(one.source, other.source))
        and content_f1(one.content, other.content, tokens) >= CONTENT_F1
    }
    return [(f, id(p) in right) for f, p in zip(found, parts, strict=True)]
