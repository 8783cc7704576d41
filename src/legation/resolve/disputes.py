"""Find claims that meet: one side asserts what another denies, or one changes what it said.

In: `Reading`s with links, `Document.origin` set. Out: `Dispute`s in order of their claims.
Not here: who is right (`assess`).

A claim is brought to a proposition: who is said to do it (the agent), which actors it names, which
concepts its words stand for, and whether it is given as so or not so. Two claims meet when agent
and concepts agree and the polarity does not. Precision comes first: a pair that shares a topic
and not the agent is no dispute.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from legation.records import Actor, Claim, Dispute, Mention, Reading, make_id
from legation.resolve.concepts import find_concepts, is_listed, list_concepts
from legation.resolve.reports import party

METHOD = "legation.disputes/1"

# Claims further apart speak of different states of affairs.
DENIED_WITHIN_DAYS, CHANGED_WITHIN_DAYS = 45, 120
# Of the concepts of the claim that has fewer; half of two is one, and one must be in the table.
SHARED_CONCEPTS, SAME_CONCEPTS = 0.5, 0.6
# A change of firmness smaller than this is a change of words.
FIRMNESS_STEP = 0.2
# A claim is compared with the latest of a box only, which keeps the search near-linear.
LATEST = 40

# Whoever says more at once says many things: the turn of a transcript, a page of a speech.
LONGEST = 600

_GIVEN = frozenset({"assert", "believe", "know", "warn", "estimate", "deny", "doubt"})
_NEGATION = re.compile(
    r"\b(?:not|never|no|nothing|nobody|none|neither|nor|without|refus\w+|false|untrue|fake|"
    r"baseless|groundless|unfounded)\b|n['’]t\b",
    re.IGNORECASE,
)
# What follows these is not given as so: "any action it takes to support", "if they help".
_CONDITION = re.compile(
    r"\b(?:if|unless|whether|in case|should they|should it)\b"
    r"|\bany (?:action|step|attempt|move|effort)s?\b"
)
# A claim that leaves a thing open ("could help") contradicts nobody.
FIRM = 0.6
# Negation counts when it governs the clause, so it stands near the front.
_FRONT_CHARACTERS = 60
# "denies asking for it", "denied that", "denies it ever had this aim"; not "denies it is helping".
_POINTING_BACK = re.compile(
    r"\b(?:it|this|that|so)\b\W*$|\b(?:this|such|any such)\s+\w+\W*$", re.IGNORECASE
)
# A content that begins so is about its speaker: "it sent", "asking for", "any involvement".
_OWN = re.compile(r"^\W*(?:that\s+)?(?:it|they|he|she|we|i|to|any|having|\w+ing)\b", re.IGNORECASE)
# A war that is taken as known is what a claim is about, not what it says.
_KNOWN_WAR = re.compile(
    r"\b(?:its|their|his|her|the|this|\w+['’]s?)\s+(?:[\w-]+\s+){0,3}?"
    r"(?:invasion|war|aggression|conflict)\b|\b[A-Z]\w+n\s+(?:invasion|war|aggression)\b"
)
# The deed stands at the front of a proposition: among its first concepts, names left out.
FIRST_CONCEPTS = 3

DENIED_CONFIDENCE, POINTED_CONFIDENCE, CHANGED_CONFIDENCE = 0.75, 0.65, 0.6


@dataclass(frozen=True, slots=True)
class _Proposition:
    """What a claim gives, in comparable form."""

    claim: Claim
    speaker: str
    """Person id or party."""
    side: str
    """The party the speaker speaks for."""
    agent: str | None
    actors: frozenset[str]
    concepts: frozenset[str]
    deed: frozenset[str]
    """The first of the concepts, which tell what is done."""
    positive: bool
    given: float
    """How firmly it is given as worded, 0 to 1."""
    on: date | None
    order: tuple[str, str, int, str]


def find_disputes(readings: Sequence[Reading]) -> tuple[Dispute, ...]:
    """Return the pairs of claims that do not agree; copies of a document are left out.

    The answer does not depend on the order of `readings`.
    """
    propositions = sorted(
        (
            proposition
            for reading in readings
            if reading.document.origin == reading.document.id
            for proposition in _iter_propositions(reading)
        ),
        key=lambda p: p.order,
    )
    disputes = {d.id: d for d in (*_iter_pointed(readings), *_iter_met(propositions))}
    places = {p.claim.id: p.order for p in propositions}
    return tuple(
        sorted(disputes.values(), key=lambda d: (places[d.claims[0]], places[d.claims[1]], d.id))
    )


# --- from claims to propositions


def _iter_propositions(reading: Reading) -> Iterator[_Proposition]:
    actors_of = {link.mention: link.actors for link in reading.links}
    mentions = sorted(reading.mentions, key=lambda m: m.span.start)
    for claim in reading.claims:
        proposition = _proposition(reading, claim, mentions, actors_of)
        if proposition is not None:
            yield proposition


def _proposition(
    reading: Reading,
    claim: Claim,
    mentions: list[Mention],
    actors_of: dict[str, tuple[Actor, ...]],
) -> _Proposition | None:
    speakers = [
        actor
        for m in claim.speakers
        for actor in actors_of.get(m, ())
        if actor.id is not None or actor.state is not None
    ]
    if claim.act not in _GIVEN or not speakers or not claim.content:
        return None
    whole = " ".join(span.text for span in claim.content)
    if len(whole) > LONGEST:
        return None
    text = _CONDITION.split(whole, maxsplit=1)[0]
    inside = [m for m in mentions if any(span.holds(m.span) for span in claim.content)]
    named = [actor for m in inside for actor in actors_of.get(m.id, ())]
    states = [party(actor) for actor in named if actor.type != "place"]
    subjects = [party(actor) for m in inside if m.subject for actor in actors_of.get(m.id, ())]
    side = party(speakers[0])
    names = {word for m in inside for word in find_concepts(m.span.text)}
    positive = not _is_negative(claim, text)
    said = [one for one in list_concepts(_KNOWN_WAR.sub(" ", text)) if one not in names]
    return _Proposition(
        claim=claim,
        speaker=speakers[0].id or side,
        side=side,
        # A content without a subject of its own is about its speaker: "denies asking for it".
        agent=subjects[0] if subjects else side if _OWN.match(whole) else None,
        actors=frozenset(states or [side]),
        concepts=frozenset(said),
        deed=frozenset(said[:FIRST_CONCEPTS]),
        positive=positive,
        given=claim.certainty if not claim.negated else 1.0 - claim.certainty,
        on=_day(claim, reading),
        order=(
            reading.document.published_on or "9999",
            reading.document.id,
            claim.span.start,
            claim.id,
        ),
    )


def _is_negative(claim: Claim, text: str) -> bool:
    """Tell whether the proposition, without its negations, is given as not so."""
    turned = claim.act in {"deny", "doubt"} or claim.negated
    return turned != bool(_NEGATION.search(text[:_FRONT_CHARACTERS]))


def _day(claim: Claim, reading: Reading) -> date | None:
    published = reading.document.published_on
    said = claim.on if claim.on and re.fullmatch(r"\d{4}-\d\d-\d\d", claim.on) else published
    return date.fromisoformat(said[:10]) if said else None


# --- claims that meet across and within documents


def _iter_met(propositions: list[_Proposition]) -> Iterator[Dispute]:
    """Yield the disputes of claims that share agent and concept; earlier claims stand first."""
    boxes: dict[tuple[str, str], list[_Proposition]] = defaultdict(list)
    for later in propositions:
        if later.agent is None:
            continue
        seen: dict[str, _Proposition] = {}
        for concept in sorted(later.concepts):
            for earlier in boxes[(later.agent, concept)][-LATEST:]:
                seen[earlier.claim.id] = earlier
        yield from _best_of(later, seen.values())
        for concept in later.concepts:
            boxes[(later.agent, concept)].append(later)


def _best_of(later: _Proposition, earlier: Iterable[_Proposition]) -> Iterator[Dispute]:
    """Yield at most one dispute with each side: the one with most in common, then the latest."""
    best: dict[tuple[str, bool], tuple[float, tuple[str, str, int, str], Dispute]] = {}
    for one in earlier:
        dispute = _denied(one, later) or _changed(one, later)
        if dispute is None:
            continue
        key = (one.side, dispute.relation == "denied")
        rank = (_overlap(one, later), one.order, dispute)
        if key not in best or rank[:2] > best[key][:2]:
            best[key] = rank
    for _, _, dispute in best.values():
        yield dispute


def _overlap(one: _Proposition, other: _Proposition) -> float:
    smaller = min(len(one.concepts), len(other.concepts))
    return len(one.concepts & other.concepts) / smaller if smaller else 0.0


def _denied(one: _Proposition, other: _Proposition) -> Dispute | None:
    if one.side == other.side or one.positive == other.positive:
        return None
    if min(max(p.given, 1.0 - p.given) for p in (one, other)) < FIRM:
        return None
    shared = one.concepts & other.concepts
    if not any(is_listed(concept) for concept in shared & one.deed & other.deed):
        return None
    if _overlap(one, other) < SHARED_CONCEPTS or not _within(one, other, DENIED_WITHIN_DAYS):
        return None
    # Both name others besides the agent: then they must name the same ones.
    ours, theirs = one.actors - {one.agent}, other.actors - {other.agent}
    if ours and theirs and not ours & theirs:
        return None
    return _dispute(one.claim, other.claim, "denied", DENIED_CONFIDENCE)


def _changed(one: _Proposition, other: _Proposition) -> Dispute | None:
    """Return how a speaker's later claim changes his earlier one."""
    if one.speaker != other.speaker or one.on is None or other.on is None or one.on >= other.on:
        return None
    if not _within(one, other, CHANGED_WITHIN_DAYS) or one.actors != other.actors:
        return None
    shared = one.concepts & other.concepts
    if len(shared) < 2 or not any(is_listed(concept) for concept in shared):
        return None
    union = one.concepts | other.concepts
    if len(shared) < SAME_CONCEPTS * len(union):
        return None
    if one.positive != other.positive:
        return _dispute(one.claim, other.claim, "changed", CHANGED_CONFIDENCE)
    step = other.given - one.given
    if abs(step) < FIRMNESS_STEP:
        return None
    relation = "stronger" if step > 0 else "weaker"
    return _dispute(one.claim, other.claim, relation, CHANGED_CONFIDENCE)


