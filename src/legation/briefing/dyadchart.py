"""Draw what two parties did to each other over time.

In: periods as `show relations --json` has them. Out: Vega-Lite (dict), None when there is nothing
to draw.
Not here: the counting (`assess.dyads`), how pictures look and are rendered (`charts`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from legation.briefing.charts import CONFIG, INK, QUADRANT_COLOURS, SCHEMA, SKY, WIDTH, Spec
from legation.briefing.naming import capitalised


def dyad_over_time(periods: Sequence[Mapping[str, Any]], between: str, by: str) -> Spec | None:
    """Return the picture of what two parties did to each other, period by period.

    Above: incidents by quad class, cooperation upwards, conflict downwards. Below: net cooperation
    with the band that holds 90 %. None when nothing was done.

    Args:
        periods: With `start net low high by_quad`, as `assess.dyads` counts them.
        between: The two parties, as the title names them.
        by: The length of a period.
    """
    if not any(period["n_incidents"] for period in periods):
        return None
    quads = {str(i): name for i, name in enumerate(QUADRANT_COLOURS, start=1)}
    counts = [
        {
            "start": period["start"],
            "kind": name,
            "n": period["by_quad"].get(quad, 0) * (1 if quad in {"1", "2"} else -1),
        }
        for period in periods
        for quad, name in quads.items()
        if period["by_quad"].get(quad, 0)
    ]
    sums = [
        {key: period[key] for key in ("start", "net", "low", "high")}
        for period in periods
        if period["n_incidents"]
    ]
    x = {
        "field": "start",
        "type": "temporal",
        "title": None,
        "axis": {"format": "%-d %b %y", "labelOverlap": True},
        "scale": {"type": "utc", "padding": 12},
    }
    bars = {
        "data": {"values": counts},
        "width": WIDTH,
        "height": 180,
        "title": f"{capitalised(between)}, by {by}: incidents (conflict below the line)",
        "mark": {"type": "bar", "size": max(3, min(24, WIDTH // (2 * len(sums))))},
        "encoding": {
            "x": x,
            "y": {
                "field": "n",
                "type": "quantitative",
                "title": "incidents",
                "stack": True,
                "axis": {
                    "values": _whole_ticks(counts),
                    "labelExpr": "format(abs(datum.value), 'd')",
                },
            },
            "color": {
                "field": "kind",
                "type": "nominal",
                "title": None,
                "scale": {
                    "domain": list(QUADRANT_COLOURS),
                    "range": list(QUADRANT_COLOURS.values()),
                },
                "legend": {"orient": "bottom", "columns": 2},
            },
        },
    }
    net = {
        "data": {"values": sums},
        "width": WIDTH,
        "height": 140,
        "title": "Net cooperation (sum of intensities; the band holds 90 %)",
        "layer": [
            {
                "mark": {"type": "rule", "strokeWidth": 6, "color": SKY, "opacity": 0.6},
                "encoding": {
                    "x": x,
                    "y": {"field": "low", "type": "quantitative", "title": "net"},
                    "y2": {"field": "high"},
                },
            },
            {
                "mark": {"type": "point", "filled": True, "size": 55, "color": INK},
                "encoding": {"x": x, "y": {"field": "net", "type": "quantitative"}},
            },
            {
                "mark": {"type": "rule", "color": INK, "opacity": 0.5},
                "encoding": {"y": {"datum": 0}},
            },
        ],
    }
    return {"$schema": SCHEMA, "vconcat": [bars, net], "config": CONFIG}


def _whole_ticks(counts: Sequence[Spec]) -> list[int]:
    """Return whole numbers, about six: left alone, Vega marks halves of an incident."""
    up, down = Counter[str](), Counter[str]()
    for one in counts:
        (up if one["n"] > 0 else down)[one["start"]] += abs(one["n"])
    top, bottom = max(up.values(), default=0), max(down.values(), default=0)
    step = max(1, -(-(top + bottom) // 6))
    return [n for n in range(-bottom, top + 1) if n % step == 0]
