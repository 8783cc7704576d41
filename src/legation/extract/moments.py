"""Find the times a text names and date them from its day of publication.

In: a parsed document. Out: `Moment`s in reading order, one for each longest expression; which
moment dates a word (`Moments`, `moment_for`).
Not here: the patterns (`extract.timewords`), their meaning (`extract.timerules`), durations that
place nothing in time (`extract.figures`).

A moment's span leaves the preposition out ("on [Friday]", "in [February]") unless it opens the
value: "[since February]" is `2022-02/..`, "[by 2030]" is `../2030`; the named day or year is
always part of the open interval. docs/moments-and-figures.md tells every convention.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING

from legation.extract.blocks import flattened
from legation.extract.entries import Entry, find_entries
from legation.extract.parse import Parsed, ParsedBlock, Sentence
from legation.extract.tenses import tense_at
from legation.extract.timechecks import is_time
from legation.extract.timerules import RULES
from legation.extract.timesettings import Dated, Setting
from legation.extract.timewords import PATTERNS, TRIGGER, expanded
from legation.records import Claim, Moment, RecordError, Span, edtf, make_id

if TYPE_CHECKING:
    from spacy.tokens import Token

METHOD = "moments-rules/1"

# "The day before" looks back no further than this for its day: about three sentences.
ANCHOR_CHARACTERS = 600
# How many days a value may cover to count as a day, a week, a month, a year.
_EXACT_ENOUGH = {"day": 1, "night": 1, "week": 7, "weekend": 7, "month": 31, "year": 366}

_BY_RULE = {name: re.compile(expanded(PATTERNS[name])) for name in RULES}
_NAMED_GROUP = re.compile(r"\(\?P<\w+>")
_ANY = re.compile(
    r"(?<![\w$€£])(?:"
    + "|".join(f"(?P<{n}>{_NAMED_GROUP.sub('(?:', p.pattern)})" for n, p in _BY_RULE.items())
    + ")"
)

_LEFT = re.compile(
    r"(?<!\w)(?P<word>(?i:since|before|after|by|until|till|through|throughout|all|from|between|for"
    r"|during|prior to|no later than|up to))(?:\s+(?i:the|about|around|at least))?\s+$"
)
_STARTS_AT = {"since", "after"}
_ENDS_AT = {"before", "by", "until", "till", "through", "prior to", "no later than", "up to"}
_FILLED = {"throughout", "all", "for"}

_RANGE = re.compile(r"\s*(?:,\s*)?(?P<word>to|through|until|till|and|-|–|—)\s*")
_RANGE_RULES = {"day", "iso", "month", "year", "weekday", "portion", "season", "decade", "unit"}

_CLAUSE = re.compile(r"\b(?i:since|before|after|until)\b")
_CLAUSE_TOKENS = 16
_VERBS = ("VERB", "AUX")
# So many clauses one may lean on another for its time.
_CLAUSES = 5
# How the main clause hangs in a line that opens with its day, which may be taken for its head.
_MAIN = {"ROOT", "appos", "acl", "relcl", "parataxis", "dep"}
_HAD = {"had", "'d", "’d"}


@dataclass(frozen=True, slots=True)
class _Found:
    """One expression on its way to a moment; offsets count in its block."""

    start: int
    end: int
    rule: str
    match: re.Match[str]
    setting: Setting
    dated: Dated


def find_moments(parsed: Parsed) -> tuple[Moment, ...]:
    """Return the moments of a document in reading order; they do not overlap.

    Values are None where the words cannot be dated: without a day of publication all that is
    relative, and always times that hang on an event ("since the invasion began").
    """
    published = parsed.document.published_on
    finder = _Finder(parsed, edtf.earliest_day(published))
    return tuple(moment for block in parsed.blocks for moment in finder.iter_block(block))


def redate_quoted(
    parsed: Parsed, moments: Sequence[Moment], claims: Iterable[Claim]
) -> tuple[Moment, ...]:
    """Return `moments` with what stands inside quotations counted from the day of speaking.

    "We leave tomorrow", said on Thursday, is Friday, whenever it is printed. Only where the
    claim says its day, and only in its speaker's own words.
    """
    published = parsed.document.published_on
    values: dict[str, Moment] = {}
    for claim in claims:
        if claim.form != "direct" or claim.on in (None, published):
            continue
        day = _single_day(claim.on)
        if day is None:
            continue
        for part in claim.content:
            if any(part.holds(moment.span) for moment in moments):
                values.update(_dated_again(parsed, day, part))
    return tuple(values.get(moment.id, moment) for moment in moments) if values else tuple(moments)


def _single_day(value: str | None) -> date | None:
    first, last = edtf.bounds(value) if value else (None, None)
    return first if first == last else None


def _dated_again(parsed: Parsed, day: date, part: Span) -> Iterator[tuple[str, Moment]]:
    """Yield (id, moment) of what stands in `part`, counted from `day`."""
    for block in parsed.blocks:
        if block.block.start <= part.start < block.block.end:
            for moment in _Finder(parsed, day).iter_block(block):
                if part.holds(moment.span):
                    yield moment.id, moment


class _Finder:
    """Finds the moments of one document, block by block; remembers what was dated last."""

    def __init__(self, parsed: Parsed, day: date | None) -> None:
        self.parsed = parsed
        self.day = day
        self.told: list[tuple[int, str]] = []

    def iter_block(self, block: ParsedBlock) -> Iterator[Moment]:
        # Not `doc.text`, which spaCy builds anew from its tokens: a third of the time spent here.
        text = flattened(self.parsed.document.text[block.block.start : block.block.end])
        found: list[_Found] = []
        words = _Words(block)
        if TRIGGER.search(text):
            for match in _ANY.finditer(text):
                one = self._read(match, words, block.start)
                if one is not None:
                    found.append(one)
                    if one.dated.value is not None:
                        self.told.append((block.start + one.start, one.dated.value))
            found = [_opened(one, text, words) for one in _joined(found, text)]
        spans = [(one.start, one.end, one.dated) for one in found]
        for start, end, lasts in _iter_clauses(text, words):
            if not any(start < stop and begin < end for begin, stop, _ in spans):
                spans.append((start, end, Dated(None, 0.7, lasts=lasts)))
        for start, end, dated in sorted(spans, key=lambda one: one[:2]):
            yield self._moment(block.start + start, block.start + end, dated)

    def _read(self, found: re.Match[str], words: _Words, offset: int) -> _Found | None:
        name = found.lastgroup or ""
        match = _BY_RULE[name].match(found.string, found.start())
        if match is None or match.end() != found.end():
            return None
        text, token = found.string, words.at(_first_word(match))
        if not is_time(name, match, token):
            return None
        place = offset + match.start()
        before = _LEFT.search(text, max(0, match.start() - 24), match.start())
        ends = before is not None and before["word"].lower() in _ENDS_AT
        setting = Setting(
            self.day,
            lambda: _tense_of_end(token) if ends else tense_at(token),
            lambda unit: self._spoken_of(unit, place),
        )
        dated = _dated(name, match, setting)
        if dated is None:
            return None
        return _Found(match.start(), match.end(), name, match, setting, dated)

    def _spoken_of(self, unit: str, place: int) -> str | None:
        widest = _EXACT_ENOUGH.get(unit, 1)
        for start, value in reversed(self.told):
            if place - start > ANCHOR_CHARACTERS:
                return None
            first, last = edtf.bounds(value)
            if first and last and (last - first).days < widest:
                return value
        return None

    def _moment(self, start: int, end: int, dated: Dated) -> Moment:
        document = self.parsed.document
        return Moment(
            make_id("moment", document.id, start, end),
            Span.cut(document.id, document.text, start, end),
            dated.value,
            dated.lasts,
            METHOD,
            dated.confidence,
        )


class _Words:
    """The tokens of a block, by the character they stand at."""

    def __init__(self, block: ParsedBlock) -> None:
        self.doc = block.doc

    @cached_property
    def starts(self) -> list[int]:
        return [token.idx for token in self.doc]

    def at(self, character: int) -> Token:
        """Return the token that holds `character`, or the last one before it."""
        return self.doc[max(0, bisect_right(self.starts, character) - 1)]


def _dated(name: str, match: re.Match[str], setting: Setting) -> Dated | None:
    try:
        dated = RULES[name](match, setting)
        if dated is not None and dated.value is not None:
            edtf.check(dated.value)
    except RecordError:  # "last year" in the year 1: beyond the calendar
        return Dated(None, 0.5)
    return dated


def _tense_of_end(token: Token) -> str | None:
    """Return the tense of "runs until 31 December": what is not past ends in the future."""
    tense = tense_at(token)
    return "future" if tense == "present" else tense


def _first_word(match: re.Match[str]) -> int:
    """Return where the word stands that the parser hangs on the verb."""
    for name in ("weekday", "month", "unit"):
        if name in match.re.groupindex and match[name]:
            return match.start(name)
    return match.start()


def _joined(found: Sequence[_Found], text: str) -> Iterator[_Found]:
    """Yield `found` with the two ends of each range made one."""
    skip = False
    for one, other in pairwise((*found, None)):
        if skip or one is None:
            skip = False
            continue
        merged = _range(one, other, text) if other is not None else None
        skip = merged is not None
        yield merged or one


def _range(one: _Found, other: _Found, text: str) -> _Found | None:
    link = _RANGE.fullmatch(text, one.end, other.start)
    if link is None or not {one.rule, other.rule} <= _RANGE_RULES:
        return None
    before = _LEFT.search(text, max(0, one.start - 24), one.start)
    word = before["word"].lower() if before else ""
    if (link["word"] == "and") != (word == "between"):
        return None
    if one.rule != other.rule and word not in ("from", "between"):
        return None
    first = _with_year_of(one, other)
    dated = Dated(
        _interval(first.value, other.dated.value),
        min(first.confidence, other.dated.confidence),
        lasts=word != "between",
        is_open=True,
    )
    if dated.value is None and (first.value and other.dated.value):
        return None
    return replace(one, end=other.end, dated=dated)


def _with_year_of(one: _Found, other: _Found) -> Dated:
    """Return the meaning of a range's first end, its year taken from the second if need be."""
    given = _year_in(other)
    if given is None or _year_in(one) is not None or one.rule not in ("day", "month"):
        return one.dated
    for year in (given, given - 1):
        dated = _dated(one.rule, one.match, replace(one.setting, year=year))
        if dated is not None and _interval(dated.value, other.dated.value):
            return dated
    return one.dated


