"""Score the reading of claims on passages of the corpus: nesting, denial, act, certainty, speaker.

In: passages, and a function that reads a document into lines of the export. Out: `CorpusScore`.
Not here: the measures of PolNeAR's figures (`claimscores`), loading passages (`corpus`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from legation.evaluate.claimscores import (
    CONTENT_F1,
    Attribution,
    ClaimScore,
    Tally,
    content_f1,
    overlap,
    pair_by_cue,
    tokens_of,
)
from legation.evaluate.marks import Json, normalised
from legation.evaluate.passages import WISH, Note, Passage
from legation.records import Document
from legation.reference.shelf import load_shelf
from legation.resolve.directory import Directory

CERTAINTY_EDGES = (0.05, 0.20, 0.45, 0.55, 0.80, 0.95)
"""Lower bounds of the sevenths of certainty; the first begins at 0."""

ReadLines = Callable[[Document], list[dict[str, Json]]]

_POSSESSIVE = frozenset({"my", "our", "his", "her", "its", "their"})

RELEASES_PUBLISHER = "The White House"


@dataclass(slots=True)
class Share:
    """How many of how many are right."""

    n: int = 0
    n_right: int = 0

    def add(self, right: bool) -> None:
        """Count one more."""
        self.n += 1
        self.n_right += right

    @property
    def share(self) -> float | None:
        """The share that is right, None where there was none."""
        return self.n_right / self.n if self.n else None


@dataclass(slots=True)
class CorpusScore:
    """How well claims are read, by what desks ask of them."""

    attributions: ClaimScore = field(default_factory=ClaimScore)
    """PolNeAR's measures over all claims, nested ones too, wishes left out."""
    chains: Share = field(default_factory=Share)
    """Nested claims found with all that they stand in, every one right and rightly nested."""
    denied: Tally = field(default_factory=Tally)
    """Denials and negated claims."""
    acts: Share = field(default_factory=Share)
    negation: Share = field(default_factory=Share)
    sevenths: dict[int, Share] = field(default_factory=dict)
    """By gold seventh: claims whose certainty was put into it."""
    speakers: Share = field(default_factory=Share)
    lookalikes: Share = field(default_factory=Share)
    """Words that look like a claim; right where they were not taken for one."""
    wrong: list[str] = field(default_factory=list)
    """One line for each claim that is missed, not there, or wrong in a field."""

    @property
    def certainty(self) -> float | None:
        """The share of certainties in the right seventh, averaged over the sevenths."""
        shares = [one.share for one in self.sevenths.values() if one.share is not None]
        return sum(shares) / len(shares) if shares else None


@dataclass(frozen=True, slots=True)
class _FoundClaim:
    line: Mapping[str, Any]
    parts: Attribution


def document_of(passage: Passage) -> Document:
    """Return a passage as a document to read."""
    publisher = RELEASES_PUBLISHER if passage.title else None
    return Document.make(
        text=passage.text,
        title=passage.title,
        publisher=publisher,
        published_on=passage.date,
        language="en",
    )


def parts_of(note: Note) -> Attribution:
    """Return the parts of a marked claim."""
    return Attribution(note.source, note.cue, note.content)


def score_corpus(passages: Iterable[Passage], read: ReadLines) -> CorpusScore:
    """Return how well `read` finds what the passages mark."""
    score = CorpusScore()
    for passage in passages:
        lines = [line for line in read(document_of(passage)) if line["kind"] == "claim"]
        _score_passage(score, passage, [_FoundClaim(line, _parts(line)) for line in lines])
    return score


def _parts(line: Mapping[str, Any]) -> Attribution:
    def places(name: str) -> tuple[tuple[int, int], ...]:
        return tuple((one["start"], one["end"]) for one in line[name])

    return Attribution(places("source"), places("cue"), places("content"), line["confidence"])


def _score_passage(score: CorpusScore, passage: Passage, found: Sequence[_FoundClaim]) -> None:
    gold = [(note, parts_of(note)) for note in passage.notes]
    wishes = [parts for note, parts in gold if note.act == WISH]
    claims = [(note, parts) for note, parts in gold if note.act != WISH]
    # What is found where a wish was marked is wrong as a claim only if nothing else was meant.
    kept = [
        one
        for one in found
        if not any(overlap(one.parts.cue, wish.cue) for wish in wishes)
        or any(overlap(one.parts.cue, parts.cue) for _, parts in claims)
    ]
    tokens = tokens_of(passage.text)
    score.attributions.add(passage.text, [p for _, p in claims], [f.parts for f in kept])
    pairs = pair_by_cue([p for _, p in claims], [f.parts for f in kept])
    note_of = {id(parts): note for note, parts in claims}
    found_of = {id(one.parts): one for one in kept}
    matched = {note_of[id(g)].number: found_of[id(f)] for g, f in pairs}
    right = {
        note_of[id(g)].number
        for g, f in pairs
        if bool(g.source) == bool(f.source)
        and (not g.source or overlap(g.source, f.source))
        and content_f1(g.content, f.content, tokens) >= CONTENT_F1
    }
    notes = {note.number: note for note, _ in claims}
    for note, _ in claims:
        if note.parent is not None and note.parent in notes:
            score.chains.add(_is_whole(note, notes, matched, right))
        one = matched.get(note.number)
        if one is not None:
            _score_fields(score, passage, note, one.line)
    _score_denials(score, claims, kept, matched)
    for place in passage.lookalikes:
        if any(overlap((place,), parts.cue) for _, parts in gold):
            continue
        score.lookalikes.add(not any(overlap((place,), one.parts.cue) for one in found))
    _tell_wrong(score, passage, claims, kept, matched, right)


