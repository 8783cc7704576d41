"""Tell help for one side from help to end a conflict.

In: text and a stretch of it. Out: whether what is offered there is mediation.
Not here: which help is aid (`deeds`, `positions.deedsigns`).

To help to end a war is the work of a go-between: it gives neither side anything.
"""

from __future__ import annotations

import re

_CONFLICT = (
    r"(?:conflict|war|crisis|fighting|hostilities|violence|bloodshed|dispute|standoff|"
    r"confrontation|invasion|siege)s?"
)
_MEDIATES = re.compile(
    r"\b(?:help|assist|aid|offer|support|work|try|tries|tried|willing|ready)\w*\b[^.;:]{0,60}?"
    r"\b(?:to\s+|in\s+|with\s+|by\s+)?(?:"
    rf"(?:end|stop|settl|resolv|solv|halt|defus|de-escalat)\w*\s+(?:[\w’'-]+\s+){{0,4}}{_CONFLICT}|"
    r"(?:mediat|broker|negotiat|reconcil)\w*|"
    r"(?:to|for|reach|find|restor\w+|achiev\w+|bring about|hold)\s+(?:[\w’'-]+\s+){0,3}"
    r"(?:peace|cease-?fire|truce|talks|dialogue|diplomacy))\b",
    re.IGNORECASE,
)


def is_mediation(text: str, start: int, end: int) -> bool:
    """Tell whether help spoken of from `start` is help to end a conflict, said before `end`."""
    return _MEDIATES.search(text, start, end) is not None