def _year_in(found: _Found) -> int | None:
    for name in ("year", "year_b"):
        if name in found.match.re.groupindex and found.match[name]:
            return int(found.match[name])
    return None


def _interval(first: str | None, last: str | None) -> str | None:
    if first is None or last is None:
        return None
    value = f"{first.split('/')[0]}/{last.split('/')[-1]}"
    try:
        edtf.check(value)
    except RecordError:  # the words run backwards: no range after all
        return None
    return value


def _opened(found: _Found, text: str, words: _Words) -> _Found:
    """Return `found` with the preposition before it taken in where it opens the value."""
    before = _LEFT.search(text, max(0, found.start - 24), found.start)
    if before is None or found.dated.is_open:
        return found
    word = re.sub(r"\s+", " ", before["word"].lower())
    if word in _FILLED and (word != "for" or found.rule == "rolling"):
        return replace(found, dated=replace(found.dated, lasts=True))
    if word not in _STARTS_AT | _ENDS_AT or _belongs_to_a_noun(found, text, words):
        return found
    value, dated = found.dated.value, found.dated
    if value is not None:
        first, last = value.split("/")[0], value.split("/")[-1]
        value = f"{first}/.." if word in _STARTS_AT else f"../{last}"
        value = None if value.count(edtf.OPEN) > 1 else value
    return replace(
        found, start=before.start("word"), dated=replace(dated, value=value, lasts=word == "since")
    )


