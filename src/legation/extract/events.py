"""Read who did what to whom out of a parsed document.

In: a `Parsed` document with its mentions, parties, moments and claims. Out: `Event`s, coded by
the PLOVER codebook, in reading order; one for each trigger.
Not here: votes (`extract.votes`), which reports tell one happening (`resolve.incidents`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from legation.extract.arguments import (
    iter_content_nouns,
)
from legation.extract.moments import Moments
from legation.extract.parse import Parsed, Sentence
from legation.extract.particulars import find_contexts, find_means, find_place, is_by_phone
from legation.extract.parties import Parties
from legation.extract.repeats import fill_repeated
from legation.extract.reporting import Reporting
from legation.extract.sides import Sides
from legation.extract.statuses import judge_status
from legation.extract.suiting import suits
from legation.extract.triggers import Candidate, iter_candidates
from legation.records import MEANS, Claim, Event, Mention, MentionId, Moment, Span, edtf, make_id
from legation.reference.codebook import find_intensity
from legation.reference.triggers import Trigger

if TYPE_CHECKING:
    from spacy.tokens import Token

METHOD = "legation.events/1"

# "sent aid", "signed the agreement"; further apart the words between are not the trigger's.
_NEAR_TOKENS = 2

# What ended longer ago is history, told as background.
_HISTORY_YEARS = 10


@dataclass(frozen=True, slots=True)
class _Coded:
    """A candidate with one reading and the parties found for it."""

    candidate: Candidate
    reading: Trigger
    actors: tuple[MentionId, ...]
    recipients: tuple[MentionId, ...]
    noun: Token | None = None
    """The noun that tells the same act as the verb: "aid" of "sent aid"."""

    @property
    def parties(self) -> frozenset[MentionId]:
        return frozenset((*self.actors, *self.recipients))


def find_events(
    parsed: Parsed,
    mentions: Sequence[Mention],
    parties: Parties,
    moments: Sequence[Moment],
    claims: Sequence[Claim],
) -> tuple[Event, ...]:
    """Return the events that `parsed` tells, in reading order.

    A word tells an event only where the parties its reading needs are found by syntax;
    wishes, duties, questions and figures of speech tell none. Headings are left out: the body
    says the same with more.
    """
    del mentions  # the parties index them
    coder = _Coder(parsed, parties, Moments(parsed, moments), Reporting(claims))
    return fill_repeated(
        [
            event
            for sentence in parsed.sentences
            if not sentence.heading and not sentence.tokens.text.rstrip().endswith("?")
            for event in coder.iter_events(sentence)
        ],
        parties,
    )


class _Coder:
    """Codes the candidates of one document."""

    def __init__(
        self, parsed: Parsed, parties: Parties, moments: Moments, reporting: Reporting
    ) -> None:
        self._parsed = parsed
        self._parties = parties
        self._sides = Sides(parties)
        self._moments = moments
        self._reporting = reporting
        published = parsed.document.published_on
        self._published = date.fromisoformat(published) if published else None

    def iter_events(self, sentence: Sentence) -> Iterator[Event]:
        """Yield the events of one sentence."""
        coded = [
            found
            for candidate in iter_candidates(sentence)
            if (found := self._code(candidate)) is not None
        ]
        told = [e for one in _merged(coded) if (e := self._event(one))]
        yield from _without_repeats(told, self._parties)

    def _code(self, candidate: Candidate) -> _Coded | None:
        """Return the first reading whose parties are found and that the sentence can mean."""
        for reading in candidate.readings:
            if not suits(candidate, reading):
                continue
            sides = self._sides.find(candidate, reading)
            if sides is None:
                continue
            actors, recipients = sides
            if reading.type == "RETREAT" and candidate.clause.lemma_ == "announce":
                # An announced withdrawal gives way in words; the leaving is still to come.
                actors = self._sides.announcers(candidate, reading) or actors
                conceded = replace(reading, type="CONCEDE", mode=None)
                return _Coded(candidate, conceded, actors, recipients)
            return _Coded(candidate, reading, actors, recipients)
        return None

    # --- the record

    def _event(self, one: _Coded) -> Event | None:
        candidate, reading = one.candidate, one.reading
        sentence, token = candidate.sentence, candidate.token
        trigger = self._parsed.span(sentence, *_trigger_tokens(one))
        claim = self._reporting.innermost(self._parsed.span(sentence, token, token))
        noun = token if reading.pos == "noun" else None
        status = judge_status(candidate.clause, noun, claim)
        if status is None:
            return None
        on = self._when(one)
        if self._is_history(on):
            return None
        status = self._dated(status, on, reading)
        mode = reading.mode
        if reading.type == "CONSULT" and mode is None and is_by_phone(candidate):
            mode = "phone"
        where, country = find_place(self._parties, candidate, one.recipients, mode)
        span = self._stretch(trigger, one.parties, sentence)
        return Event(
            id=make_id("event", span.document, trigger.start, trigger.end, reading.type),
            span=span,
            trigger=trigger,
            type=reading.type,
            mode=mode,
            contexts=find_contexts(candidate),
            actors=one.actors,
            recipients=one.recipients,
            status=status,
            means=find_means(candidate, reading),
            on=on,
            where=where,
            country=country,
            intensity=find_intensity(reading.type, mode),
            claim=claim.id if claim is not None else None,
            incident=None,
            method=METHOD,
            confidence=self._confidence(one, status),
        )

    def _when(self, one: _Coded) -> str | None:
        """Return the date of what a trigger tells; a noun takes its clause's only as its subject.

        "The meeting stretched on Tuesday" dates the meeting; "the invasion hurt prices last
        week" does not date the invasion.
        """
        candidate = one.candidate
        sentence, token = candidate.sentence, candidate.token
        if one.reading.pos == "verb" or candidate.light_verb is not None:
            moment = self._moments.of(sentence, candidate.clause) or self._moments.of(
                sentence, token
            )
            return moment.value if moment is not None else None
        moment = self._moments.of(sentence, token)
        if moment is None:
            return None
        first, last = token.left_edge, token.right_edge
        within = self._parsed.span(sentence, first, last).holds(moment.span)
        subject = token.dep_ in {"nsubj", "nsubjpass"} and one.reading.type == "CONSULT"
        return moment.value if within or subject else None

    def _is_history(self, on: str | None) -> bool:
        if self._published is None or on is None:
            return False
        _, last = edtf.bounds(on)
        return last is not None and last.year < self._published.year - _HISTORY_YEARS

    def _dated(self, status: str, on: str | None, reading: Trigger) -> str:
        """Return the status once the date is known: what is told of a day to come is planned.

        An appointment of the day of publication still lies ahead when it is told in the
        present; anything else told so goes on.
        """
        appointed = reading.type == "CONSULT" and reading.pos == "noun" and status == "happened"
        if self._published is None or on is None or not (status == "ongoing" or appointed):
            return status
        first, _ = edtf.bounds(on)
        if first is None or first < self._published:
            return status
        if first > self._published:
            return "planned"
        return "planned" if reading.type == "CONSULT" and not appointed else status

    def _stretch(self, trigger: Span, parties: frozenset[MentionId], sentence: Sentence) -> Span:
        spans = [trigger]
        for one in parties:
            mention = self._parties.mention(one)
            if mention.sentence == sentence.index:
                spans.append(mention.span)
        text = self._parsed.document.text
        start, end = min(s.start for s in spans), max(s.end for s in spans)
        return Span.cut(trigger.document, text, start, end)

    def _confidence(self, one: _Coded, status: str) -> float:
        """Return a figure of rules, 0 to 1: a share for each part that syntax gave.

        Our own guess until it is calibrated on gold: a verb with both parties named is right
        about nine times in ten, a lone noun with one pronoun about half the time.
        """
        found = 0.45
        found += 0.17 if one.actors else 0.0
        found += 0.17 if one.recipients else 0.0
        found += 0.06 if one.reading.pos == "verb" or one.candidate.light_verb is not None else 0.0
        found += 0.05 if status in {"happened", "denied", "planned"} else 0.0
        found += 0.04 if one.reading.objects or one.reading.need != "any" else 0.0
        pronouns = sum(self._parties.mention(m).form == "pronoun" for m in one.parties)
        return round(max(0.3, found - 0.08 * pronouns), 3)


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


def _trigger_tokens(one: _Coded) -> tuple[Token, Token]:
    """Return the first and last token of the trigger: the word with its particle or noun.

    Where verb and noun tell one act, the two when they stand close, else the noun.
    """
    token, reading = one.candidate.token, one.reading
    if one.noun is not None:
        near = 0 < one.noun.i - token.i <= _NEAR_TOKENS
        return (token, one.noun) if near else (one.noun, one.noun)
    if len(reading.words) == 1:
        return token, token
    if reading.pos == "noun":
        return token.doc[token.i - len(reading.words) + 1], token
    last = max(
        (c for c in token.children if c.lower_ in reading.words or c.lemma_ in reading.words),
        key=lambda child: child.i,
        default=token,
    )
    # A particle that stands apart ("turned the offer down") is left to the verb.
    return (token, last) if 0 < last.i - token.i <= 2 else (token, token)


def _merged(coded: Sequence[_Coded]) -> list[_Coded]:
    """Return the events with those dropped that another word of the same act tells already."""
    by_token = {one.candidate.token.i: one for one in coded}
    dropped: set[int] = set()
    for one in coded:
        if one.reading.pos != "verb":
            continue
        for noun in iter_content_nouns(one.candidate.token):
            other = by_token.get(noun.i)
            if other is None or other.reading.pos != "noun":
                continue
            if _tells_the_same(one, other):
                by_token[one.candidate.token.i] = _united(one, other)
                dropped.add(noun.i)
    return [by_token[i] for i in sorted(by_token) if i not in dropped]


def _tells_the_same(verb: _Coded, noun: _Coded) -> bool:
    """Tell whether a verb and the noun under it are one act ("provide aid", "lift sanctions")."""
    governed = noun.candidate.token.lemma_.lower() in verb.reading.objects
    if not governed and verb.reading.type != noun.reading.type:
        return False
    own = noun.candidate.light_verb
    return own is None or own == verb.candidate.token or noun.parties <= verb.parties


def _united(verb: _Coded, noun: _Coded) -> _Coded:
    actors = verb.actors or tuple(one for one in noun.actors if one not in verb.recipients)
    recipients = verb.recipients or tuple(one for one in noun.recipients if one not in actors)
    same = verb.reading.type == noun.reading.type  # else "lifted sanctions" is about the noun
    token = noun.candidate.token if same else None
    return _Coded(verb.candidate, verb.reading, actors, recipients, token)
