"""Sentence forms for what happened and what is said.

In: incidents, events, claims, disputes. Out: `Said`.
Not here: means, figures, votes, offices (the other forms).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from legation.briefing.coding import agreed_parties, naming, surely_coded, surest_of
from legation.briefing.dates import day_words, when
from legation.briefing.deeds import Deed, tell
from legation.briefing.naming import (
    capitalised,
    count_words,
    is_plural,
    parties_words,
    quoted,
)
from legation.briefing.passages import (
    event_passage,
    event_words,
    sentence_words,
    without_dateline,
)
from legation.briefing.phrases import ACT_AS_NOUN, ACT_VERBS, CUE_LEMMA, CUE_PAST, FIRMNESS
from legation.briefing.sentences import Said, form
from legation.briefing.view import Party, RecordGoneError, View
from legation.records import (
    Actor,
    Claim,
    Contact,
    Dispute,
    Document,
    Event,
    Incident,
    RecordId,
    Span,
)

# Below this certainty a denial leaves nothing open (the records give a flat one .03).
FLAT_DENIAL = 0.05
# A sentence that says no more than its verb is not helped by a quotation of that verb.
_PLAIN_MODES = ("phone", "visit", "meet")
# "Warned China", not "warned to China".
_WITH_OBJECT = ("asked", "warned", "cautioned", "promised", "threatened", "told", "urged")
# What the second of two claims does to the first: one speaker, several, and of the same voice.
_RELATIONS = {
    "denied": ("contradicts", "contradict", "the later denies the earlier"),
    "changed": ("says otherwise than", "say otherwise than", "the later differs from the earlier"),
    "weaker": ("is less firm than", "are less firm than", "the later is less firm"),
    "stronger": ("is firmer than", "are firmer than", "the later is firmer"),
}


@form("incident")
def incident(records: tuple[RecordId, ...], view: View) -> Said:
    """Word one incident from its record, its leading event and its reports.

    Further incidents in `records` are the same act told without a date; their reports count too.
    """
    told = view.read_all(records, Incident)
    joined = told[0]
    events = view.read_all((event for one in told for event in one.events), Event)
    if not events:
        raise RecordGoneError(joined.id, "event")
    sure = surely_coded(events) or events
    actors, recipients = agreed_parties(sure, view)
    own = [one for one in sure if one.id in joined.events]
    lead = leading_event(naming(actors, own or sure, view))
    deed = Deed(
        type=joined.type,
        mode=_mode(lead, events),
        status=joined.status,
        actors=actors or joined.actors,
        recipients=recipients,
        on=joined.on,
        means=tuple(dict.fromkeys(m for event in sure for m in event.means)),
        where=lead.where,
        denied_by=_deniers(events, view),
        denial=_denial(events, view),
    )
    return _told(deed, lead, events, joined.disagreements[:2], view)


@form("reported_act")
def reported_act(records: tuple[RecordId, ...], view: View) -> Said:
    """Give the words of the report of an act that was not coded surely enough to be told.

    One report, since what was joined with it may be another act.
    """
    told = view.read_all(records, Incident)
    events = view.read_all((event for one in told for event in one.events), Event)
    if not events:
        raise RecordGoneError(told[0].id, "event")
    lead = surest_of(events)
    published = view.document(lead.span.document).published_on
    when_told = f"on {_day(published)} " if published else ""
    words = quoted(sentence_words(lead, view), 240)
    return Said(capitalised(f"{when_told}it was reported: {words}."), (event_passage(lead, view),))


@form("event")
def event(records: tuple[RecordId, ...], view: View) -> Said:
    """Word one event that no incident has joined."""
    found = view.read(records[0], Event)
    deed = Deed(
        type=found.type,
        mode=_mode(found, (found,)),
        status=found.status,
        actors=view.actors(found.actors),
        recipients=view.actors(found.recipients),
        on=found.on,
        means=found.means,
        where=found.where,
        denied_by=_deniers((found,), view),
        denial=_denial((found,), view),
    )
    return _told(deed, found, (found,), (), view)


def _told(
    deed: Deed, lead: Event, events: Sequence[Event], disagreements: Sequence[str], view: View
) -> Said:
    spans = [found.span for found in events]
    sentence = _attributed(tell(deed, view.frame.as_of), deed, events, view)
    own_words = "" if lead.mode in _PLAIN_MODES else f" — {quoted(event_words(lead, view), 150)}"
    differ = [f"reports differ in {what}" for what in disagreements]
    notes = _notes(_reported(deed.on, spans, view), reports_words(spans, view), *differ)
    passages = tuple(event_passage(found, view) for found in _one_a_document(lead, events))
    return Said(f"{sentence}{own_words}{notes}.", passages)


def _mode(lead: Event, events: Sequence[Event]) -> str | None:
    """Return the mode; for a call, by telephone or video only where the reports say so."""
    if lead.mode != "phone":
        return lead.mode
    words = " ".join(found.span.text.lower() for found in events)
    if "video" in words:
        return "video"
    return "telephone" if "phone" in words else "phone"


def leading_event(events: Sequence[Event]) -> Event:
    """Return the event that tells most: with both parties, means, mode, and surest."""

    def fullness(found: Event) -> tuple[int, float]:
        filled = (found.actors, found.recipients, found.mode, found.means, found.on, found.where)
        return sum(bool(part) for part in filled), found.confidence or 0.0

    return max(events, key=fullness)


def _one_a_document(lead: Event, events: Sequence[Event]) -> list[Event]:
    chosen = {lead.span.document: lead}
    for found in events:
        chosen.setdefault(found.span.document, found)
    return list(chosen.values())


def _deniers(events: Sequence[Event], view: View) -> tuple[Actor, ...]:
    claims = (view.read(e.claim, Claim) for e in events if e.status == "denied" and e.claim)
    speakers = view.actors([mention for claim in claims for mention in claim.speakers])
    done_by = {actor.id for event in events for actor in view.actors(event.actors)}
    others = tuple(actor for actor in speakers if actor.id not in done_by)
    return others or speakers


def _denial(events: Sequence[Event], view: View) -> str:
    """Return the act of the first claim by which a deed is denied."""
    claims = (view.read(e.claim, Claim) for e in events if e.status == "denied" and e.claim)
    return next((claim.act for claim in claims), "deny")


def _reported(on: str | None, spans: Sequence[Span], view: View) -> str:
    """Return when something without a date of its own was reported; empty on the day itself."""
    days = [view.document(span.document).published_on for span in spans]
    known = min((day for day in days if day), default=None)
    if on is not None or known is None or known == view.frame.as_of.isoformat():
        return ""
    return f"reported {_day(known)}"


def _attributed(clause: str, deed: Deed, events: Sequence[Event], view: View) -> str:
    """Return the sentence with whose account it is, when no writer tells it in his own voice."""
    speakers = _account(events, view)
    if not speakers:
        return capitalised(clause)
    account = parties_words(speakers, with_office=False)
    told_of = {actor.id or actor.name for actor in deed.actors}
    if {party.actor.id or party.actor.name for party in speakers} <= told_of:
        return f"{capitalised(clause)}, as {account} {'say' if _many(speakers) else 'says'}"
    return f"By the account of {account}, {clause}"


def _many(parties: Sequence[Party]) -> bool:
    return is_plural([party.actor for party in parties])


def _account(events: Sequence[Event], view: View) -> tuple[Party, ...]:
    """Return the speakers that all reports of a deed rest on; empty when a writer tells it."""
    told = [found for found in events if found.status != "denied"]
    if not told or any(found.claim is None for found in told):
        return ()
    speakers = [
        mention
        for found in told
        if found.claim is not None
        for mention in view.read(found.claim, Claim).speakers
    ]
    return view.parties(speakers)


def reports_words(spans: Sequence[Span], view: View) -> str:
    """Return how many independent reports there are, copies apart; empty for a single one."""
    origins, copies = view.independent(spans)
    if origins == 1 and copies == 0:
        return ""
    independent = "independent reports" if origins > 1 else "report"
    words = f"{origins} {independent}"
    return f"{words}, {count_words(copies, 'copy', 'copies')}" if copies else words


def _notes(*notes: str) -> str:
    kept = [note for note in notes if note]
    return f" ({'; '.join(kept)})" if kept else ""


def _outer_date(said: Claim, view: View) -> str | None:
    return view.read(said.parent, Claim).on if said.parent is not None else None


@dataclass(frozen=True, slots=True)
class _Voice:
    """Who says it, with which verb and when."""

    speakers: tuple[Party, ...]
    verb: str
    on: str


@form("claim")
def claim(records: tuple[RecordId, ...], view: View) -> Said:
    """Word one claim in its source's own words; those that say the same follow and are counted."""
    said = view.read(records[0], Claim)
    spans = [found.span for found in view.read_all(records, Claim)]
    clause = _nested(said, view) if said.parent is not None else _clause(said, view)
    notes = _notes(
        firmness(said),
        _record_words(said),
        _reported(said.on or _outer_date(said, view), spans[:1], view),
        reports_words(spans, view),
    )
    return Said(f"{clause}{notes}.", tuple(spans))


