"""Read cases of claims that meet, and score which meetings are found.

In: files of the notation with lines `~ g001a.1 g001b.2 changed` after the passages of a case. Out:
`Case`s, and how many of their pairs are found, by relation.
Not here: the notation of passages (`passages`), finding disputes (`resolve.disputes`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from legation.evaluate.claimscores import Attribution, Tally, pair_by_cue
from legation.evaluate.corpusscores import document_of, parts_of
from legation.evaluate.marks import Json
from legation.evaluate.passages import Passage, PassageError, iter_passages
from legation.records import Document

RELATIONS = ("denied", "changed", "weaker", "stronger")

Place = tuple[str, int]
"""A passage's id and the number of one of its claims."""

ReadTogether = Callable[[Sequence[Document]], list[dict[str, Json]]]
"""Reads documents as one desk and returns the lines of its export."""

_PAIR = re.compile(r"~ (\S+)\.(\d+) (\S+)\.(\d+) (\w+)$")
_CASE = re.compile(r"(g\d+)[a-z]$")


@dataclass(frozen=True, slots=True)
class Case:
    """Passages on one matter, and which of their claims meet."""

    id: str
    passages: tuple[Passage, ...]
    pairs: dict[tuple[Place, Place], str]
    """Relation by the two claims, the earlier one first."""


def iter_cases(path: Path) -> Iterator[Case]:
    """Yield the cases of one file.

    Raises:
        PassageError: A passage or a pair does not follow the notation.
    """
    text = path.read_text(encoding="utf-8")
    passages = list(iter_passages(text, str(path)))
    known = {(one.id, note.number) for one in passages for note in one.notes}
    pairs: dict[tuple[Place, Place], str] = {}
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.startswith("~"):
            continue
        match = _PAIR.match(line.rstrip())
        if match is None or match[5] not in RELATIONS:
            msg = f"{path}:{number}: {line!r}; write '~ g001a.1 g001b.2 {'|'.join(RELATIONS)}'"
            raise PassageError(msg)
        pair = ((match[1], int(match[2])), (match[3], int(match[4])))
        missing = next((one for one in pair if one not in known), None)
        if missing is not None:
            msg = f"{path}:{number}: there is no claim {missing[0]}.{missing[1]}; mend the line"
            raise PassageError(msg)
        pairs[pair] = match[5]
    cases: dict[str, list[Passage]] = {}
    for passage in passages:
        cases.setdefault(case_of(passage.id), []).append(passage)
    for name, some in cases.items():
        own = {one.id for one in some}
        yield Case(name, tuple(some), {pair: r for pair, r in pairs.items() if pair[0][0] in own})


def case_of(passage: str) -> str:
    """Return the id of the case that a passage belongs to; its own id when it stands alone."""
    match = _CASE.match(passage)
    return match[1] if match else passage


@dataclass(slots=True)
class ContestedScore:
    """How many pairs are found."""

    n_cases: int = 0
    met: Tally = field(default_factory=Tally)
    """Pairs of claims, whatever the relation."""
    by_relation: dict[str, Tally] = field(
        default_factory=lambda: {name: Tally() for name in RELATIONS}
    )
    wrong: list[str] = field(default_factory=list)


def score_contested(cases: Sequence[Case], read: ReadTogether) -> ContestedScore:
    """Return which pairs of each case are found when its passages are read as one desk."""
    score = ContestedScore()
    for case in cases:
        score.n_cases += 1
        documents = {document_of(one).id: one for one in case.passages}
        lines = read([document_of(one) for one in case.passages])
        place_of = _places(documents, [line for line in lines if line["kind"] == "claim"])
        found: dict[frozenset[Any], str] = {
            frozenset(place_of.get(one, one) for one in line["claims"]): line["relation"]
            for line in lines
            if line["kind"] == "dispute"
        }
        gold = {frozenset(pair): relation for pair, relation in case.pairs.items()}
        score.met.add(len(gold), len(found), len(gold.keys() & found.keys()))
        for name, tally in score.by_relation.items():
            ours = {pair for pair, relation in gold.items() if relation == name}
            theirs = {pair for pair, relation in found.items() if relation == name}
            tally.add(len(ours), len(theirs), len(ours & theirs))
        for pair, relation in gold.items():
            if found.get(pair) != relation:
                told = " ".join(f"{p}.{n}" for p, n in sorted(pair))
                score.wrong.append(f"{told} {relation} not {found.get(pair)}")
        for pair, relation in found.items():
            if pair not in gold:
                told = " ".join(
                    f"{one[0]}.{one[1]}" if isinstance(one, tuple) else "?" for one in pair
                )
                score.wrong.append(f"{case.id} spurious {relation}: {told}")
    return score


def _places(documents: dict[str, Passage], claims: Sequence[dict[str, Json]]) -> dict[str, Place]:
    """Return for each found claim's id the marked claim that it is."""
    found: dict[str, Place] = {}
    for document, passage in documents.items():
        here = [line for line in claims if line["document"] == document]
        parts = [_parts(line) for line in here]
        marked = [parts_of(note) for note in passage.notes]
        ids = {id(one): line["id"] for one, line in zip(parts, here, strict=True)}
        numbers = {id(one): n.number for one, n in zip(marked, passage.notes, strict=True)}
        for one, other in pair_by_cue(marked, parts):
            found[ids[id(other)]] = (passage.id, numbers[id(one)])
    return found


def _parts(line: dict[str, Json]) -> Attribution:
    def places(name: str) -> tuple[tuple[int, int], ...]:
        return tuple((one["start"], one["end"]) for one in line[name])

    return Attribution(places("source"), places("cue"), places("content"))