def _belongs_to_a_noun(found: _Found, text: str, words: _Words) -> bool:
    """Tell whether the time only describes a noun: "after Friday's call", "by March 4 talks"."""
    if text[found.end : found.end + 2] in ("’s", "'s"):
        return True
    token = words.at(found.end - 1)
    return (
        token.dep_ in ("compound", "poss", "amod", "nmod")
        and token.head.i > token.i
        and token.head.idx >= found.end
    )


def _iter_clauses(text: str, words: _Words) -> Iterator[tuple[int, int, bool]]:
    """Yield (start, end, lasts) of "since the invasion began", "before Russia invaded"."""
    for match in _CLAUSE.finditer(text):
        mark = words.at(match.start())
        verb = mark.head
        if mark.dep_ != "mark" or verb.i <= mark.i or verb.dep_ != "advcl":
            continue
        if mark.lower_ == "since" and tense_at(verb) != "past":
            continue  # "since it is": because
        last = verb
        for token in words.doc[verb.i + 1 : verb.right_edge.i + 1]:
            if token.text in ",;:—–”)" or (token.dep_ == "cc" and token.head.pos_ in _VERBS):
                break
            last = token
        if last.i - mark.i < _CLAUSE_TOKENS:
            yield mark.idx, last.idx + len(last.text), mark.lower_ == "since"


def moment_for(moments: Iterable[Moment], span: Span) -> Moment | None:
    """Return the moment that most likely dates what `span` tells; None when none is near.

    The first dated one inside the span, else the nearest within `NEAR_CHARACTERS`. It sees
    no grammar: where the parse is at hand ask `Moments.of`.
    """
    dated = [one for one in moments if one.value is not None and one.span.document == span.document]
    inside = [one for one in dated if span.holds(one.span)]
    if inside:
        return inside[0]
    near = [(gap, one) for one in dated if (gap := _gap(one.span, span)) <= NEAR_CHARACTERS]
    return min(near, key=lambda pair: pair[0])[1] if near else None


