"""Look at every government outside a conflict.

In: `Reading`s with links, `Incident`s and `Contact`s of the desk, the parties. Out:
`ThirdParties`: for each government its weeks, what it joined and where it hedged; parallels.
Not here: the parts (`steps`, `ballots`, `joining`, `ownrate`, `parallels`), printing (`app`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from legation.assess.thirdparties.ballots import ballot_steps
from legation.assess.thirdparties.hedging import Hedge, find_hedges
from legation.assess.thirdparties.joining import Membership, memberships
from legation.assess.thirdparties.ownrate import Doing, Week, weeks
from legation.assess.thirdparties.parallels import Parallel, find_parallels
from legation.assess.thirdparties.phrases import iter_steps
from legation.assess.thirdparties.scene import Scene, Stretch, first_reports, government_of, ids_of
from legation.assess.thirdparties.steps import JOINED
from legation.records import Actor, Contact, Incident, LegationError, Reading, Span, edtf
from legation.reference.codebook import load_types

_DONE = frozenset({"happened", "ongoing"})
# So many sentences that name a government are kept: enough to open one, no dossier.
MOST_NAMED = 5


class PartiesError(LegationError):
    """Who is in conflict is not told well enough to say who stands outside."""


@dataclass(frozen=True, slots=True)
class Outsider:
    """One government outside the conflict, or a body that acts like one."""

    government: Actor
    n_said: int
    """Independent statements about a party."""
    n_done: int
    """Incidents, done or going on, toward a party; each once."""
    n_elsewhere: int
    """Statements and incidents of this government on anything else."""
    weeks: tuple[Week, ...]
    memberships: tuple[Membership, ...]
    hedges: tuple[Hedge, ...]
    named_in: tuple[Span, ...]
    """The first sentence that names it in each report, `MOST_NAMED` at most, by day."""
    standing: str
    """In one word: `joined`, `hedged`, `voted`, `planned`, `possible`, `acted` (more than
    it spoke), `spoke`, `silent`, or `named` where reports only name it and tell
    nothing that it said or did."""


@dataclass(frozen=True, slots=True)
class ThirdParties:
    """Who stands outside a conflict, and what each did, as of the last report used."""

    parties: tuple[str, ...]
    read_since: date | None
    """The day of the first report; the desk knows nothing of the days before."""
    until: date | None
    n_reports: int
    """Independent ones: copies are no second report."""
    outsiders: tuple[Outsider, ...]
    """Who joined most first; then by name."""
    parallels: tuple[Parallel, ...]

    @property
    def days_read(self) -> int:
        """From the first report to the last, both counted."""
        if self.read_since is None or self.until is None:
            return 0
        return (self.until - self.read_since).days + 1


def third_parties(
    readings: Sequence[Reading],
    incidents: Sequence[Incident],
    contacts: Sequence[Contact],
    parties: Iterable[str],
    *,
    until: date | None = None,
) -> ThirdParties:
    """Return every government outside the conflict between `parties` that the reports name.

    Args:
        readings: Of the desk, as of the day that is asked for, with links and origins.
        incidents: The same desk's.
        contacts: The same desk's.
        parties: Ids of states, two or more for "both sides"; one is enough for the rest.
        until: The last day of the weeks; that of the last report when None.

    Raises:
        PartiesError: No party is given.
    """
    ids = tuple(dict.fromkeys(parties))
    if not ids:
        msg = "no party of the conflict is named; name them, such as --about RUS,UKR"
        raise PartiesError(msg)
    scenes = [Scene(one, ids) for one in first_reports(readings)]
    days = [scene.published for scene in scenes if scene.published is not None]
    last = until or max(days, default=None)
    steps = [step for scene in scenes for step in iter_steps(scene)]
    joined = memberships([*steps, *ballot_steps(scenes)])
    doings, elsewhere = _doings(scenes, incidents, frozenset(ids))
    named, places = _named(scenes, frozenset(ids))
    outsiders = [
        _outsider(
            government,
            _Known(
                doings.get(who, []),
                elsewhere.get(who, 0),
                [one for one in joined if one.government == government],
                [one for one in contacts if _takes_part(one, who)],
                places.get(who, ()),
            ),
            ids,
            () if last is None else weeks(doings.get(who, []), days, last),
        )
        for who, government in named.items()
    ]
    return ThirdParties(
        ids,
        min(days, default=None),
        last,
        len(scenes),
        tuple(sorted(outsiders, key=_order)),
        find_parallels(scenes),
    )


def _order(one: Outsider) -> tuple[int, int, str]:
    done = sum(each.status == JOINED for each in one.memberships)
    return (-done, -(one.n_said + one.n_done + len(one.memberships)), one.government.name)


def _named(
    scenes: Iterable[Scene], parties: frozenset[str]
) -> tuple[dict[str, Actor], dict[str, tuple[Span, ...]]]:
    """Return the governments that the reports name, parties apart, and in which sentences."""
    found: dict[str, Actor] = {}
    places: dict[str, dict[str, Span]] = defaultdict(dict)
    for scene in scenes:
        for mention in scene.mentions:
            for one in scene.governments(mention.id):
                if one.id is None or one.id in parties:
                    continue
                found.setdefault(one.id, one)
                here = places[one.id]
                if scene.document.id not in here and len(here) < MOST_NAMED:
                    here[scene.document.id] = scene.span(scene.sentence_at(mention.span.start))
    return found, {who: tuple(here.values()) for who, here in places.items()}


def _doings(
    scenes: Sequence[Scene], incidents: Iterable[Incident], parties: frozenset[str]
) -> tuple[dict[str, list[Doing]], dict[str, int]]:
    """Return what each government said and did about a party, and how much on anything else."""
    found: dict[str, list[Doing]] = defaultdict(list)
    elsewhere: dict[str, int] = defaultdict(int)
    for scene in scenes:
        for who, toward, day in _sayings(scene):
            if toward is None:
                elsewhere[who] += 1
            elif day is not None:
                party = next(iter(toward)) if len(toward) == 1 else None
                found[who].append(Doing(on=day, is_deed=False, toward=party, lean=0))
    kinds = load_types()
    for incident in incidents:
        if incident.status not in _DONE:
            continue
        day = _day_of(incident)
        aimed = ids_of(incident.recipients) & parties
        intensity = kinds[incident.type].intensity
        lean = 0 if incident.type == "REQUEST" else (intensity > 0) - (intensity < 0)
        for who in sorted(_governments(incident.actors) - parties):
            if not aimed:
                elsewhere[who] += 1
            elif day is not None:
                party = next(iter(aimed)) if len(aimed) == 1 else None
                found[who].append(Doing(on=day, is_deed=True, toward=party, lean=lean))
    return found, elsewhere


def _sayings(scene: Scene) -> list[tuple[str, frozenset[str] | None, date | None]]:
    """Return who says something, about which parties (None: none), and when; each claim once."""
    found = []
    for claim in scene.reading.claims:
        if claim.parent is not None:
            continue  # what another is told to have said is counted with the outer claim's speaker
        speaking = {
            one.id for each in claim.speakers for one in scene.governments(each) if one.id
        } - scene.parties
        if not speaking:
            continue
        about = frozenset(
            one
            for part in claim.content
            for mention in scene.within(Stretch(part.start, part.end))
            for one in scene.ids(mention.id) & scene.parties
        )
        day = _day(claim.on) or scene.published
        found += [(who, about or None, day) for who in sorted(speaking)]
    return found


def _day(on: str | None) -> date | None:
    return None if on is None else edtf.bounds(on)[0]


def _day_of(incident: Incident) -> date | None:
    reported = incident.first_reported_on
    return _day(incident.on) or (None if reported is None else date.fromisoformat(reported))


def _governments(actors: Iterable[Actor]) -> set[str]:
    found = (government_of(actor) for actor in actors)
    return {one.id for one in found if one is not None and one.id is not None}


def _takes_part(contact: Contact, who: str) -> bool:
    return contact.status in _DONE and who in _governments(contact.actors)


class _Known(NamedTuple):
    """What was gathered of one government."""

    doings: Sequence[Doing]
    n_elsewhere: int
    joined: Sequence[Membership]
    contacts: Sequence[Contact]
    places: tuple[Span, ...]


def _outsider(
    government: Actor, known: _Known, parties: Sequence[str], told: tuple[Week, ...]
) -> Outsider:
    n_said = sum(not one.is_deed for one in known.doings)
    n_done = len(known.doings) - n_said
    hedges = find_hedges(known.joined, known.doings, known.contacts, parties, known.n_elsewhere)
    return Outsider(
        government,
        n_said,
        n_done,
        known.n_elsewhere,
        told,
        tuple(known.joined),
        hedges,
        known.places,
        _standing(known.joined, hedges, n_said, n_done),
    )


def _standing(
    joined: Sequence[Membership], hedges: Sequence[Hedge], n_said: int, n_done: int
) -> str:
    statuses = {one.status for one in joined if one.measure.kind in {"sanctions", "aid"}}
    if JOINED in statuses:
        return "joined"
    if hedges and hedges[0].kind != "silent":
        return "hedged"
    if any(one.measure.kind == "vote" for one in joined):
        return "voted"
    if statuses:
        return "planned" if statuses & {"planned", "prepared"} else "possible"
    if joined or n_said or n_done:
        return "acted" if n_done > n_said else "spoke"
    return "silent" if hedges else "named"