def _record_words(said: Claim) -> str:
    if not said.named:
        return "" if said.speakers else "source not given"
    return "" if said.on_record else "not on the record"


def _voice(said: Claim, view: View) -> _Voice:
    negative = 1 if said.negated else 0
    verb = ACT_VERBS[said.act][negative]
    cue = " ".join(span.text for span in said.cue).strip().lower()
    known = [word for word in cue.split() if word in CUE_PAST]
    if len(known) == 1:
        verb = f"did not {CUE_LEMMA[known[0]]}" if said.negated else CUE_PAST[known[0]]
    if said.act == "deny" and not said.negated and said.certainty < FLAT_DENIAL:
        verb = f"flatly {verb}"
    return _Voice(view.parties(said.speakers), verb, when(said.on))


def _day(published: str) -> str:
    return when(published).removeprefix("on ")


def firmness(said: Claim) -> str:
    """Return how firmly the source gives its content, in our words; empty where the verb says it.

    A flat assertion is the usual case and goes without a word.
    """
    if said.negated or said.act in ("deny", "doubt", "know", "ask", "demand", "decline"):
        return ""
    return next(words for lowest, words in FIRMNESS if said.certainty >= lowest)


def _clause(said: Claim, view: View) -> str:
    voice = _voice(said, view)
    who = _speaker_words(voice.speakers, said)
    to = _addressee_words(said, voice.verb, view)
    return capitalised(_joined(voice.on, who, voice.verb, to, _after(content_words(said), said)))


