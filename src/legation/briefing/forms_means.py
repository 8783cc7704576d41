"""Sentence forms for means and leverage: figures reported and numbers computed.

In: figures, estimates, claims on offers. Out: `Said`.
Not here: what happened (`briefing.forms_moment`), working the numbers out (`leverage`).
"""

from __future__ import annotations

import re

from legation.briefing.amounts import amount, figure_amount
from legation.briefing.dates import period
from legation.briefing.forms_moment import reports_words
from legation.briefing.naming import (
    capitalised,
    count_words,
    name,
    names,
    parties_words,
    possessive,
    quoted,
)
from legation.briefing.phrases import FIGURE_SUBJECTS
from legation.briefing.sentences import Said, form
from legation.briefing.view import View
from legation.records import Claim, Estimate, Figure, RecordId, Span

# A source that is itself a count is named as it stands: "China’s official figures".
_IS_A_COUNT = re.compile(r"\b(?:figures?|data|statistics|counts?|estimates?|tally)$", re.IGNORECASE)


@form("figure")
def figure(records: tuple[RecordId, ...], view: View) -> Said:
    """Word one reported number: what it measures, its bound, the time it covers, whose count.

    Further figures in `records` report the same number and are counted.
    """
    figures = view.read_all(records, Figure)
    read = figures[0]
    spans = [_in_context(found, view) for found in figures]
    subject, own_words = _subject(read, view)
    time = period(read.period)
    details = [part for part in (time, _by_whose_count(read, view)) if part]
    reports = reports_words(spans, view)
    notes = (
        f" ({'; '.join([*details, reports] if reports else details)})" if details or reports else ""
    )
    words = f"{subject}: {figure_amount(read)}{notes}{own_words}."
    return Said(capitalised(words), tuple(spans))


def _subject(read: Figure, view: View) -> tuple[str, str]:
    """Return what the number measures, and the source's words where we have no word of our own."""
    actors = [actor for actor in view.actors(read.parties) if actor.id or actor.state]
    parties = names(actors)
    if read.about in FIGURE_SUBJECTS:
        with_parties, alone = FIGURE_SUBJECTS[read.about]
        if len(actors) == 1 and with_parties.startswith("Trade between"):
            return f"Trade of {parties}", ""
        return (with_parties.format(p=parties), "") if actors else (alone, "")
    about = (read.about or "a number").replace("-", " ").replace("_", " ")
    own = f" — {quoted(_in_context(read, view).text, 150)}"
    return (f"{about} of {parties}" if actors else about), own


def _in_context(read: Figure, view: View) -> Span:
    """Return the figure with the words around it: its line, cut to what a reader takes in."""
    text = view.document(read.span.document).text
    start = max(text.rfind("\n", 0, read.span.start), _sentence_start(text, read.span.start)) + 1
    while text[start].isspace():
        start += 1
    ends = [text.find(mark, read.span.end) for mark in (". ", ".\n", "\n", "; ")]
    end = min([stop for stop in ends if stop >= 0], default=len(text.rstrip(" .\n")))
    end = max(end, read.span.end)
    if end - start > 320:
        start, end = read.span.start, read.span.end
    return Span.cut(read.span.document, text, start, end)


def _sentence_start(text: str, position: int) -> int:
    return max(text.rfind(mark, 0, position) for mark in (". ", "! ", "? ", "” ", ".\n"))


def _by_whose_count(read: Figure, view: View) -> str:
    if read.claim is None:
        return ""
    said = view.read(read.claim, Claim)
    source = " ".join(said.source[0].text.split()) if said.source else ""
    if _IS_A_COUNT.search(source):
        return f"by {source}"
    who = parties_words(view.parties(said.speakers), with_office=False)
    return f"by the count of {who or quoted(source)}" if who or source else ""


@form("estimate")
def estimate(records: tuple[RecordId, ...], view: View) -> Said:
    """Word one number that we computed, as a band, with what it was computed from."""
    number = view.read(records[0], Estimate)
    mid = _signed(number.mid, number.unit)
    band = ""
    if number.low is not None and number.high is not None:
        low, high = (_signed(value, number.unit) for value in (number.low, number.high))
        band = f", between {low} and {high}"
    of = f" toward {name(number.partner)}" if number.partner is not None else ""
    sector = f" in {number.sector}" if number.sector else ""
    made_from = [f"table {number.table}", f"{_counted('model', number.model)} {number.model}"]
    if number.elasticities:
        made_from.append(f"elasticities {number.elasticities}")
    made_from.append(f"base year {number.base_year}")
    words = (
        f"In the scenario “{number.scenario}”, {possessive(name(number.actor))} "
        f"{number.quantity}{of}{sector} comes to {mid}{band}; computed by us, not reported, from "
        f"{'; '.join(made_from)}."
    )
    return Said(words, computed=("; ".join([*made_from, f"scenario {number.scenario}"]),))


def _counted(word: str, named: str) -> str:
    """Return the word in the plural where several are named, parted by commas."""
    return f"{word}s" if ", " in named else word


def _signed(value: float, unit: str) -> str:
    """Return an amount with a minus sign that cannot be taken for a hyphen."""
    return amount(value, unit).replace("-", "−", 1) if value < 0 else amount(value, unit)


@form("figures_drawn")
def figures_drawn(records: tuple[RecordId, ...], view: View) -> Said:
    """Caption the picture of reported amounts."""
    figures = view.read_all(records, Figure)
    money = [found for found in figures if len(found.unit) == 3 and found.unit.isupper()]
    words = (
        f"Reported sums of money, as read ({count_words(len(money), 'figure')}): a dot is the "
        "number as written, an arrow the side on which the words leave it open."
    )
    return Said(words, counted=records)
