"""Find the day that stands over a stretch of text: diary lines, date headings, digests, datelines.

In: a parsed document and its moments. Out: for each block the moment that dates what is told in it
without a time of its own, and how far that reaches.
Not here: the time of a clause (`extract.moments`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from legation.extract.parse import Parsed, ParsedBlock
from legation.records import Moment, edtf

# "26 March: …", "Friday, 4 March. …", "2022-03-04 — …", "[4 March] …".
_BEFORE_DAY = re.compile(r"\s*(?:[-*•·–▪]\s+)?[(\[]?(?i:on )?(?:(?:the|early|late) )?")
_AFTER_DAY = re.compile(r"[)\]]?(?:\s*[:.—–]|\s+-{1,2}|[)\]])\s+(?=[\w“\"'‘(])")
# Nothing but a date, with what calendars add to it.
_BLANK = re.compile(r"[\s\W_]*")
# "Pakistan. …", "Group of Seven. …", "Aid: …": the name of an entry in a digest.
_LABEL = re.compile(r"[A-Z][\w’'-]*(?: [\w’'-]+){0,3}[.:] (?=[A-Z“])")
_LABEL_IN_SENTENCE = {"VERB", "AUX", "PRON"}
# A digest has at least so many entries; one block that opens shortly is only a short sentence.
_LEAST_ENTRIES = 2


@dataclass(frozen=True, slots=True)
class Entry:
    """The day over one block."""

    moment: Moment
    told_only: bool
    """True where the day dates only what is told as past, not what is still to come: digests
    and datelines. A diary line dates whatever stands in it."""


def find_entries(parsed: Parsed, moments: Iterable[Moment]) -> dict[int, Entry]:
    """Return the entry of each block that has one, by the block's ordinal."""
    inside = _by_block(parsed, moments)
    if not inside:
        return {}
    headings = _headings(parsed, inside)
    found: dict[int, Entry] = {}
    over: Entry | None = None
    for index, block in enumerate(parsed.blocks):
        placed = inside.get(index, [])
        if index in headings:
            over = Entry(headings[index], told_only=False)
        elif block.block.heading and not _is_dateline(parsed, index):
            over = None
        opening = _opening(block, placed)
        if opening is not None:
            found[index] = Entry(opening, told_only=False)
        elif over is not None:
            found[index] = over
        elif index and _is_dateline(parsed, index - 1):
            day = _only_day(inside.get(index - 1, []))
            if day is not None:
                found[index] = Entry(day, told_only=True)
    return {**_digest(parsed, inside), **found}


def _by_block(parsed: Parsed, moments: Iterable[Moment]) -> dict[int, list[Moment]]:
    inside: dict[int, list[Moment]] = {}
    index, n_blocks = 0, len(parsed.blocks)
    for moment in sorted(moments, key=lambda one: one.span.start):
        while index < n_blocks and parsed.blocks[index].block.end <= moment.span.start:
            index += 1
        if index < n_blocks and moment.value is not None:
            inside.setdefault(index, []).append(moment)
    return inside


def _is_day(moment: Moment) -> bool:
    first, last = edtf.bounds(moment.value or "..")
    return first is not None and first == last


def _only_day(moments: Iterable[Moment]) -> Moment | None:
    """Return the moment of a stretch that names one day and no other time."""
    told = list(moments)
    return told[0] if len(told) == 1 and _is_day(told[0]) else None


def _opening(block: ParsedBlock, moments: list[Moment]) -> Moment | None:
    if not moments or moments[0].value is None:
        return None
    text, moment = block.doc.text, moments[0]
    start, end = moment.span.start - block.start, moment.span.end - block.start
    before = _BEFORE_DAY.match(text)
    if before is None or start > before.end() or not _AFTER_DAY.match(text, end):
        return None
    return moment


def _headings(parsed: Parsed, inside: dict[int, list[Moment]]) -> dict[int, Moment]:
    """Return the blocks that are nothing but a date.

    A release has its own day of publication on top: one such line alone, with that day, is no
    heading of a diary.
    """
    found = {}
    for index, moments in inside.items():
        block, moment = parsed.blocks[index], moments[0]
        start, end = moment.span.start - block.start, moment.span.end - block.start
        text = block.doc.text
        if len(moments) == 1 and _BLANK.fullmatch(text[:start]) and _BLANK.fullmatch(text[end:]):
            found[index] = moment
    published = parsed.document.published_on
    if len(found) == 1 and any(moment.value == published for moment in found.values()):
        return {}
    return found


def _is_dateline(parsed: Parsed, index: int) -> bool:
    """Tell whether a heading was only set apart from the paragraph that it opens."""
    if not parsed.blocks[index].block.heading or index + 1 >= len(parsed.blocks):
        return False
    end, start = parsed.blocks[index].block.end, parsed.blocks[index + 1].block.start
    return "\n" not in parsed.document.text[end:start].strip(" ") and start - end > 1


def _digest(parsed: Parsed, inside: dict[int, list[Moment]]) -> dict[int, Entry]:
    """Return the entries of a digest, dated by the one day that its opening paragraph names."""
    labelled = [index for index, block in enumerate(parsed.blocks) if _has_label(parsed, block)]
    if len(labelled) < _LEAST_ENTRIES or not labelled[0]:
        return {}
    day = _only_day(inside.get(labelled[0] - 1, []))
    if day is None:
        return {}
    return {index: Entry(day, told_only=True) for index in labelled}


def _has_label(parsed: Parsed, block: ParsedBlock) -> bool:
    label = _LABEL.match(parsed.document.text[block.block.start : block.block.end])
    if label is None:
        return False
    words = (token for token in block.doc if token.idx < label.end())
    return not any(token.pos_ in _LABEL_IN_SENTENCE for token in words)
