"""Bring the words of a claim's content to the few concepts that claims can disagree about.

In: words. Out: concepts: "support", "aid" and "help" are one.
Not here: whether two claims disagree (`disputes`).

The table is our own, made for diplomatic reporting. A word outside it counts as itself, cut back
to a rough stem.
"""

from __future__ import annotations

import re
from functools import lru_cache

_CONCEPTS = {
    "assist": "support assistance aid help assist back backing supply supplies provide providing "
    "equip bolster prop cushion bail",
    "attack": "attack assault strike bomb bombing shell shelling bombard missile raid kill killing",
    "invade": "invade invasion incursion occupy occupation",
    "withdraw": "withdraw withdrawal retreat pullback pullout drawdown",
    "sanction": "sanction embargo penalty penalties punish restriction",
    "talk": "talk talks negotiate negotiation dialogue consultation discuss",
    "meet": "meet meeting summit",
    "agree": "agree agreement deal accord treaty pact",
    "ceasefire": "ceasefire truce armistice",
    "weapon": "weapon weapons arms weaponry ammunition munition munitions military drone drones",
    "chemical": "chemical biological bioweapon biolab biolabs laboratory laboratories",
    "nuclear": "nuclear atomic",
    "know": "know knew known knowledge aware warned forewarned notice",
    "ask": "ask request seek sought appeal plead",
    "civilian": "civilian civilians hospital maternity school resident residents evacuee",
    "recognise": "recognise recognize recognition",
    "annex": "annex annexation",
    "interfere": "interfere interference meddle meddling",
    "spy": "spy spying espionage",
    "lie": "lie lies disinformation misinformation falsehood propaganda fake",
    "advance": "advance encircle capture seize",
    "nato": "nato",
}
_CONCEPT_OF = {word: concept for concept, words in _CONCEPTS.items() for word in words.split()}

# Words that say how, not what; a proposition is not told by them.
_EMPTY = frozenset(
    "a an the this that these those there here it its he she his her they their them we our us "
    "i my and or but if whether while although though because so than then as of in on at to "
    "for from by with about into over after before during since until against between among "
    "under through is are was were be been being am do does did done doing has have had having "
    "will would shall should can could may might must not no nor never neither none any some "
    "all both each every few many much more most other another such same own very too also even "
    "still just only yet already now ever again what which who whom whose when where why how "
    "one two three new next last past recent recently willing willingness ready able unable "
    "want wants wanted going go get gets make makes made give gives given send sends sent "
    "sending consider considering plan plans planned planning intend intends believe believes "
    "think thinks say says said tell tells told certain direct possible likely unlikely form "
    "kind way thing things well up out off down there’s it’s don’t doesn’t didn’t isn’t wasn’t "
    "won’t wouldn’t can’t s t mr mrs ms".split()
)
_WORD = re.compile(r"[^\W\d_]+(?:['’]t)?")
_ENDINGS = ("ations", "ation", "ings", "ing", "ments", "ment", "ies", "ed", "es", "s", "ly")


@lru_cache(maxsize=50_000)
def concept_of(word: str) -> str | None:
    """Return the concept a word stands for; None for words that say nothing by themselves."""
    lower = word.lower()
    if lower in _EMPTY or len(lower) < 3:
        return None
    for form in (lower, _cut(lower), _cut(lower) + "e", _cut(lower, 3)):
        if form in _CONCEPT_OF:
            return _CONCEPT_OF[form]
    return _cut(lower)


def is_listed(concept: str) -> bool:
    """Tell whether a concept is one of the table's, not a bare stem."""
    return concept in _CONCEPTS


def find_concepts(text: str) -> frozenset[str]:
    """Return the concepts in a text."""
    return frozenset(list_concepts(text))


def list_concepts(text: str) -> list[str]:
    """Return the concepts in a text in the order of their first words."""
    found = (concept_of(word) for word in _WORD.findall(text))
    return list(dict.fromkeys(concept for concept in found if concept is not None))


def _cut(word: str, shortest: int = 4) -> str:
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= shortest:
            return word[: -len(ending)]
    return word
