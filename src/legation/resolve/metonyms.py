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
    "besieged tour toured touring downtown central surround surrounded surrounding above below"
)
# "to", "from" and "of" go with places after words of movement and location, with governments
# after words of giving and saying.
_MOVEMENT = re.compile(
    r"\b(?:travel\w*|fl(?:y|ies|ew|own|ying|ight|ights)|trips?|visits?|visited|went|go(?:es|ing)?"
    r"|return\w*|arriv\w+|head(?:ed|ing|s)?|came|come|coming|moved?|moving|fle[ed]\w*|evacuat\w+"
    r"|drive|drove|roads?|route|journey\w*|way|close|closer|miles|kilomet\w+|km|north|south|east"
    r"|west|northeast|northwest|southeast|southwest|advance\w*|convoys?|train|invited?|invitation"
    r"|tour|ambassadors?|envoys?|delegation|dispatched|rushed|transferred|relocat\w+"
    r"|embassy|back|speaking|reporting|reported|watch\w*|live|lives|lived|land(?:ed|s|ing)?"
    r"|ferr\w+"
    r"|bound|left|leav(?:e|es|ing)|depart\w*|set (?:off|out)|sail\w*|carr(?:y|ies|ied|ying)"
    r"|summon\w*|recall\w*|brought|taken|escort\w*|extradit\w*|deport\w*|expel\w*|exiled?|march\w*"
    r"|withdr[ae]w\w*|driven|chased|stay\w*|stop(?:s|ped|over)?|detour|commut\w*|rode|rid(?:e|es"
    r"|ing)"
    r"|walk\w*|sped|rac(?:e|ed|ing)|crowds?|line|motorway|railway|border|planes?|airlift\w*"
    r"|smuggl\w+|continu(?:e|es|ed|ing)|retir(?:e|es|ed|ing)|follow(?:s|ed|ing)?|pack(?:s|ed|ing)"
    r"|gone|boat|ship|ferry|bus|welcom\w+)\b"
    r"(?:\s+[\w-]+){0,3}\s*$"
)
# "Blair spoke from London", "good morning from Vienna": who speaks from a town stands in it; what
# is wanted or heard from one is its government's.
_SPOKEN_FROM = re.compile(
    r"\b(?:sp(?:eaks?|oke|oken)|call(?:s|ed|ing)|r[ai]ng|phon(?:es|ed|ing)|telephon(?:es|ed|ing)|"
    r"wr(?:ites?|ote|itten)|answer(?:s|ed|ing)|den(?:ies|ied)|announc(?:es|ed|ing)|sa(?:ys|id)|"
    r"told|tells|abdicat\w+|govern(?:s|ed)|rul(?:es|ed)|broadcast\w*|watch(?:es|ed)|due|home|"
    r"news|morning|evening|afternoon|night|flights?|passengers?|goods?|letters? home|"
    r"economist|lawyer|banker|teacher|businessman|native)\s*$"
)
# "In north London": a part of a town after the preposition.
_QUARTER = re.compile(
    r"\b(?:north|south|east|west|central|greater|old|downtown)\s+$", re.IGNORECASE
)
# "has sent somebody to Honiara": people who are sent arrive in a town; arms go to a government.
_SENT = re.compile(
    r"\b(?:sen[dt]s?|sending)\s+(?:[\w-]+\s+){0,3}(?:somebody|someone|nobody|people|men|ministers?"
    r"|officials?|diplomats?|negotiators?|advis[eo]rs?|aides?|team|mission|emissary|emissaries"
    r"|deputy"
    r"|him|her|them)\s*$"
)
_FROM_TOWN = re.compile(r"\s+from\s+[A-Z][\w’'-]*(?:\s+[A-Z][\w’'-]*)?\s*$")
# "fuming at Madrid", "a swipe at Beijing": what is thrown at a town is meant for its rulers.
_AIMED_AT = re.compile(
    r"\b(?:fum\w+|furious|fury|ang(?:er|ry)|rag(?:e|es|ed|ing)|outrage\w*|irritat\w+|annoy\w+|"
    r"dismay\w*|alarm\w*|frustrat\w+|out|back|aim\w*|direct(?:ed|ing)|swipes?|jabs?|digs?"
    r"|anger\w*|"
    r"protest\w*|shout\w*|laugh\w*|mad|cross|point\w*|stares?|staring|accusations?|bristl\w+|"
    r"disappoint\w+|surpris\w+|scorn|insults?|threats?|hint\w*|rail\w*|snub\w*)\s+$"
)
_PART_OF_TOWN = re.compile(
    r"\b(?:half|parts?|much|most|all|lights|walls|cafes|city|town|capital|mayor|outskirts"
    r"|streets?|suburbs?|centre|center|residents?|people|"
    r"north|south|east|west|siege|battle|bombing|shelling|bombardment|encirclement|university|"
    r"district|region|part|side|gates?|doors?|front|steps|courtyard|grounds|floor|windows?"
    r"|roofs?|heart|"
    r"skies|airports?|bars|hotels?|shops|markets?|map|edge|edges|quarters?|shores?|wall|way|tour|"
    r"rain|injured|wounded|dead|native)\s+of\s+(?:the\s+)?$"
)
# "Drones over Kyiv", "missiles on Moscow": what flies and falls does so on a town; what is disputed
# over it, or laid on it, concerns a government.
_IN_THE_AIR = re.compile(
    r"\b(?:fl(?:y|ies|ew|own|ying)|drones?|planes?|jets?|sky|skies|smoke|sirens?|explosions?"
    r"|shot down|"
    r"down(?:ed)?|helicopters?|missiles?|rockets?|bombs?|shells?|attacks?|strikes?|assaults?"
    r"|raids?|"
    r"advanc\w+|march\w*|rain(?:ed|ing)?|fell|fall(?:s|ing)?|night|dawn|snow|fire[ds]?|sun)\s+$"
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
_TRUST_IN = re.compile(r"\b(?:confidence|faith|trust\w*|belie(?:f|ves?|ved))\s+in\s+(?:the\s+)?$")
# "Seoul is a city of nine million": what is said of it is said of a town.
_BEING = re.compile(
    r"^\s+(?:is|was|has been|remains?|lies|sits|stands?)\s+(?:still\s+)?(?:an?|the)\s+(?:\w+\s+)?"
    r"(?:city|town|palace|building|place|street|fortress|museum|port|capital)\b"
)
# What is done to buildings and towns, never to a government.
_DONE_TO_PLACES = re.compile(
    r"^\s+(?:is|was|were|has been|had been|have been|remains?|remained|stays?|stayed|lay|lies)\s+"
    r"(?:\w+ly\s+|still\s+|now\s+|partly\s+|half\s+)?(?:closed to|sealed off|cordoned off"
    r"|evacuated|lit|"
    r"floodlit|flooded|blocked|decorated|draped|fenced|shelled|bombed|bombarded|besieged"
    r"|encircled|"
    r"captured|retaken|liberated|burning|dark|under (?:fire|curfew|siege|lockdown|water|snow)|"
    r"without (?:power|water|light|electricity)|rocked by|hit by|struck by|shaken by|snowed"
    r"|empty)\b"
)
# What happens there is told as if the town had seen it.
_WITNESSING = re.compile(
    r"^\s+(?:had\s+|has\s+)?(?:saw|sees|seen|witnessed|wak(?:es|ing)|woke|awoke|slept|"
    r"froze|emptied|empties|smell\w*|shook|trembled|glitter\w*|swelter\w*|shiver\w*|mourned"
    r"|burn\w*)\b"
    r"|^\s+(?:is|was)\s+(?:\w+ly\s+)?(?:cold|hot|quiet|calm|cloudy|rainy|sunny|full|crowded"
    r"|beautiful|grey|"
    r"(?:\w+\s+)?(?:hours?|minutes?|miles|kilomet\w+|degrees)\b)"
)
_WHERE = re.compile(r"^,?\s+where\b")
# "Seoul, where she flew next, sent no minister".
_WHERE_AND_ACTS = re.compile(r"^,\s+where\b[^,.;]*,\s+[a-z]")
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
    r"stock exchange|time|summit|talks|meetings?|conference|accords?|agreements?|protocol|"
    r"declaration|communiqu[eé]|dinner|lunch|speech|bombings?|attacks?|siege|massacre|trial"
    r"|court|hotels?|"
    r"ballroom|palace|embassy|bureau|correspondents?|visit|trip|stop|forum|gathering|ceremony"
    r"|evening|"
    r"morning|night|afternoon|flat|apartment|cemetery|theatre|station|restaurant|prison|crowd"
    r"|venue)\b",
    re.IGNORECASE,
)


