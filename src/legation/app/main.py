"""Start the program: find the command, run it, turn its end into an exit code.

In: the words of the command line. Out: exit codes 0 (done), 1 (error), 2 (wrong usage),
3 (some documents were set aside), 130 (stopped from the keyboard).
Not here: what a command does (`app.commands`).
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import ClassVar, NoReturn

import click

from legation import __version__
from legation.app.lazy import LazyGroup, Places
from legation.app.options import Session
from legation.app.settings import load_settings
from legation.records import LegationError

COMMANDS = (
    *("read", "show", "search", "who", "review", "brief", "export", "verify", "codebook"),
    *("question", "leverage"),
    *("evaluate", "train"),
)

# What a shell reports for a program that the keyboard stopped: 128 + SIGINT.
INTERRUPTED = 130


class Commands(LazyGroup):
    """What `legation` can do."""

    places: ClassVar[Places] = {name: (name, "command") for name in COMMANDS}


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--desk",
    type=click.Path(path_type=Path),
    envvar="LEGATION_DESK",
    show_envvar=True,
    help="The file that keeps the desk.  [default: desk.sqlite]",
)
@click.option(
    "--settings",
    type=click.Path(path_type=Path),
    envvar="LEGATION_SETTINGS",
    show_envvar=True,
    help="A TOML file of settings.  [default: legation.toml, when there is one]",
)
@click.version_option(__version__, prog_name="legation")
@click.pass_context
def legation(context: click.Context, desk: Path | None, settings: Path | None) -> None:
    """Read the reporting on a diplomatic crisis and keep the desk officer's file.

    Start with `legation read FOLDER`, then `legation brief`.
    """
    from legation.reference import own

    chosen = load_settings(settings)
    own.choose(Path(chosen.shelf) if chosen.shelf else None)
    context.obj = Session(desk=desk or Path(chosen.desk), settings=chosen)


def run(words: Sequence[str] | None = None) -> int:
    """Run one command line and return its exit code; messages go to standard error."""
    try:
        code = legation.main(
            args=None if words is None else list(words),
            prog_name="legation",
            standalone_mode=False,
        )
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except (click.Abort, KeyboardInterrupt):
        click.echo("legation: stopped; what was stored stays, run it again to go on", err=True)
        return INTERRUPTED
    except LegationError as error:
        click.echo(f"legation: {error}", err=True)
        return 1
    except BrokenPipeError:
        # The reader of our output has gone (`| head`); nothing is wrong, nothing is to be said.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except OSError as error:
        place = f"{error.filename}: " if error.filename else ""
        click.echo(f"legation: {place}{error.strerror or error}", err=True)
        return 1
    except Exception as error:
        # The last line of defence: a user is told what to do, never shown a traceback.
        if "LEGATION_DEBUG" in os.environ:
            raise
        click.echo(
            f"legation: an error of the program itself: {type(error).__name__}: {error}\n"
            "Please report it; run it again with LEGATION_DEBUG=1 to see where it happened.",
            err=True,
        )
        return 1
    return code if isinstance(code, int) else 0


def main() -> NoReturn:
    """Run the program's own command line and leave with its exit code."""
    sys.exit(run())
