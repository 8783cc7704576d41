"""Which rule says what each way of naming a time means.

In: nothing. Out: `RULES`, by the names of `timewords.PATTERNS`, in the order they are tried: the
first that fits at a place wins, so longer ways to say a thing stand before shorter ones.
Not here: finding them in a text, open intervals by "since" or "until" (`extract.moments`).
"""

from __future__ import annotations

from collections.abc import Callable

from legation.extract.calendarrules import (
    read_century,
    read_day,
    read_day_range,
    read_decade,
    read_first_units,
    read_fiscal,
    read_iso,
    read_month,
    read_portion,
    read_quarter,
    read_season,
    read_slash,
    read_the_day,
    read_weekday,
    read_year,
    read_year_end,
)
from legation.extract.relativerules import (
    read_ago,
    read_ahead,
    read_beside,
    read_counted_from,
    read_deictic,
    read_early_days,
    read_lasting,
    read_other_unit,
    read_recent,
    read_rolling,
    read_the_unit,
    read_then,
    read_unit,
)
from legation.extract.timesettings import Dated, Match, Setting

RULES: dict[str, Callable[[Match, Setting], Dated | None]] = {
    "day_range": read_day_range,
    "day": read_day,
    "iso": read_iso,
    "slash": read_slash,
    "portion": read_portion,
    "year_end": read_year_end,
    "first_units": read_first_units,
    "weekday": read_weekday,
    "deictic": read_deictic,
    "month": read_month,
    "unit": read_unit,
    "the_unit": read_the_unit,
    "ago": read_ago,
    "recent": read_recent,
    "ahead": read_ahead,
    "lasting": read_lasting,
    "quarter": read_quarter,
    "early_days": read_early_days,
    "other_unit": read_other_unit,
    "rolling": read_rolling,
    "counted_from": read_counted_from,
    "beside": read_beside,
    "then": read_then,
    "century": read_century,
    "decade": read_decade,
    "season": read_season,
    "fiscal": read_fiscal,
    "the_day": read_the_day,
    "year": read_year,
}
