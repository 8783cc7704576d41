"""`legation leverage`: who depends on whom, and what pressure would cost.

In: the words of the command line. Out: what the subcommand prints.
Not here: the subcommands (each in a file of its own, imported when it is asked for).
"""

from __future__ import annotations

import importlib

import click

# Name on the command line -> module and its command.
SUBCOMMANDS = {
    "tables": "leverage_tables",
    "exposure": "leverage_exposure",
    "figures": "leverage_figures",
    "scenario": "leverage_scenario",
    "coalition": "leverage_coalition",
}


class LazySubcommands(click.Group):
    """A group that imports a subcommand only when it is asked for: models need numpy."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002  (click's signature)
        """Return the names of the subcommands, in the order in which they are used."""
        return list(SUBCOMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """Return the subcommand `cmd_name`, or None when there is none of that name."""
        if cmd_name not in SUBCOMMANDS:
            return None
        module = importlib.import_module(f"legation.app.commands.{SUBCOMMANDS[cmd_name]}")
        command: click.Command = getattr(module, cmd_name)
        return command


@click.group(name="leverage", cls=LazySubcommands)
def command() -> None:
    """Measure who depends on whom in trade, and what pressure would cost."""
