"""Turn marked texts into what the network learns from.

In: parsed documents with their marked claims. Out: `Example`s, one a sentence.
Not here: reading corpora (`passages`, `releases`, `polnear`), events (`eventexamples`), the network
(`network`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from legation.evaluate.claimscores import Place, overlap
from legation.evaluate.corpusscores import seventh
from legation.evaluate.passages import WISH
from legation.extract.claimrules import find_quotations, propose
from legation.extract.claimtraits import ADDRESSEE, CONTENT, CUE, SOURCE, ClaimView
from legation.extract.gate import gate_inputs
from legation.extract.mentions import find_mentions
from legation.extract.parse import Parsed
from legation.extract.parties import Parties
from legation.records.claim import ACTS
from legation.reference.labels import find_labels

LEARNT_ACTS = (*ACTS, WISH)

# Words that were marked as looking like a claim are what the reader is to learn to leave.
LOOKALIKE_WEIGHT = 4.0


@dataclass(frozen=True, slots=True)
class MarkedClaim:
    """One claim of a text, with what was marked of it; None where the corpus does not say."""

    source: tuple[Place, ...]
    cue: tuple[Place, ...]
    content: tuple[Place, ...]
    addressee: tuple[Place, ...] = ()
    act: str | None = None
    negated: bool | None = None
    certainty: float | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """One claim or event of a sentence as labels of its words."""

    opener: int
    """The word that opens it: the cue's, the trigger's."""
    labels: NDArray[np.int64]
    """Shape (word,): positions in the view's `LABELS`."""
    pairs: NDArray[np.int64]
    """Shape (word, pair trait)."""
    natures: Mapping[str, int | tuple[int, ...]]
    """What it is like, by the names of the heads: a value, or for each value whether it holds; -1
    where not marked."""


@dataclass(frozen=True, slots=True)
class Example:
    """One sentence."""

    words: list[str]
    traits: NDArray[np.int64]
    openers: NDArray[np.int64]
    """Shape (word,): the kind of row that a word opens, 0 for none. Claims have one kind; of
    events it is the type's position, from 1."""
    weights: NDArray[np.float32]
    """Shape (word,): how much a word counts in learning openers."""
    rows: list[Row]
    gate: tuple[NDArray[np.float32], NDArray[np.int64], NDArray[np.int64]]
    """What the gate reads of the words."""
    corpus: int = 0
    """0 for our own conventions, 1 for PolNeAR's."""


def iter_views(parsed: Parsed) -> Iterator[ClaimView]:
    """Yield the sentences of a document as the heads see them; headings too."""
    parties = Parties(parsed, find_mentions(parsed))
    quotations = find_quotations(parsed.blocks)
    for sentence in parsed.sentences:
        within = quotations.get(sentence.start, ())
        view = ClaimView(sentence, propose(sentence, parties, within), within)
        if len(view):
            yield view


def iter_examples(
    parsed: Parsed,
    claims: Sequence[MarkedClaim],
    corpus: int = 0,
    lookalikes: tuple[Place, ...] = (),
) -> Iterator[Example]:
    """Yield the sentences of a document with the claims whose cue stands in them."""
    labels = [(label.start, label.end + 1) for label in find_labels(parsed.document.text)]
    # Rules read the turns of transcripts; there is nothing to learn.
    learnt = [one for one in claims if not overlap(one.cue, tuple(labels))]
    for view in iter_views(parsed):
        yield example_of(view, learnt, corpus, lookalikes)


def example_of(
    view: ClaimView,
    claims: Iterable[MarkedClaim],
    corpus: int,
    lookalikes: tuple[Place, ...] = (),
) -> Example:
    """Return one sentence with its claims; words marked as look-alikes count more."""
    start, end = view.places[0][0], view.places[-1][1]
    cues = np.zeros(len(view), dtype=np.int64)
    rows = []
    for claim in claims:
        if not any(s < end and start < e for s, e in claim.cue):
            continue
        at = view.within(claim.cue)
        if not at:
            continue
        cue = view.head_of(at)
        if cues[cue]:
            continue
        cues[cue] = 1
        rows.append(_row(view, claim, cue, at))
    weights = np.ones(len(view), dtype=np.float32)
    weights[[i for i in view.within(lookalikes) if not cues[i]]] = LOOKALIKE_WEIGHT
    return Example(view.words, view.word_traits, cues, weights, rows, gate_inputs(view), corpus)


def _row(view: ClaimView, claim: MarkedClaim, cue: int, at: Sequence[int]) -> Row:
    labels = np.zeros(len(view), dtype=np.int64)
    for label, places in (
        (ADDRESSEE, claim.addressee),
        (CONTENT, claim.content),
        (SOURCE, claim.source),
    ):
        labels[view.within(places)] = label
    labels[list(at)] = CUE
    return Row(
        cue,
        labels,
        view.pair_traits(cue),
        {
            "act": -1 if claim.act is None else LEARNT_ACTS.index(claim.act),
            "negated": -1 if claim.negated is None else int(claim.negated),
            "certainty": -1 if claim.certainty is None else seventh(claim.certainty),
        },
    )
