"""Draw who depends on whom: a matrix of many, and bars of one region's partners.

In: cells and bars as `app` takes them from `leverage`: names and shares. Out: Vega-Lite (dict),
None when there is nothing to draw.
Not here: the measuring (`leverage.exposure`, `leverage.chains`), how pictures are rendered
(`charts`).

Colour runs from pale to dark blue, which all kinds of colour vision see as light and dark; the
number stands in every cell and at every bar.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from legation.briefing.charts import BLUE, CONFIG, INK, ORANGE, OTHERS, SCHEMA, WIDTH, Spec

# From nearly white to a blue as dark as ink; the two ends of a sequential scale, by eye.
PALE_BLUE, DARK_BLUE = "#eef4fa", "#08407e"
# White figures are read from the darker half of the scale on.
_DARK_FROM = 0.5
MAX_BARS = 12
_QUIET = "#5a626b"
# Beyond so many columns the cells are made smaller, so that the picture fits a page.
_MANY = 14


@dataclass(frozen=True, slots=True)
class Cell:
    """What one region is to another."""

    of: str
    """Who depends: the row."""
    on: str
    """On whom: the column."""
    share: float
    """0 to 1."""


@dataclass(frozen=True, slots=True)
class Bar:
    """One partner's part of a region's trade."""

    partner: str
    share: float
    """Of the trade that crosses the border, 0 to 1."""
    through_chains: float | None
    """Of the foreign value through supply chains, 0 to 1; None: not known."""


@dataclass(frozen=True, slots=True)
class Panel:
    """The bars of one direction, with the heading over them."""

    heading: str
    note: str
    """What a bar is a share of, and what a diamond."""
    bars: Sequence[Bar]


def who_depends_on_whom(
    cells: Sequence[Cell], order: Sequence[str], title: str, source: str, measure: str
) -> Spec | None:
    """Return the matrix: rows depend on columns, the number is per cent.

    Args:
        cells: Pairs of different regions; what stands `on` others than those of `order` is summed
            into a last column, which has no colour.
        order: The regions from top to bottom and from left to right.
        title: What is drawn.
        source: Table, year and coverage.
        measure: What the share is of, as the legend says it.
    """
    rows = _matrix_rows(cells, order)
    if not rows:
        return None
    top = max((row["share"] for row in rows if row["on"] != OTHERS), default=0.0)
    columns = [*order, OTHERS] if any(row["on"] == OTHERS for row in rows) else list(order)
    many = len(columns) > _MANY
    base = {
        "x": {
            "field": "on",
            "type": "nominal",
            "sort": columns,
            "title": "… on whom",
            "axis": {"orient": "top", "labelAngle": -40, "domain": False, "ticks": False},
        },
        "y": {
            "field": "of",
            "type": "nominal",
            "sort": list(order),
            "title": "who depends …",
        },
    }
    colour = {
        "field": "shade",
        "type": "quantitative",
        "title": measure,
        "scale": {"domain": [0, top or 1.0], "range": [PALE_BLUE, DARK_BLUE]},
        "legend": {"format": ".0%", "gradientLength": 260, "titleLimit": 520},
    }
    ink = {
        "condition": {"test": f"datum.shade > {_DARK_FROM * top}", "value": "white"},
        "value": INK,
    }
    return {
        "$schema": SCHEMA,
        "title": _title(title, source),
        "width": {"step": 34 if many else 48},
        "height": {"step": 24 if many else 32},
        "data": {"values": rows},
        "layer": [
            {
                "mark": {"type": "rect", "stroke": "white", "strokeWidth": 2, "invalid": "filter"},
                "transform": [{"filter": "isValid(datum.shade)"}],
                "encoding": {**base, "color": colour},
            },
            {
                "mark": {"type": "text", "fontSize": 10 if many else 13},
                "encoding": {
                    **base,
                    "text": {"field": "words", "type": "nominal"},
                    "color": ink,
                },
            },
        ],
        "config": CONFIG,
    }


def _matrix_rows(cells: Sequence[Cell], order: Sequence[str]) -> list[Spec]:
    sums: dict[tuple[str, str], float] = {}
    for cell in cells:
        if cell.of in order and cell.of != cell.on:
            key = (cell.of, cell.on if cell.on in order else OTHERS)
            sums[key] = sums.get(key, 0.0) + cell.share
    rows: list[Spec] = [
        {
            "of": of,
            "on": on,
            "share": share,
            "shade": None if on == OTHERS else share,
            "words": _percent(share),
        }
        for (of, on), share in sums.items()
    ]
    # Nobody depends on himself: the cell says that it is empty on purpose.
    rows.extend(
        {"of": one, "on": one, "share": 0.0, "shade": None, "words": "–"}
        for one in order
        if any(row["of"] == one for row in rows)
    )
    return rows


def partner_bars(panels: Sequence[Panel], title: str, source: str) -> Spec | None:
    """Return bars of partners' shares, a panel a direction, the largest partner first.

    A bar is direct trade, a diamond the same partner's part through supply chains. Partners beyond
    `MAX_BARS` are summed into one bar. None when no panel has a bar.
    """
    shown = [panel for panel in panels if any(bar.share > 0 for bar in panel.bars)]
    if not shown:
        return None
    rows = [_bar_rows(panel.bars) for panel in shown]
    top = max(row["end"] for of_one in rows for row in of_one)
    return {
        "$schema": SCHEMA,
        "title": _title(title, source),
        "vconcat": [
            _bar_panel(panel, of_one, top) for panel, of_one in zip(shown, rows, strict=True)
        ],
        "config": CONFIG,
    }


def _bar_panel(panel: Panel, rows: Sequence[Spec], top: float) -> Spec:
    y = {
        "field": "partner",
        "type": "nominal",
        "sort": [row["partner"] for row in rows],
        "title": None,
    }
    x = {
        "field": "share",
        "type": "quantitative",
        "title": None,
        "scale": {"domain": [0, top * 1.12], "nice": False},
        "axis": {"format": ".0%", "tickCount": 6},
    }
    layers: list[Spec] = [
        {
            "mark": {"type": "bar", "height": 15, "color": BLUE},
            "encoding": {"x": x, "y": y},
        },
        {
            "mark": {"type": "text", "align": "left", "dx": 12, "fontSize": 12, "color": INK},
            "encoding": {"x": {**x, "field": "end"}, "y": y, "text": {"field": "words"}},
        },
    ]
    if any(row["chains"] is not None for row in rows):
        point = {
            "type": "point",
            "shape": "diamond",
            "filled": True,
            "size": 90,
            "opacity": 1,
            "color": ORANGE,
            "stroke": INK,
            "strokeWidth": 0.8,
        }
        layers.append(
            {
                "transform": [{"filter": "isValid(datum.chains)"}],
                "mark": point,
                "encoding": {"x": {**x, "field": "chains"}, "y": y},
            }
        )
    return {
        "title": {
            "text": panel.heading,
            "subtitle": panel.note,
            "anchor": "start",
            "frame": "group",
            "fontSize": 14,
            "subtitleFontSize": 12,
            "subtitleColor": _QUIET,
        },
        "width": WIDTH,
        "height": {"step": 23},
        "data": {"values": list(rows)},
        "layer": layers,
    }


def _bar_rows(bars: Sequence[Bar]) -> list[Spec]:
    ranked = sorted((bar for bar in bars if bar.share > 0), key=lambda bar: -bar.share)
    rest = ranked[MAX_BARS:]
    chosen = ranked[:MAX_BARS]
    if rest:
        chains = [bar.through_chains for bar in rest if bar.through_chains is not None]
        name = f"{len(rest)} others"
        chosen.append(
            Bar(name, sum(bar.share for bar in rest), sum(chains) if chains else None),
        )
    return [
        {
            "partner": bar.partner,
            "share": bar.share,
            "chains": bar.through_chains,
            "end": max(bar.share, bar.through_chains or 0.0),
            "words": _bar_words(bar),
        }
        for bar in chosen
    ]


def _bar_words(bar: Bar) -> str:
    direct = f"{_percent(bar.share)} %"
    if bar.through_chains is None:
        return direct
    return f"{direct}; chains {_percent(bar.through_chains)} %"


def _percent(share: float) -> str:
    """Return a share in per cent, as many digits as a reader wants: `34`, `3.1`, `0.4`."""
    number = 100 * share
    return f"{number:.0f}" if number >= 9.95 else f"{number:.1f}"


def _title(title: str, source: str) -> Spec:
    return {
        "text": title,
        "subtitle": source,
        "anchor": "start",
        "fontSize": 16,
        "subtitleFontSize": 12,
        "subtitleColor": _QUIET,
        "offset": 14,
    }
