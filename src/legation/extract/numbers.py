"""Read numbers as English writes them, in digits, in words, or both.

In: the words of one number ("1.2 million", "two hundred and fifty", "half a dozen").
Out: its value.
Not here: what is counted (`extract.units`), bounds such as "over" (`extract.figures`).
"""

from __future__ import annotations

import re

_ONES = (
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
    *("eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen"),
    *("eighteen", "nineteen"),
)
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")

SMALL: dict[str, float] = {
    **{word: float(value) for value, word in enumerate(_ONES)},
    **{word: 10.0 * value for value, word in enumerate(_TENS, start=2)},
    "a": 1.0,
    "an": 1.0,
    "half": 0.5,
    "couple": 2.0,
    "dozen": 12.0,
    "score": 20.0,
}

# English "billion" is 10**9; a reader of other languages needs a table of its own.
SCALE: dict[str, float] = {
    "hundred": 1e2,
    "thousand": 1e3,
    "million": 1e6,
    "billion": 1e9,
    "trillion": 1e12,
}
SHORT_SCALE: dict[str, float] = {
    "k": 1e3,
    "K": 1e3,
    "m": 1e6,
    "M": 1e6,
    "mn": 1e6,
    "mln": 1e6,
    "b": 1e9,
    "B": 1e9,
    "bn": 1e9,
    "bln": 1e9,
    "tn": 1e12,
    "trn": 1e12,
}

# "Dozens of tanks": at least as many as the word says once, with no upper end.
OPEN_COUNT: dict[str, float] = {
    "dozens": 12.0,
    "scores": 20.0,
    "hundreds": 1e2,
    "thousands": 1e3,
    "millions": 1e6,
    "billions": 1e9,
    "trillions": 1e12,
}
_FACTOR_OF_OPEN: dict[str, float] = {"tens": 10.0, "dozens": 12.0, "hundreds": 100.0}

# A longer run of digits counts nothing, and beyond 1e308 a float cannot hold it.
LARGEST = 1e30

_WORDS = "|".join(
    sorted((word for word in SMALL if word not in ("a", "an", "half")), key=len)[::-1]
)
_SCALES = "|".join(SCALE)

IN_WORDS = (
    rf"(?i:(?:(?:half|a|an)\s+(?:a\s+)?(?=(?:{_SCALES}|dozen|couple)\b))?"
    rf"\b(?:{_WORDS}|{_SCALES})\b(?:(?:-|\s+(?:and\s+)?)(?:{_WORDS}|{_SCALES})\b)*)"
    r"(?!-(?:first|second|third|[a-z]+th)\b)"
)


def read_number(words: str) -> float | None:
    """Return the value of a number written in digits, words, or both; None when it is none.

    Nor is one above `LARGEST`.

    >>> read_number("1.2 million"), read_number("two hundred and fifty thousand")
    (1200000.0, 250000.0)
    """
    parts = [part for part in re.split(r"[\s-]+", words.strip().replace(",", "")) if part]
    if not parts:
        return None
    total, group, seen = 0.0, 0.0, False
    for part in parts:
        word = part.lower()
        if word in ("and", "of"):
            continue
        if word in ("dozen", "score", "couple") and seen:
            group = (group or 1.0) * SMALL[word]
        elif word in ("a", "an") and seen:
            continue  # "half a million"
        elif word in SMALL:
            group += SMALL[word]
        elif word == "hundred":
            group = (group or 1.0) * 100.0
        elif word in SCALE or part in SHORT_SCALE:
            total += (group or 1.0) * (SCALE.get(word) or SHORT_SCALE[part])
            group = 0.0
        elif re.fullmatch(r"\d+(?:\.\d+)?", part, re.ASCII):
            group += float(part)
        else:
            return None
        seen = True
    return total + group if seen and total + group <= LARGEST else None


def read_open_count(words: str) -> float | None:
    """Return the least that "dozens", "hundreds" or "tens of thousands" can mean, else None."""
    parts = [part for part in words.lower().split() if part != "of"]
    if not parts or parts[-1] not in OPEN_COUNT:
        return None
    least = OPEN_COUNT[parts[-1]]
    for part in parts[:-1]:
        if part not in _FACTOR_OF_OPEN:
            return None
        least *= _FACTOR_OF_OPEN[part]
    return least
