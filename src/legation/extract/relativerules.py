"""Date what counts from the day of publication, or from the day last spoken of.

In: a match of one of `timewords.PATTERNS` and its setting. Out: `Dated`, or None when the words
name no time after all.
Not here: days and months by name (`extract.calendarrules`).
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from legation.extract import dating
from legation.extract.timesettings import (
    FAIR,
    GOOD,
    POOR,
    Dated,
    Match,
    Setting,
    anchor_of,
    as_exact_as,
    count_of,
    singular_of,
    step_of,
)
from legation.records import edtf

SUNDAY = 6

_DEICTIC_DAYS = {
    "the day before yesterday": -2,
    "yesterday": -1,
    "last night": -1,
    "tomorrow": 1,
    "the day after tomorrow": 2,
}


def read_deictic(match: Match, setting: Setting) -> Dated | None:
    """Read "today", "yesterday morning", "tonight", "last night"."""
    if match["world"]:
        return None  # "today's world" is no day
    if setting.day is None:
        return Dated(None, POOR)
    step = _DEICTIC_DAYS.get(re.sub(r"\s+", " ", match["when"].lower()), 0)
    found = dating.add_days(setting.day, step)
    return Dated(found.isoformat() if found else None, GOOD)


def read_unit(match: Match, setting: Setting) -> Dated | None:
    """Read "this week", "earlier this week", "last year", "the current quarter"."""
    if setting.day is None:
        return Dated(None, POOR)
    which = match["which"].lower().removeprefix("the ")
    part = (match["part"] or "").lower()
    unit, step = match["unit"].lower(), step_of(which)
    if which.endswith("coming") and unit in ("month", "year", "decade"):
        return _stretch(setting.day, unit, 1, loose=True)
    if unit == "week" and step == -1 and setting.day.weekday() == SUNDAY:
        step = 0  # a Sunday paper's "last week" is the one that it closes
        return replace(_unit_part(unit, step, part, setting.day), confidence=FAIR)
    return _unit_part(unit, step, part, setting.day)


def read_the_unit(match: Match, setting: Setting) -> Dated | None:
    """Read "earlier in the week", "over the weekend"."""
    if setting.day is None:
        return Dated(None, POOR)
    if match["weekend"]:
        step = 0 if setting.tense() in ("future", "present") or setting.day.weekday() >= 5 else -1
        return _unit_part("weekend", step, "", setting.day)
    return _unit_part(match["unit"].lower(), 0, match["part"].lower(), setting.day)


def _unit_part(unit: str, step: int, part: str, day: date) -> Dated:
    value = dating.calendar_unit(day, unit, step)
    if value is None:
        return Dated(None, POOR)
    if part in ("earlier", "later") and step == 0:
        first, last = edtf.bounds(value)
        # Not beyond today for what was earlier, not before today for what comes later.
        span = edtf.between(first, day) if part == "earlier" else edtf.between(day, last)
        return Dated(span, GOOD)
    if part in ("early", "mid", "late"):
        return Dated(dating.third(value, part), FAIR)
    return Dated(value, POOR if unit == "century" else GOOD)


_FEW = {"day": 7, "week": 6, "month": 6, "year": 5, "decade": 3}


def read_rolling(match: Match, setting: Setting) -> Dated | None:
    """Read "the past two weeks", "the next three years": counted from publication."""
    count, unit, which = match["n"], singular_of(match["unit"]), match["which"].lower()
    text = match[0].lower()
    if unit in ("minute", "hour") or setting.day is None:
        return Dated(None, POOR)
    if count is None:
        if not text.startswith("the ") and which not in ("past", "coming"):
            return None  # "last week" is the calendar's; "next days" is no English
        if unit == "century":
            return Dated(dating.calendar_unit(setting.day, unit, step_of(which)), POOR)
        n = float(_FEW.get(unit, 1)) if text.endswith("s") else 1.0
        if unit == "day" and not text.endswith("s"):
            return Dated(setting.day.isoformat(), POOR)
    else:
        n = count_of(count)
    forward = which in ("next", "coming")
    loose = count is None or not count[0].isdigit()
    return _stretch(setting.day, unit, n if forward else -n, loose)


def read_recent(match: Match, setting: Setting) -> Dated | None:
    """Read "recent weeks", "the coming days": some days, six weeks or months, five years."""
    if setting.day is None:
        return Dated(None, POOR)
    unit = match["unit"].lower()
    n = _FEW.get(unit, 1)
    forward = match["which"].lower() == "coming"
    return _stretch(setting.day, unit, n if forward else -n, loose=True)


def _stretch(day: date, unit: str, n: float, loose: bool) -> Dated:
    other = dating.shift(day, unit, n)
    if other is None:
        return Dated(None, POOR)
    mark = "~" if loose else ""
    if other < day:
        return Dated(f"{other.isoformat()}{mark}/{day.isoformat()}", FAIR)
    return Dated(f"{day.isoformat()}/{other.isoformat()}{mark}", FAIR)


def read_ago(match: Match, setting: Setting) -> Dated | None:
    """Read "two weeks ago": as exact as its unit; "more than …" is open before that day."""
    day = setting.day
    if day is None:
        return Dated(None, POOR, is_open=True)
    if match["n"] is None:
        return Dated(None, POOR, is_open=True)  # "years ago", "many weeks ago"
    unit = singular_of(match["unit"])
    n = count_of(match["n"]) + (0.5 if match["half"] else 0.0)
    found = day if unit in ("minute", "hour") else dating.shift(day, unit, -n)
    if found is None:
        return Dated(None, POOR, is_open=True)
    bound = (match["bound"] or "").lower()
    if "more than" in bound or "over" in bound or bound == "at least":
        latest = (as_exact_as(found, unit, loose=False) or "").rstrip("~")
        return Dated(f"../{latest}" if latest else None, FAIR, is_open=True)
    if "less than" in bound or "under" in bound:
        return Dated(f"{found.isoformat()}/{day.isoformat()}", FAIR, is_open=True)
    loose = bool(bound and bound not in ("just", "only")) or "few" in match["n"].lower()
    return Dated(as_exact_as(found, unit, loose), FAIR if bound else GOOD)


def read_ahead(match: Match, setting: Setting) -> Dated | None:
    """Read "in two weeks", "within ten days" where the clause looks ahead; else a duration."""
    unit = singular_of(match["unit"])
    if setting.tense() != "future" or unit in ("minute", "hour"):
        return None
    if setting.day is None:
        return Dated(None, POOR)
    n = count_of(match["n"])
    found = dating.shift(setting.day, unit, n)
    if found is None:
        return None
    if match[0].lower().startswith("within"):
        return Dated(edtf.between(setting.day, found), POOR, is_open=True)
    return Dated(as_exact_as(found, unit, loose=False), POOR, is_open=True)


def read_counted_from(match: Match, setting: Setting) -> Dated | None:
    """Read "two days later", "a week earlier": counted from the day last spoken of."""
    unit, count = singular_of(match["unit"]), match["n"]
    anchor = anchor_of(setting, unit)
    if count is None or anchor is None:
        return Dated(None, POOR) if count or unit != "hour" else None
    step = 1 if match["dir"].lower() == "later" else -1
    found = (
        anchor if unit in ("minute", "hour") else dating.shift(anchor, unit, step * count_of(count))
    )
    return Dated(as_exact_as(found, unit, loose=False) if found else None, POOR)


def read_beside(match: Match, setting: Setting) -> Dated | None:
    """Read "the day before", "the week after": beside the day last spoken of."""
    step = 1 if match["dir"].lower() == "after" else -1
    return _near_anchor(match["unit"].lower(), step, setting)


def read_other_unit(match: Match, setting: Setting) -> Dated | None:
    """Read "the next day", "the same week", "that year"."""
    word = match["dir"].lower()
    step = 1 if "next" in word or "following" in word else 0
    step = -1 if "previous" in word or "preceding" in word else step
    return _near_anchor(match["unit"].lower(), step, setting)


def _near_anchor(unit: str, step: int, setting: Setting) -> Dated:
    anchor = anchor_of(setting, unit)
    ahead = step == 1 and setting.tense() in ("future", "present")
    day = anchor or (setting.day if step == -1 or ahead else None)
    if day is None:
        return Dated(None, POOR)
    value = dating.calendar_unit(day, unit, step)
    return Dated(value, FAIR if anchor else POOR)


def read_then(match: Match, setting: Setting) -> Dated | None:
    """Read "since then", "by then": open from or up to the day last spoken of."""
    since = match["prep"].lower() == "since"
    anchor = setting.spoken_of("year")
    if anchor is None:
        return Dated(None, POOR, lasts=since, is_open=True)
    first, last = anchor.split("/")[0], anchor.split("/")[-1]
    value = f"{first}/.." if since else f"../{last}"
    return Dated(value, POOR, lasts=since, is_open=True)


def read_lasting(match: Match, setting: Setting) -> Dated | None:
    """Read "for weeks", "in decades": it lasts, from nobody says when."""
    del match, setting
    return Dated(None, FAIR, lasts=True, is_open=True)


def read_early_days(match: Match, setting: Setting) -> Dated | None:
    """Read "the early days" of something: a time that only its events date."""
    del match, setting
    return Dated(None, FAIR)
