"""Read who did what to whom out of a parsed document.

In: a `Parsed` document with its mentions, parties, moments and claims. Out: `Event`s, coded by
the PLOVER codebook, in reading order; one for each trigger.
Not here: votes (`extract.votes`), which reports tell one happening (`resolve.incidents`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from legation.extract.arguments import iter_content_nouns, iter_noun_role, iter_verb_role
from legation.extract.moments import Moments
from legation.extract.parse import Parsed, Sentence
from legation.extract.particulars import find_contexts, find_means, find_place, is_by_phone
from legation.extract.parties import Parties
from legation.extract.reporting import Reporting
from legation.extract.statuses import judge_status
from legation.extract.triggers import Candidate, iter_candidates
from legation.records import Claim, Event, Mention, MentionId, Moment, Span, edtf, make_id
from legation.reference.codebook import EQUAL_TYPES, find_intensity
from legation.reference.triggers import Trigger

if TYPE_CHECKING:
    from spacy.tokens import Token

METHOD = "legation.events/1"

# Types whose object must be the party itself: "met Xi", but not "met Xi's demand".
_DIRECT = frozenset({"CONSULT", "RETREAT", "COERCE", "REQUEST", "AID"})
# Before a noun, a country's plain name is what the act is about, its adjective who does it:
# "Ukraine aid", "Russia sanctions", but "Chinese aid", "US sanctions".
_ABOUT_NAME = frozenset({"ASSAULT", "SANCTION", "AID", "SUPPORT"})
_FIRST_PERSON = frozenset({"i", "me", "my", "we", "us", "our", "you", "your", "it", "its"})
_SHARED = frozenset({"between", "among"})


@dataclass(frozen=True, slots=True)
class _Coded:
    """A candidate with one reading and the parties found for it."""

    candidate: Candidate
    reading: Trigger
    actors: tuple[MentionId, ...]
    recipients: tuple[MentionId, ...]

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
    wishes, duties and figures of speech tell none. Headings are left out: the body says the
    same with more.
    """
    del mentions  # the parties index them
    coder = _Coder(parsed, parties, Moments(parsed, moments), Reporting(claims))
    return tuple(
        event
        for sentence in parsed.sentences
        if not sentence.heading
        for event in coder.iter_events(sentence)
    )


