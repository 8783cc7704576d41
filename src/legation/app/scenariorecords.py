"""Give the results of a scenario to programs and pictures: one record, rows for CSV.

In: `Results`. Out: dicts that JSON can hold.
Not here: the results (`leverage.results`), tables for people (`app.scenarioviews`).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from legation.app.scenariocautions import cautions
from legation.app.scenarioviews import made_from, party_name, role_of, source_lines
from legation.app.scenariowords import run_record
from legation.app.tables import Row
from legation.leverage.bands import Band, steps_between
from legation.leverage.breakeven import Cushioning, weigh_cushions
from legation.leverage.diversion import Diverted, diverted
from legation.leverage.estimating import sources
from legation.leverage.results import UNITS, Quantity, Results
from legation.leverage.scenarioplan import STAGE_WORDS

CSV_FIELDS = (
    *("who", "name", "stage", "quantity", "unit", "low", "mid", "high", "n_runs", "moved_most_by"),
    *("tables", "years", "models", "elasticities", "elasticity_sources"),
)


def csv_rows(results: Results) -> Iterator[Row]:
    """Yield one row a party or region, stage and quantity."""
    for who in (*results.parties, *results.others):
        name = party_name(results, who)
        for stage in results.plan.stages:
            for quantity in Quantity:
                band = results.band(who, quantity, stage)
                if band is not None:
                    yield {
                        "who": who,
                        "name": name,
                        "stage": STAGE_WORDS[stage],
                        "quantity": quantity,
                        "unit": UNITS[quantity],
                        "low": band.low,
                        "mid": band.mid,
                        "high": band.high,
                        "n_runs": len(band.values),
                        "moved_most_by": band.moves[0].factor if band.moves else None,
                        **_made_from(results, band),
                    }


def _made_from(results: Results, band: Band) -> dict[str, Any]:
    runs = [run for run in results.runs if run.key in band.values]
    return {
        "tables": list(dict.fromkeys(run.key.table for run in runs)),
        "years": list(dict.fromkeys(run.year for run in runs)),
        "models": list(dict.fromkeys(run.key.model for run in runs)),
        "elasticities": list(dict.fromkeys(run.key.elasticities for run in runs)),
        "elasticity_sources": list(sources(runs).values()),
    }


def band_record(band: Band | None) -> dict[str, Any] | None:
    """Return a band for programs, with each run's number and what moves it."""
    if band is None:
        return None
    return {
        "low": band.low,
        "mid": band.mid,
        "high": band.high,
        "runs": [
            {"table": k.table, "model": k.model, "elasticities": k.elasticities, "value": v}
            for k, v in band.values.items()
        ],
        "moved_by": [
            {"factor": m.factor, "means": dict(m.means), "span": m.span, "variance_share": m.share}
            for m in band.moves
        ],
    }


def result_record(results: Results) -> dict[str, Any]:
    """Return everything as one object for programs and pictures."""
    plan = results.plan
    return {
        "scenario": plan.title,
        "file": plan.path,
        "what_was_run": run_record(results),
        "cautions": cautions(results),
        "target": list(plan.target.words),
        "senders": list(plan.senders.words),
        "stages": [{"id": stage, "words": STAGE_WORDS[stage]} for stage in plan.stages],
        "imbalances": plan.deficits,
        "made_from": made_from(results),
        "computed_from": source_lines(results),
        "tables": _table_records(results),
        "elasticity_sources": sources(results.runs),
        "parties": [_who_record(results, who) for who in results.parties],
        "regions": [_who_record(results, who) for who in results.others],
        "runs": [_run_record(results, number) for number in range(len(results.runs))],
        "failures": [
            {
                "table": one.key.table,
                "model": one.key.model,
                "elasticities": one.key.elasticities,
                "stage": one.stage,
                "reason": one.reason,
            }
            for one in results.failures
        ],
        "diversion": {who: _diversion_record(results, who) for who in results.parties},
        "cushions": [_cushioning_record(one) for one in weigh_cushions(results)],
        "published": [
            {
                "value": one.value,
                "of": one.of,
                "name": party_name(results, one.of),
                "quantity": one.quantity,
                "source": one.source,
            }
            for one in plan.published
        ],
    }


