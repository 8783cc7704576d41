"""What every rule that dates words shares: its setting, its answer, small readings of words.

In: the words of one match. Out: `Setting`, `Dated`, numbers of months, weekdays, counts.
Not here: the rules (`extract.calendarrules`, `extract.relativerules`).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from legation.extract import dating
from legation.extract.numbers import read_number
from legation.extract.timewords import MONTHS, WEEKDAYS
from legation.records import edtf

Match = re.Match[str]


@dataclass(frozen=True, slots=True)
class Setting:
    """What is known where an expression of time stands."""

    day: date | None
    """The day of publication; None when not known."""
    tense: Callable[[], str | None]
    """The tense of the clause: `past`, `present`, `future`, None."""
    spoken_of: Callable[[str], str | None]
    """For a unit (`day`, `month` …) the value at least that exact that the text gave last:
    "the day before" counts from it."""
    year: int | None = None
    """The year a range gives at its other end ("from January to March 2021")."""


@dataclass(frozen=True, slots=True)
class Dated:
    """The meaning of one expression of time."""

    value: str | None
    confidence: float
    lasts: bool = False
    is_open: bool = False
    """The words already say which end is open: no preposition before them can."""


# How often a rule was right when its output was read over on the March 2022 releases; rounded,
# and lower where the words allow two readings.
SURE, GOOD, FAIR, POOR = 0.97, 0.92, 0.8, 0.6


def anchor_of(setting: Setting, unit: str) -> date | None:
    """Return the day that "the day before" counts from: the first of what was told last."""
    value = setting.spoken_of(unit)
    return edtf.earliest_day(value) if value else None


def either(match: Match, name: str) -> str:
    """Return group `name`, or its twin `name_b` where the pattern has two orders of words."""
    return match[name] or match[f"{name}_b"]


def leading_int(text: str) -> int:
    """Return the number `text` begins with ("21st" is 21), 0 where there is none."""
    digits = re.match(r"\d+", text)
    return int(digits[0]) if digits else 0


def month_number(name: str) -> int:
    """Return 1 to 12 for a month's name or short form."""
    return next(i for i, month in enumerate(MONTHS, 1) if month[:3].lower() == name[:3].lower())


def weekday_number(name: str) -> int:
    """Return 0 (Monday) to 6 for a weekday's name or short form."""
    return next(i for i, word in enumerate(WEEKDAYS) if word[:3].lower() == name[:3].lower())


def singular_of(unit: str) -> str:
    """Return a unit as `dating` names it; patterns leave the plural s outside."""
    word = unit.lower()
    return "century" if word.startswith("centur") else word


def step_of(word: str) -> int:
    """Return how many units "last", "this" or "next" lies from now: −1, 0, 1."""
    first = word.lower().split(maxsplit=1)[0] if word else ""
    return {"last": -1, "past": -1, "next": 1, "coming": 1, "upcoming": 1}.get(first, 0)


def count_of(words: str) -> float:
    """Return a count; "a few" is taken for 3, "several" for 4."""
    text = words.lower()
    if "few" in text:
        return 3.0
    if "several" in text:
        return 4.0
    return read_number(text) or 1.0


def as_exact_as(day: date, unit: str, loose: bool) -> str | None:
    """Return `day` only as exact as a count of `unit`s can be: years give a year, weeks a `~`."""
    if unit in ("year", "decade", "century"):
        year = dating.year_of(day.year)
        return f"{year}~" if year else None
    if unit in ("month", "quarter"):
        return f"{dating.month_of(day)}~"
    return f"{day.isoformat()}~" if loose or unit == "week" else day.isoformat()
