"""Measure the reader of claims on PolNeAR's development part, beside other systems.

Prints one table: system, data learnt from, cue overlap, cue exact, source overlap, source exact,
content token, triple (F1, in percent), words a processor second; then CofeNet's measures (exact
spans). Rows of other systems are figures measured elsewhere, on the same articles by the same
measures; ours are measured now, and so is spaCy's pipeline alone, for the ratio of speeds. Says so
and stops where the articles are missing. With LEGATION_BENCH_SMOKE=1 it reads four articles.

Run: python benchmarks/claims.py [POLNEAR_DEV.jsonl.gz] [WEIGHTS_LEARNT_FROM_POLNEAR.zip]
"""

from __future__ import annotations

import os
import sys
import time
from itertools import islice
from pathlib import Path

from legation.app.claimscoring import load_finder
from legation.evaluate.polnear import MarkedText, iter_polnear
from legation.evaluate.polnearscores import PolnearScore, score_polnear
from legation.extract.blocks import flattened
from legation.extract.parse import DEFAULT_PIPELINE, load_pipeline

ROOT = Path(__file__).resolve().parents[1]
DEV = ROOT.parent / "shared" / "data" / "claims" / "polnear_dev.jsonl.gz"

HEAD = (
    "system",
    "learnt from",
    "cue overlap",
    "cue exact",
    "source overlap",
    "source exact",
    "content token",
    "triple",
    "words/CPU-s",
)
# System, learnt from, cue overlap, source exact, content token, triple, words a CPU second; the
# other columns were not measured. On the same development part, on another machine.
GIVEN = (
    ("Citron, retrained", "a quarter of PolNeAR", 62.9, 58.9, 60.9, 53.7, 2_923),
    ("139 lines of rules on spaCy", "cues counted on PolNeAR train", 69.4, 65.9, 71.5, 59.5, 4_489),
    ("MiniLM, 2 half-frozen epochs", "PolNeAR train", 80.3, 67.0, 72.6, 65.5, 2_502),
    ("two people (18 other articles)", "–", 82.6, 79.1, 87.6, 77.9, None),
)


def given_rows() -> list[tuple[str, ...]]:
    rows: list[tuple[str, ...]] = []
    for system, taught, cue, source, content, triple, words in GIVEN:
        speed = "–" if words is None else f"{words:,}"
        figures = (f"{cue:.1f}", "–", "–", f"{source:.1f}", f"{content:.1f}", f"{triple:.1f}")
        rows.append((system, taught, *figures, speed))
    return rows


def row_of(score: PolnearScore) -> tuple[str, ...]:
    rates = score.score.rates()
    return (
        score.system,
        score.learnt_from,
        *(f"{100 * rate.f1:.1f}" for rate in rates.values()),
        f"{score.words_per_cpu_s:,.0f}",
    )


def spacy_alone(texts: list[MarkedText]) -> float:
    pipeline = load_pipeline(DEFAULT_PIPELINE)
    started = time.process_time()
    for text in texts:
        for _ in pipeline.pipe(flattened(part) for part in text.text.split("\n\n") if part.strip()):
            pass
    return sum(len(text.text.split()) for text in texts) / (time.process_time() - started)


def measured(texts: list[MarkedText], weights: Path | None) -> PolnearScore:
    find, learnt_from = load_finder(DEFAULT_PIPELINE, weights)
    find(texts[0])  # what is loaded once is not counted
    return score_polnear(texts, find, system="Legation", learnt_from=learnt_from)


def print_table(head: tuple[str, ...], rows: list[tuple[str, ...]]) -> None:
    widths = [max(len(row[i]) for row in (head, *rows)) for i in range(len(head))]
    for row in (head, *rows):
        cells = [
            cell.ljust(width) if i < 2 else cell.rjust(width)
            for i, (cell, width) in enumerate(zip(row, widths, strict=True))
        ]
        print("  ".join(cells).rstrip())


def main() -> int:
    smoke = os.environ.get("LEGATION_BENCH_SMOKE") == "1"
    path = Path(sys.argv[1]) if len(sys.argv) > 1 else DEV
    if not path.exists():
        print(f"left out: {path} is not here; name PolNeAR's development part")
        return 0
    texts = list(islice(iter_polnear(path), 4 if smoke else None))
    print(f"{len(texts)} articles, {sum(len(t.text.split()) for t in texts):,} words")
    scores = [measured(texts, None)]
    if len(sys.argv) > 2:
        scores.append(measured(texts, Path(sys.argv[2])))
    alone = spacy_alone(texts)
    print_table(HEAD, [*given_rows(), *(row_of(score) for score in scores)])
    print(f"\nspaCy's pipeline alone, in this run: {alone:,.0f} words a processor second")
    print("\nexact spans (CofeNet's measures), F1")
    spans = [
        (
            score.system,
            score.learnt_from,
            *(f"{100 * rate.f1:.1f}" for rate in score.score.spans().values()),
        )
        for score in scores
    ]
    print_table(("system", "learnt from", "source", "cue", "content"), spans)
    return 0


if __name__ == "__main__":
    sys.exit(main())
