"""`legation leverage`: who depends on whom, and what pressure would cost.

In: the words of the command line. Out: what the subcommand prints.
Not here: the subcommands (each in a file of its own, imported when it is asked for: models need
numpy).
"""

from __future__ import annotations

from typing import ClassVar

import click

from legation.app.lazy import LazyGroup, Places


class Subcommands(LazyGroup):
    """What is measured, from what there is to what a coalition is worth."""

    places: ClassVar[Places] = {
        name: (f"leverage_{name}", name)
        for name in ("tables", "exposure", "figures", "scenario", "coalition")
    }


@click.group(name="leverage", cls=Subcommands)
def command() -> None:
    """Measure who depends on whom in trade, and what pressure would cost."""
