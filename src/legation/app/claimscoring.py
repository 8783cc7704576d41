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
from legation.app.tables import Column

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
    from legation.evaluate.corpusscores import calibration_curve, calibration_error

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
        "calibration_curve": calibration_curve(score.attributions.confidences),
    }


Table = tuple[list[dict[str, str]], tuple[Column, ...]]


def passages_of(folder: Path, releases: Path | None, part: str) -> list[Passage]:
    """Return the passages of one part of a corpus."""
    from legation.evaluate.corpus import load_corpus, part_of

    return [one for one in load_corpus(folder, releases) if part_of(one) == part]


def tell_tally(folder: Path, releases: Path | None) -> dict[str, dict[str, int]]:
    """Return how much of what is in a corpus and each of its parts."""
    from legation.evaluate.corpus import PARTS, load_corpus, part_of, tally

    passages = load_corpus(folder, releases)
    return {
        "all": tally(passages),
        **{part: tally(one for one in passages if part_of(one) == part) for part in PARTS},
    }


def tally_table(told: Mapping[str, Mapping[str, int]]) -> Table:
    """Lay out a tally: one row for what is counted, one column for each part."""
    rows = [
        {"what": what, **{part: f"{counts[what]:,}" for part, counts in told.items()}}
        for what in told["all"]
    ]
    return rows, table_columns("what", *told)


def tell_agreement(folder: Path, releases: Path | None) -> dict[str, Any]:
    """Return how far the second annotator of a corpus agrees with the first."""
    from legation.evaluate.agreement import agreement
    from legation.evaluate.corpus import load_corpus, load_second

    first, second = load_corpus(folder, releases), load_second(folder, releases)
    return asdict(agreement(first, second))


def plain_table(told: Mapping[str, Any]) -> Table:
    """Lay out figures one a row."""
    flat = {name: value for name, value in told.items() if name != "rates"}
    rows = [
        {"measure": name.replace("_", " "), "figure": figure_of(value)}
        for name, value in {**flat, **told.get("rates", {})}.items()
    ]
    return rows, table_columns("measure", "figure")


def score_cases(folder: Path, part: str, pipeline: str) -> dict[str, Any]:
    """Return which pairs of claims that meet are found in one part of the contested cases."""
    from legation.app.pipeline import load_reader
    from legation.app.rows import iter_lines
    from legation.app.views import join_readings
    from legation.evaluate.contested import iter_cases, score_contested
    from legation.evaluate.corpus import part_of
    from legation.records import KINDS

    read = load_reader(pipeline)
    cases = [
        case
        for path in sorted((folder / "contested").glob("*.txt"))
        for case in iter_cases(path)
        if part_of(case.passages[0]) == part
    ]
    score = score_contested(
        cases,
        lambda some: list(iter_lines(join_readings([read(one) for one in some]), None, KINDS)),
    )
    tallies = {"any relation": score.met, **score.by_relation}
    return {
        name: {"n_gold": one.n_gold, "n_found": one.n_found, **asdict(one.rate())}
        for name, one in tallies.items()
    }


def pair_table(told: Mapping[str, Mapping[str, Any]]) -> Table:
    """Lay out how many pairs are found, by relation."""
    rows = [
        {"relation": name, **{key: figure_of(value) for key, value in figures.items()}}
        for name, figures in told.items()
    ]
    return rows, table_columns("relation", *next(iter(told.values())))


def score_table(told: Mapping[str, Mapping[str, Any]]) -> Table:
    """Lay out the scores of a part: F1 and shares in three decimals."""
    rows = [
        {
            "measure": measure.replace("_", " "),
            **{name: figure_of(told[name][measure]) for name in ("all", "own", "real")},
        }
        for measure in told["all"]
        if measure not in {"certainty_by_seventh", "calibration_curve"}
    ]
    return rows, table_columns("measure", "all", "own", "real")


def table_columns(first: str, *others: str) -> tuple[Column, ...]:
    """Return the columns of a table of figures: words first, then numbers."""
    return (
        Column(first, first),
        *(Column(name.replace("_", " "), name, number=True) for name in others),
    )


def figure_of(value: Any) -> str:  # noqa: ANN401  (a count, a share, or rates)
    """Return a count, a share or the F1 of rates as it is printed."""
    if value is None:
        return "–"
    if isinstance(value, dict):
        return f"{value['f1']:.3f}"
    return f"{value:,}" if isinstance(value, int) else f"{value:.3f}"
