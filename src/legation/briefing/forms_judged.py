"""Sentence forms for what the desk concludes: judgements on questions, positions.

In: judgements, positions. Out: `Said`.
Not here: the weighing (`assess.questions`), what was said and done (`briefing.forms_moment`).

How likely and how sure stand in two sentences: ICD 203 forbids to mix them in one.
"""

from __future__ import annotations

import re

from legation.briefing.dates import day_words
from legation.briefing.naming import capitalised, count_words, listed, name
from legation.briefing.sentences import Said, form
from legation.briefing.view import View
from legation.records import Estimate, Judgement, Position, Question, RecordId
from legation.records.edtf import earliest_day
from legation.reference.probability import likelihood_word, percent

# Signals this far apart (standard deviation on −1 to 1) are called mixed, with the figure beside.
_MIXED = 0.4


@form("judgement")
def judgement(records: tuple[RecordId, ...], view: View) -> Said:
    """Word how likely each hypothesis of a question is, the likeliest first."""
    judged = view.read(records[0], Judgement)
    asked = view.read(judged.question, Question)
    order = sorted(range(len(judged.probabilities)), key=lambda n: -judged.probabilities[n])
    parts = [_one(asked.hypotheses[n], judged, n) for n in order]
    day = earliest_day(judged.as_of)
    on = f" (judged on {day_words(day)})" if day is not None and day != view.frame.as_of else ""
    closed = asked.resolved_on is not None and asked.resolved_on <= view.frame.as_of.isoformat()
    outcome = f" It came out as: {asked.resolved_as}." if closed and asked.resolved_as else ""
    words = f"“{asked.text}”: {listed(parts, len(parts))}{on}.{outcome}"
    # What it rests on may be of any day before; the judgement itself is the desk's own.
    return Said(words, judged.grounds, counted=(judged.id, *judged.origins))


def _one(hypothesis: str, judged: Judgement, n: int) -> str:
    low, mid, high = judged.low[n], judged.probabilities[n], judged.high[n]
    return (
        f"{hypothesis} – {likelihood_word(mid)} ({percent(mid)}, 80 % band {percent(low)} to "
        f"{percent(high)}{_before(judged, n)})"
    )


def _before(judged: Judgement, n: int) -> str:
    """Return what was held before any evidence, which a reader must not take for a finding."""
    return f"; {percent(judged.prior[n])} before any evidence" if judged.prior else ""


@form("judgement_confidence")
def judgement_confidence(records: tuple[RecordId, ...], view: View) -> Said:
    """Word how sure the desk is of a judgement, apart from how likely anything is."""
    judged = view.read(records[0], Judgement)
    n = len(judged.origins)
    reports = count_words(n, "independent report") if n else "no report of weight"
    words = (
        f"Analytic confidence in this judgement is {judged.analytic_confidence}; "
        f"it rests on {reports}."
    )
    return Said(words, (), counted=(judged.id, *judged.origins))


@form("judgement_drawn")
def judgement_drawn(records: tuple[RecordId, ...], view: View) -> Said:
    """Caption the picture of one judgement."""
    judged = view.read(records[0], Judgement)
    asked = view.read(judged.question, Question)
    words = (
        f"“{asked.text}”: a dot is the probability of each hypothesis, a bar holds 80 % of "
        "judgements with ratios and reliabilities drawn anew."
    )
    return Said(words, counted=(judged.id,))


@form("position")
def position(records: tuple[RecordId, ...], view: View) -> Said:
    """Word where one actor stands toward another, with its interval and the spread of signals.

    A lean is told only where the whole interval lies on one side.
    """
    stand = view.read(records[0], Position)
    about = name(stand.about)
    if stand.low > 0:
        leaning = f"leans toward {about}"
    elif stand.high < 0:
        leaning = f"leans against {about}"
    else:
        leaning = f"cannot be said to lean toward or against {about}"
    n = len(stand.signals)
    spread = ""
    if n > 1:
        mixed = "mixed" if stand.spread >= _MIXED else "of one kind"
        spread = f", which are {mixed} (spread {stand.spread:.2f})"
    words = (
        f"{capitalised(name(stand.actor))} {leaning}: {stand.mid:+.2f} on a scale from "
        f"-1 (against) to 1 (for), 80 % interval {stand.low:+.2f} to {stand.high:+.2f}, by "
        f"{count_words(n, 'signal')} of the last 30 days{spread}."
    )
    return Said(_with_minus(words), (), counted=(stand.id, *stand.signals))


def _with_minus(words: str) -> str:
    """Return words with a minus sign for the hyphen before a number, and nowhere else."""
    return re.sub(r"(?<![\w-])-(?=[\d.])", "−", words)


@form("votes_alike")
def votes_alike(records: tuple[RecordId, ...], view: View) -> Said:
    """Word how alike two states voted in the last session on the shelf."""
    alike = view.read(records[0], Estimate)
    other = name(alike.partner) if alike.partner is not None else "another state"
    low, high = alike.low or 0.0, 1.0 if alike.high is None else alike.high
    session = alike.table.partition(",")[0]
    words = (
        f"In {session} ({alike.base_year}) {name(alike.actor)} and {other} voted alike by "
        f"{percent(alike.mid)} (90 % band {percent(low)} to {percent(high)}); later votes are not "
        "on the shelf."
    )
    return Said(words, computed=(_computed(alike),))


def _computed(alike: Estimate) -> str:
    return f"{alike.table}; {alike.model}; roll calls by Voeten (CC0)"
