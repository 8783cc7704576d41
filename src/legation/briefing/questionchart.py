"""Draw how likely each hypothesis of a question was, day by day.

In: days and evidence as `question weigh --json` has them; one judgement. Out: Vega-Lite (dict).
Not here: the weighing (`assess.questions.judging`), how pictures look and are rendered (`charts`).
"""

from __future__ import annotations

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
)
from legation.records import Judgement, Question
from legation.reference.probability import percent

# Told apart by dashes too, and named at the end of each line.
_COLOURS = (VERMILION, BLUE, GREEN, PURPLE, ORANGE, SKY)
_DASHES = ((1, 0), (6, 3), (2, 2), (8, 2, 2, 2), (4, 4), (10, 4))
_LONGEST = 220


def question_over_time(told: Mapping[str, Any]) -> Spec:
    """Return the picture: a line with its band for each hypothesis, evidence as marks below.

    Args:
        told: With `question days hypotheses evidence`. Only leaves are drawn: a parent is a sum.
    """
    leaves = _leaves(told["hypotheses"])
    names = [one["id"] for one in leaves]
    days = [row for row in told["days"] if row["hypothesis"] in names]
    first, last = told["days"][0]["day"], told["days"][-1]["day"]
    colour = {
        "field": "hypothesis",
        "type": "nominal",
        "title": None,
        "scale": {"domain": names, "range": _cycle(_COLOURS, len(names))},
        "legend": {"orient": "bottom", "symbolType": "stroke", "symbolOpacity": 1},
    }
    x = {
        "field": "day",
        "type": "temporal",
        "title": None,
        "axis": {"format": "%-d %b", "labelOverlap": True},
        "scale": {"type": "utc", "domain": [first, last]},
    }
    share = {
        "type": "quantitative",
        "title": "probability",
        "axis": {"format": ".0%", "tickCount": 6},
        "scale": {"domain": [0, 1]},
    }
    band = {
        "mark": {"type": "area", "opacity": 0.14},
        "encoding": {
            "x": x,
            "y": {**share, "field": "low"},
            "y2": {"field": "high"},
            "color": colour,
        },
    }
    line = {
        "mark": {"type": "line", "strokeWidth": 2.2},
        "encoding": {
            "x": x,
            "y": {**share, "field": "mid"},
            "color": colour,
            "strokeDash": {
                "field": "hypothesis",
                "type": "nominal",
                "title": None,
                "scale": {"domain": names, "range": [list(d) for d in _cycle(_DASHES, len(names))]},
            },
        },
    }
    upper = {
        "data": {"values": days},
        "width": WIDTH,
        "height": 260,
        "title": {
            "text": told["question"]["text"],
            "subtitle": "line: judgement of the day; shade: 80 % of judgements with ratios and "
            "reliabilities drawn anew",
        },
        "layer": [band, line],
    }
    return {
        "$schema": SCHEMA,
        "vconcat": [upper, *_marks(told["evidence"], x)],
        "config": CONFIG,
    }


def chances_now(judged: Judgement, asked: Question) -> Spec:
    """Return the picture of one judgement: a dot and its band for each hypothesis."""
    rows = [
        {
            "hypothesis": words,
            "low": judged.low[n],
            "mid": judged.probabilities[n],
            "high": judged.high[n],
            "told": f"{percent(judged.probabilities[n])}, "
            f"{percent(judged.low[n])} to {percent(judged.high[n])}",
        }
        for n, words in enumerate(asked.hypotheses)
    ]
    x = {
        "field": "mid",
        "type": "quantitative",
        "title": "probability",
        "axis": {"format": ".0%", "tickCount": 6},
        "scale": {"domain": [0, 1]},
    }
    y = {"field": "hypothesis", "type": "nominal", "sort": None, "title": None}
    bar = {
        "mark": {"type": "rule", "strokeWidth": 8, "color": SKY, "opacity": 0.7},
        "encoding": {"x": {**x, "field": "low"}, "x2": {"field": "high"}, "y": y},
    }
    dot = {
        "mark": {"type": "point", "filled": True, "size": 80, "color": INK, "opacity": 1},
        "encoding": {"x": x, "y": y},
    }
    told = {
        "mark": {"type": "text", "align": "left", "dx": 8, "fontSize": 12, "color": INK},
        "encoding": {"x": {**x, "field": "high"}, "y": y, "text": {"field": "told"}},
    }
    return {
        "$schema": SCHEMA,
        "data": {"values": rows},
        "width": WIDTH - 200,
        "height": {"step": 34},
        "layer": [bar, dot, told],
        "config": {**CONFIG, "axis": {**CONFIG["axis"], "labelLimit": 360}},
    }


def _marks(evidence: Sequence[Mapping[str, Any]], x: Spec) -> list[Spec]:
    """Return the strip of evidence, one mark a piece, larger where it moves more."""
    if not evidence:
        return []
    rows = [
        {
            "day": one["reported_on"],
            "sign": one["indicator"],
            "moves": max(one["factors"].values()) / min(one["factors"].values()) - 1,
            "passage": " ".join(one["passages"][0]["text"].split())[:_LONGEST],
            "by": ", ".join(a["name"] for a in one["speakers"]) or one["publisher"] or "",
            "grade": one["grade"],
        }
        for one in evidence
    ]
    marks = {
        "data": {"values": rows},
        "width": WIDTH,
        "height": {"step": 20},
        "title": {"text": "Evidence by sign (the larger, the more it moves)", "fontSize": 12},
        "mark": {"type": "point", "filled": True, "color": INK, "opacity": 0.75},
        "encoding": {
            "x": x,
            "y": {"field": "sign", "type": "nominal", "title": None},
            "size": {
                "field": "moves",
                "type": "quantitative",
                "legend": None,
                "scale": {"domain": [0, 1], "range": [18, 180], "clamp": True},
            },
            "tooltip": [
                {"field": name, "type": "nominal"}
                for name in ("day", "sign", "by", "grade", "passage")
            ],
        },
    }
    return [marks]


def _leaves(hypotheses: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    parents = {one["part_of"] for one in hypotheses}
    return [one for one in hypotheses if one["id"] not in parents]


def _cycle(values: Sequence[Any], n: int) -> list[Any]:
    return [values[k % len(values)] for k in range(n)]
