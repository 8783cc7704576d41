"""Find the files that a user means.

In: a path of a file or folder. Out: paths of files to read, with their kind; issues for those
that are not read.
Not here: opening them (`streams`).
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from legation.ingest.refused import make_issue, printable
from legation.records import Issue

Kind = Literal["text", "markdown", "page", "lines"]

KIND_OF_SUFFIX: dict[str, Kind] = {
    ".txt": "text",
    ".md": "markdown",
    ".html": "page",
    ".htm": "page",
    ".jsonl": "lines",
}
_STRANGE = "is no regular file, or a link that leads nowhere; save what it stands for as a file"
_KNOWN = "; read are .txt .md .html .htm .jsonl, and .gz of each"


@dataclass(frozen=True, slots=True)
class Place:
    """One file to read."""

    path: Path
    name: str
    """As the user gave it, or as found under the folder the user gave."""
    kind: Kind | None
    """None: to be told from its first bytes."""


def kind_of(name: str) -> Kind | None:
    """Return the kind that a file name's ending tells, `.gz` looked through; None if unknown."""
    stem = name.lower().removesuffix(".gz")
    return KIND_OF_SUFFIX.get(os.path.splitext(stem)[1])  # noqa: PTH122 a name, not a path


def iter_places(source: str) -> Iterator[Place | Issue]:
    """Yield the files that `source` names, those of a folder sorted by name, folders within too.

    Hidden files and folders (`.name`) inside a folder are passed over; a folder that was seen
    (a link back up) is not entered again.
    """
    path = Path(source)
    try:
        if path.is_dir():
            yield from _iter_folder(path, source, set())
        elif path.is_file():
            yield _place_or_issue(path, source)
        elif path.is_fifo() or path.is_char_device():
            yield Place(path, printable(source), None)
        elif path.exists() or path.is_symlink():
            yield make_issue(source, _STRANGE)
        else:
            yield make_issue(source, "no such file or folder; check the path")
    except (OSError, ValueError) as error:
        yield unreadable(source, error)


def unreadable(name: str, error: OSError | ValueError) -> Issue:
    """Return the issue of a path that the system does not let us read."""
    if isinstance(error, PermissionError):
        reason = "no permission to read it; change its permissions, e.g. chmod -R u+rX"
    else:
        words = error.strerror if isinstance(error, OSError) else None
        reason = f"cannot be read ({words or error}); check the path"
    return make_issue(name, reason)


def _iter_folder(folder: Path, name: str, seen: set[tuple[int, int]]) -> Iterator[Place | Issue]:
    try:
        status = folder.stat()
        if (status.st_dev, status.st_ino) in seen:
            return
        seen.add((status.st_dev, status.st_ino))
        with os.scandir(folder) as entries:
            names = sorted(entry.name for entry in entries if not entry.name.startswith("."))
    except OSError as error:
        yield unreadable(name, error)
        return
    if not names:
        yield make_issue(name, "the folder is empty; check the path")
    for inner in names:
        path, inner_name = folder / inner, os.path.join(name, inner)  # noqa: PTH118 the user's spelling
        try:
            if path.is_dir():
                yield from _iter_folder(path, inner_name, seen)
            elif path.is_file():
                yield _place_or_issue(path, inner_name)
            else:
                yield make_issue(inner_name, _STRANGE)
        except OSError as error:
            yield unreadable(inner_name, error)


def _place_or_issue(path: Path, name: str) -> Place | Issue:
    kind = kind_of(path.name)
    if kind is None:
        ending = path.suffix or "none"
        return make_issue(name, f"unknown kind of file (ending {ending}){_KNOWN}")
    return Place(path, printable(name), kind)
