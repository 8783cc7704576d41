"""Cut a text into paragraphs and headings.

In: the cleaned text of one document. Out: `Block`s in reading order, with soft line breaks
and list marks told apart from paragraph breaks.
Not here: sentences (`extract.parse`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

# Releases are re-published wrapped at 72 columns. A text is taken for wrapped when none of
# its lines is longer than this and several come near it; White House releases: median of
# the longest line 72, Kremlin pages (one line a paragraph): 1,020.
WRAP_COLUMN = 100
NEAR_WRAP = 55

# A heading is short and does not end like a sentence.
HEADING_CHARACTERS = 140

_PARAGRAPH_BREAK = re.compile(r"\n[^\S\n]*\n\s*")
_LIST_MARK = re.compile(r"\s*(?:[-*•·–—▪]|\(?\d{1,2}[.)]|[A-Z]\.)\s+")
# Capitals, up to a dash: places and agencies; "KYIV, Ukraine", "WASHINGTON (Agency)".
_DATELINE = re.compile(
    r"(?P<words>[A-ZÀ-Þ][A-ZÀ-Þ.'’\- ]{2,30}(?:[/,] ?[\w. ]{2,30})?(?: ?\([^)\n]{2,30}\))?)"
    r"[ \n]?(?:—|–|--| - )\s*(?=[\w“\"‘'])"
)
_SENTENCE_END = re.compile(r"[.!?…:;][\"'”’)\]]*\s*$")


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph or heading: `[start, end)` of the text, blanks at the ends left out."""

    start: int
    end: int
    heading: bool


def iter_blocks(text: str) -> Iterator[Block]:
    """Yield the blocks of `text` in order; they do not overlap and hold all that is not blank."""
    wrapped = _is_wrapped(text)
    position = 0
    for stop, resume in (*_iter_breaks(text, wrapped), (len(text), len(text))):
        block = _trimmed(text, position, stop)
        if block is not None:
            yield from _without_dateline(text, block)
        position = resume


def _without_dateline(text: str, block: Block) -> Iterator[Block]:
    """Set "BERLIN, March 3 (Agency) —" apart: it opens the paragraph but says nothing in it."""
    dateline = _DATELINE.match(text, block.start, block.end)
    if dateline is None or dateline.end() >= block.end:
        yield block
        return
    yield Block(block.start, block.start + len(dateline["words"].rstrip()), heading=True)
    yield Block(dateline.end(), block.end, block.heading)


def _iter_breaks(text: str, wrapped: bool) -> Iterator[tuple[int, int]]:
    """Yield (end of one block, start of the next) for each paragraph break."""
    for line_break in re.finditer(r"\n\s*", text):
        blank_line = "\n" in line_break.group()[1:]
        if blank_line or not wrapped or _LIST_MARK.match(text, line_break.end()):
            yield line_break.start(), line_break.end()
            continue
        line_start = text.rfind("\n", 0, line_break.start()) + 1
        if line_break.start() - line_start < NEAR_WRAP and _SENTENCE_END.search(
            text[line_start : line_break.start()]
        ):
            yield line_break.start(), line_break.end()


def _is_wrapped(text: str) -> bool:
    # An address or a word that cannot be broken runs over in a wrapped text too.
    lengths = [len(line) for line in text.split("\n") if line.count(" ") > 3]
    near = sum(length >= NEAR_WRAP for length in lengths)
    return near >= 2 and max(lengths) <= WRAP_COLUMN


def _trimmed(text: str, start: int, end: int) -> Block | None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start == end:
        return None
    words = text[start:end]
    heading = len(words) <= HEADING_CHARACTERS and not _SENTENCE_END.search(words)
    return Block(start, end, heading)


def flattened(text: str) -> str:
    """Return `text` with every line break and tab turned into one blank: offsets do not move."""
    return re.sub(r"[\n\r\t\v\f\u2028\u2029\xa0]", " ", text)
