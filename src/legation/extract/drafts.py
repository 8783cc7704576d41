"""Draft what a document tells: triggers with their parties, before they are events or votes.

In: a `Parsed` document with its parties, and the learnt coder. Out: `Draft`s; mentions for the
words of parties that nobody listed.
Not here: the rules (`eventrules`, `voterules`), the records (`events`, `votes`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Protocol

from legation.extract.eventheads import EventRow, bare_row
from legation.extract.eventreader import Coding
from legation.extract.eventrules import Proposal
from legation.extract.eventtraits import ACTOR, BOTH, RECIPIENT, EventView, view_of
from legation.extract.parse import Parsed, Sentence
from legation.extract.parties import Parties
from legation.extract.sides import Sides
from legation.extract.sources import mention_of
from legation.records import Mention, MentionId

if TYPE_CHECKING:
    from spacy.tokens import Token


class Coder(Protocol):
    """What tells the rows of a sentence and what each is like: `eventreader.EventReader`."""

    @property
    def threshold(self) -> float:
        """Confidence below which a row is no event."""

    def rows(self, view: EventView) -> list[EventRow]:
        """Return the rows of one sentence."""

    def coding(self, view: EventView, row: EventRow) -> Coding:
        """Return what a row is like and how sure it is."""


# From this confidence on the coder may say of which type a word is, against the rule. Swept .35 to
# .7 on dev, where .5 is best; the parties stay the rules' where they agree on the type.
_OVER_RULE = 0.5
# What a rule proposes and the coder does not, or only doubtfully, is right in type and parties in
# 53 of 100 on dev.
_RULED = 0.53
_ONLY_IN_WORDS = frozenset({"REJECT", "REQUEST", "THREATEN"})
_CHARGES = frozenset({"accusation", "allegation", "claim", "charge", "report", "suggestion"})
_RELATIVE = frozenset({"who", "whom", "which", "that", "whose"})


@dataclass(frozen=True, slots=True)
class Draft:
    """An event before it is a record: one row with what it is like."""

    view: EventView
    row: EventRow
    coding: Coding
    ruled: bool = False
    """Whether it stands as the rules propose it: parties and status are theirs."""

    @property
    def sentence(self) -> Sentence:
        """The sentence it stands in."""
        return self.view.sentence

    @property
    def token(self) -> Token:
        """The main word of the trigger."""
        return self.view.tokens[self.row.trigger]

    @property
    def proposal(self) -> Proposal | None:
        """What the rules propose for the same trigger."""
        return self.view.proposal_at(self.row.trigger)

    def runs(self, *labels: int) -> list[list[int]]:
        """Return the unbroken runs of words that have one of the labels."""
        runs: list[list[int]] = []
        for i, label in enumerate(self.row.labels):
            if label in labels:
                if runs and runs[-1][-1] == i - 1 and self.row.labels[i - 1] == label:
                    runs[-1].append(i)
                else:
                    runs.append([i])
        return runs


def find_drafts(parsed: Parsed, parties: Parties, reader: Coder) -> list[Draft]:
    """Return the events of a document that are probable enough, before they are records."""
    sides = Sides(parties)
    drafts: list[Draft] = []
    for sentence in parsed.sentences:
        if sentence.heading or sentence.tokens.text.rstrip().endswith("?"):
            continue
        view = view_of(sentence, sides, parties)
        if not len(view):
            continue
        drafts += _pruned(_drafts_of(view, reader))
    return drafts


def _drafts_of(view: EventView, reader: Coder) -> list[Draft]:
    """Return what one sentence tells: what rules are sure of, and what the coder finds beside it.

    Where a rule knows the word, the coder may refuse it, or know better.
    """
    rows = {row.trigger: row for row in reader.rows(view)}
    drafts: list[Draft] = []
    for word, kind, mode in view.proposed():
        row = rows.pop(word, None)
        coding = reader.coding(view, row) if row is not None else None
        # That an announced withdrawal gives way in words is a convention that the rule knows.
        sure = row is not None and kind != "CONCEDE"
        if sure and row is not None and coding is not None and coding.confidence >= _OVER_RULE:
            same = coding.type == kind
            told = replace(coding, mode=coding.mode or (mode if same else None))
            drafts.append(Draft(view, row, told, ruled=same))
        else:
            chance = max(_RULED, coding.confidence if coding is not None else 0.0)
            ruled = Coding(kind, mode, "happened", chance)
            drafts.append(Draft(view, row or bare_row(view, word), ruled, ruled=True))
    for row in rows.values():
        coding = reader.coding(view, row)
        if coding.confidence >= reader.threshold:
            drafts.append(Draft(view, row, coding))
    return sorted(drafts, key=lambda draft: draft.row.trigger)


def _pruned(drafts: list[Draft]) -> list[Draft]:
    """Return the drafts without what is only asked for, refused or threatened, and denials.

    "Refused to send tanks" and "rejected the demand" are one act each; "rejected the accusation"
    is a claim.
    """
    over = {d.token.i for d in drafts if d.coding.type in _ONLY_IN_WORDS}
    return [
        draft
        for draft in drafts
        if not (draft.token.head.i in over and draft.token.dep_ in {"xcomp", "dobj"})
        and not (draft.coding.type == "REJECT" and _has_object(draft.token, _CHARGES))
        and (draft.ruled or not _is_of_nobody(draft))
    ]


def _has_object(token: Token, lemmas: frozenset[str]) -> bool:
    return any(
        child.dep_ in {"dobj", "nsubjpass"} and child.lemma_.lower() in lemmas
        for child in token.children
    )


def _is_of_nobody(draft: Draft) -> bool:
    """Tell "the invasion of another country": a noun without a doer, and nobody is named."""
    if draft.token.pos_ != "NOUN" or draft.coding.choice is not None:
        return False
    words = [draft.view.tokens[i] for run in draft.runs(ACTOR, RECIPIENT, BOTH) for i in run]
    return not draft.runs(ACTOR, BOTH) and not any(word.text[0].isupper() for word in words)


def brought_mentions(
    parsed: Parsed, parties: Parties, drafts: Sequence[Draft]
) -> tuple[Mention, ...]:
    """Return mentions for the words of parties whose head stands for nobody yet."""
    found: dict[MentionId, Mention] = {}
    for draft in drafts:
        for run in draft.runs(ACTOR, RECIPIENT, BOTH):
            tokens = draft.view.tokens
            head = tokens[draft.view.head_of(run)]
            if any(parties.at(draft.sentence, tokens[i]) for i in run):
                continue
            if head.lower_ in _RELATIVE and parties.of(draft.sentence, head):
                continue
            mention = mention_of(parsed, draft.sentence, head)
            if mention is not None and not parties.has(mention.id):
                found[mention.id] = mention
    return tuple(found.values())


def mentions_of(draft: Draft, parties: Parties, *labels: int) -> tuple[MentionId, ...]:
    """Return whom the words with some labels stand for, in text order; the rules' where ruled."""
    if draft.ruled:
        return draft.view.proposed_parties(draft.row.trigger, labels)
    found: set[MentionId] = set()
    for run in draft.runs(*labels):
        found.update(_of_run(draft, parties, run))
    return in_order(found, parties)


def in_order(mentions: set[MentionId], parties: Parties) -> tuple[MentionId, ...]:
    """Return mentions in the order of the text."""
    return tuple(sorted(mentions, key=lambda one: parties.mention(one).span.start))


def _of_run(draft: Draft, parties: Parties, run: Sequence[int]) -> tuple[MentionId, ...]:
    """Return whom a run of words stands for: its head's party, else those it names."""
    tokens = draft.view.tokens
    head = tokens[draft.view.head_of(run)]
    within = {own.id for i in run if (own := parties.at(draft.sentence, tokens[i])) is not None}
    if head.lower_ in _RELATIVE:
        return parties.of(draft.sentence, head)
    whole = parties.of(draft.sentence, head)
    # A conjunct outside the run is another party, or none.
    inside = tuple(one for one in whole if one in within)
    if inside:
        return inside
    return whole if whole and not within else tuple(within)
