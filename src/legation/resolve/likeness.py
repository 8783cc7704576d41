"""Find whom a misspelt or otherwise transliterated last name means among those in office.

In: a word, the day, the `Directory`. Out: the tenure whose holder's last name sounds like it.
Not here: full names (`Shelf.find_similar`), names that are spelt as the shelf has them
(`candidates`).

The few hundred who speak for states on a day are a short list, so that little likeness is enough:
"Draggi", "Khadafi", "Tokaew". A word like two of them means neither.
"""

from __future__ import annotations

from collections.abc import Container
from difflib import SequenceMatcher
from functools import lru_cache

from legation.reference.people import FAMILY_FIRST
from legation.reference.shelf import Tenure
from legation.reference.sounds import loose_sound_of, sound_of

LIKE_ENOUGH, LEAST_LETTERS = 0.8, 5
GIVEN_ALIKE = 0.7
# The same but for vowels that transliterations take for each other.
LOOSELY_ALIKE = 0.9
_NAMED_FIRST = FAMILY_FIRST | {"HUN", "KHM", "MMR", "THA", "IDN", "LKA", "BGD", "ETH"}
# The next best must be this much less like it.
_APART = 0.05


def sounds_like(one: str, other: str) -> bool:
    """Tell whether two given names may be one in two spellings."""
    ours, theirs = sound_of(one), sound_of(other)
    return ours[:1] == theirs[:1] and SequenceMatcher(None, ours, theirs).ratio() >= GIVEN_ALIKE


def most_like(
    word: str, held: tuple[Tenure, ...], states: Container[str | None] = ()
) -> tuple[Tenure, float] | None:
    """Return who of those in office has a last name most like `word`, and how like; or None.

    Of two about as like, one of `states` that the text names is meant. None where that does not
    tell them apart, or the word is too short.
    """
    asked = sound_of(word)
    if len(word) < LEAST_LETTERS or len(asked) < LEAST_LETTERS - 1:
        return None
    ranked: dict[str | None, tuple[float, Tenure]] = {}
    for tenure in held:
        for name in _last_names(tenure.names, tenure.person.state in _NAMED_FIRST):
            if not name or name[0] != asked[0] or abs(len(name) - len(asked)) > 2:
                continue
            likeness = SequenceMatcher(None, asked, name).ratio()
            if loose_sound_of(asked) == loose_sound_of(name):
                likeness = max(likeness, LOOSELY_ALIKE)
            known = ranked.get(tenure.person.id)
            if likeness >= LIKE_ENOUGH and (known is None or likeness > known[0]):
                ranked[tenure.person.id] = (likeness, tenure)
    best = sorted(ranked.values(), key=lambda one: -one[0])
    if len(best) > 1:
        at_hand = [one for one in best if one[1].person.state in states]
        best = at_hand if len(at_hand) == 1 else best
    if not best or (len(best) > 1 and best[0][0] - best[1][0] < _APART):
        return None
    return best[0][1], best[0][0]


@lru_cache(maxsize=20_000)
def _last_names(names: tuple[str, ...], first: bool) -> tuple[str, ...]:
    # The last name stands first in Chinese, Korean and Hungarian names; either is printed.
    ends = (-1, 0) if first else (-1,)
    asked = (name.split()[end] for name in names for end in ends)
    return tuple(sound_of(word) for word in dict.fromkeys(asked) if len(word) > 3)
