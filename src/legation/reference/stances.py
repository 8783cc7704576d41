"""Words that take sides: "condemn", "stand with", "partner".

In: `files/stances.tsv`. Out: `Stance`s, and where they stand in a text.
Not here: whom they are said of (`assess.positions.leanings`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from legation.reference.rows import RowError, iter_rows

TOWARD = ("object", "subject", "either", "mutual")
USES = ("words", "motion", "both")
COLUMNS = ("word", "lean", "weight", "toward", "use")


@dataclass(frozen=True, slots=True)
class Stance:
    """One word, or a few, that lean for or against what they are said of."""

    word: str
    """Lower case; `*` stands for any ending."""
    lean: float
    """−1 (against) to 1 (for), never 0."""
    weight: float
    """0 to 1: how much the word alone tells."""
    toward: str
    """One of `TOWARD`: where the party stands that it is said of."""
    use: str
    """One of `USES`: in what somebody says, in what is voted on, or in both."""


@dataclass(frozen=True, slots=True)
class StanceFound:
    """A stance word at `[start, end)` of a text."""

    stance: Stance
    start: int
    end: int


@cache
def load_stances() -> Mapping[str, Stance]:
    """Load the stance words by word.

    Raises:
        RowError: A cell holds what it may not, a lean is 0, or a word stands twice.
    """
    stances: dict[str, Stance] = {}
    for row in iter_rows("stances.tsv", COLUMNS):
        word = row.cells["word"]
        lean = row.number("lean", -1, 1)
        if word in stances or not word or word != word.lower() or lean == 0:
            msg = f"{row.place}: {word!r} stands twice, is not lower case, or leans nowhere"
            raise RowError(msg)
        stances[word] = Stance(
            word,
            lean,
            row.number("weight", 0, 1),
            row.one_of("toward", TOWARD),
            row.one_of("use", USES),
        )
    return MappingProxyType(stances)


def iter_stances(text: str, use: str) -> Iterator[StanceFound]:
    """Yield the stance words of `text` in reading order; where two begin together the longer one.

    Args:
        text: Any text, in capitals or not.
        use: `words` or `motion`; those that serve both are always found.
    """
    pattern, chosen = _pattern(use)
    small = text.lower()
    if len(small) != len(text):  # "İ" becomes two letters, and every offset after it would be off
        small = "".join(one.lower() if len(one.lower()) == 1 else one for one in text)
    for match in pattern.finditer(small):
        words = match[0]
        stance = next(one for one, whole in chosen if whole.fullmatch(words))
        yield StanceFound(stance, match.start(), match.end())


@cache
def _pattern(use: str) -> tuple[re.Pattern[str], tuple[tuple[Stance, re.Pattern[str]], ...]]:
    chosen = [one for one in load_stances().values() if one.use in {use, "both"}]
    # The first alternative that fits is taken, so longer ones stand first.
    chosen.sort(key=lambda one: (-len(one.word), one.word))
    by_letter: dict[str, list[str]] = {}
    for one in chosen:
        by_letter.setdefault(one.word[0], []).append(_any_ending(one.word)[1:])
    # By first letter: the engine passes over a branch whose first letter is another at once.
    branches = (f"{letter}(?:{'|'.join(rest)})" for letter, rest in sorted(by_letter.items()))
    return re.compile(rf"\b(?:{'|'.join(branches)})\b"), tuple(
        (one, re.compile(_any_ending(one.word))) for one in chosen
    )


def _any_ending(word: str) -> str:
    return re.escape(word).replace(r"\*", r"[\w’'-]*").replace(r"\ ", r"\s+")
