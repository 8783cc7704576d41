"""Code what happens between two given actors, by PLV's classes.

In: a sentence with two actors, the learnt coder, the language pipeline. Out: a score for each root.
Not here: measuring (`plv`).

Every word of the sentence counts as a trigger as far as the heads take it for one, and as far as
they take the first actor for who does it and the second for whom it is done to. The crosswalk that
PLV follows then names the class.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np

from legation.evaluate.brackets import Place
from legation.evaluate.plv import PLV_QUADS, PlvCode, PlvSentence
from legation.extract.eventheads import EventRow
from legation.extract.eventreader import EventReader
from legation.extract.eventtraits import EventView, view_of
from legation.extract.mentions import find_mentions
from legation.extract.parse import Parsed, parse
from legation.extract.parties import Parties
from legation.extract.sides import Sides
from legation.records import STATUSES, Document
from legation.reference.codebook import TYPES, load_types

if TYPE_CHECKING:
    from spacy.language import Language

# Any reading with some chance beats none: what the parties are is given.
_LEAST_SIDE = 0.02
_LEAST_EVENT = 1e-3
# What CAMEO calls imposing sanctions (163), which the crosswalk puts under COERCE.
_IMPOSED = frozenset(
    "sanction embargo tariff blacklist boycott freeze blockade duty curb restriction".split()
)
_CHARGED = frozenset("charge indict prosecute indictment arraign".split())
_AHEAD = frozenset({"planned", "hypothetical"})


def code_pair(
    sentence: PlvSentence, reader: EventReader, pipeline: Language, *, crosswalk: bool = True
) -> PlvCode:
    """Return the likeliest root, quad class and side of conflict between the two actors.

    Each is the likeliest for itself: a quad class is as likely as its roots together.
    """
    scores = pair_scores(sentence, reader, pipeline, crosswalk=crosswalk)
    quads: dict[int, float] = defaultdict(float)
    for root, score in scores.items():
        quads[PLV_QUADS[root]] += score
    return PlvCode(
        max(sorted(scores), key=lambda root: scores[root]),
        max(sorted(quads), key=lambda quad: quads[quad]),
        quads[3] + quads[4] > quads[1] + quads[2],
    )


def pair_scores(
    sentence: PlvSentence, reader: EventReader, pipeline: Language, *, crosswalk: bool = True
) -> Mapping[str, float]:
    """Return a score for each root that some word may tell; at least one."""
    parsed = parse(Document.make(text=sentence.text, language="en"), pipeline)
    scores: dict[str, float] = defaultdict(float)
    for view in _views(parsed):
        for row in reader.all_rows(view):
            actor = _side(view, row, sentence.source, 0)
            recipient = _side(view, row, sentence.target, 1)
            for i, kind in enumerate(TYPES, start=1):
                chance = max(_LEAST_EVENT, float(row.types[i])) * actor * recipient
                root = root_of(view, row, kind, reader) if crosswalk else plain_root(kind)
                scores[root] += chance
    return scores or {"CONSULT": 1.0}


def _views(parsed: Parsed) -> list[EventView]:
    parties = Parties(parsed, find_mentions(parsed))
    sides = Sides(parties)
    views = [view_of(sentence, sides, parties) for sentence in parsed.sentences]
    return [view for view in views if len(view)]


def _side(view: EventView, row: EventRow, place: Place | None, side: int) -> float:
    """Return how probably the words of a place are on a side: of actors (0), of recipients (1)."""
    if place is None:
        return 1.0
    words = view.within([place])
    if not words:
        return _LEAST_SIDE
    chances = row.sides[words]
    return max(_LEAST_SIDE, float(np.max(chances[:, side] + chances[:, 2])))


def root_of(view: EventView, row: EventRow, kind: str, reader: EventReader) -> str:
    """Return PLV's root for an event of a type, by the crosswalk from CAMEO.

    Cooperation that is yet to come is an intent (CAMEO 03, AGREE), harm that is yet to come a
    threat (13); what is not done after all, of deeds, is refused (12).
    """
    status = STATUSES[int(row.statuses.argmax())]
    word = view.tokens[row.trigger].lemma_.lower()
    quad = load_types()[kind].quad
    if status in _AHEAD:
        if quad == 2 or kind in {"CONSULT", "CONCEDE", "SUPPORT"}:
            return "AGREE"
        if kind in {"SANCTION", "COERCE", "ASSAULT", "MOBILIZE"}:
            return "THREATEN"
    if status == "denied" and (quad == 2 or kind == "CONSULT"):
        return "REJECT"
    if kind == "SANCTION" and (word in _IMPOSED or _names_sanctions(view, row)):
        return "COERCE"
    if kind == "SANCTION" and reader.mode(row, kind) == "convict":
        return "ACCUSE"
    if kind == "ACCUSE" and word in _CHARGED:
        return "COERCE"
    if kind == "AGREE" and reader.mode(row, kind) == "signed":
        return "SUPPORT"
    return plain_root(kind)


def _names_sanctions(view: EventView, row: EventRow) -> bool:
    """Tell "imposed sanctions", "slapped a tariff": the object names what is imposed."""
    return any(
        child.lemma_.lower() in _IMPOSED
        for child in view.tokens[row.trigger].children
        if child.dep_ in {"dobj", "nsubjpass", "pobj"}
    )


def plain_root(kind: str) -> str:
    """Return PLV's name of a type: CONCEDE and RETREAT are YIELD."""
    return "YIELD" if kind in {"CONCEDE", "RETREAT"} else kind
