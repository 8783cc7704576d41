"""Say whose somebody is by the words of his description: which state, which owner, what office.

In: a description ("Biden's national security adviser", "the minister of Japan") and the `Scene`.
Out: the owner's `Entity`, the state's code, the title without them.
Not here: who holds the office (`officeholders`), whom a description stands for (`descriptions`).
"""

from __future__ import annotations

import re

from legation.records import Mention
from legation.resolve.coreference import link_thing
from legation.resolve.scene import Entity, Scene
from legation.resolve.statewords import iter_states, without_states
from legation.resolve.wording import Phrase, plain

_POSSESSORS = frozenset({"his", "her", "its", "their", "our", "my"})
_MARK = re.compile(r"['’]s?(?=\s|$)")


def owner_of(scene: Scene, mention: Mention, words: Phrase) -> Entity | None:
    """Return the linked mention that owns the noun: "his", "Biden's"."""
    if not words.owner and words.lower[0] not in _POSSESSORS:
        return None
    inside = [
        entity
        for entity in reversed(scene.entities[-12:])
        if mention.span.holds(entity.mention.span) and entity.mention.id != mention.id
    ]
    if not words.owner:
        return min(inside, key=lambda e: e.mention.span.start, default=None)
    # "In Beirut Iran's minister said": the owner is what ends at the last possessive mark.
    marks = [m.start() for m in _MARK.finditer(mention.span.text)]
    end = mention.span.start + (marks[-1] if marks else len(mention.span.text))
    owners = [entity for entity in inside if entity.mention.span.end <= end + 2]
    return max(owners, key=lambda e: (e.mention.span.end, -e.mention.span.start), default=None)


def state_said(scene: Scene, mention: Mention, words: Phrase) -> str | None:
    """Return the state a description names: by adjective, owner, or "of …" after it."""
    code = state_in(scene, words.written)
    if code is not None:
        return code
    owner = owner_of(scene, mention, words)
    if owner is not None:
        states = {actor.state for actor in owner.finding.actors if actor.state}
        return states.pop() if len(states) == 1 else None
    if words.owner:
        owned = plain(" ".join(words.owner))
        if re.fullmatch(r"(?:the |this )?(?:country|nation|island)", owned.lower()):
            taken = link_thing(scene, mention, ("state",))
            return taken.actors[0].state if taken.actors else None
        return state_in(scene, tuple(owned.split()))
    after = re.match(
        r"\s+(?:of|from|in)\s+(?:the\s+)?((?:[A-Z][\w.\-]*\s*(?:(?:of|and|the)\s+)*){1,4})",
        scene.after(mention),
    )
    return state_in(scene, tuple(after.group(1).split()), first=True) if after else None


def state_in(scene: Scene, words: tuple[str, ...], *, first: bool = False) -> str | None:
    """Return the state named last in the words (nearest to the noun), or the first."""
    stretches = iter_states(words, scene.directory.state_of)
    found = sorted(stretches, key=lambda stretch: stretch[0])
    if not found:
        return None
    return found[0][2] if first else found[-1][2]


def title_of(scene: Scene, words: tuple[str, ...]) -> str:
    """Return the words that name an office, without those that name a state."""
    return without_states(words, scene.directory.nation_of)