def _is_whole(
    note: Note,
    notes: Mapping[int, Note],
    matched: Mapping[int, _FoundClaim],
    right: set[int],
) -> bool:
    while True:
        if note.number not in right:
            return False
        if note.parent is None or note.parent not in notes:
            return True
        parent = matched.get(note.parent)
        if parent is None or matched[note.number].line["parent"] != parent.line["id"]:
            return False
        note = notes[note.parent]


def _score_fields(
    score: CorpusScore, passage: Passage, note: Note, line: Mapping[str, Any]
) -> None:
    score.acts.add(line["act"] == note.act)
    score.negation.add(line["negated"] == note.negated)
    here, there = seventh(note.certainty), seventh(line["certainty"])
    score.sevenths.setdefault(here, Share()).add(here == there)
    if note.who:
        score.speakers.add(_same_speakers(note, line["speakers"]))
    for name, ours, theirs in (
        ("act", note.act, line["act"]),
        ("seventh", here, there),
        ("negated", note.negated, line["negated"]),
    ):
        if ours != theirs:
            score.wrong.append(f"{passage.id} {name} {ours} not {theirs}: {line['text'][:100]!r}")
    if note.who and not _same_speakers(note, line["speakers"]):
        named = "|".join(str(one["name"]) for one in line["speakers"])
        who = "|".join(note.who)
        score.wrong.append(f"{passage.id} speaker {who} not {named}: {line['text'][:80]!r}")


def _same_speakers(note: Note, speakers: Sequence[Mapping[str, Any]]) -> bool:
    """Tell whether all speakers marked are among those found, and as many.

    A name fits an actor by its id, its whole name, or as a part of it that says as much
    ("Psaki" and "Jen Psaki"). For the unnamed the words of the source must fit.
    """
    if len(speakers) != len(note.who):
        return False
    left = list(speakers)
    for who in note.who:
        twin = next((one for one in left if _fits(who, one)), None)
        if twin is None:
            return False
        left.remove(twin)
    return True


def _fits(who: str, actor: Mapping[str, Any]) -> bool:
    if who == actor.get("id"):
        return True
    # A ministry and an unnamed official speak for their state.
    if who == actor.get("state") and (actor["type"] == "body" or actor.get("id") is None):
        return True
    if actor.get("id") is not None and actor["id"] in ids_of(who):
        return True
    ours, theirs = set(normalised(who).split()), set(normalised(actor["name"]).split())
    if actor.get("id") is None:
        # The text's own words for the unnamed need not say whose professor "her professor" is.
        theirs -= _POSSESSIVE
    return bool(ours) and bool(theirs) and (ours <= theirs or theirs <= ours)


@cache
def ids_of(name: str) -> frozenset[str]:
    """Return the ids of the actors that the shelf knows by a name: the Pentagon by its own."""
    found = Directory.of(load_shelf()).find(name)
    return frozenset(one.actor.id for one in found if one.actor.id is not None)


def _score_denials(
    score: CorpusScore,
    claims: Sequence[tuple[Note, Attribution]],
    found: Sequence[_FoundClaim],
    matched: Mapping[int, _FoundClaim],
) -> None:
    def denied(line: Mapping[str, Any]) -> bool:
        return line["act"] == "deny" or bool(line["negated"])

    gold = [note for note, _ in claims if note.act == "deny" or note.negated]
    both = sum(1 for note in gold if note.number in matched and denied(matched[note.number].line))
    score.denied.add(len(gold), sum(denied(one.line) for one in found), both)


def _tell_wrong(
    score: CorpusScore,
    passage: Passage,
    claims: Sequence[tuple[Note, Attribution]],
    found: Sequence[_FoundClaim],
    matched: Mapping[int, _FoundClaim],
    right: set[int],
) -> None:
    taken = {id(one) for one in matched.values()}
    for note, parts in claims:
        words = " | ".join(passage.text[s:e] for s, e in (*parts.source, *parts.cue))
        if note.number not in matched:
            score.wrong.append(f"{passage.id} missed: {words}")
        elif note.number not in right:
            line = matched[note.number].line
            score.wrong.append(f"{passage.id} parts: {words} / {line['text'][:100]!r}")
    for one in found:
        if id(one) not in taken:
            score.wrong.append(f"{passage.id} spurious: {one.line['text'][:100]!r}")


def seventh(certainty: float) -> int:
    """Return in which of the seven stretches a certainty lies, 0 to 6."""
    return sum(certainty >= edge for edge in CERTAINTY_EDGES)


def calibration_curve(
    confidences: Sequence[tuple[float, bool]], n_bins: int = 10
) -> list[tuple[float, float, int]]:
    """Return mean confidence, share right and size of bins of equal mass, the least sure first."""
    ordered = sorted(confidences, key=lambda one: one[0])  # equal ones stay as they come
    bins = (
        ordered[i * len(ordered) // n_bins : (i + 1) * len(ordered) // n_bins]
        for i in range(n_bins)
    )
    return [
        (
            sum(confidence for confidence, _ in some) / len(some),
            sum(right for _, right in some) / len(some),
            len(some),
        )
        for some in bins
        if some
    ]


def calibration_error(confidences: Sequence[tuple[float, bool]], n_bins: int = 10) -> float:
    """Return the expected calibration error over bins of equal mass (Naeini et al. 2015).

    Args:
        confidences: For each finding its confidence and whether it is right.
        n_bins: How many bins of as equal a size as can be.
    """
    curve = calibration_curve(confidences, n_bins)
    total = sum(n for _, _, n in curve)
    return sum(n * abs(mean - share) for mean, share, n in curve) / total if total else 0.0
