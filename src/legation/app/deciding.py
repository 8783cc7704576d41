"""Find what a person at the keyboard decides about: which mention, and whom it means.

In: an id or words of a mention, ids or names of actors, an open desk. Out: records, or an error
that names the nearest; the history of decisions as rows.
Not here: the command (`app.commands.review`), names for filters (`app.who`).
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from datetime import date
from typing import TYPE_CHECKING, Any

from legation.records import Actor, LegationError, Mention, MentionId, Office, Reading, Span

if TYPE_CHECKING:
    from legation.reference.shelf import Shelf
    from legation.store.desk import Desk

# A message names so many that may be meant.
_NEAREST = 4
# Ids are hexadecimal: two that share less than this are two, one that shares more is a slip.
_LIKE = 0.8


class NoMentionError(LegationError):
    """The desk has no mention of this id."""


class UndecidedActorError(LegationError):
    """Nobody is known by an id or name, or several are by this name."""


def find_mention(identity: str, desk: Desk) -> tuple[Mention, Reading]:
    """Return a mention of the desk with the reading of its document.

    Raises:
        NoMentionError: There is none of this id; the message names mentions that may be meant.
    """
    found = desk.record(identity)
    if isinstance(found, Mention):
        return found, desk.reading(found.span.document)
    span = getattr(found, "span", None)
    mentions = (one for one in desk.records("mention") if isinstance(one, Mention))
    if found is not None:
        inside = [one for one in mentions if isinstance(span, Span) and _holds(span, one.span)]
        told = f"is a {type(found).__name__.lower()}, not a mention"
        msg = f"{identity} {told}; {_cure(inside)}"
        raise NoMentionError(msg)
    msg = f"the desk has no mention {identity!r}; {_cure(_like(identity, mentions))}"
    raise NoMentionError(msg)


def _holds(outer: Span, inner: Span) -> bool:
    return (
        outer.document == inner.document and outer.start <= inner.start and inner.end <= outer.end
    )


def _like(words: str, mentions: Iterable[Mention]) -> list[Mention]:
    """Return mentions of an id like this, or, where it is no id, that read like it."""
    if not words.startswith("men-"):
        wanted = words.casefold()
        return [one for one in mentions if wanted in one.span.text.casefold()]
    close = difflib.SequenceMatcher(None, "", words, autojunk=False)
    near: list[tuple[float, Mention]] = []
    for one in mentions:
        close.set_seq1(one.id)
        if close.real_quick_ratio() >= _LIKE and close.quick_ratio() >= _LIKE:
            near.append((close.ratio(), one))
    near = [pair for pair in near if pair[0] >= _LIKE]
    return [one for _, one in sorted(near, key=lambda pair: (-pair[0], pair[1].id))]


def _cure(near: Sequence[Mention]) -> str:
    if not near:
        return "`legation show mentions --jsonl` tells ids"
    told = " or ".join(f"{one.id} (“{one.span.text}”)" for one in near[:_NEAREST])
    more = f", or {len(near) - _NEAREST:,} more" if len(near) > _NEAREST else ""
    return f"did you mean {told}{more}?"


def find_decided(words: Sequence[str], desk: Desk, published_on: str | None) -> tuple[Actor, ...]:
    """Return the actors that somebody decides on, each once.

    Args:
        words: Ids of the shelf or the desk, or names that mean one actor.
        desk: Whose links may know actors that the shelf does not have.
        published_on: The day of the document: who is likely is asked for that day.

    Raises:
        UndecidedActorError: A word means nobody, or several; the message names candidates.
    """
    if not words:
        return ()
    from legation.reference.shelf import load_shelf

    shelf = load_shelf()
    on = date.fromisoformat(published_on[:10]) if published_on else None
    found = (_find_actor(one.strip(), shelf, desk, on) for one in words)
    return tuple(dict.fromkeys(found))


def _find_actor(words: str, shelf: Shelf, desk: Desk, on: date | None) -> Actor:
    from legation.resolve.directory import Directory
    from legation.resolve.lookup import who_is

    known = shelf.states.get(words.upper()) or shelf.actor(words) or desk.actor(words)
    if known is not None:
        return known
    named = {name.actor.id: name.actor for name in shelf.find(words)}
    if len(named) == 1:
        return next(iter(named.values()))
    answers = who_is(words, Directory.of(shelf), on) if words else []
    near = [f"{one.actor.id} ({_described(one.actor, one.office)})" for one in answers[:_NEAREST]]
    if named:
        msg = f"{words!r} may be {' or '.join(near)}; give the id"
    elif near:
        msg = f"nobody is known as {words!r}; did you mean {' or '.join(near)}?"
    else:
        msg = (
            f"nobody is known as {words!r}; `legation who NAME` tells ids, and a file of your own "
            "(the setting `shelf`) adds actors"
        )
    raise UndecidedActorError(msg)


def _described(actor: Actor, office: Office | None) -> str:
    parts = (actor.name, office.name if office is not None else None, actor.state)
    return ", ".join(part for part in parts if part)


def office_of(actors: Sequence[Actor], published_on: str | None) -> Office | None:
    """Return the foremost office that a single person is known to hold on a day."""
    if len(actors) != 1 or actors[0].type != "person" or not published_on:
        return None
    from legation.reference.shelf import load_shelf
    from legation.resolve.directory import Directory

    on = date.fromisoformat(published_on[:10])
    tenure = Directory.of(load_shelf()).foremost(actors[0].id, on)
    return tenure.office if tenure is not None else None


def history(desk: Desk, identity: MentionId | None = None) -> list[dict[str, Any]]:
    """Return the decisions about links, oldest first; a row whose `after` is null takes one back.

    Args:
        desk: The desk.
        identity: Only about this mention.
    """
    from legation.store.decisions import ACTORS, read_actors

    rows = []
    for review in desk.reviews(identity):
        if review.field != ACTORS:
            continue
        mention = desk.record(review.record)
        document = desk.record(mention.span.document) if isinstance(mention, Mention) else None
        rows.append(
            {
                "record": review.record,
                "text": mention.span.text if isinstance(mention, Mention) else None,
                "document": getattr(document, "id", None),
                "title": getattr(document, "title", None),
                "before": [asdict(one) for one in read_actors(review, before=True)],
                "after": None
                if review.after is None
                else [asdict(one) for one in read_actors(review)],
                "by": review.by,
                "at": review.at,
                "day": review.at[:10],
            }
        )
    return rows
