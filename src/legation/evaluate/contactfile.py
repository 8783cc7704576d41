"""Read which documents of a sample tell which contacts, and where.

In: a tab-separated file such as `corpora/contacts/two-sides.tsv`, the folder of its documents.
Out: `MarkedContact`s. Not here: scoring (`contactscores`).
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from legation.records import CONTACT_TYPES, Document, LegationError

FIELDS = ("part", "contact", "type", "on", "near", "parties", "document", "words")
PARTS = ("dev", "test")


class ContactFileError(LegationError):
    """A line of a file of contacts cannot be used; the message names file, line and cure."""


@dataclass(frozen=True, slots=True)
class MarkedContact:
    """One contact as somebody marked it."""

    id: str
    part: str
    """`dev` or `test`."""
    type: str
    on: str
    """EDTF."""
    near: str | None
    """The contact with which it must not be joined; None: it is no near miss."""
    parties: frozenset[str]
    """ISO 3166-1 alpha-3, or the id of an organisation: the two."""
    accounts: Mapping[str, tuple[tuple[int, int], ...]]
    """Name of the document -> stretches of its text that tell the contact."""


def load_marked_contacts(
    path: Path, documents: Mapping[str, Document]
) -> tuple[MarkedContact, ...]:
    """Return the contacts of a file in its order.

    Args:
        path: Tab-separated, with a head line; lines that begin with # are comments.
        documents: By the name that the file calls them by.

    Raises:
        ContactFileError: A line lacks a field, names no document or near contact of the file, its
            words do not stand in the document exactly once, or a contact is told in two ways.
    """
    marked: dict[str, MarkedContact] = {}
    for number, row in _iter_rows(path):
        where = f"{path}:{number}"
        place = _place(row, documents, where)
        old = marked.get(row["contact"])
        one = MarkedContact(
            row["contact"],
            row["part"],
            row["type"],
            row["on"],
            row["near"] or None,
            frozenset(row["parties"].split(";")),
            {} if old is None else old.accounts,
        )
        if old is not None and one != old:
            msg = f"{where}: {one.id} is told differently above; give one part, type, day and pair"
            raise ContactFileError(msg)
        _check(one, where)
        stretches = (*one.accounts.get(row["document"], ()), place)
        marked[one.id] = MarkedContact(
            one.id, one.part, one.type, one.on, one.near, one.parties,
            {**one.accounts, row["document"]: stretches},
        )  # fmt: skip
    for one in marked.values():
        if one.near is not None and one.near not in marked:
            msg = f"{path}: {one.id} is near {one.near}, which the file does not have"
            raise ContactFileError(msg)
    return tuple(marked.values())


def _iter_rows(path: Path) -> Iterator[tuple[int, dict[str, str]]]:
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except UnicodeDecodeError as error:
        msg = f"{path}: byte {error.start} is not UTF-8; convert it first, e.g. with iconv"
        raise ContactFileError(msg) from error
    kept = [(n, line) for n, line in enumerate(lines, 1) if line and not line.startswith("#")]
    if not kept or tuple(kept[0][1].split("\t")) != FIELDS:
        msg = f"{path}: the head line must be {' '.join(FIELDS)}, parted by tabs"
        raise ContactFileError(msg)
    for number, line in kept[1:]:
        cells = next(csv.reader([line], delimiter="\t", quoting=csv.QUOTE_NONE))
        if len(cells) != len(FIELDS):
            msg = f"{path}:{number}: {len(cells)} fields instead of {len(FIELDS)}, parted by tabs"
            raise ContactFileError(msg)
        yield number, dict(zip(FIELDS, cells, strict=True))


def _check(one: MarkedContact, where: str) -> None:
    if one.part not in PARTS or one.type not in CONTACT_TYPES:
        msg = f"{where}: part is {' or '.join(PARTS)}, type one of {' '.join(CONTACT_TYPES)}"
        raise ContactFileError(msg)
    if len(one.parties) != 2:
        msg = f"{where}: a contact has two parties, such as RUS;USA"
        raise ContactFileError(msg)


def _place(
    row: Mapping[str, str], documents: Mapping[str, Document], where: str
) -> tuple[int, int]:
    document = documents.get(row["document"])
    if document is None:
        msg = f"{where}: no document {row['document']} in the folder of texts"
        raise ContactFileError(msg)
    found = document.text.count(row["words"]) if row["words"] else 0
    if found != 1:
        msg = f"{where}: {row['words']!r} stands {found} times in {row['document']}, not once"
        raise ContactFileError(msg)
    start = document.text.index(row["words"])
    return start, start + len(row["words"])
