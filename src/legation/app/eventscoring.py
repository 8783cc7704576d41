"""Hand the coder of events to the scorers, and lay out what they say.

In: weights and passages. Out: functions that code, rows of a table.
Not here: the scorers (`evaluate`), the commands (`app.commands.evaluate_events`).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from legation.app.claimscoring import Table, figure_of, table_columns
from legation.app.progress import counted

if TYPE_CHECKING:
    from legation.evaluate.eventpassages import EventPassage
    from legation.evaluate.eventscores import EventScore, ReadLines

HALVES = ("all", "own", "real")
_CASE = re.compile(r"i\d+[a-z]$")


def score_plv_file(path: Path, pipeline: str, weights: Path | None) -> dict[str, Any]:
    """Return PLV's measures of the coder, by the crosswalk and without it."""
    from legation.evaluate.plv import iter_plv, score_plv
    from legation.evaluate.plvcoder import code_pair
    from legation.extract.eventreader import load_event_reader
    from legation.extract.parse import load_pipeline

    language, reader = load_pipeline(pipeline), load_event_reader(weights)
    sentences = list(iter_plv(path))
    found = [
        [code_pair(one, reader, language, crosswalk=crosswalk) for one in some]
        for crosswalk, some in (
            (True, list(counted(sentences, "sentences"))),
            (False, sentences),
        )
    ]
    score, plain = (score_plv(sentences, roots) for roots in found)
    told = asdict(score)
    return {
        "n": told["n"],
        "binary": told["binary"],
        "quad": told["quad"],
        "root": told["root"],
        "per_class": told["per_class"],
        "without_crosswalk": {key: asdict(plain)[key] for key in ("binary", "quad", "root")},
    }


def plv_table(told: Mapping[str, Any]) -> Table:
    """Lay out PLV's measures: macro F1 with its interval, with and without the crosswalk."""
    rows = []
    for name in ("binary", "quad", "root"):
        one, plain = told[name], told["without_crosswalk"][name]
        rows.append(
            {
                "measure": f"{name} macro F1",
                "f1": f"{one['macro_f1']:.3f}",
                "interval": f"{one['low']:.3f}–{one['high']:.3f}",
                "plain": f"{plain['macro_f1']:.3f}",
            }
        )
    for root, one in told["per_class"].items():
        rows.append(
            {
                "measure": root,
                "f1": f"{one['f1']:.3f}",
                "interval": f"{one['n']:.0f}",
                "plain": "",
            }
        )
    return rows, table_columns("measure", "f1", "interval", "plain")


def score_event_part(passages: Sequence[EventPassage], read: ReadLines) -> dict[str, Any]:
    """Return the scores of `read` on passages, also for our own and the real ones alone."""
    from legation.evaluate.eventscores import score_events

    known: dict[str, list[dict[str, Any]]] = {}

    def once(document: Any) -> list[dict[str, Any]]:  # noqa: ANN401  (a `Document`)
        if document.id not in known:
            known[document.id] = read(document)
        return known[document.id]

    own = [one for one in passages if not one.title]
    real = [one for one in passages if one.title]
    scores = {
        "own": score_events(counted(own, "passages (own)"), once),
        "real": score_events(counted(real, "passages (real)"), once),
        "all": score_events(passages, once),
    }
    return {
        "scores": {name: _told(scores[name]) for name in HALVES},
        "by_type": {
            kind: asdict(tally.rate()) | {"n": tally.n_gold}
            for kind, tally in sorted(scores["all"].by_type.items())
        },
        "wrong": scores["all"].wrong,
    }


def _told(score: EventScore) -> dict[str, Any]:
    from legation.evaluate.corpusscores import calibration_error

    return {
        "events": score.whole.n_gold,
        "type_actor_recipient": asdict(score.whole.rate()),
        "with_what_is_understood": asdict(score.strict.rate()),
        "type": asdict(score.typed.rate()),
        "trigger": asdict(score.triggers.rate()),
        "status": score.statuses.share,
        "mode": score.modes.share,
        "means": score.means.share,
        "extra_a_passage": score.extra_a_passage,
        "passages_without_event": score.extra.n,
        "votes": asdict(score.votes.rate()) if score.votes.n_gold else None,
        "calibration_error": calibration_error(score.confidences),
    }


