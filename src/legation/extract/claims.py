"""Read who says what.

In: a `Parsed` document with its parties and moments, and a `ClaimReader`. Out: `Claim`s in reading
order: source, cue and content as the text has them, the act, how firmly, and which claim stands
inside which.
Not here: the rules (`claimrules`), the learnt heads (`claimheads`), whole quotations
(`claimdrafts`), who the speakers are (`resolve`), which claims meet (`resolve.disputes`).

The rules on the parse propose; the encoder, which is told what they propose, decides. Turns of
transcripts are read by their labels alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from typing import TYPE_CHECKING

from legation.extract.certainty import (
    FLAT_DENIAL,
    HEDGED,
    denies,
    hedge_of,
    judge_certainty,
)
from legation.extract.claimdrafts import Draft, draft_of, with_quotations
from legation.extract.claimreader import ClaimReader, Nature
from legation.extract.claimrules import find_quotations, propose
from legation.extract.claimtraits import ClaimView
from legation.extract.clauses import Range
from legation.extract.parse import Parsed, Sentence
from legation.extract.parties import Parties
from legation.extract.quotes import Quotation
from legation.extract.sources import iter_label_mentions, iter_source_mentions, parties_of
from legation.extract.turnclaims import LabelledTurn, iter_turns
from legation.records import Claim, Mention, MentionId, Moment, Span, make_id
from legation.reference.roles import load_role_nouns

if TYPE_CHECKING:
    from spacy.tokens import Token

METHOD = "legation.claims/2"
TURN_METHOD = "legation.turns/1"
TURN_CONFIDENCE = 0.99
FLAT = 0.97
ASKED = 0.5
_COVER = re.compile(
    r"(?:not )?(?:to be|being) (?:named|identified|quoted|cited)\b|(?:\w+ )?(?:anonymity|unnamed)\b"
)
# A moment farther from the cue than this does not say when it was said.
_NEAR_CUE = 60


@dataclass(frozen=True, slots=True)
class Found:
    """A draft with what it is like."""

    draft: Draft
    nature: Nature


@dataclass(frozen=True, slots=True)
class ClaimsFound:
    """The claims of a document, and the mentions that their sources brought."""

    claims: tuple[Claim, ...]
    mentions: tuple[Mention, ...]
    """Of sources that no other reader of mentions knows."""


def find_claims(
    parsed: Parsed,
    mentions: Sequence[Mention],
    parties: Parties,
    moments: Sequence[Moment],
    reader: ClaimReader,
) -> ClaimsFound:
    """Return the claims of a document, in the order of their cues."""
    found = [
        one
        for one in find_attributions(parsed, parties, reader)
        if not one.nature.wish
        and one.nature.confidence >= reader.threshold
        and not _asks_for_cover(parsed.document.text, one.draft)
        and not (one.nature.act == "threaten" and _names_whom(one.draft))
    ]
    turns = list(iter_turns(parsed.document.text))
    brought = _brought(parsed, parties, found, turns)
    parties = Parties(parsed, [*mentions, *brought]) if brought else parties
    claims = [_claim(parsed, one, parties, moments) for one in found]
    told = [_turn_claim(parsed, turn, parties) for turn in turns]
    ordered = sorted([*told, *claims], key=lambda c: (c.cue[0].start, c.id))
    return ClaimsFound(_with_parents(_without_repeats(ordered)), brought)


def _brought(
    parsed: Parsed, parties: Parties, found: Sequence[Found], turns: Sequence[LabelledTurn]
) -> tuple[Mention, ...]:
    sources = [(one.draft.view, one.draft.source) for one in found]
    mentions = {
        mention.id: mention
        for mention in (
            *iter_label_mentions(parsed, parties, turns),
            *iter_source_mentions(parsed, parties, sources),
        )
        if not parties.has(mention.id)
    }
    return tuple(mentions.values())


def _asks_for_cover(text: str, draft: Draft) -> bool:
    """Tell "asked not to be named": a condition of the talk, nothing that was said in it."""
    return all(_COVER.match(text, start, end) for start, end in draft.content)


def _names_whom(draft: Draft) -> bool:
    """Tell whether the object of "threatened" is whom, not with what: "threatened civilians"."""
    positions = draft.view.within(draft.content)
    head = draft.view.tokens[draft.view.head_of(positions)] if positions else None
    return (
        head is not None
        and head.dep_ == "dobj"
        and (head.pos_ == "PROPN" or head.lemma_.lower() in load_role_nouns())
    )


def _without_repeats(claims: Sequence[Claim]) -> list[Claim]:
    """Keep the first of claims that have one id: the same parts, read twice."""
    return list({claim.id: claim for claim in reversed(claims)}.values())[::-1]


def find_attributions(parsed: Parsed, parties: Parties, reader: ClaimReader) -> list[Found]:
    """Return all that is given as somebody's words, thoughts or wishes, unsure ones too.

    These are more than claims: wishes and intentions of one's own, and what the reader holds
    for less probable than a claim must be.
    """
    quotations = find_quotations(parsed.blocks)
    views: list[ClaimView] = []
    drafts: list[Draft] = []
    for sentence in parsed.sentences:
        within = quotations.get(sentence.start, ())
        view = ClaimView(sentence, propose(sentence, parties, within), within)
        if not len(view):
            continue
        views.append(view)
        drafts += [draft_of(view, row) for row in reader.rows(view)]
    whole = with_quotations(parsed.document.text, drafts, _in_order(quotations.values()), views)
    return [Found(draft, reader.nature(draft)) for draft in whole]


def _in_order(quotations: Iterable[tuple[Quotation, ...]]) -> list[Quotation]:
    return sorted(chain.from_iterable(quotations), key=lambda one: one.start)


# --- records


def _claim(parsed: Parsed, found: Found, parties: Parties, moments: Sequence[Moment]) -> Claim:
    draft, nature = found.draft, found.nature
    view = draft.view
    sentence = view.sentence
    document, text = parsed.document.id, parsed.document.text
    source = _spans(document, text, draft.source)
    cue = _spans(document, text, draft.cue)
    content = _spans(document, text, draft.content)
    parts = [*source, *cue, *content]
    start, end = min(p.start for p in parts), max(p.end for p in parts)
    speakers = parties_of(view, draft.source, parties)
    addressees = _addressees(draft, parties)
    named, on_record = _standing(speakers, parties)
    said = nature.act == "assert" and not nature.negated
    denied = said and denies(" ".join(part.text for part in content))
    return Claim(
        id=make_id("claim", document, start, end, cue[0].start),
        span=Span.cut(document, text, start, end),
        source=source,
        cue=cue,
        content=content,
        act="deny" if denied else nature.act,
        negated=nature.negated,
        certainty=FLAT_DENIAL if denied else _certainty(draft, nature),
        form=_form(text, draft.content),
        speakers=speakers,
        addressees=tuple(a for a in addressees if a not in speakers),
        named=named,
        on_record=on_record,
        parent=None,
        on=_said_on(view.tokens[draft.row.cue], sentence, draft.content, moments),
        method=METHOD,
        confidence=nature.confidence,
    )


def _turn_claim(parsed: Parsed, turn: LabelledTurn, parties: Parties) -> Claim:
    document, text = parsed.document.id, parsed.document.text
    start, end = turn.label[0], turn.content[-1][1]
    speakers = parties.within(turn.label)
    words = text[turn.content[0][0] : end]
    asks = words.endswith("?") or (turn.asked and "?" in words)
    denied = not asks and denies(words)
    named, on_record = _standing(speakers, parties)
    return Claim(
        id=make_id("claim", document, start, end, turn.cue[0]),
        span=Span.cut(document, text, start, end),
        source=_spans(document, text, [turn.label]),
        cue=_spans(document, text, [turn.cue]),
        content=_spans(document, text, turn.content),
        act="ask" if asks else "deny" if denied else "assert",
        negated=False,
        certainty=ASKED if asks else FLAT_DENIAL if denied else FLAT,
        form="direct",
        speakers=speakers,
        addressees=(),
        named=named,
        on_record=on_record,
        parent=None,
        on=None,
        method=TURN_METHOD,
        confidence=TURN_CONFIDENCE,
    )


def _spans(document: str, text: str, ranges: Iterable[Range]) -> tuple[Span, ...]:
    return tuple(Span.cut(document, text, start, end) for start, end in sorted(ranges))


def _addressees(draft: Draft, parties: Parties) -> tuple[MentionId, ...]:
    found = parties_of(draft.view, draft.addressee, parties)
    finding = draft.proposal.finding if draft.proposal is not None else None
    if found or finding is None or finding.addressee is None:
        return found
    return parties.of(draft.view.sentence, finding.addressee)


def _standing(speakers: tuple[MentionId, ...], parties: Parties) -> tuple[bool, bool]:
    """Return (named, on record) as the words alone tell; pronouns wait for `resolve`."""
    known = [parties.mention(speaker) for speaker in speakers]
    named = bool(known) and all(mention.form == "name" for mention in known)
    bodies = bool(known) and all(mention.hint == "organisation" for mention in known)
    return named, named or bodies


def _certainty(draft: Draft, nature: Nature) -> float:
    """Return how firmly the content is given.

    That is the lexicon's figure where it lies in the stretch that was learnt, else the middle of
    the stretch; a modal or probability word that governs the content never leaves it firmer.
    """
    tokens = draft.view.tokens
    positions = [i for i in draft.view.within(draft.content) if not tokens[i].is_punct]
    head = tokens[draft.view.head_of(positions)] if positions else None
    may_hedge = nature.act in HEDGED and not nature.negated
    hedge = hedge_of(head) if may_hedge and head is not None else None
    figure = nature.certainty
    if draft.proposal is not None:
        listed = judge_certainty(draft.proposal.finding.cue, head, negated=nature.negated)
        figure = listed if nature.low <= listed < nature.high else figure
    return figure if hedge is None else min(figure, hedge)


def _form(text: str, content: Sequence[Range]) -> str:
    quoted = [text[start] in '“"«„' and text[end - 1] in '”"»“' for start, end in content]
    if all(quoted):
        return "direct"
    return "mixed" if any(m in text[s:e] for s, e in content for m in '“"«') else "indirect"


def _said_on(
    cue: Token, sentence: Sentence, content: Sequence[Range], moments: Sequence[Moment]
) -> str | None:
    """Return the day it was said: a moment that hangs on the cue, outside the content."""
    offset = sentence.start
    for child in cue.children:
        if child.dep_ not in {"npadvmod", "prep", "advmod"}:
            continue
        first, last = child.left_edge, child.right_edge
        start, end = offset + first.idx, offset + last.idx + len(last.text)
        if end - start > _NEAR_CUE or any(s < end and start < e for s, e in content):
            continue
        for moment in moments:
            if start <= moment.span.start and moment.span.end <= end:
                return moment.value
    return None


def _with_parents(claims: list[Claim]) -> tuple[Claim, ...]:
    shortest_first = sorted(claims, key=lambda claim: (_length(claim), claim.id))
    return tuple(replace(claim, parent=_parent(claim, shortest_first)) for claim in claims)


def _parent(claim: Claim, shortest_first: Sequence[Claim]) -> str | None:
    """Return the claim with the shortest content that holds this one's cue.

    A content is longer than that of a claim inside it, so no claim ever stands inside itself:
    where contents run across each other, each could hold the other's cue.
    """
    start, end, own = claim.cue[0].start, claim.cue[-1].end, _length(claim)
    for other in shortest_first:
        if not (other.span.start <= start and end <= other.span.end) or _length(other) <= own:
            continue
        for part in other.content:
            if part.start <= start and end <= part.end and not any(map(part.overlaps, other.cue)):
                return other.id
    return None


def _length(claim: Claim) -> int:
    """Return how many characters of content a claim has."""
    return sum(part.end - part.start for part in claim.content)
