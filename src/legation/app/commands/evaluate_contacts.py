"""`legation evaluate contacts`: measure which accounts are joined into one contact.

In: a folder of texts such as `samples/two-sides`, what they tell. Out: pairs, near misses.
Not here: the scorer (`evaluate.contactscores`), what lays it out (`app.contactscoring`).
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import click

from legation.app.options import Session
from legation.app.tables import write_table


@click.command(name="contacts")
@click.argument("folder", type=click.Path(path_type=Path, exists=True, file_okay=False))
@click.option(
    "--gold",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    required=True,
    help="Which text tells which contact: corpora/contacts/two-sides.tsv.",
)
@click.option("--part", type=click.Choice(("dev", "test")), help="Only this half.  [default: both]")
@click.option("--wrong", is_flag=True, help="List what was missed or joined wrongly.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
@click.pass_obj
def contacts(
    session: Session, folder: Path, gold: Path, part: str | None, *, wrong: bool, as_json: bool
) -> None:
    """Score on FOLDER, such as samples/two-sides, which accounts tell one contact.

    All its texts are read as one desk.
    """
    from legation.app.contactscoring import contact_table, score_contact_part

    told = score_contact_part(folder, gold, part, session.settings.pipeline)
    lines = told.pop("wrong")
    if wrong:
        for line in lines:
            click.echo(line, err=True)
    if as_json:
        json.dump(told, sys.stdout, ensure_ascii=False, indent=1)
        click.echo()
    else:
        write_table(*contact_table(told), sys.stdout)
