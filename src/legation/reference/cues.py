"""Words by which a source gives a content: "said", "deny", "warning", "according to".

In: `files/cues.tsv`. Out: `Cue`s by lemma and part of speech.
Not here: finding them in a sentence (`extract.claims`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from legation.records import ACTS
from legation.reference.rows import RowError, iter_rows

POS = ("verb", "noun", "adjective", "phrase")

# How the content hangs on the cue: "said that", "denied to", "confirmed visiting", "denied
# the report", a quotation, "described it as", or a preposition.
PREPOSITIONS = (
    "about",
    "against",
    "at",
    "by",
    "for",
    "from",
    "in",
    "of",
    "on",
    "over",
    "to",
    "with",
)
FRAMES = ("that", "to", "gerund", "np", "quote", "as", *PREPOSITIONS)


@dataclass(frozen=True, slots=True)
class Cue:
    """One word or phrase by which somebody says, thinks, denies, promises or asks."""

    lemma: str
    """Lower case, blanks between the words of a phrase: `rule out`, `according to`."""
    pos: str
    """One of `POS`."""
    act: str
    """One of `records.ACTS`."""
    certainty: float
    """0 to 1: the probability that the source gives its content as worded, the cue affirmed."""
    frames: tuple[str, ...]
    """Of `FRAMES`: how the content can hang on it. `to` is an infinitive, or the preposition
    where the cue is a noun; `np` a direct object that is itself the content."""


@cache
def load_cues() -> Mapping[tuple[str, str], Cue]:
    """Load the cue lexicon (once a process), by (lemma, pos).

    Raises:
        RowError: A row of the file is broken or stands twice.
    """
    cues: dict[tuple[str, str], Cue] = {}
    for row in iter_rows("cues.tsv", ("lemma", "pos", "act", "certainty", "frames")):
        lemma, pos = row.cells["lemma"], row.one_of("pos", POS)
        if lemma != lemma.lower().strip() or not lemma:
            msg = f"{row.place}: lemma {lemma!r} must be lower case, without outer blanks"
            raise RowError(msg)
        if (lemma, pos) in cues:
            msg = f"{row.place}: {pos} {lemma!r} stands twice; keep one row"
            raise RowError(msg)
        act = row.one_of("act", ACTS)
        certainty = row.number("certainty", 0.0, 1.0)
        cues[lemma, pos] = Cue(lemma, pos, act, certainty, row.several_of("frames", FRAMES))
    return MappingProxyType(cues)
