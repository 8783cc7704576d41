"""Make the ministries, parliaments and forces of a state from the state's own name.

In: a folded name such as `polish foreign ministry`. Out: an `Actor` of type body.
Not here: bodies with names of their own, such as the Bundestag (`organisations.tsv`).
"""

from __future__ import annotations

import re
from collections.abc import Callable

from legation.records import Actor
from legation.reference.names import slug
from legation.reference.tables import load_table, split_list

# What is written after a demonym or a state's name, and the name the body is filed under.
_BODIES = {
    "foreign ministry": "Ministry of Foreign Affairs",
    "ministry of foreign affairs": "Ministry of Foreign Affairs",
    "foreign affairs ministry": "Ministry of Foreign Affairs",
    "external affairs ministry": "Ministry of External Affairs",
    "ministry of external affairs": "Ministry of External Affairs",
    "defense ministry": "Ministry of Defence",
    "defence ministry": "Ministry of Defence",
    "ministry of defense": "Ministry of Defence",
    "ministry of defence": "Ministry of Defence",
    "ministry of national defense": "Ministry of Defence",
    "ministry of national defence": "Ministry of Defence",
    "finance ministry": "Ministry of Finance",
    "ministry of finance": "Ministry of Finance",
    "economy ministry": "Ministry of Economy",
    "economic ministry": "Ministry of Economy",
    "ministry of economy": "Ministry of Economy",
    "interior ministry": "Ministry of the Interior",
    "ministry of the interior": "Ministry of the Interior",
    "ministry of internal affairs": "Ministry of the Interior",
    "justice ministry": "Ministry of Justice",
    "ministry of justice": "Ministry of Justice",
    "energy ministry": "Ministry of Energy",
    "emergencies ministry": "Ministry of Emergency Situations",
    "trade ministry": "Ministry of Trade",
    "commerce ministry": "Ministry of Commerce",
    "ministry of commerce": "Ministry of Commerce",
    "health ministry": "Ministry of Health",
    "ministry of health": "Ministry of Health",
    "transport ministry": "Ministry of Transport",
    "agriculture ministry": "Ministry of Agriculture",
    "parliament": "parliament",
    "supreme court": "Supreme Court",
    "constitutional court": "Constitutional Court",
    "central bank": "central bank",
    "armed forces": "armed forces",
    "military": "armed forces",
    "army": "army",
    "navy": "navy",
    "air force": "air force",
    "general staff": "General Staff",
    "embassy": "embassy",
    "coast guard": "coast guard",
    "secret service": "secret service",
}
_BEFORE = re.compile(rf"^(?P<state>.+?)s? (?P<body>{'|'.join(sorted(_BODIES, key=len)[::-1])})$")
_AFTER = re.compile(
    rf"^(?P<body>{'|'.join(sorted(_BODIES, key=len)[::-1])}) of (the )?(?P<state>.+)$"
)


def derive_body(key: str, find_state: Callable[[str], Actor | None]) -> Actor | None:
    """Return the body that a folded name means, None where it is not made of a state and a body.

    `find_state` tells the state that a folded name or demonym stands for.
    """
    for pattern in (_BEFORE, _AFTER):
        match = pattern.match(key)
        if match is None:
            continue
        # "polands foreign ministry" (fold drops the apostrophe) or "philippines navy".
        state = find_state(match["state"]) or find_state(match["state"] + "s")
        if state is not None and state.id is not None:
            name = f"{_adjectives().get(state.id, state.name)} {_BODIES[match['body']]}"
            return Actor(f"legation:{slug(name)}", name, "body", state.id)
    return None


_ADJECTIVES: dict[str, str] = {}


def _adjectives() -> dict[str, str]:
    if not _ADJECTIVES:
        for row in load_table("states.tsv"):
            demonyms = split_list(row["demonyms"])
            _ADJECTIVES[row["id"]] = demonyms[0] if demonyms else row["name"]
    return _ADJECTIVES
