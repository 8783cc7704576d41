"""Find counted quantities in a sentence: the number, its bounds, its unit.

In: a parsed sentence. Out: `Quantity`s in reading order; numbers that count nothing known
(list marks, ordinals, years, "five reasons", "F-16") are passed over.
Not here: what a quantity measures and between whom (`extract.measures`), the
records (`extract.figures`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from legation.extract.numbers import (
    IN_WORDS,
    SCALE,
    SHORT_SCALE,
    read_number,
    read_open_count,
)
from legation.extract.units import (
    CODE,
    CURRENCY_SIGN,
    CURRENCY_WORD,
    DOLLAR_OF,
    DURATIONS,
    FLOWING,
    LEAST_COUNT,
    LENGTHS,
    OF_PEOPLE,
    POWER,
    UNIT,
    WEAPON_NAMES,
)

if TYPE_CHECKING:
    from spacy.tokens import Span as TokenSpan
    from spacy.tokens import Token

# "About 150" is taken for within five in a hundred: a convention, so that the band is not empty.
ABOUT_SHARE = 0.05

# Digits with or without thousands marks; never the 20 of "20th", the 16 of "F-16", a part of
# 10:30 or of 18.03.2022.
_DIGITS = r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?(?![\d:]|[.,/]\d|(?:st|nd|rd|th)\b)"
_SHORT = "|".join(sorted(SHORT_SCALE, key=len, reverse=True))
_ONE = rf"(?:{_DIGITS}(?:(?:\s+|-)(?i:{'|'.join(SCALE)})\b|\s?(?:{_SHORT})\b(?![-’']))?|{IN_WORDS})"
_SIGN = "|".join(re.escape(sign) for sign in sorted(CURRENCY_SIGN, key=len, reverse=True))
_CODES = "|".join(CODE)
_QUANTITY = re.compile(
    rf"(?<![\w.,:/–-])(?P<cur>(?:{_SIGN})\s?|(?:{_CODES})\s)?"
    r"(?:(?P<open>(?i:(?:(?:tens|dozens|hundreds)\s+of\s+)?(?:dozens|scores|hundreds|thousands"
    r"|millions|billions|trillions)))\b|"
    rf"(?P<a>{_ONE})(?P<link>\s?[-–—]\s?|\s+(?:to|and|or)\s+)?"
    rf"(?(link)(?:(?:{_SIGN})\s?)?(?P<b>{_ONE})|))"
)
_SINGLE = re.compile(rf"(?<![\w.,:/–-])(?P<cur>(?:{_SIGN})\s?|(?:{_CODES})\s)?(?P<a>{_ONE})")
_PERCENT = re.compile(r"\s?(?:%|(?i:-?per\s?cent(?:age\s+points?)?)\b)")
_CODE_AFTER = re.compile(rf"\s(?:{_CODES})\b")
HAS_NUMBER = re.compile(
    r"\d|(?i:\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozen|scores|hundred"
    r"|thousand|million|billion|trillion|couple|\w+teen|twenty|thirty|forty|fifty|sixty|seventy"
    r"|eighty|ninety|one))"
)

_LOW = re.compile(
    r"(?<!\w)(?i:over|more than|greater than|topp(?:ed|ing)|tops?|exceed(?:ed|s|ing)?"
    r"|surpass(?:ed|es|ing)?|at least|above|no (?:fewer|less) than|upwards of|north of"
    r"|in excess of|a minimum of|beyond|crossed|passed)(?:\s+(?:the|a|an|another))?\s+$"
)
_HIGH = re.compile(
    r"(?<!\w)(?i:under|less than|fewer than|below|up to|at most|(?:no|not) more than|nearly|almost"
    r"|close to|approaching|as (?:much|many|high|long) as|a maximum of|short of|shy of|within)"
    r"(?:\s+(?:the|a|an|another))?\s+$"
)
_NO_MORE = re.compile(r"(?<!\w)(?i:no|not|never)\s+(?:more|over|above)(?:\s+than)?\s+$")
_ABOUT = re.compile(
    r"(?<!\w)(?i:about|around|some|roughly|approximately|(?:an )?estimated|circa|or so|nearer)"
    r"(?:\s+(?:the|a|an|another))?\s+$"
)
_OR_MORE = re.compile(r"(?:\s*\+|\s+(?i:or more|and above|at least|plus)\b)")
_OR_LESS = re.compile(r"\s+(?i:or (?:less|fewer)|at (?:the )?most)\b")
_BETWEEN = re.compile(r"(?<!\w)(?i:between|from|anywhere from)\s+$")
_CHANGE = re.compile(
    r"(?<!\w)(?i:r[io]se|risen|rises|grew|grow|grown|grows|increas\w+|rais\w+|f[ae]ll|fallen|falls"
    r"|dropp?\w*|declin\w+|cut|lower\w*|jump\w*|climb\w*|soar\w*|surg\w+|shr[aiu]nk|expand\w*"
    r"|went|go|chang\w+|mov\w+|up|down)(?:\s+\w+){0,3}\s+(?i:from)\s+$"
)
_NAMED_NUMBER = re.compile(
    r"(?<!\w)(?i:article|section|chapter|resolution|no\.|number|page|room|flight|channel|act|title"
    r"|group of|day|phase|level|covid|form|part|proclamation|order)\s+$"
)
_AGE = re.compile(r"-an-hour|\s*-?\s*year[s]?\s*-?\s*old|\s+years?\s+(?:of age|old)\b")
_EVERY = re.compile(r"(?<!\w)(?i:every|each)\s+$")
_RATE = re.compile(r"\s+(?:per|a|each)\s+(day|month|year)\b")
_APIECE = re.compile(r"\s+(?:per|a)\s+(?:barrel|gallon|tonne|ton|litre|liter|megawatt)\b")
_ENDS_IN_NUMBER = re.compile(r"\d\s*$")
_FOR_EVERY = re.compile(r"(?<!\w)(?i:for (?:every|each))\s")
_RATE_BEHIND = re.compile(r"\s+of(?:\s+[\w-]+){1,6}?\s+(?:per|a|each)\s+(day|month|year)\b")
_HABIT = re.compile(r"\s+\w+\s+(?:a|per|each|every)\s+(?:day|week|year)\b")


_SMALL_CHANGE = 100


@dataclass(frozen=True, slots=True)
class Quantity:
    """One number with its unit; offsets count in the sentence's `Doc`."""

    start: int
    end: int
    low: float | None
    high: float | None
    value: float
    unit: str
    about: str | None
    """What the unit alone says it measures ("soldiers": troops)."""
    counted: Token
    """The token that stands for the quantity: the unit's noun, else the number's last word."""
    confidence: float


