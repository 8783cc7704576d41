"""Time the models, and hold what they give beside what is published.

Prints: Caliendo and Parro's NAFTA table (31 regions, 40 sectors) with seconds for baseline and
shock; gains from trade of WIOD 2011; gegravity side by side, with the ratio of the times; the 81 by
28 table without inputs; an embargo and all coalitions of seven senders on 41 by 35 with inputs, in
two processes, with their memory; the sample's crisis over all its runs; seconds for 10 to 160
regions. Each number of seconds is the
median of several runs after one that is not counted. Says so and goes on where tables, or
gegravity, are missing. With LEGATION_BENCH_SMOKE=1 it takes fewer of all.

Run: OMP_NUM_THREADS=1 python benchmarks/leverage.py [TRADE_FOLDER] [--gegravity=PYTHON]
"""

from __future__ import annotations

import importlib.util
import json
import os
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))

from economies import made_up_elasticities, made_up_table
from gravitysample import SIGMA, load_sample
from legation.leverage.baseline import economy_of
from legation.leverage.coalitions import play
from legation.leverage.contributions import acting_together, contributions
from legation.leverage.decomposition import decompose, decompose_along
from legation.leverage.economy import Deficits, Economy, Model
from legation.leverage.elasticities import named_elasticities, uniform
from legation.leverage.equilibrium import Outcome, solve
from legation.leverage.gravity import Gravity, solve_full, solve_held
from legation.leverage.naming import find_regions
from legation.leverage.readers import read_table_file
from legation.leverage.results import Quantity
from legation.leverage.scenario import cells_of, run_plan
from legation.leverage.scenariofile import load_plan
from legation.leverage.scenarioplan import (
    Direction,
    ElasticityChoice,
    Instrument,
    Measure,
    Named,
    Plan,
)
from legation.leverage.shock import Shock, no_shock
from legation.leverage.sufficient import gains_from_trade
from naftatable import load_nafta

ROOT = Path(__file__).resolve().parents[1]
TRADE = ROOT.parent / "shared" / "data" / "trade"
SMOKE = os.environ.get("LEGATION_BENCH_SMOKE") == "1"
REPEATS = 2 if SMOKE else 7
# Bars of the issue.
NAFTA_SECONDS, ICIO_SECONDS, COALITION_SECONDS, COALITION_MB = 0.15, 0.3, 12.0, 1024
GEGRAVITY_TIMES = 500
SIZES = (10, 20) if SMOKE else (10, 20, 40, 80, 160)
TARGET = "RUS"
# Seven senders make 128 coalitions, the empty one included; the union of 2011 less who acts alone.
SENDERS = ("USA", "EU", "GBR", "JPN", "AUS", "CAN", "KOR")


def seconds(run: Callable[[], object], repeats: int = REPEATS) -> float:
    """Return the median time of `run`, after one run that is not counted."""
    run()
    taken = []
    for _ in range(repeats):
        begun = time.perf_counter()
        run()
        taken.append(time.perf_counter() - begun)
    return statistics.median(taken)


def bar(value: float, most: float) -> str:
    return f"bar {most:g}: {'kept' if value <= most else 'MISSED'}"


def told(outcome: Outcome) -> str:
    return f"{outcome.n_iterations} iterations, residual {outcome.residual:.1e}"


def bench_nafta(folder: Path) -> None:
    table, elasticities, after = load_nafta(folder / "cp2015")
    for deficits in Deficits:

        def run(deficits: Deficits = deficits) -> tuple[Economy, Shock, Outcome]:
            economy = economy_of(table, elasticities, deficits=deficits)
            shock = replace(no_shock(economy, "NAFTA"), tariffs=after)
            return economy, shock, solve(economy, shock)

        economy, shock, outcome = run()
        first_order = decompose(outcome).total
        print(f"NAFTA, 31 regions x 40 sectors, deficits {deficits}, {told(outcome)}, in per cent")
        for region in ("Canada", "Mexico", "USA"):
            place = economy.regions.index(region)
            print(
                f"  {region:8} welfare, first order {100 * first_order[place]:7.3f}  real wage "
                f"{100 * outcome.real_wage[place]:7.3f}  real income, exact "
                f"{100 * outcome.real_income[place]:7.4f}"
            )
        summed = np.expm1(decompose_along(economy, shock, 5 if SMOKE else 60).total)
        gap = 100 * np.abs(summed - outcome.real_income).max()
        print(f"  decomposition over {5 if SMOKE else 60} steps: at most {gap:.1e} points away")
        taken = seconds(run)
        print(f"  baseline and shock: {taken:.3f} s; {bar(taken, NAFTA_SECONDS)}")


