"""Let every source be a party: mentions for the words of sources that name nobody listed.

In: a `Parsed` document, its parties, its attributions and turns. Out: `Mention`s to add: "the
radio", "three of his colleagues", "Q", the label of a turn.
Not here: names, role nouns and pronouns, which every text is searched for (`mentions`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from legation.extract.claimrules import SPEAKING_THINGS
from legation.extract.claimtraits import ClaimView
from legation.extract.clauses import Range
from legation.extract.parse import Parsed, Sentence
from legation.extract.parties import Parties
from legation.extract.turnclaims import LabelledTurn
from legation.records import Mention, Span, make_id
from legation.reference.roles import load_role_nouns

if TYPE_CHECKING:
    from spacy.tokens import Token

METHOD = "legation.sources/1"
CONFIDENCE = 0.6

# Who is meant by these, only the text before them tells, and rarely.
_NOBODY = frozenset(
    "who which that what it there this these those nobody none everybody anybody everyone".split()
)
# "According to the words of the spokesman": the spokesman speaks.
_WORDS_OF = frozenset({"word", "account", "view", "opinion", "telling"})
_PLURAL = frozenset({"NNS", "NNPS"})
# "MS. PSAKI": the courtesy is no part of the name.
_COURTESY = re.compile(r"(?:MRS?|MS|DR|GEN|SEN|REP|AMB|COL|SIR|LT|ADM|SEC)\.?\s+", re.IGNORECASE)
_MODIFIERS = frozenset(
    {"det", "amod", "compound", "nummod", "poss", "nmod", "quantmod", "predet", "case"}
)


def iter_source_mentions(
    parsed: Parsed, parties: Parties, sources: Iterable[tuple[ClaimView, tuple[Range, ...]]]
) -> Iterator[Mention]:
    """Yield a mention for each source whose head stands for nobody yet."""
    seen: set[tuple[int, int]] = set()
    for view, ranges in sources:
        positions = view.within(ranges)
        if not positions:
            continue
        head = view.tokens[view.head_of(positions)]
        # "China's statement" is China's word; "Greek shipbrokers" are not Greece.
        owned = head.lemma_.lower() in SPEAKING_THINGS
        if parties.of(view.sentence, head) and (owned or parties.stands_alone(view.sentence, head)):
            continue
        mention = mention_of(parsed, view.sentence, head)
        if mention is None:
            continue
        place = mention.span.start, mention.span.end
        if place not in seen:
            seen.add(place)
            yield mention


def parties_of(view: ClaimView, ranges: tuple[Range, ...], parties: Parties) -> tuple[str, ...]:
    """Return whom the words of a source or addressee stand for: the parties of their head."""
    positions = view.within(ranges)
    if not positions:
        return ()
    head = view.tokens[view.head_of(positions)]
    if head.lemma_.lower() in _WORDS_OF:
        below = (c for child in head.children if child.lower_ == "of" for c in child.children)
        speaker = next((c for c in below if c.dep_ == "pobj"), None)
        head = speaker if speaker is not None else head
    return parties.of(view.sentence, head)


def _is_nobody(head: Token) -> bool:
    """Tell whether a word stands for nobody by itself; a possessive ending parsed as a noun too."""
    return (
        head.lower_ in _NOBODY
        or head.lower_.strip("'’") in {"", "s"}
        or head.pos_ not in {"NOUN", "PROPN", "NUM", "PRON", "ADJ", "DET"}
    )


def _antecedent(pronoun: Token) -> Token:
    for ancestor in pronoun.ancestors:
        if ancestor.dep_ == "relcl":
            return ancestor.head
    return pronoun


def mention_of(parsed: Parsed, sentence: Sentence, head: Token) -> Mention | None:
    """Return a mention for the phrase that `head` governs; None where it stands for nobody."""
    if head.lower_ in {"who", "which", "that"}:
        head = _antecedent(head)
    if _is_nobody(head):
        return None
    first = head
    for child in sorted(head.lefts, key=lambda t: -t.i):
        if child.dep_ not in _MODIFIERS or child.right_edge.i != first.i - 1:
            break
        first = child.left_edge
    if first.i < sentence.tokens.start:
        first = sentence.tokens[0]
    span = parsed.span(sentence, first, head)
    kind = load_role_nouns().get(head.lemma_.lower())
    return Mention(
        id=make_id("mention", span.document, span.start, span.end),
        span=span,
        form="name" if head.pos_ == "PROPN" and first is head else "description",
        hint="person" if kind == "person" else None,
        role=None,
        head=head.lemma_.lower(),
        plural=head.tag_ in _PLURAL,
        sentence=sentence.index,
        subject=head.dep_ in {"nsubj", "nsubjpass"},
        method=METHOD,
        confidence=CONFIDENCE,
    )


def iter_label_mentions(
    parsed: Parsed, parties: Parties, turns: Iterable[LabelledTurn]
) -> Iterator[Mention]:
    """Yield a mention for each label of a turn that names nobody yet; "Q" is a reporter."""
    for turn in turns:
        start, end = turn.label
        if parties.within((start, end)):
            continue
        text = parsed.document.text
        courtesy = _COURTESY.match(text, start, end)
        start = courtesy.end() if courtesy and courtesy.end() < end else start
        sentence = next(
            (s for s in parsed.sentences if s.start + s.tokens.end_char > start),
            parsed.sentences[0],
        )
        words = text[start:end].lower().replace("\n", " ").split()
        role = next((w for w in reversed(words) if w in load_role_nouns()), None)
        described = turn.asked or role is not None
        span = Span.cut(parsed.document.id, text, start, end)
        yield Mention(
            id=make_id("mention", span.document, span.start, span.end),
            span=span,
            form="description" if described else "name",
            hint="person",
            role=None,
            head="reporter" if turn.asked else role or words[-1],
            plural=False,
            sentence=sentence.index,
            subject=True,
            method=METHOD,
            confidence=CONFIDENCE,
        )
