"""Reckon days, weeks, months and seasons from the day a text was published.

In: a unit of time, how far away it is, the day to count from. Out: EDTF values.
Not here: which words say so (`extract.timewords`).

Weeks run from Monday to Sunday. Every function may be asked about days that `datetime.date`
cannot hold; the value is then None.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

from legation.records import edtf

UNIT_DAYS = {"hour": 0, "day": 1, "night": 1, "morning": 1, "evening": 1, "afternoon": 1, "week": 7}


def add_months(day: date, months: int) -> date | None:
    """Return the same day `months` later, or the last day of that month where it has none."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    if not date.min.year <= year <= date.max.year:
        return None
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def add_days(day: date, days: float) -> date | None:
    """Return the day `days` later; None where the calendar ends."""
    try:
        return day + timedelta(days=round(days))
    except OverflowError:
        return None


def shift(day: date, unit: str, n: float) -> date | None:
    """Return `day` moved by `n` units (`day`, `week`, `month`, `year`, `decade` …)."""
    if unit in UNIT_DAYS:
        return add_days(day, n * UNIT_DAYS[unit])
    months = {"month": 1, "quarter": 3, "year": 12, "decade": 120, "century": 1200}.get(unit)
    return add_months(day, round(n * months)) if months and abs(n) < 1e5 else None


def year_of(year: int) -> str | None:
    """Return the value of a year; None outside 1 to 9999."""
    return f"{year:04d}" if date.min.year <= year <= date.max.year else None


def month_of(day: date) -> str:
    """Return the value of the month that holds `day`."""
    return f"{day.year:04d}-{day.month:02d}"


def day_of(year: int, month: int, day: int) -> str | None:
    """Return the value of a day; None when that month has no such day."""
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


def calendar_unit(day: date, unit: str, n: int) -> str | None:
    """Return the week, weekend, month … that lies `n` units from the one that holds `day`.

    A weekend belongs to the week it ends; a quarter is an interval of months, since level 1
    of EDTF has none.
    """
    if unit in ("week", "weekend"):
        monday = add_days(day, 7 * n - day.weekday())
        first = add_days(monday, 5 if unit == "weekend" else 0) if monday else None
        last = add_days(monday, 6) if monday else None
        return edtf.between(first, last) if first and last else None
    if unit == "quarter":
        moved = add_months(day, 3 * n)
        return quarter(moved.year, (moved.month - 1) // 3 + 1) if moved else None
    moved = shift(day, unit, n)
    if moved is None:
        return None
    values = {
        "month": month_of(moved),
        "year": year_of(moved.year),
        "decade": f"{moved.year // 10:03d}X",
        "century": f"{moved.year // 100:02d}XX",
    }
    return values.get(unit, moved.isoformat())


def quarter(year: int, number: int) -> str:
    """Return the months of a quarter, 1 to 4, of a calendar year."""
    return f"{year:04d}-{3 * number - 2:02d}/{year:04d}-{3 * number:02d}"


def half(year: int, number: int) -> str:
    """Return the months of a half, 1 or 2, of a calendar year."""
    return f"{year:04d}-{6 * number - 5:02d}/{year:04d}-{6 * number:02d}"


def weekday(day: date, number: int, tense: str | None) -> date | None:
    """Return the weekday (Monday is 0) meant by its bare name.

    In the future or the present (a schedule) the first on or after `day`; else the last on or
    before: the day of publication itself counts both times.
    """
    if tense in ("future", "present"):
        return add_days(day, (number - day.weekday()) % 7)
    return add_days(day, -((day.weekday() - number) % 7))


def weekday_of_week(day: date, number: int, weeks: int) -> date | None:
    """Return the weekday of the week that lies `weeks` from the one that holds `day`."""
    return add_days(day, 7 * weeks - day.weekday() + number)


def year_for(day: date, month: int, day_of_month: int | None, tense: str | None) -> int:
    """Return the year meant by a month, or a day of it, that is named without one.

    In the past the latest that has begun, in the future the earliest that has not ended;
    where no verb tells, the nearest.
    """
    year = day.year
    named, here = (month, day_of_month or 0), (day.month, day.day if day_of_month else 0)
    if tense == "past":
        return year if named <= here else year - 1
    if tense == "future":
        return year if named >= here else year + 1
    if month - day.month > 6:
        return year - 1
    return year + 1 if day.month - month >= 6 else year


def season(day: date, number: int, which: str, tense: str | None) -> str | None:
    """Return a season (EDTF 21 to 24) that is `last`, `this`, `next` or `the` one of its name.

    "Last" is the latest that ended, "next" the first that has not begun; "this" and "the"
    stand in the year of publication, save a winter that is still on or just over.
    """
    candidates = [f"{year:04d}-{number}" for year in range(day.year - 2, day.year + 3)]
    bounded = [(value, *edtf.bounds(value)) for value in candidates]
    if which == "last":
        ended = [value for value, _, last in bounded if last is not None and last < day]
        return ended[-1]
    if which == "next":
        return next(value for value, first, _ in bounded if first is not None and first > day)
    if number == edtf.WINTER and tense != "future" and day.month < 9:
        return f"{day.year - 1:04d}-{number}"
    return f"{day.year:04d}-{number}"


def third(value: str, part: str) -> str | None:
    """Return the `early`, `mid` or `late` third of a value, approximate at both ends.

    Years are cut into months, decades and centuries into years, all else into days: "early
    2022" is January to April, "mid-March" the 11th to the 20th.
    """
    first, last = edtf.bounds(value)
    if first is None or last is None:
        return value
    index = ("early", "mid", "late").index(part)
    n_days = (last - first).days + 1
    if n_days < 3:
        return value
    if n_days > 400:
        n_years = last.year - first.year + 1
        cuts = [first.year + round(n_years * third_part / 3) for third_part in range(4)]
        return f"{cuts[index]:04d}~/{cuts[index + 1] - 1:04d}~"
    if n_days > 300:
        year, month = first.year, 4 * index + first.month
        start = add_months(date(year, first.month, 1), 4 * index)
        end = add_months(date(year, first.month, 1), 4 * index + 3)
        return f"{month_of(start)}~/{month_of(end)}~" if month and start and end else None
    step = 10 if n_days > 27 else n_days // 3
    begins = first + timedelta(days=step * index)
    ends = last if part == "late" else begins + timedelta(days=step - 1)
    return f"{begins.isoformat()}~/{ends.isoformat()}~"
