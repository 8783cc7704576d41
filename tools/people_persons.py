"""Tell which rows of the lists are about one person.

In: `Row`s of `people_sources`. Out: who of the earlier lists a row is about (`Persons.known`), and
persons of all lists that are one though no name said so (`twins`).
Not here: which rows are one tenure (`build_people`).
"""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from difflib import SequenceMatcher

from people_sources import REIGN, SHARED, VISITS, Row

from legation.reference.names import fold
from legation.reference.offices import office_keys, office_rank
from legation.reference.people import parse_name
from legation.reference.slips import slip_likeness
from legation.reference.tables import load_table, split_list

# Whom name and state would take for another of the same.
APART = frozenset(
    {
        ("MLI", "Abdoulaye Idrissa Maïga"),
        ("IRN", "Mohammad Ali Hosseini"),
        ("JOR", "Hussein"),
        ("NER", "Mamadou"),
        ("SRB", "Marovic"),
    }
)
# A spell and a tenure that begin this far apart are not one.
_NEAR_YEARS = 1
# Given names of one last name and time this alike are one person's, spelt otherwise.
_SAME_GIVEN, _SAME_FAMILY, _SAME_WHOLE_GIVEN, _SAME_MIDDLE = 0.7, 0.8, 0.9, 0.8
# A name this like another's is one person's where both hold one office on the same days.
_SAME_NAME = 0.8
# So many days at least, or all of the shorter spell.
_MONTH = 31
_SON_OF = frozenset("bin ibn ben".split())
_LITTLE = _SON_OF | frozenset(
    "al el de da do dos la le van von der den du del ii iii iv vi "
    "sheikh shaikh haji dr pope".split()
)
_HEIRS = frozenset({"Crown Prince", "Crown Princess"})


class Persons:
    """The persons of the lists read so far, found again by name and state."""

    def __init__(self) -> None:
        self.names: dict[str, tuple[str, str]] = {}
        self._of_state: dict[str, list[str]] = defaultdict(list)
        self._rows: dict[str, list[Row]] = defaultdict(list)
        # Who serves an international body is known by it, whatever he was at home before.
        self._of_the_world = {
            tuple(fold(line["name"]).split()): line["id"]
            for line in load_table("principals.tsv")
            if not line["state"]
        }
        self._spellings = {
            line["id"]: [*split_list(line["spellings"])] for line in load_table("spellings.tsv")
        }

    def add(self, row: Row) -> None:
        """File a row under its person."""
        if row.person not in self.names:
            self.names[row.person] = (row.name, row.state)
            self._of_state[row.state].append(row.person)
        self._rows[row.person].append(row)

    def known(self, row: Row) -> str | None:
        """Return the person of an earlier list that a row is about, if any."""
        if (row.state, row.name) in APART:
            return None
        asked = tuple(fold(row.name).split())
        if asked in self._of_the_world:
            return self._of_the_world[asked]
        if not row.state:  # an office of an international body, held by somebody of some state
            same = [
                one for one, (name, _) in self.names.items() if tuple(fold(name).split()) == asked
            ]
            return min(same, key=lambda one: self._distance(one, row), default=None)
        held = [one for one in self._of_state[row.state] if self._answers(one, asked, row)]
        if not held:
            return None
        return min(held, key=lambda one: self._distance(one, row))

    def names_anew(self, row: Row, person: str) -> bool:
        """Tell whether a row has another name than the last one: "Lopez Obrador" has not."""
        if person not in self.names:
            return True
        return tuple(fold(row.name).split()) not in parse_name(*self.names[person]).families

    def _answers(self, person: str, asked: tuple[str, ...], row: Row) -> bool:
        form = parse_name(*self.names[person])
        if any(tuple(fold(one).split()) == asked for one in self._spellings.get(person, ())):
            return True
        if asked == form.tokens:
            return True
        if asked in form.families:  # "Lopez Obrador", "Suu Kyi"
            return any(near(one, row) for one in self._rows[person])
        if len(asked) > 1:
            return self._same_full_name(row, person)
        # A last name alone: only if an office of about that time is known.
        return any(
            asked[-1:] == family[-1:] or _alike(asked[-1], family[-1]) >= _SAME_FAMILY
            for family in form.families
        ) and any(near(one, row) and one_office(one, row) for one in self._rows[person])

    def _same_full_name(self, row: Row, person: str) -> bool:
        ours, theirs = parse_name(row.name, row.state), parse_name(*self.names[person])
        same_time = any(near(one, row) for one in self._rows[person])
        if not set(ours.families) & set(theirs.families):
            if set(ours.tokens) == set(theirs.tokens):
                return True
            # "Zelensky" and "Zelenskyy", of one given name and time.
            same_given = ours.given[:1] == theirs.given[:1] != ()
            families = (" ".join(ours.families[0]), " ".join(theirs.families[0]))
            return same_time and same_given and _alike(*families) >= _SAME_FAMILY
        if not ours.given or not theirs.given:
            return False
        if ours.family_first and theirs.family_first:
            # Half of a given name is nobody's: Kim Jong-un is not Kim Jong-il.
            first, second = "".join(ours.given), "".join(theirs.given)
            return first == second or (same_time and _alike(first, second) >= _SAME_WHOLE_GIVEN)
        if _other_middle(ours.given, theirs.given):
            return False
        first, second = ours.given[0], theirs.given[0]
        if first.startswith(second) or second.startswith(first):
            return True
        # Transliterations: "Dmitri" and "Dmitry", in office at one time.
        return same_time and _alike(first, second) >= _SAME_GIVEN

    def _distance(self, person: str, row: Row) -> tuple[int, int]:
        spans = [abs(year_of(one.since) - year_of(row.since)) for one in self._rows[person]]
        ranks = [office_rank(one.office) for one in self._rows[person]]
        return (min(spans, default=99), min(ranks, default=9))


