"""Say what a quantity measures, between whom, and in which clause.

In: the token a quantity stands at, its sentence, the parties. Out: `Measure`.
Not here: numbers and units (`extract.quantities`).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from legation.extract.parse import Sentence
from legation.extract.parties import Parties
from legation.extract.tallies import ABOUT as TALLIES
from legation.extract.units import (
    DURATIONS,
    LASTING,
    OF_PERSONS,
    OF_PERSONS_ONLY,
    PHRASAL_TOPIC,
    TOPIC,
    VERB_TOPIC,
    WEAPON_NAMES,
)
from legation.records import MentionId

if TYPE_CHECKING:
    from spacy.tokens import Token

_NOMINAL = ("NOUN", "PROPN")
_VERBAL = ("VERB", "AUX")
_BETWEEN = frozenset("between with of from to for by among against into in".split())
_RECIPIENT = frozenset("to for".split())
# "48 arms makers": what a company deals in is not what its number measures.
_DEALT_IN = frozenset("weapons energy market assets".split())
# Topics in which the subject of the verb is the one who gives, spends, buys.
_GIVEN = frozenset("aid investment budget loans imports exports sanctions weapons troops".split())


@dataclass(frozen=True, slots=True)
class Measure:
    """What one quantity measures."""

    about: str | None
    parties: tuple[MentionId, ...]
    clause: Token
    """The verb, or the top of the phrase, whose time is the quantity's."""
    sure: bool
    """The topic stands in the quantity's own phrase, not somewhere else in its clause."""
    owner: tuple[MentionId, ...] = ()
    """Whose the thing measured is: the first side of "*its* trade with the neighbours", which
    a sentence that goes on with "trade with the others" does not repeat."""


def measure(
    sentence: Sentence, counted: Token, unit: str, hint: str | None, parties: Parties
) -> Measure:
    """Return what the quantity at `counted` measures, by the nearest noun or verb that tells."""
    verb = _verb_over(counted)
    if hint in TALLIES:
        return Measure(hint, (), verb if verb is not None else counted, sure=True)
    clause = verb if verb is not None else counted
    if unit in DURATIONS and counted.dep_ == "pobj" and counted.head.lower_ == "in":
        return Measure(hint, (), clause, sure=True)  # "the first session in 40 years"
    noun, about = _nearest_topic(counted, verb, unit, hint)
    if noun is None and unit in DURATIONS:
        subject = _subject(verb) if verb is not None else None
        noun = subject
    if about is None and verb is not None and unit not in DURATIONS:
        about = _verb_topic(verb, unit)
    sure = about is not None and (noun is None or counted in (noun, noun.head))
    about = about or hint
    found = _of_noun(sentence, noun, parties) if noun is not None else ()
    if not found and counted.pos_ in _NOMINAL:
        found = _of_noun(sentence, counted, parties)
    if verb is not None and about in _GIVEN and len(found) < 2:
        found = _of_verb(sentence, verb, counted, parties, found)
    owner = _owner(sentence, noun, parties) if noun is not None else ()
    return Measure(about, found, clause, sure, owner)


def _nearest_topic(
    counted: Token, verb: Token | None, unit: str, hint: str | None
) -> tuple[Token | None, str | None]:
    """Return the noun that names the topic, and the topic."""
    for noun in _nouns_by_nearness(counted, verb):
        about = _topic(noun)
        if about is not None and not _can_measure(unit, about):
            continue
        if about == "currency" and noun == counted:
            continue
        if about is not None and not (hint not in (None, "duration") and noun == counted):
            if hint not in (None, "duration") and not _refines(about, hint):
                continue
            return noun, about
        if noun == counted and hint not in (None, "duration") and verb is not None:
            by_verb = VERB_TOPIC.get(verb.lemma_.lower())
            if by_verb is not None and _refines(by_verb, hint):
                return noun, by_verb
    return None, None


def _verb_topic(verb: Token, unit: str) -> str | None:
    """Return what the verb tells, or the verb it leads to ("were forced to flee")."""
    for told in (verb, *(child for child in verb.children if child.dep_ == "xcomp")):
        lemma = told.lemma_.lower()
        phrasal = (PHRASAL_TOPIC.get((lemma, child.lower_)) for child in told.children)
        about = VERB_TOPIC.get(lemma) or next((topic for topic in phrasal if topic), None)
        if about is not None and _can_measure(unit, about):
            return about
    return None


def _can_measure(unit: str, about: str) -> bool:
    if unit in DURATIONS:
        return about in LASTING
    if unit == "person":
        return about in OF_PERSONS
    if unit == "company":
        return about not in _DEALT_IN | OF_PERSONS_ONLY
    return about not in OF_PERSONS_ONLY or unit == "percent"


def _refines(about: str, hint: str | None) -> bool:
    """Tell whether what befalls people says more than who they are: soldiers killed."""
    return about in ("casualties", "refugees", "arrests", "aid") or about == hint


