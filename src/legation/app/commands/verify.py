"""`legation verify`: hold a brief against the desk, sentence by sentence.

In: a brief in Markdown or HTML. Out: what does not hold; exit code 1 if anything.
Not here: the comparison (`briefing.verify`).
"""

from __future__ import annotations

from pathlib import Path

import click

from legation.app.options import Session
from legation.records import LegationError


class BriefFileError(LegationError):
    """A file is no text, so no brief either."""


@click.command(name="verify")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False, exists=True))
@click.pass_context
def command(context: click.Context, file: Path) -> None:
    """Check that the brief in FILE says what its records say, and that each reference is there."""
    from legation.app.views import load_dossier, load_view
    from legation.briefing.printed import parse_frame
    from legation.briefing.verify import check

    session = context.find_object(Session)
    assert session is not None  # noqa: S101  (the group has made it)
    with session.open_desk() as desk:
        text = _read(file)
        frame = parse_frame(text)
        dossier = load_dossier(load_view(desk, frame.as_of), frame.since, frame.about)
    findings = check(text, dossier)
    for problem in findings.problems:
        click.echo(f"{file}: {problem}")
    click.echo(
        f"{file}: {findings.n_sentences:,} sentences and {findings.n_references:,} references "
        f"checked, {len(findings.problems):,} problems"
    )
    if findings.problems:
        context.exit(1)


def _read(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        msg = f"{file}: byte {error.start} is not UTF-8; name a brief that `legation brief` wrote"
        raise BriefFileError(msg) from error
