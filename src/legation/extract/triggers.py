"""Find the words of a sentence that may tell an event.

In: a parsed sentence. Out: `Candidate`s: a token and the readings of the lexicon that fit it.
Not here: who does it and whether it happened (`extract.events`, `extract.statuses`).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

from legation.extract.arguments import iter_content_nouns, light_verb_of
from legation.extract.parse import Sentence
from legation.reference.triggers import Trigger, load_triggers

if TYPE_CHECKING:
    from spacy.tokens import Token

_POS = {"VERB": "verb", "NOUN": "noun"}
# A verb form before its noun describes it, and a noun before a noun names a kind of it.
_MODIFIERS = frozenset({"amod", "compound", "nmod", "npadvmod"})
# Nouns of speech and law that stand beside a trigger word without an act: "war of words".
_FIGURATIVE_OF = {"war": {"word", "nerve", "idea", "choice"}, "battle": {"idea", "wit"}}
_IDIOMS = {
    "call": {"so", "what"},
    "support": {"life"},
    "visit": {"site", "page", "website"},
    "attack": {"heart", "panic"},
    "strike": {"balance", "chord", "tone"},
    "meet": {"need", "target", "goal", "challenge", "demand", "deadline", "obligation", "moment"},
    "hit": {"milestone", "record", "low", "high"},
}


@dataclass(frozen=True, slots=True)
class Candidate:
    """A token that may tell an event, with the readings of its word, narrowest first."""

    sentence: Sentence
    token: Token
    readings: tuple[Trigger, ...]
    light_verb: Token | None
    """The verb that lends a noun its subject: "imposed" for "sanctions"."""

    @property
    def clause(self) -> Token:
        """The token whose tense and negation count."""
        return self.light_verb if self.light_verb is not None else self.token


def iter_candidates(sentence: Sentence) -> Iterator[Candidate]:
    """Yield the candidates of `sentence` in reading order."""
    lexicon = load_triggers()
    for token in sentence.tokens:
        pos = _POS.get(token.pos_)
        if pos is None:
            continue
        readings = lexicon.get((token.lemma_.lower(), pos))
        if readings is None or token.dep_ in _MODIFIERS or _is_figurative(token):
            continue
        fitting = tuple(reading for reading in readings if _fits(token, reading))
        if fitting:
            light = light_verb_of(token) if pos == "noun" else None
            yield Candidate(sentence, token, fitting, light)


def _is_figurative(token: Token) -> bool:
    lemma = token.lemma_.lower()
    idiom = _IDIOMS.get(lemma)
    if idiom is not None and any(child.lemma_.lower() in idiom for child in token.children):
        return True
    of_words = _FIGURATIVE_OF.get(lemma)
    if of_words is None:
        return False
    return any(
        inner.lemma_ in of_words
        for child in token.children
        if child.lower_ == "of"
        for inner in child.children
    )


def _fits(token: Token, reading: Trigger) -> bool:
    if reading.pos == "noun":
        return _noun_words_fit(token, reading.words) and _noun_object_fits(token, reading)
    return _verb_words_fit(token, reading) and _verb_object_fits(token, reading)


def _noun_words_fit(token: Token, words: tuple[str, ...]) -> bool:
    first = token.i - len(words) + 1
    if first < 0:
        return False
    return all(
        token.doc[first + offset].lower_ in {word, word + "s"}
        for offset, word in enumerate(words[:-1])
    )


def _noun_object_fits(token: Token, reading: Trigger) -> bool:
    if not reading.objects:
        return True
    for child in token.children:
        if child.dep_ in _MODIFIERS and child.lemma_.lower() in reading.objects:
            return True
        if child.lower_ == "of" and any(
            inner.lemma_.lower() in reading.objects for inner in child.children
        ):
            return True
    return False


def _verb_words_fit(token: Token, reading: Trigger) -> bool:
    particles = [child for child in token.children if child.dep_ == "prt"]
    rest = reading.words[1:]
    if not rest:
        # "called off the talks", "took up arms": with a particle it is another verb, unless
        # the particle is a role of this one ("hit out at").
        return all(child.lower_ in {"back", *reading.recipient} for child in particles)
    words = {child.lower_ for child in token.children} | {c.lemma_ for c in token.children}
    return all(word in words for word in rest)


def _verb_object_fits(token: Token, reading: Trigger) -> bool:
    if not reading.objects:
        return True
    nouns = iter_content_nouns(token)
    if token.lemma_ in {"fly", "sail"}:
        nouns = chain(nouns, (child for child in token.children if child.dep_ == "nsubj"))
    return any(noun.lemma_.lower() in reading.objects for noun in nouns)
