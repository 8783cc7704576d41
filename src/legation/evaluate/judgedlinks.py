"""Score who mentions of real releases are linked to, as judged in two passes.

In: `releases.jsonl` of a corpus of linking, the releases as `ingest` reads them, the reader. Out:
`JudgedLinks`.
Not here: passages of our own (`linkpassages`); drawing and judging (`tools/draw_links.py`).

A line labels mentions of one release by the id of its document, which hashes its text: a release
that reads otherwise has another id, and is told as missing. What two passes saw differently
was decided by a third reading; both first verdicts stay beside it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from legation.evaluate.corpusscores import Share
from legation.evaluate.linkpassages import LinkAnswerError, Meant, parse_answer
from legation.evaluate.linkscores import SURE, FoundMention, ReadMentions, best_at, means
from legation.evaluate.passages import PassageError
from legation.records import Actor, Document
from legation.reference.names import fold
from legation.reference.shelf import Shelf

FILE = "releases.jsonl"


@dataclass(frozen=True, slots=True)
class JudgedMention:
    """One mention of a release, as it was judged."""

    start: int
    end: int
    meant: tuple[Meant, ...] | None
    """None: no government and no person, or it cannot be told; not scored."""
    agreed: bool
    """Both passes said so by themselves."""


@dataclass(slots=True)
class JudgedLinks:
    """How well mentions of releases are linked."""

    n_releases: int = 0
    missing: list[str] = field(default_factory=list)
    """Ids of releases that are not there."""
    every: Share = field(default_factory=Share)
    governments: Share = field(default_factory=Share)
    persons: Share = field(default_factory=Share)
    sure: Share = field(default_factory=Share)
    agreed: Share = field(default_factory=Share)
    """Of the mentions judged: those on which both passes agreed."""
    wrong: list[str] = field(default_factory=list)


def load_judged_links(folder: Path) -> dict[str, list[JudgedMention]]:
    """Load the judged mentions by the id of their document.

    Raises:
        PassageError: A line is broken.
    """
    path = folder / FILE
    found: dict[str, list[JudgedMention]] = {}
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        try:
            value = json.loads(line)
            found[value["document"]] = [_mention(one) for one in value["mentions"]]
        except (ValueError, KeyError, TypeError, LinkAnswerError) as error:
            msg = f"{path}:{number}: not a judged release ({error})"
            raise PassageError(msg) from error
    return found


def _mention(value: Mapping[str, Any]) -> JudgedMention:
    answers = value["answers"]
    settled = value["meant"]
    return JudgedMention(
        value["start"],
        value["end"],
        None if settled == "x" else parse_answer(settled),
        len(set(answers)) == 1,
    )


def score_judged_links(
    documents: Iterable[Document],
    judged: Mapping[str, list[JudgedMention]],
    read: ReadMentions,
    shelf: Shelf,
) -> JudgedLinks:
    """Return how well `read` links the judged mentions of those documents that are judged."""
    score = JudgedLinks()
    met = set()
    for document in documents:
        if document.id not in judged or document.id in met:
            continue
        met.add(document.id)
        score.n_releases += 1
        found = read(document)
        for one in judged[document.id]:
            score.agreed.add(one.agreed)
            if one.meant is not None:
                _score(score, document, one, one.meant, best_at(found, one.start, one.end), shelf)
    score.missing = sorted(judged.keys() - met)
    return score


def _is_right(actors: Sequence[Actor], meant: Sequence[Meant], shelf: Shelf) -> bool:
    """Tell whether a mention is linked as it was judged.

    Somebody without id and state is linked to nobody. Who is on no shelf, such as an appointee, is
    known by name alone; so is a body that the judges write with its state before it.
    """
    known = [one for one in actors if one.id is not None or one.state is not None]
    if not meant:
        return not known
    if means(actors, meant, shelf):
        return True
    if len(actors) != len(meant):
        return False
    return all(any(_is_named(actor, one, shelf) for actor in actors) for one in meant)


def _is_named(actor: Actor, meant: Meant, shelf: Shelf) -> bool:
    if means((actor,), (meant,), shelf):
        return True
    if meant.name is None or (actor.state is not None and actor.state != meant.state):
        return False
    ours, theirs = (_plain(one, meant.state, shelf) for one in (actor.name, meant.name))
    if actor.id is None and actor.type == "person":
        return len(ours) > 1 and set(ours) <= set(theirs)
    return ours == theirs


# Words before a body's name that say whose it is, and after a person's which of a name.
_US = ("us", "u", "s", "united", "states", "of", "the", "jr", "sr")


def _plain(name: str, state: str | None, shelf: Shelf) -> tuple[str, ...]:
    whose = shelf.states[state].name if state is not None and state in shelf.states else ""
    small = {*_US, *fold(whose).split()}
    return tuple(word for word in fold(name.replace(".", " ")).split() if word not in small)


def _score(
    score: JudgedLinks,
    document: Document,
    one: JudgedMention,
    meant: tuple[Meant, ...],
    found: FoundMention | None,
    shelf: Shelf,
) -> None:
    actors = () if found is None else found.actors
    right = _is_right(actors, meant, shelf)
    score.every.add(right)
    (score.governments if all(each.name is None for each in meant) else score.persons).add(right)
    if found is not None and found.confidence >= SURE and actors:
        score.sure.add(right)
    if not right:
        told = "|".join(f"{a.name}@{a.state}" for a in actors) or "nobody"
        due = "|".join(f"{m.name or ''}@{m.state}" for m in meant) or "nobody"
        around = document.text[max(0, one.start - 60) : one.end + 40].replace("\n", " ")
        words = document.text[one.start : one.end]
        score.wrong.append(f"{document.id} {words!r}: {told}, not {due}: …{around}…")
