"""Follow where one government stands toward another: signals, position, picture.

In: a `View` and what is asked for. Out: `PositionTold`; lines for programs, a table for people.
Not here: signals and model (`assess.positions`), drawing (`briefing`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from itertools import permutations
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

import click

from legation.app.drawing import FORMS, PictureNameError, save_picture
from legation.app.tables import ROOMY_WIDTH, Column, Row, write_table
from legation.app.who import find_actors
from legation.records import Actor, Position, Signal, make_id
from legation.records.contract import export_line

if TYPE_CHECKING:
    from legation.app.views import View
    from legation.assess.positions.sides import Sides
    from legation.assess.positions.signals import FoundSignal
    from legation.assess.positions.walk import Observed, Track

WINDOW_DAYS = 30
"""The spread is that of the signals of so many days, the day itself counted."""
_STRIP = 31
# On a terminal narrower than this a signal shows what it is and its passage; JSON has the rest.
_WIDE = 150
_DAY_COLUMNS = (
    Column("on", "on"),
    Column("low", "low", number=True),
    Column("median", "mid", number=True),
    Column("high", "high", number=True),
    Column("leans", "leans"),
    Column("then", "then_mid", number=True, room=ROOMY_WIDTH),
    Column("spread", "spread", number=True),
    Column("signals", "n_signals", number=True),
    Column(f"{'against':<15}0{'for':>15}", "strip"),
)
_SIGNAL_COLUMNS = (
    Column("on", "on"),
    Column("leans", "direction", number=True),
    Column("strength", "strength", number=True),
    Column("signal", "what", wide=True),
    Column("who", "who", wide=True, room=_WIDE),
    Column("how told", "told_by", wide=True, room=_WIDE),
    Column("reports", "reports", number=True, room=_WIDE),
    Column("passage", "passage", wide=True),
    Column("in", "source", wide=True, room=ROOMY_WIDTH),
    Column("id", "id", room=_WIDE + ROOMY_WIDTH),
)


@dataclass(frozen=True, slots=True)
class PositionTold:
    """Where one actor stands, and why."""

    sides: Sides
    as_of: date | None
    """The last day, never later than the newest document; None where no document bears a date."""
    asked: date | None
    """The last day that was asked for; None: that of the newest document."""
    signals: tuple[FoundSignal, ...]
    positions: tuple[Position, ...]
    """One a day; none where there is no signal."""
    track: Track | None

    def lines(self) -> Iterator[dict[str, Any]]:
        """Yield signals, then positions, as lines of the contract."""
        for found in self.signals:
            yield export_line(found.signal, {})
        for one in self.positions:
            yield export_line(one, {})


def asked_sides(
    actor: Sequence[str], about: Sequence[str], words: Sequence[str], known: Sequence[Actor]
) -> Sides:
    """Return whose position is asked for.

    Raises:
        click.UsageError: Not one actor is named, or nothing to stand toward.
        UnknownActorError: Somebody is not known.
    """
    from legation.assess.positions.sides import Sides

    if len(actor) != 1 or len(about) > 1 or not (about or words):
        msg = (
            "a position needs one --actor WHO and one --about WHO, or --about-words WORDS for a "
            "proposition; for example --actor CHN --about RUS"
        )
        raise click.UsageError(msg)
    whose = find_actors(actor, known)[0]
    toward = find_actors(about, known)[0] if about else None
    if toward is not None and (toward.id == whose.id) and not words:
        msg = f"{whose.name} takes no position toward itself; name another --about"
        raise click.UsageError(msg)
    return Sides(whose, toward, tuple(words))


def find_position(
    view: View, sides: Sides, since: date | None = None, until: date | None = None
) -> PositionTold:
    """Return the position of `sides` by day, and the signals that bear on it.

    Args:
        view: The desk on its day.
        sides: Whose position, toward whom or what.
        since: The first day shown; earlier signals count all the same. None: that of the first
            report.
        until: Nothing later counts; None: the day of the view. Of the days after its newest
            document the desk knows nothing, so no position is told for them.

    Raises:
        click.UsageError: `since` lies after the last day.
    """
    from legation.assess.positions.signals import find_signals
    from legation.assess.positions.walk import follow
    from legation.reference.publishers import state_of_publisher

    published = [one.document.published_on for one in view.readings if one.document.published_on]
    newest = date.fromisoformat(max(published)) if published else None
    asked = until or view.as_of
    last = newest if asked is None or newest is None else min(asked, newest)
    told = find_signals(view.readings, sides, until=last, state_of=state_of_publisher)
    # What was voted years before opens nothing: it stands beside what reports tell.
    voted = [] if last is None or not told else _voted(sides, last)
    signals = (*voted, *told)
    if not signals or last is None:
        return PositionTold(sides, last, asked, signals, (), None)
    if since is not None and since > last:
        msg = f"--since {since} lies after the last day that this desk tells of, {last}"
        raise click.UsageError(msg)
    observed = [_observed(one) for one in signals]
    # What was long ago when it was told counts, but opens no decades without a report.
    first = since or min(one.known_on for one in told)
    track = follow(observed, min(first, last), last)
    return PositionTold(
        sides, last, asked, signals, tuple(_positions(sides, signals, track)), track
    )


def _voted(sides: Sides, last: date) -> list[FoundSignal]:
    """Return the signal of the table of roll calls between two states; none toward words."""
    from legation.app.alignment import alike_id, sessions_of
    from legation.assess.positions.rollcalls import roll_call_signal

    one, other = sides.actor, sides.about
    if other is None or sides.words or {one.type, other.type} != {"state"}:
        return []
    told = sessions_of(one, other, last)
    if not told:
        return []
    found = roll_call_signal(told, one, other, alike_id(one, other, told[-1].session))
    return [] if found is None else [found]


@dataclass(frozen=True, slots=True)
class Stand:
    """Where one state stands toward another on a day, with the signals of the last days."""

    position: Position
    signals: tuple[Signal, ...]


def positions_between(view: View, states: Sequence[str], day: date) -> list[Stand]:
    """Return where each of some states stands toward each other one, where signals tell.

    Pairs without a signal in the last `WINDOW_DAYS` are left out: old signals tell of old days.
    """
    from legation.assess.positions.sides import Sides
    from legation.reference.shelf import load_shelf

    known = load_shelf().states
    published = [one.document.published_on for one in view.readings if one.document.published_on]
    day = min(day, date.fromisoformat(max(published))) if published else day
    stands = []
    for one, other in permutations([known[code] for code in states if code in known], 2):
        told = find_position(view, Sides(one, other, ()), since=day, until=day)
        last = told.positions[-1] if told.positions else None
        if last is not None and last.signals:
            found = {found.signal.id: found.signal for found in told.signals}
            stands.append(Stand(last, tuple(found[name] for name in last.signals)))
    return stands


def _observed(found: FoundSignal) -> Observed:
    from legation.assess.positions.walk import Observed

    one = found.signal
    return Observed(found.on, one.direction, one.strength, one.confidence, found.known_on)


def _positions(sides: Sides, signals: Sequence[FoundSignal], track: Track) -> Iterator[Position]:
    from legation.assess.positions.walk import METHOD, spread_of

    whose, toward = sides.actor, sides.toward
    for n, day in enumerate(track.days):
        here = [one for one in signals if timedelta(0) <= day - one.on < timedelta(WINDOW_DAYS)]
        yield Position(
            make_id("position", whose.id, toward.id or toward.name, day, track.days[-1]),
            whose,
            toward,
            day.isoformat(),
            round(float(track.low[n]), 3),
            round(float(track.mid[n]), 3),
            round(float(track.high[n]), 3),
            round(spread_of([_observed(one) for one in here]), 3),
            tuple(one.signal.id for one in here),
            METHOD,
        )


def told_record(told: PositionTold) -> dict[str, Any]:
    """Return all of it as one object for programs, the page and the picture."""
    days = list(_day_lines(told))
    toward = told.sides.toward
    return {
        "actor": asdict(told.sides.actor),
        "about": asdict(toward),
        "as_of": None if told.as_of is None else told.as_of.isoformat(),
        "asked": None if told.asked is None else told.asked.isoformat(),
        "window": WINDOW_DAYS,
        "walk": None if told.track is None else round(told.track.walk, 4),
        "noise": None if told.track is None else round(told.track.noise, 3),
        "position": days[-1] if days else None,
        "positions": days,
        "signals": [_signal_line(one) for one in told.signals],
    }


def _day_lines(told: PositionTold) -> Iterator[Row]:
    if told.track is None:
        return
    track = told.track
    for n, one in enumerate(told.positions):
        yield {
            **export_line(one, {}),
            "then_low": round(float(track.then_low[n]), 3),
            "then_mid": round(float(track.then_mid[n]), 3),
            "then_high": round(float(track.then_high[n]), 3),
        }


def _signal_line(found: FoundSignal) -> Row:
    from legation.briefing.positionpage import speaker_words

    best = found.witnesses[0]
    who = speaker_words([asdict(one) for one in best.speakers], best.named, best.on_record)
    said = f"{who}: " if who else ""
    source = ", ".join(part for part in (best.title, best.publisher, best.published_on) if part)
    return {
        **export_line(found.signal, {}),
        "sort": found.kind,
        "what": found.what,
        "known_on": found.known_on.isoformat(),
        "words": f"{found.on.isoformat()} · {said}{best.text} — {source}",
        "origins": list(found.origins),
        "witnesses": [asdict(one) for one in found.witnesses],
    }


def day_rows(told: PositionTold) -> list[Row]:
    """Return one row a day for CSV."""
    return [
        {
            "on": one["on"],
            **{name: one[name] for name in ("low", "mid", "high")},
            **{name: one[name] for name in ("then_low", "then_mid", "then_high")},
            # What one signal says cannot differ from itself: no spread, not a spread of none.
            "spread": one["spread"] if len(one["signals"]) > 1 else None,
            "n_signals": len(one["signals"]),
        }
        for one in _day_lines(told)
    ]


DAY_FIELDS = (
    *("on", "low", "mid", "high", "then_low", "then_mid", "then_high", "spread", "n_signals"),
)


def write_position(told: PositionTold, limit: int, stream: IO[str]) -> int:
    """Write the position by week and the newest signals; return how many were left out."""
    from legation.briefing.positionpage import sentence

    record = told_record(told)
    title = f"{told.sides.actor.name} toward {told.sides.toward.name}"
    if record["position"] is None:
        stream.write(f"{title}: nothing on this desk tells where it stands\n")
        return 0
    stream.write(f"{title}. {sentence(record)}\n\n")
    write_table(_weeks(day_rows(told)), _DAY_COLUMNS, stream)
    kept = told.signals[-limit:] if limit else told.signals
    stream.write("\n")
    write_table([_signal_row(one) for one in reversed(kept)], _SIGNAL_COLUMNS, stream)
    return len(told.signals) - len(kept)


def _weeks(rows: Sequence[Row]) -> list[Row]:
    """Return the rows of Sundays and of the last day; all of a fortnight or less."""
    from legation.briefing.positionpage import leans

    few = len(rows) <= 2 * 7
    chosen = [
        one
        for n, one in enumerate(rows)
        if few or n == len(rows) - 1 or date.fromisoformat(one["on"]).isoweekday() == 7
    ]
    return [
        {
            **one,
            **{name: f"{one[name]:+.2f}" for name in ("low", "mid", "high", "then_mid")},
            "leans": leans(one),
            "spread": "–" if one["spread"] is None else f"{one['spread']:.2f}",
            "strip": strip(one["low"], one["mid"], one["high"]),
        }
        for one in chosen
    ]


def strip(low: float, mid: float, high: float) -> str:
    """Return an interval of the scale −1 to 1 as a line of characters, the median marked."""
    places = [round((value + 1) / 2 * (_STRIP - 1)) for value in (low, mid, high)]
    marks = ["·"] * _STRIP
    marks[_STRIP // 2] = "|"
    for n in range(places[0], places[2] + 1):
        marks[n] = "━"
    marks[places[1]] = "●"
    return "".join(marks)


def _signal_row(found: FoundSignal) -> Row:
    from legation.briefing.positionpage import TELLERS, speaker_words

    best = found.witnesses[0]
    return {
        "id": found.signal.id,
        "on": found.on.isoformat(),
        "direction": f"{found.signal.direction:+.2f}",
        "strength": f"{found.signal.strength:.2f}",
        "what": f"{found.kind}: {found.what}",
        "who": speaker_words([asdict(one) for one in best.speakers], best.named, best.on_record),
        "told_by": TELLERS[best.teller],
        "reports": len(found.origins),
        "passage": best.text,
        "source": ", ".join(
            part for part in (best.publisher, best.published_on, best.title) if part
        ),
    }


def check_chart_name(path: Path) -> None:
    """Refuse a name that tells no form, before anything is computed.

    Raises:
        PictureNameError: It ends in none of the forms of a picture, nor in .html.
    """
    if path.suffix.lower() not in {*FORMS, ".html"}:
        msg = f"{path}: give a name that ends in .html, .svg, .png or .json"
        raise PictureNameError(msg)


def draw(told: PositionTold, path: Path) -> None:
    """Draw the position to a file, in the form its name tells."""
    from legation.briefing.positionchart import draw_position, position_over_time
    from legation.briefing.positionpage import position_page

    record = told_record(told)
    shown = _as_drawn(record)
    spec = position_over_time(shown["positions"], shown["signals"])
    if spec is None:
        click.echo("nothing to draw: no signal was found", err=True)
        return
    match path.suffix.lower():
        case ".html":
            path.write_text(position_page(shown), encoding="utf-8")
        case ".svg":
            path.write_text(draw_position(spec, "position"), encoding="utf-8")
        case _:
            save_picture(spec, path, "position")
    click.echo(f"{path}: drawn", err=True)


def _as_drawn(record: Mapping[str, Any]) -> dict[str, Any]:
    """Return what is drawn: the signals of the days shown, each with its sort as `kind`."""
    first = record["positions"][0]["on"] if record["positions"] else ""
    signals = [{**one, "kind": one["sort"]} for one in record["signals"] if one["on"] >= first]
    return {**record, "signals": signals}
