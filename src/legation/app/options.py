"""Options and arguments that several commands share.

In: words of the command line. Out: checked values, the `Session` of the run.
Not here: what the commands do with them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, TypeVar

import click

from legation.records import LegationError

if TYPE_CHECKING:
    from legation.app.settings import Settings
    from legation.store.desk import Desk

Command = TypeVar("Command", bound=Callable[..., Any])


class DeskMissingError(LegationError):
    """The desk that a command should look into is not there."""


@dataclass(frozen=True, slots=True)
class Session:
    """What holds for the whole run."""

    desk: Path
    settings: Settings

    def open_desk(self, *, create: bool = False) -> Desk:
        """Open the desk; only reading makes a new one.

        Raises:
            DeskMissingError: There is none and `create` is False.
        """
        from legation.store.desk import open_desk

        if not create and not self.desk.exists():
            msg = (
                f"there is no desk at {self.desk}; make one with `legation read`, "
                "or name another with --desk"
            )
            raise DeskMissingError(msg)
        return open_desk(self.desk, create=create)


class Day(click.ParamType[date]):
    """A calendar day as `YYYY-MM-DD`; where an edge is given, a year means that edge of it."""

    name = "date"

    def __init__(self, edge: Literal["first", "last"] | None = None) -> None:
        self.edge = edge

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> date:
        """Return the day, or fail as wrong usage."""
        if isinstance(value, date):
            return value
        word = str(value)
        if self.edge is not None and len(word) == 4 and word.isdecimal() and int(word):
            return date(int(word), 1, 1) if self.edge == "first" else date(int(word), 12, 31)
        try:
            return date.fromisoformat(str(value))
        except ValueError:
            self.fail(f"{value!r} is not a day; write it as 2022-03-18", param, ctx)


class Words(click.ParamType[tuple[str, ...]]):
    """Several words in one, parted by commas: `CHN,RUS`."""

    name = "list"

    def convert(
        self,
        value: object,
        param: click.Parameter | None,  # noqa: ARG002  (click's signature)
        ctx: click.Context | None,  # noqa: ARG002
    ) -> tuple[str, ...]:
        """Return the words without the blanks around them; empty ones are dropped."""
        if isinstance(value, tuple):
            return value
        return tuple(word.strip() for word in str(value).split(",") if word.strip())


def as_of_option(command: Command) -> Command:
    """Add `--as-of` to a command."""
    return click.option(
        "--as-of",
        type=Day(),
        help="See the desk as it stood on this day: nothing published later is used.",
    )(command)


def about_option(command: Command) -> Command:
    """Add `--about` to a command."""
    return click.option(
        "--about",
        type=Words(),
        default=(),
        metavar="WHO[,WHO…]",
        help="Only what names one of these: ISO codes, Wikidata ids or names.",
    )(command)
