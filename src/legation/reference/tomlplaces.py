"""Find where in a TOML file something stands, which `tomllib` does not tell.

In: the text of a file that `tomllib` could read. Out: lines for messages; the stretch of a value,
so that one can be written in the place of another.
Not here: reading the values.

A scanner that knows strings, comments and brackets, and nothing of what values mean: the text is
known to be TOML, so whatever stands between them is a number, a day or a truth value.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass

Path = tuple[str | int, ...]

_BLANK = re.compile(r"(?:[ \t\r\n]|#[^\n]*)*")
_STRING = re.compile(
    r'"""(?:[^"\\]|\\.|"(?!""))*"{3,5}'
    r"|'''(?:[^']|'(?!''))*'{3,5}"
    r'|"(?:[^"\\\n]|\\.)*"'
    r"|'[^'\n]*'",
    re.DOTALL,
)
_BARE = re.compile(r"[^\s\[\]{}=,#\"'.]+")
_PLAIN = re.compile(r"[^\[\]{},#\n]+")


@dataclass(frozen=True, slots=True)
class Stretch:
    """A key with its value: from the key's first letter to the value's last."""

    start: int
    end: int


class Places:
    """Where the keys and tables of one file stand.

    A table is named as a path with the place of each array's entry, as in `("indicator", 2,
    "absent")`, whether it is written with a header, with dots in the key, or inline.
    """

    def __init__(self, text: str) -> None:
        self._text = text
        self._found: Mapping[Path, Stretch] = _Scanner(text).found

    def line(self, *path: str | int) -> int:
        """Return the line, from 1, of the deepest part of `path` that is found; 1 for none."""
        for length in range(len(path), 0, -1):
            if (found := self._found.get(path[:length])) is not None:
                return self._text.count("\n", 0, found.start) + 1
        return 1

    def stretch(self, *path: str | int) -> Stretch | None:
        """Return where a key and its value stand; None where they do not."""
        return self._found.get(path)


class _Scanner:
    """Reads a text from start to end once."""

    def __init__(self, text: str) -> None:
        self.found: dict[Path, Stretch] = {}
        self._text = text
        self._at = 0
        self._n_of: dict[Path, int] = {}
        table: Path = ()
        while self._skip():
            if self._text[self._at] == "[":
                table = self._header()
            else:
                self._pair(table)

    def _skip(self) -> bool:
        """Go on to what is neither white space nor a comment; False at the end."""
        if (blank := _BLANK.match(self._text, self._at)) is not None:
            self._at = blank.end()
        return self._at < len(self._text)

    def _take(self, sign: str) -> bool:
        """Go past a sign, if it stands here."""
        self._skip()
        here = self._text.startswith(sign, self._at)
        self._at += len(sign) if here else 0
        return here

    def _header(self) -> Path:
        start = self._at
        array = self._text.startswith("[[", start)
        self._at += 1 + array
        names = self._keys()
        self._at = self._text.find("\n", self._at)
        self._at = len(self._text) if self._at < 0 else self._at
        path: Path = ()
        for depth, name in enumerate(names):
            path = (*path, name)
            if array and depth == len(names) - 1:
                self._n_of[path] = self._n_of.get(path, -1) + 1
            if path in self._n_of:
                path = (*path, self._n_of[path])
        self.found.setdefault(path, Stretch(start, self._at))
        return path

    def _keys(self) -> tuple[str, ...]:
        """Read a key with its dots."""
        names = []
        while True:
            self._skip()
            if (quoted := _STRING.match(self._text, self._at)) is not None:
                names.append(_unquoted(quoted[0]))
                self._at = quoted.end()
            elif (bare := _BARE.match(self._text, self._at)) is not None:
                names.append(bare[0])
                self._at = bare.end()
            if not self._take("."):
                return tuple(names)

    def _pair(self, table: Path) -> None:
        start = self._at
        names = self._keys()
        if not self._take("="):
            self._at += 1  # no TOML: go on, so that nothing is looked at for ever
            return
        path = (*table, *names)
        self._value(path)
        for depth in range(len(table) + 1, len(path) + 1):
            self.found.setdefault(path[:depth], Stretch(start, self._at))

    def _value(self, path: Path) -> None:
        self._skip()
        if (quoted := _STRING.match(self._text, self._at)) is not None:
            self._at = quoted.end()
        elif self._take("["):
            n = 0
            while self._at < len(self._text) and not self._take("]"):
                start = self._at
                self._value((*path, n))
                self.found[*path, n] = Stretch(start, self._at)
                self._take(",")
                n += 1
        elif self._take("{"):
            while self._at < len(self._text) and not self._take("}"):
                self._pair(path)
                self._take(",")
        elif (plain := _PLAIN.match(self._text, self._at)) is not None:
            self._at = plain.start() + len(plain[0].rstrip())
        else:
            self._at += 1


def _unquoted(text: str) -> str:
    try:
        return str(tomllib.loads(f"k = {text}")["k"])
    except tomllib.TOMLDecodeError:
        return text[1:-1]
