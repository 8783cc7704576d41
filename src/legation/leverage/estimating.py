"""Turn the results of a scenario into records that a desk keeps and a brief says.

In: `Results`. Out: `Estimate`s, each a band with table, model, elasticities and year.
Not here: the results (`leverage.scenario`), the words of the brief (`briefing.forms_means`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from statistics import median

from legation.leverage.bands import RunKey
from legation.leverage.breakeven import Cushioning, weigh_cushions
from legation.leverage.naming import region_name
from legation.leverage.results import Quantity, Results, Run
from legation.leverage.scenarioplan import STAGE_WORDS, Stage
from legation.records import Actor, Estimate, make_id
from legation.reference.shelf import load_shelf

METHOD = "legation.scenario/1"
# The spread between models is in the first figure already; more than three would pretend.
_FIGURES = 3
_DECIMALS = 3
_AUTHORS = re.compile(r"([A-Z][\w-]+(?:(?:, | and |, and )[A-Z][\w-]+)*) \((\d{4})\)")


def actor_of(results: Results, who: str) -> Actor:
    """Return the actor that a party or a region of the tables is.

    A region that is no state and no organisation, such as a table's rest of the world, gets an id
    of ours and its name.
    """
    shelf = load_shelf()
    regions = {run.regions[place] for run in results.runs for place in run.places(who)}
    for word in (*(regions if len(regions) == 1 else ()), who):
        actor = shelf.actor(word)
        if actor is not None:
            return actor
    if len(regions) != 1:
        named = shelf.find(who)
        if named:
            return named[0].actor
    name = region_name(regions.pop()) if len(regions) == 1 else who
    slug = re.sub(r"[^a-z0-9]+", "-", who.lower()).strip("-")
    return Actor(f"legation:region-{slug}", name, "place", None)


def estimates(results: Results) -> tuple[Estimate, ...]:
    """Return what a brief would say of a scenario.

    Of the target real income at each stage; of the senders under the sanctions; of those who
    cushion or are punished at the later stages; and for each cushioner the probability of
    punishment at which helping stops paying. The most important first.
    """
    return tuple(_iter_estimates(results))


def _iter_estimates(results: Results) -> Iterator[Estimate]:
    plan = results.plan
    later = [stage for stage in plan.stages if stage is not Stage.SANCTIONS]
    for who in plan.target.words:
        for stage in plan.stages:
            yield from _of_income(results, who, stage)
    third = [who for who in plan.parties if who not in (*plan.target.words, *plan.senders.words)]
    for who in third:
        for stage in later:
            yield from _of_income(results, who, stage)
    weighed = weigh_cushions(results)
    for who in plan.cushioners:
        found = [one for one in weighed if one.cushioner == who and one.break_even is not None]
        if found:
            yield _break_even(results, who, found)
    for who in plan.senders.words:
        yield from _of_income(results, who, Stage.SANCTIONS)


def _of_income(results: Results, who: str, stage: Stage) -> Iterator[Estimate]:
    band = results.band(who, Quantity.REAL_INCOME, stage)
    if band is not None:
        yield _estimate(
            results,
            who,
            (STAGE_WORDS[stage], "change of real income"),
            (band.low, band.mid, band.high),
            tuple(band.values),
        )


def _break_even(results: Results, who: str, found: Sequence[Cushioning]) -> Estimate:
    shares = [100.0 * one.break_even for one in found if one.break_even is not None]
    return _estimate(
        results,
        who,
        (STAGE_WORDS[Stage.SECONDARY], "break-even probability of punishment"),
        (min(shares), median(shares), max(shares)),
        tuple(one.key for one in found),
    )


def _estimate(
    results: Results,
    who: str,
    said: tuple[str, str],
    band: tuple[float, float, float],
    keys: Sequence[RunKey],
) -> Estimate:
    stage, quantity = said
    scenario = f"{results.plan.title}: {stage}"
    actor = actor_of(results, who)
    runs = [run for run in results.runs if run.key in keys]
    low, mid, high = (_rounded(value) for value in band)
    return Estimate(
        # Without the numbers: the same asked anew takes the place of what was kept.
        id=make_id("estimate", scenario, quantity, actor.id or actor.name),
        scenario=scenario,
        quantity=quantity,
        actor=actor,
        partner=None,
        sector=None,
        low=low,
        mid=mid,
        high=high,
        unit="percent",
        table=_listed(f"{run.key.table} ({run.year})" for run in runs),
        model=_listed(run.key.model for run in runs),
        elasticities=_listed(
            f"{name} ({_short(source)})" for name, source in sources(runs).items()
        ),
        base_year=max(run.year for run in runs),
        inputs=(),
        method=METHOD,
    )


def sources(runs: Sequence[Run]) -> dict[str, str]:
    """Return the source of each set of elasticities, as the longest-run model has it."""
    found: dict[str, str] = {}
    for run in runs:
        name = run.key.elasticities
        # The short run adds a sentence of its own; the set itself is told once.
        if name not in found or len(run.elasticity_source) < len(found[name]):
            found[name] = run.elasticity_source
    return found


def _short(source: str) -> str:
    """Return authors and year of a source, which is how a sentence names it; else all of it."""
    found = _AUTHORS.search(source)
    return f"{found[1]} {found[2]}" if found else source


def _rounded(value: float) -> float:
    return float(f"{round(value, _DECIMALS):.{_FIGURES}g}")


def _listed(words: Iterable[str]) -> str:
    return ", ".join(dict.fromkeys(words))
