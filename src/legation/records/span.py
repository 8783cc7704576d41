"""Point at words in a document.

In: a document id, offsets and the words. Out: `Span`.
Not here: how a text is cut into sentences (`extract.parse`).
"""

from __future__ import annotations

from dataclasses import dataclass

from legation.records.errors import SpanError
from legation.records.ids import DocumentId


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open stretch `[start, end)` of `Document.text`, with the words that stand there.

    Offsets count Unicode code points, as Python string indices do; never bytes, never
    tokens, never positions in the HTML. A span is never empty. `text` is always exactly
    `Document.text[start:end]`; it travels with the offsets so that a record can be read
    without its document, and so that a text that was changed underneath is noticed.
    """

    document: DocumentId
    start: int
    end: int
    text: str

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise SpanError(self.start, self.end)

    @classmethod
    def cut(cls, document: DocumentId, text: str, start: int, end: int) -> Span:
        """Return the span `[start, end)` of a document whose whole text is `text`.

        Raises:
            SpanError: The span is empty or runs past the end of `text`.
        """
        if end > len(text):
            raise SpanError(start, end, len(text))
        return cls(document, start, end, text[start:end])

    def fits(self, text: str) -> bool:
        """Tell whether `text` holds this span's words at its offsets."""
        return text[self.start : self.end] == self.text

    def overlaps(self, other: Span) -> bool:
        """Tell whether the two share at least one character of one document."""
        return self.document == other.document and self.start < other.end and other.start < self.end

    def holds(self, other: Span) -> bool:
        """Tell whether `other` lies wholly inside this span (equal counts)."""
        return (
            self.document == other.document and self.start <= other.start and other.end <= self.end
        )
