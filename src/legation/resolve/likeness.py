"""Find whom a misspelt or otherwise transliterated last name means among those in office.

In: a word, the day, the `Directory`. Out: the tenure whose holder's last name sounds like it.
Not here: full names (`Shelf.find_similar`), names that are spelt as the shelf has them
(`candidates`).

The few hundred who speak for states on a day are a short list, so that little likeness is enough:
"Draggi", "Khadafi", "Tokaew". A word like two of them means neither.
"""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from functools import lru_cache

from legation.reference.names import fold
from legation.reference.shelf import Tenure

# Letters that languages and copyists write for each other, the longer first.
_SOUNDS = (
    *(("tsch", "c"), ("sch", "s"), ("sh", "s"), ("tch", "c"), ("ch", "k"), ("kh", "k")),
    *(("gh", "k"), ("ph", "f"), ("th", "t"), ("ck", "k"), ("ou", "u"), ("oo", "u"), ("oe", "o")),
    *(("ae", "a"), ("ue", "u"), ("ie", "i"), ("ee", "i"), ("ey", "i"), ("ay", "ai"), ("ts", "s")),
    *(("tz", "s"), ("q", "k"), ("g", "k"), ("c", "k"), ("w", "v"), ("y", "i"), ("j", "i")),
    *(("z", "s"), ("x", "ks"), ("h", "")),
)
_DOUBLE = re.compile(r"(.)\1+")
LIKE_ENOUGH, LEAST_LETTERS = 0.8, 5
GIVEN_ALIKE = 0.7
# The next best must be this much less like it.
_APART = 0.05


@lru_cache(maxsize=50_000)
def sound_of(word: str) -> str:
    """Return a word by its sounds, so that usual transliterations of one name are alike."""
    sound = fold(word).replace(" ", "")
    for letters, instead in _SOUNDS:
        sound = sound.replace(letters, instead)
    return _DOUBLE.sub(r"\1", sound)


def sounds_like(one: str, other: str) -> bool:
    """Tell whether two given names may be one in two spellings."""
    ours, theirs = sound_of(one), sound_of(other)
    return ours[:1] == theirs[:1] and SequenceMatcher(None, ours, theirs).ratio() >= GIVEN_ALIKE


def most_like(word: str, held: tuple[Tenure, ...]) -> tuple[Tenure, float] | None:
    """Return who of those in office has a last name most like `word`, and how like; or None.

    None too where two persons are about as like, or the word is too short to tell.
    """
    asked = sound_of(word)
    if len(word) < LEAST_LETTERS or len(asked) < LEAST_LETTERS - 1:
        return None
    ranked: dict[str | None, tuple[float, Tenure]] = {}
    for tenure in held:
        for name in _last_names(tenure.person.name):
            if not name or name[0] != asked[0] or abs(len(name) - len(asked)) > 2:
                continue
            likeness = SequenceMatcher(None, asked, name).ratio()
            known = ranked.get(tenure.person.id)
            if likeness >= LIKE_ENOUGH and (known is None or likeness > known[0]):
                ranked[tenure.person.id] = (likeness, tenure)
    best = sorted(ranked.values(), key=lambda one: -one[0])
    if not best or (len(best) > 1 and best[0][0] - best[1][0] < _APART):
        return None
    return best[0][1], best[0][0]


@lru_cache(maxsize=20_000)
def _last_names(name: str) -> tuple[str, ...]:
    words = name.split()
    # First too: the last name stands first in Chinese, Korean and Hungarian names.
    return tuple(sound_of(word) for word in dict.fromkeys((words[-1], words[0])) if len(word) > 3)
