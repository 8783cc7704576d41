"""Draw what the records say: one function a picture, records to a Vega-Lite specification.

In: incidents, figures, claims, contacts. Out: Vega-Lite (dict), None when there is nothing to
draw; `render_svg` and `render_png` turn one into a picture without network or browser.
Not here: captions (forms of sentence), where pictures stand (`briefing.compose`).

Colours are those of Okabe and Ito (2008, "Color Universal Design"), which people with any of the
common colour blindnesses tell apart; a shape or a number always says the same again.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from legation.briefing.amounts import figure_amount
from legation.briefing.deeds import title_words
from legation.briefing.naming import capitalised, names
from legation.briefing.phrases import ACT_NOUNS, COOPERATION, QUADRANTS
from legation.records import Actor, Claim, Contact, Figure, Incident, MentionId
from legation.records.edtf import bounds

Spec = dict[str, Any]

SCHEMA = "https://vega.github.io/schema/vega-lite/v5.json"
# Orange, sky blue, bluish green, blue, vermilion, reddish purple; yellow is left out: it is too
# light on white.
BLUE, VERMILION, GREEN, ORANGE = "#0072B2", "#D55E00", "#009E73", "#E69F00"
SKY, PURPLE, INK, PALE = "#56B4E9", "#CC79A7", "#1b1f24", "#d6dade"
QUADRANT_COLOURS = {
    "verbal cooperation": SKY,
    "material cooperation": BLUE,
    "verbal conflict": ORANGE,
    "material conflict": VERMILION,
}
WIDTH = 620
MAX_ROWS = 12
OTHERS = "others"
# Longer names are cut on the axis; the sentence beside the picture gives them in full.
MAX_LABEL_CHARACTERS = 30
_FONT = "Helvetica Neue, Helvetica, Arial, sans-serif"
_DONE = ("happened", "ongoing")

CONFIG: Spec = {
    "font": _FONT,
    "background": "white",
    "view": {"stroke": None},
    "axis": {
        "labelFontSize": 13,
        "titleFontSize": 12,
        "titleFontWeight": 500,
        "labelColor": INK,
        "titleColor": "#5a626b",
        "labelLimit": 320,
        "domainColor": PALE,
        "tickColor": PALE,
        "gridColor": "#eef0f2",
    },
    "axisY": {"ticks": False, "domain": False, "labelPadding": 10},
    "legend": {
        "labelFontSize": 12,
        "titleFontSize": 12,
        "titleFontWeight": 500,
        "orient": "bottom",
        "labelColor": INK,
    },
}
"""How all pictures look, as Vega-Lite has it."""


def timeline(incidents: Sequence[Incident], as_of: date) -> Spec | None:
    """Return the picture of dated incidents: day by kind of act, status by filled or open mark.

    An incident whose date is an interval or a month stands on its first day with a line to its
    last. None when no incident is dated.
    """
    rows = [row for row in map(_timeline_row, incidents) if row is not None]
    if not rows:
        return None
    kinds = [kind for kind, _ in Counter(row["kind"] for row in rows).most_common(MAX_ROWS)]
    for row in rows:
        row["kind"] = row["kind"] if row["kind"] in kinds else OTHERS
    order = _kind_order({row["kind"] for row in rows})
    y = {
        "field": "kind",
        "type": "nominal",
        "sort": order,
        "title": None,
        "axis": {"grid": True, "gridColor": "#eef0f2"},
    }
    x = {
        "field": "first",
        "type": "temporal",
        "title": None,
        "axis": {"format": "%-d %b %Y" if _spans_years(rows) else "%-d %b", "labelOverlap": True},
        "scale": {"type": "utc", "nice": False, "padding": 14},
    }
    quadrants = [q for q in QUADRANT_COLOURS if any(row["quadrant"] == q for row in rows)]
    colour = {
        "field": "quadrant",
        "type": "nominal",
        "title": "Kind",
        "scale": {"domain": quadrants, "range": [QUADRANT_COLOURS[q] for q in quadrants]},
        "legend": {"symbolOpacity": 1, "symbolType": "circle", "symbolStrokeWidth": 0},
    }
    jitter = {"field": "lane", "type": "quantitative", "scale": {"domain": [-1, 5]}, "axis": None}
    lines = {
        "transform": [{"filter": "datum.last !== datum.first"}],
        "mark": {"type": "rule", "strokeWidth": 2, "opacity": 0.35},
        "encoding": {"x": x, "x2": {"field": "last"}, "y": y, "yOffset": jitter, "color": colour},
    }
    today = {
        "data": {"values": [{"day": as_of.isoformat()}]},
        "mark": {"type": "rule", "color": INK, "strokeDash": [3, 3], "opacity": 0.6},
        "encoding": {"x": {"field": "day", "type": "temporal", "scale": {"type": "utc"}}},
    }
    return _spec([lines, *_marks(x, y, colour, jitter), today], rows, height={"step": 26})


def _marks(x: Spec, y: Spec, colour: Spec, jitter: Spec) -> list[Spec]:
    """Return two layers: filled marks for what was done, open ones for what was not."""
    done = {"filter": "datum.done"}
    not_done = {"filter": "!datum.done"}
    size = {
        "field": "reports",
        "type": "quantitative",
        "title": "Independent reports",
        "scale": {"domain": [1, 8], "range": [90, 420], "clamp": True},
        "legend": None,
    }
    encoding = {"x": x, "y": y, "color": colour, "size": size, "yOffset": jitter}
    return [
        {
            "transform": [done],
            "mark": {"type": "point", "filled": True, "opacity": 0.85},
            "encoding": encoding,
        },
        {
            "transform": [not_done],
            "mark": {"type": "point", "filled": False, "strokeWidth": 2, "shape": "diamond"},
            "encoding": encoding,
        },
    ]


def _timeline_row(incident: Incident) -> Spec | None:
    if incident.on is None:
        return None
    first, last = bounds(incident.on)
    if first is None:
        return None
    # An open interval is drawn as its first day: how long it lasts is not known.
    last = last or first
    # A date as wide as a year says nothing on a scale of days.
    if (last - first).days > 200:
        return None
    return {
        "first": first.isoformat(),
        "last": last.isoformat(),
        "kind": capitalised(title_words(incident.type)),
        "quadrant": QUADRANTS.get(incident.type, "verbal conflict"),
        "done": incident.status in _DONE,
        "reports": max(1, len(incident.origins)),
        # A lane of its own for incidents of one day and kind, the same on every run.
        "lane": int(incident.id[-2:], 16) % 5 if re.fullmatch(r".*[0-9a-f]{2}", incident.id) else 2,
    }


def _kind_order(kinds: Iterable[str]) -> list[str]:
    """Return the kinds from cooperation to conflict, `others` last."""
    ranked = [capitalised(title_words(kind)) for kind in QUADRANTS]
    known = [kind for kind in dict.fromkeys(ranked) if kind in set(kinds)]
    return [*known, *(kind for kind in sorted(set(kinds)) if kind not in known)]


def _spans_years(rows: Sequence[Spec]) -> bool:
    return len({row["first"][:4] for row in rows}) > 1


def who_to_whom(incidents: Sequence[Incident], state_names: Mapping[str, str]) -> Spec | None:
    """Return the matrix of states that act by states acted upon.

    Colour is the share of cooperation less that of conflict, −1 to 1; the number is the count.
    Only what happened or goes on is counted. None when no incident has a state on both sides.
    """
    cells: dict[tuple[str, str], list[int]] = {}
    for incident in incidents:
        if incident.status not in _DONE:
            continue
        # Asking is neither for nor against.
        lean = 0 if incident.type == "REQUEST" else 1 if incident.type in COOPERATION else -1
        for doer in _labels(incident.actors, state_names):
            for other in _labels(incident.recipients, state_names):
                if doer != other:
                    cells.setdefault((doer, other), []).append(lean)
    if not cells:
        return None
    busy: Counter[str] = Counter()
    for (doer, other), leans in cells.items():
        busy[doer] += len(leans)
        busy[other] += len(leans)
    shown = [label for label, _ in sorted(busy.items(), key=lambda kv: (-kv[1], kv[0]))[:MAX_ROWS]]
    rows = _matrix_rows(cells, shown)
    order = [*shown, OTHERS]
    axis = {"title": None, "sort": order, "type": "nominal"}
    base = {
        "x": {
            "field": "recipient",
            **axis,
            "axis": {"orient": "top", "labelAngle": -35, "title": "acted upon"},
        },
        "y": {"field": "actor", **axis, "axis": {"title": "acts"}},
    }
    colour = {
        "field": "lean",
        "type": "quantitative",
        "title": "Leaning",
        "scale": {
            "domain": [-1, 0, 1],
            "range": [VERMILION, "#f3f3f0", BLUE],
            "interpolate": "rgb",
        },
        "legend": {
            "labelExpr": "datum.value < 0 ? 'conflict' : datum.value > 0 ? 'cooperation' : 'even'",
            "values": [-1, 0, 1],
            "gradientLength": 170,
        },
    }
    text_colour = {
        "condition": {"test": "abs(datum.lean) > 0.55", "value": "white"},
        "value": INK,
    }
    return _spec(
        [
            {
                "mark": {"type": "rect", "stroke": "white", "strokeWidth": 2},
                "encoding": {**base, "color": colour},
            },
            {
                "mark": {"type": "text", "fontSize": 13, "fontWeight": 600},
                "encoding": {
                    **base,
                    "text": {"field": "count", "type": "quantitative"},
                    "color": text_colour,
                },
            },
        ],
        rows,
        width={"step": 46},
        height={"step": 32},
    )


def _labels(actors: Iterable[Actor], state_names: Mapping[str, str]) -> list[str]:
    labels = [
        state_names.get(a.state or "", a.state or "") or (a.name if a.id else "") for a in actors
    ]
    return [_cut(label) for label in dict.fromkeys(labels) if label]


def _matrix_rows(
    cells: Mapping[tuple[str, str], Sequence[int]], shown: Collection[str]
) -> list[Spec]:
    merged: dict[tuple[str, str], list[int]] = {}
    for (doer, other), leans in cells.items():
        key = (doer if doer in shown else OTHERS, other if other in shown else OTHERS)
        merged.setdefault(key, []).extend(leans)
    return [
        {"actor": doer, "recipient": other, "count": len(leans), "lean": sum(leans) / len(leans)}
        for (doer, other), leans in merged.items()
    ]


def sums_reported(
    figures: Sequence[Figure], parties_of: Callable[[Figure], Sequence[Actor]]
) -> Spec | None:
    """Return reported sums of money as ranges: a dot as written, an arrow where left open.

    Only the currency that most figures are given in is drawn: unlike ones are not compared. At
    most `MAX_ROWS`, the largest first; None when no sum is given.
    """
    money = [f for f in figures if len(f.unit) == 3 and f.unit.isupper() and f.value > 0]
    if not money:
        return None
    unit = Counter(f.unit for f in money).most_common(1)[0][0]
    chosen = sorted((f for f in money if f.unit == unit), key=lambda f: -f.value)[:MAX_ROWS]
    top = max(max(f.value, f.high or 0.0) for f in chosen)
    rows = [_sum_row(f, parties_of(f), top) for f in chosen]
    labels = list(dict.fromkeys(row["label"] for row in rows))
    y = {"field": "label", "type": "nominal", "sort": labels, "title": None}
    scale_word, scale = _scale_of(top)
    x = {
        "field": "value",
        "type": "quantitative",
        "title": f"{unit}, {scale_word}" if scale_word else unit,
        "scale": {"domain": [0, top * 1.22], "nice": False},
        "axis": {"labelExpr": f"format(datum.value / {scale}, ',')", "tickCount": 6},
    }
    rule = {"type": "rule", "strokeWidth": 3, "color": BLUE, "opacity": 0.55}
    return _spec(
        [
            {
                "transform": [{"filter": "datum.low !== datum.high"}],
                "mark": rule,
                "encoding": {"y": y, "x": {**x, "field": "low"}, "x2": {"field": "high"}},
            },
            _open_end("open_high", "high", "triangle-right", x, y),
            _open_end("open_low", "low", "triangle-left", x, y),
            {
                "mark": {"type": "point", "filled": True, "size": 130, "color": BLUE, "opacity": 1},
                "encoding": {"y": y, "x": x},
            },
            {
                "mark": {"type": "text", "align": "left", "dx": 14, "dy": -9, "fontSize": 12},
                "encoding": {"y": y, "x": x, "text": {"field": "words"}, "color": {"value": INK}},
            },
        ],
        rows,
        height={"step": 38},
    )


def _open_end(flag: str, end: str, shape: str, x: Spec, y: Spec) -> Spec:
    return {
        "transform": [{"filter": f"datum.{flag}"}],
        "mark": {"type": "point", "shape": shape, "filled": True, "size": 110, "color": BLUE},
        "encoding": {"y": y, "x": {**x, "field": end}},
    }


def _sum_row(figure: Figure, actors: Sequence[Actor], top: float) -> Spec:
    parties = names(actors, 3) or "parties not said"
    about = capitalised((figure.about or "sum").replace("-", " "))
    time = f", {figure.period}" if figure.period else ""
    reach = top * 0.07
    return {
        "label": _cut(f"{about}: {parties}{time}", 46),
        "value": figure.value,
        "low": figure.low if figure.low is not None else max(0.0, figure.value - reach),
        "high": figure.high if figure.high is not None else figure.value + reach,
        "open_low": figure.low is None,
        "open_high": figure.high is None,
        "words": figure_amount(figure),
    }


def _scale_of(top: float) -> tuple[str, float]:
    for scale, word in ((1e12, "trillion"), (1e9, "billion"), (1e6, "million")):
        if top >= scale:
            return word, scale
    return "", 1.0


def voices(
    claims: Sequence[Claim], speakers_of: Callable[[Sequence[MentionId]], Sequence[Actor]]
) -> Spec | None:
    """Return who speaks and how: speakers by act, the area of a mark is the number of claims.

    None when no claim has a speaker that is known.
    """
    counts: Counter[tuple[str, str]] = Counter()
    for claim in claims:
        for actor in speakers_of(claim.speakers):
            if actor.id is not None or actor.state is not None:
                counts[
                    _cut(actor.name), "does not …" if claim.negated else ACT_NOUNS[claim.act]
                ] += 1
    if not counts:
        return None
    totals: Counter[str] = Counter()
    for (who, _), number in counts.items():
        totals[who] += number
    shown = [who for who, _ in sorted(totals.items(), key=lambda kv: (-kv[1], kv[0]))[:MAX_ROWS]]
    merged: Counter[tuple[str, str]] = Counter()
    for (who, act), number in counts.items():
        merged[who if who in shown else OTHERS, act] += number
    acts = [act for act, _ in Counter(act for _, act in merged.elements()).most_common()]
    rows = [{"who": who, "act": act, "count": number} for (who, act), number in merged.items()]
    base = {
        "x": {
            "field": "act",
            "type": "nominal",
            "sort": acts,
            "title": None,
            "axis": {"orient": "top", "labelAngle": -35},
        },
        "y": {"field": "who", "type": "nominal", "sort": [*shown, OTHERS], "title": None},
    }
    size = {
        "field": "count",
        "type": "quantitative",
        "scale": {"range": [70, 900], "domain": [1, max(merged.values()) + 1]},
        "legend": None,
    }
    return _spec(
        [
            {
                "mark": {"type": "circle", "color": SKY, "opacity": 0.75},
                "encoding": {**base, "size": size},
            },
            {
                "mark": {"type": "text", "fontSize": 12, "fontWeight": 600, "color": INK},
                "encoding": {**base, "text": {"field": "count", "type": "quantitative"}},
            },
        ],
        rows,
        width={"step": 52},
        height={"step": 34},
    )


def contacts_over_time(contacts: Sequence[Contact], as_of: date) -> Spec | None:
    """Return calls, meetings, visits and letters by date; None when none is dated."""
    rows = []
    for contact in contacts:
        first = bounds(contact.on)[0] if contact.on else None
        if first is not None and len(contact.actors) > 1:
            parties = sorted(contact.actors, key=lambda actor: actor.name)
            pair = _cut(names(parties, 3), 46)
            rows.append({"on": first.isoformat(), "type": contact.type, "pair": pair})
    if not rows:
        return None
    busiest = [pair for pair, _ in Counter(row["pair"] for row in rows).most_common(MAX_ROWS)]
    for row in rows:
        row["pair"] = row["pair"] if row["pair"] in busiest else OTHERS
    types = ["call", "meeting", "visit", "letter"]
    shapes = {"domain": types, "range": ["circle", "square", "triangle-up", "diamond"]}
    colours = {"domain": types, "range": [BLUE, GREEN, VERMILION, PURPLE]}
    years = len({row["on"][:4] for row in rows}) > 1
    marks = {
        "mark": {"type": "point", "filled": True, "size": 150, "opacity": 0.9},
        "encoding": {
            "x": {
                "field": "on",
                "type": "temporal",
                "title": None,
                "axis": {"format": "%b %Y" if years else "%-d %b", "labelOverlap": True},
                "scale": {"type": "utc", "nice": False, "padding": 14},
            },
            "y": {"field": "pair", "type": "nominal", "sort": busiest, "title": None},
            "shape": {"field": "type", "type": "nominal", "title": None, "scale": shapes},
            "color": {"field": "type", "type": "nominal", "title": None, "scale": colours},
        },
    }
    today = {
        "data": {"values": [{"day": as_of.isoformat()}]},
        "mark": {"type": "rule", "color": INK, "strokeDash": [3, 3], "opacity": 0.6},
        "encoding": {"x": {"field": "day", "type": "temporal", "scale": {"type": "utc"}}},
    }
    return _spec([marks, today], rows, height={"step": 28})


def _cut(label: str, limit: int = MAX_LABEL_CHARACTERS) -> str:
    return label if len(label) <= limit else f"{label[: limit - 1].rstrip()}…"


def _spec(
    layers: Sequence[Spec],
    rows: Sequence[Spec],
    *,
    width: int | Spec = WIDTH,
    height: int | Spec = 260,
) -> Spec:
    return {
        "$schema": SCHEMA,
        "width": width,
        "height": height,
        "data": {"values": list(rows)},
        "layer": list(layers),
        "config": CONFIG,
    }


def render_svg(spec: Mapping[str, Any], name: str) -> str:
    """Return the picture as SVG to stand inside a page; `name` keeps its inner ids apart.

    Nothing is fetched: addresses outside the specification are refused.
    """
    import vl_convert  # starts a JavaScript engine: only where a picture is drawn

    svg: str = vl_convert.vegalite_to_svg(dict(spec), allowed_base_urls=[])
    svg = re.sub(r'\bid="([^"]+)"', rf'id="{name}-\1"', svg)
    return re.sub(r"url\(#([^)]+)\)", rf"url(#{name}-\1)", svg)


def render_png(spec: Mapping[str, Any]) -> bytes:
    """Return the picture as PNG at twice its size."""
    import vl_convert

    png: bytes = vl_convert.vegalite_to_png(dict(spec), scale=2.0, allowed_base_urls=[])
    return png
