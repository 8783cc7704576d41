"""The words by which English names times, as patterns.

In: nothing. Out: the vocabulary and one pattern for each way to name a time.
Not here: what they mean on a given day (`extract.timerules`), where they stand (`extract.moments`).

In a pattern a blank stands for any run of white space, and `<name>` for a fragment below.
"""

from __future__ import annotations

import re

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
SEASONS = {"spring": 21, "summer": 22, "autumn": 23, "fall": 23, "winter": 24}
_ORDINALS = (
    *("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth"),
    *("tenth", "eleventh", "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth"),
    *("seventeenth", "eighteenth", "nineteenth", "twentieth", "twenty-first", "twenty-second"),
)
ORDINALS = {word: number for number, word in enumerate(_ORDINALS, start=1)}

_COUNT = (
    r"(?i:\d{1,3}(?:\.\d)?|(?:a )?couple of|(?:a )?few|several|an?|one|two|three|four|five|six"
    r"|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|eighteen|twenty"
    r"|thirty|forty|fifty|sixty|ninety|half a|a dozen)"
)
_FRAGMENTS = {
    "wd": r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|(?:MON|TUES|WEDNES|THURS|FRI|SATUR|SUN)"
    r"DAY|(?:Mon|Tues?|Wed|Thurs?|Fri|Sat|Sun)\.(?=,? [A-Z]))\b",
    "month": rf"(?:{'|'.join(MONTHS)}|{'|'.join(MONTHS).upper()})\b",
    "shortmonth": r"(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b\.?",
    "dd": r"(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?"
    r"(?!\d|[:.,]\d|\w|%| (?i:percent|per cent|million|billion|people|years|days))",
    "yyyy": r"(?:1[5-9]|20|21)\d\d(?!\d|[.,:/]\d|\w|%)",
    "clock": r"(?:(?:noon|midnight|\d{1,2}(?::\d\d)? ?[aApP]\.?[mM]\b\.?|\d{1,2}:\d\d\b)"
    r"(?: (?:E[SD]?T|GMT|UTC|CES?T|(?i:(?:local|moscow|beijing|kyiv|eastern) time)))?)",
    "part": r"(?i:morning|afternoon|evening|night)",
    "season": r"(?:spring|summer|autumn|fall|winter)\b",
    "n": _COUNT,
    "unit": r"(?i:minute|hour|day|week|month|year|decade|century|centurie)",
    "ordinal": rf"(?i:\d{{1,2}}(?:st|nd|rd|th)|{'|'.join(sorted(ORDINALS, key=len)[::-1])})",
}

