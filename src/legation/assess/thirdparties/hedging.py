"""Tell where a government kept out of a conflict, or kept both doors open.

In: memberships, what a government did, its contacts. Out: `Hedge`s.
Not here: who joined (`joining`), counting (`looking`).

Absent is not abstaining, and silence counts only where a government otherwise speaks.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from legation.assess.thirdparties.joining import Membership
from legation.assess.thirdparties.ownrate import Doing
from legation.assess.thirdparties.scene import ids_of
from legation.assess.thirdparties.steps import JOINED, UNJOINED
from legation.records import Contact, RecordId

# Fewer statements and deeds on anything else than this are too few to call the rest silence.
SPEAKS_ELSEWHERE = 5
HedgeKind = Literal["abstained", "absent", "declined", "not joined", "both sides", "silent"]


@dataclass(frozen=True, slots=True)
class Hedge:
    """One way in which a government kept out or kept both doors open."""

    kind: HedgeKind
    on: str | None
    """EDTF; None where it holds for all days read."""
    words: str
    """What it rests on, in short."""
    records: tuple[RecordId, ...]


def find_hedges(
    joined: Sequence[Membership],
    doings: Sequence[Doing],
    contacts: Sequence[Contact],
    parties: Sequence[str],
    n_elsewhere: int,
) -> tuple[Hedge, ...]:
    """Return the hedges of one government.

    Args:
        joined: What it joined, declined and voted.
        doings: What it said and did about a party.
        contacts: Its contacts that took place.
        parties: Ids of the states in conflict.
        n_elsewhere: What it said and did on anything else.
    """
    took_side = any(
        one.status == JOINED and one.measure.kind in {"sanctions", "aid"} for one in joined
    )
    return (
        *_from_memberships(joined),
        *(() if took_side else _both_sides(doings, contacts, parties)),
        *_silence(len(doings) + len(joined), n_elsewhere),
    )


def _from_memberships(joined: Sequence[Membership]) -> Iterable[Hedge]:
    for one in joined:
        records = tuple(step.record for step in one.steps if step.record is not None)
        if one.measure.kind == "vote" and one.status in {"abstain", "absent"}:
            kind: HedgeKind = "abstained" if one.status == "abstain" else "absent"
            yield Hedge(kind, one.since, one.measure.body or "a vote", records)
            continue
        for step in one.steps:
            if step.status in UNJOINED:
                how: HedgeKind = "declined" if step.status == "declined" else "not joined"
                words = " ".join(step.span.text.split())
                own = () if step.record is None else (step.record,)
                yield Hedge(how, step.on, words, own)


def _both_sides(
    doings: Sequence[Doing], contacts: Sequence[Contact], parties: Sequence[str]
) -> Iterable[Hedge]:
    """Yield a hedge where a government cooperates or keeps contact with each of two parties."""
    if len(parties) < 2:
        return
    met: Mapping[str, list[Contact]] = {
        party: [one for one in contacts if party in ids_of(one.actors)] for party in parties
    }
    kind_to = {one.toward for one in doings if one.is_deed and one.lean > 0}
    warm = [party for party in parties if met[party] or party in kind_to]
    if len(warm) < 2 or not all(met[party] for party in warm):
        return
    words = ", ".join(f"{len(met[party])} with {party}" for party in warm)
    records = tuple(one.id for party in warm for one in met[party])
    yield Hedge("both sides", None, f"contacts: {words}", records)


def _silence(n_on_it: int, n_elsewhere: int) -> Iterable[Hedge]:
    """Yield silence only where a government speaks otherwise: else nobody reads it."""
    if not n_on_it and n_elsewhere >= SPEAKS_ELSEWHERE:
        words = f"{n_elsewhere} statements and deeds on other things, none on the conflict"
        yield Hedge("silent", None, words, ())
