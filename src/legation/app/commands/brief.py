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
    from legation.app.views import View
    from legation.briefing.dossier import Dossier


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
) -> None:
    """Write the brief: key points, five parts, contested claims, gaps, sources."""
    from legation.app.views import load_view, newest_day
    from legation.briefing.compose import compose

    if since is not None and as_of is not None and since > as_of:
        msg = f"{since} is later than --as-of {as_of}"
        raise click.BadParameter(msg, param_hint="--since")
    with session.open_desk() as desk:
        view = load_view(desk, as_of or newest_day(desk))
    page = compose(make_dossier(view, since, about))
    text = _rendered(page, form or _form_of(output))
    if output is None:
        click.echo(text, nl=False)
    else:
        output.write_text(text, encoding="utf-8")
        click.echo(f"{len(page.documents):,} documents cited, brief written to {output}", err=True)


def make_dossier(view: View, since: date | None, about: tuple[str, ...]) -> Dossier:
    """Return what a brief from `view` may use."""
    from legation.app.who import find_actors
    from legation.briefing.dossier import gather

    actors = find_actors(about, view.actors)
    return gather(
        view.readings,
        [*view.incidents, *view.contacts, *view.disputes],
        as_of=view.as_of,
        since=since,
        about=[actor.id for actor in actors if actor.id],
    )


def _form_of(output: Path | None) -> str:
    return "html" if output is not None and output.suffix.lower() in (".html", ".htm") else "md"
