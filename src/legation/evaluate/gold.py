"""Score this program against what people marked.

In: gold lines, and a function that reads a document into lines of the contract. Out: `GoldScore`.
Not here: reading gold (`goldfile`), pairing (`matching`), printing (`app`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass, field

from legation.evaluate.goldfile import GoldDocument, GoldRecord, load_gold
from legation.evaluate.marks import FIELDS, PLACED, Count, Json, count_field
from legation.evaluate.matching import FoundRecord, load_found, match
from legation.records import Document

ReadLines = Callable[[Document], list[dict[str, Json]]]


@dataclass(frozen=True, slots=True)
class Rates:
    """Precision, recall and F1, 0 to 1; None where there is nothing to divide by."""

    precision: float | None
    recall: float | None
    f1: float | None


@dataclass(frozen=True, slots=True)
class KindScore:
    """How many records of one kind were found again."""

    kind: str
    n_gold: int
    n_found: int
    """Only in documents that gold marks whole for this kind: elsewhere nobody knows."""
    n_matched: int
    overlap: Rates
    exact: Rates | None
    """Counting only pairs with the very same place; None for kinds without a place."""


@dataclass(frozen=True, slots=True)
class FieldScore:
    """How often one field of the matched records is right."""

    kind: str
    field: str
    measure: str
    """`records` (right or wrong), `members` (of lists) or `characters` (of places)."""
    n_gold: int
    n_found: int
    n_right: int
    rates: Rates
    """For `records`, all three are the share that is right."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One record that was missed, or found where gold has none."""

    kind: str
    document: str
    """The document's title, else its id."""
    text: str
    """The words at its place; empty for kinds without one."""


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table."""

    name: str
    """`claim` for a kind, `claim.act` for a field."""
    n_gold: int
    n_found: int
    n_right: int
    overlap: Rates
    exact: Rates | None


@dataclass(frozen=True, slots=True)
class GoldScore:
    """Everything that was measured on one gold file."""

    n_documents: int
    kinds: tuple[KindScore, ...]
    fields: tuple[FieldScore, ...]
    missed: tuple[Difference, ...]
    spurious: tuple[Difference, ...]
    """Found but not marked, in documents that were marked whole."""
    ignored: Mapping[str, int]
    """Fields that gold gives and nobody compares, with how often."""

    def rows(self) -> list[Row]:
        """Return the table: each kind, and under it its fields."""
        rows = []
        for kind in self.kinds:
            rows.append(
                Row(kind.kind, kind.n_gold, kind.n_found, kind.n_matched, kind.overlap, kind.exact)
            )
            rows += [
                Row(
                    f"{one.kind}.{one.field}", one.n_gold, one.n_found, one.n_right, one.rates, None
                )
                for one in self.fields
                if one.kind == kind.kind
            ]
        return rows

    def to_json(self) -> dict[str, Json]:
        """Return everything as plain JSON values."""
        return asdict(self)


@dataclass(slots=True)
class _Tally:
    """Counts of one kind over all documents."""

    n_gold: int = 0
    n_found: int = 0
    n_matched: int = 0
    n_exact: int = 0
    n_matched_complete: int = 0
    n_exact_complete: int = 0
    fields: dict[str, Count] = field(default_factory=dict)


def score_gold(
    lines: Iterable[str | Mapping[str, Json]], read: ReadLines, *, name: str = "gold"
) -> GoldScore:
    """Return how well `read` finds what gold marks; only fields that gold gives are scored.

    Args:
        lines: Gold in the contract of the export: lines of JSON, or the objects.
        read: Returns all that the program finds in one document, as the export writes it.
        name: What messages call the gold, such as its path.

    Raises:
        GoldError: A line of the gold cannot be used.
    """
    documents = load_gold(lines, name)
    tallies: dict[str, _Tally] = {}
    missed: list[Difference] = []
    spurious: list[Difference] = []
    ignored: Counter[str] = Counter()
    for gold in documents:
        ignored.update(f"{one.kind}.{label}" for one in gold.records for label in one.ignored)
        found = [one for line in read(gold.document) if (one := load_found(line)) is not None]
        _score_document(gold, found, tallies, missed, spurious)
    kinds = [kind for kind in FIELDS if kind in tallies]
    return GoldScore(
        len(documents),
        tuple(_kind_score(kind, tallies[kind]) for kind in kinds),
        tuple(one for kind in kinds for one in _field_scores(kind, tallies[kind])),
        tuple(missed),
        tuple(spurious),
        dict(sorted(ignored.items())),
    )


def _score_document(
    gold: GoldDocument,
    found: list[FoundRecord],
    tallies: dict[str, _Tally],
    missed: list[Difference],
    spurious: list[Difference],
) -> None:
    gold_of: dict[str, str] = {}
    pairs: dict[str, list[tuple[GoldRecord, FoundRecord]]] = {}
    # FIELDS lists the placed kinds first: records that join others are paired through them
    for kind in FIELDS:
        marked = [one for one in gold.records if one.kind == kind]
        if not marked and kind not in gold.complete:
            continue
        taken = [one for one in found if one.kind == kind]
        pairs[kind] = match(marked, taken, gold_of)
        gold_of |= {right.id: left.id for left, right in pairs[kind] if left.id is not None}
        tally = tallies.setdefault(kind, _Tally())
        _count_records(tally, len(marked), len(taken), pairs[kind], kind in gold.complete)
        matched = {id(one) for pair in pairs[kind] for one in pair}
        missed += [_difference(gold, one) for one in marked if id(one) not in matched]
        if kind in gold.complete:
            spurious += [_difference(gold, one) for one in taken if id(one) not in matched]
    for kind, of_kind in pairs.items():
        for left, right in of_kind:
            _count_fields(tallies[kind].fields, left, right, gold_of)


def _count_records(
    tally: _Tally,
    n_gold: int,
    n_found: int,
    pairs: list[tuple[GoldRecord, FoundRecord]],
    complete: bool,
) -> None:
    n_exact = sum(left.place == right.place for left, right in pairs)
    tally.n_gold += n_gold
    tally.n_matched += len(pairs)
    tally.n_exact += n_exact
    if complete:
        tally.n_found += n_found
        tally.n_matched_complete += len(pairs)
        tally.n_exact_complete += n_exact


def _count_fields(
    counts: dict[str, Count], gold: GoldRecord, found: FoundRecord, gold_of: Mapping[str, str]
) -> None:
    for label, how in FIELDS[gold.kind].items():
        if label not in gold.fields:
            continue
        value, other = gold.fields[label], found.fields[label]
        count = count_field(how, value, other, gold_of)
        counts[label] = counts.get(label, Count(0, 0, 0)).plus(count)
        if how == "places":
            same = Count(1, 1, int(sorted(value) == sorted(other)))
            counts[f"{label} exact"] = counts.get(f"{label} exact", Count(0, 0, 0)).plus(same)


def _difference(gold: GoldDocument, record: GoldRecord | FoundRecord) -> Difference:
    document = gold.document
    words = document.text[slice(*record.place)] if record.place else ""
    return Difference(record.kind, document.title or document.id, words)


def _kind_score(kind: str, tally: _Tally) -> KindScore:
    overlap = _rates(tally.n_matched_complete, tally.n_found, tally.n_matched, tally.n_gold)
    exact = _rates(tally.n_exact_complete, tally.n_found, tally.n_exact, tally.n_gold)
    return KindScore(
        kind,
        tally.n_gold,
        tally.n_found,
        tally.n_matched,
        overlap,
        exact if kind in PLACED else None,
    )


def _field_scores(kind: str, tally: _Tally) -> list[FieldScore]:
    units = {"places": "characters", "actors": "members", "set": "members", "references": "members"}
    return [
        FieldScore(
            kind,
            label,
            units.get(FIELDS[kind].get(label, "same"), "records"),
            count.n_gold,
            count.n_found,
            count.n_right,
            _rates(count.n_right, count.n_found, count.n_right, count.n_gold),
        )
        for label, count in tally.fields.items()
    ]


def _rates(right_found: int, found: int, right_gold: int, gold: int) -> Rates:
    """Return the rates; precision and recall may count over different documents."""
    precision = right_found / found if found else None
    recall = right_gold / gold if gold else None
    if recall == 0:
        return Rates(precision, recall, 0.0)  # whatever the precision
    if precision is None or recall is None:
        return Rates(precision, recall, None)
    return Rates(precision, recall, 2 * precision * recall / (precision + recall))
