"""One text as it was read.

In: what `ingest` cleaned. Out: `Document`.
Not here: what the text says (all other records).
"""

from __future__ import annotations

from dataclasses import dataclass

from legation.records.ids import DocumentId, make_id


@dataclass(frozen=True, slots=True)
class Document:
    """One article, release or page; its `text` never changes once it is stored."""

    id: DocumentId
    title: str
    """The headline, or the first line; empty where there is none."""
    text: str
    publisher: str | None
    url: str | None
    """Where it was published; a source a reader can look up, never a path of this machine."""
    published_on: str | None
    """The day of publication, `YYYY-MM-DD`; None when the document does not say."""
    language: str | None
    """ISO 639-1 code; None when the text is too short to tell."""
    origin: DocumentId
    """The document whose report this one repeats; its own id when it is the first."""
    source: str | None = None
    """Where the text itself says it has it from, in its own words; several are joined by `; `."""

    @classmethod
    def make(
        cls,
        *,
        text: str,
        title: str = "",
        publisher: str | None = None,
        url: str | None = None,
        published_on: str | None = None,
        language: str | None = None,
        source: str | None = None,
    ) -> Document:
        """Return a document whose id hashes its text and its url, else its publisher and title.

        The path, the container and the day of reading do not count: the same release from
        a folder, an archive or standard input is one document. Nor does its `source`, which
        may be told more fully the next time.
        """
        where = (url,) if url else (publisher or "", title)
        identity = make_id("document", text, *where)
        return cls(identity, title, text, publisher, url, published_on, language, identity, source)

    @property
    def n_characters(self) -> int:
        """Length of the text in code points."""
        return len(self.text)
