"""Read gold: what people marked in texts, in the contract of the export.

In: lines of JSON, `document` lines with `text` and records of any found kind. Out: `GoldDocument`s.
Not here: comparing (`marks`, `matching`).
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NoReturn

from legation.evaluate.marks import FIELDS, PLACE_FIELDS, PLACED, Json, Place
from legation.records import KINDS, Document, LegationError

# Fields of every line that say what and where it is; the rest is compared.
_FRAME = {"kind", "id", "document", "start", "end", "text", "nth", "page", "method", "confidence"}


class GoldError(LegationError):
    """A line of gold cannot be used; the message names file, line and field."""


@dataclass(frozen=True, slots=True)
class GoldRecord:
    """One record that somebody marked."""

    kind: str
    id: str | None
    line: int
    place: Place | None
    """None for kinds that have no place of their own."""
    fields: Mapping[str, Json]
    """The given fields that are compared; places as lists of pairs of offsets."""
    ignored: tuple[str, ...]
    """The given fields that are not."""


@dataclass(frozen=True, slots=True)
class GoldDocument:
    """A text with everything that was marked in it."""

    document: Document
    complete: frozenset[str]
    """Kinds of which all records were marked: what is found beyond them is wrong."""
    records: tuple[GoldRecord, ...]


@dataclass(frozen=True, slots=True)
class _Line:
    """One object of the file, with a voice for what is wrong with it."""

    name: str
    number: int
    value: Mapping[str, Json]

    def refuse(self, field: str, reason: str) -> NoReturn:
        """Raise the error of `field`."""
        msg = f"{self.name}:{self.number}: {field}: {reason}"
        raise GoldError(msg)

    def words(self, field: str) -> str | None:
        """Return a field that holds text or null."""
        value = self.value.get(field)
        if value is not None and not isinstance(value, str):
            self.refuse(field, f"must be text or null, not {value!r}")
        return value


def load_gold(lines: Iterable[str | Mapping[str, Json]], name: str = "gold") -> list[GoldDocument]:
    """Return the documents of a gold file with their records, in the file's order.

    A record names its document by that line's `id` (with a single document it may be left
    out). Where `start` and `end` are missing, `text` is searched: the `nth` time (from 1) it
    stands in the document, and for the parts of a record, in the record's own place, near
    its other parts. Without a list `complete`, a document counts as marked whole for every
    kind that the file marks.

    Args:
        lines: Lines of JSON, or the objects.
        name: What messages call the file.

    Raises:
        GoldError: A line cannot be used.
    """
    parsed = list(_iter_lines(lines, name))
    documents: dict[str, Document] = {}
    heads: dict[str, _Line] = {}
    records: dict[str, list[GoldRecord]] = {}
    for line in parsed:
        if line.value["kind"] == "document":
            identity = line.words("id") or line.refuse("id", "a document needs one")
            if identity in documents:
                line.refuse("id", f"{identity!r} stands twice")
            documents[identity] = _document(line)
            heads[identity] = line
            records[identity] = []
    for line in parsed:
        if line.value["kind"] != "document":
            owner = _owner(line, documents)
            records[owner].append(_record(line, documents[owner].text))
    if not documents:
        msg = f"{name}: holds no document line; gold needs the texts it marks"
        raise GoldError(msg)
    _check_references(parsed, records)
    kinds = frozenset(record.kind for marked in records.values() for record in marked)
    return [
        GoldDocument(document, _complete(heads[identity], kinds), tuple(records[identity]))
        for identity, document in documents.items()
    ]


def _iter_lines(lines: Iterable[str | Mapping[str, Json]], name: str) -> Iterator[_Line]:
    for number, line in enumerate(lines, 1):
        if isinstance(line, str):
            if not line.strip():
                continue
            try:
                value = json.loads(line.removeprefix("\ufeff"))
            except ValueError as error:
                msg = f"{name}:{number}: is not JSON ({error}); write one object a line"
                raise GoldError(msg) from error
        else:
            value = line
        if not isinstance(value, Mapping):
            msg = f"{name}:{number}: is no JSON object; write one object a line"
            raise GoldError(msg)
        parsed = _Line(name, number, value)
        if value.get("kind") not in KINDS:
            parsed.refuse("kind", f"{value.get('kind')!r} is none of {', '.join(KINDS)}")
        if value["kind"] != "document" and value["kind"] not in FIELDS:
            parsed.refuse(
                "kind", f"{value['kind']!r} is not scored; scored are {', '.join(FIELDS)}"
            )
        yield parsed


def _document(line: _Line) -> Document:
    text = line.words("text")
    if not text:
        line.refuse("text", "a document needs its text; export it with --with-text")
    return Document.make(
        text=text,
        title=line.words("title") or "",
        publisher=line.words("publisher"),
        url=line.words("url"),
        published_on=line.words("published_on"),
        language=line.words("language"),
    )


def _complete(line: _Line, kinds: frozenset[str]) -> frozenset[str]:
    given = line.value.get("complete")
    if given is None:
        return kinds
    if not isinstance(given, list) or not set(given) <= FIELDS.keys():
        line.refuse("complete", f"must list kinds of {', '.join(FIELDS)}, not {given!r}")
    return frozenset(given)


def _owner(line: _Line, documents: Mapping[str, Document]) -> str:
    owner = line.words("document")
    if owner is None and len(documents) == 1:
        return next(iter(documents))
    if owner is None or owner not in documents:
        line.refuse("document", f"{owner!r} is the id of no document line")
    return owner


def _record(line: _Line, text: str) -> GoldRecord:
    kind = line.value["kind"]
    place = _own_place(line, text)
    parts = _parts(line, text, place)
    if place is None and kind in PLACED:
        marked = [one for places in parts.values() for one in places]
        if not marked:
            line.refuse("text", f"a {kind} needs a place: start and end, or its text")
        place = min(start for start, _ in marked), max(end for _, end in marked)
    known = FIELDS[kind]
    given = {field: value for field, value in line.value.items() if field in known}
    for field, value in given.items():
        _check_value(line, field, known[field], value)
    ignored = tuple(field for field in line.value if field not in known and field not in _FRAME)
    return GoldRecord(kind, line.words("id"), line.number, place, {**given, **parts}, ignored)


def _own_place(line: _Line, text: str) -> Place | None:
    if line.value["kind"] not in PLACED:
        return None
    return _place(line, "text", line.value, text, (0, len(text)))


def _parts(line: _Line, text: str, place: Place | None) -> dict[str, list[Place]]:
    """Return the places that the record's fields give.

    Words that stand once are placed first; the others go where they are nearest to those.
    """
    within = place or (0, len(text))
    given = [
        (field, part if isinstance(part, Mapping) else {"text": part})
        for field in PLACE_FIELDS[line.value["kind"]]
        if field in line.value
        for part in _listed(line.value[field])
    ]
    found: dict[str, list[Place]] = {field: [] for field, _ in given}
    placed: list[Place] = []
    for field, part in sorted(given, key=lambda one: _n_choices(one[1], text, within)):
        where = _part_place(line, field, part, text, within, placed)
        placed.append(where)
        found[field].append(where)
    return {
        field: sorted(found.get(field, []))
        for field in PLACE_FIELDS[line.value["kind"]]
        if field in line.value
    }


def _n_choices(part: Mapping[str, Json], text: str, within: Place) -> int:
    words = part.get("text")
    if "start" in part or "nth" in part or not isinstance(words, str) or not words:
        return 0
    return len(_starts(text, words, within))


def _listed(value: Json) -> list[Json]:
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def _part_place(
    line: _Line,
    field: str,
    part: Mapping[str, Json],
    text: str,
    within: Place,
    placed: Sequence[Place],
) -> Place:
    if _n_choices(part, text, within) < 2 or not placed:
        where = _place(line, field, part, text, within)
        return where or line.refuse(field, "a part needs start and end, or its text")
    first, last = min(start for start, _ in placed), max(end for _, end in placed)
    length = len(part["text"])

    def distance(start: int) -> int:
        return max(first - (start + length), start - last, 0)

    start = min(_starts(text, part["text"], within), key=distance)
    return start, start + length


def _place(
    line: _Line, field: str, given: Mapping[str, Json], text: str, within: Place
) -> Place | None:
    """Return the place that `given` tells; None when it tells none."""
    words, start, end = given.get("text"), given.get("start"), given.get("end")
    if words is not None and not isinstance(words, str):
        line.refuse(field, f"must be text, not {words!r}")
    if start is not None or end is not None:
        if not (isinstance(start, int) and isinstance(end, int) and 0 <= start < end <= len(text)):
            line.refuse(
                field,
                f"start {start!r} and end {end!r} do not fit a text of {len(text)} characters",
            )
        if words is not None and text[start:end] != words:
            line.refuse(field, f"{start}:{end} reads {text[start:end]!r}, not {words!r}")
        return start, end
    return _searched(line, field, given, text, within) if words else None


def _searched(
    line: _Line, field: str, given: Mapping[str, Json], text: str, within: Place
) -> Place:
    words, nth = given["text"], given.get("nth", 1)
    starts = _starts(text, words, within)
    if not isinstance(nth, int) or nth < 1:
        line.refuse("nth", f"must be a number from 1, not {nth!r}")
    if len(starts) < nth:
        where = "the document" if within == (0, len(text)) else "its record's place"
        line.refuse(field, f"{words!r} stands {len(starts)} times in {where}, not {nth}")
    return starts[nth - 1], starts[nth - 1] + len(words)


def _starts(text: str, words: str, within: Place) -> list[int]:
    starts, start = [], text.find(words, *within)
    while start >= 0:
        starts.append(start)
        start = text.find(words, start + 1, within[1])
    return starts


def _check_value(line: _Line, field: str, how: str, value: Json) -> None:
    fits: dict[str, tuple[type, ...]] = {
        "number": (int, float),
        "share": (int, float),
        "actor": (dict, str),
        "office": (dict, str),
        "words": (str,),
        "reference": (str,),
        "actors": (list,),
        "set": (list,),
        "references": (list,),
    }
    if value is None or how not in fits:
        return
    if not isinstance(value, fits[how]) or isinstance(value, bool):
        line.refuse(field, f"holds {value!r}, which is no value of this field")
    members = value if isinstance(value, list) else []
    if how == "actors" and not all(isinstance(one, dict | str) for one in members):
        line.refuse(field, "must list actors: objects with id and name, or words")
    if how in ("set", "references") and not all(isinstance(one, str) for one in members):
        line.refuse(field, "must list words")


def _check_references(parsed: Iterable[_Line], records: Mapping[str, list[GoldRecord]]) -> None:
    """Raise where a record refers to a record that the gold does not hold."""
    known = {record.id for marked in records.values() for record in marked}
    for line in parsed:
        for field, how in FIELDS.get(line.value["kind"], {}).items():
            if how not in ("reference", "references") or field not in line.value:
                continue
            for one in _listed(line.value[field]):
                if one not in known:
                    line.refuse(field, f"{one!r} is the id of no record in this file")
