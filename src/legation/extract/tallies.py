"""Read the counts of a vote: in favour, against, abstaining.

In: a parsed sentence. Out: one `Quantity` in votes for each count, in reading order.
Not here: how each state voted (`extract.votes`), any other number (`extract.quantities`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from legation.extract.numbers import IN_WORDS, read_number
from legation.extract.quantities import Quantity, token_at

if TYPE_CHECKING:
    from spacy.tokens import Span as TokenSpan

IN_FAVOUR, AGAINST, ABSTENTIONS = "votes in favour", "votes against", "abstentions"
ABOUT = frozenset({IN_FAVOUR, AGAINST, ABSTENTIONS})

# No assembly has more members; larger numbers are ballots of a people, or money.
_MOST = 10_000

_N = rf"(?:\d{{1,2}},\d{{3}}|\d{{1,4}}|{IN_WORDS}|(?i:none|nil|zero))"
_BODIES = r"(?i:votes?|states|countries|nations|members|senators|deputies)"
_WHO = rf"(?:(?i:of the )?(?:[\w-]+ )?{_BODIES})"
_VOTING = re.compile(
    r"\b(?i:votes?|voted|voting|ballots?|tally|abst\w+|resolution|motion|adopted|vetoed)\b"
)
_START = rf"(?<![\w.,$€£-])(?P<n>{_N})"
_COUNTS = (
    # "11 of the 15 members voted for it"
    (
        None,
        re.compile(
            rf"(?P<whole>{_START} (?:out )?of (?:the |its )?{_N}(?: [\w-]+){{0,2}}?) "
            r"(?P<did>voted (?:for|in favou?r|yes|against|no)|backed|supported|opposed|abstained)\b"
        ),
    ),
    # "by 141 votes to 5", "a vote of 141-5"
    (
        None,
        re.compile(
            rf"{_START}(?P<votes> votes?)?(?: in favou?r)?(?:\s?[-–]\s?| to )(?P<m>{_N})"
            r"(?![\w-]|[.,]\d| (?:percent|per cent|million|billion|years?|days?|hours?|points?))"
        ),
    ),
    (
        IN_FAVOUR,
        re.compile(rf"{_START}(?: {_WHO})?(?: (?:voted|voting|were))? (?:in favou?r|for it)\b"),
    ),
    (AGAINST, re.compile(rf"{_START}(?: {_WHO})?(?: (?:voted|voting|were))? against\b")),
    (ABSTENTIONS, re.compile(rf"{_START}(?: {_WHO})? (?:abstentions?|abstained|abstaining)\b")),
)
_AGAINST_WORDS = ("against", " no", "opposed")
_VOTES_BEFORE = re.compile(r"(?i:\bvotes? of|\bvoted|\bby|\btally of|\bpassed|\badopted)\s+$")


def iter_tallies(sentence: TokenSpan) -> Iterator[Quantity]:
    """Yield the counts of votes in `sentence`; they do not overlap."""
    text = sentence.text
    if not _VOTING.search(text):
        return
    found: dict[int, tuple[int, int, str, str]] = {}
    for about, pattern in _COUNTS:
        for match in pattern.finditer(text):
            for start, end, number, which in _counts(match, about):
                if not any(start < stop and begin < end for begin, stop, *_ in found.values()):
                    found[start] = (start, end, number, which)
    for start, end, number, which in (found[key] for key in sorted(found)):
        value = _value(number)
        if value is not None and value < _MOST:
            yield _quantity(sentence, start, end, value, which)


def _counts(match: re.Match[str], about: str | None) -> Iterator[tuple[int, int, str, str]]:
    """Yield (start, end, number, which count) of one match; the end takes in "votes"."""
    groups = match.groupdict()
    if groups.get("m"):
        clear = groups["votes"] or _VOTES_BEFORE.search(match.string, 0, match.start())
        if clear:
            end = match.end("votes") if groups["votes"] else match.end("n")
            yield match.start("n"), end, groups["n"] or "", IN_FAVOUR
            yield match.start("m"), match.end("m"), groups["m"] or "", AGAINST
        return
    if groups.get("did"):
        did = groups["did"] or ""
        against = any(word in did for word in _AGAINST_WORDS)
        which = ABSTENTIONS if did == "abstained" else AGAINST if against else IN_FAVOUR
        yield match.start("whole"), match.end("whole"), groups["n"] or "", which
        return
    words = re.match(rf"{_N} {_BODIES}\b", match[0])
    end = match.start() + words.end() if words else match.end()
    yield match.start(), end, groups["n"] or "", about or ""


def _value(number: str) -> float | None:
    return 0.0 if number.lower() in ("none", "nil") else read_number(number)


def _quantity(sentence: TokenSpan, start: int, end: int, value: float, about: str) -> Quantity:
    offset = sentence.start_char
    counted = sentence.doc[token_at(sentence, offset + end - 1)]
    return Quantity(offset + start, offset + end, value, value, value, "vote", about, counted, 0.9)