def _within(one: _Proposition, other: _Proposition, n_days: int) -> bool:
    if one.on is None or other.on is None:
        return one.claim.span.document == other.claim.span.document
    return abs((other.on - one.on).days) <= n_days


# --- denials that point back: "although Moscow denies asking for it"


def _iter_pointed(readings: Sequence[Reading]) -> Iterator[Dispute]:
    """Yield denials whose "it" takes up what another side claims just before."""
    for reading in readings:
        if reading.document.origin != reading.document.id:
            continue
        found = sorted(_iter_propositions(reading), key=lambda p: p.order)
        for i, later in enumerate(found):
            if later.claim.act != "deny" or not _points_back(later.claim):
                continue
            dispute = _pointed(found[:i], later)
            if dispute is not None:
                yield dispute


def _points_back(claim: Claim) -> bool:
    text = " ".join(span.text for span in claim.content)
    return bool(_POINTING_BACK.search(text.strip().rstrip('.,;”"')))


def _pointed(before: list[_Proposition], later: _Proposition) -> Dispute | None:
    for earlier in reversed(before):
        # Over a sentence or so back "it" takes up something else.
        if later.claim.span.start - earlier.claim.span.end > 150:
            return None
        if earlier.side != later.side and earlier.positive and later.side in earlier.actors:
            return _dispute(earlier.claim, later.claim, "denied", POINTED_CONFIDENCE)
    return None


def _dispute(one: Claim, other: Claim, relation: str, confidence: float) -> Dispute:
    identity = make_id("dispute", one.id, other.id, relation)
    return Dispute(identity, (one.id, other.id), relation, METHOD, confidence)
