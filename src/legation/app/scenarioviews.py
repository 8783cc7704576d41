"""Lay out the results of a scenario: rows for people, records for programs and pictures.

In: `Results`. Out: tables' rows and columns, one record with everything, rows for CSV.
Not here: the results (`leverage.scenario`), printing (`app.commands.leverage_scenario`), pictures
(`briefing.leveragecharts`).
"""

from __future__ import annotations

from collections.abc import Iterator

from legation.app.tables import Column, Row
from legation.leverage.bands import Band
from legation.leverage.breakeven import weigh_cushions
from legation.leverage.diversion import diverted
from legation.leverage.estimating import actor_of, sources
from legation.leverage.results import Failure, Quantity, Results
from legation.leverage.scenariofile import ACTING_TOGETHER, REAL_INCOME
from legation.leverage.scenarioplan import STAGE_WORDS, CushionKind, Stage

BILLION = 1e9
# Columns of characters from which a terminal has room for what can be done without.
_ROOM, _MORE_ROOM, _ALL_ROOM = 100, 120, 150
PARTY_COLUMNS = (
    Column("who", "name", wide=True),
    Column("role", "role", room=_MORE_ROOM),
    Column("stage", "stage"),
    Column("real income, %", "band"),
    Column("middle", "mid", number=True),
    Column("$ bn a year", "usd", number=True),
    Column("real wage, %", "wage", number=True, room=_ALL_ROOM),
    Column("prices, %", "prices", number=True, room=_ALL_ROOM),
    Column("terms of trade, %", "terms", number=True, room=_ALL_ROOM),
    Column("moved most by", "moved", room=_ROOM),
)
OTHER_COLUMNS = (
    Column("region", "name", wide=True),
    Column("real income, %", "band"),
    Column("middle", "mid", number=True),
    Column("$ bn a year", "usd", number=True),
)
RUN_COLUMNS = (
    Column("table", "table", room=_ROOM),
    Column("year", "year", number=True, room=_ROOM),
    Column("model", "model"),
    Column("elasticities", "elasticities"),
    *(Column(STAGE_WORDS[stage], stage, number=True) for stage in Stage),
    Column("the cushion is", "cut", room=_MORE_ROOM),
)
TRADE_COLUMNS = (
    Column("", "way"),
    Column("partner", "partner"),
    Column("before, $ bn", "before"),
    Column("change, $ bn", "change"),
    Column("middle", "mid", number=True),
)
SECTOR_COLUMNS = (Column("", "way"), Column("sector", "partner"), *TRADE_COLUMNS[2:])
PRICE_COLUMNS = (
    Column("sector", "sector"),
    Column("price, %", "band"),
    Column("middle", "mid", number=True),
)
PARTY_KEY = (
    "middle: of the runs (the median); $ bn a year, real wage, prices and terms of trade show the "
    "middle run too, without a band"
)
_CUSHION_COLUMNS = (
    Column("who helps", "who"),
    Column("table", "table", room=_ROOM),
    Column("model", "model"),
    Column("elasticities", "elasticities"),
    Column("worth", "worth", number=True),
    Column("helping", "gain", number=True),
    Column("punished", "punished", number=True),
    Column("stops at", "break_even", number=True),
    Column("costs senders", "senders", number=True, room=_MORE_ROOM),
)
_PUNISHED_FIELDS = ("punished", "break_even", "senders")
_HELPING_KEY = (
    "worth: to the target, points of real income; helping: what helping brings the helper, $ bn a "
    "year, against standing aside"
)
_PUNISHED_KEY = (
    "; punished: the same with the punishment; stops at: probability of punishment from which "
    "helping does not pay; costs senders: what punishing costs them, $ bn a year"
)


def party_name(results: Results, who: str) -> str:
    """Return what people call a party or region."""
    actor = actor_of(results, who)
    return actor.name


def role_of(results: Results, who: str) -> str:
    """Return the part a party has in the scenario; empty for all others."""
    plan = results.plan
    roles = (
        ("target", plan.target.words),
        ("sender", plan.senders.words),
        ("cushions", plan.cushioners),
        ("punished", tuple(w for one in plan.secondary for w in one.against.words)),
    )
    return ", ".join(role for role, words in roles if who in words)


def percent(value: float) -> str:
    """Return a change in per cent, signed, with as many decimals as a small one needs."""
    if value == 0 or abs(value) < 0.0005:
        return "0"
    shown = f"{value:+.2f}" if abs(value) >= 0.1 else f"{value:+.3f}"
    return shown.replace("-", "−")


def dollars(value_usd: float) -> str:
    """Return billions of US dollars, signed."""
    billions = value_usd / BILLION
    if abs(billions) < 0.05:
        return "0"
    return f"{billions:+,.1f}".replace("-", "−")


def spread(band: Band) -> str:
    """Return a band of per cents, `−8.63 to −1.48`."""
    return f"{percent(band.low)} to {percent(band.high)}"


