"""Find the records that show an indicator.

In: `Reading`s with links, an `Inquiry`. Out: `Match`es: a record, the passage that fits, who says
it and how.
Not here: what a match is worth (`grading`), one report counted once (`evidence`).

A pattern looks at one sentence at a time: the words must stand together, and those named beside
them or in the two sentences before (an answer leaves to the question whom it is about).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from legation.assess.questions.inquiry import ABOUT, ACTOR, Indicator, Inquiry, Pattern
from legation.assess.questions.phrases import Phrase, lower, phrases
from legation.assess.sentences import Sentences, sentences_of
from legation.records import Actor, Claim, Event, Mention, MentionId, Reading, RecordId, Span, Vote

# Names of the sentences before count, but less: the passage itself may be of somebody else.
BEFORE, IN_CONTEXT = 2, 0.7


Told = Claim | Event | Vote
"""What patterns are matched with."""


@dataclass(frozen=True, slots=True)
class Match:
    """One record that shows one indicator."""

    indicator: str
    record: RecordId
    kind: str
    span: Span
    """The sentence of the record that fits."""
    on: str | None
    """EDTF: when it happened or was said, as the record has it."""
    claim: Claim | None
    """By which it is said; None where the report says so itself."""
    speakers: tuple[Actor, ...]
    relayed: bool
    """The claim stands in another's words."""
    relevance: float
    """1 where the passage itself names all that the pattern asks for, else `IN_CONTEXT`."""
    in_passage: frozenset[str] = field(default=frozenset())
    """Ids of the actors that the passage names, and their states."""


@dataclass(frozen=True, slots=True)
class Ready:
    """A pattern with its phrases and its sides put in."""

    pattern: Pattern
    any_of: tuple[Phrase, ...]
    all_of: tuple[Phrase, ...]
    none_of: tuple[Phrase, ...]
    sides: Mapping[str, frozenset[str]]
    """Field -> the ids that fit."""
    names: tuple[frozenset[str], ...]

    @property
    def wordless(self) -> bool:
        """Whether no words are asked for, so that any sentence can fit."""
        return not self.any_of and not self.all_of

    def may_match(self, lowered: str) -> bool:
        """Tell quickly whether words, in lower case, can fit."""
        if self.any_of and not any(one.may_stand_in(lowered) for one in self.any_of):
            return False
        return all(one.may_stand_in(lowered) for one in self.all_of)

    def fits(self, passage: str) -> bool:
        """Tell whether the words of a passage fit."""
        lowered = lower(passage)
        if self.any_of and not any(
            one.may_stand_in(lowered) and one.find(passage) for one in self.any_of
        ):
            return False
        if not all(one.may_stand_in(lowered) and one.find(passage) for one in self.all_of):
            return False
        return not any(one.may_stand_in(lowered) and one.find(passage) for one in self.none_of)


class Matcher:
    """Finds what shows the indicators of one question."""

    def __init__(self, inquiry: Inquiry) -> None:
        self._ready = [
            (indicator, [make_ready(one, inquiry) for one in indicator.patterns])
            for indicator in inquiry.indicators
        ]

    def windows(self, text: str) -> list[tuple[int, int]]:
        """Return where in a document its words can fit, with the sentences that matter there."""
        lowered = lower(text)
        found: set[tuple[int, int]] = set()
        for _, some in self._ready:
            for one in some:
                if not one.wordless:
                    found.update(_bounds_that_fit(one, text, lowered))
        return [around(text, low, high) for low, high in sorted(found)]

    def wordless(self) -> list[Ready]:
        """Return the patterns that ask for no words: only records tell where they fit."""
        return [one for _, some in self._ready for one in some if one.wordless]

    def matches(self, reading: Reading) -> Iterator[Match]:
        """Yield what in a document shows an indicator, each sentence once an indicator."""
        scene = _Scene(reading)
        for indicator, ready in self._ready:
            yield from _best(_iter_matches(indicator, ready, scene))

    def counts(self, readings: Iterable[Reading]) -> Counter[tuple[str, int]]:
        """Return how many records fit each pattern: (indicator, number of the pattern) -> n."""
        found: Counter[tuple[str, int]] = Counter()
        for reading in readings:
            scene = _Scene(reading)
            for indicator, ready in self._ready:
                for n, one in enumerate(ready):
                    fitting = {m.record for _, m in _iter_matches(indicator, [one], scene)}
                    found[indicator.id, n] += len(fitting)
        return found


