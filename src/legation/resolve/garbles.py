"""Say whom a name means that is garbled in more than one word: "Moamer Quadaffi", "Mike Pens".

In: the words of a name that nobody bears, its mention, the `Scene`. Out: the person, how like his
name is, how sure that he is meant.
Not here: how like names are (`reference.garbled`), one wrong letter (`candidates`), a last name
alone (`likeness`).

What speaks for a person beside the likeness: his office on the day, his state in the text, a title
that fits. Where a word of the text is somebody else's own last name it is no slip.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from legation.records import Actor, Mention
from legation.reference.genders import load_genders
from legation.reference.names import fold
from legation.reference.shelf import Name
from legation.reference.slips import slip_likeness
from legation.resolve.namesakes import office_of
from legation.resolve.scene import Scene
from legation.resolve.titlewords import fits_role
from legation.resolve.wording import word_set

# Likeness that is enough by itself, of one whose office or state speaks for him, with his title.
# Chosen on the development part of corpora/linking: namesakes of rank begin at .93 ("Barnes").
_ALONE, _BACKED, _TITLED = 0.91, 0.86, 0.82
# Of two this near each other, what speaks for them decides; if nothing does, neither is meant.
_APART = 0.04
_FOREMOST, _KNOWN = 2, 5
# So like as a whole that no word is somebody else's name; so like that a word is spelt otherwise.
_WHOLE, _SAME_SOUND = 0.95, 0.97
_SURE, _LESS_SURE, _CONTESTED = 0.92, 0.85, 0.75
_BEFORE, _AFTER = timedelta(days=3650), timedelta(days=400)
_NO_PART = word_set("mr mrs ms dr gen sen the lady comrade doctor brother sister uncle")


@dataclass(frozen=True, slots=True)
class Garbled:
    """Who is meant by a garbled name."""

    name: Name
    likeness: float
    confidence: float


def find_garbled(scene: Scene, mention: Mention, text: str) -> Garbled | None:
    """Return whom a garbled name of two words or more means, None where nobody fits."""
    words = [word for word in fold(text).split() if word not in _NO_PART]
    if len(words) > 2 and scene.directory.nation_of(text.split(maxsplit=1)[0]) is not None:
        words = words[1:]  # "American Jhon Bolton"
    if len(words) < 2:
        return None
    ranked: list[tuple[float, float, Name]] = []
    for name, likeness in scene.directory.find_garbled(" ".join(words)):
        backing = _backing(scene, mention, name.actor)
        titled = fits_role(scene, name.actor, mention.role)
        enough = _TITLED if titled or backing >= 2.0 else _BACKED if backing >= 1.0 else _ALONE
        if likeness < enough or backing <= 0.0:
            continue
        if not titled and likeness < _WHOLE and _is_another(scene, words, name.actor):
            continue
        ranked.append((likeness + 0.03 * backing + 0.05 * titled, likeness, name))
    if not ranked:
        return None
    ranked.sort(key=lambda one: -one[0])
    points, likeness, name = ranked[0]
    rival = next((one for one in ranked[1:] if one[2].actor.name != name.actor.name), None)
    if rival is not None and points - rival[0] < _APART:
        return Garbled(name, likeness, _CONTESTED)
    sure = _SURE if likeness >= _ALONE else _LESS_SURE
    return Garbled(name, likeness, sure)


def _backing(scene: Scene, mention: Mention, person: Actor) -> float:
    """Return what speaks for a person: 0 nothing, 1 his office or his state, 2 both."""
    tenure = office_of(scene, person)
    if _leads_soon(scene, person):
        return 1.0 + _is_at_hand(scene, mention, person) * 0.5
    if tenure is None or scene.on is None:
        return 0.5 if _is_at_hand(scene, mention, person) or tenure is None else 0.0
    lately = tenure.holds(scene.on) or (tenure.office.until or "9") >= _day(scene.on - _BEFORE)
    at_hand = _is_at_hand(scene, mention, person)
    if tenure.rank <= _FOREMOST:
        return 1.0 + lately * 0.5 + at_hand * 0.5
    if tenure.rank <= _KNOWN and lately:
        return 1.0 + at_hand * 0.5
    return 0.5 + at_hand * 0.5 if lately or at_hand else 0.0


def _leads_soon(scene: Scene, person: Actor) -> bool:
    if scene.on is None or person.id is None:
        return False
    last = _day(scene.on + _AFTER)
    return any(
        one.rank <= _KNOWN and _day(scene.on) <= (one.office.since or "") <= last
        for one in scene.directory.tenures(person.id, None)
    )


def _is_at_hand(scene: Scene, mention: Mention, person: Actor) -> bool:
    """Tell whether the text names the person's state, or one of its people before."""
    if person.state is None:
        return False
    near = scene.iter_before(mention, 20)
    return person.state in scene.state_counts or any(
        actor.state == person.state for entity in near for actor in entity.finding.actors
    )


def _is_another(scene: Scene, words: list[str], person: Actor) -> bool:
    """Tell whether a word that the person's name has not is somebody else's name."""
    own = fold(person.name).split()
    for word in words:
        if len(word) < 3 or max(slip_likeness(word, other) for other in own) >= _SAME_SOUND:
            continue
        # A given name of its own is no slip for another: Jane Young is no Johnny Young.
        if word in load_genders():
            return True
        if any(one.kind == "last name" for one in scene.directory.persons(word.title())):
            return True
    return False


def _day(on: date) -> str:
    return on.isoformat()
