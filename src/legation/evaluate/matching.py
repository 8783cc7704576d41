"""Decide which found record is which gold record.

In: gold and found records of one document and one kind. Out: pairs, one to one.
Not here: whether the fields of a pair agree (`marks`, `gold`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from legation.evaluate.goldfile import GoldRecord
from legation.evaluate.marks import (
    FIELDS,
    PLACE_FIELDS,
    PLACED,
    Json,
    Place,
    characters,
    count_field,
)

# Two claims with different cues are one only if they agree on at least this share of the
# characters of their contents (a quotation whose cue was taken for another).
CONTENT_AGREEMENT = 0.5

# Records without a place are one when they agree in at least this share of the given fields.
FIELD_AGREEMENT = 0.5


@dataclass(frozen=True, slots=True)
class FoundRecord:
    """One record that the program found, from a line of the contract."""

    kind: str
    id: str
    place: Place | None
    fields: Mapping[str, Json]
    """Places as lists of pairs of offsets."""


def load_found(line: Mapping[str, Json]) -> FoundRecord | None:
    """Return the record on one line of the export; None for kinds that are not scored."""
    kind = line["kind"]
    if kind not in FIELDS:
        return None
    fields = {field: line.get(field) for field in FIELDS[kind]}
    for field in PLACE_FIELDS[kind]:
        value = fields[field]
        parts = value if isinstance(value, list) else [value] if value else []
        fields[field] = [(part["start"], part["end"]) for part in parts]
    place = (line["start"], line["end"]) if kind in PLACED else None
    return FoundRecord(kind, line["id"], place, fields)


def match(
    gold: Sequence[GoldRecord], found: Sequence[FoundRecord], gold_of: Mapping[str, str]
) -> list[tuple[GoldRecord, FoundRecord]]:
    """Return the pairs of one kind and document, best first, each record in at most one.

    Records with a place pair when they share a character (claims and events: when their cues
    or triggers do); the closer the places and the more that fields which tell neighbours
    apart agree, the earlier they pair. Records without one pair by their fields.
    """
    candidates = sorted(_iter_candidates(gold, found, gold_of), key=lambda one: -one[0])
    taken_gold, taken_found = set[int](), set[int]()
    pairs = []
    for _, left, right in candidates:
        if left not in taken_gold and right not in taken_found:
            taken_gold.add(left)
            taken_found.add(right)
            pairs.append((gold[left], found[right]))
    return pairs


def _iter_candidates(
    gold: Sequence[GoldRecord], found: Sequence[FoundRecord], gold_of: Mapping[str, str]
) -> Iterator[tuple[float, int, int]]:
    for left, marked in enumerate(gold):
        for right, one in enumerate(found):
            closeness = (
                _agreement(marked, one, gold_of)
                if marked.place is None or one.place is None
                else _closeness(marked, one, marked.place, one.place)
            )
            if closeness is not None:
                yield closeness, left, right


def _closeness(
    gold: GoldRecord, found: FoundRecord, gold_place: Place, found_place: Place
) -> float | None:
    """Return how well two placed records fit; None when they cannot be one."""
    if not _overlap(gold_place, found_place):
        return None
    closeness = _shared([gold_place], [found_place])
    if gold.kind == "claim":
        return _claim_closeness(gold, found, closeness)
    if gold.kind == "event" and gold.fields.get("trigger"):
        shared = _shared(gold.fields["trigger"], found.fields["trigger"])
        if found.fields["trigger"] and not shared:
            return None
        closeness += shared
    return closeness + _telling_agreement(gold, found)


def _claim_closeness(gold: GoldRecord, found: FoundRecord, closeness: float) -> float | None:
    parts = {
        field: _shared(gold.fields[field], found.fields[field])
        for field in PLACE_FIELDS["claim"]
        if gold.fields.get(field) and found.fields[field]
    }
    other_cue = parts.get("cue") == 0.0
    if other_cue and parts.get("content", 0.0) < CONTENT_AGREEMENT:
        return None
    return closeness + sum(parts.values())


# What tells two records at one place apart: "$800 billion and $150 billion", a pair of votes.
_TELLING = {
    "figure": ("low", "high", "value", "unit"),
    "event": ("type", "actors", "recipients"),
    "vote": ("actor", "choice"),
}


def _telling_agreement(gold: GoldRecord, found: FoundRecord) -> float:
    return _share_right(gold, found, _TELLING.get(gold.kind, ()), {}) or 0.0


def _agreement(gold: GoldRecord, found: FoundRecord, gold_of: Mapping[str, str]) -> float | None:
    share = _share_right(gold, found, tuple(FIELDS[gold.kind]), gold_of)
    return share if share is not None and share >= FIELD_AGREEMENT else None


def _share_right(
    gold: GoldRecord, found: FoundRecord, fields: Sequence[str], gold_of: Mapping[str, str]
) -> float | None:
    """Return the mean share, 0 to 1, that is right of the given ones of `fields`."""
    shares = []
    for field in fields:
        if field in gold.fields:
            how = FIELDS[gold.kind][field]
            count = count_field(how, gold.fields[field], found.fields[field], gold_of)
            largest = max(count.n_gold, count.n_found)
            shares.append(count.n_right / largest if largest else 1.0)
    return sum(shares) / len(shares) if shares else None


def _overlap(left: Place, right: Place) -> bool:
    return left[0] < right[1] and right[0] < left[1]


def _shared(left: Sequence[Place], right: Sequence[Place]) -> float:
    """Return the characters in both as a share of the characters in either, 0 to 1."""
    ours, theirs = characters(left), characters(right)
    either = len(ours | theirs)
    return len(ours & theirs) / either if either else 0.0
