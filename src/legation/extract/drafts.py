"""Draft what a document tells: triggers with their parties, before they are events or votes.

In: a `Parsed` document with its parties, and the learnt coder. Out: `Draft`s; mentions for the
words of parties that nobody listed.
Not here: the rules (`eventrules`, `voterules`), the records (`events`, `votes`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Protocol

from legation.extract.arguments import light_verb_of
from legation.extract.eventheads import EventRow
from legation.extract.eventreader import Coding
from legation.extract.eventrules import Proposal
from legation.extract.eventtraits import ACTOR, BOTH, RECIPIENT, EventView, view_of
from legation.extract.parse import Parsed, Sentence
from legation.extract.parties import Parties
from legation.extract.sides import Sides
from legation.extract.sources import mention_of
from legation.records import Mention, MentionId
from legation.reference.roles import load_role_nouns

if TYPE_CHECKING:
    from spacy.tokens import Token


class Coder(Protocol):
    """What tells the rows of a sentence and what each is like: `eventreader.EventReader`."""

    @property
    def threshold(self) -> float:
        """Probability of the likeliest kind below which a row is no event."""

    def rows(self, view: EventView) -> list[EventRow]:
        """Return the rows of one sentence."""

    def coding(self, view: EventView, row: EventRow) -> Coding:
        """Return what a row is like and how sure it is."""


# What follows was swept on the dev part. A rule's word is an event unless the coder all but rules
# it out, and of the rule's type unless the coder is this sure of another. The rules' parties stand
# where they name both sides, or where the row of labels is less sure than this.
_ASSENT, _OVER_RULE, _SURE_ROW = 0.08, 0.85, 0.3
# Parties less likely than this are a guess, and an event of the wrong two is worse than none.
_LEAST = 0.15
_ONLY_IN_WORDS = frozenset({"REJECT", "REQUEST", "THREATEN"})
_CHARGES = frozenset({"accusation", "allegation", "claim", "charge", "report", "suggestion"})
_THINGS = frozenset("crisis issue problem question matter news debate price storm virus".split())
_TALKED_ABOUT = frozenset("discuss review raise consider cover debate".split())
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
    # A headline over a report tells nothing that the report does not; by itself it is all there is.
    alone = all(sentence.heading for sentence in parsed.sentences)
    for sentence in parsed.sentences:
        if (sentence.heading and not alone) or sentence.tokens.text.rstrip().endswith("?"):
            continue
        view = view_of(sentence, sides, parties)
        if not len(view):
            continue
        drafts += _pruned(_drafts_of(view, reader))
    return drafts


def _drafts_of(view: EventView, reader: Coder) -> list[Draft]:
    """Return what one sentence tells: what the coder is sure of, and what it half grants a rule."""
    proposed = {word: (kind, mode) for word, kind, mode in view.proposed()}
    drafts: list[Draft] = []
    for row in reader.rows(view):
        coding = reader.coding(view, row)
        likely = coding.confidence >= _LEAST
        if row.trigger in proposed and row.probability >= _ASSENT:
            draft = _seconded(view, row, coding, *proposed[row.trigger])
            if likely or draft.coding.choice is None:
                drafts.append(draft)
        elif row.kind_probability >= reader.threshold and likely:
            drafts.append(Draft(view, row, coding))
    return sorted(drafts, key=lambda draft: draft.row.trigger)


def _seconded(view: EventView, row: EventRow, coding: Coding, kind: str, mode: str | None) -> Draft:
    """Return the event of a word that a rule proposes as `kind` and the coder takes for one too."""
    proposal = view.proposal_at(row.trigger)
    both = proposal is not None and bool(proposal.actors and proposal.recipients)
    if coding.type == kind:
        told = replace(coding, mode=coding.mode or mode)
        return Draft(view, row, told, ruled=both or row.row_probability < _SURE_ROW)
    # That an announced withdrawal gives way in words is a convention that the rule knows.
    if kind == "CONCEDE" or row.kind_probability < _OVER_RULE:
        return Draft(view, row, replace(coding, type=kind, mode=mode), ruled=both)
    return Draft(view, row, coding)


def _pruned(drafts: list[Draft]) -> list[Draft]:
    """Return the drafts without what is only asked for, refused or threatened, and denials.

    "Refused to send tanks" and "rejected the demand" are one act each, as is "imposed a ban";
    "rejected the accusation" is a claim.
    """
    over = {d.token.i for d in drafts if d.coding.type in _ONLY_IN_WORDS}
    twice = _told_twice(drafts)
    return [
        draft
        for draft in drafts
        if not (draft.token.head.i in over and draft.token.dep_ in {"xcomp", "dobj"})
        and draft.token.i not in twice
        and not (draft.coding.type == "ASSAULT" and _is_dismissal(draft.token))
        and not _is_of_a_thing(draft)
        and not (draft.coding.type == "REJECT" and _has_object(draft.token, _CHARGES))
        and (draft.ruled or not _is_of_nobody(draft))
    ]


def _is_dismissal(token: Token) -> bool:
    """Tell "fired the minister" from "fired a missile" and "fired on the crowd"."""
    people = load_role_nouns()
    return token.lemma_.lower() == "fire" and any(
        child.dep_ in {"dobj", "nsubjpass"} and child.lemma_.lower() in people
        for child in token.children
    )


def _is_of_a_thing(draft: Draft) -> bool:
    """Tell "the crisis has occupied the White House": what does it is nobody."""
    doers = [draft.view.tokens[draft.view.head_of(run)] for run in draft.runs(ACTOR)]
    return bool(doers) and all(doer.lemma_.lower() in _THINGS for doer in doers)


def _told_twice(drafts: list[Draft]) -> set[int]:
    """Return the places of words whose act the verb over them, or the noun under them, tells too.

    Of "imposed" and "ban" the one that names more sides stays, the verb of equals.
    """
    at = {draft.token.i: draft for draft in drafts}
    twice: set[int] = set()
    for noun in drafts:
        verb = at.get(noun.token.head.i)
        if verb is None or verb is noun or noun.token.dep_ != "dobj":
            continue
        lent = verb.proposal is not None and verb.proposal.noun == noun.token
        lent = lent or light_verb_of(noun.token) == verb.token
        if lent or verb.coding.type == noun.coding.type:
            twice.add((noun if _n_sides(verb) >= _n_sides(noun) else verb).token.i)
    return twice


def _n_sides(draft: Draft) -> int:
    proposal = draft.proposal
    if draft.ruled and proposal is not None:
        return bool(proposal.actors) + bool(proposal.recipients)
    return bool(draft.runs(ACTOR, BOTH)) + bool(draft.runs(RECIPIENT, BOTH))


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
        if not _is_topic(draft.token, draft.view.tokens[draft.view.head_of(run)]):
            found.update(_of_run(draft, parties, run))
    return in_order(found, parties)


def _is_topic(trigger: Token, head: Token) -> bool:
    """Tell whether a word is what is talked about: of "discussed Taiwan" Taiwan takes no part."""
    while head.dep_ == "conj" and head.head != head:
        head = head.head
    is_object = head.dep_ in {"dobj", "nsubjpass"} and head.head == trigger
    return is_object and trigger.lemma_.lower() in _TALKED_ABOUT


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
