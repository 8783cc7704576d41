"""The page before it is ink: sentences with their references, in sections.

In: what `briefing.compose` chose and `briefing.sentences` worded. Out: `Page`.
Not here: Markdown and HTML (`briefing.markdown`, `briefing.html`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from legation.records import Document, DocumentId, RecordId, Span


@dataclass(frozen=True, slots=True)
class Frame:
    """From when and about whom the page is: what the reader asked for."""

    as_of: date
    """Nothing published after this day is used."""
    since: date | None = None
    """What was first reported after this day is marked new; None marks nothing."""
    about: tuple[str, ...] = ()
    """ISO codes of the states, or ids of actors; empty: everything on the desk."""


@dataclass(frozen=True, slots=True)
class Reference:
    """What one sentence rests on: a passage, records that were counted, or a computation.

    Exactly one of the three fields is filled.
    """

    passage: Span | None = None
    counted: tuple[RecordId, ...] = ()
    """The records behind a count that we made ourselves."""
    computed: str | None = None
    """Table, model and scenario of a number that we computed ourselves."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence, the form that made it and the records that it was made from."""

    form: str
    records: tuple[RecordId, ...]
    text: str
    references: tuple[Reference, ...]
    new: bool = False
    """First reported after the frame's `since`."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two claims that do not agree, side by side, and what the second does to the first."""

    left: Sentence
    right: Sentence
    relation: Sentence

    def iter_sentences(self) -> Iterator[Sentence]:
        """Yield the two claims, then the relation."""
        yield self.left
        yield self.right
        yield self.relation


@dataclass(frozen=True, slots=True)
class Picture:
    """One drawing; its caption is a sentence like any other and cites what is drawn."""

    name: str
    spec: Mapping[str, Any] | None
    """A Vega-Lite specification; None when there is nothing to draw."""
    caption: Sentence
    alt: str
    """What the picture shows, for a reader who cannot see it."""


@dataclass(frozen=True, slots=True)
class Group:
    """Sentences under one small heading."""

    heading: str
    sentences: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """One part of the page."""

    key: str
    """A short name that never changes: `moment`, `means` …"""
    heading: str
    lead: tuple[Sentence, ...] = ()
    groups: tuple[Group, ...] = ()
    pairs: tuple[Pair, ...] = ()
    pictures: tuple[Picture, ...] = ()

    def iter_sentences(self) -> Iterator[Sentence]:
        """Yield every sentence in the order in which it is read; captions come last."""
        yield from self.lead
        for group in self.groups:
            yield from group.sentences
        for pair in self.pairs:
            yield from pair.iter_sentences()
        for picture in self.pictures:
            yield picture.caption


@dataclass(frozen=True, slots=True)
class Page:
    """A whole brief."""

    frame: Frame
    title: str
    opening: tuple[Sentence, ...]
    """The as-of line: from when, from how much."""
    sections: tuple[Section, ...]
    documents: Mapping[DocumentId, Document] = field(default_factory=dict)
    """Every document that a reference points into."""

    def iter_sentences(self) -> Iterator[Sentence]:
        """Yield every sentence in the order in which it is read."""
        yield from self.opening
        for section in self.sections:
            yield from section.iter_sentences()


def number_references(page: Page) -> dict[Reference, int]:
    """Return each reference with its number, from 1, in the order in which it is first cited."""
    numbers: dict[Reference, int] = {}
    for sentence in page.iter_sentences():
        for reference in sentence.references:
            numbers.setdefault(reference, len(numbers) + 1)
    return numbers
