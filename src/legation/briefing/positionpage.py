"""Write a position as one self-contained HTML page: the picture, and the passages behind it.

In: what `show position --json` has. Out: one text, nothing to fetch, no script: a point of the
picture leads to its passage.
Not here: the picture (`briefing.positionchart`), the brief (`briefing.html`).

Words of documents are data: they are escaped wherever they stand.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from html import escape
from typing import Any

from legation.briefing.dates import day_words
from legation.briefing.naming import capitalised
from legation.briefing.positionchart import draw_position, position_over_time

Line = Mapping[str, Any]

_STYLE = """
body{margin:0 auto;max-width:52rem;padding:1.5rem 1.25rem 4rem;color:#1b1f24;background:#fff;
font:1.02rem/1.55 Charter,"Iowan Old Style",Georgia,serif}
h1{font-size:1.7rem;line-height:1.2;margin:.5rem 0}h2{font-size:1.2rem;margin:2rem 0 .4rem}
figure{margin:1rem 0;overflow-x:auto}figure svg{max-width:100%;height:auto}
figure a path:hover{stroke:#1b1f24}
ol{list-style:none;padding:0}li{border-top:1px solid #dfe3e7;padding:.7rem .6rem}
li:target{background:#ffe9a8}
.head{font:600 .86rem/1.4 system-ui,sans-serif}.where,.note{color:#56606b;
font:.84rem/1.45 system-ui,sans-serif;margin:.2rem 0}
blockquote{margin:.35rem 0 .1rem;padding-left:.8rem;border-left:3px solid #56B4E9;
overflow-wrap:anywhere}
code{font-size:.92em;overflow-wrap:anywhere}
"""
OPEN = "open"
TELLERS = {
    "itself": "its own words",
    "report": "told by the report",
    "other": "told by others",
    "counterpart": "told by the other side",
    "unnamed": "told by nobody named",
    "silence": "noticed by its absence",
    "table": "table of roll calls",
}
"""How it is said through whom a signal comes."""


def position_page(told: Line) -> str:
    """Return the page; `told` is what `app.positions.told_record` gives."""
    return "\n".join(_iter_lines(told)) + "\n"


def _iter_lines(told: Line) -> Iterator[str]:
    title = f"{capitalised(told['actor']['name'])} toward {told['about']['name']}"
    policy = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
    yield "<!DOCTYPE html>"
    yield '<html lang="en">'
    yield "<head>"
    yield '<meta charset="utf-8">'
    yield f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield f"<title>{escape(title)}</title>"
    yield f"<style>{_STYLE}</style>"
    yield "</head>"
    yield "<body>"
    yield f"<h1>{escape(title)}</h1>"
    if told["position"] is None:
        yield "<p>Nothing on this desk tells where it stands.</p>"
    else:
        yield f"<p>{escape(sentence(told))}</p>"
        spec = position_over_time(told["positions"], told["signals"])
        if spec is not None:
            yield f"<figure>{draw_position(spec, 'position')}</figure>"
        yield '<p class="note">Point at a mark to read it, click it to find its passage below.</p>'
        yield "<h2>Signals</h2>"
        yield "<ol>"
        for one in reversed(told["signals"]):
            yield from _iter_signal(one)
        yield "</ol>"
    yield "</body>"
    yield "</html>"


def sentence(told: Line) -> str:
    """Return in one sentence where the actor stood on the last day, how sure, how mixed.

    A position whose interval reaches across 0 is told as open, its median last: it is no lean.
    """
    one = told["position"]
    n = len(one["signals"])
    spread = (
        f"{n} signals in the last {told['window']} days spread by {one['spread']:.2f}"
        if n > 1
        else f"{n or 'no'} signal{'' if n else 's'} in the last {told['window']} days"
    )
    scale = "on a scale from −1 (against) to +1 (for)"
    interval = f"the 80 % interval reaches from {signed(one['low'])} to {signed(one['high'])}"
    if (side := leans(one)) == OPEN:
        return (
            f"On {_day(one['on'])} the signals do not tell whether it leans for or against: "
            f"{interval} {scale} (median {signed(one['mid'])}); {spread}.{_later(told)}"
        )
    return (
        f"On {_day(one['on'])} it leans {side}: {signed(one['mid'])} {scale}; {interval}; "
        f"{spread}.{_later(told)}"
    )


def _later(told: Line) -> str:
    """Return what is to be said where a day after the newest document was asked for, else ""."""
    asked, last = told.get("asked"), told["as_of"]
    if asked is None or last is None or asked <= last:
        return ""
    return (
        f" The newest document is of {_day(last)}: nothing is known of the days to {_day(asked)}."
    )


def leans(one: Line) -> str:
    """Return `for` or `against` where the whole interval of a position lies there, else `open`."""
    if one["low"] > 0:
        return "for"
    return "against" if one["high"] < 0 else OPEN


def _iter_signal(one: Line) -> Iterator[str]:
    yield f'<li id="{escape(one["id"])}">'
    yield (
        f'<div class="head">{escape(_day(one["on"]))} · {escape(one["what"])} · direction '
        f"{signed(one['direction'])}, strength {one['strength']:.2f}</div>"
    )
    for witness in one["witnesses"]:
        yield f"<blockquote>{escape(witness['text'])}</blockquote>"
        yield f'<p class="where">{escape(where(witness))}</p>'
    yield f'<p class="where"><code>{escape(" ".join((one["id"], *one["evidence"])))}</code></p>'
    yield "</li>"


def where(witness: Line) -> str:
    """Return who says it, on the record or not, and in which document it stands."""
    parts = [speaker_words(witness["speakers"], witness["named"], witness["on_record"])]
    parts += [TELLERS[witness["teller"]], witness["title"] or "untitled"]
    if witness["publisher"]:
        parts.append(witness["publisher"])
    if witness["published_on"]:
        parts.append(_day(witness["published_on"]))
    if witness["origin"] != witness["document"]:
        parts.append("a copy")
    return " · ".join(part for part in parts if part)


def signed(value: float) -> str:
    """Return a number of the scale with its sign, as it is printed."""
    return f"{value:+.2f}".replace("-", "−")


def _day(value: str) -> str:
    return day_words(date.fromisoformat(value))


def speaker_words(speakers: Sequence[Line], named: bool | None, on_record: bool | None) -> str:
    """Return who speaks; empty where the report itself does."""
    if named is None:
        return ""
    names = ", ".join(one["name"] for one in speakers) or "somebody"
    return names if named and on_record else f"{names} (not on the record)"
