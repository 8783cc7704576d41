"""Judge whether an act has happened, goes on, is planned, possible, denied or supposed.

In: the token whose tense counts, the noun that names the act (if a noun does), the claim that
reports it. Out: one of `records.STATUSES`, or None for a wish or a duty, which is no event.
Not here: which words tell an event (`extract.triggers`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from legation.records import Claim
from legation.reference.triggers import load_status_words

if TYPE_CHECKING:
    from spacy.tokens import Token

# A clause hangs under at most a few others; the bound keeps a broken parse from costing time.
MAX_STEPS = 8

WISH = "wish"
"""Stands beside the statuses inside this module: wanted or due, so nothing to code."""

_WILL = frozenset({"will", "shall", "'ll", "’ll", "wo", "’ll"})
_DUTY = frozenset({"should", "must", "ought", "need"})
_MAY = frozenset({"may", "might", "could", "can", "ca"})
_IF = frozenset({"if", "unless", "whether", "lest", "should", "provided"})
_NEGATIVE = frozenset({"never", "no", "neither", "nor", "without", "n't", "not", "n’t"})
# Held all the time the present tense speaks of; other acts in the present tense go on as well.
_NO_ACT_YET = frozenset({"before", "until", "till", "instead", "without", "against", "than"})
# Of two statuses on one chain of verbs the one further from fact wins.
_WEIGHT = {
    "happened": 0,
    "ongoing": 1,
    "planned": 2,
    "possible": 3,
    "hypothetical": 4,
    "denied": 5,
    WISH: 6,
}
_TAKES_PLACE = frozenset({"take", "happen", "occur", "begin", "start", "come", "be", "continue"})
_FAR_CERTAIN, _NEAR_CERTAIN = 0.12, 0.6


def judge_status(clause: Token, noun: Token | None, claim: Claim | None) -> str | None:
    """Return the status of an act, None when it is only wished for or owed.

    Args:
        clause: The verb that tells it, or the verb that lends the noun its tense; the noun
            itself where it stands alone.
        noun: The noun that names the act, None when a verb does.
        claim: The innermost claim whose content holds it.
    """
    if clause.pos_ == "NOUN":
        status = _of_noun(clause, 0)
    else:
        status = _of_verb(clause, 0)
        if noun is not None:
            status = _weaker(status, _of_modifiers(noun))
            if any(child.lower_ == "no" for child in noun.children):
                status = _weaker(status, "denied")
    if claim is not None:
        status = _seen_through(claim, status, conditional=_has_would(clause))
    return None if status == WISH else status


def _weaker(one: str, other: str | None) -> str:
    if other is None:
        return one
    return max(one, other, key=_WEIGHT.__getitem__)


# --- verbs


def _of_verb(verb: Token, steps: int) -> str:
    """Return the status that the verb's own form and the verbs above it give."""
    own = _of_form(verb, steps)
    if steps >= MAX_STEPS or own in {"denied", WISH}:
        return own
    return _weaker(own, _of_frame(verb, steps))


def _of_form(verb: Token, steps: int) -> str:
    helpers = {child.lower_ for child in verb.children if child.dep_ in {"aux", "auxpass"}}
    if _is_negated(verb):
        return "hypothetical" if "would" in helpers else "denied"
    if helpers & _WILL:
        return "planned"
    if helpers & _DUTY:
        return WISH
    if helpers & _MAY:
        return "possible"
    if "would" in helpers:
        return "hypothetical"
    if "to" in helpers:
        return _of_infinitive(verb, steps)
    if verb.dep_ == "conj" and not helpers and verb.tag_ in {"VB", "VBN", "VBG"}:
        return _of_form(verb.head, steps + 1) if steps < MAX_STEPS else "happened"
    if verb.tag_ == "VBG":
        return "ongoing" if _has_be(verb) else _of_participle(verb, steps)
    if verb.tag_ in {"VBZ", "VBP"}:
        return "ongoing"
    if verb.tag_ == "VB":
        return _of_bare(verb, helpers, steps)
    if (
        verb.tag_ == "VBN"
        and helpers & {"are", "is", "'s", "’s", "being"}
        and "been" not in helpers
    ):
        return "ongoing"
    return "happened"


def _of_bare(verb: Token, helpers: set[str], steps: int) -> str:
    if "did" in helpers:
        return "happened"
    if verb.dep_ in {"ccomp", "xcomp"} and verb.head is not verb:
        return _under(verb.head, steps)  # "helped Ukraine defend": as the verb above
    return WISH  # an imperative: "Join us"


def _is_negated(verb: Token) -> bool:
    if any(child.dep_ == "neg" or child.lower_ in {"never", "nor"} for child in verb.children):
        return True
    subject = next((c for c in verb.children if c.dep_ in {"nsubj", "nsubjpass"}), None)
    return subject is not None and (
        subject.lower_ in {"nobody", "none", "neither"}
        or any(child.lower_ in {"no", "neither"} for child in subject.children)
    )


