"""Sort what could be said into the five parts of a brief.

In: a dossier. Out: `Item`s: a form, its records, their weight, the part and group they belong to.
Not here: how many are said and in which order (`briefing.compose`), the scores (`briefing.weigh`).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from legation.briefing.coding import is_tellable, surest_of, tells_by_itself
from legation.briefing.dossier import Dossier
from legation.briefing.passages import sentence_words
from legation.briefing.phrases import COOPERATION, MEANS_HEADINGS, MEANS_WORDS
from legation.briefing.view import View
from legation.briefing.weigh import (
    is_full,
    weigh_claim,
    weigh_contact,
    weigh_figure,
    weigh_incident,
    weigh_vote,
)
from legation.records import Actor, Claim, DocumentId, Event, Figure, Incident, RecordId, Vote
from legation.records.edtf import earliest_day

# Claims of one speaker that share this much of their words say the same thing. Set by eye: reports
# of one sentence that differ in their cut share more, two sentences on one subject less.
SAME_WORDS = 0.6
# Only the weightiest claims are compared with each other; the comparison is quadratic.
MAX_COMPARED = 400
# Characters; a reader of a brief wants a sentence, not a page.
LONGEST_CLAIM = 600
# A contact this near to the day of the brief belongs to the moment.
MOMENT_DAYS = 3

DONE = ("happened", "ongoing")
WITHOUT_RUNG = "Aid and sanctions of no stated kind"


@dataclass(frozen=True, slots=True)
class Item:
    """One sentence that could be said."""

    form: str
    records: tuple[RecordId, ...]
    weight: float
    part: str
    """`moment`, `means`, `relationship`, `watching` or `principals`."""
    group: str
    """The heading it would stand under."""
    on: str | None
    """EDTF, for the order of events."""
    states: tuple[str, ...]
    """Whose act or word it is."""
    thin: bool = False
    """Too little is known of it for a line of its own; it is counted among the rest."""
    hearsay: bool = False
    """Told only as somebody's account, by one origin: no key point; the claim itself may be one."""


def sort_items(dossier: Dossier, parties: Collection[str]) -> tuple[Item, ...]:
    """Return everything that could be said, weightiest first; copies and repeats are joined."""
    with_means: dict[DocumentId, list[Event]] = {}
    for event in dossier.events:
        if event.means:
            with_means.setdefault(event.span.document, []).append(event)
    view = View(dossier, dossier.frame)
    sorter = _Sorter(dossier, view, frozenset(parties), with_means)
    items = [
        *sorter.iter_contacts(),
        *sorter.iter_incidents(),
        *sorter.iter_claims(),
        *sorter.iter_figures(),
        *sorter.iter_votes(),
    ]
    return tuple(sorted(items, key=lambda item: (-item.weight, item.records)))


