"""Read broken texts and check that every reading holds together.

Makes texts from White House releases of early 2022 by breaking stretches of them
(`legation.evaluate.mutations`), reads each through the whole of the program's reader, and counts
what does not hold (`legation.evaluate.soundness`); an exception or a warning counts too. Where the
releases are missing, or with LEGATION_BENCH_SMOKE=1, the sample of this repository is broken; the
smoke run reads 150 texts. The exit code is 1 when there is any problem.

Run: python benchmarks/fuzz_claims.py [N] [--seed SEED] [--only NUMBER]
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import sys
import time
import warnings
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from legation.app.pipeline import Reader, load_reader
from legation.evaluate.mutations import mutated
from legation.evaluate.soundness import find_faults
from legation.extract.parse import DEFAULT_PIPELINE
from legation.records import Document

ROOT = Path(__file__).resolve().parents[1]
RELEASES = ROOT.parent / "shared" / "data" / "crisis" / "whitehouse.jsonl.gz"
SAMPLE = ROOT / "samples" / "march-2022"
MONTHS = ("2022-01", "2022-02", "2022-03")

SEED = 20220318
N_TEXTS, N_SMOKE = 10_000, 150
TOLD_EVERY = 500
# Problems beyond this many are counted, but not told one by one.
MOST_TOLD = 40


def source_texts(*, smoke: bool) -> list[str]:
    if smoke or not RELEASES.exists():
        return [path.read_text(encoding="utf-8") for path in sorted(SAMPLE.glob("*.txt"))]
    with gzip.open(RELEASES, "rt", encoding="utf-8") as lines:
        return [one["text"] for one in map(json.loads, lines) if one["date"].startswith(MONTHS)]


def problems_of(read: Reader, text: str) -> tuple[int, list[str]]:
    """Return how many claims a text makes, and what is wrong with its reading."""
    try:
        reading = read(Document.make(text=text, published_on="2022-03-18"))
    except Exception as error:  # noqa: BLE001  (any at all is what we look for)
        place = error.__traceback__
        while place is not None and place.tb_next is not None:
            place = place.tb_next
        where = "" if place is None else Path(place.tb_frame.f_code.co_filename).name
        line = 0 if place is None else place.tb_lineno
        return 0, [f"{type(error).__name__} in {where} line {line}: {error}"]
    return len(reading.claims), find_faults(reading)


def run(read: Reader, texts: Sequence[str], seed: int, numbers: Sequence[int]) -> Counter[str]:
    kinds: Counter[str] = Counter()
    n_words = n_claims = n_told = 0
    wall, cpu = time.perf_counter(), time.process_time()
    for n, number in enumerate(numbers, start=1):
        text = mutated(texts, seed, number)
        n_words += len(text.split())
        claims, problems = problems_of(read, text)
        n_claims += claims
        for problem in problems:
            kinds[problem.partition(": ")[0]] += 1
            n_told += 1
            if n_told <= MOST_TOLD:
                print(f"seed {seed}, text {number}: {problem}", flush=True)
        if n % TOLD_EVERY == 0:
            seconds = time.perf_counter() - wall
            told = f"{n:,} texts, {seconds:,.0f} seconds, {sum(kinds.values()):,} problems"
            print(told, file=sys.stderr, flush=True)
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    print(f"texts                     {len(numbers):9,}   seed {seed}")
    print(f"words                     {n_words:9,}")
    print(f"claims                    {n_claims:9,}")
    print(f"wall seconds              {wall:9,.1f}")
    print(f"words a processor second  {n_words / cpu:9,.0f}")
    print(f"problems                  {sum(kinds.values()):9,}   bar: none")
    for kind, count in kinds.most_common():
        print(f"  {kind:<50} {count:7,}")
    return kinds


def main() -> int:
    parser = argparse.ArgumentParser(description="Read broken texts; check every reading.")
    parser.add_argument("n", type=int, nargs="?", metavar="N", help="how many texts")
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--only", type=int, metavar="NUMBER", help="the text of this number alone")
    asked = parser.parse_args()
    smoke = os.environ.get("LEGATION_BENCH_SMOKE") == "1"
    texts = source_texts(smoke=smoke)
    n = asked.n or (N_SMOKE if smoke else N_TEXTS)
    numbers = range(1, n + 1) if asked.only is None else [asked.only]
    print(f"seed {asked.seed}, {len(numbers):,} texts made from {len(texts):,} documents")
    read = load_reader(DEFAULT_PIPELINE)
    # What is loaded once is not counted, and may warn.
    read(Document.make(text="Oslo said it would wait."))
    warnings.simplefilter("error")
    return 1 if run(read, texts, asked.seed, numbers) else 0


if __name__ == "__main__":
    sys.exit(main())
