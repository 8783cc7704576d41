"""Score which reports are joined into one incident: B³ (Bagga and Baldwin 1998).

In: cases of incidents, and a function that reads documents together into lines of the export. Out:
`IncidentScore`.
Not here: coding the events (`eventscores`), joining them (`resolve.incidents`).

An event counts once for each that is marked. One that the coder does not find stands alone, so what
is missed costs recall; with `found_only` it is left out, and the joining alone is measured.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from legation.evaluate.claimscores import Rate, overlap
from legation.evaluate.eventpassages import VOTE, EventPassage
from legation.evaluate.eventscores import event_document_of
from legation.evaluate.marks import Json
from legation.records import Document

ReadTogether = Callable[[Sequence[Document]], list[dict[str, Json]]]

_CASE = re.compile(r"(i\d+)[a-z]$")


@dataclass(frozen=True, slots=True)
class IncidentScore:
    """How well reports of one happening are joined."""

    n_cases: int
    n_events: int
    n_incidents: int
    n_told_again: int
    """Incidents told more than once."""
    n_near: int
    """Cases with another incident beside the one told most: the near misses."""
    n_found: int
    """Of the events."""
    b_cubed: Rate
    found_only: Rate


def score_incidents(passages: Sequence[EventPassage], read: ReadTogether) -> IncidentScore:
    """Return how well `read`, which sees all passages as one desk, joins what is one."""
    documents = [event_document_of(passage) for passage in passages]
    lines = read(documents)
    incident_of = {
        event: line["id"]
        for line in lines
        if line["kind"] == "incident"
        for event in line["events"]
    }
    found: dict[str, list[Mapping[str, Any]]] = defaultdict(list)
    for line in lines:
        if line["kind"] == "event":
            found[line["document"]].append(line)
    gold: dict[int, Hashable] = {}
    ours: dict[int, Hashable] = {}
    missed: set[int] = set()
    cases: dict[str, set[str]] = defaultdict(set)
    for passage, document in zip(passages, documents, strict=True):
        case = _CASE.match(passage.id)
        for note in passage.notes:
            if case is None or note.type == VOTE or note.incident is None:
                continue
            number = len(gold)
            gold[number] = (case[1], note.incident)
            cases[case[1]].add(note.incident)
            twin = _twin(note.trigger, note.type, found[document.id])
            if twin is None:
                missed.add(number)
                ours[number] = ("missed", number)
            else:
                ours[number] = incident_of.get(twin["id"], ("alone", number))
    sizes: dict[Hashable, int] = defaultdict(int)
    for label in gold.values():
        sizes[label] += 1
    kept = [number for number in gold if number not in missed]
    return IncidentScore(
        len(cases),
        len(gold),
        len(sizes),
        sum(n > 1 for n in sizes.values()),
        sum(len(letters) > 1 for letters in cases.values()),
        len(kept),
        b_cubed(gold, ours),
        b_cubed({n: gold[n] for n in kept}, {n: ours[n] for n in kept}),
    )


def _twin(
    trigger: tuple[tuple[int, int], ...], kind: str, found: Sequence[Mapping[str, Any]]
) -> Mapping[str, Any] | None:
    here = [
        line
        for line in found
        if overlap(trigger, ((line["trigger"]["start"], line["trigger"]["end"]),))
    ]
    return next((one for one in here if one["type"] == kind), here[0] if here else None)


def b_cubed(gold: Mapping[int, Hashable], found: Mapping[int, Hashable]) -> Rate:
    """Return B³ precision, recall and F1 of two clusterings of the same things."""
    ours, theirs = _groups(gold), _groups(found)
    precision = recall = 0.0
    for thing in gold:
        both = len(ours[gold[thing]] & theirs[found[thing]])
        precision += both / len(theirs[found[thing]])
        recall += both / len(ours[gold[thing]])
    n = len(gold)
    p, r = (precision / n, recall / n) if n else (0.0, 0.0)
    return Rate(p, r, 2 * p * r / (p + r) if p + r else 0.0)


def _groups(labels: Mapping[int, Hashable]) -> dict[Hashable, set[int]]:
    groups: dict[Hashable, set[int]] = defaultdict(set)
    for thing, label in labels.items():
        groups[label].add(thing)
    return groups
