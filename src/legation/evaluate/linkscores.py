"""Score who mentions are linked to, on passages where they are marked.

In: passages, and a function that reads a document into its mentions with actors. Out: `LinkScore`.
Not here: the passages (`linkpassages`), the linking (`resolve.linking`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from legation.evaluate.claimscores import Rate
from legation.evaluate.corpusscores import Share
from legation.evaluate.linkpassages import LinkPassage, MarkedMention, Meant
from legation.records import Actor, Document
from legation.reference.names import fold
from legation.reference.shelf import Shelf

# Characters of "the ".
_ARTICLE = 4
SURE = 0.9
"""Links from this confidence on are relied upon."""


@dataclass(frozen=True, slots=True)
class FoundMention:
    """A mention as it was read and linked."""

    start: int
    end: int
    actors: tuple[Actor, ...]
    confidence: float


ReadMentions = Callable[[Document], list[FoundMention]]


@dataclass(slots=True)
class LinkScore:
    """How well mentions are linked."""

    every: Share = field(default_factory=Share)
    by_kind: dict[str, Share] = field(default_factory=lambda: defaultdict(Share))
    sure: Share = field(default_factory=Share)
    """Of the links with confidence `SURE` or more: those that are right."""
    n_metonyms: int = 0
    n_taken: int = 0
    n_right: int = 0
    wrong: list[str] = field(default_factory=list)

    @property
    def metonyms(self) -> Rate:
        """Capitals and seats that stand for a government, of those marked as one or as a place."""
        p = self.n_right / self.n_taken if self.n_taken else 0.0
        r = self.n_right / self.n_metonyms if self.n_metonyms else 0.0
        return Rate(p, r, 2 * p * r / (p + r) if p + r else 0.0)

    @property
    def share_sure(self) -> float:
        """Share of the mentions that are linked with confidence `SURE` or more."""
        return self.sure.n / self.every.n if self.every.n else 0.0


def score_links(passages: Iterable[LinkPassage], read: ReadMentions, shelf: Shelf) -> LinkScore:
    """Return how well `read` links what the passages mark."""
    score = LinkScore()
    for passage in passages:
        document = Document.make(text=passage.text, published_on=passage.date, language="en")
        found = read(document)
        for marked in passage.mentions:
            _score(score, passage, marked, best_at(found, *marked.place), shelf)
    return score


def best_at(found: Sequence[FoundMention], start: int, end: int) -> FoundMention | None:
    """Return the mention that a marked place is about.

    That is the longest that begins where the place does, give or take an article: "the speaker of
    the Georgian parliament" is about the speaker, not the parliament. Where none begins there, the
    one that shares most with it, the closest in length of equals.
    """
    over = [one for one in found if one.start < end and start < one.end]
    return max(
        over,
        key=lambda one: (
            abs(one.start - start) <= _ARTICLE and one.end <= end,
            min(end, one.end) - max(start, one.start),
            one.start - one.end,
        ),
        default=None,
    )


def _score(
    score: LinkScore,
    passage: LinkPassage,
    marked: MarkedMention,
    found: FoundMention | None,
    shelf: Shelf,
) -> None:
    actors = found.actors if found is not None else ()
    right = _is_right(passage, marked, actors, shelf)
    score.every.add(right)
    score.by_kind[marked.kind].add(right)
    if found is not None and found.confidence >= SURE and actors:
        score.sure.add(right)
    if marked.kind in {"metonym", "place"}:
        taken = any(actor.type == "state" for actor in actors)
        # A country's own name is the state's, wherever it stands.
        if marked.kind == "metonym" or not _is_country(passage, marked, shelf):
            score.n_metonyms += marked.kind == "metonym"
            score.n_taken += taken or (marked.kind == "metonym" and right)
            score.n_right += marked.kind == "metonym" and right
    if not right:
        start, end = marked.place
        told = "|".join(f"{a.name}@{a.state}" for a in actors) or "nobody"
        due = "|".join(f"{m.name or ''}@{m.state}" for m in marked.meant) or "nobody"
        sure = found.confidence if found is not None else 0.0
        words = passage.text[max(0, start - 45) : end + 35].replace("\n", " ")
        score.wrong.append(
            f"{passage.id} {marked.kind} {passage.text[start:end]!r}: {told} ({sure:.2f}), "
            f"not {due}: …{words}…"
        )


def _is_right(
    passage: LinkPassage, marked: MarkedMention, actors: Sequence[Actor], shelf: Shelf
) -> bool:
    if marked.kind == "place":
        return len(actors) == 1 and (
            actors[0].state == marked.meant[0].state
            if actors[0].type == "place"
            else actors[0].id == marked.meant[0].state and _is_country(passage, marked, shelf)
        )
    if len(actors) != len(marked.meant):
        return False
    if marked.kind == "misspelt" and marked.meant[0].name is None and actors[0].type == "place":
        # "In Ryad": as with a place spelt right, the code is the state's in which it lies.
        return actors[0].state == marked.meant[0].state
    return means(actors, marked.meant, shelf)


def means(actors: Sequence[Actor], meant: Sequence[Meant], shelf: Shelf) -> bool:
    """Tell whether some actors are those who are meant, all of them and nobody else."""
    if len(actors) != len(meant):
        return False
    return all(any(_is(actor, one, shelf) for actor in actors) for one in meant)


def _is_country(passage: LinkPassage, marked: MarkedMention, shelf: Shelf) -> bool:
    """Tell whether the words are a country's own name, no town's or building's."""
    start, end = marked.place
    return any(
        name.actor.type == "state" and name.kind in {"name", "alias", "acronym", "demonym"}
        for name in shelf.find(passage.text[start:end])
    )


def _is(actor: Actor, meant: Meant, shelf: Shelf) -> bool:
    if meant.unnamed:
        return actor.id is None and actor.state == meant.state
    if meant.name is None:
        return actor.id == meant.state
    if meant.state is not None and actor.state is not None and actor.state != meant.state:
        return False
    if fold(actor.name) == fold(meant.name):
        return True
    names = shelf.find(meant.name)
    if actor.type == "body" and meant.state is not None and meant.state in shelf.states:
        # A body that many states have is found with the state's name before it.
        names += shelf.find(f"{shelf.states[meant.state].name} {meant.name}")
    return actor.id is not None and any(
        name.actor.id == actor.id and name.kind != "last name" for name in names
    )
