"""Fit the weights of `legation.resolve.sameness` on cases of incidents.

Reads the train and dev cases of `corpora/events/incidents` with their events and parties as they
are marked, takes all pairs of reports that are compared on a desk, and fits a logistic model of
what is one happening. Prints the weights, to be pasted into the module.

Run: python tools/fit_incidents.py [CORPUS]
"""

from __future__ import annotations

import re
import sys
from dataclasses import replace
from itertools import combinations
from pathlib import Path

import numpy as np

from legation.evaluate.eventcorpus import load_event_corpus, part_of_event
from legation.evaluate.eventpassages import EventPassage
from legation.evaluate.eventscores import event_document_of
from legation.evaluate.fitting import fit_logistic
from legation.evaluate.goldreader import GoldReader
from legation.extract.drafts import brought_mentions, find_drafts
from legation.extract.events import find_events
from legation.extract.mentions import find_mentions, in_order
from legation.extract.moments import find_moments
from legation.extract.parse import DEFAULT_PIPELINE, load_pipeline, parse
from legation.extract.parties import Parties
from legation.records import Reading
from legation.reference.shelf import load_shelf
from legation.resolve.incidents import iter_keys
from legation.resolve.linking import link
from legation.resolve.reports import Report, iter_reports
from legation.resolve.sameness import traits
from legation.resolve.settling import settle

ROOT = Path(__file__).resolve().parents[1]
_CASE = re.compile(r"(i\d+)[a-z]$")


def read_marked(passage: EventPassage) -> Reading:
    """Return the reading of a passage with the events that are marked in it."""
    parsed = parse(event_document_of(passage), load_pipeline(DEFAULT_PIPELINE))
    known = find_mentions(parsed)
    drafts = find_drafts(parsed, Parties(parsed, known), GoldReader(passage))
    known = (*known, *brought_mentions(parsed, Parties(parsed, known), drafts))
    moments = find_moments(parsed)
    events = find_events(parsed, Parties(parsed, known), moments, (), drafts)
    reading = Reading(parsed.document, in_order(known), moments=moments, events=events)
    return settle(replace(reading, links=link(reading, load_shelf())))


def labelled(passages: list[EventPassage]) -> list[tuple[str, str | None, Report]]:
    """Return the reports with their case and letter."""
    found = []
    for passage in passages:
        case = _CASE.match(passage.id)
        if case is None:
            continue
        letters = {note.trigger[0][0]: note.incident for note in passage.notes}
        for report in iter_reports([read_marked(passage)]):
            trigger = report.event.trigger
            letter = next(
                (value for at, value in letters.items() if trigger.start <= at < trigger.end), None
            )
            found.append((case[1], letter, report))
    return found


def pairs_of(
    reports: list[tuple[str, str | None, Report]],
) -> tuple[list[dict[str, float]], list[float]]:
    """Return the traits of pairs that share a box or a case, and whether they are one."""
    rows: list[dict[str, float]] = []
    right: list[float] = []
    keys = {id(report): set(iter_keys(report)) for _, _, report in reports}
    for (case, letter, one), (other_case, other_letter, other) in combinations(reports, 2):
        if case != other_case and not keys[id(one)] & keys[id(other)]:
            continue
        if letter is None or other_letter is None:
            continue
        rows.append(traits(one, other))
        right.append(float(case == other_case and letter == other_letter))
    return rows, right


def main() -> int:
    """Print the fitted weights and how well they part the pairs."""
    corpus = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "corpora" / "events"
    passages = [
        one
        for one in load_event_corpus(corpus, ())
        if _CASE.match(one.id) and part_of_event(one) != "test"
    ]
    rows, right = pairs_of(labelled(passages))
    names = sorted({name for row in rows for name in row})
    values = np.array([[row.get(name, 0.0) for name in names] for row in rows])
    truth = np.array(right)
    bias, slopes = fit_logistic(values, truth)
    chance = 1 / (1 + np.exp(-(bias + values @ np.array(slopes))))
    print(f"# {len(passages)} reports, {len(rows)} pairs, {int(truth.sum())} of one happening")
    for threshold in (0.3, 0.4, 0.5, 0.6, 0.7):
        kept = chance >= threshold
        p, r = truth[kept].mean(), truth[kept].sum() / truth.sum()
        print(f"# at {threshold}: precision {p:.3f}, recall {r:.3f}")
    print(f"BIAS = {bias:.3f}")
    print("WEIGHTS = {")
    for name, slope in zip(names, slopes, strict=True):
        print(f'    "{name}": {slope:.3f},')
    print("}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
