"""Say what an answer on votes rests on, what its columns hold, and why it is empty.

In: the table of votes and what was asked. Out: sentences.
Not here: the rows (`app.alignment`), the counting (`assess.alignment`).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from legation.records import Actor

if TYPE_CHECKING:
    from legation.reference.unseats import RollCall, VoteTable

SOURCE = "UN General Assembly roll calls (Voeten, Strezhnev and Bailey, as the R package unvotes)"
LEGEND = """\
The first is {first}, the second {second}.
alike, opposed: of the roll calls on which both voted; on the rest one of them abstained
absent: roll calls on which only the first, only the second was absent
agreement: 0 to 1; an abstention beside a yes or a no counts half
points: ideal points of the first, of the second, the USA on the positive side; they rest on all \
votes of a session, so that with --issue there are none
apart: how far the points are from each other, in standard deviations of all states' points"""
EMPTY = "nothing to show: {reason}"


def legend(actors: Sequence[Actor]) -> str:
    """Return what the columns hold."""
    return LEGEND.format(first=actors[0].name, second=actors[1].name)


def source_line(known: VoteTable, newest: VoteTable, own: Path | None) -> str:
    """Return whose votes these are, and to which day they go.

    Args:
        known: The roll calls used.
        newest: All that come with the program.
        own: The folder of a user's own votes, where there is one.
    """
    line = f"Source: {SOURCE}, to {day_words(last_day(newest))}"
    if own is not None:
        line += f"; and votes of your own from {own}"
    if last_day(known) != last_day(newest):
        line += f"; used to {day_words(last_day(known))}"
    return line + "."


def last_day(table: VoteTable) -> date:
    """Return the day of the last roll call."""
    return max(one.on for one in table.roll_calls)


def day_words(day: date) -> str:
    """Return a day as `14 January 2020`."""
    return f"{day.day} {day:%B %Y}"


def why_empty(
    table: VoteTable,
    actors: Sequence[Actor],
    since: date | None,
    until: date | None,
    issues: Sequence[str],
) -> str:
    """Return why no period has a roll call of both: the first of the reasons that holds."""
    first, last = since or date.min, until or date.max
    if first > last:
        return f"--since {first} is after --until {last}; turn them round"
    end, begin = last_day(table), min(one.on for one in table.roll_calls)
    if first > end:
        return (
            f"the table ends on {day_words(end)}, before {first}; the setting `votes` names a "
            "folder of newer ones"
        )
    if last < begin:
        return f"the table begins on {day_words(begin)}, after {last}"
    inside = {one for one in table.roll_calls if first <= one.on <= last}
    if not inside:
        return "the General Assembly has no roll call in the table between these days"
    for actor in actors:
        sat = _sat_on(table, actor)
        if not any(one in sat for one in inside):
            return f"{actor.name} has no seat in these years{_seated_words(actor, sat)}"
    if issues:
        return _no_issue_words(issues)
    return f"{actors[0].name} and {actors[1].name} have no seat at the same time in these years"


def _no_issue_words(issues: Sequence[str]) -> str:
    asked = " or ".join(repr(issue) for issue in issues)
    return (
        f"no roll call of these years on which both could vote is about {asked}, or has these "
        f"words in its title; {issues_words()}"
    )


def issues_words() -> str:
    """Return which issues there are."""
    from legation.assess.alignment import IMPORTANT
    from legation.reference.unsource import load_issues

    return f"issues are {', '.join((*load_issues(), IMPORTANT))}; else words of a title"


def _sat_on(table: VoteTable, actor: Actor) -> set[RollCall]:
    """Return the roll calls on which a state could vote: its seat did so in their session."""
    from legation.assess.alignment import sessions_of_seat
    from legation.reference.unseats import held_between

    since, until = held_between(str(actor.id))
    sessions = sessions_of_seat(table, str(actor.id))
    return {one for one in table.roll_calls if since <= one.on < until and one.session in sessions}


def _seated_words(actor: Actor, sat: set[RollCall]) -> str:
    """Return when a state had a seat, where it had one at all."""
    if actor.id == "TWN":
        return " (the seat of China, held from Taipei until October 1971, is Beijing's since then)"
    if not sat:
        return ""
    years = sorted(one.on.year for one in sat)
    return f"; its votes are of {years[0]} to {years[-1]}"
