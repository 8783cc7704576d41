"""Find on which line of a TOML file something stands, which `tomllib` does not tell.

In: the text of a file that `tomllib` could read. Out: line numbers for messages.
Not here: reading the values.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

_HEADER = re.compile(r"\s*\[{1,2}\s*([^\[\]]+?)\s*\]{1,2}\s*(?:#.*)?$")
_KEY = re.compile(r"\s*([A-Za-z0-9_$\"'.-]+)\s*=")


class Places:
    """The lines of one file, by table and key.

    A table is named as a path with the place of each array's entry, as in `("indicator", 2,
    "absent")`; keys of inline tables stand on the line of the key that holds them.
    """

    def __init__(self, text: str) -> None:
        self._lines: Mapping[tuple[str | int, ...], int] = dict(_read(text))

    def line(self, *path: str | int) -> int:
        """Return the line, from 1, of the deepest part of `path` that is found; 1 for none."""
        for length in range(len(path), 0, -1):
            if (found := self._lines.get(path[:length])) is not None:
                return found
        return 1


def _read(text: str) -> list[tuple[tuple[str | int, ...], int]]:
    found: list[tuple[tuple[str | int, ...], int]] = []
    n_of: dict[tuple[str | int, ...], int] = {}
    table: tuple[str | int, ...] = ()
    quoted: str | None = None
    for number, line in enumerate(text.splitlines(), 1):
        if quoted is not None:
            quoted = None if quoted in line else quoted
            continue
        if header := _HEADER.match(line):
            table = _table(header[1], n_of, array=line.lstrip().startswith("[["))
            found.append((table, number))
        elif key := _KEY.match(line):
            names = tuple(part.strip("\"'") for part in key[1].split("."))
            found.append(((*table, *names), number))
            quoted = next((q for q in ('"""', "'''") if line.count(q) % 2), None)
    return found


def _table(
    name: str, n_of: dict[tuple[str | int, ...], int], *, array: bool
) -> tuple[str | int, ...]:
    """Return the path of a header; the last entry of an array is the one that goes on."""
    parts = [part.strip().strip("\"'") for part in name.split(".")]
    path: tuple[str | int, ...] = ()
    for depth, part in enumerate(parts):
        path = (*path, part)
        if array and depth == len(parts) - 1:
            n_of[path] = n_of.get(path, -1) + 1
        if path in n_of:
            path = (*path, n_of[path])
    return path
