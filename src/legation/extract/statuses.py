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

# Stands beside the statuses inside this module: wanted or due, so nothing to code.
WISH = "wish"

# The first helper found decides; "would have" and "could have" suppose as well.
_HELPERS = (
    (frozenset({"will", "shall", "'ll", "’ll", "wo"}), "planned"),
    (frozenset({"should", "must", "ought", "need"}), WISH),
    (frozenset({"may", "might", "could", "can", "ca"}), "possible"),
    (frozenset({"would", "'d", "’d"}), "hypothetical"),
)
_IF = frozenset({"if", "unless", "whether", "lest", "provided"})
_SHORT_BE = frozenset({"'re", "’re", "'m", "’m", "'s", "’s"})
_NEGATING = frozenset({"instead", "without", "against", "than", "rather"})
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
_FACT = frozenset({"happened", "ongoing"})
_SUPPOSED = frozenset({"hypothetical", "planned"})
_TAKES_PLACE = frozenset({"take", "happen", "occur", "begin", "start", "come", "continue"})
# What a meeting "will" do lies as far ahead as the meeting; an invasion may be long past.
_APPOINTMENTS = frozenset({"visit", "meeting", "trip", "call", "summit", "talk", "conversation"})
_DURING = frozenset({"during", "at", "in", "on"})
_SUPPOSED_OF = frozenset({"warn", "warning", "idea", "question"})
# What one stops or opposes, when it is a known act, has happened.
_OVER_FACTS = frozenset(
    {"oppose", "reject", "stop", "cease", "resist", "rejection", "opposition", "refusal"}
)
_ASKING = frozenset({"warn", "tell", "caution", "advise", "instruct", "remind", "careful"})
_EXPECTING = frozenset({"expect", "believe", "think", "anticipate", "predict"})
_BLAMING = frozenset({"blame", "accuse", "suspect"})
# Verbs over a noun that names an act, beyond the kinds of status_words.tsv.
_SUPPOSING = frozenset(
    {"seek", "propose", "suggest", "oppose", "reject", "ensure", "secure", "achieve"}
)
# A flat denial has .03 (see extract.certainty).
_DENIED, _LIKELIER_THAN_NOT = 0.12, 0.6


def judge_status(clause: Token, noun: Token | None, claim: Claim | None) -> str | None:
    """Return the status of an act, None when it is only wished for or owed.

    Args:
        clause: The verb that tells it, or the verb that lends the noun its tense; the noun
            itself where it stands alone.
        noun: The noun that names the act, None when a verb does.
        claim: The innermost claim whose content holds it.
    """
    if clause.pos_ not in {"VERB", "AUX"}:
        status = _of_noun(clause)
    else:
        status = _of_verb(clause, 0)
        if noun is not None:
            status = _weaker(status, _of_modifiers(noun))
            status = _weaker(status, _of_light_verb(clause))
    if claim is not None:
        if noun is not None and _is_definite(noun) and _is_worry(claim):
            return None if status == WISH else status  # one worries about what is there
        status = seen_through(claim, status, conditional=_has_would(clause))
    return None if status == WISH else status


def _weaker(one: str, other: str | None) -> str:
    if other is None:
        return one
    return max(one, other, key=_WEIGHT.__getitem__)


def _kind_of(word: str) -> str | None:
    """Return which kind of status word `word` is: the one furthest from fact."""
    kinds = load_status_words()
    for kind in ("denied", "wish", "possible", "planned", "effort", "aspect"):
        if word in kinds[kind]:
            return kind
    return None


_STATUS_OF_KIND = {
    "denied": "denied",
    "wish": WISH,
    "possible": "possible",
    "planned": "planned",
    "effort": "ongoing",
    "aspect": "happened",
}


# --- verbs


def _of_verb(verb: Token, steps: int) -> str:
    """Return the status that the verb's own form and the verbs above it give."""
    own = _of_form(verb, steps)
    if steps >= MAX_STEPS or own in {"denied", WISH}:
        return own
    return _weaker(own, _of_frame(verb, steps))


def _of_form(verb: Token, steps: int) -> str:
    helpers = {child.lower_ for child in verb.children if child.dep_ in {"aux", "auxpass"}}
    helped = next((status for words, status in _HELPERS if helpers & words), None)
    if _is_negated(verb):
        return WISH if helped == WISH or _is_asked_not_to(verb, helpers) else "denied"
    if helped is not None:
        return helped
    if steps < MAX_STEPS:
        if "to" in helpers:
            return _of_infinitive(verb, steps)
        if verb.dep_ == "conj" and not helpers and verb.tag_ in {"VB", "VBN", "VBG"}:
            return _of_form(verb.head, steps + 1)
    return _of_tense(verb, helpers, steps)


