"""Find claims that meet: one side asserts what another denies, or one changes what it said.

In: `Reading`s with links, `Document.origin` set. Out: `Dispute`s in order of their claims.
Not here: who is right (`assess`); how a claim becomes a proposition (`propositions`) and how likely
two of them meet (`meeting`).

Three ways lead to a dispute. The strict one asks for one agent, one listed concept among the
first, the same actors and the opposite polarity. The weighed one (`meeting`) takes other words for
the same thing too, and says how sure it is. A denial that points back ("although Moscow denies
asking for it") or that holds what it denies ("dismissed Pristina's claim that ...") names its
claim itself. Precision comes first: a pair that shares a topic and no more is no dispute.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from legation.records import Claim, Dispute, Reading, make_id
from legation.resolve.concepts import is_listed
from legation.resolve.meeting import (
    CHANGED_WITHIN_DAYS,
    DENIED_WITHIN_DAYS,
    FIRM,
    FIRMNESS_STEP,
    Rarity,
    meet,
)
from legation.resolve.propositions import Proposition, iter_propositions

METHOD = "legation.disputes/2"

# Of the concepts of the claim that has fewer; half of two is one, and one must be in the table.
SHARED_CONCEPTS, SAME_CONCEPTS = 0.5, 0.6
# A claim is compared with the latest of a box only, which keeps the search near-linear.
LATEST = 40
# A claim lies in the boxes of its rarest words: common ones alone never make a pair.
RAREST = 6

# "denies asking for it", "denied that", "denies it ever had this aim"; not "denies it is helping".
_POINTING_BACK = re.compile(
    r"\b(?:it|this|that|so)\b\W*$|\b(?:this|such|any such)\s+\w+\W*$", re.IGNORECASE
)
# "Tehran calls the story a fairy tale": a denial in other words.
_DISMISSAL = re.compile(
    r"^\W*(?:the|this|that|such)\s+(?:story|stories|claim|charge|accusation|allegation|account|"
    r"report)s?\b.*\b(?:fairy tale|lie|lies|nonsense|fiction|invention|fabricat\w+|absurd|false|"
    r"untrue|propaganda|fake|hoax|baseless|groundless)\W*$",
    re.IGNORECASE,
)
# The cues of a claim that a denial takes up: "dismissed the charge that".
_CHARGE = re.compile(
    r"\W*(?:claim|charge|accus|alleg|report|assert|suggest|stat|say|said)", re.IGNORECASE
)
# Over a sentence or so back "it" takes up something else.
_BACK_CHARACTERS = 150

DENIED_CONFIDENCE, POINTED_CONFIDENCE, CHANGED_CONFIDENCE = 0.75, 0.65, 0.6
HELD_CONFIDENCE = 0.8


def find_disputes(readings: Sequence[Reading]) -> tuple[Dispute, ...]:
    """Return the pairs of claims that do not agree; copies of a document are left out.

    The answer does not depend on the order of `readings`.
    """
    by_document = [
        sorted(iter_propositions(reading), key=lambda p: p.order)
        for reading in readings
        if reading.document.origin == reading.document.id
    ]
    propositions = sorted((p for found in by_document for p in found), key=lambda p: p.order)
    told = [dispute for found in by_document for dispute in _iter_told(found)]
    # What a text itself says of two claims goes before what their words tell.
    disputes: dict[tuple[str, str], Dispute] = {}
    for dispute in (*told, *_iter_met(propositions)):
        disputes.setdefault(dispute.claims, dispute)
    places = {p.claim.id: p.order for p in propositions}
    return tuple(
        sorted(disputes.values(), key=lambda d: (places[d.claims[0]], places[d.claims[1]], d.id))
    )


# --- claims that meet across and within documents


class _Boxes:
    """Propositions by what they are found by; each box gives its latest only."""

    def __init__(self, rarity: Rarity) -> None:
        self._rarity = rarity
        self._boxes: dict[tuple[str, str, str], list[Proposition]] = defaultdict(list)

    def find(self, later: Proposition) -> list[Proposition]:
        """Return those laid in before that may meet `later`, each once, in reading order."""
        # Whom the earlier one is about speaks now, or the one now spoken of spoke then.
        keys = [("about", p, i) for p in later.sides for i in self._rarest(later)]
        keys += [("by", p, i) for p in later.meant | later.sides for i in self._rarest(later)]
        keys += [("agent", later.agent, i) for i in later.concepts if later.agent is not None]
        seen = {p.claim.id: p for key in keys for p in self._boxes.get(key, ())[-LATEST:]}
        return sorted(seen.values(), key=lambda p: p.order)

    def lay(self, one: Proposition) -> None:
        """Lay a proposition into its boxes."""
        for item in self._rarest(one):
            for party in one.meant:
                self._boxes["about", party, item].append(one)
            for party in one.sides:
                self._boxes["by", party, item].append(one)
        if one.agent is not None:
            for concept in one.concepts:
                self._boxes["agent", one.agent, concept].append(one)

    def _rarest(self, one: Proposition) -> list[str]:
        return self._rarity.rarest(one.items)[:RAREST]


_Ranked = tuple[tuple[float, float, tuple[str, str, int, str]], Proposition, Proposition, Dispute]


def _iter_met(propositions: list[Proposition]) -> Iterator[Dispute]:
    """Yield the disputes of claims that speak of one thing; earlier claims stand first."""
    rarity = Rarity(propositions)
    boxes = _Boxes(rarity)
    found: list[_Ranked] = []
    for later in propositions:
        found += _best_of(later, boxes.find(later), rarity)
        boxes.lay(later)
    yield from _once(found)


def _best_of(
    later: Proposition, earlier: Iterable[Proposition], rarity: Rarity
) -> Iterator[_Ranked]:
    """Yield at most one dispute with each side: the likeliest, then the latest."""
    best: dict[tuple[str, bool], _Ranked] = {}
    for one in earlier:
        if _overlap_in_text(one.claim, later.claim):
            continue
        ways = (_denied(one, later) or _changed(one, later), _weighed(one, later, rarity))
        dispute = max(filter(None, ways), key=lambda d: d.confidence or 0.0, default=None)
        if dispute is None:
            continue
        key = (one.side, dispute.relation == "denied")
        rank = (dispute.confidence or 0.0, _overlap(one, later), one.order)
        if key not in best or rank > best[key][0]:
            best[key] = (rank, one, later, dispute)
    yield from best.values()


def _once(found: list[_Ranked]) -> Iterator[Dispute]:
    """Yield what is found, once where a side says one thing twice.

    A later document denies an earlier claim once, and a claim is changed once: what comes after
    changes the change.
    """
    best: dict[tuple[str, str, str], _Ranked] = {}
    for ranked in found:
        rank, one, later, dispute = ranked
        denied = dispute.relation == "denied"
        key = (one.claim.id, later.side, later.claim.span.document if denied else "")
        if key not in best or (rank[:2], later.order) > (best[key][0][:2], best[key][2].order):
            best[key] = ranked
    for _, _, _, dispute in best.values():
        yield dispute


def _overlap_in_text(one: Claim, other: Claim) -> bool:
    """Tell whether one claim stands inside the other; then the text says how they meet."""
    return one.span.document == other.span.document and any(
        a != b and (a.holds(b) or b.holds(a)) for a in one.content for b in other.content
    )


def _weighed(one: Proposition, other: Proposition, rarity: Rarity) -> Dispute | None:
    found = meet(one, other, rarity)
    if found is None:
        return None
    return _dispute(one.claim, other.claim, found.relation, round(found.score, 3))


def _overlap(one: Proposition, other: Proposition) -> float:
    smaller = min(len(one.concepts), len(other.concepts))
    return len(one.concepts & other.concepts) / smaller if smaller else 0.0


def _denied(one: Proposition, other: Proposition) -> Dispute | None:
    if one.side == other.side or one.positive == other.positive:
        return None
    if one.agent is None or one.agent != other.agent:
        return None
    if min(one.firm, other.firm) < FIRM or not (one.plain and other.plain):
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


def _changed(one: Proposition, other: Proposition) -> Dispute | None:
    """Return how a speaker's later claim changes his earlier one."""
    if one.speaker != other.speaker or one.on is None or other.on is None or one.on >= other.on:
        return None
    if not _within(one, other, CHANGED_WITHIN_DAYS) or one.actors != other.actors:
        return None
    if not (one.plain and other.plain) or one.agent is None or one.agent != other.agent:
        return None
    shared = one.concepts & other.concepts
    if len(shared) < 2 or not any(is_listed(concept) for concept in shared):
        return None
    union = one.concepts | other.concepts
    if len(shared) < SAME_CONCEPTS * len(union):
        return None
    if one.positive != other.positive:
        return _dispute(one.claim, other.claim, "changed", CHANGED_CONFIDENCE)
    step = other.firm - one.firm
    if abs(step) < FIRMNESS_STEP:
        return None
    relation = "stronger" if step > 0 else "weaker"
    return _dispute(one.claim, other.claim, relation, CHANGED_CONFIDENCE)


