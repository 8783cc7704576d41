"""Make claims of labelled words: whole stretches, quotations that run on, sentences that follow.

In: the `Row`s of a document's sentences, in order. Out: `Draft`s: source, cue and content as
stretches of the document.
Not here: labelling (`claimheads`), speakers, acts and records (`claims`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from legation.extract.claimheads import Row
from legation.extract.claimrules import Proposal
from legation.extract.claimtraits import ADDRESSEE, CONTENT, CUE, NONE, SOURCE, ClaimView
from legation.extract.clauses import Range
from legation.extract.quotes import Quotation

_LEFT_OUT = frozenset(".,;:–—-…|")


_OPENING_MARKS = '“"«'
_CLOSING_MARKS = frozenset('”"»')
# Words; measured on own dev, where longer gaps and stretches are real ones as often as not.
MOST_LEFT_OUT, MOST_STRAYED = 3, 1


@dataclass(frozen=True, slots=True)
class Draft:
    """A claim before speakers and parent are known; ranges are offsets of the document."""

    view: ClaimView
    row: Row
    source: tuple[Range, ...]
    cue: tuple[Range, ...]
    content: tuple[Range, ...]
    addressee: tuple[Range, ...]
    proposal: Proposal | None
    """What the rules propose for the same cue."""


def draft_of(view: ClaimView, row: Row) -> Draft:
    """Return the claim of one row; its content may still be missing."""
    row = _mended(view, row)
    return Draft(
        view,
        row,
        _source(view, row),
        _stretches(view, row, CUE),
        _stretches(view, row, CONTENT),
        _stretches(view, row, ADDRESSEE),
        view.proposal_at(row.cue),
    )


def _source(view: ClaimView, row: Row) -> tuple[Range, ...]:
    """Return the one stretch that is most the source's; a source is hardly ever in pieces."""
    found = _stretches(view, row, SOURCE)
    if len(found) < 2:
        return found
    best, here, start, place = 0.0, 0.0, 0, (0, 0)
    for i, odds in enumerate(row.source_odds):
        if here <= 0 or row.labels[i] == CUE:
            here, start = 0.0, i
        if row.labels[i] == CUE:
            continue
        here += float(odds)
        if here > best:
            best, place = here, (start, i)
    if best <= 0:
        return found[:1]
    first, last = place
    return ((view.places[first][0], view.places[last][1]),)


def _mended(view: ClaimView, row: Row) -> Row:
    """Return the row without slips in its content: words left out, words strayed.

    Only the cue, the source and the one spoken to part a content; a word or three between two
    stretches that are none of these were left out, and a stretch of a word or two beside the
    addressee is his.
    """
    labels = row.labels.copy()
    for left, right in pairwise(_runs(view, row, CONTENT)):
        gap = range(left[-1] + 1, right[0])
        between = {int(labels[k]) for k in gap}
        words = sum(not view.tokens[k].is_punct for k in gap)
        if between <= {NONE} and words <= MOST_LEFT_OUT:
            labels[gap.start : gap.stop] = CONTENT
        elif between <= {NONE, ADDRESSEE} and min(len(left), len(right)) <= MOST_STRAYED:
            labels[min(left, right, key=len)] = ADDRESSEE
    return replace(row, labels=labels)


def _runs(view: ClaimView, row: Row, label: int) -> list[list[int]]:
    """Return the runs of words with a label; mere punctuation between two does not part them."""
    runs: list[list[int]] = []
    for i, one in enumerate(row.labels):
        if one != label:
            continue
        if runs and all(
            row.labels[k] == NONE and view.tokens[k].is_punct for k in range(runs[-1][-1] + 1, i)
        ):
            runs[-1].append(i)
        else:
            runs.append([i])
    return runs


def _stretches(view: ClaimView, row: Row, label: int) -> tuple[Range, ...]:
    """Return the unbroken stretches of a label, without punctuation at their ends."""
    runs = _runs(view, row, label)
    found = []
    for run in runs:
        first, last = run[0], run[-1]
        while first <= last and view.tokens[first].text in _LEFT_OUT:
            first += 1
        while last >= first and view.tokens[last].text in _LEFT_OUT:
            last -= 1
        if first <= last and any(not view.tokens[k].is_punct for k in range(first, last + 1)):
            found.append((view.places[first][0], view.places[last][1]))
    return tuple(found)


def with_quotations(
    text: str, drafts: Sequence[Draft], quotations: Sequence[Quotation], views: Sequence[ClaimView]
) -> list[Draft]:
    """Return the drafts with their quotations whole, those without any content left out.

    Args:
        text: The document's text.
        drafts: In text order.
        quotations: All of the document, in text order.
        views: All sentences of the document, in text order.
    """
    whole = [_introduced(text, _whole(draft, quotations), quotations) for draft in drafts]
    next_of = _next_paragraphs(text, quotations)
    whole = [_run_on(draft, next_of) for draft in whole]
    _follow(text, whole, quotations, views)
    return [draft for draft in whole if draft.content and draft.cue]


