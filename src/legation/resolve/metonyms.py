"""Tell a capital that acts ("Moscow denies") from one where things happen ("talks in Moscow").

In: a mention of a capital or seat of power, and its surroundings. Out: yes or no.
Not here: which state it stands for (`candidates`).
"""

from __future__ import annotations

import re

from legation.records import Mention
from legation.resolve.scene import Scene
from legation.resolve.wording import word_set

_ALWAYS_PLACE = word_set(
    "in at near outside inside around across into throughout within leaving leave left visit "
    "visits visited visiting reach reached reaching enter entered entering bomb bombed bombing "
    "shell shelled shelling capture captured capturing seize seized encircle encircled besiege "
    "besieged tour toured touring downtown central surround surrounded surrounding"
)
# "to", "from" and "of" go with places after words of movement and location, with governments
# after words of giving and saying.
_MOVEMENT = re.compile(
    r"\b(?:travel\w*|fl(?:y|ies|ew|own|ying|ight|ights)|trips?|visits?|visited|went|go(?:es|ing)?"
    r"|return\w*|arriv\w+|head(?:ed|ing|s)?|came|come|coming|moved?|moving|fle[ed]\w*|evacuat\w+"
    r"|drive|drove|roads?|route|journey\w*|way|close|closer|miles|kilomet\w+|km|north|south|east"
    r"|west|northeast|northwest|southeast|southwest|advance\w*|convoys?|train|invited?|invitation"
    r"|tour|ambassadors?|envoys?|delegation|dispatched|rushed|transferred|relocat\w+"
    r"|embassy|back|speaking|reporting|reported|watch\w*|live|lives|lived|land(?:ed|s|ing)?|ferr\w+"
    r"|bound|left|leav(?:e|es|ing)|depart\w*|set (?:off|out)|sail\w*)\b"
    r"(?:\s+[\w-]+){0,2}\s*$"
)
_PART_OF_TOWN = re.compile(
    r"\b(?:half|parts?|much|most|all|lights|walls|cafes|city|town|capital|mayor|outskirts|streets?|suburbs?|centre|center|residents?|people|"
    r"north|south|east|west|siege|battle|bombing|shelling|bombardment|encirclement|university|"
    r"district|region|part)\s+of\s+$"
)
_OUT = re.compile(r"\b(?:out|outside|inside|north|south|east|west)\s+$")
_PREPOSITION = re.compile(r"([\w-]+)\s+(?:the\s+)?$", re.IGNORECASE)
_CONJUNCT = re.compile(r"(?:\b[A-Z][\w.]*(?:\s+[A-Z][\w.]*)?,?\s+(?:and|or)|,)\s+(?:the\s+)?$")
_DATELINE = re.compile(
    r"^(?:\s+[—–-]{1,2}\s|,?\s*\(?[A-Z][a-z]+\)?\s*[—–-]|,\s*(?:[A-Z][a-z]+\.?\s+\d|\d)|\s*\()"
)
_WIDER_PLACE = re.compile(r"^,\s*(?:D\.?C\b|[A-Z][a-z]+\s*[,.)])")
_ABSTRACT_IN = re.compile(
    r"\b(?:confidence|faith|trust|belie(?:f|ves?|ved)|interest(?:ed)?|invest\w*|shares?|stakes?|"
    r"role|join\w*)\s+(?:in|at)\s+(?:the\s+)?$"
)
# "Seoul is a city of nine million": what is said of it is said of a town.
_BEING = re.compile(
    r"^\s+(?:is|was|has been|remains?|lies|sits|stands?)\s+(?:still\s+)?(?:an?|the)\s+(?:\w+\s+)?"
    r"(?:city|town|palace|building|place|street|fortress|museum|port|capital)\b"
)
# What happens there is told as if the town had seen it.
_WITNESSING = re.compile(r"^\s+(?:had\s+|has\s+)?(?:saw|sees|seen|witnessed|woke|awoke|slept)\b")
_VENUE = re.compile(r"^\s+as\s+(?:the|a|its|their)\s+(?:possible\s+)?(?:venue|place|site|host)\b")
_POSSESSIVE = re.compile(r"^['’]")
# Things a town owns, against things a government owns ("Moscow's metro", "Moscow's demand").
_TOWN_OWNS = re.compile(
    r"^['’]s?\s+(?:\w+\s+)?(?:streets?|suburbs?|airport|residents?|metro|subway|mayor|centre|"
    r"center|outskirts|hotels?|square|university|hospitals?|Red Square|Tiananmen|lights?|walls?|"
    r"weather|rain|snow|river|bridges?|cafes?|shops?|markets?|traffic|towers?|gates?|worst|"
    r"old town|harbour|stadium|cathedral|museum)\b"
)
# "Moscow Mayor", "Moscow Region": the town, not the government.
_TOWN_HAS = re.compile(
    r"^\s+(?:mayor|region|oblast|university|airport|metro|suburbs?|hotel|streets?|residents?|"
    r"stock exchange|time)\b",
    re.IGNORECASE,
)


def acts(scene: Scene, mention: Mention) -> bool:
    """Tell whether a capital or seat stands for its government at this place in the text."""
    before, after = scene.before(mention), scene.after(mention)
    if _POSSESSIVE.match(after):
        return not _TOWN_OWNS.match(after)
    if _is_dateline(before, after) or _TOWN_HAS.match(after):
        return False
    if mention.subject:
        return not (_BEING.match(after) or _WITNESSING.match(after))
    if _VENUE.match(after):
        return False
    return not _is_place_after(before)


def _is_dateline(before: str, after: str) -> bool:
    if _WIDER_PLACE.match(after):
        return True
    return not before.strip() and bool(_DATELINE.match(after))


def stands_in_place(scene: Scene, mention: Mention) -> bool:
    """Tell whether the words before a name, known or not, make it a place ("in Bucha")."""
    before = scene.before(mention)
    return _is_place_after(before) and not _ABSTRACT_IN.search(before)


def _is_place_after(before: str) -> bool:
    """Tell whether the words before a town's name make it a place."""
    while True:
        conjunct = _CONJUNCT.search(before)
        if conjunct is None:
            break
        before = before[: conjunct.start()]
        if not before:
            return False
        before = before if before.endswith(" ") else before + " "
    match = _PREPOSITION.search(before)
    if match is None:
        return False
    word = match.group(1).lower()
    if word in _ALWAYS_PLACE:
        return True
    ahead = before[: match.start()]
    if word in {"to", "from", "for", "via", "through", "toward", "towards"}:
        return bool(_MOVEMENT.search(ahead.lower())) or word in {"via", "through"}
    if word == "of" and _OUT.search(ahead):
        return True
    if word == "of":
        return bool(_PART_OF_TOWN.search(before.lower()))
    return False
