"""Import a command only when it is asked for, so that `legation --help` stays light.

In: where the commands of a group are. Out: the command that was named.
Not here: what the commands do (`app.commands`).
"""

from __future__ import annotations

import importlib
from collections.abc import Mapping
from typing import ClassVar

import click

Places = Mapping[str, tuple[str, str]]


class LazyGroup(click.Group):
    """A group whose commands lie in modules that are imported when a command is named."""

    # Name on the command line, in the order in which a desk uses them -> module in `app.commands`
    # and the name of the command in it.
    places: ClassVar[Places] = {}

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002  (click's signature)
        """Return the names of the commands, in the order of `places`."""
        return list(self.places)

    def get_command(
        self,
        ctx: click.Context,  # noqa: ARG002  (click's signature)
        cmd_name: str,
    ) -> click.Command | None:
        """Return the command `cmd_name`, or None when there is none of that name."""
        if cmd_name not in self.places:
            return None
        file, name = self.places[cmd_name]
        module = importlib.import_module(f"legation.app.commands.{file}")
        command: click.Command = getattr(module, name)
        return command