def party_rows(results: Results) -> list[Row]:
    """Return one row a party and stage, the target first."""
    return [
        row
        for who in results.parties
        for stage in results.plan.stages
        if (row := _party_row(results, who, stage)) is not None
    ]


def _party_row(results: Results, who: str, stage: Stage) -> Row | None:
    band = results.band(who, Quantity.REAL_INCOME, stage)
    if band is None:
        return None
    first = stage is results.plan.stages[0]

    def middle(quantity: Quantity) -> str:
        found = results.band(who, quantity, stage)
        return "" if found is None else percent(found.mid)

    money = results.band(who, Quantity.INCOME_USD, stage)
    return {
        "name": party_name(results, who) if first else "",
        "role": role_of(results, who) if first else "",
        "stage": STAGE_WORDS[stage],
        "band": spread(band),
        "mid": percent(band.mid),
        "usd": "" if money is None else dollars(money.mid),
        "wage": middle(Quantity.REAL_WAGE),
        "prices": middle(Quantity.CONSUMER_PRICES),
        "terms": middle(Quantity.TERMS_OF_TRADE),
        "moved": moved_words(band),
    }


def moved_words(band: Band) -> str:
    """Return which assumption moves a band most, and by how much its mean changes."""
    if not band.moves:
        return "one run"
    most = band.moves[0]
    return f"{most.factor}, {most.span:.2f} points" if most.span >= 0.005 else "hardly anything"


def other_rows(results: Results, stage: Stage) -> list[Row]:
    """Return one row for each region that the file does not name by itself, the losers first."""
    found = []
    for who in results.others:
        band = results.band(who, Quantity.REAL_INCOME, stage)
        money = results.band(who, Quantity.INCOME_USD, stage)
        if band is not None and money is not None:
            row = {
                "name": party_name(results, who),
                "band": spread(band),
                "mid": percent(band.mid),
                "usd": dollars(money.mid),
            }
            found.append((band.mid, row))
    return [row for _, row in sorted(found, key=lambda pair: pair[0])]


def run_rows(results: Results, target: str) -> list[Row]:
    """Return one row a run: a party's real income at each stage, per cent."""
    plan = results.plan
    rows: list[Row] = []
    for run in results.runs:
        values = {s: run.value(target, Quantity.REAL_INCOME, s) for s in plan.stages}
        eased = run.stages.get(Stage.CUSHION)
        rows.append(
            {
                "table": run.key.table,
                "year": run.year,
                "model": run.key.model,
                "elasticities": run.key.elasticities,
                **{str(s): "no result" if v is None else percent(v) for s, v in values.items()},
                "cut": "" if eased is None else _cuts_words(results, eased.cuts),
            }
        )
    return rows


def _cuts_words(results: Results, cuts: tuple[float, ...]) -> str:
    words = []
    for one, cut in zip(results.plan.cushions, cuts, strict=True):
        what = "of prices paid" if one.kind is CushionKind.PAYS else "cheaper delivery"
        words.append(f"{100 * cut:.1f} % {what}")
    return "; ".join(words)


def diversion_rows(
    results: Results, who: str, stage: Stage, limit: int, *, by_sector: bool
) -> list[Row]:
    """Return how the trade of a party moves, by partner or by sector, the largest moves first."""
    found = diverted(results, who, stage, by_partner=not by_sector, by_sector=by_sector)
    return [
        {
            "way": one.way,
            "partner": one.sector if by_sector else party_name(results, one.partner or ""),
            "before": _billions(one.before),
            "change": f"{dollars(one.change.low)} to {dollars(one.change.high)}",
            "mid": dollars(one.change.mid),
        }
        for one in (found[:limit] if limit else found)
    ]


def _billions(band: Band) -> str:
    """Return a band of US dollars; where runs differ, since each removed imbalances its way."""
    low, high = (f"{value / BILLION:,.1f}" for value in (band.low, band.high))
    return low if low == high else f"{low} to {high}"


def price_rows(results: Results, who: str, stage: Stage) -> list[Row]:
    """Return what buyers pay by sector, against their wages, the dearest first."""
    bands = sorted(results.prices(who, stage).items(), key=lambda pair: -pair[1].mid)
    return [
        {"sector": sector, "band": spread(band), "mid": percent(band.mid)} for sector, band in bands
    ]


def cushion_columns(results: Results) -> list[Column]:
    """Return the columns of `cushion_rows`: no punishment where there is none."""
    left_out = set() if results.plan.secondary else set(_PUNISHED_FIELDS)
    if len(results.plan.cushioners) < 2:
        left_out.add("who")
    return [column for column in _CUSHION_COLUMNS if column.field not in left_out]


def cushion_key(results: Results) -> str:
    """Return what the columns of `cushion_rows` mean."""
    return _HELPING_KEY + (_PUNISHED_KEY if results.plan.secondary else "")


