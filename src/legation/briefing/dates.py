"""Say a date in English.

In: EDTF values of records, days of the frame. Out: phrases such as `on 18 March 2022`.
Not here: the arithmetic (`records.edtf`).
"""

from __future__ import annotations

from datetime import date

from legation.records.edtf import bounds

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
_SEASONS = {"21": "spring", "22": "summer", "23": "autumn", "24": "winter"}
_DOUBT = {"~": "about ", "?": "perhaps ", "%": "perhaps about "}


def day_words(day: date) -> str:
    """Return a day as `18 March 2022`."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def when(value: str | None) -> str:
    """Return an EDTF value as an adverbial (`on 18 March 2022`, `in 2021`); empty for None.

    Raises:
        RecordError: `value` is not EDTF.
    """
    if value is None:
        return ""
    if "/" in value:
        return _interval(value)
    plain, doubt = _unqualified(value)
    is_day = len(plain) == 10
    if plain[-1] == "X":
        return f"in {doubt}{_plain_words(plain)}"
    return f"{'on' if is_day else 'in'} {doubt}{_plain_words(plain)}"


def period(value: str | None) -> str:
    """Return an EDTF value as a noun (`2021`, `14 to 20 March 2022`); empty for None."""
    words = when(value)
    for opening in ("on ", "in ", "between "):
        if words.startswith(opening):
            rest = words.removeprefix(opening)
            return rest.replace(" and ", " to ") if opening == "between " else rest
    return words


def _unqualified(value: str) -> tuple[str, str]:
    return (value[:-1], _DOUBT[value[-1]]) if value[-1] in _DOUBT else (value, "")


def _plain_words(value: str) -> str:
    first, last = bounds(value)
    if len(value) == 10 and first is not None and first == last:
        return day_words(first)
    if value.endswith("X"):
        return f"the {value.replace('X', '0')}s"
    if len(value) == 7 and value[5:] in _SEASONS:
        return f"{_SEASONS[value[5:]]} {value[:4]}"
    if len(value) == 7 and first is not None:
        return f"{MONTHS[first.month - 1]} {first.year}"
    return value[:4]


def _interval(value: str) -> str:
    first, last = bounds(value)
    left, _, right = value.partition("/")
    if first is None:
        return f"until {_end_words(right)}"
    if last is None:
        return f"since {_end_words(left)}"
    if len(left) == 10 and len(right) == 10:
        return f"between {_days_apart(first, last)}"
    return f"between {_end_words(left)} and {_end_words(right)}"


def _end_words(value: str) -> str:
    plain, doubt = _unqualified(value)
    return f"{doubt}{_plain_words(plain)}"


def _days_apart(first: date, last: date) -> str:
    """Return two days without saying a month or a year twice."""
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day} and {day_words(last)}"
    if first.year == last.year:
        return f"{first.day} {MONTHS[first.month - 1]} and {day_words(last)}"
    return f"{day_words(first)} and {day_words(last)}"
