"""Say what is wrong with a table, a name or a question put to it.

In: nothing. Out: `LeverageError` and its kinds.
Not here: the errors of the models themselves, which stand beside their code.
"""

from __future__ import annotations

from legation.records import LegationError


class LeverageError(LegationError, ValueError):
    """Something that was asked of the trade tables cannot be answered; the message has the cure."""


class TableError(LeverageError):
    """A trade table cannot be read, or holds what no table can hold."""


class NameInTableError(LeverageError):
    """A region or a sector is not in the table.

    `given` is the word as it came, `nearest` the names that may have been meant, the best first.
    """

    def __init__(self, message: str, given: str, nearest: tuple[str, ...] = ()) -> None:
        super().__init__(message)
        self.given, self.nearest = given, nearest
