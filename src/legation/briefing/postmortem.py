"""Write the page of one closed question: what was said when, what misled, what helped.

In: an `Aftermath`. Out: Markdown, or one self-contained HTML file.
Not here: the reckoning (`assess.aftermath`), the brief (`briefing.compose`).
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from datetime import timedelta
from html import escape as escape_html
from importlib.resources import files
from typing import NamedTuple

from legation.briefing.charts import render_svg
from legation.briefing.dates import day_words
from legation.briefing.lookingbackchart import said_over_time
from legation.briefing.markdown import escape as escape_markdown
from legation.records.aftermath import Aftermath, Pulled, Said

MOST_PIECES = 10
"""So many pieces of evidence are shown of each side; the page says how many more there are."""
_UNSCORED = "–"
_MOVED = 0.02
_FIGURE = re.compile(r"[\d.,]+ ?%?")
# Cells of more characters may break; days and names do not.
_LONG = 24
_STYLE = """
.sheet.back{display:block;max-width:72rem}.back table{border-collapse:collapse;width:100%;\
font:.88rem/1.45 var(--ui)}.back th,.back td{text-align:left;vertical-align:top;\
padding:.35rem .9rem .35rem 0;border-bottom:1px solid var(--line)}.back th{color:var(--soft);\
font-weight:600}.back td.figure{text-align:right;font-variant-numeric:tabular-nums}\
.back td.words{min-width:17rem}.back td.short,.back td.figure{white-space:nowrap}\
.back section{overflow-x:auto}
"""


class _Table(NamedTuple):
    heading: str
    note: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def to_markdown(aftermath: Aftermath) -> str:
    """Return the page as Markdown; words of sources are escaped."""
    title, opening, tables = _compose(aftermath)
    lines = [f"# {escape_markdown(title)}", ""]
    for sentence in opening:
        lines += [escape_markdown(sentence), ""]
    for table in tables:
        lines += [f"## {table.heading}", "", escape_markdown(table.note), ""]
        if table.rows:
            lines += [_row(table.head), _row(["---"] * len(table.head))]
            lines += [_row([escape_markdown(cell) for cell in row]) for row in table.rows]
            lines.append("")
    return "\n".join(lines)


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def to_html(aftermath: Aftermath) -> str:
    """Return the page as one HTML file without script, that fetches nothing."""
    return "\n".join(_iter_html(aftermath)) + "\n"


def _iter_html(aftermath: Aftermath) -> Iterator[str]:
    title, opening, tables = _compose(aftermath)
    style = files("legation.briefing").joinpath("brief.css").read_text("utf-8").strip()
    policy = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
    yield "<!DOCTYPE html>"
    yield '<html lang="en">'
    yield '<head><meta charset="utf-8">'
    yield f'<meta http-equiv="Content-Security-Policy" content="{escape_html(policy)}">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield f"<title>{escape_html(title)}</title>"
    yield f"<style>\n{style}\n{_STYLE}</style></head>"
    yield f'<body><div class="sheet back"><header><h1>{escape_html(title)}</h1>'
    yield from (f"<p>{escape_html(sentence)}</p>" for sentence in opening)
    yield "</header><main>"
    yield f"<figure>{render_svg(said_over_time(aftermath), 'said')}"
    yield f"<figcaption>{escape_html(_caption(aftermath))}</figcaption></figure>"
    for table in tables:
        yield f"<section><h2>{escape_html(table.heading)}</h2><p>{escape_html(table.note)}</p>"
        if table.rows:
            head = "".join(f'<th scope="col">{escape_html(cell)}</th>' for cell in table.head)
            yield f"<table><thead><tr>{head}</tr></thead><tbody>"
            for row in table.rows:
                yield f"<tr>{''.join(map(_cell, row))}</tr>"
            yield "</tbody></table>"
        yield "</section>"
    yield "</main></div></body></html>"


def _cell(words: str) -> str:
    kind = "figure" if _FIGURE.fullmatch(words) else "words" if len(words) > _LONG else "short"
    return f'<td class="{kind}">{escape_html(words)}</td>'


def _caption(aftermath: Aftermath) -> str:
    listed = "; ".join(f"{name}: {words}" for name, words in aftermath.wordings)
    came = f"How likely each was held, day by day; the strong line ({aftermath.outcome}) came true."
    return f"{came} {listed}." if listed else came


def _compose(aftermath: Aftermath) -> tuple[str, tuple[str, ...], tuple[_Table, ...]]:
    """Return title, opening sentences and tables."""
    n_days = sum(one.n_days for one in aftermath.said)
    better = aftermath.of_first - aftermath.time_averaged
    days = f"{n_days:,} {'day' if n_days == 1 else 'days'}"
    turned_out = (
        f"It turned out: {aftermath.wording(aftermath.outcome)}. The question was open from "
        f"{day_words(aftermath.opened_on)} and was resolved on "
        f"{day_words(aftermath.resolved_on)}."
    )
    scored = (
        f"Time-averaged Brier score {aftermath.time_averaged:.3f} over {days} (0 is right and "
        "sure, 1 wrong and sure). The first judgement, kept to the end, would have scored "
        f"{aftermath.of_first:.3f}: {_what_changing_did(better)}"
    )
    return (
        f"Looking back: {aftermath.question}",
        (turned_out, scored),
        (
            _said_table(aftermath),
            _pull_table("What misled", "away from", aftermath.misled, aftermath.outcome),
            _pull_table("What helped", "toward", aftermath.helped, aftermath.outcome),
            *_idle(aftermath),
        ),
    )


def _what_changing_did(better: float) -> str:
    if abs(better) < 0.0005:
        return "changing it changed nothing."
    return f"changing it made the score {'better' if better > 0 else 'worse'} by {abs(better):.3f}."


def _said_table(aftermath: Aftermath) -> _Table:
    names = tuple(name for name, _ in aftermath.said[0].probabilities)
    rows = tuple(_said_row(some, names) for some in _stretches(aftermath.said))
    note = (
        f"A line for each time that a probability had moved by {100 * _MOVED:.0f} percentage "
        "points; the score counts once for each day."
    )
    head = ("from", "to", *names, "score", "days")
    return _Table("What was said when", note, head, rows)


def _stretches(said: Sequence[Said]) -> list[list[Said]]:
    """Return days in runs over which no probability moved by much from the run's first day."""
    runs: list[list[Said]] = []
    for one in said:
        start = dict(runs[-1][0].probabilities) if runs else {}
        if runs and all(abs(start.get(n, 0.0) - p) < _MOVED for n, p in one.probabilities):
            runs[-1].append(one)
        else:
            runs.append([one])
    return runs