@dataclass(frozen=True, slots=True)
class _Sorter:
    dossier: Dossier
    view: View
    parties: frozenset[str]
    with_means: Mapping[DocumentId, Sequence[Event]]

    def iter_contacts(self) -> Iterator[Item]:
        for contact in self.dossier.contacts:
            if len(contact.actors) < 2:
                continue
            day = earliest_day(contact.on)
            near = day is not None and abs((self.dossier.as_of - day).days) <= MOMENT_DAYS
            weight = weigh_contact(contact, self.dossier, self.parties)
            part = "moment" if near else "principals"
            group = "What happened" if near else "Calls, meetings and visits"
            states = _states(contact.actors)
            yield Item("contact", (contact.id,), weight, part, group, contact.on, states)

    def iter_incidents(self) -> Iterator[Item]:
        in_contacts = {
            event for c in self.dossier.contacts if len(c.actors) > 1 for event in c.events
        }
        free = [i for i in self.dossier.incidents if not in_contacts.issuperset(i.events)]
        for group in _same_undated(free):
            weights = [weigh_incident(i, self.dossier, self.parties) for i in group]
            lead = group[weights.index(max(weights))]
            part, heading = self._place_incident(lead)
            records = (lead.id, *(i.id for i in group if i is not lead))
            thin = _is_thin(lead)
            states = _states(lead.actors)
            hearsay = self._is_hearsay(group)
            weight = max(weights)
            form, on = "incident", lead.on
            events = self._events(group)
            if not is_tellable(lead, events, self.view):
                words = sentence_words(surest_of(events), self.view)
                # What somebody says of it stands among the claims, in his words.
                thin = thin or hearsay or lead.status not in DONE or not tells_by_itself(words)
                form, on = "reported_act", lead.first_reported_on
            yield Item(form, records, weight, part, heading, on, states, thin, hearsay)

    def _events(self, group: Sequence[Incident]) -> tuple[Event, ...]:
        return self.view.read_all((e for incident in group for e in incident.events), Event)

    def _is_hearsay(self, group: Sequence[Incident]) -> bool:
        events = self._events(group)
        origins = {origin for incident in group for origin in incident.origins}
        return len(origins) < 2 and all(event.claim is not None for event in events)

    def _place_incident(self, incident: Incident) -> tuple[str, str]:
        doers, done_to = _states(incident.actors), _states(incident.recipients)
        events = self.view.read_all(incident.events, Event)
        rung = _rung(means for event in events for means in event.means)
        if doers and self.parties.isdisjoint(doers):
            return "watching", doers[0]
        if rung or incident.type in ("AID", "SANCTION"):
            return "means", rung or WITHOUT_RUNG
        both = set(doers) & self.parties and set(done_to) & self.parties - set(doers)
        if both and incident.type not in ("ASSAULT", "MOBILIZE"):
            if incident.type == "REQUEST":
                return "relationship", "Asked of each other"
            warm = incident.type in COOPERATION
            return "relationship", "For each other" if warm else "Against each other"
        done = incident.status in DONE
        return "moment", "What happened" if done else "Planned, possible or denied"

    def iter_claims(self) -> Iterator[Item]:
        outer = _outer_only(self.dossier.claims)
        claims = [c for c in self.dossier.claims if c.id not in outer and not _is_speech(c)]
        for group in self._same_claims(claims):
            lead = group[0]
            reports = len({self.view.document(c.span.document).origin for c in group})
            weight = weigh_claim(lead, self.dossier, self.parties, reports)
            part, heading = self._place_claim(lead)
            on = lead.on or self.view.document(lead.span.document).published_on
            states = _states(self.view.actors(lead.speakers))
            records = tuple(claim.id for claim in group)
            thin = _says_little(lead, self.view)
            yield Item("claim", records, weight, part, heading, on, states, thin)

    def _same_claims(self, claims: Sequence[Claim]) -> list[list[Claim]]:
        """Return claims in groups that say the same, the weightiest of each group first."""
        ranked = sorted(
            claims, key=lambda c: (-weigh_claim(c, self.dossier, self.parties, 1), c.id)
        )
        groups: list[list[Claim]] = []
        words: list[set[str]] = []
        for claim in ranked[:MAX_COMPARED]:
            own = _words(claim)
            home = next(
                (
                    group
                    for group, others in zip(groups, words, strict=True)
                    if _overlap(own, others) >= SAME_WORDS and self._same_voice(claim, group[0])
                ),
                None,
            )
            if home is None:
                groups.append([claim])
                words.append(own)
            else:
                home.append(claim)
        return [*groups, *([claim] for claim in ranked[MAX_COMPARED:])]

    def _same_voice(self, one: Claim, other: Claim) -> bool:
        if (one.act, one.negated) != (other.act, other.negated):
            return False
        names = [
            {actor.id or actor.name for actor in self.view.actors(c.speakers)} for c in (one, other)
        ]
        return names[0] == names[1]

    def _place_claim(self, claim: Claim) -> tuple[str, str]:
        said = "What is said"
        speakers = self.view.actors(claim.speakers)
        states = set(_states(speakers))
        named = self.view.actors(self.dossier.in_content.get(claim.id, ()))
        if claim.act == "deny" or any(claim.id in d.claims for d in self.dossier.disputes):
            return "moment", said
        rung = _rung(means for event in self._events_in(claim) for means in event.means)
        if rung:
            return "means", rung
        own = {actor.id for actor in speakers}
        if speakers and all(a.type == "person" and a.id for a in speakers):
            others = [a for a in named if a.type == "person" and a.id and a.id not in own]
            if others:
                return "principals", "What they say of one another"
        if states and self.parties.isdisjoint(states):
            return "watching", _states(speakers)[0]
        if states and set(_states(named)) & self.parties - states:
            return "relationship", "What they say of each other"
        return "moment", said

    def _events_in(self, claim: Claim) -> list[Event]:
        return [
            event
            for event in self.with_means.get(claim.span.document, ())
            if any(part.holds(event.trigger) for part in claim.content)
        ]

    def iter_figures(self) -> Iterator[Item]:
        groups: dict[tuple[object, ...], list[Figure]] = {}
        for figure in self.dossier.figures:
            who = tuple(actor.id or actor.name for actor in self.view.actors(figure.parties))
            key = (figure.value, figure.low, figure.high, figure.unit, figure.about, who)
            groups.setdefault((*key, figure.period), []).append(figure)
        for group in groups.values():
            lead = max(group, key=lambda f: (f.claim is not None, f.confidence or 0.0))
            records = (lead.id, *(f.id for f in group if f is not lead))
            weight = weigh_figure(lead, self.dossier, self.parties)
            on = self.view.document(lead.span.document).published_on
            states = _states(self.view.actors(lead.parties))
            yield Item("figure", records, weight, "means", "Figures reported", on, states)

    def iter_votes(self) -> Iterator[Item]:
        groups: dict[tuple[object, ...], list[Vote]] = {}
        for vote in self.dossier.votes:
            who = tuple(actor.id or actor.name for actor in self.view.actors([vote.actor]))
            groups.setdefault((who, vote.choice, vote.body, vote.on), []).append(vote)
        for group in groups.values():
            lead = group[0]
            states = _states(self.view.actors([lead.actor]))
            third = bool(states) and self.parties.isdisjoint(states)
            weight = weigh_vote(lead, self.dossier, self.parties)
            part, heading = ("watching", states[0]) if third else ("relationship", "Votes")
            records = tuple(vote.id for vote in group)
            yield Item("vote", records, weight, part, heading, lead.on, states)