def around(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the sentences of a stretch and those before it that can name whom it is about."""
    return sentences_of(text).around(start, end, BEFORE)


def _bounds_that_fit(one: Ready, text: str, lowered: str) -> list[tuple[int, int]]:
    """Return the sentences that hold the words asked for; what must not stand there may."""
    leading = one.any_of or one.all_of[:1]
    possible = [phrase for phrase in leading if phrase.may_stand_in(lowered)]
    if not possible or not one.may_match(lowered):
        return []
    asked = replace(one, none_of=())
    return [
        (low, high)
        for low, high in _sentences_with(possible, text, lowered)
        if asked.fits(text[low:high])
    ]


def _sentences_with(possible: Iterable[Phrase], text: str, lowered: str) -> list[tuple[int, int]]:
    """Return the sentences that hold the longest word of one of the phrases."""
    sentences = sentences_of(text)
    found: set[tuple[int, int]] = set()
    for word in {phrase.literals[0] for phrase in possible}:
        at = lowered.find(word)
        while at >= 0:
            bounds = sentences.around(at, at + 1)
            found.add(bounds)
            at = lowered.find(word, max(bounds[1], at + 1))
    return sorted(found)


def make_ready(pattern: Pattern, inquiry: Inquiry) -> Ready:
    """Return a pattern with its phrases compiled and `$actor` and `$about` put in.

    Raises:
        PhraseError: A phrase holds no word.
    """
    put = {ACTOR: frozenset({inquiry.actor}), ABOUT: frozenset(inquiry.about)}

    def ids(names: Iterable[str]) -> frozenset[str]:
        return frozenset().union(*(put.get(name, frozenset({name})) for name in names))

    fields = ("speaker", "not_speaker", "addressee", "actor", "recipient")
    return Ready(
        pattern,
        phrases(pattern.words),
        phrases(pattern.all_words),
        phrases(pattern.not_words),
        {name: ids(getattr(pattern, name)) for name in fields if getattr(pattern, name)},
        tuple(put.get(name, frozenset({name})) for name in pattern.names),
    )


class _Scene:
    """A document with its records at hand."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.text = reading.document.text
        self.lowered = lower(self.text)
        self.sentences: Sentences = sentences_of(self.text)
        self.claims = {one.id: one for one in reading.claims}
        self.actors: dict[MentionId, tuple[Actor, ...]] = {
            link.mention: link.actors for link in reading.links
        }
        self._mentions: list[Mention] = sorted(reading.mentions, key=lambda one: one.span.start)

    def records(self, kind: str) -> Iterator[tuple[Told, Claim | None]]:
        """Yield the records of a kind, each with the claim by which it is told."""
        if kind == "claim":
            yield from ((one, one) for one in self.reading.claims)
            return
        some: tuple[Event | Vote, ...] = (
            self.reading.events if kind == "event" else self.reading.votes
        )
        for one in some:
            yield one, self.claims.get(one.claim) if one.claim is not None else None

    def ids(self, mentions: Iterable[MentionId]) -> frozenset[str]:
        return _ids(actor for one in mentions for actor in self.actors.get(one, ()))

    def named(self, start: int, end: int) -> frozenset[str]:
        inside = (one.id for one in self._mentions if start <= one.span.start < end)
        return self.ids(inside)

    def speakers(self, claim: Claim | None) -> tuple[Actor, ...]:
        if claim is None:
            return ()
        found = (actor for one in claim.speakers for actor in self.actors.get(one, ()))
        return tuple(dict.fromkeys(found))

    def is_relayed(self, claim: Claim | None) -> bool:
        """Tell whether somebody of another side gives the claim, or a reporter's question does."""
        parent = self.claims.get(claim.parent) if claim and claim.parent else None
        if claim is None or parent is None:
            return False
        ours, theirs = _ids(self.speakers(claim)), _ids(self.speakers(parent))
        return not ours & theirs


def _ids(actors: Iterable[Actor]) -> frozenset[str]:
    return frozenset(one for actor in actors for one in (actor.id, actor.state) if one is not None)


def _iter_matches(
    indicator: Indicator, ready: Sequence[Ready], scene: _Scene
) -> Iterator[tuple[int, Match]]:
    for one in ready:
        bounds = None if one.wordless else _bounds_that_fit(one, scene.text, scene.lowered)
        if bounds == []:
            continue
        for record, claim in scene.records(one.pattern.kind):
            if _fits(record, claim, one, scene):
                yield from _sentences_that_fit((indicator, one, bounds), record, claim, scene)


def _fits(record: Told, claim: Claim | None, one: Ready, scene: _Scene) -> bool:
    match record:
        case Claim():
            return _claim_fits(record, one, scene)
        case Event():
            return _event_fits(record, claim, one, scene)
        case Vote():
            return _vote_fits(record, claim, one, scene)


def _claim_fits(claim: Claim, one: Ready, scene: _Scene) -> bool:
    asked = one.pattern
    if asked.act and claim.act not in asked.act:
        return False
    if asked.negated is not None and claim.negated is not asked.negated:
        return False
    if asked.on_record is not None and claim.on_record is not asked.on_record:
        return False
    if asked.certainty and not asked.certainty[0] <= claim.certainty <= asked.certainty[1]:
        return False
    return _speaker_fits(claim, one, scene) and _side_fits(
        "addressee", claim.addressees, one, scene
    )


def _event_fits(event: Event, claim: Claim | None, one: Ready, scene: _Scene) -> bool:
    asked = one.pattern
    if asked.type and event.type not in asked.type:
        return False
    if asked.mode and event.mode not in asked.mode:
        return False
    if asked.status and event.status not in asked.status:
        return False
    if asked.means and not set(asked.means) & set(event.means):
        return False
    return (
        _told_fits(claim, one, scene)
        and _side_fits("actor", event.actors, one, scene)
        and _side_fits("recipient", event.recipients, one, scene)
    )


def _vote_fits(vote: Vote, claim: Claim | None, one: Ready, scene: _Scene) -> bool:
    if one.pattern.choice and vote.choice not in one.pattern.choice:
        return False
    return _told_fits(claim, one, scene) and _side_fits("actor", (vote.actor,), one, scene)


def _told_fits(claim: Claim | None, one: Ready, scene: _Scene) -> bool:
    if one.pattern.act and (claim is None or claim.act not in one.pattern.act):
        return False
    return _speaker_fits(claim, one, scene)


def _speaker_fits(claim: Claim | None, one: Ready, scene: _Scene) -> bool:
    if not {"speaker", "not_speaker"} & one.sides.keys():
        return True
    speakers = _ids(scene.speakers(claim))
    if "speaker" in one.sides and not speakers & one.sides["speaker"]:
        return False
    return not speakers & one.sides.get("not_speaker", frozenset())


def _side_fits(name: str, mentions: Iterable[MentionId], one: Ready, scene: _Scene) -> bool:
    return name not in one.sides or bool(scene.ids(mentions) & one.sides[name])


def _sentences_that_fit(
    asked: tuple[Indicator, Ready, list[tuple[int, int]] | None],
    record: Told,
    claim: Claim | None,
    scene: _Scene,
) -> Iterator[tuple[int, Match]]:
    """Yield a match for each sentence of a record that fits, with the length of the record."""
    indicator, one, bounds = asked
    start, end = record.span.start, record.span.end
    for first, last in scene.sentences.within(start, end) if bounds is None else bounds:
        if last <= start or end <= first:
            continue
        # A claim says no more than its own words of a sentence; an event rests on the whole.
        own = isinstance(record, Claim)
        low, high = (max(first, start), min(last, end)) if own else (first, last)
        passage = scene.text[low:high].rstrip()
        if not passage or not one.fits(passage):
            continue
        here = scene.named(low, high)
        relevance = 1.0
        if not all(ids & here for ids in one.names):
            earlier, _ = scene.sentences.around(low, high, BEFORE)
            if not all(ids & (here | scene.named(earlier, low)) for ids in one.names):
                continue
            relevance = IN_CONTEXT
        span = Span(record.span.document, low, low + len(passage), passage)
        match = Match(
            indicator=indicator.id,
            record=record.id,
            kind=one.pattern.kind,
            span=span,
            on=record.on,
            claim=claim,
            speakers=scene.speakers(claim),
            relayed=scene.is_relayed(claim),
            relevance=relevance,
            in_passage=here,
        )
        yield end - start, match


def _best(found: Iterable[tuple[int, Match]]) -> Iterator[Match]:
    """Yield one match for each sentence: the most relevant, of those the shortest record."""
    kept: list[tuple[int, Match]] = []
    for length, match in sorted(
        found, key=lambda pair: (-pair[1].relevance, pair[0], pair[1].span.start, pair[1].record)
    ):
        span = match.span
        if not any(o.span.start < span.end and span.start < o.span.end for _, o in kept):
            kept.append((length, match))
    yield from sorted((m for _, m in kept), key=lambda m: (m.span.start, m.record))
