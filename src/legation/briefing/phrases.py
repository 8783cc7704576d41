"""The words for what is given, said, voted and counted: by rung, act, cue, choice and measure.

In: nothing. Out: tables, written by us.
Not here: deeds (`briefing.deed_words`), putting words into sentences (the forms).
"""

from __future__ import annotations

# What is given, backed or barred, as it stands in a sentence; the order is the ladder of means,
# from the lightest rung to the heaviest.
MEANS_WORDS: dict[str, str] = {
    "information": "help in the information war",
    "diplomatic": "diplomatic support",
    "food-medicine": "food or medicine",
    "trade": "trade",
    "energy": "energy",
    "finance": "money",
    "intelligence": "intelligence",
    "training": "training",
    "dual-use": "dual-use goods and parts",
    "ammunition": "ammunition",
    "light-weapons": "light or unspecified weapons",
    "heavy-weapons": "heavy weapons",
}
MEANS_HEADINGS: dict[str, str] = {
    "information": "Information",
    "diplomatic": "Diplomatic support",
    "food-medicine": "Food and medicine",
    "trade": "Trade measures",
    "energy": "Energy",
    "finance": "Money and finance",
    "intelligence": "Intelligence",
    "training": "Training",
    "dual-use": "Dual-use goods and parts",
    "ammunition": "Ammunition",
    "light-weapons": "Light or unspecified weapons",
    "heavy-weapons": "Heavy weapons",
}
# The same where they qualify sanctions.
SANCTION_MEANS: dict[str, str] = {
    "finance": "financial",
    "trade": "trade",
    "energy": "energy",
    "diplomatic": "diplomatic",
    "dual-use": "technology",
    "heavy-weapons": "arms",
    "light-weapons": "arms",
    "ammunition": "arms",
}

COOPERATION = ("AGREE", "CONSULT", "SUPPORT", "CONCEDE", "YIELD", "COOPERATE", "AID", "RETREAT")
CONFLICT = (
    "REQUEST",
    "ACCUSE",
    "REJECT",
    "THREATEN",
    "PROTEST",
    "SANCTION",
    "MOBILIZE",
    "COERCE",
    "ASSAULT",
)
# PLOVER's four quadrants.
QUADRANTS: dict[str, str] = {
    "AGREE": "verbal cooperation",
    "CONSULT": "verbal cooperation",
    "SUPPORT": "verbal cooperation",
    "CONCEDE": "verbal cooperation",
    "COOPERATE": "material cooperation",
    "AID": "material cooperation",
    "RETREAT": "material cooperation",
    "YIELD": "material cooperation",
    "REQUEST": "verbal conflict",
    "ACCUSE": "verbal conflict",
    "REJECT": "verbal conflict",
    "THREATEN": "verbal conflict",
    "PROTEST": "material conflict",
    "SANCTION": "material conflict",
    "MOBILIZE": "material conflict",
    "COERCE": "material conflict",
    "ASSAULT": "material conflict",
}

# Acts of claims: the verb when the source's own cue is no plain reporting verb, and the same
# under negation.
ACT_VERBS: dict[str, tuple[str, str]] = {
    "assert": ("said", "did not say"),
    "deny": ("denied", "did not deny"),
    "believe": ("believed", "did not believe"),
    "doubt": ("doubted", "did not doubt"),
    "know": ("knew", "did not know"),
    "warn": ("warned", "did not warn"),
    "threaten": ("threatened", "did not threaten"),
    "promise": ("promised", "did not promise"),
    "demand": ("demanded", "did not demand"),
    "ask": ("asked", "did not ask"),
    "estimate": ("estimated", "did not estimate"),
    "decline": ("declined", "did not decline"),
}
# What somebody says of himself: "said, as a belief".
ACT_AS_NOUN: dict[str, str] = {
    "believe": "as a belief",
    "doubt": "as a doubt",
    "know": "as known",
    "warn": "as a warning",
    "promise": "as a promise",
    "deny": "as a denial",
    "estimate": "as an estimate",
    "demand": "as a demand",
}
ACT_NOUNS: dict[str, str] = {
    "assert": "says",
    "deny": "denies",
    "believe": "believes",
    "doubt": "doubts",
    "know": "knows",
    "warn": "warns",
    "threaten": "threatens",
    "promise": "promises",
    "demand": "demands",
    "ask": "asks",
    "estimate": "estimates",
    "decline": "declines",
}