# Beyond some twelve words a time more often belongs to another clause.
NEAR_CHARACTERS = 60


def _gap(one: Span, other: Span) -> int:
    return max(one.start - other.end, other.start - one.end, 0)


class Moments:
    """Which moment dates which word, by the parse."""

    def __init__(self, parsed: Parsed, moments: Iterable[Moment]) -> None:
        self._placed: dict[int, list[tuple[Moment, Token]]] = {}
        ordered = sorted(moments, key=lambda one: one.span.start)
        self._entries = find_entries(parsed, ordered)
        position = 0
        for sentence in parsed.sentences:
            end = sentence.start + sentence.tokens.end_char
            while position < len(ordered) and ordered[position].span.start < end:
                root = _root(sentence, ordered[position].span)
                if root is not None:
                    self._placed.setdefault(sentence.index, []).append((ordered[position], root))
                position += 1

    def of(self, sentence: Sentence, token: Token) -> Moment | None:
        """Return the moment of what the verb or noun `token` tells; None when not said.

        A time of its own clause comes first; else that of the clause it is coordinated with
        ("rose last year, and fell …"), opens with "when" or "while", or completes ("hopes
        to meet on Friday"). What is reported never takes the time of the saying. Where the
        sentence gives no time, the day over its block does ("26 March: Envoys met").
        """
        placed = self._placed.get(sentence.index, [])
        entry = self._entries.get(sentence.paragraph)
        if not placed and entry is None:
            return None
        clause: Token | None = token
        top = token
        for _ in range(_CLAUSES):
            if clause is None:
                break
            found = _in_clause(placed, clause)
            if found is not None:
                return found
            top, clause = clause, _shared_with(clause)
        return entry.moment if entry is not None and _is_told_in(entry, token, top) else None


def _is_told_in(entry: Entry, token: Token, top: Token) -> bool:
    """Tell whether the day over a block dates `token`: told in a main clause, not told back.

    What others are quoted with, what had happened before, and in a digest what is still to
    come keep their own time, or none.
    """
    clause, verb = _clause_of(token), _clause_of(top)
    if verb.dep_ not in _MAIN or (verb.dep_ != "ROOT" and verb.head.pos_ in _VERBS):
        return False
    if any(child.dep_ == "aux" and child.lower_ in _HAD for child in clause.children):
        return False
    return not entry.told_only or tense_at(clause) == "past"


def _root(sentence: Sentence, span: Span) -> Token | None:
    """Return the highest token of a moment: the one whose head lies outside it."""
    start, end = span.start - sentence.start, span.end - sentence.start
    inside = [token for token in sentence.tokens if start <= token.idx < end]
    outer = [t for t in inside if t.head == t or not start <= t.head.idx < end]
    return outer[0] if outer else None


def _governor(token: Token) -> Token:
    """Return the verb or noun a moment's root hangs on, prepositions left out."""
    head = token.head
    while head.pos_ not in ("VERB", "AUX", "NOUN", "PROPN", "ADJ", "NUM") and head.head != head:
        head = head.head
    return head


def _clause_of(token: Token) -> Token:
    while token.pos_ not in ("VERB", "AUX") and token.head != token:
        token = token.head
    return token


def _in_clause(placed: Sequence[tuple[Moment, Token]], token: Token) -> Moment | None:
    near: list[tuple[int, int, Moment]] = []
    clause = _clause_of(token)
    for moment, root in placed:
        governor = _governor(root)
        if governor == token:
            rank = 0
        elif clause.dep_ in ("relcl", "advcl", "acl") and clause.head == root:
            rank = 1
        elif _clause_of(root) == clause:
            rank = 2
        else:
            continue
        rank += 3 if moment.value is None else 0
        near.append((rank, abs(root.i - token.i), moment))
    return min(near, key=lambda one: one[:2])[2] if near else None


def _shared_with(token: Token) -> Token | None:
    """Return the clause whose time a clause without one of its own takes over."""
    clause = _clause_of(token)
    head = clause.head
    if head == clause:
        return None
    opened_by = {child.lower_ for child in clause.children if child.dep_ in ("mark", "advmod")}
    if clause.dep_ in ("conj", "xcomp"):
        return head
    if clause.dep_ in ("advcl", "relcl") and opened_by & {"when", "while", "as"}:
        return head
    return None
