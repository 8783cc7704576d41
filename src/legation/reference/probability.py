"""Put a probability into the words of ICD 203, which mean one thing each.

In: a probability, or a band. Out: words.
Not here: how sure the desk is (`assess.questions.confidence`); ICD 203 forbids both in a sentence.

The seven terms and their ranges (01-05, 05-20, 20-45, 45-55, 55-80, 80-95, 95-99 per cent) are
those of Intelligence Community Directive 203, *Analytic Standards*, as given by its table in
github.com/wesinator/ICD203-intel-analysis. The terms come in two rows that are not to be mixed;
ours are the first row.
"""

from __future__ import annotations

from legation.records import LegationError


class ProbabilityError(LegationError, ValueError):
    """A number is no probability."""


# Where one term ends the next begins; a probability on the border takes the term nearer to even,
# which claims less.
_TERMS = (
    (0.05, "almost no chance"),
    (0.20, "very unlikely"),
    (0.45, "unlikely"),
    (0.55, "roughly even chance"),
    (0.80, "likely"),
    (0.95, "very likely"),
    (1.00, "almost certain"),
)
TERMS = tuple(term for _, term in _TERMS)
# The directive's terms stop at 1 and 99 per cent: nobody's judgement reaches beyond.
SUREST = 0.01


def likelihood_word(probability: float) -> str:
    """Return the ICD 203 term for a probability.

    Raises:
        ProbabilityError: `probability` is not between 0 and 1.
    """
    if not 0 <= probability <= 1:
        msg = f"{probability} is no probability; it lies between 0 and 1"
        raise ProbabilityError(msg)
    probability = round(probability, 12)  # 1 - .55 is .55's mirror image, not .44999999999999996
    if probability <= 0.5:
        return next(term for top, term in _TERMS if probability < top)
    return next(term for top, term in _TERMS if probability <= top)


def percent(probability: float) -> str:
    """Return a probability in whole per cent, never beyond what the terms reach.

    Returns:
        Such as `37 %`; `below 1 %` and `above 99 %` at the ends.
    """
    if probability < SUREST:
        return "below 1 %"
    if probability > 1 - SUREST:
        return "above 99 %"
    return f"{100 * probability:.0f} %"


def band_words(low: float, mid: float, high: float) -> str:
    """Return the term of `mid`, and the terms of the ends where they are others.

    Returns:
        Such as `unlikely`, or `unlikely (very unlikely to roughly even chance)`.
    """
    middle, first, last = likelihood_word(mid), likelihood_word(low), likelihood_word(high)
    return middle if first == last else f"{middle} ({first} to {last})"
