"""Read the files of a corpus, and say to which part a passage belongs.

In: folders of bracketed files, a file of stand-off labels with its releases. Out: passages.
Not here: the notations (`passages`, `eventpassages`), what is in a corpus (`corpus`,
`eventcorpus`).
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TypeVar

from legation.evaluate.brackets import PassageError
from legation.evaluate.releases import Release, load_releases

One = TypeVar("One")
Labelled = Callable[[Iterable[str], Mapping[str, Sequence[Release]], str], Iterator[One]]
"""Reads lines of labels: the lines, the releases by id, what messages call the file."""


def iter_bracketed_files(
    folders: Iterable[Path], read: Callable[[str, str], Iterator[One]]
) -> Iterator[One]:
    """Yield what `read` finds in each `*.txt` of `folders`, given its text and its name."""
    for folder in folders:
        for path in sorted(folder.glob("*.txt")):
            yield from read(path.read_text(encoding="utf-8"), str(path))


def iter_labelled_file(
    labels: Path, releases: Sequence[Path], read: Labelled[One]
) -> Iterator[One]:
    """Yield what `read` finds in `labels`; nothing where that file or `releases` are missing."""
    if releases and labels.exists():
        with labels.open(encoding="utf-8") as lines:
            yield from read(lines, load_releases(*releases), str(labels))


def refuse_twice(folder: Path, ids: Iterable[str]) -> None:
    """Make sure that no id stands twice.

    Raises:
        PassageError: One does.
    """
    twice = [name for name, n in Counter(ids).items() if n > 1]
    if twice:
        msg = f"{folder}: the id {twice[0]} stands in two files; give each passage its own"
        raise PassageError(msg)


def part_by_hash(name: str, shares: tuple[float, float]) -> str:
    """Return `train`, `dev` or `test`: where the hash of `name`, 0 to 1, falls.

    Args:
        name: The id of a passage, or of the case whose passages stay together.
        shares: Below the first is test, from there to below the second is dev.
    """
    place = int(hashlib.sha256(name.encode()).hexdigest()[:8], 16) / 2**32
    test, dev = shares
    return "test" if place < test else "dev" if place < dev else "train"
