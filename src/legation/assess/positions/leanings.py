"""Tell how far words lean for or against somebody, and how much a teller's word is worth.

In: a stretch of a `Text`. Out: `Leaning`s; reliabilities of tellers.
Not here: which records are looked at (`wordsigns`, `deedsigns`, `votesigns`).

All figures here are our own ordinal judgement, each with its reason; none is fitted to an outcome.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from legation.assess.positions.sides import Named, Text
from legation.reference.stances import StanceFound

RELIABILITY = {
    # Its own words, quoted or paraphrased by whoever reports them.
    "itself": 0.9,
    # The reporter's own account of a deed or a vote.
    "report": 0.85,
    # Others, named and on record, of what it said, did or thinks.
    "other": 0.5,
    # The other side of the very relation has a stake in how it is seen.
    "counterpart": 0.45,
    # Nobody can be held to it.
    "unnamed": 0.3,
    # Nobody said anything; weighed in `silence` already.
    "silence": 1.0,
    # A count of votes that stand in the record; how far they go is in the signal's strength.
    "table": 1.0,
}
"""How much of a signal's strength is left, 0 to 1, by who tells it."""

# So many words before a stance word may negate it: "has not openly condemned".
_NEGATION = re.compile(
    r"\b(?:not|never|no|nor|without|neither|hardly|cannot|\w+n[’']t|refus\w+ to|declin\w+ to|"
    r"stop\w*|fail\w* to|failure to|avoid\w*|short of)\b(?:\W+\w+){0,3}\W*$",
    re.IGNORECASE,
)
# A stance that is withheld says less than one that is taken, and the other way.
WITHHELD = 0.4
# Who suffers what is condemned: "its invasion of Ukraine", "withdraw its troops from Ukraine".
_HARM = re.compile(
    r"\b(?:(?:invasion|invad\w+|aggression|attack\w*|war|shelling|assault\w*|annexation|occupation|"
    r"crimes?|violence)\s+(?:of|on|against|in|upon)|invaded|withdraw\w*\s+(?:[\w’']+\s+){0,4}from|"
    r"(?:leave|quit|sovereignty\s+of|solidarity\s+with|independence\s+of))\s+(?:[a-z’']+\s+){0,3}$",
    re.IGNORECASE,
)
# The nearest name counts only within so many characters of the stance word, and in the words of a
# speaker only in its own clause: "welcomed the decision to leave Russia" welcomes no Russia.
# A motion's words run on: "demanded that Russia withdraw".
_REACH = 90
_BESIDE = 45
# "The partnership of A and B" names both; "partners that imposed" does not.
_APART = re.compile(r"\b(?:that|which|who|when|after|in|on|said|but|while)\b|[;:.]")
OTHER_CLAUSE = re.compile(
    r"\b(?:that|which|who|whom|when|after|before|because|since|if|said|says|to|and|but|while|"
    r"decisions?|withdrawals?|refusal)\b|[;:]",
    re.IGNORECASE,
)
_SCENE = re.compile(
    r"\b(?:in|at|near|against|inside|across)\s+(?:the\s+)?(?:\w+\s+)?$", re.IGNORECASE
)
_SUPPOSED = re.compile(r"\b(?:if|whether|unless|would|could|should|might|may)\b", re.IGNORECASE)
_OWNS = re.compile(r"[’']s?\s+(?:\w+\s+)?")
# "Russia was condemned", "Russia must be condemned": the subject suffers it.
_PASSIVE = re.compile(r"\b(?:am|is|are|was|were|be|been|being)\b", re.IGNORECASE)
# Who refuses what is said of a war has not said whom he is for.
_NO_PITY = frozenset({"reject*", "oppos*", "object* to", "complain*", "block*"})


@dataclass(frozen=True, slots=True)
class Leaning:
    """How far some words lean toward the target."""

    direction: float
    """−1 (against) to 1 (for)."""
    weight: float
    """0 to 1, before it is asked who tells it."""
    words: str
    """The stance words that tell it."""
    at: int
    """Where they stand in the document."""


def leaning_of(
    text: Text,
    stretches: Sequence[tuple[int, int]],
    use: str,
    *,
    first: Sequence[Named] = (),
    held_by_actor: bool = False,
) -> Leaning | None:
    """Return how far the words of some stretches lean toward the target; None: not at all.

    A stance word counts when the target is the nearest party it can be said of, in its sentence;
    after a negation it counts the other way, and less.

    Args:
        text: The document.
        stretches: Half-open; cue and content of a claim, or what a motion says.
        use: `words` or `motion`.
        first: Parties that what opens the stretches may be said of, where none stands nearer:
            whom a claim is addressed to.
        held_by_actor: Somebody else speaks: only what he says the government does counts, by the
            subject before the word.
    """
    found: list[Leaning] = []
    for start, end in stretches:
        for at in text.stances(use, start, end):
            here = _in_sentence(text, at, stretches)
            if use == "motion" or _is_held(text, at, here, held_by_actor=held_by_actor):
                one = _leaning(text, at, here, first, use)
                if one is not None:
                    found.append(one)
    return mean_leaning(found)


def mean_leaning(found: Sequence[Leaning]) -> Leaning | None:
    """Return the mean of some leanings by weight, as heavy as the heaviest; None for none."""
    total = sum(one.weight for one in found)
    if not total:
        return None
    direction = sum(one.direction * one.weight for one in found) / total
    words = ", ".join(dict.fromkeys(one.words for one in found))
    return Leaning(direction, max(one.weight for one in found), words, found[0].at)


