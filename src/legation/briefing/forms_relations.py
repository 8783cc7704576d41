"""Sentence forms for relations: votes, signals, sums over incidents, joint measures.

In: votes, signals, incidents. Out: `Said`.
Not here: one incident, one claim (`briefing.forms_moment`).
"""

from __future__ import annotations

from collections.abc import Sequence

from legation.briefing.dates import period, when
from legation.briefing.deed_words import DEEDS
from legation.briefing.forms_moment import reports_words
from legation.briefing.naming import (
    capitalised,
    count_words,
    listed,
    name,
    names,
    parties_words,
    quoted,
    state_name,
)
from legation.briefing.passages import event_passage
from legation.briefing.phrases import COOPERATION, VOTE_WORDS
from legation.briefing.sentences import Said, form
from legation.briefing.view import RecordGoneError, View
from legation.briefing.weigh import TIMELINE_DAYS
from legation.records import Actor, Claim, Event, Incident, RecordId, Signal, Span, Vote

# Words that stand where a motion would, and name none.
_NO_MOTION = frozenset(
    ["it", "them", "this", "that", "these", "which", "who", "this time", "the vote", "the measure"]
)


@form("vote")
def vote(records: tuple[RecordId, ...], view: View) -> Said:
    """Word one party's choice on one motion; further votes in `records` tell the same."""
    votes = view.read_all(records, Vote)
    cast = votes[0]
    with_motion, alone = VOTE_WORDS[cast.choice]
    who = names(view.actors([cast.actor]))
    told = cast.motion is not None and cast.motion.lower() not in _NO_MOTION
    motion = f"{with_motion} {quoted(cast.motion or '', 150)}" if told else alone
    body = f" in {_body(cast.body)}" if cast.body and cast.body not in (cast.motion or "") else ""
    if told and "vote" in (cast.motion or "").lower():
        motion = motion.replace("the vote on ", "", 1)
    time = when(cast.on)
    account = ""
    if cast.claim is not None:
        speakers = view.parties(view.read(cast.claim, Claim).speakers)
        if speakers:
            account = f", by the account of {parties_words(speakers, with_office=False)}"
    reports = reports_words([v.span for v in votes], view)
    words = f"{time} {who} {motion}{body}{account}".strip()
    return Said(
        f"{capitalised(words)}{f' ({reports})' if reports else ''}.", tuple(v.span for v in votes)
    )


def _body(body: str) -> str:
    return body if body.lower().startswith(("the ", "a ")) else f"the {body}"


@form("signal")
def signal(records: tuple[RecordId, ...], view: View) -> Said:
    """Word one signal with the direction that we gave it."""
    read = view.read(records[0], Signal)
    leaning = "for" if read.direction > 0 else "against" if read.direction < 0 else "of no lean to"
    spans: list[Span] = []
    for identity in read.evidence:
        record = view.look_up.record(identity)
        if record is None:
            raise RecordGoneError(identity, "evidence")
        if isinstance(record, Event | Claim | Vote):
            words = event_passage(record, view) if isinstance(record, Event) else record.span
            spans.append(words)
    own = f" – {quoted(spans[0].text)}" if spans else ""
    words_of_it = (
        f"{when(read.on)} a signal of {name(read.actor)} {leaning} {name(read.about)}{own} "
        f"(direction {read.direction:+.2f} of ±1, strength {read.strength:.2f}, by our rating)."
    )
    counted = () if spans else read.evidence
    return Said(capitalised(words_of_it.strip()), tuple(spans), counted=counted)


@form("balance")
def balance(records: tuple[RecordId, ...], view: View) -> Said:
    """Count what two sides did for and against each other; all `records` are counted."""
    incidents = view.read_all(records, Incident)
    done = [i for i in incidents if i.status in ("happened", "ongoing")]
    asked = sum(i.type == "REQUEST" for i in done)
    warm = sum(i.type in COOPERATION for i in done)
    cold = len(done) - warm - asked
    left = len(incidents) - len(done)
    parts = [f"{_acts(warm)} of cooperation", f"{_acts(cold)} of conflict"]
    if asked:
        parts.append(count_words(asked, "request"))
    rest = f"; {count_words(left, 'more was', 'more were')} planned, possible or denied"
    words = f"Between {sides(incidents)}: {listed(parts)}{rest if left else ''}."
    return Said(words, counted=records)


