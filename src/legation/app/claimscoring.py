"""Hand the reader of claims to the scorers, and lay out what they say.

In: weights and passages. Out: functions that read, rows of a table.
Not here: the scorers (`evaluate`), the commands (`app.commands.evaluate`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from legation.app.progress import counted

if TYPE_CHECKING:
    from legation.evaluate.claimscores import Attribution
    from legation.evaluate.corpusscores import CorpusScore, ReadLines
    from legation.evaluate.passages import Passage
    from legation.evaluate.polnear import MarkedText
    from legation.evaluate.polnearscores import FindAttributions


def load_finder(pipeline: str, weights: Path | None) -> tuple[FindAttributions, str]:
    """Load the reader and return what finds outer attributions in a text, and its teachers."""
    from legation.evaluate.claimscores import Attribution
    from legation.evaluate.polnearscores import outer
    from legation.extract.claimreader import HEAD, load_claim_reader
    from legation.extract.claims import find_attributions
    from legation.extract.mentions import find_mentions
    from legation.extract.parse import load_pipeline, parse
    from legation.extract.parties import Parties
    from legation.extract.weights import load_weights
    from legation.records import Document

    language, reader = load_pipeline(pipeline), load_claim_reader(weights)
    learnt_from = ", ".join(load_weights(weights).card[HEAD]["learnt_from"])

    def find(text: MarkedText) -> list[Attribution]:
        document = Document.make(
            text=text.text, title=text.id, published_on=text.date, language="en"
        )
        parsed = parse(document, language)
        found = find_attributions(parsed, Parties(parsed, find_mentions(parsed)), reader)
        return outer(
            [
                Attribution(
                    one.draft.source, one.draft.cue, one.draft.content, one.nature.confidence
                )
                for one in found
                if one.nature.confidence >= reader.threshold
            ]
        )

    return find, learnt_from


@dataclass(frozen=True, slots=True)
class PartScore:
    """The scores of one part of the corpus: all of it, our own passages, releases."""

    told: dict[str, dict[str, Any]]
    wrong: list[str]


def score_part(passages: Sequence[Passage], read: ReadLines) -> PartScore:
    """Return the scores of `read` on passages, also for our own and the real ones alone."""
    from legation.evaluate.corpusscores import score_corpus

    told = {}
    wrong: list[str] = []
    halves = {
        "own": [one for one in passages if not one.title],
        "real": [one for one in passages if one.title],
    }
    known: dict[str, list[dict[str, Any]]] = {}

    def once(document: Any) -> list[dict[str, Any]]:  # noqa: ANN401  (a `Document`)
        if document.id not in known:
            known[document.id] = read(document)
        return known[document.id]

    for name, some in halves.items():
        score = score_corpus(counted(some, f"passages ({name})"), once)
        told[name] = _told(score)
        wrong += score.wrong
    told["all"] = _told(score_corpus(passages, once))
    return PartScore(told, wrong)


def _told(score: CorpusScore) -> dict[str, Any]:
    from legation.evaluate.corpusscores import calibration_error

    return {
        "n_documents": score.attributions.n_documents,
        "n_claims": score.attributions.tallies["triple"].n_gold,
        **{name: asdict(rate) for name, rate in score.attributions.rates().items()},
        "chains_whole": score.chains.share,
        "n_chains": score.chains.n,
        "denied": asdict(score.denied.rate()),
        "act": score.acts.share,
        "negated": score.negation.share,
        "certainty_macro": score.certainty,
        "certainty_by_seventh": {
            str(place): one.share for place, one in sorted(score.sevenths.items())
        },
        "speaker": score.speakers.share,
        "lookalikes_taken": None if score.lookalikes.share is None else 1 - score.lookalikes.share,
        "calibration_error": calibration_error(score.attributions.confidences),
    }


def corpus_rows(told: Mapping[str, Mapping[str, Any]]) -> list[dict[str, str]]:
    """Return the rows of the table that people read: F1 and shares in three decimals."""
    rows = []
    for measure in told["all"]:
        if measure == "certainty_by_seventh":
            continue
        row = {"measure": measure.replace("_", " ")}
        for name in ("all", "own", "real"):
            row[name] = _figure(told[name][measure])
        rows.append(row)
    return rows


def _figure(value: Any) -> str:  # noqa: ANN401  (a count, a share, or rates)
    if value is None:
        return "–"
    if isinstance(value, dict):
        return f"{value['f1']:.3f}"
    return f"{value:,}" if isinstance(value, int) else f"{value:.3f}"
