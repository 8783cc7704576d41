"""Turn what was worked out into what JSON can hold.

In: dataclasses, mappings, sequences, days, numbers, to any depth. Out: the same as JSON has it.
Not here: the records of the contract, which write themselves (`records.lines`).
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from typing import Any


def plain_row(value: object, digits: int | None = None) -> dict[str, Any]:
    """Return a dataclass or a mapping as `plain` has it."""
    told = plain(value, digits)
    if not isinstance(told, dict):
        msg = f"a dataclass or a mapping is wanted, not {type(value).__name__}"
        raise TypeError(msg)
    return told


def plain(value: object, digits: int | None = None) -> object:
    """Return a value as JSON has it.

    Days become ISO 8601; NaN and infinity, which JSON has not, become null.

    Args:
        value: Anything; what is not named above stays as it is.
        digits: To how many places after the point floats are rounded, None for all they have.
    """
    if isinstance(value, float):
        if not math.isfinite(value):
            return None
        return value if digits is None else round(value, digits)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {key: plain(one, digits) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [plain(one, digits) for one in value]
    if is_dataclass(value):
        return {one.name: plain(getattr(value, one.name), digits) for one in fields(value)}
    return value
