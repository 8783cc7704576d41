"""Lay the accounts of one contact side by side: what each says, what each leaves out.

In: a `Contact`, the `Reading`s of its accounts, its two sides. Out: `Account`s.
Not here: which reports are accounts of one contact (`resolve.contacts`), printing (`app`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from legation.records import Actor, Contact, DocumentId, Reading, RecordId, Span

# Longer claims are turns of transcripts, which are about everything; as in `resolve.disputes`.
LONGEST = 600
# Two claims say the same when the shorter shares half of its words with the other, and two at
# least. First settings, not swept.
_SHARED, _AT_LEAST = 0.5, 2

Topics = Callable[[str], Mapping[str, str]]
"""Gives what a text is about: key -> the words for it as the text has them."""


@dataclass(frozen=True, slots=True)
class Words:
    """One claim or event of an account."""

    id: RecordId
    kind: str
    text: str
    """The words it stands on, white space in one."""


@dataclass(frozen=True, slots=True)
class Account:
    """What one document tells of a contact."""

    document: DocumentId
    publisher: str | None
    published_on: str | None
    says: tuple[Words, ...]
    """Its claims and events that mention the other side, in reading order; of a publisher that
    belongs to neither side, those that mention both."""
    topics_only_here: tuple[str, ...]
    """Topics and actors of these that no other account mentions anywhere."""
    only_here: tuple[RecordId, ...]
    """Those of `says` that nothing in any other account's says again."""


@dataclass(frozen=True, slots=True)
class Reader:
    """How to tell what words are about, and for whom a publisher speaks."""

    topics: Topics
    """Of the table of families only: few, and comparable."""
    words: Topics
    """All words that say something, to tell whether two claims are one."""
    state_of: Callable[[str], str | None]
    """State for which a publisher speaks, ISO 3166-1 alpha-3; None for the press."""


def is_between(contact: Contact, ours: Iterable[str], theirs: Iterable[str]) -> bool:
    """Tell whether a contact brought two parties together, each a set of ids.

    A state stands for all who speak for it.
    """
    first = {n for n, one in enumerate(contact.actors) if _is_one_of(one, frozenset(ours))}
    second = {n for n, one in enumerate(contact.actors) if _is_one_of(one, frozenset(theirs))}
    return bool(first and second and len(first | second) > 1)


def compare_accounts(
    contact: Contact,
    readings: Mapping[DocumentId, Reading],
    sides: tuple[frozenset[str], frozenset[str]],
    reader: Reader,
) -> tuple[Account, ...]:
    """Return the accounts of a contact in its own order; `readings` may hold others too."""
    told = [readings[one] for one in contact.accounts if one in readings]
    says = [tuple(_iter_says(one, contact, sides, reader)) for one in told]
    texts = [reader.topics(_whole(one)) for one in told]
    words = [[frozenset(reader.words(one.text)) for one in some] for some in says]
    accounts = []
    for n, reading in enumerate(told):
        others = [k for k in range(len(told)) if k != n]
        topics: tuple[str, ...] = ()
        only: tuple[RecordId, ...] = ()
        if others:
            elsewhere = set().union(*(texts[k] for k in others))
            topics = tuple(_topics_only(says[n], reader, elsewhere))
            told_elsewhere = [keys for k in others for keys in words[k]]
            only = tuple(
                one.id
                for one, keys in zip(says[n], words[n], strict=True)
                if not any(_same(keys, other) for other in told_elsewhere)
            )
        document = reading.document
        accounts.append(
            Account(document.id, document.publisher, document.published_on, says[n], topics, only)
        )
    return tuple(accounts)


def _is_one_of(actor: Actor, ids: frozenset[str]) -> bool:
    return actor.id in ids or actor.state in ids


def _iter_says(
    reading: Reading,
    contact: Contact,
    sides: tuple[frozenset[str], frozenset[str]],
    reader: Reader,
) -> Iterator[Words]:
    wanted = _sides_to_name(reading.document.publisher, sides, reader)
    actors_of = {link.mention: link.actors for link in reading.links}
    taken: list[Span] = []
    found: list[tuple[int, Words]] = []
    for claim in sorted(reading.claims, key=lambda one: (one.span.start, -one.span.end)):
        if len(claim.span.text) > LONGEST or any(span.holds(claim.span) for span in taken):
            continue
        named = [one for name in claim.speakers for one in actors_of.get(name, ())]
        named += _named_in(claim.span, reading, actors_of)
        if all(any(_is_one_of(one, side) for one in named) for side in wanted):
            taken.append(claim.span)
            found.append((claim.span.start, _words(claim.id, "claim", claim.span)))
    for event in reading.events:
        if any(span.holds(event.span) for span in taken):
            continue
        parties = (*event.actors, *event.recipients)
        named = [one for name in parties for one in actors_of.get(name, ())]
        named += _named_in(event.span, reading, actors_of)
        if event.id in contact.events or all(
            any(_is_one_of(one, side) for one in named) for side in wanted
        ):
            taken.append(event.span)
            found.append((event.span.start, _words(event.id, "event", event.span)))
    yield from (words for _, words in sorted(found, key=lambda pair: pair[0]))


def _sides_to_name(
    publisher: str | None, sides: tuple[frozenset[str], frozenset[str]], reader: Reader
) -> tuple[frozenset[str], ...]:
    state = reader.state_of(publisher) if publisher else None
    own = [state is not None and state in side for side in sides]
    if own[0] != own[1]:
        return (sides[1],) if own[0] else (sides[0],)
    return sides


def _named_in(
    span: Span, reading: Reading, actors_of: Mapping[str, tuple[Actor, ...]]
) -> list[Actor]:
    inside = (one.id for one in reading.mentions if span.holds(one.span))
    return [actor for name in inside for actor in actors_of.get(name, ())]


def _words(identity: RecordId, kind: str, span: Span) -> Words:
    return Words(identity, kind, " ".join(span.text.split()))


def _whole(reading: Reading) -> str:
    return f"{reading.document.title}\n{reading.document.text}"


def _topics_only(says: Sequence[Words], reader: Reader, elsewhere: set[str]) -> Iterator[str]:
    """Yield what `says` are about and no other account mentions, in reading order, each once."""
    seen: set[str] = set()
    for one in says:
        for key, words in reader.topics(one.text).items():
            if key not in elsewhere and key not in seen:
                seen.add(key)
                yield words


def _same(keys: frozenset[str], other: frozenset[str]) -> bool:
    shared, shorter = len(keys & other), min(len(keys), len(other))
    return shared >= _AT_LEAST and shared >= _SHARED * shorter
