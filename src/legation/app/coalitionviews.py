"""Lay out what coalitions do: rows for people, one record for programs and pictures.

In: `Pressure`, `Results` of the same scenario. Out: tables' rows and columns, one record.
Not here: the games (`leverage.coalitions`), printing (`app.commands.leverage_coalition`).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from legation.app.scenariocautions import cautions
from legation.app.scenariorecords import band_record
from legation.app.scenarioviews import dollars, made_from, party_name, percent, source_lines, spread
from legation.app.scenariowords import run_record
from legation.app.tables import Column, Row
from legation.leverage.bands import Band
from legation.leverage.pressure import CoalitionBands, Pressure, Reached
from legation.leverage.results import Results
from legation.leverage.scenariofile import ACTING_TOGETHER

_ROOM, _MORE_ROOM = 100, 120
MEMBER_COLUMNS = (
    Column("member", "name", wide=True),
    Column("adds, points", "shapley"),
    Column("middle", "mid", number=True),
    Column("of all", "share", number=True),
    Column("alone", "alone", number=True, room=_MORE_ROOM),
    Column("as the last", "last", number=True, room=_MORE_ROOM),
    Column("costs it, $ bn", "cost_usd", number=True),
    Column("% of its income", "cost", number=True, room=_ROOM),
    Column("staying out, $ bn", "out", number=True),
)
REACH_COLUMNS = (
    Column("", "what"),
    Column("who", "members", wide=True),
    Column("loss, %", "loss"),
    Column("of all", "of_full"),
    Column("of cut off from all", "of_autarky", room=_ROOM),
    Column("costs them, $ bn", "cost"),
)
OUTSIDER_COLUMNS = (
    Column("region", "name", wide=True),
    Column("gains, $ bn", "gain"),
    Column("middle", "mid", number=True),
)


def member_rows(pressure: Pressure, results: Results) -> list[Row]:
    """Return one row a member, whoever brings most first."""
    total = sum(one.shapley.mid for one in pressure.iter_members())
    members = sorted(pressure.iter_members(), key=lambda one: -one.shapley.mid)
    return [
        {
            "name": party_name(results, one.member),
            "shapley": _plain_band(one.shapley),
            "mid": f"{one.shapley.mid:.2f}",
            "share": f"{one.shapley.mid / total:.0%}" if total > 0 else "",
            "alone": f"{one.alone.mid:.2f}",
            "last": f"{one.last.mid:.2f}",
            "cost_usd": dollars(one.cost_usd.mid).removeprefix("+"),
            "cost": percent(one.cost.mid).removeprefix("+"),
            "out": dollars(one.staying_out_usd.mid),
        }
        for one in members
    ]


def _plain_band(band: Band, scale: float = 1.0, digits: int = 2) -> str:
    low, high = (f"{scale * value:.{digits}f}" for value in (band.low, band.high))
    return f"{low} to {high}".replace("-", "−")


def reach_rows(pressure: Pressure, results: Results, reached: Reached) -> list[Row]:
    """Return the coalition of all, and the smallest and the cheapest that reach the share."""
    chosen = [("all together", pressure.full)]
    if reached.smallest is not None:
        chosen.append(("fewest members", reached.smallest))
    if reached.cheapest is not None:
        chosen.append(("least own cost", reached.cheapest))
    return [
        {"what": what, **_coalition_words(pressure.coalition(number), results)}
        for what, number in chosen
    ]


def _coalition_words(one: CoalitionBands, results: Results) -> Row:
    return {
        "members": ", ".join(party_name(results, word) for word in one.members),
        "loss": _plain_band(one.loss),
        "of_full": _shares(one.share_of_full),
        "of_autarky": _shares(one.share_of_autarky),
        "cost": _plain_band(one.own_cost_usd, 1e-9, 1),
    }


def _shares(band: Band | None) -> str:
    return "" if band is None else f"{100 * band.low:.0f} to {100 * band.high:.0f} %"


def by_run_words(pressure: Pressure, results: Results, reached: Reached) -> str:
    """Return which coalition is the smallest in how many runs, where runs differ."""
    if len(reached.by_run) < 2:
        return ""
    told = [
        f"{', '.join(party_name(results, word) for word in pressure.named(number))} ({n} runs)"
        for number, n in reached.by_run
    ]
    return f"Run by run the smallest is {'; '.join(told)}."


def outsider_rows(pressure: Pressure, results: Results) -> list[Row]:
    """Return what regions outside gain or lose when all members act."""
    return [
        {
            "name": party_name(results, region),
            "gain": f"{dollars(band.low)} to {dollars(band.high)}",
            "mid": dollars(band.mid),
        }
        for region, band in pressure.outsiders()
    ]


def free_riders(pressure: Pressure, results: Results) -> str:
    """Return who would gain by staying out in every run, in a sentence."""
    sure = [one for one in pressure.iter_members() if one.staying_out_usd.low > 0]
    if not sure:
        return "No member would gain by staying out in every run."
    names = ", ".join(party_name(results, one.member) for one in sure)
    return f"Would gain by staying out while all others act, in every run: {names}."


def together_words(pressure: Pressure) -> Iterator[str]:
    """Yield what acting together adds, and published figures beside it."""
    band = pressure.acting_together
    if band is None:
        return
    yield (
        f"Acting together adds {spread(band)} % to the target's loss, against the sum of what each "
        "does alone."
    )
    for one in pressure.plan.published:
        if one.quantity == ACTING_TOGETHER:
            yield f"Published: {percent(one.value)} % ({one.source})."


def computed_from(pressure: Pressure, results: Results) -> list[str]:
    """Return the sources, and what the game is."""
    years = ", ".join(dict.fromkeys(str(game.year) for game in pressure.games))
    note = (
        "the game is that of the sanctions alone; money is equivalent variation a year, in US "
        f"dollars of {years}"
    )
    return [*source_lines(results), note]


def pressure_record(pressure: Pressure, results: Results, reached: Reached) -> dict[str, Any]:
    """Return everything as one object for programs and pictures."""
    return {
        "scenario": pressure.plan.title,
        "file": pressure.plan.path,
        "what_was_run": run_record(results),
        "cautions": cautions(results),
        "target": [party_name(results, word) for word in pressure.plan.target.words],
        "computed_from": computed_from(pressure, results),
        "made_from": made_from(results),
        "n_runs": len(pressure.games),
        "members": [
            {
                "member": one.member,
                "name": party_name(results, one.member),
                "shapley_points": band_record(one.shapley),
                "alone_percent": band_record(one.alone),
                "as_last_points": band_record(one.last),
                "cost_usd": band_record(one.cost_usd),
                "cost_percent": band_record(one.cost),
                "gains_by_staying_out_usd": band_record(one.staying_out_usd),
            }
            for one in pressure.iter_members()
        ],
        "all": _coalition_record(pressure.coalition(pressure.full), results),
        "autarky_loss_percent": band_record(pressure.autarky),
        "acting_together_adds_percent": band_record(pressure.acting_together),
        "reach": {
            "share": reached.share,
            **{
                what: (
                    None
                    if number is None
                    else _coalition_record(pressure.coalition(number), results)
                )
                for what, number in (
                    ("fewest_members", reached.smallest),
                    ("least_own_cost", reached.cheapest),
                )
            },
            "smallest_by_run": [
                {"members": list(pressure.named(number)), "n_runs": n}
                for number, n in reached.by_run
            ],
        },
        "coalitions": [
            {
                "members": list(one.members),
                "names": [party_name(results, word) for word in one.members],
                "loss_percent": {"low": one.loss.low, "mid": one.loss.mid, "high": one.loss.high},
                "own_cost_usd": {
                    "low": one.own_cost_usd.low,
                    "mid": one.own_cost_usd.mid,
                    "high": one.own_cost_usd.high,
                },
                "on_frontier": one.on_frontier,
            }
            for one in pressure.coalitions()
        ],
        "outsiders": [
            {"region": region, "name": party_name(results, region), "gain_usd": band_record(band)}
            for region, band in pressure.outsiders()
        ],
        "failures": [{"run": str(one.key), "reason": one.reason} for one in pressure.failures],
    }


def _coalition_record(one: CoalitionBands, results: Results) -> dict[str, Any]:
    return {
        "members": list(one.members),
        "names": [party_name(results, word) for word in one.members],
        "loss_percent": band_record(one.loss),
        "share_of_all": band_record(one.share_of_full),
        "share_of_autarky": band_record(one.share_of_autarky),
        "own_cost_usd": band_record(one.own_cost_usd),
    }
