"""Measure the ideal points estimated from General Assembly votes.

One model for all figures: how well it foretells a tenth of the votes that it does not see (single
votes, drawn by chance with a fixed seed), against what each roll call's margins alone foretell;
how its points correlate, session by session, with those that Bailey, Strezhnev and Voeten
published; what the estimating costs. The tenth was never used to choose anything.

Run: python benchmarks/alignment.py [DATA/un]. LEGATION_BENCH_SMOKE=1 takes sessions 60 to 74.
"""

from __future__ import annotations

import csv
import gzip
import os
import sys
import time
from pathlib import Path

import numpy as np

from legation.assess.alignment import ANCHOR, flatten
from legation.assess.idealpoints import Ballots, IdealPoints, fit
from legation.reference.unseats import VoteTable
from legation.reference.unvotes import load_points, load_votes

ROOT = Path(__file__).resolve().parents[1]
DATA = ROOT.parent / "shared" / "data" / "un"
SMOKE = os.environ.get("LEGATION_BENCH_SMOKE") == "1"
SEED, TUNING_SEED = 74, 5
HELD_OUT = 0.1
# The published file has codes of its own for some seats.
PUBLISHED = {"YAR": "YEM", "YUG": "SRB"}
SOUTH_YEMEN = "680"


def main() -> None:
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else DATA
    started = time.process_time()
    table = load_votes()
    print(f"reading the table      {time.process_time() - started:8.2f} CPU-s")
    if SMOKE:
        table = last_sessions(table, 60)
    ballots, anchor = flatten(table), table.seats.index(ANCHOR)
    n_sessions = len(set(ballots.session.tolist()))
    print(f"{len(ballots):,} votes, {len(table.roll_calls):,} roll calls, {n_sessions} sessions")
    started = time.process_time()
    points = fit(ballots, anchor)
    spent = time.process_time() - started
    print(f"estimating, with errors{spent:8.2f} CPU-s, {points.n_rounds} rounds")
    held_out = np.random.default_rng(SEED).random(len(ballots)) < HELD_OUT
    print_foretold(ballots, fit(ballots, anchor, ~held_out), held_out)
    print_published(folder / "ideal_points_published.csv.gz", table, points)
    print_stored(table, points)


def last_sessions(table: VoteTable, first: int) -> VoteTable:
    rows = [row for row, one in enumerate(table.roll_calls) if one.session >= first]
    return VoteTable(tuple(table.roll_calls[row] for row in rows), table.seats, table.choices[rows])


def print_foretold(ballots: Ballots, points: IdealPoints, held_out: np.ndarray) -> None:
    roll_call, choice = ballots.roll_call[held_out], ballots.choice[held_out]
    margins = np.full((len(ballots.session), 3), 0.5)
    np.add.at(margins, (ballots.roll_call[~held_out], ballots.choice[~held_out]), 1)
    margins /= margins.sum(axis=1, keepdims=True)
    both = {
        "margins alone": margins[roll_call],
        "the model": points.chances(roll_call, points.cell[held_out]),
    }
    print(f"{len(choice):,} votes held out")
    for name, chances in both.items():
        right = (chances.argmax(axis=1) == choice).mean()
        loss = -np.log(chances[np.arange(len(choice)), choice]).mean()
        print(f"  {name:15} accuracy {right:.4f}  log-loss {loss:.4f}")


def print_published(path: Path, table: VoteTable, points: IdealPoints) -> None:
    if not path.is_file():
        print(f"no {path}: the published points are not compared")
        return
    with gzip.open(path, "rt", encoding="utf-8", newline="") as lines:
        published = {
            (seat_of_row(row), int(row["session"])): float(row["IdealPoint"])
            for row in csv.DictReader(lines)
        }
    found = []
    for session in sorted(set(points.session.tolist())):
        here = points.session == session
        pairs = [
            (point, published[table.seats[seat], session])
            for seat, point in zip(points.seat[here], points.point[here], strict=True)
            if (table.seats[seat], session) in published
        ]
        if pairs:
            found.append((abs(float(np.corrcoef(np.array(pairs).T)[0, 1])), session))
    shares = [one for one, _ in found]
    print(
        f"|correlation| with the published points, {len(found)} sessions: median "
        f"{np.median(shares):.4f}, tenth percentile {np.quantile(shares, 0.1):.4f}, "
        f"least {min(found)[0]:.4f} (session {min(found)[1]})"
    )


def seat_of_row(row: dict[str, str]) -> str:
    if row["ccode"] == SOUTH_YEMEN:
        return "YMD"
    return PUBLISHED.get(row["iso3c"], row["iso3c"])


def print_stored(table: VoteTable, points: IdealPoints) -> None:
    stored = load_points()
    there = [
        (point, stored[table.seats[seat], session].point)
        for seat, session, point in zip(
            points.seat.tolist(), points.session.tolist(), points.point.tolist(), strict=True
        )
    ]
    apart = np.abs(np.diff(np.array(there), axis=1))
    print(
        f"stored points differ by at most {apart.max():.4f}, median standard error "
        f"{np.median(points.se):.3f}"
    )


if __name__ == "__main__":
    main()
