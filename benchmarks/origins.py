"""Measure how copies are found: F1 by operation, groups among real releases, and speed.

Makes ten copies of each report of the sample and of 300 White House releases (fixed seed, without
exact duplicates among them) and prints pairwise precision, recall and F1 by operation, with the
bars; then how many groups stand among all releases (`--groups` lists them with the evidence); then
seconds for 10,000, 30,000 and 100,000 made documents of 300 words, one in twenty a copy, each
number in a process of its own, with its memory. Says so and goes on where the releases are missing.
With LEGATION_BENCH_SMOKE=1 it takes fewer of all.

Run: python benchmarks/origins.py [WHITEHOUSE.jsonl.gz] [--groups]
"""

from __future__ import annotations

import multiprocessing
import os
import random
import resource
import sys
import time
from collections import defaultdict
from collections.abc import Sequence
from itertools import chain
from pathlib import Path

from legation.evaluate.copies import OPERATIONS, copy_of
from legation.evaluate.copyscores import BARS, score_copies
from legation.evaluate.releases import load_releases, unwrapped
from legation.ingest.header import read_text
from legation.records import Document
from legation.resolve.origins import find_origins, why_one

ROOT = Path(__file__).resolve().parents[1]
RELEASES = ROOT.parent / "shared" / "data" / "crisis" / "whitehouse.jsonl.gz"
SMOKE = os.environ.get("LEGATION_BENCH_SMOKE") == "1"
N_RELEASES = 30 if SMOKE else 300
SEED = 5
# Bars for the whole: seconds for 100,000 documents on two cores.
MAX_SECONDS = 180
SIZES = (1_000, 3_000) if SMOKE else (10_000, 30_000, 100_000)
COPIED_ONE_IN = 20
SYLLABLES = [f"{c}{v}" for c in "bcdfghjklmnprstvw" for v in "aeiou"]


def sample() -> list[Document]:
    """Return the reports of the sample of which none repeats another."""
    documents = []
    for path in sorted((ROOT / "samples" / "march-2022").glob("*.txt")):
        fields = read_text(path.read_text(encoding="utf-8"))
        documents.append(
            Document.make(
                text=fields.text,
                title=fields.title,
                publisher=fields.publisher,
                published_on=fields.published,
            )
        )
    origins = find_origins(documents)
    return [one for one in documents if origins[one.id] == one.id]


def releases(path: Path) -> list[Document]:
    return [
        Document.make(
            text=unwrapped(one["text"]),
            title=one["title"],
            publisher="The White House",
            url=one["url"],
            published_on=one["date"],
            language="en",
        )
        for one in chain.from_iterable(load_releases(path).values())
    ]


def distinct(documents: Sequence[Document]) -> list[Document]:
    return list({" ".join(one.text.split()): one for one in reversed(documents)}.values())[::-1]


def bench_copies(name: str, originals: Sequence[Document]) -> None:
    print(f"\n{name}: {len(originals):,} originals, {len(OPERATIONS)} copies of each")
    print(f"{'operation':<22}{'precision':>10}{'recall':>8}{'F1':>8}   bar")
    for score in score_copies(originals, find_origins):
        bar = BARS.get(score.operation)
        told = "–" if bar is None else f"{bar:.2f} {'' if score.passes else 'MISSED'}"
        rates = f"{score.precision:>10.3f}{score.recall:>8.3f}{score.f1:>8.3f}"
        print(f"{score.operation:<22}{rates}   {told}".rstrip())


def bench_groups(documents: Sequence[Document], *, listed: bool) -> None:
    origins = find_origins(documents)
    by_id = {one.id: one for one in documents}
    groups = defaultdict(list)
    for one in by_id.values():
        if origins[one.id] != one.id:
            groups[origins[one.id]].append(one)
    print(f"\n{len(by_id):,} releases: {len(groups)} groups of two or more")
    for identity, copies in groups.items() if listed else ():
        first = by_id[identity]
        print(f"{first.published_on} {first.title} {first.url}")
        for copy in copies:
            print(f"  {copy.published_on} {copy.title} {copy.url}: {why_one(first, copy)}")


def made(n_documents: int) -> list[Document]:
    """Return documents of 300 made-up words, with names and numbers; one in twenty is a copy."""
    chance = random.Random(SEED)  # noqa: S311  (no secret)
    # A few words are everywhere and most are rare, as in any language.
    words = ["".join(chance.choices(SYLLABLES, k=chance.randint(1, 4))) for _ in range(30_000)]
    names = [word.capitalize() for word in chance.sample(words, 5_000)]
    documents: list[Document] = []
    operations = list(OPERATIONS)
    for i in range(n_documents):
        if i % COPIED_ONE_IN == COPIED_ONE_IN - 1:
            first = chance.choice(documents[-1_000:])
            documents.append(copy_of(first, chance.choice(operations), i))
        else:
            documents.append(_made(chance, words, names, i))
    return documents


def _made(chance: random.Random, words: list[str], names: list[str], i: int) -> Document:
    text: list[str] = []
    while sum(sentence.count(" ") + 1 for sentence in text) < 300:
        ranks = [int(30_000 ** chance.random()) - 1 for _ in range(chance.randint(8, 24))]
        sentence = [words[rank] for rank in ranks]
        for place in range(1, len(sentence), 6):
            sentence[place] = chance.choice(names)
        if chance.random() < 0.3:
            sentence[-1] = f"{chance.randrange(1, 2_000):,}"
        text.append(" ".join(sentence).capitalize() + ".")
    day = f"2022-{i // 28 % 12 + 1:02d}-{i % 28 + 1:02d}"
    return Document.make(
        text=" ".join(text), title=" ".join(text[0].split()[:6]), published_on=day, publisher="Made"
    )


def seconds_for(n_documents: int) -> tuple[float, int, float]:
    """Return seconds, groups joined, and the peak memory of this process in megabytes."""
    documents = made(n_documents)
    before = time.perf_counter()
    origins = find_origins(documents)
    seconds = time.perf_counter() - before
    n_copies = sum(one != first for one, first in origins.items())
    return seconds, n_copies, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1_000


def bench_speed() -> None:
    print(f"\nMade documents of 300 words   bar: 100,000 in at most {MAX_SECONDS} seconds")
    for size in SIZES:
        with multiprocessing.get_context("spawn").Pool(1) as alone:
            seconds, n_copies, megabytes = alone.apply(seconds_for, (size,))
        print(
            f"{size:>9,}: {seconds:6.1f} s, {1e3 * seconds / size:.2f} ms a document, "
            f"{n_copies:,} copies, {megabytes:,.0f} MB in all"
        )


def main() -> int:
    named = [word for word in sys.argv[1:] if not word.startswith("--")]
    path = Path(named[0]) if named else RELEASES
    bench_copies("The sample", sample()[: 10 if SMOKE else None])
    if path.exists():
        documents = releases(path)
        apart = distinct(documents)
        drawn = random.Random(SEED).sample(apart, min(N_RELEASES, len(apart)))  # noqa: S311
        bench_copies("White House releases", drawn)
        bench_groups(documents[: 200 if SMOKE else None], listed="--groups" in sys.argv)
    else:
        print(f"left out: {path} is not here; name the file of White House releases")
    bench_speed()
    return 0


if __name__ == "__main__":
    sys.exit(main())
