"""Ask, day by day, whether China will give Russia lethal aid before 2023; then try to break it.

Run: python benchmarks/realcase.py [--desk DESK] [--releases FILE …]
Prints the question's probability of lethal aid on the days that the issue names, its Brier scores,
what it is with other actors (placebos), with the documents' dates shuffled (20 seeds), with every
ratio's logarithm halved and with 30 % noise on it (20 seeds), and how long a year of days takes.

Without --desk the White House and Kremlin releases are read first into build/realcase.sqlite (most
of an hour on two cores; once). With LEGATION_BENCH_SMOKE=1 only the releases of March 2022 that
name China are read, and of the four dates those that they reach are printed.
"""

from __future__ import annotations

import argparse
import gzip
import json
import math
import os
import re
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np

from legation.app.questions import Windows, gather_evidence, load_question, windows_of
from legation.assess.questions.evidence import Evidence, gather
from legation.assess.questions.inquiry import Indicator, Inquiry
from legation.assess.questions.judging import judge, probabilities
from legation.records import Reading
from legation.reference.publishers import state_of_publisher
from legation.store.desk import Desk, open_desk

QUESTION = Path(__file__).parent.parent / "samples" / "questions" / "china-lethal-aid.toml"
SHARED = Path(__file__).parent.parent.parent / "shared" / "data" / "crisis"
BEFORE, PEAK, SPRING, SUMMER, AUTUMN = (
    date(2022, 3, 11), date(2022, 3, 18), date(2022, 4, 15), date(2022, 6, 15), date(2022, 11, 10),
)  # fmt: skip
NAMED = (BEFORE, PEAK, SPRING, SUMMER, AUTUMN)
PLACEBOS = ("IND", "ISR", "BRA")
SEEDS = 20
NOISE = 0.3
SMOKE = bool(os.environ.get("LEGATION_BENCH_SMOKE"))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--desk", type=Path)
    parser.add_argument("--releases", type=Path, nargs="*")
    asked = parser.parse_args()
    path = asked.desk or read_releases(
        asked.releases or [SHARED / "whitehouse.jsonl.gz", SHARED / "kremlin.jsonl.gz"]
    )
    if path is None:
        return
    with open_desk(path, create=False) as desk:
        inquiry = load_question(QUESTION)
        n_documents = desk.counts()["document"]
        print(f"{path}: {n_documents:,} documents")
        evidence = real(desk, inquiry)
        placebos(desk)
        if not SMOKE:
            shuffled(desk, inquiry)
        perturbed(inquiry, evidence)


def read_releases(files: Sequence[Path]) -> Path | None:
    """Read releases into a desk; None where the files are not there."""
    if missing := [str(one) for one in files if not one.exists()]:
        print(f"not measured: {', '.join(missing)} not there")
        return None
    folder = Path("build")
    folder.mkdir(exist_ok=True)
    desk = folder / ("realcase-smoke.sqlite" if SMOKE else "realcase.sqlite")
    if SMOKE:
        files = [_march(files[0], folder)]
    program = "from legation.app.main import main; main()"
    command = [sys.executable, "-c", program, "--desk", str(desk), "read", *map(str, files)]
    subprocess.run(command, check=False, stdout=subprocess.DEVNULL)
    return desk


def _march(file: Path, folder: Path) -> Path:
    """Write those releases of mid-March 2022 that name China and speak of help, to a file."""
    wanted = re.compile(r"China.{0,200}(?:support|assist|military)", re.DOTALL)
    out = folder / "realcase-march.jsonl"
    with gzip.open(file, "rt", encoding="utf-8") as lines, out.open("w", encoding="utf-8") as kept:
        n_kept = 0
        for line in lines:
            release = json.loads(line)
            if "2022-03-14" <= release["date"] <= "2022-03-23" and wanted.search(release["text"]):
                kept.write(line)
                n_kept += 1
                if n_kept == 6:
                    break
    return out


def lethal(inquiry: Inquiry, evidence: Sequence[Evidence]) -> list[float]:
    return [row[0] for row in probabilities(inquiry, evidence, NAMED)]