def _acts(number: int) -> str:
    return count_words(number, "act") if number else "no acts"


def sides(incidents: Sequence[Incident]) -> str:
    """Return the states on both sides of some incidents, most frequent first, at most three."""
    counts: dict[str, int] = {}
    labels: dict[str, str] = {}
    for incident in incidents:
        states = dict.fromkeys(
            actor.state for actor in (*incident.actors, *incident.recipients) if actor.state
        )
        for state in states:
            counts[state] = counts.get(state, 0) + 1
        for actor in (*incident.actors, *incident.recipients):
            if actor.type == "state" and actor.state:
                labels[actor.state] = name(actor)
    ranked = sorted(counts, key=lambda state: (-counts[state], state))[:2]
    return listed([labels.get(state) or state_name(state) for state in ranked])


@form("joined")
def joined(records: tuple[RecordId, ...], view: View) -> Said:
    """Name everybody who took the same measure against, or for, the same party."""
    incidents = view.read_all(records, Incident)
    by_actor: dict[str, tuple[Actor, str | None]] = {}
    states = {actor.id for incident in incidents for actor in incident.actors}
    for incident in incidents:
        for actor in incident.actors:
            # A head of state acts for a state that is named already.
            if actor.type == "person" and actor.state in states:
                continue
            if actor.id is None and actor.state is None and len(states) > 1:
                continue
            by_actor.setdefault(actor.id or actor.name, (actor, incident.on))
    who = [_dated(actor, on) for actor, on in by_actor.values()]
    first = incidents[0]
    phrase = DEEDS[first.type, None]
    did = f"{phrase.participle} {phrase.toward.format(r=names(first.recipients))}"
    spans = tuple(_first_passage(incident, view) for incident in incidents)
    return Said(f"Reported to have {did}: {listed(who, 12)}.", spans)


def _dated(actor: Actor, on: str | None) -> str:
    return f"{name(actor)} ({period(on)})" if on else name(actor)


def _first_passage(incident: Incident, view: View) -> Span:
    return event_passage(view.read(incident.events[0], Event), view)


@form("timeline_drawn")
def timeline_drawn(records: tuple[RecordId, ...], view: View) -> Said:
    """Caption the timeline of incidents."""
    incidents = view.read_all(records, Incident)
    origins = {origin for incident in incidents for origin in incident.origins}
    words = (
        f"Dated acts by kind over {TIMELINE_DAYS} days ({count_words(len(incidents), 'act')} from "
        f"{count_words(len(origins), 'independent origin')}); an open mark has not happened."
    )
    return Said(words, counted=records)


@form("matrix_drawn")
def matrix_drawn(records: tuple[RecordId, ...], view: View) -> Said:
    """Caption the picture of who acts toward whom."""
    incidents = view.read_all(records, Incident)
    words = (
        f"Who acts toward whom ({count_words(len(incidents), 'act')}): the number counts acts, "
        "the colour leans from conflict to cooperation; planned and denied acts are left out."
    )
    return Said(words, counted=records)


@form("voices_drawn")
def voices_drawn(records: tuple[RecordId, ...], view: View) -> Said:
    """Caption the picture of who speaks and how."""
    claims = view.read_all(records, Claim)
    return Said(
        f"Who says, denies, believes and warns ({count_words(len(claims), 'claim')}, copies left "
        "out).",
        counted=records,
    )


@form("contacts_drawn")
def contacts_drawn(records: tuple[RecordId, ...], view: View) -> Said:
    """Caption the picture of contacts over time."""
    from legation.records import Contact

    contacts = view.read_all(records, Contact)
    return Said(
        f"Contacts between principals over time ({count_words(len(contacts), 'contact')}).",
        counted=records,
    )
