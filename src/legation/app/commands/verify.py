"""`legation verify`: hold a brief against the desk, sentence by sentence.

In: a brief in Markdown or HTML. Out: what does not hold; exit code 1 if anything.
Not here: the comparison (`briefing.verify`).
"""

from __future__ import annotations

from pathlib import Path

import click


@click.command(name="verify")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False, exists=True))
@click.pass_context
def command(context: click.Context, file: Path) -> None:
    """Check that the brief in FILE says what its records say, and that each reference is there."""
