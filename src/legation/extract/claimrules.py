"""Propose claims by rules on the parse.

In: one parsed sentence with its parties and quotations. Out: `Proposal`s: source, cue and content
as stretches of the document.
Not here: cue syntax (`cuewords`); which proposals stand, and what the encoder adds (`claims`).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from legation.extract.clauses import (
    Range,
    clause_tokens,
    noun_phrase_tokens,
    opens_contrast,
    ranges_of,
)
from legation.extract.cuewords import Finding, iter_findings
from legation.extract.parse import ParsedBlock, Sentence
from legation.extract.parties import Parties
from legation.extract.quotes import Quotation, iter_quotations
from legation.reference.cues import load_cues

if TYPE_CHECKING:
    from spacy.tokens import Token

# Sources that speak though they are nobody: "the statement said".
SPEAKING_THINGS = frozenset(
    "statement report document letter paper communique communiqué readout study poll survey figure "
    "data text release note memo transcript article declaration resolution source result".split()
)
_RELATIVE = frozenset({"who", "that", "which"})
_NOBODY = frozenset("you there what it this these those".split())
# "According to plan" tells how, not by whom.
_YARDSTICKS = frozenset("plan schedule law rule custom tradition need size type kind".split())
_SOME = frozenset("many some other several most few".split())
_BARE_PRONOUNS = frozenset("it this that so them him her what which one anything nothing".split())
_COMMENTS = frozenset("claim charge allegation assertion accusation suggestion move result".split())
_TAIL_OPENERS = frozenset("in at during on when after before".split())


@dataclass(frozen=True, slots=True)
class Proposal:
    """What the rules take for a claim; ranges are offsets of the document."""

    finding: Finding
    sentence: Sentence
    source: tuple[Range, ...]
    cue: tuple[Range, ...]
    content: tuple[Range, ...]
    quoted: bool
    """The content stands wholly in quotation marks."""


def find_quotations(blocks: Iterable[ParsedBlock]) -> dict[int, tuple[Quotation, ...]]:
    """Return the quotations of each block that has some, by where the block starts."""
    return {
        block.start: found
        for block in blocks
        if (found := tuple(iter_quotations(block.doc.text, block.start)))
    }


def propose(
    sentence: Sentence, parties: Parties, quotations: tuple[Quotation, ...]
) -> list[Proposal]:
    """Return what the rules find in a sentence, in the order of the cues."""
    return [
        proposal
        for finding in iter_findings(sentence)
        if (proposal := _propose(sentence, finding, parties, quotations)) is not None
    ]


# --- one claim


def _propose(
    sentence: Sentence, finding: Finding, parties: Parties, quotations: tuple[Quotation, ...]
) -> Proposal | None:
    if not _may_speak(sentence, finding, parties):
        return None
    source_tokens = noun_phrase_tokens(finding.source) if finding.source is not None else []
    source = ranges_of(sentence, source_tokens)
    cue = ranges_of(sentence, finding.words)
    kept = {*finding.words, *_negators(finding)} | (
        set(source_tokens) if _inverted(finding) else set()
    )
    content = _content_ranges(sentence, finding, kept)
    content, quoted = _fit_quotations(sentence, finding, content, quotations, [*cue, *source])
    if not content or not cue:
        return None
    return Proposal(finding, sentence, tuple(source), tuple(cue), tuple(content), quoted)


def _may_speak(sentence: Sentence, finding: Finding, parties: Parties) -> bool:
    """Tell whether the source is somebody, a thing that speaks, or left unsaid by the passive."""
    source = finding.source
    if source is None:
        return True
    if finding.cue.lemma == "read" and source.lemma_.lower() not in SPEAKING_THINGS:
        return False
    lemma = source.lemma_.lower()
    if parties.at(sentence, source) is not None or source.lower_ in _RELATIVE:
        return bool(parties.of(sentence, source))
    if source.lower_ in _NOBODY:
        return False
    if lemma in SPEAKING_THINGS:  # "the statement read"; a person who reads says nothing
        return finding.frame in {"that", "quote", "clause"}
    return (
        (finding.frame == "clause" and lemma not in _YARDSTICKS)
        or source.pos_ == "PROPN"
        or lemma in _SOME
        or (lemma, "noun") in load_cues()
    )


def _negators(finding: Finding) -> list[Token]:
    """Return the "not" that belongs to the cue; under "according to" it is the content's own."""
    if finding.anchor in finding.contents:
        return []
    return [child for child in finding.anchor.children if child.dep_ == "neg"]


def _inverted(finding: Finding) -> bool:
    """Tell whether the cue stands inside or after its content."""
    return any(content.left_edge.i < finding.anchor.i for content in finding.contents)


def _content_ranges(sentence: Sentence, finding: Finding, kept_out: set[Token]) -> list[Range]:
    detached_roots = {finding.words[0], *(w for w in finding.words)}

    def is_detached(token: Token) -> bool:
        return (
            token in detached_roots
            or opens_contrast(token)
            or _own_reporter(token)
            or _comments(token)
        )

    tokens: list[Token] = []
    for head in finding.contents:
        if len(finding.contents) == 1 and head.pos_ == "PRON" and head.lower_ in _BARE_PRONOUNS:
            return []
        tokens.extend(clause_tokens(head, is_detached))
    first = min(tokens, key=lambda token: token.i, default=None)
    if first is not None and first.dep_ == "mark" and first.lower_ == "that":
        tokens.remove(first)
    return ranges_of(sentence, tokens, without=kept_out)