def _within(one: Proposition, other: Proposition, n_days: int) -> bool:
    if one.on is None or other.on is None:
        return one.claim.span.document == other.claim.span.document
    return abs((other.on - one.on).days) <= n_days


# --- denials that say themselves which claim they meet


def _iter_told(found: list[Proposition]) -> Iterator[Dispute]:
    """Yield denials whose "it" takes up the claim before them, or that hold what they deny."""
    for i, later in enumerate(found):
        inner = next((p for p in found if p.claim.parent == later.claim.id), None)
        if later.claim.act == "deny" and inner is not None and _is_answer(inner, later):
            yield _dispute(*_in_order(inner, later), "denied", HELD_CONFIDENCE)
        elif _points_back(later.claim):
            dispute = _pointed(found[:i], later)
            if dispute is not None:
                yield dispute


def _in_order(one: Proposition, other: Proposition) -> tuple[Claim, Claim]:
    first, second = sorted((one, other), key=lambda p: p.order)
    return first.claim, second.claim


def _is_answer(one: Proposition, denial: Proposition) -> bool:
    """Tell whether a claim that a denial holds is the one that it denies."""
    if not any(_CHARGE.match(span.text) for span in one.claim.cue):
        return False
    return one.plain and one.positive and not one.sides & denial.sides


def _points_back(claim: Claim) -> bool:
    text = " ".join(span.text for span in claim.content)
    if claim.act == "deny":
        return bool(_POINTING_BACK.search(text.strip().rstrip('.,;”"')))
    return claim.act == "assert" and bool(_DISMISSAL.match(text))


def _pointed(before: list[Proposition], later: Proposition) -> Dispute | None:
    for earlier in reversed(before):
        if later.claim.span.start - earlier.claim.span.end > _BACK_CHARACTERS:
            return None
        if _overlap_in_text(earlier.claim, later.claim):
            continue
        if earlier.side != later.side and earlier.positive and later.side in earlier.actors:
            return _dispute(earlier.claim, later.claim, "denied", POINTED_CONFIDENCE)
    return None


def _dispute(one: Claim, other: Claim, relation: str, confidence: float) -> Dispute:
    identity = make_id("dispute", one.id, other.id, relation)
    return Dispute(identity, (one.id, other.id), relation, METHOD, confidence)
