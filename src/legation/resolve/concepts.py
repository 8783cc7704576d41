"""Bring the words of a claim's content to the few concepts that claims can disagree about.

In: words. Out: concepts: "support", "aid" and "help" are one; and families, which are wider:
"jet", "plane" and "aircraft" are one, so are "soldiers", "troops" and "forces".
Not here: whether two claims disagree (`disputes`).

The tables are our own, made for diplomatic, military and economic reporting. A word outside them
counts as itself, cut back to a rough stem. Concepts are narrow, since events are joined by them
too (`incidents`); families only ever count together with who is meant.
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
# Families of words that reports put for each other; a word stands in one family only.
_FAMILIES = {
    # forces and arms
    "soldier": "soldier soldiers troop troops force forces army armies infantry "
    " battalion brigade regiment unit units serviceman servicemen personnel officer "
    "airman men garrison contingent",
    "fighter": "rebel rebels militant militants guerrilla guerrillas insurgent insurgents gunman "
    "gunmen fighters militia militias paramilitary paramilitaries mercenary mercenaries terrorist "
    "terrorists jihadist jihadists separatist separatists attacker attackers extremist extremists "
    "bomber bombers",
    "aircraft": "aircraft airplane aeroplane plane planes jet jets warplane warplanes helicopter "
    "helicopters airliner flight flights mig migs aviation airforce",
    "drone": "drone drones uav unmanned",
    "balloon": "balloon balloons sphere spheres",
    "ship": "ship ships vessel vessels frigate frigates boat boats submarine submarines warship "
    "warships tanker tankers freighter freighters fleet navy naval destroyer cutter trawler sail "
    "sails sailed",
    "weapon": "weapon weapons arms weaponry ammunition munition munitions rifle rifles gun guns "
    "tank tanks artillery howitzer shell shells grenade cartridge arsenal missile missiles rocket "
    "rockets warhead projectile military militarily equip equipment equipped arm armed arming",
    "strike": "attack attacks attacked attacking assault assaults strike strikes struck striking "
    "raid raids raided bombard bombardment fire fired firing shoot shot shooting shelled shelling "
    "bomb bombs bombed bombing pound hit hits storm stormed ambush round",
    "fight": "fight fights fighting fought battle battles clash clashes combat offensive",
    "kill": "kill kills killed killing dead death deaths die dies died murder murdered massacre "
    "assassinate assassination victim casualties slain execute execution",
    "blast": "explode exploded explosion explosive explosives blast blasts blew blown sabotage "
    "sabotaged saboteur saboteurs detonate",
    "mine": "mine mines mined mining minefield charge laid lay",
    "poison": "poison poisoned poisoning novichok nerve toxin",
    "invade": "invade invaded invasion incursion occupy occupied occupation march marched overrun "
    "intervene intervention",
    "cross": "cross crossed crossing enter entered entering entry violate violated violation "
    "intrude intruded intrusion stray strayed trespass infringe breach breached step stepped "
    "frontier border borders boundary",
    "base": "base bases barracks camp camps outpost post posts installation station stations "
    "checkpoint checkpoints facility facilities",
    "drill": "drill drills drilled exercise exercises manoeuvre manoeuvres train trained training "
    "rehearse rehearsal schooled",
    "mobilise": "mobilise mobilize mobilisation mobilization conscription conscript draft",
    "siege": "siege blockade encircle encirclement surround",
    "capture": "capture captured seize seized seizure annex annexation",
    "withdraw": "withdraw withdrew withdrawn withdrawal retreat retreated pullback pullout leave "
    "leaves left leaving quit quits exit exited depart departed departure",
    "stay": "stay stays stayed endure endures persist",
    "nuclear": "nuclear atomic uranium plutonium enrich enriched enrichment reactor reactors "
    "centrifuge cascade cascades iaea",
    "chemical": "chemical biological bioweapon biolab biolabs chlorine sarin",
    "airspace": "airspace sky skies overflight overfly overflew",
    "waters": "water waters sea seas maritime ocean offshore zone",
    "spy": "spy spies spied spying espionage eavesdrop eavesdropper eavesdroppers wiretap bug bugs "
    "bugged listen listening intercept intercepting surveillance reconnaissance photograph "
    "photographed map mapped mapping agent agents",
    "hack": "hack hacked hacker hackers hacking cyber cyberattack malware server servers "
    "mail email computer computers phishing",
    # talk and agreement
    "talk": "talk talks negotiate negotiated negotiating negotiation negotiations dialogue "
    "consultation consultations discuss discussed discussing discussion bargain bargaining "
    "conversation",
    "meet": "meet meets met meeting meetings summit summits encounter see sit table conference",
    "visit": "visit visits visited visiting trip travel travels travelled attend attends attended "
    "attendance arrive arrived arrival host hosted",
    "agree": "agree agreed agreement agreements deal deals accord accords treaty treaties pact "
    "pacts memorandum protocol sign signed signing signature",
    "ceasefire": "ceasefire ceasefires truce truces armistice pause paused",
    "recognise": "recognise recognised recognize recognized recognition",
    "relations": "relation relations relationship tie ties bond bonds friendship embassy "
    "ambassador diplomatic consulate mission representation office offices",
    "join": "join joins joined joining accede accession membership member members apply applied "
    "application alliance nato enlargement candidate",
    "vote": "vote votes voted voting ballot election elections elect elected referendum seat "
    "constituency poll",
    "law": "law laws court courts tribunal judge judges judgment ruling chamber "
    "disciplinary discipline plead prosecute prosecution trial counsel",
    "constitution": "constitution constitutional preamble amend amended amendment",
    "coup": "coup coups putsch overthrow overthrown topple toppled oust ousted",
    "pretext": "pretext pretexts excuse provocation staging stage staged fabricate fabricated "
    "fabricating proxy proxies",
    "interfere": "interfere interfered interference meddle meddled meddling influence",
    "lie": "lie lies disinformation misinformation falsehood propaganda fake",
    "know": "know knew known knowledge aware warned forewarned notice inform informed word",
    "ask": "ask asked request requested requests seek sought appeal plea",
    "pressure": "pressure pressured lean leaned coerce coercion bully twist twisted "
    "intimidate threaten threatened",
    "involve": "involve involved involvement complicit complicity responsible responsibility "
    "behind hand orchestrate orchestrated instigate",
    # people
    "civilian": "civilian civilians resident residents villager villagers evacuee evacuees woman "
    "women child children holidaymaker holidaymakers",
    "refugee": "refugee refugees migrant migrants asylum shelter sheltered harbour "
    "harbours harboured",
    "prisoner": "prisoner prisoners hostage hostages captive captives detainee detainees jail "
    "jailed prison detain detained detention arrest arrested custody",
    "extradite": "extradite extradited extradition",
    "free": "free freed release released releases releasing liberate liberated pardon",
    "hospital": "hospital hospitals clinic clinics maternity medical doctor treating treated "
    "admitted",
    "vaccine": "vaccine vaccines vaccination dose doses medicine medicines",
    "school": "school schools class classes classroom college academy education pupil pupils",
    "police": "police policeman policemen gendarme gendarmes constable",
    "aid": "aid humanitarian relief assistance assist assisted support supported supporting help "
    "helped helping backing backed",
    # trade, money, energy
    "trade": "trade trades traded trading export exports exported import imports imported sale "
    "sales sell sells sold selling buy buys bought buying purchase purchases shipment shipments",
    "deliver": "deliver delivers delivered delivery deliveries send sends sent sending supply "
    "supplies supplied supplying shipped shipping provide provides provided providing "
    "transfer transferred transfers give gives gave given giving",
    "oil": "oil crude petroleum barrel barrels refinery diesel petrol opec",
    "gas": "gas pipeline pipelines pipe pipes lng",
    "output": "output production produce produces produced pump pumped pumping quota",
    "electricity": "electricity grid blackout",
    "coal": "coal lignite",
    "grain": "grain grains wheat corn maize barley cereal cereals",
    "food": "food bread rice sugar fish",
    "metal": "metal metals steel aluminium iron",
    "chip": "chip chips semiconductor semiconductors lithography",
    "loan": "loan loans credit bailout imf lender",
    "debt": "debt debts default creditor creditors",
    "pay": "pay pays paid payment payments payer money cash fund funds funded funding finance "
    "financed financing bribe bribes wage wages salary",
    "currency": "currency currencies rouble roubles ruble rubles dollar dollars euro euros peg "
    "devalue devalued devaluation",
    "tariff": "tariff tariffs duty duties levy levies customs",
    "sanction": "sanction sanctions sanctioned embargo embargoes penalty penalties ban bans banned "
    "restriction restrictions punish",
    "asset": "asset assets reserves freeze frozen freezing",
    "price": "price prices inflation",
    "tax": "tax taxes taxation",
    "fishing": "fishing fishery fisheries fisherman fishermen net nets",
    "dam": "dam dams reservoir reservoirs fill filled filling",
    "transit": "transit corridor corridors lorry lorries truck trucks convoy convoys "
    "rail railway road roads pass passage",
    "port": "port ports dock docks docked berth berths anchor",
    "telecom": "telecom telecoms network networks broadband",
    "discharge": "discharge discharged wastewater",
}

# Words that turn what stands with them: who says that "sales stop" denies that there are sales.
_TURNING = frozenset(
    "end ends ended ending stop stops stopped stopping halt halts halted halting suspend suspends "
    "suspended suspending suspension cease ceases ceased close closes closed closing closure shut "
    "cancel cancels cancelled cancellation scrap scraps scrapped abandon abandons abandoned "
    "withdraw withdraws withdrew withdrawn withdrawing withdrawal quit quits exit exits exited "
    "rupture sever severs severed reject rejects rejected refuse refuses refused refusal bar bars "
    "barred banned block blocks blocked forbid forbids forbidden prohibit prohibits "
    "prohibited prohibition withhold withholds withheld curb curbs curbed restrict restricts "
    "restricted skip skips skipped boycott boycotts boycotted expel expels expelled cut "
    "cuts reduce reduces reduced reduction less lower fail fails failed oppose opposes opposed "
    "licence delay delays delayed postpone postpones postponed revoke revokes revoked lift "
    "lifts lifted spare spared dismantle dismantled leave leaves left leaving avoid avoids "
    "avoided".split()
)
_TURNING_PHRASE = re.compile(
    r"\b(?:h[eo]ld(?:ing)? back|held back|(?:ke[ep]+t?|stay(?:ed|s)?) (?:out|away)|g(?:o|oes|oing) "
    r"home|went home|walk(?:ed|s|ing)? (?:out|away)|pull(?:ed|s|ing)? out|turn(?:ed|ing)? (?:back|"
    r"away|down)|put off|call(?:ed|ing)? off|shut out|rid of)\b"
)

# "By the end of June", "give leave for a ship to call", "less dependent".
_NO_TURN = re.compile(
    r"\bend of (?:\w+ )?(?:year|month|week|january|february|march|april|may|june|july|august|"
    r"september|october|november|december)\b|\w+['’]s end\b|\bleave for\b"
    r"|\bless (?!from|than|of|in|by)\w+"
)
_MARKS = ".,;:!?“”\"'()"

_CONCEPT_OF = {word: concept for concept, words in _CONCEPTS.items() for word in words.split()}

_FAMILY_OF = {word: family for family, words in _FAMILIES.items() for word in words.split()}

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
# Beside those: words of time, measure and manner, which any two reports share.
_VAGUE = frozenset(
    "day days week weeks month months year years time times today tomorrow yesterday morning "
    "night evening monday tuesday wednesday thursday friday saturday sunday january february "
    "april june july august september october november december spring summer autumn "
    "winter end begin began start started continue continued come comes came coming "
    "take takes took taken put set work works worked country countries government "
    "governments state states people man group side sides part parts number first second "
    "remain remains remained third three four five six seven eight nine "
    "ten twenty hundred thousand million billion half per cent percent north south east west "
    "northern southern eastern western minister president ministry official officials leader "
    "leaders claim claims report reports story fact possible possibility likely unlikely "
    "longer away back around without within across along near beside above below because "
    "according including become became keep kept hold held holds let come call called calls say "
    "saying said saw seen look looked case place places nothing nobody anybody anyone someone "
    "others everything something everybody everyone always once twice whatever alone answer "
    "answers idea ideas change changes changed policy evidence consequence consequences "
    "reason reasons".split()
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


def count_turns(text: str) -> int:
    """Return how many words of a clause turn what it says: "stopped the closure" has two."""
    lower = _NO_TURN.sub(" ", text.lower())
    bare = (word.strip(_MARKS) for word in lower.split())
    words = {_cut(word) for word in bare if word in _TURNING}
    phrases = {match.group() for match in _TURNING_PHRASE.finditer(lower)}
    inside = {word for word in words if any(word in phrase for phrase in phrases)}
    return len(words - inside) + len(phrases)


@lru_cache(maxsize=50_000)
def family_of(word: str) -> str | None:
    """Return the family a word stands in, else its rough stem; None where it says nothing."""
    lower = re.sub(r"['’]s$", "", word.lower())
    if lower in _FAMILY_OF:
        return _FAMILY_OF[lower]
    if lower in _EMPTY or lower in _VAGUE or len(lower) < 3:
        return None
    stem = _cut(lower)
    return next((_FAMILY_OF[f] for f in (stem, stem + "e") if f in _FAMILY_OF), stem)


def is_family(item: str) -> bool:
    """Tell whether an item is a family of the table, not a bare stem."""
    return item in _FAMILIES


def _cut(word: str, shortest: int = 4) -> str:
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= shortest:
            return word[: -len(ending)]
    return word
