"""Judge how firmly a source gives its content.

In: the cue and the head of its content. Out: a probability.
Not here: how likely the content is true (`assess`).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from legation.reference.cues import Cue

if TYPE_CHECKING:
    from spacy.tokens import Token

# Probability words inside the content, by our own reading of everyday use; the seven ICD 203
# bands are for our judgements and are not used here.
# "Would" after "said" is only "will" shifted back, so it is no hedge.
_MODAL = {"may": 0.5, "might": 0.45, "could": 0.5}
_ADVERB = {
    "likely": 0.8,
    "probably": 0.8,
    "unlikely": 0.15,
    "possibly": 0.45,
    "possible": 0.45,
    "perhaps": 0.45,
    "maybe": 0.45,
    "certainly": 0.97,
    "apparently": 0.75,
    "reportedly": 0.7,
    "allegedly": 0.6,
    "presumably": 0.7,
    "impossible": 0.04,
    "improbable": 0.12,
    "doubtful": 0.2,
    "conceivable": 0.4,
}
HEDGED = frozenset({"assert", "estimate", "warn"})
"""Acts whose content's own modal says how firmly it is given; fears say so themselves."""
_TURNED_ROUND = frozenset({"believe", "doubt", "estimate"})
LOWEST, HIGHEST = 0.03, 0.97
FLAT_DENIAL = 0.03

# "No.", "That is simply not true", "It’s a lie", "The story was false": a denial, whatever the verb
# that gives it.
_LONGEST_DENIAL = 14
_WHAT = (
    r"(?:it|this|that|these|those|they|all of (?:it|this|that)"
    r"|(?:the|this|that|these|such|any|all)(?:\s+[\w’'-]+){1,5})"
)
_HOW = (
    r"(?:(?:all|just|simply|quite|totally|completely|absolutely|utterly|flatly|entirely|plainly"
    r"|patently|pure|sheer|an?|the|not even)\W+)*"
)
_FALSE = (
    r"(?:not true|not the case|not so|untrue|false|wrong\W*$|baseless|groundless|unfounded"
    r"|fabricat\w+|invention|invented|fiction|fake|lies?|nonsense|rubbish|slander|smear|falsehood)"
)
_ALONE = (
    r"(?:no|never|nonsense|rubbish|preposterous|absolutely not|certainly not|of course not"
    r"|not at all|untrue|false|fake news|lies)"
)
_DENIAL = re.compile(
    rf"\W*(?:{_ALONE}\W*$|{_WHAT}(?:\s+(?:is|was|are|were|'s|’s)|['’]s)\W+{_HOW}{_FALSE}\b)",
    re.IGNORECASE,
)


def denies(content: str) -> bool:
    """Tell whether a content is a bare denial of what somebody else said."""
    return len(content.split()) <= _LONGEST_DENIAL and _DENIAL.match(content) is not None


def judge_certainty(cue: Cue, content: Token | None, *, negated: bool) -> float:
    """Return the probability, .03 to .97, that the source gives its content as worded.

    A negated belief turns round ("do not believe"), other negated cues leave it open ("has not
    confirmed", "did not deny"), and the content's own modal or probability word lowers a flat
    assertion, never raises it.
    """
    certainty = cue.certainty
    if negated:
        certainty = 1.0 - certainty if cue.act in _TURNED_ROUND else 0.5
    elif content is not None and cue.act in HEDGED:
        hedge = hedge_of(content)
        if hedge is not None:
            certainty = min(certainty, hedge)
    return round(min(HIGHEST, max(LOWEST, certainty)), 3)


def hedge_of(content: Token) -> float | None:
    """Return the weakest probability word that governs the content's head."""
    found: list[float] = []
    if any(child.dep_ == "neg" for child in content.children):
        return None  # "could not be saved" is as firm as can be
    for child in content.children:
        if child.dep_ == "aux" and child.lower_ in _MODAL:
            found.append(_MODAL[child.lower_])
        elif child.dep_ in {"advmod", "acomp", "oprd", "attr"} and child.lower_ in _ADVERB:
            found.append(_ADVERB[child.lower_])
    if content.lower_ in _ADVERB:
        found.append(_ADVERB[content.lower_])
    return min(found, default=None)
