"""Tell which office a title means, and which of several offices is the foremost.

In: titles as lists and newspapers write them. Out: keys that are equal for one office, and ranks.
Not here: who held an office when (`reference.shelf`).
"""

from __future__ import annotations

import re
from functools import lru_cache

from legation.reference.names import fold

OfficeKey = frozenset[str]

# Words that come and go in one and the same title ("Minister of (National) Defence").
_EMPTY = frozenset(
    "of the for and in to on a an affairs national federal council cabinet ministers us".split()
)
_SPELLING = {
    "defence": "defense",
    "internal": "interior",
    "adviser": "advisor",
    "exterior": "foreign",
    "external": "foreign",
    "spokesman": "spokesperson",
    "spokeswoman": "spokesperson",
    "premier": "premier",
    "chairwoman": "chairman",
    "chair": "chairman",
    "finances": "finance",
    "secretary-general": "secretary general",
    "ambassadors": "ambassador",
    "organisation": "organization",
    "chief": "head",
}
_PHRASES = (
    ("central intelligence agency", "cia"),
    ("federal bureau of investigation", "fbi"),
    ("joint chiefs of staff", "joint chiefs"),
    ("house of representatives", "house"),
    ("united nations", "un"),
    ("federal security service", "fsb"),
    ("foreign intelligence service", "svr"),
    ("secret intelligence service", "mi6"),
    ("north atlantic treaty organization", "nato"),
    ("prime minister of state", "prime minister"),
)

# An office under another name: pattern on the folded title, state (None: any), other titles.
_ALSO: tuple[tuple[str, str | None, tuple[str, ...]], ...] = (
    (r"^secretary of state$", "USA", ("foreign minister", "top diplomat")),
    (r"^secretary of defense$", "USA", ("defense minister", "defense secretary", "pentagon chief")),
    (r"^secretary of the treasury$", "USA", ("treasury secretary", "finance minister")),
    (r"^secretary of commerce$", "USA", ("commerce secretary",)),
    (r"^secretary of energy$", "USA", ("energy secretary",)),
    (r"^secretary of homeland security$", "USA", ("homeland security secretary",)),
    (r"^white house press secretary$", "USA", ("press secretary", "white house spokesperson")),
    (r"^ambassador to the united nations$", None, ("un ambassador", "permanent representative")),
    (r"^permanent representative to the united nations", None, ("un ambassador", "un envoy")),
    (r"^chairman of the joint chiefs", "USA", ("top general", "joint chiefs chairman")),
    (r"^united states trade representative$", "USA", ("trade representative",)),
    (r"^chair of the federal reserve$", "USA", ("fed chairman", "central bank governor")),
    (r"^speaker of the house of representatives$", "USA", ("house speaker", "speaker")),
    (r"^secretary of state for foreign", "GBR", ("foreign secretary", "foreign minister")),
    (r"^secretary of state for defence$", "GBR", ("defense secretary", "defense minister")),
    (r"^secretary of state for the home department$", "GBR", ("home secretary",)),
    (r"^secretary of state for health", "GBR", ("health secretary",)),
    (r"^secretary of state for international trade", "GBR", ("trade secretary",)),
    (r"^chancellor of the exchequer$", "GBR", ("chancellor", "finance minister")),
    (r"^minister of (europe and )?foreign affairs", None, ("foreign minister", "top diplomat")),
    (r"^minister of external affairs$", "IND", ("foreign minister",)),
    (r"^minister of the armed forces$", "FRA", ("defense minister",)),
    (r"^minister of the economy, finances", "FRA", ("finance minister", "economy minister")),
    (r"^minister of defence and ", None, ("defense minister",)),
    (r"^minister of economic affairs and finance$", None, ("finance minister",)),
    (r"^premier of the state council$", "CHN", ("premier", "prime minister")),
    (r"^president$", "CHN", ("leader",)),
    (r"^director of the federal security service$", "RUS", ("fsb director", "fsb chief")),
    (r"^director of the foreign intelligence service$", "RUS", ("svr director", "spy chief")),
    (r"^director of the cia$", "USA", ("spy chief", "cia chief")),
    (r"^chief of the secret intelligence service$", "GBR", ("mi6 chief", "spy chief")),
    (r"^foreign ministry spokes", None, ("foreign ministry spokesperson", "spokesperson")),
    (r"^presidential press secretary$", None, ("kremlin spokesperson", "press secretary")),
    (
        (
            r"^(governor|president|chairman) of (the )?(.* )?"
            r"((central|national|reserve) bank|bank of |people.?s bank)"
        ),
        None,
        ("central bank governor", "central bank chief"),
    ),
    (
        (
            r"^(speaker|president|chairman) of (the )?(knesset|lok sabha|national assembly|"
            r"parliament|state duma|verkhovna rada|house of (representatives|commons)|"
            r"grand national assembly|islamic consultative|bundestag|chamber of deputies|"
            r"(national )?congress|milli|majlis|riksdag|sejm|supreme council|people.?s assembly|"
            r"legislative)"
        ),
        None,
        ("speaker of parliament", "parliament speaker", "speaker", "assembly president"),
    ),
    (
        (
            r"^chief of (the )?army staff$|^chief of staff of the army$|^commander of the army$|"
            r"^army (chief|commander)"
        ),
        None,
        ("army chief", "army commander", "chief of the army"),
    ),
    (
        (
            r"^(chief|commander|head) of (the )?(general staff|joint staff|armed forces|"
            r"defen[cs]e (staff|force)|staff of the armed)|"
            r"^commander.in.chief of (the )?(armed forces|army|defen)|"
            r"^chairman of the joint chiefs"
        ),
        None,
        ("armed forces chief", "military chief", "armed forces commander"),
    ),
    (r"^taoiseach$", "IRL", ("prime minister",)),
    (r"^(king|queen|monarch|emir|sultan|emperor)$", None, ("monarch",)),
    (r"^supreme leader$", None, ("leader",)),
)
_ALSO_COMPILED = tuple((re.compile(pattern), state, also) for pattern, state, also in _ALSO)