def iter_quantities(sentence: TokenSpan) -> Iterator[Quantity]:
    """Yield the quantities of `sentence`; they do not overlap."""
    sentence = _with_scale_after(sentence)
    text, offset = sentence.text, sentence.start_char
    position = 0
    while match := _QUANTITY.search(text, position):
        ranged = match["link"] is not None
        if ranged and not _is_range(match):
            quantity, end = None, match.end()
        else:
            quantity, end = _read(match, sentence, offset)
        if quantity is None and ranged:
            single = _SINGLE.match(text, match.start())
            if single is not None:
                quantity, end = _read(single, sentence, offset)
        if quantity is not None:
            yield quantity
        position = max(end, match.start() + 1)


def _with_scale_after(sentence: TokenSpan) -> TokenSpan:
    """Return the sentence with the "million" that a line break cut off from its number."""
    doc, end = sentence.doc, sentence.end
    while end < len(doc) and doc[end].is_space:
        end += 1
    if end < len(doc) and doc[end].lower_ in SCALE and _ENDS_IN_NUMBER.search(sentence.text):
        return doc[sentence.start : end + 1]
    return sentence


def _is_range(match: re.Match[str]) -> bool:
    """Tell a range from two numbers in a row: "5 tanks and 7 jets", "rose from 5 to 7"."""
    text, begin, start = match.string, max(0, match.start() - 40), match.start()
    if match["link"].strip() == "and":
        return bool(_BETWEEN.search(text, begin, start))
    return not _CHANGE.search(text, begin, start)