def _of_tense(verb: Token, helpers: set[str], steps: int) -> str:
    if verb.tag_ == "VBG":
        return "ongoing" if _has_be(verb) else _of_participle(verb, steps)
    if verb.tag_ in {"VBZ", "VBP"}:
        return "ongoing"
    if verb.tag_ == "VB":
        return _of_bare(verb, helpers, steps)
    if any(child.dep_ == "dobj" for child in verb.children):
        return "happened"  # "she's made a trip" has, it is not
    goes_on = helpers & {"are", "is", "'s", "’s", "being"} and not helpers & {"been", "has", "have"}
    return "ongoing" if verb.tag_ == "VBN" and goes_on else "happened"


def _of_bare(verb: Token, helpers: set[str], steps: int) -> str:
    if "did" in helpers or "do" in helpers or "does" in helpers:
        return "happened" if "did" in helpers else "ongoing"
    if verb.dep_ in {"ccomp", "xcomp"} and verb.head != verb:
        return _under(verb.head, steps)  # "helped Ukraine defend": as the verb above
    return WISH  # an imperative: "Join us"


def _is_negated(verb: Token) -> bool:
    if any(child.dep_ == "neg" or child.lower_ in {"never", "nor"} for child in verb.children):
        return True
    if verb.dep_ == "relcl" and verb.head.dep_ == "attr":  # "it was not us who attacked"
        return any(child.dep_ == "neg" for child in verb.head.head.children)
    # "Nobody sent aid", "no side attacked", "is giving no assistance": the noun carries the "not".
    return any(
        noun.lower_ in {"nobody", "none", "neither", "nothing"}
        or any(child.lower_ in {"no", "neither"} for child in noun.children)
        for noun in verb.children
        if noun.dep_ in {"nsubj", "nsubjpass", "dobj"}
    )


def _is_asked_not_to(verb: Token, helpers: set[str]) -> bool:
    """Tell "urged Beijing not to help", which says nothing of what Beijing does."""
    if "to" not in helpers:
        return False
    asked = verb.head.lemma_.lower()
    return verb.head != verb and (asked in _ASKING or _kind_of(asked) == "wish")


def _has_be(verb: Token) -> bool:
    return any(
        child.dep_ == "aux" and (child.lemma_ == "be" or child.lower_ in _SHORT_BE)
        for child in verb.children
    )


def _has_would(clause: Token) -> bool:
    for _ in range(MAX_STEPS):
        if any(child.lower_ == "would" and child.dep_ == "aux" for child in clause.children):
            return True
        if clause.dep_ not in {"xcomp", "conj", "acomp"}:
            return False
        clause = clause.head
    return False


def _of_infinitive(verb: Token, steps: int) -> str:
    head = verb.head
    if head == verb:
        return WISH
    if verb.dep_ == "conj":
        return _of_form(head, steps + 1)
    purpose = verb.dep_ == "advcl" and head.pos_ in {"VERB", "AUX"}
    if purpose and _kind_of(head.lemma_.lower()) is None:
        # A purpose ("met to discuss", "sent planes to bomb") is not told to have been reached.
        return WISH
    return _under(head, steps)


def _under(governor: Token, steps: int) -> str:
    """Return what a governing verb, adjective or noun makes of the act under it."""
    word = governor.lemma_.lower()
    if word == "be":
        said = next((c for c in governor.children if c.dep_ in {"attr", "acomp"}), None)
        return "planned" if said is None else _under(said, steps)
    kind = _kind_of(word)
    if kind == "planned":
        if word == "go" and not _has_be(governor):
            return "happened"
        if _is_negated(governor):
            return "possible" if word in _EXPECTING else "denied"
        return "planned"
    if kind == "aspect" and governor.pos_ == "VERB" and steps < MAX_STEPS:
        return _of_form(governor, steps + 1)  # "will come to meet"
    if kind is not None:
        return _STATUS_OF_KIND[kind]
    return "possible" if governor.pos_ in {"VERB", "AUX"} and steps < MAX_STEPS else WISH


def _of_participle(verb: Token, steps: int) -> str:
    head = verb.head
    if verb.dep_ == "pcomp":
        return _of_gerund(head, steps)
    if verb.dep_ in {"xcomp", "ccomp"}:
        return _under(head, steps)
    if verb.dep_ in {"advcl", "acl", "relcl"} and head.pos_ in {"VERB", "AUX"}:
        return "happened" if steps >= MAX_STEPS else _of_form(head, steps + 1)
    return "ongoing"


