"""Say what a scenario was, in words and for programs: who did what to whom, as the tables took it.

In: `Results`. Out: rows for people, one record.
Not here: what came of it (`app.scenarioviews`), the file (`leverage.scenariofile`).

Words of a file become regions and sectors of a table, a size is a share, a member may come from the
command line: a reader checks here that what was run is what was meant.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from math import isfinite
from typing import Any

from legation.app.exposures import meaning_words, meanings_of
from legation.app.scenarioviews import party_name
from legation.app.tables import Column, Row
from legation.leverage.parties import Placed
from legation.leverage.results import Results
from legation.leverage.scenarioplan import (
    MEMBERS_PLACE,
    Cushion,
    CushionKind,
    Direction,
    Instrument,
    Measure,
    Named,
)

_DIRECTIONS = {
    Direction.IMPORTS: "on what they buy (imports)",
    Direction.EXPORTS: "on what they sell (exports)",
    Direction.BOTH: "on what they buy and sell (imports and exports)",
}


def run_columns(results: Results) -> tuple[Column, Column]:
    """Return the columns of `what_was_run`, headed by the file."""
    return Column("what was run", "what"), Column(results.plan.path, "words", wide=True)


def what_was_run(results: Results) -> list[Row]:
    """Return one row a part of the scenario: parties, measures, cushions, tables, assumptions."""
    plan = results.plan
    told = [
        (
            f"senders ({MEMBERS_PLACE})" if plan.senders.place == MEMBERS_PLACE else "senders",
            _parties(results, plan.senders),
        ),
        ("target", _parties(results, plan.target)),
        *_numbered("measure", [_measure_words(results, one) for one in plan.measures]),
        *_numbered("cushion", [_cushion_words(results, one) for one in plan.cushions]),
        *_numbered("secondary measure", [_measure_words(results, one) for one in plan.secondary]),
        ("tables", _listed(f"{run.key.table} ({run.year})" for run in results.runs)),
        ("models", _listed(run.key.model for run in results.runs)),
        ("elasticities", _listed(run.key.elasticities for run in results.runs)),
        ("imbalances", str(plan.deficits)),
    ]
    return [{"what": what, "words": words} for what, words in told]


def run_record(results: Results) -> dict[str, Any]:
    """Return the same as one object; sizes are shares, None for an embargo."""
    plan = results.plan
    return {
        "senders": _party_records(results, plan.senders),
        "senders_from": plan.senders.place,
        "target": _party_records(results, plan.target),
        "measures": [_measure_record(results, one) for one in plan.measures],
        "cushions": [_cushion_record(results, one) for one in plan.cushions],
        "secondary": [_measure_record(results, one) for one in plan.secondary],
        "tables": [
            {"name": name, "year": one.table.year} for name, one in _placed(results).items()
        ],
        "models": list(dict.fromkeys(run.key.model for run in results.runs)),
        "elasticities": list(dict.fromkeys(run.key.elasticities for run in results.runs)),
        "imbalances": plan.deficits,
        "n_runs": len(results.runs),
        "words": [f"{row['what']}: {row['words']}" for row in what_was_run(results)],
    }


def per_cent(share: float) -> str:
    """Return a share as a person says it, `25 %`, `2,500 %`."""
    return f"{100 * share:,.10g} %".replace("-", "−")


def _numbered(what: str, told: list[str]) -> list[tuple[str, str]]:
    if len(told) == 1:
        return [(what, told[0])]
    return [(f"{what} {number}", words) for number, words in enumerate(told, start=1)]


def _listed(words: Iterable[str]) -> str:
    return ", ".join(dict.fromkeys(words))


def _placed(results: Results) -> dict[str, Placed]:
    """Return the plan in each table that has a run, by the table's name."""
    return {run.key.table: run.placed for run in reversed(results.runs)}


def _by_table(results: Results, find: Callable[[Placed], str]) -> str:
    """Return what the tables say: once where all say the same."""
    found = {name: find(one) for name, one in _placed(results).items()}
    if len(set(found.values())) == 1:
        return next(iter(found.values()))
    return "; ".join(f"{words} in {name}" for name, words in found.items())


