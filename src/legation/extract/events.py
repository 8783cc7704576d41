"""Read who did what to whom out of a parsed document.

In: a `Parsed` document with its mentions, parties, moments and claims. Out: `Event`s, coded by
the PLOVER codebook, in reading order; one for each trigger.
Not here: votes (`extract.votes`), which reports tell one happening (`resolve.incidents`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import TYPE_CHECKING

from legation.extract.arguments import (
    iter_content_nouns,
    iter_noun_role,
    iter_threatened,
    iter_verb_role,
)
from legation.extract.moments import Moments
from legation.extract.parse import Parsed, Sentence
from legation.extract.particulars import find_contexts, find_means, find_place, is_by_phone
from legation.extract.parties import Parties
from legation.extract.repeats import fill_repeated
from legation.extract.reporting import Reporting
from legation.extract.statuses import judge_status
from legation.extract.suiting import suits
from legation.extract.triggers import Candidate, iter_candidates
from legation.records import Claim, Event, Mention, MentionId, Moment, Span, edtf, make_id
from legation.reference.codebook import EQUAL_TYPES, find_intensity
from legation.reference.triggers import Trigger, load_object_classes

if TYPE_CHECKING:
    from spacy.tokens import Token

METHOD = "legation.events/1"

# Types whose object must be the party itself: "met Xi", but not "met Xi's demand".
_DIRECT = frozenset({"CONSULT", "RETREAT", "COERCE", "REQUEST", "AID"})
# Before a noun, a country's plain name is what the act is about, its adjective who does it:
# "Ukraine aid", "Russia sanctions", but "Chinese aid", "US sanctions".
_ABOUT_NAME = frozenset({"ASSAULT", "SANCTION", "AID", "SUPPORT"})
_FIRST_PERSON = frozenset({"i", "me", "my", "we", "us", "our", "you", "your"})
# Equals of whom one plural word may stand for both sides: "the two leaders met".
_MEETING_WORDS = frozenset({"meet", "talk", "speak", "negotiate", "confer", "converse"})
# Descriptions of private people: what is done to or by them is rarely an act of state.
_PRIVATE = frozenset(
    {"people", "person", "individual", "family", "population", "doctor", "child", "woman", "man"}
    | {"worker", "student", "patient", "community", "voter", "friend", "firm", "company", "bank"}
    | {"business", "veteran", "teacher", "parent", "farmer", "consumer", "employer", "employee"}
    | {"resident", "viewer", "fan", "customer", "expert", "analyst", "observer", "reporter"}
    | {"journalist", "professional", "member", "guest", "audience", "manager", "staff", "folk"}
)
# Against these types private people are victims as good as any.
_ON_ANYBODY = frozenset({"ASSAULT", "COERCE", "RETREAT", "PROTEST"})
# A subject that names nobody may still strike: "Russian missiles hit".
_INSTRUMENTS = ("troops", "missiles", "craft")
_SPOKEN = frozenset({"statement", "resolution", "letter", "vote", "communique", "declaration"})
_PARTITIVE = frozenset({"some", "many", "most", "all", "both", "one", "several", "each", "none"})
# What ended longer ago is history, told as background.
_HISTORY_YEARS = 10
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
            if not recipients and self._are_both_sides(candidate, reading, actors):
                recipients = actors
            enough = {
                "any": bool(actors or recipients),
                "actor": bool(actors),
                "recipient": bool(recipients),
                "both": bool(actors and recipients),
            }[reading.need]
            if not enough or not self._is_political(reading, actors, recipients):
                continue
            if not suits(candidate, reading):
                continue
            if reading.equal and actors and recipients:
                actors = recipients = self._in_order({*actors, *recipients})
            return _Coded(candidate, reading, actors, recipients)
        return None

    def _sides(
        self, candidate: Candidate, reading: Trigger
    ) -> tuple[tuple[MentionId, ...], tuple[MentionId, ...]]:
        if reading.pos == "verb":
            actors = self._of_verb(candidate, reading, reading.actor)
            recipients = self._of_verb(candidate, reading, reading.recipient)
            if not recipients and reading.type == "THREATEN":
                for head in iter_threatened(candidate.token):
                    recipients += self._parties.of(candidate.sentence, head)
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
        found = tuple(
            self._titled(candidate.sentence, one, head)
            for one in self._parties.of(candidate.sentence, head)
        )
        direct = reading.pos == "verb" and (
            (role == "obj" and reading.type in _DIRECT and reading.need != "any")
            or (role == "subj" and head.lemma_.lower() not in _instruments())
        )
        if not direct or head.lower_ in {"who", "whom", "which", "that"}:
            return found
        own = self._parties.at(candidate.sentence, head)
        return found if own is not None or head.lower_ in _PARTITIVE else ()

    def _titled(self, sentence: Sentence, one: MentionId, head: Token) -> MentionId:
        """Return the person named after a title that has a phrase of its own.

        "President of the Bolivarian Republic of Venezuela Nicolas Maduro" is read as a
        description with the name somewhere below it.
        """
        mention = self._parties.mention(one)
        if mention.form != "description" or mention.hint != "person" or not head.text[0].isupper():
            return one
        for token in head.subtree:
            if token.i > head.i and token.tag_ == "NNP":
                name = self._parties.at(sentence, token)
                if name is not None and name.form == "name" and name.hint == "person":
                    return name.id
        return one

    def _named_before(self, candidate: Candidate, reading: Trigger) -> tuple[MentionId, ...]:
        """Return the country named before a noun that the act is aimed at ("Ukraine aid")."""
        if reading.type not in _ABOUT_NAME:
            return ()
        found = []
        for child in iter_noun_role(candidate.token, "adj"):
            own = self._parties.at(candidate.sentence, child)
            plain = child.dep_ in {"compound", "nmod"} and "." not in child.text
            if own is not None and own.hint == "place" and plain and not child.text.isupper():
                found.append(own.id)
        return tuple(found)

    def _in_order(self, mentions: Iterable[MentionId]) -> tuple[MentionId, ...]:
        return tuple(sorted(mentions, key=lambda one: self._parties.mention(one).span.start))

    def _are_both_sides(
        self, candidate: Candidate, reading: Trigger, actors: tuple[MentionId, ...]
    ) -> bool:
        """Tell whether the actors did it to each other: "talks between A and B", "they met"."""
        if reading.type not in EQUAL_TYPES or not (reading.equal or reading.type == "CONSULT"):
            return False
        if _names_a_recipient(candidate, reading):
            return False
        found = [self._parties.mention(one) for one in actors]
        if sum(one.form == "name" for one in found) > 1:
            return True
        together = reading.words[0] in _MEETING_WORDS or reading.pos == "noun"
        plural = any(one.plural or one.head == "side" for one in found)
        return plural and (together or reading.type == "AGREE")

    def _is_political(
        self,
        reading: Trigger,
        actors: tuple[MentionId, ...],
        recipients: tuple[MentionId, ...],
    ) -> bool:
        """Tell whether somebody who can act politically is named, not "I" and "you" alone."""
        for side in (actors, recipients):
            weak = all(self._is_weak(one) for one in side)
            if side and weak and reading.need == "both" and reading.type not in _ON_ANYBODY:
                return False
        people = [self._parties.mention(one) for one in (*actors, *recipients)]
        if reading.actor == ("obj",):
            return all(self._parties.mention(one).hint == "person" for one in actors)
        return any(
            not self._is_weak(one.id) and one.span.text.lower() not in _FIRST_PERSON
            for one in people
        )

    def _is_weak(self, one: MentionId) -> bool:
        """Tell whether a mention is a private person, or the listener."""
        mention = self._parties.mention(one)
        if mention.form == "pronoun":
            return mention.span.text.lower() in {"you", "your"}
        if mention.form == "name":
            return False
        unnamed = not any(char.isupper() for char in mention.span.text[1:])
        return unnamed and mention.head in _PRIVATE

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
        on = self._when(one)
        if self._is_history(on):
            return None
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


@cache
def _instruments() -> frozenset[str]:
    classes = load_object_classes()
    return frozenset().union(*(classes[name] for name in _INSTRUMENTS), _SPOKEN)


def _names_a_recipient(candidate: Candidate, reading: Trigger) -> bool:
    """Tell whether something stands where the other side would ("spoke to the need")."""
    if reading.pos == "verb":
        roles = (*reading.recipient, "obj")
        heads = (head for role in roles for head in iter_verb_role(candidate.token, role))
        return any(head.lemma_ != "face" for head in heads)  # "met face to face" has no object
    roles = tuple(role for role in reading.recipient if role not in _SHARED)
    return any(head for role in roles for head in iter_noun_role(candidate.token, role))


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
