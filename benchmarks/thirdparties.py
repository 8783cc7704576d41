"""Score who joined which measure in the sample, against what a reader of its reports has.

Reads `samples/march-2022` (47 reports of our own) with the shipped weights and compares the
memberships that `show third-parties --about RUS,UKR` tells with
`corpora/third-parties/march-2022.tsv`: government, measure, status or choice, day. Prints what is
wrong, what slipped in, and what is told beyond the gold.

Run: python benchmarks/thirdparties.py
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from pathlib import Path

from legation.app.main import run
from legation.app.views import View, load_view
from legation.assess.thirdparties.looking import third_parties
from legation.evaluate.thirdpartyscores import load_member_gold, score_members
from legation.store.desk import open_desk

ROOT = Path(__file__).resolve().parents[1]
SAMPLE = ROOT / "samples" / "march-2022"
GOLD = ROOT / "corpora" / "third-parties" / "march-2022.tsv"
SMOKE = os.environ.get("LEGATION_BENCH_SMOKE") == "1"
# The bar, and how many reports a smoke run reads.
MIN_RECALL, N_SMOKE = 0.90, 6


def read_sample() -> View:
    """Return the sample as the program reads it."""
    paths = sorted(SAMPLE.glob("*.txt"))
    with tempfile.TemporaryDirectory() as folder:
        desk = Path(folder) / "desk.sqlite"
        words = [str(path) for path in (paths[:N_SMOKE] if SMOKE else paths)]
        if run(["--desk", str(desk), "read", *words]) != 0:
            sys.exit("the sample could not be read")
        with open_desk(desk) as opened:
            return load_view(opened)


def main() -> None:
    """Print the score and what it is made of."""
    view = read_sample()
    started = time.perf_counter()
    told = third_parties(view.readings, view.incidents, view.contacts, ("RUS", "UKR"))
    seconds = time.perf_counter() - started
    score = score_members(
        (one for outsider in told.outsiders for one in outsider.memberships), load_member_gold(GOLD)
    )
    print(f"{told.n_reports} independent reports, {seconds:.2f} s")
    print(
        f"joined or voted, measure and day right: {score.n_right} of {score.n_gold} "
        f"({score.recall:.3f}; bar {MIN_RECALL})"
    )
    print(f"of what is told as joined or voted, right: {score.precision:.3f}")
    print(f"not joined, kept out: {score.n_kept_out} of {score.n_not}")
    for title, lines in (
        ("wrong", score.wrong),
        ("slipped in", score.slipped),
        ("beyond the gold", score.extra),
    ):
        for line in lines:
            print(f"  {title}: {line}")


if __name__ == "__main__":
    main()
