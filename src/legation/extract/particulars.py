"""Find what an event is done with, where, and in which context.

In: a candidate with its parties. Out: means, contexts, place and country, whether by telephone.
Not here: the parties and the status (`extract.events`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from legation.extract.arguments import iter_noun_role
from legation.extract.parties import Parties
from legation.extract.triggers import Candidate
from legation.records import MEANS, Mention, MentionId
from legation.reference.cities import country_of, is_city
from legation.reference.codebook import load_contexts
from legation.reference.means import load_means
from legation.reference.triggers import Trigger

if TYPE_CHECKING:
    from spacy.tokens import Token

_MEANS_TYPES = frozenset(
    {"AID", "SUPPORT", "COOPERATE", "SANCTION", "AGREE", "REQUEST", "REJECT", "THREATEN"}
)
_LONGEST_WORD = 3
# A clause inside the phrase tells of something else: "tanks that Russia had lost".
_CLAUSES = frozenset({"relcl", "advcl", "ccomp", "parataxis", "nsubj", "mark", "appos"})
_PHONE = frozenset(
    {"phone", "telephone", "call", "videoconference", "video", "virtual", "virtually"}
)
_PLACE_PREPOSITIONS = ("in", "at", "near", "off", "outside")
_PLACE_NOUNS = frozenset({"island", "capital", "country"})
# Enough for the clause; a long list after it shows nothing about the act.
_MOST_TOKENS = 60


def takes_means(kind: str) -> bool:
    """Tell whether events of a type may be done, or asked or refused, with a means."""
    return kind in _MEANS_TYPES


def find_means(candidate: Candidate, reading: Trigger) -> tuple[str, ...]:
    """Return the means that the object of an act names, in the order of `records.MEANS`."""
    if reading.type not in _MEANS_TYPES:
        return ()
    found = set(_iter_means(_phrase(candidate, reading)))
    return tuple(means for means in MEANS if means in found)


def _phrase(candidate: Candidate, reading: Trigger) -> list[Token]:
    """Return the tokens that may name the means, in text order."""
    token = candidate.token
    kept: list[Token] = []
    beside = _CLAUSES | ({"conj", "xcomp", "pcomp"} if reading.pos == "verb" else frozenset())
    stack = [child for child in token.children if child.dep_ not in beside]
    if candidate.light_verb is not None:
        stack.extend(c for c in candidate.light_verb.children if c.dep_ in {"prep", "dobj"})
    if reading.pos == "verb":
        # "help Russia cushion the effect with money": the small clause is part of the object.
        stack.extend(c for c in token.children if c.dep_ == "ccomp" and c.tag_ == "VB")
    else:
        kept.append(token)
    while stack and len(kept) < _MOST_TOKENS:
        one = stack.pop()
        if one in kept:
            continue
        kept.append(one)
        stack.extend(child for child in one.children if child.dep_ not in _CLAUSES - {"appos"})
    return sorted(kept, key=lambda one: one.i)


def _iter_means(tokens: list[Token]) -> Iterator[str]:
    """Yield the means in `tokens`, longest words first, no word counted twice."""
    words, position = load_means(), 0
    while position < len(tokens):
        for length in range(_LONGEST_WORD, 0, -1):
            run = tokens[position : position + length]
            if len(run) < length or run[-1].i - run[0].i != length - 1:
                continue
            word = " ".join([*(one.lower_ for one in run[:-1]), run[-1].lemma_.lower()])
            means = words.get(word)
            if means is not None and not _is_object_of_help(run[-1]):
                yield means
                position += length - 1
                break
        position += 1


def _is_object_of_help(token: Token) -> bool:
    """Tell what is protected or fought, not given: "help with the effects of trade sanctions"."""
    return token.dep_ == "pobj" and token.head.lower_ in {"against", "from", "under", "despite"}


def find_contexts(candidate: Candidate) -> tuple[str, ...]:
    """Return the contexts that the words of the event's own clause show, sorted."""
    contexts = load_contexts()
    clause = candidate.clause
    found: set[str] = set()
    for count, token in enumerate(clause.subtree):
        if count > _MOST_TOKENS:
            break
        context = contexts.get(token.lemma_.lower())
        if context is not None and (abs(token.i - candidate.token.i) <= 12):
            found.add(context)
    return tuple(sorted(found))


def find_place(
    parties: Parties, candidate: Candidate, hosts: Iterable[MentionId], mode: str | None
) -> tuple[str | None, str | None]:
    """Return where the event takes place, in the text's words, and the country's code.

    A visit takes place where it leads; else "in", "at" or "near" a named place says it.
    """
    sentence = candidate.sentence
    if mode == "visit":
        for one in hosts:
            mention = parties.mention(one)
            if mention.hint == "place" and mention.form == "name":
                return mention.span.text, country_of(mention.span.text)
    heads = [candidate.token]
    if candidate.light_verb is not None:
        heads.append(candidate.light_verb)
    for head in heads:
        for preposition in _PLACE_PREPOSITIONS:
            for noun in iter_noun_role(head, preposition):
                own = parties.at(sentence, noun)
                if own is not None and _is_place(own):
                    return own.span.text, country_of(own.span.text)
    before = () if candidate.token.pos_ != "NOUN" else iter_noun_role(candidate.token, "adj")
    for noun in before:
        own = parties.at(sentence, noun)
        if own is not None and is_city(own.span.text):
            return own.span.text, country_of(own.span.text)
    return None, None


def _is_place(mention: Mention) -> bool:
    return mention.hint == "place" or mention.head in _PLACE_NOUNS or is_city(mention.span.text)


def is_by_phone(candidate: Candidate) -> bool:
    """Tell whether the words around a meeting of minds say that it is a call.

    The sentence itself, or for "speak" and "talk" the paragraph it stands in.
    """
    token = candidate.token
    if token.lemma_ in {"speak", "talk"} and token.pos_ == "VERB":
        return any(one.lower_ in _PHONE and one.pos_ != "VERB" for one in token.doc)
    if token.lemma_ in {"meet", "meeting"}:
        words = {one.lower_ for one in token.subtree}
        return bool(words & {"virtual", "virtually", "videoconference", "video", "teleconference"})
    return any(one.lower_ in _PHONE for one in token.lefts)
