"""Compare what two texts name: whoever rewords a report keeps its names and figures, in order.

In: `Document`s. Out: how many names and figures two texts share in order, and which are their own.
Not here: shared words (`sketches`), what makes two texts one report (`copying`).

Two reporters who were at one place share some names, in another order and beside others. Two uses
of one form share nearly all, and each has a few of its own: another country, another sum.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache

MOST_FACTS = 400

_FACT = re.compile(r"(?<![\w.])(?:\d[\d,.]*\d|\d|[A-ZÀ-Þ][\w’'-]*\w)")
_NUMBER = re.compile(
    r"\d(?:[\d,.]*\d)?(?:\s+(?:thousand|million|billion|trillion|percent)\b)?", re.IGNORECASE
)
_NAME = re.compile(r"[^\W\d_]{3,}")
# What may stand between a full stop and the word that opens the next sentence.
_OPENING = re.compile(r"(?:^|[.!?:;\n“\"(•*]\s*)(?:[“\"'(]\s*)?$")
# How alike two spellings of a name are ("Zelensky", "Zelenskiy").
SPELLING = 0.7
# With more names of its own on both sides a pair is not looked at letter by letter.
MANY_NAMES = 0.3


@dataclass(frozen=True, slots=True)
class Shared:
    """How far two texts name the same in the same order."""

    n_shared: int
    """Names and figures that stand in both in the same order."""
    n_shorter: int
    n_longer: int


@dataclass(frozen=True, slots=True)
class Own:
    """What each of two texts names that the other does not, and how much each names."""

    names: tuple[int, int]
    numbers: tuple[int, int]
    n_names: tuple[int, int]
    n_numbers: tuple[int, int]

    def apart(self, share: float) -> bool:
        """Tell whether both have names, or both have numbers, beyond `share` of theirs."""
        return any(
            all(one > share * whole for one, whole in zip(own, wholes, strict=True))
            for own, wholes in ((self.names, self.n_names), (self.numbers, self.n_numbers))
        )


@lru_cache(maxsize=512)
def facts_of(text: str) -> tuple[str, ...]:
    """Return the names and figures of a text in their order, folded, at most `MOST_FACTS`.

    A capital that only opens a sentence makes no name, unless the word has one elsewhere too.
    """
    found: list[tuple[str, bool]] = []
    for match in _FACT.finditer(text):
        opens = _opens(text, match.start())
        found.append(
            (match[0].casefold().rstrip("’'").removesuffix("’s").removesuffix("'s"), opens)
        )
        if len(found) >= MOST_FACTS:
            break
    inside = {word for word, opens in found if not opens}
    return tuple(word for word, opens in found if not opens or word in inside)


def _opens(text: str, start: int) -> bool:
    return bool(_OPENING.search(text[max(0, start - 3) : start]))


def share_in_order(left: str, right: str) -> Shared:
    """Return how far two texts name the same in the same order (longest common subsequence)."""
    shorter, longer = sorted((facts_of(left), facts_of(right)), key=len)
    return Shared(_in_order(shorter, longer), len(shorter), len(longer))


def _in_order(shorter: Sequence[str], longer: Sequence[str]) -> int:
    """Return the length of the longest common subsequence, by bits (Crochemore and others 2001)."""
    places: dict[str, int] = {}
    for i, word in enumerate(longer):
        places[word] = places.get(word, 0) | (1 << i)
    everything = (1 << len(longer)) - 1
    row = everything
    for word in shorter:
        matched = row & places.get(word, 0)
        row = ((row + matched) | (row - matched)) & everything
    return len(longer) - row.bit_count()


def own_facts(left: str, right: str, common: Collection[str] = frozenset()) -> Own:
    """Return how many names and numbers each text has that the other has not.

    Args:
        left: A text.
        right: Another.
        common: Words in lower case that are no names, though a title has them in capitals.
    """
    names = names_of(left), names_of(right)
    ours = [name for name in names[0] - _letters(right) if name not in common]
    theirs = [name for name in names[1] - _letters(left) if name not in common]
    if all(
        len(own) <= MANY_NAMES * len(whole)
        for own, whole in zip((ours, theirs), names, strict=True)
    ):
        ours, theirs = (
            [one for one in ours if not _spelt_as(one, names[1] - names[0])],
            [one for one in theirs if not _spelt_as(one, names[0] - names[1])],
        )
    numbers = numbers_of(left), numbers_of(right)
    return Own(
        (len(ours), len(theirs)),
        (len(numbers[0] - numbers[1]), len(numbers[1] - numbers[0])),
        (len(names[0]), len(names[1])),
        (len(numbers[0]), len(numbers[1])),
    )


@lru_cache(maxsize=512)
def names_of(text: str) -> frozenset[str]:
    """Return the words that have a capital inside a sentence, folded."""
    return frozenset(
        match[0].casefold()
        for match in _NAME.finditer(text)
        if match[0][0].isupper() and not _opens(text, match.start())
    )


@lru_cache(maxsize=512)
def _letters(text: str) -> frozenset[str]:
    return frozenset(word.casefold() for word in _NAME.findall(text))


@lru_cache(maxsize=512)
def numbers_of(text: str) -> frozenset[str]:
    """Return the numbers of a text with their scale: "1 billion" is not the "1" of "Section 1"."""
    return frozenset(" ".join(number.casefold().split()) for number in _NUMBER.findall(text))


def _spelt_as(name: str, others: Collection[str]) -> bool:
    return any(
        other[:2] == name[:2]
        and abs(len(other) - len(name)) <= 2
        and SequenceMatcher(None, name, other).ratio() >= SPELLING
        for other in others
    )