def _read(match: re.Match[str], sentence: TokenSpan, offset: int) -> tuple[Quantity | None, int]:
    """Return the quantity at `match`, if it is one, and where to go on reading."""
    text, groups = match.string, match.groupdict()
    values = _values(groups)
    if values is None or _NAMED_NUMBER.search(text, max(0, match.start() - 14), match.start()):
        return None, match.end()
    last = sentence.doc[token_at(sentence, offset + match.end() - 1)]
    found = _unit(match, last, values, offset)
    if found is None:
        return None, match.end()
    unit, about, counted, end = found
    if _is_trifle(unit, values, groups) or _AGE.match(text, match.end()):
        return None, match.end()
    if _FOR_EVERY.search(text, 0, match.start()) and values[0] < _SMALL_CHANGE:
        return None, match.end()  # "for every dollar … more than ten": a comparison
    if unit in DURATIONS and (
        _HABIT.match(text, match.end())
        or _EVERY.search(text, max(0, match.start() - 8), match.start())
    ):
        return None, match.end()
    rate = _RATE.match(text, end)
    if rate is None:
        rate = _RATE_BEHIND.match(text, end)
    if rate is not None and unit in FLOWING:
        unit = f"{unit}/{rate[1].lower()}"
    elif _APIECE.match(text, end):
        about = "price"
    low, high, clear = _bounds(match, values, end)
    confidence = 0.9 if clear else 0.75
    quantity = Quantity(
        offset + match.start(), offset + end, low, high, _middle(values), unit, about, counted,
        confidence,
    )  # fmt: skip
    return quantity, end


def _values(groups: dict[str, str | None]) -> tuple[float, float | None, bool] | None:
    """Return (first, second or None, whether it is open above)."""
    if groups.get("open"):
        least = read_open_count(groups["open"] or "")
        return (least, None, True) if least is not None else None
    first = _scaled(groups.get("a"))
    second = _scaled(groups.get("b"))
    if first is None:
        return None
    if second is not None:
        scale = _scale_of(groups["b"] or "")
        if scale > 1 and _scale_of(groups["a"] or "") == 1 and first < scale:
            first *= scale  # "$1.5 to $2 billion"
    return first, second, False


def _scaled(words: str | None) -> float | None:
    if not words:
        return None
    return read_number(re.sub(rf"(?<=\d)({_SHORT})$", r" \1", words))


def _scale_of(words: str) -> float:
    last = re.split(r"[\s-]", words.strip())[-1]
    short = re.fullmatch(rf"[\d.,]*({_SHORT})", last)
    return SCALE.get(last.lower(), SHORT_SCALE[short[1]] if short else 1.0)


def _middle(values: tuple[float, float | None, bool]) -> float:
    first, second, _ = values
    return first if second is None else (first + second) / 2


def token_at(sentence: TokenSpan, character: int) -> int:
    """Return the index of the token of `sentence` that holds a character of its document."""
    for token in sentence:
        if token.idx <= character < token.idx + max(1, len(token.text_with_ws)):
            return token.i
    return sentence.end - 1


def _unit(
    match: re.Match[str], last: Token, values: tuple[float, float | None, bool], offset: int
) -> tuple[str, str | None, Token, int] | None:
    """Return (unit, what it says it measures, its token, end in the sentence), if known."""
    text, end = match.string, match.end()
    if match["cur"]:
        sign = match["cur"].strip()
        return CURRENCY_SIGN.get(sign) or CODE[sign], None, last, end
    percent = _PERCENT.match(text, end)
    if percent is not None:
        word = "percentage point" if "point" in percent[0] else "percent"
        return word, None, _after(last, percent.end() + offset), percent.end()
    code = _CODE_AFTER.match(text, end)
    if code is not None:
        return CODE[code[0].strip()], None, _after(last, code.end() + offset), code.end()
    noun = _noun_after(last, bool(match.groupdict().get("open")))
    if noun is None:
        return _uncounted(last, values, end)
    if noun.lower_ in ("people", "families", "children", "days") and noun.text[0].isupper():
        return None  # "100 Most Influential People": the title of something
    word = noun.lemma_.lower() if noun.lemma_.lower() in UNIT else noun.lower_.rstrip("s")
    noun_end = noun.idx + len(noun.text) - offset
    if word in CURRENCY_WORD or noun.lemma_.lower() in CURRENCY_WORD:
        code_of = CURRENCY_WORD.get(noun.lemma_.lower()) or CURRENCY_WORD[word]
        before = noun.nbor(-1).lower_ if noun.i else ""
        return DOLLAR_OF.get(before, code_of), None, noun, noun_end
    if word not in UNIT:
        return None
    unit, about = UNIT[word]
    power = POWER.get(noun.nbor(-1).lower_) if noun.i else None
    if power is not None and unit in LENGTHS:
        unit, about = f"{power[0]} {unit}", power[1]
    return unit, about, noun, noun_end


def _after(token: Token, character: int) -> Token:
    doc = token.doc
    while token.i + 1 < len(doc) and doc[token.i + 1].idx < character:
        token = doc[token.i + 1]
    return token


