"""Propose votes by rules: who voted for, against, abstained, vetoed or stayed away.

In: a parsed sentence and the parties of its document. Out: `Cast`s; body and motion of a vote.
Not here: which of them are votes (`eventreader`), the records (`votes`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from legation.extract.arguments import is_passive, iter_verb_role
from legation.extract.parse import Parsed, Sentence
from legation.extract.parties import Parties, find_subject
from legation.records import MentionId

if TYPE_CHECKING:
    from spacy.tokens import Token

# The verb alone names a vote; "voted" needs its direction, "back" and "oppose" a resolution.
_VERB_CHOICE = {"abstain": "abstain", "veto": "veto"}
_NOUN_CHOICE = {"abstention": "abstain", "veto": "veto"}
_DIRECTION = {
    "for": "yes",
    "favor": "yes",
    "favour": "yes",
    "yes": "yes",
    "against": "no",
    "no": "no",
}
_BALLOT = frozenset({"vote", "voting", "ballot", "referendum"})
_MOTION = frozenset(
    {"resolution", "motion", "bill", "amendment", "text", "draft", "measure", "vote"}
)
# Longest first: the General Assembly is a body of the UN.
_BODIES = (
    (re.compile(r"\bSecurity Council\b|\bU\.?N\.?S\.?C\.?\b"), "UN Security Council"),
    (re.compile(r"\bGeneral Assembly\b|\bU\.?N\.?G\.?A\.?\b"), "UN General Assembly"),
    (re.compile(r"\bHuman Rights Council\b"), "UN Human Rights Council"),
    (re.compile(r"\bEuropean Parliament\b"), "European Parliament"),
    (re.compile(r"\bHouse of Representatives\b"), "House of Representatives"),
    (re.compile(r"\bSenate\b"), "Senate"),
    (re.compile(r"\bCongress\b"), "Congress"),
    (re.compile(r"\bBundestag\b"), "Bundestag"),
    (re.compile(r"\b(?:State )?Duma\b"), "State Duma"),
    (re.compile(r"\bHouse of Commons\b"), "House of Commons"),
    (re.compile(r"\b(?:United Nations|U\.N\.|UN)(?!\w)"), "UN"),
    (re.compile(r"\bParliament\b", re.IGNORECASE), "parliament"),
)


class Cast(NamedTuple):
    """A choice at the token that tells it."""

    token: Token
    choice: str
    voters: tuple[MentionId, ...]


def iter_casts(sentence: Sentence, parties: Parties) -> Iterator[Cast]:
    """Yield what the rules take for a vote in one sentence, in reading order."""
    for token in sentence.tokens:
        if token.pos_ in {"VERB", "AUX"}:
            yield from _of_verb(sentence, parties, token)
        elif token.pos_ in {"NOUN", "PROPN"} and token.lemma_.lower() in _NOUN_CHOICE:
            yield from _of_noun(sentence, parties, token)


def _of_verb(sentence: Sentence, parties: Parties, verb: Token) -> Iterator[Cast]:
    choice = _verb_choice(verb)
    if choice is None:
        return
    voters = tuple(
        one for head in iter_verb_role(verb, "subj") for one in parties.of(sentence, head)
    )
    if voters and _is_about_a_ballot(sentence, verb):
        yield Cast(verb, choice, voters)


def _verb_choice(verb: Token) -> str | None:
    lemma = verb.lemma_.lower()
    negated = any(child.dep_ == "neg" for child in verb.children)
    if lemma in _VERB_CHOICE:
        return None if negated or (is_passive(verb) and lemma == "abstain") else _VERB_CHOICE[lemma]
    if lemma in {"vote", "cast"}:
        direction = _direction(verb)
        if negated:
            return "absent" if lemma == "vote" and direction is None else None
        return direction
    if lemma in {"take", "participate"} and negated and _takes_part_in_ballot(verb):
        return "absent"
    return None


def _direction(verb: Token) -> str | None:
    """Return yes or no by the word after "voted": for, in favour, against, yes, to condemn."""
    for child in verb.children:
        word = child.lower_
        if word == "in" and any(inner.lower_ in _DIRECTION for inner in child.children):
            return "yes"
        if word in {"for", "against", "yes", "no"} and child.dep_ != "det":
            return _DIRECTION[word]
        if word in {"vote", "ballot"} and child.dep_ == "dobj":
            return _direction(child)
        if child.dep_ == "xcomp" and child.tag_ == "VB":
            return "yes"
    return None


def _takes_part_in_ballot(verb: Token) -> bool:
    return any(token.lemma_.lower() in _BALLOT for token in verb.subtree)


def _is_about_a_ballot(sentence: Sentence, verb: Token) -> bool:
    """Tell abstaining in a vote from abstaining from drink."""
    if verb.lemma_ != "abstain":
        return True
    held_from = [
        noun.lemma_.lower()
        for preposition in ("from", "on", "in", "during")
        for noun in iter_verb_role(verb, preposition)
    ]
    return not held_from or names_a_ballot(sentence) or body_in(sentence.tokens.text) is not None


def names_a_ballot(sentence: Sentence) -> bool:
    """Tell whether a sentence speaks of a vote or of what is voted on."""
    return any(token.lemma_.lower() in _BALLOT | _MOTION for token in sentence.tokens)


def _of_noun(sentence: Sentence, parties: Parties, noun: Token) -> Iterator[Cast]:
    """Yield "China's abstention", "the abstention of China", "Russia used its veto"."""
    choice = _NOUN_CHOICE[noun.lemma_.lower()]
    heads = [child for child in noun.lefts if child.dep_ in {"poss", "amod"}]
    for child in noun.children:
        if child.lower_ in {"of", "by"} and choice == "abstain":
            heads.extend(inner for inner in child.children if inner.dep_ == "pobj")
    voters = tuple(dict.fromkeys(one for head in heads for one in parties.of(sentence, head)))
    if noun.dep_ == "dobj" and noun.head.lemma_ in {"use", "cast", "wield", "exercise"}:
        subject = find_subject(noun.head)
        voters = parties.of(sentence, subject) if subject is not None else voters
    elif choice == "veto":
        return
    if voters:
        yield Cast(noun, choice, voters)


# --- on what, where


def motion_of(head: Token) -> Token | None:
    """Return the noun that says what was voted on."""
    if head.lemma_ == "veto" and head.pos_ == "VERB":
        return next(iter(iter_verb_role(head, "obj")), None)
    queue = [child for child in head.children if child.dep_ in {"prep", "dobj", "xcomp"}]
    for child in queue:
        if child.dep_ == "xcomp":
            if child.tag_ == "VB":
                return child
            continue
        if child.dep_ == "dobj":
            found = motion_of(child) if child.lemma_ in _BALLOT else None
            if found is not None:
                return found
            continue
        for inner in child.children:
            if inner.dep_ != "pobj":
                continue
            if inner.lower_ in {"favor", "favour"}:
                return next(
                    (o for p in inner.children for o in p.children if o.dep_ == "pobj"), None
                )
            if child.lower_ in {"for", "against", "on", "from", "in", "during", "of"} and (
                inner.lemma_.lower() in _MOTION | _BALLOT or child.lower_ in {"for", "against"}
            ):
                return inner
    return None


def motion_words(parsed: Parsed, sentence: Sentence, motion: Token | None) -> str | None:
    """Return the shortest words that tell what was voted on."""
    if motion is None:
        return None
    last = motion.right_edge
    for child in motion.rights:
        # "in the General Assembly", "on Wednesday" tell where and when, not what.
        aside = child.dep_ == "prep" and child.lower_ in {"in", "at", "by"}
        aside = aside or any(token.ent_type_ == "DATE" for token in child.subtree)
        if aside or child.dep_ in {"relcl", "advcl", "punct", "cc", "conj"}:
            last = motion.doc[max(motion.i, child.left_edge.i - 1)]
            break
    return parsed.span(sentence, motion.left_edge, last).text


def find_body(parsed: Parsed, sentence: Sentence, motion: Token | None) -> str | None:
    """Return the body named in the motion's words, else in the sentence."""
    words = motion_words(parsed, sentence, motion) or ""
    return body_in(words) or body_in(sentence.tokens.text)


def body_in(text: str) -> str | None:
    """Return the first body that `text` names, in short."""
    return next((name for pattern, name in _BODIES if pattern.search(text)), None)
