"""Read the day a document was published.

In: a date as files, headers and pages write it. Out: `datetime.date`.
Not here: dates inside a text (`extract.moments`).
"""

from __future__ import annotations

import re
from calendar import month_name
from datetime import UTC, date, datetime, timedelta

from legation.ingest.refused import RefusedError

_MONTHS = tuple(name.lower() for name in month_name[1:])
_MONTH = r"(?P<month>[A-Za-z]{3,9})\.?"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>\d{4})"
_WEEKDAY = r"(?:[A-Za-z]+\.?,? )?"
_TIME = r"(?:,? .*)?"
_PATTERNS = tuple(
    re.compile(pattern)
    for pattern in (
        # ISO 8601, a time of day may follow; the day is the writer's own, not UTC's
        rf"{_YEAR}-(?P<number>\d{{1,2}})-(?P<day>\d{{1,2}})(?:[T ].*)?",
        rf"{_YEAR}/(?P<number>\d{{1,2}})/(?P<day>\d{{1,2}})",
        rf"{_YEAR}(?P<number>\d{{2}})(?P<day>\d{{2}})",
        rf"{_WEEKDAY}{_DAY} {_MONTH},? {_YEAR}{_TIME}",
        rf"{_WEEKDAY}{_MONTH} {_DAY},? {_YEAR}{_TIME}",
    )
)


def parse_day(words: str) -> date:
    """Return the day that `words` name.

    Known are ISO 8601 with or without a time, `2022/03/18`, `20220318`, `18 March 2022` and
    `March 18, 2022` with weekday and time. `03/04/2022` means two days and is refused.

    Raises:
        RefusedError: They name no day, or one that the calendar does not have.
    """
    words = " ".join(words.split())
    for pattern in _PATTERNS:
        match = pattern.fullmatch(words)
        if match is not None:
            return _day(words, match)
    msg = f"{words!r} is not a date; write it as YYYY-MM-DD"
    raise RefusedError(msg)


def latest_today() -> date:
    """Return the day it is where days begin first, so that no document of today is "future"."""
    # Line Islands, UTC+14
    return (datetime.now(UTC) + timedelta(hours=14)).date()


def _day(words: str, match: re.Match[str]) -> date:
    parts = match.groupdict()
    month = int(parts["number"]) if "number" in parts else _month(words, parts["month"])
    try:
        return date(int(parts["year"]), month, int(parts["day"]))
    except ValueError as error:
        msg = f"{words!r} is a day that the calendar does not have; write it as YYYY-MM-DD"
        raise RefusedError(msg) from error


def _month(words: str, name: str) -> int:
    known = [
        number
        for number, month in enumerate(_MONTHS, 1)
        if name.lower() in (month, month[:3], month[:4])
    ]
    if not known:
        msg = f"{words!r} is not a date; write it as YYYY-MM-DD"
        raise RefusedError(msg)
    return known[0]
