"""Date what is named by the calendar: days, months, weekdays, seasons, years, decades, centuries.

In: a match of one of `timewords.PATTERNS` and its setting. Out: `Dated`, or None when the words
name no time after all.
Not here: what counts from the day of publication or from another day (`extract.relativerules`).
"""

from __future__ import annotations

from legation.extract import dating
from legation.extract.timesettings import (
    FAIR,
    GOOD,
    POOR,
    SURE,
    Dated,
    Match,
    Setting,
    anchor_of,
    either,
    leading_int,
    month_number,
    step_of,
    weekday_number,
)
from legation.extract.timewords import ORDINALS, SEASONS
from legation.records import edtf


def read_day(match: Match, setting: Setting) -> Dated | None:
    """Read "March 18, 2022", "Friday, 18 March", "Feb. 24"."""
    month, day, year = either(match, "month"), either(match, "day"), either(match, "year")
    return _named_day(month, leading_int(day), leading_int(day), year, setting)


def read_day_range(match: Match, setting: Setting) -> Dated | None:
    """Read "March 2-4", "24 to 26 February 2022"."""
    first, last = either(match, "day"), either(match, "day2")
    year = either(match, "year")
    if leading_int(last) <= leading_int(first):
        return None
    return _named_day(either(match, "month"), leading_int(first), leading_int(last), year, setting)


def _named_day(
    month_name: str, first: int, last: int, year: str | None, setting: Setting
) -> Dated | None:
    month = month_number(month_name)
    if year is not None:
        n_year, confidence = int(year), SURE
    elif setting.year is not None:
        n_year, confidence = setting.year, GOOD
    elif setting.day is not None:
        n_year = dating.year_for(setting.day, month, first, setting.tense())
        confidence = GOOD
    else:
        return Dated(None, POOR)
    begins, ends = dating.day_of(n_year, month, first), dating.day_of(n_year, month, last)
    if begins is None or ends is None:
        return None
    return Dated(begins if begins == ends else f"{begins}/{ends}", confidence)


def read_the_day(match: Match, setting: Setting) -> Dated | None:
    """Read "the 20th": of the month last spoken of, else the nearest on the side of the tense."""
    number = leading_int(match["day"])
    spoken = anchor_of(setting, "month")
    day = spoken or setting.day
    if not 1 <= number <= 31 or day is None:
        return Dated(None, POOR) if 1 <= number <= 31 else None
    step = 0
    if spoken is None:
        tense = setting.tense()
        if tense in ("future", "present"):
            step = 1 if number < day.day else 0
        else:
            step = -1 if number > day.day else 0
    month = dating.add_months(day.replace(day=1), step)
    value = dating.day_of(month.year, month.month, number) if month else None
    return Dated(value, FAIR if spoken else POOR) if value else None


def read_iso(match: Match, setting: Setting) -> Dated | None:
    """Read "2022-03-18"."""
    del setting
    year, month, day = (int(part) for part in match["iso"].split("-"))
    value = dating.day_of(year, month, day)
    return Dated(value, SURE) if value else None


def read_slash(match: Match, setting: Setting) -> Dated | None:
    """Read "3/18/2022" (month first where both are possible) and "18.03.2022" (day first)."""
    del setting
    a, b, year = int(match["a"]), int(match["b"]), int(match["year"])
    month, day = (b, a) if match["mark"] == "." or a > 12 else (a, b)
    value = dating.day_of(year, month, day)
    both = a <= 12 and b <= 12 and a != b
    return Dated(value, POOR if both else GOOD) if value else None


def read_month(match: Match, setting: Setting) -> Dated | None:
    """Read "February", "last March", "March 2021", "March of last year"."""
    month, day = month_number(match["month"]), setting.day
    if match["year"] or setting.year:
        year = int(match["year"] or setting.year or 0)
        return Dated(f"{year:04d}-{month:02d}", SURE)
    if day is None:
        return Dated(None, POOR)
    if match["rel"]:
        return Dated(f"{day.year + step_of(match['rel']):04d}-{month:02d}", GOOD)
    which = (match["which"] or "").lower()
    if which in ("last", "this past"):
        year = day.year if month < day.month else day.year - 1
    elif which in ("next", "this coming"):
        year = day.year if month > day.month else day.year + 1
    elif which == "this":
        year = day.year
    else:
        year = dating.year_for(day, month, None, setting.tense())
    return Dated(f"{year:04d}-{month:02d}", FAIR if which == "last" else GOOD)


def read_weekday(match: Match, setting: Setting) -> Dated | None:
    """Read "Friday", "last Friday", "Monday evening", "Tuesday of next week"."""
    day, number = setting.day, weekday_number(match["weekday"])
    if day is None:
        return Dated(None, POOR)
    tense = setting.tense()
    which = (match["which"] or "").lower().removeprefix("the ")
    confidence = GOOD if which or tense else FAIR
    if match["week"]:
        found = dating.weekday_of_week(day, number, step_of(match["week"]))
    elif which in ("last", "past", "this past"):
        before = dating.add_days(day, -1)
        found = dating.weekday(before, number, "past") if before else None
    elif which == "next":
        found = dating.weekday_of_week(day, number, 1)
    elif which in ("coming", "this coming"):
        after = dating.add_days(day, 1)
        found = dating.weekday(after, number, "future") if after else None
    elif which in ("following", "previous"):
        return _beside_anchor(number, which, setting)
    else:
        found = dating.weekday(day, number, tense if which != "this" else tense or "future")
    return Dated(found.isoformat() if found else None, confidence)


