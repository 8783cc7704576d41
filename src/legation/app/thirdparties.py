"""Lay out what governments outside a conflict said, did and joined.

In: a `View` and the parties of the conflict. Out: one object for programs, rows for tables.
Not here: the looking (`assess.thirdparties`), printing (`app.commands.show_third_parties`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING

from legation.app.plain import plain
from legation.app.tables import ROOMY_WIDTH, Column, Row
from legation.app.who import find_actors
from legation.records import Actor, Coalition, LegationError, Member, Span, make_id

if TYPE_CHECKING:
    from legation.app.views import View
    from legation.assess.thirdparties.joining import Measure, Membership
    from legation.assess.thirdparties.looking import Outsider, ThirdParties
    from legation.assess.thirdparties.ownrate import Lean, Ratio, Week
    from legation.assess.thirdparties.steps import Step

# Of rates and intervals, for programs.
_DIGITS = 4

GOVERNMENT_COLUMNS = (
    Column("government", "name"),
    Column("standing", "standing"),
    Column("said", "n_said", number=True),
    Column("did", "n_done", number=True),
    Column("on other things", "n_elsewhere", number=True, room=ROOMY_WIDTH),
    Column("last week", "week"),
    Column("said, × before", "said_ratio"),
    Column("did, × before", "done_ratio"),
    Column("leans", "leans"),
    Column("hedges", "hedges", wide=True),
)
WEEK_COLUMNS = (
    Column("government", "name"),
    Column("from", "week"),
    Column("said", "n_said", number=True),
    Column("did", "n_done", number=True),
    Column("said, × before", "said_ratio"),
    Column("did, × before", "done_ratio"),
    Column("days before", "days_before", number=True),
    Column("reports, × before", "reading"),
    Column("leans", "leans"),
    Column("leant before", "leant"),
)
MEMBER_COLUMNS = (
    Column("measure", "measure"),
    Column("government", "name"),
    Column("status", "status"),
    Column("since", "since"),
    Column("after", "after", wide=True),
    Column("reports", "n_origins", number=True),
    Column("by", "by", room=ROOMY_WIDTH),
    Column("words", "words", wide=True),
)
PARALLEL_COLUMNS = (
    Column("on", "on"),
    Column("about", "about"),
    Column("who", "who"),
    Column("act", "act"),
    Column("certainty", "certainty", number=True),
    Column("words", "words", wide=True),
)
CSV_FIELDS = (
    *("government", "name", "kind", "toward", "body", "measure_on", "status", "since", "after"),
    *("n_origins", "on", "means", "record", "by", "document", "reported_on", "words"),
)


class NoPartiesError(LegationError):
    """Third parties are asked for without the parties of a conflict."""


class NotOutsideError(LegationError):
    """A party of the conflict is asked for as a third party."""


def look(view: View, about: Sequence[str], as_of: date | None) -> ThirdParties:
    """Return what the desk knows of governments outside the conflict between `about`.

    Raises:
        NoPartiesError: Nobody, or somebody who is no state, is named as a party.
    """
    from legation.assess.thirdparties.looking import third_parties
    from legation.assess.thirdparties.scene import government_of

    parties = []
    for word, actor in zip(about, find_actors(about, view.actors), strict=True):
        state = government_of(actor)
        if state is None or state.id is None:
            msg = f"{word!r} is no state; name the states in conflict, such as --about RUS,UKR"
            raise NoPartiesError(msg)
        parties.append(state.id)
    if not parties:
        msg = "show third-parties needs the parties of the conflict, such as --about RUS,UKR"
        raise NoPartiesError(msg)
    return third_parties(view.readings, view.incidents, view.contacts, parties, until=as_of)


def only(told: ThirdParties, actors: Sequence[Actor]) -> list[Outsider]:
    """Return the governments that are asked for; all where none is.

    Raises:
        NotOutsideError: One of them is a party of the conflict itself.
    """
    for actor in actors:
        if actor.id in told.parties or actor.state in told.parties:
            others = ",".join(one for one in told.parties if one != (actor.state or actor.id))
            ask = f"--actor {actor.state or actor.id} --about {others or 'WHO'}"
            msg = (
                f"{actor.name} stands on a side named with --about, and so not outside; name "
                f"another --actor, or ask where it stands: legation show position {ask}"
            )
            raise NotOutsideError(msg)
    wanted = {one for actor in actors for one in (actor.id, actor.state) if one is not None}
    return [one for one in told.outsiders if not wanted or one.government.id in wanted]


# --- for programs


def record(told: ThirdParties, outsiders: Sequence[Outsider]) -> Row:
    """Return everything as one object; days and actors as the export writes them."""
    return {
        "parties": list(told.parties),
        "read_since": plain(told.read_since),
        "until": plain(told.until),
        "days_read": told.days_read,
        "n_reports": told.n_reports,
        "governments": [plain(one, _DIGITS) for one in outsiders],
        "parallels": [plain(one, _DIGITS) for one in told.parallels],
    }


def csv_rows(outsiders: Sequence[Outsider]) -> Iterator[Row]:
    """Yield a row for each step of each membership."""
    for outsider in outsiders:
        for member in outsider.memberships:
            measure = member.measure
            for step in member.steps:
                yield {
                    "government": member.government.id,
                    "name": member.government.name,
                    "kind": measure.kind,
                    "toward": measure.toward,
                    "body": measure.body,
                    "measure_on": measure.on,
                    "status": step.status,
                    "since": member.since,
                    "after": list(member.after),
                    "n_origins": member.n_origins,
                    "on": step.on,
                    "means": list(step.means),
                    "record": step.record,
                    "by": [one.name for one in step.speakers],
                    "document": step.span.document,
                    "reported_on": step.reported_on,
                    "words": _words(step.span),
                }


# --- for people


def opening(told: ThirdParties) -> str:
    """Return what the desk covers, and where that is too little to compare."""
    from legation.assess.thirdparties.ownrate import BEFORE_DAYS

    if told.read_since is None or told.until is None:
        return "no report on the desk bears a date, so nothing can be placed in a week"
    days = told.days_read
    covers = (
        f"{told.n_reports:,} independent {'report' if told.n_reports == 1 else 'reports'}, "
        f"{told.read_since} to {told.until} ({days:,} {'day' if days == 1 else 'days'})"
    )
    if days <= BEFORE_DAYS:
        covers += (
            f"; the desk does not reach back {BEFORE_DAYS} days before any week, so “before” is "
            "what it has"
        )
    else:
        full = told.read_since + timedelta(days=BEFORE_DAYS)
        covers += f"; weeks that begin before {full} are held against fewer than {BEFORE_DAYS} days"
    return covers


def government_rows(outsiders: Sequence[Outsider]) -> list[Row]:
    """Return a row a government: its standing, and its last week against those before."""
    rows: list[Row] = []
    for one in outsiders:
        week = _week_cells(one.weeks[-1]) if one.weeks else {}
        hedges = [f"{each.kind} {hedge_day(each.on)}".strip() for each in one.hedges]
        rows.append(
            {
                "name": one.government.name,
                "standing": one.standing,
                **week,
                "n_said": one.n_said,
                "n_done": one.n_done,
                "n_elsewhere": one.n_elsewhere,
                "hedges": list(dict.fromkeys(hedges)),
            }
        )
    return rows


def week_rows(outsiders: Sequence[Outsider]) -> list[Row]:
    """Return a row a week of each government."""
    return [
        {"name": one.government.name, **_week_cells(week)}
        for one in outsiders
        for week in one.weeks
    ]


def _week_cells(week: Week) -> Row:
    return {
        "week": week.start.isoformat(),
        "n_said": week.n_said,
        "n_done": week.n_done,
        "said_ratio": _ratio_words(week.said, week.n_said + week.before_said),
        "done_ratio": _ratio_words(week.done, week.n_done + week.before_done),
        "days_before": week.days_before,
        "reading": "–" if week.reading is None else f"{week.reading:.1f}",
        "leans": _lean_words(week.lean),
        "leant": _lean_words(week.lean_before),
    }


# Of fewer the interval is all there is: 1 act now against 1 before is "9.2 (1.0 to 85.3)".
FEWEST = 4
"""Of fewer acts than this their number is told, and no rate or direction."""


def _few_words(n: int) -> str:
    return f"n {n}, too few"


def _ratio_words(ratio: Ratio | None, n: int) -> str:
    if ratio is None:
        return "–"
    if n < FEWEST:
        return _few_words(n)
    if ratio.mid is None or ratio.high is None:
        return f"none before (≥ {_short(ratio.low)})"
    return f"{_short(ratio.mid)} ({_short(ratio.low)} to {_short(ratio.high)})"


def _short(value: float) -> str:
    return f"{value:.1f}" if value < 100 else f"{value:.0f}"


def _lean_words(leans: Mapping[str, Lean]) -> str:
    told = [
        f"{party} {_few_words(one.n)}"
        if one.n < FEWEST
        else f"{party} {2 * one.share - 1:+.1f} ({2 * one.low - 1:+.1f} to {2 * one.high - 1:+.1f})"
        for party, one in leans.items()
    ]
    return "; ".join(told) or "–"


def member_rows(told: ThirdParties, outsiders: Sequence[Outsider]) -> list[Row]:
    """Return a row a membership of `outsiders`, by measure and day."""
    from legation.assess.thirdparties.joining import in_order

    ordered = in_order(member for one in outsiders for member in one.memberships)
    names = {one.government.id: one.government.name for one in told.outsiders}
    return [_member_row(one, names) for one in ordered]


def _member_row(one: Membership, names: dict[str | None, str]) -> Row:
    step = telling_step(one)
    return {
        "measure": measure_words(one.measure),
        "name": one.government.name,
        "status": one.status if one.disagreement is None else f"{one.status} ({one.disagreement})",
        "since": _told_since(one),
        "after": [names.get(who, who) for who in one.after],
        "n_origins": one.n_origins,
        "by": ", ".join(actor.name for actor in step.speakers) or "the report itself",
        "words": _words(step.span),
    }


def telling_step(one: Membership) -> Step:
    """Return the step that a membership's status and day rest on."""
    telling = [step for step in one.steps if step.status == one.status]
    # What is not done has no day of its own: its day is that of the report which says so.
    dated = [step for step in telling if one.since in {step.on, step.reported_on}]
    return (dated or telling or list(one.steps))[0]


