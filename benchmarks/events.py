"""Measure the coder of events: on PLV, on sentences that two judges coded, and its speed.

Prints macro F1 on PLV beside other systems (measured or quoted elsewhere); precision and recall on
200 sentences of White House and Kremlin releases against what either of two judges coded; and
sentences a processor second of the coder alone, of those that pass its gate. With `--folds` also
what a network learns from PLV itself, five folds and three seeds (needs PyTorch; some minutes).
Says so and goes on where data are missing. With LEGATION_BENCH_SMOKE=1 it reads a little.

Run: python benchmarks/events.py [PLV_train.tsv] [--folds]
"""

from __future__ import annotations

import os
import sys
import time
from itertools import islice
from pathlib import Path

import numpy as np

from legation.app.eventscoring import score_judged
from legation.app.pipeline import load_reader
from legation.app.rows import iter_lines
from legation.app.views import join_readings
from legation.evaluate.plv import PlvCode, PlvScore, PlvSentence, iter_plv, score_plv
from legation.evaluate.plvcoder import code_pair
from legation.evaluate.releases import load_releases, unwrapped
from legation.extract.drafts import find_drafts
from legation.extract.encoder import Encoder
from legation.extract.eventreader import EventReader, load_event_reader
from legation.extract.mentions import find_mentions
from legation.extract.parse import DEFAULT_PIPELINE, load_pipeline, parse
from legation.extract.parties import Parties
from legation.extract.weights import load_weights
from legation.records import KINDS, Document

ROOT = Path(__file__).resolve().parents[1]
DATA = ROOT.parent / "shared" / "data"
PLV = DATA / "events" / "PLV_train.tsv"
RELEASES = (DATA / "crisis" / "whitehouse.jsonl.gz", DATA / "crisis" / "kremlin.jsonl.gz")
SMOKE = os.environ.get("LEGATION_BENCH_SMOKE") == "1"
SEEDS = (1, 2, 3)

HEAD = ("system", "learnt from PLV", "binary", "quad", "root")
# Macro F1 in percent; on PLV_train unless it says otherwise.
GIVEN = (
    ("ZSP, roberta-large, 134 hypotheses a sentence", "no", "96.5", "86.7", "74.3"),
    ("the same, PLV's test part (quoted)", "no", "96.4", "89.6", "82.4"),
    ("GPT-4 (quoted)", "no", "93.4", "76.7", "61.5"),
    ("MiniLM fine-tuned, PLV's test part", "yes", "95.6", "92.6", "79.4"),
)


def plv_row(system: str, learnt: str, score: PlvScore) -> tuple[str, ...]:
    figures = (
        f"{100 * one.macro_f1:.1f} ({100 * one.low:.1f}–{100 * one.high:.1f})"
        for one in (score.binary, score.quad, score.root)
    )
    return (system, learnt, *figures)


def print_table(head: tuple[str, ...], rows: list[tuple[str, ...]]) -> None:
    widths = [max(len(row[i]) for row in (head, *rows)) for i in range(len(head))]
    for row in (head, *rows):
        cells = (cell.ljust(width) for cell, width in zip(row, widths, strict=True))
        print("  ".join(cells).rstrip())


def bench_plv(path: Path, *, folds: bool) -> None:
    if not path.exists():
        print(f"left out: {path} is not here; name PLV_train.tsv")
        return
    pipeline, reader = load_pipeline(DEFAULT_PIPELINE), load_event_reader()
    sentences = list(islice(iter_plv(path), 40 if SMOKE else None))
    rows: list[tuple[str, ...]] = list(GIVEN)
    for name, crosswalk in (("Legation", True), ("Legation, without the crosswalk", False)):
        found = [code_pair(one, reader, pipeline, crosswalk=crosswalk) for one in sentences]
        rows.append(plv_row(name, "no", score_plv(sentences, found)))
    if folds:
        rows.append(by_folds(sentences))
    print(f"PLV, {len(sentences):,} sentences, two actors given: macro F1 in percent (95 %)")
    print_table(HEAD, rows)


def by_folds(sentences: list[PlvSentence]) -> tuple[str, ...]:
    from legation.evaluate.plvcoder import pair_scores
    from legation.evaluate.training.plvlearn import ROOTS, FoldRecipe, find_by_folds

    pipeline, reader = load_pipeline(DEFAULT_PIPELINE), load_event_reader()
    told = [pair_scores(one, reader, pipeline) for one in sentences]
    scores = np.log([[one.get(root, 0.0) + 1e-4 for root in ROOTS] for one in told])
    found: list[str] = []

    def tell(line: str) -> None:
        print(line, file=sys.stderr)

    for seed in SEEDS:
        found += find_by_folds(
            sentences,
            scores.astype(np.float32),
            seed,
            FoldRecipe(),
            lambda line: print(line, file=sys.stderr),
        )
    pooled = score_plv([*sentences] * len(SEEDS), [PlvCode.of(root) for root in found])
    return plv_row(
        "MiniLM fine-tuned beside Legation's scores, 5 folds, 3 seeds pooled", "yes", pooled
    )


def bench_judged() -> None:
    judged = ROOT / "corpora" / "events" / "judged"
    if not all(path.exists() for path in RELEASES):
        print("left out: the judged sentences stand in releases that are not here")
        return
    read = load_reader(DEFAULT_PIPELINE)
    told = score_judged(
        judged,
        RELEASES,
        lambda document: list(iter_lines(join_readings([read(document)]), None, KINDS)),
        limit=10 if SMOKE else None,
    )
    print("\nSentences of releases that name two governments, against either of two judges")
    for name, value in told.items():
        print(f"  {name}: {value if isinstance(value, int) else f'{value:.3f}'}")


def bench_speed() -> None:
    if RELEASES[0].exists():
        named = [one for some in load_releases(RELEASES[0]).values() for one in some]
        texts = [unwrapped(one["text"]) for one in named if one["date"].startswith("2022-03")]
        texts = texts[:: 100 if SMOKE else 8]
    else:
        texts = [path.read_text(encoding="utf-8") for path in (ROOT / "samples").rglob("*.md")]
    pipeline, weights = load_pipeline(DEFAULT_PIPELINE), load_weights()
    parsed = [parse(Document.make(text=text, language="en"), pipeline) for text in texts]
    parties = [Parties(one, find_mentions(one)) for one in parsed]
    reader = EventReader(weights, Encoder(weights))
    find_drafts(parsed[0], parties[0], reader)  # what is loaded once is not counted
    reader = EventReader(weights, Encoder(weights))
    started = time.process_time()
    n_drafts = sum(len(find_drafts(p, q, reader)) for p, q in zip(parsed, parties, strict=True))
    seconds = time.process_time() - started
    passed = reader.n_passed
    n_sentences = sum(len(one.sentences) for one in parsed)
    print(f"\n{len(texts)} releases, {n_sentences:,} sentences, {passed:,} pass the gate")
    print(
        f"{n_drafts:,} events and votes; {passed / seconds:,.0f} sentences that pass a CPU second"
    )


def main() -> int:
    named = [word for word in sys.argv[1:] if not word.startswith("--")]
    bench_plv(Path(named[0]) if named else PLV, folds="--folds" in sys.argv[1:])
    bench_judged()
    bench_speed()
    return 0


if __name__ == "__main__":
    sys.exit(main())
