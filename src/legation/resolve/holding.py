"""Say who held an office that is named with a word of time: acting, outgoing, new, ousted.

In: the words of a title without its state, a state's code, the day, the `Directory`. Out: a `Held`.
Not here: which state a description names (`belonging`), whom it means (`officeholders`).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from legation.reference.shelf import Tenure
from legation.resolve.directory import Directory
from legation.resolve.wording import word_set

_ACTING = word_set("acting interim caretaker provisional transitional stand-in")
_LEAVING = word_set("outgoing departing")
_COMING = word_set("incoming president-elect designate")
_NEW = word_set("new newly-elected newly-appointed freshly-minted")
_GONE = word_set("suspended impeached late detained dismissed sacked")
# Who is called so holds the office no more.
_OUSTED = word_set(
    "ousted deposed toppled overthrown slain murdered assassinated dead exiled fugitive fallen"
)
# Titles that one office has in different states or papers; asked in this order.
_OTHER_TITLES = {
    "premier": ("prime minister", "head of government"),
    "prime minister": ("premier", "chancellor"),
    "pm": ("prime minister",),
    "pontiff": ("pope", "leader"),
    "holy father": ("leader",),
    "pope": ("leader",),
    "monarch": ("king", "queen", "emir", "sultan"),
    "sovereign": ("king", "queen"),
    "defense chief": ("defense minister",),
    "defence chief": ("defense minister",),
    "finance chief": ("finance minister",),
    "chief diplomat": ("foreign minister",),
    "top diplomat": ("foreign minister",),
    "foreign policy chief": ("foreign minister",),
    "foreign affairs minister": ("foreign minister",),
    "war minister": ("defense minister",),
    "intelligence chief": ("director of intelligence",),
    "spy chief": ("director of intelligence",),
    "spymaster": ("director of intelligence",),
    "security adviser": ("national security adviser",),
    "security advisor": ("national security adviser",),
    "army chief": ("chief of army staff", "commander of the army", "chief of the general staff"),
    "chief of staff": ("chief of the general staff",),
    "military chief": ("chief of the general staff",),
    "military ruler": ("leader",),
    "central banker": ("central bank governor",),
    "central bank chief": ("central bank governor",),
    "un envoy": ("un ambassador",),
    "vice president": ("first vice president",),
    "deputy president": ("vice president",),
}
_OF_TIME = _ACTING | _LEAVING | _COMING | _NEW | _GONE | _OUSTED
_LEADERS = word_set("leader ruler strongman dictator autocrat")
_HEADS = frozenset({"head of state", "chief of state"})
# A paper of the morning calls by his office who lost it the night before; one of the week before a
# change calls the next "new".
LAG = timedelta(days=14)
_RECENT = timedelta(days=90)
_TURNOVER = timedelta(days=45)


@dataclass(frozen=True, slots=True)
class Held:
    """Who held an office, and how far the words and the day go to say so."""

    tenure: Tenure
    sure: float
    """A factor on the confidence of a holder by a plain title: 1 for that, less otherwise."""
    why: str


def find_holder(
    directory: Directory, on: date, title: str, code: str, said: frozenset[str] = frozenset()
) -> Held | None:
    """Return who held the office that title words name, None when nobody is known to.

    The title is what stands last ("the ailing president"); words of time that are `said` of him
    tell whether the holder of the day is meant, the one before or the one after.
    """
    words = title.split()
    for start in range(len(words)):
        office = " ".join(words[start:])
        held = _of_office(directory, on, office, code, said | frozenset(words[:start]))
        if held is not None:
            return held
    return None


def _of_office(
    directory: Directory, on: date, office: str, code: str, before: frozenset[str]
) -> Held | None:
    now = _on_day(directory, on, office, code)
    if before & _ACTING:
        return _acting(directory, on, office, code, now)
    if before & _LEAVING or before & _GONE:
        gone = _left_by(directory, on, office, code, _TURNOVER if before & _LEAVING else None)
        if gone is not None and (before & _LEAVING or _is_fresh(now, on)):
            return Held(gone, 0.85, f"{gone.office.name} until {gone.office.until}")
    if before & _OUSTED:
        out = _left_by(directory, on, office, code, None)
        return Held(out, 0.85, f"{out.office.name} until {out.office.until}") if out else None
    if before & _COMING or before & _NEW:
        coming = _after(directory, on, office, code)
        if coming is not None and (before & _COMING or not _is_fresh(now, on)):
            return Held(coming, 0.8, f"{coming.office.name} from {coming.office.since}")
    if now:
        return Held(now[0], 1.0, f"{now[0].office.name} on that day")
    late = _left_by(directory, on, office, code, LAG)
    if late is not None:
        return Held(late, 0.9, f"{late.office.name} until {late.office.until}")
    return None


def _on_day(directory: Directory, on: date, office: str, code: str) -> tuple[Tenure, ...]:
    if office in _LEADERS or office in _HEADS:
        held = directory.holders(office, code, on) if office == "leader" else ()
        leader = directory.leader(code, on)
        return held or ((leader,) if leader is not None else ())
    for title in (office, *_OTHER_TITLES.get(office, ())):
        found = directory.holders(title, code, on)
        if found:
            return found
    return ()


def _acting(
    directory: Directory, on: date, office: str, code: str, now: tuple[Tenure, ...]
) -> Held | None:
    """Return who acts in an office: by that title, else the latest to have begun."""
    for word in ("acting", "interim"):
        found = directory.holders(f"{word} {office}", code, on)
        if found:
            return Held(found[0], 1.0, f"{found[0].office.name} on that day")
    if not now:
        return None
    latest = max(now, key=lambda tenure: tenure.office.since or "")
    return Held(latest, 0.95, f"{latest.office.name} on that day")


def _is_fresh(now: tuple[Tenure, ...], on: date) -> bool:
    """Tell whether the holder began a short while ago, so that the last one is still spoken of."""
    return bool(now) and (now[0].office.since or "") > (on - _RECENT).isoformat()


def _left_by(
    directory: Directory, on: date, office: str, code: str, within: timedelta | None
) -> Tenure | None:
    """Return who left the office last by the day, `within` so many days of it if given."""
    since = (on - within).isoformat() if within is not None else ""
    left = [
        tenure
        for title in (office, *_OTHER_TITLES.get(office, ()))
        for tenure in directory.spells(title, code)
        if tenure.office.until and since <= tenure.office.until <= on.isoformat()
    ]
    return max(left, key=lambda tenure: tenure.office.until or "", default=None)


def _after(directory: Directory, on: date, office: str, code: str) -> Tenure | None:
    """Return who began in the office within a few weeks after the day."""
    coming = [
        tenure
        for title in (office, *_OTHER_TITLES.get(office, ()))
        for tenure in directory.spells(title, code)
        if on.isoformat() < (tenure.office.since or "") <= (on + _TURNOVER).isoformat()
    ]
    return min(coming, key=lambda tenure: tenure.office.since or "", default=None)


def words_of_time(words: Iterable[str]) -> frozenset[str]:
    """Return those of a description's words that say when its office is held."""
    return frozenset(word.lower() for word in words) & _OF_TIME


def find_neighbour(directory: Directory, tenure: Tenure, *, before: bool) -> Tenure | None:
    """Return who held an office before, or after, somebody who holds or held it."""
    own = tenure.office
    spells = [
        one
        for one in directory.spells(own.name, own.state or "")
        if one.person.id != tenure.person.id and one.office.since
    ]
    if before:
        earlier = [one for one in spells if (one.office.since or "") < (own.since or "")]
        return max(earlier, key=lambda one: one.office.since or "", default=None)
    later = [one for one in spells if (one.office.since or "") > (own.since or "")]
    return min(later, key=lambda one: one.office.since or "", default=None)