def _has_be(verb: Token) -> bool:
    return any(child.lemma_ == "be" and child.dep_ == "aux" for child in verb.children)


def _has_would(clause: Token) -> bool:
    for _ in range(MAX_STEPS):
        if any(child.lower_ == "would" and child.dep_ == "aux" for child in clause.children):
            return True
        if clause.dep_ not in {"xcomp", "conj", "acomp", "advcl"}:
            return False
        clause = clause.head
    return False


def _of_infinitive(verb: Token, steps: int) -> str:
    head = verb.head
    if verb.dep_ == "conj" or head is verb:
        return _of_form(head, steps + 1) if head is not verb and steps < MAX_STEPS else WISH
    if verb.dep_ == "advcl" and head.pos_ in {"VERB", "AUX"}:
        # A purpose ("met to discuss", "sent planes to bomb") is not told to have been reached.
        kinds = load_status_words()
        known = kinds["effort"] | kinds["aspect"] | kinds["planned"] | kinds["possible"]
        return _under(head, steps) if head.lemma_ in known else WISH
    return _under(head, steps)


def _under(governor: Token, steps: int) -> str:
    """Return what a governing verb, adjective or noun makes of the act under it."""
    kinds = load_status_words()
    word = governor.lemma_.lower()
    if word in kinds["denied"]:
        return "denied"
    if word in kinds["wish"]:
        return WISH
    if word in kinds["possible"]:
        return "possible"
    if word in kinds["planned"] or (governor.pos_ == "AUX" and word == "be"):
        if word == "go" and not _has_be(governor):
            return "happened"
        return "denied" if _is_negated(governor) else "planned"
    if word in kinds["effort"]:
        return "ongoing"
    if word in kinds["aspect"]:
        return "happened"
    if governor.pos_ in {"VERB", "AUX"} and steps < MAX_STEPS:
        return "possible"
    return WISH


def _of_participle(verb: Token, steps: int) -> str:
    head = verb.head
    if verb.dep_ == "pcomp":
        if head.lower_ in _NO_ACT_YET:
            return "possible" if head.lower_ == "before" else "denied"
        return _of_gerund_under(head.head, head.lower_)
    if verb.dep_ in {"xcomp", "ccomp"}:
        return _under(head, steps)
    if verb.dep_ in {"advcl", "acl", "relcl"} and head.pos_ in {"VERB", "AUX"}:
        return "happened" if steps >= MAX_STEPS else _of_form(head, steps + 1)
    return "ongoing"


def _of_gerund_under(governor: Token, preposition: str) -> str:
    """Return the status of "of attacking", "from imposing", "for invading" under `governor`."""
    kinds = load_status_words()
    word = governor.lemma_.lower()
    if preposition == "from" and (word in kinds["denied"] or word in {"ban", "keep", "block"}):
        return "denied"
    if preposition in {"of", "about", "on"} and word in kinds["possible"] | kinds["wish"]:
        return "possible"
    if preposition in {"to", "toward", "towards"} or word in kinds["planned"]:
        return "planned"
    if word in {"accuse", "suspect"}:
        return "possible"
    return "happened"


def _of_frame(verb: Token, steps: int) -> str | None:
    """Return what the clauses above `verb` make of it; None when they say nothing."""
    mark = next((child.lower_ for child in verb.children if child.dep_ == "mark"), "")
    if verb.dep_ == "advcl":
        if mark in _IF or any(child.lower_ == "if" for child in verb.children):
            return "hypothetical"
        if mark in {"before", "until"} and verb.tag_ in {"VBZ", "VBP"}:
            return "planned"
        return None
    head = verb.head
    if head is verb:
        return None
    if verb.dep_ in {"xcomp", "acomp"} and head.pos_ in {"VERB", "AUX", "ADJ"}:
        above = _of_verb(head, steps + 1) if head.pos_ != "ADJ" else _of_adjective(head, steps)
        return above if _WEIGHT[above] > _WEIGHT["ongoing"] else None
    if verb.dep_ == "acl" and head.pos_ == "NOUN" and verb.tag_ == "VB":
        return _noun_over_act(head, steps)
    if verb.dep_ == "conj" and head.pos_ in {"VERB", "AUX"}:
        return _of_frame(head, steps + 1)
    if verb.dep_ in {"ccomp", "acl"} and head.lemma_.lower() in {"fear", "worry", "risk", "case"}:
        return "hypothetical"
    if verb.dep_ == "ccomp" and head.lemma_ in {"hope", "wish", "demand", "urge", "ask"}:
        return WISH if verb.tag_ == "VB" else "possible"
    return None


