"""Lay out what `assess` weighs: the ladder of means, relations over time.

In: a `View` and what is asked for. Out: `LaidOut`: records for programs, rows and columns for
people; pictures.
Not here: the weighing (`assess`), printing (`app.tables`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from legation.app.drawing import save_picture
from legation.app.tables import Column, Row
from legation.app.who import find_actors
from legation.records import Actor

if TYPE_CHECKING:
    from legation.app.views import View
    from legation.assess.dyads import Period
    from legation.assess.means import MeansSaid, Rung

MEANS_COLUMNS = (
    Column("means", "means"),
    Column("said to be", "said"),
    Column("by", "by", wide=True),
    Column("certainty", "certainty", number=True),
    Column("on", "on"),
    Column("words", "words", wide=True),
)
RELATION_COLUMNS = (
    Column("from", "start"),
    Column("incidents", "n_incidents", number=True),
    Column("reports", "n_origins", number=True),
    Column("not done", "n_not_done", number=True),
    Column("verbal coop.", "quad_1", number=True),
    Column("material coop.", "quad_2", number=True),
    Column("verbal conflict", "quad_3", number=True),
    Column("material conflict", "quad_4", number=True),
    Column("net", "net", number=True),
    Column("90 % band", "band"),
    Column("types", "types", wide=True),
)


# So many periods without any incident are still shown one by one.
MOST_EMPTY = 3


@dataclass(frozen=True, slots=True)
class LaidOut:
    """One answer, for programs and for people."""

    records: list[Row]
    rows: list[Row]
    columns: tuple[Column, ...]


def means(view: View, asked: Mapping[str, Any]) -> LaidOut:
    """Return the ladder of means that one party is said to give another."""
    from legation.assess.means import ladder

    if not asked["actor"] or not asked["about"]:
        msg = "show means needs both sides: --actor WHO (the giver) and --about WHO"
        raise click.UsageError(msg)
    giver = _ids(find_actors(asked["actor"], view.actors))
    receiver = _ids(find_actors(asked["about"], view.actors))
    rungs = ladder(view.readings, giver, receiver)
    return LaidOut([asdict(rung) for rung in rungs], _ladder_rows(rungs), MEANS_COLUMNS)


def _ids(actors: Sequence[Actor]) -> set[str]:
    return {one for actor in actors for one in (actor.id,) if one is not None}


def _ladder_rows(rungs: Sequence[Rung]) -> list[Row]:
    rows: list[Row] = []
    for rung in rungs:
        rows += [_said_row(rung.means, one) for one in rung.said] or [
            {"means": rung.means, "said": "–", "by": "", "certainty": "", "on": "", "words": ""}
        ]
    return rows


def _said_row(name: str, one: MeansSaid) -> Row:
    who = ", ".join(actor.name for actor in one.speakers)
    unnamed = " (unnamed)" if one.named is False and who else ""
    return {
        "means": name,
        "said": one.said,
        "by": f"{who}{unnamed}" or ("the report itself" if one.claim is None else "nobody named"),
        "certainty": "" if one.certainty is None else f"{one.certainty:.2f}",
        "on": one.on or f"told {one.reported_on}",
        "words": " ".join(one.text.split()),
    }


def relations(view: View, asked: Mapping[str, Any]) -> LaidOut:
    """Return what two parties did to each other, period by period; draw it where asked."""
    from legation.assess.dyads import relations as count

    if len(asked["between"]) != 2:
        msg = "show relations needs two parties: --between CHN,RUS"
        raise click.UsageError(msg)
    named = [find_actors((one,), view.actors) for one in asked["between"]]
    sides = [_ids(actors) for actors in named]
    events = {event.id: event for reading in view.readings for event in reading.events}
    periods = count(
        view.incidents,
        events,
        (sides[0], sides[1]),
        asked["by"],
        since=asked["since"],
        until=asked["until"],
    )
    if asked["picture"] is not None:
        _draw(periods, [one[0].name for one in named], asked["by"], asked["picture"])
    return LaidOut(
        [_period_record(one) for one in periods],
        _period_rows(periods),
        RELATION_COLUMNS,
    )


def _period_rows(periods: Sequence[Period]) -> list[Row]:
    """Return a row a period; where many in a row hold nothing, one row that says so."""
    rows: list[Row] = []
    for empty, some in groupby(periods, key=lambda one: not one.incidents):
        here = list(some)
        if empty and len(here) > MOST_EMPTY:
            nothing = dict.fromkeys((column.field for column in RELATION_COLUMNS), "")
            rows.append({**nothing, "start": "…", "types": f"{len(here)} periods without any"})
        else:
            rows += [_period_row(one) for one in here]
    return rows


def _period_record(one: Period) -> Row:
    return {
        "start": one.start.isoformat(),
        "end": one.end.isoformat(),
        "n_incidents": one.n_incidents,
        "n_origins": one.n_origins,
        "n_not_done": one.n_not_done,
        "by_quad": {str(quad): n for quad, n in sorted(one.by_quad.items())},
        "by_type": dict(sorted(one.by_type.items())),
        "net": one.net,
        "low": one.low,
        "high": one.high,
        "net_by_origin": one.net_by_origin,
        "incidents": list(one.incidents),
    }


def _period_row(one: Period) -> Row:
    return {
        "start": one.start.isoformat(),
        "n_incidents": one.n_incidents,
        "n_origins": one.n_origins,
        "n_not_done": one.n_not_done,
        **{f"quad_{quad}": one.by_quad.get(quad, 0) for quad in (1, 2, 3, 4)},
        "net": f"{one.net:+.1f}",
        "band": f"{one.low:+.1f} to {one.high:+.1f}",
        "types": ", ".join(f"{kind} {n}" for kind, n in sorted(one.by_type.items())),
    }


def _draw(periods: Sequence[Period], between: Sequence[str], by: str, path: Path) -> None:
    from legation.briefing.dyadchart import dyad_over_time

    spec = dyad_over_time([_period_record(one) for one in periods], " and ".join(between), by)
    if spec is None:
        click.echo("nothing to draw: no incident between these two", err=True)
        return
    save_picture(spec, path, "relations")
    click.echo(f"{path}: drawn", err=True)
