"""Tell a time from words that only look like one: "may", "2022 Olympics", "Black Friday".

In: a match of one of `timewords.PATTERNS` and its token. Out: whether it names a time.
Not here: which time (`extract.timerules`).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Token

# Words after which a bare month or a bare number from 1500 to 2199 is a time.
_BEFORE_MONTH = re.compile(
    r"(?<!\w)(?i:in|of|since|by|until|till|before|after|from|to|through|throughout|during|for|and"
    r"|or|between|mid|early|late|around|as of|beginning|starting)[\s-]+$"
)
_BEFORE_YEAR = re.compile(
    r"(?<!\w)(?i:in|of|since|by|until|till|before|after|from|to|through|throughout|during|for|year"
    r"|between|around|circa|back in|late as|early as|mid)[\s-]+(?i:the\s+year\s+)?$"
    r"|\d{4}\s*(?:–|-|and|or)\s*$"
)
_MONTH_RANGE = re.compile(r"\s*(?:-|–|to|through|and|or)\s*[A-Z][a-z]{2}")
_NAMED_DAY = re.compile(r"(?:Black|Bloody|Good|Palm|Super|Cyber|Ash|Easter|Giving)\s+$")
_BEFORE_NUMBER = re.compile(r"(?<!\w)(?i:on|by|from|until|till|since|to|and|after|before)\s+$")


def is_time(name: str, match: re.Match[str], token: Token) -> bool:
    """Tell whether what the pattern `name` matched, at `token`, is a time where it stands."""
    if name == "month":
        return _is_month(match, token)
    if name == "year":
        return _is_year(match, token)
    text, start = match.string, match.start()
    if name == "weekday":
        return not _NAMED_DAY.search(text, max(0, start - 8), start)
    if name == "the_day":
        before = _BEFORE_NUMBER.search(text, max(0, start - 12), start)
        return before is not None and not _leads_on(token, match.end())
    return True


def _leads_on(token: Token, end: int) -> bool:
    """Tell whether a number only describes what follows it: "the 20th anniversary"."""
    while token.i + 1 < len(token.doc) and token.idx < end:
        token = token.nbor(1)
    return token.idx >= end and (
        token.text in ("-", "of") or token.pos_ in ("NOUN", "PROPN", "ADJ", "NUM")
    )


def _is_month(match: re.Match[str], token: Token) -> bool:
    if match["year"] or match["which"] or match["rel"]:
        return token.tag_ != "MD"
    text, start, end = match.string, match.start(), match.end()
    if token.tag_ in ("MD", "VB", "VBP", "VBD"):
        return False  # "may", "march" at the head of a sentence
    if text[end : end + 1] == " " and text[end + 1 : end + 2].isdigit():
        return False  # a day or a year that its own pattern refused
    return bool(
        token.ent_type_ == "DATE"
        or _BEFORE_MONTH.search(text, max(0, start - 20), start)
        or _MONTH_RANGE.match(text, end)
    )


def _is_year(match: re.Match[str], token: Token) -> bool:
    text, start, end = match.string, match.start(), match.end()
    if not _BEFORE_YEAR.search(text, max(0, start - 24), start):
        return False
    # "In 2014 cases", "of 2022 Olympics": the number counts or names what follows.
    return not (
        token.dep_ in ("nummod", "compound", "nmod", "quantmod")
        and token.head.i > token.i
        and token.head.pos_ in ("NOUN", "PROPN")
        and text[end : end + 1] == " "
    )
