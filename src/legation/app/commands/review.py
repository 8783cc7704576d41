"""`legation review`: keep what a person decides about who a mention is.

In: the id of a mention and whom it means. Out: `Review`s on the desk, and what has changed.
Not here: how decisions win over what was found (`store.decisions`); who is meant by the words on
the command line (`app.deciding`).
"""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import click

from legation.app.options import Session
from legation.app.tables import Column, write_json, write_table
from legation.records import LegationError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from legation.records import Link, MentionId, Reading
    from legation.store.decisions import Meant
    from legation.store.desk import Desk

_COLUMNS = (
    Column("day", "day"),
    Column("by", "by"),
    Column("mention", "text", wide=True),
    Column("before", "before", wide=True),
    Column("after", "after", wide=True),
    Column("in", "title", wide=True),
    Column("id", "record"),
)


class NobodyDecidesError(LegationError):
    """It is not known who decides."""


@click.command(name="review")
@click.argument("mention_id", required=False)
@click.option(
    "--actor",
    "actors",
    multiple=True,
    metavar="ACTOR",
    help="Whom it means: an ISO code, an id or a name; may be given again, for a group.",
)
@click.option("--nobody", is_flag=True, help="It means nobody who acts.")
@click.option("--undo", is_flag=True, help="Take the last decision about it back.")
@click.option("--list", "listing", is_flag=True, help="List decisions, with what was before.")
@click.option("--by", metavar="NAME", help="Who decides.  [default: the setting, or the login]")
@click.option("--json", "as_json", is_flag=True, help="With --list: one JSON array.")
@click.pass_obj
def command(
    session: Session,
    /,
    mention_id: str | None,
    by: str | None,
    **asked: Any,  # noqa: ANN401  (what is to be done, one of four)
) -> None:
    """Decide who the mention MENTION_ID is; from then on the decision wins.

    `legation show mentions --jsonl` and `legation export` tell ids. What the program found stays
    stored, and reading the same document again keeps the decision.
    """
    wanted = [one for one in ("actors", "nobody", "undo", "listing") if asked[one]]
    if len(wanted) != 1:
        msg = "give one of --actor, --nobody, --undo and --list"
        raise click.UsageError(msg)
    if asked["as_json"] and not asked["listing"]:
        msg = "--json goes with --list"
        raise click.UsageError(msg)
    if mention_id is None and not asked["listing"]:
        msg = "name the mention by its id; `legation show mentions --jsonl` tells ids"
        raise click.UsageError(msg)
    with session.open_desk() as desk:
        if asked["listing"]:
            _list(desk, mention_id, as_json=asked["as_json"])
        else:
            name = _name(by, session)
            _decide(desk, mention_id or "", asked["actors"], undo=asked["undo"], by=name)


def _decide(desk: Desk, identity: MentionId, actors: Sequence[str], *, undo: bool, by: str) -> None:
    from legation.app.deciding import find_decided, find_mention, office_of
    from legation.app.views import rejoin_desk
    from legation.store.decisions import Meant, make_reviews

    mention, reading = find_mention(identity, desk)
    before = _link(mention.id, reading)
    standing = desk.decisions().get(mention.id)
    after: Meant | None = None
    if undo:
        if standing is None:
            click.echo(f"{mention.id}: nothing is decided about it, nothing was changed")
            return
    else:
        day = reading.document.published_on
        who = find_decided(actors, desk, day)
        if standing is not None and standing.meant.actors == who:
            click.echo(f"{mention.id}: already {standing.reason}, nothing was changed")
            return
        after = Meant(who, office_of(who, day))
    was = Meant(before.actors, before.office) if before is not None else Meant((), None)
    at = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
    desk.save_review(*make_reviews(was, after, mention.id, by, at))
    view = rejoin_desk(desk)
    now = _link(mention.id, desk.reading(mention.span.document))
    click.echo(f"{mention.id}: “{mention.span.text}” in “{reading.document.title}”")
    click.echo(f"before: {_told(before)}")
    click.echo(f"now: {_told(now)}")
    click.echo(
        f"joined again: {len(view.incidents):,} incidents, {len(view.contacts):,} contacts, "
        f"{len(view.disputes):,} disputes"
    )


def _name(by: str | None, session: Session) -> str:
    """Return who decides: the option, else the setting, else the login name."""
    import getpass

    given = by if by is not None else session.settings.reviewer
    if by is None and not given:
        try:
            given = getpass.getuser()
        except (KeyError, OSError):  # no login name, as in some containers
            given = ""
    name = " ".join(given.split())
    if not name:
        msg = 'who decides? name yourself with --by NAME, or set reviewer = "…" in legation.toml'
        raise NobodyDecidesError(msg)
    return name


def _list(desk: Desk, identity: MentionId | None, *, as_json: bool) -> None:
    from legation.app.deciding import find_mention, history

    if identity is not None and not desk.reviews(identity):
        find_mention(identity, desk)
    rows = history(desk, identity)
    if as_json:
        write_json(rows, sys.stdout)
    elif rows:
        told = (
            {**row, "before": _named(row["before"]), "after": _named(row["after"])} for row in rows
        )
        write_table(told, _COLUMNS, sys.stdout)
    else:
        click.echo("nothing is decided yet", err=True)


def _named(actors: list[dict[str, str]] | None) -> str:
    if actors is None:
        return "taken back"
    return "; ".join(one["name"] for one in actors) or "nobody"


def _link(mention: MentionId, reading: Reading) -> Link | None:
    return next((link for link in reading.links if link.mention == mention), None)


def _told(link: Link | None) -> str:
    if link is None:
        return "not linked"
    named = (f"{one.name} [{one.id}]" if one.id else one.name for one in link.actors)
    return f"{'; '.join(named) or 'nobody'} ({link.reason})"
