"""Match the phrases of a pattern in text.

In: phrases as a person writes them. Out: `Phrase`s, which tell whether a passage holds them.
Not here: which passages (`assess.sentences`), who is named in them (`matching`).

A phrase is words in order, in any capitals and across line breaks; `*` ends a word anyhow
(`weapon*`), `...` leaves out up to fifteen words, and an apostrophe is any of its signs.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

# So many words may stand for "...": a clause, not the next sentence.
GAP = 15
_GAP = rf"(?:\W+(?:\w[\w'’.-]*)){{0,{GAP}}}?\W+"
_MARKS = {"'": "['’‘ʼ]", "-": "[-‐‑–]"}


class PhraseError(ValueError):
    """A phrase has nothing to look for."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """One phrase, ready to look for."""

    text: str
    regex: re.Pattern[str]
    literals: tuple[str, ...]
    """Its words in lower case, the longest first: a text without one does not hold the phrase."""

    def find(self, text: str) -> re.Match[str] | None:
        """Return where the phrase stands first; None where it does not."""
        return self.regex.search(text)

    def may_stand_in(self, lowered: str) -> bool:
        """Tell quickly, of a text in lower case, whether the phrase can stand in it."""
        return all(literal in lowered for literal in self.literals)


@lru_cache(maxsize=4096)
def phrase(text: str) -> Phrase:
    """Return a phrase, ready to look for.

    Raises:
        PhraseError: It holds no word, or begins or ends with a gap.
    """
    parts = [part.split() for part in text.split("...")]
    if not all(parts) or not any(c.isalnum() for c in text):
        msg = f"{text!r} holds no word, or begins or ends with a gap"
        raise PhraseError(msg)
    stretches = [r"\s+".join(_word(word) for word in words) for words in parts]
    # A phrase that begins with an apostrophe ("n't") is the end of a word.
    before = "" if text.startswith("n't") else r"(?<!\w)"
    regex = re.compile(rf"{before}{_GAP.join(stretches)}(?!\w)", re.IGNORECASE)
    literals = {one for one in re.split(r"[^\w]+", text.casefold()) if one}
    return Phrase(text, regex, tuple(sorted(literals, key=lambda one: (-len(one), one))))


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
    return escaped + (r"\w*" if open_ended else "")
