"""Find the quantities a text reports, with what they measure, between whom, when, by whose count.

In: a parsed document with its mentions, parties, moments and claims. Out: `Figure`s in reading
order.
Not here: reading numbers (`extract.quantities`), what they measure (`extract.measures`), numbers
computed by us (`leverage`).

A figure's span holds the number with its currency, percent sign or counted noun, not the bound
words: "just under [$150 billion]". docs/moments-and-figures.md tells every convention.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from legation.extract.measures import measure
from legation.extract.moments import Moments
from legation.extract.parse import Parsed, Sentence
from legation.extract.parties import Parties
from legation.extract.quantities import HAS_NUMBER, Quantity, iter_quantities
from legation.extract.units import DURATIONS, LEAST_PERSONS
from legation.records import Claim, Figure, Mention, Moment, RecordId, Span, make_id

METHOD = "figures-rules/1"


def find_figures(
    parsed: Parsed,
    mentions: Iterable[Mention],
    parties: Parties,
    moments: Sequence[Moment],
    claims: Sequence[Claim],
) -> tuple[Figure, ...]:
    """Return the figures of a document in reading order; they do not overlap.

    A number inside a moment is a date, not a figure ("two weeks ago").
    """
    del mentions  # the parties stand for them
    dating = Moments(parsed, moments)
    found = []
    for sentence in parsed.sentences:
        if not HAS_NUMBER.search(sentence.tokens.text):
            continue
        for quantity in iter_quantities(sentence.tokens):
            span = _span(parsed, sentence, quantity)
            if any(moment.span.overlaps(span) for moment in moments):
                continue
            figure = _figure(sentence, quantity, span, parties, dating, claims)
            if not _names_a_few(figure):
                found.append(figure)
    return tuple(found)


def _figure(
    sentence: Sentence,
    quantity: Quantity,
    span: Span,
    parties: Parties,
    dating: Moments,
    claims: Sequence[Claim],
) -> Figure:
    what = measure(sentence, quantity.counted, quantity.unit, quantity.about, parties)
    when = dating.of(sentence, what.clause)
    return Figure(
        id=make_id("figure", span.document, span.start, span.end),
        span=span,
        low=quantity.low,
        high=quantity.high,
        value=quantity.value,
        unit=quantity.unit,
        about=what.about,
        parties=what.parties,
        period=when.value if when is not None else None,
        claim=_innermost(claims, span),
        method=METHOD,
        confidence=quantity.confidence if what.sure or quantity.unit in DURATIONS else
        round(quantity.confidence - 0.15, 3),
    )  # fmt: skip


def _names_a_few(figure: Figure) -> bool:
    """Tell whether a small count of people says who, not how many ("two officials")."""
    few = figure.low == figure.high and figure.value < LEAST_PERSONS
    return figure.unit == "person" and figure.about is None and few


def _span(parsed: Parsed, sentence: Sentence, quantity: Quantity) -> Span:
    document = parsed.document
    start, end = sentence.start + quantity.start, sentence.start + quantity.end
    return Span.cut(document.id, document.text, start, end)


def _innermost(claims: Iterable[Claim], span: Span) -> RecordId | None:
    """Return the claim with the shortest content that holds `span`."""
    holding = [
        (part.end - part.start, claim.id)
        for claim in claims
        for part in claim.content
        if part.holds(span)
    ]
    return min(holding)[1] if holding else None
