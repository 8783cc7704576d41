"""What numbers count: currencies, units, and the things newspapers measure.

In: nothing. Out: tables by word or lemma.
Not here: which word goes with which number (`extract.figures`, `extract.measures`).

Currency codes are ISO 4217. A sign that several currencies share stands for the one that an
English-language desk means by it unmarked: `$` the US dollar, `¥` the yen.
"""

from __future__ import annotations

CURRENCY_SIGN = {
    "US$": "USD",
    "A$": "AUD",
    "AU$": "AUD",
    "C$": "CAD",
    "CA$": "CAD",
    "HK$": "HKD",
    "NT$": "TWD",
    "S$": "SGD",
    "NZ$": "NZD",
    "$": "USD",
    "€": "EUR",
    "£": "GBP",
    "¥": "JPY",
    "₽": "RUB",
    "₴": "UAH",
    "₹": "INR",
    "₩": "KRW",
    "₺": "TRY",
    "₪": "ILS",
}
CURRENCY_CODES = (
    "USD EUR GBP RUB RUR CNY RMB JPY UAH INR KRW TRY CHF CAD AUD NZD SEK NOK DKK PLN ILS SAR BRL "
    "IRR KZT BYN TWD HKD SGD"
)
CODE = {code: {"RUR": "RUB", "RMB": "CNY"}.get(code, code) for code in CURRENCY_CODES.split()}

CURRENCY_WORD = {
    "dollar": "USD",
    "euro": "EUR",
    "pound": "GBP",
    "ruble": "RUB",
    "rouble": "RUB",
    "yuan": "CNY",
    "renminbi": "CNY",
    "yen": "JPY",
    "hryvnia": "UAH",
    "hryvnias": "UAH",
    "rupee": "INR",
    "won": "KRW",
    "lira": "TRY",
    "franc": "CHF",
    "zloty": "PLN",
    "krona": "SEK",
    "krone": "NOK",
    "shekel": "ILS",
    "tenge": "KZT",
    "riyal": "SAR",
}
# "Australian dollars" is not what "dollars" alone means.
DOLLAR_OF = {
    "australian": "AUD",
    "canadian": "CAD",
    "taiwan": "TWD",
    "singapore": "SGD",
    "zealand": "NZD",
    "kong": "HKD",
}

_PERSON = {
    None: "person people man woman child american ukrainian russian european chinese pole syrian "
    "afghan employee worker resident citizen passenger student protester demonstrator voter "
    "participant household family official diplomat expert volunteer respondent adult",
    "troops": "troop soldier serviceman servicemember fighter mercenary reservist conscript "
    "personnel force peacekeeper marine guardsman",
    "casualties": "casualty death fatality victim dead wounded injury hostage",
    "refugees": "refugee evacuee migrant asylum-seeker displaced",
    "civilians": "civilian",
    "arrests": "prisoner detainee arrest",
}
_WEAPON = (
    "tank jet aircraft plane fighter-jet bomber drone helicopter warship ship vessel submarine "
    "warhead rocket shell round rifle launcher howitzer vehicle gun grenade bomb warplane system "
    "weapon pistol shotgun boat radar"
)
_COMPANY = "company firm maker manufacturer producer supplier bank lender exporter importer"
UNIT: dict[str, tuple[str, str | None]] = {
    **{word: ("person", about) for about, words in _PERSON.items() for word in words.split()},
    **{word: (word, "weapons") for word in _WEAPON.split()},
    "missile": ("missile", "weapons"),
    "stinger": ("missile", "weapons"),
    "javelin": ("missile", "weapons"),
    "airstrike": ("strike", "strikes"),
    "strike": ("strike", "strikes"),
    "sortie": ("sortie", "overflights"),
    "overflight": ("sortie", "overflights"),
    "flight": ("flight", "flights"),
    "minute": ("minute", "duration"),
    "hour": ("hour", "duration"),
    "day": ("day", "duration"),
    "night": ("day", "duration"),
    "week": ("week", "duration"),
    "month": ("month", "duration"),
    "year": ("year", "duration"),
    "decade": ("decade", "duration"),
    "century": ("century", "duration"),
    "kilometer": ("kilometre", "distance"),
    "kilometre": ("kilometre", "distance"),
    "km": ("kilometre", "distance"),
    "mile": ("mile", "distance"),
    "meter": ("metre", "distance"),
    "metre": ("metre", "distance"),
    "foot": ("foot", "distance"),
    "barrel": ("barrel", "energy"),
    "gallon": ("gallon", "energy"),
    "megawatt": ("megawatt", "energy"),
    "gigawatt": ("gigawatt", "energy"),
    "ton": ("tonne", None),
    "tonne": ("tonne", None),
    "bushel": ("bushel", None),
    "acre": ("acre", None),
    "hectare": ("hectare", None),
    "dose": ("dose", "vaccines"),
    "vaccine": ("dose", "vaccines"),
    "vote": ("vote", "votes"),
    "abstention": ("vote", "votes"),
    "seat": ("seat", None),
    "job": ("job", "jobs"),
    "country": ("country", None),
    "nation": ("country", None),
    "state": ("state", None),
    **dict.fromkeys(_COMPANY.split(), ("company", None)),
    "member": ("member", None),
    "helmet": ("helmet", "equipment"),
    "vest": ("vest", "equipment"),
    "entity": ("entity", "sanctions"),
    "oligarch": ("person", "sanctions"),
    "sanction": ("sanction", "sanctions"),
    "lawmaker": ("person", None),
    "school": ("school", None),
    "hospital": ("hospital", None),
    "city": ("city", None),
}
# What "cubic" and "square" make of a length, and what it then measures: volumes that
# governments count in cubic metres are of natural gas.
LENGTHS = frozenset("kilometre mile metre foot".split())
POWER = {"cubic": ("cubic", "gas"), "square": ("square", "area")}
# What is also told by the day, month or year.
FLOWING = frozenset({"barrel", "tonne", "gallon", "cubic metre", "cubic foot"})
# What describes a weapon by name and is nobody: "800 Stinger systems", "two Patriot batteries".
WEAPON_NAMES = frozenset(
    "javelin stinger patriot himars iskander kalibr kinzhal tomahawk bayraktar switchblade".split()
)
# What lasts; any other topic beside a duration is about something else.
LASTING = frozenset("meeting call talks visit war ceasefire sentence".split())
# What a count of people can measure, and what nothing but a count of people measures.
OF_PERSONS_ONLY = frozenset("casualties refugees troops arrests civilians".split())
OF_PERSONS = OF_PERSONS_ONLY | frozenset("votes jobs population opinion sanctions".split())
DURATIONS = frozenset("minute hour day week month year decade century".split())

