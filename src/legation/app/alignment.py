"""Lay out how near two states stand by their votes in the General Assembly.

In: the settings and what is asked for. Out: `LaidOut`; a picture.
Not here: the counting (`assess.alignment`), printing (`app.tables`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from legation.app.alignmentwords import issues_words, legend, source_line, why_empty
from legation.app.assessing import LaidOut
from legation.app.progress import counted
from legation.app.tables import Column, Row
from legation.app.who import find_actors
from legation.records import OBSERVED, VOTES_ALIKE, Actor, Estimate, make_id

if TYPE_CHECKING:
    from legation.assess.alignment import Alignment, Point
    from legation.reference.unseats import VoteTable

COLUMNS = (
    Column("period", "period", number=True),
    Column("both voted", "n_both", number=True),
    Column("alike", "n_same", number=True),
    Column("opposed", "n_opposed", number=True),
    Column("absent", "absent", number=True),
    Column("agreement", "agreement", number=True),
    Column("90 % band", "agreement_band"),
    Column("points", "points"),
    Column("apart", "distance", number=True),
    Column("90 % band", "distance_band"),
)


@dataclass(frozen=True, slots=True)
class Answer:
    """How two states voted, and what a reader needs beside the rows."""

    laid: LaidOut
    source: str
    legend: str
    reason: str | None
    """Why there is no row; None where there is one."""


def alignment(own: str, asked: Mapping[str, Any], as_of: date | None) -> Answer:
    """Return how two states voted, session by session or year by year; draw it where asked.

    Args:
        own: The folder of a user's own votes; empty: none.
        asked: The options `between since until by issue picture`.
        as_of: No later roll call is used, neither counted nor to estimate a point.
    """
    from legation.assess.alignment import align
    from legation.reference.unvotes import load_all_votes, load_votes

    if len(asked["between"]) != 2:
        msg = "show alignment needs two states: --between USA,CHN"
        raise click.UsageError(msg)
    by = _period(asked["by"])
    if asked["picture"] is not None:
        from legation.app.drawing import check_picture_name

        check_picture_name(asked["picture"])
    actors = [_state(one) for one in asked["between"]]
    folder = Path(own) if own else None
    table, points = _table_and_points(load_all_votes(folder), as_of, stored=folder is None)
    _check_issues(table, asked["issue"])
    told = align(
        table,
        points,
        (str(actors[0].id), str(actors[1].id)),
        by,
        since=asked["since"],
        until=asked["until"],
        issues=asked["issue"],
    )
    _tell_other_holders(actors)
    if asked["picture"] is not None:
        _draw(told, actors, by, asked["picture"])
    laid = LaidOut([_record(one, by) for one in told], [_row(one) for one in told], COLUMNS)
    asked_days = (asked["since"], asked["until"])
    return Answer(
        laid,
        source_line(table, load_votes(), folder),
        legend(actors),
        None if told else why_empty(table, actors, *asked_days, asked["issue"]),
    )


def votes_alike(states: Sequence[str], day: date) -> list[Estimate]:
    """Return how alike each pair of states voted in the last session that the shelf has by a day.

    Pairs of which one has no seat in the table are left out.
    """
    from legation.reference.shelf import load_shelf

    known = load_shelf().states
    found = []
    for one, other in combinations([known[code] for code in states if code in known], 2):
        told = sessions_of(one, other, day)
        last = next((each for each in reversed(told) if each.agreement is not None), None)
        if last is not None:
            found.append(_estimate(one, other, last))
    return found


def sessions_of(one: Actor, other: Actor, day: date) -> Sequence[Alignment]:
    """Return how two states voted by a day, session by session; empty where one has no seat."""
    from legation.assess.alignment import AlignmentError, align
    from legation.reference.unvotes import load_all_votes

    try:
        return align(load_all_votes(None), {}, (str(one.id), str(other.id)), until=day)
    except AlignmentError:
        return ()


def alike_id(one: Actor, other: Actor, session: int) -> str:
    """Return the id of the estimate of how alike two states voted in a session."""
    first, second = sorted((str(one.id), str(other.id)))
    return make_id("estimate", VOTES_ALIKE, first, second, session)


def _estimate(one: Actor, other: Actor, last: Alignment) -> Estimate:
    session = f"session {last.session} of the UN General Assembly"
    assert last.agreement is not None  # noqa: S101  (chosen so)
    return Estimate(
        id=alike_id(one, other, last.session),
        scenario=OBSERVED,
        quantity=VOTES_ALIKE,
        actor=one,
        partner=other,
        sector=None,
        low=last.agreement_low,
        mid=last.agreement,
        high=last.agreement_high,
        unit="share",
        table=f"{session}, {last.n_both} roll calls on which both voted, to {last.until}",
        model="index of agreement (an abstention beside a yes or a no counts half)",
        elasticities=None,
        base_year=last.until.year,
        inputs=(),
        method="legation.alignment/1",
    )


def _period(by: str) -> str:
    """Return `session` or `year`; a shorter period that was asked for by name is refused."""
    source = click.get_current_context().get_parameter_source("by")
    if by in {"session", "year"}:
        return by
    if source is click.core.ParameterSource.COMMANDLINE:
        msg = f"show alignment goes by session or by year; --by {by} is too short for that"
        raise click.UsageError(msg)
    return "session"


def _state(word: str) -> Actor:
    (actor,) = find_actors((word,), ())
    if actor.type != "state":
        msg = f"{word} is no state; only states vote in the General Assembly: give codes as USA,CHN"
        raise click.UsageError(msg)
    return actor


def _table_and_points(
    table: VoteTable, as_of: date | None, *, stored: bool
) -> tuple[VoteTable, Mapping[tuple[str, int], Point]]:
    """Return the roll calls known on a day and the points that rest on them.

    The points that come with the program rest on all its roll calls: of a day before their end, or
    with votes of a user's own, they are estimated anew.
    """
    from legation.assess.alignment import Point, estimate, points_by_cell, until_day
    from legation.assess.idealpoints import MOST_ROUNDS
    from legation.reference.unvotes import load_points

    known = table if as_of is None else until_day(table, as_of)
    if stored and len(known.roll_calls) == len(table.roll_calls):
        return known, {key: Point(one.point, one.se) for key, one in load_points().items()}
    if not known.roll_calls:
        msg = f"no roll call of the table is as old as {as_of}; the first is of 1946"
        raise click.UsageError(msg)
    what = f"of at most {MOST_ROUNDS} rounds to estimate ideal points anew"
    return known, points_by_cell(known, estimate(known, lambda rounds: counted(rounds, what)))


def _check_issues(table: VoteTable, issues: Sequence[str]) -> None:
    """Refuse an issue that no roll call bears."""
    from legation.assess.alignment import is_about

    for issue in issues:
        if not any(is_about(one, issue) for one in table.roll_calls):
            msg = (
                f"no roll call is about {issue!r} or has these words in its title; {issues_words()}"
            )
            raise click.UsageError(msg)


def _tell_other_holders(actors: Sequence[Actor]) -> None:
    """Say it where a seat was another state's before or after."""
    from legation.reference.unseats import held_between, holder, seat_of

    for actor in actors:
        state = str(actor.id)
        since, until = held_between(state)
        if since != date.min:
            before = holder(seat_of(state), since - timedelta(days=1))
            click.echo(f"{actor.name}: before {since} the seat is {before.id}'s", err=True)
        if until != date.max:
            after = holder(seat_of(state), until)
            click.echo(f"{actor.name}: from {until} on the seat is {after.id}'s", err=True)