def _parties(results: Results, named: Named) -> str:
    return ", ".join(_party(results, word) for word in named.words)


def _party(results: Results, word: str) -> str:
    name = party_name(results, word)
    regions = _by_table(results, lambda one: ", ".join(_regions(one, word)))
    return name if regions == name else f"{name} ({regions})"


def _regions(placed: Placed, word: str) -> list[str]:
    return [placed.table.regions[place] for place in placed.regions[word]]


def _names(results: Results, named: Named) -> str:
    return ", ".join(party_name(results, word) for word in named.words)


def _measure_words(results: Results, one: Measure) -> str:
    plan = results.plan
    everybody = set(one.by.words) == set(plan.senders.words)
    by = "all senders" if everybody and len(one.by.words) > 1 else _names(results, one.by)
    return (
        f"{_instrument(one)}, {_DIRECTIONS[one.direction]}; by {by}; "
        f"against {_names(results, one.against)}; {_sectors(results, one.sectors)}"
    )


def _instrument(one: Measure) -> str:
    match one.instrument:
        case Instrument.EMBARGO:
            return "embargo (nothing is sold any more)"
        case Instrument.TARIFF:
            return f"tariff of {per_cent(one.size)} on top of what there is"
        case Instrument.ICEBERG:
            change = "dearer" if one.size >= 0 else "cheaper"
            return f"iceberg (delivery {per_cent(abs(one.size))} {change})"


def _cushion_words(results: Results, one: Cushion) -> str:
    target = _names(results, results.plan.target)
    by, share = _names(results, one.by), per_cent(one.size)
    match one.kind:
        case CushionKind.REPLACES:
            verb = "replaces" if len(one.by.words) == 1 else "replace"
            how = f"{verb} {share} of the trade that {target} lost with the senders"
        case CushionKind.COST_CUT:
            they = "it" if len(one.by.words) == 1 else "them"
            how = f"delivery between {they} and {target} {share} cheaper (cost_cut)"
        case CushionKind.PAYS:
            verb = "pays" if len(one.by.words) == 1 else "pay"
            how = f"{verb} {share} of the price of what is bought from {target}"
    # What a helper pays for is what it buys, whatever the direction.
    way = "" if one.kind is CushionKind.PAYS else f", {_DIRECTIONS[one.direction]}"
    return f"{by}: {how}{way}; {_sectors(results, one.sectors)}"


def _sectors(results: Results, named: Named) -> str:
    return ", and ".join(_sector(results, word) for word in named.words)


def _sector(results: Results, word: str) -> str:
    return _by_table(results, lambda one: meaning_words(meanings_of(one.table, [word])))


def _party_records(results: Results, named: Named) -> list[dict[str, Any]]:
    placed = _placed(results)
    return [
        {
            "word": word,
            "name": party_name(results, word),
            "regions": {name: _regions(one, word) for name, one in placed.items()},
        }
        for word in named.words
    ]


def _sector_records(results: Results, named: Named) -> list[dict[str, Any]]:
    placed = _placed(results)
    found: dict[str, dict[str, list[str]]] = {}
    for word in named.words:
        for name, one in placed.items():
            for part, sectors in meanings_of(one.table, [word]).items():
                found.setdefault(part, {})[name] = list(sectors)
    return [{"word": word, "sectors": sectors} for word, sectors in found.items()]


def _measure_record(results: Results, one: Measure) -> dict[str, Any]:
    return {
        "instrument": one.instrument,
        "size": one.size if isfinite(one.size) else None,
        "direction": one.direction,
        "by": list(one.by.words),
        "against": list(one.against.words),
        "sectors": _sector_records(results, one.sectors),
    }


def _cushion_record(results: Results, one: Cushion) -> dict[str, Any]:
    return {
        "kind": one.kind,
        "size": one.size,
        "direction": one.direction,
        "by": list(one.by.words),
        "sectors": _sector_records(results, one.sectors),
    }
