"""Find the quantities a text reports, with what they measure, between whom, when, by whose count.

In: a parsed document with its mentions, parties, moments and claims. Out: `Figure`s in reading
order.
Not here: reading numbers (`extract.quantities`), what they measure (`extract.measures`), numbers
computed by us (`leverage`).

A figure's span holds the number with its currency, percent sign or counted noun, not the bound
words: "just under [$150 billion]". docs/moments-and-figures.md tells every convention.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from legation.extract.carried import Context, Told
from legation.extract.measures import Measure, measure
from legation.extract.moments import Moments
from legation.extract.parse import Parsed, Sentence
from legation.extract.parties import Parties
from legation.extract.quantities import HAS_NUMBER, Quantity, iter_quantities
from legation.extract.tallies import iter_tallies
from legation.extract.units import DURATIONS, LEAST_PERSONS
from legation.records import Claim, Figure, Mention, Moment, RecordId, Span, make_id

if TYPE_CHECKING:
    from spacy.tokens import Span as TokenSpan

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
    context = Context(parsed, moments)
    found = []
    for sentence in parsed.sentences:
        if not HAS_NUMBER.search(sentence.tokens.text):
            continue
        for quantity in _iter_counted(sentence.tokens):
            span = _span(parsed, sentence, quantity)
            if any(moment.span.overlaps(span) for moment in moments):
                continue
            what = measure(sentence, quantity.counted, quantity.unit, quantity.about, parties)
            when = dating.of(sentence, what.clause)
            told = Told(sentence, quantity, what, when, parties)
            what, period = context.complete(told)
            figure = _figure(quantity, span, what, period, claims)
            if not _names_a_few(figure):
                found.append(figure)
    return tuple(found)


def _iter_counted(sentence: TokenSpan) -> Iterator[Quantity]:
    """Yield the counts of votes and all other quantities, in order, without overlap."""
    tallies = list(iter_tallies(sentence))
    others = (
        one
        for one in iter_quantities(sentence)
        if not any(one.start < tally.end and tally.start < one.end for tally in tallies)
    )
    yield from sorted((*tallies, *others), key=lambda one: one.start) if tallies else others


def _figure(
    quantity: Quantity, span: Span, what: Measure, period: str | None, claims: Sequence[Claim]
) -> Figure:
    return Figure(
        id=make_id("figure", span.document, span.start, span.end),
        span=span,
        low=quantity.low,
        high=quantity.high,
        value=quantity.value,
        unit=quantity.unit,
        about=what.about,
        parties=what.parties,
        period=period,
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