def _whole(draft: Draft, quotations: Sequence[Quotation]) -> Draft:
    """Widen a content that reaches into a quotation beyond its sentence to the quotation's ends."""
    start, end = draft.view.places[0][0], draft.view.places[-1][1]
    at = draft.cue[0][0] if draft.cue else start
    content = list(draft.content)
    for quotation in quotations:
        if quotation.end <= start or quotation.start >= end or quotation.holds(at):
            continue
        content = [_widened(place, quotation, (start, end)) for place in content]
    return replace(draft, content=tuple(_joined(content)))


def _widened(place: Range, quotation: Quotation, sentence: Range) -> Range:
    first, last = place
    if last <= quotation.start or quotation.end <= first:
        return place
    # The quotation's own marks belong to it, …
    opens = quotation.start <= first <= quotation.start + 1
    closes = quotation.end - 2 <= last <= quotation.end
    # … and so does what of it stands in the sentences around.
    began = quotation.start < sentence[0] and first <= sentence[0] + 1
    goes_on = quotation.end > sentence[1] and last >= sentence[1] - 2
    return (
        quotation.start if opens or began else first,
        quotation.end if closes or goes_on else last,
    )


def _introduced(text: str, draft: Draft, quotations: Sequence[Quotation]) -> Draft:
    """Give a cue whose sentence ends with a colon the quotation that comes next."""
    end = draft.view.places[-1][1]
    last = max((e for _, e in (*draft.content, *draft.cue)), default=0)
    quotes = any(mark in text[s:e] for s, e in draft.content for mark in _OPENING_MARKS)
    if quotes or text[last:end].count(":") != 1 or not text[:end].rstrip().endswith(":"):
        return draft
    following = next((q for q in quotations if q.start >= end), None)
    if following is None or text[end : following.start].strip():
        return draft
    return replace(draft, content=((following.start, following.end),))


def _next_paragraphs(text: str, quotations: Sequence[Quotation]) -> dict[int, Quotation]:
    """Return, by the end of a quotation left open, the one that takes it up in the next paragraph.

    By the custom of the press a quotation of several paragraphs opens anew in each of them and
    closes in the last only.
    """
    return {
        one.end: other
        for one, other in pairwise(quotations)
        if text[one.end - 1] not in _CLOSING_MARKS and _only_breaks(text[one.end : other.start])
    }


def _only_breaks(between: str) -> bool:
    return "\n" in between and not between.strip()


def _run_on(draft: Draft, next_of: Mapping[int, Quotation]) -> Draft:
    """Add the paragraphs in which the quotation at the end of a content goes on."""
    content = list(draft.content)
    following = next_of.get(max((end for _, end in content), default=-1))
    for _ in range(len(next_of)):
        if following is None:
            break
        content.append((following.start, following.end))
        following = next_of.get(following.end)
    return replace(draft, content=tuple(content))


def _follow(
    text: str,
    drafts: list[Draft],
    quotations: Sequence[Quotation],
    views: Sequence[ClaimView],
) -> None:
    """Give quotations without a cue of their own to the speaker quoted just before them."""
    for quotation in quotations:
        inside = (quotation.start, quotation.end)
        if any(_gives(draft, quotation) for draft in drafts):
            continue
        view = next((v for v in views if v.places[0][0] <= quotation.start < v.places[-1][1]), None)
        if view is None:
            continue
        opens = text[view.places[0][0] : quotation.start].strip() == ""
        shuts = text[quotation.end : max(quotation.end, view.places[-1][1])].strip(" .") == ""
        if not opens or not (shuts or quotation.end >= view.places[-1][1]):
            continue
        index = _quoted_before(text, drafts, quotation)
        if index is not None:
            draft = drafts[index]
            drafts[index] = replace(draft, content=tuple(_joined([*draft.content, inside])))


def _gives(draft: Draft, quotation: Quotation) -> bool:
    """Tell whether a claim from outside a quotation gives some of it."""
    inside = draft.cue and quotation.holds(draft.cue[0][0])
    return not inside and any(s < quotation.end and quotation.start < e for s, e in draft.content)


def _quoted_before(text: str, drafts: Sequence[Draft], quotation: Quotation) -> int | None:
    """Return the draft whose quotation ends just before this one, in the same paragraph."""
    for index in range(len(drafts) - 1, -1, -1):
        draft = drafts[index]
        if not draft.content:
            continue
        last = max(e for _, e in (*draft.content, *draft.cue, *draft.source))
        if last > quotation.start:
            continue
        between = text[last : quotation.start]
        quoted = any(mark in text[s:e] for s, e in draft.content for mark in '“"«')
        if quoted and "\n\n" not in between and len(between) < 200:
            return index
        if len(between) >= 200:
            return None
    return None


def _joined(places: Sequence[Range]) -> list[Range]:
    joined: list[Range] = []
    for start, end in sorted(places):
        if joined and start <= joined[-1][1] + 1:
            joined[-1] = joined[-1][0], max(end, joined[-1][1])
        else:
            joined.append((start, end))
    return joined
