"""`legation question alert`: tell what has shown itself since the last time.

In: question files or folders, the desk. Out: a line for each new piece of evidence, on the
terminal, in a file, or to a command; the judgement kept, so that nothing is told twice.
Not here: what counts as evidence (`assess.questions.evidence`).
"""

from __future__ import annotations

import json
import shlex
import subprocess
import sys
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import click

from legation.app.options import Session, as_of_option
from legation.records import LegationError


class AlertError(LegationError):
    """An alert could not be given on; what was new is told again next time."""


@click.command(name="alert")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@as_of_option
@click.option(
    "--to",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Add the alerts to this file, one JSON object a line.",
)
@click.option(
    "--run",
    metavar="COMMAND",
    help="Run this command for each alert, which it reads as JSON from its standard input.",
)
@click.option("--json", "as_json", is_flag=True, help="One JSON array instead of lines.")
@click.pass_obj
def alert(
    session: Session,
    /,
    files: tuple[Path, ...],
    as_of: date | None,
    to: Path | None,
    run: str | None,
    *,
    as_json: bool,
) -> None:
    """Tell which signs of the open questions in FILES have shown themselves since the last time."""
    from legation.app import questions

    words = None if run is None else _words(run)
    if to is not None:
        _append(to, "")  # before a command runs for nothing
    told: list[dict[str, Any]] = []
    usable, faults = questions.load_usable(files)
    try:
        with session.open_desk() as desk:
            for inquiry in usable:
                if not questions.is_open(desk, inquiry, as_of):
                    continue
                alerts = list(questions.new_signs(desk, inquiry, as_of))
                for one in alerts:
                    _give_on(one, to, words)
                told += alerts
                questions.keep_judgement(desk, inquiry, as_of)
    finally:
        # What one question told is shown though the next one fails: it is not told again.
        _show(told, as_json=as_json)
    questions.refuse(faults)


def _show(told: list[dict[str, Any]], *, as_json: bool) -> None:
    from legation.app.questions import alert_line

    if as_json:
        json.dump(told, sys.stdout, ensure_ascii=False, indent=1)
        click.echo()
        return
    for one in told:
        click.echo(alert_line(one))
    click.echo(f"{len(told)} new" if told else "nothing new", err=True)


def _words(command: str) -> list[str]:
    """Return the words of a command as a shell would cut them."""
    try:
        words = shlex.split(command)
    except ValueError as error:
        msg = f"--run: {command!r} cannot be cut into words ({error})"
        raise click.UsageError(msg) from error
    if not words:
        msg = "--run: name a command"
        raise click.UsageError(msg)
    return words


def _give_on(one: Mapping[str, Any], to: Path | None, run: Sequence[str] | None) -> None:
    """Give an alert to the command, then to the file, which thus holds none that failed."""
    line = json.dumps(one, ensure_ascii=False)
    if run is not None:
        _run(run, line)
    if to is not None:
        _append(to, line + "\n")


def _run(words: Sequence[str], line: str) -> None:
    try:
        # The command is the user's own, from the command line; no shell is between.
        done = subprocess.run(words, input=line, text=True, check=False)  # noqa: S603
    except OSError as error:
        msg = f"--run: {words[0]} cannot be started ({error.strerror})"
        raise AlertError(msg) from error
    if done.returncode != 0:
        msg = f"--run: {words[0]} ended with {done.returncode}; nothing is taken as told"
        raise AlertError(msg)


def _append(to: Path, words: str) -> None:
    try:
        with to.open("a", encoding="utf-8") as file:
            file.write(words)
    except OSError as error:
        msg = f"{to}: cannot be written ({error.strerror}); name another file with --to"
        raise AlertError(msg) from error
