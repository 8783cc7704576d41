"""Find the regions and sectors of a table by the words people have for them.

In: a table and a word: a code, the name of a state, a demonym, an organisation, a sector, a
commodity. Out: indices into the table's axes; or an error that offers the nearest names.
Not here: which sector a statistical code belongs to (`leverage.concordance`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date
from difflib import SequenceMatcher

import numpy as np
from numpy.typing import NDArray

from legation.leverage.concordance import sector_of
from legation.leverage.errors import NameInTableError
from legation.leverage.table import TradeTable
from legation.reference.shelf import load_shelf
from legation.reference.trade import SERVICES, load_regions, load_sector_codes

REST = "ROW"
_REST_WORDS = frozenset({"row", "rest of the world", "rest of world", "the rest of the world"})
# Below this share of common letters a suggestion has nothing of the word: "xyz" offers nothing.
_LEAST_LIKENESS = 0.55


def nearest_names(word: str, names: Iterable[str], most: int = 3) -> tuple[str, ...]:
    """Return up to `most` of `names` that look like `word`, the likeliest first."""
    key = fold_name(word)
    scored = []
    for name in dict.fromkeys(names):
        other = fold_name(name)
        likeness = SequenceMatcher(None, key, other).ratio()
        # A word of a longer name counts as much: "electronic" for "electronics and optics".
        parts = [SequenceMatcher(None, key, part).ratio() for part in other.split()]
        scored.append((max([likeness, *(0.95 * part for part in parts)]), name))
    scored.sort(key=lambda pair: -pair[0])
    return tuple(name for score, name in scored[:most] if score >= _LEAST_LIKENESS)


def fold_name(word: str) -> str:
    """Return a word as names are compared: lower case, "&" spelt out, single blanks."""
    return " ".join(re.sub(r"[-_/]", " ", word.casefold().replace("&", " and ")).split())


def find_regions(table: TradeTable, word: str) -> tuple[int, ...]:
    """Return the indices of the regions that a word means, in the table's order.

    A code or name of the table means that region; the name of a state its region; an organisation
    (`EU`, `NATO`) all its members at the end of the table's year, if the table can tell them apart
    from others.

    Raises:
        NameInTableError: Nothing in the table is called so, or the table cannot tell it apart.
    """
    key = fold_name(word)
    for index, region in enumerate(table.regions):
        if fold_name(region) == key or (region.upper() == REST and key in _REST_WORDS):
            return (index,)
    # Names of the embedded regions, such as "the other 23 members of the European Union".
    for known in load_regions():
        if fold_name(known.name) == key and known.id in table.regions:
            return (table.regions.index(known.id),)
    state = _state_of(word)
    if state is not None:
        return (_region_of_state(table, state, word),)
    members = _members_of(word, table.year)
    if members:
        return _regions_of_members(table, members, word)
    raise _unknown_region(table, word)


def find_region(table: TradeTable, word: str) -> int:
    """Return the index of the one region that a word means.

    Raises:
        NameInTableError: As for `find_regions`, or the word means several regions.
    """
    found = find_regions(table, word)
    if len(found) > 1:
        names = tuple(table.regions[index] for index in found)
        msg = f"{word} is {len(names)} regions in {table.name}: {', '.join(names)}; name one"
        raise NameInTableError(msg, word, names)
    return found[0]


def find_sectors(table: TradeTable, word: str) -> tuple[int, ...]:
    """Return the indices of the sectors that a word means, in the table's order.

    Raises:
        NameInTableError: As for `sector_meanings`.
    """
    meanings = sector_meanings(table, word)
    return tuple(sorted({index for _, found in meanings for index in found}))


def sector_meanings(table: TradeTable, word: str) -> tuple[tuple[str, tuple[int, ...]], ...]:
    """Return a word with the indices of the sectors that it means, in the table's order.

    A name of the table means that sector; other words (`oil`, `chips`, `goods`) mean sectors of
    ours, and in a table with statistical codes all codes that belong to them; `all` means all. What
    is none of these is taken apart at its commas: `steel, cars` is two words, each by itself.

    Raises:
        NameInTableError: Nothing in the table is called so; the message offers the nearest names.
    """
    if found := _sectors_called(table, word):
        return ((word, found),)
    parts = dict.fromkeys(part.strip() for part in word.split(",") if part.strip())
    if len(parts) < 2:
        raise _unknown_sector(table, word)
    meanings = []
    for part in parts:
        found = _sectors_called(table, part)
        if not found:
            raise _unknown_sector(table, part)
        meanings.append((part, found))
    return tuple(meanings)


def _sectors_called(table: TradeTable, word: str) -> tuple[int, ...]:
    """Return the sectors of one word without regard to commas; empty where it means none."""
    key = fold_name(word)
    for index, sector in enumerate(table.sectors):
        if fold_name(sector) == key:
            return (index,)
    if key in ("all", "all sectors", "everything"):
        return tuple(range(len(table.sectors)))
    wanted = _other_words().get(key, (key,))
    return tuple(index for index, sector in enumerate(table.sectors) if sector_of(sector) in wanted)


def _other_words() -> dict[str, tuple[str, ...]]:
    return {fold_name(name): sectors for name, sectors in load_sector_codes("word").items()}


def _unknown_sector(table: TradeTable, word: str) -> NameInTableError:
    # Our own names are offered only where this table has a sector that belongs to them.
    held = {sector_of(sector) for sector in table.sectors}
    usable = [name for name, sectors in _other_words().items() if held.intersection(sectors)]
    offered = nearest_names(word, [*table.sectors, *(s for s in held if s), *usable])
    hint = f"did you mean {' or '.join(offered)}?" if offered else _listed(table.sectors)
    msg = f"{word!r} is no sector of {table.name}; {hint}"
    return NameInTableError(msg, word, offered)


def service_sectors(table: TradeTable) -> NDArray[np.bool_] | None:
    """Tell which sectors are services, shape (sector,); None where a sector is not known."""
    ours = [sector_of(sector) for sector in table.sectors]
    if None in ours:
        return None
    return np.array([sector in SERVICES for sector in ours], dtype=np.bool_)


def region_name(region: str) -> str:
    """Return what to call a region in a sentence: the label of a state, else its own name."""
    for known in load_regions():
        if known.id == region and len(known.holds) != 1:
            return known.name
    actor = load_shelf().actor(region)
    return actor.name if actor else region


def _state_of(word: str) -> str | None:
    shelf = load_shelf()
    if re.fullmatch(r"[A-Z]{3}", word.strip().upper()) and shelf.actor(word.strip().upper()):
        return word.strip().upper()
    for name in shelf.find(word):
        if name.actor.type == "state":
            return name.actor.id
    return None


def _members_of(word: str, year: int) -> tuple[str, ...]:
    shelf = load_shelf()
    # "EU27" is how tables call the union of 27.
    for name in shelf.find(re.sub(r"(?i)^eu[-_ ]?2[578]$", "EU", word.strip())):
        members = shelf.members(name.actor.id or "", date(year, 12, 31))
        if members:
            return members
    return ()


def _region_of_state(table: TradeTable, state: str, word: str) -> int:
    if state in table.regions:
        return table.regions.index(state)
    for region, states in table.holds.items():
        if state in states:
            others = ", ".join(other for other in states if other != state and len(other) == 3)
            msg = (
                f"{word} is no region of {table.name} by itself: it is part of {region}, with "
                f"{others}; name {region}, or read a finer table"
            )
            raise NameInTableError(msg, word, (region,))
    rest = [region for region in table.regions if region.upper() == REST]
    if rest:
        msg = (
            f"{word} is no region of {table.name} by itself: it is in the rest of the world; "
            f"name {rest[0]}, or read a table that has {state}"
        )
        raise NameInTableError(msg, word, tuple(rest))
    raise _unknown_region(table, word)


def _regions_of_members(table: TradeTable, members: Sequence[str], word: str) -> tuple[int, ...]:
    """Return the regions that together hold all members and nobody else."""
    inside = set(members)
    found, held = [], set()
    for index, region in enumerate(table.regions):
        states = set(table.holds.get(region, (region,)))
        if states <= inside and region.upper() != REST:
            found.append(index)
            held |= states
    missing = sorted(inside - held)
    if missing or not found:
        shown = ", ".join(missing[:6]) + (f" and {len(missing) - 6} more" if missing[6:] else "")
        names = tuple(table.regions[index] for index in found)
        msg = (
            f"{word} cannot be summed in {table.name}: it does not have {shown} apart from others; "
            f"name its regions one by one{': ' + ', '.join(names) if names else ''}"
        )
        raise NameInTableError(msg, word, names)
    return tuple(found)


def _unknown_region(table: TradeTable, word: str) -> NameInTableError:
    names = [*table.regions, *(region_name(region) for region in table.regions)]
    offered = nearest_names(word, names)
    hint = f"did you mean {' or '.join(offered)}?" if offered else _listed(table.regions)
    msg = f"{word!r} is no region of {table.name}; {hint}"
    return NameInTableError(msg, word, offered)


def _listed(names: Sequence[str]) -> str:
    shown = ", ".join(names[:12])
    return f"it has {shown}{f' and {len(names) - 12} more' if len(names) > 12 else ''}"