def acts(scene: Scene, mention: Mention) -> bool:
    """Tell whether a capital or seat stands for its government at this place in the text."""
    before, after = scene.before(mention), scene.after(mention)
    if _POSSESSIVE.match(after):
        return not _TOWN_OWNS.match(after)
    if _is_dateline(before, after) or _TOWN_HAS.match(after):
        return False
    if _WHERE.match(after) and not (
        mention.subject and _WHERE_AND_ACTS.match(scene.after(mention))
    ):
        return False
    if mention.subject:
        told_as_place = (_BEING, _WITNESSING, _DONE_TO_PLACES)
        return not any(pattern.match(after) for pattern in told_as_place)
    if _VENUE.match(after):
        return False
    return not _is_place_after(before) or bool(_TRUST_IN.search(before))


# Bodies that papers call by the house they sit in.
_BUILDINGS = frozenset(
    "pentagon lubyanka berlaymont capitol kremlin bundestag reichstag bellevue chancellery".split()
) | {"quai d'orsay", "foggy bottom", "palace of westminster", "capitol hill", "smolenskaya square"}


def names_building(words: str) -> bool:
    """Tell whether words name the house of a body, so that somebody may stand in it."""
    return words.lower().removeprefix("the ") in _BUILDINGS


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
    before = _QUARTER.sub("", before)
    match = _PREPOSITION.search(before)
    if match is None:
        return False
    word = match.group(1).lower()
    ahead = before[: match.start()]
    if word in _ALWAYS_PLACE:
        return word != "at" or not _AIMED_AT.search(ahead.lower())
    opening = not ahead.strip() and match.group(1)[0].isupper()
    if (word in {"to", "from"} and opening) or (
        word == "from" and _SPOKEN_FROM.search(ahead.lower())
    ):
        return True  # "From Harare it is announced", "Blair spoke from London"
    if word in {"to", "from", "for", "via", "through", "toward", "towards"}:
        ahead = _FROM_TOWN.sub("", ahead).lower()
        moved = _MOVEMENT.search(ahead) or (word == "to" and _SENT.search(ahead))
        return bool(moved) or word in {"via", "through"}
    if word in {"over", "on"}:
        return bool(_IN_THE_AIR.search(ahead.lower()))
    return word == "of" and bool(_OUT.search(ahead) or _PART_OF_TOWN.search(before.lower()))
