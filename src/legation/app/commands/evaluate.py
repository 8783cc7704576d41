"""`legation evaluate`: measure this program against what people marked.

In: a file of gold in the contract of the export. Out: precision, recall and F1.
Not here: the scorer (`evaluate.gold`).
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from legation import __version__
from legation.app.commands.evaluate_contacts import contacts
from legation.app.commands.evaluate_events import events
from legation.app.commands.evaluate_linking import linking
from legation.app.options import Session
from legation.app.tables import Column, Row, write_table

if TYPE_CHECKING:
    from legation.evaluate.gold import GoldScore, Rates
    from legation.records import Document

COLUMNS = (
    Column("what", "name"),
    Column("gold", "n_gold", number=True),
    Column("found", "n_found", number=True),
    Column("right", "n_right", number=True),
    Column("precision", "precision", number=True),
    Column("recall", "recall", number=True),
    Column("F1", "f1", number=True),
    Column("exact precision", "exact_precision", number=True),
    Column("exact recall", "exact_recall", number=True),
    Column("exact F1", "exact_f1", number=True),
)


@click.group(name="evaluate")
def command() -> None:
    """Measure this program against gold."""


command.add_command(contacts)
command.add_command(events)
command.add_command(linking)


@command.command(name="gold")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False, exists=True))
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
@click.pass_obj
def gold(session: Session, file: Path, as_json: bool) -> None:
    """Score this program against FILE: JSON lines as `export` writes them.

    First the `document` lines, which carry `text`; then gold records. Only the fields that
    gold gives are scored.
    """
    from legation.evaluate.gold import score_gold

    with click.open_file(str(file), encoding="utf-8") as lines:
        score = score_gold(lines, load_line_reader(session.settings.pipeline), name=str(file))
    if as_json:
        json.dump(score.to_json(), sys.stdout, ensure_ascii=False, indent=1)
        click.echo()
        return
    write_table(_iter_rows(score), COLUMNS, sys.stdout)
    if score.ignored:
        told = ", ".join(f"{name} ({n:,})" for name, n in score.ignored.items())
        click.echo(f"given but not compared: {told}", err=True)


def load_line_reader(pipeline: str) -> Callable[[Document], list[dict[str, Any]]]:
    """Return what reads one document into all its lines of the export."""
    from legation.app.pipeline import load_reader
    from legation.app.rows import iter_lines
    from legation.app.views import join_readings
    from legation.records import KINDS

    read = load_reader(pipeline)
    return lambda document: list(iter_lines(join_readings([read(document)]), None, KINDS))


def _iter_rows(score: GoldScore) -> Iterator[Row]:
    for row in score.rows():
        yield {
            "name": row.name,
            "n_gold": row.n_gold,
            "n_found": row.n_found,
            "n_right": row.n_right,
            **_rates("", row.overlap),
            **_rates("exact_", row.exact),
        }


def _rates(prefix: str, rates: Rates | None) -> dict[str, str | None]:
    """Return rates as three decimals; None where there was nothing to divide by."""
    names = ("precision", "recall", "f1")
    values = [None if rates is None else getattr(rates, name) for name in names]
    return {
        f"{prefix}{name}": None if value is None else f"{value:.3f}"
        for name, value in zip(names, values, strict=True)
    }


CLAIM_COLUMNS = (
    Column("measure", "measure"),
    Column("precision", "p", number=True),
    Column("recall", "r", number=True),
    Column("F1", "f1", number=True),
)


@command.command(name="claims")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False, exists=True))
@click.option(
    "--format",
    "form",
    type=click.Choice(("polnear",)),
    default="polnear",
    help="The form of FILE.  [default: polnear]",
)
@click.option(
    "--weights",
    type=click.Path(path_type=Path, dir_okay=False, exists=True),
    help="Read with these weights instead of the shipped ones.",
)
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
@click.pass_obj
def claims(session: Session, file: Path, form: str, weights: Path | None, as_json: bool) -> None:
    """Score the reader of claims on attributions that others marked.

    FILE holds PolNeAR's articles as JSON lines, gzipped or not. Wishes and intentions count
    here, nested claims do not: so PolNeAR counts.
    """
    del form  # there is one so far
    from legation.app.claimscoring import load_finder
    from legation.app.progress import counted
    from legation.evaluate.corpusscores import calibration_error
    from legation.evaluate.polnear import iter_polnear
    from legation.evaluate.polnearscores import score_polnear

    find, learnt_from = load_finder(session.settings.pipeline, weights)
    texts = counted(iter_polnear(file), "articles")
    score = score_polnear(texts, find, system=f"legation {__version__}", learnt_from=learnt_from)
    if as_json:
        json.dump(score.to_json(), sys.stdout, ensure_ascii=False, indent=1)
        click.echo()
        return
    rows = [
        {
            "measure": name.replace("_", " "),
            **{k: f"{getattr(rate, k):.3f}" for k in ("p", "r", "f1")},
        }
        for name, rate in (*score.score.rates().items(), *score.score.spans().items())
    ]
    write_table(rows, CLAIM_COLUMNS, sys.stdout)
    error = calibration_error(score.score.confidences)
    click.echo(f"expected calibration error of confidence: {error:.3f}", err=True)
    click.echo(
        f"{score.system}, learnt from {score.learnt_from}; {score.score.n_documents:,} documents, "
        f"{score.words_per_cpu_s:,.0f} words a processor second",
        err=True,
    )


@command.command(name="corpus")
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False, exists=True))
@click.option(
    "--releases",
    type=click.Path(path_type=Path, dir_okay=False, exists=True),
    help="The White House releases that the folder labels: whitehouse.jsonl.gz.",
)
@click.option(
    "--part",
    type=click.Choice(("train", "dev", "test")),
    help="Score the reading of this part's claims; without it, tell what the corpus holds.",
)
@click.option("--wrong", is_flag=True, help="With --part train or dev: list what was read wrongly.")
@click.option("--agreement", is_flag=True, help="Tell how far the second annotator agrees.")
@click.option("--contested", is_flag=True, help="Score which claims that meet are found.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
@click.pass_obj
def corpus(  # noqa: PLR0913  (one for each option)
    session: Session,
    *,
    folder: Path,
    releases: Path | None,
    part: str | None,
    wrong: bool,
    agreement: bool,
    contested: bool,
    as_json: bool,
) -> None:
    """Check a corpus of claims, or score the reading of one of its parts.

    FOLDER is one such as corpora/claims. Every bracket is checked; the first that is wrong is
    named with its file and line.
    """
    from legation.app import claimscoring as scoring

    if contested:
        told = scoring.score_cases(folder, part or "test", session.settings.pipeline)
        table = scoring.pair_table(told)
    elif agreement:
        told = scoring.tell_agreement(folder, releases)
        table = scoring.plain_table(told)
    elif part is None:
        told = scoring.tell_tally(folder, releases)
        table = scoring.tally_table(told)
    else:
        scored = scoring.score_part(
            scoring.passages_of(folder, releases, part),
            load_line_reader(session.settings.pipeline),
        )
        told, table = scored.told, scoring.score_table(scored.told)
        if wrong and part != "test":
            for line in scored.wrong:
                click.echo(line, err=True)
    if as_json:
        json.dump(told, sys.stdout, ensure_ascii=False, indent=1)
        click.echo()
    else:
        write_table(*table, sys.stdout)