def bench_gains(folder: Path) -> None:
    table = read_table_file(folder / "wiod2011.npz").table
    economy = economy_of(table, uniform(5, table.sectors, "published"), model=Model.ONE_SECTOR)
    gains = dict(zip(table.regions, 100 * gains_from_trade(economy), strict=True))
    line = ", ".join(f"{region} {gains[region]:.2f}" for region in ("IRL", "BEL", "DEU", "USA"))
    print(f"gains from trade, one sector, WIOD 2011, per cent: {line}")


def bench_gegravity(folder: Path, python: str | None) -> None:
    path = folder / "gegravity_sample_30.csv"
    names, before, after, outputs, spent = load_sample(path)
    baseline = Gravity(names, before, outputs, spent, SIGMA)
    held, canada = solve_held(baseline, after), names.index("CAN")
    full = solve_full(baseline, after)
    ours = seconds(lambda: solve_held(baseline, after), 5 * REPEATS)
    print(
        f"gegravity's sample, 30 countries: Canada {100 * held.welfare[canada]:.4f} % as there, "
        f"{100 * full.welfare[canada]:.4f} % in full equilibrium; {1000 * ours:.2f} ms"
    )
    if python is None:
        print("  gegravity: left out, it is not installed here; name a Python with --gegravity=")
        return
    if not Path(python).exists():
        print(f"  gegravity: left out, there is no {python}")
        return
    ran = subprocess.run(
        [python, "-W", "ignore", str(ROOT / "benchmarks" / "gegravity_run.py"), str(path)],
        capture_output=True,
        text=True,
        check=False,
    )
    if ran.returncode:
        print(f"  gegravity: left out, it fails there: {ran.stderr.strip().splitlines()[-1]}")
        return
    theirs = json.loads(ran.stdout)
    gap = 100 * max(
        abs(theirs["welfare"][name] - held.welfare[place]) for place, name in enumerate(names)
    )
    times = theirs["seconds"] / ours
    print(
        f"  gegravity: {theirs['seconds']:.2f} s, {times:.0f} times as long (bar "
        f"{GEGRAVITY_TIMES}: {'kept' if times >= GEGRAVITY_TIMES else 'MISSED'}); welfare at most "
        f"{gap:.1e} points away ({bar(gap, 1e-6)})"
    )


def embargo(economy: Economy, senders: list[int], target: str = TARGET) -> Shock:
    hit = [economy.regions.index(target)]
    return no_shock(economy, "embargo").embargoed(senders, hit).embargoed(hit, senders)


def bench_icio(folder: Path) -> None:
    table = read_table_file(folder / "icio2021.npz").table
    everybody = sorted({place for word in SENDERS for place in find_regions(table, word)})
    for name in ("cp2015", "uniform-5", "uniform-4"):
        for deficits in Deficits:
            economy = economy_of(
                table,
                named_elasticities(name, table.sectors),
                model=Model.SECTORS,
                deficits=deficits,
            )

            def run(economy: Economy = economy) -> Outcome:
                return solve(economy, embargo(economy, everybody))

            outcome = run()
            taken = seconds(run)
            loss = 100 * outcome.real_income[table.regions.index(TARGET)]
            print(
                f"OECD 2021, 81 x 28 without inputs, {name}, deficits {deficits}: {TARGET} "
                f"{loss:.2f} %, {told(outcome)}, {taken:.3f} s; {bar(taken, ICIO_SECONDS)}"
            )