def event_score_table(told: Mapping[str, Any]) -> Table:
    """Lay out the scores of a part: F1 and shares in three decimals."""
    scores = told["scores"]
    rows = [
        {
            "measure": measure.replace("_", " "),
            **{name: figure_of(scores[name][measure]) for name in HALVES},
        }
        for measure in scores["all"]
    ]
    rows += [
        {"measure": f"type {kind} ({one['n']})", "all": f"{one['f1']:.3f}", "own": "", "real": ""}
        for kind, one in told["by_type"].items()
    ]
    return rows, table_columns("measure", *HALVES)


def event_passages_of(folder: Path, releases: Sequence[Path], part: str) -> list[EventPassage]:
    """Return the passages of one part of a corpus of events."""
    from legation.evaluate.eventcorpus import load_event_corpus, part_of_event

    return [one for one in load_event_corpus(folder, releases) if part_of_event(one) == part]


def tell_event_tally(folder: Path, releases: Sequence[Path]) -> dict[str, dict[str, int]]:
    """Return how much of what is in a corpus of events and each of its parts."""
    from legation.evaluate.corpus import PARTS
    from legation.evaluate.eventcorpus import load_event_corpus, part_of_event, tally_events

    passages = load_event_corpus(folder, releases)
    told = {
        "all": tally_events(passages),
        **{part: tally_events(o for o in passages if part_of_event(o) == part) for part in PARTS},
    }
    names = list(told["all"])
    return {part: {name: counts.get(name, 0) for name in names} for part, counts in told.items()}


def tell_event_agreement(folder: Path, releases: Sequence[Path]) -> dict[str, Any]:
    """Return how far the second annotator of events agrees with the first."""
    from legation.evaluate.eventcorpus import load_event_corpus, load_second_events
    from legation.evaluate.eventscores import EventScore, compare, gold_of

    theirs = {one.id: one for one in load_second_events(folder, releases)}
    score, n_passages = EventScore(), 0
    for passage in load_event_corpus(folder, releases):
        other = theirs.get(passage.id)
        if other is None or other.text.split() != passage.text.split():
            continue
        n_passages += 1
        compare(score, passage, gold_of(passage), [(told, 1.0) for told in gold_of(other)])
    return {
        "passages": n_passages,
        "first": score.triggers.n_gold,
        "second": score.triggers.n_found,
        "trigger": asdict(score.triggers.rate()),
        "type": asdict(score.typed.rate()),
        "type_actor_recipient": asdict(score.whole.rate()),
        "status": score.statuses.share,
        "mode": score.modes.share,
        "means": score.means.share,
    }


def score_incident_part(folder: Path, part: str, pipeline: str) -> dict[str, Any]:
    """Return how well the reports of one part's cases are joined, all read as one desk."""
    from legation.app.pipeline import load_reader
    from legation.app.rows import iter_lines
    from legation.app.views import join_readings
    from legation.evaluate.incidentscores import score_incidents
    from legation.records import KINDS, Document

    read = load_reader(pipeline)
    passages = [one for one in event_passages_of(folder, (), part) if _CASE.match(one.id)]

    def together(documents: Sequence[Document]) -> list[dict[str, Any]]:
        readings = [read(one) for one in counted(documents, "reports")]
        return list(iter_lines(join_readings(readings), None, KINDS))

    told = asdict(score_incidents(passages, together))
    return {"cases": told.pop("n_cases"), "events": told.pop("n_events"), **told}


def score_judged(
    folder: Path, releases: Sequence[Path], read: ReadLines, limit: int | None = None
) -> dict[str, Any]:
    """Return precision and recall of what has happened or goes on, against two judges.

    What is found is right when either judge coded it: type, actors, recipients, done or not. What
    either judge coded and nobody found is missed; what both coded counts once.

    Args:
        folder: With `first.jsonl` and `second.jsonl`, stand-off labels of the same sentences.
        releases: That they label.
        read: Reads a document into lines of the export.
        limit: Judge only so many sentences.
    """
    from legation.evaluate.judged import load_judged, score_judgements

    pairs = load_judged(folder, releases)[:limit]
    return asdict(score_judgements(pairs, read))
