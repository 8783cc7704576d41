"""Draw what sanctions cost: bars with bands, what moves a result, the coalition frontier.

In: records as `leverage scenario --json` and `leverage coalition --json` have them. Out: Vega-Lite
(dict).
Not here: the numbers (`leverage`), how pictures look and are rendered (`charts`).

Every picture says below itself of which table, models, elasticities and year its numbers are.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from legation.briefing.charts import (
    BLUE,
    CONFIG,
    GREEN,
    INK,
    ORANGE,
    PALE,
    SCHEMA,
    VERMILION,
    WIDTH,
    Spec,
)

# Told apart by shape too.
_STAGE_COLOURS = (VERMILION, BLUE, ORANGE)
_STAGE_SHAPES = ("circle", "square", "diamond")
_REAL_INCOME = "real income"
_STEP = 15
_SIGNED: Spec = {
    "tickCount": 7,
    "labelExpr": "datum.value == 0 ? '0' : format(datum.value, '+~f')",
}
# So many coalitions are named in the picture, the most harmful of the frontier among them.
_NAMED = 7
_QUIET = "#5a626b"
_HOW_BANDS = "Bar: lowest to highest run; mark: middle run. Real income: what a region can buy."
_HOW_FRONTIER = "Diamond: none costs its members less and harms more. Middle runs."
_LINE = 100


def losses(record: Mapping[str, Any]) -> Spec:
    """Return three pictures in one: the target's loss by stage, that of all others, what moves it.

    Target and others have scales of their own: a loss of eight per cent would hide one of a tenth.

    Args:
        record: Of a scenario, as `leverage scenario --json` has it.
    """
    target = [one for one in record["parties"] if "target" in one["role"]]
    others = [one for one in record["parties"] if "target" not in one["role"]]
    stages = [one["words"] for one in record["stages"]]
    title = "Real income of the target, change in %"
    parts = [_bands(record, target, stages, title, legend=not others)]
    if others:
        title = "Real income of the others, change in %"
        parts.append(_bands(record, others, stages, title, legend=True))
    parts += [chart for one in target if (chart := waterfall(one, record["stages"])) is not None]
    return {
        "$schema": SCHEMA,
        "title": {
            "text": record["scenario"],
            "subtitle": [_HOW_BANDS, *_wrapped(record["made_from"])],
            "anchor": "start",
            "fontSize": 15,
            "subtitleColor": _QUIET,
        },
        "vconcat": parts,
        "resolve": {"scale": {"x": "independent", "color": "independent", "shape": "independent"}},
        "spacing": 26,
        "config": CONFIG,
    }


def _bands(
    record: Mapping[str, Any],
    parties: Sequence[Mapping[str, Any]],
    stages: Sequence[str],
    title: str,
    *,
    legend: bool,
) -> Spec:
    rows = list(_band_rows(record, parties))
    names = [one["name"] for one in parties]
    y: Spec = {
        "field": "name",
        "type": "nominal",
        "sort": names,
        "title": None,
        "axis": {"grid": False},
    }
    offset = {"field": "stage", "type": "nominal", "sort": list(stages)}
    domain = {"domain": list(stages)}
    key: Spec | None = {"orient": "bottom", "title": None} if legend else None
    colour = {
        "field": "stage",
        "type": "nominal",
        "scale": {**domain, "range": list(_STAGE_COLOURS[: len(stages)])},
        "legend": key,
    }
    shape = {
        "field": "stage",
        "type": "nominal",
        "scale": {**domain, "range": list(_STAGE_SHAPES[: len(stages)])},
        "legend": key,
    }
    x: Spec = {"type": "quantitative", "title": None, "axis": _SIGNED}
    zero = {
        "mark": {"type": "rule", "color": INK, "opacity": 0.45},
        "encoding": {"x": {"datum": 0, **x}},
    }
    band = {
        "mark": {"type": "bar", "height": 7, "opacity": 0.42, "cornerRadius": 2},
        "encoding": {
            "x": {**x, "field": "low"},
            "x2": {"field": "high"},
            "y": y,
            "yOffset": offset,
            "color": colour,
        },
    }
    middle = {
        "mark": {"type": "point", "filled": True, "size": 62, "opacity": 1},
        "encoding": {
            "x": {**x, "field": "mid"},
            "y": y,
            "yOffset": offset,
            "color": colour,
            "shape": shape,
        },
    }
    layers: list[Spec] = [zero, band, middle]
    published = _published(record, parties)
    if published:
        layers += _published_marks(published, x, y)
    return {
        "title": {"text": title, "fontSize": 13, "anchor": "start"},
        "data": {"values": rows},
        "width": WIDTH,
        "height": {"step": _STEP},
        "layer": layers,
    }


def _band_rows(
    record: Mapping[str, Any], parties: Sequence[Mapping[str, Any]]
) -> Iterator[dict[str, Any]]:
    for party in parties:
        for stage in record["stages"]:
            band = party["stages"][stage["id"]][_REAL_INCOME]
            if "mid" in band:
                yield {
                    "name": party["name"],
                    "stage": stage["words"],
                    **{end: round(band[end], 4) for end in ("low", "mid", "high")},
                }


def _published(
    record: Mapping[str, Any], parties: Sequence[Mapping[str, Any]]
) -> list[dict[str, Any]]:
    names = {one["name"] for one in parties}
    return [
        {
            "name": one["name"],
            "value": one["value"],
            "label": f"published: {_signed(one['value'], 1)}",
        }
        for one in record["published"]
        if one["quantity"] == _REAL_INCOME and one["name"] in names
    ]


def _published_marks(rows: Sequence[Mapping[str, Any]], x: Spec, y: Spec) -> list[Spec]:
    """Return figures of others as upright strokes, named."""
    stroke = {
        "data": {"values": list(rows)},
        "mark": {"type": "tick", "thickness": 2, "size": 3 * _STEP, "color": INK},
        "encoding": {"x": {**x, "field": "value"}, "y": y},
    }
    label = {
        "data": {"values": list(rows)},
        "mark": {"type": "text", "dy": -2 * _STEP + 1, "fontSize": 11, "color": INK},
        "encoding": {"x": {**x, "field": "value"}, "y": y, "text": {"field": "label"}},
    }
    return [stroke, label]


def waterfall(party: Mapping[str, Any], stages: Sequence[Mapping[str, Any]]) -> Spec | None:
    """Return what each assumption adds on the way from the mildest to the harshest run.

    Of the first stage. None where the runs agree, or one on the way has no result.
    """
    first = stages[0]
    told = party["stages"][first["id"]]
    steps, band = told["from_mildest_to_harshest"], told[_REAL_INCOME]
    if not steps:
        return None
    rows = _waterfall_rows(steps, band)
    y = {
        "field": "what",
        "type": "nominal",
        "sort": [row["what"] for row in rows],
        "title": None,
        "axis": {"labelLimit": 380},
    }
    ends = [row[end] for row in rows for end in ("start", "end")]
    # Numbers stand left of their bars: room is made for the longest.
    room = 0.12 * (max(ends) - min(ends))
    x: Spec = {
        "type": "quantitative",
        "title": None,
        "axis": _SIGNED,
        "scale": {"domain": [round(min(ends) - room, 3), max(ends)], "nice": False},
    }
    bars = {
        "mark": {"type": "bar", "height": 16},
        "encoding": {
            "x": {**x, "field": "start"},
            "x2": {"field": "end"},
            "y": y,
            "color": {
                "field": "kind",
                "type": "nominal",
                "scale": {
                    "domain": ["run", "more loss", "less loss"],
                    "range": [PALE, VERMILION, GREEN],
                },
                "legend": None,
            },
        },
    }
    words = {
        "mark": {"type": "text", "align": "right", "dx": -5, "fontSize": 12, "color": INK},
        "encoding": {"x": {**x, "field": "left"}, "y": y, "text": {"field": "words"}},
    }
    return {
        "title": {
            "text": f"What moves it: {party['name']}, {first['words']}, from the mildest run to "
            "the harshest",
            "fontSize": 13,
            "anchor": "start",
        },
        "data": {"values": rows},
        "width": WIDTH,
        "height": {"step": 28},
        "resolve": {"scale": {"color": "independent"}},
        "layer": [bars, words],
    }


def _waterfall_rows(
    steps: Sequence[Mapping[str, Any]], band: Mapping[str, Any]
) -> list[dict[str, Any]]:
    reached = band["high"]
    rows = [_stretch("mildest run", 0.0, reached, "run", reached)]
    for step in steps:
        after = reached + step["change"]
        what = f"{step['factor']}: {step['before']} → {step['after']}"
        kind = "more loss" if step["change"] < 0 else "less loss"
        rows.append(_stretch(what, reached, after, kind, step["change"]))
        reached = after
    return [*rows, _stretch("harshest run", 0.0, band["low"], "run", band["low"])]


def _stretch(what: str, start: float, end: float, kind: str, told: float) -> dict[str, Any]:
    return {
        "what": what,
        "start": round(start, 4),
        "end": round(end, 4),
        "left": round(min(start, end), 4),
        "kind": kind,
        "words": _signed(told, 2),
    }


def _signed(value: float, digits: int) -> str:
    return f"{value:+.{digits}f}".replace("-", "−")


def frontier(record: Mapping[str, Any]) -> Spec:
    """Return all coalitions: what they take from the target against what it costs themselves.

    Middle runs; the line joins those that no other beats. With the Shapley value of each member
    below, as a band.

    Args:
        record: Of the coalitions, as `leverage coalition --json` has it.
    """
    rows = [
        {
            "cost": one["own_cost_usd"]["mid"] / 1e9,
            "loss": one["loss_percent"]["mid"],
            "best": one["on_frontier"],
            "who": " + ".join(one["members"]) or "nobody",
        }
        for one in record["coalitions"]
    ]
    best = sorted((row for row in rows if row["best"]), key=lambda row: row["cost"])
    x: Spec = {
        "field": "cost",
        "type": "quantitative",
        "title": "cost to the coalition's own members together, $ bn a year",
        "axis": {"tickCount": 7},
    }
    y: Spec = {
        "field": "loss",
        "type": "quantitative",
        "title": "loss of real income, %",
        "axis": {"grid": True, "ticks": False},
    }
    cloud = {
        "transform": [{"filter": "!datum.best"}],
        "mark": {"type": "point", "filled": True, "size": 26, "color": "#9aa2aa", "opacity": 0.8},
        "encoding": {"x": x, "y": y, "tooltip": {"field": "who"}},
    }
    line = {
        "data": {"values": best},
        "mark": {"type": "line", "color": BLUE, "strokeWidth": 1.4, "interpolate": "step-after"},
        "encoding": {"x": x, "y": y, "order": {"field": "cost"}},
    }
    marks = {
        "data": {"values": best},
        "mark": {"type": "point", "filled": True, "size": 46, "shape": "diamond", "color": BLUE},
        "encoding": {"x": x, "y": y, "tooltip": {"field": "who"}},
    }
    middle = max((row["cost"] for row in best), default=0.0) / 2
    named = _labelled(best)
    labels = [
        {
            "data": {"values": [row for row in named if (row["cost"] > middle) == beyond]},
            "mark": {"type": "text", "fontSize": 11, "color": INK, **placed},
            "encoding": {"x": x, "y": y, "text": {"field": "who"}},
        }
        # Names stand on the side on which the picture has room.
        for beyond, placed in (
            (False, {"align": "left", "dx": 8, "dy": 11}),
            (True, {"align": "right", "dx": -9, "dy": -7}),
        )
    ]
    target = ", ".join(record["target"])
    top = {
        "title": {
            "text": f"Loss of {target} against the senders' own cost",
            "fontSize": 13,
            "anchor": "start",
        },
        "data": {"values": rows},
        "width": WIDTH,
        "height": 300,
        "layer": [cloud, line, marks, *labels],
    }
    return {
        "$schema": SCHEMA,
        "title": {
            "text": record["scenario"],
            "subtitle": [
                f"{len(rows):,} coalitions. {_HOW_FRONTIER}",
                *_wrapped(record["made_from"]),
            ],
            "anchor": "start",
            "fontSize": 15,
            "subtitleColor": _QUIET,
        },
        "vconcat": [top, _members(record, target)],
        "spacing": 26,
        "config": CONFIG,
    }


def _labelled(best: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """Return those that are named: apart enough for their names to be read, the last always."""
    if not best:
        return []
    top = best[-1]["loss"] - best[0]["loss"] or 1.0
    kept: list[Mapping[str, Any]] = [best[-1]]
    for row in reversed(best[:-1]):
        if kept[-1]["loss"] - row["loss"] > top / _NAMED:
            kept.append(row)
    return kept


def _members(record: Mapping[str, Any], target: str) -> Spec:
    """Return the part of each member in the loss, as a band over runs."""
    rows = sorted(
        (
            {
                "name": one["name"],
                **{end: round(one["shapley_points"][end], 4) for end in ("low", "mid", "high")},
            }
            for one in record["members"]
        ),
        key=lambda row: -row["mid"],
    )
    y: Spec = {
        "field": "name",
        "type": "nominal",
        "sort": [row["name"] for row in rows],
        "title": None,
    }
    x: Spec = {"type": "quantitative", "title": "percentage points of real income"}
    return {
        "title": {
            "text": f"What each member adds to the loss of {target} (Shapley value; bar: lowest to "
            "highest run)",
            "fontSize": 13,
            "anchor": "start",
        },
        "data": {"values": rows},
        "width": WIDTH,
        "height": {"step": 24},
        "layer": [
            {
                "mark": {"type": "bar", "height": 10, "opacity": 0.42, "color": VERMILION},
                "encoding": {"x": {**x, "field": "low"}, "x2": {"field": "high"}, "y": y},
            },
            {
                "mark": {"type": "point", "filled": True, "size": 62, "color": VERMILION},
                "encoding": {"x": {**x, "field": "mid"}, "y": y},
            },
        ],
    }


def _wrapped(words: str) -> list[str]:
    """Return a line as several that fit the picture."""
    lines = [""]
    for word in words.split():
        if len(lines[-1]) + len(word) > _LINE:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return lines
