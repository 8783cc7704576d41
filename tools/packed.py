"""Write the shelf's packed tables, so that the same rows give the same bytes.

In: a heading, columns, rows. Out: a gzipped CSV file.
Not here: reading them (`legation.reference.tables`).
"""

from __future__ import annotations

import csv
import gzip
import io
from collections.abc import Iterable, Sequence
from pathlib import Path


def write_packed(
    path: Path, heading: str, columns: Sequence[str], rows: Iterable[Sequence[str]]
) -> None:
    """Write `rows` under a heading of comment lines that tell source, date and licence."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(rows)
    path.write_bytes(gzip.compress((heading + text.getvalue()).encode("utf-8"), mtime=0))