def _of_adjective(adjective: Token, steps: int) -> str:
    """Return the status of the clause that "ready", "willing" stand in."""
    head = adjective.head
    return _of_verb(head, steps + 1) if head.pos_ in {"VERB", "AUX"} else "happened"


def _noun_over_act(noun: Token, steps: int) -> str:
    return _under(noun, steps)


# --- nouns


def _of_modifiers(noun: Token) -> str | None:
    """Return what the adjectives before a noun say: "planned", "possible", "ongoing"."""
    kinds = load_status_words()
    for child in noun.lefts:
        word = child.lower_
        if child.dep_ not in {"amod", "advmod", "det"}:
            continue
        if word in kinds["planned"]:
            return "planned"
        if word in kinds["possible"]:
            return "possible"
        if word in {"ongoing", "continuing", "continued", "current"}:
            return "ongoing"
        if word == "no":
            return "denied"
    return None


def _of_noun(noun: Token, steps: int) -> str:
    """Return the status of an act that a noun names on its own."""
    default = "ongoing" if noun.lemma_ == "war" else "happened"
    return _weaker(_of_modifiers(noun) or default, _of_place(noun, steps))


def _of_place(noun: Token, steps: int) -> str | None:
    """Return what the words that govern a noun make of the act it names."""
    while noun.dep_ == "conj" and noun.head.pos_ == "NOUN":
        noun = noun.head
    head, kinds = noun.head, load_status_words()
    definite = any(child.dep_ == "poss" or child.lower_ in {"the", "this"} for child in noun.lefts)
    if noun.dep_ == "pobj":
        return _of_prepositional(noun, definite=definite)
    if noun.dep_ in {"dobj", "nsubjpass"} and head.pos_ == "VERB":
        word = head.lemma_.lower()
        if word in kinds["denied"]:
            return "denied"
        if word in kinds["wish"] | {"seek", "propose", "suggest", "oppose", "reject"}:
            return "hypothetical"
        if word in {"consider", "contemplate", "weigh", "mull", "threaten", "fear", "risk"}:
            return "possible"
        if word in {"plan", "prepare", "schedule", "arrange", "pledge", "promise"}:
            return "planned"
    if noun.dep_ in {"nsubj", "nsubjpass", "dobj"} and head.pos_ in {"VERB", "AUX"}:
        above = _of_verb(head, steps + 1)
        takes_place = head.lemma_ in _TAKES_PLACE and noun.dep_ != "dobj"
        if takes_place or not definite:
            if above == WISH:
                return "hypothetical"
            return above if _WEIGHT[above] > _WEIGHT["ongoing"] else None
    return None


def _of_prepositional(noun: Token, *, definite: bool) -> str | None:
    preposition, kinds = noun.head, load_status_words()
    governor = preposition.head
    word = governor.lemma_.lower()
    if preposition.lower_ in {"before", "against", "without"} or word == "ahead":
        return {"before": None, "against": "hypothetical", "without": "denied"}.get(
            preposition.lower_, "planned"
        )
    if preposition.lower_ in {"of", "for", "about", "to"}:
        if word in {"lack", "absence"}:
            return "denied"
        if governor.pos_ == "NOUN" and word in kinds["possible"]:
            return None if definite and word in {"fear", "concern", "risk"} else "possible"
        if word in kinds["wish"] | {"warn", "warning", "idea"}:
            return None if definite and word in {"warn", "warning"} else "hypothetical"
        if governor.pos_ == "NOUN" and word in {"plan", "preparation", "pretext"}:
            return "planned"
    return None


# --- claims


def _seen_through(claim: Claim, status: str, *, conditional: bool) -> str:
    """Return the status once it is known who says it and how firmly."""
    if claim.act == "decline":
        return "denied"
    if claim.certainty <= _FAR_CERTAIN or (claim.negated and claim.act in {"believe", "estimate"}):
        return "denied" if _WEIGHT[status] < _WEIGHT["denied"] else status
    if status == "hypothetical" and conditional:
        # "said it would send": a plan seen from the past; "believe it would": a possibility.
        if claim.act in {"assert", "promise", "threaten", "know"}:
            return "planned" if claim.act == "promise" else "possible"
        return "possible"
    if claim.act in {"warn", "threaten"}:
        return "possible" if status == "planned" else status
    if claim.act == "promise" and status in {"happened", "ongoing"}:
        return "planned"
    if claim.act in {"demand", "ask"} and status != "happened":
        return "hypothetical" if status != WISH else WISH
    if claim.certainty < _NEAR_CERTAIN and status in {"happened", "ongoing", "planned"}:
        return "possible"
    if claim.act in {"believe", "estimate", "doubt"} and status == "planned":
        return "possible"
    return status
