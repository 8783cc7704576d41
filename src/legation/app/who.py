"""Find the actor whom a person at the keyboard means.

In: an ISO code, a Wikidata id or a name. Out: the shelf's `Actor`, or an error naming the nearest.
Not here: who a text means (`resolve.linking`).
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from legation.records import Actor, LegationError

if TYPE_CHECKING:
    from legation.reference.shelf import Shelf

_ACTOR_ID = re.compile(r"Q\d+|legation:\S+")


class UnknownActorError(LegationError):
    """No actor of the shelf or the desk goes by this name."""

    def __init__(self, words: str, nearest: Iterable[str]) -> None:
        super().__init__(words, tuple(nearest))
        self.words, self.nearest = self.args

    def __str__(self) -> str:
        near = " or ".join(self.nearest)
        cure = f"did you mean {near}?" if near else "give an ISO code, a Wikidata id or a name"
        return f"nobody on this desk is known as {self.words!r}; {cure}"


def find_actors(words: Sequence[str], known: Iterable[Actor]) -> tuple[Actor, ...]:
    """Return the actor meant by each of `words`.

    Args:
        words: ISO 3166-1 alpha-3 codes, Wikidata ids, or names as newspapers write them.
        known: Actors of this desk; they are looked through for ids.

    Raises:
        UnknownActorError: One of the words names nobody.
    """
    if not words:
        return ()
    from legation.reference.shelf import load_shelf

    shelf = load_shelf()
    on_desk = {actor.id: actor for actor in known if actor.id}
    return tuple(_find_actor(one, shelf, on_desk) for one in words)


def _find_actor(words: str, shelf: Shelf, on_desk: dict[str, Actor]) -> Actor:
    state = shelf.states.get(words.upper()) if len(words) == 3 else None
    if state is not None:
        return state
    if _ACTOR_ID.fullmatch(words):
        # The desk knows everybody whom it could show; an id that is not on it would show nothing.
        if words in on_desk:
            return on_desk[words]
        raise UnknownActorError(words, ())
    code = shelf.state_of(words)
    if code is not None:
        return shelf.states[code]
    names = shelf.find(words)
    if names:
        return names[0].actor
    raise UnknownActorError(words, _nearest(words, shelf))


def _nearest(words: str, shelf: Shelf) -> list[str]:
    similar = [name.actor.name for name, _ in shelf.find_similar(words)[:3]]
    if similar:
        return list(dict.fromkeys(similar))
    # find_similar looks at people and states by their full names; a code or a rough spelling
    # is compared here, at difflib's own threshold.
    codes = {code: actor.name for code, actor in shelf.states.items()}
    by_code = difflib.get_close_matches(words.upper(), codes, n=2, cutoff=0.6)
    by_name = difflib.get_close_matches(words.title(), codes.values(), n=2)
    return by_name or [f"{code} ({codes[code]})" for code in by_code]