def _beside_anchor(number: int, which: str, setting: Setting) -> Dated:
    anchor = anchor_of(setting, "day") or setting.day
    step = 1 if which == "following" else -1
    start = dating.add_days(anchor, step) if anchor else None
    tense = "future" if which == "following" else "past"
    found = dating.weekday(start, number, tense) if start else None
    return Dated(found.isoformat() if found else None, POOR)


def read_portion(match: Match, setting: Setting) -> Dated | None:
    """Read "early 2022", "mid-March", "the end of the year", "late last year"."""
    part = (match["part"] or match["part_b"]).lower()
    part = {"beginning": "early", "start": "early", "opening": "early", "middle": "mid"}.get(
        part, "late" if part in ("end", "close") else part
    )
    whole = _whole(match, setting)
    return Dated(dating.third(whole, part) if whole else None, FAIR if whole else POOR)


def _whole(match: Match, setting: Setting) -> str | None:
    day = setting.day
    if match["month"]:
        month = month_number(match["month"])
        if match["year"]:
            return f"{match['year']}-{month:02d}"
        if day is None:
            return None
        return f"{dating.year_for(day, month, None, setting.tense()):04d}-{month:02d}"
    if match["yeart"]:
        if match["yeart"].isdecimal():
            return match["yeart"]
        return dating.year_of(day.year + step_of(match["yeart"])) if day else None
    step = step_of(match["which"])
    return dating.calendar_unit(day, match["unit"].lower(), step) if day else None


def read_year_end(match: Match, setting: Setting) -> Dated | None:
    """Read "year's end"."""
    del match
    return Dated(f"{setting.day.year:04d}-12~", FAIR) if setting.day else Dated(None, POOR)


def read_first_units(match: Match, setting: Setting) -> Dated | None:
    """Read "the first week of March"; a week is counted from the first of the month."""
    month = month_number(match["month"])
    year = int(match["year"]) if match["year"] else None
    if year is None and setting.day is not None:
        year = dating.year_for(setting.day, month, None, setting.tense())
    if year is None or match["unit"].lower() == "weekend":
        return Dated(None, POOR)
    first, last = edtf.bounds(f"{year:04d}-{month:02d}")
    if first is None or last is None:
        return Dated(None, POOR)
    if match["ord"].lower() == "last":
        return Dated(edtf.between(last.replace(day=last.day - 6), last) + "~", FAIR)
    start = 7 * (ORDINALS[match["ord"].lower()] - 1) + 1
    return Dated(edtf.between(first.replace(day=start), first.replace(day=start + 6)), FAIR)


def read_century(match: Match, setting: Setting) -> Dated | None:
    """Read "the 21st century" as 20XX."""
    del setting
    number = ORDINALS.get(match["ord"].lower()) or leading_int(match["ord"])
    if not 1 <= number <= 99:
        return None
    value: str | None = f"{number - 1:02d}XX"
    if match["part"] and value:
        value = dating.third(value, match["part"].lower())
    return Dated(value, GOOD)


def read_decade(match: Match, setting: Setting) -> Dated | None:
    """Read "the 1990s" and "the '90s" as 199X."""
    decade = match["year"]
    if decade is None:
        turn = (setting.day.year if setting.day else 2000) % 100
        decade = f"{19 if int(match['short']) > turn else 20}{match['short']}"
    value: str | None = f"{decade[:3]}X"
    if match["part"] and value:
        value = dating.third(value, match["part"].lower())
    return Dated(value, GOOD)


def read_quarter(match: Match, setting: Setting) -> Dated | None:
    """Read "Q1 2022", "the first quarter", "the second half of last year"."""
    named_year, rel = match["year"] or match["year_b"], match["rel"]
    if match["piece"] and match["piece"].lower() == "half" and not (named_year or rel):
        return None  # the first half of a match
    if named_year:
        year = int(named_year)
    elif setting.day is None:
        return Dated(None, POOR)
    else:
        year = setting.day.year + step_of(rel or "")
    if match["q"]:
        return Dated(dating.quarter(year, int(match["q"])), FAIR)
    word = match["ord"].lower()
    if match["piece"].lower() == "half":
        number = 2 if word == "last" else ORDINALS[word]
        return Dated(dating.half(year, number), GOOD) if number <= 2 else None
    number = 4 if word == "last" else ORDINALS[word]
    return Dated(dating.quarter(year, number), FAIR)


def read_season(match: Match, setting: Setting) -> Dated | None:
    """Read "this fall", "last winter", "spring 2021"."""
    number = SEASONS[match["season"].lower()]
    which = (match["which"] or "").lower()
    if match["year"]:
        value: str | None = f"{match['year']}-{number}"
    elif not which or (match["of"] and match["season"].lower() == "fall"):
        return None  # "in the fall of Kabul" is no season
    elif setting.day is None:
        return Dated(None, POOR)
    else:
        kind = {"this past": "last", "this coming": "next"}.get(which, which)
        value = dating.season(setting.day, number, kind, setting.tense())
    if match["part"] and value:
        value = dating.third(value, match["part"].lower())
    return Dated(value, GOOD if match["year"] else FAIR)


def read_fiscal(match: Match, setting: Setting) -> Dated | None:
    """Read "fiscal year 2023"; when it begins depends on the country, so the year is only near."""
    del setting
    year = match["year"] if len(match["year"]) == 4 else f"20{match['year']}"
    return Dated(f"{year}~", POOR)


def read_year(match: Match, setting: Setting) -> Dated | None:
    """Read "2014" where the caller saw that it is a year."""
    del setting
    return Dated(match["year"], GOOD)
