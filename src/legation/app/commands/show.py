"""`legation show`: list what the desk holds, for people or for programs.

In: an open desk and what is asked for. Out: a table, JSON, JSON lines or CSV.
Not here: the whole contract in one stream (`export`).
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from legation.app.options import Day, Session, Words, about_option, as_of_option
from legation.app.tables import (
    ID,
    ROOMY_WIDTH,
    Column,
    limited,
    write_csv,
    write_json,
    write_jsonl,
    write_table,
)
from legation.records import ACTS

if TYPE_CHECKING:
    from legation.app.rows import Line, Wanted
    from legation.app.tables import Row
    from legation.app.views import View
    from legation.store.desk import Desk

# Word on the command line -> kind of record, and the columns that people see.
SHOWN: dict[str, tuple[str, tuple[Column, ...]]] = {
    "documents": (
        "document",
        (
            Column("published", "published_on"),
            Column("title", "title", wide=True),
            Column("publisher", "publisher"),
            Column("source", "sources", wide=True),
            Column("characters", "n_characters", number=True, room=ROOMY_WIDTH),
            ID,
        ),
    ),
    "claims": (
        "claim",
        (
            Column("reported", "reported"),
            Column("on", "on", room=ROOMY_WIDTH),
            Column("who", "speakers", wide=True),
            Column("act", "acts"),
            Column("certainty", "certainty", number=True),
            Column("content", "content", wide=True),
            ID,
        ),
    ),
    "events": (
        "event",
        (
            Column("reported", "reported"),
            Column("on", "on", room=ROOMY_WIDTH),
            Column("type", "type"),
            Column("who", "actors", wide=True),
            Column("to whom", "recipients", wide=True),
            Column("status", "status"),
            Column("words", "text", wide=True),
            ID,
        ),
    ),
    "figures": (
        "figure",
        (
            Column("amount", "amount", wide=True),
            Column("about", "about"),
            Column("whose", "parties", wide=True),
            Column("period", "period", room=ROOMY_WIDTH),
            Column("words", "text", wide=True),
            ID,
        ),
    ),
    "moments": (
        "moment",
        (
            Column("words", "text", wide=True),
            Column("value", "value"),
            Column("lasts", "lasts"),
            Column("reported", "reported"),
            Column("in", "title", wide=True, room=ROOMY_WIDTH),
            ID,
        ),
    ),
    "mentions": (
        "mention",
        (
            Column("words", "text", wide=True),
            Column("who", "actor", wide=True),
            Column("office", "office", wide=True),
            Column("reported", "reported"),
            Column("in", "title", wide=True, room=ROOMY_WIDTH),
            ID,
        ),
    ),
    "actors": (
        "actor",
        (
            Column("name", "name", wide=True),
            Column("type", "type"),
            Column("state", "state"),
            Column("office", "office", wide=True),
            Column("mentions", "mentions", number=True),
            Column("documents", "documents", number=True),
            ID,
        ),
    ),
    "votes": (
        "vote",
        (
            Column("reported", "reported"),
            Column("on", "on", room=ROOMY_WIDTH),
            Column("who", "actor", wide=True),
            Column("choice", "choice"),
            Column("body", "body", wide=True),
            Column("motion", "motion", wide=True),
            ID,
        ),
    ),
    "incidents": (
        "incident",
        (
            Column("on", "on"),
            Column("type", "type"),
            Column("who", "actors", wide=True),
            Column("to whom", "recipients", wide=True),
            Column("status", "status"),
            Column("reported", "first_reported_on", room=ROOMY_WIDTH),
            ID,
        ),
    ),
    "contacts": (
        "contact",
        (
            Column("on", "on"),
            Column("type", "type"),
            Column("who", "actors", wide=True),
            Column("where", "where", wide=True),
            ID,
        ),
    ),
    "disputes": (
        "dispute",
        (
            Column("first", "first", wide=True),
            Column("relation", "relation"),
            Column("second", "second", wide=True),
            ID,
        ),
    ),
    "contested": (
        "dispute",
        (
            Column("relation", "relation"),
            Column("on", "first_on", room=ROOMY_WIDTH),
            Column("who", "first_who", wide=True),
            Column("first", "first", wide=True),
            Column("then", "second_on", room=ROOMY_WIDTH),
            Column("who then", "second_who", wide=True),
            Column("second", "second", wide=True),
            ID,
        ),
    ),
    "origins": (
        "origin",
        (
            Column("first", "published_on"),
            Column("title", "title", wide=True),
            Column("publisher", "publisher", room=ROOMY_WIDTH),
            Column("documents", "documents", number=True),
            Column("outlets", "outlets", wide=True, room=ROOMY_WIDTH),
            Column("joined by", "why", wide=True),
            ID,
        ),
    ),
    "issues": (
        "issue",
        (
            Column("stage", "stage"),
            Column("reason", "reason", wide=True),
            ID,
        ),
    ),
}


@click.command(name="show")
@click.argument(
    "kind",
    type=click.Choice(
        (*SHOWN, "actor", "means", "position", "relations", "alignment", "third-parties")
    ),
)
@click.argument("name", required=False)
@click.option(
    "--actor",
    type=Words(),
    default=(),
    metavar="WHO[,WHO…]",
    help="Only what one of these does or says; a state stands for those who speak for it.",
)
@about_option
@click.option("--since", type=Day("first"), help="Only what may fall on this day or later.")
@click.option("--until", type=Day("last"), help="Only what may fall on this day or earlier.")
@click.option("--type", "type_", help="Only this type: a PLOVER type, call, person …")
@click.option("--act", type=click.Choice(ACTS), help="Only claims of this act.")
@click.option("--text", help="Only what holds these words, in capitals or not.")
@as_of_option
@click.option(
    "--limit",
    type=click.IntRange(min=0),
    help="At most so many rows; 0 means all.  [default: 50 in a table, else all]",
)
@click.option(
    "--between",
    type=Words(),
    default=(),
    metavar="WHO,WHO",
    help="With relations and alignment: the two. With contacts: theirs, each account beside it.",
)
@click.option(
    "--by",
    type=click.Choice(("day", "week", "month", "session", "year")),
    default="week",
    help="With relations: the length of a period; with alignment: session or year.",
)
@click.option(
    "--about-words",
    type=Words(),
    default=(),
    metavar="WORDS[,WORDS…]",
    help="With position: toward what these words name, such as sanctions, and not an actor.",
)
@click.option(
    "--picture",
    "--chart",
    type=click.Path(path_type=Path, dir_okay=False),
    help="With relations, position, alignment: draw it to this file, .svg, .png or .json "
    "(Vega-Lite); of a position also .html, with the passage behind each point.",
)
@click.option(
    "--issue",
    type=Words(),
    default=(),
    metavar="ISSUE[,ISSUE…]",
    help="With alignment: only roll calls about one of these; see the manual.",
)
@click.option("--json", "form", flag_value="json", help="One JSON array.")
@click.option("--jsonl", "form", flag_value="jsonl", help="One JSON object a line.")
@click.option("--csv", "form", flag_value="csv", help="Comma-separated, with a head line.")
@click.pass_obj
def command(
    session: Session,
    /,
    kind: str,
    name: str | None,
    as_of: date | None,
    limit: int | None,
    form: str | None,
    **asked: Any,  # noqa: ANN401  (the filters, passed on by name)
) -> None:
    """List what the desk holds.

    A table for people, with the filters and the form that you ask for. In JSON and JSON
    lines each row is a line of the export. `means` is the ladder of what one party (--actor) is
    said to give another (--about), `relations` what two parties did to each other over time.
    `third-parties` is what governments outside a conflict (--about) said, did and joined.
    `position` is where one (--actor) stands toward another (--about), by which signals.
    `actor NAME` is the dossier of one principal. `alignment` is how two states (--between) voted in
    the General Assembly; it needs no desk.
    """
    if (kind == "actor") != (name is not None):
        msg = 'a name belongs to show actor, and to that only: legation show actor "Xi Jinping"'
        raise click.UsageError(msg)
    if name is not None:
        _show_dossier(session, name, as_of, limit, form)
        return
    if kind == "contacts" and asked["between"]:
        _show_contacts(session, as_of, limit, form, asked)
        return
    if kind == "alignment":
        from legation.app.commands.show_alignment import show_alignment

        show_alignment(session, as_of, form, asked)
        return
    if asked["by"] == "session":
        msg = "sessions are those of the General Assembly: --by session belongs to show alignment"
        raise click.UsageError(msg)
    if kind == "third-parties":
        from legation.app.commands.show_third_parties import show_third_parties

        show_third_parties(session, as_of, form, asked)
        return
    if kind == "position":
        from legation.app.commands.show_position import show_position

        show_position(session, as_of, limit, form, asked)
        return
    from legation.app.rows import iter_wanted, tell_people
    from legation.app.views import load_view

    if kind in {"means", "relations"}:
        from legation.app import assessing

        with session.open_desk() as desk:
            view = load_view(desk, as_of)
        lay_out = assessing.means if kind == "means" else assessing.relations
        told = lay_out(view, asked)
        _write(told.records if form in {"json", "jsonl"} else told.rows, form, told.columns)
        return
    if limit is None:
        limit = 0 if form else session.settings.limit
    with session.open_desk() as desk:
        view = load_view(desk, as_of)
        rows = iter_wanted(_lines(desk, view, SHOWN[kind][0]), _wanted(view, asked), view)
        kept, n_left_out = limited(rows, limit)
    _write(kept if form else tell_people(kept, view), form, SHOWN[kind][1])
    if n_left_out:
        _tell_left_out(n_left_out)


def _show_dossier(
    session: Session, name: str, as_of: date | None, limit: int | None, form: str | None
) -> None:
    from legation.app.dossiers import find_dossier, write_dossier

    if form == "csv":
        msg = "a dossier is no table; ask for --json"
        raise click.UsageError(msg)
    with session.open_desk() as desk:
        told = find_dossier(desk, name, as_of, limit)
    if form == "json":
        click.echo(json.dumps(told, ensure_ascii=False, indent=1))
    elif form == "jsonl":
        write_jsonl([told], sys.stdout)
    else:
        write_dossier(told, sys.stdout)


def _show_contacts(
    session: Session,
    as_of: date | None,
    limit: int | None,
    form: str | None,
    asked: dict[str, Any],
) -> None:
    """List the contacts between two parties, with what each account of them says."""
    from legation.app.accountlines import write_contacts
    from legation.app.dossiers import contacts_between, sides_of, told_line
    from legation.app.rows import iter_wanted, tell_people
    from legation.app.views import load_view

    with session.open_desk() as desk:
        view = load_view(desk, as_of)
        accounts = contacts_between(view, sides_of(asked["between"], view))
        lines = (one for one in _lines(desk, view, "contact") if one["id"] in accounts)
        rows = iter_wanted(lines, _wanted(view, asked), view)
        default = 0 if form else session.settings.limit
        kept, n_left_out = limited(rows, default if limit is None else limit)
    if form in {"json", "jsonl"}:
        _write([told_line(one, accounts[one["id"]]) for one in kept], form, ())
    elif form == "csv":
        _write(kept, form, ())
    elif kept:
        write_contacts(list(tell_people(kept, view)), accounts, sys.stdout)
    else:
        _write((), None, SHOWN["contacts"][1])
    if n_left_out:
        _tell_left_out(n_left_out)


def _tell_left_out(n_left_out: int) -> None:
    click.echo(f"… and {n_left_out:,} more; --limit 0 shows all", err=True)


def _wanted(view: View, asked: dict[str, Any]) -> Wanted:
    from legation.app.rows import Wanted
    from legation.app.who import find_actors

    return Wanted(
        actor=find_actors(asked["actor"], view.actors),
        about=find_actors(asked["about"], view.actors),
        since=asked["since"],
        until=asked["until"],
        type=asked["type_"],
        act=asked["act"],
        text=asked["text"],
    )


def _lines(desk: Desk, view: View, kind: str) -> Iterator[Line]:
    from legation.app.origins import iter_origin_lines
    from legation.app.rows import iter_actor_lines, iter_lines

    if kind == "origin":
        return iter_origin_lines(view)
    return iter_actor_lines(view) if kind == "actor" else iter_lines(view, desk, [kind])


def _write(rows: Iterable[Row], form: str | None, columns: tuple[Column, ...]) -> None:
    if form == "json":
        write_json(rows, sys.stdout)
    elif form == "jsonl":
        write_jsonl(rows, sys.stdout)
    elif form == "csv":
        write_csv(rows, sys.stdout)
    else:
        write_table(rows, columns, sys.stdout)
