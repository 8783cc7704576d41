"""Find the signals of one government toward another, or toward a proposition.

In: `Reading`s with links, `Sides`. Out: `FoundSignal`s: a `Signal` with what it rests on.
Not here: how far words and deeds lean (`leanings`, `wordsigns`, `deedsigns`, `joinedsigns`,
`votesigns`, `silence`), the position they add up to (`positions`).

One thing told many times is one signal: reports of one incident, of one vote, of one statement, and
all that one sentence says in one direction. A copy is not a second witness; an independent report
is, and makes it surer that the thing was so, never that it happened twice.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from legation.assess.positions.deedsigns import signs_done
from legation.assess.positions.joinedsigns import signs_joined
from legation.assess.positions.leanings import RELIABILITY
from legation.assess.positions.sides import Sides, Text
from legation.assess.positions.signs import Claims, Sign, StateOf, published_day, sign_day
from legation.assess.positions.silence import Statement, find_silences
from legation.assess.positions.votesigns import signs_voted
from legation.assess.positions.wordsigns import signs_said
from legation.records import Actor, Document, DocumentId, Reading, RecordId, Signal, make_id
from legation.reference.outlets import outlet_ids

METHOD = "legation.signals/1"
# Of what one origin tells in one direction on one day each next signal counts so much of the one
# before: one long complaint is not ten complaints.
FADING = 0.5
# Weaker signals move no position by a hundredth, and only fill the list.
LEAST = 0.03


@dataclass(frozen=True, slots=True)
class Witness:
    """One passage that a signal rests on."""

    document: DocumentId
    origin: DocumentId
    """The first of the document's copies."""
    title: str
    publisher: str | None
    published_on: str | None
    start: int
    end: int
    text: str
    """The sentence, white space in one."""
    speakers: tuple[Actor, ...]
    """Who says it; empty where the report itself does."""
    named: bool | None
    on_record: bool | None
    teller: str
    """Through whom it comes: key of `leanings.RELIABILITY`."""
    records: tuple[RecordId, ...]


@dataclass(frozen=True, slots=True)
class FoundSignal:
    """A signal, and what it rests on."""

    signal: Signal
    kind: str
    """`words`, `deed`, `vote`, `silence` or `roll calls`."""
    what: str
    """In few words what leans."""
    on: date
    known_on: date
    """The day of the first report of it."""
    witnesses: tuple[Witness, ...]
    """The best first."""

    @property
    def origins(self) -> tuple[DocumentId, ...]:
        """Independent reports of it."""
        return tuple(dict.fromkeys(one.origin for one in self.witnesses))


def find_signals(
    readings: Sequence[Reading], sides: Sides, *, until: date | None, state_of: StateOf
) -> tuple[FoundSignal, ...]:
    """Return the signals of `sides`, by day.

    Args:
        readings: With links and origins, events with the incidents they were joined to.
        sides: Whose signals, toward whom or what.
        until: Nothing of a later day counts; a silence must be over by then. None: no end.
        state_of: Tells for which state a publisher speaks.

    A document without a date gives signals only where its text dates them.
    """
    signs: list[Sign] = []
    statements: dict[tuple[object, ...], Statement] = {}
    for reading in _in_order(readings):
        named = [one for link in reading.links for one in link.actors]
        if not any(map(sides.is_actor, named)):
            continue
        text = Text(reading, sides)
        claims = Claims(text, state_of)
        if sides.about is None or any(map(sides.is_about, named)):
            for find in (signs_said, signs_done, signs_voted, signs_joined):
                signs += find(text, claims)
        for key, one in _statements(text, claims):
            statements.setdefault(key, one)
    if until is not None:
        signs = [one for one in signs if one.known_on <= until]
        statements = {key: one for key, one in statements.items() if one.on <= until}
    groups = _join(signs)
    habit = [
        (one.on, one.direction) for one in signs if one.kind == "words" and one.teller == "itself"
    ]
    groups += _silences(statements, habit, until, readings)
    faded = _fade([_found(group, sides) for group in groups])
    return tuple(one for one in faded if one.signal.strength >= LEAST)


def _in_order(readings: Iterable[Reading]) -> list[Reading]:
    """Return readings by day and id, originals before their copies, whatever order they came in."""
    return sorted(
        readings,
        key=lambda one: (
            one.document.published_on or "9999",
            one.document.origin != one.document.id,
            one.document.id,
        ),
    )


def _join(signs: Sequence[Sign]) -> list[list[Sign]]:
    """Return signs that tell one thing together, in the order of their first."""
    group_of = list(range(len(signs)))

    def root(n: int) -> int:
        while group_of[n] != n:
            group_of[n] = group_of[group_of[n]]
            n = group_of[n]
        return n

    first: dict[tuple[object, ...], int] = {}
    for n, sign in enumerate(signs):
        for key in _keys(sign):
            group_of[root(n)] = root(first.setdefault(key, n))
    # "Had abstained in March" takes up the only vote of that choice in those days.
    for n, sign in enumerate(signs):
        for _, choice, low, high in (one for one in sign.keys if one[0] == "vote within"):
            meant = {
                root(k)
                for k, other in enumerate(signs)
                if ("vote", choice, other.on) in other.keys and _within(other.on, low, high)
            }
            if meant:
                group_of[root(n)] = min(meant)
    groups: defaultdict[int, list[Sign]] = defaultdict(list)
    for n, sign in enumerate(signs):
        groups[root(n)].append(sign)
    return list(groups.values())


def _within(day: date, low: object, high: object) -> bool:
    return (not isinstance(low, date) or low <= day) and (not isinstance(high, date) or day <= high)