def _same_undated(incidents: Sequence[Incident]) -> list[list[Incident]]:
    """Return incidents in groups: those without a date that tell the same act are one."""
    groups: dict[tuple[object, ...], list[Incident]] = {}
    for incident in incidents:
        sides = [
            tuple(sorted(a.id or a.name for a in side))
            for side in (incident.actors, incident.recipients)
        ]
        key = (incident.type, incident.status, *sides)
        groups.setdefault(key if incident.on is None else (incident.id,), []).append(incident)
    return list(groups.values())


def _is_thin(incident: Incident) -> bool:
    """Tell whether a line on it would say little: a side missing, or nobody anyone knows."""
    known = any(actor.id or actor.state for actor in incident.actors)
    return not known or not (is_full(incident) or len(incident.origins) > 1)


def _says_little(claim: Claim, view: View) -> bool:
    """Tell whether a claim has no speaker that is known, or only a scrap of content."""
    voices = [claim.speakers]
    if claim.parent is not None:
        voices.append(view.read(claim.parent, Claim).speakers)
    if not all(any(party.linked for party in view.parties(voice)) for voice in voices):
        return True
    n_words = sum(len(part.text.split()) for part in claim.content)
    return n_words < (2 if claim.act == "deny" and not claim.negated else 4)


def _states(actors: Iterable[Actor]) -> tuple[str, ...]:
    """Return the states of some actors, bodies without a state by their id, each once."""
    found = (actor.state or (actor.id if actor.type != "person" else None) for actor in actors)
    return tuple(dict.fromkeys(state for state in found if state))


def _rung(means: Iterable[str]) -> str | None:
    """Return the heading of the heaviest rung among `means`; None when there is none."""
    found = set(means)
    return next((MEANS_HEADINGS[m] for m in reversed(MEANS_WORDS) if m in found), None)


def _is_speech(claim: Claim) -> bool:
    """Tell a whole turn or speech from a claim; what is claimed inside it has its own records."""
    return sum(part.end - part.start for part in claim.content) > LONGEST_CLAIM


def _outer_only(claims: Sequence[Claim]) -> set[RecordId]:
    """Return the claims that say nothing but that somebody said it: their child says it all."""
    by_id = {claim.id: claim for claim in claims}
    outer: set[RecordId] = set()
    for claim in claims:
        parent = by_id.get(claim.parent or "")
        if parent is None:
            continue
        inside = sum(part.end - part.start for part in claim.content)
        whole = sum(part.end - part.start for part in parent.content)
        if inside >= 0.5 * whole:
            outer.add(parent.id)
    return outer


def _words(claim: Claim) -> set[str]:
    return {w for part in claim.content for w in re.findall(r"\w+", part.text.lower())}


def _overlap(one: set[str], other: set[str]) -> float:
    return len(one & other) / len(one | other) if one and other else 0.0