# Reporting verbs that carry more than "said" and are kept as the source's writer chose them:
# lemma, past.
_CUES = (
    "accept accepted, acknowledge acknowledged, add added, admit admitted, affirm affirmed, "
    "allege alleged, announce announced, argue argued, assert asserted, assess assessed, "
    "assume assumed, believe believed, caution cautioned, claim claimed, complain complained, "
    "conclude concluded, confirm confirmed, contend contended, declare declared, deny denied, "
    "dispute disputed, doubt doubted, emphasise emphasised, emphasize emphasized, "
    "estimate estimated, expect expected, explain explained, fear feared, hope hoped, "
    "hint hinted, insist insisted, maintain maintained, note noted, pledge pledged, "
    "predict predicted, promise promised, propose proposed, reaffirm reaffirmed, "
    "recall recalled, reckon reckoned, reiterate reiterated, reject rejected, repeat repeated, "
    "report reported, reveal revealed, say said, state stated, stress stressed, "
    "suggest suggested, suspect suspected, think thought, threaten threatened, "
    "underline underlined, underscore underscored, vow vowed, warn warned"
)
_PRESENT_ODD = {"deny": "denies", "stress": "stresses", "reject": "rejects"}


def _cue_forms() -> tuple[dict[str, str], dict[str, str]]:
    pasts: dict[str, str] = {}
    lemmas: dict[str, str] = {}
    for pair in _CUES.split(", "):
        lemma, past = pair.split()
        for shape in (lemma, _PRESENT_ODD.get(lemma, f"{lemma}s"), past):
            pasts[shape], lemmas[shape] = past, lemma
    return pasts, lemmas


# Any finite form of a reporting verb to its past, and to its lemma.
CUE_PAST, CUE_LEMMA = _cue_forms()

# How firmly: the lowest certainty of each band, and our words for it. Flat assertion is .97 and
# flat denial .03 by the records' definition; the rest divide what lies between by eye.
FIRMNESS: tuple[tuple[float, str], ...] = (
    (0.95, ""),
    (0.85, "with slight reservation"),
    (0.65, "put as likely"),
    (0.40, "put as possible"),
    (0.15, "put as unlikely"),
    (0.05, "put as very unlikely"),
    (0.00, "ruled out"),
)

VOTE_WORDS: dict[str, tuple[str, str]] = {
    "yes": ("voted for", "voted for the motion"),
    "no": ("voted against", "voted against the motion"),
    "abstain": ("abstained from the vote on", "abstained"),
    "absent": ("was absent from the vote on", "was absent from the vote"),
    "veto": ("vetoed", "cast a veto"),
}

# What a figure measures to the opening of its sentence; `{p}` stands for the parties.
FIGURE_SUBJECTS: dict[str, tuple[str, str]] = {
    "trade": ("Trade between {p}", "Trade"),
    "exports": ("Exports of {p}", "Exports"),
    "imports": ("Imports of {p}", "Imports"),
    "aid": ("Aid involving {p}", "Aid"),
    "sanctions": ("Sanctions involving {p}", "Sanctions"),
    "troops": ("Troops of {p}", "Troops"),
    "casualties": ("Casualties of {p}", "Casualties"),
    "refugees": ("Refugees from {p}", "Refugees"),
    "gdp": ("Gross domestic product of {p}", "Gross domestic product"),
    "reserves": ("Reserves of {p}", "Reserves"),
    "duration": ("The duration of contacts of {p}", "The duration"),
    "time": ("Time spent by {p}", "Time spent"),
}
