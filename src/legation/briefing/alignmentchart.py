"""Draw how near two states stand by their votes.

In: records as `show alignment --json` has them. Out: Vega-Lite (dict), None when there is nothing
to draw.
Not here: the counting (`assess.alignment`), how pictures look and are rendered (`charts`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from legation.briefing.charts import BLUE, CONFIG, INK, SCHEMA, SKY, VERMILION, WIDTH, Spec
from legation.briefing.naming import capitalised

# 90 % of a normal distribution lie within so many standard errors.
_Z90 = 1.645


def alignment_over_time(
    records: Sequence[Mapping[str, Any]], names: tuple[str, str], by: str
) -> Spec | None:
    """Return the picture of how two states voted, period by period.

    Above: the index of agreement with its 90 % band. Below, where there are any: the ideal points
    of both with theirs. None when the two never both voted.

    Args:
        records: With `agreement agreement_low agreement_high first_point first_se second_point
            second_se` and the period under `by`.
        names: The two states.
        by: `session` or `year`.
    """
    voted = [one for one in records if one["agreement"] is not None]
    if not voted:
        return None
    periods = [one[by] for one in voted]
    axis: Spec = {"format": "d", "tickMinStep": 1, "labelOverlap": True}
    x: Spec = {
        "field": by,
        "type": "quantitative",
        "title": f"{by} of the General Assembly" if by == "session" else None,
        "axis": axis,
        "scale": {"zero": False, "nice": False, "domain": [min(periods) - 1, max(periods) + 1]},
    }
    parts = [_agreement(voted, names, x)]
    points = [
        {by: one[by], **_point(one, place), "state": capitalised(name)}
        for one in voted
        for place, name in zip(("first", "second"), names, strict=True)
        if one[f"{place}_point"] is not None
    ]
    if points:
        parts.append(_points(points, names, x))
    return {"$schema": SCHEMA, "vconcat": parts, "config": CONFIG}


def _point(record: Mapping[str, Any], place: str) -> Spec:
    point, half = record[f"{place}_point"], _Z90 * record[f"{place}_se"]
    return {"point": point, "low": point - half, "high": point + half}


def _agreement(records: Sequence[Mapping[str, Any]], names: tuple[str, str], x: Spec) -> Spec:
    fields = (x["field"], "agreement", "agreement_low", "agreement_high")
    y: Spec = {
        "field": "agreement",
        "type": "quantitative",
        "title": "agreement",
        "scale": {"domain": [0, 1]},
    }
    return {
        "data": {"values": [{field: one[field] for field in fields} for one in records]},
        "width": WIDTH,
        "height": 160,
        "title": f"{capitalised(names[0])} and {names[1]}: agreement in votes (bars hold 90 %)",
        "layer": [
            {
                "mark": {"type": "rule", "strokeWidth": 5, "color": SKY, "opacity": 0.6},
                "encoding": {
                    "x": x,
                    "y": {**y, "field": "agreement_low"},
                    "y2": {"field": "agreement_high"},
                },
            },
            {
                "mark": {"type": "point", "filled": True, "size": 45, "color": INK},
                "encoding": {"x": x, "y": y},
            },
        ],
    }


def _points(points: Sequence[Spec], names: tuple[str, str], x: Spec) -> Spec:
    colour: Spec = {
        "field": "state",
        "type": "nominal",
        "title": None,
        "scale": {"domain": [capitalised(one) for one in names], "range": [BLUE, VERMILION]},
    }
    y: Spec = {"field": "point", "type": "quantitative", "title": "ideal point"}
    return {
        "data": {"values": list(points)},
        "width": WIDTH,
        "height": 180,
        "title": "Ideal points (all states' standard deviation is 1; bars hold 90 %)",
        "layer": [
            {
                "mark": {"type": "rule", "strokeWidth": 5, "opacity": 0.35},
                "encoding": {
                    "x": x,
                    "y": {**y, "field": "low"},
                    "y2": {"field": "high"},
                    "color": colour,
                },
            },
            {
                "mark": {"type": "point", "filled": True, "size": 45, "opacity": 1},
                # The shape says the colour again.
                "encoding": {
                    "x": x,
                    "y": y,
                    "color": colour,
                    "shape": {
                        **colour,
                        "scale": {
                            "domain": colour["scale"]["domain"],
                            "range": ["circle", "square"],
                        },
                    },
                },
            },
        ],
    }
