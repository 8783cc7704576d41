"""Check, measure and order dates written in EDTF.

In: strings of ISO 8601-2 level 1 (the Extended Date/Time Format): days, months, years, seasons
21 to 24, intervals, open ends `..`, qualifiers `~ ? %`, unspecified digits `201X`.
Out: whether they are well formed, and the first and last day they may mean.
Not here: reading dates out of English (`extract.moments`).

Years run from 0001 to 9999, as `datetime.date` does. Level 2 (sets, quarters, digits left open in
the middle) is refused. Seasons are meteorological ones of the northern hemisphere; a winter bears
the year it begins in: `2021-24` is December 2021 to February 2022.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta

from legation.records.errors import RecordError

OPEN = ".."

SPRING, SUMMER, AUTUMN, WINTER = 21, 22, 23, 24
_SEASON_STARTS_IN = {SPRING: 3, SUMMER: 6, AUTUMN: 9, WINTER: 12}

_DATE = re.compile(
    r"(?P<year>\d{4}|\d{3}X|\d{2}XX|\dXXX)"
    r"(?:-(?P<month>\d\d|XX)(?:-(?P<day>\d\d|XX)(?P<time>T\d\d:\d\d:\d\d(?:Z|[+-]\d\d:\d\d)?)?)?)?"
    r"(?P<qualifier>[~?%])?",
    re.ASCII,
)


def check(value: str) -> None:
    """Do nothing when `value` is EDTF of level 1.

    Raises:
        RecordError: It is not, or names a day that does not exist, or ends before it starts.
    """
    bounds(value)


def bounds(value: str) -> tuple[date | None, date | None]:
    """Return the first and the last day that `value` may mean, both included.

    None stands for an open or unknown end. Qualifiers (`~ ? %`) say how sure the date is,
    not how wide: they move nothing.

    Raises:
        RecordError: `value` is not EDTF of level 1.
    """
    left, slash, right = value.partition("/")
    if not slash:
        return _day_range(value, value)
    first = None if left in ("", OPEN) else _day_range(left, value)[0]
    last = None if right in ("", OPEN) else _day_range(right, value)[1]
    if first is None and last is None:
        raise _refusal(value, "an interval open on both sides says nothing: leave it null")
    if first is not None and last is not None and last < first:
        raise _refusal(value, "it ends before it starts")
    return first, last


def earliest_day(value: str | None) -> date | None:
    """Return the first day that `value` may mean; None when it is null or open at the start."""
    return bounds(value)[0] if value is not None else None


def order_key(value: str | None) -> tuple[date, date]:
    """Return a key that sorts values by first, then by last day.

    An open start sorts first, an open end after every closed one, null after everything.
    """
    if value is None:
        return date.max, date.max
    first, last = bounds(value)
    return first or date.min, last or date.max


def is_day(value: str | None) -> bool:
    """Tell whether `value` names exactly one day, however surely."""
    if value is None:
        return False
    first, last = bounds(value)
    return first is not None and first == last


def between(first: date | None, last: date | None) -> str:
    """Return the shortest EDTF for the days `first` to `last`; None is an open end.

    Raises:
        RecordError: Both are None, or the last day comes before the first.
    """
    if first is not None and first == last:
        return first.isoformat()
    left = first.isoformat() if first is not None else OPEN
    right = last.isoformat() if last is not None else OPEN
    value = f"{left}/{right}"
    check(value)
    return value


def may_meet(one: str, other: str) -> bool:
    """Tell whether two values can mean a common day.

    Raises:
        RecordError: One of them is not EDTF of level 1.
    """
    (first, last), (other_first, other_last) = bounds(one), bounds(other)
    starts_in_time = first is None or other_last is None or first <= other_last
    ends_in_time = last is None or other_first is None or other_first <= last
    return starts_in_time and ends_in_time


def _day_range(text: str, whole: str) -> tuple[date, date]:
    match = _DATE.fullmatch(text)
    if match is None:
        raise _refusal(whole, "write 2022-03-18, 2022-03, 2022, 2022-23 (autumn), 201X, or A/B")
    year, month, day = match["year"], match["month"], match["day"]
    if "X" in year:
        return _decade_or_century(year, month, whole)
    if year == "0000":
        raise _refusal(whole, "years run from 0001 to 9999")
    n_year = int(year)
    if month in (None, "XX"):
        if day not in (None, "XX"):
            raise _refusal(whole, "a day needs its month")
        return date(n_year, 1, 1), date(n_year, 12, 31)
    return _in_year(n_year, int(month), day, whole)


def _decade_or_century(year: str, month: str | None, whole: str) -> tuple[date, date]:
    if month is not None:
        raise _refusal(whole, "digits are left open from the right only")
    first, last = int(year.replace("X", "0")), int(year.replace("X", "9"))
    return date(max(first, 1), 1, 1), date(last, 12, 31)


def _in_year(year: int, month: int, day: str | None, whole: str) -> tuple[date, date]:
    if month in _SEASON_STARTS_IN and day is None:
        return _season(year, month, whole)
    if not 1 <= month <= 12:
        raise _refusal(whole, "months run from 01 to 12, seasons from 21 to 24")
    n_days = monthrange(year, month)[1]
    if day in (None, "XX"):
        return date(year, month, 1), date(year, month, n_days)
    if not 1 <= int(day) <= n_days:
        raise _refusal(whole, f"that month has {n_days} days")
    only = date(year, month, int(day))
    return only, only


def _season(year: int, season: int, whole: str) -> tuple[date, date]:
    start_month = _SEASON_STARTS_IN[season]
    first = date(year, start_month, 1)
    if season != WINTER:
        n_days = monthrange(year, start_month + 2)[1]
        return first, date(year, start_month + 2, n_days)
    if year == date.max.year:
        raise _refusal(whole, "years run from 0001 to 9999")
    return first, date(year + 1, 3, 1) - timedelta(days=1)


def _refusal(value: str, cure: str) -> RecordError:
    return RecordError(f"{value!r} is not a date in EDTF (ISO 8601-2, level 1): {cure}")
