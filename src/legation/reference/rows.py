"""Read the tab-separated files that come with the package.

In: the name of a file in `reference/files` and the columns it must have. Out: its rows, each
with the place it stands at, and the error that a bad row raises.
Not here: what a column means; each loader checks its own.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.resources import files

from legation.records import LegationError


class RowError(LegationError, ValueError):
    """A row of a file of the shelf does not hold what its column may hold."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its cells by column, and where it stands (`cues.tsv, line 12`)."""

    place: str
    cells: dict[str, str]

    def one_of(self, column: str, allowed: Sequence[str]) -> str:
        """Return the cell of `column`.

        Raises:
            RowError: It is not one of `allowed`.
        """
        cell = self.cells[column]
        if cell not in allowed:
            msg = f"{self.place}: {column} is {cell!r}; write one of {', '.join(allowed)}"
            raise RowError(msg)
        return cell

    def several_of(self, column: str, allowed: Sequence[str]) -> tuple[str, ...]:
        """Return the comma-separated words of `column`; an empty cell holds none.

        Raises:
            RowError: One of them is not in `allowed`.
        """
        words = tuple(word for word in self.cells[column].split(",") if word)
        for word in words:
            if word not in allowed:
                msg = f"{self.place}: {column} holds {word!r}; write some of {', '.join(allowed)}"
                raise RowError(msg)
        return words

    def number(self, column: str, low: float, high: float) -> float:
        """Return the cell of `column` as a number.

        Raises:
            RowError: It is no number, or not between `low` and `high`.
        """
        cell = self.cells[column]
        try:
            number = float(cell)
        except ValueError:
            number = float("nan")
        if not low <= number <= high:
            msg = f"{self.place}: {column} is {cell!r}; write a number from {low:g} to {high:g}"
            raise RowError(msg)
        return number


def iter_rows(name: str, columns: Sequence[str]) -> Iterator[Row]:
    """Yield the rows of the file `name`; lines that start with `#` tell its source and licence.

    Raises:
        RowError: The header or the number of cells differs from `columns`.
    """
    header = None
    text = files("legation.reference").joinpath("files", name).read_text(encoding="utf-8")
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip() or line.startswith("#"):
            continue
        cells = line.split("\t")
        if header is None:
            header = cells
            if header != list(columns):
                msg = f"{name}, line {number}: the columns must be {' '.join(columns)}"
                raise RowError(msg)
            continue
        if len(cells) != len(columns):
            msg = f"{name}, line {number}: has {len(cells)} cells, the header names {len(columns)}"
            raise RowError(msg)
        yield Row(f"{name}, line {number}", dict(zip(columns, cells, strict=True)))
