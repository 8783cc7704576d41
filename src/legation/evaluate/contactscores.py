"""Score which accounts are joined into one contact: pairs of accounts, and near misses.

In: marked contacts, their documents, a function that reads documents together into lines of the
export. Out: `ContactScore`.
Not here: reading the file (`contactfile`), joining (`resolve.contacts`).

An account is one document's telling of one contact. Two accounts in different documents are a pair
where they tell one contact. What the program joins beyond the marked places counts as an account
too, so a wrong sentence that is joined costs precision.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from legation.evaluate.claimscores import Rate
from legation.evaluate.contactfile import MarkedContact
from legation.evaluate.marks import Json
from legation.records import Document

ReadTogether = Callable[[Sequence[Document]], list[dict[str, Json]]]
Account = tuple[Hashable, str]
"""A contact, by its marked or (unmarked) found id, and the name of a document that tells it."""


@dataclass(frozen=True, slots=True)
class ContactScore:
    """How well the accounts of contacts are joined and kept apart."""

    n_contacts: int
    """Marked, near misses left out."""
    n_accounts: int
    """Marked, those of near misses included."""
    n_found: int
    """Of them, those that stand in some contact."""
    pairs: Rate
    n_pairs: int
    n_whole: int
    """Contacts that have all their accounts and none of another."""
    n_near: int
    n_near_right: int
    """Near misses that are found, and share no contact with what they are near to."""
    types: float | None
    """Of the accounts found, the share whose contact has the marked type; None: none found."""
    days: float | None
    """The same for the day."""
    wrong: tuple[str, ...]
    """What is missed or joined wrongly, a line each."""


def score_contacts(
    marked: Sequence[MarkedContact], documents: Mapping[str, Document], read: ReadTogether
) -> ContactScore:
    """Return how well `read`, which sees all documents as one desk, joins what is one contact."""
    lines = read(list(documents.values()))
    events = {line["id"]: line for line in lines if line["kind"] == "event"}
    name_of = {document.id: name for name, document in documents.items()}
    found = [line for line in lines if line["kind"] == "contact"]
    joined = [_accounts(line, marked, events, name_of) for line in found]
    gold = _pairs([{(one.id, name) for name in one.accounts} for one in marked])
    ours = _pairs(joined)
    right = len(gold & ours)
    near = [one for one in marked if one.near is not None]
    whole = [
        one
        for one in marked
        if one.near is None and {(one.id, name) for name in one.accounts} in joined
    ]
    accounts = [(one.id, name) for one in marked for name in one.accounts]
    told = [account for account in accounts if any(account in some for some in joined)]
    kept = [one for one in near if _is_kept_apart(one, joined)]
    types, days = _agreement(marked, found, joined)
    return ContactScore(
        len(marked) - len(near), len(accounts), len(told), _rate(right, len(ours), len(gold)),
        len(gold), len(whole), len(near), len(kept), types, days,
        tuple(_iter_wrong(gold, ours, [a for a in accounts if a not in told], near, kept)),
    )  # fmt: skip


def _accounts(
    line: Mapping[str, Any],
    marked: Sequence[MarkedContact],
    events: Mapping[str, Mapping[str, Any]],
    name_of: Mapping[str, str],
) -> set[Account]:
    """Return the accounts of a found contact: the marked ones it holds, else itself as unmarked."""
    parties = {key for one in line["actors"] for key in (one["id"], one["state"]) if key}
    places: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for event in (events[name] for name in line["events"]):
        trigger = event["trigger"]
        places[event["document"]].append((trigger["start"], trigger["end"]))
    accounts: set[Account] = set()
    for document in line["accounts"]:
        name = name_of[document]
        held = [
            (one.id, name)
            for one in marked
            if one.parties <= parties
            and name in one.accounts
            and _holds(one.accounts[name], places[document], one.type, line["type"])
        ]
        accounts.update(held or [(("unmarked", line["id"]), name)])
    return accounts


def _holds(
    stretches: Iterable[tuple[int, int]],
    triggers: Sequence[tuple[int, int]],
    marked: str,
    found: str,
) -> bool:
    """Tell whether an event stands in a marked place; without events, whether the types are one."""
    if not triggers:
        return marked == found
    return any(a < d and c < b for a, b in stretches for c, d in triggers)


def _pairs(joined: Iterable[set[Account]]) -> set[frozenset[Account]]:
    """Return the pairs of accounts in different documents."""
    return {
        frozenset(pair)
        for some in joined
        for pair in combinations(sorted(some, key=str), 2)
        if pair[0][1] != pair[1][1]
    }


def _is_kept_apart(one: MarkedContact, joined: Sequence[set[Account]]) -> bool:
    holding = [some for some in joined if any(contact == one.id for contact, _ in some)]
    return bool(holding) and not any(contact == one.near for some in holding for contact, _ in some)


def _agreement(
    marked: Sequence[MarkedContact],
    found: Sequence[Mapping[str, Any]],
    joined: Sequence[set[Account]],
) -> tuple[float | None, float | None]:
    by_id: dict[Hashable, MarkedContact] = {one.id: one for one in marked}
    types, days = [], []
    for line, some in zip(found, joined, strict=True):
        for contact, _ in some:
            one = by_id.get(contact)
            if one is not None:
                # Hosts call a visit a meeting; a day may be given as "about" it.
                alike = {one.type, line["type"]} <= {"visit", "meeting"}
                types.append(one.type == line["type"] or alike)
                days.append((line["on"] or "").rstrip("~?%") == one.on)
    return _share(types), _share(days)


def _share(right: Sequence[bool]) -> float | None:
    return sum(right) / len(right) if right else None


def _rate(right: int, n_found: int, n_gold: int) -> Rate:
    p = right / n_found if n_found else 0.0
    r = right / n_gold if n_gold else 0.0
    return Rate(p, r, 2 * p * r / (p + r) if p + r else 0.0)


def _iter_wrong(
    gold: set[frozenset[Account]],
    ours: set[frozenset[Account]],
    missed: Sequence[Account],
    near: Sequence[MarkedContact],
    kept: Sequence[MarkedContact],
) -> Iterable[str]:
    for contact, name in missed:
        yield f"missed: {contact} in {name}"
    for sign, pairs in (("not joined", gold - ours), ("wrongly joined", ours - gold)):
        for pair in sorted(pairs, key=lambda one: sorted(map(str, one))):
            told = " and ".join(f"{_words(c)} in {name}" for c, name in sorted(pair, key=str))
            yield f"{sign}: {told}"
    for one in near:
        if one not in kept:
            yield f"near miss not kept apart: {one.id} from {one.near}"


def _words(contact: Hashable) -> str:
    return "another contact" if isinstance(contact, tuple) else str(contact)
