"""Read many documents at once: extract and link each, in this process or in several.

In: `Document`s. Out: one `Reading` or one `Issue` for each, in the order they came.
Not here: storing them (`app.commands.read`), joining them (`app.joining`).
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import replace
from functools import cache
from itertools import chain
from multiprocessing.connection import Connection
from pathlib import Path

from legation.records import Document, Issue, LegationError, Reading, make_id
from legation.reference import own

Reader = Callable[[Document], Reading]
MakeReader = Callable[[str], Reader]

# Starting workers takes about as long as reading this much in one process (some 6,000 words).
SMALL_CHARACTERS = 40_000

# Documents that wait for each worker: enough that a long one does not leave the others idle,
# few enough that a stream of any length stays out of memory.
WAITING = 16

# One thread a worker: the workers are the parallelism, and threads below them only fight.
_THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "BLIS_NUM_THREADS")


class ReadError(LegationError):
    """A document cannot be read by this program; the rest of the run goes on."""


def load_reader(pipeline: str) -> Reader:
    """Load the language pipeline and the shelf and return what reads one document with them.

    The shelf is the one that this process reads with (`reference.own`).

    Raises:
        PipelineError: The pipeline is not installed.
        ShelfError: The user's own file of the shelf is missing or broken.
    """
    from legation.extract.parse import load_pipeline
    from legation.extract.read import extract
    from legation.reference.shelf import load_shelf
    from legation.resolve.linking import link
    from legation.resolve.settling import settle

    language, shelf = load_pipeline(pipeline), load_shelf()

    def read(document: Document) -> Reading:
        reading = extract(document, language)
        return settle(replace(reading, links=link(reading, shelf)))

    return read


def read_documents(
    documents: Iterable[Document],
    *,
    pipeline: str,
    workers: int = 0,
    make_reader: MakeReader = load_reader,
) -> Generator[Reading | Issue, None, None]:
    """Yield what was found in each document, in order; an `Issue` where reading failed.

    Unless told how many, little text is read in this process, more by several.

    Args:
        documents: Read as they are needed; the stream may be endless.
        pipeline: Name of an installed spaCy pipeline.
        workers: Number of processes; 0 means one for each core this process may use,
            or none where there is little text.
        make_reader: Makes the reader in each process; it must be importable by name.

    Raises:
        LegationError: The reader itself cannot be loaded.
    """
    stream = iter(documents)
    first: list[Document] = []
    if not workers:
        first = list(_take(stream, SMALL_CHARACTERS))
        small = sum(document.n_characters for document in first) < SMALL_CHARACTERS
        workers = 1 if small else len(os.sched_getaffinity(0))
    if workers == 1:
        for document in chain(first, stream):
            yield _read(make_reader, pipeline, document)
        return
    with _Workers(workers, make_reader, pipeline) as pool:
        yield from pool.read(chain(first, stream))


def _take(stream: Iterator[Document], characters: int) -> Iterator[Document]:
    """Yield documents until they hold so many characters together."""
    for document in stream:
        yield document
        characters -= document.n_characters
        if characters <= 0:
            return


@cache
def _reader(make_reader: MakeReader, pipeline: str, _own: Path | None) -> Reader:
    # Another file of the shelf makes another reader, though it is not handed on.
    return make_reader(pipeline)


def _read(make_reader: MakeReader, pipeline: str, document: Document) -> Reading | Issue:
    """Return the document's reading, or why there is none; only a missing reader raises."""
    reader = _reader(make_reader, pipeline, own.chosen())
    try:
        return reader(document)
    except Exception as error:  # noqa: BLE001  (one bad document must not end the run)
        return unreadable(document, f"{type(error).__name__}: {error}")


def unreadable(document: Document, reason: str, stage: str = "extract") -> Issue:
    """Return the issue that sets `document` aside, with the reason a reader can act on."""
    place = document.url or document.title or document.id
    whole = f"{place}: could not be read, {reason}; the document is set aside, please report it"
    identity = make_id("issue", document.id, stage, reason)
    return Issue(identity, document.id, None, None, stage, whole, place)


class _Workers:
    """Several reading processes that end when this one does, however it ends."""

    def __init__(self, count: int, make_reader: MakeReader, pipeline: str) -> None:
        self._count = count
        self._task = (make_reader, pipeline)
        # Fresh interpreters: a fork would carry along threads and an open database.
        self._context = multiprocessing.get_context("spawn")
        for name in _THREADS:
            os.environ.setdefault(name, "1")
        self._start(count)

    def __enter__(self) -> _Workers:
        return self

    def __exit__(self, *_: object) -> None:
        self._stop()

    def read(self, documents: Iterable[Document]) -> Iterator[Reading | Issue]:
        """Yield one result a document, in order, while later documents are being read."""
        waiting: deque[tuple[Document, Future[Reading | Issue]]] = deque()
        for document in documents:
            waiting.append((document, self._submit(document)))
            if len(waiting) >= WAITING * self._count:
                yield self._next(waiting)
        while waiting:
            yield self._next(waiting)

    def _next(self, waiting: deque[tuple[Document, Future[Reading | Issue]]]) -> Reading | Issue:
        document, future = waiting.popleft()
        try:
            return future.result()
        except BrokenProcessPool:
            return self._after_crash(document, waiting)

    def _after_crash(
        self, document: Document, waiting: deque[tuple[Document, Future[Reading | Issue]]]
    ) -> Reading | Issue:
        """Read `document` again alone: a process died, and nobody knows over which document."""
        self._stop()
        self._start(1)
        try:
            result = self._submit(document).result()
        except BrokenProcessPool:
            result = unreadable(document, "it ended the process that read it (out of memory?)")
        self._stop()
        self._start(self._count)
        for index, (other, future) in enumerate(waiting):
            if not (future.done() and not future.cancelled() and future.exception() is None):
                waiting[index] = (other, self._submit(other))
        return result

    def _submit(self, document: Document) -> Future[Reading | Issue]:
        try:
            return self._pool.submit(_read, *self._task, document)
        except BrokenProcessPool as error:
            # It died since we last looked; the future says so when its turn comes.
            future: Future[Reading | Issue] = Future()
            future.set_exception(error)
            return future

    def _start(self, count: int) -> None:
        lifeline, self._held = self._context.Pipe(duplex=False)
        self._lifeline = lifeline
        self._pool = ProcessPoolExecutor(
            count,
            mp_context=self._context,
            initializer=_begin,
            initargs=(lifeline, own.chosen()),
        )

    def _stop(self) -> None:
        """End the processes at once: what they hold is read again by the next run."""
        self._held.close()
        self._pool.shutdown(wait=True, cancel_futures=True)
        self._lifeline.close()


def _begin(lifeline: Connection, shelf: Path | None) -> None:
    """Set up a worker: it reads with the parent's shelf, heeds no keyboard, and dies with it."""
    own.choose(shelf)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, args=(lifeline,), daemon=True).start()


def _end_with_parent(lifeline: Connection) -> None:
    # Nothing is ever sent. The other end closes when the parent is done or dies (kill -9
    # too): only then does this return, and the process has nothing left to do.
    lifeline.poll(None)
    os._exit(0)
