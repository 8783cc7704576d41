"""Find persons whose whole name is like a garbled one: "Abdulah Guel", "Banki Moon", "Mike Pens".

In: the words of a name that nobody on the shelf bears, as a text prints them. Out: persons with
how like their names are, best first.
Not here: how near two words are (`reference.slips`), which of them is meant (`resolve.garbles`),
names near enough to be looked up by one word (`reference.similar`).

Words may stand in another order, run together or be cut apart, and some of a long name may be left
out; at least two words, or the whole run together, must be like.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence

from legation.reference.names import fold
from legation.reference.people import NameForm, People
from legation.reference.slips import bones, iter_bone_keys, slip_likeness

LEAST = 0.8
# No single word may be less like than this, whatever the others are.
_LEAST_WORD = 0.66
# What a word of the text that no word of the name is like takes away.
_EXTRA_WORD = 0.12
# Words turned round or run together are a second slip; so is a family name that stands alone.
_TURNED, _RUN_TOGETHER = 0.02, 0.02
_FAMILY_SHARE = 0.6
_SHORTEST, _SHORTEST_RUN = 2, 6
_MOST = 8
_LITTLE_WORDS = frozenset("al el bin ibn ben de da do dos la le van von der den du della".split())

Match = tuple[str, float]
_NOBODY: frozenset[str] = frozenset()


class GarbledNames:
    """The names of all persons, findable with a slip in each of their words."""

    def __init__(self, people: People) -> None:
        self._forms = people.forms
        self._by_word: dict[str, set[str]] = defaultdict(set)
        self._by_bones: dict[str, set[str]] = defaultdict(set)
        self._by_run: dict[str, set[str]] = defaultdict(set)
        for person, forms in people.forms.items():
            for form in forms:
                for word in form.tokens:
                    if len(word) >= _SHORTEST and word not in _LITTLE_WORDS:
                        self._by_bones[bones(word)].add(person)
                        for key in iter_bone_keys(word):
                            self._by_word[key].add(person)
                run = "".join(form.tokens)
                if len(run) >= _SHORTEST_RUN:
                    for key in iter_bone_keys(run):
                        self._by_run[key].add(person)

    def find(self, name: str) -> list[Match]:
        """Return the persons whose names are like `name`, two words or more, best first."""
        words = [word for word in fold(name).split() if word not in _LITTLE_WORDS]
        if len(words) < 2:
            return []
        ranked = []
        for person in self._near(words):
            likeness = max(_alike(words, form) for form in self._forms[person])
            if likeness >= LEAST:
                ranked.append((person, likeness))
        ranked.sort(key=lambda one: -one[1])
        return ranked[:_MOST]

    def _near(self, words: Sequence[str]) -> list[str]:
        """Return whom to look at: the consonants of one word fit, those of another nearly."""
        hits: Counter[str] = Counter()
        exact: set[str] = set()
        for word in words:
            near: set[str] = set()
            for key in iter_bone_keys(word):
                near |= self._by_word.get(key, _NOBODY)
            hits.update(near)
            exact |= self._by_bones.get(bones(word), _NOBODY)
        found = {person for person in exact if hits[person] > 1}
        for key in iter_bone_keys("".join(words)):
            found |= self._by_run.get(key, _NOBODY)
        return sorted(found)


def _alike(words: Sequence[str], form: NameForm) -> float:
    own = [word for word in form.tokens if word not in _LITTLE_WORDS]
    if len(own) < 2:
        return 0.0
    run, their_run = "".join(words), "".join(own)
    best = 0.0
    if abs(len(run) - len(their_run)) < 3 and bones(run)[:1] == bones(their_run)[:1]:
        best = slip_likeness(run, their_run) - _RUN_TOGETHER * (len(words) != len(own))
    return max(best, _by_words(words, own, form))


def _by_words(words: Sequence[str], own: Sequence[str], form: NameForm) -> float:
    """Return how like the words are, each to that of the name which it is most like."""
    pairs = sorted(
        ((slip_likeness(word, other), i, j) for i, word in enumerate(words)
         for j, other in enumerate(own)),
        reverse=True,
    )  # fmt: skip
    matched: dict[int, tuple[int, float]] = {}
    taken: set[int] = set()
    for likeness, i, j in pairs:
        if likeness < _LEAST_WORD:
            break
        if i not in matched and j not in taken:
            matched[i] = (j, likeness)
            taken.add(j)
    if len(matched) < 2:
        return 0.0
    family = {word for family in form.families for word in family}
    of_family = [like for j, like in matched.values() if own[j] in family]
    of_given = [like for j, like in matched.values() if own[j] not in family]
    if not of_family:
        return 0.0  # two given names in common are no name
    alike = min(of_family) if not of_given else (
        _FAMILY_SHARE * min(of_family) + (1 - _FAMILY_SHARE) * sum(of_given) / len(of_given)
    )  # fmt: skip
    order = [matched[i][0] for i in sorted(matched)]
    alike -= _EXTRA_WORD * (len(words) - len(matched))
    return alike - _TURNED * (order != sorted(order))