def _table_records(results: Results) -> list[dict[str, Any]]:
    found: dict[str, dict[str, Any]] = {}
    for run in results.runs:
        table = run.placed.table
        found.setdefault(
            table.name,
            {
                "name": table.name,
                "year": table.year,
                "provenance": table.provenance,
                "approximate": table.approximate,
            },
        )
    return list(found.values())


def _who_record(results: Results, who: str) -> dict[str, Any]:
    stages: dict[str, Any] = {}
    for stage in results.plan.stages:
        bands = {q: results.band(who, q, stage) for q in Quantity}
        income = bands[Quantity.REAL_INCOME]
        first_order = results.first_order(who, stage)
        stages[stage] = {
            **{
                q.value: {"unit": UNITS[q], **(band_record(band) or {})}
                for q, band in bands.items()
            },
            "caliendo_parro_first_order": (
                None
                if first_order is None
                else {name: band_record(band) for name, band in first_order.items()}
            ),
            "prices_by_sector": {
                sector: {"low": band.low, "mid": band.mid, "high": band.high}
                for sector, band in results.prices(who, stage).items()
            },
            "from_mildest_to_harshest": [] if income is None else _steps(income),
        }
    return {
        "who": who,
        "name": party_name(results, who),
        "role": role_of(results, who),
        "stages": stages,
    }


def _steps(band: Band) -> list[dict[str, Any]]:
    return [
        {"factor": one.factor, "before": one.before, "after": one.after, "change": one.change}
        for one in steps_between(band, band.mildest, band.harshest)
    ]


def _run_record(results: Results, number: int) -> dict[str, Any]:
    run = results.runs[number]
    targets = results.plan.target.words
    return {
        "table": run.key.table,
        "year": run.year,
        "model": run.key.model,
        "elasticities": run.key.elasticities,
        "elasticity_source": run.elasticity_source,
        "mended": list(run.mended),
        "stages": {
            stage: {
                "real_income_of_target": {
                    who: run.value(who, Quantity.REAL_INCOME, stage) for who in targets
                },
                "cushion_cuts": list(found.cuts),
                "residual": found.residual,
                "n_iterations": found.n_iterations,
            }
            for stage, found in run.stages.items()
        },
    }


def _diversion_record(results: Results, who: str) -> dict[str, Any]:
    of_target = who in results.plan.target.words
    return {
        stage: {
            "by_partner_and_sector": [
                _diverted_record(one)
                for one in (
                    diverted(results, who, stage, by_partner=True, by_sector=True)
                    if of_target
                    else ()
                )
            ],
            "by_partner": [
                _diverted_record(one)
                for one in diverted(results, who, stage, by_partner=True, by_sector=False)
            ],
            "by_sector": [
                _diverted_record(one)
                for one in diverted(results, who, stage, by_partner=False, by_sector=True)
            ],
        }
        for stage in results.plan.stages
    }


def _diverted_record(one: Diverted) -> dict[str, Any]:
    return {
        "way": one.way,
        "partner": one.partner,
        "sector": one.sector,
        "before_usd": one.before.mid,
        "change_usd": {"low": one.change.low, "mid": one.change.mid, "high": one.change.high},
    }


def _cushioning_record(one: Cushioning) -> dict[str, Any]:
    return {
        "table": one.key.table,
        "model": one.key.model,
        "elasticities": one.key.elasticities,
        "cushioner": one.cushioner,
        "worth_to_target_usd": one.worth_usd,
        "worth_to_target_points": one.worth,
        "share_of_loss_undone": one.undone,
        "helping_brings_usd": one.gain_usd,
        "helping_and_punished_usd": one.punished_usd,
        "break_even_probability": one.break_even,
        "punishing_costs_senders_usd": one.cost_to_senders_usd,
    }
