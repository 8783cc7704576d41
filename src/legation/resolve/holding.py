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
    "pm": ("prime minister", "premier"),
    "fm": ("foreign minister",),
    "foreign secretary": ("foreign minister",),
    "external affairs minister": ("foreign minister",),
    "defence secretary": ("defense minister",),
    "defense secretary": ("defense minister",),
    "treasurer": ("finance minister",),
    "treasury minister": ("finance minister",),
    "economy minister": ("minister of economy", "finance minister"),
    "chancellor of the exchequer": ("finance minister",),
    "home secretary": ("interior minister",),
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
    "army chief": ("chief of the general staff", "armed forces chief"),
    "army commander": ("army chief", "armed forces chief"),
    "military commander": ("armed forces chief", "army chief"),
    "armed forces commander": ("armed forces chief", "army chief"),
    "commander of the armed forces": ("armed forces chief", "army chief"),
    "army's chief of staff": ("army chief", "armed forces chief"),
    "general staff chief": ("chief of the general staff",),
    "chief of staff": ("chief of the general staff", "army chief"),
    "chief of general staff": ("chief of the general staff",),
    "top general": ("armed forces chief", "army chief"),
    "top soldier": ("armed forces chief", "army chief"),
    "military chief": ("armed forces chief", "chief of the general staff", "army chief"),
    "military ruler": ("leader",),
    "central banker": ("central bank governor",),
    "central bank chief": ("central bank governor",),
    "central bank head": ("central bank governor",),
    "central bank president": ("central bank governor",),
    "governor of the central bank": ("central bank governor",),
    "fed chair": ("central bank governor",),
    "speaker": ("speaker of parliament",),
    "parliament speaker": ("speaker of parliament",),
    "speaker of the house": ("speaker of parliament",),
    "speaker of the assembly": ("speaker of parliament",),
    "speaker of congress": ("speaker of parliament",),
    "house speaker": ("speaker of parliament",),
    "electoral chief": ("head of the electoral commission",),
    "election chief": ("head of the electoral commission",),
    "un envoy": ("un ambassador",),
    "vice president": ("first vice president",),
    "deputy president": ("vice president",),
}
# "The opposition leader" is not the leader, nor "the deputy prime minister" the prime minister.
_NOT_THE_ONE = word_set(
    "deputy vice assistant under shadow opposition party rebel labour labor conservative tory "
    "liberal democratic socialist communist majority minority union church religious spiritual "
    "militia gang tribal community business world separatist regional provincial congress senate "
    "house islamist guerrilla protest student faction coalition assembly parliament village city "
    "junior"
)
# Many hold it at once: without more words nobody is named by it.
_SHARED = word_set(
    "representative senator secretary minister ambassador judge justice member commissioner "
    "governor mayor congressman congresswoman envoy adviser advisor aide general admiral colonel "
    "spokesman spokeswoman deputy lawmaker"
)
# An office that is not held yet: for how long at most before the holder begins.
_TO_HOLD = {"-elect": timedelta(days=210), "-designate": timedelta(days=60)}
_OF_TIME = _ACTING | _LEAVING | _COMING | _NEW | _GONE | _OUSTED
_OF_HEADS = ("president", "king", "queen", "emir", "sultan", "governor-general")
_LEADERS = word_set("leader ruler strongman dictator autocrat")
_HEADS = frozenset({"head of state", "chief of state"})
# A paper of the morning calls by his office who lost it the night before; one of the week before a
# change calls the next "new".
LAG = timedelta(days=14)
_RECENT = timedelta(days=90)
_TURNOVER = timedelta(days=45)
# How long it is news that somebody lost an office.
_NEWS = timedelta(days=4)


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
        if start and words[start - 1] in _NOT_THE_ONE:
            return None
        if office in _SHARED:
            return None
        to_hold = _to_hold(directory, on, office, code)
        if to_hold is not None:
            return to_hold
        held = _of_office(directory, on, office, code, said | frozenset(words[:start]))
        if held is not None:
            return held
    return None


def _to_hold(directory: Directory, on: date, office: str, code: str) -> Held | None:
    """Return who is to hold an office: "the president-elect", "the prime minister-designate"."""
    for ending, within in _TO_HOLD.items():
        if office.endswith(ending):
            coming = _after(directory, on, office.removesuffix(ending), code, within)
            if coming is not None:
                return Held(coming, 0.95, f"{coming.office.name} from {coming.office.since}")
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
    if office in _HEADS:
        for title in _OF_HEADS:
            found = directory.holders(title, code, on)
            if found:
                return found
    if office in _LEADERS or office in _HEADS:
        held = directory.holders(office, code, on) if office == "leader" else ()
        leader = directory.leader(code, on)
        return held or ((leader,) if leader is not None else ())
    for title in _titles_of(office):
        found = directory.holders(title, code, on)
        if found:
            return found
    return ()


def _titles_of(office: str) -> tuple[str, ...]:
    if office in _HEADS:
        return _OF_HEADS
    if office in _LEADERS:
        return ("leader", "president", "king", "emir")
    return (office, *_OTHER_TITLES.get(office, ()))


def _acting(
    directory: Directory, on: date, office: str, code: str, now: tuple[Tenure, ...]
) -> Held | None:
    """Return who acts in an office: by that title, else the latest to have begun."""
    for word in ("acting", "interim"):
        found = directory.holders(f"{word} {office}", code, on)
        if found:
            return Held(found[0], 1.0, f"{found[0].office.name} on that day")
    # The morning after, "the interim president" is who handed over the night before.
    late = _left_by(directory, on, office, code, LAG)
    if late is not None and _is_short(late) and (not now or not _is_short(now[0])):
        return Held(late, 0.9, f"{late.office.name} until {late.office.until}")
    if not now:
        return None
    latest = max(now, key=lambda tenure: tenure.office.since or "")
    return Held(latest, 0.95, f"{latest.office.name} on that day")


def _is_short(tenure: Tenure) -> bool:
    """Tell whether an office was held for less than a year, as those do who only mind it."""
    since, until = tenure.office.since or "", tenure.office.until or ""
    if len(since) < len("2000-01-01") or len(until) < len("2000-01-01"):
        return False
    return date.fromisoformat(until) - date.fromisoformat(since) < timedelta(days=365)


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
        for title in _titles_of(office)
        for tenure in directory.spells(title, code)
        if tenure.office.until and since <= tenure.office.until <= on.isoformat()
    ]
    return max(left, key=lambda tenure: tenure.office.until or "", default=None)


def _after(
    directory: Directory, on: date, office: str, code: str, within: timedelta = _TURNOVER
) -> Tenure | None:
    """Return who began in the office within a few weeks after the day."""
    coming = [
        tenure
        for title in _titles_of(office)
        for tenure in directory.spells(title, code)
        if on.isoformat() < (tenure.office.since or "") <= (on + within).isoformat()
    ]
    return min(coming, key=lambda tenure: tenure.office.since or "", default=None)


def find_left(directory: Directory, held: Held, on: date) -> Tenure | None:
    """Return who left an office within the last days, where its holder has only just begun."""
    since = held.tenure.office.since or ""
    if not (on - _NEWS).isoformat() <= since <= on.isoformat():
        return None
    before = find_neighbour(directory, held.tenure, before=True)
    if before is None or (before.office.until or "") < (on - _NEWS).isoformat():
        return None
    return before


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
