"""Weigh what could be said, so that the page says the most important first.

In: records of a dossier. Out: a number for each, higher is weightier. All scoring is here:

    weight = confidence x ( 2 log2(1 + independent reports)      a copy is not a second witness
                          + status                               done 2, denied or planned 1.5 …
                          + on record 1.5, named 0.5             who is speaking comes first
                          + 1 for each side that is a party      about whom the brief is
                          + 1.5 when it joins two parties        what passes between them
                          + 1.5 x severity                       |intensity| / 10
                          + 2 x 0.5 ** (age in days / 7)         news fades by half in a week;
                                                                 half of it without a date
                          + 2 when both sides are known          a line with both sides says more
                          + 1 when told outright )               not only as somebody's account

The factors were set by eye on the March 2022 documents, so that the lines an adviser would read
first come first; they order lines and are never shown as a finding.
Not here: which part a line belongs to (`briefing.parts`).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date
from math import log2

from legation.briefing.dossier import Dossier
from legation.briefing.view import View
from legation.records import Actor, Claim, Contact, Event, Figure, Incident, Span, Vote
from legation.records.edtf import earliest_day

STATUS_WEIGHT = {
    "happened": 2.0,
    "ongoing": 2.0,
    "denied": 1.5,
    "planned": 1.5,
    "possible": 0.5,
    "hypothetical": 0.0,
}
ACT_WEIGHT = {
    "deny": 1.5,
    "threaten": 1.5,
    "warn": 1.0,
    "promise": 1.0,
    "demand": 1.0,
    "decline": 0.5,
}
HALF_LIFE_DAYS = 7.0
# The timeline reaches this far back; what is older would press the last weeks together.
TIMELINE_DAYS = 60
# Where no model decided, a record counts as middling sure.
UNKNOWN_CONFIDENCE = 0.6
# Fewer words than this seldom carry a thought of their own.
SHORT_CONTENT_WORDS = 4


def weigh_incident(incident: Incident, dossier: Dossier, parties: Collection[str]) -> float:
    """Return the weight of an incident, about 0 to 12."""
    view = View(dossier, dossier.frame)
    events = view.read_all(incident.events, Event)
    intensity = max((abs(event.intensity or 0.0) for event in events), default=0.0)
    told_outright = any(event.claim is None for event in events)
    score = (
        2 * log2(1 + max(1, len(incident.origins)))
        + STATUS_WEIGHT.get(incident.status, 0.0)
        + _sides(incident.actors, parties)
        + _sides(incident.recipients, parties)
        + 1.5 * intensity / 10
        + _between(incident, parties)
        + recency(incident.on, dossier.as_of)
        + (0.5 * recency(incident.first_reported_on, dossier.as_of) if not incident.on else 0.0)
        + 2 * is_full(incident)
        + (1.0 if told_outright else 0.0)
    )
    return score * _sureness(incident.confidence)


def weigh_claim(claim: Claim, dossier: Dossier, parties: Collection[str], reports: int) -> float:
    """Return the weight of a claim that `reports` independent documents give."""
    view = View(dossier, dossier.frame)
    speakers = view.parties(claim.speakers)
    in_dispute = any(claim.id in dispute.claims for dispute in dossier.disputes)
    about = {
        actor.state for actor in view.actors(dossier.in_content.get(claim.id, ())) if actor.state
    }
    n_words = sum(len(part.text.split()) for part in claim.content)
    own_states = {party.actor.state for party in speakers}
    score = (
        2 * log2(1 + max(1, reports))
        + (1.5 if claim.on_record else 0.5 if claim.named else 0.0)
        + ACT_WEIGHT.get(claim.act, 0.0)
        + _sides([party.actor for party in speakers], parties)
        + (1.5 if about & set(parties) - own_states else 0.0)
        + (1.0 if len(about & set(parties)) > 1 else 0.0)
        + (1.0 if any(party.office for party in speakers) else 0.0)
        + (2.0 if in_dispute else 0.0)
        + (0.5 if claim.form != "indirect" else 0.0)
        + recency(claim.on or _published(claim.span, view), dossier.as_of)
        - (3.0 if n_words < SHORT_CONTENT_WORDS and claim.act != "deny" else 0.0)
        - (3.0 if not any(party.linked for party in speakers) else 0.0)
    )
    return score * _sureness(claim.confidence)


def weigh_figure(figure: Figure, dossier: Dossier, parties: Collection[str]) -> float:
    """Return the weight of a reported number; those that say what they measure come first."""
    view = View(dossier, dossier.frame)
    actors = view.actors(figure.parties)
    is_money = len(figure.unit) == 3 and figure.unit.isupper()
    score = (
        (2.0 if figure.about else 0.0)
        + min(2, len(actors))
        + _sides(actors, parties)
        + (1.0 if figure.period else 0.0)
        + (0.5 if figure.claim else 0.0)
        + (1.5 if is_money else 0.0)
        + recency(_published(figure.span, view), dossier.as_of)
    )
    return score * _sureness(figure.confidence)


def weigh_vote(vote: Vote, dossier: Dossier, parties: Collection[str]) -> float:
    """Return the weight of a vote."""
    view = View(dossier, dossier.frame)
    score = (
        3.0
        + _sides(view.actors([vote.actor]), parties)
        + (1.0 if vote.body else 0.0)
        + recency(vote.on or _published(vote.span, view), dossier.as_of)
    )
    return score * _sureness(vote.confidence)


def weigh_contact(contact: Contact, dossier: Dossier, parties: Collection[str]) -> float:
    """Return the weight of a call, meeting, visit or letter."""
    score = (
        2 * log2(1 + max(1, len(contact.accounts)))
        + 4.0
        + len({actor.state for actor in contact.actors} & set(parties))
        + recency(contact.on, dossier.as_of)
    )
    return score * _sureness(contact.confidence)


def _between(incident: Incident, parties: Collection[str]) -> float:
    doers = {actor.state for actor in incident.actors} & set(parties)
    done_to = {actor.state for actor in incident.recipients} & set(parties)
    return 1.5 if len(doers | done_to) > 1 else 0.0


def is_full(incident: Incident) -> bool:
    """Tell whether both sides are known; those who deal with each other are both sides."""
    sides = {actor.id or actor.name for actor in (*incident.actors, *incident.recipients)}
    mutual = incident.type in ("CONSULT", "AGREE", "COOPERATE")
    return len(sides) > 1 if mutual else bool(incident.actors and incident.recipients)


def recency(on: str | None, as_of: date) -> float:
    """Return 2 for what happens on the day of the brief, half that for every week before or after.

    None, a day that is not known, gives 0.
    """
    day = earliest_day(on)
    if day is None:
        return 0.0
    return float(2 * 0.5 ** (abs((as_of - day).days) / HALF_LIFE_DAYS))


def choose_parties(dossier: Dossier) -> tuple[str, ...]:
    """Return the states that the brief is about: those asked for, else the three most active."""
    if dossier.about:
        asked = []
        people = {a.id: a.state for link in dossier.links.values() for a in link.actors}
        for identity in dossier.about:
            state = people.get(identity) or identity
            if state not in asked:
                asked.append(state)
        return tuple(asked)
    counts: dict[str, int] = {}
    for incident in dossier.incidents:
        for actor in (*incident.actors, *incident.recipients):
            if actor.state:
                counts[actor.state] = counts.get(actor.state, 0) + 1
    view = View(dossier, dossier.frame)
    for claim in dossier.claims:
        for actor in view.actors(claim.speakers):
            if actor.state:
                counts[actor.state] = counts.get(actor.state, 0) + 1
    return tuple(sorted(counts, key=lambda state: (-counts[state], state))[:3])


def _sides(actors: Iterable[Actor], parties: Collection[str]) -> float:
    return 1.0 if any(actor.state in parties for actor in actors) else 0.0


def _sureness(confidence: float | None) -> float:
    return UNKNOWN_CONFIDENCE if confidence is None else confidence


def _published(span: Span, view: View) -> str | None:
    return view.document(span.document).published_on
