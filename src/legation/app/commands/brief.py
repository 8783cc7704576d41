"""`legation brief`: write what is known, every sentence with its references.

In: an open desk and whom, from when. Out: one page of Markdown or HTML.
Not here: what is said and how (`briefing`).
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from legation.app.options import Day, Session, about_option

if TYPE_CHECKING:
    from legation.briefing.page import Page


@click.command(name="brief")
@about_option
@click.option(
    "--as-of",
    type=Day(),
    help="The day of the brief: nothing published later is used.  "
    "[default: the day of the newest document]",
)
@click.option("--since", type=Day(), help="The day of the last brief: what is new is marked.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["md", "html"]),
    help="The form of the brief.  [default: by the end of the file's name, else md]",
)
@click.option(
    "--question",
    "questions",
    multiple=True,
    type=click.Path(path_type=Path),
    help="Weigh this question (or those of a folder) as of the day, and keep the judgement.",
)
@click.option(
    "-o", "--output", type=click.Path(path_type=Path, dir_okay=False), help="Write to this file."
)
@click.pass_obj
def command(
    session: Session,
    about: tuple[str, ...],
    as_of: date | None,
    since: date | None,
    form: str | None,
    output: Path | None,
    questions: tuple[Path, ...],
) -> None:
    """Write the brief: key points, five parts, contested claims, gaps, sources."""
    from legation.app.questions import keep_judgement, load_questions
    from legation.app.views import load_dossier, load_view, newest_day
    from legation.app.who import find_actors
    from legation.briefing.compose import compose

    if since is not None and as_of is not None and since > as_of:
        msg = f"{since} is later than --as-of {as_of}"
        raise click.BadParameter(msg, param_hint="--since")
    asked = load_questions(questions)
    with session.open_desk() as desk:
        day = as_of or newest_day(desk)
        for inquiry in asked:
            if day is not None and inquiry.opened_on <= day:
                keep_judgement(desk, inquiry, day)
        view = load_view(desk, day)
    who = find_actors(about, view.actors)
    page = compose(load_dossier(view, since, [actor.id for actor in who if actor.id]))
    text = _rendered(page, form or _form_of(output))
    if output is None:
        click.echo(text, nl=False)
    else:
        output.write_text(text, encoding="utf-8")
        n_sentences = sum(1 for _ in page.iter_sentences())
        click.echo(
            f"{output}: {n_sentences:,} sentences from {len(page.documents):,} documents, "
            f"as of {page.frame.as_of}"
        )


def _rendered(page: Page, form: str) -> str:
    if form == "html":
        from legation.briefing import html

        return html.render(page)
    from legation.briefing import markdown

    return markdown.render(page)


def _form_of(output: Path | None) -> str:
    return "html" if output is not None and output.suffix.lower() in (".html", ".htm") else "md"
