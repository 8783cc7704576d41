"""Measure how fast documents are read, and in how much memory.

Reads the 346 White House releases of March 2022 into a desk in a temporary folder, with the
program's own pipeline and workers, and prints words, seconds and memory; then the same words
through spaCy's pipeline alone, for the ratio. Says so and stops where the releases are missing.
With LEGATION_BENCH_SMOKE=1 it reads the sample of this repository instead.

Run: python benchmarks/reading.py [WHITEHOUSE.jsonl.gz]
"""

from __future__ import annotations

import gzip
import json
import os
import resource
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from legation.app import main as program
from legation.extract.blocks import flattened
from legation.extract.parse import DEFAULT_PIPELINE, load_pipeline

ROOT = Path(__file__).resolve().parents[1]
RELEASES = ROOT.parent / "shared" / "data" / "crisis" / "whitehouse.jsonl.gz"
MONTH = "2022-03"

# The bars this is held against, on two idle cores.
MAX_SECONDS, MIN_WORDS_PER_CPU_SECOND, MAX_GB = 130, 2_500, 2.5


class Memory(threading.Thread):
    """Watch the resident memory of this process and all its children, in bytes.

    Pages that processes share are counted for each of them: the sum is an upper bound.
    """

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self.peak = 0
        self._done = threading.Event()

    def run(self) -> None:
        while not self._done.wait(0.1):
            self.peak = max(self.peak, sum(map(_resident, _family(os.getpid()))))

    def stop(self) -> int:
        self._done.set()
        self.join()
        return self.peak


def _family(root: int) -> set[int]:
    parents: dict[int, int] = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            words = stat.read_text(encoding="utf-8", errors="replace").rsplit(")", 1)[1].split()
        except OSError:
            continue  # it ended while we looked
        parents[int(stat.parent.name)] = int(words[1])
    family = {root}
    while grown := {child for child, parent in parents.items() if parent in family} - family:
        family |= grown
    return family


def _resident(process: int) -> int:
    try:
        pages = Path(f"/proc/{process}/statm").read_text(encoding="ascii").split()[1]
    except OSError:
        return 0
    return int(pages) * os.sysconf("SC_PAGE_SIZE")


def cpu_seconds() -> float:
    """Return the processor seconds of this process and of the children that have ended."""
    used = 0.0
    for whose in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN):
        usage = resource.getrusage(whose)
        used += usage.ru_utime + usage.ru_stime
    return used


@contextmanager
def measured() -> Iterator[dict[str, float]]:
    """Fill a dict with wall seconds and processor seconds of the block."""
    spent: dict[str, float] = {}
    wall, cpu = time.perf_counter(), cpu_seconds()
    yield spent
    spent["wall"], spent["cpu"] = time.perf_counter() - wall, cpu_seconds() - cpu


def releases(path: Path) -> list[dict[str, str]]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [one for one in map(json.loads, lines) if one["date"].startswith(MONTH)]


def sample() -> list[dict[str, str]]:
    paths = sorted((ROOT / "samples" / "march-2022").glob("*.*"))
    return [{"title": path.stem, "text": path.read_text(encoding="utf-8")} for path in paths]


def read_all(documents: list[dict[str, str]], folder: Path) -> int:
    source = folder / "documents.jsonl"
    source.write_text("".join(json.dumps(one) + "\n" for one in documents), encoding="utf-8")
    desk = folder / "desk.sqlite"
    return program.run(["--desk", str(desk), "read", str(source), "--published", "2022-03-31"])


def parse_alone(documents: list[dict[str, str]]) -> None:
    pipeline = load_pipeline(DEFAULT_PIPELINE)
    paragraphs = (part for one in documents for part in one["text"].split("\n\n") if part.strip())
    for _ in pipeline.pipe(flattened(part) for part in paragraphs):
        pass


def main() -> int:
    smoke = os.environ.get("LEGATION_BENCH_SMOKE") == "1"
    path = Path(sys.argv[1]) if len(sys.argv) > 1 else RELEASES
    if not smoke and not path.exists():
        print(f"left out: {path} is not here; name the file of White House releases")
        return 0
    documents = sample() if smoke else releases(path)
    words = sum(len(one["text"].split()) for one in documents)
    print(f"{len(documents):,} documents, {words:,} words")

    memory = Memory()
    memory.start()
    with tempfile.TemporaryDirectory() as folder, measured() as ours:
        code = read_all(documents, Path(folder))
    peak = memory.stop()
    if code != 0:
        print(f"reading ended with exit code {code}")
        return 1
    with measured() as alone:
        parse_alone(documents)

    if smoke:
        print("smoke run: the figures mostly tell how long the program takes to start")
    per_cpu, per_cpu_alone = words / ours["cpu"], words / alone["cpu"]
    n_cores = len(os.sched_getaffinity(0))
    print(f"wall seconds              {ours['wall']:8.1f}   bar: at most {MAX_SECONDS}")
    print(f"processor seconds         {ours['cpu']:8.1f}   on {n_cores} cores, children included")
    print(f"words a processor second  {per_cpu:8,.0f}   bar: at least {MIN_WORDS_PER_CPU_SECOND:,}")
    print(f"  spaCy's pipeline alone  {per_cpu_alone:8,.0f}   loading it included")
    print(f"  ours as a share of it   {per_cpu / per_cpu_alone:8.2f}")
    print(f"peak memory, MB           {peak / 1e6:8,.0f}   bar: under {MAX_GB * 1_000:,.0f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
