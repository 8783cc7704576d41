"""Read tables of a TOML file that a person writes, and say what is wrong on which line.

In: the path of a file. Out: `TomlTable`, which gives checked values or fails with file, line and
cure.
Not here: what the values mean (`assess.questions.questionfile`, `leverage.scenariofile`).
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from difflib import get_close_matches
from pathlib import Path
from typing import Any, NoReturn

from legation.records import LegationError
from legation.reference.tomlplaces import Places

At = tuple[str | int, ...]
# Whole numbers in TOML have no end; floats do.
_LARGEST = 10**300


@dataclass(frozen=True, slots=True)
class TomlTable:
    """One table of a file: its values, and where it stands."""

    path: Path
    places: Places
    values: Mapping[str, Any]
    error: type[LegationError]
    """What a wrong value raises."""
    at: At = ()

    @property
    def line(self) -> int:
        """The line on which the table begins."""
        return self.places.line(*self.at)

    def fail(self, message: str, *keys: str | int) -> NoReturn:
        """Raise an error at the line of a key of the table, or of the table itself."""
        msg = f"{self.path}, line {self.places.line(*self.at, *keys)}: {message}"
        raise self.error(msg)

    def known(self, allowed: Sequence[str]) -> None:
        """Check that the table has no other keys."""
        for name in self.values:
            if name not in allowed:
                self.fail(f"there is no {name!r} here; {among(name, allowed)}", name)

    def has(self, key: str) -> bool:
        """Tell whether the table gives a value."""
        return key in self.values

    def words(self, key: str) -> str:
        """Return text that must be there, white space in one."""
        value = self.needed(key)
        if not isinstance(value, str) or not value.strip():
            self.fail(f"{key} = {value!r}; write words in quotes", key)
        return " ".join(value.split())

    def maybe_words(self, key: str) -> str | None:
        """Return text, or None where there is none."""
        return self.words(key) if self.has(key) else None

    def several(self, key: str) -> tuple[str, ...]:
        """Return a list of texts that must be there; one text is a list of one."""
        value = self.needed(key)
        value = [value] if isinstance(value, str) else value
        if not isinstance(value, list) or not all(isinstance(x, str) and x.strip() for x in value):
            self.fail(f"{key} = {value!r}; write words in quotes, in a list if several", key)
        return tuple(value)

    def one_of(self, key: str, allowed: Sequence[str], kind: str) -> str:
        """Return text that is one of a closed list."""
        value = self.words(key)
        if value not in allowed:
            self.fail(f"{value!r} is no {kind}; {among(value, allowed)}", key)
        return value

    def day(self, key: str) -> date:
        """Return a day that must be there."""
        if not self.has(key):
            self.fail(f"has no {key}; add it, as in {key} = 2022-03-18")
        value = self.values[key]
        if isinstance(value, datetime) or not isinstance(value, date):
            self.fail(f"{key} = {value!r} is no day; write 2022-03-18 without quotes", key)
        return value

    def maybe_day(self, key: str) -> date | None:
        """Return a day, or None where there is none."""
        return self.day(key) if self.has(key) else None

    def number(self, key: str, low: float, high: float, default: float | None = None) -> float:
        """Return a number from `low` to `high`; needed where there is no default."""
        value = self.values.get(key, default)
        if value is None:
            self.fail(f"has no {key}; write a number from {low:g} to {high:g}")
        if (
            isinstance(value, bool)
            or not isinstance(value, int | float)
            or not low <= value <= high
        ):
            self.fail(f"{key} = {value!r}; write a number from {low:g} to {high:g}", key)
        return float(value)

    def whole(self, key: str, low: int) -> int | None:
        """Return a whole number of at least `low`; None where there is none."""
        value = self.values.get(key)
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int) or value < low:
            self.fail(f"{key} = {value!r}; write a whole number of at least {low}", key)
        return value

    def numbers(self, key: str) -> dict[str, float]:
        """Return a table of finite or infinite numbers by name, which must be there."""
        table = self.needed(key)
        if not isinstance(table, dict) or not table:
            self.fail(f"{key}: write a number for each name, as in {key} = {{ one = 1.5 }}", key)
        for name, value in table.items():
            if isinstance(value, bool) or not isinstance(value, int | float):
                self.fail(f"{key}: {name} = {value!r} is no number", key, name)
            if isinstance(value, int) and abs(value) > _LARGEST:
                self.fail(f"{key}: {name} is a number beyond all use", key, name)
        return {name: float(value) for name, value in table.items()}

    def flag(self, key: str) -> bool | None:
        """Return true or false; None where it is not given."""
        value = self.values.get(key)
        if value is not None and not isinstance(value, bool):
            self.fail(f"{key} = {value!r}; write true or false", key)
        return value

    def table(self, key: str) -> TomlTable | None:
        """Return a table within this one; None where there is none."""
        value = self.values.get(key)
        if value is None:
            return None
        if not isinstance(value, dict):
            self.fail(f"write {key} as a table: {key} = {{ … }} or [{key}]", key)
        return self._inside(value, key)

    def tables(self, key: str) -> Iterator[TomlTable]:
        """Yield the tables of an array; a single table is an array of one."""
        found = self.values.get(key, [])
        if isinstance(found, dict):
            yield self._inside(found, key)
            return
        if not isinstance(found, list) or not all(isinstance(one, dict) for one in found):
            self.fail(f"write [[{key}]] in double brackets: there can be several", key)
        for n, one in enumerate(found):
            yield self._inside(one, key, n)

    def needed(self, key: str) -> Any:  # noqa: ANN401  (whatever TOML can hold)
        """Return a value that must be there."""
        if not self.has(key):
            self.fail(f"has no {key}; add it")
        return self.values[key]

    def _inside(self, values: Mapping[str, Any], *keys: str | int) -> TomlTable:
        return TomlTable(self.path, self.places, values, self.error, (*self.at, *keys))


def load_toml(path: Path, error: type[LegationError], cure: str) -> TomlTable:
    """Load a file.

    Args:
        path: The file.
        error: What to raise.
        cure: What to do where there is no such file.

    Raises:
        LegationError: Of the type `error`: it cannot be read or is no TOML.
    """
    try:
        # Some editors begin a file with a mark of its encoding.
        text = path.read_text(encoding="utf-8-sig")
        values = tomllib.loads(text)
    except OSError as reason:
        msg = f"{path}: cannot be read ({reason.strerror}); {cure}"
        raise error(msg) from reason
    except UnicodeDecodeError as reason:
        msg = f"{path}: byte {reason.start} is not UTF-8; convert it first, e.g. with iconv"
        raise error(msg) from reason
    except ValueError as reason:  # a number of thousands of digits is no `TOMLDecodeError`
        msg = f"{path}: is not TOML: {reason}"
        raise error(msg) from reason
    except RecursionError as reason:
        msg = f"{path}: is not TOML that can be read: its brackets stand too deep in each other"
        raise error(msg) from reason
    return TomlTable(path, Places(text), values, error)


def among(word: object, allowed: Sequence[str]) -> str:
    """Return which words there are, the nearest one first where one is near."""
    near = get_close_matches(str(word), allowed, n=1, cutoff=0.6)
    meant = f"did you mean {near[0]!r}? " if near else ""
    return f"{meant}there are {', '.join(allowed)}"
