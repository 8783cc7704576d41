"""Lay out the ladder of means: what one party is said to give, refuse or be asked for by another.

In: `Reading`s with links, a giver and a receiver. Out: `Rung`s, one for each means, with what is
said of it.
Not here: finding the events (`extract.events`), printing (`app.commands.show`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from legation.records import MEANS, Actor, Claim, Event, Link, MentionId, Reading, RecordId

SAID = (
    *("given", "offered", "planned", "thought likely", "considered", "thought unlikely"),
    *("conditional", "asked", "refused", "denied", "withheld"),
)
"""What can be said of a means, from the firmest yes to the firmest no."""

# A claim at or below this holds its content for unlikely, at or above the other for likely:
# ICD 203's words "unlikely" (20 to 45 %) and "likely" (55 to 80 %) begin there.
_UNLIKELY, _LIKELY = 0.25, 0.7
UNSPECIFIED = "unspecified"
"""Stands after the rungs: help of which the words name no means."""
_HELP = frozenset({"AID", "REQUEST"})
_GIVING = frozenset({"AID", "SUPPORT", "COOPERATE", "AGREE"})


@dataclass(frozen=True, slots=True)
class MeansSaid:
    """What one report says of one means."""

    said: str
    """One of `SAID`."""
    event: RecordId
    claim: RecordId | None
    """By which it is said; None where the reporter says it himself."""
    speakers: tuple[Actor, ...]
    named: bool | None
    """Whether the speakers are named; None where nobody is said to say it."""
    certainty: float | None
    """The probability, 0 to 1, that the speaker gives the content as worded."""
    on: str | None
    """EDTF: when it happens or happened."""
    reported_on: str | None
    origin: str | None
    """The document it rests on, the first of its copies."""
    text: str
    to_named: bool
    """Whether the passage itself names the receiver."""


@dataclass(frozen=True, slots=True)
class Rung:
    """One means with all that is said of it; empty where nothing is known."""

    means: str
    said: tuple[MeansSaid, ...]


def ladder(
    readings: Sequence[Reading], giver: Iterable[str], receiver: Iterable[str]
) -> tuple[Rung, ...]:
    """Return all rungs of the ladder in the order of `records.MEANS`, then what names no means.

    Args:
        readings: What the desk holds, by date.
        giver: Ids of actors; a state stands for all who speak for it.
        receiver: The same, of the other side.

    A copy says nothing that its original does not: of the reports of one origin with the same
    words only the first counts.
    """
    givers, receivers = frozenset(giver), frozenset(receiver)
    found: dict[str, list[MeansSaid]] = {means: [] for means in (*MEANS, UNSPECIFIED)}
    seen: set[tuple[str, str | None, str]] = set()
    for reading in readings:
        links = {link.mention: link for link in reading.links}
        claims = {claim.id: claim for claim in reading.claims}
        for event in reading.events:
            sides = _concerns(event, links, givers, receivers)
            named = event.means or ((UNSPECIFIED,) if event.type in _HELP else ())
            if not named or sides is None:
                continue
            said = _said(event, claims, links, reading, to_named=sides)
            if said is None:
                continue
            for means in named:
                key = (means, said.origin, said.text)
                if key not in seen:
                    seen.add(key)
                    found[means].append(said)
    return tuple(Rung(means, tuple(said)) for means, said in found.items())


def _concerns(
    event: Event,
    links: Mapping[MentionId, Link],
    givers: frozenset[str],
    receivers: frozenset[str],
) -> bool | None:
    """Return whether the receiver is named, None where the event is between others."""
    doing, receiving = event.actors, event.recipients
    if event.type == "REQUEST":
        doing, receiving = receiving, doing  # the one who is asked would give
    if not _ids(doing, links) & givers:
        return None
    others = _ids(receiving, links) - givers
    if others & receivers:
        return True
    # "Beijing might send parts" in a text on Moscow: told of nobody else, so of whom it is about.
    about = {one for link in links.values() for one in _own_ids(link.actors)}
    return False if not others and about & receivers else None


def _ids(mentions: Iterable[MentionId], links: Mapping[MentionId, Link]) -> set[str]:
    return {
        one for mention in mentions if mention in links for one in _own_ids(links[mention].actors)
    }


def _own_ids(actors: Iterable[Actor]) -> Iterator[str]:
    for actor in actors:
        yield from (one for one in (actor.id, actor.state) if one is not None)


def _said(
    event: Event,
    claims: Mapping[RecordId, Claim],
    links: Mapping[MentionId, Link],
    reading: Reading,
    *,
    to_named: bool,
) -> MeansSaid | None:
    claim = claims.get(event.claim) if event.claim is not None else None
    said = _word(event, claim)
    if said is None:
        return None
    speakers = () if claim is None else claim.speakers
    return MeansSaid(
        said,
        event.id,
        None if claim is None else claim.id,
        tuple(
            dict.fromkeys(actor for one in speakers if one in links for actor in links[one].actors)
        ),
        None if claim is None else claim.named,
        None if claim is None else claim.certainty,
        event.on,
        reading.document.published_on,
        reading.document.origin or reading.document.id,
        event.span.text,
        to_named,
    )


def _word(event: Event, claim: Claim | None) -> str | None:
    """Return which of `SAID` an event says of its means, None for one that says nothing of it."""
    if event.type == "REQUEST":
        return "denied" if event.status == "denied" else "asked"
    if event.type == "REJECT":
        return "refused"
    if event.type == "SANCTION":
        return "withheld" if event.status in {"happened", "ongoing"} else None
    if event.type not in _GIVING:
        return None
    if event.status == "possible":
        return _likelihood(claim)
    if event.type == "AGREE":
        return {"happened": "offered", "ongoing": "offered", "denied": "denied"}.get(
            event.status, "considered"
        )
    offered = claim is not None and claim.act == "promise"
    return {
        "happened": "given",
        "ongoing": "given",
        "planned": "offered" if offered else "planned",
        "denied": "denied",
        "hypothetical": "conditional",
    }[event.status]


def _likelihood(claim: Claim | None) -> str:
    if claim is None:
        return "considered"
    if claim.certainty <= _UNLIKELY:
        return "thought unlikely"
    return "thought likely" if claim.certainty >= _LIKELY else "considered"
