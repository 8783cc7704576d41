"""Draw what was said of a closed question, day by day: what came true stands out.

In: an `Aftermath`. Out: Vega-Lite (dict).
Not here: open questions (`briefing.questionchart`), the page (`briefing.postmortem`).
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from legation.briefing.charts import BLUE, CONFIG, INK, SCHEMA, WIDTH, Spec
from legation.records.aftermath import Aftermath

_GREY = "#9aa4ae"
# The height of a name, as a probability.
_LABEL = 0.06


def said_over_time(aftermath: Aftermath) -> Spec:
    """Return a line a hypothesis, named at its end; the one that came true strong and blue."""
    rows = [
        {"day": one.on.isoformat(), "hypothesis": name, "chance": chance}
        for one in aftermath.said
        for name, chance in one.probabilities
    ]
    last = aftermath.said[-1]
    day_after = (aftermath.resolved_on - timedelta(days=1)).isoformat()
    stands: list[dict[str, Any]] = [
        {"day": day_after, "hypothesis": name, "chance": chance}
        for name, chance in last.probabilities
    ]
    came_true = f"datum.hypothesis === {_literal(aftermath.outcome)}"
    x = {
        "field": "day",
        "type": "temporal",
        "title": None,
        "axis": {"format": "%-d %b %Y", "labelOverlap": True, "tickCount": 6},
        "scale": {"type": "utc"},
    }
    y = {
        "field": "chance",
        "type": "quantitative",
        "title": "probability",
        "axis": {"format": ".0%", "tickCount": 5},
        "scale": {"domain": [0, 1]},
    }
    colour = {"condition": {"test": came_true, "value": BLUE}, "value": _GREY}
    line = {
        "mark": {"type": "line", "interpolate": "step-after"},
        "encoding": {
            "x": x,
            "y": y,
            "detail": {"field": "hypothesis"},
            "color": colour,
            "strokeWidth": {"condition": {"test": came_true, "value": 3}, "value": 1.5},
        },
    }
    ends = {
        "data": {"values": _apart(stands)},
        "mark": {"type": "text", "align": "left", "dx": 6, "fontSize": 12, "color": INK},
        "encoding": {"x": x, "y": y, "text": {"field": "hypothesis"}},
    }
    return {
        "$schema": SCHEMA,
        "data": {"values": [*rows, *stands]},
        "width": WIDTH,
        "height": 240,
        "layer": [line, ends],
        "config": CONFIG,
    }


def _apart(stands: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the ends of the lines moved up where two names would stand on each other."""
    placed: list[dict[str, Any]] = []
    for one in sorted(stands, key=lambda end: end["chance"]):
        least = placed[-1]["chance"] + _LABEL if placed else 0.0
        placed.append({**one, "chance": max(one["chance"], least)})
    return placed


def _literal(words: str) -> str:
    return "'" + words.replace("\\", "\\\\").replace("'", "\\'") + "'"
