"""`legation who`: say from the shelf alone who a name means on a day, or who held an office.

In: a name or title, a day, a state. Out: a table, or JSON.
Not here: the answers (`resolve.lookup`); whom a text means (`legation show mentions`).
"""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from datetime import date
from typing import TYPE_CHECKING, Any

import click

from legation.app.options import Day
from legation.app.tables import Column, write_table

if TYPE_CHECKING:
    from legation.resolve.directory import Directory
    from legation.resolve.lookup import Answer

# Below this share of the best answer's score the rest is noise in a table; JSON has them all.
_WORTH_SHOWING = 0.35
_COLUMNS = (
    Column("score", "score", number=True),
    Column("name", "name"),
    Column("id", "id"),
    Column("type", "type"),
    Column("state", "of"),
    Column("office", "office", wide=True),
    Column("reason", "why", wide=True),
)


@click.command(name="who")
@click.argument("name", required=False)
@click.option("--on", "on", type=Day(), help="On this day; without it, at any time.")
@click.option("--in", "state", metavar="STATE", help="Only of this state: a code or a name.")
@click.option("--office", help="Who held this office: needs --on, and --in but for world bodies.")
@click.option("--json", "as_json", is_flag=True, help="One JSON array, the best first.")
def command(
    name: str | None, on: date | None, state: str | None, office: str | None, *, as_json: bool
) -> None:
    """Say who NAME means on a day, or who held an office, from the shelf alone.

    NAME may be a last name, a name with its title, a title alone ("the Chinese premier"), an
    acronym, a capital, or spelt wrongly. Nothing of a desk is read.
    """
    from legation.reference.shelf import load_shelf
    from legation.resolve.directory import Directory
    from legation.resolve.lookup import who_holds, who_is

    if (name is None) == (office is None):
        msg = "give a NAME, or --office with --on; for example: legation who Burns --in USA"
        raise click.UsageError(msg)
    directory = Directory.of(load_shelf())
    code = _state(state, directory)
    if office is not None:
        if on is None:
            msg = "--office needs --on: the day on which the office was held"
            raise click.UsageError(msg)
        answers = who_holds(office, code, directory, on)
    else:
        answers = who_is(name or "", directory, on, code)
    if as_json:
        json.dump([_told(one) for one in answers], sys.stdout, ensure_ascii=False, indent=1)
        click.echo()
        return
    if not answers:
        click.echo(f"nobody on the shelf is known by {name or office!r}", err=True)
        return
    least = answers[0].score * _WORTH_SHOWING
    write_table(
        (_row(one) for one in answers if one.score >= least or one is answers[0]),
        _COLUMNS,
        sys.stdout,
    )


def _state(words: str | None, directory: Directory) -> str | None:
    if words is None:
        return None
    state = directory.state(words.upper())
    code = words.upper() if state is not None else directory.nation_of(words)
    if code is None:
        msg = f"no state is called {words!r}; give an ISO code such as USA, or its name"
        raise click.UsageError(msg)
    return code


def _told(answer: Answer) -> dict[str, Any]:
    return asdict(answer)


def _row(answer: Answer) -> dict[str, str]:
    office, held = answer.office, ""
    if office is not None:
        until = f"to {office.until}" if office.until else "on"
        held = f"{office.name} ({office.since or '?'} {until})"
    return {
        "score": f"{answer.score:.2f}",
        "name": answer.actor.name,
        "id": answer.actor.id or "",
        "type": answer.actor.type,
        "state": answer.actor.state or "",
        "office": held,
        "reason": answer.reason,
    }