def bench_coalitions(folder: Path) -> None:
    members = SENDERS[:3] if SMOKE else SENDERS
    print(f"coalitions against {TARGET}, WIOD 2011, 41 x 35 with inputs, imbalances removed first")
    for name, model in (
        ("cp2015", Model.INPUT_OUTPUT),
        ("uniform-5", Model.INPUT_OUTPUT),
        ("uniform-5", Model.SHORT_RUN),
    ):
        plan = embargo_plan(folder / "wiod2011.npz", members, model, name)
        cells, _ = cells_of(plan)
        begun = time.perf_counter()
        games, failures = play(cells, workers=2)
        taken = time.perf_counter() - begun
        (game,) = games
        # Of the largest of all processes that ended, twice, and of this one.
        children = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
        memory = (2 * children + _peak()) / 1024
        parts = sum(one.shapley for one in contributions(game))
        loss = float(game.target_loss[-1] - game.target_loss[0])
        print(
            f"  {len(game.real_income)} of them, {model}, {name}: {taken:.1f} s, start of "
            f"processes included ({bar(taken, COALITION_SECONDS)}), {memory:.0f} MB at most in "
            f"three processes ({bar(memory, COALITION_MB)}); all together {-loss:.2f} %; Shapley "
            f"values sum to it within {abs(parts - loss):.0e}; {len(failures)} without a solution"
        )


def embargo_plan(table: Path, senders: tuple[str, ...], model: Model, elasticities: str) -> Plan:
    everybody, here = Named(("all",), "bench"), "bench"
    by, target = Named(senders, here), Named((TARGET,), here)
    measure = Measure(by, target, everybody, Instrument.EMBARGO, float("inf"), Direction.BOTH, here)
    return Plan(
        title="embargo",
        senders=by,
        target=target,
        measures=(measure,),
        cushions=(),
        secondary=(),
        tables=(table,),
        tables_place=here,
        models=(model,),
        elasticities=(ElasticityChoice(elasticities),),
        deficits=Deficits.REMOVED,
        published=(),
        path=here,
    )


def bench_scenario() -> None:
    plan = load_plan(ROOT / "samples" / "scenarios" / "crisis-2022.toml")
    taken = seconds(lambda: run_plan(plan), 1 if SMOKE else 3)
    results = run_plan(plan)
    print(f"{plan.title}, {len(results.runs)} runs, 3 stages: {taken:.2f} s")
    for stage in plan.stages:
        band = results.band(TARGET, Quantity.REAL_INCOME, stage)
        if band is None:
            continue
        moves = ", ".join(f"{move.factor} {move.span:.2f}" for move in band.moves)
        print(
            f"  {TARGET} {stage:10} {band.low:6.2f} {band.mid:6.2f} {band.high:6.2f} %; largest "
            f"change of the mean by {moves}"
        )
    begun = time.perf_counter()
    games, _ = play(cells_of(plan)[0], workers=2)
    taken = time.perf_counter() - begun
    together = [one for game in games if (one := acting_together(game)) is not None]
    print(
        f"  {len(games)} games of {len(games[0].real_income)} coalitions: {taken:.1f} s; acting "
        f"together adds {min(together):.2f} to {max(together):.2f} %"
    )


def _peak() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def bench_curve() -> None:
    print("seconds by size, made-up worlds with tariffs and inputs, 30 sectors, one embargo")
    for n_regions in SIZES:
        table = made_up_table(1, n_regions, 30)
        for model in (Model.SECTORS, Model.INPUT_OUTPUT):
            economy = economy_of(
                table, made_up_elasticities(1, table), model=model, deficits=Deficits.REMOVED
            )
            half = list(range(1, n_regions // 2))
            shock = no_shock(economy).embargoed([0], half).embargoed(half, [0])
            outcome = solve(economy, shock)
            taken = seconds(partial(solve, economy, shock), 3)
            print(f"  {n_regions:4} regions, {model:13} {taken:7.3f} s  {told(outcome)}")


def main() -> int:
    named = [Path(word) for word in sys.argv[1:] if not word.startswith("--")]
    given = [word.partition("=")[2] for word in sys.argv[1:] if word.startswith("--gegravity=")]
    here = sys.executable if importlib.util.find_spec("gegravity") else None
    folder = named[0] if named else TRADE
    if folder.exists():
        bench_nafta(folder)
        bench_gains(folder)
        bench_gegravity(folder, given[0] if given else here)
        bench_icio(folder)
        bench_coalitions(folder)
        bench_scenario()
    else:
        print(f"left out: {folder} is not here; name the folder with cp2015 and icio2021.npz")
    bench_curve()
    return 0


if __name__ == "__main__":
    sys.exit(main())