def _comments(token: Token) -> bool:
    """Tell whether a noun set behind a clause speaks of it ("…, a claim Beijing denied")."""
    before = token.left_edge.i - 1
    return (
        token.dep_ in {"appos", "npadvmod", "dep"}
        and token.lemma_.lower() in _COMMENTS
        and before >= 0
        and token.doc[before].text == ","
    )


def _own_reporter(token: Token) -> bool:
    """Tell whether a coordinated clause has its own speaker ("…, and Beijing says …")."""
    if token.dep_ != "conj" or (token.lemma_.lower(), "verb") not in load_cues():
        return False
    first = token.left_edge
    subject = any(child.dep_ == "nsubj" for child in token.children)
    joined = next((c for c in token.head.children if c.dep_ == "cc"), None)
    comma = joined is not None and joined.i > 0 and joined.doc[joined.i - 1].text == ","
    return subject and comma and first.lower_ != "that"


# --- quotations


def _fit_quotations(
    sentence: Sentence,
    finding: Finding,
    content: list[Range],
    quotations: tuple[Quotation, ...],
    own: list[Range],
) -> tuple[list[Range], bool]:
    """Widen content to the quotation it lies in, or take the quotation beside the cue."""
    if not quotations:
        return content, False
    cue_at = sentence.start + finding.words[0].idx
    outside = [q for q in quotations if not q.holds(cue_at)]
    if not content:
        if "quote" not in finding.cue.frames:
            return [], False
        beside = _beside(sentence, finding, outside)
        if beside is None:
            return [], False
        half = (beside.start, beside.end)
        return _other_half(sentence, cue_at, [half], outside) or [half], True
    fitted: list[Range] = []
    for start, end in content:
        fitted.append(_fitted(sentence, finding, (start, end), outside))
    merged = _merged([*fitted, *_other_half(sentence, cue_at, fitted, outside)], own)
    quoted = all(any(q.start <= s and e <= q.end for q in outside) for s, e in merged)
    return merged, quoted


def _other_half(
    sentence: Sentence, cue_at: int, content: list[Range], quotations: Sequence[Quotation]
) -> list[Range]:
    """Return the part before or after the cue of a quotation that the cue splits in two."""
    start = sentence.start + sentence.tokens.start_char
    end = sentence.start + sentence.tokens.end_char
    inside = [q for q in quotations if start <= q.start and q.start < end]
    before = [q for q in inside if q.start == start and q.end <= cue_at]
    after = [q for q in inside if q.start > cue_at]
    if not before or not after:
        return []
    halves = [(before[0].start, before[0].end), (after[0].start, after[0].end)]
    taken = [half for half in halves if any(s < half[1] and half[0] < e for s, e in content)]
    whole = sum(e - s for s, e in taken) >= sum(e - s for s, e in content)
    return halves if len(taken) == 1 and whole else []


def _fitted(
    sentence: Sentence, finding: Finding, content: Range, quotations: Sequence[Quotation]
) -> Range:
    start, end = content
    head = sentence.start + finding.contents[-1].idx if finding.contents else start
    for quotation in quotations:
        if quotation.end <= start or end <= quotation.start:
            continue
        if quotation.holds(head) and start >= quotation.start - 1:
            start, end = min(start, quotation.start), max(end, quotation.end)
            tail = sentence.block[quotation.end - sentence.start : end - sentence.start]
            if not tail.strip(' ,.”"') or tail.split()[0].lower() in _TAIL_OPENERS:
                end = quotation.end
            continue
        if start == quotation.start + 1:
            start = quotation.start
        if end in {quotation.end - 1, quotation.end - 2}:
            end = quotation.end
        tail = sentence.block[quotation.end - sentence.start : end - sentence.start]
        if quotation.holds(head) and tail.split()[:1] and tail.split()[0] in _TAIL_OPENERS:
            end = quotation.end
    return start, end


def _merged(ranges: list[Range], own: list[Range]) -> list[Range]:
    """Join overlapping ranges and keep the cue and source out of them."""
    joined: list[Range] = []
    for start, end in sorted(ranges):
        if joined and start <= joined[-1][1]:
            joined[-1] = joined[-1][0], max(end, joined[-1][1])
        else:
            joined.append((start, end))
    return [
        (start, end) for start, end in joined if not any(start >= s and end <= e for s, e in own)
    ]


def _beside(
    sentence: Sentence, finding: Finding, quotations: Sequence[Quotation]
) -> Quotation | None:
    """Return the quotation of this sentence that touches the cue's clause, before or after it."""
    start = sentence.start + sentence.tokens.start_char
    end = sentence.start + sentence.tokens.end_char
    text = sentence.block
    edges = [*finding.words, *([finding.source] if finding.source is not None else [])]
    first = sentence.start + min(t.left_edge.idx if t is finding.source else t.idx for t in edges)
    last = sentence.start + max(t.idx + len(t.text) for t in edges)
    for quotation in quotations:
        if quotation.end <= start or end <= quotation.start:
            continue
        # No more words are cut off than count: a sentence may hold a thousand quotations.
        before = text[quotation.end - sentence.start : first - sentence.start]
        if quotation.end <= first and len(before.split(maxsplit=2)) <= 2:
            return quotation
        after = text[last - sentence.start : quotation.start - sentence.start]
        if last <= quotation.start and len(after.split(maxsplit=3)) <= 3:
            return quotation
    return None
