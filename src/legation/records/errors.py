"""The one root of every error the program raises on purpose.

In: nothing. Out: `LegationError` and the errors of the records themselves.
Not here: the errors of a stage (each stage subclasses `LegationError` beside its own code).
"""

from __future__ import annotations


class LegationError(Exception):
    """Something went wrong that the reader of the message can mend; the message says how."""


class SpanError(LegationError, ValueError):
    """A span does not fit the text it claims to point into."""

    def __init__(self, start: int, end: int, length: int | None = None) -> None:
        super().__init__(start, end, length)
        self.start, self.end, self.length = start, end, length

    def __str__(self) -> str:
        if self.length is None:
            return f"span {self.start}:{self.end} is empty or starts before the text"
        return (
            f"span {self.start}:{self.end} runs past the end of a text of {self.length} "
            "characters; the text was probably cleaned again after extraction: "
            "re-extract the document"
        )


class RecordError(LegationError, ValueError):
    """A line does not make a record; the message names the field and what it may hold."""
