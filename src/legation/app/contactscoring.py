"""Hand the joining of contacts to its scorer, and lay out what it says.

In: a folder of texts, a file of what they tell. Out: figures, rows of a table.
Not here: the scorer (`evaluate.contactscores`), the command (`app.commands.evaluate_contacts`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from legation.app.claimscoring import Table, figure_of, table_columns
from legation.app.progress import counted
from legation.records import Document


def score_contact_part(folder: Path, gold: Path, part: str | None, pipeline: str) -> dict[str, Any]:
    """Return how well the accounts of a folder's texts are joined, all read as one desk.

    Args:
        folder: Text files with a header, as `legation read` takes them.
        gold: Which of them tells which contact.
        part: Score `dev` or `test` alone, with the texts that tell its contacts; None: all.
        pipeline: Name of an installed spaCy pipeline.
    """
    from legation.evaluate.contactfile import load_marked_contacts
    from legation.evaluate.contactscores import score_contacts

    documents = load_documents(folder)
    marked = [
        one for one in load_marked_contacts(gold, documents) if part is None or one.part == part
    ]
    names = {name for one in marked for name in one.accounts}
    kept = {name: one for name, one in documents.items() if part is None or name in names}
    return asdict(score_contacts(marked, kept, lambda some: _read_together(some, pipeline)))


def load_documents(folder: Path) -> dict[str, Document]:
    """Return the texts of a folder by the names of their files without `.txt`."""
    from legation.ingest.header import read_text

    documents = {}
    for path in sorted(folder.glob("*.txt")):
        fields = read_text(path.read_text(encoding="utf-8"))
        documents[path.stem] = Document.make(
            text=fields.text,
            title=fields.title,
            publisher=fields.publisher,
            url=fields.url,
            source=fields.source,
            published_on=fields.published,
        )
    return documents


def _read_together(documents: Sequence[Document], pipeline: str) -> list[dict[str, Any]]:
    from legation.app.pipeline import load_reader
    from legation.app.rows import iter_lines
    from legation.app.views import join_readings
    from legation.records import KINDS

    read = load_reader(pipeline)
    readings = [read(one) for one in counted(documents, "texts")]
    return list(iter_lines(join_readings(readings), None, KINDS))


def contact_table(told: dict[str, Any]) -> Table:
    """Lay out the scores: pairs of accounts, whole contacts, near misses, kind and day."""
    pairs = told["pairs"]
    rows: list[tuple[str, object, float | None]] = [
        ("accounts found", told["n_accounts"], told["n_found"] / max(1, told["n_accounts"])),
        ("pairs: precision", "", pairs["p"]),
        ("pairs: recall", told["n_pairs"], pairs["r"]),
        ("pairs: F1", "", pairs["f1"]),
        ("contacts whole", told["n_contacts"], told["n_whole"] / max(1, told["n_contacts"])),
        ("near misses apart", told["n_near"], told["n_near_right"] / max(1, told["n_near"])),
        ("type, of accounts found", "", told["types"]),
        ("day, of accounts found", "", told["days"]),
    ]
    laid_out = [
        {"measure": name, "of": figure_of(n) if n != "" else "", "share": figure_of(value)}
        for name, n, value in rows
    ]
    return laid_out, table_columns("measure", "of", "share")