def real(desk: Desk, inquiry: Inquiry) -> tuple[Evidence, ...]:
    start = time.process_time(), time.perf_counter()
    found = gather_evidence(desk, inquiry).evidence
    judged = judge(inquiry, found)
    took = time.process_time() - start[0], time.perf_counter() - start[1]
    values = lethal(inquiry, found)
    print("lethal aid: " + ", ".join(f"{d} {v:.3f}" for d, v in zip(NAMED, values, strict=True)))
    print(f"  the order of the dates {'holds' if in_order(values) else 'does not hold'}")
    by_day = judged.band.mid[:, 0]
    prior = inquiry.prior[0]
    print(f"  time-averaged Brier of 'no': {np.mean(by_day**2):.4f}; prior only: {prior**2:.4f}")
    print(f"  {len(found)} pieces; {len(judged.days)} days weighed with bands in {took[0]:.1f} s ")
    print(f"  of processor time, {took[1]:.1f} s by the clock, from the desk to the judgement")
    named = sum(1 for one in found if one.speakers)
    print(f"  every piece has a passage; {named} of {len(found)} a speaker")
    return found


def in_order(values: Sequence[float]) -> bool:
    """Tell whether lethal aid rises to 18 March and falls from then on, from date to date."""
    before, peak, spring, summer, autumn = values
    return before < peak and peak > spring > summer > autumn


def placebos(desk: Desk) -> None:
    for actor in PLACEBOS:
        inquiry = load_question(QUESTION, actor)
        found = gather_evidence(desk, inquiry).evidence
        by_day = judge(inquiry, found).band.mid[:, 0]
        away = float(np.abs(by_day - inquiry.prior[0]).max())
        print(f"placebo {actor}: at most {away:.3f} from its prior on any day, {len(found)} pieces")


def shuffled(desk: Desk, inquiry: Inquiry) -> None:
    """Print how often the order holds when documents get each other's dates."""
    documents = desk.documents()
    first = min(one.published_on for one in documents if one.published_on)
    whole_year = replace(inquiry, opened_on=min(inquiry.opened_on, date.fromisoformat(first)))
    windows: Windows = windows_of(desk, whole_year, None)
    readings = desk.readings_within(windows)
    days = [one.published_on for one in documents]
    n_held, n_falls = 0, 0
    for seed in range(SEEDS):
        order = np.random.default_rng(seed).permutation(len(days))
        dated = {one.id: days[place] for one, place in zip(documents, order, strict=True)}
        moved = [_dated(one, dated[one.document.id]) for one in readings]
        values = lethal(inquiry, gather(moved, inquiry, state_of_publisher).evidence)
        n_held += in_order(values)
        n_falls += values[1] > values[2] > values[3] > values[4]
    print(f"dates shuffled: the order holds in {n_held} of {SEEDS}")
    print(f"  without the rise from 11 to 18 March, the fall alone in {n_falls} of {SEEDS}")


def _dated(one: Reading, day: str | None) -> Reading:
    return replace(one, document=replace(one.document, published_on=day))


def perturbed(inquiry: Inquiry, evidence: Sequence[Evidence]) -> None:
    halved = lethal(_with_logs(inquiry, lambda log, _: log / 2), evidence)
    print("every logarithm halved: " + ", ".join(f"{one:.3f}" for one in halved), end="")
    print(f"; the order {'holds' if in_order(halved) else 'does not hold'}")
    n_held = 0
    for seed in range(SEEDS):
        rng = np.random.default_rng(seed)
        noisy = _with_logs(inquiry, lambda log, r: log * (1 + r.uniform(-NOISE, NOISE)), rng)
        n_held += in_order(lethal(noisy, evidence))
    print(f"30 % noise on every logarithm: the order holds in {n_held} of {SEEDS}")


def _with_logs(
    inquiry: Inquiry,
    change: Callable[[float, np.random.Generator], float],
    rng: np.random.Generator | None = None,
) -> Inquiry:
    drawn = rng or np.random.default_rng(0)

    def one(indicator: Indicator) -> Indicator:
        ratios = {
            name: math.exp(change(math.log(value), drawn))
            for name, value in indicator.likelihood.items()
        }
        return replace(indicator, likelihood=ratios)

    return replace(inquiry, indicators=tuple(map(one, inquiry.indicators)))


if __name__ == "__main__":
    main()