def _other_middle(ours: tuple[str, ...], theirs: tuple[str, ...]) -> bool:
    """Tell whether both have more given names than one, and none alike.

    "George W. Bush" and "George H.W. Bush" are two, and so are Sabah al-Khalid and Sabah al-Ahmad.
    """
    first, second = (
        [word for word in given[1:] if word not in _LITTLE] for given in (ours, theirs)
    )
    return bool(first and second) and not any(
        one[0] == other[0] if 1 in {len(one), len(other)} else _alike(one, other) >= _SAME_MIDDLE
        for one in first
        for other in second
    )


def year_of(edge: str) -> int:
    """Return the year of an edge, 0 where there is none."""
    return int(edge[:4]) if edge[:4].isdigit() else 0


def _alike(one: str, other: str) -> float:
    return SequenceMatcher(None, one, other).ratio()


def near(one: Row, other: Row) -> bool:
    """Tell whether two tenures overlap, or nearly do."""
    ends = [year_of(row.until) or 9999 for row in (one, other)]
    starts = [year_of(row.since) for row in (one, other)]
    return starts[0] <= ends[1] + _NEAR_YEARS and starts[1] <= ends[0] + _NEAR_YEARS


def overlap(one: Row, other: Row) -> bool:
    """Tell whether two tenures may have a day in common, by what is known of their edges."""
    starts = [_first_day_of(row.since) for row in (one, other)]
    ends = [_end_of(row.until) for row in (one, other)]
    return starts[0] <= ends[1] and starts[1] <= ends[0]


def _first_day_of(edge: str) -> date:
    """Return the earliest day that a beginning may be."""
    year, month, day = _parts(edge)
    return date(year or 1, month or 1, day or 1)


def _end_of(edge: str) -> date:
    """Return the latest day that an end may be; what has none lasts."""
    year, month, day = _parts(edge)
    return date(year or 9999, month or 12, day or 28)


def one_office(one: Row, row: Row) -> bool:
    """Tell whether two rows name one office of a state; REIGN and the visits only say "leader"."""
    if row.source in {REIGN, VISITS}:
        return office_rank(one.office) <= 1
    keys = office_keys(one.office, one.state or None)
    return bool(keys & office_keys(row.office, row.state or None))


def twins(rows: Iterable[Row]) -> dict[str, str]:
    """Return, by the id of a person whom the lists have twice, the id that stays.

    Who holds an office of one holder on the days on which one of a like name holds it is the same
    man: "Alvaro Uribe Velez" of one list is "Álvaro Uribe" of another. Two ids of Wikidata stay
    two, and so do a father and his son, of whom one ends where the other begins.
    """
    by_state: dict[str, dict[str, list[Row]]] = defaultdict(lambda: defaultdict(list))
    for row in rows:
        if row.state:
            by_state[row.state][row.person].append(row)
    stays: dict[str, str] = {}
    for persons in by_state.values():
        for first, second in itertools.combinations(persons, 2):
            both = first.startswith("Q") and second.startswith("Q")
            if not both and _are_one(persons[first], persons[second]):
                # The first list is the most trusted; a Wikidata id is the better one anyway.
                kept, gone = (second, first) if second.startswith("Q") else (first, second)
                stays[gone] = stays.get(kept, kept)
    return {gone: _last(stays, kept) for gone, kept in stays.items()}


def _last(stays: dict[str, str], person: str) -> str:
    seen = set()
    while person in stays and person not in seen:
        seen.add(person)
        person = stays[person]
    return person


def _are_one(ours: list[Row], theirs: list[Row]) -> bool:
    if not any(at_once(one, row) for one in ours for row in theirs):
        return False
    return _name_likeness(ours[0], theirs[0]) >= _SAME_NAME


def at_once(one: Row, row: Row) -> bool:
    """Tell whether an office that only one can hold is held in two rows on the same days."""
    if SHARED.search(one.office) or SHARED.search(row.office):
        return False
    if {one.office, row.office} & _HEIRS:
        return False
    if not (one_office(one, row) or one_office(row, one)):
        return False
    spans = [(_last_day(each.since), _first_day(each.until)) for each in (one, row)]
    common = min(end for _, end in spans) - max(start for start, _ in spans)
    return common.days >= max(1, min(_MONTH, *((end - start).days for start, end in spans)))


def _last_day(edge: str) -> date:
    """Return the latest day that a beginning may be."""
    year, month, day = _parts(edge)
    return date(year or 1, month or 12, day or 28)


def _first_day(edge: str) -> date:
    """Return the earliest day that an end may be; what has none lasts."""
    year, month, day = _parts(edge)
    return date(year or 9999, month or 1, day or 1)


def _parts(edge: str) -> tuple[int, ...]:
    numbers = [int(part) for part in edge.split("-") if part.isdigit()]
    return (*numbers, 0, 0, 0)[:3]


def _name_likeness(one: Row, row: Row) -> float:
    """Return how like the least like word of the shorter name is to one of the longer."""
    names = sorted((list(_words(each)) for each in (one, row)), key=len)
    if not names[0]:
        return 0.0
    least = min(max(slip_likeness(word, other) for other in names[1]) for word in names[0])
    if _SON_OF & {*fold(one.name).split(), *fold(row.name).split()}:
        # A man's own name stands before his father's, which may be his son's as well.
        return min(least, slip_likeness(names[0][0], names[1][0]))
    return least


def _words(row: Row) -> Iterator[str]:
    return (word for word in fold(row.name).replace("-", " ").split() if word not in _LITTLE)