def _joined(*parts: str) -> str:
    words = " ".join(part for part in parts if part)
    return words.replace(" :", ":")


def _after(content: str, said: Claim) -> str:
    """Return the quotation as it follows the verb: `denied “asking”`, else after a colon."""
    plain = not said.negated and said.act in ("deny", "decline", "ask", "promise", "threaten")
    first = content.lstrip("“‘").split(" ", 1)[0].strip("”’,.")
    if plain and (first.endswith("ing") or first in ("to", "that", "any", "having")):
        return content
    return f": {content}"


def _speaker_words(speakers: Sequence[Party], said: Claim) -> str:
    if speakers:
        return parties_words(speakers)
    if said.source:
        return f"“{' '.join(said.source[0].text.split())}” (not identified)"
    return "a source that is not given"


def _addressee_words(said: Claim, verb: str, view: View) -> str:
    speakers = {party.actor.id or party.actor.name for party in view.parties(said.speakers)}
    others = [
        party
        for party in view.parties(said.addressees)
        if party.linked and (party.actor.id or party.actor.name) not in speakers
    ]
    # What somebody thinks is thought, not told to anybody.
    if not others or said.act in ("believe", "doubt", "know", "estimate"):
        return ""
    words = parties_words(others, with_office=False)
    if verb.rsplit(maxsplit=1)[-1] in _WITH_OBJECT:
        return words
    return f"of {words}" if verb == "demanded" else f"to {words}"


def content_words(said: Claim) -> str:
    """Return a claim's content in its source's own words, quoted."""
    parts = [span.text for span in said.content] or [said.span.text]
    if len(parts) > 1:
        parts = [part.strip('"“” ,') for part in parts]
    words = " … ".join(part for part in parts if part)
    return quoted(without_dateline(words))


def _nested(said: Claim, view: View) -> str:
    """Word a claim that stands in another: who is said, by whom, to say it."""
    outer = view.read(said.parent or "", Claim)
    inner_voice, outer_voice = _voice(said, view), _voice(outer, view)
    who_outer = _speaker_words(outer_voice.speakers, outer)
    after = _after(content_words(said), said)
    if _keys(inner_voice.speakers) in ((), _keys(outer_voice.speakers)):
        verb = f"{outer_voice.verb}{_of_oneself(said, inner_voice, outer_voice.speakers)}"
        return capitalised(_joined(outer_voice.on, who_outer, verb, after))
    who_inner = _speaker_words(inner_voice.speakers, said)
    head = f"by the account of {who_outer}, {who_inner} {inner_voice.verb}"
    return capitalised(_joined(head, outer_voice.on, after))