# Counts this small name parties rather than measure ("two countries"); what was killed, fired
# or bought is measured from one on.
LEAST_COUNT = {
    "country": 10.0,
    "state": 10.0,
    "company": 3.0,
    "city": 3.0,
    "entity": 3.0,
    "member": 10.0,
}
LEAST_PERSONS = 10.0

# Which nouns say what a number measures; first the noun itself, then what describes it.
TOPIC: dict[str, str] = {
    word: topic
    for topic, words in {
        "trade": "trade commerce turnover",
        "sales": "sale",
        "exports": "export",
        "imports": "import",
        "aid": "aid assistance relief donation grant package support help appropriation",
        "sanctions": "sanction",
        "tariffs": "tariff duty",
        "troops": "troop soldier personnel force deployment serviceman fighter mercenary",
        "casualties": "casualty death toll fatality loss victim",
        "refugees": "refugee exodus",
        "budget": "budget expenditure spending outlay deficit funding",
        "gdp": "gdp economy",
        "growth": "growth",
        "inflation": "inflation",
        "price": "price cost bill",
        "assets": "asset reserve fund holding",
        "debt": "debt bond",
        "investment": "investment",
        "loans": "loan credit",
        "revenue": "revenue income profit earnings",
        "production": "production output",
        "weapons": "weapon arm missile tank drone ammunition munition weaponry javelin stinger",
        "energy": "gas oil crude energy electricity coal petroleum",
        "votes": "vote ballot",
        "unemployment": "unemployment",
        "jobs": "job employment",
        "wages": "wage salary pay",
        "taxes": "tax",
        "population": "population",
        "rate": "rate",
        "currency": "ruble rouble yuan currency dollar euro",
        "opinion": "poll respondent approval",
        "contract": "contract deal",
        "market": "market share stock index",
        "emissions": "emission",
        "meeting": "meeting summit session",
        "call": "call phone conversation",
        "talks": "talk negotiation consultation",
        "visit": "visit trip tour",
        "war": "war conflict invasion fighting",
        "ceasefire": "ceasefire truce pause",
        "sentence": "sentence prison jail",
    }.items()
    for word in words.split()
}
VERB_TOPIC: dict[str, str] = {
    word: topic
    for topic, words in {
        "casualties": "kill die wound injure slaughter murder",
        "refugees": "flee displace evacuate escape uproot shelter",
        "troops": "deploy mass amass station garrison",
        "price": "cost charge",
        "imports": "import",
        "sales": "sale",
        "exports": "export",
        "trade": "trade",
        "investment": "invest",
        "budget": "spend appropriate",
        "aid": "donate pledge contribute provide allocate give",
        "votes": "vote",
        "arrests": "arrest detain",
        "talks": "talk speak negotiate confer",
        "meeting": "meet",
        "sanctions": "sanction freeze seize",
    }.items()
    for word in words.split()
}
# "Set aside $5 billion": the verb tells only with its particle.
PHRASAL_TOPIC: dict[tuple[str, str], str] = {("set", "aside"): "budget", ("lay", "out"): "budget"}
# "More than three million have fled": whom these befall are people.
OF_PEOPLE = frozenset(
    "kill die wound injure flee displace evacuate escape uproot arrest detain shelter".split()
)
