"""Read forecasts and how they turned out from a file.

In: JSON lines or CSV with `id`, `crowd_probability`, `resolved_to`. Out: `ForecastFile`: what can
be scored, and what cannot with line and reason.
Not here: the scores (`assess.scoring`).
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from math import isfinite
from pathlib import Path
from typing import Any

from legation.evaluate.textfiles import iter_lines
from legation.records import LegationError

PROBABILITY = "crowd_probability"
UNRESOLVED = frozenset({None, "", "null", "none", "unresolved", "n/a", "na", "nan"})
_WORDS = {"yes": 1.0, "no": 0.0, "true": 1.0, "false": 0.0}


class ForecastFileError(LegationError):
    """A file of forecasts cannot be read at all."""


@dataclass(frozen=True, slots=True)
class Resolved:
    """One question that was resolved to yes or no."""

    id: str
    probability: float
    """0 to 1."""
    outcome: int
    """1: it happened."""


@dataclass(frozen=True, slots=True)
class ForecastFile:
    """What a file of forecasts holds."""

    resolved: tuple[Resolved, ...]
    n_unresolved: int
    """Questions whose outcome is not known yet; not scored."""
    fractional: tuple[str, ...]
    """Ids of questions resolved in part, such as to .3: no outcome of yes or no; not scored."""
    bad: tuple[str, ...]
    """Lines that were set aside: file, line, reason and cure."""


def load_forecasts(path: Path, probability: str = PROBABILITY) -> ForecastFile:
    """Return the forecasts of a file; a name that ends in `.csv` or `.csv.gz` is read as CSV.

    Args:
        path: UTF-8, gzipped or not.
        probability: The field that holds the probability of yes.

    Raises:
        ForecastFileError: It is not UTF-8, or a CSV file has no head line with the fields.
    """
    resolved, fractional, bad = [], [], []
    n_unresolved, seen = 0, set()
    for number, row in _iter_rows(path, probability):
        try:
            one = _read_row(row, probability)
            if one.id in seen:
                msg = f"id {one.id!r} stands in an earlier line; the first counts"
                raise ValueError(msg)  # noqa: TRY301  (told like any other bad line)
        except ValueError as error:
            bad.append(f"{path}:{number}: {error}")
            continue
        seen.add(one.id)
        if one.outcome is None:
            n_unresolved += 1
        elif one.outcome not in {0.0, 1.0}:
            fractional.append(one.id)
        else:
            resolved.append(Resolved(one.id, one.probability, int(one.outcome)))
    return ForecastFile(tuple(resolved), n_unresolved, tuple(fractional), tuple(bad))


@dataclass(frozen=True, slots=True)
class _Row:
    id: str
    probability: float
    outcome: float | None


def _read_row(row: Mapping[str, Any] | str, probability: str) -> _Row:
    if isinstance(row, str):
        raise ValueError(row)  # noqa: TRY004  (a line that is no object, with its reason)
    name = row.get("id")
    if not isinstance(name, str | int) or isinstance(name, bool) or not str(name).strip():
        msg = "no id; give each question one"
        raise ValueError(msg)
    return _Row(
        str(name).strip(),
        _number(row, probability, needed=True) or 0.0,
        _number(row, "resolved_to"),
    )


def _number(row: Mapping[str, Any], field: str, *, needed: bool = False) -> float | None:
    """Return a number from 0 to 1; None where the field is empty and need not be given."""
    value = row.get(field)
    word = value.strip().lower() if isinstance(value, str) else value
    if word is None or (isinstance(word, str) and word in UNRESOLVED):
        if needed:
            msg = f"no {field}; give a number from 0 to 1"
            raise ValueError(msg)
        return None
    if isinstance(word, str) and word in _WORDS and not needed:
        return _WORDS[word]
    try:
        number = float("nan") if needed and isinstance(word, bool) else float(word)
    except (TypeError, ValueError):
        msg = f"{field} is {value!r}; give a number from 0 to 1"
        raise ValueError(msg) from None
    if not isfinite(number) or not 0 <= number <= 1:
        msg = f"{field} is {value!r}; give a number from 0 to 1"
        raise ValueError(msg)
    return number


def _iter_rows(path: Path, probability: str) -> Iterator[tuple[int, Mapping[str, Any] | str]]:
    """Yield line numbers with rows, or with the reason why a line holds none."""
    lines = _iter_text(path)
    if ".csv" in path.suffixes[-2:]:
        reader = csv.DictReader(lines)
        missing = {"id", probability, "resolved_to"} - set(reader.fieldnames or ())
        if missing:
            msg = f"{path}: the head line has no {', '.join(sorted(missing))}"
            raise ForecastFileError(msg)
        try:
            for row in reader:
                yield reader.line_num, row
        except csv.Error as error:
            yield reader.line_num, f"{error}; the rest of the file was not read"
        return
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except (json.JSONDecodeError, RecursionError):
            yield number, "not JSON; each line must be one object"
            continue
        yield number, row if isinstance(row, dict) else "no JSON object; each line must be one"


def _iter_text(path: Path) -> Iterator[str]:
    try:
        yield from iter_lines(path)
    except UnicodeDecodeError as error:
        msg = f"{path}: byte {error.start} is not UTF-8; convert it first, e.g. with iconv"
        raise ForecastFileError(msg) from error
    except (EOFError, OSError) as error:
        if isinstance(error, OSError) and error.errno is not None:
            raise
        msg = f"{path}: cannot be unpacked ({error}); pack it again with gzip"
        raise ForecastFileError(msg) from error
