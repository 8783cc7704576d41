"""`legation question resolve`: close a question, score what was said of it, look back.

In: a question file, how it turned out. Out: the file with its outcome; the score; a page.
Not here: the scores (`assess.scoring`), what misled (`assess.aftermath`), the page
(`briefing.postmortem`).
"""

from __future__ import annotations

import json
import sys
from datetime import date
from pathlib import Path

import click

from legation.app.options import Day, Session


@click.command(name="resolve")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--as", "outcome", required=True, metavar="HYPOTHESIS", help="What came true.")
@click.option(
    "--on", "day", type=Day(), help="The day on which it was known.  [default: the closing day]"
)
@click.option(
    "--page",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Write the post-mortem to this file, .md or .html.",
)
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
@click.pass_obj
def resolve(
    session: Session,
    /,
    file: Path,
    outcome: str,
    day: date | None,
    page: Path | None,
    *,
    as_json: bool,
) -> None:
    """Close the question in FILE and look back: what was said when, and which evidence misled."""
    from legation.app import closing

    if page is not None:
        closing.check_page_name(page)
    with session.open_desk() as desk:
        aftermath = closing.close_question(desk, file, outcome, day)
    if page is not None:
        closing.write_page(aftermath, page)
    if as_json:
        json.dump(closing.score_record(aftermath), sys.stdout, ensure_ascii=False, indent=1)
        click.echo()
    else:
        click.echo(closing.page_words(aftermath))
    if page is not None:
        click.echo(f"{page}: written", err=True)
