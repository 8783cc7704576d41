"""Answer from the shelf alone who a name means on a day, and who held an office.

In: a name or title as somebody types it, a day, a state. Out: `Answer`s, the best first.
Not here: whom a text means by a name (`linking`), which knows what stands around it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from legation.records import Actor, Office
from legation.reference.names import fold
from legation.reference.roles import strip_titles
from legation.reference.shelf import Name, Tenure
from legation.resolve.directory import Directory
from legation.resolve.likeness import most_like, sounds_like
from legation.resolve.statewords import iter_states, without_states
from legation.resolve.wording import is_former, phrase, plain

# How far a name of each kind goes by itself. First settings, as in `candidates`.
_BY_KIND = {
    "name": 0.98, "alias": 0.95, "acronym": 0.95, "demonym": 0.95, "seat": 0.9, "capital": 0.85,
}  # fmt: skip
_FULL_NAME, _SHORT_NAME, _HOLDER, _SIMILAR = 0.97, 0.93, 0.9, 0.8
# A last name alone: each rank further from the head of state counts less.
_LAST_IN_OFFICE, _LAST_FORMER, _LAST_LATER, _A_RANK = 0.88, 0.6, 0.3, 0.03
_TITLE_FITS, _TITLE_DOES_NOT = 0.07, 0.6
_TITLED, _ONE_WORD = 0.86, 0.7
_SHORT_WORD, _SPEAKS_ABROAD = 2, 2
MEMORY_AT_MOST = 0.7
"""What rests on memory alone is never surer than this."""


@dataclass(frozen=True, slots=True)
class Answer:
    """One whom a name may mean."""

    actor: Actor
    office: Office | None
    """Held on the day that was asked for; without a day, the latest. None: none that is known."""
    score: float
    """0 to 1; compares answers, and is no measured probability."""
    reason: str


def who_is(
    name: str, directory: Directory, on: date | None = None, state: str | None = None
) -> list[Answer]:
    """Return whom `name` may mean on a day, the best first; empty when nobody is known by it.

    Args:
        name: A name, with or without title ("President Hu Jintao"), a title alone ("the French
            president"), an acronym, a capital.
        directory: What to ask.
        on: The day; None asks about any time.
        state: Only those of this state, ISO 3166-1 alpha-3.
    """
    text = plain(name)
    found = [*_iter_named(text, directory, on), *_iter_holders(text, directory, on, state)]
    if on is not None and state is not None:
        found += _iter_titled(text, directory, on, state)
    if not any(_is_of(one, state) for one in found):
        found += _iter_last_names(text, directory, on)
    if not any(_is_of(one, state) for one in found):
        found += _iter_similar(text, directory, on)
    return _best_first(one for one in found if _is_of(one, state))


def who_holds(office: str, state: str | None, directory: Directory, on: date) -> list[Answer]:
    """Return who held an office on a day, the longest in office first.

    `office` is matched by its words and its usual other titles; "leader" is the foremost head of
    state or government.
    """
    held = directory.holders(office, state, on)
    if not held and state and office.lower() in {"leader", "head of government", "head of state"}:
        leader = directory.leader(state, on)
        held = (leader,) if leader is not None else ()
    return [
        _told(
            tenure.person, tenure, on, _HOLDER - 0.05 * min(i, 5), f"{tenure.office.name} on {on}"
        )
        for i, tenure in enumerate(held)
    ]


def _is_of(answer: Answer, state: str | None) -> bool:
    if state is None or answer.actor.state == state:
        return True
    # Who serves an international body now may have held an office of the state then.
    return answer.office is not None and answer.office.state == state


def _best_first(answers: Iterator[Answer]) -> list[Answer]:
    best: dict[tuple[str | None, str], Answer] = {}
    for one in answers:
        key = (one.actor.id, one.actor.name)
        if key not in best or one.score > best[key].score:
            best[key] = one
    # What rests on memory is held down to one score: who holds an office then is the likelier.
    ranked = sorted(best.values(), key=lambda one: (-one.score, one.office is None, one.actor.name))
    return [replace(one, score=round(one.score, 3)) for one in ranked]


# --- by name


def _iter_named(text: str, directory: Directory, on: date | None) -> Iterator[Answer]:
    title = _title_of(text)
    for name in directory.named(text):
        if name.actor.type != "person":
            yield Answer(name.actor, None, _BY_KIND[name.kind], _how_named(name))
            continue
        tenure = _tenure_of(name.actor, directory, on)
        score, reason = _person_score(name, tenure, on)
        if title:
            fits = _fits(title, name.actor, directory, on)
            score = min(0.99, score + _TITLE_FITS) if fits else score * _TITLE_DOES_NOT
            reason += f", {'who is' if fits else 'not known as'} {title}"
        yield _told(name.actor, tenure, on, score, reason)


def _how_named(name: Name) -> str:
    if name.kind in {"capital", "seat"}:
        return f"{name.text} stands for {name.actor.name}"
    return {"demonym": f"of {name.actor.name}"}.get(name.kind, f"{name.kind} on the shelf")


def _title_of(text: str) -> str:
    """Return the title before a person's name, in lower case."""
    bare = strip_titles(text)
    return text[: -len(bare)].strip().lower() if bare != text and text.endswith(bare) else ""


def _person_score(name: Name, tenure: Tenure | None, on: date | None) -> tuple[float, str]:
    if name.kind != "last name":
        kind = "full name" if name.kind == "name" else "short form of the name"
        return (_FULL_NAME if name.kind == "name" else _SHORT_NAME), kind
    if tenure is None:
        return _LAST_LATER, "last name"
    low = _A_RANK * tenure.rank
    if on is None or tenure.holds(on):
        return _LAST_IN_OFFICE - low, f"last name of the {tenure.office.name}"
    if (tenure.office.since or "") > on.isoformat():
        return _LAST_LATER - low / 3, f"last name of a later {tenure.office.name}"
    return _LAST_FORMER - low, f"last name of a former {tenure.office.name}"


def _tenure_of(person: Actor, directory: Directory, on: date | None) -> Tenure | None:
    """Return the foremost tenure on the day, else the latest that had begun, else the first."""
    held = directory.foremost(person.id, on)
    if held is not None:
        return held
    every = directory.tenures(person.id, None) if person.id else ()
    begun = [one for one in every if on is None or (one.office.since or "") <= on.isoformat()]
    return next(iter(begun or every[-1:]), None)


def _fits(title: str, person: Actor, directory: Directory, on: date | None) -> bool:
    words = phrase(title)
    if is_former(title) or on is None:
        wanted = set(without_states(words.written, directory.nation_of).split())
        tenures = directory.tenures(person.id, None) if person.id else ()
        return any(wanted <= set(one.office.name.lower().split()) for one in tenures)
    asked = without_states(words.written, directory.nation_of)
    held = directory.holders(asked, person.state, on)
    return any(one.person.id == person.id for one in held)


# --- by office


def _iter_holders(
    text: str, directory: Directory, on: date | None, state: str | None
) -> Iterator[Answer]:
    """Yield who holds the office that the words name: "the Chinese premier"."""
    words = phrase(text).written
    codes = [code for _, _, code in iter_states(words, directory.state_of)]
    code = state or (codes[-1] if codes else None)
    title = without_states(words, directory.nation_of)
    for lead in ("the ", "of "):
        title = title.removeprefix(lead)
    if on is None or code is None or not title or is_former(text):
        return
    yield from who_holds(title.removesuffix(" of").removesuffix(" of the"), code, directory, on)


def _iter_titled(text: str, directory: Directory, on: date, state: str) -> Iterator[Answer]:
    """Yield who holds the office before a name, if some word of the name sounds like his."""
    title = _title_of(text)
    if not title:
        return
    asked = [word for word in strip_titles(text).split() if len(word) > _SHORT_WORD]
    for one in directory.holders(
        without_states(phrase(title).written, directory.nation_of), state, on
    ):
        own = {word for name in one.names for word in name.split()}
        if any(sounds_like(word, other) for word in asked for other in own):
            reason = f"{one.office.name} on {on}, of a name like it"
            yield _told(one.person, one, on, _TITLED, reason)


# --- by likeness


def _iter_last_names(text: str, directory: Directory, on: date | None) -> Iterator[Answer]:
    """Yield whose last name one of several words is, or is like, among those in office."""
    words = [word for word in strip_titles(text).split() if len(word) > _SHORT_WORD]
    for word in reversed(words):
        for name in directory.persons(word):
            if len(words) > 1 and _is_given(word, name.actor):
                continue  # "Hamad Isa Al Khalifa" is no Hamad bin Jassim
            held = directory.foremost(name.actor.id, on)
            if held is not None and name.kind == "last name":
                reason = f"last name of the {held.office.name}"
                yield _told(name.actor, held, on, _ONE_WORD - _A_RANK * held.rank, reason)
        like = most_like(word, directory.in_office(on, _SPEAKS_ABROAD)) if on else None
        if like is not None:
            person = like[0].person
            yield _told(person, like[0], on, _ONE_WORD * like[1], f"spelt like {person.name}")


def _is_given(word: str, person: Actor) -> bool:
    """Tell whether a word is the given name of one who is called by it: "Hamad bin Jassim"."""
    own = fold(person.name).split()
    return len(own) > 2 and own[1] in {"bin", "bint", "ibn"} and own[0] == fold(word)


def _iter_similar(text: str, directory: Directory, on: date | None) -> Iterator[Answer]:
    for name, similarity in directory.find_similar(strip_titles(text)):
        tenure = _tenure_of(name.actor, directory, on) if name.actor.type == "person" else None
        reason = f"spelt like {name.actor.name}"
        yield _told(name.actor, tenure, on, _SIMILAR * similarity, reason)


def _told(
    actor: Actor, tenure: Tenure | None, on: date | None, score: float, reason: str
) -> Answer:
    """Return the answer with the office held on the day, never surer than its source."""
    if tenure is None:
        return Answer(actor, None, score, reason)
    if actor.state is None and tenure.office.state is not None:
        actor = replace(actor, state=tenure.office.state)  # whom he spoke for then
    if on is not None and not tenure.holds(on):
        last = tenure.checked_until
        if not tenure.office.until and last is not None and on.isoformat() > last:
            reason += f"; {tenure.office.name} when last checked ({last}), since then not known"
        return Answer(actor, None, _capped(score, tenure, on), reason)
    return Answer(actor, tenure.office, _capped(score, tenure, on), reason)


def _capped(score: float, tenure: Tenure, on: date | None) -> float:
    by_memory = tenure.sure_until is None or (on is not None and on.isoformat() > tenure.sure_until)
    closed = tenure.sure_until is not None and bool(tenure.office.until)
    return min(score, MEMORY_AT_MOST) if by_memory and not closed else score