PATTERNS = {
    "day_range": r"(?:<wd>,? )?(?:(?P<month><month>|<shortmonth>) (?P<day><dd>)"
    r" ?(?:-|–|—|to|through|until|and) ?(?P<day2><dd>)(?:,? (?P<year><yyyy>))?"
    r"|(?P<day_b><dd>) ?(?:-|–|—|to|through|until|and) ?(?P<day2_b><dd>) (?P<month_b><month>)"
    r"(?:,? (?P<year_b><yyyy>))?)",
    "day": r"(?:(?P<wd><wd>)(?:,| the)? \(?)?(?:(?P<month><month>|<shortmonth>) (?P<day><dd>)"
    r"(?:(?:,|,? of)? (?P<year><yyyy>))?"
    r"|(?:the )?(?P<day_b><dd>) (?:of )?(?P<month_b><month>|<shortmonth>)"
    r"(?:,? (?P<year_b><yyyy>))?)(?:,? (?:at )?<clock>)?",
    "the_day": r"the (?P<day>\d{1,2}(?:st|nd|rd|th))\b",
    "iso": r"(?P<iso>(?:1[5-9]|20|21)\d\d-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01]))",
    "slash": r"(?P<a>\d{1,2})(?P<mark>[/.])(?P<b>\d{1,2})[/.](?P<year>(?:1[5-9]|20|21)\d\d)\b",
    "portion": r"(?i:the )?(?:(?i:(?P<part>beginning|start|opening|middle|end|close)) of"
    r"|(?i:(?P<part_b>early|mid|late))(?: in | |-)(?:the )?)"
    r"(?: ?(?:(?P<month><month>)(?:,?(?: of)? (?P<year><yyyy>))?"
    r"|(?P<yeart><yyyy>|(?i:last year|next year|this year))"
    r"|(?i:(?P<which>this|last|next|the) (?P<unit>week|month|year|decade|century)))\b)",
    "year_end": r"(?i:year[’']s end|end of year)\b",
    "first_units": r"(?i:the (?P<ord>first|second|third|fourth|last) "
    r"(?P<unit>week|weekend) (?:of|in) )(?P<month><month>)(?:,?(?: of)? (?P<year><yyyy>))?",
    "month": r"(?:(?i:(?P<which>this past|last|this|next|this coming) ))?"
    r"(?P<month><month>|<shortmonth>(?= <yyyy>))"
    r"(?:(?:,| of)? (?:(?P<year><yyyy>)|(?i:of )?(?P<rel>(?i:last|this|next) (?i:year))))?",
    "weekday": r"(?:(?i:(?P<which>last|next|this past|this coming|(?:the )?(?:following|previous|"
    r"coming|past)|this)) )?(?:(?i:early|late|earlier|later)(?: (?i:on))? )?(?P<weekday><wd>)"
    r"(?: (?i:early |late )?(?P<hour><part>))?(?:,? (?:at |around |about )?<clock>)?"
    r"(?: (?i:of )?(?P<week>(?i:last|this|next)) (?i:week)\b)?",
    "deictic": r"(?i:(?:(?:earlier|later|early|late)(?: on)? )?"
    r"(?P<when>the day before yesterday|the day after tomorrow|today|yesterday|tomorrow|tonight"
    r"|this (?:very )?(?:morning|afternoon|evening)|last night|(?:earlier|later) in the day)"
    r"(?: (?:morning|afternoon|evening|night)\b)?(?:,? at <clock>)?"
    r"(?P<world>[’']s (?:world|society|age|environment|economy|youth|generation))?)\b",
    "unit": r"(?i:(?:(?P<part>earlier|later|early|late|mid|sometime)[ -])?"
    r"(?P<which>this|last|next|(?:the )?(?:current|coming|upcoming)) "
    r"(?P<unit>week|weekend|month|year|quarter|decade|century))\b",
    "the_unit": r"(?i:(?P<part>earlier|later|early|late) in the (?P<unit>week|month|year|decade)"
    r"|the (?P<weekend>weekend))\b",
    "rolling": r"(?i:(?:the )?(?P<which>past|last|next|coming|previous|preceding) "
    r"(?:(?P<n><n>) )?(?P<unit><unit>)s?)\b(?! of\b)",
    "recent": r"(?i:(?:the )?(?:(?:most|more) )?(?P<which>recent|coming) "
    r"(?P<unit>day|week|month|year|decade)s)\b",
    "ago": r"(?i:(?:(?P<bound>(?:just )?(?:more than|less than|over|under)|at least|nearly|almost"
    r"|(?:only|just|about|around|roughly|some|approximately)) )?(?:(?P<n><n>)|(?P<many>many)) "
    r"?(?:(?:full|long|short) )?(?P<unit><unit>)s?(?P<half> and a half)? ago|"
    r"(?P<bare><unit>)s ago)\b",
    "ahead": r"(?i:(?:in|within) (?P<n><n>) (?P<unit><unit>)s?(?:[’'] time)?)\b",
    "counted_from": r"(?i:(?:(?P<n><n>) )?(?P<unit><unit>)s? (?P<dir>later|earlier|prior))\b"
    r"(?! (?i:this|in|on|that|today|last|to)\b)",
    "beside": r"(?i:the (?P<unit>day|night|morning|evening|week|month|year|weekend) "
    r"(?P<dir>before|after|earlier|prior))\b",
    "other_unit": r"(?i:(?P<dir>the (?:very )?next|the following|the previous|the preceding"
    r"|(?:on )?the same|that same|that|that very) (?P<unit>day|morning|afternoon|evening|night|week"
    r"|weekend|month|year))\b",
    "then": r"(?i:(?P<prep>since|until|before|by) then)\b",
    "century": r"(?i:(?:the )?(?:(?P<part>early|mid|late)[ -])?(?P<ord><ordinal>) century)\b(?!-)",
    "decade": r"(?i:(?:the )?(?:(?P<part>early|mid|late)[ -]?)?)(?:(?P<year>(?:1[5-9]|20)\d0)[’']?s"
    r"|[’'‘](?P<short>\d0)s)\b",
    "quarter": r"(?:Q(?P<q>[1-4])(?: (?:of )?(?P<year><yyyy>))?\b|(?i:(?:the )?"
    r"(?P<ord>first|second|third|fourth|last) (?P<piece>quarter|half))"
    r"(?:(?i: of) (?:(?P<year_b><yyyy>)|(?i:(?P<rel>the|this|last|next) year)))?\b)",
    "season": r"(?i:(?:(?P<part>early|mid|late)[ -])?(?:the )?(?P<which>this past|this coming|this"
    r"|last|next|the)? ?(?P<season><season>)(?:(?: of)? (?P<year><yyyy>))?)\b"
    r"(?P<of> of )?",
    "fiscal": r"(?:(?i:fiscal(?: year)?)|FY) ?-?(?P<year>20\d\d|\d\d)\b",
    "lasting": r"(?i:for (?:(?:many|several|some|so many) )?(?:days|weeks|months|years|decades"
    r"|centuries|generations)|in (?:years|decades|generations|centuries))\b"
    r"(?! (?:to come|in prison))",
    "early_days": r"(?i:the (?:early|earliest|first|opening|final|last|closing) "
    r"(?:few )?(?:hours|days|weeks|months|stages))(?= of\b)",
    "year": r"(?P<year><yyyy>)",
}

# A sentence without any of these words holds no expression of time.
TRIGGER = re.compile(
    r"(?i:day|night|week|month|year|quarter|half|decade|centur|ago\b|then\b|later\b|earlier\b|"
    r"morrow|spring|summer|autumn|fall\b|winter|morning|afternoon|evening)|\d{3,4}|\bFY|\bQ[1-4]|"
    r"Jan|Feb|Ma[ry]|Apr|Ju[nl]|Aug|Sep|Oct|Nov|Dec|JAN|FEB|MA[RY]|APR|JU[NL]|AUG|SEP|OCT|NOV|DEC|"
    r"\bthe\s\d{1,2}(?:st|nd|rd|th)|"
    r"DAY|\d\d/|\d0s"
)


def expanded(pattern: str) -> str:
    """Return `pattern` with its fragments put in and its blanks made any white space."""
    # A name of a group, `(?P<day>`, is no fragment.
    pattern = re.sub(r"(?<!P)<([a-z]+)>", lambda match: _FRAGMENTS[match[1]], pattern)
    return pattern.replace(" ", r"\s+").replace(r"\s+?", r"\s*")
