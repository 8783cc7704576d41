"""Write words by their sounds, so that one name in several spellings is one.

In: a word as a text prints it. Out: its sounds; the same with the vowels levelled that
transliterations take for each other.
Not here: which names are near (`reference.similar`), who is meant (`resolve.likeness`).
"""

from __future__ import annotations

import re
from functools import lru_cache

from legation.reference.names import fold

# Letters that languages and copyists write for each other, the longer first.
_SOUNDS = (
    *(("aye", "ae"), ("oye", "oe")),
    *(("tsch", "c"), ("sch", "s"), ("sh", "s"), ("tch", "c"), ("ch", "k"), ("kh", "k")),
    *(("gh", "k"), ("ph", "f"), ("th", "t"), ("ck", "k"), ("ou", "u"), ("oo", "u"), ("oe", "o")),
    *(("ae", "a"), ("ue", "u"), ("ie", "i"), ("ee", "i"), ("ey", "i"), ("ay", "ai"), ("ts", "s")),
    *(("tz", "s"), ("q", "k"), ("g", "k"), ("c", "k"), ("w", "v"), ("y", "i"), ("j", "i")),
    *(("z", "s"), ("x", "ks"), ("h", "")),
)
_DOUBLE = re.compile(r"(.)\1+")
_VOWELS = str.maketrans("ueo", "oio")


@lru_cache(maxsize=50_000)
def sound_of(word: str) -> str:
    """Return a word by its sounds, so that usual transliterations of one name are alike."""
    # Capitals first: an iota below a Greek letter is a letter of its own in capitals only.
    sound = fold(word.upper()).replace(" ", "")
    for letters, instead in _SOUNDS:
        sound = sound.replace(letters, instead)
    return _DOUBLE.sub(r"\1", sound)


@lru_cache(maxsize=50_000)
def loose_sound_of(word: str) -> str:
    """Return the sounds of a word with o and u, e and i taken for one: "Mursy" and "Morsi"."""
    return _DOUBLE.sub(r"\1", sound_of(word).translate(_VOWELS))
