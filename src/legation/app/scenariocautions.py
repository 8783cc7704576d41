"""Say where a scenario's numbers are beyond what its models can tell.

In: `Results`. Out: sentences.
Not here: the numbers (`app.scenarioviews`), what a cushion is worth (`leverage.breakeven`).

No number is cut or hidden: a run with one elasticity of 65 stays a run. But that sanctions and help
together are a gain, or that trade with one helper outgrows all that was lost, comes from models
in which partners and costs are free to choose, and is said to.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from legation.app.scenarioviews import party_name
from legation.leverage.bands import RunKey
from legation.leverage.breakeven import weigh_cushions
from legation.leverage.results import Quantity, Results, Run
from legation.leverage.scenarioplan import STAGE_WORDS, CushionKind, Stage

LIMIT = "take it as a limit of the model with these elasticities, not as a finding"
# Per cent of real income; less is told as 0 in the tables.
_NOTICED = 0.0005
# As many runs as a reader takes in.
_MOST_NAMED = 4


def cautions(results: Results) -> list[str]:
    """Return all of them, as they stand in the parts of the answer."""
    found = [*better_off(results), *undone_whole(results)]
    for who in results.plan.target.words:
        found += beyond_diversion(results, who, results.plan.stages[-1])
    return found


def better_off(results: Results) -> Iterator[str]:
    """Yield a sentence for each target and stage that ends above where it began.

    Measures that make trade cheaper (a size below 0) are meant to: they are passed over.
    """
    measures = (*results.plan.measures, *results.plan.secondary)
    if any(one.size < 0 for one in measures):
        return
    for who in results.plan.target.words:
        for stage in results.plan.stages:
            band = results.band(who, Quantity.REAL_INCOME, stage)
            values = {} if band is None else band.values
            runs = [key for key, value in values.items() if value > _NOTICED]
            if runs:
                yield (
                    f"Careful: {STAGE_WORDS[stage]}, {party_name(results, who)} ends better off "
                    f"than before in {_of(runs, len(values))}; {LIMIT}."
                )


def undone_whole(results: Results) -> Iterator[str]:
    """Yield a sentence where the cushions take away more than the whole loss."""
    weighed = {one.key: one.undone for one in weigh_cushions(results) if one.undone is not None}
    runs = [key for key, undone in weighed.items() if undone > 1]
    if not runs:
        return
    cheap = any(one.kind is not CushionKind.PAYS for one in results.plan.cushions)
    why = " Cheaper delivery is a saving that costs nobody anything there." if cheap else ""
    yield (
        "Careful: more than 100 % says that the model makes the target better off than before the "
        f"sanctions, in {_of(runs, len(weighed))}; {LIMIT}.{why}"
    )


def beyond_diversion(results: Results, who: str, stage: Stage) -> Iterator[str]:
    """Yield a sentence for each partner with whom trade grows past all that was lost.

    In some run it more than doubles, and grows by more than the trade of `who` with all senders
    shrinks.
    """
    told = [run for run in results.runs if stage in run.stages and run.places(who)]
    found: dict[str, list[RunKey]] = {}
    for run in told:
        for partner in _outgrown(run, who, stage):
            found.setdefault(partner, []).append(run.key)
    for partner, runs in found.items():
        yield (
            f"Careful: trade with {party_name(results, partner)} more than doubles, and grows by "
            f"more than {party_name(results, who)} lost with all senders, in "
            f"{_of(runs, len(told))}; no port, pipeline or buyer limits it there: {LIMIT}."
        )


def _outgrown(run: Run, who: str, stage: Stage) -> list[str]:
    own = list(run.places(who))
    senders = [place for word in run.placed.plan.senders.words for place in run.places(word)]
    before, after = (
        flows[:, own, :].sum(axis=(0, 1)) + flows[:, :, own].sum(axis=(0, 2))
        for flows in (run.flows_usd, run.stages[stage].flows_usd)
    )
    change = after - before
    lost = max(0.0, -float(change[senders].sum()))
    beyond = (change > lost) & (change > before)
    passed_over = {*own, *senders}
    return [run.regions[place] for place in np.flatnonzero(beyond) if place not in passed_over]


def _of(runs: Sequence[RunKey], n: int) -> str:
    """Return how many runs, and which: `2 of 9 runs (sectors with cp2015, …)`."""
    several_tables = len({key.table for key in runs}) > 1
    named = [
        f"{key.model} with {key.elasticities}{f' on {key.table}' if several_tables else ''}"
        for key in runs[:_MOST_NAMED]
    ]
    more = f" and {len(runs) - _MOST_NAMED} more" if len(runs) > _MOST_NAMED else ""
    return f"{len(runs)} of {n} runs ({', '.join(named)}{more})"