def _record(one: Alignment, by: str) -> Row:
    points = [None if p is None else (round(p.point, 3), round(p.se, 3)) for p in one.both_points]
    band = one.distance_band
    return {
        by: one.period,
        **({} if by == "session" else {"session": one.session}),
        "since": one.since.isoformat(),
        "until": one.until.isoformat(),
        "n_both": one.n_both,
        "n_same": one.n_same,
        "n_opposed": one.n_opposed,
        "n_first_absent": one.n_first_absent,
        "n_second_absent": one.n_second_absent,
        "n_neither": one.n_neither,
        "agreement": _rounded(one.agreement),
        "agreement_low": _rounded(one.agreement_low),
        "agreement_high": _rounded(one.agreement_high),
        "first_point": points[0] and points[0][0],
        "first_se": points[0] and points[0][1],
        "second_point": points[1] and points[1][0],
        "second_se": points[1] and points[1][1],
        "distance": _rounded(one.distance),
        "distance_low": _rounded(band and band[0]),
        "distance_high": _rounded(band and band[1]),
    }


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 3)


def _row(one: Alignment) -> Row:
    first, second = one.both_points
    band = one.distance_band
    return {
        "period": one.period,
        "n_both": one.n_both,
        "n_same": one.n_same,
        "n_opposed": one.n_opposed,
        "absent": f"{one.n_first_absent}, {one.n_second_absent}",
        "agreement": "–" if one.agreement is None else f"{one.agreement:.2f}",
        "agreement_band": _span(one.agreement_low, one.agreement_high),
        "points": f"{first.point:+.2f}, {second.point:+.2f}" if first and second else "–",
        "distance": "–" if one.distance is None else f"{one.distance:.2f}",
        "distance_band": _span(*band) if band else "–",
    }


def _span(low: float | None, high: float | None) -> str:
    return "–" if low is None or high is None else f"{low:.2f} to {high:.2f}"


def _draw(told: Sequence[Alignment], actors: Sequence[Actor], by: str, path: Path) -> None:
    from legation.app.drawing import save_picture
    from legation.briefing.alignmentchart import alignment_over_time

    names = (actors[0].name, actors[1].name)
    spec = alignment_over_time([_record(one, by) for one in told], names, by)
    if spec is None:
        click.echo("nothing to draw: these two never both voted on what is asked for", err=True)
        return
    save_picture(spec, path, "alignment")
    click.echo(f"{path}: drawn", err=True)
