"""Draw how far probabilities mean what they say.

In: bins as `question score --json` has them. Out: Vega-Lite (dict).
Not here: the counting (`assess.calibration`), how pictures look and are rendered (`charts`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from legation.briefing.charts import BLUE, CONFIG, INK, SCHEMA, SKY, Spec

SIZE = 380


def calibration_picture(bins: Sequence[Mapping[str, Any]], name: str) -> Spec:
    """Return the calibration curve: what was said against how often it happened.

    A point a bin with its interval and, beside it, the number of questions; on the dashed line
    what was said is what happened. Empty bins have no point.

    Args:
        bins: With `n mean_probability share_happened share_low share_high`.
        name: Of the forecaster or the file, for the title.
    """
    keys = ("n", "mean_probability", "share_happened", "share_low", "share_high")
    rows = [{key: one[key] for key in keys} for one in bins if one["n"]]
    axis = {"format": ".1f", "tickCount": 6}
    x = {
        "field": "mean_probability",
        "type": "quantitative",
        "title": "mean probability given",
        "scale": {"domain": [0, 1]},
        "axis": axis,
    }
    y = {
        "field": "share_happened",
        "type": "quantitative",
        "title": "share that happened",
        "scale": {"domain": [0, 1]},
        "axis": axis,
    }
    diagonal = {
        "data": {"values": [{"x": 0, "y": 0}, {"x": 1, "y": 1}]},
        "mark": {"type": "line", "color": INK, "strokeDash": [4, 4], "opacity": 0.6},
        "encoding": {
            "x": {"field": "x", "type": "quantitative"},
            "y": {"field": "y", "type": "quantitative"},
        },
    }
    band = {
        "mark": {"type": "rule", "strokeWidth": 5, "color": SKY, "opacity": 0.7},
        "encoding": {"x": x, "y": {**y, "field": "share_low"}, "y2": {"field": "share_high"}},
    }
    points = {
        "mark": {"type": "point", "filled": True, "size": 70, "color": BLUE, "opacity": 1},
        "encoding": {"x": x, "y": y},
    }
    counts = {
        "mark": {"type": "text", "align": "left", "dx": 8, "dy": -8, "fontSize": 11, "color": INK},
        "encoding": {"x": x, "y": y, "text": {"field": "n", "type": "quantitative"}},
    }
    return {
        "$schema": SCHEMA,
        "width": SIZE,
        "height": SIZE,
        "title": {
            "text": f"{name}: what was said, and what happened",
            "subtitle": "numbers of questions; bars: 95 % intervals; dashed: perfect",
        },
        "data": {"values": rows},
        "layer": [diagonal, band, points, counts],
        "config": CONFIG,
    }
