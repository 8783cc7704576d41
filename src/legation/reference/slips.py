"""Tell how near two spellings of a name are: slips of the pen, of the ear, of other alphabets.

In: two words, folded. Out: a likeness from 0 to 1; keys under which near words meet.
Not here: which names there are (`reference.garbled`), spellings that are as good as each other
(`reference.sounds`).

The likeness is one less the cheapest way to make one word of the other, by the letter (Damerau
1964, Communications of the ACM 7(3)), where letters that languages write for each other, vowels
and a silent h cost less than others. The costs are settings of our own, chosen on the garbled
names of the development part of `corpora/linking`.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from functools import lru_cache

# Letters that stand for one sound, the longer first; capitals are sounds of more than one letter.
_LETTERS = (
    *(("shch", "S"), ("tsch", "S"), ("sch", "S"), ("tch", "S"), ("dzh", "J"), ("cz", "S")),
    *(("sz", "S"), ("sh", "S"), ("zh", "S"), ("ch", "S"), ("kh", "k"), ("gh", "k"), ("ck", "k")),
    *(("hs", "S"), ("dj", "J"), ("ph", "f"), ("th", "t"), ("tz", "s"), ("ts", "s"), ("x", "ks")),
    *(("q", "k"), ("w", "v"), ("oo", "u"), ("ou", "u"), ("ee", "i"), ("y", "i"), ("z", "s")),
)
_DOUBLE = re.compile(r"(.)\1+")
# "Rice" and "Rais"; but "Kuchma" has a sound of two letters.
_SOFT_C = re.compile(r"c(?=[eiy])")
_VOWELS = frozenset("aeiou")
# What one letter for another costs where languages or hands take them for each other.
_NEAR = {
    frozenset(pair): cost
    for cost, pairs in (
        (0.25, "cs ck Sk Ss Sc SJ Sj Jj ji Jk gk gS gJ gj vu"),
        (0.4, "bp dt vf vb mn lr kj kS hk jh sJ sj"),
    )
    for pair in pairs.split()
}
_VOWEL_FOR_VOWEL, _VOWEL_MORE, _H_MORE, _LETTER_MORE, _TURNED = 0.3, 0.4, 0.2, 0.8, 0.5
# Neighbours on a keyboard, one row of letters after another.
_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_ON_KEYBOARD = 0.75
_SHORTEST = 3.0

_CLASSES = str.maketrans("bdgcqzwS", "ptkkksfs")


def _neighbours() -> frozenset[frozenset[str]]:
    return frozenset(frozenset(pair) for row in _ROWS for pair in itertools.pairwise(row))


_BESIDE = _neighbours()


@lru_cache(maxsize=50_000)
def spoken(word: str) -> str:
    """Return a folded word by its sounds: "schmidt" is `Smidt`, double letters are one."""
    word = _SOFT_C.sub("s", word)
    if word.startswith("x"):
        word = f"S{word[1:]}"  # "Xi" is "Hsi", "Xanana" is "Shanana"
    for letters, sound in _LETTERS:
        if letters in word:
            word = word.replace(letters, sound)
    return _DOUBLE.sub(r"\1", word)


@lru_cache(maxsize=100_000)
def slip_likeness(one: str, other: str) -> float:
    """Return how alike two folded words are, 1 for the same sounds, 0 for nothing in common."""
    if one == other:
        return 1.0
    ours, theirs = spoken(one), spoken(other)
    if ours == theirs:
        return 0.97
    cost = _distance(ours, theirs)
    return max(0.0, 1.0 - cost / max(_SHORTEST, (len(ours) + len(theirs)) / 2))


def _distance(ours: str, theirs: str) -> float:
    before_last: list[float] = []
    last = [0.0]
    for letter in theirs:
        last.append(last[-1] + _more(letter))
    for i, mine in enumerate(ours, 1):
        row = [last[0] + _more(mine)]
        for j, yours in enumerate(theirs, 1):
            best = min(
                last[j] + _more(mine), row[j - 1] + _more(yours), last[j - 1] + _for(mine, yours)
            )
            if i > 1 and j > 1 and mine == theirs[j - 2] and yours == ours[i - 2]:
                best = min(best, before_last[j - 2] + _TURNED)
            row.append(best)
        before_last, last = last, row
    return last[-1]


def _more(letter: str) -> float:
    if letter == "h":
        return _H_MORE
    return _VOWEL_MORE if letter in _VOWELS else _LETTER_MORE


def _for(mine: str, yours: str) -> float:
    if mine == yours:
        return 0.0
    if mine in _VOWELS and yours in _VOWELS:
        return _VOWEL_FOR_VOWEL
    pair = frozenset((mine, yours))
    near = _NEAR.get(pair)
    if near is not None:
        return near
    return _ON_KEYBOARD if pair in _BESIDE else 1.0


@lru_cache(maxsize=50_000)
def bones(word: str) -> str:
    """Return the consonants of a folded word by classes of sound: "merkel" is `mrkl`."""
    sounds = "".join(letter for letter in spoken(word).lower() if letter not in "aeiouhj")
    classes = sounds.translate(_CLASSES).replace("v", "f")
    return _DOUBLE.sub(r"\1", classes) or word[:1]


def iter_bone_keys(word: str) -> Iterator[str]:
    """Yield the keys under which a word is filed and sought: its bones, and these less one."""
    own = bones(word)
    yield own
    if len(own) > 2:
        for place in range(len(own)):
            yield own[:place] + own[place + 1 :]
