"""Draw a position over time: line, band, each signal a point with its passage.

In: positions by day and signals, as `show position --json` has them. Out: Vega-Lite (dict), None
when there is nothing to draw; the drawing as SVG whose points tell and open their passages.
Not here: the model (`assess.positions.walk`), the page around it (`briefing.positionpage`).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from legation.briefing.charts import (
    BLUE,
    CONFIG,
    GREEN,
    INK,
    ORANGE,
    PURPLE,
    SCHEMA,
    SKY,
    VERMILION,
    WIDTH,
    Spec,
    render_svg,
)
from legation.briefing.naming import capitalised

Line = Mapping[str, Any]

KINDS = ("words", "deed", "vote", "silence", "roll calls")
_COLOURS = (ORANGE, VERMILION, GREEN, PURPLE, INK)
_SHAPES = ("circle", "square", "triangle-up", "cross", "diamond")
_HEIGHT = 300
# Most passages fit a tooltip; longer ones are cut there, and whole in the list of the page.
_LONGEST = 400
# The renderer writes a point's words as its label, and puts an address of its own before what it
# leads to; a place on the same page needs none.
_POINT = re.compile(
    r'<path aria-label="([^"]+)" role="graphics-symbol" (aria-roledescription="point"[^>]*?)/>'
)
_LINK = re.compile(r'xlink:href="[^"#]*#(sig-[0-9a-f]+)"')


def position_over_time(positions: Sequence[Line], signals: Sequence[Line]) -> Spec | None:
    """Return the picture of a position; None where no signal was found.

    Args:
        positions: One a day, with `on low mid high then_mid`.
        signals: With `id on direction strength kind words`; `words` is what a point tells.
    """
    if not positions or not signals:
        return None
    actor, about = positions[0]["actor"]["name"], positions[0]["about"]["name"]
    x = {
        "field": "on",
        "type": "temporal",
        "title": None,
        "axis": {"format": "%-d %b %y", "labelOverlap": True},
        "scale": {"type": "utc", "padding": 12},
    }
    days = [
        {name: one[name] for name in ("on", "low", "mid", "high", "then_mid")} for one in positions
    ]
    points = [
        {name: one[name] for name in ("on", "direction", "strength", "kind")}
        | {"words": cut(one["words"]), "href": f"#{one['id']}"}
        for one in signals
    ]
    return {
        "$schema": SCHEMA,
        "width": WIDTH,
        "height": _HEIGHT,
        "title": {
            "text": f"{capitalised(actor)} toward {about}",
            "subtitle": "line, band: median, 80 % interval; dashed: as it was known on the day",
        },
        "layer": [*_line_layers(days, x), _point_layer(points, x)],
        "config": CONFIG,
    }


def _line_layers(days: Sequence[Spec], x: Spec) -> list[Spec]:
    def y(field: str) -> Spec:
        return {
            "field": field,
            "type": "quantitative",
            "title": "against (−1) to for (1)",
            "scale": {"domain": [-1, 1]},
            "axis": {
                "values": [-1, -0.5, 0, 0.5, 1],
                "labelExpr": "datum.value ? format(datum.value, '+.1f') : '0'",
            },
        }

    source = {"values": days}
    return [
        {
            "data": source,
            "mark": {"type": "area", "color": SKY, "opacity": 0.3},
            "encoding": {"x": x, "y": y("low"), "y2": {"field": "high"}},
        },
        {
            "data": {"values": [{}]},
            "mark": {"type": "rule", "color": INK, "opacity": 0.5},
            "encoding": {"y": {"datum": 0}},
        },
        {
            "data": source,
            "mark": {"type": "line", "color": INK, "strokeDash": [4, 3], "opacity": 0.6},
            "encoding": {"x": x, "y": y("then_mid")},
        },
        {
            "data": source,
            "mark": {"type": "line", "color": BLUE, "strokeWidth": 2.5},
            "encoding": {"x": x, "y": y("mid")},
        },
    ]


def _point_layer(points: Sequence[Spec], x: Spec) -> Spec:
    kinds = [kind for kind in KINDS if any(one["kind"] == kind for one in points)]
    colours = dict(zip(KINDS, _COLOURS, strict=True))
    shapes = dict(zip(KINDS, _SHAPES, strict=True))
    return {
        "data": {"values": list(points)},
        "mark": {"type": "point", "filled": True, "opacity": 0.85, "stroke": "white"},
        "encoding": {
            "x": x,
            "y": {"field": "direction", "type": "quantitative"},
            "size": {
                "field": "strength",
                "type": "quantitative",
                "title": "Strength",
                "scale": {"domain": [0, 1], "range": [25, 260]},
                "legend": {"values": [0.1, 0.5, 0.9]},
            },
            "color": {
                "field": "kind",
                "type": "nominal",
                "title": "Signal",
                "scale": {"domain": kinds, "range": [colours[kind] for kind in kinds]},
            },
            "shape": {
                "field": "kind",
                "type": "nominal",
                "title": "Signal",
                "scale": {"domain": kinds, "range": [shapes[kind] for kind in kinds]},
            },
            "description": {"field": "words", "type": "nominal"},
            "tooltip": {"field": "words", "type": "nominal"},
            "href": {"field": "href", "type": "nominal"},
        },
    }


def draw_position(spec: Spec, name: str) -> str:
    """Return the picture as SVG: each point shows its words when pointed at, without a script."""
    svg = render_svg(spec, name)
    svg = _POINT.sub(r'<path role="graphics-symbol" \2><title>\1</title></path>', svg)
    return _LINK.sub(r'xlink:href="#\1" href="#\1"', svg)


def cut(words: str) -> str:
    """Return at most as many words as a tooltip holds."""
    return words if len(words) <= _LONGEST else words[: _LONGEST - 1].rsplit(" ", 1)[0] + " …"