def _of_gerund(preposition: Token, steps: int) -> str:
    """Return the status of "of attacking", "from imposing", "for invading"."""
    governor, word = preposition.head, preposition.lower_
    kind = _kind_of(governor.lemma_.lower())
    if word in _NEGATING or (word == "from" and (kind == "denied" or governor.lemma_ == "ban")):
        real = governor.pos_ != "VERB" or steps >= MAX_STEPS or _of_form(governor, 1) in _FACT
        return "denied" if real else "hypothetical"  # "would keep them from imposing"
    if word in {"by", "with", "in"} and governor.pos_ in {"VERB", "AUX"} and steps < MAX_STEPS:
        return _of_form(governor, steps + 1)
    if word in {"of", "about", "on"} and kind in {"possible", "wish"}:
        return "possible"
    if governor.lemma_ in {"accuse", "suspect"} or word == "before":
        return "possible"
    return "planned" if word in {"to", "toward", "towards"} or kind == "planned" else "happened"


def _of_frame(verb: Token, steps: int) -> str | None:
    """Return what the clauses above `verb` make of it; None when they say nothing."""
    head = verb.head
    if head == verb:
        return None
    if verb.dep_ == "advcl":
        return _of_adverbial(verb)
    if verb.dep_ == "conj" and head.pos_ in {"VERB", "AUX"}:
        return _of_frame(head, steps + 1) if steps < MAX_STEPS else None
    if verb.dep_ in {"xcomp", "acomp"}:
        return _of_chain(head, steps)
    if verb.dep_ == "acl" and head.pos_ == "NOUN" and verb.tag_ == "VB":
        return _under(head, steps)
    return _of_reported(verb, head.lemma_.lower())


def _of_adverbial(verb: Token) -> str | None:
    marks = {child.lower_ for child in verb.children if child.dep_ in {"mark", "advmod"}}
    if marks & _IF:
        return "hypothetical"
    to_come = marks & {"before", "until"} and verb.tag_ in {"VBZ", "VBP"}
    return "planned" if to_come else None


def _of_chain(head: Token, steps: int) -> str | None:
    """Return what "decided to", "is ready to" are themselves, where that is less than fact."""
    over = head.head if head.pos_ == "ADJ" else head
    if over.pos_ not in {"VERB", "AUX"} or steps >= MAX_STEPS:
        return None
    above = _of_verb(over, steps + 1)
    if above == "denied" and over.lemma_ in _EXPECTING:
        return "possible"  # "do not expect China to send": unlikely, not denied
    return None if above in _FACT else above


def _of_reported(verb: Token, governor: str) -> str | None:
    if verb.dep_ in {"ccomp", "acl"} and governor in {"fear", "worry", "risk", "case"}:
        return "hypothetical"
    if verb.dep_ == "ccomp" and governor in {"hope", "wish", "demand", "urge", "ask"}:
        return WISH if verb.tag_ == "VB" else "possible"
    return None


# --- nouns


def _of_modifiers(noun: Token) -> str | None:
    """Return what the words before a noun say: "planned", "possible", "ongoing", "no"."""
    for child in noun.lefts:
        word = child.lower_
        if child.dep_ not in {"amod", "advmod", "det"}:
            continue
        if word == "no":
            return "denied"
        if word in {"ongoing", "continuing", "continued", "current"}:
            return "ongoing"
        kind = _kind_of(word)
        if kind in {"planned", "possible"}:
            return kind
    return None


def _of_light_verb(verb: Token) -> str | None:
    """Return what a verb that lends its subject says besides: "consider", "propose", "plan"."""
    kind = _kind_of(verb.lemma_.lower())
    if kind == "planned" and verb.lemma_ in {"announce", "order", "agree", "set"}:
        return None  # announced measures count as taken
    if kind in {"planned", "possible"} and verb.lemma_ not in {"offer", "fear"}:
        return kind
    return "possible" if verb.lemma_ == "offer" else None


def _of_noun(noun: Token) -> str:
    """Return the status of an act that a noun names on its own."""
    default = "ongoing" if noun.lemma_ == "war" else "happened"
    return _weaker(_of_modifiers(noun) or default, _of_place(noun))


