"""Tell whether a word stands in a clause about the past, the present or the future.

In: a parsed token. Out: `past`, `present`, `future`, or None.
Not here: whether the clause is true or only possible (`extract.events`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Token

# Clauses are rarely nested deeper; the bound keeps a broken parse from costing time.
MAX_STEPS = 10

_WILL = {"will", "shall", "'ll", "’ll", "wo", "ca", "can"}
_PAST_AUXILIARY = {"had", "has", "have", "'ve", "’ve", "did", "was", "were"}
# What stands under these has still to happen: "agreed to meet", "was due to speak".
_LOOKING_AHEAD = {
    "agree",
    "aim",
    "decide",
    "due",
    "expect",
    "hope",
    "intend",
    "invite",
    "mean",
    "order",
    "plan",
    "prepare",
    "promise",
    "ready",
    "schedule",
    "set",
    "slate",
    "vow",
    "want",
}
# By Penn tag and whether the verb has a helper; a bare VBG or VB takes its tense from above.
_TENSE_OF_TAG = {
    ("VBD", False): "past",
    ("VBD", True): "past",
    ("VBN", False): "past",
    ("VBN", True): "present",
    ("VBG", True): "present",
    ("VBZ", False): "present",
    ("VBZ", True): "present",
    ("VBP", False): "present",
    ("VBP", True): "present",
    ("MD", False): "present",
}
_SPEECH = {"say", "tell", "add", "warn", "report", "write", "announce", "claim", "note"}


def tense_at(token: Token) -> str | None:
    """Return the tense of the clause that `token` belongs to; None when no verb tells.

    A present counts only where the token hangs on the verb itself ("when he speaks to Xi on
    Friday": something scheduled); through a noun ("Friday's vote shows") it tells nothing.
    """
    through_noun = False
    for _ in range(MAX_STEPS):
        if token.pos_ in ("VERB", "AUX"):
            tense = _tense_of(token)
            if tense == "present" and (through_noun or token.lemma_ in _SPEECH):
                return None
            if tense is not None:
                return tense
        elif token.pos_ in ("NOUN", "PROPN") and token.dep_ not in ("npadvmod", "pobj"):
            through_noun = True
        if token.head == token:
            break
        token = token.head
    return None


def _tense_of(verb: Token) -> str | None:
    helpers = [child for child in verb.children if child.dep_ in ("aux", "auxpass")]
    words = {child.lower_ for child in helpers}
    if any(child.tag_ == "MD" for child in helpers):
        if words & _WILL:
            return "future"
        return "past" if "have" in words else "future"
    if "to" in words:
        return _tense_of_infinitive(verb)
    if words & _PAST_AUXILIARY:
        return "past"
    return _TENSE_OF_TAG.get((verb.tag_, bool(helpers)))


def _tense_of_infinitive(verb: Token) -> str | None:
    head = verb.head
    if head == verb or head.lemma_.lower() in _LOOKING_AHEAD:
        return "future"
    if head.pos_ in ("VERB", "AUX"):
        above = _tense_of(head)
        return above if above == "past" else "future"
    return None