def is_victim(text: Text, start: int, end: int) -> bool:
    """Tell whether the target suffers what a stretch speaks of ("its invasion of Ukraine")."""
    return any(
        one.target and _HARM.search(text.text, max(start, one.start - _REACH), one.start)
        for one in text.named_in(start, end)
    )


def is_negated(text: str, start: int, at: int) -> bool:
    """Tell whether the word at `at` stands under a negation of its sentence, begun at `start`."""
    return _NEGATION.search(text[max(start, at - 60) : at]) is not None


def _in_sentence(
    text: Text, found: StanceFound, stretches: Sequence[tuple[int, int]]
) -> list[Named]:
    """Return who is named in the sentence of a stance word and in the stretches."""
    start, end = text.sentence(found.start)
    return [
        one
        for one in text.named_in(start, end)
        if any(low <= one.start < high for low, high in stretches)
    ]


def _leaning(
    text: Text, found: StanceFound, here: Sequence[Named], first: Sequence[Named], use: str
) -> Leaning | None:
    start, end = text.sentence(found.start)
    lean, weight = found.stance.lean, found.stance.weight
    if use == "words" and _SUPPOSED.search(text.text[max(start, found.start - 80) : found.start]):
        return None
    if lean < 0 and _deplores_harm(text, found, end, use):
        # Who deplores the invasion of a country is for the country.
        lean = -lean
    else:
        target = _party(text, found, here, first, use)
        if target is None or not target.target:
            return None
        if (
            lean < 0
            and found.stance.toward == "either"
            and target.start > found.start
            and _SCENE.search(text.text, max(0, target.start - 40), target.start)
        ):
            # "War crimes in Ukraine" are said of others than Ukraine.
            lean = -lean
    if is_negated(text.text, start, found.start):
        lean, weight = -WITHHELD * lean, WITHHELD * weight
    return Leaning(
        lean, weight, " ".join(text.text[found.start : found.end].lower().split()), found.start
    )


def _deplores_harm(text: Text, found: StanceFound, end: int, use: str) -> bool:
    if found.stance.word in _NO_PITY or found.stance.toward == "mutual":
        return False
    if use == "words":
        clause = OTHER_CLAUSE.search(text.text, found.end, end)
        end = clause.start() if clause else end
    return is_victim(text, found.start, end)


def _is_held(text: Text, found: StanceFound, here: Sequence[Named], *, held_by_actor: bool) -> bool:
    """Tell whether the stance is that of the government, not one it tells of others.

    "NATO supports Ukraine", said by Moscow, is no support by Moscow.
    """
    if found.stance.toward == "mutual":
        return True
    if held_by_actor and found.stance.toward != "object":
        # "Russia's brutal war" is told of Russia, and no stance it takes.
        return False
    # "China's alignment with Moscow" is China's, whoever is the subject.
    owners = [one for one in here if _OWNS.fullmatch(text.text, one.end, found.start)]
    if owners:
        return owners[-1].actor or (owners[-1].target and not held_by_actor)
    subjects = [one for one in here if one.subject and one.start < found.start]
    if held_by_actor:
        return bool(subjects) and subjects[-1].actor
    if found.stance.toward != "object" or not subjects:
        return True
    # Who is told to do it is the one whose stance it is: "Modi thanked us" is Modi's.
    passive = _PASSIVE.search(text.text, subjects[-1].end, found.start) is not None
    return subjects[-1].actor or (subjects[-1].target and passive)


def _party(
    text: Text,
    found: StanceFound,
    here: Sequence[Named],
    first: Sequence[Named],
    use: str,
) -> Named | None:
    """Return the party that a stance word is said of: the nearest that is not its own speaker."""
    if found.stance.toward == "mutual":
        return None if text.sides.words else _of_both(text.text, here, found, first)
    others = [
        one
        for one in here
        if not one.actor and not (one.start <= found.start < one.end and not one.target)
    ]
    after = [
        one
        for one in others
        if 0 <= one.start - found.end <= _REACH
        and (use == "motion" or not OTHER_CLAUSE.search(text.text, found.end, one.start))
    ]
    before = [one for one in others if 0 <= found.start - one.end <= _REACH]
    around = [one for one in others if one.start <= found.start < one.end and one.target]
    toward = found.stance.toward
    if toward == "object":
        return _nearest(after, found) or _only(around) or _only(first)
    if toward == "subject":
        return _nearest(before, found) or _only(first)
    return _only(around) or _nearest([*before, *after], found) or _only(first)


def _of_both(
    text: str, here: Sequence[Named], found: StanceFound, first: Sequence[Named]
) -> Named | None:
    """Return the other side where the government is named beside it, close to the word."""
    near = [
        one
        for one in here
        if one.start - found.end <= _BESIDE
        and found.start - one.end <= _BESIDE
        and not _APART.search(text, found.end, max(one.start, found.end))
    ]
    together = next((one for one in near if one.both), None)
    if together is not None:
        return replace(together, target=True)
    theirs = _only(near) or _only(first)
    return theirs if theirs is not None and any(one.actor for one in near) else None


def _nearest(named: Iterable[Named], found: StanceFound) -> Named | None:
    def distance(one: Named) -> int:
        return one.start - found.end if one.start >= found.end else found.start - one.end

    return min(named, key=lambda one: (distance(one), not one.target), default=None)


def _only(named: Sequence[Named]) -> Named | None:
    return next((one for one in named if one.target), None)