def _keys(parties: Sequence[Party]) -> tuple[tuple[str | None, str], ...]:
    return tuple(sorted(((p.actor.id, p.actor.name) for p in parties), key=str))


def _of_oneself(said: Claim, voice: _Voice, speakers: Sequence[Party]) -> str:
    """Return how a source speaks of its own belief: `said that they believed`, `said, as a belief`.

    A person's pronoun is not known, so that a noun stands for it.
    """
    actors = [party.actor for party in speakers]
    if is_plural(actors):
        return f" that they {voice.verb}"
    if not said.negated and actors and actors[0].type == "person":
        return f", {ACT_AS_NOUN[said.act]}" if said.act in ACT_AS_NOUN else ""
    return (
        f" that it {voice.verb}" if actors and actors[0].type != "person" else f" and {voice.verb}"
    )


@form("dispute")
def dispute(records: tuple[RecordId, ...], view: View) -> Said:
    """Say what the second claim of a pair does to the first."""
    pair = view.read(records[0], Dispute)
    first, second = view.read_all(pair.claims, Claim)
    who = [_speaker_words(view.parties(c.speakers), c) for c in (first, second)]
    singular, plural, own = _RELATIONS[pair.relation]
    if who[0] == who[1]:
        words = f"Two statements of {who[0]}: {own}."
    else:
        does = plural if is_plural(view.actors(second.speakers)) else singular
        words = f"{capitalised(who[1])} {does} {who[0]}."
    return Said(words, (first.span, second.span))


@form("contact")
def contact(records: tuple[RecordId, ...], view: View) -> Said:
    """Word one call, meeting, visit or letter between principals."""
    held = view.read(records[0], Contact)
    events = view.read_all(held.events, Event)
    mode = {"meeting": "meet", "visit": "visit", "letter": "letter"}.get(held.type)
    if held.type == "call":
        mode = _mode(leading_event(events), events) if events else "phone"
        mode = mode if mode in ("telephone", "video") else "phone"
    visit = held.type == "visit"
    deed = Deed(
        type="CONSULT",
        mode=mode,
        status=_contact_status(held, events),
        actors=held.actors[:1] if visit else held.actors,
        recipients=held.actors[1:] if visit else (),
        on=held.on,
        where=held.where,
    )
    accounts = reports_words([found.span for found in events], view) if events else ""
    return Said(
        f"{capitalised(tell(deed, view.frame.as_of))}{_notes(accounts)}.",
        tuple(event_passage(found, view) for found in events),
        counted=() if events else held.accounts,
    )


def _contact_status(held: Contact, events: Sequence[Event]) -> str:
    """Return the status that most binds: one report seen so far that it happened settles it.

    A contact that the join knows as planned stays so, whatever older talks its texts recall.
    """
    if held.status == "planned":
        return held.status
    ranked = ("happened", "ongoing", "denied", "planned", "possible", "hypothetical")
    found = {event.status for event in events}
    return next((status for status in ranked if status in found), "happened")


@form("as_of")
def as_of(records: tuple[RecordId, ...], view: View) -> Said:
    """Say from when the page is and how much it rests on."""
    documents = view.read_all(records, Document)
    origins = {document.origin for document in documents}
    day = day_words(view.frame.as_of)
    if not documents:
        return Said(
            f"As of {day}; no document on the desk bears on the question.",
            computed=("count of the desk's documents: none",),
        )
    days = sorted(d.published_on for d in documents if d.published_on)
    spread = ""
    if days and days[0] != days[-1]:
        spread = f", published from {_day(days[0])} to {_day(days[-1])}"
    copies = len(documents) - len(origins)
    told = f" ({count_words(copies, 'copy', 'copies')} set apart)" if copies else ""
    of = f" of {count_words(len(origins), 'independent origin')}" if len(documents) > 1 else ""
    words = f"As of {day}, from {count_words(len(documents), 'document')}{of}{told}{spread}."
    return Said(words, counted=records)


@form("new_since")
def new_since(records: tuple[RecordId, ...], view: View) -> Said:
    """Say how many of the documents are newer than the last brief."""
    since = view.frame.since
    documents = view.read_all(records, Document)
    day = day_words(since) if since is not None else "the beginning"
    if not documents:
        return Said(
            f"Nothing has been published since {day}.",
            computed=(f"count of the documents published after {day}: none",),
        )
    number = count_words(len(documents), "document")
    return Said(
        f"What was first reported after {day} is marked new; it stands in {number}.",
        counted=records,
    )