def cushion_rows(results: Results) -> list[Row]:
    """Return what helping comes to, one row a run and cushioner."""
    return [
        {
            "who": party_name(results, one.cushioner),
            "table": one.key.table,
            "model": one.key.model,
            "elasticities": one.key.elasticities,
            "worth": percent(one.worth),
            "gain": dollars(one.gain_usd),
            "punished": "" if one.punished_usd is None else dollars(one.punished_usd),
            "break_even": "" if one.break_even is None else f"{100 * one.break_even:.1f} %",
            "senders": (
                "" if one.cost_to_senders_usd is None else dollars(one.cost_to_senders_usd)
            ),
        }
        for one in weigh_cushions(results)
    ]


def cushion_words(results: Results) -> Iterator[str]:
    """Yield what all help is worth, and for each cushioner when helping stops paying."""
    found = weigh_cushions(results)
    # The cushions help together: each run has the same share for all who help.
    undone = [one.undone for one in found if one.undone is not None]
    if undone:
        yield f"The help undoes {_range(undone)} of what the sanctions take from the target."
    for who in results.plan.cushioners:
        own = [one for one in found if one.cushioner == who]
        if not own:
            continue
        name = party_name(results, who)
        chances = [one.break_even for one in own if one.break_even is not None]
        if chances:
            yield (
                f"Helping stops paying for {name} once punishment is likelier than "
                f"{_range(chances)}, by run."
            )


def _range(shares: list[float]) -> str:
    low, high = (f"{100 * value:,.0f}".replace("-", "−") for value in (min(shares), max(shares)))
    return f"{low} %" if low == high else f"{low} to {high} %"


def published_rows(results: Results) -> list[Row]:
    """Return the figures of others beside ours."""
    rows: list[Row] = []
    for one in results.plan.published:
        if one.quantity != REAL_INCOME:
            continue
        band = results.band(one.of, Quantity.REAL_INCOME, Stage.SANCTIONS)
        rows.append(
            {
                "quantity": f"{one.quantity}, {party_name(results, one.of)}",
                "published": f"{percent(one.value)} %",
                "ours": "no result" if band is None else f"{spread(band)} % (sanctions alone)",
                "source": one.source,
            }
        )
    return rows


FIRST_ORDER_COLUMNS = (
    Column("who", "name"),
    Column("stage", "stage"),
    Column("terms of trade", "terms_of_trade"),
    Column("volume of trade", "volume_of_trade"),
    Column("dearer delivery", "iceberg_costs"),
    Column("sum", "total"),
)


def first_order_rows(results: Results) -> list[Row]:
    """Return Caliendo and Parro's parts, one row a party and stage without embargo."""
    rows: list[Row] = []
    for who in results.parties:
        for stage in results.plan.stages:
            parts = results.first_order(who, stage)
            if parts is not None:
                words = {name: spread(band) for name, band in parts.items()}
                rows.append(
                    {"name": party_name(results, who), "stage": STAGE_WORDS[stage], **words}
                )
    return rows


PUBLISHED_COLUMNS = (
    Column("", "quantity"),
    Column("published", "published", number=True),
    Column("here", "ours"),
    Column("by whom", "source", wide=True),
)


def left_to_coalition(results: Results) -> bool:
    """Tell whether a published figure is one that only coalitions can stand beside."""
    return any(one.quantity == ACTING_TOGETHER for one in results.plan.published)


def source_lines(results: Results) -> list[str]:
    """Return what everything was computed from: tables, models, elasticities, imbalances."""
    lines = []
    for name in dict.fromkeys(run.key.table for run in results.runs):
        run = next(one for one in results.runs if one.key.table == name)
        approximate = next((r.approximate for r in results.runs if r.approximate), None)
        note = f"; approximate: {approximate}" if approximate else ""
        lines.append(f"table {name}, year {run.year}: {run.provenance}{note}")
    lines.append("models: " + ", ".join(dict.fromkeys(run.key.model for run in results.runs)))
    lines += [f"elasticities {name}: {source}" for name, source in sources(results.runs).items()]
    lines.append(f"imbalances of trade: {results.plan.deficits}")
    lines.append(
        "prices are told against the world's average income; terms of trade are export over import "
        "prices; $ bn are of the table's year, what the region would have to be given or taken"
    )
    mended = {note for run in results.runs for note in run.mended if "imbalances" not in note}
    lines += [f"mended: {note}" for note in sorted(mended)]
    return lines


def made_from(results: Results) -> str:
    """Return table, year, models and elasticities in a line that stands in a picture."""
    runs = results.runs
    tables, models, sets = (
        ", ".join(dict.fromkeys(words))
        for words in (
            (f"{run.key.table} ({run.year})" for run in runs),
            (run.key.model for run in runs),
            (run.key.elasticities for run in runs),
        )
    )
    return f"table {tables}; models {models}; elasticities {sets}; {n_runs_words(len(runs))}"


def n_runs_words(n: int) -> str:
    """Return how many runs, `1 run`, `9 runs`."""
    return f"{n} run" if n == 1 else f"{n} runs"


def failure_line(failure: Failure) -> str:
    """Return which run has no result, and why."""
    stage = "" if failure.stage is None else f" ({STAGE_WORDS[failure.stage]})"
    return f"no result: {failure.key}{stage}: {failure.reason}"
