"""Settle a linked reading: what only the links can tell, and which mentions it still needs.

In: a `Reading` with its links. Out: the same reading, its claims' standing set by who speaks,
without the pronouns and descriptions that no record names.
Not here: finding the links (`resolve.linking`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from legation.records import Actor, Claim, Link, MentionId, Reading


def settle(reading: Reading) -> Reading:
    """Return `reading` with `named` and `on_record` by the links, and idle mentions left out.

    A pronoun or description serves its purpose once the others are linked through it; it stays
    only where a claim, event, figure or vote names it. Names always stay.
    """
    links = {link.mention: link for link in reading.links}
    kept = _named_by_records(reading) | {m.id for m in reading.mentions if m.form == "name"}
    return replace(
        reading,
        mentions=tuple(m for m in reading.mentions if m.id in kept),
        links=tuple(
            replace(link, repeats=_kept_antecedent(link, links, kept))
            for link in reading.links
            if link.mention in kept
        ),
        claims=tuple(_with_standing(claim, links) for claim in reading.claims),
    )


def _named_by_records(reading: Reading) -> set[MentionId]:
    return set(_iter_named(reading))


def _iter_named(reading: Reading) -> Iterator[MentionId]:
    for figure in reading.figures:
        yield from figure.parties
    for claim in reading.claims:
        yield from claim.speakers
        yield from claim.addressees
    for event in reading.events:
        yield from event.actors
        yield from event.recipients
    for vote in reading.votes:
        yield vote.actor


def _kept_antecedent(
    link: Link, links: Mapping[MentionId, Link], kept: set[MentionId]
) -> MentionId | None:
    """Return what the mention takes up, passing over mentions that are left out."""
    antecedent = link.repeats
    for _ in range(len(links)):
        if antecedent is None or antecedent in kept:
            return antecedent
        antecedent = links[antecedent].repeats if antecedent in links else None
    return None


def _with_standing(claim: Claim, links: Mapping[MentionId, Link]) -> Claim:
    """Return `claim` with `named` and `on_record` told by the actors who speak, not by the words.

    "He" is a name once he is known; "the ministry" is nobody's name but can be held to its word;
    officials who are not named cannot.
    """
    actors = [
        actor for speaker in claim.speakers if speaker in links for actor in links[speaker].actors
    ]
    if not actors:
        return claim
    named = any(actor.id is not None for actor in actors)
    return replace(claim, named=named, on_record=named or all(map(_answers, actors)))


def _answers(actor: Actor) -> bool:
    """Tell whether an actor without a name is one body that can be held to its word."""
    return actor.type in {"body", "organisation"} and actor.state is not None