def measure_words(measure: Measure) -> str:
    """Return a measure in a few words: `sanctions on RUS`, `vote, UN General Assembly`."""
    match measure.kind:
        case "sanctions":
            return f"sanctions on {measure.toward}"
        case "aid":
            return f"aid to {measure.toward}"
        case "statement":
            return f"blames {measure.toward}"
        case "joint":
            return f"together, {since_words(measure.on)}"
        case "vote":
            return f"vote, {measure.body or 'body not told'}, {since_words(measure.on)}"


def since_words(on: str | None) -> str:
    """Return a day, or `by` a day where the reports do not tell when."""
    if on is None:
        return "not told"
    return f"by {on[3:]}" if on.startswith("../") else on


def _told_since(one: Membership) -> str:
    """Return since when something is done; of what is not, on which day that is told last."""
    from legation.assess.thirdparties.steps import JOINED

    if one.measure.kind == "vote" or one.status == JOINED or one.since is None:
        return since_words(one.since)
    return f"told {one.since}"


def hedge_day(on: str | None) -> str:
    """Return a day in words: `on 25 February 2022`, `by 25 March 2022`; empty for None."""
    from legation.briefing.dates import when

    if on is not None and on.startswith("../"):
        return f"by {when(on[3:]).removeprefix('on ')}"
    return when(on)