def _said_row(run: Sequence[Said], names: tuple[str, ...]) -> tuple[str, ...]:
    given = dict(run[0].probabilities)
    chances = (f"{given[name]:.0%}" if name in given else _UNSCORED for name in names)
    n_days = sum(one.n_days for one in run)
    score = sum(one.score * one.n_days for one in run) / n_days if n_days else run[0].score
    last = run[-1].on + timedelta(days=max(0, run[-1].n_days - 1))
    return (day_words(run[0].on), day_words(last), *chances, f"{score:.3f}", str(n_days))


def _pull_table(heading: str, way: str, pulled: Sequence[Pulled], outcome: str) -> _Table:
    if not pulled:
        return _Table(heading, f"No piece of evidence pulled {way} what came true.", (), ())
    note = f"{len(pulled)} {'piece' if len(pulled) == 1 else 'pieces'} pulled {way} “{outcome}”"
    note += f"; the {MOST_PIECES} strongest:" if len(pulled) > MOST_PIECES else ":"
    rows = tuple(
        (
            day_words(one.on),
            one.words,
            one.source,
            f"odds of “{outcome}” {_odds(one.toward_outcome)}",
            f"“{one.toward}” {_odds(one.strength)}",
            one.evidence,
        )
        for one in pulled[:MOST_PIECES]
    )
    head = ("day", "evidence", "source", "what it did", "what it pulled up most", "id")
    return _Table(heading, note, head, rows)


def _odds(shift: float) -> str:
    """Return a shift of log-odds as a factor."""
    return f"× {math.exp(shift):.2f}" if shift > -math.inf else "× 0"


def _idle(aftermath: Aftermath) -> tuple[_Table, ...]:
    if not aftermath.idle:
        return ()
    pieces = "piece" if aftermath.idle == 1 else "pieces"
    return (_Table("What did neither", f"{aftermath.idle} {pieces} pulled nowhere.", (), ()),)
