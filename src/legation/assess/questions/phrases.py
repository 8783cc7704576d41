"""Match the phrases of a pattern in text.

In: phrases as a person writes them. Out: `Phrase`s, which tell whether a passage holds them.
Not here: which passages (`assess.sentences`), who is named in them (`matching`).

A phrase is words in order, in any capitals and across line breaks; `*` ends a word anyhow
(`weapon*`), `...` or `…` leaves out up to fifteen words, an apostrophe and a hyphen are any of
their signs, and `n't` ends a word (`don't`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from legation.records import LegationError

# So many words may stand for "...": a clause, not the next sentence.
GAP = 15
# Whole words, each taken in one way only (`++`, `*+`): a chain of hyphens that could be parted into
# words in many ways would take for ever. What is looked for may end a chain: "dual-use weapons".
_GAP = rf"(?:\W++\w[\w'’.-]*+){{0,{GAP}}}?\W+(?:\w[\w'’.-]*?['’.-])??"
_SIGNS = ("'’‘ʼ", "-‐‑–")
_MARKS = {sign: f"[{re.escape(signs)}]" for signs in _SIGNS for sign in signs}
_NOT = re.compile(r"n['’‘ʼ]t", re.IGNORECASE)


class PhraseError(LegationError, ValueError):
    """A phrase has nothing to look for."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """One phrase, ready to look for."""

    text: str
    regex: re.Pattern[str]
    literals: tuple[str, ...]
    """Its words as `lower` gives them, the longest first: a text without one has no phrase."""

    def find(self, text: str) -> re.Match[str] | None:
        """Return where the phrase stands first; None where it does not."""
        return self.regex.search(text)

    def may_stand_in(self, lowered: str) -> bool:
        """Tell quickly, of a text as `lower` gives it, whether the phrase can stand in it."""
        return all(literal in lowered for literal in self.literals)


@lru_cache(maxsize=4096)
def phrase(text: str) -> Phrase:
    """Return a phrase, ready to look for.

    Raises:
        PhraseError: It holds no word, or begins or ends with a gap.
    """
    parts = [part.split() for part in text.replace("…", "...").split("...")]
    if not all(parts) or not any(c.isalnum() for c in text):
        msg = f"{text!r} holds no word, or begins or ends with a gap"
        raise PhraseError(msg)
    stretches = [r"\s+".join(_word(word) for word in words) for words in parts]
    regex = re.compile(rf"(?<!\w){_GAP.join(stretches)}(?!\w)", re.IGNORECASE)
    literals = {one for one in re.split(r"[^\w]+", lower(text)) if one}
    return Phrase(text, regex, tuple(sorted(literals, key=lambda one: (-len(one), one))))


def lower(text: str) -> str:
    """Return a text in the lower case in which literals are looked for, letter by letter as long.

    `casefold` would make two letters of ß, and `lower` of İ: then places in the text would differ,
    or a word that stands there be passed over.
    """
    lowered = text.lower()
    if len(lowered) == len(text):
        return lowered
    return "".join(low if len(low := c.lower()) == 1 else c for c in text)


def phrases(texts: Iterable[str]) -> tuple[Phrase, ...]:
    """Return phrases, ready to look for.

    Raises:
        PhraseError: One holds no word.
    """
    return tuple(phrase(text) for text in texts)


def _word(word: str) -> str:
    open_ended = word.endswith("*")
    literal = word[:-1] if open_ended else word
    escaped = "".join(_MARKS.get(c, re.escape(c)) for c in literal)
    if _NOT.match(literal):
        escaped = rf"\w*{escaped}"
    return escaped + (r"\w*" if open_ended else "")