def named_rows(outsiders: Sequence[Outsider]) -> list[Row]:
    """Return the governments that reports only name, with the first sentence that does."""
    return [
        {"name": one.government.name, "words": _words(one.named_in[0])}
        for one in outsiders
        if one.standing == "named" and one.named_in
    ]


def parallel_rows(told: ThirdParties) -> list[Row]:
    """Return a row a parallel drawn to another place."""
    return [
        {
            "on": one.on or f"told {one.reported_on}",
            "about": [actor.name for actor in one.about] or "not named",
            "who": ", ".join(actor.name for actor in one.speakers) or "nobody named",
            "act": f"not {one.act}" if one.negated else one.act,
            "certainty": f"{one.certainty:.2f}",
            "words": one.words,
        }
        for one in told.parallels
    ]


def _words(span: Span) -> str:
    return " ".join(span.text.split())


# --- for the brief


def conflict_of(view: View) -> tuple[str, ...]:
    """Return the two states between which most was done by force, by the desk's incidents.

    Empty where nothing was: then nobody stands outside anything.
    """
    counts: Counter[tuple[str, str]] = Counter()
    for one in view.incidents:
        if one.type not in _FORCE or one.status not in _DONE:
            continue
        doers = {actor.state for actor in one.actors if actor.state}
        done_to = {actor.state for actor in one.recipients if actor.state} - doers
        counts.update((min(a, b), max(a, b)) for a in doers for b in done_to)
    if not counts:
        return ()
    return min(counts, key=lambda pair: (-counts[pair], pair))


_FORCE = frozenset({"ASSAULT", "COERCE", "MOBILIZE"})
_DONE = frozenset({"happened", "ongoing"})


def coalitions(view: View, as_of: date | None) -> list[Coalition]:
    """Return each measure that governments outside the desk's conflict joined or declined.

    Measures with one government only are left out: nobody joined it.
    """
    from legation.assess.thirdparties.joining import in_order
    from legation.assess.thirdparties.looking import third_parties

    parties = conflict_of(view)
    if not parties:
        return []
    told = third_parties(view.readings, view.incidents, view.contacts, parties, until=as_of)
    by_measure: dict[Measure, list[Membership]] = {}
    for one in in_order(member for each in told.outsiders for member in each.memberships):
        by_measure.setdefault(one.measure, []).append(one)
    shared = [
        (measure, some)
        for measure, some in by_measure.items()
        if len({one.government.id for one in some}) > 1
    ]
    return [_coalition(measure, some, view) for measure, some in shared]


def _coalition(measure: Measure, members: Sequence[Membership], view: View) -> Coalition:
    steps = [telling_step(one) for one in members]
    toward = next((one for one in view.actors if one.id == measure.toward), None)
    return Coalition(
        id=make_id("incident", "coalition", measure_words(measure), *(one.span for one in steps)),
        kind=measure.kind,
        toward=toward if measure.toward is not None else None,
        body=measure.body,
        on=measure.on,
        members=tuple(Member(one.government, one.status, one.since) for one in members),
        passages=tuple(dict.fromkeys(one.span for one in steps)),
        origins=tuple(dict.fromkeys(one.origin for one in steps)),
    )