def _nouns_by_nearness(counted: Token, verb: Token | None) -> Iterator[Token]:
    """Yield the nouns that may say what is measured, the most telling first."""
    yield from _complements(counted)
    head = counted
    while head.dep_ in ("nummod", "compound", "nmod", "amod", "quantmod", "npadvmod", "punct") and (
        head.head.pos_ in (*_NOMINAL, "NUM", "SYM", "ADJ")
    ):
        head = head.head
        yield head
        yield from _complements(head)
    while head.dep_ in ("pobj", "prep", "pcomp", "appos", "conj", "quantmod", "dep") and (
        head.head.pos_ not in _VERBAL
    ):
        head = head.head
        if head.pos_ in _NOMINAL:
            yield head
            yield from _complements(head)
    if verb is None:
        return
    subject = _subject(verb)
    if subject is not None:
        yield subject
        yield from _complements(subject)
    for child in verb.rights:
        if child.dep_ in ("dobj", "attr", "oprd") and child != counted:
            yield child
            yield from _complements(child)
        elif child.dep_ == "prep" and child.lower_ in ("in", "on", "for", "of"):
            yield from (grandchild for grandchild in child.children if grandchild.dep_ == "pobj")


def _complements(noun: Token) -> Iterator[Token]:
    """Yield the nouns of "worth of *aid*", "in military *assistance*" after `noun`."""
    for child in noun.rights:
        if child.dep_ == "prep" and child.lower_ in ("of", "in", "for", "on"):
            for grandchild in child.children:
                if grandchild.dep_ == "pobj":
                    yield grandchild
                    yield from _complements(grandchild)
        elif child.lower_ == "worth":
            yield from _complements(child)


def _topic(noun: Token) -> str | None:
    own = TOPIC.get(noun.lemma_.lower()) or TOPIC.get(noun.lower_)
    if own is not None and own != "currency":
        return own
    described = (
        TOPIC.get(child.lemma_.lower())
        for child in reversed(list(noun.lefts))
        if child.dep_ in ("compound", "amod", "nmod")
    )
    return next((topic for topic in described if topic not in (None, "currency")), own)


def _verb_over(token: Token) -> Token | None:
    for _ in range(12):
        if token.pos_ in _VERBAL:
            return token
        if token.head == token:
            return None
        token = token.head
    return None


def _subject(verb: Token) -> Token | None:
    for _ in range(4):
        for child in verb.children:
            if child.dep_ in ("nsubj", "nsubjpass", "csubj"):
                return child
        if verb.dep_ == "relcl":
            return verb.head
        if verb.dep_ == "acl":
            return verb.head
        if verb.dep_ not in ("conj", "xcomp") or verb.head == verb:
            return None
        verb = verb.head
    return None


def _of_noun(sentence: Sentence, noun: Token, parties: Parties) -> tuple[MentionId, ...]:
    """Return whose or between whom a noun is: "US-China trade", "its trade with Russia"."""
    found: dict[MentionId, int] = {}
    lasting = TOPIC.get(noun.lemma_.lower()) in LASTING
    heads = [noun, *(child for child in noun.children if child.dep_ in ("compound", "nmod"))]
    for head in heads:
        for child in head.children:
            if child.dep_ in ("poss", "compound", "amod", "nmod"):
                for token in child.subtree:
                    _add(sentence, token, parties, found)
            elif child.dep_ == "prep" and child.lower_ in _BETWEEN:
                if lasting and child.lower_ == "in":
                    continue  # where they met
                for grandchild in child.children:
                    # "Four banks, among them …" is a part of the four, no party to them.
                    if grandchild.dep_ == "pobj" and not (
                        child.lower_ == "among" and grandchild.pos_ == "PRON"
                    ):
                        _add(sentence, grandchild, parties, found)
        if head != noun:
            _add(sentence, head, parties, found)
    return tuple(sorted(found, key=lambda mention: found[mention]))


def _owner(sentence: Sentence, noun: Token, parties: Parties) -> tuple[MentionId, ...]:
    """Return whose a noun is, or of the first subject that a clause beside it repeats."""
    found: dict[MentionId, int] = {}
    for child in noun.children:
        if child.dep_ in ("poss", "compound", "amod", "nmod"):
            _add(sentence, child, parties, found)
    return tuple(found)


def _of_verb(
    sentence: Sentence,
    verb: Token,
    counted: Token,
    parties: Parties,
    found: tuple[MentionId, ...],
) -> tuple[MentionId, ...]:
    """Return `found` with who gives and who gets, from the verb's subject and object."""
    placed: dict[MentionId, int] = {
        mention: parties.mention(mention).span.start for mention in found
    }
    for mention in parties.subject_of(sentence, verb):
        placed.setdefault(mention, parties.mention(mention).span.start)
    # "Set aside $5 billion for Peru": the parser may hang "for" on the amount.
    for child in (*verb.rights, *counted.rights, *_rights_of_amount(counted)):
        if child.dep_ == "dative" and child.pos_ in _NOMINAL:
            _add(sentence, child, parties, placed)
        elif child.dep_ in ("prep", "dative") and child.lower_ in _RECIPIENT:
            for grandchild in child.children:
                if grandchild.dep_ == "pobj":
                    _add(sentence, grandchild, parties, placed)
    return tuple(sorted(placed, key=lambda mention: placed[mention]))


def _rights_of_amount(counted: Token) -> Iterator[Token]:
    if counted.head.pos_ not in _VERBAL and counted.dep_ in ("nummod", "quantmod", "amod"):
        yield from counted.head.rights


def _add(sentence: Sentence, token: Token, parties: Parties, found: dict[MentionId, int]) -> None:
    if token.lemma_.lower() in WEAPON_NAMES:
        return
    for mention in parties.of(sentence, token):
        found.setdefault(mention, parties.mention(mention).span.start)
