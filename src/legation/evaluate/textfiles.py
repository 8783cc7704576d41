"""Read lines of text files, gzipped or not.

In: a path. Out: its lines.
Not here: what the lines say (`polnear`, `releases`).
"""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from pathlib import Path


def iter_lines(path: Path) -> Iterator[str]:
    """Yield the lines of a UTF-8 file; one whose name ends in `.gz` is unpacked."""
    if path.suffix == ".gz":
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            yield from lines
    else:
        with path.open(encoding="utf-8") as lines:
            yield from lines
