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
_CONCLUDING = frozenset({"sign", "reach", "conclude", "make", "announce", "complete", "give"})
_VERBAL_ATTACK = frozenset({"over", "for", "as"})


def suits(candidate: Candidate, reading: Trigger) -> bool:
    """Tell whether the sentence can mean `reading` where the candidate stands."""
    if reading.pos == "noun":
        return _noun_suits(candidate, reading)
    test = _TESTS.get(reading.type)
    return test is None or test(candidate.token)


def _consults(token: Token) -> bool:
    """Tell a call from a name, and speaking to somebody from "frankly speaking"."""
    if token.lemma_ in {"speak", "talk"} and token.tag_ == "VBG" and token.dep_ == "advcl":
        return False  # "frankly speaking"
    if token.lemma_ in {"speak", "talk"} and any(child.lower_ == "for" for child in token.children):
        return False  # "let others speak for themselves"
    if token.lemma_ != "call":
        return True
    # "called him a killer" describes, "called off the talks" is another verb.
    complements = {child.dep_ for child in token.children}
    naming = {"xcomp", "ccomp", "attr", "prt"} | ({"oprd"} if "dobj" in complements else set())
    return not complements & naming


def _works_with(token: Token) -> bool:
    together = {"with", "alongside", "together"}
    return token.lemma_ != "work" or any(child.lower_ in together for child in token.children)


def _assaults(token: Token) -> bool:
    """Tell an attack from a quarrel ("attacked him over the deal")."""
    if token.lemma_ not in {"attack", "assault", "hit", "strike"}:
        return True
    return not any(child.lower_ in _VERBAL_ATTACK for child in token.children)


def _noun_suits(candidate: Candidate, reading: Trigger) -> bool:
    token, light = candidate.token, candidate.light_verb
    if reading.type == "AGREE" and light is not None:
        return light.lemma_ in _CONCLUDING  # a treaty that one has joined is not an act of today
    if token.lemma_ in {"discussion", "consultation"}:
        return not any(child.dep_ == "poss" and child.lower_ == "its" for child in token.lefts)
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
    if verb.lemma_ == "commit":  # not "commits crimes"
        return any(
            child.dep_ == "xcomp" or child.lower_ in {"to", "$", "million", "billion"}
            for child in verb.children
        )
    if verb.lemma_ != "agree":
        return True
    first_person = any(head.lower_ in {"i", "you"} for head in iter_verb_role(verb, "subj"))
    settled = any(
        child.dep_ in _CLAUSES or child.lower_ in {"to", "on", "upon"} for child in verb.children
    )
    return settled and not first_person


def _threatens(verb: Token) -> bool:
    """Tell a threat from a warning about a third party's deeds ("warned allies of an attack")."""
    if verb.lemma_ not in {"warn", "caution"}:
        # "threatens peace" tells no threat.
        return any(
            child.dep_ == "xcomp"
            or child.lower_ in {"with", "against"}
            or (child.dep_ in {"dobj", "nsubjpass"} and child.pos_ in {"PROPN", "PRON"})
            for child in verb.children
        )
    return any(
        child.lower_ == "against" or child.dep_ in _CLAUSES for child in verb.children
    ) and not any(child.lower_ in {"about", "of"} for child in verb.children)


_TESTS = {
    "REQUEST": _asks,
    "AGREE": _commits,
    "THREATEN": _threatens,
    "ASSAULT": _assaults,
    "CONSULT": _consults,
    "COOPERATE": _works_with,
}
