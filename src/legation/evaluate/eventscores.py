"""Score the coding of events on passages of the corpus: type, parties, status, mode, means, votes.

In: passages, and a function that reads a document into lines of the export. Out: `EventScore`.
Not here: loading passages (`eventcorpus`), PLV's measures (`plv`), incidents (`incidentscores`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from legation.evaluate.brackets import Place
from legation.evaluate.claimscores import Tally, overlap
from legation.evaluate.corpusscores import Share, ids_of
from legation.evaluate.eventpassages import VOTE, EventPassage, Party
from legation.evaluate.marks import Json, normalised
from legation.records import Document

ReadLines = Callable[[Document], list[dict[str, Json]]]

_SMALL = frozenset("a an the of and two three four some several".split())


@dataclass(frozen=True, slots=True)
class Told:
    """One event as somebody or something coded it."""

    trigger: tuple[Place, ...]
    type: str
    mode: str | None
    status: str
    actors: tuple[Party, ...]
    recipients: tuple[Party, ...]
    means: frozenset[str]
    understood: tuple[bool, bool] = (False, False)
    """Whether actors, recipients are told elsewhere or understood, and not named beside it."""

    def __str__(self) -> str:
        sides = [
            "|".join(p.name if p.state in {None, p.name} else f"{p.name}@{p.state}" for p in side)
            for side in (self.actors, self.recipients)
        ]
        return f"{self.type} {self.mode or '-'} {self.status} {sides[0] or '?'} > {sides[1] or '?'}"


@dataclass(slots=True)
class EventScore:
    """How well events are coded, from raw text."""

    whole: Tally = field(default_factory=Tally)
    """Type, actors and recipients, all right, as far as the sentence names them: a side that is
    only understood may be left out."""
    strict: Tally = field(default_factory=Tally)
    """The same, with the sides that are only understood."""
    typed: Tally = field(default_factory=Tally)
    """A trigger of the right type."""
    triggers: Tally = field(default_factory=Tally)
    """A trigger, of whichever type."""
    by_type: dict[str, Tally] = field(default_factory=dict)
    statuses: Share = field(default_factory=Share)
    """Of the events of the right type."""
    modes: Share = field(default_factory=Share)
    """Of the events of the right type whose mode was marked or found."""
    means: Share = field(default_factory=Share)
    """Of the events of the right type with a means marked or found: all the same."""
    votes: Tally = field(default_factory=Tally)
    """One for each voter and choice."""
    extra: Share = field(default_factory=Share)
    """Passages without any event; `n - n_right` counts the events found in them."""
    n_extra: int = 0
    confidences: list[tuple[float, bool]] = field(default_factory=list)
    """Of each event found: its confidence, and whether type and parties are right."""
    wrong: list[str] = field(default_factory=list)
    """One line for each event that is missed, not there, or wrong in a field."""

    @property
    def extra_a_passage(self) -> float | None:
        """Events found for each passage that has none."""
        return self.n_extra / self.extra.n if self.extra.n else None


def event_document_of(passage: EventPassage, *, whole: bool = False) -> Document:
    """Return a passage as a document to read, or the whole release that it stands in."""
    return Document.make(
        text=(passage.whole if whole else "") or passage.text,
        title=passage.title,
        publisher=passage.publisher,
        published_on=passage.date,
        language="en",
    )


def gold_of(passage: EventPassage) -> list[Told]:
    """Return the events that a passage marks, votes left out."""
    return [
        Told(
            note.trigger,
            note.type,
            note.mode,
            note.status,
            note.who,
            note.to,
            frozenset(note.means),
            (not (note.actors or note.equals), not (note.recipients or note.equals)),
        )
        for note in passage.notes
        if note.type != VOTE
    ]


def found_of(
    lines: Iterable[Mapping[str, Any]], offset: int = 0, length: int | None = None
) -> list[tuple[Told, float]]:
    """Return the events among lines of the export, with their confidence.

    Args:
        lines: Of one document.
        offset: Where the passage begins in it; places count from there.
        length: Of the passage; None: to the end.
    """
    return [
        (
            Told(
                ((line["trigger"]["start"] - offset, line["trigger"]["end"] - offset),),
                line["type"],
                line["mode"],
                line["status"],
                _parties(line["actors"]),
                _parties(line["recipients"]),
                frozenset(line["means"]),
            ),
            line["confidence"] or 0.0,
        )
        for line in lines
        if line["kind"] == "event"
        and line["trigger"]["start"] >= offset
        and (length is None or line["trigger"]["end"] <= offset + length)
    ]


def _parties(actors: Iterable[Mapping[str, Any]]) -> tuple[Party, ...]:
    return tuple(
        Party(
            (one["id"] if one["type"] == "state" else None) or one["name"] or "",
            one["state"] or (one["id"] if one["type"] == "state" else None),
        )
        for one in actors
    )


def score_events(passages: Iterable[EventPassage], read: ReadLines) -> EventScore:
    """Return how well `read` codes what the passages mark.

    A passage of a release is read with the whole release around it, as a desk reads it, and only
    what it tells itself is compared.
    """
    score = EventScore()
    for passage in passages:
        lines = read(event_document_of(passage, whole=True))
        found = found_of(lines, passage.offset, len(passage.text))
        compare(score, passage, gold_of(passage), found)
        _score_votes(score, passage, lines)
    return score


def compare(
    score: EventScore,
    passage: EventPassage,
    gold: Sequence[Told],
    found: Sequence[tuple[Told, float]],
) -> None:
    """Count into `score` how `found` compares with `gold`."""
    pairs = _paired(gold, [told for told, _ in found])
    twin = dict(pairs)
    matched = set(twin.values())
    if not passage.notes:
        score.extra.add(not found)
        score.n_extra += len(found)
    for tally in (score.whole, score.strict, score.typed, score.triggers):
        tally.n_gold += len(gold)
        tally.n_found += len(found)
    score.triggers.n_right += len(pairs)
    for one in gold:
        score.by_type.setdefault(one.type, Tally()).n_gold += 1
    for one, _ in found:
        score.by_type.setdefault(one.type, Tally()).n_found += 1
    right: set[int] = set()
    for i, k in pairs:
        ours, theirs = gold[i], found[k][0]
        if ours.type == theirs.type:
            score.typed.n_right += 1
            score.by_type[ours.type].n_right += 1
            _score_fields(score, ours, theirs)
            sides = (
                (ours.actors, theirs.actors, ours.understood[0]),
                (ours.recipients, theirs.recipients, ours.understood[1]),
            )
            score.strict.n_right += all(same_side(a, b) for a, b, _ in sides)
            if all((free and not b) or same_side(a, b) for a, b, free in sides):
                score.whole.n_right += 1
                right.add(k)
        _tell(score, passage, ours, theirs, k in right)
    for k, (_, confidence) in enumerate(found):
        score.confidences.append((confidence, k in right))
    score.wrong += [
        f"{passage.id} missed: {one} {_words(passage, one)!r}"
        for i, one in enumerate(gold)
        if i not in twin
    ]
    score.wrong += [
        f"{passage.id} not there: {one} {_words(passage, one)!r}"
        for k, (one, _) in enumerate(found)
        if k not in matched
    ]


def _score_fields(score: EventScore, ours: Told, theirs: Told) -> None:
    score.statuses.add(ours.status == theirs.status)
    if ours.mode or theirs.mode:
        score.modes.add(ours.mode == theirs.mode)
    if ours.means or theirs.means:
        score.means.add(ours.means == theirs.means)


def _tell(score: EventScore, passage: EventPassage, ours: Told, theirs: Told, right: bool) -> None:
    if not right or (ours.status, ours.means) != (theirs.status, theirs.means):
        score.wrong.append(f"{passage.id} {ours} not {theirs}: {_words(passage, ours)!r}")


def _words(passage: EventPassage, told: Told) -> str:
    start, end = told.trigger[0][0], told.trigger[-1][1]
    return passage.text[max(0, start - 50) : end + 40].replace("\n", " ")


def _paired(gold: Sequence[Told], found: Sequence[Told]) -> list[tuple[int, int]]:
    """Return which found event answers which marked one: triggers that overlap, best fit first."""
    fits = sorted(
        (-int(g.type == f.type), i, k)
        for i, g in enumerate(gold)
        for k, f in enumerate(found)
        if overlap(g.trigger, f.trigger)
    )
    pairs: list[tuple[int, int]] = []
    for _, i, k in fits:
        if all(i != a and k != b for a, b in pairs):
            pairs.append((i, k))
    return sorted(pairs)


def same_side(ours: Sequence[Party], theirs: Sequence[Party]) -> bool:
    """Tell whether two sides name the same parties: each of one fits some of the other."""
    return all(any(fits(one, other) for other in theirs) for one in ours) and all(
        any(fits(one, other) for one in ours) for other in theirs
    )


def fits(ours: Party, theirs: Party) -> bool:
    """Tell whether two parties are one: of one state, else alike in name.

    An office-holder, a ministry and an army stand for their government, so the state decides
    where both have one.
    """
    if ours.state and theirs.state:
        return ours.state == theirs.state
    if ours.name and theirs.name and ids_of(ours.name) & ids_of(theirs.name):
        return True
    names = [
        {word for word in normalised(party.name).split() if word not in _SMALL}
        for party in (ours, theirs)
    ]
    return bool(names[0] & names[1])


def _score_votes(
    score: EventScore, passage: EventPassage, lines: Iterable[Mapping[str, Any]]
) -> None:
    gold = [(party, note.mode) for note in passage.notes if note.type == VOTE for party in note.who]
    found = [
        (_parties([line["actor"]])[0], line["choice"]) for line in lines if line["kind"] == "vote"
    ]
    left = list(found)
    score.votes.n_gold += len(gold)
    score.votes.n_found += len(found)
    for party, choice in gold:
        twin = next((one for one in left if one[1] == choice and fits(party, one[0])), None)
        if twin is None:
            score.wrong.append(f"{passage.id} missed vote: {party.name} {choice}")
            continue
        left.remove(twin)
        score.votes.n_right += 1
    score.wrong += [f"{passage.id} no such vote: {p.name} {choice}" for p, choice in left]
