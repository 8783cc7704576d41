"""Measure how often the 80 % interval of a position holds the truth on simulated series, and speed.

Simulates a year of days with known positions under several settings: as the model has it, and
otherwise (other volatility, jumps, a slow wave, wrong records, heavy tails, gaps, few and many
signals). Prints for each the share of days on which the interval holds the true position, for what
is known at the end and for what was known then, the mean width and the mean error; then seconds for
a year of days with 500 signals. With LEGATION_BENCH_SMOKE=1 it takes fewer series.

Run: python benchmarks/positions.py
"""

from __future__ import annotations

import math
import os
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from legation.assess.positions.walk import GRADES, Observed, follow, grade_of

SMOKE = os.environ.get("LEGATION_BENCH_SMOKE") == "1"
N_SERIES = 5 if SMOKE else 60
N_DAYS = 365
FIRST = date(2022, 1, 1)
BAR = (0.75, 0.85)
SEED = 20220318
CENTRES = (-0.8, -0.4, 0.0, 0.4, 0.8)

Path = NDArray[np.float64]
Walker = Callable[[np.random.Generator], Path]


@dataclass(frozen=True)
class Setting:
    """How a series is simulated."""

    name: str
    walker: Walker
    n_signals: int = 80
    noise: tuple[float, float] = (0.3, 0.6)
    """Drawn between these."""
    wrong: float = 0.1
    """Share of records that say nothing true; the model is told .1."""
    heavy: bool = False
    """Errors by Student's t with three degrees of freedom in place of the normal."""
    gap: int = 0
    """So many days in the middle bear no signal."""
    as_modelled: bool = True


def walk_of(low: float, high: float) -> Walker:
    def walker(rng: np.random.Generator) -> Path:
        step = math.exp(rng.uniform(math.log(low), math.log(high)))
        return turned_back(rng.uniform(-1, 1) + np.cumsum(rng.normal(0, step, N_DAYS)))

    return walker


def turned_back(path: Path) -> Path:
    """Return a path on the line as one that turns back at −1 and 1."""
    folded = np.mod(path + 1, 4)
    turned: Path = np.where(folded > 2, 4 - folded, folded) - 1
    return turned


def jumping(rng: np.random.Generator) -> Path:
    """Still, but for one change of side on a random day."""
    before, after = rng.uniform(-0.9, 0.9, 2)
    days = np.arange(N_DAYS)
    path: Path = np.where(days < rng.integers(60, 300), before, after)
    return path


def waving(rng: np.random.Generator) -> Path:
    """A smooth wave of half a year."""
    days = np.arange(N_DAYS)
    phase, height = rng.uniform(0, 2 * math.pi), rng.uniform(0.3, 0.8)
    wave: Path = height * np.sin(2 * math.pi * days / 182 + phase)
    return wave


SETTINGS = (
    Setting("as the model has it", walk_of(0.012, 0.08)),
    Setting("few signals (15)", walk_of(0.012, 0.08), n_signals=15),
    Setting("many signals (500)", walk_of(0.012, 0.08), n_signals=500),
    Setting("a gap of 120 days", walk_of(0.012, 0.08), gap=120),
    Setting("hardly moves (.004)", walk_of(0.004, 0.004), as_modelled=False),
    Setting("very volatile (.25)", walk_of(0.25, 0.25), as_modelled=False),
    Setting("one jump", jumping, as_modelled=False),
    Setting("a slow wave", waving, as_modelled=False),
    Setting("a quarter wrong", walk_of(0.012, 0.08), wrong=0.25, as_modelled=False),
    Setting("heavy tails", walk_of(0.012, 0.08), heavy=True, as_modelled=False),
    Setting("louder (noise 1.5)", walk_of(0.012, 0.08), noise=(1.5, 1.5), as_modelled=False),
)


def simulate(setting: Setting, rng: np.random.Generator) -> tuple[Path, list[Observed]]:
    path = setting.walker(rng)
    noise = rng.uniform(*setting.noise)
    middle = (N_DAYS - setting.gap) // 2
    open_days = [n for n in range(N_DAYS) if not middle <= n < middle + setting.gap]
    signals = []
    for day in sorted(rng.choice(open_days, setting.n_signals)):
        strength = rng.uniform(0.1, 1.0)
        error = rng.standard_t(3) if setting.heavy else rng.normal()
        grade = grade_of(path[day] + error * noise / math.sqrt(strength))
        if rng.random() < setting.wrong:
            grade = int(rng.integers(len(GRADES)))
        on = FIRST + timedelta(days=int(day))
        signals.append(Observed(on, CENTRES[grade], strength, confidence=0.9))
    return path, signals


def measure(setting: Setting) -> dict[str, float]:
    rng = np.random.default_rng(SEED)
    last = FIRST + timedelta(days=N_DAYS - 1)
    figures: list[tuple[float, ...]] = []
    for _ in range(N_SERIES):
        path, signals = simulate(setting, rng)
        track = follow(signals, FIRST, last)
        figures.append(
            (
                float(np.mean((track.low <= path) & (path <= track.high))),
                float(np.mean((track.then_low <= path) & (path <= track.then_high))),
                float(np.mean(track.high - track.low)),
                float(np.mean(np.abs(track.mid - path))),
            )
        )
    means = np.mean(figures, axis=0)
    error = np.std([one[0] for one in figures]) / math.sqrt(N_SERIES)
    names = ("history", "then", "width", "error")
    return {**dict(zip(names, map(float, means), strict=True)), "se": float(error)}


def seconds() -> float:
    setting = Setting("speed", walk_of(0.03, 0.03), n_signals=500)
    _, signals = simulate(setting, np.random.default_rng(SEED))
    late = [
        Observed(one.on, one.direction, one.strength, 0.9, one.on + timedelta(days=2))
        for one in signals
    ]
    start = time.process_time()
    follow(late, FIRST, FIRST + timedelta(days=N_DAYS - 1))
    return time.process_time() - start


def main() -> None:
    print(f"{N_SERIES} series of {N_DAYS} days a setting; the interval is meant to hold 80 %")
    print(f"{'setting':24} {'history':>8} {'± s.e.':>7} {'then':>6} {'width':>6} {'error':>6}")
    modelled = []
    for setting in SETTINGS:
        told = measure(setting)
        if setting.as_modelled:
            modelled.append(told["history"])
        print(
            f"{setting.name:24} {told['history']:8.3f} {told['se']:7.3f} {told['then']:6.3f} "
            f"{told['width']:6.2f} {told['error']:6.2f}{'' if setting.as_modelled else '  *'}"
        )
    mean = sum(modelled) / len(modelled)
    kept = "kept" if BAR[0] <= mean <= BAR[1] else "MISSED"
    print(f"as modelled, mean: {mean:.3f}; bar {BAR[0]:.2f} to {BAR[1]:.2f}: {kept}")
    print("* not as the model has it")
    print(f"a year of days, 500 signals known two days late: {seconds():.2f} CPU seconds")


if __name__ == "__main__":
    main()