# First match wins. 0: speaks for the whole state; then those who speak for it abroad, then arms
# and secrets, purse, voice, house, embassy, province, town. The order is ours.
_RANKS: tuple[tuple[str, int], ...] = (
    (r"co-prince|^captain regent", 9),
    (r"^(acting |interim )?president( of the european (commission|council))?$", 0),
    (r"^(acting |interim )?(prime minister|chancellor|taoiseach|supreme leader|leader)$", 0),
    (r"^(acting )?premier( of the state council)?$", 0),
    (r"^(secretary.general of (the united nations|nato)|pope)$", 0),
    (r"^(king|queen|monarch|emir|sultan|emperor|druk gyalpo|crown prince)$", 1),
    (r"^(first )?vice.president$|^general secretary of the|^alternate prime minister", 1),
    (r"^deputy chairman of the security council$|^chairman of the presidential council", 1),
    (r"^secretary of state$|^secretary of state for foreign|^minister of external affairs", 2),
    (r"^minister of (europe and )?foreign affairs$|^high representative", 2),
    (r"^(first )?deputy prime minister$|^vice premier", 3),
    (r"^secretary of defense$|^secretary of state for defence$|^minister of (national )?defen", 3),
    (r"^minister of the armed forces$|^national security advis", 3),
    (r"^secretary of the (national |supreme national )?security", 3),
    (r"^director of the (office of the central foreign affairs|cia|fbi|mossad)", 4),
    (r"^director of (the federal security|the foreign intel|national intel)", 4),
    (r"^chief of the (secret|general|joint)|^chairman of the joint chiefs", 4),
    (r"^chief of (the )?(army staff|armed forces|defence staff)|^commander of the (army|armed)", 4),
    (r"^secretary of the treasury$|^chancellor of the exch|^minister of (finance|the e)", 4),
    (r"^chair of the federal|^governor of the (central|national|people|bank)", 4),
    (r"trade representative$", 4),
    (r"^(ambassador|permanent representative) to the united nations", 4),
    (r"^state councilor$|^speaker of|^chairman of the (state|federation|verkhovna|standing)", 5),
    (r"^president of the (national assembly|parliament|chamber|bundestag)|^leader of the opp", 5),
    (r"^supreme commander|^commander.in.chief|^first lord of the treasury", 6),
    (r"^minister for the (union|civil)|^chairman of the central military", 6),
    (r"^secretary of |^minister |press secretary|spokes|^attorney", 5),
    (r"^(white house )?chief of staff", 5),
    (r"^deputy|^under|^assistant|^minister of state|^parliamentary|advis|counsel", 6),
    (r"ambassador|permanent representative|^high commissioner", 7),
    (r"^governor|^chief minister|^head of", 8),
    (r"^mayor|chairman of the .* (region|district)", 9),
)
_RANKS_COMPILED = tuple((re.compile(pattern), rank) for pattern, rank in _RANKS)
_OTHER_RANK = 6


@lru_cache(maxsize=8192)
def office_rank(office: str) -> int:
    """Return how far forward an office stands, 0 (head of state or government) to 9."""
    title = office.casefold()
    for pattern, rank in _RANKS_COMPILED:
        if pattern.search(title):
            return rank
    return _OTHER_RANK


@lru_cache(maxsize=8192)
def office_key(title: str) -> OfficeKey:
    """Return the words that make a title: "CIA director" and "Director of the CIA" have one key."""
    text = fold(title)
    for phrase, short in _PHRASES:
        text = text.replace(phrase, short)
    words = (_SPELLING.get(word, word) for word in text.split())
    return frozenset(word for word in words if word not in _EMPTY)


@lru_cache(maxsize=8192)
def office_keys(title: str, state: str | None) -> frozenset[OfficeKey]:
    """Return every key under which an office of `state` may be asked for."""
    keys = {office_key(title)}
    lowered = title.casefold()
    if lowered.endswith(" party") and lowered.startswith(("leader", "chairman", "president")):
        keys.add(office_key(title) - {"party"})  # "the Labour leader"
    for pattern, only, also in _ALSO_COMPILED:
        if only in (None, state) and pattern.search(lowered):
            keys.update(office_key(name) for name in also)
    return frozenset(keys)
