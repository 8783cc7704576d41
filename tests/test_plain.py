"""What was worked out, as JSON can hold it."""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from datetime import date

import pytest

from legation.app.plain import plain, plain_row


@dataclass(frozen=True, slots=True)
class Inner:
    on: date
    share: float


@dataclass(frozen=True)
class Outer:
    inner: tuple[Inner, ...]
    by: dict[str, float]


def test_days_numbers_and_what_holds_them_become_json() -> None:
    told = plain_row(Outer((Inner(date(2022, 3, 18), 1 / 3),), {"CHN": math.inf, "RUS": 2.0}), 2)
    assert told == {
        "inner": [{"on": "2022-03-18", "share": 0.33}],
        "by": {"CHN": None, "RUS": 2.0},
    }
    assert json.loads(json.dumps(told, allow_nan=False)) == told


def test_numbers_are_rounded_only_where_it_is_asked() -> None:
    assert plain([1 / 3, math.nan]) == [1 / 3, None]


def test_a_row_is_made_of_named_things_only() -> None:
    with pytest.raises(TypeError, match="not list"):
        plain_row([1])
