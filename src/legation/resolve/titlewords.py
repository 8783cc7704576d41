"""Compare the title before a name with the offices of persons.

In: title words ("former Russian President") and a person. Out: whether they fit, which state they
name, what is left without it.
Not here: choosing among namesakes (`namesakes`), offices without a name (`officeholders`).
"""

from __future__ import annotations

from legation.records import Actor
from legation.resolve.scene import Scene
from legation.resolve.wording import is_former, plain

_JOINTS = frozenset("of for from in at to the".split())


def fits_role(scene: Scene, person: Actor, role: str | None) -> bool:
    """Tell whether a person has held, by the document's day, the office that title words name."""
    words = role_words(scene, role)
    if not words or person.id is None:
        return False
    state = role_state(scene, role)
    if state is not None and person.state is not None and state != person.state:
        return False
    code = state or person.state
    if code and scene.on and not is_former(role):
        holders = scene.directory.holders(words, code, scene.on)
        if any(tenure.person.id == person.id for tenure in holders):
            return True
    # "The senator from Connecticut" is filed as the senator for it.
    wanted = set(words.split()) - _JOINTS
    if not wanted:
        return False
    tenures = scene.directory.tenures(person.id, None if is_former(role) else scene.on)
    return any(wanted <= set(t.office.name.lower().split()) for t in tenures)


def role_words(scene: Scene, role: str | None) -> str:
    """Return title words without the state, "former" and the like, in lower case."""
    if not role:
        return ""
    skipped = {"former", "ex", "then", "the", "a", "an", "his", "her", "their", "its", "longtime"}
    words = [word for word in role.replace(",", " ").split() if word.lower() not in skipped]
    kept = [word for word in words if scene.directory.state_of(plain(word)) is None]
    return " ".join(kept).lower().replace("ex-", "")


def role_state(scene: Scene, role: str | None) -> str | None:
    """Return the state that title words name ("Russian President"), if any."""
    words = plain(role or "").replace(",", " ").split()
    for n in (3, 2, 1):
        for i in range(len(words) - n + 1):
            code = scene.directory.state_of(plain(" ".join(words[i : i + n])))
            if code is not None:
                return code
    return None