def _of_place(noun: Token) -> str | None:
    """Return what the words that govern a noun make of the act it names."""
    definite = _is_definite(noun)
    while noun.dep_ == "conj" and noun.head.pos_ == "NOUN":
        noun = noun.head
    head = noun.head
    if noun.dep_ == "pobj":
        return _of_prepositional(noun, definite=definite)
    if head.pos_ not in {"VERB", "AUX"}:
        return None
    if noun.dep_ in {"dobj", "nsubjpass"}:
        governed = _as_object(head.lemma_.lower())
        if governed is not None and not (definite and head.lemma_ in _OVER_FACTS):
            return governed
    subject = noun.dep_ in {"nsubj", "nsubjpass"}
    takes_place = subject and (head.lemma_ in _TAKES_PLACE or noun.lemma_ in _APPOINTMENTS)
    if noun.dep_ in {"nsubj", "nsubjpass", "dobj"} and (takes_place or not definite):
        above = _of_verb(head, 1)
        return None if above in _FACT else above.replace(WISH, "hypothetical")
    return None


def _is_definite(noun: Token) -> bool:
    """Tell "Russia's invasion", "the invasion", "Russian aggression" from "an invasion"."""
    if any(child.lower_ in {"a", "an", "any", "another", "some"} for child in noun.lefts):
        return False
    known = any(child.dep_ == "poss" or child.lower_ in {"the", "this"} for child in noun.lefts)
    return known or noun.lemma_ in {"aggression", "war"}


def _as_object(governor: str) -> str | None:
    """Return what "demand", "avoid", "consider" make of the act that is their object."""
    if governor in _SUPPOSING:
        return "hypothetical"
    kind = _kind_of(governor)
    return {
        "denied": "denied",
        "wish": "hypothetical",
        "possible": None if governor in {"discuss", "debate", "allow", "concern"} else "possible",
        "planned": None if governor in {"announce", "order", "agree"} else "planned",
    }.get(kind or "")


def _of_prepositional(noun: Token, *, definite: bool) -> str | None:
    word, governor = noun.head.lower_, noun.head.head
    over = governor.lemma_.lower()
    if word in _DURING and noun.lemma_ in _APPOINTMENTS and governor.pos_ == "VERB":
        return "planned" if _of_form(governor, 1) == "planned" else None
    if word == "without" or over == "ahead":
        return "denied" if word == "without" else "planned"
    if word not in {"of", "for", "about", "to", "against"}:
        return None
    return _under_noun(word, governor, definite=definite)


def _under_noun(word: str, governor: Token, *, definite: bool) -> str | None:
    """Return what "plan for", "fear of", "rejection of", "blamed them for" make of an act."""
    over = governor.lemma_.lower()
    if over == "term" and not definite:
        return WISH  # "in terms of a meeting": only a subject of talk
    if over == "preview":
        return "planned"
    if over in _BLAMING:
        return "possible"  # who did it is what the one side says
    kind = _kind_of(over)
    names = governor.pos_ == "NOUN" or over == "open"  # "open to talks"
    if names and kind == "denied" and not (definite and over in _OVER_FACTS):
        return "denied"
    hoped = kind == "possible" or (over == "open" and word == "to")
    if names and hoped and not (definite and over in {"fear", "concern", "risk"}):
        return "possible"
    if definite:
        return None
    if names and over in {"plan", "preparation", "pretext"}:
        return "planned"
    supposed = word == "against" or over in _SUPPOSED_OF or kind == "wish"
    return "hypothetical" if supposed else None


# --- claims


def _is_worry(claim: Claim) -> bool:
    """Tell "worried about the attack" from "fears that there will be an attack"."""
    return any(part.text.lower().startswith(("worr", "concern")) for part in claim.cue)


def seen_through(claim: Claim, status: str, *, conditional: bool = False) -> str:
    """Return the status once it is known who says it and how firmly."""
    believes = claim.act in {"believe", "estimate", "doubt"}
    if claim.act == "decline" or (claim.certainty <= _DENIED and not believes):
        return _weaker(status, "denied")
    if believes and (claim.negated or claim.certainty <= _DENIED):
        # "do not believe China would" leaves it open; how unlikely it is, the claim says.
        return _weaker(status, "possible") if status not in _SUPPOSED else "possible"
    if any(part.text.lower().startswith("fear") for part in claim.cue):
        return _weaker(status, "hypothetical")
    if status == "hypothetical" and conditional:
        # "promised it would send": a plan seen from the past; "believe it would": possible.
        return "planned" if claim.act == "promise" else "possible"
    if claim.act == "promise":
        return "planned" if status in _FACT else status
    if claim.act in {"demand", "ask"}:
        return status if status == "happened" else _weaker(status, "hypothetical")
    doubtful = believes or claim.act in {"warn", "threaten"}
    unsure = claim.certainty < _LIKELIER_THAN_NOT and _WEIGHT[status] < _WEIGHT["possible"]
    return "possible" if unsure or (status == "planned" and doubtful) else status
