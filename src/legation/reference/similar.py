"""Find names that are nearly the one that is printed.

In: a misspelt or differently transliterated name. Out: people and state names with a similarity.
Not here: exact and short forms (`reference.people`, `Shelf.find`).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from legation.reference.names import fold
from legation.reference.people import NameForm, People
from legation.reference.sounds import loose_sound_of, sound_of

if TYPE_CHECKING:
    from legation.reference.shelf import Name

# Spellings that one Cyrillic, Arabic or Persian name takes in English.
_TRANSLITERATION = (
    (re.compile(r"(iyi|yyi|yi|iy|yy|ij|ii|yj|ie)$"), "y"),
    (re.compile(r"i$"), "y"),
    (re.compile(r"kh"), "h"),
    (re.compile(r"zh"), "z"),
    (re.compile(r"dzh|dj"), "j"),
    (re.compile(r"sch|tsch|shch"), "sh"),
    (re.compile(r"ks(?=[aeiouy])"), "x"),
    (re.compile(r"ye|je|yo|jo"), "e"),
    (re.compile(r"y(?=[a-z])|j(?=[aeiou])"), "i"),
    (re.compile(r"w"), "v"),
    (re.compile(r"q|ck|c(?![eihyz])"), "k"),
    (re.compile(r"ph"), "f"),
    (re.compile(r"ou"), "u"),
    (re.compile(r"(.)\1"), r"\1"),
)
_SHORTEST = 4
# Shorter family names ("Xi") are only looked for together with the given name.
# Two short words one letter apart are as a rule two words ("Iran", "Iraq").
_SHORTEST_STATE = 6
# Below it stand other words: "During" is 0.75 from Durbin, "Macaron" 0.83 from Macron.
_LEAST = 0.8
# The family name says more about who is meant than the given name.
_FAMILY_SHARE = 0.6
# A name given without its given name leaves more room for error.
_ALONE = 0.9
# Nobody misspells only his own name: another person of the like name is always possible.
_NOT_EXACT = 0.95


def skeleton(word: str) -> str:
    """Return a folded word with its transliteration levelled: zelenskyy and zelenskiy are one."""
    for pattern, plain in _TRANSLITERATION:
        word = pattern.sub(plain, word)
    return word


def likeness(one: str, other: str) -> float:
    """Return how alike two folded words are, 0 to 1.

    Spellings of one transliteration get 0.97, the same sounds 0.93, nearly the same 0.9.
    """
    if one == other:
        return 1.0
    if skeleton(one) == skeleton(other):
        return 0.97
    if sound_of(one) == sound_of(other):
        return 0.93
    if loose_sound_of(one) == loose_sound_of(other):
        return 0.9
    return SequenceMatcher(None, one, other, autojunk=False).ratio()


def _deletions(word: str) -> Iterable[str]:
    yield word
    for place in range(len(word)):
        yield word[:place] + word[place + 1 :]


class SimilarNames:
    """Family names and state names, findable with one letter wrong, missing, added or moved."""

    def __init__(self, people: People, names: Mapping[str, list[Name]]) -> None:
        self._people = people
        self._names = names
        self._families: dict[str, set[str]] = defaultdict(set)
        self._bearers: dict[str, list[str]] = defaultdict(list)
        self._states: dict[str, set[str]] = defaultdict(set)
        for person, forms in people.forms.items():
            for form in forms:
                for family in form.families:
                    surname = "".join(family)
                    key = surname if len(surname) >= _SHORTEST else "".join(form.tokens)
                    self._bearers[key].append(person)
        for surname in self._bearers:
            if len(surname) >= _SHORTEST:
                for key in _deletions(skeleton(surname)):
                    self._families[key].add(surname)
        for text, filed in names.items():
            if len(text) >= _SHORTEST_STATE and any(
                entry.actor.type == "state" and entry.kind in ("name", "alias", "demonym")
                for entry in filed
            ):
                for key in _deletions(skeleton(text)):
                    self._states[key].add(text)

    def find(self, name: str) -> list[tuple[str | Name, float]]:
        """Return near names with their similarity: people by id, states by `Name`."""
        asked = fold(name)
        found: dict[str | Name, float] = {}
        for near in _lookup(self._states, asked):
            similarity = likeness(asked, near)
            for entry in self._names[near]:
                if entry.actor.type == "state" and similarity >= _LEAST:
                    found[entry] = max(similarity, found.get(entry, 0.0))
        people = self._find_people(asked.split())
        found.update({who: alike for who, alike in people.items() if alike >= _LEAST})
        return list(found.items())

    def _find_people(self, words: list[str]) -> dict[str, float]:
        best: dict[str, float] = {}
        if not words:
            return best
        # The family name stands last, or first where that is the custom; it may be two words.
        for family, given, first in {
            (words[-1], tuple(words[:-1]), False),
            ("".join(words[-2:]), tuple(words[:-2]), False),
            (words[0], tuple(words[1:]), True),
            ("".join(words), (), False),
        }:
            for near in _lookup(self._families, family):
                for person in self._bearers[near]:
                    similarity = self._similarity(person, near, family, given, first=first)
                    best[person] = max(similarity, best.get(person, 0.0))
        return best

    def _similarity(
        self, person: str, near: str, family: str, given: tuple[str, ...], *, first: bool
    ) -> float:
        of_family = likeness(family, near)
        if not given:
            return of_family * _ALONE
        best = 0.0
        for form in self._people.forms[person]:
            if form.family_first == first and form.given:
                of_given = self._given_likeness(given, form)
                alike = _FAMILY_SHARE * of_family + (1 - _FAMILY_SHARE) * of_given
                best = max(best, alike if alike == 1.0 else alike * _NOT_EXACT)
        return best

    def _given_likeness(self, given: tuple[str, ...], form: NameForm) -> float:
        if form.family_first:
            return likeness("".join(given), "".join(form.given))
        if self._people.same_given(given[0], form.given[0]):
            return 1.0 if given[0] == form.given[0] else max(0.9, likeness(given[0], form.given[0]))
        # A family name that fits does not make another person's given name fit.
        similarity = likeness(given[0], form.given[0])
        return similarity if similarity >= 0.7 else 0.0


def _lookup(index: Mapping[str, set[str]], word: str) -> set[str]:
    found: set[str] = set()
    if len(word) < _SHORTEST:
        return found
    for key in _deletions(skeleton(word)):
        found |= index.get(key, set())
    return found
