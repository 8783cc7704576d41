"""Tell by whom a claim was first reported, where the text around it credits an agency or a paper.

In: a `Reading`, the ids of outlets. Out: for each claim, the outlets that it is credited to.
Not here: which actors are outlets (`reference.outlets`), documents that repeat one (`resolve`).

"Reuters reported that officials said …" gives Reuters for its own claim and for all that stands in
it. "Officials said, Reuters reported" gives it too, where both verbs were read as one report: the
outlet then stands in the claim, and neither in its source nor in its content.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

from legation.records.actor import Actor
from legation.records.claim import Claim
from legation.records.ids import RecordId
from legation.records.reading import Reading


def find_credits(
    reading: Reading, outlets: Collection[str]
) -> Mapping[RecordId, tuple[Actor, ...]]:
    """Return the outlets of each claim that has any, the outermost first.

    Args:
        reading: One document, with its links.
        outlets: The ids of actors that are news agencies, papers or broadcasters.
    """
    named = {
        link.mention: tuple(actor for actor in link.actors if actor.id in outlets)
        for link in reading.links
    }
    if not any(named.values()):
        return {}
    claims = {claim.id: claim for claim in reading.claims}
    own = {claim.id: _own_credits(claim, reading, named) for claim in reading.claims}
    found: dict[RecordId, tuple[Actor, ...]] = {}
    for claim in reading.claims:
        chain = [claim.id, *_outer(claim, claims)]
        credited = tuple(dict.fromkeys(actor for name in reversed(chain) for actor in own[name]))
        if credited:
            found[claim.id] = credited
    return found


def _outer(claim: Claim, claims: Mapping[RecordId, Claim]) -> list[RecordId]:
    chain: list[RecordId] = []
    parent = claim.parent
    while parent is not None and parent in claims and parent not in (claim.id, *chain):
        chain.append(parent)
        parent = claims[parent].parent
    return chain


def _own_credits(
    claim: Claim, reading: Reading, named: Mapping[str, tuple[Actor, ...]]
) -> list[Actor]:
    credited = [actor for mention in claim.speakers for actor in named.get(mention, ())]
    parts = (*claim.source, *claim.content)
    for mention in reading.mentions:
        at = mention.span
        if (
            named.get(mention.id)
            and claim.span.start <= at.start
            and at.end <= claim.span.end
            and not any(part.start < at.end and at.start < part.end for part in parts)
            and mention.id not in claim.addressees
        ):
            credited += named[mention.id]
    return credited