def _keys(sign: Sign) -> Iterator[tuple[object, ...]]:
    for key in sign.keys:
        if key[0] != "vote within":
            yield (*key, sign.side)
    if sign.kind != "vote":
        yield ("sentence", sign.document.id, sign.start, sign.side)
        # The original of a copy has the same sentence, or one that says the same in other words.
        yield ("copied", sign.origin, sign.kind, sign.what, sign.side)
        if sign.speakers:
            yield ("said", sign.on, sign.kind, sign.what, sign.speakers, sign.side)
    else:
        yield ("copied vote", sign.origin, sign.what.split()[0], sign.on, sign.side)


def _statements(text: Text, claims: Claims) -> Iterator[tuple[tuple[object, ...], Statement]]:
    """Yield what the government itself said, each with what tells it from a repetition."""
    document = text.reading.document
    published, outlets = published_day(document), outlet_ids()
    for claim in text.reading.claims:
        on = sign_day(claim.on, published)
        if on is None or not claims.is_own(claim) or claim.parent is not None:
            continue
        if all(one.id in outlets for one in claims.speakers(claim)):
            continue
        of_it = any(one.target for one in text.named_in(claim.span.start, claim.span.end))
        words = " ".join(claim.span.text.lower().split())
        key = (document.origin or document.id, words)
        yield key, Statement(max(on, published or on), claim.id, of_it)


def _silences(
    statements: dict[tuple[object, ...], Statement],
    habit: Sequence[tuple[date, float]],
    until: date | None,
    readings: Sequence[Reading],
) -> list[list[Sign]]:
    last = until or max((one.on for one in statements.values()), default=None)
    if last is None:
        return []
    place = {claim.id: (one.document, claim) for one in readings for claim in one.claims}
    groups = []
    for silence in find_silences(list(statements.values()), habit, last):
        document, claim = place[silence.instead[0]]
        end = silence.until.fromordinal(silence.until.toordinal() - 1)
        words = (
            f"no word of it in a week with {len(silence.instead)} statements of other things; of "
            f"earlier ones {silence.share:.0%} spoke of it"
        )
        groups.append(
            [
                Sign(
                    "silence",
                    words,
                    silence.direction,
                    silence.weight,
                    "silence",
                    end,
                    end,
                    None,
                    silence.instead,
                    document,
                    claim.span.start,
                    claim.span.end,
                    (),
                    None,
                    None,
                )
            ]
        )
    return groups


def _found(group: Sequence[Sign], sides: Sides) -> FoundSignal:
    """Return the one signal of all signs that tell it."""
    best = max(group, key=_telling)
    total = sum(one.weight for one in group)
    direction = sum(one.direction * one.weight for one in group) / total
    doubt: defaultdict[DocumentId, float] = defaultdict(lambda: 1.0)
    for one in group:
        doubt[one.origin] = min(doubt[one.origin], 1 - RELIABILITY[one.teller])
    wrong = 1.0
    for one_doubt in doubt.values():
        wrong *= one_doubt
    strength = max(one.weight for one in group) * (1 - wrong)
    told = [one.confidence for one in group if one.confidence is not None]
    on, known_on = min(one.on for one in group), min(one.known_on for one in group)
    witnesses = _witnesses(group, best)
    evidence = tuple(dict.fromkeys(name for one in witnesses for name in one.records))
    signal = Signal(
        make_id("signal", sides.actor.id, sides.toward.id or sides.toward.name, *sorted(evidence)),
        sides.actor,
        sides.toward,
        round(direction, 3),
        round(strength, 3),
        on.isoformat(),
        evidence,
        METHOD,
        max(told) if told else None,
    )
    return FoundSignal(signal, best.kind, best.what, on, max(on, known_on), witnesses)


def _telling(sign: Sign) -> tuple[float, ...]:
    """Return how well a sign's own passage tells the signal: exact, strong, plain, early."""
    return (
        not any(key[0] == "vote within" for key in sign.keys),
        round(sign.weight * RELIABILITY[sign.teller], 1),
        not sign.speakers or sign.kind == "words",
        -sign.known_on.toordinal(),
    )


def _witnesses(group: Sequence[Sign], best: Sign) -> tuple[Witness, ...]:
    """Return one witness for each passage, that of the best sign first."""
    passages: dict[tuple[DocumentId, int], list[Sign]] = {}
    for one in [best, *group]:
        passages.setdefault((one.document.id, one.start), []).append(one)
    return tuple(
        _witness(some[0], tuple(dict.fromkeys(name for one in some for name in one.records)))
        for some in passages.values()
    )


def _witness(sign: Sign, records: tuple[RecordId, ...]) -> Witness:
    document: Document = sign.document
    return Witness(
        document.id,
        sign.origin,
        document.title,
        document.publisher,
        document.published_on,
        sign.start,
        sign.end,
        " ".join(document.text[sign.start : sign.end].split()),
        sign.speakers,
        sign.named,
        sign.on_record,
        sign.teller,
        records,
    )


def _fade(found: Sequence[FoundSignal]) -> Iterator[FoundSignal]:
    """Yield the signals by day, each weaker by what its origin told on that day the same way."""
    seen: defaultdict[tuple[object, ...], int] = defaultdict(int)
    faded = []
    for one in sorted(found, key=lambda one: (-one.signal.strength, one.signal.id)):
        side = (one.signal.direction > 0) - (one.signal.direction < 0)
        key = (one.witnesses[0].origin, one.on, side)
        strength = round(one.signal.strength * FADING ** seen[key], 3)
        seen[key] += 1
        faded.append(replace(one, signal=replace(one.signal, strength=strength)))
    yield from sorted(faded, key=lambda one: (one.on, one.signal.id))
