"""Say whom a document's title names.

In: a title, who published it and when. Out: the persons and states that the title is about.
Not here: who speaks where the title announces a speech (`turns`).

The titles of seats of power tell the parties once ("Telephone conversation with President of
Argentina Alberto Fernandez"); the text then calls them "the presidents" and "the parties".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from legation.records import Actor
from legation.resolve.directory import Directory

_LONGEST_NAME = 6
_WORD = re.compile(r"[^\W\d_][\w.\-’']*")
_POSSESSIVE = re.compile(r"[’']s?$")


def named_in_title(
    title: str, publisher: str | None, directory: Directory, on: date | None
) -> tuple[Actor, ...]:
    """Return the persons in office whom a title names, then the states of nobody among them.

    Where a seat of power publishes and the title names none of its own people, its leader comes
    first: he is the one who calls, receives and travels.
    """
    home = directory.home_of(publisher)
    found = list(dict.fromkeys(_iter_named(title, directory, on, home)))
    persons = [actor for actor in found if actor.type == "person"]
    if home is not None and all(person.state != home for person in persons):
        leader = directory.leader(home, on)
        if leader is not None:
            persons.insert(0, leader.person)
    spoken_for = {person.state for person in persons}
    states = [one for one in found if one.type == "state" and one.state not in spoken_for]
    return (*persons, *states)


def _iter_named(
    title: str, directory: Directory, on: date | None, home: str | None
) -> Iterator[Actor]:
    words = [_POSSESSIVE.sub("", word) for word in _WORD.findall(title)]
    i = 0
    while i < len(words):
        for n in range(min(_LONGEST_NAME, len(words) - i), 0, -1):
            actor = _actor_of(words[i : i + n], directory, on, home)
            if actor is not None:
                yield actor
                i += n - 1
                break
        i += 1


def _actor_of(
    words: list[str], directory: Directory, on: date | None, home: str | None
) -> Actor | None:
    if not (words[0][0].isupper() and words[-1][0].isupper()):
        return None
    name = " ".join(words)
    # A last name alone is one of many: who holds an office on that day is meant, at home first.
    held = [
        (person.actor.state != home, tenure.rank, person.actor)
        for person in directory.persons(name)
        if (tenure := directory.foremost(person.actor.id, on)) is not None
    ]
    if held:
        return min(held, key=lambda one: one[:2])[2]
    return directory.state(directory.nation_of(name))
