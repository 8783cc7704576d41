"""Reject readings that the words around a trigger do not suit.

In: a candidate and one reading of it. Out: whether it tells an act at all.
Not here: whether the act happened (`extract.statuses`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from legation.extract.arguments import is_passive, iter_verb_role
from legation.extract.triggers import Candidate
from legation.reference.triggers import Trigger

if TYPE_CHECKING:
    from spacy.tokens import Token

_CLAUSES = frozenset({"xcomp", "ccomp"})
_ASKING_PREPOSITIONS = frozenset({"for", "over", "on", "about", "against", "into", "toward"})
# Verbs that name by themselves what is asked, or ask it of somebody.
_ASKING_OUTRIGHT = frozenset({"demand", "request", "invite", "seek", "propose", "call", "appeal"})
_VERBAL_ATTACK = frozenset({"over", "for", "as"})


def suits(candidate: Candidate, reading: Trigger) -> bool:
    """Tell whether the sentence can mean `reading` where the candidate stands."""
    token = candidate.token
    if reading.pos == "noun":
        return True
    if reading.type == "REQUEST":
        return _asks(token)
    if reading.type == "AGREE":
        return _commits(token)
    if reading.type == "THREATEN":
        return _threatens(token)
    if reading.type == "ASSAULT" and token.lemma_ in {"attack", "assault", "hit", "strike"}:
        # "attacked him over the deal" is a quarrel.
        return not any(child.lower_ in _VERBAL_ATTACK for child in token.children)
    if reading.type == "CONSULT" and token.lemma_ == "call":
        # "called him a killer" describes, "called the plan" names.
        complements = {child.dep_ for child in token.children}
        return not complements & {"oprd", "xcomp", "ccomp", "attr", "prt"}
    if reading.type == "COOPERATE" and token.lemma_ == "work":
        return any(child.lower_ in {"with", "alongside", "together"} for child in token.children)
    return True


def _asks(verb: Token) -> bool:
    """Tell asking somebody to act from asking after him or pushing him about."""
    if verb.lemma_ in _ASKING_OUTRIGHT:
        return True
    return any(
        child.dep_ in _CLAUSES
        or (child.dep_ in {"prep", "dative"} and child.lower_ in _ASKING_PREPOSITIONS - {"about"})
        for child in verb.children
    )


def _commits(verb: Token) -> bool:
    """Tell a commitment from being committed, and an agreement from being of one opinion."""
    if verb.lemma_ in {"commit", "promise", "pledge"} and is_passive(verb):
        return any(child.dep_ == "agent" for child in verb.children)
    if verb.lemma_ != "agree":
        return True
    first_person = any(head.lower_ in {"i", "you"} for head in iter_verb_role(verb, "subj"))
    settled = any(
        child.dep_ in _CLAUSES or child.lower_ in {"to", "on", "upon", "with"}
        for child in verb.children
    )
    return settled and not first_person


def _threatens(verb: Token) -> bool:
    """Tell a threat from a warning about a third party's deeds ("warned allies of an attack")."""
    if verb.lemma_ not in {"warn", "caution"}:
        return True
    return any(
        child.lower_ == "against" or child.dep_ in _CLAUSES for child in verb.children
    ) and not any(child.lower_ in {"about", "of"} for child in verb.children)
