"""Keep what was read, and give it back as it was.

In: readings, joined records, issues, reviews. Out: the same, chosen by day, actor, kind or words.
Not here: finding, linking and joining (`extract`, `resolve`); the day's view (`app`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from types import TracebackType
from typing import Self, Unpack

from sqlalchemy import func, select

from legation.records import (
    KINDS,
    Actor,
    Document,
    DocumentId,
    Issue,
    Link,
    MentionId,
    Reading,
    RecordError,
    RecordId,
    Review,
)
from legation.records.lines import Joined, Record, kind_of
from legation.store import asking, sayings, search, writing
from legation.store.asking import Asked
from legation.store.database import Database, open_database
from legation.store.decisions import Decision
from legation.store.errors import DeskError
from legation.store.rows import JOINED_KINDS, Concluded, body, issue_row, joined_rows, reading_rows
from legation.store.sayings import Sayings, ToldContact
from legation.store.schema import DOCUMENT, ISSUE, RECORD, REVIEW
from legation.store.search import Hit
from legation.store.windows import readings_within

__all__ = ["Asked", "Desk", "DeskError", "Hit", "open_desk"]


class Desk:
    """One desk, open; what a method has stored when it returns is safe from then on."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        _type: type[BaseException] | None,
        _error: BaseException | None,
        _traceback: TracebackType | None,
    ) -> None:
        self.close()

    @property
    def path(self) -> Path:
        """The file of the desk."""
        return self._database.path

    def close(self) -> None:
        """Close the file; closing twice does nothing."""
        self._database.close()

    def has(self, document_id: DocumentId, method: str | None = None) -> bool:
        """Tell whether the document was read, by whatever method, or by this one."""
        statement = select(DOCUMENT.c.method).where(DOCUMENT.c.id == document_id)
        with self._database.reading() as connection:
            row = connection.execute(statement).one_or_none()
        return row is not None and method in (None, row.method)

    def save(self, reading: Reading, *, method: str | None = None) -> None:
        """Store a reading whole, in one transaction, in place of what was held of its document.

        Saving the same again changes nothing. The origin that `set_origins` stored stays unless
        the document brings another than itself. Where two records of the reading have one id,
        the first is kept and an issue of stage `store` tells of the other.

        Args:
            reading: One document with what was found in it.
            method: What read it, for `has` to ask.

        Raises:
            RecordError: The reading does not hold together (a party names a mention it has not,
                a date is no date); nothing of it is stored.
            DeskError: The desk cannot be written; nothing of the reading is stored.
        """
        rows = reading_rows(reading, method)
        with self._database.writing() as connection:
            writing.put_reading(connection, rows)

    def save_issue(self, issue: Issue) -> None:
        """Store something that was not used; the same again changes nothing.

        Raises:
            DeskError: The desk cannot be written.
        """
        row = issue_row(issue, 0, in_reading=False)
        with self._database.writing() as connection:
            writing.put_issue(connection, row)

    def save_joined(self, records: Iterable[Joined]) -> None:
        """Store incidents, contacts, disputes and signals in place of all there were.

        Raises:
            RecordError: One is of another kind; nothing is changed.
            DeskError: The desk cannot be written; nothing is changed.
        """
        joined = list(records)
        for record in joined:
            if kind_of(record) not in JOINED_KINDS:
                msg = f"{record.id}: a {kind_of(record)} is not joined; save its reading"
                raise RecordError(msg)
        rows = joined_rows(joined)
        with self._database.writing() as connection:
            writing.put_joined(connection, rows, JOINED_KINDS)

    def save_concluded(self, *records: Concluded) -> None:
        """Store questions, judgements, positions and estimates, each in place of its own id.

        Raises:
            RecordError: A field does not hold what its type says; nothing is changed.
            DeskError: The desk cannot be written; nothing is changed.
        """
        rows = joined_rows(records)
        with self._database.writing() as connection:
            writing.put_concluded(connection, rows)

    def save_review(self, *reviews: Review) -> None:
        """Add a person's corrections to the history, all or none; the same again changes nothing.

        What they decide of a mention's `actors` and `office` wins in all that is read from the
        desk from then on; what was found stays as it was stored. Joined records are as they were
        until they are joined again.

        Raises:
            RecordError: Another review has the id of one: history is not rewritten.
            DeskError: The desk cannot be written.
        """
        with self._database.writing() as connection:
            for review in reviews:
                writing.put_review(connection, review.record, review.id, body(review))
            for record in dict.fromkeys(review.record for review in reviews):
                document = connection.scalar(
                    select(RECORD.c.document_id).where(RECORD.c.id == record)
                )
                if document is not None:
                    writing.put_decided_parties(connection, document)

    def set_origins(self, origins: Mapping[DocumentId, DocumentId]) -> None:
        """Store which document each one repeats; documents that are not on the desk are passed.

        Raises:
            DeskError: The desk cannot be written; no origin is changed.
        """
        with self._database.writing() as connection:
            writing.put_origins(connection, origins)

    def documents(
        self, *, as_of: date | None = None, since: date | None = None, undated: bool = False
    ) -> list[Document]:
        """Return the documents in the order of publication, undated ones last.

        Args:
            as_of: Only those published on this day or earlier; undated ones are left out.
            since: Only those published on this day or later; undated ones are left out.
            undated: Undated ones all the same.
        """
        conditions = asking.select_documents(as_of, since, undated=undated)
        with self._database.reading() as connection:
            return list(asking.documents(connection, conditions))

    def reading(self, document_id: DocumentId) -> Reading:
        """Return a document with all that was found in it, as it was saved; links as decided.

        Raises:
            DeskError: The desk does not hold the document.
        """
        with self._database.reading() as connection:
            for reading in asking.readings(connection, [DOCUMENT.c.id == document_id]):
                return reading
        msg = f"{self.path}: the document {document_id} is not on this desk; read it first"
        raise DeskError(msg)

    def iter_readings(self, as_of: date | None = None) -> Iterator[Reading]:
        """Yield every reading as the desk holds it now, in the order of publication.

        Links are as people decided where they did (`store.decisions`).

        Args:
            as_of: Only documents published on this day or earlier; undated ones are left out.
        """
        with self._database.reading() as connection:
            yield from asking.readings(connection, asking.select_documents(as_of, None))

    def records(self, kind: str, **asked: Unpack[Asked]) -> Iterator[Record]:
        """Yield the records of one kind that are as asked.

        Documents, and what was found in them, come in the order of publication (undated ones
        last) and of reading; joined records, issues and reviews as they were stored.

        With `as_of` no document published later and no undated one counts. A joined record is
        then left out as soon as one of its reports is later: to see it as it stood, join again
        what was found by that day.

        Args:
            kind: One of `KINDS`.
            asked: See `Asked`. Of documents only `as_of since until text document limit` ask for
                something, of issues only `text document limit`, of reviews only `text limit`.
        """
        with self._database.reading() as connection:
            yield from asking.records(connection, kind, asked)

    def record(self, identity: RecordId) -> Record | None:
        """Return the record of this id, of any kind; None when the desk does not hold it."""
        with self._database.reading() as connection:
            return asking.record(connection, identity)

    def links(self, as_of: date | None = None) -> dict[MentionId, Link]:
        """Return who each mention is, as people decided where they did.

        Args:
            as_of: Only mentions in documents published by this day; undated ones are left out.
        """
        with self._database.reading() as connection:
            return asking.links(connection, asking.select_documents(as_of, None))

    def decisions(self) -> dict[MentionId, Decision]:
        """Return what people decided about links, as it stands now."""
        with self._database.reading() as connection:
            return asking.decisions(connection)

    def search(self, words: str, as_of: date | None = None, limit: int = 20) -> list[Hit]:
        """Return the documents that hold all of the words, best first.

        Args:
            words: Words in any form (`sanction` finds `sanctions`), "phrases in quotes",
                `beginnings*`; capitals and diacritics do not count.
            as_of: Only documents published by this day; undated ones are left out.
            limit: At most so many.
        """
        with self._database.reading() as connection:
            return search.find(connection, words, as_of, limit)

    def newest_day(self) -> date | None:
        """Return the day of the newest document; None when none bears a date."""
        with self._database.reading() as connection:
            newest = sayings.newest_day(connection)
        return None if newest is None else date.fromisoformat(newest[:10])

    def said_by(self, actor: str, as_of: date | None = None, limit: int | None = None) -> Sayings:
        """Return what an actor said in which others are named, newest first, no copies.

        Args:
            actor: Its id.
            as_of: Only documents published by this day; undated ones are left out.
            limit: At most so many claims.
        """
        with self._database.reading() as connection:
            return sayings.find_sayings(connection, actor, "speaker", as_of, limit)

    def said_of(self, actor: str, as_of: date | None = None, limit: int | None = None) -> Sayings:
        """Return what others said in which an actor is named; otherwise as `said_by`."""
        with self._database.reading() as connection:
            return sayings.find_sayings(connection, actor, "named", as_of, limit)

    def contacts_of(self, actor: str, *, with_days: bool = True) -> list[ToldContact]:
        """Return the contacts of an actor, or of all who speak for a state, by its id.

        Args:
            actor: Its id.
            with_days: Tell when each account was published; without, `days` stays empty.
        """
        with self._database.reading() as connection:
            return sayings.find_contacts(connection, actor, with_days=with_days)

    def events_of(self, documents: Sequence[DocumentId]) -> list[Reading]:
        """Return documents with their events, mentions, links and moments, and nothing else."""
        with self._database.reading() as connection:
            return sayings.readings_of_events(connection, documents)

    def readings_within(
        self, windows: Mapping[DocumentId, Sequence[tuple[int, int]]]
    ) -> list[Reading]:
        """Return documents with what touches some stretches of them, and who is meant there."""
        with self._database.reading() as connection:
            return readings_within(connection, windows)

    def actor(self, identity: str) -> Actor | None:
        """Return the actor of this id as a link of the desk names it; None: nobody does."""
        with self._database.reading() as connection:
            return sayings.find_actor(connection, identity)

    def issues(self) -> list[Issue]:
        """Return everything that was not used, in the order it came."""
        return [one for one in self.records("issue") if isinstance(one, Issue)]

    def reviews(self, record: RecordId | None = None) -> list[Review]:
        """Return the corrections, of one record or of all, oldest first."""
        found = (one for one in self.records("review") if isinstance(one, Review))
        return [one for one in found if record in (None, one.record)]

    def counts(self) -> dict[str, int]:
        """Return how many records of each kind there are; kinds with none are left out."""
        with self._database.reading() as connection:
            by_kind = select(RECORD.c.kind, func.count().label("n")).group_by(RECORD.c.kind)
            found: dict[str, int] = {row.kind: row.n for row in connection.execute(by_kind)}
            for kind, table in (("document", DOCUMENT), ("issue", ISSUE), ("review", REVIEW)):
                found[kind] = connection.scalar(select(func.count()).select_from(table)) or 0
        return {kind: found[kind] for kind in KINDS if found.get(kind)}


def open_desk(path: Path | str, *, create: bool = True) -> Desk:
    """Open the desk in the file `path`; a desk of an older version is brought forward.

    Args:
        path: The file. Beside it SQLite keeps `-wal` and `-shm` while it is open.
        create: Make a new desk where there is none.

    Raises:
        DeskError: There is none and `create` is False; the file is no desk, or one of a newer
            version; or it cannot be opened. Nothing is changed then.
    """
    return Desk(open_database(Path(path), create=create))