# At most so many words between a number and what it counts: "3,000 more battle-hardened foreign
# fighters".
_REACH = 6


def _noun_after(last: Token, is_open: bool) -> Token | None:
    """Return the noun that a number ending at `last` counts, read to its right."""
    doc, noun = last.doc, None
    if last.i + 2 < len(doc) and doc[last.i + 1].text == "-":
        joined = doc[last.i + 2]  # "two-hour call" counts hours, "two-shot vaccine" nothing known
        return joined if _known(joined) else None
    for index in range(last.i + 1, min(last.i + 1 + _REACH, len(doc))):
        token = doc[index]
        if token.lower_ == "of" and noun is None and (is_open or token.i == last.i + 1):
            if not is_open and last.lower_ not in ("couple", "dozen", "million", "billion"):
                return None
            continue
        if token.pos_ in ("NOUN", "PROPN"):
            noun = token
            if _known(token) and not _leads_on(token):
                return _weapon_headed(token)
            continue
        if noun is not None or not (token.pos_ in ("ADJ", "NUM", "DET") or _modifies(token)):
            break
    return noun


def _weapon_headed(name: Token) -> Token:
    """Return the missiles of "2,000 Javelin anti-tank missiles", which the name describes."""
    if name.lemma_.lower() not in WEAPON_NAMES:
        return name
    for token in name.doc[name.i + 1 : name.i + _REACH]:
        if token.pos_ in ("NOUN", "PROPN") and not _leads_on(token) and _known(token):
            return token
        if token.pos_ not in ("ADJ", "NOUN", "PROPN") and token.text not in ("-", "anti"):
            break
    return name


def _known(noun: Token) -> bool:
    word = noun.lemma_.lower()
    return word in UNIT or word in CURRENCY_WORD or noun.lower_.rstrip("s") in UNIT


def _leads_on(noun: Token) -> bool:
    """Tell whether a noun only describes the one after it: the tank of "tank shells"."""
    if noun.lemma_.lower() in DURATIONS or noun.i + 1 >= len(noun.doc):
        return False
    following = noun.nbor(1)
    return following.text == "-" or (
        noun.dep_ == "compound" and noun.tag_ in ("NN", "NNP") and following == noun.head
    )


def _modifies(token: Token) -> bool:
    return (
        token.text == "-"
        or (token.text == "," and token.i > 0 and not token.nbor(-1).like_num)
        or token.lower_ in ("more", "additional", "other", "or")
        or (
            token.pos_ in ("VERB", "ADV")
            and token.dep_ in ("amod", "advmod")
            and token.tag_ != "RB"
        )
    )


def _uncounted(
    last: Token, values: tuple[float, float | None, bool], end: int
) -> tuple[str, str | None, Token, int] | None:
    """Return persons for "three million have fled", "more than 100 were killed"."""
    verb = last.head
    if last.dep_ not in ("nsubj", "nsubjpass", "dobj") or verb.lemma_ not in OF_PEOPLE:
        return None
    return ("person", None, last, end) if values[0] > 1 else None


def _is_trifle(
    unit: str,
    values: tuple[float, float | None, bool],
    groups: dict[str, str | None],
) -> bool:
    """Tell whether a count only names parties or is an article ("one day", "two countries")."""
    first, second, is_open = values
    words = (groups.get("a") or "").lower()
    if is_open or second is not None:
        return False
    if unit in LEAST_COUNT:
        return first < LEAST_COUNT[unit]
    return words in ("one", "a", "an")


def _bounds(
    match: re.Match[str], values: tuple[float, float | None, bool], end: int
) -> tuple[float | None, float | None, bool]:
    """Return (low, high, whether the words are plain about it)."""
    first, second, is_open = values
    text, start = match.string, match.start()
    begin = max(0, start - 28)
    if second is not None:
        clear = bool(_BETWEEN.search(text, begin, start)) or match["link"].strip() != "and"
        return min(first, second), max(first, second), clear
    if _NO_MORE.search(text, begin, start):
        return None, first, True
    if _HIGH.search(text, begin, start) or _OR_LESS.match(text, end):
        return None, first, True
    if is_open or _LOW.search(text, begin, start) or _OR_MORE.match(text, end):
        return first, None, True
    if _ABOUT.search(text, begin, start):
        return first * (1 - ABOUT_SHARE), first * (1 + ABOUT_SHARE), True
    return first, first, True
