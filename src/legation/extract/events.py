"""Read who did what to whom out of a parsed document.

In: a `Parsed` document with its parties, moments and claims, and the drafts of what it tells. Out:
`Event`s, coded by the PLOVER codebook, in reading order; one for each trigger.
Not here: the drafts (`drafts`), votes (`votes`), which reports tell one happening
(`resolve.incidents`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from legation.extract.arguments import light_verb_of
from legation.extract.drafts import Draft, in_order, mentions_of
from legation.extract.eventrules import trigger_tokens
from legation.extract.eventtraits import (
    ACTOR,
    BOTH,
    RECIPIENT,
    TRIGGER,
)
from legation.extract.eventtraits import (
    MEANS as MEANS_LABEL,
)
from legation.extract.moments import Moments
from legation.extract.parse import Parsed, Sentence
from legation.extract.particulars import (
    find_contexts,
    find_means,
    find_place,
    is_by_phone,
    takes_means,
)
from legation.extract.parties import Parties
from legation.extract.repeats import fill_repeated
from legation.extract.reporting import Reporting
from legation.extract.statuses import judge_status, seen_through
from legation.extract.triggers import Candidate
from legation.records import MEANS, Claim, Event, MentionId, Moment, Span, edtf, make_id
from legation.reference.codebook import find_intensity

METHOD = "legation.events/2"

# A means that a word names needs less than one that only the whole row tells.
_SURE, _MARKED = 0.5, 0.2

# To say it is to do it: "the ministry deplores", "Moscow rejects" have happened with the words.
_SPOKEN = frozenset({"ACCUSE", "AGREE", "CONCEDE", "REJECT", "REQUEST", "SUPPORT", "THREATEN"})
_PRESENT = frozenset({"VBZ", "VBP"})

# What ended longer ago is history, told as background.
_HISTORY_YEARS = 10


def find_events(
    parsed: Parsed,
    parties: Parties,
    moments: Sequence[Moment],
    claims: Sequence[Claim],
    drafts: Sequence[Draft],
) -> tuple[Event, ...]:
    """Return the events among `drafts`, in reading order."""
    recorder = _Recorder(parsed, parties, Moments(parsed, moments), Reporting(claims))
    events: list[Event] = []
    for sentence in parsed.sentences:
        told = [
            event
            for draft in drafts
            if draft.sentence is sentence and draft.coding.choice is None
            if (event := recorder.event(draft)) is not None
        ]
        events += _without_repeats(told, parties)
    return fill_repeated(_surest(events), parties)


def _surest(events: Sequence[Event]) -> list[Event]:
    """Return each event once: of two codings of one trigger and type the surer."""
    by_id: dict[str, Event] = {}
    for event in events:
        known = by_id.get(event.id)
        if known is None or (event.confidence or 0.0) > (known.confidence or 0.0):
            by_id[event.id] = event
    return list(by_id.values())


class _Recorder:
    """Makes records of the drafts of one document."""

    def __init__(
        self, parsed: Parsed, parties: Parties, moments: Moments, reporting: Reporting
    ) -> None:
        self._parsed = parsed
        self._parties = parties
        self._moments = moments
        self._reporting = reporting
        published = parsed.document.published_on
        self._published = date.fromisoformat(published) if published else None

    def event(self, draft: Draft) -> Event | None:
        """Return the record; None for history, and where rules take the act for a wish."""
        coding, sentence = draft.coding, draft.sentence
        candidate = _candidate(draft)
        actors, recipients = self._sides(draft)
        trigger = self._trigger(draft)
        claim = self._reporting.innermost(trigger)
        on = self._when(candidate, coding.type)
        if self._is_history(on):
            return None
        told = _status(draft, claim)
        if told is None:
            return None
        status = self._dated(told, on, candidate, coding.type)
        mode = coding.mode
        if coding.type == "CONSULT" and mode is None and is_by_phone(candidate):
            mode = "phone"
        where, country = find_place(self._parties, candidate, recipients, mode)
        parties = frozenset((*actors, *recipients))
        return Event(
            id=make_id("event", trigger.document, trigger.start, trigger.end, coding.type),
            span=self._stretch(trigger, parties, sentence),
            trigger=trigger,
            type=coding.type,
            mode=mode,
            contexts=find_contexts(candidate),
            actors=actors,
            recipients=recipients,
            status=status,
            means=_means(draft),
            on=on,
            where=where,
            country=country,
            intensity=find_intensity(coding.type, mode),
            claim=claim.id if claim is not None else None,
            incident=None,
            method=METHOD,
            confidence=coding.confidence,
        )

    def _sides(self, draft: Draft) -> tuple[tuple[MentionId, ...], tuple[MentionId, ...]]:
        """Return actors and recipients; equals who act together stand on both sides."""
        both = mentions_of(draft, self._parties, BOTH)
        actors = mentions_of(draft, self._parties, ACTOR)
        found = mentions_of(draft, self._parties, RECIPIENT)
        recipients = tuple(one for one in found if one not in actors)
        if both:
            return (
                in_order({*both, *actors}, self._parties),
                in_order({*both, *recipients}, self._parties),
            )
        return actors, recipients

    def _trigger(self, draft: Draft) -> Span:
        proposal = draft.proposal
        if proposal is not None and proposal.reading.type == draft.coding.type:
            return self._parsed.span(draft.sentence, *trigger_tokens(proposal))
        run = next(run for run in draft.runs(TRIGGER) if draft.row.trigger in run)
        tokens = draft.view.tokens
        return self._parsed.span(draft.sentence, tokens[run[0]], tokens[run[-1]])

    def _when(self, candidate: Candidate, kind: str) -> str | None:
        """Return the date of what a trigger tells; a noun takes its clause's only as its subject.

        "The meeting stretched on Tuesday" dates the meeting; "the invasion hurt prices last
        week" does not date the invasion.
        """
        sentence, token = candidate.sentence, candidate.token
        if token.pos_ != "NOUN" or candidate.light_verb is not None:
            moment = self._moments.of(sentence, candidate.clause) or self._moments.of(
                sentence, token
            )
            return moment.value if moment is not None else None
        moment = self._moments.of(sentence, token)
        if moment is None:
            return None
        first, last = token.left_edge, token.right_edge
        within = self._parsed.span(sentence, first, last).holds(moment.span)
        subject = token.dep_ in {"nsubj", "nsubjpass"} and kind == "CONSULT"
        return moment.value if within or subject else None

    def _is_history(self, on: str | None) -> bool:
        if self._published is None or on is None:
            return False
        _, last = edtf.bounds(on)
        return last is not None and last.year < self._published.year - _HISTORY_YEARS

    def _dated(self, status: str, on: str | None, candidate: Candidate, kind: str) -> str:
        """Return the status once the date is known: what is told of a day to come is planned.

        An appointment of the day of publication still lies ahead when it is told in the
        present; anything else told so goes on.
        """
        appointed = kind == "CONSULT" and candidate.token.pos_ == "NOUN" and status == "happened"
        if self._published is None or on is None or not (status == "ongoing" or appointed):
            return status
        first, _ = edtf.bounds(on)
        if first is None or first < self._published:
            return status
        if first > self._published:
            return "planned"
        return "planned" if kind == "CONSULT" and not appointed else status

    def _stretch(self, trigger: Span, parties: frozenset[MentionId], sentence: Sentence) -> Span:
        spans = [trigger]
        for one in parties:
            mention = self._parties.mention(one)
            if mention.sentence == sentence.index:
                spans.append(mention.span)
        text = self._parsed.document.text
        start, end = min(s.start for s in spans), max(s.end for s in spans)
        return Span.cut(trigger.document, text, start, end)


def _status(draft: Draft, claim: Claim | None) -> str | None:
    """Return how an act stands, seen through the claim that reports it; None for a wish."""
    proposal = draft.proposal
    if proposal is not None and proposal.reading.type == draft.coding.type:
        token = proposal.candidate.token
        noun = token if proposal.reading.pos == "noun" else None
        told = judge_status(proposal.candidate.clause, noun, claim)
        spoken = draft.coding.type in _SPOKEN and token.tag_ in _PRESENT
        return "happened" if told == "ongoing" and spoken else told
    return seen_through(claim, draft.coding.status) if claim is not None else draft.coding.status


def _candidate(draft: Draft) -> Candidate:
    proposal = draft.proposal
    if proposal is not None:
        return proposal.candidate
    light = light_verb_of(draft.token) if draft.token.pos_ == "NOUN" else None
    return Candidate(draft.sentence, draft.token, (), light)


def _means(draft: Draft) -> tuple[str, ...]:
    """Return the means, in the order of `records.MEANS`: words marked as such, or the whole row."""
    if not takes_means(draft.coding.type):
        return ()
    if draft.ruled and draft.proposal is not None:
        ruled = find_means(draft.proposal.candidate, draft.proposal.reading)
        if ruled or not draft.row.means.any():
            return ruled
    named = draft.view.means
    marked = {
        MEANS[named[i] - 1]
        for i, label in enumerate(draft.row.labels)
        if label == MEANS_LABEL and i in named
    }
    return tuple(
        means
        for means, chance in zip(MEANS, draft.row.means, strict=True)
        if chance >= _SURE or (means in marked and chance >= _MARKED)
    )


def _without_repeats(events: Sequence[Event], parties: Parties) -> list[Event]:
    """Return the events of a sentence, one act told by two verbs once: "helped by providing".

    The same parties, type, status and mode, and no two dates or places; "met and met again" is
    not written without one of these.
    """
    kept: list[Event] = []
    for event in events:
        same = next((i for i, one in enumerate(kept) if _repeats(one, event, parties)), None)
        if same is None:
            kept.append(event)
            continue
        one = kept[same]
        kept[same] = replace(
            one,
            means=tuple(means for means in MEANS if means in {*one.means, *event.means}),
            on=one.on or event.on,
            where=one.where or event.where,
            country=one.country or event.country,
        )
    return kept


def _repeats(one: Event, event: Event, parties: Parties) -> bool:
    if (one.type, one.status) != (event.type, event.status) or not one.recipients:
        return False
    if not (
        _are_named_alike(one.actors, event.actors, parties)
        and _are_named_alike(one.recipients, event.recipients, parties)
    ):
        return False
    pairs = ((one.mode, event.mode), (one.on, event.on), (one.where, event.where))
    return all(None in pair or pair[0] == pair[1] for pair in pairs)


def _are_named_alike(
    ours: tuple[MentionId, ...], theirs: tuple[MentionId, ...], parties: Parties
) -> bool:
    """Tell whether two sides are one by their words; a later pronoun takes up the former name."""
    if ours == theirs:
        return True
    later = [parties.mention(one) for one in theirs]
    if later and all(one.form == "pronoun" for one in later):
        return bool(ours)
    names = [{parties.mention(one).span.text for one in side} for side in (ours, theirs)]
    return bool(ours) and names[0] == names[1]