class _Coder:
    """Codes the candidates of one document."""

    def __init__(
        self, parsed: Parsed, parties: Parties, moments: Moments, reporting: Reporting
    ) -> None:
        self._parsed = parsed
        self._parties = parties
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
        for one in _merged(coded):
            event = self._event(one)
            if event is not None:
                yield event

    # --- parties

    def _code(self, candidate: Candidate) -> _Coded | None:
        """Return the first reading whose needs are met."""
        for reading in candidate.readings:
            actors, recipients = self._sides(candidate, reading)
            actors, recipients = self._joined(reading, actors, recipients)
            enough = {
                "any": bool(actors or recipients),
                "actor": bool(actors),
                "recipient": bool(recipients),
                "both": bool(actors and recipients),
            }[reading.need]
            if enough and self._is_political(reading, actors, recipients):
                return _Coded(candidate, reading, actors, recipients)
        return None

    def _sides(
        self, candidate: Candidate, reading: Trigger
    ) -> tuple[tuple[MentionId, ...], tuple[MentionId, ...]]:
        if reading.pos == "verb":
            actors = self._of_verb(candidate, reading, reading.actor)
            recipients = self._of_verb(candidate, reading, reading.recipient)
            return actors, tuple(one for one in recipients if one not in actors)
        about = self._named_before(candidate, reading)
        actors = self._of_noun(candidate, reading, reading.actor, without=about)
        recipients = self._of_noun(candidate, reading, reading.recipient)
        light = candidate.light_verb
        if light is not None and not actors:
            actors = self._of_verb(candidate, reading, ("subj",), light)
        if light is not None and not recipients:
            roles = tuple(role for role in reading.recipient if role not in _SHARED)
            recipients = self._of_verb(candidate, reading, (*roles, "iobj"), light)
        recipients = recipients or about
        return actors, tuple(one for one in recipients if one not in actors)

    def _of_verb(
        self,
        candidate: Candidate,
        reading: Trigger,
        roles: Iterable[str],
        verb: Token | None = None,
    ) -> tuple[MentionId, ...]:
        for role in roles:
            found: list[MentionId] = []
            for head in iter_verb_role(verb or candidate.token, role):
                found.extend(self._stand_for(candidate, reading, head, role))
            if found:
                return tuple(dict.fromkeys(found))
        return ()

    def _of_noun(
        self,
        candidate: Candidate,
        reading: Trigger,
        roles: Iterable[str],
        without: tuple[MentionId, ...] = (),
    ) -> tuple[MentionId, ...]:
        for role in roles:
            found: list[MentionId] = []
            for head in iter_noun_role(candidate.token, role):
                if role == "adj":
                    own = self._parties.at(candidate.sentence, head)
                    found.extend([own.id] if own is not None else [])
                else:
                    found.extend(self._stand_for(candidate, reading, head, role))
            found = [one for one in found if one not in without]
            if found:
                return tuple(dict.fromkeys(found))
        return ()

    def _stand_for(
        self, candidate: Candidate, reading: Trigger, head: Token, role: str
    ) -> tuple[MentionId, ...]:
        found = self._parties.of(candidate.sentence, head)
        direct = role == "obj" and reading.type in _DIRECT and reading.pos == "verb"
        if not direct or head.lower_ in {"who", "whom", "which", "that"}:
            return found
        if self._parties.at(candidate.sentence, head) is None and reading.need != "any":
            return ()
        return found

    def _named_before(self, candidate: Candidate, reading: Trigger) -> tuple[MentionId, ...]:
        """Return the country named before a noun that the act is aimed at ("Ukraine aid")."""
        if reading.type not in _ABOUT_NAME:
            return ()
        found = []
        for child in iter_noun_role(candidate.token, "adj"):
            own = self._parties.at(candidate.sentence, child)
            if own is not None and own.hint == "place" and not child.text.isupper():
                if child.dep_ in {"compound", "nmod"} and "." not in child.text:
                    found.append(own.id)
        return tuple(found)

    def _joined(
        self, reading: Trigger, actors: tuple[MentionId, ...], recipients: tuple[MentionId, ...]
    ) -> tuple[tuple[MentionId, ...], tuple[MentionId, ...]]:
        """Return both sides; equals who act together stand on each."""
        everybody = tuple(
            sorted({*actors, *recipients}, key=lambda one: self._parties.mention(one).span.start)
        )
        shared = bool(_SHARED & {*reading.actor, *reading.recipient}) and not recipients
        if reading.equal or shared or (reading.type in EQUAL_TYPES and not recipients):
            plural = any(self._parties.mention(one).plural for one in everybody)
            if len(everybody) > 1 or plural:
                return everybody, everybody
        return actors, recipients

    def _is_political(
        self,
        reading: Trigger,
        actors: tuple[MentionId, ...],
        recipients: tuple[MentionId, ...],
    ) -> bool:
        """Tell whether somebody who can act politically is named, not "I", "you" and "it" alone."""
        found = [self._parties.mention(one) for one in (*actors, *recipients)]
        named = [one for one in found if one.form != "pronoun"]
        if reading.need == "both" and recipients and actors != recipients:
            other = [self._parties.mention(one) for one in recipients]
            if all(one.span.text.lower() in _FIRST_PERSON for one in other):
                return False
        if named:
            return True
        third = [one for one in found if one.span.text.lower() not in _FIRST_PERSON]
        return len(third) > 0 and reading.type in {"CONSULT", "SANCTION", "ACCUSE", "ASSAULT"}

    # --- the record

    def _event(self, one: _Coded) -> Event | None:
        candidate, reading = one.candidate, one.reading
        sentence, token = candidate.sentence, candidate.token
        trigger = self._parsed.span(sentence, *_trigger_tokens(candidate, reading))
        claim = self._reporting.innermost(trigger)
        noun = token if reading.pos == "noun" else None
        status = judge_status(candidate.clause, noun, claim)
        if status is None:
            return None
        moment = self._moments.of(sentence, token) or self._moments.of(sentence, candidate.clause)
        on = moment.value if moment is not None else None
        status = self._dated(status, on)
        mode = reading.mode
        if reading.type == "CONSULT" and mode is None and is_by_phone(candidate):
            mode = "phone"
        where, country = find_place(self._parties, candidate, one.parties, mode)
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

    def _dated(self, status: str, on: str | None) -> str:
        """Return the status once the date is known: what is told of a day to come is planned."""
        if self._published is None or on is None or status != "ongoing":
            return status
        first, _ = edtf.bounds(on)
        return "planned" if first is not None and first >= self._published else status

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


def _trigger_tokens(candidate: Candidate, reading: Trigger) -> tuple[Token, Token]:
    """Return the first and last token of the trigger: the word with its particle or first noun."""
    token = candidate.token
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
    return own is None or own is verb.candidate.token or noun.parties <= verb.parties


def _united(verb: _Coded, noun: _Coded) -> _Coded:
    if verb.actors and verb.recipients:
        return verb
    recipients = verb.recipients or tuple(one for one in noun.recipients if one not in verb.actors)
    return _Coded(verb.candidate, verb.reading, verb.actors or noun.actors, recipients)
