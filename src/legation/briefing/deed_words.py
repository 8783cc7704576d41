"""The words for deeds: one row for each PLOVER type and mode.

In: nothing. Out: `DEEDS`, written by us.
Not here: putting them into sentences (`briefing.deeds`), other words (`briefing.phrases`).
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Phrase:
    """How one kind of act is told: the verb in four shapes, what follows it, and a noun for it.

    `{r}` stands for the recipients. A row without `{r}` in `toward` reads the same with and
    without them.
    """

    base: str
    past: str
    participle: str
    ing: str
    toward: str
    """What follows the verb when somebody is on the other side."""
    alone: str
    """What follows it when nobody is."""
    noun: str
    """The act as a noun, for acts whose doer is not said: `an attack`."""
    noun_toward: str
    """The same with `{r}`."""


def _row(verb: str, toward: str, alone: str, noun: str, noun_toward: str) -> Phrase:
    base, past, participle, ing = verb.split("|")
    return Phrase(base, past, participle, ing, toward, alone, noun, noun_toward)


def _regular(base: str) -> str:
    stem = base.removesuffix("e")
    past = f"{stem}ed"
    return f"{base}|{past}|{past}|{stem}ing"


_HOLD = "hold|held|held|holding"
_MAKE = "make|made|made|making"
_TAKE = "take|took|taken|taking"
_GIVE = "give|gave|given|giving"
_MEET = "meet|met|met|meeting"
_SPEAK = "speak|spoke|spoken|speaking"

# Type and mode (None: not said) to words. Types and modes: PLOVER codebook.
DEEDS: dict[tuple[str, str | None], Phrase] = {
    ("AGREE", None): _row(
        "reach|reached|reached|reaching",
        "agreement with {r}",
        "agreement",
        "an agreement",
        "an agreement with {r}",
    ),
    ("AGREE", "meet"): _row(
        _regular("agree"),
        "to talks with {r}",
        "to talks",
        "an agreement to talk",
        "an agreement to talk with {r}",
    ),
    ("CONSULT", None): _row(
        _HOLD, "talks with {r}", "talks", "talks", "talks with {r}"
    ),
    ("CONSULT", "visit"): _row(
        "visit|visited|visited|visiting", "{r}", "another country", "a visit", "a visit to {r}"
    ),
    ("CONSULT", "phone"): _row(
        _HOLD,
        "a call with {r}",
        "a call",
        "a call",
        "a call with {r}",
    ),
    ("CONSULT", "telephone"): _row(
        _SPEAK, "by telephone with {r}", "by telephone", "a telephone call",
        "a telephone call with {r}",
    ),
    ("CONSULT", "letter"): _row(
        "exchange|exchanged|exchanged|exchanging", "letters with {r}", "letters", "a letter",
        "a letter to {r}",
    ),
    ("CONSULT", "video"): _row(
        _SPEAK, "by video link with {r}", "by video link", "a video call", "a video call with {r}"
    ),
    ("CONSULT", "meet"): _row(_MEET, "{r}", "", "a meeting", "a meeting with {r}"),
    ("CONSULT", "third-party"): _row(
        "mediate|mediated|mediated|mediating",
        "between others and {r}",
        "between the sides",
        "mediation",
        "mediation with {r}",
    ),
    ("CONSULT", "multilateral"): _row(
        _MEET,
        "{r} in a wider circle",
        "in a wider circle",
        "a multilateral meeting",
        "a multilateral meeting with {r}",
    ),
    ("SUPPORT", None): _row(
        "show|showed|shown|showing",  # PLOVER counts praise and thanks as support
        "goodwill toward {r}",
        "goodwill",
        "goodwill",
        "goodwill toward {r}",
    ),
    ("CONCEDE", None): _row(
        _MAKE, "concessions to {r}", "concessions", "concessions", "concessions to {r}"
    ),
    ("YIELD", None): _row(
        _GIVE, "ground to {r}", "ground", "a concession", "a concession to {r}"
    ),
    ("COOPERATE", None): _row(
        "cooperate|cooperated|cooperated|cooperating",
        "with {r}",
        "with others",
        "cooperation",
        "cooperation with {r}",
    ),
    ("AID", None): _row(_GIVE, "aid to {r}", "aid", "aid", "aid to {r}"),
    ("RETREAT", None): _row(
        "pull|pulled|pulled|pulling", "back from {r}", "back", "a withdrawal",
        "a withdrawal from {r}",
    ),
    ("RETREAT", "ceasefire"): _row(
        "cease|ceased|ceased|ceasing",
        "fire with {r}",
        "fire",
        "a ceasefire",
        "a ceasefire with {r}",
    ),
    ("RETREAT", "release"): _row(
        "release|released|released|releasing",
        "prisoners to {r}",
        "prisoners",
        "a release of prisoners",
        "a release of prisoners to {r}",
    ),
    ("RETREAT", "resign"): _row(
        "resign|resigned|resigned|resigning", "", "", "a resignation", "a resignation"
    ),
    ("RETREAT", "access"): _row(
        "allow|allowed|allowed|allowing", "{r} access", "access", "access", "access for {r}"
    ),
    ("REQUEST", None): _row(
        _regular("appeal"), "to {r}", "to others", "an appeal", "an appeal to {r}"
    ),
    ("REQUEST", "assist"): _row(
        "ask|asked|asked|asking", "{r} for help", "for help", "a request for help",
        "a request to {r} for help",
    ),
    ("REQUEST", "change"): _row(
        _regular("press"), "{r} to change course", "for a change of course",
        "a call for a change of course", "a call on {r} to change course",
    ),
    ("REQUEST", "yield"): _row(
        _regular("press"), "{r} to give way", "for concessions", "a demand", "a demand on {r}"
    ),
    ("REQUEST", "meet"): _row(
        "ask|asked|asked|asking", "{r} for talks", "for talks", "a request for talks",
        "a request to {r} for talks",
    ),
    ("ACCUSE", None): _row(
        "criticise|criticised|criticised|criticising", "{r}", "others", "criticism",
        "criticism of {r}",
    ),
    ("ACCUSE", "allege"): _row(
        _MAKE, "allegations against {r}", "allegations", "allegations", "allegations against {r}"
    ),
    ("ACCUSE", "investigate"): _row(
        "investigate|investigated|investigated|investigating",
        "{r}",
        "",
        "an investigation",
        "an investigation of {r}",
    ),
    ("REJECT", None): _row(
        "refuse|refused|refused|refusing",
        "what {r} wanted",
        "what was asked",
        "a refusal",
        "a refusal toward {r}",
    ),
    ("REJECT", "assist"): _row(
        "refuse|refused|refused|refusing", "{r} help", "help", "a refusal to help",
        "a refusal to help {r}",
    ),
    ("REJECT", "meet"): _row(
        "refuse|refused|refused|refusing", "to meet {r}", "to meet", "a refusal to meet",
        "a refusal to meet {r}",
    ),
    ("REJECT", "change"): _row(
        "refuse|refused|refused|refusing", "to change course toward {r}", "to change course",
        "a refusal to change course", "a refusal to change course toward {r}",
    ),
    ("REJECT", "yield"): _row(
        "refuse|refused|refused|refusing", "to give way to {r}", "to give way",
        "a refusal to give way", "a refusal to give way to {r}",
    ),
    ("THREATEN", None): _row(
        "warn|warned|warned|warning", "{r} of consequences", "of consequences", "a threat",
        "a threat to {r}",
    ),
    ("THREATEN", "violence"): _row(
        "threaten|threatened|threatened|threatening", "{r} with force", "to use force",
        "a threat of force", "a threat of force against {r}",
    ),
    ("THREATEN", "restrict"): _row(
        "threaten|threatened|threatened|threatening", "{r} with restrictions", "restrictions",
        "a threat of restrictions", "a threat of restrictions on {r}",
    ),
    ("THREATEN", "relations"): _row(
        "threaten|threatened|threatened|threatening", "to cut relations with {r}",
        "to cut relations", "a threat to cut relations", "a threat to cut relations with {r}",
    ),
    ("PROTEST", None): _row(
        "protest|protested|protested|protesting", "against {r}", "", "a protest",
        "a protest against {r}",
    ),
    ("PROTEST", "boycott"): _row(
        "boycott|boycotted|boycotted|boycotting", "{r}", "", "a boycott", "a boycott of {r}"
    ),
    ("PROTEST", "strike"): _row(
        "go|went|gone|going", "on strike against {r}", "on strike", "a strike",
        "a strike against {r}",
    ),
    ("SANCTION", "withdraw"): _row(
        "withdraw|withdrew|withdrawn|withdrawing", "from arrangements with {r}",
        "from an arrangement", "a withdrawal", "a withdrawal from arrangements with {r}",
    ),
    ("AGREE", "signed"): _row(
        _regular("sign"), "an agreement with {r}", "an agreement", "a signed agreement",
        "an agreement signed with {r}",
    ),
    ("THREATEN", "ban"): _row(
        "threaten|threatened|threatened|threatening", "{r} with a ban", "a ban",
        "a threat of a ban", "a threat of a ban on {r}",
    ),
    ("COERCE", "curfew"): _row(
        _regular("impose"), "a curfew on {r}", "a curfew", "a curfew", "a curfew on {r}",
    ),
    ("ASSAULT", "abduct"): _row(
        _regular("abduct"), "{r}", "people", "an abduction", "an abduction of {r}",
    ),
    ("ASSAULT", "destroy"): _row(
        _regular("destroy"), "property of {r}", "property", "destruction",
        "destruction of property of {r}",
    ),
    ("ASSAULT", "massacre"): _row(
        _regular("massacre"), "{r}", "people", "a massacre", "a massacre of {r}",
    ),
    ("RETREAT", "withdraw"): _row(
        "withdraw|withdrew|withdrawn|withdrawing", "forces from {r}", "forces",
        "a withdrawal of forces", "a withdrawal of forces from {r}",
    ),
    ("THREATEN", "territory"): _row(
        "threaten|threatened|threatened|threatening", "the territory of {r}", "territory",
        "a threat to territory", "a threat to the territory of {r}",
    ),
    ("MOBILIZE", "militia"): _row(
        "raise|raised|raised|raising", "irregular forces against {r}", "irregular forces",
        "a raising of irregular forces", "a raising of irregular forces against {r}",
    ),
    ("COERCE", "misinformation"): _row(
        "spread|spread|spread|spreading", "disinformation against {r}", "disinformation",
        "disinformation", "disinformation against {r}",
    ),
    ("ASSAULT", "unconventional"): _row(
        "attack|attacked|attacked|attacking", "{r} with unconventional weapons",
        "with unconventional weapons", "an attack with unconventional weapons",
        "an attack on {r} with unconventional weapons",
    ),
    ("SANCTION", None): _row(
        "impose|imposed|imposed|imposing", "sanctions on {r}", "sanctions", "sanctions",
        "sanctions on {r}",
    ),
    ("SANCTION", "expel"): _row(
        "expel|expelled|expelled|expelling", "representatives of {r}", "representatives",
        "an expulsion", "an expulsion of representatives of {r}",
    ),
    ("SANCTION", "discontinue"): _row(
        # PLOVER counts embargoes, frozen assets and ended cooperation alike.
        "take|took|taken|taking", "measures against {r}", "measures", "measures",
        "measures against {r}",
    ),
    ("SANCTION", "convict"): _row(
        "convict|convicted|convicted|convicting", "{r}", "people", "a conviction",
        "a conviction of {r}",
    ),
    ("MOBILIZE", None): _row(
        "step|stepped|stepped|stepping", "up military activity facing {r}",
        "up military activity", "military activity", "military activity facing {r}",
    ),
    ("MOBILIZE", "troops"): _row(
        "move|moved|moved|moving", "troops facing {r}", "troops", "a movement of troops",
        "a movement of troops facing {r}",
    ),
    ("MOBILIZE", "weapons"): _row(
        "deploy|deployed|deployed|deploying", "weapons facing {r}", "weapons",
        "a deployment of weapons", "a deployment of weapons facing {r}",
    ),
    ("MOBILIZE", "police"): _row(
        "deploy|deployed|deployed|deploying", "police against {r}", "police",
        "a deployment of police", "a deployment of police against {r}",
    ),
    ("COERCE", None): _row(
        "put|put|put|putting", "pressure on {r}", "pressure on others", "pressure",
        "pressure on {r}",
    ),
    ("COERCE", "seize"): _row(
        "seize|seized|seized|seizing", "property of {r}", "property", "a seizure of property",
        "a seizure of property of {r}",
    ),
    ("COERCE", "restrict"): _row(
        "restrict|restricted|restricted|restricting", "{r}", "others", "restrictions",
        "restrictions on {r}",
    ),
    ("COERCE", "ban"): _row(
        "impose|imposed|imposed|imposing", "a ban on {r}", "a ban", "a ban", "a ban on {r}"
    ),
    ("COERCE", "arrest"): _row(
        "arrest|arrested|arrested|arresting", "{r}", "people", "arrests", "arrests of {r}"
    ),
    ("COERCE", "deport"): _row(
        "deport|deported|deported|deporting", "{r}", "people", "deportations",
        "deportations of {r}",
    ),
    ("COERCE", "withhold"): _row(
        "withhold|withheld|withheld|withholding", "supplies from {r}", "supplies",
        "a withholding of supplies", "a withholding of supplies from {r}",
    ),
    ("COERCE", "censor"): _row(
        "censor|censored|censored|censoring", "{r}", "the press", "censorship",
        "censorship of {r}",
    ),
    ("COERCE", "cyber"): _row(
        "carry|carried|carried|carrying", "out a cyber attack on {r}", "out a cyber attack",
        "a cyber attack", "a cyber attack on {r}",
    ),
    ("ASSAULT", None): _row(
        "attack|attacked|attacked|attacking", "{r}", "", "an attack", "an attack on {r}"
    ),
    ("ASSAULT", "heavy-weapons"): _row(
        "attack|attacked|attacked|attacking", "{r} with heavy weapons", "with heavy weapons",
        "an attack with heavy weapons", "an attack on {r} with heavy weapons",
    ),
    ("ASSAULT", "explosives"): _row(
        "bomb|bombed|bombed|bombing", "{r}", "targets", "a bombing", "a bombing of {r}"
    ),
    ("ASSAULT", "assassinate"): _row(
        "assassinate|assassinated|assassinated|assassinating", "{r}", "", "an assassination",
        "an assassination of {r}",
    ),
}  # fmt: skip
