"""Tell how likely two propositions meet: what they share, weighed.

In: two `Proposition`s, the earlier one first, and how common each item is on the desk. Out: a
`Meeting`, its relation and its probability; None where they cannot meet.
Not here: bringing claims to propositions (`propositions`), which pairs are looked at (`disputes`).

Who speaks decides what a pair can be. Two sides of which one gives what the other does not: one
denies the other. One side on two days: it has changed what it says, or says it more or less
firmly. Whether both speak of one thing is a matter of degree: one logistic score for each of
the three.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from legation.resolve.propositions import Proposition

# Claims further apart speak of different states of affairs.
DENIED_WITHIN_DAYS, CHANGED_WITHIN_DAYS = 45, 180
# A claim that leaves a thing open ("could help") contradicts nobody of another side.
FIRM = 0.6
# "Will" after "may", "suspects" after "says", "doubts" after "rules out"; not "believes" after
# "says": corpora/claims/README.md gives .5 .65 .8 .85 .97.
FIRMNESS_STEP = 0.14

# An item on a desk of one case weighs like one of so many propositions: the first ones that a
# desk reads are not rare because there are few.
_PRIOR = 50
# A name or a number tells more than a word.
_NAME_WEIGHT = 2.0

# What each value of a pair counts for, as log-odds; what is not named counts nothing. Fitted by
# logistic regression (ridge .5), rounded to a tenth, to the 97 cases of corpora/claims/contested
# that were not for testing on 25 November 2026, each a desk of its own and all of them one desk,
# and to samples/march-2022, where the likely pairs were judged one by one by the words alone and
# the others taken as not meeting. "crowd" is what keeps a large desk quiet.
WEIGHTS: dict[str, dict[str, float]] = {
    "denied": {
        "bias": -2.7,
        "weight": 1.0,
        "covered": 0.3,
        "a_name": 1.7,
        "n_shared": 0.9,
        "named": 2.4,
        "both_named": 1.2,
        "others": 1.3,
        "others_differ": -0.8,
        "crowd": -1.0,
        "leads_differ": -0.9,
        "lead_shared": 0.6,
        "names_differ": -0.5,
        "days": -2.5,
        "turned": -1.9,
    },
    "changed": {
        "bias": -0.9,
        "covered": 1.0,
        "n_shared": 0.8,
        "a_name": 0.1,
        "named": 1.1,
        "others": 1.0,
        "others_differ": -1.5,
        "others_lone": -1.0,
        "crowd": -2.1,
        "leads_differ": -0.3,
        "lead_shared": 1.0,
        "names_differ": -0.6,
        "turned": -1.2,
    },
    "firmness": {
        "bias": 0.7,
        "covered": 0.1,
        "n_shared": 0.9,
        "named": 0.4,
        "both_named": 1.9,
        "others_differ": -1.6,
        "crowd": -1.7,
        "names_differ": -0.1,
    },
}
# A pair that is less likely is left out: a wrong pair is worse than a missing one. Set where the
# sample showed more wrong pairs than right ones.
LEAST = {"denied": 0.6, "changed": 0.67, "firmness": 0.6}


class Rarity:
    """How much each item of the propositions of a desk tells."""

    def __init__(self, propositions: Iterable[Proposition]) -> None:
        self._n = 0
        self._count: Counter[str] = Counter()
        for proposition in propositions:
            self._n += 1
            self._count.update(proposition.items | proposition.meant)

    def weigh(self, items: Iterable[str]) -> float:
        """Return the weight of items: about 1 for a rare word, 2 for a rare name, 0 for none."""
        # Sorted, since the sum of floats depends on their order.
        return sum(map(self._weigh, sorted(items)))

    def rarest(self, items: Iterable[str]) -> list[str]:
        """Return the items that a pair can share, the rarest first."""
        repeated = (item for item in items if self._count[item] > 1)
        return sorted(repeated, key=lambda item: (self._count[item], item))

    def crowd(self, items: Iterable[str]) -> float:
        """Return the logarithm of how many pairs could share the rarest of the items, as well."""
        return math.log(max(1.0, min(self._count[item] for item in items) / 2))

    def _weigh(self, item: str) -> float:
        base = _NAME_WEIGHT if item[0] in "@#" else 1.0
        rare = math.log((self._n + _PRIOR) / (self._count[item] + 1)) / math.log(_PRIOR)
        return base * max(0.0, rare)


@dataclass(frozen=True, slots=True)
class Meeting:
    """How two propositions meet."""

    relation: str
    """One of `denied changed weaker stronger`."""
    score: float
    """The probability that they do, 0 to 1."""


def meet(one: Proposition, other: Proposition, rarity: Rarity) -> Meeting | None:
    """Return how `other` meets the earlier `one`; None where it does not, or not likely enough."""
    found = relate(one, other)
    if found is None:
        return None
    relation, kind = found
    values = describe(one, other, rarity)
    if not values:
        return None
    z = sum(weight * values[name] for name, weight in WEIGHTS[kind].items())
    score = 1.0 / (1.0 + math.exp(-z))
    return Meeting(relation, score) if score >= LEAST[kind] else None


def relate(one: Proposition, other: Proposition) -> tuple[str, str] | None:
    """Return what a pair would be if both spoke of one thing, and which weights tell whether."""
    if one.on is None or other.on is None or one.loose or other.loose:
        return None
    n_days = (other.on - one.on).days
    contrary = one.stands != other.stands
    if not one.sides & other.sides:
        firm = min(one.firm, other.firm) >= FIRM and one.plain and other.plain
        return (
            ("denied", "denied")
            if contrary and firm and abs(n_days) <= DENIED_WITHIN_DAYS
            else None
        )
    if not 0 < n_days <= CHANGED_WITHIN_DAYS:
        return None
    if contrary:
        return ("changed", "changed") if min(one.firm, other.firm) >= FIRM else None
    step = other.firm - one.firm
    if abs(step) < FIRMNESS_STEP:
        return None
    return ("stronger" if step > 0 else "weaker"), "firmness"


def describe(one: Proposition, other: Proposition, rarity: Rarity) -> dict[str, float]:
    """Return what `WEIGHTS` weighs; nothing where no word is shared."""
    sides = one.sides | other.sides
    # A president of one of the sides is named everywhere, and counts as his state.
    shared = {i for i in one.items & other.items if i[1:].split(":")[0] not in sides}
    if not shared:
        return {}
    weight = rarity.weigh(shared)
    smaller = min(rarity.weigh(p.items) for p in (one, other))
    return {
        "bias": 1.0,
        "weight": math.log1p(weight),
        "covered": weight / max(1.0, smaller),
        "n_shared": min(len(shared), 4),
        "a_name": float(any(i[0] in "@#" for i in shared)),
        "crowd": rarity.crowd(shared),
        "days": math.log1p(_days(one, other)) / 5,
        "turned": float(one.turned != other.turned),
        **_describe_parties(one, other, sides),
    }


def _describe_parties(
    one: Proposition, other: Proposition, sides: frozenset[str]
) -> dict[str, float]:
    """Return how those fit together whom the two are about."""
    ours, theirs = one.meant - sides, other.meant - sides
    named = bool(other.sides & one.meant) + bool(one.sides & other.meant)
    places = [{i for i in p.names if i[0] == "@"} for p in (one, other)]
    known = one.lead is not None and other.lead is not None
    return {
        "named": float(named > 0),
        "both_named": float(named > 1),
        "others": float(bool(ours & theirs)),
        "others_differ": float(_differ(ours, theirs)),
        "others_lone": float(bool(ours) != bool(theirs)),
        "leads_differ": float(known and one.lead != other.lead),
        "lead_shared": float(known and one.lead == other.lead),
        "names_differ": float(_differ(*places)),
    }


def _differ(ours: Iterable[str], theirs: Iterable[str]) -> bool:
    """Tell whether both name something and neither names what the other does."""
    return bool(ours) and bool(theirs) and not set(ours) & set(theirs)


def _days(one: Proposition, other: Proposition) -> int:
    return abs((other.on - one.on).days) if one.on and other.on else 0
